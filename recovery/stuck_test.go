package recovery_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func TestStuck(t *testing.T) {
	s, p := tellGoal(t), policy(t)
	ids := func(list []recovery.Still) []string {
		var out []string
		for _, x := range list {
			out = append(out, x.Goal.ID+" "+x.Since.String())
		}
		return out
	}
	// Active since 2026-03-01; 42 days are over at the end of 12 April.
	require.Empty(t, recovery.Stuck([]recovery.Goal{s.active}, nil, p, on("2026-04-12T22:59Z")))
	require.Equal(t, []string{"g1 2026-03-01"}, ids(recovery.Stuck([]recovery.Goal{s.active}, nil, p, on("2026-04-12T23:00Z"))))
	got := recovery.Stuck([]recovery.Goal{s.active}, nil, p, on("2026-05-01T09:00Z"))
	require.Equal(t, []recovery.Offer{recovery.OfferRest, recovery.OfferSmallerStep, recovery.OfferProblemSolving, recovery.OfferLookBack}, got[0].Offers)
	got[0].Offers[0] = ""
	require.Equal(t, recovery.OfferRest, recovery.Stuck([]recovery.Goal{s.active}, nil, p, on("2026-05-01T09:00Z"))[0].Offers[0])

	rest := []recovery.Goal{{}, s.proposed, s.agreed, s.resting, s.achieved, s.changed, s.letGo}
	require.Empty(t, recovery.Stuck(rest, nil, p, on("2026-12-01T09:00Z")), "REC-13 only what the person is at can stand still")
	require.Empty(t, recovery.Stuck([]recovery.Goal{s.active}, nil, recovery.Policy{}, on("2026-12-01T09:00Z")), "nothing is called still without a policy")

	said, _ := doGoal(t, s.active, recovery.SayHowItGoes{Going: recovery.GoingNoProgress}, "2026-04-20T09:00Z", "b1")
	require.Empty(t, recovery.Stuck([]recovery.Goal{said}, nil, p, on("2026-05-01T09:00Z")), "the person's say is movement, whatever they say")

	step := theSetback()
	b, _ := newSetback(t, step, bySian) // 2026-05-02
	offered, _, _ := celebrationsOf(t)  // 2026-05-03
	met := func(id string, outcome peer.Outcome) peer.Contact {
		c, _, err := peer.NewContact(peer.RecordContact{ID: id, Person: sian, Worker: jess, Kind: peer.OneToOne, What: peer.Happening{Mode: peer.Phone, Outcome: outcome,
			Start: peer.MustMoment("2026-05-04T10:00:00Z"), End: peer.MustMoment("2026-05-04T10:30:00Z"), Goals: []string{"g1", "g9"}, Production: peer.CoProduced}},
			act(byJess, "2026-05-04T12:00Z", "r", nil), peer.ContactFacts{})
		require.NoError(t, err)
		return c
	}
	all := []peer.Record{b, offered, met("c1", peer.Attended), met("c2", peer.Missed), s.active, nil}
	moved := recovery.Movements(all)
	require.Equal(t, []recovery.Movement{{Goal: "g1", At: on("2026-05-02T16:00Z")}, {Goal: "g1", At: on("2026-05-03T16:00Z")},
		{Goal: "g1", At: on("2026-05-04T10:00Z")}, {Goal: "g9", At: on("2026-05-04T10:00Z")}}, moved)
	require.Empty(t, recovery.Stuck([]recovery.Goal{said, s.active}, moved, p, on("2026-06-15T09:00Z")))
	require.Equal(t, []string{"g1 2026-05-04"}, ids(recovery.Stuck([]recovery.Goal{s.active}, moved, p, on("2026-06-16T09:00Z"))))
	other := []recovery.Movement{{Goal: "g9", At: on("2026-12-01T09:00Z")}, {Goal: "g1"}}
	require.Len(t, recovery.Stuck([]recovery.Goal{s.active}, other, p, on("2026-12-01T10:00Z")), 1, "what moved another goal did not move this one")

	next := theGoal()
	next.ID = "g0"
	second, _, err := recovery.NewGoal(next, act(bySian, "2026-02-24T10:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	second, _ = doGoal(t, second, recovery.AgreeGoal{}, "2026-02-24T10:05Z", "a2")
	later, _ := doGoal(t, second, recovery.StartGoal{}, "2026-03-05T09:00Z", "a3")
	second, _ = doGoal(t, second, recovery.StartGoal{}, "2026-03-01T09:00Z", "a3")
	require.Equal(t, []string{"g0 2026-03-01", "g1 2026-03-01"}, ids(recovery.Stuck([]recovery.Goal{s.active, second}, nil, p, on("2026-12-01T10:00Z"))))
	require.Equal(t, []string{"g1 2026-03-01", "g0 2026-03-05"}, ids(recovery.Stuck([]recovery.Goal{later, s.active}, nil, p, on("2026-12-01T10:00Z"))))
}

// What the person wrote along a goal is movement; what the worker asked is not.
func TestStuckAndEntries(t *testing.T) {
	s, p := tellGoal(t), policy(t) // active since 2026-03-01
	say := func(id string, as recovery.EntryKind, about peer.Ref, by peer.Actor) recovery.Entry {
		return newEntry(t, recovery.WriteEntry{ID: id, Person: sian, Worker: jess, About: about, As: as, Words: unsigned("the gate")}, by, "2026-04-20T09:00Z")
	}
	goal, still := s.active.Ref(), on("2026-05-01T09:00Z")
	for name, c := range map[string]struct {
		entry recovery.Entry
		moves bool
	}{
		"REC-13 a note":                         {say("e1", recovery.EntryNote, goal, bySian), true},
		"REC-13 something tried":                {say("e1", recovery.EntryTried, goal, bySian), true},
		"REC-13 a question":                     {say("e1", recovery.EntryQuestion, goal, byJess), false},
		"REC-13 encouragement":                  {say("e1", recovery.EntryEncouragement, goal, byJess), false},
		"REC-13 a note about another goal":      {say("e1", recovery.EntryNote, peer.Ref{Kind: recovery.KindGoal, ID: "g9"}, bySian), false},
		"REC-13 a note about another of its id": {say("e1", recovery.EntryNote, peer.Ref{Kind: recovery.KindSetback, ID: goal.ID}, bySian), false},
	} {
		t.Run(name, func(t *testing.T) {
			moved := recovery.Movements([]peer.Record{c.entry})
			require.Equal(t, c.moves, len(recovery.Stuck([]recovery.Goal{s.active}, moved, p, still)) == 0)
		})
	}
}

// Standing still is nowhere in a goal: no status, no stored member, no way of
// going that anybody but the person says.
func TestStuckIsNeverStored(t *testing.T) {
	s := tellGoal(t)
	before, err := peer.Encode(s.active)
	require.NoError(t, err)
	recovery.Stuck([]recovery.Goal{s.active}, nil, policy(t), on("2026-12-01T09:00Z"))
	after, err := peer.Encode(s.active)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after), "REC-13 asking changes nothing")
	require.False(t, reflect.TypeFor[recovery.Still]().Implements(reflect.TypeFor[peer.Record]()), "REC-13 the answer is no record")
	for _, row := range recovery.GoalTable().Rows {
		require.NotEqual(t, peer.Action("stuck"), row.Do)
	}
}

// Every closed list knows its own words and no other.
func TestListsAreClosed(t *testing.T) {
	closed(t, recovery.OnlyMe)
	closed(t, recovery.DomainHome)
	closed(t, recovery.GoingImproving)
	closed(t, recovery.BecauseRest)
	closed(t, recovery.OfferRest)
}

func closed[T interface {
	~string
	Known() bool
	Terms() []string
}](t *testing.T, one T) {
	t.Helper()
	for _, word := range one.Terms() {
		require.True(t, T(word).Known(), word)
	}
	require.Contains(t, one.Terms(), string(one))
	require.False(t, T("").Known())
	require.False(t, T("no-such-word").Known())
}

func TestChoiceListsAreClosed(t *testing.T) {
	closed(t, recovery.SourceOwnUse)
	closed(t, recovery.OptionWait)
	closed(t, recovery.ThoughtWorry)
	closed(t, recovery.ImposedByCourt)
	closed(t, recovery.OfferAdvocacy)
	closed(t, recovery.EventFoodBank)
	closed(t, recovery.SpeakerAdvocate)
	closed(t, recovery.AnswerAdvice)
	closed(t, recovery.RouteQualifiedStaff)
	closed(t, recovery.AskedOfOther)
	closed(t, recovery.WantsAdvocate)
	closed(t, recovery.SkillSayNo)
}
