package worker_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

type reflStep = worker.ReflectionStep

var reflectionKind = steptest.Kind[worker.Reflection, reflStep, worker.Facts]{
	Table: worker.ReflectionTable(), New: worker.NewReflection, CheckNew: worker.CheckNewReflection, Starts: worker.ReflectionStarts,
	Do: worker.Reflection.Do, Check: worker.Reflection.Check, Choices: worker.Reflection.Choices,
	Decode: worker.DecodeReflection, EncodeStep: worker.EncodeReflectionStep, DecodeStep: worker.DecodeReflectionStep,
}

func theReflection() worker.Reflect {
	return worker.Reflect{ID: "r1", Worker: jess, Words: unsigned("I talked more than I listened, in the garden")}
}

func theDilemma() worker.Reflect {
	d := theReflection()
	d.ID, d.Dilemma, d.Further = "r2", worker.DilemmaEquality, peer.Further{Answer: peer.No, Because: peer.TalkedThrough}
	return d
}

func reflectionsOf(t testing.TB) (dilemma, shared worker.Reflection, records map[peer.Status]worker.Reflection) {
	t.Helper()
	dilemma = workDone(t, reflectionKind, worker.Reflection{}, reflStep(theDilemma()), byJess)
	shared = workDone(t, reflectionKind, dilemma, reflStep(worker.ShareReflection{With: workLead}), byJess)
	kept := workDone(t, reflectionKind, worker.Reflection{}, reflStep(theReflection()), byJess)
	return dilemma, shared, map[peer.Status]worker.Reflection{worker.ReflectionKept: kept, worker.ReflectionAway: workDone(t, reflectionKind, shared, reflStep(worker.PutReflectionAway{}), byJess)}
}

func TestReflectionEveryRow(t *testing.T) {
	dilemma, shared, records := reflectionsOf(t)
	whose, concern := row("PEER-15", peer.ErrNotAuthorised), row("PEER-15", peer.ErrConcernRequired)
	answered := peer.Further{Answer: peer.No, Because: peer.TalkedThrough}
	workPlan(t, reflectionKind, records,
		workCase(t, "PEER-15 a note", worker.Reflection{}, reflStep(theReflection()), byJess, worker.ReflectionKept, map[string][]peer.Rule{"/worker": {whose}}),
		workCase(t, "PEER-15 a dilemma", worker.Reflection{}, reflStep(theDilemma()), byJess, worker.ReflectionKept, map[string][]peer.Rule{"/worker": {whose}, "/further/because": {concern}}),
		workCase(t, "PEER-15 answer", dilemma, reflStep(worker.AnswerReflection{Further: answered}), byJess, worker.ReflectionKept, map[string][]peer.Rule{"/further/because": {concern}}),
		workCase(t, "PEER-15 share", dilemma, reflStep(worker.ShareReflection{With: workLead}), byJess, worker.ReflectionKept, nil),
		workCase(t, "PEER-15 share no longer", shared, reflStep(worker.StopSharingReflection{With: workLead}), byJess, worker.ReflectionKept, nil),
		workCase(t, "PEER-15 to supervision", dilemma, reflStep(worker.TakeToSupervision{On: workDate("2026-05-06")}), byJess, worker.ReflectionKept, nil),
		workCase(t, "PEER-15 put away", shared, reflStep(worker.PutReflectionAway{}), byJess, worker.ReflectionAway, nil),
	)
}

func TestReflectionIsTheWorkers(t *testing.T) {
	dilemma, shared, records := reflectionsOf(t)
	t.Run("PEER-15, H27 nobody reads it whom the worker has not chosen", func(t *testing.T) {
		workSeen(t, dilemma, "reflection", "jess")
		workSeen(t, shared, "reflection", "jess", "iris")
		workSeen(t, records[worker.ReflectionKept], "reflection", "jess")
	})
	t.Run("PEER-15 sharing ends at once", func(t *testing.T) {
		workSeen(t, workDone(t, reflectionKind, shared, reflStep(worker.StopSharingReflection{With: workLead}), byJess), "reflection", "jess")
		workSeen(t, records[worker.ReflectionAway], "reflection", "jess")
	})
	t.Run("PEER-15 it takes no facts to stop sharing, to put it away and to speak", func(t *testing.T) {
		none := func(f *worker.Facts) { *f = worker.Facts{} }
		open(t, workTried(t, reflectionKind, shared, reflStep(worker.StopSharingReflection{With: workLead}), byJess, none))
		open(t, workTried(t, reflectionKind, shared, reflStep(worker.StopSharingReflection{With: "nobody-here"}), byJess, none))
		open(t, workTried(t, reflectionKind, shared, reflStep(worker.PutReflectionAway{}), byJess, none))
		open(t, workTried(t, reflectionKind, worker.Reflection{}, reflStep(theReflection()), byJess, none))
	})
	t.Run("PEER-15 shared with oneself", func(t *testing.T) {
		only(t, workTried(t, reflectionKind, dilemma, reflStep(worker.ShareReflection{With: jess}), byJess), "PEER-15 self-reference", "/with")
	})
	t.Run("PEER-15 shared with too many", func(t *testing.T) {
		r, f := dilemma, workFacts(t)
		for i := range 20 {
			next, _, err := r.Do(worker.ShareReflection{With: peer.StaffID(fmt.Sprint("s", i))}, act(byJess, workLater, fmt.Sprint("share", i), r), f)
			require.NoError(t, err)
			r = next
		}
		only(t, workTried(t, reflectionKind, r, reflStep(worker.ShareReflection{With: workLead}), byJess), "PEER-15 out-of-range", "/with")
		again := workDone(t, reflectionKind, r, reflStep(worker.ShareReflection{With: "s3"}), byJess)
		require.Len(t, again.Shared(), 20, "once is enough")
	})
	t.Run("PEER-15 words of somebody else", func(t *testing.T) {
		for _, by := range []peer.Actor{bySian, workIris, {Staff: jess, Person: sian}} {
			step := theReflection()
			step.Words = own(by, "you did well")
			only(t, workTried(t, reflectionKind, worker.Reflection{}, reflStep(step), byJess), "PEER-15 not-authorised", "/words")
		}
	})
	for _, text := range []string{"Siân Weller was quiet", "siân weller", "about p4", "999 000 1049 again"} {
		t.Run("PEER-15 somebody who is supported: "+text, func(t *testing.T) {
			for _, step := range []worker.Reflect{theReflection(), theDilemma()} {
				step.Words = unsigned(text)
				d := workTried(t, reflectionKind, worker.Reflection{}, reflStep(step), byJess)
				only(t, d, "PEER-15 identifiable-content", "/words")
				steptest.Silent(t, text, d)
			}
		})
	}
	t.Run("PEER-15 taken to supervision that is still to come", func(t *testing.T) {
		only(t, workTried(t, reflectionKind, dilemma, reflStep(worker.TakeToSupervision{On: workDate("2026-05-07")}), byJess), "PEER-15 future-date", "/on")
	})
	list := shared.Shared()
	list[0] = "changed"
	require.Equal(t, []peer.StaffID{workLead}, shared.Shared())
	require.Equal(t, []any{jess, worker.DilemmaEquality, on(workFirst), peer.Date{}, theDilemma().Further}, []any{dilemma.Worker(), dilemma.Dilemma(), dilemma.Written(), dilemma.Taken(), dilemma.Further()})
	require.Equal(t, peer.ByStaff(jess, ""), dilemma.Words().By)
	require.Equal(t, workDate("2026-05-06"), workDone(t, reflectionKind, dilemma, reflStep(worker.TakeToSupervision{On: workDate("2026-05-06")}), byJess).Taken())
}

func TestDilemmaIsAskedWhetherItGoesFurther(t *testing.T) {
	for name, c := range map[string]struct {
		dilemma worker.Dilemma
		further peer.Further
		raises  []peer.SignalKind
	}{
		"a note is not asked":      {"", peer.Further{}, nil},
		"not answered":             {worker.DilemmaPower, peer.Further{}, []peer.SignalKind{peer.SignalSafetyQuestion}},
		"a no without why":         {worker.DilemmaOther, peer.Further{Answer: peer.No}, []peer.SignalKind{peer.SignalSafetyQuestion}},
		"a no with why":            {worker.DilemmaPower, peer.Further{Answer: peer.No, Because: peer.NotAboutSafety}, nil},
		"a yes without a concern":  {worker.DilemmaChoice, peer.Further{Answer: peer.Yes}, []peer.SignalKind{peer.SignalGoesFurther}},
		"a yes with its concern":   {worker.DilemmaChoice, peer.Further{Answer: peer.Yes, Concern: "c1"}, nil},
		"a note that goes further": {"", peer.Further{Answer: peer.Yes}, []peer.SignalKind{peer.SignalGoesFurther}},
	} {
		t.Run("PEER-15, H02 "+name, func(t *testing.T) {
			step := theReflection()
			step.Dilemma, step.Further = c.dilemma, c.further
			r, change, err := worker.NewReflection(step, act(byJess, workFirst, "a1", nil), workFacts(t))
			require.NoError(t, err, "it is kept whatever the answer")
			var kinds []peer.SignalKind
			for _, s := range change.Signals {
				kinds = append(kinds, s.Kind)
				require.Equal(t, r.Ref(), s.From)
				require.Empty(t, s.About)
			}
			require.Equal(t, c.raises, kinds)
		})
	}
	dilemma, _, _ := reflectionsOf(t)
	t.Run("PEER-15, H02 answered later, it is answered", func(t *testing.T) {
		only(t, workTried(t, reflectionKind, dilemma, reflStep(worker.AnswerReflection{Further: peer.Further{Answer: peer.Yes}}), byJess), "PEER-15 concern-required", "/further/concern")
		d := workTried(t, reflectionKind, dilemma, reflStep(worker.AnswerReflection{}), byJess)
		only(t, d, "PEER-15 concern-required", "/further")
		_, _, err := dilemma.Do(worker.AnswerReflection{}, act(byJess, workLater, "x", dilemma), workFacts(t))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Equal(t, peer.SignalSafetyQuestion, r.Signals[0].Kind, "walking away leaves it open")
		named := workDone(t, reflectionKind, dilemma, reflStep(worker.AnswerReflection{Further: peer.Further{Answer: peer.Yes, Concern: "c1"}}), byJess)
		require.Equal(t, peer.ConcernID("c1"), named.Further().Concern)
	})
}

func TestReflectionHistories(t *testing.T) {
	workHistories(t, reflectionKind, func(t require.TestingT, r worker.Reflection, c peer.Change) {
		require.Equal(t, r.Worker(), c.By.Staff, "every step is the worker's")
		require.Equal(t, peer.ByStaff(r.Worker(), ""), r.Words().By)
		require.NotContains(t, r.Shared(), r.Worker())
		for _, by := range []peer.Actor{workHannah, workIris, byKay} {
			may := slices.Contains(r.Shared(), by.Staff)
			require.Equal(t, may, r.Sees("reflection", workReading(by, peer.ForSupervision)))
			require.False(t, r.Sees("reflection", workReading(by, peer.ForRecord)), "it goes into no record")
		}
		require.True(t, r.Status() == worker.ReflectionKept || len(r.Shared()) == 0)
	})
}

func TestReflectionStored(t *testing.T) {
	_, shared, records := reflectionsOf(t)
	workGoldens(t, worker.DecodeReflection, records)
	full := map[peer.Status]worker.Reflection{worker.ReflectionKept: workDone(t, reflectionKind, shared, reflStep(worker.TakeToSupervision{On: workDate("2026-05-06")}), byJess), worker.ReflectionAway: records[worker.ReflectionAway]}
	workUnreadable(t, worker.DecodeReflection, full, []workHostile{
		{worker.ReflectionKept, "/words/by", map[string]any{"staff": "w5"}, "/words"},
		{worker.ReflectionKept, "/words/by", map[string]any{"person": "p4"}, "/words"},
		{worker.ReflectionKept, "/worker", "w5", "/words"},
		{worker.ReflectionKept, "/dilemma", "mood", "/dilemma"},
		{worker.ReflectionKept, "/shared", []any{"w4"}, "/shared"},
		{worker.ReflectionKept, "/shared", []any{"iris-penhale", "iris-penhale"}, "/shared"},
		{worker.ReflectionKept, "/shared", []any{""}, "/shared"},
		{worker.ReflectionKept, "/takenAt", nil, "/taken"},
		{worker.ReflectionKept, "/taken", nil, "/taken"},
		{worker.ReflectionKept, "/words/text", strings.Repeat("x", 8001), "/words/text"},
		{worker.ReflectionKept, "/person", "p4", "/person"},
		{worker.ReflectionAway, "/shared", []any{"iris-penhale"}, "/shared"},
		{worker.ReflectionAway, "/written", nil, "/written"},
	})
}
