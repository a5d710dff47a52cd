package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func TestStatements(t *testing.T) {
	b, s := contactBench, tellEntry(t)
	disagree := peer.AddStatement{Words: own("it was I who asked"), Disagrees: true}
	t.Run("PEER-47 the person may disagree, in their own words, as often as they like", func(t *testing.T) {
		r := b.Done(t, b.Done(t, s.seen, disagree, byAled), peer.AddStatement{Words: own("and I am glad I did")}, byAled)
		list := r.Statements()
		require.Len(t, list, 2)
		require.True(t, list[0].Words.From(aled))
		require.True(t, list[0].Disagrees)
		require.False(t, list[1].Disagrees)
		require.Equal(t, on(nextDay), list[1].At)
		list[0].Disagrees = false
		require.True(t, r.Statements()[0].Disagrees)
	})
	t.Run("PEER-47 no step after it touches it", func(t *testing.T) {
		r := b.Done(t, s.awaiting, disagree, byAled)
		for _, step := range []struct {
			step peer.ContactStep
			by   peer.Actor
		}{{theAmendment(), byJess}, {theCorrection(), byJess}, {peer.ValidateEntry{}, byKay}, {theQuery(), byKay}, {peer.MarkInError{Because: own("x")}, byJess}, {peer.ConfirmTogether{}, byAled}} {
			require.Equal(t, r.Statements(), b.Done(t, r, step.step, step.by).Statements(), "%T", step.step)
		}
	})
	t.Run("PEER-47 of an entry made in error too: nobody takes the last word", func(t *testing.T) {
		r := b.Done(t, b.Done(t, s.seen, peer.MarkInError{Because: own("wrong day")}, byJess), disagree, byAled)
		require.Equal(t, peer.EnteredInError, r.Status())
		require.Len(t, r.Statements(), 1)
	})
	t.Run("PEER-47 nobody else says it for them", func(t *testing.T) {
		for _, w := range []peer.Words{own("he agrees"), steptest.Own(byJess, "he agrees"), steptest.Own(byMegan, "he agrees")} {
			steptest.Only(t, b.Tried(t, s.awaiting, peer.AddStatement{Words: w}, byJess), "PEER-47 persons-words-only", "/words")
		}
		for _, by := range []peer.Actor{byKay, byMegan, byHannah} {
			steptest.Only(t, b.Tried(t, s.awaiting, peer.AddStatement{Words: steptest.Own(byAled, "x")}, by), "PEER-35 not-authorised", "")
		}
	})
}

func TestConfirmTogether(t *testing.T) {
	b := contactBench
	p := theWhole()
	p.What.Production, p.What.NotTogether = peer.NotCoProduced, peer.NotPossible
	apart := b.Done(t, peer.Contact{}, p, byJess)
	t.Run("PEER-47 the person confirms later, and then it counts as made together", func(t *testing.T) {
		r := b.Done(t, apart, peer.ConfirmTogether{}, byAled)
		require.Equal(t, peer.CoProduced, r.What().Production)
		require.Empty(t, r.What().NotTogether)
		require.Equal(t, on(nextDay), r.Confirmed())
		require.Empty(t, r.Before())
	})
	t.Run("PEER-47 nobody confirms in their place", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byKay, byMegan} {
			steptest.Only(t, b.Tried(t, apart, peer.ConfirmTogether{}, by), "PEER-47 persons-choice-only", "")
		}
	})
	t.Run("PEER-47 what is put anew afterwards has not been confirmed", func(t *testing.T) {
		r := b.Done(t, apart, peer.ConfirmTogether{}, byAled)
		require.Zero(t, b.Done(t, r, theAmendment(), byJess).Confirmed())
		require.Zero(t, b.Done(t, r, theCorrection(), byJess).Confirmed())
		require.Equal(t, r.Confirmed(), b.Done(t, r, theCorrection(), byAled).Confirmed(), "unless the person did it")
		forHim := act(byMegan, nextDay, "x", r)
		forHim.For = peer.Authority{ID: "authority-1", Kind: peer.AuthorityParental, Holder: byMegan, For: aled, Scope: []peer.AuthorityScope{peer.MayCorrect}}
		byHolder, _, err := r.Do(theCorrection(), forHim, conFacts(t))
		require.NoError(t, err)
		require.Zero(t, byHolder.Confirmed(), "and nobody in their place")
		c := theCorrection()
		c.What.Production = peer.SharedLater
		require.Zero(t, b.Done(t, r, c, byAled).Confirmed())
	})
}

func TestTakenFromIt(t *testing.T) {
	b, s := contactBench, tellEntry(t)
	t.Run("PEER-35 learning goes both ways, and nobody has to say", func(t *testing.T) {
		r := b.Done(t, b.Done(t, s.awaiting, peer.SayTakenFromIt{Words: own("I can ask")}, byAled), peer.SayTakenFromIt{Words: own("to wait longer")}, byJess)
		r = b.Done(t, r, peer.SayTakenFromIt{Words: steptest.Own(byAled, "and to laugh")}, byJess)
		list := r.Learned()
		require.Equal(t, []peer.Actor{byAled, peer.ByStaff(jess, ""), byAled}, []peer.Actor{list[0].Words.By, list[1].Words.By, list[2].Words.By})
		list[0].Words = peer.Words{}
		require.False(t, r.Learned()[0].Words.IsZero())
	})
	t.Run("PEER-35 nobody says what somebody else took from it", func(t *testing.T) {
		steptest.Only(t, b.Tried(t, s.awaiting, peer.SayTakenFromIt{Words: steptest.Own(byJess, "patience")}, byAled), "PEER-35 persons-words-only", "/words")
		steptest.Only(t, b.Tried(t, s.awaiting, peer.SayTakenFromIt{Words: steptest.Own(byMegan, "hope")}, byJess), "PEER-35 persons-words-only", "/words")
	})
}

func TestWhyLate(t *testing.T) {
	b := contactBench
	late := b.Done(t, peer.Contact{}, theLate(), byJess)
	why := peer.SayWhyLate{Because: own("I was ill")}
	t.Run("PEER-46 it is kept and marked, and the reason is asked afterwards, once", func(t *testing.T) {
		require.Equal(t, []peer.Mark{peer.Late}, late.Marks())
		warned(t, b.Tried(t, peer.Contact{}, theLate(), byJess), "PEER-46 late-reason-required")
		r := b.Done(t, late, why, byJess)
		require.Equal(t, "I was ill", r.LateBecause().Text.Reveal())
		require.Equal(t, []peer.Mark{peer.Late}, r.Marks())
		steptest.Only(t, b.Tried(t, r, why, byJess), "PEER-46 immutable", "")
	})
	t.Run("PEER-46 said at once, nothing is asked, and it is late all the same", func(t *testing.T) {
		p := theLate()
		p.LateBecause = own("I was ill")
		steptest.Open(t, b.Tried(t, peer.Contact{}, p, byJess))
		r := b.Done(t, peer.Contact{}, p, byJess)
		require.Equal(t, []peer.Mark{peer.Late}, r.Marks())
		steptest.Only(t, b.Tried(t, r, why, byJess), "PEER-46 immutable", "")
		p.LateBecause = steptest.Own(byAled, "she forgot")
		steptest.Only(t, b.Tried(t, peer.Contact{}, p, byJess), "PEER-46 not-authorised", "/lateBecause")
		steptest.Only(t, b.Tried(t, late, peer.SayWhyLate{Because: steptest.Own(byAled, "she forgot")}, byJess), "PEER-46 not-authorised", "/because")
	})
	t.Run("PEER-46 nothing is asked of what was in time", func(t *testing.T) {
		r := b.Done(t, peer.Contact{}, theRecord(), byJess)
		steptest.Only(t, b.Tried(t, r, why, byJess), "PEER-46 invalid-transition", "")
	})
	t.Run("PEER-46 writing up is counted in the days the worker works", func(t *testing.T) {
		thursdays, err := peer.CalendarSpec{Zone: "Europe/London", WorkingDays: []string{"thu"}, Hours: peer.HoursSpec{From: "09:00", To: "17:00"}, Until: "2026-12-31"}.Calendar(policy(t).Calendar().Zone())
		require.NoError(t, err)
		partTime := func(f *peer.ContactFacts) { f.Works = thursdays }
		r := b.Done(t, peer.Contact{}, theLate(), byJess, partTime)
		require.Equal(t, []peer.Mark{}, append([]peer.Mark{}, r.Marks()...))
		require.Equal(t, "2026-02-19", r.RecordBy().String())
		planned, _, err := peer.NewContact(thePlan(), act(byJess, before, "x", nil), func() peer.ContactFacts { f := conFacts(t); partTime(&f); return f }())
		require.NoError(t, err)
		require.Equal(t, "2026-02-19", planned.RecordBy().String(), "known from the planning on")
	})
}
