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

var reflections = steptest.BenchOf(workGround, worker.ReflectionTable(), worker.NewReflection, worker.CheckNewReflection, worker.ReflectionStarts,
	worker.DecodeReflection, worker.EncodeReflectionStep, worker.DecodeReflectionStep)

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
	dilemma = reflections.Done(t, worker.Reflection{}, theDilemma(), byJess)
	shared = reflections.Done(t, dilemma, worker.ShareReflection{With: iris}, byJess)
	kept := reflections.Done(t, worker.Reflection{}, theReflection(), byJess)
	return dilemma, shared, map[peer.Status]worker.Reflection{worker.ReflectionKept: kept, worker.ReflectionAway: reflections.Done(t, shared, worker.PutReflectionAway{}, byJess)}
}

func TestReflectionEveryRow(t *testing.T) {
	dilemma, shared, records := reflectionsOf(t)
	whose, concern := row("PEER-15", peer.ErrNotAuthorised), row("PEER-15", peer.ErrConcernRequired)
	answered := peer.Further{Answer: peer.No, Because: peer.TalkedThrough}
	reflections.EveryRow(t, anybody(), records,
		reflections.Planned(t, "PEER-15 a note", worker.Reflection{}, theReflection(), byJess, worker.ReflectionKept, map[string][]peer.Rule{"/worker": {whose}}),
		reflections.Planned(t, "PEER-15 a dilemma", worker.Reflection{}, theDilemma(), byJess, worker.ReflectionKept, map[string][]peer.Rule{"/worker": {whose}, "/further/because": {concern}}),
		reflections.Planned(t, "PEER-15 answer", dilemma, worker.AnswerReflection{Further: answered}, byJess, worker.ReflectionKept, map[string][]peer.Rule{"/further/because": {concern}}),
		reflections.Planned(t, "PEER-15 share", dilemma, worker.ShareReflection{With: iris}, byJess, worker.ReflectionKept, nil),
		reflections.Planned(t, "PEER-15 share no longer", shared, worker.StopSharingReflection{With: iris}, byJess, worker.ReflectionKept, nil),
		reflections.Planned(t, "PEER-15 to supervision", dilemma, worker.TakeToSupervision{On: date("2026-05-06")}, byJess, worker.ReflectionKept, nil),
		reflections.Planned(t, "PEER-15 put away", shared, worker.PutReflectionAway{}, byJess, worker.ReflectionAway, nil),
	)
}

func TestReflectionIsTheWorkers(t *testing.T) {
	dilemma, shared, records := reflectionsOf(t)
	t.Run("PEER-15, H27 nobody reads it whom the worker has not chosen", func(t *testing.T) {
		readers.See(t, dilemma, "reflection", "garden", "PEER-15 not-authorised", "jess")
		readers.See(t, shared, "reflection", "garden", "PEER-15 not-authorised", "jess", "iris")
		readers.See(t, records[worker.ReflectionKept], "reflection", "garden", "PEER-15 not-authorised", "jess")
	})
	t.Run("PEER-15 sharing ends at once", func(t *testing.T) {
		readers.See(t, reflections.Done(t, shared, worker.StopSharingReflection{With: iris}, byJess), "reflection", "garden", "PEER-15 not-authorised", "jess")
		readers.See(t, records[worker.ReflectionAway], "reflection", "garden", "PEER-15 not-authorised", "jess")
	})
	t.Run("PEER-15 it takes no facts to stop sharing, to put it away and to speak", func(t *testing.T) {
		none := func(f *worker.Facts) { *f = worker.Facts{} }
		open(t, reflections.Tried(t, shared, worker.StopSharingReflection{With: iris}, byJess, none))
		open(t, reflections.Tried(t, shared, worker.StopSharingReflection{With: "nobody-here"}, byJess, none))
		open(t, reflections.Tried(t, shared, worker.PutReflectionAway{}, byJess, none))
		open(t, reflections.Tried(t, worker.Reflection{}, theReflection(), byJess, none))
	})
	t.Run("PEER-15 shared with oneself", func(t *testing.T) {
		only(t, reflections.Tried(t, dilemma, worker.ShareReflection{With: jess}, byJess), "PEER-15 self-reference", "/with")
	})
	t.Run("PEER-15 shared with too many", func(t *testing.T) {
		r, f := dilemma, workFacts(t)
		for i := range 20 {
			next, _, err := r.Do(worker.ShareReflection{With: peer.StaffID(fmt.Sprint("s", i))}, act(byJess, workLater, fmt.Sprint("share", i), r), f)
			require.NoError(t, err)
			r = next
		}
		only(t, reflections.Tried(t, r, worker.ShareReflection{With: iris}, byJess), "PEER-15 out-of-range", "/with")
		again := reflections.Done(t, r, worker.ShareReflection{With: "s3"}, byJess)
		require.Len(t, again.Shared(), 20, "once is enough")
	})
	t.Run("PEER-15 words of somebody else", func(t *testing.T) {
		for _, by := range []peer.Actor{bySian, byIris, {Staff: jess, Person: sian}} {
			step := theReflection()
			step.Words = own(by, "you did well")
			only(t, reflections.Tried(t, worker.Reflection{}, step, byJess), "PEER-15 not-authorised", "/words")
		}
	})
	for _, text := range []string{"Siân Weller was quiet", "siân weller", "about p4", "999 000 1049 again"} {
		t.Run("PEER-15 somebody who is supported: "+text, func(t *testing.T) {
			for _, step := range []worker.Reflect{theReflection(), theDilemma()} {
				step.Words = unsigned(text)
				d := reflections.Tried(t, worker.Reflection{}, step, byJess)
				only(t, d, "PEER-15 identifiable-content", "/words")
				steptest.Silent(t, text, d)
			}
		})
	}
	t.Run("PEER-15 taken to supervision that is still to come", func(t *testing.T) {
		only(t, reflections.Tried(t, dilemma, worker.TakeToSupervision{On: date("2026-05-07")}, byJess), "PEER-15 future-date", "/on")
	})
	list := shared.Shared()
	list[0] = "changed"
	require.Equal(t, []peer.StaffID{iris}, shared.Shared())
	require.Equal(t, []any{jess, worker.DilemmaEquality, on(workFirst), peer.Date{}, theDilemma().Further}, []any{dilemma.Worker(), dilemma.Dilemma(), dilemma.Written(), dilemma.Taken(), dilemma.Further()})
	require.Equal(t, peer.ByStaff(jess, ""), dilemma.Words().By)
	require.Equal(t, date("2026-05-06"), reflections.Done(t, dilemma, worker.TakeToSupervision{On: date("2026-05-06")}, byJess).Taken())
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
		only(t, reflections.Tried(t, dilemma, worker.AnswerReflection{Further: peer.Further{Answer: peer.Yes}}, byJess), "PEER-15 concern-required", "/further/concern")
		d := reflections.Tried(t, dilemma, worker.AnswerReflection{}, byJess)
		only(t, d, "PEER-15 concern-required", "/further")
		_, _, err := dilemma.Do(worker.AnswerReflection{}, act(byJess, workLater, "x", dilemma), workFacts(t))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Equal(t, peer.SignalSafetyQuestion, r.Signals[0].Kind, "walking away leaves it open")
		named := reflections.Done(t, dilemma, worker.AnswerReflection{Further: peer.Further{Answer: peer.Yes, Concern: "c1"}}, byJess)
		require.Equal(t, peer.ConcernID("c1"), named.Further().Concern)
	})
}

func TestReflectionHistories(t *testing.T) {
	reflections.Histories(t, workGiven, func(t require.TestingT, r worker.Reflection, c peer.Change) {
		require.Equal(t, r.Worker(), c.By.Staff, "every step is the worker's")
		require.Equal(t, peer.ByStaff(r.Worker(), ""), r.Words().By)
		require.NotContains(t, r.Shared(), r.Worker())
		for _, by := range []peer.Actor{byHannah, byIris, byKay} {
			may := slices.Contains(r.Shared(), by.Staff)
			require.Equal(t, may, r.Sees("reflection", readers.Reading(by, peer.ForSupervision)))
			require.False(t, r.Sees("reflection", readers.Reading(by, peer.ForRecord)), "it goes into no record")
		}
		require.True(t, r.Status() == worker.ReflectionKept || len(r.Shared()) == 0)
	})
}

func TestReflectionStored(t *testing.T) {
	_, shared, records := reflectionsOf(t)
	reflections.Goldens(t, records)
	full := map[peer.Status]worker.Reflection{worker.ReflectionKept: reflections.Done(t, shared, worker.TakeToSupervision{On: date("2026-05-06")}, byJess), worker.ReflectionAway: records[worker.ReflectionAway]}
	reflections.Unreadable(t, "garden", full, []steptest.Hostile{
		{Of: worker.ReflectionKept, Path: "/words/by", Value: map[string]any{"staff": "w5"}, Heard: "/words"},
		{Of: worker.ReflectionKept, Path: "/words/by", Value: map[string]any{"person": "p4"}, Heard: "/words"},
		{Of: worker.ReflectionKept, Path: "/worker", Value: "w5", Heard: "/words"},
		{Of: worker.ReflectionKept, Path: "/dilemma", Value: "mood", Heard: "/dilemma"},
		{Of: worker.ReflectionKept, Path: "/shared", Value: []any{"w4"}, Heard: "/shared"},
		{Of: worker.ReflectionKept, Path: "/shared", Value: []any{"iris-penhale", "iris-penhale"}, Heard: "/shared"},
		{Of: worker.ReflectionKept, Path: "/shared", Value: []any{""}, Heard: "/shared"},
		{Of: worker.ReflectionKept, Path: "/takenAt", Value: nil, Heard: "/taken"},
		{Of: worker.ReflectionKept, Path: "/taken", Value: nil, Heard: "/taken"},
		{Of: worker.ReflectionKept, Path: "/words/text", Value: strings.Repeat("x", 8001), Heard: "/words/text"},
		{Of: worker.ReflectionKept, Path: "/person", Value: "p4", Heard: "/person"},
		{Of: worker.ReflectionAway, Path: "/shared", Value: []any{"iris-penhale"}, Heard: "/shared"},
		{Of: worker.ReflectionAway, Path: "/written", Value: nil, Heard: "/written"},
	})
}
