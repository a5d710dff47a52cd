package exchange_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// lostAnswers are the ways in which nobody knows how a write went. landed: it was
// carried out. waits: the server said that it would do it later, so it is not sent
// again.
var lostAnswers = []struct {
	name          string
	fault         fhirtest.Fault
	landed, waits bool
}{
	{"the connection is cut before anything was done", fhirtest.Fault{Drop: true}, false, false},
	{"the connection is cut when it was done", fhirtest.Fault{Late: true, Drop: true}, true, false},
	{"500, and nothing was done", fhirtest.Fault{Status: 500}, false, false},
	{"500, and it was done", fhirtest.Fault{Late: true, Status: 500}, true, false},
	{"504 from a gateway, and it was done", fhirtest.Fault{Late: true, Status: 504, Body: fhirtest.HTMLPage}, true, false},
	{"the answer is cut short", fhirtest.Fault{CutAfter: 20}, true, false},
	{"the answer ends early and looks whole", fhirtest.Fault{LengthOff: -10}, true, false},
	{"a page of HTML, and it was done", fhirtest.Fault{Late: true, Status: 200, Body: fhirtest.HTMLPage}, true, false},
	{"a page of HTML, and nothing was done", fhirtest.Fault{Status: 200, Body: fhirtest.HTMLPage}, false, false},
	{"202, and it was done", fhirtest.Fault{Late: true, Status: 202}, true, true},
	{"202, and it is not done yet", fhirtest.Fault{Status: 202}, false, true},
}

func TestAnUnknownOutcomeIsReadBack(t *testing.T) {
	writes := []struct {
		name, record, at string
		config           fhirtest.Config
		again            bool // the resource stands there, and the record has moved on
		did              exchange.Do
	}{
		{"a create under an id of ours", "goal/g-1", "/Goal/", fhirtest.Config{UpdateCreate: true}, false, exchange.Create},
		{"a create under a condition", "goal/g-1", "/Goal", fhirtest.Config{}, false, exchange.Create},
		{"an update", "goal/g-1", "/Goal/", fhirtest.Config{UpdateCreate: true}, true, exchange.Update},
		{"an edit", "contribution/walk", "/CarePlan/", fhirtest.Config{UpdateCreate: true}, false, exchange.Edit},
	}
	for _, w := range writes {
		for _, lost := range lostAnswers {
			t.Run("FHIR-16 "+w.name+": "+lost.name, func(t *testing.T) {
				b := newBench(t, w.config)
				b.once(t)
				if w.again {
					b.apply(t, b.plan(t))
					b.Records = moved(t, b.Records.(exchange.Loaded))
				}
				p := only(b.plan(t), w.record)
				began := b.epr.Writes()
				var asked []string
				b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
					if strings.HasSuffix(r.URL.Path, "/metadata") {
						return nil
					}
					wrote := slices.Contains(asked, "write")
					asked = append(asked, map[bool]string{true: "write", false: "look"}[isWrite(r)])
					if isWrite(r) && strings.Contains(r.URL.Path, w.at) && !wrote {
						return &lost.fault
					}
					return nil
				})
				r := resultOf(t, b.apply(t, p), w.record)
				if !lost.landed && lost.waits {
					requireReason(t, r.Why, "outcome-unknown", "It is known whether the last write landed.", "Nothing is lost: plan again later")
					require.Equal(t, began, b.epr.Writes(), "not sent again")
					require.Empty(t, all(t, b.Ledger.Parked(t.Context(), "epr")))
					b.epr.Fail(nil)
					require.Equal(t, w.did, itemOf(t, b.plan(t), w.record).Do)
					return
				}
				require.Equal(t, w.did, r.Did, "%v", r.Why)
				require.Equal(t, began+1, b.epr.Writes(), "once and not twice")
				requireLookedFirst(t, asked)
				b.forget()
				b.epr.Fail(nil)
				require.Equal(t, exchange.Leave, itemOf(t, b.plan(t), w.record).Do)
			})
		}
	}
}

// only is a plan of which one item is left.
func only(p exchange.Plan, record string) exchange.Plan {
	p.Items = slices.DeleteFunc(p.Items, func(i exchange.Item) bool { return i.Name.Record.String() != record })
	return p
}

// requireLookedFirst: no write follows a write without a look in between.
func requireLookedFirst(t *testing.T, asked []string) {
	t.Helper()
	require.NotContains(t, strings.Join(asked, " "), "write write")
}

func TestNobodyCanLook(t *testing.T) {
	for name, again := range map[string]bool{"a create": false, "an update": true} {
		t.Run("FHIR-16 "+name+" is lost, and the look for it too", func(t *testing.T) {
			b := newBench(t, fhirtest.Config{UpdateCreate: true})
			b.once(t)
			if again {
				b.apply(t, b.plan(t))
				b.Records = moved(t, b.Records.(exchange.Loaded))
			}
			p := only(b.plan(t), "goal/g-1")
			b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
				if strings.Contains(r.URL.Path, "/Goal/") {
					return &fhirtest.Fault{Late: true, Drop: true}
				}
				return nil
			})
			r := resultOf(t, b.apply(t, p), "goal/g-1")
			requireReason(t, r.Why, "outcome-unknown", "It is known whether the last write landed.", "nothing is written twice")
			b.epr.Fail(nil)
			next := itemOf(t, b.plan(t), "goal/g-1")
			require.Equal(t, exchange.Leave, next.Do, "it had landed, and the next plan finds it")
		})
	}
	t.Run("FHIR-16 a lost update landed and the record moves on: nobody else is taken to have changed it", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.once(t)
		b.Records = exchange.Loaded{shared(t, "f-1")}
		b.apply(t, b.plan(t))
		held := onHold(t, shared(t, "f-1"))
		b.Records = exchange.Loaded{held}
		p := b.plan(t)
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.Contains(r.URL.Path, "/Goal/") {
				return &fhirtest.Fault{Late: true, Drop: true}
			}
			return nil
		})
		require.Equal(t, []string{"outcome-unknown"}, codes(resultOf(t, b.apply(t, p), "goal/f-1").Why))
		for _, fault := range []*fhirtest.Fault{{Status: 503}, nil} { // the next one does not land at all
			b.Records = exchange.Loaded{pickedUp(t, held)}
			b.epr.Fail(nil)
			p = b.plan(t)
			require.Equal(t, exchange.Update, itemOf(t, p, "goal/f-1").Do)
			b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
				if isWrite(r) {
					return fault
				}
				return nil
			})
			b.apply(t, p)
		}
		require.Zero(t, b.plan(t).Writes())
	})
}

func TestWhatStandsBeforeAServer(t *testing.T) {
	t.Run("FHIR-16 a login page instead of a resource passes, and parks nothing", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		id := itemOf(t, b.plan(t), "goal/g-1").ID
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.HasSuffix(r.URL.Path, "/Goal/"+id) {
				return &fhirtest.Fault{Status: 200, Body: fhirtest.HTMLPage}
			}
			return nil
		})
		p := b.plan(t)
		i := itemOf(t, p, "goal/g-1")
		requireReason(t, i.Why, "try-later", "The record system can do it now.", "Nothing is lost: plan again later; it said: fhir: read Goal")
		b.apply(t, p)
		require.Empty(t, all(t, b.Ledger.Parked(t.Context(), "epr")))
	})
	t.Run("FHIR-16 409 passes", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		b.epr.Fail(fhirtest.Faults{Rules: []fhirtest.Rule{{Method: http.MethodPut, Path: "/Goal/*", First: 1, Last: 1, Fault: fhirtest.Fault{Status: 409}}}}.Script())
		require.Equal(t, []string{"try-later"}, codes(resultOf(t, b.apply(t, p), "goal/g-1").Why))
	})
	for _, day := range []string{"too-many-seconds", "token-ran-out", "redirect-elsewhere"} {
		t.Run("FHIR-20 "+day+" is about everything, and ends the run", func(t *testing.T) {
			b := newBench(t, fhirtest.Config{UpdateCreate: true})
			b.once(t)
			p := b.plan(t)
			for _, d := range fhirtest.BadDays(b.Now()) {
				if d.Name == day {
					b.epr.Fail(fhirtest.Faults{Rules: []fhirtest.Rule{{Method: http.MethodPut, Fault: d.Fault}}}.Script())
				}
			}
			r, err := b.Apply(t.Context(), b.client, p, nil)
			var answer *client.Error
			require.ErrorAs(t, err, &answer)
			require.Empty(t, r.Results)
			b.epr.Fail(nil)
			require.Equal(t, 6, b.apply(t, p).Writes(), "the same plan can be applied again")
		})
	}
}
