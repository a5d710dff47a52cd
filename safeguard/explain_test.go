package safeguard_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// heldRules are the ids of the rules that hold.
func heldRules(x safeguard.Explained) (out []string) {
	for _, r := range x.Rules {
		if r.Holds == peer.Yes {
			out = append(out, r.ID)
		}
	}
	return out
}

// ruleCalled is a rule of an explanation by its id.
func ruleCalled(t testing.TB, x safeguard.Explained, id string) safeguard.ExplainedRule {
	t.Helper()
	i := slices.IndexFunc(x.Rules, func(r safeguard.ExplainedRule) bool { return r.ID == id })
	require.GreaterOrEqual(t, i, 0, id)
	return x.Rules[i]
}

func TestExplainAConcern(t *testing.T) {
	g := groundOf(t, "tamarside")
	p, r := g.policyOf(t), g.rosterOf(t)
	evening := proofInstant("2026-03-13T17:42Z")
	explained := func(raise safeguard.Raise) safeguard.Explained {
		return safeguard.Explain(proofRaised(t, p, r, evening, raise), p)
	}
	t.Run("SAFE-02, SAFE-03 the trigger says how urgent it is, and no rule adds to it", func(t *testing.T) {
		x := explained(safeguard.Raise{Trigger: safeguard.AbuseDisclosure})
		require.Equal(t, safeguard.TriggerRule{Trigger: safeguard.AbuseDisclosure, Urgency: safeguard.Immediate, Chain: "safeguarding"}, x.Trigger)
		require.Equal(t, []any{"/safeguard/triggers/2", safeguard.Immediate, safeguard.Immediate, safeguard.Immediate, false}, []any{x.Path, x.Floor, x.OfTrigger, x.Urgency, x.ByHand})
		require.Equal(t, []peer.Role{"on-call-clinician", "duty-manager"}, x.Handling.OutOfHours)
		require.Empty(t, heldRules(x))
	})
	t.Run("SAFE-07 each rule is there, met or not, with what would turn it round", func(t *testing.T) {
		x := explained(safeguard.Raise{Trigger: safeguard.AreaOfConcern, Age: 15})
		require.Equal(t, []any{safeguard.Routine, safeguard.Soon, safeguard.Immediate}, []any{x.Floor, x.OfTrigger, x.Urgency})
		require.Len(t, x.Rules, 4)
		require.Equal(t, []string{"child-in-an-area-of-concern"}, heldRules(x))
		held := ruleCalled(t, x, "child-in-an-area-of-concern")
		require.Equal(t, []any{"/safeguard/sooner/0", safeguard.Immediate}, []any{held.Path, held.To})
		require.Equal(t, "trigger is area-of-concern", held.Found[0].String())
		require.Equal(t, "age is 15, which is below 18", held.Found[1].String())
		not := ruleCalled(t, x, "violence")
		require.Equal(t, []any{"/safeguard/highRisk/1", safeguard.Immediate, peer.Unknown}, []any{not.Path, not.To, not.Holds})
		require.Equal(t, "violence is not known", not.Found[0].String())
		require.Equal(t, "violence is yes", not.Instead[0][0].String())
	})
	t.Run("SAFE-07, H07 what nobody knows makes nothing more urgent", func(t *testing.T) {
		x := explained(safeguard.Raise{Trigger: safeguard.AreaOfConcern})
		require.Equal(t, safeguard.Soon, x.Urgency)
		require.Equal(t, peer.Unknown, ruleCalled(t, x, "child-in-an-area-of-concern").Holds)
	})
	t.Run("SAFE-07 a rule makes it as urgent as it says, and no more", func(t *testing.T) {
		other := groundOf(t, "soarfield").policyOf(t)
		late := proofRaised(t, other, r, evening, safeguard.Raise{Trigger: safeguard.Accident, NoticedAt: peer.MustMoment("2026-03-12T17:41:00Z")})
		x := safeguard.Explain(late, other)
		require.Equal(t, []string{"long-ago"}, heldRules(x))
		require.Equal(t, []any{safeguard.Soon, safeguard.Soon}, []any{ruleCalled(t, x, "long-ago").To, x.Urgency})
	})
	t.Run("SAFE-01 a word that the policy does not know is an area of concern", func(t *testing.T) {
		x := explained(safeguard.Raise{Trigger: "self-neglect"})
		require.Equal(t, safeguard.AreaOfConcern, x.Trigger.Trigger)
		require.Equal(t, "/safeguard/triggers/11", x.Path)
	})
	t.Run("SAFE-16 somebody made it more urgent, and that is said", func(t *testing.T) {
		c := tellingOf(t, "tamarside", safeguard.Raise{ID: "c1", Trigger: safeguard.Accident}, "2026-03-13T17:42Z")
		require.False(t, safeguard.Explain(c.c, p).ByHand)
		c.do("2026-03-13T18:00Z", peer.ByStaff("w4", ""), safeguard.MoreUrgent{To: safeguard.Immediate})
		x := safeguard.Explain(c.c, p)
		require.Equal(t, []any{true, safeguard.Routine, safeguard.Immediate}, []any{x.ByHand, x.OfTrigger, x.Urgency})
	})
	t.Run("SAFE-04 under the built-in floor there is no rule", func(t *testing.T) {
		x := safeguard.Explain(proofRaised(t, safeguard.Policy{}, r, evening, safeguard.Raise{Trigger: safeguard.Accident}), safeguard.Policy{})
		require.Empty(t, x.Rules)
		require.Equal(t, []any{"", safeguard.Immediate, true}, []any{x.Path, x.Urgency, x.Handling.Floor})
	})
	t.Run("SAFE-04 under a policy it was not raised under", func(t *testing.T) {
		other := groundOf(t, "broadwater").policyOf(t)
		x := safeguard.Explain(proofRaised(t, p, r, evening, safeguard.Raise{Trigger: "ligature-risk"}), other)
		require.Equal(t, safeguard.Trigger("ligature-risk"), x.Trigger.Trigger)
		require.Equal(t, safeguard.Immediate, x.Urgency)
	})
}

// TestExplainIsWhatHappens: whatever is known, the explanation comes to what raising the
// concern came to.
func TestExplainIsWhatHappens(t *testing.T) {
	for _, name := range proofOrganisations {
		g := groundOf(t, name)
		g.plant(t, "safeguard/sooner/+", `{"id":"on-the-ward","says":"-","urgency":"soon","when":{"allOf":[{"ask":"setting","isOneOf":["ward"]},{"ask":"urgency","isOneOf":["routine"]}]}}`)
		p, r := g.policyOf(t), g.rosterOf(t)
		t.Run("SAFE-02, SAFE-07 "+name, rapid.MakeCheck(func(t *rapid.T) {
			tri := rapid.SampledFrom([]peer.Tri{peer.Unknown, peer.Yes, peer.No})
			raise := safeguard.Raise{
				ID: "c1", Trigger: rapid.SampledFrom(append(safeguard.CoreTriggers(), "ligature-risk", "a-word")).Draw(t, "trigger"),
				Age: rapid.IntRange(0, 40).Draw(t, "age"), Where: rapid.SampledFrom([]safeguard.Where{"", "home", "ward"}).Draw(t, "where"),
				Danger: safeguard.Danger{Now: tri.Draw(t, "now"), IntentWithPlan: tri.Draw(t, "plan"), Violence: tri.Draw(t, "violence")},
			}
			at := proofInstant("2026-03-13T00:00Z").Add(time.Duration(rapid.IntRange(0, 72).Draw(t, "hours")) * time.Hour)
			c, _, err := safeguard.NewConcern(raise, peer.Act{By: peer.ByStaff("w4", ""), At: at, ID: "raise"}, safeguard.Facts{Policy: p, Roster: r})
			require.NoError(t, err)
			x := safeguard.Explain(c, p)
			require.Equal(t, c.Urgency(), x.Urgency)
			require.Equal(t, c.Handling(), x.Handling)
			require.Equal(t, c.Trigger(), x.Trigger.Trigger)
			require.ElementsMatch(t, c.Rules(), heldRules(x))
			require.False(t, x.ByHand)
		}))
	}
}

func TestPolicyNamesItsRoles(t *testing.T) {
	p := groundOf(t, "broadwater").policyOf(t)
	t.Run("SAFE-03 each role once, in the order in which they come", func(t *testing.T) {
		require.Equal(t, []peer.Role{"ward-manager", "safeguarding-lead", "site-coordinator", "duty-manager", "on-call-clinician", "peer-support-lead"}, p.Roles())
		require.Empty(t, safeguard.Policy{}.Roles())
	})
	t.Run("SAFE-03 the chains are copies", func(t *testing.T) {
		require.Len(t, p.Chains(), 3)
		p.Chains()[0].InHours[0] = "planted"
		require.Equal(t, peer.Role("ward-manager"), p.Chains()[0].InHours[0])
	})
	t.Run("SAFE-02, SAFE-14 the spans of each urgency", func(t *testing.T) {
		require.Equal(t, safeguard.Times{Notify: peer.Minutes(15), Acknowledge: peer.Minutes(30), Human: peer.Hours(4)}, p.Times(safeguard.Immediate))
		require.Equal(t, safeguard.Times{Notify: peer.Hours(4), Acknowledge: peer.Hours(8), Human: peer.Days(14)}, p.Times(safeguard.Soon))
		require.Equal(t, safeguard.Times{Notify: peer.WorkingDays(1), Acknowledge: peer.WorkingDays(2), Human: peer.Days(14)}, p.Times(safeguard.Routine))
		require.Equal(t, safeguard.Times{Notify: peer.Minutes(30), Acknowledge: peer.Minutes(60), Human: peer.Minutes(240)}, safeguard.Policy{}.Times(safeguard.Routine))
	})
}
