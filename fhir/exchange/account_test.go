package exchange_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func accountOf(t *testing.T, b *bench, p exchange.Plan, r exchange.Report, record string) exchange.Account {
	t.Helper()
	all, err := b.Account(t.Context(), p, r)
	require.NoError(t, err)
	require.Len(t, all, len(p.Items))
	for _, a := range all {
		if a.Name.Record.String() == record {
			return a
		}
	}
	require.Fail(t, "no account", record)
	return exchange.Account{}
}

func TestAccount(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	p := b.plan(t)
	r := b.apply(t, p)
	t.Run("FHIR-12, REC-50 a goal: what went, where it went, what has no home", func(t *testing.T) {
		a := accountOf(t, b, p, r, "goal/g-1")
		require.Equal(t, exchange.Create, a.Do)
		require.Equal(t, "Goal/"+resultOf(t, r, "goal/g-1").ID, a.Where)
		require.Contains(t, a.Sent, fhir.Placed{Field: "/words/text", Elements: []string{"Goal.description.text"}})
		require.Contains(t, a.Sent, fhir.Placed{Field: "/status", Elements: []string{"Goal.lifecycleStatus", "Goal.achievementStatus"}}, "there is no statusReason in this one")
		words := strings.Join(a.Words(), "\n")
		require.Contains(t, words, "goal/g-1 goes to "+a.Where+".")
		require.Contains(t, words, "/words/text goes into Goal.description.text.")
		require.Contains(t, words, "/worker stays here: A goal is the person's; a worker is not named on it.")
		require.NotContains(t, words, "/target", "it has none")
	})
	t.Run("FHIR-12 before it is applied: what would", func(t *testing.T) {
		other := newBench(t, fhirtest.Config{})
		a := accountOf(t, other, other.plan(t), exchange.Report{}, "goal/g-1")
		require.Empty(t, a.Where)
		require.Equal(t, "goal/g-1 goes to a new Goal.", a.Words()[0])
	})
	t.Run("FHIR-08 a contribution", func(t *testing.T) {
		a := accountOf(t, b, p, r, "contribution/walk")
		require.Equal(t, "CarePlan/CP-SVC-77", a.Where)
		require.Contains(t, a.Sent, fhir.Placed{Field: "/words/text", Elements: []string{"CarePlan.activity.detail.description"}})
		require.NotContains(t, strings.Join(a.Words(), " "), "CarePlan.intent", "an edit writes no such thing")
	})
	t.Run("FHIR-12 a record that has no home, and one that may not go", func(t *testing.T) {
		a := accountOf(t, b, p, r, "setback/s-1")
		require.Equal(t, []string{"setback/s-1 stays here.", fhir.WhyNotSent(recovery.KindSetback)}, a.Words())
		a = accountOf(t, b, p, r, "goal/g-4")
		require.Empty(t, a.Sent)
		require.Contains(t, strings.Join(a.Words(), " "), "The person has said that the goal may go into the care record.")
	})
	t.Run("FHIR-16 what stands there already, and what is held", func(t *testing.T) {
		b.forget()
		again := b.plan(t)
		require.Contains(t, accountOf(t, b, again, exchange.Report{}, "contact/c-1").Words()[0], "contact/c-1 stands as it should: Encounter/")
		other := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := other.plan(t)
		other.epr.Fail(fhirtest.Faults{Rules: []fhirtest.Rule{{Method: http.MethodPut, Fault: fhirtest.Fault{Status: 422}}}}.Script())
		a := accountOf(t, other, p, other.apply(t, p), "contact/c-1")
		require.Equal(t, "contact/c-1 is held: nothing of it was sent, and nothing is lost.", a.Words()[0])
		require.Empty(t, a.Sent)
	})
	t.Run("FHIR-12 every field of every record is in it once: nothing is passed over", func(t *testing.T) {
		for _, a := range mustAccount(t, b, p, r) {
			if !a.Do.Writes() {
				continue
			}
			record, err := b.Records.Load(t.Context(), a.Name.Record)
			require.NoError(t, err)
			told := map[string]bool{}
			for _, s := range a.Sent {
				require.False(t, told[s.Field])
				told[s.Field] = true
			}
			for _, k := range a.Stays {
				require.False(t, told[k.Field])
				require.NotEmpty(t, k.Because)
				told[k.Field] = true
			}
			text, err := peer.Encode(record)
			require.NoError(t, err)
			var members map[string]json.RawMessage
			require.NoError(t, json.Unmarshal(text, &members))
			for name := range members {
				require.True(t, covered(told, "/"+name), "%s of %s", name, a.Name)
			}
		}
	})
	t.Run("H26 nothing that anybody said is in it", func(t *testing.T) {
		for _, a := range mustAccount(t, b, p, r) {
			text, err := json.Marshal(a)
			require.NoError(t, err)
			for _, word := range []string{"allotment", "Megan", "Prowse", "9990001014", "Tamblyn", "brother", "rain"} {
				require.NotContains(t, string(text)+strings.Join(a.Words(), " "), word)
			}
		}
	})
	t.Run("FHIR-16 a record that cannot be read is named; a store that is down ends it", func(t *testing.T) {
		first := peer.Ref{Kind: recovery.KindGoal, ID: "g-1"}
		loaded := b.Records.(exchange.Loaded)
		b.Records = broken{loaded, first, peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrNewerSchema}, "", "It is known.", "")}
		a := accountOf(t, b, p, exchange.Report{}, "goal/g-1")
		require.Equal(t, []string{"newer-schema"}, codes(a.Why))
		require.Empty(t, a.Sent)
		b.Records = broken{loaded, first, errDown}
		_, err := b.Account(t.Context(), p, exchange.Report{})
		require.ErrorIs(t, err, errDown)
	})
}

func mustAccount(t *testing.T, b *bench, p exchange.Plan, r exchange.Report) []exchange.Account {
	t.Helper()
	all, err := b.Account(t.Context(), p, r)
	require.NoError(t, err)
	return all
}

// covered reports whether a field, or something below it, is told of.
func covered(told map[string]bool, field string) bool {
	for one := range told {
		if one == field || strings.HasPrefix(one, field+"/") {
			return true
		}
	}
	return false
}

func TestOwners(t *testing.T) {
	unmet := func(codes ...peer.Code) (why []peer.Reason) {
		for _, c := range codes {
			why = append(why, peer.Reason{Rule: peer.Rule{Row: "FHIR-16", Code: c}, Met: peer.No})
		}
		return why
	}
	for _, c := range []struct {
		why   []peer.Reason
		owner exchange.Owner
	}{
		{unmet(fhir.ErrPatientMismatch), exchange.OwnerGovernance},
		{unmet(exchange.ErrStillThere), exchange.OwnerGovernance},
		{unmet(exchange.ErrNotOurs), exchange.OwnerThere},
		{unmet(exchange.ErrRemovedThere), exchange.OwnerThere},
		{unmet(fhir.ErrContributionOnly, peer.ErrPersonHasNotAgreed), exchange.OwnerPlan},
		{unmet(peer.ErrPersonHasNotAgreed), exchange.OwnerWorker},
		{unmet(fhir.ErrPatientNotFound), exchange.OwnerHere},
		{unmet(peer.ErrSchema), exchange.OwnerHere},
		{unmet(peer.ErrSchema, exchange.ErrStillThere), exchange.OwnerGovernance},
		{[]peer.Reason{{Rule: peer.Rule{Code: exchange.ErrNotOurs}, Weight: peer.Warns, Met: peer.No}}, ""},
		{nil, ""},
	} {
		t.Run(fmt.Sprintf("H25 whose turn it is: %v", codes(c.why)), func(t *testing.T) {
			require.Equal(t, c.owner, exchange.OwnerOf(c.why))
			require.Equal(t, c.owner != "", c.owner.Known())
			require.Equal(t, c.owner != "", c.owner.Says() != "")
			require.Equal(t, c.owner, exchange.Item{Do: exchange.Hold, Why: c.why}.Owner())
			require.Empty(t, exchange.Item{Do: exchange.Keep, Why: c.why}.Owner())
		})
	}
}
