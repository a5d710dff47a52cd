package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func contributing(what recovery.PlanAct) recovery.Contribute {
	c := theContribution()
	c.What = what
	return c
}

func TestContributionActsEveryRow(t *testing.T) {
	s := tellContribution(t)
	type one = steptest.Case[recovery.Contribution, recovery.ContributionStep, recovery.Facts]
	whose := []peer.Rule{row("REC-44", peer.ErrNotAuthorised)}
	steptest.Plan[recovery.Contribution, recovery.ContributionStep, recovery.Facts]{
		Kind: contributions.Kind, Person: sian, Anybody: anybody(peer.PartyOwner),
		Records: map[peer.Status]recovery.Contribution{recovery.ContributionProposed: s.proposed, recovery.ContributionAccepted: s.accepted,
			recovery.ContributionDeclined: s.declined, recovery.ContributionWithdrawn: s.withdrawn},
		Cases: []one{
			{Name: "REC-44 the worker adds an activity", Step: contributing(recovery.ContributeActivity), Act: act(byJess, "2026-03-02T09:00Z", "", nil), Facts: planFacts(t), To: recovery.ContributionProposed,
				Hears: map[string][]peer.Rule{"/person": whose, "/worker": whose}},
			{Name: "REC-44 the person adds a note", Step: contributing(recovery.ContributeNote), Act: act(bySian, "2026-03-02T09:00Z", "", nil), Facts: planFacts(t), To: recovery.ContributionProposed,
				Hears: map[string][]peer.Rule{"/person": whose}},
			{Name: "REC-44 seen", Record: s.proposed, Step: recovery.SeenByPerson{Agrees: peer.Yes}, Act: act(bySian, "2026-03-04T09:00Z", "", nil), Facts: planFacts(t), To: recovery.ContributionProposed},
			{Name: "REC-44 accepted", Record: s.seen, Step: recovery.AcceptContribution{}, Act: act(byKay, "2026-03-04T09:00Z", "", nil), Facts: planFacts(t), To: recovery.ContributionAccepted},
			{Name: "REC-44 declined", Record: s.seen, Step: recovery.DeclineContribution{}, Act: act(byKay, "2026-03-04T09:00Z", "", nil), Facts: planFacts(t), To: recovery.ContributionDeclined},
			{Name: "REC-44 withdrawn", Record: s.seen, Step: recovery.WithdrawContribution{}, Act: act(bySian, "2026-03-04T09:00Z", "", nil), Facts: planFacts(t), To: recovery.ContributionWithdrawn},
		},
	}.Run(t)
}

func TestContributionOnly(t *testing.T) {
	check := func(what recovery.PlanAct, by peer.Actor) peer.Decision {
		return recovery.CheckNewContribution(contributing(what), act(by, "2026-03-02T09:00Z", "r", nil), planFacts(t))
	}
	for _, what := range []recovery.PlanAct{recovery.PlanActCreate, recovery.PlanActEdit, recovery.PlanActApprove, recovery.PlanActClose, recovery.PlanActMonitor} {
		for who, by := range map[string]peer.Actor{"the worker": byJess, "the person": bySian} {
			t.Run("REC-44 "+string(what)+" a service's plan, by "+who, func(t *testing.T) {
				only(t, check(what, by), "REC-44 contribution-only", "/what")
			})
		}
	}
	for _, what := range []recovery.PlanAct{"", recovery.ContributeActivity, recovery.ContributeNote, recovery.ContributeTask} {
		open(t, check(what, byJess))
	}
	t.Run("REC-44 what is not a contribution is never offered", func(t *testing.T) {
		for _, f := range recovery.ContributionStarts(act(byJess, "2026-03-02T09:00Z", "r", nil), planFacts(t))[0].Fields {
			if f.Name == "what" {
				require.Equal(t, []string{"add-activity", "add-note", "offer-task"}, f.Options)
			}
		}
	})
	t.Run("REC-44 the person signs the worker up for a task", func(t *testing.T) {
		only(t, check(recovery.ContributeTask, bySian), "REC-44 not-authorised", "/what")
	})
	task := contributedTask(t)
	require.Equal(t, recovery.ContributeTask, task.What())
	t.Run("REC-44 a task needs both yeses like the rest", func(t *testing.T) {
		only(t, task.Check(recovery.AcceptContribution{}, act(byKay, "2026-03-03T09:00Z", "r", task), planFacts(t)), "REC-44 person-has-not-agreed", "")
		seen, _, err := task.Do(recovery.SeenByPerson{Agrees: peer.Yes}, act(bySian, "2026-03-03T09:00Z", "a2", task), planFacts(t))
		require.NoError(t, err)
		only(t, seen.Check(recovery.AcceptContribution{}, act(byJess, "2026-03-03T09:00Z", "r", seen), planFacts(t)), "REC-44 plan-ownership", "")
		open(t, seen.Check(recovery.AcceptContribution{}, act(byKay, "2026-03-03T09:00Z", "r", seen), planFacts(t)))
	})
	s := tellContribution(t)
	require.Equal(t, recovery.ContributeActivity, s.proposed.What(), "what does not say adds an activity")
	require.Empty(t, recovery.Contribution{}.What())
	ground.NeverRead(t, contributionRecords(t), []steptest.Hostile{
		{Of: "contribution-proposed-task", Path: "/what", Value: "edit", Heard: "/what: nothing else"},
		{Of: "contribution-proposed-task", Path: "/what", Value: "monitor-or-sign", Heard: "/what: nothing else"},
		{Of: "contribution-proposed-task", Path: "/what", Value: "prescribe", Heard: "/what"},
		{Of: "contribution-proposed-task", Path: "/worker", Value: "", Heard: "/what: takes it on"},
	})
}

func TestPlanViewIsForTheTwo(t *testing.T) {
	ref := recovery.PlanRef{ID: "CP-SVC-77", Owner: kay}
	v := recovery.PlanView{Plan: ref, Person: sian, Worker: jess, Text: peer.Say("CANARY reviews"),
		Goals: []recovery.ServiceGoal{{ID: "sg1", Plan: ref, Text: peer.Say("CANARY goal")}}, Activities: []peer.Private{peer.Say("CANARY visits")}}
	given := func(p peer.Purpose, t peer.Tri) peer.Consent { return consent(peer.SharePlan, p, t) }
	yes := given(peer.ForSupport, peer.Yes)
	for _, c := range []struct {
		name string
		need recovery.PlanNeed
		by   peer.Reading
		want []peer.Code
	}{
		{"the person, for nothing in particular", "", reading(bySian, ""), nil},
		{"the worker with a yes and a need", recovery.PlanNeedTalkThrough, reading(byJess, peer.ForSupport, yes), nil},
		{"the worker without a yes", recovery.PlanNeedTalkThrough, reading(byJess, peer.ForSupport), []peer.Code{peer.ErrConsentRequired}},
		{"the worker on a yes to goals", recovery.PlanNeedTask, reading(byJess, peer.ForSupport, consent(peer.ShareGoals, peer.ForSupport, peer.Yes)), []peer.Code{peer.ErrConsentRequired}},
		{"the worker on a yes to something else", recovery.PlanNeedTask, reading(byJess, peer.ForSupport, given(peer.ForCare, peer.Yes)), []peer.Code{peer.ErrConsentRequired}},
		{"the worker on a yes and a no", recovery.PlanNeedContribute, reading(byJess, peer.ForSupport, yes, given(peer.ForSupport, peer.No)), []peer.Code{peer.ErrConsentRequired}},
		{"the worker for the record", recovery.PlanNeedPrepare, reading(byJess, peer.ForRecord, yes, given(peer.ForRecord, peer.Yes)), []peer.Code{peer.ErrConsentRequired}},
		{"the worker without a need", "", reading(byJess, peer.ForSupport, yes), []peer.Code{peer.ErrReasonRequired}},
		{"the worker with a need of their own", "curious", reading(byJess, peer.ForSupport, yes), []peer.Code{peer.ErrReasonRequired}},
		{"the worker with neither", "", reading(byJess, peer.ForSupport), []peer.Code{peer.ErrConsentRequired, peer.ErrReasonRequired}},
		{"another worker", recovery.PlanNeedTask, reading(byRowan, peer.ForSupport, yes), []peer.Code{peer.ErrNotAuthorised}},
		{"the owner", recovery.PlanNeedTask, reading(byKay, peer.ForSupport, yes), []peer.Code{peer.ErrNotAuthorised}},
		{"a carer", recovery.PlanNeedTask, reading(byMegan, peer.ForSupport, yes), []peer.Code{peer.ErrNotAuthorised}},
		{"nobody", recovery.PlanNeedTask, reading(peer.Actor{}, peer.ForSupport, yes), []peer.Code{peer.ErrNotAuthorised}},
		{"two at once", recovery.PlanNeedTask, reading(peer.Actor{Person: sian, Staff: jess}, peer.ForSupport, yes), []peer.Code{peer.ErrNotAuthorised}},
	} {
		t.Run("REC-44 a service's plan looked at by "+c.name, func(t *testing.T) {
			got, err := v.Look(c.need, c.by)
			if c.want == nil {
				require.NoError(t, err)
				require.Equal(t, v, got)
				return
			}
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.Equal(t, c.want, r.Codes())
			require.Zero(t, got)
		})
	}
	steptest.Silent(t, "CANARY", v, v.Goals[0])
	for _, n := range recovery.PlanNeed("").Terms() {
		require.True(t, recovery.PlanNeed(n).Known())
	}
}

// contributedTask is a task the worker would take on under a service's plan.
func contributedTask(t testing.TB) recovery.Contribution {
	t.Helper()
	task, _, err := recovery.NewContribution(contributing(recovery.ContributeTask), act(byJess, "2026-03-02T09:00Z", "a1", nil), planFacts(t))
	require.NoError(t, err)
	return task
}
