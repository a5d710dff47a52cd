package recovery_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theAsk() recovery.AskToComeAlong {
	return recovery.AskToComeAlong{ID: "w1", Person: sian, Worker: jess, Where: own(bySian, "to the pottery, past the allotment"),
		Partly: own(bySian, "meet me off the second bus"), Activity: "v1", Goals: []string{"g1"}}
}

// gradedStory is one graded plan in every place it can be in.
type gradedStory struct {
	asked, together, partly, alone, finished, putDown recovery.GradedPlan
}

func doGraded(t testing.TB, p recovery.GradedPlan, step recovery.GradedPlanStep, by peer.Actor, at, id string) recovery.GradedPlan {
	t.Helper()
	next, change, err := p.Do(step, act(by, at, id, p), facts(t))
	require.NoError(t, err)
	require.Empty(t, change.Reasons)
	return next
}

func tellGraded(t testing.TB) gradedStory {
	t.Helper()
	var s gradedStory
	var err error
	s.asked, _, err = recovery.NewGradedPlan(theAsk(), act(bySian, "2026-05-04T10:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	s.together = doGraded(t, s.asked, recovery.ComeAlong{}, byJess, "2026-05-07T10:00Z", "a2")
	s.partly = doGraded(t, s.together, recovery.GoPartlyTogether{}, bySian, "2026-05-14T10:00Z", "a3")
	s.alone = doGraded(t, s.partly, recovery.GoAlone{}, bySian, "2026-05-21T10:00Z", "a4")
	s.finished = doGraded(t, s.alone, recovery.FinishGradedPlan{}, bySian, "2026-05-28T10:00Z", "a5")
	s.putDown = doGraded(t, s.together, recovery.PutDownGradedPlan{}, bySian, "2026-05-08T10:00Z", "a6")
	return s
}

var gradedPlans = steptest.BenchOf(ground, recovery.GradedPlanTable(), recovery.NewGradedPlan, recovery.CheckNewGradedPlan, recovery.GradedPlanStarts,
	recovery.DecodeGradedPlan, recovery.EncodeGradedPlanStep, recovery.DecodeGradedPlanStep)

func TestGradedPlanEveryRow(t *testing.T) {
	s, f := tellGraded(t), facts(t)
	type one = steptest.Case[recovery.GradedPlan, recovery.GradedPlanStep, recovery.Facts]
	step := func(name string, p recovery.GradedPlan, step recovery.GradedPlanStep, by peer.Actor, to peer.Status) one {
		return one{Name: name, Record: p, Step: step, Act: act(by, "2026-07-01T09:00Z", "", nil), Facts: f, To: to}
	}
	ask := step("REC-19 the person asks", recovery.GradedPlan{}, theAsk(), bySian, recovery.GradedAsked)
	ask.Hears = map[string][]peer.Rule{"/person": {row("REC-19", peer.ErrPersonsChoiceOnly), row("REC-19", peer.ErrPersonsWordsOnly)}}
	gradedPlans.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.GradedPlan{recovery.GradedAsked: s.asked, recovery.GradedTogether: s.together, recovery.GradedPartly: s.partly,
		recovery.GradedAlone: s.alone, recovery.GradedFinished: s.finished, recovery.GradedPutDown: s.putDown},
		ask,
		step("REC-19 the worker comes along", s.asked, recovery.ComeAlong{}, byJess, recovery.GradedTogether),
		step("REC-19 the worker comes along after all", without(t, s.partly), recovery.ComeAlong{}, byJess, recovery.GradedPartly),
		step("REC-19 the worker cannot", s.asked, recovery.CannotComeAlong{}, byJess, recovery.GradedAsked),
		step("REC-19 the worker cannot any more", s.partly, recovery.CannotComeAlong{}, byJess, recovery.GradedPartly),
		step("REC-19 on to partly together", s.together, recovery.GoPartlyTogether{Partly: own(bySian, "wait at the gate")}, bySian, recovery.GradedPartly),
		step("REC-19 back to partly together", s.alone, recovery.GoPartlyTogether{}, bySian, recovery.GradedPartly),
		step("REC-19 back to partly together without the worker's yes", without(t, s.alone), recovery.GoPartlyTogether{}, bySian, recovery.GradedAsked),
		step("REC-19 back to together", s.partly, recovery.GoTogether{}, bySian, recovery.GradedTogether),
		step("REC-19 back to together from alone", s.alone, recovery.GoTogether{}, bySian, recovery.GradedTogether),
		step("REC-19 back to together without the worker's yes", without(t, s.partly), recovery.GoTogether{}, bySian, recovery.GradedAsked),
		step("REC-19 on to alone", s.partly, recovery.GoAlone{}, bySian, recovery.GradedAlone),
		step("REC-19 skip a step", s.together, recovery.GoAlone{}, bySian, recovery.GradedAlone),
		step("REC-19 skip them all", s.asked, recovery.GoAlone{}, bySian, recovery.GradedAlone),
		step("REC-19 comfortable alone", s.alone, recovery.FinishGradedPlan{}, bySian, recovery.GradedFinished),
		step("REC-19 put down", s.asked, recovery.PutDownGradedPlan{}, bySian, recovery.GradedPutDown),
		step("REC-19 put down on the way", s.alone, recovery.PutDownGradedPlan{}, bySian, recovery.GradedPutDown),
		step("REC-19 ask again after a no", without(t, s.asked), recovery.AskAgainToComeAlong{}, bySian, recovery.GradedAsked),
		step("REC-19 ask again when it was finished", s.finished, recovery.AskAgainToComeAlong{}, bySian, recovery.GradedAsked),
		step("REC-19 ask again when it was put down", s.putDown, recovery.AskAgainToComeAlong{}, bySian, recovery.GradedAsked),
		step("REC-50 who may see it", s.finished, recovery.WhoMaySee{Audience: recovery.CareRecord}, bySian, recovery.GradedFinished),
	)
}

// without is the plan when the worker has said that they cannot come along.
func without(t testing.TB, p recovery.GradedPlan) recovery.GradedPlan {
	t.Helper()
	next := doGraded(t, p, recovery.CannotComeAlong{}, byJess, "2026-06-20T10:00Z", "no")
	require.Equal(t, p.Status(), next.Status(), "REC-19 the worker's no moves nothing")
	require.Equal(t, p.StatusOn(), next.StatusOn())
	require.Equal(t, peer.No, next.ComesAlong())
	return next
}

func TestGradedPlanIsMovedByThePerson(t *testing.T) {
	s := tellGraded(t)
	for name, c := range map[string]struct {
		from recovery.GradedPlan
		step recovery.GradedPlanStep
	}{
		"moves on to partly together": {s.together, recovery.GoPartlyTogether{}},
		"moves on to alone":           {s.partly, recovery.GoAlone{}},
		"skips a step":                {s.together, recovery.GoAlone{}},
		"steps back":                  {s.alone, recovery.GoTogether{}},
		"finishes":                    {s.alone, recovery.FinishGradedPlan{}},
		"puts it down":                {s.together, recovery.PutDownGradedPlan{}},
		"asks again":                  {s.putDown, recovery.AskAgainToComeAlong{}},
	} {
		for who, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay, "a carer": byMegan} {
			t.Run("REC-19 "+who+" "+name, func(t *testing.T) {
				only(t, c.from.Check(c.step, act(by, "2026-07-01T10:00Z", "r", c.from), facts(t)), "REC-19 persons-choice-only", "")
			})
		}
	}
	t.Run("REC-19, PEER-50 the worker asks in the person's place", func(t *testing.T) {
		only(t, recovery.CheckNewGradedPlan(theAsk(), act(byJess, "2026-05-04T10:00Z", "r", nil), facts(t)), "REC-19 persons-choice-only", "")
	})
	for path, set := range map[string]func(*recovery.AskToComeAlong, peer.Words){
		"/where":  func(s *recovery.AskToComeAlong, w peer.Words) { s.Where = w },
		"/partly": func(s *recovery.AskToComeAlong, w peer.Words) { s.Partly = w },
	} {
		t.Run("REC-19 "+path+" in the worker's words", func(t *testing.T) {
			step := theAsk()
			set(&step, own(byJess, "to the day centre"))
			only(t, recovery.CheckNewGradedPlan(step, act(bySian, "2026-05-04T10:00Z", "r", nil), facts(t)), "REC-19 persons-words-only", path)
		})
	}
	t.Run("REC-19 what partly means, in the worker's words", func(t *testing.T) {
		step := recovery.GoPartlyTogether{Partly: own(byJess, "I will wave")}
		only(t, s.together.Check(step, act(bySian, "2026-07-01T10:00Z", "r", s.together), facts(t)), "REC-19 persons-words-only", "/partly")
	})
	for name, by := range map[string]peer.Actor{"the person": bySian, "another worker": byRowan, "a nurse": byKay} {
		for _, step := range []recovery.GradedPlanStep{recovery.ComeAlong{}, recovery.CannotComeAlong{}} {
			t.Run(fmt.Sprintf("REC-19 %s answers for the worker's time: %T", name, step), func(t *testing.T) {
				only(t, s.asked.Check(step, act(by, "2026-05-05T10:00Z", "r", s.asked), facts(t)), "REC-19 not-authorised", "")
			})
		}
	}
	t.Run("REC-19 nobody is asked", func(t *testing.T) {
		step := theAsk()
		step.Worker = ""
		only(t, recovery.CheckNewGradedPlan(step, act(bySian, "2026-05-04T10:00Z", "r", nil), facts(t)), "REC-19 required", "/worker")
	})
}

func TestGradedPlanKeepsTheLatestDays(t *testing.T) {
	s := tellGraded(t)
	days := func(p recovery.GradedPlan, together, partly, alone string) {
		t.Helper()
		require.Equal(t, []string{together, partly, alone}, []string{p.Reached(recovery.GradedTogether).String(), p.Reached(recovery.GradedPartly).String(), p.Reached(recovery.GradedAlone).String()})
	}
	days(s.asked, "", "", "")
	days(s.together, "2026-05-07", "", "")
	days(s.partly, "2026-05-07", "2026-05-14", "")
	days(s.finished, "2026-05-07", "2026-05-14", "2026-05-21")
	require.Equal(t, "2026-05-28", s.finished.StatusOn().String())
	require.Zero(t, s.finished.Reached(recovery.GradedFinished))
	back := doGraded(t, s.alone, recovery.GoTogether{}, bySian, "2026-06-01T23:30Z", "b1")
	days(back, "2026-06-01", "2026-05-14", "2026-05-21")
	again := doGraded(t, s.finished, recovery.AskAgainToComeAlong{}, bySian, "2026-06-01T10:00Z", "b2")
	require.Equal(t, peer.Unknown, again.ComesAlong(), "REC-19 a yes is not for ever")
	require.Equal(t, "2026-06-01", again.StatusOn().String())
	days(again, "2026-05-07", "2026-05-14", "2026-05-21")
	skipped := doGraded(t, s.asked, recovery.GoAlone{}, bySian, "2026-05-05T10:00Z", "b3")
	days(skipped, "", "", "2026-05-05")
	require.Equal(t, peer.Unknown, skipped.ComesAlong())
	asked := doGraded(t, skipped, recovery.GoPartlyTogether{Partly: unsigned("as far as the stop")}, bySian, "2026-05-06T10:00Z", "b4")
	require.Equal(t, recovery.GradedAsked, asked.Status(), "REC-19 stepping back to something the worker has not said yes to asks them")
	require.True(t, asked.Partly().From(sian))
	require.Equal(t, "as far as the stop", asked.Partly().Text.Reveal())
	days(asked, "", "", "2026-05-05")
	yes := doGraded(t, without(t, s.alone), recovery.ComeAlong{}, byJess, "2026-06-21T10:00Z", "b5")
	require.Equal(t, recovery.GradedAlone, yes.Status(), "REC-19 the worker's yes moves nothing on the way")
	require.Equal(t, peer.Yes, yes.ComesAlong())
	require.Equal(t, s.alone.StatusOn(), yes.StatusOn())
	days(yes, "2026-05-07", "2026-05-14", "2026-05-21")
	anew := doGraded(t, without(t, s.together), recovery.GoPartlyTogether{}, bySian, "2026-06-22T10:00Z", "b6")
	require.Equal(t, recovery.GradedAsked, anew.Status())
	require.Equal(t, peer.Unknown, anew.ComesAlong(), "the worker is asked anew")
	require.Equal(t, "meet me off the second bus", anew.Partly().Text.Reveal(), "left out, what was said stands")
	require.Equal(t, "2026-06-22", anew.StatusOn().String())
	require.Equal(t, "v1", anew.Activity())
	require.Equal(t, jess, anew.Worker())
	require.Equal(t, recovery.MeAndMyWorker, anew.Audience())
	anew.Goals()[0] = "x"
	require.Equal(t, []string{"g1"}, anew.Goals())
}

// However long somebody goes on and back again, the record stays as small and no
// step is ever held up.
func TestGradedPlanGoesOnForEver(t *testing.T) {
	p := tellGraded(t).together
	at := on("2026-06-01T09:00Z")
	long := 0
	for i := range 60 {
		var step recovery.GradedPlanStep = recovery.GoPartlyTogether{}
		if i%2 == 1 {
			step = recovery.GoTogether{}
		}
		at = at.Add(24 * time.Hour)
		next, _, err := p.Do(step, peer.Act{By: bySian, At: at, ID: peer.RequestID(fmt.Sprint("s", i)), Seen: p.Rev()}, recovery.Facts{})
		require.NoError(t, err, "REC-19 a step back is never held up")
		p = next
		b, err := peer.Encode(p)
		require.NoError(t, err)
		if i == 29 {
			long = len(b)
		}
	}
	b, err := peer.Encode(p)
	require.NoError(t, err)
	require.InDelta(t, long, len(b), 40, "only digits of the revision come and go")
	for _, c := range p.Choices(act(bySian, "2026-12-01T09:00Z", "r", p), recovery.Facts{}) {
		require.True(t, c.Open == c.Yours, c.Do)
		require.Equal(t, c.Whose[0] == peer.PartyPerson, c.Yours, c.Do)
	}
}

func TestGradedPlanHistories(t *testing.T) {
	workers := []peer.Action{"come-along", "cannot-come-along"}
	gradedPlans.Walks(20).Giving(activityGiven).Hold(t, func(t require.TestingT, _, p recovery.GradedPlan, c peer.Change) {
		require.Empty(t, c.For)
		personsOwn(t, p.Person(), nil, p.Where(), p.Partly())
		if c.As != peer.PartyPerson {
			require.Contains(t, workers, c.Do, "REC-19 only the person moves the plan")
			require.True(t, c.From == c.To || c.From == recovery.GradedAsked && p.ComesAlong() == peer.Yes)
		} else {
			require.NotContains(t, workers, c.Do, "REC-19 only the worker gives their time")
			require.False(t, p.ComesAlong() == peer.Yes && c.To == recovery.GradedAsked)
		}
		if c.To == recovery.GradedTogether || c.To == recovery.GradedPartly {
			require.NotEqual(t, peer.Unknown, p.ComesAlong(), "REC-19 both said yes")
			require.False(t, p.Reached(c.To).IsZero())
		}
	})
}
