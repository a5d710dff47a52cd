package exchange_test

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// saved is a plan as it comes back from where it was kept.
func saved(t *testing.T, p exchange.Plan) exchange.Plan {
	t.Helper()
	text, err := p.Encode()
	require.NoError(t, err)
	back, err := exchange.DecodePlan(text)
	require.NoError(t, err)
	return back
}

func TestAPlanIsBound(t *testing.T) {
	for name, c := range map[string]struct {
		change    func(b *bench)
		code      peer.Code
		says, fix string
	}{
		"FHIR-16 to its address": {func(b *bench) { b.Base += "/other" }, exchange.ErrOtherServer,
			"The plan was made against this record system.", "Make a plan against this one."},
		"FHIR-16 to its target": {func(b *bench) { b.Target = "another" }, exchange.ErrOtherServer,
			"The plan was made against this record system.", "Nothing was written."},
		"FHIR-16 to what the site has decided": {func(b *bench) { b.Site.UKCore = true }, exchange.ErrRulesChanged,
			"The site and the policy are those that the plan was made under.", "Make a new plan under those that hold now."},
		"FHIR-16 to the policy in force": {func(b *bench) { b.Policy = "sha256:1" }, exchange.ErrRulesChanged,
			"The site and the policy are those that the plan was made under.", "Nothing was written."},
		"FHIR-16 to what the record system offers": {func(b *bench) {
			b.epr.Fail(fhirtest.Faults{Rules: []fhirtest.Rule{{Path: "/metadata", Fault: fhirtest.Fault{
				Status: 200, ContentType: "application/fhir+json", Body: `{"resourceType":"CapabilityStatement","fhirVersion":"4.0.1"}`}}}}.Script())
		}, exchange.ErrServerChanged, "The record system offers what it offered when this was planned.", "Make a new plan, and look at it"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, fhirtest.Config{UpdateCreate: true})
			p := saved(t, b.plan(t))
			c.change(b)
			r, err := b.Apply(t.Context(), b.client, p, nil)
			require.ErrorIs(t, err, c.code)
			var refusal *peer.Refusal
			require.ErrorAs(t, err, &refusal)
			requireReason(t, refusal.Unmet(), c.code.String(), c.says, c.fix)
			require.Empty(t, r.Results)
			require.Zero(t, b.epr.Writes())
		})
	}
	t.Run("FHIR-16 everything that is not as it was is said at once", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		b.Target, b.Site.PlanEdits = "another", false
		_, err := b.Apply(t.Context(), b.client, p, nil)
		require.ErrorIs(t, err, exchange.ErrOtherServer)
		require.ErrorIs(t, err, exchange.ErrRulesChanged)
	})
	t.Run("FHIR-16 items may be taken out, and a plan without writes asks nobody", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		require.Equal(t, 1, b.apply(t, only(p, "goal/g-2")).Writes())
		since := len(b.epr.Log())
		b.apply(t, only(p, "goal/g-4"))
		require.Zero(t, b.asked(since))
	})
}

func TestTheRecordIsAskedAgain(t *testing.T) {
	no := func(scope peer.ConsentScope) func(context.Context, peer.PersonID) ([]peer.Consent, error) {
		return func(context.Context, peer.PersonID) ([]peer.Consent, error) {
			return []peer.Consent{{ID: "no-1", Person: fixtures.Person, Scope: scope, Purpose: peer.ForRecord, Given: peer.No, From: time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)}}, nil
		}
	}
	t.Run("H25, PEER-57 a yes that was taken back after the plan stops it", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := saved(t, b.plan(t))
		b.Consents = no(peer.ShareGoals)
		r := b.apply(t, p)
		require.Equal(t, exchange.Keep, resultOf(t, r, "goal/g-1").Did)
		require.Equal(t, []string{"consent-required"}, codes(resultOf(t, r, "goal/g-1").Why))
		require.Empty(t, b.epr.IDs("Goal")[1:], "the service's own only")
		require.Equal(t, exchange.Create, resultOf(t, r, "contact/c-1").Did)
		require.Empty(t, all(t, b.Ledger.Parked(t.Context(), "epr")))
	})
	t.Run("H25, FHIR-16 a yes that is taken back while an update starts over stops it", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.apply(t, b.plan(t))
		b.Records = moved(t, b.Records.(exchange.Loaded))
		p := b.plan(t)
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if r.Method == http.MethodPut && b.Consents == nil {
				b.noted(t, r, "theirs") // 412
				b.Consents = no(peer.ShareGoals)
			}
			return nil
		})
		writes := b.epr.Writes()
		require.Equal(t, exchange.Keep, resultOf(t, b.apply(t, p), "goal/g-1").Did)
		require.Equal(t, writes, b.epr.Writes())
	})
	t.Run("REC-44, FHIR-16 a contribution that is not accepted any more while its edit starts over is not made", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		raced := false
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if !raced && r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/CarePlan/") {
				raced = true
				b.noted(t, r, "theirs")
				b.Records = proposed(t, b.Records.(exchange.Loaded))
			}
			return nil
		})
		r := b.apply(t, p)
		requireReason(t, resultOf(t, r, "contribution/walk").Why, "plan-outdated", "The record is as it was when this was planned.", "plan again")
		now, _ := b.epr.Bytes("CarePlan", "CP-SVC-77")
		require.NotContains(t, string(now), "allotment together")
	})
	t.Run("FHIR-15, H19 the directory says otherwise by now", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		who := aled(t)
		who.NHSNumber = number(t, "9990001065")
		staff := map[peer.StaffID]fhir.Reference{fixtures.Worker: {Reference: "Practitioner/somebody-else"}}
		b.People = people{who, staff}
		r := b.apply(t, p)
		for _, record := range []string{"goal/g-1", "contact/c-1", "contribution/walk"} {
			requireReason(t, resultOf(t, r, record).Why, "plan-outdated", "What would be sent now is what was planned.", "nothing is lost")
		}
		require.Zero(t, r.Writes())
	})
	t.Run("FHIR-16 the host's store is down: the run ends, and nothing is blamed on the record system", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		b.Records = broken{b.Records.(exchange.Loaded), peer.Ref{Kind: recovery.KindGoal, ID: "g-1"}, errDown}
		_, err := b.Apply(t.Context(), b.client, p, nil)
		require.ErrorIs(t, err, errDown)
		require.Zero(t, b.epr.Writes())
	})
}

// proposed puts an older state of the contribution in its place, as a store does that
// was brought back from a copy: neither seen nor accepted.
func proposed(t *testing.T, records exchange.Loaded) exchange.Loaded {
	t.Helper()
	out := exchange.Loaded{}
	for _, r := range records {
		if c, ok := r.(recovery.Contribution); ok {
			older, _, err := recovery.NewContribution(recovery.Contribute{ID: c.Ref().ID, Person: fixtures.Person, Worker: fixtures.Worker, Plan: c.Plan(), Words: c.Words()},
				peer.Act{By: peer.ByStaff(fixtures.Worker, peer.RolePeerWorker), At: time.Date(2026, 3, 3, 11, 0, 0, 0, time.UTC), ID: "first"}, recovery.Facts{})
			require.NoError(t, err)
			r = older
		}
		out = append(out, r)
	}
	return out
}

func TestAContributionInAPlanThatHasEnded(t *testing.T) {
	ended := func(t *testing.T, status string) *bench {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.apply(t, b.plan(t))
		b.replaced(t, "CarePlan", "CP-SVC-77", `"status": "active",`, `"status": "`+status+`",`)
		b.forget()
		return b
	}
	for _, status := range []string{"completed", "revoked"} {
		t.Run("REC-44 "+status+", and nothing remembered: it stands there as it should", func(t *testing.T) {
			b := ended(t, status)
			p := b.plan(t)
			i := itemOf(t, p, "contribution/walk")
			require.Equal(t, exchange.Leave, i.Do)
			require.Equal(t, "CP-SVC-77", i.ID)
			b.apply(t, p)
			require.Empty(t, all(t, b.Ledger.Parked(t.Context(), "epr")))
		})
	}
	t.Run("REC-44 it ended, and somebody there took it out: it is not put back", func(t *testing.T) {
		b := ended(t, "completed")
		b.replaced(t, "CarePlan", "CP-SVC-77", "walk to the allotment together on Tuesdays", "walk")
		requireHeld(t, b, "contribution/walk", "not-editable", exchange.OwnerPlan)
	})
	t.Run("REC-44 entered in error: somebody looks", func(t *testing.T) {
		requireHeld(t, ended(t, "entered-in-error"), "contribution/walk", "not-editable", exchange.OwnerPlan)
	})
	t.Run("REC-44 it ended before anything was sent", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.replaced(t, "CarePlan", "CP-SVC-77", `"status": "active",`, `"status": "completed",`)
		requireHeld(t, b, "contribution/walk", "not-editable", exchange.OwnerPlan)
	})
}

func requireHeld(t *testing.T, b *bench, record, code string, owner exchange.Owner) {
	t.Helper()
	i := itemOf(t, b.plan(t), record)
	require.Equal(t, exchange.Hold, i.Do)
	require.Equal(t, []string{code}, codes(i.Why))
	require.Equal(t, owner, i.Owner())
}

func TestTheyChangedWhatIsOurs(t *testing.T) {
	changed := func(t *testing.T) (*bench, string) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		id := resultOf(t, b.apply(t, b.plan(t)), "goal/g-1").ID
		b.Records = moved(t, b.Records.(exchange.Loaded))
		b.replaced(t, "Goal", id, "get back to the allotment", "get back to the garden")
		return b, id
	}
	name := exchange.Name{Type: "Goal", Record: peer.Ref{Kind: recovery.KindGoal, ID: "g-1"}}
	t.Run("FHIR-16, H25 it is parked with a sentence and an owner, and nothing is written over", func(t *testing.T) {
		b, id := changed(t)
		for range 3 { // however often a program plans and applies
			b.apply(t, b.plan(t))
		}
		parked := all(t, b.Ledger.Parked(t.Context(), "epr"))
		require.Len(t, parked, 1)
		require.Equal(t, exchange.OwnerWorker, parked[0].Owner)
		requireReason(t, parked[0].Why, "changed-there", "What is ours in the resource there is as it was last agreed on.",
			"Somebody has changed it there, and the record has moved on here. Both stand as they are: nothing was written over and nothing is lost. Ask the person which is right.")
		now, _ := b.epr.Bytes("Goal", id)
		require.Contains(t, string(now), "garden")
	})
	t.Run("FHIR-16 released without a decision: it is parked again", func(t *testing.T) {
		b, _ := changed(t)
		b.apply(t, b.plan(t))
		require.NoError(t, b.Ledger.Release(t.Context(), "epr", name))
		b.apply(t, b.plan(t))
		require.Len(t, all(t, b.Ledger.Parked(t.Context(), "epr")), 1)
	})
	t.Run("FHIR-16 seen, and ours is to stand: the plan shows it, and only then it is written", func(t *testing.T) {
		b, id := changed(t)
		b.apply(t, b.plan(t))
		require.NoError(t, b.Seen(t.Context(), b.client.Reader(), name, exchange.Name{Type: "Goal", Record: peer.Ref{Kind: recovery.KindGoal, ID: "nobody"}}))
		p := b.plan(t)
		i := itemOf(t, p, "goal/g-1")
		require.Equal(t, exchange.Update, i.Do)
		require.Contains(t, string(i.Fields[0].Before), "garden")
		b.apply(t, p)
		now, _ := b.epr.Bytes("Goal", id)
		require.Contains(t, string(now), "get back to the allotment")
	})
	t.Run("FHIR-16 changed once more after it was seen: it is parked again", func(t *testing.T) {
		b, id := changed(t)
		b.apply(t, b.plan(t))
		require.NoError(t, b.Seen(t.Context(), b.client.Reader(), name))
		b.replaced(t, "Goal", id, "garden", "greenhouse")
		require.Equal(t, []string{"changed-there"}, codes(itemOf(t, b.plan(t), "goal/g-1").Why))
	})
	t.Run("FHIR-16 seen, and the record system or the ledger cannot be asked", func(t *testing.T) {
		b, _ := changed(t)
		b.apply(t, b.plan(t))
		b.epr.Fail(func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{} })
		require.Error(t, b.Seen(t.Context(), b.client.Reader(), name))
		require.Len(t, all(t, b.Ledger.Parked(t.Context(), "epr")), 1)
		b.Ledger = downLedger{Ledger: b.Ledger}
		require.ErrorIs(t, b.Seen(t.Context(), b.client.Reader(), name), errDown)
	})
	t.Run("FHIR-16 what they changed is what the record says by now", func(t *testing.T) {
		b, id := changed(t)
		want := itemOf(t, newMoved(t), "goal/g-1").Body
		require.NoError(t, b.epr.Edit("Goal", id, func([]byte) []byte { return bytes.Clone(want) }))
		require.Equal(t, exchange.Leave, itemOf(t, b.plan(t), "goal/g-1").Do)
	})
}

// newMoved is a plan of the records after the first goal was put on hold, where
// nothing was sent before.
func newMoved(t *testing.T) exchange.Plan {
	t.Helper()
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	b.Records = moved(t, b.Records.(exchange.Loaded))
	return b.plan(t)
}
