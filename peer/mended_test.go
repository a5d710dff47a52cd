package peer_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// A shout is a record of these tests alone: its one row is never turned down.
type shout struct {
	peer.Head
	s shoutData
}

type shoutData struct {
	By   peer.Actor   `json:"by" ask:"required"`
	Text peer.Private `json:"text,omitzero" ask:"max=5"`
}

// Stored makes a shout a record.
func (s shout) Stored() ([]byte, error) { return shouts.Encode(s) }

type call struct {
	ID   string       `json:"id"`
	Text peer.Private `json:"text,omitzero" ask:"max=5"`
	Kind peer.Place   `json:"kind,omitzero"`
}

// heard puts right what a shout cannot be without.
func heard(c call, a peer.Act) (call, peer.Act) {
	if !a.By.Valid() {
		a.By = peer.ByStaff("nobody", "")
	}
	if a.At.Year() < 2000 || a.At.Year() > 2100 {
		a.At = on(before)
	}
	if a.ID == "" || len(a.ID) > 200 || !utf8.ValidString(string(a.ID)) {
		a.ID = "made"
	}
	if c.ID == "" || strings.ContainsAny(c.ID, "/ŵ \n") {
		c.ID = "made"
	}
	if s := c.Text.Reveal(); len(s) > 5 {
		c.Text = peer.Say(strings.ToValidUTF8(s[:5], ""))
	}
	a.Seen = 0
	return c, a
}

var loud = peer.Need[shout, peer.Decision, call]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SHOUT-02", Code: peer.ErrRequired}, Path: "/text", Says: "Something is called.", Fix: "Call it.", Weight: peer.Raises, Raise: peer.SignalSafetyQuestion},
	Met:  func(_ shout, c call, _ peer.Act, _ peer.Decision) peer.Tri { return peer.Is(!c.Text.IsZero()) },
}

var shouts = peer.Machine[shout, peer.Decision]{
	Kind: "shout", Schema: 1, Says: "A shout.", Moves: "SHOUT-01",
	States: []peer.State{{Status: "out", Says: "Out.", End: true}},
	Head:   func(s *shout) *peer.Head { return &s.Head }, Data: func(s *shout) any { return &s.s },
	Person: func(shout) peer.PersonID { return "" }, Party: func(shout, peer.Actor) peer.Party { return peer.PartyRaiser }, Legal: func(shout) []peer.Reason { return nil },
	Rows: []peer.Row[shout, peer.Decision]{
		peer.Begins(peer.Row[shout, peer.Decision]{Do: "call", Says: "Call out.", To: []peer.Status{"out"}, By: []peer.Party{peer.PartyRaiser}, Form: "SHOUT-03", Makes: "echo"},
			func(c call) string { return c.ID }, func(call) shout { return shout{} },
			peer.Step[shout, peer.Decision, call]{
				Mend: heard, Needs: []peer.Need[shout, peer.Decision, call]{loud},
				Also: func(_ shout, _ call, _ peer.Act, other peer.Decision) peer.Decision { return other },
				Apply: func(s shout, c call, t *peer.Taken[peer.Decision]) shout {
					s.s = shoutData{t.Act.By, c.Text}
					return s
				},
			}),
	},
}

func TestARowThatIsNeverTurnedDown(t *testing.T) {
	spoilt := map[string]peer.Act{"nothing": {}, "another revision": {By: byAled, At: on(before), ID: "r", Seen: 4}, "two at once": {By: peer.Actor{Person: "a", Staff: "b"}, At: on(before), ID: "r"},
		"a long request": {By: byAled, At: on(before), ID: peer.RequestID(strings.Repeat("x", 300))}}
	steps := map[string]call{"nothing": {}, "all wrong": {ID: "a/b", Text: peer.Say("much too long"), Kind: "moon"}, "as it should be": {ID: "s-1", Text: peer.Say("help")}}
	t.Run("H01 New takes it, and CheckNew and Starts say so", func(t *testing.T) {
		for name, a := range spoilt {
			for what, c := range steps {
				d := shouts.CheckNew(c, a, peer.Decision{})
				require.True(t, d.Allowed(), "%s, %s: %v", name, what, d.Unmet())
				s, change, err := shouts.New(c, a, peer.Decision{})
				require.NoError(t, err)
				require.NoError(t, peer.VerifyChain([]peer.Change{change}))
				b, err := peer.Encode(s)
				require.NoError(t, err)
				_, err = shouts.Decode(b)
				require.NoError(t, err, what)
				var unmet []peer.Rule
				for _, r := range change.Reasons {
					unmet = append(unmet, r.Rule)
				}
				require.Len(t, d.Unmet(), len(unmet), "what warned is kept")
				for _, r := range d.Reasons {
					require.NotEmpty(t, r.Rule.Row, "nobody is asked whose it is")
				}
			}
			for _, start := range shouts.Starts(a, peer.Decision{}) {
				require.True(t, start.Open && start.Yours, name)
				for _, f := range start.Fields {
					require.False(t, f.Required, "nothing has to be filled in")
				}
			}
		}
	})
	t.Run("H01 its rules may warn and raise", func(t *testing.T) {
		_, change, err := shouts.New(call{ID: "s-1"}, peer.Act{By: byAled, At: on(before), ID: "r"}, peer.Decision{})
		require.NoError(t, err)
		require.Equal(t, peer.SignalSafetyQuestion, change.Signals[0].Kind)
		require.Equal(t, peer.Ref{Kind: "shout", ID: "s-1"}, change.Signals[0].From)
	})
	t.Run("H01 what stands in the way of a second record warns and no more", func(t *testing.T) {
		other := peer.Decision{Reasons: []peer.Reason{{Rule: peer.Rule{Row: "ECHO-01", Code: peer.ErrRequired}, Says: "There is a wall.", Met: peer.Unknown}}}
		for _, c := range steps {
			_, change, err := shouts.New(c, peer.Act{By: byAled, At: on(before), ID: "r"}, other)
			require.NoError(t, err)
			i := len(change.Reasons) - 1
			require.Equal(t, []any{"ECHO-01", peer.Warns}, []any{change.Reasons[i].Rule.Row, change.Reasons[i].Weight})
		}
		require.Equal(t, peer.Blocks, other.Reasons[0].Weight, "the other's own verdict is as it was")
	})
	t.Run("on a record that is there it leads nowhere, as any other step", func(t *testing.T) {
		s, _, err := shouts.New(call{ID: "s-1"}, peer.Act{By: byAled, At: on(before), ID: "r"}, peer.Decision{})
		require.NoError(t, err)
		_, _, err = shouts.Do(s, call{ID: "s-2"}, peer.Act{By: byAled, At: on(after), ID: "r2", Seen: 1}, peer.Decision{})
		require.ErrorIs(t, err, peer.ErrInvalidTransition)
		_, change, err := shouts.Do(s, call{ID: "s-1"}, peer.Act{By: byAled, At: on(after), ID: "r"}, peer.Decision{})
		require.NoError(t, err, "the same request gives the same change")
		require.Equal(t, peer.Rev(1), change.Rev)
	})
	t.Run("its table has no Else and no Form", func(t *testing.T) {
		row := shouts.Table().Rows[0]
		require.True(t, row.Mended)
		require.Empty(t, row.Else)
		require.Empty(t, row.Form)
		require.Len(t, row.Fields, 3)
		require.Len(t, shouts.Table().Rules(), 2, "that it leads on, and its need")
		b, err := json.Marshal(row)
		require.NoError(t, err)
		require.Contains(t, string(b), `"mended":true`)
		for _, r := range walks.Table().Rows {
			require.False(t, r.Mended)
			require.NotEmpty(t, r.Else.Says)
		}
	})
	t.Run("every hostile act and form of the plan", func(t *testing.T) {
		a := peer.Act{By: byAled, At: on(before), ID: "one"}
		out, _, err := shouts.New(call{ID: "s-1"}, a, peer.Decision{})
		require.NoError(t, err)
		steptest.Plan[shout, any, peer.Decision]{Kind: steptest.Of(&shouts), Person: aled, Records: map[peer.Status]shout{"out": out},
			Anybody: []steptest.Someone{{Name: "the person", By: byAled, As: peer.PartyRaiser}},
			Cases:   []steptest.Case[shout, any, peer.Decision]{{Name: "calling", Step: call{ID: "s-1", Text: peer.Say("help")}, Act: a, To: "out"}},
		}.Run(t)
	})
}

func TestARowIsMendedRight(t *testing.T) {
	apply := func(s shout, _ call, _ *peer.Taken[peer.Decision]) shout { return s }
	id, draft := func(c call) string { return c.ID }, func(call) shout { return shout{} }
	row := peer.Row[shout, peer.Decision]{Do: "x", To: []peer.Status{"out"}, By: []peer.Party{peer.PartyRaiser}, Form: "X"}
	fine := peer.Step[shout, peer.Decision, call]{Mend: heard, Apply: apply, Needs: []peer.Need[shout, peer.Decision, call]{loud}}
	require.NotPanics(t, func() { peer.Begins(row, id, draft, fine) })
	for name, spoil := range map[string]func(*peer.Row[shout, peer.Decision], *peer.Step[shout, peer.Decision, call]){
		"says what others hear": func(r *peer.Row[shout, peer.Decision], _ *peer.Step[shout, peer.Decision, call]) { r.Else = walkElse },
		"has a rule that blocks": func(r *peer.Row[shout, peer.Decision], _ *peer.Step[shout, peer.Decision, call]) {
			r.Open = []peer.Open[shout, peer.Decision]{{Asks: peer.Asks{Says: "x"}}}
		},
		"has a need that blocks": func(_ *peer.Row[shout, peer.Decision], s *peer.Step[shout, peer.Decision, call]) {
			s.Needs = []peer.Need[shout, peer.Decision, call]{{Asks: peer.Asks{Says: "x"}}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, s := row, fine
			spoil(&r, &s)
			require.Panics(t, func() { peer.Begins(r, id, draft, s) })
		})
	}
	moving := row
	moving.From = []peer.Status{"out"}
	require.Panics(t, func() { peer.Takes(moving, fine) }, "only a row that creates a record is mended")
}

func TestPoliciesUpTo(t *testing.T) {
	file := func(version, from, until string) peer.PolicyFile {
		doc := `{"schema": 1, "organisation": "A", "version": "` + version + `", "from": "` + from + `", "until": "` + until + `", "calendar": {"zone": "Europe/London", "workingDays": ["mon"], "hours": {"from": "09:00", "to": "17:00"}, "until": "2026-12-31"}}`
		p, err := peer.OpenPolicy([]byte(doc), time.LoadLocation)
		require.NoError(t, err)
		return p
	}
	all, err := peer.NewPolicies(file("b", "2026-04-01", "2026-06-30"), file("a", "2026-01-01", "2026-02-28"), peer.PolicyFile{})
	require.NoError(t, err)
	for day, want := range map[string]string{"2025-12-31": "", "2026-01-01": "a", "2026-03-15": "a", "2026-03-31": "a", "2026-04-01": "ba", "2027-01-01": "ba"} {
		var got string
		for _, f := range all.UpTo(peer.MustDate(day)) {
			got += f.Version()
		}
		require.Equal(t, want, got, day)
	}
	all.UpTo(peer.MustDate("2027-01-01"))[0] = peer.PolicyFile{}
	require.Equal(t, "b", all.UpTo(peer.MustDate("2027-01-01"))[0].Version(), "each gets their own")
}
