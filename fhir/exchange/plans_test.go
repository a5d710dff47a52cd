package exchange_test

import (
	"context"
	"encoding/json"
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

// byAled is one act of Aled's after the other, at a time of day.
func byAled(seen peer.Rev) peer.Act {
	return peer.Act{By: peer.ByPerson(fixtures.Person), At: time.Date(2026, 3, 9, 9, int(seen), 0, 0, time.UTC), ID: peer.RequestID("aled-" + seen.String()), Seen: seen}
}

// then takes Aled's next steps on a record of theirs.
func then[R interface {
	peer.Record
	Do(S, peer.Act, recovery.Facts) (R, peer.Change, error)
}, S any](t *testing.T, r R, all ...S) R {
	t.Helper()
	for _, step := range all {
		next, _, err := r.Do(step, byAled(r.Rev()), recovery.Facts{})
		require.NoError(t, err, "%T", step)
		r = next
	}
	return r
}

// coping is a way of coping that Aled plans to try, and wants in the care record.
func coping(t *testing.T, id, words string) recovery.CopingStrategy {
	t.Helper()
	c, _, err := recovery.NewCopingStrategy(recovery.ConsiderCoping{ID: id, Person: fixtures.Person, Worker: fixtures.Worker, Words: peer.Words{Text: peer.Say(words), How: peer.Said}}, byAled(0), recovery.Facts{})
	require.NoError(t, err)
	return then[recovery.CopingStrategy, recovery.CopingStrategyStep](t, c, recovery.WhoMaySee{Audience: recovery.CareRecord}, recovery.PlanCoping{JustTry: peer.Words{Text: peer.Say("see how it is"), How: peer.Said}})
}

func tried(t *testing.T, c recovery.CopingStrategy) recovery.CopingStrategy {
	t.Helper()
	return then[recovery.CopingStrategy, recovery.CopingStrategyStep](t, c, recovery.TryCoping{})
}

// ownPlan is Aled's own plan with these records in it.
func ownPlan(t *testing.T, named ...peer.Record) recovery.Plan {
	t.Helper()
	p, _, err := recovery.NewPlan(recovery.OpenPlan{ID: "pl-1", Person: fixtures.Person, Worker: fixtures.Worker}, byAled(0), recovery.Facts{})
	require.NoError(t, err)
	steps := []recovery.PlanStep{}
	for _, s := range []recovery.PlanSection{recovery.PlanGoals, recovery.PlanStrategies} {
		steps = append(steps, recovery.WhoMaySeePlan{Section: s, Audience: recovery.CareRecord})
	}
	for _, r := range named {
		steps = append(steps, adds(r))
	}
	return then(t, p, append(steps, recovery.PlanStep(recovery.MakePlanCurrent{}))...)
}

func adds(r peer.Record) recovery.PlanStep {
	section := recovery.PlanStrategies
	if r.Ref().Kind == recovery.KindGoal {
		section = recovery.PlanGoals
	}
	return recovery.AddPlanItem{Section: section, Record: r.Ref()}
}

// yesTo is a host whose people have said yes to these.
func yesTo(scopes ...peer.ConsentScope) func(context.Context, peer.PersonID) ([]peer.Consent, error) {
	return func(_ context.Context, person peer.PersonID) (all []peer.Consent, err error) {
		for _, s := range scopes {
			all = append(all, peer.Consent{ID: "yes-" + string(s), Person: person, Scope: s, Purpose: peer.ForRecord, Given: peer.Yes, From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		}
		return all, nil
	}
}

// planBench is a bench with a plan of Aled's in it, of these records.
func planBench(t *testing.T, config fhirtest.Config, named ...peer.Record) *bench {
	t.Helper()
	b := newBench(t, config)
	b.Consents = yesTo(peer.SharePlan, peer.ShareGoals)
	b.Records = append(exchange.Loaded{ownPlan(t, named...)}, named...)
	return b
}

// put puts records in the place of those of the same name, or beside them.
func (b *bench) put(all ...peer.Record) {
	next := append(exchange.Loaded{}, b.Records.(exchange.Loaded)...)
	for _, r := range all {
		known := false
		for n, old := range next {
			if old.Ref() == r.Ref() {
				next[n], known = r, true
			}
		}
		if !known {
			next = append(next, r)
		}
	}
	b.Records = next
}

const thePlan = "recovery-plan/pl-1"

// stood is how a document of ours stands in the record system.
func (b *bench) stood(t *testing.T, typ, id string) map[string]any {
	t.Helper()
	body, there := b.epr.Bytes(typ, id)
	require.True(t, there, "%s/%s", typ, id)
	var v map[string]any
	require.NoError(t, json.Unmarshal(body, &v))
	return v
}

var bothKinds = map[string]fhirtest.Config{"ids chosen by us": {UpdateCreate: true}, "ids chosen by the server": {}}

func TestAPlanIsMadeFromWhatItNames(t *testing.T) {
	for name, config := range bothKinds {
		t.Run("FHIR-16, REC-45 "+name+": it is created with what it names, and a second run writes nothing", func(t *testing.T) {
			b := planBench(t, config, shared(t, "g-9"), coping(t, "co-1", "ring somebody"))
			p := b.plan(t)
			i := itemOf(t, p, thePlan)
			require.Equal(t, exchange.Create, i.Do, "%v", i.Why)
			require.Equal(t, []peer.Ref{{Kind: recovery.KindGoal, ID: "g-9"}, {Kind: recovery.KindCopingStrategy, ID: "co-1"}}, []peer.Ref{i.Read[0].Ref, i.Read[1].Ref})
			require.NotEmpty(t, i.Patient)
			require.Contains(t, string(i.Body), "Practitioner/jess-tamblyn", "a record that is named names people")
			require.Equal(t, 2, b.apply(t, p).Writes())
			require.Zero(t, b.plan(t).Writes())
			b.forget()
			require.Zero(t, b.plan(t).Writes())
		})
	}
	t.Run("FHIR-16 a named record that cannot be read holds the plan, and no longer", func(t *testing.T) {
		c := coping(t, "co-1", "ring somebody")
		b := planBench(t, fhirtest.Config{UpdateCreate: true}, c)
		whole := b.Records.(exchange.Loaded)
		b.Records = broken{whole, c.Ref(), peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrNewerSchema}, "", "The record is in a form this version knows.", "Update this program.")}
		p := b.plan(t)
		i := itemOf(t, p, thePlan)
		require.Equal(t, exchange.Hold, i.Do)
		require.Equal(t, []string{"newer-schema"}, codes(i.Why))
		b.apply(t, p)
		require.Len(t, all(t, b.Ledger.Parked(t.Context(), "epr")), 1)
		require.Empty(t, b.plan(t).Counts()[exchange.Hold], "it is not asked about again while nothing has changed")
		b.Records = whole
		require.Equal(t, exchange.Create, itemOf(t, b.plan(t), thePlan).Do)
	})
	t.Run("FHIR-16 a store that answers with nothing holds it as well", func(t *testing.T) {
		c := coping(t, "co-1", "ring somebody")
		b := planBench(t, fhirtest.Config{UpdateCreate: true}, c)
		b.Records = broken{b.Records.(exchange.Loaded), c.Ref(), nil}
		require.Equal(t, []string{"wrong-record"}, codes(itemOf(t, b.plan(t), thePlan).Why))
	})
	t.Run("FHIR-16 a store that is down ends it", func(t *testing.T) {
		c := coping(t, "co-1", "ring somebody")
		b := planBench(t, fhirtest.Config{UpdateCreate: true}, c)
		b.Records = broken{b.Records.(exchange.Loaded), c.Ref(), errDown}
		require.NoError(t, b.MarkChanged(t.Context()))
		_, err := b.Plan(t.Context(), b.client.Reader())
		require.ErrorIs(t, err, errDown)
	})
	t.Run("FHIR-05, FHIR-16 what the host says of staff it does not know is the reason", func(t *testing.T) {
		b := planBench(t, fhirtest.Config{UpdateCreate: true}, coping(t, "co-1", "ring somebody"))
		b.People = nobodyKnown{b.People}
		i := itemOf(t, b.plan(t), thePlan)
		require.Equal(t, exchange.Hold, i.Do)
		require.Equal(t, "Jess has an account there.", i.Why[0].Says)
		require.Len(t, i.Why, 1)
	})
	t.Run("FHIR-16 a directory that is down ends it", func(t *testing.T) {
		b := planBench(t, fhirtest.Config{UpdateCreate: true}, coping(t, "co-1", "ring somebody"))
		b.People = downPeople{b.People}
		require.NoError(t, b.MarkChanged(t.Context()))
		_, err := b.Plan(t.Context(), b.client.Reader())
		require.ErrorIs(t, err, errDown)
	})
}

// nobodyKnown is a directory that refuses whom it does not know.
type nobodyKnown struct{ exchange.People }

func (nobodyKnown) Staff(context.Context, peer.StaffID) (fhir.Reference, error) {
	return fhir.Reference{}, peer.Fault(peer.Rule{Row: "FHIR-05", Code: peer.ErrRequired}, "", "Jess has an account there.", "Ask for one.")
}

// downPeople is a directory that does not answer.
type downPeople struct{ exchange.People }

func (downPeople) Staff(context.Context, peer.StaffID) (fhir.Reference, error) {
	return fhir.Reference{}, errDown
}

func TestWhatAPlanNamesMovesOn(t *testing.T) {
	ctx := context.Background()
	c := coping(t, "co-1", "ring somebody")
	sent := func(t *testing.T) *bench {
		b := planBench(t, fhirtest.Config{UpdateCreate: true}, c)
		b.apply(t, b.plan(t))
		return b
	}
	t.Run("FHIR-16, REC-45 it marks the plan, and only then", func(t *testing.T) {
		b := sent(t)
		require.NoError(t, b.MarkChanged(ctx))
		require.Empty(t, all(t, b.Ledger.Dirty(ctx, "epr")))
		b.put(tried(t, c))
		p := b.plan(t)
		require.Equal(t, exchange.Update, itemOf(t, p, thePlan).Do)
		b.apply(t, p)
		require.NoError(t, b.MarkChanged(ctx))
		require.Empty(t, all(t, b.Ledger.Dirty(ctx, "epr")), "the ledger has the revision that was sent")
	})
	t.Run("FHIR-16 between plan and apply: outdated, and the next plan has it", func(t *testing.T) {
		b := sent(t)
		b.put(tried(t, c))
		p := saved(t, b.plan(t))
		b.put(then[recovery.CopingStrategy, recovery.CopingStrategyStep](t, tried(t, c), recovery.WhoMaySee{Audience: recovery.Team}))
		r := b.apply(t, p)
		requireReason(t, resultOf(t, r, thePlan).Why, "plan-outdated", "What would be sent now is what was planned.", "plan again")
		require.Zero(t, r.Writes())
		require.Equal(t, 1, b.apply(t, b.plan(t)).Writes())
		require.Zero(t, b.plan(t).Writes())
	})
	t.Run("FHIR-16 between plan and apply, with the same to say: still outdated, because nobody looked", func(t *testing.T) {
		b := planBench(t, fhirtest.Config{UpdateCreate: true}, c)
		p := b.plan(t)
		b.put(then[recovery.CopingStrategy, recovery.CopingStrategyStep](t, c, recovery.WhoMaySee{Audience: recovery.CareRecord}))
		require.Equal(t, []string{"plan-outdated"}, codes(resultOf(t, b.apply(t, p), thePlan).Why))
	})
	t.Run("FHIR-16 what is parked is looked at again when it is what it names that moves", func(t *testing.T) {
		b := sent(t)
		b.replaced(t, "CarePlan", resultID(t, forgotten(b), thePlan), "ring somebody", "ring nobody")
		b.put(tried(t, c))
		b.apply(t, b.plan(t))
		parked := all(t, b.Ledger.Parked(ctx, "epr"))
		require.Len(t, parked, 1)
		require.Equal(t, "changed-there", codes(parked[0].Why)[0])
		require.Equal(t, c.Ref(), parked[0].Read[0].Ref)
		require.NoError(t, b.MarkChanged(ctx))
		require.Empty(t, all(t, b.Ledger.Dirty(ctx, "epr")), "nothing has moved")
		b.put(then[recovery.CopingStrategy, recovery.CopingStrategyStep](t, tried(t, c), recovery.WhoMaySee{Audience: recovery.CareRecord}))
		require.NoError(t, b.MarkChanged(ctx))
		require.Len(t, all(t, b.Ledger.Dirty(ctx, "epr")), 1)
	})
}

// forgotten is the same bench with a ledger of its own that knows nothing.
func forgotten(b *bench) *bench {
	x := *b.Exchange
	x.Ledger = &exchange.MemoryLedger{}
	return &bench{&x, b.epr, b.client}
}

func TestAPlanThatWasPutDown(t *testing.T) {
	down := func(t *testing.T, r peer.Record) recovery.Plan {
		return then[recovery.Plan, recovery.PlanStep](t, r.(recovery.Plan), recovery.PutPlanDown{})
	}
	t.Run("REC-45 never sent: there is nothing to take back", func(t *testing.T) {
		b := planBench(t, fhirtest.Config{UpdateCreate: true}, coping(t, "co-1", "ring somebody"))
		b.put(down(t, b.Records.(exchange.Loaded)[0]))
		p := b.plan(t)
		require.Equal(t, exchange.Keep, itemOf(t, p, thePlan).Do)
		require.Zero(t, p.Writes())
	})
	sent := func(t *testing.T) (*bench, string) {
		b := planBench(t, fhirtest.Config{UpdateCreate: true}, coping(t, "co-1", "ring somebody"))
		id := resultOf(t, b.apply(t, b.plan(t)), thePlan).ID
		b.put(down(t, b.Records.(exchange.Loaded)[0]))
		return b, id
	}
	t.Run("REC-45, FHIR-17 sent: what was in it goes, and what others wrote beside it stays", func(t *testing.T) {
		b, id := sent(t)
		const theirs = `{ "text" : "seen on the ward 4.10" }`
		b.replaced(t, "CarePlan", id, `"subject":`, `"note":[`+theirs+`],"subject":`)
		p := b.plan(t)
		require.Equal(t, exchange.Update, itemOf(t, p, thePlan).Do)
		b.apply(t, p)
		now, _ := b.epr.Bytes("CarePlan", id)
		require.Contains(t, string(now), `"revoked"`)
		require.Contains(t, string(now), theirs)
		require.NotContains(t, string(now), "ring somebody")
		require.Zero(t, b.plan(t).Writes())
	})
	t.Run("REC-45 somebody changed it there: it is taken back all the same", func(t *testing.T) {
		b, id := sent(t)
		b.replaced(t, "CarePlan", id, "ring somebody", "ring nobody")
		require.Equal(t, exchange.Update, itemOf(t, b.plan(t), thePlan).Do)
	})
	t.Run("REC-45, H25 somebody there marked it as entered in error: their mark stands", func(t *testing.T) {
		b, id := sent(t)
		b.replaced(t, "CarePlan", id, `"status":"active"`, `"status":"entered-in-error"`)
		i := itemOf(t, b.plan(t), thePlan)
		require.Equal(t, exchange.Keep, i.Do)
		require.Contains(t, i.Why[0].Says, "their mark stands")
	})
	t.Run("REC-45 they removed it there: there is nothing to take back", func(t *testing.T) {
		b, _ := sent(t)
		b.epr.Reset()
		seedEPR(t, b.epr)
		require.Equal(t, exchange.Keep, itemOf(t, b.plan(t), thePlan).Do)
	})
}
