package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theContribution() recovery.Contribute {
	return recovery.Contribute{ID: "n1", Person: sian, Worker: jess, Plan: recovery.PlanRef{ID: "CP-SVC-77", Owner: kay},
		Words: own(bySian, "walk to the allotment together on Tuesdays")}
}

func planFacts(t testing.TB) recovery.Facts {
	return recovery.Facts{Policy: policy(t)}
}

var contributions = steptest.BenchOf(ground, recovery.ContributionTable(), recovery.NewContribution, recovery.CheckNewContribution, recovery.ContributionStarts,
	recovery.DecodeContribution, recovery.EncodeContributionStep, recovery.DecodeContributionStep)

type contributionStory struct {
	proposed, seen, accepted, declined, withdrawn recovery.Contribution
}

func tellContribution(t testing.TB) contributionStory {
	t.Helper()
	do := func(c recovery.Contribution, step recovery.ContributionStep, by peer.Actor, id string) recovery.Contribution {
		t.Helper()
		next, _, err := c.Do(step, act(by, "2026-03-03T09:00Z", id, c), planFacts(t))
		require.NoError(t, err)
		return next
	}
	var s contributionStory
	var err error
	s.proposed, _, err = recovery.NewContribution(theContribution(), act(byJess, "2026-03-02T09:00Z", "a1", nil), planFacts(t))
	require.NoError(t, err)
	s.seen = do(s.proposed, recovery.SeenByPerson{Agrees: peer.Yes}, bySian, "a2")
	s.accepted = do(s.seen, recovery.AcceptContribution{}, byKay, "a3")
	s.declined = do(s.seen, recovery.DeclineContribution{}, byKay, "a4")
	s.withdrawn = do(s.seen, recovery.WithdrawContribution{}, bySian, "a5")
	return s
}

func TestContributionEveryRow(t *testing.T) {
	s := tellContribution(t)
	type one = steptest.Case[recovery.Contribution, recovery.ContributionStep, recovery.Facts]
	step := func(name string, c recovery.Contribution, step recovery.ContributionStep, by peer.Actor, to peer.Status) one {
		return one{Name: name, Record: c, Step: step, Act: act(by, "2026-03-04T09:00Z", "", nil), Facts: planFacts(t), To: to}
	}
	whose := []peer.Rule{row("REC-44", peer.ErrNotAuthorised)}
	byWorker := step("REC-44 the worker contributes", recovery.Contribution{}, theContribution(), byJess, recovery.ContributionProposed)
	byWorker.Hears = map[string][]peer.Rule{"/person": whose, "/worker": whose}
	byPerson := step("REC-44 the person contributes", recovery.Contribution{}, theContribution(), bySian, recovery.ContributionProposed)
	byPerson.Hears = map[string][]peer.Rule{"/person": whose}
	contributions.EveryRow(t, anybody(peer.PartyOwner), map[peer.Status]recovery.Contribution{recovery.ContributionProposed: s.proposed, recovery.ContributionAccepted: s.accepted,
		recovery.ContributionDeclined: s.declined, recovery.ContributionWithdrawn: s.withdrawn},
		byWorker, byPerson,
		step("REC-44 the person has seen it", s.proposed, recovery.SeenByPerson{Agrees: peer.Yes}, bySian, recovery.ContributionProposed),
		step("REC-44 the person would rather not", s.seen, recovery.SeenByPerson{Agrees: peer.No}, bySian, recovery.ContributionProposed),
		step("REC-44 the owner accepts", s.seen, recovery.AcceptContribution{}, byKay, recovery.ContributionAccepted),
		step("REC-44 the owner declines", s.proposed, recovery.DeclineContribution{}, byKay, recovery.ContributionDeclined),
		step("REC-44 the worker takes it back", s.proposed, recovery.WithdrawContribution{}, byJess, recovery.ContributionWithdrawn),
		step("REC-44 the person takes it back", s.seen, recovery.WithdrawContribution{}, bySian, recovery.ContributionWithdrawn),
	)
}

func TestContributionIsNotOwnership(t *testing.T) {
	s := tellContribution(t)
	t.Run("REC-44 a worker who owns the plan", func(t *testing.T) {
		step := theContribution()
		step.Plan.Owner = jess
		only(t, recovery.CheckNewContribution(step, act(byJess, "2026-03-02T09:00Z", "r", nil), planFacts(t)), "REC-44 plan-ownership", "/plan/owner")
	})
	for name, by := range map[string]peer.Actor{"the worker": byJess, "the person": bySian, "a colleague of the owner": peer.ByStaff("another-nurse", peer.RoleCareCoordinator)} {
		for _, step := range []recovery.ContributionStep{recovery.AcceptContribution{}, recovery.DeclineContribution{}} {
			t.Run("REC-44 decided by "+name, func(t *testing.T) {
				only(t, s.seen.Check(step, act(by, "2026-03-04T09:00Z", "r", s.seen), planFacts(t)), "REC-44 plan-ownership", "")
			})
		}
	}
	for name, answer := range map[string]peer.Tri{"not seen": peer.Unknown, "not agreed": peer.No, "agreed": peer.Yes} {
		t.Run("REC-44 accepted when the person has "+name, func(t *testing.T) {
			c := s.proposed
			if answer != peer.Unknown {
				var err error
				c, _, err = c.Do(recovery.SeenByPerson{Agrees: answer}, act(bySian, "2026-03-03T09:00Z", "q", c), planFacts(t))
				require.NoError(t, err)
			}
			require.Equal(t, answer, c.Agrees())
			require.Equal(t, answer, c.Agrees())
			d := c.Check(recovery.AcceptContribution{}, act(byKay, "2026-03-04T09:00Z", "r", c), planFacts(t))
			if answer == peer.Yes {
				open(t, d)
				return
			}
			only(t, d, "REC-44 person-has-not-agreed", "")
			require.Equal(t, answer == peer.Unknown, len(d.Missing()) == 1)
		})
	}
	t.Run("REC-44 the worker says that the person has seen it", func(t *testing.T) {
		only(t, s.proposed.Check(recovery.SeenByPerson{Agrees: peer.Yes}, act(byJess, "2026-03-03T09:00Z", "r", s.proposed), planFacts(t)), "REC-44 persons-choice-only", "")
	})
	for name, by := range map[string]peer.Actor{"the owner": byKay, "a colleague": byRowan, "a carer": byMegan} {
		t.Run("REC-44 in the words of "+name, func(t *testing.T) {
			step := theContribution()
			step.Words = own(by, "weekly home visits")
			only(t, recovery.CheckNewContribution(step, act(byJess, "2026-03-02T09:00Z", "r", nil), planFacts(t)), "REC-44 not-authorised", "/words")
		})
	}
	alone := theContribution()
	alone.Worker, alone.Words = "", unsigned("let me sleep in on Mondays")
	c, _, err := recovery.NewContribution(alone, act(bySian, "2026-03-02T09:00Z", "r", nil), planFacts(t))
	require.NoError(t, err)
	require.Equal(t, peer.Yes, c.Agrees(), "the person wrote it themself")
	require.True(t, c.Words().From(sian))
	require.Empty(t, c.Worker())
	require.Equal(t, recovery.PlanRef{ID: "CP-SVC-77", Owner: kay}, c.Plan())
	require.Equal(t, on("2026-03-02T09:00Z"), c.Proposed())
	require.Zero(t, c.Over())
	require.Equal(t, on("2026-03-03T09:00Z"), s.declined.Over())
}

func TestContributionHistories(t *testing.T) {
	contributions.Walks(6).Often(2).Hold(t,
		func(t require.TestingT, _, c recovery.Contribution, by peer.Change) {
			personsOwn(t, c.Person(), []peer.Actor{peer.ByStaff(c.Worker(), "")}, c.Words())
			require.NotEqual(t, c.Worker(), c.Plan().Owner)
			if c.Status() == recovery.ContributionAccepted {
				require.Equal(t, peer.Yes, c.Agrees())
				require.Equal(t, c.Plan().Owner, by.By.Staff)
			}
		})
}
