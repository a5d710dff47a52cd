package safeguard_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

type additionStep = safeguard.AdditionStep

var additions = steptest.BenchOf(recordGround, safeguard.AdditionTable(), safeguard.NewAddition, safeguard.CheckNewAddition, safeguard.AdditionStarts,
	safeguard.DecodeAddition, safeguard.EncodeAdditionStep, safeguard.DecodeAdditionStep)

func theAddition() safeguard.AddToConcern {
	return safeguard.AddToConcern{ID: "x1", Concern: "c1", About: sian, Words: unsigned("he came to the garden again"), WriteUp: true}
}

func added(t testing.TB, by peer.Actor, change ...func(*safeguard.AddToConcern)) safeguard.Addition {
	t.Helper()
	step := theAddition()
	for _, f := range change {
		f(&step)
	}
	return additions.Done(t, safeguard.Addition{}, step, by)
}

func TestAdditionEveryRow(t *testing.T) {
	steptest.Plan[safeguard.Addition, additionStep, safeguard.Facts]{
		Kind: additions.Kind, Person: sian, Records: map[peer.Status]safeguard.Addition{safeguard.Added: added(t, byJess)},
		Anybody: everybody(map[string]peer.Party{"the worker": peer.PartyRaiser, "another person": "left out", "a person with the worker's id": "left out"}),
		Cases: []steptest.Case[safeguard.Addition, additionStep, safeguard.Facts]{
			additions.Planned(t, "SAFE-16 add", safeguard.Addition{}, theAddition(), byJess, safeguard.Added, nil),
		},
	}.Run(t)
}

func TestAdditionIsNeverHeldUp(t *testing.T) {
	none := safeguard.Addition{}
	t.Run("SAFE-16, H23 anybody adds, whoever they are", func(t *testing.T) {
		for name, by := range map[string]peer.Actor{"the raiser": byJess, "somebody who was told": byOde, "other staff": byRowan, "the person": bySian, "a carer": byMegan, "another person": peer.ByPerson(beatriz)} {
			open(t, additions.Tried(t, none, theAddition(), by))
			a := added(t, by)
			by.Role = ""
			require.Equal(t, by, a.By(), name)
			require.Equal(t, by, a.Words().By, name)
		}
		only(t, additions.Tried(t, none, safeguard.AddToConcern{ID: "x9", Concern: "c1"}, byJess), "SAFE-16 required", "/words")
	})
	t.Run("H23 without a policy, a roster or a relationship", func(t *testing.T) {
		open(t, safeguard.CheckNewAddition(theAddition(), act(byJess, whenSaid, "a", nil), safeguard.Facts{}))
	})
	t.Run("SAFE-16 nobody, and nothing", func(t *testing.T) {
		d := additions.Tried(t, none, theAddition(), peer.Actor{})
		require.Equal(t, []peer.Code{peer.ErrRequired, peer.ErrNotAuthorised}, (&peer.Refusal{Decision: d}).Codes())
	})
	t.Run("SAFE-16 to which concern", func(t *testing.T) {
		for _, id := range []string{"", "a b"} {
			step := theAddition()
			step.Concern = id
			only(t, additions.Tried(t, none, step, byJess), "SAFE-16 required", "/concern")
		}
	})
	t.Run("SAFE-16 what does not fit goes into another", func(t *testing.T) {
		step := theAddition()
		step.Words = peer.Words{Text: peer.Say(strings.Repeat("ŵ", 50_001))}
		only(t, additions.Tried(t, none, step, byJess), "SAFE-16 too-long", "/words/text")
		step.Words = peer.Words{Text: peer.Say(strings.Repeat("ŵ", 50_000))}
		require.True(t, additions.Tried(t, none, step, byJess).Allowed())
	})
	a := added(t, byJess)
	require.Equal(t, []any{"c1", sian, true, on(whenSaid), "he came to the garden again"}, []any{a.Concern(), a.About(), a.WriteUp(), a.At(), a.Words().Text.Reveal()})
}

// closedConcern is a concern that Dr Ode was told of and closed.
func closedConcern(t testing.TB) (running, closed safeguard.Concern) {
	t.Helper()
	p := raise(t, safeguard.Raise{ID: "c1", Trigger: safeguard.AreaOfConcern, About: sian, NotTo: safeguard.NotTo{Subjects: []peer.StaffID{kay}}}, byJess, "2026-06-01T18:00Z").
		then(byPaul, safeguard.Sent{Turn: "1.1", To: ode, Receipt: "n1"}).
		then(byOde, safeguard.Acknowledge{Next: peer.Say("ring"), Until: moment("2026-06-02T08:00:00Z")})
	running = p.concern
	return running, p.then(byOde, safeguard.Close{As: safeguard.ClosedResolved, Says: unsigned("rang"), Raiser: peer.Say("rang"), Person: safeguard.PersonHeard{NotYet: peer.Say("tomorrow")}}, "2026-06-01T19:00Z").concern
}

func TestAdditionReading(t *testing.T) {
	running, closed := closedConcern(t)
	a := added(t, byRowan)
	later := added(t, byMegan, func(c *safeguard.AddToConcern) { c.ID = "x2" })
	other := added(t, byRowan, func(c *safeguard.AddToConcern) { c.ID, c.Concern = "x3", "c2" })
	t.Run("SAFE-18, H08 whoever added it, where they work here", func(t *testing.T) {
		readers.See(t, a, "addition", "garden", "SAFE-18 not-authorised", "rowan")
		readers.See(t, added(t, bySian), "addition", "garden", "SAFE-18 not-authorised")
		readers.See(t, later, "addition", "garden", "SAFE-18 not-authorised")
	})
	for name, c := range map[string]struct {
		by   peer.Actor
		sees bool
	}{
		"whoever raised it": {byJess, true}, "who was told": {byOde, true}, "other staff": {byHannah, false}, "whom it is about": {byKay, false},
		"the person": {bySian, false}, "a carer": {byMegan, false}, "another who added to it": {byRowan, false},
	} {
		t.Run("SAFE-16 with the concern's story: "+name, func(t *testing.T) {
			got := running.ReadAdditions([]safeguard.Addition{later, other, a, {}}, readers.Reading(c.by, peer.ForCare))
			if !c.sees {
				require.Empty(t, got)
				return
			}
			require.Len(t, got, 2)
			require.Equal(t, []string{"x2", "x1"}, []string{got[0].Ref().ID, got[1].Ref().ID})
			require.Empty(t, running.ReadAdditions([]safeguard.Addition{a}, readers.Reading(c.by, peer.ForRecord)))
		})
	}
	t.Run("H23 what is added after it was closed is read by somebody", func(t *testing.T) {
		list := []safeguard.Addition{a, other}
		require.Empty(t, running.AddedLate(list))
		require.Empty(t, safeguard.Concern{}.AddedLate(list))
		got := closed.AddedLate(list)
		require.Equal(t, []peer.Signal{{ID: "concern-addition.x1.late", Kind: peer.SignalSafetyQuestion, Rule: row("SAFE-16", peer.ErrConcernRequired), About: sian, From: a.Ref(), Rev: 1, Noticed: on(whenSaid), By: peer.ByStaff(rowan, "")}}, got)
		early, _, err := safeguard.NewAddition(theAddition(), act(byJess, "2026-06-01T18:30Z", "a", nil), facts(t))
		require.NoError(t, err)
		require.Empty(t, closed.AddedLate([]safeguard.Addition{early}))
	})
}

func TestAdditionHistories(t *testing.T) {
	give := func(draw steptest.Draw, _ time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			switch path {
			case "/concern":
				return steptest.Mostly[any](draw, "c1", "", "a b")
			case "/about":
				return steptest.Mostly[any](draw, "p4", steptest.Absent)
			}
			return nil
		}
	}
	additions.Histories(t, give, func(t require.TestingT, a safeguard.Addition, _ peer.Change) {
		require.False(t, a.Words().IsZero())
		require.True(t, a.By().Valid())
		require.False(t, a.Sees("addition", readers.Reading(bySian, peer.ForSupport)))
	})
}

func TestAdditionStored(t *testing.T) {
	records := map[peer.Status]safeguard.Addition{safeguard.Added: added(t, byJess)}
	additions.Goldens(t, records)
	additions.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: safeguard.Added, Path: "/by", Value: map[string]any{"staff": "w4", "role": "peer-worker"}, Heard: "/by"},
		{Of: safeguard.Added, Path: "/by", Value: map[string]any{}, Heard: "/by"},
		{Of: safeguard.Added, Path: "/words/by", Value: nil, Heard: "/words"},
		{Of: safeguard.Added, Path: "/words/text", Value: "", Heard: "/words"},
		{Of: safeguard.Added, Path: "/concern", Value: "a b", Heard: "/concern"},
		{Of: safeguard.Added, Path: "/at", Value: nil, Heard: "/at"},
	})
}
