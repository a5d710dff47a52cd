package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theCelebration() recovery.Celebrate {
	return recovery.Celebrate{ID: "k1", Person: sian, Worker: jess, Goal: "g1", What: own(bySian, "I went as far as the gate"),
		HowMarked: own(bySian, "cake on Sunday"), Effort: true, On: peer.MustDate("2026-05-03")}
}

var celebrations = steptest.BenchOf(ground, recovery.CelebrationTable(), recovery.NewCelebration, recovery.CheckNewCelebration, recovery.CelebrationStarts,
	recovery.DecodeCelebration, recovery.EncodeCelebrationStep, recovery.DecodeCelebrationStep)

// celebrationsOf gives one that the worker offered, one the person accepted and one
// they set aside.
func celebrationsOf(t testing.TB) (offered, accepted, aside recovery.Celebration) {
	t.Helper()
	do := func(step recovery.CelebrationStep, id string) recovery.Celebration {
		t.Helper()
		next, _, err := offered.Do(step, act(bySian, "2026-05-04T09:00Z", id, offered), facts(t))
		require.NoError(t, err)
		return next
	}
	step := theCelebration()
	step.What, step.HowMarked = unsigned("you went as far as the gate"), peer.Words{}
	var err error
	offered, _, err = recovery.NewCelebration(step, act(byJess, "2026-05-03T16:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	return offered, do(recovery.AcceptCelebration{}, "a2"), do(recovery.SetAside{}, "a3")
}

func TestCelebrationEveryRow(t *testing.T) {
	offered, accepted, aside := celebrationsOf(t)
	type one = steptest.Case[recovery.Celebration, recovery.CelebrationStep, recovery.Facts]
	person := func(name string, c recovery.Celebration, step recovery.CelebrationStep, to peer.Status) one {
		return one{Name: name, Record: c, Step: step, Act: act(bySian, "2026-05-05T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose := []peer.Rule{row("REC-11", peer.ErrNotAuthorised)}
	first := person("REC-11 the person celebrates", recovery.Celebration{}, theCelebration(), recovery.CelebrationAccepted)
	words := row("REC-11", peer.ErrPersonsWordsOnly)
	first.Hears = map[string][]peer.Rule{"/person": append(whose, words)}
	second := person("REC-11 the worker offers", recovery.Celebration{}, theCelebration(), recovery.CelebrationOffered)
	second.Act.By = byJess
	second.Hears = map[string][]peer.Rule{"/person": append(whose, words), "/worker": whose, "/howMarked": {words}}
	celebrations.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Celebration{recovery.CelebrationOffered: offered, recovery.CelebrationAccepted: accepted, recovery.CelebrationSetAside: aside},
		first, second,
		person("REC-11 accept", offered, recovery.AcceptCelebration{}, recovery.CelebrationAccepted),
		person("REC-11 accept after all", aside, recovery.AcceptCelebration{HowMarked: own(bySian, "a candle")}, recovery.CelebrationAccepted),
		person("REC-11 set aside", offered, recovery.SetAside{}, recovery.CelebrationSetAside),
		person("REC-11 set aside later", accepted, recovery.SetAside{}, recovery.CelebrationSetAside),
	)
}

func TestCelebrationCountsWhenAccepted(t *testing.T) {
	offered, accepted, aside := celebrationsOf(t)
	require.NoError(t, accepted.Counts())
	for name, c := range map[string]recovery.Celebration{"offered": offered, "set aside": aside, "none": {}} {
		t.Run("REC-11 used when "+name, func(t *testing.T) { require.ErrorIs(t, c.Counts(), peer.ErrPersonHasNotAgreed) })
	}
	t.Run("REC-11 the worker accepts their own offer", func(t *testing.T) {
		only(t, offered.Check(recovery.AcceptCelebration{}, act(byJess, "2026-05-04T09:00Z", "r", offered), facts(t)), "REC-11 persons-choice-only", "")
	})
	require.Equal(t, peer.PartyWorker, offered.From())
	require.Equal(t, peer.ByStaff(jess, ""), offered.What().By)
	require.Zero(t, offered.HowMarked())
	require.True(t, offered.Effort())
	require.Equal(t, "g1", offered.Goal())
	require.Equal(t, jess, offered.Worker())
	require.Equal(t, "2026-05-03", offered.On().String())
	require.Equal(t, on("2026-05-03T16:00Z"), offered.Said())

	undated := theCelebration()
	undated.On = peer.Date{}
	c, _, err := recovery.NewCelebration(undated, act(bySian, "2026-05-06T16:00Z", "r", nil), facts(t))
	require.NoError(t, err)
	require.Equal(t, "2026-05-06", c.On().String())
	require.Zero(t, recovery.Celebration{}.On())
}

func TestCelebrationWords(t *testing.T) {
	others := map[string]peer.Actor{"a colleague": byRowan, "a carer": byMegan, "another person": peer.ByPerson(beatriz)}
	for name, by := range others {
		t.Run("REC-11 what it is, in the words of "+name, func(t *testing.T) {
			step := theCelebration()
			step.What = own(by, "well done")
			only(t, recovery.CheckNewCelebration(step, act(byJess, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-11 not-authorised", "/what")
		})
	}
	others["the worker"] = byJess
	offered, _, _ := celebrationsOf(t)
	for name, by := range others {
		t.Run("REC-11 how it is marked, in the words of "+name, func(t *testing.T) {
			step := theCelebration()
			step.HowMarked = own(by, "a poster in the waiting room")
			only(t, recovery.CheckNewCelebration(step, act(byJess, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-11 persons-words-only", "/howMarked")
			only(t, offered.Check(recovery.AcceptCelebration{HowMarked: step.HowMarked}, act(bySian, "2026-05-04T09:00Z", "r", offered), facts(t)), "REC-11 persons-words-only", "/howMarked")
		})
	}
	step := theCelebration()
	step.What = peer.Words{Text: peer.Say("you rang them"), By: byJess}
	c, _, err := recovery.NewCelebration(step, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t))
	require.NoError(t, err, "the role in which somebody said it is not part of who they are")
	require.Equal(t, peer.ByStaff(jess, ""), c.What().By)
}

func TestCelebrationIsMarkedThePersonsWay(t *testing.T) {
	offered, _, _ := celebrationsOf(t)
	accepted, _, err := offered.Do(recovery.AcceptCelebration{HowMarked: unsigned("cake on Sunday")}, act(bySian, "2026-05-04T09:00Z", "b1", offered), facts(t))
	require.NoError(t, err)
	require.True(t, accepted.HowMarked().From(sian))
	aside, _, err := accepted.Do(recovery.SetAside{}, act(bySian, "2026-05-05T09:00Z", "b2", accepted), facts(t))
	require.NoError(t, err)
	again, _, err := aside.Do(recovery.AcceptCelebration{}, act(bySian, "2026-05-06T09:00Z", "b3", aside), facts(t))
	require.NoError(t, err)
	require.Equal(t, "cake on Sunday", again.HowMarked().Text.Reveal(), "REC-11 what was said about it stays")

	t.Run("REC-11 a stored one that the worker would have marked", func(t *testing.T) {
		ground.Hears(t, again, steptest.Hostile{Path: "/howMarked/by", Value: map[string]any{"staff": "w4"}, Heard: "/howMarked"})
	})
}

func TestCelebrationsToShow(t *testing.T) {
	offered, accepted, aside := celebrationsOf(t) // of 2026-05-03
	celebrate := func(id, day, said string, by peer.Actor) recovery.Celebration {
		step := recovery.Celebrate{ID: id, Person: by.Person, What: unsigned("the gate"), Effort: true}
		if day != "" {
			step.On = peer.MustDate(day)
		}
		return celebrations.DoneAt(t, recovery.Celebration{}, step, by, said, "a1")
	}
	early := celebrate("k3", "2026-04-30", "2026-05-09T09:00Z", bySian)
	undated := celebrate("k2", "", "2026-05-01T09:00Z", bySian)
	later, other := celebrate("k5", "2026-05-03", "2026-05-09T09:00Z", bySian), celebrate("k4", "2026-05-03", "2026-05-09T09:00Z", bySian)
	anothers := celebrate("k9", "2026-05-03", "2026-05-09T09:00Z", peer.ByPerson(beatriz))
	list := []recovery.Celebration{later, offered, anothers, accepted, aside, other, {}, undated, early}
	before := append([]recovery.Celebration(nil), list...)
	var ids []string
	for _, c := range recovery.CelebrationsToShow(sian, list) {
		require.NoError(t, c.Counts(), "REC-11 only what the person has made theirs is shown")
		require.Equal(t, sian, c.Person())
		ids = append(ids, c.Ref().ID)
	}
	require.Equal(t, []string{"k3", "k2", "k1", "k4", "k5"}, ids)
	require.Equal(t, before, list, "the caller's list is as it was")
	require.Empty(t, recovery.CelebrationsToShow("", list))
}

func TestCelebrationHistories(t *testing.T) {
	celebrations.Walks(20).Hold(t, func(t require.TestingT, _, c recovery.Celebration, by peer.Change) {
		personsOwn(t, c.Person(), []peer.Actor{peer.ByStaff(c.Worker(), "")}, c.What(), c.HowMarked())
		if c.Counts() == nil {
			require.Equal(t, peer.PartyPerson, by.As, "REC-11 the person's step was the one that made it count")
		}
	})
}
