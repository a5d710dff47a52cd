package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// tellAT04Words is what is said beside the cycle of AT-04: what the worker asks and
// sums up, and the belief of step 8. The cycle itself is not needed for either.
func tellAT04Words(t T) {
	const p4 peer.PersonID = "p4" // Siân
	sian := peer.ByPerson(p4)
	s := &story{t: t}
	policyOfA, err := recovery.PolicyFrom(policyFile(t))
	require.NoError(t, err)
	facts := recovery.Facts{Policy: policyOfA}
	cycle := peer.Ref{Kind: "problem-solving", ID: "ps-1"}
	by := func(who peer.Actor, text string) peer.Words {
		who.Role = ""
		return peer.Words{Text: peer.Say(text), By: who, Lang: "en-GB", How: peer.Said}
	}
	write := func(id string, as recovery.EntryKind, who peer.Actor, when string, words peer.Words) (recovery.Entry, error) {
		e, _, err := recovery.NewEntry(recovery.WriteEntry{ID: id, Person: p4, Worker: w4, About: cycle, As: as, Words: words}, s.act(who, when, 0), facts)
		return e, err
	}
	var along []recovery.Entry
	say := func(id string, as recovery.EntryKind, who peer.Actor, when, text string) recovery.Entry {
		e, err := write(id, as, who, when, by(who, text))
		require.NoError(t, err)
		along = append(along, e)
		return e
	}

	t.Run("AT-04.1, REC-39 the worker asks, the person answers in their own words", func(t T) {
		asked := say("e-1", recovery.EntryQuestion, jess, "2026-03-04T10:00Z", "what makes mornings hard?")
		require.Equal(t, peer.ByStaff(w4, ""), asked.Words().By)
		e, err := write("e-2", recovery.EntryNote, jess, "2026-03-04T10:05Z", by(sian, "I miss morning appointments"))
		require.NoError(t, err)
		require.True(t, e.Words().From(p4), "the worker wrote it down; the words stay hers")
		along = append(along, e)
		_, err = write("e-x", recovery.EntryNote, jess, "2026-03-04T10:06Z", by(jess, "she misses appointments"))
		refused(t, err, peer.ErrPersonsWordsOnly)
	})

	t.Run("AT-04.5, REC-39 a taxi is not the worker's to think of, before, during or after the brainstorm", func(t T) {
		for _, as := range []recovery.EntryKind{recovery.EntrySuggestion, recovery.EntrySolution} {
			e, err := write("e-x", as, jess, "2026-03-05T10:00Z", by(jess, "take a taxi"))
			r := refused(t, err, recovery.ErrDirective)
			require.Equal(t, "You could ask what they have already thought of.", r.Unmet()[0].Fix)
			require.False(t, e.Exists())
		}
		_, _, err := recovery.NewOfferedIdea(recovery.OfferIdea{ID: "i-x", Person: p4, Worker: w4, About: cycle, OwnIdeas: []peer.Words{by(sian, "the 09:40")},
			Invited: recovery.IdeaInvitation{How: recovery.InvitedAsked, On: peer.MustDate("2026-03-05")}, Basis: recovery.BasisExperience, Idea: by(jess, "some people take a taxi")},
			s.act(jess, "2026-03-05T10:00Z", 0), facts)
		refused(t, err, recovery.ErrDirective)
		say("e-3", recovery.EntryQuestion, jess, "2026-03-05T10:01Z", "what have you already thought of?")
	})

	t.Run("AT-04.5, REC-25 outside the cycle, on her invitation and after an idea of her own", func(t T) {
		idea := recovery.OfferIdea{ID: "i-1", Person: p4, Worker: w4, About: peer.Ref{Kind: recovery.KindGoal, ID: "g-1"}, Basis: recovery.BasisTechnique, Idea: by(jess, "clothes laid out the night before")}
		_, _, err := recovery.NewOfferedIdea(idea, s.act(jess, "2026-03-05T11:00Z", 0), facts)
		refused(t, err, recovery.ErrNotInvited, recovery.ErrDirective)
		idea.OwnIdeas = []peer.Words{by(sian, "two alarms")}
		_, _, err = recovery.NewOfferedIdea(idea, s.act(jess, "2026-03-05T11:00Z", 0), facts)
		refused(t, err, recovery.ErrNotInvited)
		idea.Invited = recovery.IdeaInvitation{How: recovery.InvitedSaidYes, Contact: "c-9"}
		offered, _, err := recovery.NewOfferedIdea(idea, s.act(jess, "2026-03-05T11:00Z", 0), facts)
		require.NoError(t, err)
		_, _, err = offered.Do(recovery.AnswerIdea{Answer: recovery.AnswerUseful}, s.act(jess, "2026-03-05T11:05Z", offered.Rev()), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		answered, _, err := offered.Do(recovery.AnswerIdea{Answer: recovery.AnswerNotNow}, s.act(sian, "2026-03-06T09:00Z", offered.Rev()), facts)
		require.NoError(t, err)
		stands(t, recovery.IdeaNotNow, answered)
	})

	t.Run("AT-04.7, REC-39 a summary that does not fit stays, marked, beside what she said", func(t T) {
		tried := say("e-4", recovery.EntryTried, sian, "2026-03-12T12:00Z", "I was at the stop and let it go by")
		summary := say("e-5", recovery.EntrySummary, jess, "2026-03-13T10:00Z", "so the bus was too crowded")
		_, _, err := summary.Do(recovery.EntryNotSo{}, s.act(jess, "2026-03-13T10:05Z", summary.Rev()), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		marked, _, err := summary.Do(recovery.EntryNotSo{Words: by(sian, "it was me, not the bus")}, s.act(sian, "2026-03-13T10:05Z", summary.Rev()), facts)
		require.NoError(t, err)
		stands(t, recovery.EntryDoesNotFit, marked)
		require.Equal(t, "I was at the stop and let it go by", tried.Words().Text.Reveal())
		along[len(along)-1] = marked
	})

	t.Run("AT-04.8, REC-38 a belief, how to try it and what came of it, in her words at any step", func(t T) {
		step := recovery.SayBelief{ID: "b-1", Person: p4, Worker: w4, ProblemSolving: cycle.ID, Words: by(jess, "people do not stare")}
		_, _, err := recovery.NewBelief(step, s.act(jess, "2026-03-13T10:10Z", 0), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		step.Words = by(sian, "people will stare")
		belief, _, err := recovery.NewBelief(step, s.act(jess, "2026-03-13T10:10Z", 0), facts)
		require.NoError(t, err)
		belief, _, err = belief.Do(recovery.PlanBeliefTry{HowToTry: by(sian, "ride one stop")}, s.act(jess, "2026-03-13T10:15Z", belief.Rev()), facts)
		require.NoError(t, err)
		before := belief
		_, _, err = belief.Do(recovery.TryBelief{}, s.act(jess, "2026-03-19T10:00Z", belief.Rev()), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		require.Equal(t, before, belief)
		belief, _, err = belief.Do(recovery.TryBelief{}, s.act(sian, "2026-03-19T10:00Z", belief.Rev()), facts)
		require.NoError(t, err)
		belief, _, err = belief.Do(recovery.SayBeliefResult{Result: by(sian, "one child did, and smiled")}, s.act(jess, "2026-03-20T10:00Z", belief.Rev()), facts)
		require.NoError(t, err)
		stands(t, recovery.BeliefResult, belief)
		require.True(t, belief.Result().From(p4))
		for _, r := range []interface {
			View(peer.Reading) (peer.Viewed, error)
		}{belief, along[0]} {
			v, err := r.View(peer.Reading{By: jess, Purpose: peer.ForRecord, At: at(t, "2026-03-20T11:00Z")})
			require.NoError(t, err)
			require.Len(t, v.LeftOut, 1, "neither has a home in the care record")
		}
	})

	t.Run("AT-04, REC-39 what was said stands in its order", func(t T) {
		var ids []string
		for _, e := range recovery.EntriesAbout(cycle, along) {
			ids = append(ids, e.Ref().ID)
		}
		require.Equal(t, []string{"e-1", "e-2", "e-3", "e-4", "e-5"}, ids)
	})
}
