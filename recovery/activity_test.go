package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theActivity() recovery.NameActivity {
	return recovery.NameActivity{ID: "v1", Person: sian, Worker: jess, What: recovery.ActivityCreative, Words: own(bySian, "pottery, in the hut by the allotment"),
		Meaning: own(bySian, "my hands know what to do"), Schedule: own(bySian, "Thursdays after lunch"), When: peer.DueOn(peer.MustDate("2026-05-07")),
		InGroup: true, LedBy: recovery.LedByGroup, Goals: []string{"g1"}, Domain: recovery.DomainCreativity,
		Plans: []recovery.PlanActivity{{Plan: recovery.PlanRef{ID: "CP-SVC-77", Owner: kay}, ID: "act-3"}}}
}

// activityStory is one activity in every place it can be in.
type activityStory struct{ wanted, goingOn, resting, over, dropped recovery.Activity }

func doActivity(t testing.TB, a recovery.Activity, step recovery.ActivityStep, at, id string) recovery.Activity {
	t.Helper()
	return activities.DoneAt(t, a, step, bySian, at, id)
}

func tellActivity(t testing.TB) activityStory {
	t.Helper()
	var s activityStory
	var err error
	s.wanted, _, err = recovery.NewActivity(theActivity(), act(byJess, "2026-04-30T10:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	s.goingOn = doActivity(t, s.wanted, recovery.BeginActivity{}, "2026-05-07T16:00Z", "a2")
	s.resting = doActivity(t, s.goingOn, recovery.RestActivity{}, "2026-06-01T09:00Z", "a3")
	s.over = doActivity(t, s.goingOn, recovery.ActivityIsOver{}, "2026-06-02T09:00Z", "a4")
	s.dropped = doActivity(t, s.wanted, recovery.DropActivity{}, "2026-05-01T09:00Z", "a5")
	return s
}

var activities = steptest.BenchOf(ground, recovery.ActivityTable(), recovery.NewActivity, recovery.CheckNewActivity, recovery.ActivityStarts,
	recovery.DecodeActivity, recovery.EncodeActivityStep, recovery.DecodeActivityStep)

func TestActivityEveryRow(t *testing.T) {
	s, f := tellActivity(t), facts(t)
	type one = steptest.Case[recovery.Activity, recovery.ActivityStep, recovery.Facts]
	person := func(name string, a recovery.Activity, step recovery.ActivityStep, to peer.Status) one {
		return one{Name: name, Record: a, Step: step, Act: act(bySian, "2026-07-01T09:00Z", "", nil), Facts: f, To: to}
	}
	whose, words := row("REC-17", peer.ErrNotAuthorised), row("REC-17", peer.ErrPersonsWordsOnly)
	first := theActivity()
	first.Gives = []recovery.Gives{recovery.GivesPeople, recovery.GivesRoutine}
	byPerson := person("REC-17 the person names it", recovery.Activity{}, first, recovery.ActivityWanted)
	byPerson.Hears = map[string][]peer.Rule{"/person": {whose, words}}
	byWorker := person("REC-17 the worker writes it down", recovery.Activity{}, theActivity(), recovery.ActivityWanted)
	byWorker.Act.By = byJess
	byWorker.Hears = map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/words": {words}, "/meaning": {words}, "/schedule": {words}, "/gives": {words}}
	activities.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Activity{recovery.ActivityWanted: s.wanted, recovery.ActivityGoingOn: s.goingOn,
		recovery.ActivityResting: s.resting, recovery.ActivityOver: s.over, recovery.ActivityDropped: s.dropped},
		byPerson, byWorker,
		person("REC-17 begin", s.wanted, recovery.BeginActivity{}, recovery.ActivityGoingOn),
		person("REC-17 rest", s.goingOn, recovery.RestActivity{}, recovery.ActivityResting),
		person("REC-17 pick up what rests", s.resting, recovery.PickUp{}, recovery.ActivityGoingOn),
		person("REC-17 pick up what was over", s.over, recovery.PickUp{}, recovery.ActivityGoingOn),
		person("REC-17 pick up what was dropped", s.dropped, recovery.PickUp{}, recovery.ActivityGoingOn),
		person("REC-17 over", s.goingOn, recovery.ActivityIsOver{}, recovery.ActivityOver),
		person("REC-17 over while it rests", s.resting, recovery.ActivityIsOver{}, recovery.ActivityOver),
		person("REC-17 dropped before it began", s.wanted, recovery.DropActivity{}, recovery.ActivityDropped),
		person("REC-17 dropped", s.goingOn, recovery.DropActivity{}, recovery.ActivityDropped),
		person("REC-17 dropped while it rests", s.resting, recovery.DropActivity{}, recovery.ActivityDropped),
		person("REC-17 what it gives", s.goingOn, recovery.SayWhatItGives{Gives: []recovery.Gives{recovery.GivesSkills}, Meaning: own(bySian, "people ask me")}, recovery.ActivityGoingOn),
		person("REC-17 what it gave, when it is over", s.over, recovery.SayWhatItGives{}, recovery.ActivityOver),
		person("REC-17 it is arranged", s.goingOn, recovery.ArrangeActivity{Schedule: own(bySian, "Fridays"), InGroup: true, LedBy: recovery.LedByPerson}, recovery.ActivityGoingOn),
		person("REC-17 what it belongs to", s.dropped, recovery.TieActivity{Goals: []string{"g2"}, Plans: theActivity().Plans}, recovery.ActivityDropped),
		person("REC-50 who may see it", s.over, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.ActivityOver),
	)
}

func TestActivityIsThePersons(t *testing.T) {
	s := tellActivity(t)
	for path, set := range map[string]func(*recovery.NameActivity, peer.Words){
		"/words":    func(a *recovery.NameActivity, w peer.Words) { a.Words = w },
		"/meaning":  func(a *recovery.NameActivity, w peer.Words) { a.Meaning = w },
		"/schedule": func(a *recovery.NameActivity, w peer.Words) { a.Schedule = w },
	} {
		for name, tried := range map[string]struct {
			by    peer.Actor
			words peer.Words
			fits  bool
		}{
			"the worker says it as their own":             {byJess, unsigned("it would do her good"), false},
			"the worker names themself":                   {byJess, own(byJess, "it would do her good"), false},
			"the worker names somebody else":              {byJess, own(peer.ByPerson(beatriz), "it would do her good"), false},
			"the person passes on the worker's words":     {bySian, own(byJess, "it would do her good"), false},
			"the worker writes down what the person says": {byJess, own(bySian, "it is quiet there"), true},
			"the person says it":                          {bySian, unsigned("it is quiet there"), true},
		} {
			t.Run("REC-17 "+path+" "+name, func(t *testing.T) {
				step := theActivity()
				set(&step, tried.words)
				d := recovery.CheckNewActivity(step, act(tried.by, "2026-04-30T10:00Z", "r", nil), facts(t))
				if tried.fits {
					open(t, d)
					return
				}
				only(t, d, "REC-17 persons-words-only", path)
			})
		}
	}
	t.Run("REC-17 what it gives, ticked by the worker", func(t *testing.T) {
		step := theActivity()
		step.Gives = []recovery.Gives{recovery.GivesWellbeing}
		only(t, recovery.CheckNewActivity(step, act(byJess, "2026-04-30T10:00Z", "r", nil), facts(t)), "REC-17 persons-words-only", "/gives")
		open(t, recovery.CheckNewActivity(step, act(bySian, "2026-04-30T10:00Z", "r", nil), facts(t)))
	})
	t.Run("REC-17 what it gives, said later by the worker", func(t *testing.T) {
		step := recovery.SayWhatItGives{Meaning: own(bySian, "my hands")}
		only(t, s.goingOn.Check(step, act(byJess, "2026-06-01T10:00Z", "r", s.goingOn), facts(t)), "REC-17 persons-words-only", "")
		step.Meaning = own(byJess, "it does her good")
		only(t, s.goingOn.Check(step, act(bySian, "2026-06-01T10:00Z", "r", s.goingOn), facts(t)), "REC-17 persons-words-only", "/meaning")
	})
	t.Run("REC-17 when it is, in the worker's words", func(t *testing.T) {
		step := recovery.ArrangeActivity{Schedule: own(byJess, "every day")}
		only(t, s.goingOn.Check(step, act(bySian, "2026-06-01T10:00Z", "r", s.goingOn), facts(t)), "REC-17 persons-words-only", "/schedule")
	})
	for name, step := range map[string]recovery.ActivityStep{
		"begins": recovery.BeginActivity{}, "rests": recovery.RestActivity{}, "picks up": recovery.PickUp{}, "ends": recovery.ActivityIsOver{},
		"drops": recovery.DropActivity{}, "arranges": recovery.ArrangeActivity{}, "ties": recovery.TieActivity{},
	} {
		from := map[string]recovery.Activity{"begins": s.wanted, "picks up": s.resting}[name]
		if !from.Exists() {
			from = s.goingOn
		}
		for who, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay, "a carer": byMegan} {
			t.Run("REC-17 "+who+" "+name+" it", func(t *testing.T) {
				only(t, from.Check(step, act(by, "2026-06-10T10:00Z", "r", from), facts(t)), "REC-17 persons-choice-only", "")
			})
		}
	}
	for name, by := range map[string]peer.Actor{"a colleague": byRowan, "a carer": byMegan, "another person": peer.ByPerson(beatriz)} {
		t.Run("REC-17 named by "+name, func(t *testing.T) {
			only(t, recovery.CheckNewActivity(theActivity(), act(by, "2026-04-30T10:00Z", "r", nil), facts(t)), "REC-17 not-authorised", "")
		})
	}
}

func TestActivityLists(t *testing.T) {
	try := func(spoil func(*recovery.NameActivity)) peer.Decision {
		step := theActivity()
		spoil(&step)
		return recovery.CheckNewActivity(step, act(bySian, "2026-04-30T10:00Z", "r", nil), facts(t))
	}
	t.Run("REC-17 a kind that is not on the list", func(t *testing.T) {
		only(t, try(func(a *recovery.NameActivity) { a.What = "occupational-therapy" }), "REC-17 unknown-code", "/what")
	})
	t.Run("REC-17 something it gives that is not on the list", func(t *testing.T) {
		only(t, try(func(a *recovery.NameActivity) { a.Gives = []recovery.Gives{"compliance"} }), "REC-17 unknown-code", "/gives/0")
	})
	t.Run("REC-06 a part of life that is not on the list", func(t *testing.T) {
		only(t, try(func(a *recovery.NameActivity) { a.Domain = "ward" }), "REC-06 unknown-code", "/domain")
	})
	t.Run("PEER-59 a group that nobody leads", func(t *testing.T) {
		only(t, try(func(a *recovery.NameActivity) { a.LedBy = "" }), "PEER-59 required", "/ledBy")
		s := tellActivity(t)
		step := recovery.ArrangeActivity{InGroup: true}
		only(t, s.goingOn.Check(step, act(bySian, "2026-06-01T10:00Z", "r", s.goingOn), facts(t)), "PEER-59 required", "/ledBy")
		open(t, try(func(a *recovery.NameActivity) { a.LedBy, a.InGroup = "", false }))
	})
	t.Run("PEER-59 the worker leads it", func(t *testing.T) {
		only(t, try(func(a *recovery.NameActivity) { a.LedBy = "worker" }), "PEER-59 unknown-code", "/ledBy")
		require.NotContains(t, recovery.LedBy("").Terms(), "worker")
	})
	t.Run("REC-44 a plan that the worker would own", func(t *testing.T) {
		only(t, try(func(a *recovery.NameActivity) { a.Plans[0].Plan.Owner = jess }), "REC-44 plan-ownership", "/plans")
		s := tellActivity(t)
		step := recovery.TieActivity{Plans: []recovery.PlanActivity{{Plan: recovery.PlanRef{ID: "x", Owner: jess}, ID: "y"}}}
		only(t, s.goingOn.Check(step, act(bySian, "2026-06-01T10:00Z", "r", s.goingOn), facts(t)), "REC-44 plan-ownership", "/plans")
	})
	t.Run("REC-17 a plan without its activity", func(t *testing.T) {
		only(t, try(func(a *recovery.NameActivity) { a.Plans[0].ID = "" }), "REC-17 required", "/plans/0/id")
	})
	alone := theActivity()
	alone.Worker = ""
	a, _, err := recovery.NewActivity(alone, act(bySian, "2026-04-30T10:00Z", "r", nil), facts(t))
	require.NoError(t, err, "REC-17 nobody has to walk alongside")
	require.Empty(t, a.Worker())
	for _, list := range [][]string{recovery.ActivityKind("").Terms(), recovery.Gives("").Terms(), recovery.LedBy("").Terms()} {
		require.NotContains(t, list, "")
	}
	require.Len(t, recovery.ActivityKind("").Terms(), 8)
	require.Len(t, recovery.Gives("").Terms(), 5)
	require.True(t, recovery.ActivityOther.Known() && recovery.GivesRoutine.Known() && recovery.LedByService.Known())
	require.False(t, recovery.ActivityKind("").Known() || recovery.Gives("x").Known() || recovery.LedBy("x").Known())
}

func TestActivityKeepsWhatWasSaid(t *testing.T) {
	step := theActivity()
	step.Gives = []recovery.Gives{recovery.GivesPeople}
	a, _, err := recovery.NewActivity(step, act(bySian, "2026-04-30T10:00Z", "r", nil), facts(t))
	require.NoError(t, err)
	require.Equal(t, recovery.ActivityCreative, a.What())
	require.Equal(t, jess, a.Worker())
	require.Equal(t, "my hands know what to do", a.Meaning().Text.Reveal())
	require.Equal(t, "Thursdays after lunch", a.Schedule().Text.Reveal())
	require.Equal(t, peer.DueOn(peer.MustDate("2026-05-07")), a.When())
	require.True(t, a.InGroup())
	require.Equal(t, recovery.LedByGroup, a.LedBy())
	require.Equal(t, recovery.DomainCreativity, a.Domain())
	require.Equal(t, "2026-04-30", a.StatusOn().String())
	require.Equal(t, recovery.MeAndMyWorker, a.Audience())
	a.Gives()[0], a.Goals()[0], a.Plans()[0].ID = "x", "x", "x"
	require.Equal(t, []recovery.Gives{recovery.GivesPeople}, a.Gives())
	require.Equal(t, []string{"g1"}, a.Goals())
	require.Equal(t, theActivity().Plans, a.Plans())

	a = doActivity(t, a, recovery.BeginActivity{}, "2026-05-07T23:30Z", "b1")
	require.Equal(t, "2026-05-07", a.StatusOn().String(), "the day in UTC, not in London")
	a = doActivity(t, a, recovery.SayWhatItGives{Meaning: unsigned("people ask me how")}, "2026-05-08T09:00Z", "b2")
	require.Empty(t, a.Gives(), "REC-17 what is said takes the place of what was said")
	require.True(t, a.Meaning().From(sian))
	a = doActivity(t, a, recovery.ArrangeActivity{LedBy: recovery.LedByPerson, When: peer.DueOn(peer.MustDate("2026-05-15")), Schedule: unsigned("Fridays")}, "2026-05-08T09:10Z", "b3")
	require.False(t, a.InGroup())
	require.Equal(t, recovery.LedByPerson, a.LedBy())
	require.Equal(t, peer.DueOn(peer.MustDate("2026-05-15")), a.When())
	require.True(t, a.Schedule().From(sian))
	a = doActivity(t, a, recovery.TieActivity{Goals: []string{"g2", "g3"}, Domain: recovery.DomainLeisure}, "2026-05-08T09:20Z", "b4")
	require.Equal(t, []string{"g2", "g3"}, a.Goals())
	require.Equal(t, recovery.DomainLeisure, a.Domain())
	require.Empty(t, a.Plans())
	require.Equal(t, "2026-05-07", a.StatusOn().String(), "what is said moves nothing")
	require.Equal(t, recovery.ActivityGoingOn, a.Status())
}

// Nothing a person does with their activities waits for a fact.
func TestActivitiesWaitForNoFact(t *testing.T) {
	s := tellActivity(t)
	for _, a := range []recovery.Activity{s.wanted, s.goingOn, s.resting, s.over, s.dropped} {
		for _, c := range a.Choices(act(bySian, "2026-07-01T09:00Z", "r", a), recovery.Facts{}) {
			require.True(t, c.Open && c.Yours, c.Do)
		}
		for _, c := range a.Choices(act(byJess, "2026-07-01T09:00Z", "r", a), facts(t)) {
			require.False(t, c.Open || c.Yours, c.Do)
		}
	}
	require.True(t, recovery.ActivityStarts(act(byJess, "2026-07-01T09:00Z", "r", nil), recovery.Facts{})[0].Open)
}

func TestActivityHistories(t *testing.T) {
	activities.Walks(20).Giving(activityGiven).Hold(t, func(t require.TestingT, _, a recovery.Activity, c peer.Change) {
		require.True(t, a.Rev() == 1 || c.As == peer.PartyPerson, "REC-17 only the person moves an activity")
		require.True(t, a.Rev() > 1 || c.As == peer.PartyPerson || len(a.Gives()) == 0, "REC-17 only the person says what it gives")
		require.Empty(t, c.For)
		require.Empty(t, c.Signals)
		personsOwn(t, a.Person(), nil, a.Words(), a.Meaning(), a.Schedule())
		require.True(t, !a.InGroup() || a.LedBy().Known())
		for _, p := range a.Plans() {
			require.NotEqual(t, a.Worker(), p.Plan.Owner)
		}
	})
}
