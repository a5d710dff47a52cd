package exchange_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/recovery"
)

// toBase gives a fault to every Bundle, and to nothing else.
func toBase(f fhirtest.Fault) func(*http.Request) *fhirtest.Fault {
	return fhirtest.Faults{Rules: []fhirtest.Rule{{Method: http.MethodPost, Path: "/fhir", Fault: f}}}.Script()
}

// refusing is a validator of a record system that does not take some of our goals,
// known by their identifiers.
func refusing(some ...string) func([]byte) error {
	return func(body []byte) error {
		for _, id := range some {
			if bytes.Contains(body, []byte(`"value":"`+id+`"`)) {
				return fmt.Errorf("not this one")
			}
		}
		return strict.Validate(body)
	}
}

// proved is a bench where the server is known to take Bundles: n goals stand there
// already, and each has moved on.
func proved(t *testing.T, config fhirtest.Config, n int) *bench {
	b := newBench(t, config)
	b.Records = goals(t, n)
	b.push(t, exchange.PushOptions{})
	for k, g := range b.Records.(exchange.Loaded) {
		b.Records.(exchange.Loaded)[k] = onHold(t, g.(recovery.Goal))
	}
	return b
}

func (b *bench) waiting(t *testing.T) []exchange.Postponed {
	return all(t, b.Ledger.Waiting(context.Background(), "epr"))
}

func (b *bench) parked(t *testing.T) []exchange.Parked {
	return all(t, b.Ledger.Parked(context.Background(), "epr"))
}

// later is the time as it is after the target has rested and what waits is due.
func (b *bench) later() {
	now := b.Now().Add(16 * time.Minute)
	b.Now = func() time.Time { return now }
}

func TestWhatABundleIsAnswered(t *testing.T) {
	cases := []struct {
		name  string
		fault fhirtest.Fault
		rests bool // the target does
	}{
		{"FHIR-16 the connection is cut before anything was done", fhirtest.Fault{Drop: true}, false},
		{"FHIR-16 the connection is cut when all was done", fhirtest.Fault{Late: true, Drop: true}, false},
		{"FHIR-16 the answer is cut short", fhirtest.Fault{CutAfter: 200}, false},
		{"FHIR-16 502, and all was done", fhirtest.Fault{Late: true, Status: 502, Body: fhirtest.HTMLPage}, false},
		{"FHIR-16 500, and nothing was done", fhirtest.Fault{Status: 500}, false},
		{"FHIR-16 200 with a page of HTML", fhirtest.Fault{Status: 200, Body: fhirtest.HTMLPage}, false},
		{"FHIR-16 200 with a page of HTML, and all was done", fhirtest.Fault{Late: true, Status: 200, Body: fhirtest.HTMLPage}, false},
		{"FHIR-16 200 with an OperationOutcome, and nothing was done", fhirtest.Fault{Status: 200, ContentType: "application/fhir+json", Body: `{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]}`}, false},
		{"FHIR-16 200 with an OperationOutcome, and all was done", fhirtest.Fault{Late: true, Status: 200, ContentType: "application/fhir+json", Body: `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]}`}, false},
		{"FHIR-16 a Bundle of another kind", fhirtest.Fault{Late: true, Status: 200, ContentType: "application/fhir+json", Body: `{"resourceType":"Bundle","type":"searchset"}`}, false},
		{"FHIR-16 an answer without entries", fhirtest.Fault{Late: true, Status: 200, ContentType: "application/fhir+json", Body: `{"resourceType":"Bundle","type":"batch-response"}`}, false},
		{"FHIR-16 an answer with too few entries", fhirtest.Fault{Late: true, Status: 200, ContentType: "application/fhir+json", Body: `{"resourceType":"Bundle","type":"batch-response","entry":[{"response":{"status":"200"}}]}`}, false},
		{"FHIR-16 403 to Bundles and to nothing else", fhirtest.Fault{Status: 403}, false},
		{"FHIR-16 404 to Bundles and to nothing else", fhirtest.Fault{Status: 404}, false},
		{"FHIR-16 405 to Bundles and to nothing else", fhirtest.Fault{Status: 405}, false},
		{"FHIR-16 413 whatever its size", fhirtest.Fault{Status: 413}, false},
		{"FHIR-16 400 and no entry is named", fhirtest.Fault{Status: 400}, false},
		{"FHIR-20 503", fhirtest.Fault{Status: 503, RetryAfter: "120"}, true},
		{"FHIR-20 429", fhirtest.Fault{Status: 429, RetryAfter: "120"}, true},
		{"FHIR-20 401", fhirtest.Fault{Status: 401}, true},
		{"FHIR-20 a redirect", fhirtest.Fault{Status: 307, Header: map[string]string{"Location": "http://elsewhere.invalid"}}, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := proved(t, fhirtest.Config{UpdateCreate: true}, 12)
			sound := 1 // the first Bundle finds out whether the server heeds If-Match there
			b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
				if sound--; sound >= 0 && strings.HasSuffix(r.URL.Path, "/fhir") {
					return nil
				} else if !strings.HasSuffix(r.URL.Path, "/fhir") {
					sound++
					return nil
				}
				return &c.fault
			})
			r := b.push(t, exchange.PushOptions{})
			require.Equal(t, c.rests, len(r.Resting.Why) > 0, "%+v", r)
			if c.rests {
				require.Equal(t, 11, r.PutOff)
				require.Len(t, b.waiting(t), 11)
				sent := len(b.epr.Log())
				require.Zero(t, b.push(t, exchange.PushOptions{}).Writes())
				require.Zero(t, b.asked(sent), "the target rests")
				b.epr.Fail(nil)
				b.later()
				r = b.push(t, exchange.PushOptions{})
				require.Equal(t, 11, r.Writes())
			} else {
				require.Equal(t, 12, r.Did[exchange.Update]+r.Did[exchange.Leave], "%+v", r)
			}
			require.Empty(t, b.parked(t))
			require.Empty(t, b.waiting(t))
			b.epr.Fail(nil)
			require.Zero(t, b.plan(t).Writes())
			for _, id := range b.epr.IDs("Goal") {
				require.LessOrEqual(t, len(b.epr.Versions("Goal", id)), 2, "%s was written twice", id)
			}
		})
	}
}

func TestPoison(t *testing.T) {
	n, poison := sized(200, 1000), []string{"f-0", "f-130", "f-131", "f-199"}
	if n == 1000 {
		poison = append(poison, "f-390", "f-520", "f-650", "f-780", "f-910", "f-999")
	}
	for name, c := range map[string]struct {
		fault *fhirtest.Fault
		most  int // requests
	}{
		"each entry by itself":                   {nil, sized(20, 60)},
		"the whole batch, and it is named":       {&fhirtest.Fault{WholeBatch: true}, sized(40, 80)},
		"the whole batch, and no entry is named": {&fhirtest.Fault{WholeBatch: true, Nameless: true}, sized(60, 150)},
	} {
		t.Run("FHIR-16, FHIR-18 some are not taken, all others arrive: "+name, func(t *testing.T) {
			b := newBench(t, fhirtest.Config{UpdateCreate: true, Validate: refusing(poison...)})
			b.Records = goals(t, n)
			if c.fault != nil {
				b.epr.Fail(toBase(*c.fault))
			}
			r := b.push(t, exchange.PushOptions{})
			t.Logf("%d requests for %d, %d of them not taken", len(b.epr.Log()), n, len(poison))
			require.Equal(t, map[exchange.Do]int{exchange.Create: n - len(poison), exchange.Hold: len(poison)}, r.Did)
			require.LessOrEqual(t, len(b.epr.Log()), c.most)
			parked := b.parked(t)
			require.Len(t, parked, len(poison))
			for _, p := range parked {
				require.Contains(t, poison, p.Name.Record.ID)
				require.Equal(t, exchange.OwnerThere, p.Owner)
				requireReason(t, p.Why, "server-says-no", "The record system takes it.", "fhir: create-at Goal: 422")
			}
			sent := len(b.epr.Log())
			require.Zero(t, b.push(t, exchange.PushOptions{}).Writes())
			require.Zero(t, b.asked(sent))
		})
	}
}
