package recovery_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// goalNamed is a goal of somebody's with this id, moved by these steps.
func goalNamed(t testing.TB, id string, by peer.Actor, steps ...recovery.GoalStep) recovery.Goal {
	t.Helper()
	g, _, err := recovery.NewGoal(recovery.ProposeGoal{ID: id, Person: by.Person, Words: unsigned("a goal")}, act(by, "2026-02-24T10:00Z", "a0", nil), recovery.Facts{})
	require.NoError(t, err)
	for i, step := range steps {
		g, _, err = g.Do(step, act(by, "2026-02-25T10:00Z", "b"+peer.Rev(i).String(), g), recovery.Facts{})
		require.NoError(t, err)
	}
	return g
}

func begun(more ...recovery.GoalStep) []recovery.GoalStep {
	return append([]recovery.GoalStep{recovery.AgreeGoal{}, recovery.StartGoal{}}, more...)
}

// threeGoals are g1, g2 and g3 of Siân's, all begun.
func threeGoals(t testing.TB) []recovery.Goal {
	t.Helper()
	return []recovery.Goal{goalNamed(t, "g1", bySian, begun()...), goalNamed(t, "g2", bySian, begun()...), goalNamed(t, "g3", bySian, begun()...)}
}

func orderFacts(t testing.TB) recovery.OrderFacts {
	t.Helper()
	return recovery.OrderFacts{Policy: policy(t), Goals: threeGoals(t)}
}

func level(ids ...string) recovery.LevelGoals { return recovery.LevelGoals{Goals: ids} }

func theOrder() recovery.OrderGoals {
	return recovery.OrderGoals{Groups: []recovery.LevelGoals{level("g2"), level("g1", "g3")}}
}

type orderStory struct{ offered, set, none recovery.GoalOrder }

func tellOrder(t testing.TB) orderStory {
	t.Helper()
	f := orderFacts(t)
	var s orderStory
	var err error
	s.offered, _, err = recovery.NewGoalOrder(recovery.OfferOrder{ID: "o1", Person: sian, Worker: jess}, act(byJess, "2026-03-01T10:00Z", "a1", nil), f)
	require.NoError(t, err)
	s.set, _, err = s.offered.Do(theOrder(), act(bySian, "2026-03-02T10:00Z", "a2", s.offered), f)
	require.NoError(t, err)
	s.none, _, err = s.set.Do(recovery.LeaveUnordered{}, act(bySian, "2026-03-03T10:00Z", "a3", s.set), recovery.OrderFacts{})
	require.NoError(t, err, "REC-09 to have no order rests on nothing")
	return s
}

var goalOrders = steptest.BenchOf(groundOf(orderFacts), recovery.GoalOrderTable(), recovery.NewGoalOrder, recovery.CheckNewGoalOrder, recovery.GoalOrderStarts,
	recovery.DecodeGoalOrder, recovery.EncodeGoalOrderStep, recovery.DecodeGoalOrderStep)

func TestGoalOrderEveryRow(t *testing.T) {
	s, f := tellOrder(t), orderFacts(t)
	type one = steptest.Case[recovery.GoalOrder, recovery.GoalOrderStep, recovery.OrderFacts]
	whose := []peer.Rule{row("REC-09", peer.ErrNotAuthorised)}
	bad := []peer.Rule{row("REC-09", recovery.ErrBadOrder)}
	offer := recovery.OfferOrder{ID: "o1", Person: sian, Worker: jess}
	person := func(name string, o recovery.GoalOrder, step recovery.GoalOrderStep, to peer.Status) one {
		return one{Name: name, Record: o, Step: step, Act: act(bySian, "2026-03-05T09:00Z", "", nil), Facts: f, To: to}
	}
	order := func(name string, o recovery.GoalOrder, step recovery.OrderGoals) one {
		c := person(name, o, step, recovery.GoalOrderSet)
		c.Hears = map[string][]peer.Rule{"/groups": bad, "/groups/*/goals": bad}
		return c
	}
	steptest.Plan[recovery.GoalOrder, recovery.GoalOrderStep, recovery.OrderFacts]{
		Kind: goalOrders.Kind, Person: sian, Anybody: anybody(peer.PartyStaff),
		Records: map[peer.Status]recovery.GoalOrder{recovery.GoalOrderOffered: s.offered, recovery.GoalOrderSet: s.set, recovery.GoalOrderNone: s.none},
		Cases: []one{
			{Name: "REC-09 the worker offers", Step: offer, Act: act(byJess, "2026-03-01T10:00Z", "", nil), Facts: f, To: recovery.GoalOrderOffered, Hears: map[string][]peer.Rule{"/worker": whose}},
			{Name: "REC-09 the person opens it", Step: offer, Act: act(bySian, "2026-03-01T10:00Z", "", nil), Facts: f, To: recovery.GoalOrderOffered, Hears: map[string][]peer.Rule{"/person": whose}},
			order("REC-09 the person orders their goals", s.offered, theOrder()),
			order("REC-09 anew", s.set, recovery.OrderGoals{Groups: []recovery.LevelGoals{level("g3")}}),
			order("REC-09 after all", s.none, theOrder()),
			person("REC-50 who may see it", s.set, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.GoalOrderSet),
			person("REC-09 rather not", s.offered, recovery.LeaveUnordered{}, recovery.GoalOrderNone),
			person("REC-09 no longer", s.set, recovery.LeaveUnordered{}, recovery.GoalOrderNone),
		},
	}.Run(t)
}

func TestGoalOrderIsTheirOwn(t *testing.T) {
	s, f := tellOrder(t), orderFacts(t)
	f.Goals = append(f.Goals, goalNamed(t, "g9", peer.ByPerson(beatriz), begun()...), goalNamed(t, "g4", bySian, begun(recovery.HoldGoal{})...), recovery.Goal{})
	check := func(f recovery.OrderFacts, by peer.Actor, groups ...recovery.LevelGoals) peer.Decision {
		return s.offered.Check(recovery.OrderGoals{Groups: groups}, act(by, "2026-03-02T10:00Z", "r", s.offered), f)
	}
	for name, groups := range map[string][]recovery.LevelGoals{
		"twice in one place":         {level("g1", "g1")},
		"in two places":              {level("g1"), level("g2"), level("g1", "g3")},
		"that does not exist":        {level("g1"), level("g7")},
		"of somebody else":           {level("g1", "g9")},
		"of a service, by the plan":  {level("g1"), level("CP-SVC-77")},
		"far down, and not the last": {level("g1"), level("g2", "nothing"), level("g3")},
	} {
		t.Run("REC-09 a goal "+name, func(t *testing.T) { only(t, check(f, bySian, groups...), "REC-09 bad-order", "/groups") })
	}
	for name, groups := range map[string][]recovery.LevelGoals{
		"one of three":               {level("g3")},
		"all of them level":          {level("g1", "g2", "g3")},
		"one that rests for now too": {level("g4"), level("g1")},
	} {
		t.Run("REC-09 "+name, func(t *testing.T) { open(t, check(f, bySian, groups...)) })
	}
	t.Run("REC-09 the goals are not known", func(t *testing.T) {
		d := check(recovery.OrderFacts{Policy: f.Policy}, bySian, level("g1"))
		only(t, d, "REC-09 bad-order", "/groups")
		require.Len(t, d.Missing(), 1, "the fact to find out is named")
		d = check(recovery.OrderFacts{Goals: []recovery.Goal{}}, bySian, level("g1"))
		only(t, d, "REC-09 bad-order", "/groups")
		require.Empty(t, d.Missing(), "none is not the same as not known")
	})
	t.Run("REC-09 nothing is in it", func(t *testing.T) {
		only(t, check(f, bySian), "REC-09 required", "/groups")
		only(t, check(f, bySian, level("g1"), level()), "REC-09 required", "/groups/1/goals")
		only(t, check(f, bySian, level("g1", "")), "REC-09 required", "/groups/0/goals/1")
	})
	t.Run("REC-09 more than anybody orders", func(t *testing.T) {
		many, list := recovery.OrderFacts{}, recovery.LevelGoals{}
		for i := range 101 {
			id := "m" + peer.Rev(i).String()
			many.Goals, list.Goals = append(many.Goals, goalNamed(t, id, bySian)), append(list.Goals, id)
		}
		only(t, check(many, bySian, list), "REC-09 out-of-range", "/groups/0/goals")
		list.Goals = list.Goals[:100]
		open(t, check(many, bySian, list))
		var apart []recovery.LevelGoals
		for _, g := range many.Goals {
			apart = append(apart, level(g.Ref().ID))
		}
		only(t, check(many, bySian, apart...), "REC-09 out-of-range", "/groups")
	})
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a colleague": byRowan, "a carer": byMegan} {
		t.Run("REC-09 ordered by "+name, func(t *testing.T) { only(t, check(f, by, level("g1")), "REC-09 persons-choice-only", "") })
		t.Run("REC-09 left unordered by "+name, func(t *testing.T) {
			only(t, s.set.Check(recovery.LeaveUnordered{}, act(by, "2026-03-02T10:00Z", "r", s.set), f), "REC-09 persons-choice-only", "")
		})
	}
	t.Run("REC-09 one that is turned down changes nothing of the one before", func(t *testing.T) {
		next, _, err := s.set.Do(recovery.OrderGoals{Groups: []recovery.LevelGoals{level("g3"), level("g3")}}, act(bySian, "2026-03-06T10:00Z", "r", s.set), f)
		require.ErrorIs(t, err, recovery.ErrBadOrder)
		require.Equal(t, theOrder().Groups, next.Groups())
	})
}

func TestInOrder(t *testing.T) {
	s := tellOrder(t)
	three := threeGoals(t)
	ids := func(groups [][]recovery.Goal, rest []recovery.Goal) string {
		var b strings.Builder
		for _, g := range append(groups, rest) {
			for _, x := range g {
				b.WriteString(x.Ref().ID + " ")
			}
			b.WriteString("| ")
		}
		return strings.TrimSpace(b.String())
	}
	require.Equal(t, "g2 | g1 g3 | |", ids(s.set.InOrder(three)))
	put := func(i int, g recovery.Goal) []recovery.Goal {
		out := append([]recovery.Goal(nil), three...)
		out[i] = g
		return out
	}
	for name, steps := range map[string][]recovery.GoalStep{
		"rests": begun(recovery.HoldGoal{}), "is achieved": begun(recovery.Achieve{}), "has changed": begun(recovery.ChangeGoal{}), "was let go": begun(recovery.LetGo{}),
	} {
		t.Run("REC-09 a goal that "+name+" has no place, and no gap is left", func(t *testing.T) {
			require.Equal(t, "g1 g3 | |", ids(s.set.InOrder(put(1, goalNamed(t, "g2", bySian, steps...)))))
			require.Equal(t, "g2 | g1 | |", ids(s.set.InOrder(put(2, goalNamed(t, "g3", bySian, steps...)))))
			_, rest := s.set.InOrder([]recovery.Goal{goalNamed(t, "g5", bySian, steps...)})
			require.Empty(t, rest)
		})
	}
	for name, steps := range map[string][]recovery.GoalStep{"was said": nil, "was agreed": {recovery.AgreeGoal{}}} {
		t.Run("REC-09 a goal that "+name+" keeps its place", func(t *testing.T) {
			require.Equal(t, "g2 | g1 g3 | |", ids(s.set.InOrder(put(1, goalNamed(t, "g2", bySian, steps...)))))
		})
	}
	t.Run("REC-09 goals the order does not name are unordered", func(t *testing.T) {
		more := append([]recovery.Goal{goalNamed(t, "g8", bySian, begun()...), goalNamed(t, "g7", bySian, begun()...)}, three[0], three[0])
		require.Equal(t, "g1 | g8 g7 |", ids(s.set.InOrder(append(more, goalNamed(t, "g6", peer.ByPerson(beatriz), begun()...), recovery.Goal{}))))
	})
	t.Run("REC-09 without an order all are unordered", func(t *testing.T) {
		require.Equal(t, "g1 g2 g3 |", ids(s.offered.InOrder(three)))
		require.Equal(t, "g1 g2 g3 |", ids(s.none.InOrder(three)))
		groups, rest := recovery.GoalOrder{}.InOrder(append(three, recovery.Goal{}))
		require.Empty(t, groups)
		require.Empty(t, rest, "an order that is nobody's has nobody's goals")
	})
	require.Empty(t, s.none.Groups())
	got := s.set.Groups()
	got[0].Goals[0] = "spoilt"
	require.Equal(t, theOrder().Groups, s.set.Groups(), "what a caller does with it changes nothing")
	step := theOrder()
	set, _, err := s.offered.Do(step, act(bySian, "2026-03-02T10:00Z", "r", s.offered), orderFacts(t))
	require.NoError(t, err)
	step.Groups[0].Goals[0] = "spoilt"
	require.Equal(t, theOrder().Groups, set.Groups())
	require.Equal(t, jess, set.Worker())
}

func TestWhoSeesAGoalOrder(t *testing.T) {
	set := tellOrder(t).set
	t.Run("REC-09, REC-50 the order", func(t *testing.T) {
		readBy(t, peer.SharePlan, func(a recovery.Audience) recovery.GoalOrder {
			o, _, err := set.Do(recovery.WhoMaySee{Audience: a}, act(bySian, "2026-06-30T09:00Z", "who", set), orderFacts(t))
			require.NoError(t, err)
			return o
		}, map[string]shown{"order": {}})
	})
}

func TestGoalOrderHistories(t *testing.T) {
	goals, p := threeGoals(t), policy(t)
	goalOrders.Walks(10).Under(func(draw steptest.Draw) recovery.OrderFacts {
		return recovery.OrderFacts{Policy: steptest.OneOf(draw, p, recovery.Policy{}), Goals: mostly(draw, goals, nil, goals[:1])}
	}).Giving(func(draw steptest.Draw, _ time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			if path != "/groups" {
				return nil
			}
			group := func(ids ...any) any { return map[string]any{"goals": ids} }
			return mostly[any](draw, steptest.OneOf[any](draw, []any{group("g1")}, []any{group("g2", "g3"), group("g1")}), []any{}, []any{group("g1", "g1")}, []any{group("g1"), group("g1")}, []any{group("g9")})
		}
	}).Hold(t, func(t require.TestingT, _, o recovery.GoalOrder, c peer.Change) {
		if o.Rev() > 1 {
			require.Equal(t, peer.PartyPerson, c.As, "REC-09 the order is the person's")
		}
		seen := map[string]bool{}
		for _, g := range o.Groups() {
			for _, id := range g.Goals {
				require.False(t, seen[id], "REC-09 each goal once")
				seen[id] = true
				require.Contains(t, []string{"g1", "g2", "g3"}, id)
			}
		}
		require.Equal(t, o.Status() == recovery.GoalOrderSet, len(seen) > 0)
	})
}

func orderRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellOrder(t)
	return map[peer.Status]peer.Record{"goal-order-offered": s.offered, "goal-order-ordered": s.set, "goal-order-no-order": s.none}
}

func TestGoalOrderStored(t *testing.T) {
	group := func(ids ...any) any { return map[string]any{"goals": ids} }
	ground.NeverRead(t, orderRecords(t), []steptest.Hostile{
		{Of: "goal-order-ordered", Path: "/groups", Value: []any{}, Heard: "/groups"},
		{Of: "goal-order-ordered", Path: "/groups", Value: []any{group("g1", "g1")}, Heard: "/groups"},
		{Of: "goal-order-ordered", Path: "/groups", Value: []any{group("g1"), group("g2", "g1")}, Heard: "/groups"},
		{Of: "goal-order-ordered", Path: "/groups", Value: []any{group()}, Heard: "/groups/0/goals"},
		{Of: "goal-order-ordered", Path: "/groups", Value: []any{group("")}, Heard: "/groups/0/goals/0"},
		{Of: "goal-order-offered", Path: "/groups", Value: []any{group("g1")}, Heard: "/groups"},
		{Of: "goal-order-no-order", Path: "/groups", Value: []any{group("g1")}, Heard: "/groups"},
		{Of: "goal-order-ordered", Path: "/person", Value: "", Heard: "/person"},
		{Of: "goal-order-ordered", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "goal-order-ordered", Path: "/rank", Value: 1, Heard: "/rank"},
	})
}
