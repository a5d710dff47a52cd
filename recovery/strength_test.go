package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theStrength() recovery.NameStrength {
	return recovery.NameStrength{ID: "st1", Person: sian, Worker: jess, Sort: recovery.SortStrength, Words: own(bySian, "I can grow anything on an allotment")}
}

// noticed is what the worker saw, in the worker's words.
func noticed() recovery.NameStrength {
	step := theStrength()
	step.Words = unsigned("you made everybody at the allotment laugh")
	return step
}

var strengths = steptest.BenchOf(ground, recovery.StrengthTable(), recovery.NewStrength, recovery.CheckNewStrength, recovery.StrengthStarts,
	recovery.DecodeStrength, recovery.EncodeStrengthStep, recovery.DecodeStrengthStep)

func doStrength(t testing.TB, g recovery.Strength, step recovery.StrengthStep, at, id string) recovery.Strength {
	t.Helper()
	return strengths.DoneAt(t, g, step, bySian, at, id)
}

// tellStrengths gives one that the worker offered, one the person accepted and one
// they set aside.
func tellStrengths(t testing.TB) (offered, accepted, aside recovery.Strength) {
	t.Helper()
	offered, _, err := recovery.NewStrength(noticed(), act(byJess, "2026-05-03T16:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	return offered, doStrength(t, offered, recovery.AcceptStrength{}, "2026-05-04T09:00Z", "a2"),
		doStrength(t, offered, recovery.SetStrengthAside{}, "2026-05-04T09:00Z", "a3")
}

func TestStrengthEveryRow(t *testing.T) {
	offered, accepted, aside := tellStrengths(t)
	type one = steptest.Case[recovery.Strength, recovery.StrengthStep, recovery.Facts]
	person := func(name string, g recovery.Strength, step recovery.StrengthStep, to peer.Status) one {
		return one{Name: name, Record: g, Step: step, Act: act(bySian, "2026-05-05T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose, words := row("REC-02", peer.ErrNotAuthorised), row("REC-02", peer.ErrPersonsWordsOnly)
	first := person("REC-02 the person says it", recovery.Strength{}, theStrength(), recovery.StrengthAccepted)
	first.Hears = map[string][]peer.Rule{"/person": {whose}}
	second := person("REC-02 the worker writes it down", recovery.Strength{}, theStrength(), recovery.StrengthOffered)
	second.Act.By = byJess
	second.Hears = map[string][]peer.Rule{"/person": {whose}, "/worker": {whose}}
	third := person("REC-02 the worker noticed it", recovery.Strength{}, noticed(), recovery.StrengthOffered)
	third.Step = recovery.NameStrength{ID: "st1", Person: sian, Worker: jess, Sort: recovery.SortAccomplishment, Words: own(byJess, "you rang them yourself")}
	third.Act.By = byJess
	third.Hears = map[string][]peer.Rule{"/worker": {whose}, "/sort": {words}}
	strengths.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Strength{recovery.StrengthOffered: offered, recovery.StrengthAccepted: accepted, recovery.StrengthSetAside: aside},
		first, second, third,
		person("REC-02 accept", offered, recovery.AcceptStrength{}, recovery.StrengthAccepted),
		person("REC-02 take it up again", aside, recovery.AcceptStrength{}, recovery.StrengthAccepted),
		person("REC-02 set aside", offered, recovery.SetStrengthAside{}, recovery.StrengthSetAside),
		person("REC-02 set aside later", accepted, recovery.SetStrengthAside{}, recovery.StrengthSetAside),
		person("REC-50 who may see it", accepted, recovery.WhoMaySee{Audience: recovery.Team}, recovery.StrengthAccepted),
		person("REC-50 who may see an offer", offered, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.StrengthOffered),
	)
}

func TestStrengthCountsWhenAccepted(t *testing.T) {
	offered, accepted, aside := tellStrengths(t)
	require.NoError(t, accepted.Counts())
	for name, g := range map[string]recovery.Strength{"offered": offered, "set aside": aside, "none": {}} {
		t.Run("REC-02 used when "+name, func(t *testing.T) {
			var r *peer.Refusal
			require.ErrorAs(t, g.Counts(), &r)
			require.Equal(t, []peer.Code{peer.ErrPersonHasNotAgreed}, r.Codes())
			require.Equal(t, "REC-02", r.Reasons[0].Rule.Row)
		})
	}
	require.NoError(t, doStrength(t, aside, recovery.AcceptStrength{}, "2026-05-05T09:00Z", "b1").Counts())
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay, "a carer": byMegan} {
		for _, step := range []recovery.StrengthStep{recovery.AcceptStrength{}, recovery.SetStrengthAside{}} {
			t.Run("REC-02 decided by "+name, func(t *testing.T) {
				only(t, offered.Check(step, act(by, "2026-05-04T09:00Z", "r", offered), facts(t)), "REC-02 persons-choice-only", "")
			})
		}
	}
	t.Run("REC-02 the person's words, brought in by the worker, are an offer too", func(t *testing.T) {
		g := writtenDown(t)
		require.True(t, g.Words().From(sian))
		require.ErrorIs(t, g.Counts(), peer.ErrPersonHasNotAgreed)
	})
	require.Equal(t, peer.PartyWorker, offered.From())
	require.Equal(t, peer.ByStaff(jess, ""), offered.Words().By)
	require.Equal(t, recovery.SortStrength, offered.Sort())
	require.Equal(t, sian, offered.Person())
	require.Equal(t, jess, offered.Worker())
	require.Equal(t, recovery.MeAndMyWorker, offered.Audience())
	require.Equal(t, on("2026-05-03T16:00Z"), offered.Said())
}

func TestStrengthWords(t *testing.T) {
	for name, by := range map[string]peer.Actor{"a colleague": byRowan, "a nurse": byKay, "a carer": byMegan, "another person": peer.ByPerson(beatriz)} {
		for _, sort := range []recovery.StrengthKind{recovery.SortStrength, recovery.SortValue} {
			t.Run("REC-02 a "+string(sort)+" in the words of "+name, func(t *testing.T) {
				step := theStrength()
				step.Sort, step.Words = sort, own(by, "compliant")
				only(t, recovery.CheckNewStrength(step, act(byJess, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-02 not-authorised", "/words")
			})
		}
	}
	for sort, worker := range map[recovery.StrengthKind]bool{recovery.SortStrength: true, recovery.SortAccomplishment: true, recovery.SortValue: false, recovery.SortAspiration: false} {
		t.Run("REC-02 a "+string(sort)+" in the worker's words", func(t *testing.T) {
			step := noticed()
			step.Sort = sort
			for _, by := range []peer.Actor{byJess, bySian} {
				step.Words = own(byJess, "independence")
				d := recovery.CheckNewStrength(step, act(by, "2026-05-03T16:00Z", "r", nil), facts(t))
				if worker {
					open(t, d)
					continue
				}
				only(t, d, "REC-02 persons-words-only", "/words")
			}
			step.Words = own(bySian, "that I am let be")
			open(t, recovery.CheckNewStrength(step, act(byJess, "2026-05-03T16:00Z", "r", nil), facts(t)))
		})
	}
	t.Run("REC-02 a colleague offers it", func(t *testing.T) {
		only(t, recovery.CheckNewStrength(theStrength(), act(byRowan, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-02 not-authorised", "")
	})
}

func TestWhoSeesAStrength(t *testing.T) {
	offered, accepted, aside := tellStrengths(t)
	shows := func(g recovery.Strength) func(recovery.Audience) recovery.Strength {
		return func(a recovery.Audience) recovery.Strength {
			return doStrength(t, g, recovery.WhoMaySee{Audience: a}, "2026-05-09T09:00Z", "b1")
		}
	}
	readBy(t, peer.SharePlan, shows(accepted), map[string]shown{"strength": {beyond: true, record: true}})
	readBy(t, peer.SharePlan, shows(offered), map[string]shown{"strength": {}})
	readBy(t, peer.SharePlan, shows(aside), map[string]shown{"strength": {}})
}

func TestStrengthHistories(t *testing.T) {
	walkOwnLife(t, strengths, 16, func(t require.TestingT, g recovery.Strength, c peer.Change) {
		others := []peer.Actor{peer.ByStaff(g.Worker(), "")}
		if g.Sort() == recovery.SortValue || g.Sort() == recovery.SortAspiration {
			others = nil
		}
		personsOwn(t, g.Person(), others, g.Words())
		if g.Counts() == nil {
			require.Equal(t, peer.PartyPerson, c.As, "REC-02 the person's step was the one that made it count")
		}
		require.True(t, g.Rev() == 1 || c.As == peer.PartyPerson)
	})
}
