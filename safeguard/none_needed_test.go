package safeguard_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// theSignal is a safety question that Jess left open.
func theSignal(kind peer.SignalKind) peer.Signal {
	return peer.Signal{ID: "contact.k1.1.1", Kind: kind, Rule: row("PEER-43", peer.ErrConcernRequired), About: sian, From: peer.Ref{Kind: "contact", ID: "k1"}, Rev: 1, Noticed: on("2026-03-13T17:42Z"), By: byJess}
}

func noneFacts(kind peer.SignalKind) safeguard.Facts {
	return safeguard.Facts{Signals: []peer.Signal{theSignal(kind)}}
}

func theNone() safeguard.SayNoneNeeded {
	return safeguard.SayNoneNeeded{ID: "n1", Signal: "contact.k1.1.1", Because: peer.TalkedThrough}
}

func TestNoneNeededEveryRow(t *testing.T) {
	f := noneFacts(peer.SignalSafetyQuestion)
	said, _, err := safeguard.NewNoneNeeded(theNone(), act(byJess, "2026-03-13T18:00Z", "r0", nil), f)
	require.NoError(t, err)
	require.Equal(t, []any{"contact.k1.1.1", sian, peer.TalkedThrough}, []any{said.Signal(), said.About(), said.Because()})
	again, _, err := said.Do(safeguard.OpenAgain{}, act(bySian, "2026-03-13T19:00Z", "r1", said), f)
	require.NoError(t, err)
	type one = steptest.Case[safeguard.NoneNeeded, safeguard.NoneNeededStep, safeguard.Facts]
	unknown := row("SAFE-01", peer.ErrNotAuthorised)
	steptest.Plan[safeguard.NoneNeeded, safeguard.NoneNeededStep, safeguard.Facts]{
		Kind: steptest.Kind[safeguard.NoneNeeded, safeguard.NoneNeededStep, safeguard.Facts]{Table: safeguard.NoneNeededTable(), New: safeguard.NewNoneNeeded, CheckNew: safeguard.CheckNewNoneNeeded,
			Starts: safeguard.NoneNeededStarts, Do: safeguard.NoneNeeded.Do, Check: safeguard.NoneNeeded.Check, Choices: safeguard.NoneNeeded.Choices, Decode: safeguard.DecodeNoneNeeded,
			EncodeStep: safeguard.EncodeNoneNeededStep, DecodeStep: safeguard.DecodeNoneNeededStep},
		Person: sian, Anybody: noneAnybody(), Records: map[peer.Status]safeguard.NoneNeeded{safeguard.NoneNeededSaid: said, safeguard.NoneNeededOpen: again},
		Cases: []one{
			{Name: "H02 somebody says why none is needed", Step: theNone(), Act: act(byRowan, "2026-03-13T18:00Z", "", nil), Facts: f, To: safeguard.NoneNeededSaid,
				Hears: map[string][]peer.Rule{"/signal": {unknown}, "/about": {unknown}}},
			{Name: "H02 it is opened again", Record: said, Step: safeguard.OpenAgain{}, Act: act(bySian, "2026-03-13T18:30Z", "", said), Facts: f, To: safeguard.NoneNeededOpen},
		},
	}.Run(t)
}

func noneAnybody() []steptest.Someone {
	return []steptest.Someone{{Name: "a worker", By: byRowan, As: peer.PartyStaff}, {Name: "whoever left it open", By: byJess, As: peer.PartyStaff}, {Name: "another person", By: peer.ByPerson(beatriz), As: peer.PartyNobody}}
}

func TestNoneNeeded(t *testing.T) {
	check := func(by peer.Actor, step safeguard.SayNoneNeeded, f safeguard.Facts) peer.Decision {
		return safeguard.CheckNewNoneNeeded(step, act(by, "2026-03-13T18:00Z", "r0", nil), f)
	}
	t.Run("H02 whoever said that it goes further does not say that it need not", func(t *testing.T) {
		f := noneFacts(peer.SignalGoesFurther)
		only(t, check(byJess, theNone(), f), "SAFE-01 not-authorised", "/signal")
		only(t, check(peer.ByStaff(jess, peer.RoleTeamLead), theNone(), f), "SAFE-01 not-authorised", "/signal")
		open(t, check(byRowan, theNone(), f))
		open(t, check(byJess, theNone(), noneFacts(peer.SignalSafetyQuestion)))
	})
	t.Run("H02 a signal that nobody knows is not put aside", func(t *testing.T) {
		d := check(byRowan, theNone(), safeguard.Facts{})
		only(t, d, "SAFE-01 not-authorised", "/signal")
		require.Len(t, d.Missing(), 1)
		long := theNone()
		long.Signal = strings.Repeat("x", 201)
		f := noneFacts(peer.SignalSafetyQuestion)
		f.Signals[0].ID = long.Signal
		only(t, check(byRowan, long, f), "SAFE-01 too-long", "/signal")
		wrong := theNone()
		wrong.About = beatriz
		only(t, check(byRowan, wrong, noneFacts(peer.SignalSafetyQuestion)), "SAFE-01 not-authorised", "/signal")
		wrong.About = sian
		open(t, check(byRowan, wrong, noneFacts(peer.SignalSafetyQuestion)))
	})
	t.Run("H02 the person and a carer put nothing aside, and open it again", func(t *testing.T) {
		f := noneFacts(peer.SignalSafetyQuestion)
		for _, by := range []peer.Actor{bySian, byMegan} {
			only(t, check(by, theNone(), f), "SAFE-01 not-authorised", "")
			said, _, err := safeguard.NewNoneNeeded(theNone(), act(byRowan, "2026-03-13T18:00Z", "r0", nil), f)
			require.NoError(t, err)
			open(t, said.Check(safeguard.OpenAgain{}, act(by, "2026-03-13T19:00Z", "r1", said), safeguard.Facts{}))
			only(t, said.Check(safeguard.OpenAgain{}, act(peer.ByPerson(beatriz), "2026-03-13T19:00Z", "r1", said), f), "SAFE-01 not-authorised", "")
		}
	})
	t.Run("H02 it is stored, read by the staff, and nothing illegal is read", func(t *testing.T) {
		said, _, err := safeguard.NewNoneNeeded(theNone(), act(byRowan, "2026-03-13T18:00Z", "r0", nil), noneFacts(peer.SignalSafetyQuestion))
		require.NoError(t, err)
		again, _, err := said.Do(safeguard.OpenAgain{}, act(bySian, "2026-03-13T19:00Z", "r1", said), safeguard.Facts{})
		require.NoError(t, err)
		for name, r := range map[string]safeguard.NoneNeeded{"said": said, "open-again": again} {
			var laidOut bytes.Buffer
			require.NoError(t, json.Indent(&laidOut, encode(t, r), "", "  "))
			laidOut.WriteByte('\n')
			steptest.Golden(t, "v1/none-needed-"+name+".json", laidOut.Bytes())
		}
		for old, with := range map[string]string{`"signal":"contact.k1.1.1"`: `"signal":""`, `"because":"talked-through"`: `"because":"tired"`, `"by":{"staff":"w5"},"at":"2026-03-13T18:00:00.000Z"}`: `"by":{"person":"p4"},"at":"2026-03-13T18:00:00.000Z"}`,
			`"at":"2026-03-13T18:00:00.000Z"}`: `"at":"0001-01-01T00:00:00.000Z"}`, `"status":"said"`: `"status":"open-again"`} {
			doc := string(encode(t, said))
			require.Contains(t, doc, old)
			i := strings.LastIndex(doc, old)
			_, err := safeguard.DecodeNoneNeeded([]byte(doc[:i] + with + doc[i+len(old):]))
			require.Error(t, err, with)
		}
		for _, c := range []struct {
			by   peer.Reading
			sees bool
		}{{peer.Reading{By: byHannah}, true}, {peer.Reading{By: byHannah, Purpose: peer.ForRecord}, false}, {peer.Reading{By: bySian}, false}, {peer.Reading{By: byMegan}, false}} {
			require.Equal(t, c.sees, said.Sees("noneNeeded", c.by))
		}
	})
}
