package safeguard_test

import (
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

var nonesNeeded = steptest.BenchOf(recordGround, safeguard.NoneNeededTable(), safeguard.NewNoneNeeded, safeguard.CheckNewNoneNeeded, safeguard.NoneNeededStarts,
	safeguard.DecodeNoneNeeded, safeguard.EncodeNoneNeededStep, safeguard.DecodeNoneNeededStep)

func TestNoneNeededEveryRow(t *testing.T) {
	f := noneFacts(peer.SignalSafetyQuestion)
	said, _, err := safeguard.NewNoneNeeded(theNone(), act(byJess, "2026-03-13T18:00Z", "r0", nil), f)
	require.NoError(t, err)
	require.Equal(t, []any{"contact.k1.1.1", sian, peer.TalkedThrough}, []any{said.Signal(), said.About(), said.Because()})
	again, _, err := said.Do(safeguard.OpenAgain{}, act(bySian, "2026-03-13T19:00Z", "r1", said), f)
	require.NoError(t, err)
	type one = steptest.Case[safeguard.NoneNeeded, safeguard.NoneNeededStep, safeguard.Facts]
	unknown := row("SAFE-01", peer.ErrNotAuthorised)
	nonesNeeded.EveryRow(t, noneAnybody(), map[peer.Status]safeguard.NoneNeeded{safeguard.NoneNeededSaid: said, safeguard.NoneNeededOpen: again},
		one{Name: "H02 somebody says why none is needed", Step: theNone(), Act: act(byRowan, "2026-03-13T18:00Z", "", nil), Facts: f, To: safeguard.NoneNeededSaid,
			Hears: map[string][]peer.Rule{"/signal": {unknown}, "/about": {unknown}}},
		one{Name: "H02 it is opened again", Record: said, Step: safeguard.OpenAgain{}, Act: act(bySian, "2026-03-13T18:30Z", "", said), Facts: f, To: safeguard.NoneNeededOpen})
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
		records := map[peer.Status]safeguard.NoneNeeded{safeguard.NoneNeededSaid: said, safeguard.NoneNeededOpen: again}
		nonesNeeded.Goldens(t, records)
		nonesNeeded.Unreadable(t, "", records, []steptest.Hostile{
			{Of: safeguard.NoneNeededSaid, Path: "/signal", Value: "", Heard: "/signal"},
			{Of: safeguard.NoneNeededSaid, Path: "/because", Value: "tired", Heard: "/because"},
			{Of: safeguard.NoneNeededSaid, Path: "/by", Value: obj{"person": "p4"}, Heard: "/by"},
			{Of: safeguard.NoneNeededSaid, Path: "/at", Value: "0001-01-01T00:00:00.000Z", Heard: "/at"},
			{Of: safeguard.NoneNeededSaid, Path: "/status", Value: "open-again", Heard: "/recent"},
		})
		for _, c := range []struct {
			by   peer.Reading
			sees bool
		}{{peer.Reading{By: byHannah}, true}, {peer.Reading{By: byHannah, Purpose: peer.ForRecord}, false}, {peer.Reading{By: bySian}, false}, {peer.Reading{By: byMegan}, false}} {
			require.Equal(t, c.sees, said.Sees("noneNeeded", c.by))
		}
	})
}
