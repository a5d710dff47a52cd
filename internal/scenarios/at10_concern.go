package scenarios

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// concernRoster is who is on duty around that Friday: by day the team leader and the
// safeguarding lead, at night a clinician and a manager.
const concernRoster = `{"schema": 1, "organisation": "A", "version": "2026-03", "updated": "2026-03-01T09:00:00Z", "from": "2026-03-01", "until": "2026-03-31",
  "people": [{"staff": "dr-ode"}, {"staff": "paul-renwick"}, {"staff": "ines-vale"}, {"staff": "hannah-voss"}],
  "shifts": [
    {"staff": "dr-ode", "role": "on-call-clinician", "days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "17:00", "to": "09:00"},
    {"staff": "paul-renwick", "role": "duty-manager", "days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "00:00", "to": "24:00"},
    {"staff": "ines-vale", "role": "safeguarding-lead", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00"},
    {"staff": "hannah-voss", "role": "team-lead", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00"}
  ]}`

// concernPolicy is organisation A's policy with the section about concerns, some of its
// text put differently.
func concernPolicy(t T, old, with string) (safeguard.Policy, error) {
	t.Helper()
	section := string(safeguard.ExamplePolicy())
	require.Contains(t, section, old)
	whole := strings.TrimSuffix(strings.TrimSpace(policyA), "}") + `, "safeguard": ` + strings.Replace(section, old, with, 1) + "}"
	file, err := peer.OpenPolicy([]byte(whole), time.LoadLocation)
	require.NoError(t, err)
	return safeguard.PolicyFrom(file)
}

// tellAT10AConcern: a disclosure of abuse on a Friday evening, from what P4 says to what
// comes of it. Who is told when, and what is owed meanwhile, is told beside this.
func tellAT10AConcern(t T) {
	const (
		p4   peer.PersonID = "p4"
		said               = "CANARY-DISC-3X"
		ode                = peer.StaffID("dr-ode")
		paul               = peer.StaffID("paul-renwick")
		ines               = peer.StaffID("ines-vale")
	)
	s := &story{t: t}
	worker, onCall, duty, lead := peer.ByStaff(w4, peer.RolePeerWorker), peer.ByStaff(ode, ""), peer.ByStaff(paul, ""), peer.ByStaff(ines, "")
	policy, err := concernPolicy(t, "", "")
	require.NoError(t, err)
	roster, err := safeguard.OpenRoster([]byte(concernRoster), policy.Calendar())
	require.NoError(t, err)
	facts := safeguard.Facts{Policy: policy, Roster: roster}
	disclosure := safeguard.Raise{
		ID: "c1", Trigger: safeguard.AbuseDisclosure, About: p4, NoticedAt: peer.MustMoment("2026-03-13T17:40:00Z"), Where: safeguard.AtHome,
		Text: words("She told me about money that is gone."), Wants: words("do not tell my son"), Contact: safeguard.SafeContact{Answer: safeguard.ContactHow, How: words("by phone, in the morning only")},
		Disclosure: safeguard.Disclosure{Quoted: words(said), Children: peer.Yes},
	}
	begin := func(r safeguard.Raise, f safeguard.Facts) (safeguard.Concern, peer.Change) {
		c, change, err := safeguard.NewConcern(r, s.act(worker, "2026-03-13T17:42Z", 0), f)
		require.NoError(t, err)
		return c, change
	}
	do := func(c safeguard.Concern, by peer.Actor, when string, step safeguard.ConcernStep) (safeguard.Concern, error) {
		next, change, err := c.Do(step, s.act(by, when, c.Rev()), facts)
		require.NotContains(t, fmt.Sprint(next, change, err), said)
		return next, err
	}
	done := func(c safeguard.Concern, by peer.Actor, when string, step safeguard.ConcernStep) safeguard.Concern {
		next, err := do(c, by, when, step)
		require.NoError(t, err)
		return next
	}
	concern, change := begin(disclosure, facts)

	t.Run("1, SAFE-01, SAFE-02, SAFE-05 raised at 17:42: stored, Immediate, somebody told by 18:10, a second concern about the grandchild", func(t T) {
		require.Equal(t, []any{safeguard.Raised, safeguard.Immediate, at(t, "2026-03-13T18:10Z")}, []any{concern.Status(), concern.Urgency(), concern.NotifyBy()})
		require.Len(t, change.Made, 1)
		child := change.Made[0].Record.(safeguard.Concern)
		require.Equal(t, []any{safeguard.SafeguardingChild, concern.NotifyBy(), concern.Urgency(), concern.Noticed()}, []any{child.Trigger(), child.NotifyBy(), child.Urgency(), child.Noticed()})
		for _, c := range []safeguard.Concern{concern, child} {
			require.Equal(t, []any{"do not tell my son", peer.ByPerson(p4), "by phone, in the morning only", peer.ByPerson(p4)}, []any{c.Wants().Text.Reveal(), c.Wants().By, c.Minimal().How.Reveal(), c.Contact().How.By})
		}
		stored, err := peer.Encode(child)
		require.NoError(t, err)
		require.NotContains(t, string(stored), said)
		unknown := disclosure
		unknown.Disclosure.Children = peer.Unknown
		_, change := begin(unknown, facts)
		require.Empty(t, change.Made, "not known is a question and no second alarm")
	})

	t.Run("2, SAFE-05, SAFE-15, H11 told at 17:44 that it is passed on; a missing reason holds nothing up; a promise is marked and put right", func(t T) {
		concern = done(concern, worker, "2026-03-13T17:44Z", safeguard.SayMore{Disclosure: safeguard.MoreDisclosed{ToldPassedOn: peer.Yes}})
		_, err := do(concern, worker, "2026-03-13T17:45Z", safeguard.SayMore{Ground: safeguard.Ground{Basis: safeguard.BasisSafeguarding}})
		refused(t, err, peer.ErrReasonRequired)
		concern = done(concern, worker, "2026-03-13T17:45Z", safeguard.SayMore{Ground: safeguard.Ground{Basis: safeguard.BasisSafeguarding, Because: peer.Say("a child visits weekly")}})
		promised := disclosure
		promised.Disclosure.Promised, promised.Ground.Basis = true, safeguard.BasisSafeguarding
		variant, _ := begin(promised, facts)
		require.True(t, variant.Marked(safeguard.SecrecyPromise))
		variant = done(variant, worker, "2026-03-13T18:00Z", safeguard.PutRight{})
		_, err = do(variant, worker, "2026-03-13T18:01Z", safeguard.PutRight{})
		refused(t, err, peer.ErrInvalidTransition)
	})

	t.Run("7, SAFE-02, SAFE-17 sent at 17:48 it is in time; sent at 18:25 it is taken all the same, fifteen minutes late", func(t T) {
		receipt := safeguard.Sent{Turn: "1.1", To: ode, Role: safeguard.RoleOnCallClinician, Receipt: "sms-1"}
		late := done(concern, worker, "2026-03-13T18:25Z", receipt)
		require.Equal(t, 15*time.Minute, late.Late())
		concern = done(concern, worker, "2026-03-13T17:48Z", receipt)
		require.Zero(t, concern.Late())
		require.Equal(t, concern.Told(), done(concern, worker, "2026-03-13T17:50Z", receipt).Told(), "sent again it is the same receipt")
	})

	t.Run("4, SAFE-14 Paul acknowledges at 19:05 and brings Ines in; Hannah does not; Dr Ode may, late or not", func(t T) {
		concern = done(concern, worker, "2026-03-13T18:48Z", safeguard.Sent{Turn: "1.2", To: paul, Receipt: "sms-2"})
		taking := safeguard.Acknowledge{Next: peer.Say("a visit on Monday"), Until: peer.MustMoment("2026-03-16T12:00:00Z"), Bring: []peer.StaffID{ines}}
		_, err := do(concern, peer.ByStaff(hannah, safeguard.RoleSafeguardingLead), "2026-03-13T18:50Z", taking)
		refused(t, err, peer.ErrNotAuthorised)
		require.Equal(t, ode, done(concern, onCall, "2026-03-13T18:55Z", taking).Taken()[0].By)
		concern = done(concern, duty, "2026-03-13T19:05Z", taking)
		stands(t, safeguard.Acknowledged, concern)
	})

	t.Run("5, SAFE-16 W4 does not close, lower or take it back; Ines takes it in hand on Monday and closes it", func(t T) {
		closing := safeguard.Close{As: safeguard.ClosedResolved, Says: words("she has her card back"), Raiser: peer.Say("she is safe, and her son is spoken to"),
			Person: safeguard.PersonHeard{Told: peer.Say("what happens next"), By: ines, On: peer.MustDate("2026-03-16")}}
		_, err := do(concern, worker, "2026-03-16T09:00Z", closing)
		refused(t, err, safeguard.ErrNotAuthorisedToClose)
		_, err = do(concern, worker, "2026-03-16T09:00Z", safeguard.MoreUrgent{To: safeguard.Soon})
		refused(t, err, safeguard.ErrDowngrade)
		_, err = do(concern, worker, "2026-03-16T09:00Z", safeguard.TakeBack{})
		refused(t, err, peer.ErrInvalidTransition)
		concern = done(concern, lead, "2026-03-16T09:10Z", safeguard.SetInHand{Next: peer.Say("talk with her"), Until: peer.MustMoment("2026-03-16T12:00:00Z")})
		concern = done(concern, lead, "2026-03-16T10:00Z", closing)
		require.Equal(t, []any{safeguard.Resolved, "she is safe, and her son is spoken to"}, []any{concern.Status(), concern.Outcome().Raiser.Reveal()})
		history, err := json.Marshal(concern.Recent())
		require.NoError(t, err)
		require.NotContains(t, string(history), said)
	})

	t.Run("6, SAFE-02, SAFE-04 policies that are too weak or not whole, and a day without one", func(t T) {
		for _, span := range []string{`{"minutes": 0}`, `{"hours": 48}`} {
			_, err := concernPolicy(t, `"immediate": {"notifyWithin": {"minutes": 30}`, `"immediate": {"notifyWithin": `+span)
			refused(t, err, peer.ErrPolicyTooWeak)
		}
		_, err := concernPolicy(t, `    {"trigger": "safeguarding-child", "urgency": "immediate", "chain": "safeguarding"},`, ``)
		refused(t, err, peer.ErrPolicyIncomplete)
		file, err := peer.OpenPolicy([]byte(strings.Replace(strings.TrimSuffix(strings.TrimSpace(policyA), "}")+`, "safeguard": `+string(safeguard.ExamplePolicy())+"}", `"from": "2026-01-01"`, `"from": "2026-01-01", "until": "2026-02-28"`, 1)), time.LoadLocation)
		require.NoError(t, err)
		years, err := peer.NewPolicies(file)
		require.NoError(t, err)
		_, err = years.On(peer.MustDate("2026-03-13"))
		refused(t, err, peer.ErrNoPolicyInForce)
		last, _ := begin(disclosure, safeguard.FactsOn(years, roster, policy.Calendar(), at(t, "2026-03-13T17:42Z")))
		require.Equal(t, []any{true, file.Digest()}, []any{last.Marked(safeguard.NotInForce), last.Handling().Policy})
		about := disclosure
		about.NotTo.Subjects = []peer.StaffID{ode}
		variant, _ := begin(about, facts)
		_, err = do(variant, onCall, "2026-03-13T18:00Z", safeguard.Acknowledge{Next: peer.Say("x"), Until: peer.MustMoment("2026-03-14T12:00:00Z")})
		refused(t, err, peer.ErrNotAuthorised)
	})

	t.Run("8, SAFE-07 an intent with a plan is Immediate, and a prompt left unanswered goes along", func(t T) {
		require.NotEmpty(t, policy.Emergency().Says, "the prompt is there before any field")
		variant, _ := begin(safeguard.Raise{ID: "c2", Trigger: safeguard.RiskToSelf, About: p4, Danger: safeguard.Danger{IntentWithPlan: peer.Yes}}, facts)
		require.Equal(t, []any{safeguard.Immediate, []string{"intent-with-plan"}, safeguard.EmergencyUnanswered}, []any{variant.Urgency(), variant.Rules(), variant.Minimal().Emergency})
		_, err := concernPolicy(t, `{"trigger": "high-risk-situation", "urgency": "immediate"`, `{"trigger": "high-risk-situation", "urgency": "routine"`)
		refused(t, err, peer.ErrPolicyTooWeak)
	})
}
