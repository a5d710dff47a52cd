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
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
)

// through makes the bench's client send through a transport.
func (b *bench) through(t *testing.T, carry func(*http.Request) (*http.Response, error)) {
	t.Helper()
	c, err := client.New(client.Config{Base: b.Base, LongestWait: time.Millisecond, Transport: carrier(carry)})
	require.NoError(t, err)
	b.client = c
}

type carrier func(*http.Request) (*http.Response, error)

func (c carrier) RoundTrip(r *http.Request) (*http.Response, error) { return c(r) }

func isWrite(r *http.Request) bool {
	return r.Method == http.MethodPut || r.Method == http.MethodPost && !strings.HasSuffix(r.URL.Path, "/_search")
}

// replaced changes one text in a resource as another user would.
func (b *bench) replaced(t *testing.T, typ, id, old, new string) {
	t.Helper()
	require.NoError(t, b.epr.Edit(typ, id, func(body []byte) []byte {
		require.Contains(t, string(body), old)
		return bytes.ReplaceAll(body, []byte(old), []byte(new))
	}))
}

func TestAPlanAppliedAgainWritesNothingOver(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{
		"FHIR-16 ids chosen by us":          {UpdateCreate: true},
		"FHIR-16 created under a condition": {},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, config)
			p := b.plan(t)
			id := resultOf(t, b.apply(t, p), "goal/g-1").ID
			b.replaced(t, "Goal", id, "get back to the allotment", "get back to the garden")
			r := resultOf(t, b.apply(t, p), "goal/g-1")
			require.Equal(t, exchange.Hold, r.Did)
			require.True(t, r.Conflict())
			now, _ := b.epr.Bytes("Goal", id)
			require.Contains(t, string(now), "garden", "the plan showed a create; an update was never shown")
			require.Empty(t, all(t, b.Ledger.Parked(context.Background(), "epr")), "the next plan shows what was changed")
		})
		t.Run(name+": an old plan does not take a newer record back", func(t *testing.T) {
			b := newBench(t, config)
			old := b.plan(t)
			b.Records = moved(t, b.Records.(exchange.Loaded))
			b.forget()
			id := resultOf(t, b.apply(t, b.plan(t)), "goal/g-1").ID
			require.Equal(t, exchange.Hold, resultOf(t, b.apply(t, old), "goal/g-1").Did)
			now, _ := b.epr.Bytes("Goal", id)
			require.Contains(t, string(now), "on-hold")
			require.Empty(t, all(t, b.Ledger.Parked(context.Background(), "epr")))
			require.Zero(t, b.plan(t).Writes())
		})
	}
}

func TestASavedPlanIsAppliedTwice(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{"FHIR-16 ids chosen by us": {UpdateCreate: true}, "FHIR-16 created under a condition": {}} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, config)
			saved, err := b.plan(t).Encode()
			require.NoError(t, err)
			p, err := exchange.DecodePlan(saved)
			require.NoError(t, err)
			b.Base += "/"
			b.apply(t, p)
			require.Equal(t, map[exchange.Do]int{exchange.Leave: 6, exchange.Keep: 5}, b.apply(t, p).Counts())
			require.Equal(t, 6, b.epr.Writes())
		})
	}
}

func TestOthersAddToAResourceOfOurs(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	b.apply(t, b.plan(t))
	b.forget()
	id := resultID(t, b, "goal/g-1")
	b.replaced(t, "Goal", id, `"identifier":[`, `"note":[{"text":"seen by the team"}],"x-vendor":4.10,"identifier":[{"value":"mrn-7"},`)
	t.Run("FHIR-17 nothing to do for it", func(t *testing.T) {
		require.Zero(t, b.plan(t).Writes())
	})
	b.Records = moved(t, b.Records.(exchange.Loaded))
	b.forget()
	p := b.plan(t)
	t.Run("FHIR-17 an update says what is ours, and keeps the rest", func(t *testing.T) {
		for _, f := range itemOf(t, p, "goal/g-1").Fields {
			require.NotContains(t, []string{"/note", "/x-vendor", "/identifier"}, f.Path)
		}
		b.replaced(t, "Goal", id, "seen by the team", "and again, after the plan")
		r := resultOf(t, b.apply(t, p), "goal/g-1")
		require.Equal(t, exchange.Update, r.Did)
		require.Equal(t, 1, r.Again)
		now, _ := b.epr.Bytes("Goal", id)
		for _, want := range []string{"and again, after the plan", `"x-vendor":4.10`, "mrn-7", `"on-hold"`} {
			require.Contains(t, string(now), want)
		}
	})
}

func TestWhatIsNotOursIsNotAdopted(t *testing.T) {
	strange := func(id string) []byte {
		return []byte(`{"resourceType":"Goal","id":"` + id + `","lifecycleStatus":"active","description":{"text":"theirs"},"subject":{"reference":"Patient/sian-weller"}}`)
	}
	t.Run("FHIR-16 at our id, before the plan", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		id := itemOf(t, b.plan(t), "goal/g-1").ID
		require.NoError(t, b.epr.Seed(strange(id)))
		require.Equal(t, []string{"not-ours"}, codes(itemOf(t, b.plan(t), "goal/g-1").Why))
	})
	t.Run("FHIR-16 at our id, after the plan", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		id := itemOf(t, p, "goal/g-1").ID
		require.NoError(t, b.epr.Seed(strange(id)))
		require.Equal(t, []string{"not-ours"}, codes(resultOf(t, b.apply(t, p), "goal/g-1").Why))
		now, _ := b.epr.Bytes("Goal", id)
		require.Equal(t, string(strange(id)), string(now))
	})
	t.Run("FHIR-16 our identifier was taken off after the plan", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.apply(t, b.plan(t))
		b.Records = moved(t, b.Records.(exchange.Loaded))
		p := b.plan(t)
		i := itemOf(t, p, "goal/g-1")
		require.Equal(t, exchange.Update, i.Do)
		b.replaced(t, "Goal", i.ID, `"value":"g-1"`, `"value":"other"`)
		require.Equal(t, []string{"not-ours"}, codes(resultOf(t, b.apply(t, p), "goal/g-1").Why))
	})
	t.Run("FHIR-16 the site has chosen other identifiers since", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.apply(t, b.plan(t))
		b.Records = moved(t, b.Records.(exchange.Loaded))
		b.Site.Identifiers = "https://trust.example/id"
		p := b.plan(t)
		require.Equal(t, []string{"not-ours"}, codes(itemOf(t, p, "goal/g-1").Why))
		require.Zero(t, p.Writes(), "a second copy of everything")
	})
	t.Run("FHIR-16 somebody there marked ours as entered in error", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		r := b.apply(t, b.plan(t))
		b.replaced(t, "Goal", resultOf(t, r, "goal/g-1").ID, `"active"`, `"entered-in-error"`)
		b.forget()
		require.Equal(t, []string{"not-editable"}, codes(itemOf(t, b.plan(t), "goal/g-1").Why))
	})
	t.Run("FHIR-17 somebody there made it mean something else", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		r := b.apply(t, b.plan(t))
		b.replaced(t, "Goal", resultOf(t, r, "goal/g-1").ID, `"identifier":[`, `"modifierExtension":[{"url":"x"}],"identifier":[`)
		b.Records = moved(t, b.Records.(exchange.Loaded))
		require.Equal(t, []string{"not-editable"}, codes(itemOf(t, b.plan(t), "goal/g-1").Why))
	})
}

func TestWhatTheRecordSystemRemovedIsNotMadeAgain(t *testing.T) {
	sent := func(t *testing.T) (*bench, string) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		id := resultOf(t, b.apply(t, b.plan(t)), "goal/g-1").ID
		b.Records = moved(t, b.Records.(exchange.Loaded))
		return b, id
	}
	answer := func(b *bench, id string, status int) {
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.HasSuffix(r.URL.Path, "/Goal/"+id) && (status == 410 || r.Method == http.MethodGet) {
				return &fhirtest.Fault{Status: status}
			}
			return nil
		})
	}
	t.Run("FHIR-16 410 before the plan", func(t *testing.T) {
		b, id := sent(t)
		answer(b, id, 410)
		require.Equal(t, []string{"removed-there"}, codes(itemOf(t, b.plan(t), "goal/g-1").Why))
		b.forget()
		require.Equal(t, []string{"removed-there"}, codes(itemOf(t, b.plan(t), "goal/g-1").Why), "and with nothing remembered")
	})
	t.Run("FHIR-16 404 before the plan, and a search that has not heard of it", func(t *testing.T) {
		b, id := sent(t)
		answer(b, id, 404)
		require.Equal(t, []string{"removed-there"}, codes(itemOf(t, b.plan(t), "goal/g-1").Why))
	})
	t.Run("FHIR-16 404, and nothing is found", func(t *testing.T) {
		b, _ := sent(t)
		b.epr.Reset()
		seedEPR(t, b.epr)
		require.Equal(t, []string{"removed-there"}, codes(itemOf(t, b.plan(t), "goal/g-1").Why))
	})
	for _, status := range []int{404, 410} {
		t.Run("FHIR-16 gone after the plan", func(t *testing.T) {
			b, id := sent(t)
			p := b.plan(t)
			b.replaced(t, "Goal", id, `"active"`, `"proposed"`) // a 412, and then it is gone
			answer(b, id, status)
			r := resultOf(t, b.apply(t, p), "goal/g-1")
			require.Equal(t, exchange.Hold, r.Did)
			require.True(t, status == 410 || codes(r.Why)[0] == "removed-there", "%v", r.Why)
			require.Len(t, b.epr.IDs("Goal"), 4)
		})
	}
}

func TestCopies(t *testing.T) {
	b := newBench(t, fhirtest.Config{})
	id := resultOf(t, b.apply(t, b.plan(t)), "goal/g-1").ID
	body, _ := b.epr.Bytes("Goal", id)
	require.NoError(t, b.epr.Seed(bytes.Replace(body, []byte(`"`+id+`"`), []byte(`"copy"`), 1)))
	b.forget()
	t.Run("FHIR-16 two with our identifier: nothing is written", func(t *testing.T) {
		require.Equal(t, []string{"duplicate"}, codes(itemOf(t, b.plan(t), "goal/g-1").Why))
	})
	t.Run("FHIR-16 somebody marked the copy, as they were asked to", func(t *testing.T) {
		b.replaced(t, "Goal", "copy", `"active"`, `"entered-in-error"`)
		i := itemOf(t, b.plan(t), "goal/g-1")
		require.Equal(t, exchange.Leave, i.Do)
		require.Equal(t, id, i.ID)
	})
}

func TestWithdrawnConsentIsNotSilent(t *testing.T) {
	no := func(b *bench) {
		b.Consents = func(context.Context, peer.PersonID) ([]peer.Consent, error) {
			return []peer.Consent{{ID: "no-1", Person: fixtures.Person, Scope: peer.ShareGoals, Purpose: peer.ForRecord, Given: peer.No, From: time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)}}, nil
		}
		b.forget()
	}
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	id := resultOf(t, b.apply(t, b.plan(t)), "goal/g-1").ID
	no(b)
	t.Run("FHIR-16 H25 it stands there from before: somebody hears of it", func(t *testing.T) {
		p := b.plan(t)
		require.Equal(t, []string{"still-there"}, codes(itemOf(t, p, "goal/g-1").Why))
		require.Equal(t, exchange.Keep, itemOf(t, p, "goal/g-4").Do, "one that was never sent stays here")
		b.apply(t, p)
		require.NotEmpty(t, all(t, b.Ledger.Parked(context.Background(), "epr")))
	})
	t.Run("FHIR-16 H25 they took it out", func(t *testing.T) {
		b.replaced(t, "Goal", id, `"active"`, `"entered-in-error"`)
		b.forget()
		require.Equal(t, exchange.Keep, itemOf(t, b.plan(t), "goal/g-1").Do)
	})
	t.Run("FHIR-16 H25 what stands there cannot be read now", func(t *testing.T) {
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.Contains(r.URL.Path, "/Goal/") {
				return &fhirtest.Fault{}
			}
			return nil
		})
		require.Equal(t, exchange.Hold, itemOf(t, b.plan(t), "goal/g-1").Do)
	})
}

func TestWhatPassesIsLookedAtAgain(t *testing.T) {
	ctx := context.Background()
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	status := 503
	b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if strings.Contains(r.URL.Path, "/Goal/") && isWrite(r) {
			return &fhirtest.Fault{Status: status}
		}
		return nil
	})
	t.Run("FHIR-16 a server that cannot do it now: the next plan has it again", func(t *testing.T) {
		r := resultOf(t, b.apply(t, b.plan(t)), "goal/g-1")
		require.Equal(t, exchange.Hold, r.Did)
		require.True(t, r.NotTaken())
		require.Empty(t, all(t, b.Ledger.Parked(ctx, "epr")))
		require.Equal(t, exchange.Create, itemOf(t, b.plan(t), "goal/g-1").Do)
	})
	status = 422
	t.Run("FHIR-16 a server that does not take it: parked, until somebody releases it", func(t *testing.T) {
		r := b.apply(t, b.plan(t))
		require.Equal(t, []string{"server-says-no"}, codes(resultOf(t, r, "goal/g-1").Why))
		require.Equal(t, exchange.Keep, resultOf(t, r, "goal/g-4").Did, "the others go on")
		parked := all(t, b.Ledger.Parked(ctx, "epr"))
		require.Len(t, parked, 3)
		b.epr.Fail(nil)
		require.Zero(t, b.plan(t).Writes(), "the same revision is still parked")
		require.NoError(t, b.Ledger.Release(ctx, "epr", parked[0].Name))
		require.Equal(t, 1, b.plan(t).Writes())
		b.apply(t, b.plan(t))
		require.Len(t, all(t, b.Ledger.Parked(ctx, "epr")), 2)
	})
}

func TestTheRecordMovesOnBetweenPlanAndApply(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	p := b.plan(t)
	b.Records = moved(t, b.Records.(exchange.Loaded))
	require.NoError(t, b.MarkChanged(context.Background()))
	r := b.apply(t, p)
	t.Run("FHIR-16 what was planned is not sent any more; the others are", func(t *testing.T) {
		held := resultOf(t, r, "goal/g-1")
		requireReason(t, held.Why, "plan-outdated", "The record is as it was when this was planned.", "It was not sent, and nothing is lost: plan again")
		require.Equal(t, 5, r.Writes())
		require.Empty(t, all(t, b.Ledger.Parked(context.Background(), "epr")))
	})
	t.Run("FHIR-16 the next plan has it as it is now", func(t *testing.T) {
		again := b.plan(t)
		require.Equal(t, exchange.Create, itemOf(t, again, "goal/g-1").Do)
		require.Equal(t, 1, again.Writes())
		b.apply(t, again)
		require.Zero(t, b.plan(t).Writes())
	})
}

// requireReason: the first thing in the way has this code, and its sentence says so.
func requireReason(t *testing.T, why []peer.Reason, code, says, fix string) {
	t.Helper()
	require.NotEmpty(t, why)
	require.Equal(t, code, why[0].Rule.Code.String())
	require.Equal(t, says, why[0].Says)
	require.Contains(t, why[0].Fix, fix)
	for _, word := range []string{"allotment", "Megan", "Prowse", "Aled", "9990001014", "Tamblyn"} {
		require.NotContains(t, why[0].Says+why[0].Fix, word, "a person's words")
	}
}
