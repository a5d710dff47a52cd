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

var wellnessPlans = steptest.BenchOf(workGround, worker.WellnessPlanTable(), worker.NewWellnessPlan, worker.CheckNewWellnessPlan, worker.WellnessPlanStarts,
	worker.DecodeWellnessPlan, worker.EncodeWellnessPlanStep, worker.DecodeWellnessPlanStep)

func theWellness() worker.WriteWellness {
	return worker.WriteWellness{ID: "w1", Worker: jess, Says: worker.Wellness{KeepsWell: unsigned("an hour in the garden"), EarlySigns: unsigned("I skip lunch"),
		FromOthers: unsigned("ask me out for a walk"), Support: unsigned("Iris, and the peer channel")}}
}

func wellnessOf(t testing.TB) (shared worker.WellnessPlan, records map[peer.Status]worker.WellnessPlan) {
	t.Helper()
	kept := wellnessPlans.Done(t, worker.WellnessPlan{}, theWellness(), byJess)
	shared = wellnessPlans.Done(t, kept, worker.ShareWellness{With: kay}, byJess)
	return shared, map[peer.Status]worker.WellnessPlan{worker.WellnessKept: kept, worker.WellnessAway: wellnessPlans.Done(t, shared, worker.PutWellnessAway{}, byJess)}
}

func TestWellnessEveryRow(t *testing.T) {
	shared, records := wellnessOf(t)
	kept := records[worker.WellnessKept]
	wellnessPlans.EveryRow(t, anybody(), records,
		wellnessPlans.Planned(t, "PEER-17 write", worker.WellnessPlan{}, theWellness(), byJess, worker.WellnessKept, map[string][]peer.Rule{"/worker": {row("PEER-17", peer.ErrNotAuthorised)}}),
		wellnessPlans.Planned(t, "PEER-17 rewrite", kept, worker.RewriteWellness{Says: worker.Wellness{KeepsWell: unsigned("the bus home")}}, byJess, worker.WellnessKept, nil),
		wellnessPlans.Planned(t, "PEER-17 share", kept, worker.ShareWellness{With: kay}, byJess, worker.WellnessKept, nil),
		wellnessPlans.Planned(t, "PEER-17 share no longer", shared, worker.StopSharingWellness{With: kay}, byJess, worker.WellnessKept, nil),
		wellnessPlans.Planned(t, "PEER-17 put away", shared, worker.PutWellnessAway{}, byJess, worker.WellnessAway, nil),
	)
}

func TestWellnessIsTheWorkers(t *testing.T) {
	shared, records := wellnessOf(t)
	kept := records[worker.WellnessKept]
	t.Run("PEER-17, H27 nobody reads it whom the worker has not named, not even their line", func(t *testing.T) {
		readers.See(t, kept, "plan", "garden", "PEER-17 not-authorised", "jess")
		readers.See(t, shared, "plan", "garden", "PEER-17 not-authorised", "jess", "kay")
		readers.See(t, records[worker.WellnessAway], "plan", "garden", "PEER-17 not-authorised", "jess")
	})
	t.Run("PEER-17 revoked it is over at once", func(t *testing.T) {
		none := func(f *worker.Facts) { *f = worker.Facts{} }
		again := wellnessPlans.Done(t, shared, worker.StopSharingWellness{With: kay}, byJess, none)
		require.Empty(t, again.Shared())
		readers.See(t, again, "plan", "garden", "PEER-17 not-authorised", "jess")
	})
	t.Run("PEER-17 shared with oneself, and with too many", func(t *testing.T) {
		only(t, wellnessPlans.Tried(t, kept, worker.ShareWellness{With: jess}, byJess), "PEER-17 self-reference", "/with")
		w, f := kept, workFacts(t)
		for i := range 20 {
			next, _, err := w.Do(worker.ShareWellness{With: peer.StaffID(fmt.Sprint("s", i))}, act(byJess, workLater, fmt.Sprint("share", i), w), f)
			require.NoError(t, err)
			w = next
		}
		only(t, wellnessPlans.Tried(t, w, worker.ShareWellness{With: kay}, byJess), "PEER-17 out-of-range", "/with")
	})
	t.Run("PEER-17 words of somebody else, in any part", func(t *testing.T) {
		for i := range 4 {
			says := theWellness().Says
			*[]*peer.Words{&says.KeepsWell, &says.EarlySigns, &says.FromOthers, &says.Support}[i] = own(byHannah, "seems tired")
			step := theWellness()
			step.Says = says
			only(t, wellnessPlans.Tried(t, worker.WellnessPlan{}, step, byJess), "PEER-17 not-authorised", "/says")
			only(t, wellnessPlans.Tried(t, kept, worker.RewriteWellness{Says: says}, byJess), "PEER-17 not-authorised", "/says")
		}
	})
	t.Run("PEER-17 rewritten, what stood there is gone", func(t *testing.T) {
		again := wellnessPlans.Done(t, kept, worker.RewriteWellness{Says: worker.Wellness{Support: unsigned("the bus home")}}, byJess)
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
	wellnessPlans.Histories(t, workGiven, func(t require.TestingT, w worker.WellnessPlan, c peer.Change) {
		require.Equal(t, w.Worker(), c.By.Staff)
		require.NotContains(t, w.Shared(), w.Worker())
		for _, by := range []peer.Actor{byHannah, byIris, byKay} {
			require.Equal(t, slices.Contains(w.Shared(), by.Staff), w.Sees("plan", readers.Reading(by, peer.ForSupervision)))
			require.False(t, w.Sees("plan", readers.Reading(by, peer.ForRecord)))
		}
		require.True(t, w.Status() == worker.WellnessKept || len(w.Shared()) == 0)
	})
}

func TestWellnessStored(t *testing.T) {
	shared, records := wellnessOf(t)
	wellnessPlans.Goldens(t, records)
	records[worker.WellnessKept] = shared
	wellnessPlans.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: worker.WellnessKept, Path: "/says/support/by", Value: map[string]any{"staff": "hannah-voss"}, Heard: "/says"},
		{Of: worker.WellnessKept, Path: "/says/earlySigns/text", Value: "", Heard: "/says"},
		{Of: worker.WellnessKept, Path: "/says/keepsWell/text", Value: strings.Repeat("x", 4001), Heard: "/says/keepsWell/text"},
		{Of: worker.WellnessKept, Path: "/shared", Value: []any{"w4"}, Heard: "/shared"},
		{Of: worker.WellnessKept, Path: "/worker", Value: "w5", Heard: "/says"},
		{Of: worker.WellnessAway, Path: "/shared", Value: []any{"kay-orr"}, Heard: "/shared"},
		{Of: worker.WellnessAway, Path: "/written", Value: nil, Heard: "/written"},
	})
}
