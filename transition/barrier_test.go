package transition_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

var barrierKind = steptest.Kind[transition.Barrier, transition.BarrierStep, transition.Facts]{
	Table: transition.BarrierTable(), New: transition.NewBarrier, CheckNew: transition.CheckNewBarrier, Starts: transition.BarrierStarts,
	Do: transition.Barrier.Do, Check: transition.Barrier.Check, Choices: transition.Barrier.Choices,
	Decode: transition.DecodeBarrier, EncodeStep: transition.EncodeBarrierStep, DecodeStep: transition.DecodeBarrierStep,
}

func theBarrier() transition.NameBarrier {
	return transition.NameBarrier{ID: "b1", Person: sian, Worker: jess, Transition: "t1", Kind: transition.BarrierLoss,
		Words: own(bySian, "nobody there knows the garden, or me")}
}

func barriersOf(t testing.TB) map[peer.Status]transition.Barrier {
	t.Helper()
	named := done(t, barrierKind, transition.Barrier{}, transition.BarrierStep(theBarrier()), byJess)
	working := done(t, barrierKind, named, transition.BarrierStep(transition.WorkOn{Problem: "ps1", GoAlong: true}), byJess)
	return map[peer.Status]transition.Barrier{transition.BarrierNamed: named, transition.BarrierWorking: working,
		transition.BarrierOvercome: done(t, barrierKind, working, transition.BarrierStep(transition.Overcome{}), bySian),
		transition.BarrierRemains:  done(t, barrierKind, working, transition.BarrierStep(transition.StillThere{}), bySian)}
}

func TestBarrierEveryRow(t *testing.T) {
	records := barriersOf(t)
	type step = transition.BarrierStep
	words := []peer.Rule{row("TRAN-11", peer.ErrPersonsWordsOnly)}
	both := append([]peer.Rule{row("TRAN-11", peer.ErrNotAuthorised)}, words...)
	on := func(name string, from peer.Status, s step, by peer.Actor, to peer.Status) steptest.Case[transition.Barrier, step, transition.Facts] {
		return planned(t, "TRAN-11 "+name, records[from], s, by, to, nil)
	}
	steptest.Plan[transition.Barrier, transition.BarrierStep, transition.Facts]{
		Kind: barrierKind, Person: sian, Anybody: anybody(peer.PartyStaff), Records: records,
		Cases: []steptest.Case[transition.Barrier, transition.BarrierStep, transition.Facts]{
			planned(t, "TRAN-11 the person names it", transition.Barrier{}, step(theBarrier()), bySian, transition.BarrierNamed, map[string][]peer.Rule{"/person": both}),
			planned(t, "TRAN-11 the worker writes it down", transition.Barrier{}, step(theBarrier()), byJess, transition.BarrierNamed,
				map[string][]peer.Rule{"/person": words, "/worker": both[:1], "/words": words}),
			on("work on it", transition.BarrierNamed, transition.WorkOn{GoAlong: true}, byJess, transition.BarrierWorking),
			on("work on it otherwise", transition.BarrierWorking, transition.WorkOn{Problem: "ps2"}, bySian, transition.BarrierWorking),
			on("behind them", transition.BarrierWorking, transition.Overcome{}, bySian, transition.BarrierOvercome),
			on("behind them by itself", transition.BarrierNamed, transition.Overcome{}, bySian, transition.BarrierOvercome),
			on("behind them after all", transition.BarrierRemains, transition.Overcome{}, bySian, transition.BarrierOvercome),
			on("it remains", transition.BarrierWorking, transition.StillThere{}, bySian, transition.BarrierRemains),
			on("it is there again", transition.BarrierOvercome, transition.StillThere{}, bySian, transition.BarrierRemains),
			on("work on it again", transition.BarrierOvercome, transition.WorkAgain{Problem: "ps3", GoAlong: true}, bySian, transition.BarrierWorking),
		},
	}.Run(t)
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
				only(t, tried(t, barrierKind, before, c.step, by), "TRAN-11 persons-choice-only", "")
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
			only(t, tried(t, barrierKind, transition.Barrier{}, step(named), byJess), "TRAN-11 persons-words-only", "/words")
		}
	})
	t.Run("TRAN-11 no words at all", func(t *testing.T) {
		named := theBarrier()
		named.Words = peer.Words{By: byJess}
		b := done(t, barrierKind, transition.Barrier{}, step(named), byJess)
		require.Zero(t, b.Words())
		require.Equal(t, on(whenSaid), b.Named())
	})
	t.Run("TRAN-11 how they work on it", func(t *testing.T) {
		w := records[transition.BarrierOvercome]
		require.Equal(t, "ps1", w.Problem())
		require.True(t, w.GoAlong())
		require.Equal(t, transition.BarrierLoss, w.Sort())
		require.Equal(t, "t1", w.Transition())
		again := done(t, barrierKind, w, step(transition.WorkAgain{}), bySian)
		require.Empty(t, again.Problem())
		require.False(t, again.GoAlong())
	})
}

func TestBarrierReading(t *testing.T) {
	for status, b := range barriersOf(t) {
		t.Run("TRAN-11 "+string(status), func(t *testing.T) {
			seen(t, b, "barrier", "TRAN-11 consent-required", "sian", "jess")
			require.False(t, b.Sees("barrier", reader{byKay, peer.ForCare, sharesPlan(peer.ForCare, peer.Yes)}.reading()))
		})
	}
}

func TestBarrierHistories(t *testing.T) {
	histories(t, barrierKind, func(t require.TestingT, b transition.Barrier, c peer.Change) {
		saidBySian(t, b.Person(), b.Words())
		if b.Status() == transition.BarrierOvercome || b.Status() == transition.BarrierRemains || c.From == transition.BarrierOvercome {
			require.Equal(t, peer.PartyPerson, c.As, "the person says whether it is behind them")
		}
	})
}

func TestBarrierStored(t *testing.T) {
	records := barriersOf(t)
	goldens(t, transition.DecodeBarrier, records)
	unreadable(t, transition.DecodeBarrier, records, []hostile{
		{transition.BarrierNamed, "/words/by", map[string]any{"staff": "w4"}, "/words"},
		{transition.BarrierNamed, "/words/text", "", "/words"},
		{transition.BarrierNamed, "/words/text", strings.Repeat("x", 2001), "/words/text"},
		{transition.BarrierWorking, "/person", "p6", "/words"},
		{transition.BarrierWorking, "/sort", "personality", "/sort"},
		{transition.BarrierWorking, "/sort", nil, "/sort"},
		{transition.BarrierRemains, "/named", nil, "/named"},
		{transition.BarrierRemains, "/status", "gone", "/status"},
		{transition.BarrierOvercome, "/goAlong", "yes", "/goAlong"},
		{transition.BarrierOvercome, "/score", 3, "/score"},
	})
}
