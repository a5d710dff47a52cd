package exchange_test

import (
	"context"
	"io"
	"iter"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
)

func TestAServerThatAnswersWithoutTheResource(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{"FHIR-16 ids chosen by us": {UpdateCreate: true}, "FHIR-16 created under a condition": {}} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, config)
			b.through(t, func(r *http.Request) (*http.Response, error) {
				resp, err := http.DefaultTransport.RoundTrip(r)
				if err == nil && isWrite(r) {
					resp.Body.Close()
					resp.Body, resp.ContentLength = io.NopCloser(strings.NewReader("")), 0
					resp.Header.Del("Content-Length")
				}
				return resp, err
			})
			p := b.plan(t)
			r := b.apply(t, p)
			require.Equal(t, 5, r.Counts()[exchange.Create], "%v", r)
			require.Equal(t, 6, b.apply(t, p).Counts()[exchange.Leave], "found by our identifier")
			b.forget()
			require.Zero(t, b.plan(t).Writes())
			require.Equal(t, 6, b.epr.Writes())
		})
	}
}

func TestAnswersLostForGood(t *testing.T) {
	t.Run("FHIR-16 nothing landed, and nothing is found: once more, and then nobody knows", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{})
		p := b.plan(t)
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if isWrite(r) {
				return &fhirtest.Fault{Drop: true}
			}
			return nil
		})
		r := b.apply(t, p)
		require.Equal(t, []string{"outcome-unknown"}, codes(resultOf(t, r, "goal/g-1").Why))
		require.Equal(t, []string{"outcome-unknown"}, codes(resultOf(t, r, "contribution/walk").Why))
		require.True(t, resultOf(t, r, "goal/g-1").NotTaken())
		require.Zero(t, b.epr.Writes())
		b.epr.Fail(nil)
		require.Equal(t, 6, b.plan(t).Writes(), "the next plan has it again")
	})
	t.Run("FHIR-16 an update landed and its answer was lost", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.apply(t, b.plan(t))
		b.Records = moved(t, b.Records.(exchange.Loaded))
		p, writes := b.plan(t), b.epr.Writes()
		lost := 0
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if lost++; isWrite(r) && lost < 4 {
				return &fhirtest.Fault{Late: true, Drop: true}
			}
			return nil
		})
		require.Equal(t, exchange.Update, resultOf(t, b.apply(t, p), "goal/g-1").Did)
		require.Equal(t, writes+1, b.epr.Writes())
	})
	t.Run("FHIR-16 the interruption is heard, and what had been written is noted", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		ctx, cancel := context.WithCancel(context.Background())
		b.Ledger = ending{b.Ledger, cancel}
		report, err := b.Apply(ctx, b.client, p, nil)
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, 1, b.epr.Writes())
		require.Len(t, report.Results, 1)
		for _, r := range report.Results {
			_, known, err := b.Ledger.Link(context.Background(), "epr", r.Name)
			require.NoError(t, err)
			require.True(t, known)
		}
	})
	t.Run("FHIR-16 the interruption is heard while a lost write is tried again", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{})
		p := b.plan(t)
		ctx, cancel := context.WithCancel(context.Background())
		searched := false
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			searched = searched || strings.HasSuffix(r.URL.Path, "/_search")
			if isWrite(r) {
				if searched {
					cancel()
				}
				return &fhirtest.Fault{Drop: true}
			}
			return nil
		})
		_, err := b.Apply(ctx, b.client, p, nil)
		require.ErrorIs(t, err, context.Canceled)
	})
}

// ending ends the run at the moment in which a write is to be noted.
type ending struct {
	exchange.Ledger
	cancel func()
}

func (e ending) Settle(ctx context.Context, target string, l ...exchange.Settled) error {
	e.cancel()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return e.Ledger.Settle(ctx, target, l...)
}

func TestWhatEndsARun(t *testing.T) {
	for name, status := range map[string]int{"FHIR-20 nobody is let in": 401, "FHIR-20 asked to be left alone": 429} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, fhirtest.Config{UpdateCreate: true})
			p := b.plan(t)
			tried := 0
			b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
				tried++
				return &fhirtest.Fault{Status: status, RetryAfter: "60"}
			})
			_, err := b.Apply(context.Background(), b.client, p, nil)
			require.Error(t, err)
			require.LessOrEqual(t, tried, 2, "one document was enough to hear it")
			_, err = b.Plan(context.Background(), b.client.Reader())
			require.Error(t, err)
		})
	}
	t.Run("FHIR-16 a server that can neither take ids nor heed a condition", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{NoConditionalCreate: true})
		p := b.plan(t)
		require.Equal(t, []string{"server-says-no"}, codes(itemOf(t, p, "goal/g-1").Why))
		require.Equal(t, 1, p.Writes(), "the edit of a service's plan")
	})
	t.Run("FHIR-16 the host's own stores", func(t *testing.T) {
		for name, l := range map[string]exchange.Ledger{"keys": nil, "dirty": downLedger{dirty: true}, "link": downLedger{}} {
			b := newBench(t, fhirtest.Config{UpdateCreate: true})
			require.NoError(t, b.MarkChanged(context.Background()))
			if l == nil {
				b.Records = downKeys{b.Records}
			} else {
				d := l.(downLedger)
				d.Ledger = b.Ledger
				b.Ledger = d
			}
			_, err := b.Plan(context.Background(), b.client.Reader())
			require.ErrorIs(t, err, errDown, name)
			if name != "dirty" {
				require.ErrorIs(t, b.MarkChanged(context.Background()), errDown, name)
			}
		}
	})
}

type downKeys struct{ exchange.Records }

func (downKeys) Keys(context.Context) iter.Seq2[exchange.Key, error] {
	return func(yield func(exchange.Key, error) bool) { yield(exchange.Key{}, errDown) }
}

type downLedger struct {
	exchange.Ledger
	dirty bool
}

func (d downLedger) Dirty(ctx context.Context, target string) iter.Seq2[exchange.Wanted, error] {
	if d.dirty {
		return func(yield func(exchange.Wanted, error) bool) { yield(exchange.Wanted{}, errDown) }
	}
	return d.Ledger.Dirty(ctx, target)
}

func (d downLedger) Link(ctx context.Context, target string, n exchange.Name) (exchange.Link, bool, error) {
	if !d.dirty {
		return exchange.Link{}, false, errDown
	}
	return d.Ledger.Link(ctx, target, n)
}

func TestAPersonByReference(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	staff := b.People.(people).staff
	for name, c := range map[string]struct{ reference, code string }{
		"FHIR-15 they are there":                 {"Patient/aled-prowse", ""},
		"FHIR-15 nobody there":                   {"Patient/nobody", "patient-not-found"},
		"FHIR-15, H19 somebody else's reference": {"Patient/sian-weller", "patient-mismatch"},
		"FHIR-15 a reference to something else":  {"Practitioner/jess-tamblyn", "required"},
		"FHIR-15 the server says it was removed": {"Patient/removed", "patient-not-found"},
	} {
		t.Run(name, func(t *testing.T) {
			b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
				if strings.HasSuffix(r.URL.Path, "/removed") {
					return &fhirtest.Fault{Status: 410}
				}
				return nil
			})
			p := aled(t)
			p.Reference = c.reference
			b.People = people{p, staff}
			i := itemOf(t, b.plan(t), "contact/c-1")
			if c.code == "" {
				require.Equal(t, exchange.Create, i.Do)
				return
			}
			require.Equal(t, []string{c.code}, codes(i.Why))
		})
	}
}

func TestTakenBackBeforeItWasSent(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	out := exchange.Loaded{}
	for _, r := range b.Records.(exchange.Loaded) {
		if c, ok := r.(peer.Contact); ok && c.Ref().ID == "c-2" {
			next, _, err := c.Do(peer.MarkInError{Because: peer.Words{Text: peer.Say("wrong person")}},
				peer.Act{By: peer.ByStaff(fixtures.Worker, ""), At: time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC), ID: "oops", Seen: c.Rev()}, peer.ContactFacts{})
			require.NoError(t, err)
			r = next
		}
		out = append(out, r)
	}
	sent := newBench(t, fhirtest.Config{UpdateCreate: true})
	sent.apply(t, sent.plan(t))
	b.Records = out
	t.Run("PEER-49 it was never there", func(t *testing.T) {
		require.Equal(t, exchange.Keep, itemOf(t, b.plan(t), "contact/c-2").Do)
	})
	t.Run("PEER-49 it was there and somebody removed it", func(t *testing.T) {
		b.Ledger = sent.Ledger
		require.Equal(t, exchange.Keep, itemOf(t, b.plan(t), "contact/c-2").Do)
	})
}

func TestSmallPrint(t *testing.T) {
	ctx := context.Background()
	t.Run("FHIR-16 a plan for another target", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		b.Target = "another"
		_, err := b.Apply(ctx, b.client, p, nil)
		require.ErrorIs(t, err, exchange.ErrOtherServer)
		require.Zero(t, b.epr.Writes())
	})
	t.Run("FHIR-16 what others refer to is written first", func(t *testing.T) {
		var types []string
		for _, i := range newBench(t, fhirtest.Config{UpdateCreate: true}).plan(t).Items {
			if i.Do.Writes() {
				types = append(types, i.Name.Type)
			}
		}
		require.Equal(t, []string{"Goal", "Goal", "Goal", "CarePlan", "Encounter", "Encounter"}, types)
	})
	t.Run("FHIR-16 a record newer than it was noted: that revision is what is settled", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		require.NoError(t, b.MarkChanged(ctx))
		b.Records = moved(t, b.Records.(exchange.Loaded))
		p, err := b.Plan(ctx, b.client.Reader())
		require.NoError(t, err)
		b.apply(t, p)
		require.NoError(t, b.MarkChanged(ctx))
		for w := range b.Ledger.Dirty(ctx, "epr") {
			require.NotEqual(t, "g-1", w.Name.Record.ID)
		}
	})
	t.Run("FHIR-16 a search that answers with more than was asked for", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{})
		b.through(t, func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, "/Goal/_search") {
				r.Body, r.ContentLength = io.NopCloser(strings.NewReader("")), 0
			}
			return http.DefaultTransport.RoundTrip(r)
		})
		require.Equal(t, exchange.Create, itemOf(t, b.plan(t), "goal/g-1").Do, "the goal of the service is not ours")
	})
	t.Run("FHIR-15 a person who could not be looked up once is looked up again", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		asked := 0
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.HasSuffix(r.URL.Path, "/Patient/_search") {
				if asked++; asked <= 3 {
					return &fhirtest.Fault{}
				}
			}
			return nil
		})
		c := b.plan(t).Counts()
		require.Equal(t, 1, c[exchange.Hold])
		require.Equal(t, 5, c[exchange.Create]+c[exchange.Edit])
		require.Equal(t, 4, asked, "and then once for all")
	})
}
