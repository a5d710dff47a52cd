package exchange_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// onTakingOff gives a fault to the first request for $meta-delete.
func onTakingOff(f fhirtest.Fault) func(*http.Request) *fhirtest.Fault {
	return fhirtest.Faults{Rules: []fhirtest.Rule{{Method: http.MethodPost, Path: "/Encounter/*/$meta-delete", First: 1, Last: 1, Fault: f}}}.Script()
}

func TestTakingATagOffIsTurnedDown(t *testing.T) {
	for name, f := range map[string]fhirtest.Fault{
		"not permitted":            {Status: 403},
		"a token for less":         {Status: 403, Header: map[string]string{"WWW-Authenticate": `Bearer error="insufficient_scope"`}},
		"not there after all":      {Status: 404},
		"not for this type":        {Status: 405},
		"not understood":           {Status: 400},
		"against a rule of theirs": {Status: 422},
	} {
		t.Run("FHIR-09 "+name+": the tag stays, which is said, and everything else goes on", func(t *testing.T) {
			b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: fhirtest.TagsOperation})
			b.Records = moved(t, inError(t, b.Records.(exchange.Loaded)))
			p := b.plan(t)
			require.Equal(t, 2, p.Writes())
			b.epr.Fail(onTakingOff(f))
			r := b.apply(t, p)
			require.Empty(t, r.Said, "the client may still change what is there")
			require.Equal(t, 2, r.Writes())
			require.Equal(t, []string{"tags-kept"}, codes(resultOf(t, r, theContact).Why))
			require.Equal(t, "entered-in-error", b.stood(t, "Encounter", id)["status"])
			require.Len(t, all(t, b.Ledger.Parked(t.Context(), "epr")), 1)
			require.Zero(t, b.plan(t).Writes())
		})
	}
	for name, f := range map[string]fhirtest.Fault{
		"busy":                     {Status: 503},
		"somebody is at it":        {Status: 409},
		"no answer, and it landed": {Late: true, Status: 504},
	} {
		t.Run("FHIR-09, FHIR-20 "+name+": it waits for the next plan, is not parked, and is done then", func(t *testing.T) {
			b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: fhirtest.TagsOperation})
			b.Records = inError(t, b.Records.(exchange.Loaded))
			p := b.plan(t)
			b.epr.Fail(onTakingOff(f))
			r := resultOf(t, b.apply(t, p), theContact)
			require.Equal(t, exchange.Hold, r.Did)
			require.Equal(t, []string{"try-later"}, codes(r.Why))
			require.Empty(t, all(t, b.Ledger.Parked(t.Context(), "epr")))
			b.apply(t, b.plan(t))
			require.Equal(t, []string{"awaiting-validation of theirs"}, b.tags(t, id))
			require.Zero(t, b.plan(t).Writes())
		})
	}
	t.Run("FHIR-20 asked to be left alone: the run ends, and nothing is lost", func(t *testing.T) {
		b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: fhirtest.TagsOperation})
		p := b.plan(t)
		b.epr.Fail(onTakingOff(fhirtest.Fault{Status: 429}))
		_, err := b.Apply(t.Context(), b.client, p, nil)
		require.Error(t, err)
		b.apply(t, b.plan(t))
		require.Equal(t, []string{"awaiting-validation of theirs"}, b.tags(t, id))
	})
	t.Run("FHIR-09 it cannot be read back: it waits for the next plan", func(t *testing.T) {
		b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: fhirtest.TagsSnapshot})
		p := b.plan(t)
		b.once(t)
		put := false
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if !strings.HasSuffix(r.URL.Path, id) {
				return nil
			}
			if put = put || isWrite(r); put && !isWrite(r) {
				return &fhirtest.Fault{Status: 503}
			}
			return nil
		})
		r := resultOf(t, b.apply(t, p), theContact)
		require.Equal(t, []string{"try-later"}, codes(r.Why))
		b.epr.Fail(nil)
		require.Zero(t, b.plan(t).Writes(), "it had landed")
	})
}

func TestATagAloneAndItsAnswerIsLost(t *testing.T) {
	for says, m := range manners {
		if m.tags == fhirtest.TagsOperation {
			continue // nothing is put
		}
		for _, landed := range []bool{true, false} {
			t.Run(fmt.Sprintf("FHIR-09, FHIR-16 a server that %s: it landed: %t", says, landed), func(t *testing.T) {
				b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: m.tags})
				b.once(t)
				p := b.plan(t)
				b.epr.Fail(fhirtest.Faults{Rules: []fhirtest.Rule{{Method: http.MethodPut, First: 1, Last: 1, Fault: fhirtest.Fault{Late: landed, Drop: true}}}}.Script())
				r := resultOf(t, b.apply(t, p), theContact)
				require.Equal(t, exchange.Update, r.Did, "%v", r.Why)
				require.Equal(t, m.why, codes(r.Why))
				require.Equal(t, m.left, b.tags(t, id))
			})
		}
	}
}

func TestSomebodyElseIsThereWhileATagGoes(t *testing.T) {
	for says, m := range manners {
		t.Run("FHIR-16, FHIR-17 a server that "+says+": a change there after the plan is left as it is, with its tag", func(t *testing.T) {
			b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: m.tags})
			p := b.plan(t)
			b.replaced(t, "Encounter", id, `"finished"`, `"cancelled"`)
			since := len(b.epr.Log())
			r := resultOf(t, b.apply(t, p), theContact)
			require.Equal(t, exchange.Hold, r.Did)
			require.Equal(t, []string{"moved-on"}, codes(r.Why))
			require.Equal(t, []string{"awaiting-validation of theirs", "awaiting-validation"}, b.tags(t, id))
			require.NotContains(t, b.sent(since, id), "POST/$meta-delete")
			require.Equal(t, []string{"changed-there"}, codes(itemNamed(t, b.plan(t), theEncounter).Why))
		})
		t.Run("FHIR-16, FHIR-17 a server that "+says+": a tag that somebody adds meanwhile stays", func(t *testing.T) {
			b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: m.tags})
			p := b.plan(t)
			b.replaced(t, "Encounter", id, `"tag":[`, `"tag":[{"system":"https://pilot.example/more","code":"new","display":"A tag of theirs"},`)
			r := resultOf(t, b.apply(t, p), theContact)
			require.Equal(t, exchange.Update, r.Did)
			require.Equal(t, append([]string{"new of theirs"}, m.left...), b.tags(t, id))
		})
		t.Run("FHIR-16 a server that "+says+": what somebody else's id took is not touched", func(t *testing.T) {
			b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: m.tags})
			p := b.plan(t)
			b.replaced(t, "Encounter", id, `"value":"c-1"`, `"value":"x-9"`)
			since := len(b.epr.Log())
			r := resultOf(t, b.apply(t, p), theContact)
			require.Equal(t, exchange.Hold, r.Did)
			require.NotContains(t, b.sent(since, id), "POST/$meta-delete")
			require.Equal(t, []string{"awaiting-validation of theirs", "awaiting-validation"}, b.tags(t, id))
		})
	}
	t.Run("FHIR-09, FHIR-16 where both say the same by now, nobody is asked for the sake of a tag", func(t *testing.T) {
		b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: fhirtest.TagsOperation})
		link, _, err := b.Ledger.Link(t.Context(), "epr", theEncounter)
		require.NoError(t, err)
		link.Base = "sha256:what-was-agreed-before"
		require.NoError(t, b.Ledger.Settle(t.Context(), "epr", exchange.Settled{Link: link, Did: exchange.Update}))
		b.apply(t, b.plan(t))
		require.Equal(t, []string{"awaiting-validation of theirs"}, b.tags(t, id))
	})
	t.Run("FHIR-16 the version that is noted is the one that was read back, unless it says something else", func(t *testing.T) {
		for change, noted := range map[string]bool{"finished": true, "cancelled": false} {
			b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: fhirtest.TagsSnapshot})
			p := b.plan(t)
			put := false
			b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
				if put && strings.HasSuffix(r.URL.Path, id) {
					put = false
					b.replaced(t, "Encounter", id, `"finished"`, `"`+change+`"`)
				}
				put = put || r.Method == http.MethodPut
				return nil
			})
			r := resultOf(t, b.apply(t, p), theContact)
			require.Equal(t, exchange.Update, r.Did)
			require.Equal(t, noted, r.ETag == b.newestOf("Encounter", id), change)
		}
	})
	t.Run("FHIR-16 it was removed there before the tag could go", func(t *testing.T) {
		b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: fhirtest.TagsOperation})
		p := b.plan(t)
		require.NoError(t, b.epr.Delete("Encounter", id))
		require.Equal(t, []string{"removed-there"}, codes(resultOf(t, b.apply(t, p), theContact).Why))
	})
}
