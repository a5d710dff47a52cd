package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theObstacle() recovery.NameObstacle {
	return recovery.NameObstacle{ID: "o1", Person: sian, Worker: jess, Activity: "v1", Words: own(bySian, "two buses, and the second one is at the allotment gate by luck")}
}

// obstacleStory is one obstacle in every place it can be in, and with each thing
// that may come next.
type obstacleStory struct {
	named, solving, signposting, accepted, resolved recovery.Obstacle
}

func doObstacle(t testing.TB, o recovery.Obstacle, step recovery.ObstacleStep, at, id string) recovery.Obstacle {
	t.Helper()
	return obstacles.DoneAt(t, o, step, bySian, at, id)
}

func tellObstacle(t testing.TB) obstacleStory {
	t.Helper()
	var s obstacleStory
	var err error
	s.named, _, err = recovery.NewObstacle(theObstacle(), act(byJess, "2026-05-01T10:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	s.solving = doObstacle(t, s.named, recovery.SolveObstacle{Cycle: "ps1"}, "2026-05-02T10:00Z", "a2")
	s.signposting = doObstacle(t, s.named, recovery.SignpostObstacle{Need: own(bySian, "a lift share"), Signposts: []string{"sp1"}}, "2026-05-02T10:00Z", "a3")
	s.accepted = doObstacle(t, s.named, recovery.AcceptObstacle{}, "2026-05-02T10:00Z", "a4")
	s.resolved = doObstacle(t, s.solving, recovery.ResolveObstacle{}, "2026-05-20T10:00Z", "a5")
	return s
}

var obstacles = steptest.BenchOf(ground, recovery.ObstacleTable(), recovery.NewObstacle, recovery.CheckNewObstacle, recovery.ObstacleStarts,
	recovery.DecodeObstacle, recovery.EncodeObstacleStep, recovery.DecodeObstacleStep)

func TestObstacleEveryRow(t *testing.T) {
	s, f := tellObstacle(t), facts(t)
	type one = steptest.Case[recovery.Obstacle, recovery.ObstacleStep, recovery.Facts]
	person := func(name string, o recovery.Obstacle, step recovery.ObstacleStep, to peer.Status) one {
		return one{Name: name, Record: o, Step: step, Act: act(bySian, "2026-06-01T09:00Z", "", nil), Facts: f, To: to}
	}
	whose, words := row("REC-18", peer.ErrNotAuthorised), row("REC-18", peer.ErrPersonsWordsOnly)
	byPerson := person("REC-18 the person names it", recovery.Obstacle{}, theObstacle(), recovery.ObstacleNamed)
	byPerson.Hears = map[string][]peer.Rule{"/person": {whose, words}}
	byWorker := person("REC-18 the worker writes it down", recovery.Obstacle{}, theObstacle(), recovery.ObstacleNamed)
	byWorker.Act.By = byJess
	byWorker.Hears = map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/words": {words}}
	obstacles.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Obstacle{recovery.ObstacleNamed: s.signposting, recovery.ObstacleResolved: s.resolved},
		byPerson, byWorker,
		person("REC-18 problem solving", s.named, recovery.SolveObstacle{Cycle: "ps1"}, recovery.ObstacleNamed),
		person("REC-18 signposting", s.solving, recovery.SignpostObstacle{Need: own(bySian, "a lift"), Signposts: []string{"sp1"}}, recovery.ObstacleNamed),
		person("REC-18 accept as is", s.signposting, recovery.AcceptObstacle{}, recovery.ObstacleNamed),
		person("REC-18 none said", s.accepted, recovery.LeaveObstacleOpen{}, recovery.ObstacleNamed),
		person("REC-18 out of the way", s.accepted, recovery.ResolveObstacle{}, recovery.ObstacleResolved),
		person("REC-18 out of the way, with nothing said before", s.named, recovery.ResolveObstacle{}, recovery.ObstacleResolved),
		person("REC-18 back again", s.resolved, recovery.ObstacleIsBack{}, recovery.ObstacleNamed),
		person("REC-50 who may see it", s.named, recovery.WhoMaySee{Audience: recovery.Team}, recovery.ObstacleNamed),
	)
}

func TestObstacleIsThePersons(t *testing.T) {
	s := tellObstacle(t)
	for name, tried := range map[string]struct {
		by    peer.Actor
		words peer.Words
	}{
		"the worker names it":                {byJess, unsigned("no motivation")},
		"the person passes on somebody else": {bySian, own(byKay, "no motivation")},
	} {
		t.Run("REC-18 "+name, func(t *testing.T) {
			step := theObstacle()
			step.Words = tried.words
			only(t, recovery.CheckNewObstacle(step, act(tried.by, "2026-05-01T10:00Z", "r", nil), facts(t)), "REC-18 persons-words-only", "/words")
		})
	}
	t.Run("REC-18 a need in the worker's words", func(t *testing.T) {
		step := recovery.SignpostObstacle{Need: own(byJess, "a travel trainer")}
		only(t, s.named.Check(step, act(bySian, "2026-05-02T10:00Z", "r", s.named), facts(t)), "REC-18 persons-words-only", "/need")
	})
	for name, step := range map[string]recovery.ObstacleStep{
		"solves": recovery.SolveObstacle{Cycle: "ps1"}, "signposts": recovery.SignpostObstacle{}, "accepts": recovery.AcceptObstacle{},
		"leaves open": recovery.LeaveObstacleOpen{}, "resolves": recovery.ResolveObstacle{},
	} {
		t.Run("REC-18 the worker "+name+" it", func(t *testing.T) {
			only(t, s.named.Check(step, act(byJess, "2026-05-02T10:00Z", "r", s.named), facts(t)), "REC-18 persons-choice-only", "")
		})
	}
	t.Run("REC-18 the worker says it is back", func(t *testing.T) {
		only(t, s.resolved.Check(recovery.ObstacleIsBack{}, act(byJess, "2026-06-02T10:00Z", "r", s.resolved), facts(t)), "REC-18 persons-choice-only", "")
	})
	t.Run("REC-18 told by a carer", func(t *testing.T) {
		only(t, recovery.CheckNewObstacle(theObstacle(), act(byMegan, "2026-05-01T10:00Z", "r", nil), facts(t)), "REC-18 not-authorised", "")
	})
}

// What comes next is the person's to change; what belonged to the last answer goes
// with it.
func TestObstacleNext(t *testing.T) {
	s := tellObstacle(t)
	same := func(o recovery.Obstacle, next recovery.ObstacleNext, cycle, need string, signposts ...string) {
		t.Helper()
		require.Equal(t, next, o.Next())
		require.Equal(t, cycle, o.Cycle())
		require.Equal(t, need, o.Need().Text.Reveal())
		require.Equal(t, signposts, o.Signposts())
		require.True(t, next == "" || next.Known())
	}
	same(s.named, "", "", "")
	same(s.solving, recovery.ObstacleToSolve, "ps1", "")
	same(s.signposting, recovery.ObstacleToSignpost, "", "a lift share", "sp1")
	same(s.accepted, recovery.ObstacleAsItIs, "", "")
	same(s.resolved, recovery.ObstacleToSolve, "ps1", "")
	o := doObstacle(t, s.solving, recovery.SignpostObstacle{Need: unsigned("a lift")}, "2026-05-03T10:00Z", "b1")
	same(o, recovery.ObstacleToSignpost, "", "a lift")
	require.True(t, o.Need().From(sian))
	o = doObstacle(t, o, recovery.SolveObstacle{}, "2026-05-04T10:00Z", "b2")
	same(o, recovery.ObstacleToSolve, "", "")
	o = doObstacle(t, o, recovery.SolveObstacle{Cycle: "ps2"}, "2026-05-05T10:00Z", "b3")
	same(o, recovery.ObstacleToSolve, "ps2", "")
	o = doObstacle(t, o, recovery.LeaveObstacleOpen{}, "2026-05-06T10:00Z", "b4")
	same(o, "", "", "")
	require.Equal(t, "2026-05-01", o.StatusOn().String(), "what comes next moves nothing")
	o = doObstacle(t, s.resolved, recovery.ObstacleIsBack{}, "2026-06-06T10:00Z", "b5")
	same(o, recovery.ObstacleToSolve, "ps1", "")
	require.Equal(t, "2026-06-06", o.StatusOn().String())
	require.Equal(t, "2026-05-20", s.resolved.StatusOn().String())
	s.signposting.Signposts()[0] = "x"
	same(s.signposting, recovery.ObstacleToSignpost, "", "a lift share", "sp1")
	require.Equal(t, "v1", o.Activity())
	require.Equal(t, jess, o.Worker())
	require.Equal(t, recovery.MeAndMyWorker, o.Audience())
	require.Len(t, recovery.ObstacleNext("").Terms(), 3)

	general := theObstacle()
	general.Activity, general.Worker = "", ""
	o, _, err := recovery.NewObstacle(general, act(bySian, "2026-05-01T10:00Z", "r", nil), recovery.Facts{})
	require.NoError(t, err, "REC-18 said generally, and without any fact")
	require.Empty(t, o.Activity())
}

func TestObstacleHistories(t *testing.T) {
	obstacles.Walks(12).Giving(activityGiven).Hold(t, func(t require.TestingT, _, o recovery.Obstacle, c peer.Change) {
		require.True(t, o.Rev() == 1 || c.As == peer.PartyPerson, "REC-18 only the person says what comes next")
		require.Empty(t, c.For)
		personsOwn(t, o.Person(), nil, o.Words(), o.Need())
		require.True(t, o.Cycle() == "" || o.Next() == recovery.ObstacleToSolve)
		require.True(t, len(o.Signposts()) == 0 || o.Next() == recovery.ObstacleToSignpost)
		require.Empty(t, c.Made, "it makes no other record")
	})
}
