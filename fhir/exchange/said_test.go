package exchange_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// once is a client that sends everything once, so that a test can count.
func (b *bench) once(t *testing.T) {
	t.Helper()
	c, err := client.New(client.Config{Base: b.Base, Retries: -1})
	require.NoError(t, err)
	b.client = c
}

// asked counts the requests since the log had this length.
func (b *bench) asked(since int) int { return len(b.epr.Log()) - since }

func TestADeadServerIsGivenUpOnOnce(t *testing.T) {
	t.Run("FHIR-20 while a plan is made", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.once(t)
		asked := 0
		b.epr.Fail(func(*http.Request) *fhirtest.Fault {
			if asked++; asked > 4 {
				return &fhirtest.Fault{Status: 503}
			}
			return nil
		})
		p := b.plan(t)
		require.LessOrEqual(t, asked, 7, "one document, and the server about itself")
		require.Len(t, p.Said, 1)
		requireReason(t, p.Said, "given-up", "The record system answers.", "Nothing is lost: what was not written is in the next plan.")
		require.Equal(t, 1, p.Counts()[exchange.Create], "what was looked at before stays planned")
		for _, i := range p.Items {
			if i.Do == exchange.Hold {
				require.Equal(t, []string{"given-up"}, codes(i.Why), i.Name)
			}
		}
		b.epr.Fail(nil)
		require.Equal(t, 6, b.plan(t).Writes(), "the next plan has it all")
	})
	t.Run("FHIR-20 while a plan is applied, and nothing is parked for it", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.once(t)
		p := b.plan(t)
		var wrote, asked atomic.Int32 // a dropped connection orders nothing
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if isWrite(r) {
				wrote.Add(1)
			}
			if wrote.Load() < 2 {
				return nil
			}
			asked.Add(1)
			return &fhirtest.Fault{Drop: true}
		})
		r := b.apply(t, p)
		require.LessOrEqual(t, asked.Load(), int32(4), "a write, the look whether it landed, the server about itself")
		require.Equal(t, 1, r.Writes())
		require.Equal(t, []string{"outcome-unknown"}, codes(resultOf(t, r, "goal/g-2").Why), "of this one nobody knows")
		require.Equal(t, []string{"given-up"}, codes(resultOf(t, r, "contact/c-2").Why))
		require.True(t, resultOf(t, r, "contact/c-2").NotTaken())
		require.Equal(t, exchange.OwnerThere, resultOf(t, r, "contact/c-2").Owner())
		require.Len(t, r.Said, 1)
		require.Empty(t, all(t, b.Ledger.Parked(t.Context(), "epr")))
		b.epr.Fail(nil)
		require.Equal(t, 5, b.plan(t).Writes())
	})
	t.Run("FHIR-20 it answers about itself, and about goals it does not: the others go on", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.once(t)
		more := exchange.Loaded{}
		for n := range 10 {
			more = append(more, shared(t, fmt.Sprintf("more-%d", n)))
		}
		b.Records = append(more, b.Records.(exchange.Loaded)...)
		p := b.plan(t)
		asked := 0
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.Contains(r.URL.Path, "/Goal/") && isWrite(r) {
				asked++
				return &fhirtest.Fault{Status: 503}
			}
			return nil
		})
		r := b.apply(t, p)
		require.Equal(t, 6, asked, "three goals, each looked for and sent once more")
		require.Len(t, r.Said, 1)
		requireReason(t, r.Said, "given-up", "The record system answers about resources of type Goal.", "Nothing is lost")
		require.Equal(t, 3, r.Writes(), "two contacts and the contribution")
	})
	t.Run("FHIR-20 now and then no answer about goals, and not in a row: all are tried", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.once(t)
		b.Records = exchange.Loaded{}
		for n := range 9 {
			b.Records = append(b.Records.(exchange.Loaded), shared(t, fmt.Sprintf("more-%d", n)))
		}
		p := b.plan(t)
		silent := map[string]bool{}
		for n, i := range p.Items {
			silent["/Goal/"+i.ID] = n%3 != 0
		}
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if isWrite(r) && silent[strings.TrimPrefix(r.URL.Path, "/fhir")] {
				return &fhirtest.Fault{Status: 503}
			}
			return nil
		})
		r := b.apply(t, p)
		require.Empty(t, r.Said)
		require.Equal(t, 3, r.Writes())
	})
	t.Run("FHIR-20 one document without an answer is that document's", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.once(t)
		p := b.plan(t)
		id := itemOf(t, p, "goal/g-2").ID
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.HasSuffix(r.URL.Path, "/Goal/"+id) {
				return &fhirtest.Fault{Status: 500}
			}
			return nil
		})
		r := b.apply(t, p)
		require.Empty(t, r.Said)
		require.Equal(t, 5, r.Writes())
	})
}

func TestTurnedAwayOnce(t *testing.T) {
	forbid := func(typ string, asked *int) func(*http.Request) *fhirtest.Fault {
		return func(r *http.Request) *fhirtest.Fault {
			if isWrite(r) && strings.Contains(r.URL.Path, typ) {
				*asked++
				return &fhirtest.Fault{Status: 403}
			}
			return nil
		}
	}
	t.Run("FHIR-20 the token may write nothing: two goals, and one more of each kind", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		asked := 0
		b.epr.Fail(forbid("", &asked))
		r := b.apply(t, p)
		require.Equal(t, 4, asked)
		require.Zero(t, r.Writes())
		requireReason(t, r.Said, "not-let-in", "The client may create resources of type Goal.", "Have it permitted by whoever runs the record system")
		require.Len(t, r.Said, 2, "creating goals, and creating contacts; one plan of theirs is not many")
		for _, parked := range all(t, b.Ledger.Parked(t.Context(), "epr")) {
			require.Equal(t, "CarePlan", parked.Name.Type, "what was turned away before it was known is not left parked")
		}
		b.epr.Fail(nil)
		require.Equal(t, 5, b.plan(t).Writes())
	})
	t.Run("FHIR-20 the token may not write goals: the others go on", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		asked := 0
		b.epr.Fail(forbid("/Goal/", &asked))
		r := b.apply(t, p)
		require.Equal(t, 2, asked)
		require.Equal(t, 3, r.Writes())
		require.Len(t, r.Said, 1)
	})
	t.Run("FHIR-20 one document that nobody may touch is that document's", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		asked := 0
		b.epr.Fail(forbid("/Goal/"+itemOf(t, p, "goal/g-2").ID, &asked))
		r := b.apply(t, p)
		require.Equal(t, 1, asked)
		require.Empty(t, r.Said)
		require.Equal(t, 5, r.Writes())
		parked := all(t, b.Ledger.Parked(t.Context(), "epr"))
		require.Len(t, parked, 1)
		requireReason(t, parked[0].Why, "server-says-no", "The record system takes it.", "have it permitted")
		require.Equal(t, exchange.OwnerThere, parked[0].Owner)
	})
	t.Run("FHIR-20 some are let through: the others are each about themselves", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		first, asked := itemOf(t, p, "goal/g-1").ID, 0
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if isWrite(r) && strings.Contains(r.URL.Path, "/Goal/") && !strings.HasSuffix(r.URL.Path, first) {
				asked++
				return &fhirtest.Fault{Status: 403}
			}
			return nil
		})
		r := b.apply(t, p)
		require.Equal(t, 2, asked)
		require.Empty(t, r.Said)
		require.Len(t, all(t, b.Ledger.Parked(t.Context(), "epr")), 2)
	})
	t.Run("FHIR-20 a person whose record is closed is asked about once", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		asked := 0
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.HasSuffix(r.URL.Path, "/Patient/_search") {
				asked++
				return &fhirtest.Fault{Status: 403}
			}
			return nil
		})
		p := b.plan(t)
		require.Equal(t, 1, asked)
		require.Empty(t, p.Said, "one person is not everybody")
		require.Zero(t, p.Writes())
	})
	t.Run("FHIR-20 the token may read no goals", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		asked := 0
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.Contains(r.URL.Path, "/Goal/") {
				asked++
				return &fhirtest.Fault{Status: 403}
			}
			return nil
		})
		p := b.plan(t)
		require.Equal(t, 2, asked)
		requireReason(t, p.Said, "not-let-in", "The client may read resources of type Goal.", "Nothing is lost")
		require.Equal(t, 3, p.Writes())
		saved, err := p.Encode()
		require.NoError(t, err)
		back, err := exchange.DecodePlan(saved)
		require.NoError(t, err)
		require.Equal(t, codes(p.Said), codes(back.Said))
	})
}
