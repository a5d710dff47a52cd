package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// A worker picks nothing from a list as the person's.
func TestWorkerPicksNothingForThePerson(t *testing.T) {
	t.Run("REC-42 an option without the person's words", func(t *testing.T) {
		c := written()
		c.Chosen = recovery.Chosen{Talk: "t1", Option: 1}
		only(t, recovery.CheckNewChoiceMade(c, act(byJess, "2026-05-03T10:00Z", "r", nil), choiceFacts(t)), "REC-42 persons-choice-only", "/chosen/option")
		require.True(t, recovery.CheckNewChoiceMade(c, act(bySian, "2026-05-03T10:00Z", "r", nil), choiceFacts(t)).Allowed())
	})
	t.Run("REC-42 a stored one is not read", func(t *testing.T) {
		ground.Hears(t, tellChoice(t).noted, steptest.Hostile{Path: "/said/0/chosen/words", Value: map[string]any{}, Heard: "/said"})
	})
}

// An option stays with its talk: another talk has other options under its numbers.
func TestOptionStaysWithItsTalk(t *testing.T) {
	f := choiceFacts(t)
	c := doChoice(t, recovery.ChoiceMade{}, recovery.MakeChoice{ID: "c9", Person: sian, Worker: jess, Chosen: recovery.Chosen{Talk: "t0", Option: 3}}, bySian, "a1")
	other := recovery.SayTogether{Talk: "t1", Collaborative: peer.Yes}
	only(t, c.Check(other, act(bySian, "2026-05-04T10:00Z", "r", c), f), "REC-42 duplicate", "/talk")
	words := doChoice(t, recovery.ChoiceMade{}, recovery.MakeChoice{ID: "c8", Person: sian, Worker: jess, Chosen: recovery.Chosen{Words: own(bySian, "the choir")}}, bySian, "a1")
	open(t, words.Check(other, act(bySian, "2026-05-04T10:00Z", "r", words), f))
}

// What the person has agreed to is theirs to take back.
func TestWorkerTakesBackNoContributionOfThePersons(t *testing.T) {
	byPerson, _, err := recovery.NewContribution(theContribution(), act(bySian, "2026-03-02T09:00Z", "a1", nil), planFacts(t))
	require.NoError(t, err)
	for name, c := range map[string]recovery.Contribution{"the person said yes to": tellContribution(t).seen, "the person wrote": byPerson} {
		t.Run("REC-44 what "+name, func(t *testing.T) {
			only(t, c.Check(recovery.WithdrawContribution{}, act(byJess, "2026-03-03T09:30Z", "r", c), planFacts(t)), "REC-44 persons-choice-only", "")
			open(t, c.Check(recovery.WithdrawContribution{}, act(bySian, "2026-03-03T09:30Z", "r", c), planFacts(t)))
		})
	}
}

// Which harms are high is not known without a policy, and what is not known is asked.
func TestRiskWithoutAPolicyIsAsked(t *testing.T) {
	talk := recovery.TalkRisk{ID: "r1", Person: sian, Worker: jess, What: own(bySian, "go by ferry alone"),
		Harm: []recovery.PossibleHarm{{Kind: recovery.HarmOthers, Words: own(byJess, "the crossing")}}}
	p, c, err := recovery.NewPositiveRisk(talk, act(byJess, "2026-03-02T09:00Z", "a1", nil), recovery.Facts{})
	require.NoError(t, err)
	require.True(t, p.QuestionOpen(), "REC-16, H02 it is asked")
	require.Len(t, c.Signals, 1)
	require.Equal(t, peer.SignalSafetyQuestion, c.Signals[0].Kind)
	decided, _, err := p.Do(recovery.DecideRisk{Decision: recovery.RiskGoAhead}, act(bySian, "2026-03-02T10:00Z", "a2", p), recovery.Facts{})
	require.NoError(t, err, "REC-16, H12 the decision waits for nothing")
	require.True(t, decided.QuestionOpen())
}
