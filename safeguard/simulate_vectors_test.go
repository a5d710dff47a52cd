package safeguard_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// escalating is a vector of escalation: testdata/vectors/README.md says what it means.
type escalating struct {
	Title   string           `json:"title"`
	Policy  string           `json:"policy"`
	Roster  map[string]any   `json:"roster,omitempty"`
	Concern safeguard.MadeUp `json:"concern"`
	Log     []struct {
		At   time.Time       `json:"at"`
		By   peer.Actor      `json:"by"`
		Step json.RawMessage `json:"step"`
	} `json:"log"`
	Moments []escalated `json:"moments"`
}

type escalated struct {
	At   time.Time    `json:"at"`
	Owed []owedThen   `json:"owed"`
	Has  peer.StaffID `json:"has,omitzero"`
	// As is the time that counts, where it is not the moment.
	As time.Time `json:"as,omitzero"`
}

type owedThen struct {
	Kind    safeguard.OwedKind  `json:"kind"`
	Turn    string              `json:"turn,omitzero"`
	To      []peer.StaffID      `json:"to,omitempty"`
	By      string              `json:"by"`
	Skipped []safeguard.Skipped `json:"skipped,omitempty"`
}

// told is the concern after its log, and the world it lives in.
func (v escalating) told(t testing.TB) (safeguard.Concern, safeguard.World) {
	g := groundOf(t, v.Policy)
	if v.Roster != nil {
		g.roster = v.Roster
	}
	w, facts := g.worldOf(t), safeguard.Facts{Policy: g.policyOf(t), Roster: g.rosterOf(t)}
	c, _, err := safeguard.NewConcern(v.Concern.Raise, peer.Act{By: v.Concern.By, At: v.Concern.At, ID: "raise"}, facts)
	require.NoError(t, err)
	for i, x := range v.Log {
		step, err := safeguard.DecodeConcernStep(x.Step)
		require.NoError(t, err)
		c, _, err = c.Do(step, peer.Act{By: x.By, At: x.At, ID: peer.RequestID(fmt.Sprint("step-", i)), Seen: c.Rev()}, facts)
		require.NoError(t, err)
	}
	return c, w
}

func escalatedAt(c safeguard.Concern, w safeguard.World, at time.Time) escalated {
	e := safeguard.Escalate(c, w, at)
	out := escalated{At: at, Owed: []owedThen{}, Has: e.Has.By}
	if e.Backwards {
		out.As = e.At
	}
	for _, o := range e.Owed {
		x := owedThen{Kind: o.Kind, By: o.By.String()}
		for _, s := range o.Skipped {
			if !slices.Contains(x.Skipped, s) {
				x.Skipped = append(x.Skipped, s)
			}
		}
		if o.Turn != (safeguard.Turn{}) {
			x.Turn = o.Turn.String()
		}
		for _, to := range o.To {
			x.To = append(x.To, to.Staff)
		}
		out.Owed = append(out.Owed, x)
	}
	return out
}

func TestEscalationVectors(t *testing.T) {
	files := vectors[escalating](t, "escalation")
	require.GreaterOrEqual(t, len(files), 15)
	kinds := map[safeguard.OwedKind]bool{}
	for name, v := range files {
		t.Run("SAFE-14 "+name, func(t *testing.T) {
			require.NotEmpty(t, v.Title)
			require.NotEmpty(t, v.Moments)
			c, w := v.told(t)
			for _, m := range v.Moments {
				require.Equal(t, m, escalatedAt(c, w, m.At), "%s", m.At)
				for _, o := range m.Owed {
					kinds[o.Kind] = true
				}
			}
		})
	}
	for _, kind := range []safeguard.OwedKind{safeguard.OwedTell, safeguard.OwedTellAgain, safeguard.OwedTelephone, safeguard.OwedTake, safeguard.OwedNext} {
		require.True(t, kinds[kind], kind)
	}
}
