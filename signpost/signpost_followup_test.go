package signpost_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

func TestFollowUp(t *testing.T) {
	g := givenWay(t)
	t.Run("SIGN-15 by the policy of the day, and frozen", func(t *testing.T) {
		require.Equal(t, day("2026-05-06"), g.s.FollowUp())
		evening := chosenWay(t, shed).then(byJess, signpost.Give{Medium: signpost.MediumText}, "2026-04-22T23:30Z")
		_, first := evening.s.Handed()
		require.Equal(t, []peer.Date{day("2026-04-23"), day("2026-05-07")}, []peer.Date{first, evening.s.FollowUp()}, "after local midnight in summer")
	})
	t.Run("SIGN-15 not before the details were given", func(t *testing.T) {
		only(t, g.hears(bySian, signpost.ChangeFollowUp{On: day("2026-04-21")}), "SIGN-15 invalid-period", "/on")
		only(t, g.hears(bySian, signpost.ChangeFollowUp{On: day("2026-03")}), "SIGN-15 invalid-period", "/on")
		open(t, g.hears(bySian, signpost.ChangeFollowUp{On: day("2026-04-22")}))
		require.Equal(t, day("2026-05-31"), g.copyOf().then(bySian, signpost.ChangeFollowUp{On: day("2026-05")}).s.FollowUp())
		_, _, err := chosenWay(t, shed).s.Do(signpost.ChangeFollowUp{On: day("2026-05-30")}, act(bySian, considered, "x", chosenWay(t, shed).s), givingFacts(t))
		require.ErrorIs(t, err, peer.ErrInvalidTransition, "nor before there is anything to ask about")
	})
	t.Run("SIGN-15 changed or refused by the person alone", func(t *testing.T) {
		only(t, g.hears(byJess, signpost.ChangeFollowUp{On: day("2026-05-30")}), "SIGN-15 persons-choice-only", "")
		only(t, g.hears(byJess, signpost.NoFollowUp{}), "SIGN-15 persons-choice-only", "")
		open(t, g.hears(bySian, signpost.NoFollowUp{}, func(f *signpost.GivingFacts) { *f = signpost.GivingFacts{} }))
	})
	t.Run("SIGN-15 refused, nobody asks; changed their mind, they do", func(t *testing.T) {
		off := g.copyOf().then(bySian, signpost.NoFollowUp{})
		require.True(t, off.s.FollowUp().IsZero())
		steptest.Warns(t, off.hears(byJess, signpost.NoteAsked{}), "SIGN-15 person-has-not-agreed", "", peer.Warns)
		require.Zero(t, off.copyOf().then(byJess, signpost.NoteAsked{}, "2026-05-07T10:00Z").s.Asked())
		again := off.then(bySian, signpost.ChangeFollowUp{On: day("2026-06-01")})
		require.Equal(t, day("2026-06-01"), again.s.FollowUp())
		again.at = "2026-06-01T10:00Z"
		open(t, again.hears(byJess, signpost.NoteAsked{}))
	})
	t.Run("SIGN-15 asked at most three times, a week apart", func(t *testing.T) {
		w := g.copyOf()
		for i, next := range []string{"2026-05-13", "2026-05-20"} {
			w.then(byJess, signpost.NoteAsked{}, w.s.FollowUp().String()+"T09:00Z")
			require.Equal(t, []any{i + 1, day(next)}, []any{w.s.Asked(), w.s.FollowUp()})
		}
		w.then(byJess, signpost.NoteAsked{}, "2026-05-23T09:00Z")
		require.Equal(t, []any{3, true}, []any{w.s.Asked(), w.s.FollowUp().IsZero()}, "reminders end")
		steptest.Warns(t, w.hears(byJess, signpost.NoteAsked{}), "SIGN-15 person-has-not-agreed", "", peer.Warns)
		require.Equal(t, 3, w.then(byJess, signpost.NoteAsked{}).s.Asked())
		w.then(bySian, signpost.ChangeFollowUp{On: day("2026-06-10")})
		w.at = "2026-06-10T10:00Z"
		open(t, w.hears(byJess, signpost.NoteAsked{})) // she would like to be asked once more
	})
	t.Run("SIGN-15 asked before it is due, it counts for nothing and is marked", func(t *testing.T) {
		w := g.copyOf()
		w.at = "2026-05-05T22:59Z"
		for range 5 {
			steptest.Warns(t, w.hears(byJess, signpost.NoteAsked{}), "SIGN-15 person-has-not-agreed", "", peer.Warns)
			w.then(byJess, signpost.NoteAsked{}, "2026-05-05T22:59Z")
		}
		require.Equal(t, []any{0, day("2026-05-06")}, []any{w.s.Asked(), w.s.FollowUp()})
		w.at = "2026-05-05T23:00Z"
		open(t, w.hears(byJess, signpost.NoteAsked{}))
		w.then(byJess, signpost.NoteAsked{})
		require.Equal(t, 1, w.s.Asked(), "the day has come")
	})
	t.Run("SIGN-15 without a policy, the day the person set is asked once", func(t *testing.T) {
		w := chosenWay(t, shed).copyOf(func(f *signpost.GivingFacts) { f.Policy = signpost.Policy{} }).then(bySian, signpost.Give{Medium: signpost.MediumText, ToldOld: true}).
			then(bySian, signpost.ChangeFollowUp{On: day("2026-04-25")}).then(byJess, signpost.NoteAsked{}, "2026-04-26T10:00Z")
		require.Equal(t, []any{1, true}, []any{w.s.Asked(), w.s.FollowUp().IsZero()})
		open(t, w.hears(byJess, signpost.LeaveNotKnown{Because: signpost.AskedAsAgreed}))
	})
}

func TestOutcomeIsThePersonsWord(t *testing.T) {
	g := givenWay(t)
	t.Run("SIGN-16 by anybody else, and at any time", func(t *testing.T) {
		for status, w := range everyWay(t) {
			if status == signpost.Considered || status == signpost.Chosen {
				continue
			}
			for _, by := range []peer.Actor{byJess, byKay, byMegan} {
				only(t, w.hears(by, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed}), "SIGN-16 persons-words-only", "")
			}
			open(t, w.hears(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed}, func(f *signpost.GivingFacts) { *f = signpost.GivingFacts{} }))
		}
	})
	t.Run("SIGN-16 before the day it would have been asked", func(t *testing.T) {
		w := g.copyOf().then(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed, MetNeed: peer.Yes}, "2026-04-25T10:00Z")
		require.Equal(t, []any{signpost.Accessed, signpost.OutcomeAccessed, peer.Yes}, []any{w.s.Status(), w.s.Outcome(), w.s.MetNeed()})
	})
	t.Run("SIGN-16 before they had the details", func(t *testing.T) {
		left := beginWay(t, byJess, lookAt(shed, pantry)).then(bySian, signpost.NotNow{})
		only(t, left.hears(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed}), "SIGN-14 invalid-transition", "")
	})
	t.Run("SIGN-16 something different needs what is next, and stopping is one", func(t *testing.T) {
		only(t, g.hears(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeNeedsDifferent}), "SIGN-16 next-step-required", "/next")
		for _, next := range signpost.NextStep("").Terms() {
			d := g.hears(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeNeedsDifferent, Next: signpost.NextStep(next), Link: "x1"})
			require.True(t, d.Allowed(), next)
		}
		open(t, g.hears(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeNotAccessed}))
	})
	t.Run("SIGN-16 put right later, whatever it was", func(t *testing.T) {
		for status, w := range everyWay(t) {
			if status == signpost.Considered || status == signpost.Chosen {
				continue
			}
			w.then(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeNotAccessed}, "2026-06-01T10:00Z")
			require.Equal(t, signpost.NotAccessed, w.s.Status())
			w.then(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed, Next: signpost.NextNothing, Link: "s2"}, "2026-06-02T10:00Z")
			next, link := w.s.Next()
			require.Equal(t, []any{signpost.Accessed, signpost.NextNothing, "s2", peer.Unknown}, []any{w.s.Status(), next, link, w.s.MetNeed()})
		}
	})
}

func TestOutcomeThatGoesFurther(t *testing.T) {
	g := givenWay(t)
	const rule = "SIGN-16 concern-required"
	concern := func(f peer.Further) signpost.RecordOutcome {
		return signpost.RecordOutcome{Outcome: signpost.OutcomeNeedsDifferent, Next: signpost.NextConcern, Further: f}
	}
	t.Run("SIGN-16, H02 it is kept whatever the answer, and the question stays open", func(t *testing.T) {
		for name, c := range map[string]struct {
			further peer.Further
			signal  peer.SignalKind
		}{"nothing answered": {peer.Further{}, peer.SignalSafetyQuestion}, "a yes without its concern": {peer.Further{Answer: peer.Yes}, peer.SignalGoesFurther},
			"a no without why": {peer.Further{Answer: peer.No}, peer.SignalSafetyQuestion}} {
			w := g.copyOf().then(bySian, concern(c.further))
			require.Equal(t, signpost.NeedsDifferent, w.s.Status(), name)
			require.Len(t, w.last().Signals, 1, name)
			require.Equal(t, c.signal, w.last().Signals[0].Kind, name)
			require.Equal(t, sian, w.last().Signals[0].About)
			open(t, w.hears(byJess, signpost.AnswerFurther{Further: peer.Further{Answer: peer.No, Because: peer.TalkedThrough}}))
		}
	})
	t.Run("SIGN-16 a concern that is named", func(t *testing.T) {
		w := g.copyOf().then(bySian, concern(peer.Further{Answer: peer.Yes, Concern: "c1"}))
		require.Empty(t, w.last().Signals)
		only(t, w.hears(byJess, signpost.AnswerFurther{Further: peer.Further{Answer: peer.Yes, Concern: "c2"}}), "SIGN-16 invalid-transition", "")
		open(t, w.hears(bySian, concern(peer.Further{})))
	})
	t.Run("H02 walked away from, it leaves its question", func(t *testing.T) {
		w := g.copyOf().then(bySian, concern(peer.Further{}))
		only(t, w.hears(byJess, signpost.AnswerFurther{}), rule, "/further")
		only(t, w.hears(byJess, signpost.AnswerFurther{Further: peer.Further{Answer: peer.Yes}}), rule, "/further/concern")
		_, _, err := w.s.Do(signpost.AnswerFurther{}, act(byJess, "2026-05-07T10:00Z", "x", w.s), w.facts)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Equal(t, peer.SignalSafetyQuestion, r.Signals[0].Kind)
	})
	t.Run("H02 an outcome put right does not take the question away, nor a concern that was named", func(t *testing.T) {
		w := g.copyOf().then(bySian, concern(peer.Further{})).then(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed})
		open(t, w.hears(byJess, signpost.AnswerFurther{Further: peer.Further{Answer: peer.Yes, Concern: "c1"}}))
		w.then(byJess, signpost.AnswerFurther{Further: peer.Further{Answer: peer.Yes, Concern: "c1"}})
		w.then(bySian, concern(peer.Further{Answer: peer.No}))
		require.Equal(t, peer.Further{Answer: peer.Yes, Concern: "c1"}, w.s.Further())
		w.then(bySian, concern(peer.Further{Answer: peer.No, Because: peer.AlreadyKnown}))
		require.Equal(t, peer.AlreadyKnown, w.s.Further().Because)
	})
	t.Run("SIGN-16 nothing is open where nothing was asked", func(t *testing.T) {
		only(t, g.hears(byJess, signpost.AnswerFurther{Further: peer.Further{Answer: peer.Yes, Concern: "c1"}}), "SIGN-16 invalid-transition", "")
		w := g.copyOf().then(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed, Further: peer.Further{Answer: peer.Yes}})
		require.Len(t, w.last().Signals, 1, "whoever begins to answer is asked")
	})
}

func TestNotKnown(t *testing.T) {
	g := givenWay(t)
	const rule = "SIGN-16 persons-words-only"
	leave := signpost.LeaveNotKnown{Because: signpost.AskedAsAgreed}
	t.Run("SIGN-16 not before it was asked as often as agreed", func(t *testing.T) {
		w := g.copyOf()
		for _, on := range []string{"2026-05-06", "2026-05-13", "2026-05-20"} {
			only(t, w.hears(byJess, leave), rule, "/because")
			w.then(byJess, signpost.NoteAsked{}, on+"T10:00Z")
		}
		open(t, w.hears(byJess, leave))
		w.then(byJess, leave)
		require.Equal(t, signpost.NotKnown, w.s.Status())
		require.Empty(t, w.s.Outcome(), "no outcome is made up")
		args := g.hears(byJess, leave).Unmet()[0].Args
		require.Equal(t, []string{"0", "3"}, []string{args[0].Value(), args[1].Value()})
	})
	t.Run("SIGN-16 peer support is over, for sure", func(t *testing.T) {
		over := signpost.LeaveNotKnown{Because: signpost.SupportEnded}
		only(t, g.hears(byJess, over), rule, "/because")
		only(t, g.hears(byJess, over, func(f *signpost.GivingFacts) { f.RelationshipEnded = peer.Unknown }), rule, "/because")
		open(t, g.hears(byJess, over, func(f *signpost.GivingFacts) { f.RelationshipEnded = peer.Yes }))
		only(t, g.hears(byJess, leave, func(f *signpost.GivingFacts) { f.RelationshipEnded = peer.Yes }), rule, "/because")
	})
	t.Run("SIGN-15, SIGN-16 the worker alongside asks and leaves it; once there is none, the staff leave it", func(t *testing.T) {
		over := func(f *signpost.GivingFacts) { f.RelationshipEnded = peer.Yes }
		asked := g.copyOf()
		for _, on := range []string{"2026-05-06", "2026-05-13", "2026-05-20"} {
			asked.then(byJess, signpost.NoteAsked{}, on+"T10:00Z")
		}
		for _, by := range []peer.Actor{bySian, byMegan} {
			only(t, g.hears(by, signpost.NoteAsked{}), "SIGN-15 not-authorised", "")
			only(t, g.hears(by, signpost.LeaveNotKnown{Because: signpost.SupportEnded}, over), "SIGN-16 not-authorised", "")
		}
		for _, by := range []peer.Actor{byRowan, byKay} {
			only(t, g.hears(by, signpost.NoteAsked{}), "SIGN-15 not-authorised", "")
			only(t, asked.hears(by, leave), "SIGN-16 not-authorised", "/because")
			only(t, g.hears(by, signpost.LeaveNotKnown{Because: signpost.SupportEnded}), rule, "/because")
			open(t, g.hears(by, signpost.LeaveNotKnown{Because: signpost.SupportEnded}, over))
		}
	})
}

func TestSignpostReading(t *testing.T) {
	g, never := givenWay(t), "SIGN-14 consent-required"
	sensitive := chosenWay(t, refuge).then(byJess, signpost.Give{Medium: signpost.MediumText})
	t.Run("SIGN-14 the two, and others on the person's yes", func(t *testing.T) {
		sharing(peer.Unknown).See(t, g.s, "activity", "", never, "sian", "jess")
		sharing(peer.No).See(t, g.s, "activity", "", never, "sian", "jess")
		sharing(peer.Yes).See(t, g.s, "activity", "", never, "sian", "jess", "jess care-record", "kay", "kay care-record", "rowan", "rowan care-record")
		for _, yes := range []peer.Tri{peer.Unknown, peer.Yes} {
			sharing(yes).See(t, g.s, "signpost", "", never, "sian", "jess")
			sharing(yes).See(t, g.s, "further", "", never, "jess")
		}
	})
	t.Run("H08 a sensitive one stays between the two, even with a general yes", func(t *testing.T) {
		require.True(t, sensitive.s.Sensitive())
		sharing(peer.Yes).See(t, sensitive.s, "activity", "", never, "sian", "jess")
		sharing(peer.Yes).See(t, sensitive.s, "signpost", "", never, "sian", "jess")
	})
	t.Run("H08 what is left out tells nothing of why", func(t *testing.T) {
		b := steptest.Seen(t, sensitive.s, sharing(peer.Yes).Reading(byKay, peer.ForRecord))
		same := steptest.Seen(t, g.s, sharing(peer.Unknown).Reading(byKay, peer.ForRecord))
		require.JSONEq(t, same, b)
		require.NotContains(t, b, "status")
	})
	t.Run("H08 before a choice, any sensitive way keeps it between the two; what nobody knows is one", func(t *testing.T) {
		require.False(t, beginWay(t, byJess, lookAt(shed, pantry)).s.Sensitive())
		w := beginWay(t, byJess, lookAt(shed, refuge))
		require.True(t, w.s.Sensitive())
		require.False(t, w.copyOf().then(bySian, signpost.Choose{Resource: shed}).s.Sensitive())
		require.True(t, w.copyOf().then(bySian, signpost.Choose{Resource: refuge}).s.Sensitive())
		require.True(t, beginWay(t, byJess, lookAt(shed, "unheard-of")).s.Sensitive())
		untold := replaced(listedEntry(shed, func(l *signpost.Listing) { l.Topics = nil }))
		require.True(t, beginWay(t, byJess, lookAt(shed, pantry), untold).s.Sensitive(), "as one that was read from another directory, whose terms nobody knows here")
		require.True(t, beginWay(t, byJess, lookAt(shed, pantry), func(f *signpost.GivingFacts) { f.Policy = signpost.Policy{} }).s.Sensitive())
		blind := beginWay(t, byJess, lookAt(shed, pantry), func(f *signpost.GivingFacts) { f.Directory = nil }).then(bySian, signpost.Choose{Resource: shed})
		require.True(t, blind.s.Sensitive())
		blind.facts = givingFacts(t)
		blind.then(bySian, signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleYes}).then(byJess, signpost.Give{Medium: signpost.MediumText})
		require.False(t, blind.s.Sensitive(), "it is looked at anew when the details are given")
		none := beginWay(t, byJess, lookAt(shed, pantry))
		sharing(peer.Yes).See(t, none.s, "activity", "", "SIGN-14 consent-required", "sian", "jess")
	})
	t.Run("H08, H09 what others see has nobody's words, and the page at home no sign of a concern", func(t *testing.T) {
		w := everyWay(t)[signpost.NeedsDifferent].then(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeNeedsDifferent, Words: own(bySian, "CANARY"), Next: signpost.NextConcern, Link: "LINK",
			Further: peer.Further{Answer: peer.Yes, Concern: "CONCERN"}})
		shown := func(by peer.Reading) string { return steptest.Seen(t, w.s, by) }
		kay := shown(sharing(peer.Yes).Reading(byKay, peer.ForRecord))
		require.NotContains(t, kay, "CANARY")
		require.NotContains(t, kay, "garden")
		require.Contains(t, kay, `"resource":"shed"`)
		require.Contains(t, kay, `"followUp":"2026-05-06"`)
		require.Contains(t, kay, `"outcome":"needs-different"`)
		home := shown(sharing(peer.Yes).Reading(bySian, peer.ForSupport))
		require.Contains(t, home, "CANARY")
		require.NotContains(t, home, "CONCERN")
		require.NotContains(t, home, `"concern"`)
		require.NotContains(t, home, "LINK")
		require.NotContains(t, home, `"furtherAsked":true`)
		require.Contains(t, shown(sharing(peer.Unknown).Reading(byJess, peer.ForSupport)), "CONCERN")
	})
	t.Run("H09 what she may do next reads the same whether the question is open or not", func(t *testing.T) {
		said := givenWay(t).then(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeNeedsDifferent, Next: signpost.NextNothing}, "2026-05-06T10:00Z")
		asked := givenWay(t).then(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeNeedsDifferent, Next: signpost.NextConcern}, "2026-05-06T10:00Z")
		next := func(w *way, by peer.Actor) string {
			b, err := json.Marshal(w.s.Choices(act(by, "2026-05-06T11:00Z", "try", w.s), w.facts))
			require.NoError(t, err)
			return string(b)
		}
		require.Equal(t, next(said, bySian), next(asked, bySian))
		only(t, asked.hears(bySian, signpost.AnswerFurther{Further: peer.Further{Answer: peer.Yes, Concern: "c1"}}), "SIGN-16 not-authorised", "")
		answered := asked.then(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeNeedsDifferent, Next: signpost.NextConcern, Further: peer.Further{Answer: peer.Yes, Concern: "c1"}})
		require.Equal(t, peer.ConcernID("c1"), answered.s.Further().Concern, "she answers it by saying it anew")
	})
}
