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

type wellStep = worker.WellnessPlanStep

var wellnessKind = steptest.Kind[worker.WellnessPlan, wellStep, worker.Facts]{
	Table: worker.WellnessPlanTable(), New: worker.NewWellnessPlan, CheckNew: worker.CheckNewWellnessPlan, Starts: worker.WellnessPlanStarts,
	Do: worker.WellnessPlan.Do, Check: worker.WellnessPlan.Check, Choices: worker.WellnessPlan.Choices,
	Decode: worker.DecodeWellnessPlan, EncodeStep: worker.EncodeWellnessPlanStep, DecodeStep: worker.DecodeWellnessPlanStep,
}

func theWellness() worker.WriteWellness {
	return worker.WriteWellness{ID: "w1", Worker: jess, Says: worker.Wellness{KeepsWell: unsigned("an hour in the garden"), EarlySigns: unsigned("I skip lunch"),
		FromOthers: unsigned("ask me out for a walk"), Support: unsigned("Iris, and the peer channel")}}
}

func wellnessOf(t testing.TB) (shared worker.WellnessPlan, records map[peer.Status]worker.WellnessPlan) {
	t.Helper()
	kept := workDone(t, wellnessKind, worker.WellnessPlan{}, wellStep(theWellness()), byJess)
	shared = workDone(t, wellnessKind, kept, wellStep(worker.ShareWellness{With: kay}), byJess)
	return shared, map[peer.Status]worker.WellnessPlan{worker.WellnessKept: kept, worker.WellnessAway: workDone(t, wellnessKind, shared, wellStep(worker.PutWellnessAway{}), byJess)}
}

func TestWellnessEveryRow(t *testing.T) {
	shared, records := wellnessOf(t)
	kept := records[worker.WellnessKept]
	workPlan(t, wellnessKind, records,
		workCase(t, "PEER-17 write", worker.WellnessPlan{}, wellStep(theWellness()), byJess, worker.WellnessKept, map[string][]peer.Rule{"/worker": {row("PEER-17", peer.ErrNotAuthorised)}}),
		workCase(t, "PEER-17 rewrite", kept, wellStep(worker.RewriteWellness{Says: worker.Wellness{KeepsWell: unsigned("the bus home")}}), byJess, worker.WellnessKept, nil),
		workCase(t, "PEER-17 share", kept, wellStep(worker.ShareWellness{With: kay}), byJess, worker.WellnessKept, nil),
		workCase(t, "PEER-17 share no longer", shared, wellStep(worker.StopSharingWellness{With: kay}), byJess, worker.WellnessKept, nil),
		workCase(t, "PEER-17 put away", shared, wellStep(worker.PutWellnessAway{}), byJess, worker.WellnessAway, nil),
	)
}

func TestWellnessIsTheWorkers(t *testing.T) {
	shared, records := wellnessOf(t)
	kept := records[worker.WellnessKept]
	t.Run("PEER-17, H27 nobody reads it whom the worker has not named, not even their line", func(t *testing.T) {
		workSeen(t, kept, "plan", "jess")
		workSeen(t, shared, "plan", "jess", "kay")
		workSeen(t, records[worker.WellnessAway], "plan", "jess")
	})
	t.Run("PEER-17 revoked it is over at once", func(t *testing.T) {
		none := func(f *worker.Facts) { *f = worker.Facts{} }
		again := workDone(t, wellnessKind, shared, wellStep(worker.StopSharingWellness{With: kay}), byJess, none)
		require.Empty(t, again.Shared())
		workSeen(t, again, "plan", "jess")
	})
	t.Run("PEER-17 shared with oneself, and with too many", func(t *testing.T) {
		only(t, workTried(t, wellnessKind, kept, wellStep(worker.ShareWellness{With: jess}), byJess), "PEER-17 self-reference", "/with")
		w, f := kept, workFacts(t)
		for i := range 20 {
			next, _, err := w.Do(worker.ShareWellness{With: peer.StaffID(fmt.Sprint("s", i))}, act(byJess, workLater, fmt.Sprint("share", i), w), f)
			require.NoError(t, err)
			w = next
		}
		only(t, workTried(t, wellnessKind, w, wellStep(worker.ShareWellness{With: kay}), byJess), "PEER-17 out-of-range", "/with")
	})
	t.Run("PEER-17 words of somebody else, in any part", func(t *testing.T) {
		for i := range 4 {
			says := theWellness().Says
			*[]*peer.Words{&says.KeepsWell, &says.EarlySigns, &says.FromOthers, &says.Support}[i] = own(workHannah, "seems tired")
			step := theWellness()
			step.Says = says
			only(t, workTried(t, wellnessKind, worker.WellnessPlan{}, wellStep(step), byJess), "PEER-17 not-authorised", "/says")
			only(t, workTried(t, wellnessKind, kept, wellStep(worker.RewriteWellness{Says: says}), byJess), "PEER-17 not-authorised", "/says")
		}
	})
	t.Run("PEER-17 rewritten, what stood there is gone", func(t *testing.T) {
		again := workDone(t, wellnessKind, kept, wellStep(worker.RewriteWellness{Says: worker.Wellness{Support: unsigned("the bus home")}}), byJess)
		require.Zero(t, again.Says().KeepsWell)
		require.Equal(t, own(byJess, "x").By, again.Says().Support.By)
		require.Equal(t, on(workLater), again.Written())
		b, err := peer.Encode(again)
		require.NoError(t, err)
		require.NotContains(t, string(b), "garden")
	})
	require.Equal(t, jess, kept.Worker())
	shared.Shared()[0] = "changed"
	require.Equal(t, []peer.StaffID{kay}, shared.Shared())
}

func TestWellnessHistories(t *testing.T) {
	workHistories(t, wellnessKind, func(t require.TestingT, w worker.WellnessPlan, c peer.Change) {
		require.Equal(t, w.Worker(), c.By.Staff)
		require.NotContains(t, w.Shared(), w.Worker())
		for _, by := range []peer.Actor{workHannah, workIris, byKay} {
			require.Equal(t, slices.Contains(w.Shared(), by.Staff), w.Sees("plan", workReading(by, peer.ForSupervision)))
			require.False(t, w.Sees("plan", workReading(by, peer.ForRecord)))
		}
		require.True(t, w.Status() == worker.WellnessKept || len(w.Shared()) == 0)
	})
}

func TestWellnessStored(t *testing.T) {
	shared, records := wellnessOf(t)
	workGoldens(t, worker.DecodeWellnessPlan, records)
	records[worker.WellnessKept] = shared
	workUnreadable(t, worker.DecodeWellnessPlan, records, []workHostile{
		{worker.WellnessKept, "/says/support/by", map[string]any{"staff": "hannah-voss"}, "/says"},
		{worker.WellnessKept, "/says/earlySigns/text", "", "/says"},
		{worker.WellnessKept, "/says/keepsWell/text", strings.Repeat("x", 4001), "/says/keepsWell/text"},
		{worker.WellnessKept, "/shared", []any{"w4"}, "/shared"},
		{worker.WellnessKept, "/worker", "w5", "/says"},
		{worker.WellnessAway, "/shared", []any{"kay-orr"}, "/shared"},
		{worker.WellnessAway, "/written", nil, "/written"},
	})
}
