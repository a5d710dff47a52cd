package transition_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

var barriers = steptest.BenchOf(ground, transition.BarrierTable(), transition.NewBarrier, transition.CheckNewBarrier, transition.BarrierStarts,
	transition.DecodeBarrier, transition.EncodeBarrierStep, transition.DecodeBarrierStep)

func theBarrier() transition.NameBarrier {
	return transition.NameBarrier{ID: "b1", Person: sian, Worker: jess, Transition: "t1", Kind: transition.BarrierLoss,
		Words: own(bySian, "nobody there knows the garden, or me")}
}

func barriersOf(t testing.TB) map[peer.Status]transition.Barrier {
	t.Helper()
	named := barriers.Done(t, transition.Barrier{}, theBarrier(), byJess)
	working := barriers.Done(t, named, transition.WorkOn{Problem: "ps1", GoAlong: true}, byJess)
	return map[peer.Status]transition.Barrier{transition.BarrierNamed: named, transition.BarrierWorking: working,
		transition.BarrierOvercome: barriers.Done(t, working, transition.Overcome{}, bySian),
		transition.BarrierRemains:  barriers.Done(t, working, transition.StillThere{}, bySian)}
}

func TestBarrierEveryRow(t *testing.T) {
	records := barriersOf(t)
	type step = transition.BarrierStep
	words := []peer.Rule{row("TRAN-11", peer.ErrPersonsWordsOnly)}
	both := append([]peer.Rule{row("TRAN-11", peer.ErrNotAuthorised)}, words...)
	on := func(name string, from peer.Status, s step, by peer.Actor, to peer.Status) steptest.Case[transition.Barrier, step, transition.Facts] {
		return barriers.Planned(t, "TRAN-11 "+name, records[from], s, by, to, nil)
	}
	barriers.EveryRow(t, anybody(peer.PartyStaff), records,
		barriers.Planned(t, "TRAN-11 the person names it", transition.Barrier{}, theBarrier(), bySian, transition.BarrierNamed, map[string][]peer.Rule{"/person": both}),
		barriers.Planned(t, "TRAN-11 the worker writes it down", transition.Barrier{}, theBarrier(), byJess, transition.BarrierNamed,
			map[string][]peer.Rule{"/person": words, "/worker": both[:1], "/words": words}),
		on("work on it", transition.BarrierNamed, transition.WorkOn{GoAlong: true}, byJess, transition.BarrierWorking),
		on("work on it otherwise", transition.BarrierWorking, transition.WorkOn{Problem: "ps2"}, bySian, transition.BarrierWorking),
		on("behind them", transition.BarrierWorking, transition.Overcome{}, bySian, transition.BarrierOvercome),
		on("behind them by itself", transition.BarrierNamed, transition.Overcome{}, bySian, transition.BarrierOvercome),
		on("behind them after all", transition.BarrierRemains, transition.Overcome{}, bySian, transition.BarrierOvercome),
		on("it remains", transition.BarrierWorking, transition.StillThere{}, bySian, transition.BarrierRemains),
		on("it is there again", transition.BarrierOvercome, transition.StillThere{}, bySian, transition.BarrierRemains),
		on("work on it again", transition.BarrierOvercome, transition.WorkAgain{Problem: "ps3", GoAlong: true}, bySian, transition.BarrierWorking),
	)
}

func TestBarrierIsThePersons(t *testing.T) {
	records := barriersOf(t)
	type step = transition.BarrierStep
	for name, c := range map[string]struct {
		from peer.Status
		step step
	}{
		"says it is behind them":  {transition.BarrierWorking, transition.Overcome{}},
		"says it remains":         {transition.BarrierWorking, transition.StillThere{}},
		"works on it again":       {transition.BarrierOvercome, transition.WorkAgain{}},
		"works on what they left": {transition.BarrierRemains, transition.WorkAgain{}},
	} {
		for who, by := range map[string]peer.Actor{"worker": byJess, "organiser": byKay, "carer": byMegan} {
			t.Run("TRAN-11 the "+who+" "+name, func(t *testing.T) {
				before := records[c.from]
				only(t, barriers.Tried(t, before, c.step, by), "TRAN-11 persons-choice-only", "")
				after, _, err := before.Do(c.step, act(by, whenNext, "r", before), facts(t))
				require.ErrorIs(t, err, peer.ErrPersonsChoiceOnly)
				require.Equal(t, before.Status(), after.Status())
			})
		}
	}
	t.Run("TRAN-11 the worker's words", func(t *testing.T) {
		named := theBarrier()
		for _, w := range []peer.Words{unsigned("will not engage"), own(byJess, "will not engage"), own(peer.ByPerson(beatriz), "x")} {
			named.Words = w
			only(t, barriers.Tried(t, transition.Barrier{}, named, byJess), "TRAN-11 persons-words-only", "/words")
		}
	})
	t.Run("TRAN-11 no words at all", func(t *testing.T) {
		named := theBarrier()
		named.Words = peer.Words{By: byJess}
		b := barriers.Done(t, transition.Barrier{}, named, byJess)
		require.Zero(t, b.Words())
		require.Equal(t, on(whenSaid), b.Named())
	})
	t.Run("TRAN-11 how they work on it", func(t *testing.T) {
		w := records[transition.BarrierOvercome]
		require.Equal(t, "ps1", w.Problem())
		require.True(t, w.GoAlong())
		require.Equal(t, transition.BarrierLoss, w.Sort())
		require.Equal(t, "t1", w.Transition())
		again := barriers.Done(t, w, transition.WorkAgain{}, bySian)
		require.Empty(t, again.Problem())
		require.False(t, again.GoAlong())
	})
}

func TestBarrierReading(t *testing.T) {
	for status, b := range barriersOf(t) {
		t.Run("TRAN-11 "+string(status), func(t *testing.T) {
			readers.See(t, b, "barrier", "garden", "TRAN-11 consent-required", "sian", "jess")
			require.False(t, b.Sees("barrier", readers.Reading(byKay, peer.ForCare, sharesPlan(peer.ForCare, peer.Yes))))
		})
	}
}

func TestBarrierHistories(t *testing.T) {
	barriers.Histories(t, besides, func(t require.TestingT, b transition.Barrier, c peer.Change) {
		saidBySian(t, b.Person(), b.Words())
		if b.Status() == transition.BarrierOvercome || b.Status() == transition.BarrierRemains || c.From == transition.BarrierOvercome {
			require.Equal(t, peer.PartyPerson, c.As, "the person says whether it is behind them")
		}
	})
}

func TestBarrierStored(t *testing.T) {
	records := barriersOf(t)
	barriers.Goldens(t, records)
	barriers.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: transition.BarrierNamed, Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: transition.BarrierNamed, Path: "/words/text", Value: "", Heard: "/words"},
		{Of: transition.BarrierNamed, Path: "/words/text", Value: strings.Repeat("x", 2001), Heard: "/words/text"},
		{Of: transition.BarrierWorking, Path: "/person", Value: "p6", Heard: "/words"},
		{Of: transition.BarrierWorking, Path: "/sort", Value: "personality", Heard: "/sort"},
		{Of: transition.BarrierWorking, Path: "/sort", Value: nil, Heard: "/sort"},
		{Of: transition.BarrierRemains, Path: "/named", Value: nil, Heard: "/named"},
		{Of: transition.BarrierRemains, Path: "/status", Value: "gone", Heard: "/status"},
		{Of: transition.BarrierOvercome, Path: "/goAlong", Value: "yes", Heard: "/goAlong"},
		{Of: transition.BarrierOvercome, Path: "/score", Value: 3, Heard: "/score"},
	})
}
