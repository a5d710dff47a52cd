package recovery_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theSetback() recovery.RecordSetback {
	return recovery.RecordSetback{ID: "s1", Person: sian, Worker: jess, Goal: "g1", Happened: own(bySian, "I stayed in all week"),
		HelpedBefore: own(bySian, "ringing my sister"), StillPossible: own(bySian, "Sunday, if it is dry"),
		NextStep: own(bySian, "boots by the door"), Worse: peer.No}
}

func worse(further peer.Further) recovery.RecordSetback {
	s := theSetback()
	s.Worse, s.Further = peer.Yes, further
	return s
}

var settled = peer.Further{Answer: peer.No, Because: peer.TalkedThrough}

var setbacks = steptest.BenchOf(ground, recovery.SetbackTable(), recovery.NewSetback, recovery.CheckNewSetback, recovery.SetbackStarts,
	recovery.DecodeSetback, recovery.EncodeSetbackStep, recovery.DecodeSetbackStep)

func newSetback(t testing.TB, step recovery.RecordSetback, by peer.Actor) (recovery.Setback, peer.Change) {
	t.Helper()
	return setbacks.ChangedAt(t, recovery.Setback{}, step, by, "2026-05-02T16:00Z", "a1")
}

func TestSetbackEveryRow(t *testing.T) {
	told, _ := newSetback(t, theSetback(), bySian)
	asked, _ := newSetback(t, worse(peer.Further{}), bySian)
	type one = steptest.Case[recovery.Setback, recovery.SetbackStep, recovery.Facts]
	record := func(name string, step recovery.RecordSetback, by peer.Actor, to peer.Status) one {
		return one{Name: name, Step: step, Act: act(by, "2026-05-02T16:00Z", "", nil), Facts: facts(t), To: to,
			Hears: map[string][]peer.Rule{"/person": {row("REC-12", peer.ErrPersonsWordsOnly)}}}
	}
	byPerson := record("REC-12 the person tells it", theSetback(), bySian, recovery.SetbackTold)
	byPerson.Hears["/person"] = append(byPerson.Hears["/person"], row("REC-12", peer.ErrNotAuthorised))
	byWorker := record("REC-12 the worker writes it down", worse(peer.Further{}), byJess, recovery.SetbackQuestionOpen)
	for _, path := range []string{"/happened", "/helpedBefore", "/stillPossible", "/nextStep"} {
		byWorker.Hears[path] = []peer.Rule{row("REC-12", peer.ErrPersonsWordsOnly)}
	}
	byWorker.Hears["/worker"] = []peer.Rule{row("REC-12", peer.ErrNotAuthorised)}
	steptest.Plan[recovery.Setback, recovery.SetbackStep, recovery.Facts]{
		Kind: setbacks.Kind, Person: sian, Anybody: anybody(peer.PartyStaff),
		Records: map[peer.Status]recovery.Setback{recovery.SetbackTold: told, recovery.SetbackQuestionOpen: asked},
		Cases: []one{
			byPerson, byWorker,
			{Name: "REC-12 the question is answered", Record: asked, Step: recovery.AnswerFurther{Further: settled},
				Act: act(byJess, "2026-05-02T17:00Z", "", nil), Facts: facts(t), To: recovery.SetbackTold,
				Hears: map[string][]peer.Rule{"/further/because": {row("REC-12", peer.ErrConcernRequired)}}},
			{Name: "REC-12 what was begun after it", Record: told, Step: recovery.SetbackLedTo{To: recovery.AfterProblemSolving, Record: "ps1"},
				Act: act(bySian, "2026-05-03T09:00Z", "", nil), Facts: facts(t), To: recovery.SetbackTold},
		},
	}.Run(t)
}

// The entry is stored whatever the answer; what is open leaves a signal.
func TestSetbackSafetyQuestion(t *testing.T) {
	yes := peer.Further{Answer: peer.Yes, Concern: "c1"}
	for _, c := range []struct {
		name    string
		worse   peer.Tri
		further peer.Further
		status  peer.Status
		signals []peer.SignalKind
	}{
		{"not worse", peer.No, peer.Further{}, recovery.SetbackTold, nil},
		{"worse, not answered", peer.Yes, peer.Further{}, recovery.SetbackQuestionOpen, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"nobody knows, not answered", peer.Unknown, peer.Further{}, recovery.SetbackQuestionOpen, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"worse, a no without a reason", peer.Yes, peer.Further{Answer: peer.No}, recovery.SetbackQuestionOpen, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"worse, a no with a reason", peer.Yes, settled, recovery.SetbackTold, nil},
		{"nobody knows, a no with a reason", peer.Unknown, settled, recovery.SetbackTold, nil},
		{"worse, a yes with its concern", peer.Yes, yes, recovery.SetbackTold, nil},
		{"worse, a yes without a concern", peer.Yes, peer.Further{Answer: peer.Yes}, recovery.SetbackQuestionOpen, []peer.SignalKind{peer.SignalGoesFurther}},
		{"not worse, a yes without a concern", peer.No, peer.Further{Answer: peer.Yes}, recovery.SetbackQuestionOpen, []peer.SignalKind{peer.SignalGoesFurther}},
		{"not worse, a yes with its concern", peer.No, yes, recovery.SetbackTold, nil},
	} {
		t.Run("REC-12, H02 "+c.name, func(t *testing.T) {
			step := theSetback()
			step.Worse, step.Further = c.worse, c.further
			b, change := newSetback(t, step, byJess)
			require.Equal(t, c.status, b.Status())
			var kinds []peer.SignalKind
			for _, s := range change.Signals {
				kinds = append(kinds, s.Kind)
				require.Equal(t, sian, s.About)
				require.Equal(t, b.Ref(), s.From)
			}
			require.Equal(t, c.signals, kinds)
			if c.status == recovery.SetbackTold {
				return
			}
			again, change, err := b.Do(recovery.AnswerFurther{Further: yes}, act(bySian, "2026-05-02T17:00Z", "a2", b), facts(t))
			require.NoError(t, err)
			require.Equal(t, recovery.SetbackTold, again.Status())
			require.Equal(t, yes, again.Further())
			require.Empty(t, change.Signals)
		})
	}
	asked, _ := newSetback(t, worse(peer.Further{}), byJess)
	for name, c := range map[string]struct {
		further peer.Further
		path    string
		signal  peer.SignalKind
	}{
		"not answered":        {peer.Further{}, "/further", peer.SignalSafetyQuestion},
		"no without reason":   {peer.Further{Answer: peer.No}, "/further", peer.SignalSafetyQuestion},
		"yes without concern": {peer.Further{Answer: peer.Yes}, "/further/concern", peer.SignalGoesFurther},
	} {
		t.Run("REC-12, H02 walking away: "+name, func(t *testing.T) {
			a := act(byJess, "2026-05-02T17:00Z", "r", asked)
			only(t, asked.Check(recovery.AnswerFurther{Further: c.further}, a, facts(t)), "REC-12 concern-required", c.path)
			_, _, err := asked.Do(recovery.AnswerFurther{Further: c.further}, a, facts(t))
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.Len(t, r.Signals, 1, "the question stays behind")
			require.Equal(t, c.signal, r.Signals[0].Kind)
		})
	}
	t.Run("REC-12, H02 a sign is not lost with words that are not the person's", func(t *testing.T) {
		step := worse(peer.Further{})
		step.Happened = own(byJess, "seemed very low")
		a := act(byJess, "2026-05-02T16:00Z", "r", nil)
		only(t, recovery.CheckNewSetback(step, a, facts(t)), "REC-12 persons-words-only", "/happened")
		_, _, err := recovery.NewSetback(step, a, facts(t))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Equal(t, peer.SignalSafetyQuestion, r.Signals[0].Kind)
	})
}

func TestSetbackWords(t *testing.T) {
	for path, set := range map[string]func(*recovery.RecordSetback, peer.Words){
		"/happened":      func(s *recovery.RecordSetback, w peer.Words) { s.Happened = w },
		"/helpedBefore":  func(s *recovery.RecordSetback, w peer.Words) { s.HelpedBefore = w },
		"/stillPossible": func(s *recovery.RecordSetback, w peer.Words) { s.StillPossible = w },
		"/nextStep":      func(s *recovery.RecordSetback, w peer.Words) { s.NextStep = w },
	} {
		t.Run("REC-12 "+path+" in the worker's words", func(t *testing.T) {
			step := theSetback()
			set(&step, unsigned("they should rest"))
			only(t, recovery.CheckNewSetback(step, act(byJess, "2026-05-02T16:00Z", "r", nil), facts(t)), "REC-12 persons-words-only", path)
			open(t, recovery.CheckNewSetback(step, act(bySian, "2026-05-02T16:00Z", "r", nil), facts(t)))
		})
	}
	t.Run("REC-12 what is missing is noted and holds nothing up", func(t *testing.T) {
		b, change := newSetback(t, recovery.RecordSetback{ID: "s2", Person: sian, Rest: true, Worse: peer.No}, bySian)
		require.Equal(t, recovery.SetbackTold, b.Status())
		require.Len(t, change.Reasons, 2)
		require.True(t, b.Rest())
		require.Zero(t, b.Happened())
		one := theSetback()
		one.Goal = ""
		d := recovery.CheckNewSetback(one, act(bySian, "2026-05-02T16:00Z", "r", nil), facts(t))
		require.True(t, d.Allowed())
		require.Equal(t, "REC-12 required", d.Unmet()[0].Rule.String())
	})
	b, _ := newSetback(t, theSetback(), byJess)
	require.Equal(t, "g1", b.Goal())
	require.Equal(t, jess, b.Worker())
	require.Equal(t, "ringing my sister", b.HelpedBefore().Text.Reveal())
	require.Equal(t, "Sunday, if it is dry", b.StillPossible().Text.Reveal())
	require.Equal(t, "boots by the door", b.NextStep().Text.Reveal())
	require.Equal(t, peer.No, b.Worse())
	require.Equal(t, on("2026-05-02T16:00Z"), b.Told())
}

// A setback has no way to reach a goal: nothing it takes and nothing it gives
// holds one.
func TestSetbackLeavesTheGoalAsItWas(t *testing.T) {
	s := tellGoal(t)
	said, _ := doGoal(t, s.active, recovery.SayHowItGoes{Going: recovery.GoingImproving}, "2026-05-01T09:00Z", "b1")
	before, err := peer.Encode(said)
	require.NoError(t, err)
	_, change := newSetback(t, worse(peer.Further{}), bySian)
	require.Empty(t, change.Made, "REC-12 it makes no other record")
	after, err := peer.Encode(said)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))

	goal := reflect.TypeFor[recovery.Goal]()
	for _, in := range []reflect.Type{reflect.TypeFor[recovery.RecordSetback](), reflect.TypeFor[recovery.AnswerFurther](), reflect.TypeFor[recovery.SetbackLedTo]()} {
		for i := range in.NumField() {
			require.NotEqual(t, goal, in.Field(i).Type, "%s.%s", in, in.Field(i).Name)
		}
	}
	t.Run("REC-12 a worker ends the goal after a setback", func(t *testing.T) {
		d := said.Check(recovery.LetGo{}, act(byJess, "2026-05-02T16:05Z", "r", said), facts(t))
		only(t, d, "REC-05 persons-choice-only", "")
	})
	t.Run("REC-12 a worker says it is going worse", func(t *testing.T) {
		d := said.Check(recovery.SayHowItGoes{Going: recovery.GoingWorsening}, act(byJess, "2026-05-02T16:05Z", "r", said), facts(t))
		only(t, d, "REC-12 persons-choice-only", "")
	})
}

func TestSetbackLedTo(t *testing.T) {
	b, _ := newSetback(t, theSetback(), bySian)
	led := func(b recovery.Setback, step recovery.SetbackLedTo, id string) recovery.Setback {
		t.Helper()
		next, change, err := b.Do(step, act(byJess, "2026-05-03T09:00Z", id, b), facts(t))
		require.NoError(t, err)
		require.Empty(t, change.Made, "REC-12 it begins nothing by itself")
		return next
	}
	require.Empty(t, b.ProblemSolving()+b.CopingReview())
	first := led(b, recovery.SetbackLedTo{To: recovery.AfterProblemSolving, Record: "ps1"}, "b1")
	second := led(first, recovery.SetbackLedTo{To: recovery.AfterCopingReview, Record: "cr1"}, "b2")
	require.Equal(t, "ps1", second.ProblemSolving())
	require.Equal(t, "cr1", second.CopingReview())
	require.Equal(t, "ps2", led(second, recovery.SetbackLedTo{To: recovery.AfterProblemSolving, Record: "ps2"}, "b3").ProblemSolving())
	for name, step := range map[string]recovery.SetbackLedTo{"/record": {To: recovery.AfterCopingReview}, "/to": {Record: "ps1"}} {
		t.Run("REC-12 nothing stands at "+name, func(t *testing.T) {
			only(t, b.Check(step, act(bySian, "2026-05-03T09:00Z", "r", b), facts(t)), "REC-12 required", name)
		})
	}
	closed(t, recovery.AfterCopingReview)
	t.Run("REC-12, H20 named by a colleague", func(t *testing.T) {
		only(t, b.Check(recovery.SetbackLedTo{To: recovery.AfterProblemSolving, Record: "ps1"}, act(byRowan, "2026-05-03T09:00Z", "r", b), facts(t)), "REC-12 not-authorised", "")
	})
	asked, _ := newSetback(t, worse(peer.Further{}), bySian)
	t.Run("REC-12, H02 the question that is open comes first", func(t *testing.T) {
		d := asked.Check(recovery.SetbackLedTo{To: recovery.AfterCopingReview, Record: "cr1"}, act(bySian, "2026-05-03T09:00Z", "r", asked), facts(t))
		only(t, d, "REC-12 invalid-transition", "")
	})
	ground.Hears(t, asked, steptest.Hostile{Path: "/problemSolving", Value: "ps1", Heard: "/problemSolving"})
	ground.Hears(t, asked, steptest.Hostile{Path: "/copingReview", Value: "cr1", Heard: "/problemSolving"})
	ground.Hears(t, second, steptest.Hostile{Path: "/copingReview", Value: strings.Repeat("x", 201), Heard: "/copingReview"})
}

func TestSetbackHistories(t *testing.T) {
	setbacks.Walks(4).Hold(t, func(t require.TestingT, _, b recovery.Setback, c peer.Change) {
		personsOwn(t, b.Person(), nil, b.Happened(), b.HelpedBefore(), b.StillPossible(), b.NextStep())
		open := b.Status() == recovery.SetbackQuestionOpen
		require.Equal(t, open, len(c.Signals) > 0, "H02 what is open has left a signal")
		require.True(t, open || b.Worse() == peer.No || b.Further().Settled() == peer.Yes)
	})
}
