package recovery_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

var (
	crisisTeam = recovery.Recipient{Kind: recovery.ToCrisisTeam, Organisation: "org-a"}
	theWard    = recovery.Recipient{Kind: recovery.ToWard, Organisation: "org-a"}
	theSister  = recovery.Recipient{Kind: recovery.ToCarer, Carer: megan}
)

func bothConsents() []peer.Consent {
	return []peer.Consent{consent(peer.SharePlan, peer.ForCare, peer.Yes), consent(peer.SharePlan, peer.ForSupport, peer.Yes)}
}

// advanceFacts are those under which everything may be done.
func advanceFacts(t testing.TB) recovery.AdvanceFacts {
	return recovery.AdvanceFacts{Policy: policy(t), Born: peer.MustDate("1969-07-21"), Consents: bothConsents(), Professionals: []peer.StaffID{"somebody", kay}}
}

// heardBeside adds rules that are heard beside spoilt fields.
func heardBeside(rule peer.Rule, paths ...string) map[string][]peer.Rule {
	out := map[string][]peer.Rule{}
	for _, p := range paths {
		out[p] = []peer.Rule{rule}
	}
	return out
}

func TestAdvanceProvided(t *testing.T) {
	day := peer.MustDate("2026-06-16")
	require.NoError(t, recovery.AdvanceProvided(recovery.StatementInAdvance, day))
	require.NoError(t, recovery.AdvanceProvided(recovery.DecisionInAdvance, day))
	for name, c := range map[string]struct {
		kind recovery.AdvanceKind
		on   string
		says string
	}{
		"REC-47 an advance choice document: no day is set": {recovery.ChoiceDocument, "2026-06-16", "no day is set"},
		"REC-47 nor later, until somebody writes one":      {recovery.ChoiceDocument, "2040-01-01", "no day is set"},
		"REC-47 a decision before the Act":                 {recovery.DecisionInAdvance, "2007-09-30", "on that day"},
		"REC-47 a statement before the Act":                {recovery.StatementInAdvance, "2007-09-30", "on that day"},
		"REC-47 no such kind":                              {"living-will", "2026-06-16", "on that day"},
	} {
		t.Run(name, func(t *testing.T) {
			err := recovery.AdvanceProvided(c.kind, peer.MustDate(c.on))
			require.ErrorIs(t, err, recovery.ErrNotProvided)
			require.ErrorContains(t, err, c.says)
			require.NotContains(t, err.Error(), "living-will")
		})
	}
	require.NoError(t, recovery.AdvanceProvided(recovery.DecisionInAdvance, peer.MustDate("2007-10-01")))
	require.Len(t, recovery.AdvanceKind("").Terms(), 3)
}

func TestInCrisis(t *testing.T) {
	s, d := tellStatement(t), tellDecision(t)
	team := func(r recovery.AdvanceStatement) recovery.AdvanceStatement {
		return doStatement(t, r, recovery.WhoMaySee{Audience: recovery.Team}, "2026-06-19T09:00Z", "c1")
	}
	all := []peer.Record{s.draft, s.confirmed, s.shared, s.superseded, s.withdrawn, d.draft, d.shared, d.superseded, tellGoal(t).active, nil, recovery.AdvanceStatement{}}
	yes, no := consent(peer.SharePlan, peer.ForCare, peer.Yes), consent(peer.SharePlan, peer.ForCare, peer.No)
	over := yes
	over.Until = on("2026-05-01T00:00Z")
	for _, c := range []struct {
		name string
		by   peer.Reading
		n    int
	}{
		{"the person", reading(bySian, peer.ForSupport), 3},
		{"the worker", reading(byJess, peer.ForSupport), 3},
		{"a nurse, while the consent is in force", reading(byKay, peer.ForCare, yes), 2},
		{"a nurse, when nobody knows of a consent", reading(byKay, peer.ForCare), 0},
		{"a nurse, when the consent is over", reading(byKay, peer.ForCare, over), 0},
		{"a nurse, against a recorded no", reading(byKay, peer.ForCare, yes, no), 0},
		{"a nurse, for supervision", reading(byKay, peer.ForSupervision, yes), 0},
		{"an exporter", reading(byKay, peer.ForRecord, yes), 0},
		{"a carer", reading(byMegan, peer.ForCare, yes), 0},
		{"another person", reading(peer.ByPerson(beatriz), peer.ForCare, yes), 0},
		{"nobody", reading(peer.Actor{}, peer.ForCare, yes), 0},
		{"two at once", reading(peer.Actor{Person: sian, Staff: kay}, peer.ForCare, yes), 0},
	} {
		t.Run("REC-47, H18 read by "+c.name, func(t *testing.T) {
			v := recovery.InCrisis(all, c.by)
			require.Equal(t, recovery.NotChecked, v.Says)
			require.Len(t, v.Documents, c.n)
			for _, x := range v.Documents {
				require.True(t, x.Kind.Known())
				require.False(t, x.ConfirmedOn.IsZero())
				require.Equal(t, jess, x.Worker)
			}
		})
	}
	t.Run("REC-47 it says where it is and whom to ask, and none of the words", func(t *testing.T) {
		v := recovery.InCrisis(all, reading(byKay, peer.ForCare, yes))
		first := v.Documents[0]
		require.Equal(t, d.shared.Ref(), first.Document, "the newest first")
		require.Equal(t, recovery.DecisionInAdvance, first.Kind)
		second := v.Documents[1]
		require.Equal(t, recovery.StatementInAdvance, second.Kind)
		require.Equal(t, s.shared.Ref(), second.Document)
		require.Equal(t, 1, second.Version)
		require.Equal(t, "2026-06-16", second.ConfirmedOn.String())
		require.Equal(t, "2027-06", second.ReviewOn.String())
		require.Equal(t, "in the tea tin", second.Where.Text.Reveal())
		require.Equal(t, "my sister", second.Ask.Text.Reveal())
	})
	t.Run("REC-47 where the person lets the team see it no share is needed", func(t *testing.T) {
		seen := team(s.confirmed)
		require.Len(t, recovery.InCrisis([]peer.Record{seen}, reading(byKay, peer.ForCare)).Documents, 1)
		require.Empty(t, recovery.InCrisis([]peer.Record{seen}, reading(byKay, peer.ForCare, no)).Documents)
		require.Empty(t, recovery.InCrisis([]peer.Record{team(s.draft)}, reading(byKay, peer.ForCare, yes)).Documents, "never a draft")
		require.Empty(t, recovery.InCrisis([]peer.Record{team(s.withdrawn), team(s.superseded)}, reading(byKay, peer.ForCare, yes)).Documents)
	})
	t.Run("H14 a share with a carer lets no service find it", func(t *testing.T) {
		given := doStatement(t, s.confirmed, recovery.ShareAdvance{With: theSister}, "2026-06-17T09:00Z", "c2")
		require.Empty(t, recovery.InCrisis([]peer.Record{given}, reading(byKay, peer.ForCare, yes)).Documents)
	})
	t.Run("REC-47 it never says valid", func(t *testing.T) {
		require.Contains(t, recovery.NotChecked, "Nobody has checked")
		for _, v := range []peer.Viewed{viewOf(t, s.shared), viewOf(t, d.shared)} {
			b, err := json.Marshal(v)
			require.NoError(t, err)
			require.Contains(t, string(b), recovery.NotChecked)
			require.NotContains(t, strings.ReplaceAll(string(b), recovery.NotChecked, ""), "valid")
		}
	})
}

func viewOf(t *testing.T, r interface {
	View(peer.Reading) (peer.Viewed, error)
}) peer.Viewed {
	t.Helper()
	v, err := r.View(reading(bySian, peer.ForSupport))
	require.NoError(t, err)
	return v
}

func TestAdvanceReviewIsDue(t *testing.T) {
	s, d := tellStatement(t), tellDecision(t)
	due := dueOf(t, s.shared)
	require.Len(t, due, 1)
	require.Equal(t, "REC-47 advance-review-due", due[0].Rule.String())
	require.Equal(t, "REC-47.advance-statement/st1", due[0].ID)
	require.Equal(t, peer.DueOn(peer.MustDate("2027-06-30")), due[0].Due, "the last day of the month")
	require.Equal(t, peer.PartyPerson, due[0].Owes)
	require.Equal(t, bySian, due[0].Owner)
	require.Equal(t, sian, due[0].Person)
	require.Equal(t, on("2026-06-16T10:00Z"), due[0].Since)
	require.Empty(t, dueOf(t, s.draft), "a draft with no day")
	require.Empty(t, dueOf(t, s.superseded))
	require.Empty(t, dueOf(t, s.withdrawn))
	draft := doStatement(t, s.draft, recovery.ReviewAdvanceOn{On: peer.MustDate("2027")}, "2026-06-16T09:30Z", "c1")
	require.Empty(t, dueOf(t, draft), "a draft is not in force")
	dated, _, err := d.confirmed.Do(recovery.ReviewAdvanceOn{On: peer.MustDate("2027-01-05")}, act(bySian, "2026-06-19T09:00Z", "c2", d.confirmed), advanceFacts(t))
	require.NoError(t, err)
	require.Len(t, dueOf(t, dated), 1)
}
