package exchange_test

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

func TestPullStopsAnywhere(t *testing.T) {
	t.Run("FHIR-18 a page that fails: what came before it stays, and the rest comes later, once", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{PageSize: 1})
		p.after(t, 0)
		ids := p.epr.IDs("Goal")
		for _, id := range ids {
			require.NoError(t, p.epr.Edit("Goal", id, described))
			p.now = p.now.Add(10 * time.Second)
		}
		p.failPage(2)
		p.now = p.now.Add(time.Second)
		_, err := p.Pull(t.Context(), p.client.Reader(), p.options)
		require.Error(t, err)
		require.Len(t, p.arrived(t), 2)
		p.take(t)
		p.epr.Fail(nil)
		p.after(t, time.Second)
		require.Len(t, p.arrived(t), 1, "three goals are ours, and each arrives once")
	})
	t.Run("FHIR-18 a page that fails, and the newest had come first: the rest is not passed over", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{PageSize: 1, WithoutParams: []string{"_sort", "_elements"}})
		p.after(t, 0)
		ids := p.epr.IDs("Goal")
		for _, id := range slices.Backward(ids) {
			require.NoError(t, p.epr.Edit("Goal", id, described))
			p.now = p.now.Add(10 * time.Second)
		}
		p.failPage(2)
		_, err := p.Pull(t.Context(), p.client.Reader(), p.options)
		require.Error(t, err)
		p.epr.Fail(nil)
		require.False(t, p.after(t, time.Second).Swept)
		require.Len(t, p.arrived(t), 3, "three goals are ours")
	})
	t.Run("FHIR-18 a page that fails, and no order was kept: the rest is not passed over", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{PageSize: 2})
		p.through(t, rewriting(func(form string) (string, int) { return without(form, "_sort"), 0 }))
		p.after(t, 0)
		ours := slices.DeleteFunc(p.epr.IDs("Goal"), func(id string) bool { return id == "clinical-goal-5" })
		for _, k := range []int{1, 2, 0} { // the first page has the newest and the oldest
			require.NoError(t, p.epr.Edit("Goal", ours[k], described))
			p.now = p.now.Add(10 * time.Second)
		}
		p.failPage(1)
		_, err := p.Pull(t.Context(), p.client.Reader(), p.options)
		require.Error(t, err)
		p.epr.Fail(nil)
		require.False(t, p.after(t, time.Second).Swept)
		require.Len(t, p.arrived(t), 3)
	})
	t.Run("FHIR-18 somebody writes while pages are read, which takes a while: the next poll has it", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{PageSize: 1})
		p.after(t, 0)
		ids := p.epr.IDs("Goal")
		for _, id := range ids {
			require.NoError(t, p.epr.Edit("Goal", id, described))
			p.now = p.now.Add(time.Second)
		}
		read := 0
		p.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.Contains(r.URL.RawQuery, "_page") {
				if read++; read == 2 {
					require.NoError(t, p.epr.Edit("Goal", p.goalID(), inTheGarden))
				}
				p.now = p.now.Add(10 * time.Second)
			}
			return nil
		})
		p.after(t, 0)
		require.Greater(t, read, 1)
		p.take(t)
		p.epr.Fail(nil)
		require.False(t, p.after(t, time.Second).Swept)
		require.Len(t, p.arrived(t), 1)
	})
	for _, at := range []string{"Standing", "Unseen", "MarkDirty", "Arrive"} {
		t.Run("FHIR-18 the end comes before what was found is stored: it is found again: "+at, func(t *testing.T) {
			p := newPulled(t, fhirtest.Config{})
			p.after(t, 0)
			p.garden(t)
			whole := p.Ledger
			p.Ledger = deaf{whole, at}
			p.now = p.now.Add(10 * time.Second)
			_, err := p.Pull(t.Context(), p.client.Reader(), p.options)
			require.ErrorIs(t, err, errDeaf)
			p.Ledger = whole
			require.Empty(t, p.arrived(t))
			require.False(t, p.after(t, 10*time.Second).Swept, "the poll finds it: it goes on where that one began")
			require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
			require.Equal(t, []string{"goal/g-1"}, p.dirty(t))
		})
	}
	t.Run("FHIR-18 the end comes before the host has taken it: it is given again", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		p.garden(t)
		p.after(t, time.Second)
		for range p.Arrived(t.Context()) {
			break
		}
		for range 3 {
			p.after(t, 10*time.Minute)
		}
		require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
	})
	t.Run("FHIR-20 the context is over", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := p.Pull(ctx, p.client.Reader(), p.options)
		require.ErrorIs(t, err, context.Canceled)
	})
	t.Run("FHIR-20 a record system that is not there", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.through(t, func(*http.Request) (*http.Response, error) { return nil, errDeaf })
		r, err := p.Pull(t.Context(), p.client.Reader(), p.options)
		require.Error(t, err)
		require.True(t, r.Until.IsZero())
		require.NotContains(t, err.Error(), p.Base)
	})
	t.Run("FHIR-20 one type may not be read: it is said, and the others go on", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		p.garden(t)
		p.epr.Fail(fhirtest.Faults{Rules: []fhirtest.Rule{{Path: "/Encounter/_search", Fault: fhirtest.Fault{Status: 403}}}}.Script())
		r := p.after(t, time.Second)
		require.Equal(t, []string{"cannot-look"}, codes(r.Said))
		require.True(t, r.Until.IsZero())
		require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
	})
}

// failPage has the record system forget the nth page that is asked for by a link.
func (p *pulled) failPage(n int) {
	p.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if !strings.Contains(r.URL.RawQuery, "_page") {
			return nil
		}
		if n--; n == 0 {
			return &fhirtest.Fault{Status: 410}
		}
		return nil
	})
}

var errDeaf = errors.New("the disk is full")

// deaf is a ledger that cannot do one thing with what was found.
type deaf struct {
	exchange.Ledger
	at string
}

func (d deaf) hears(what string) error {
	if d.at == what {
		return errDeaf
	}
	return nil
}

func (d deaf) Standing(ctx context.Context, target string, places ...exchange.Place) ([]exchange.Link, error) {
	links, err := d.Ledger.Standing(ctx, target, places...)
	return links, cmp.Or(d.hears("Standing"), err)
}

func (d deaf) Unseen(ctx context.Context, target string, found ...exchange.Arrival) ([]exchange.Arrival, error) {
	unseen, err := d.Ledger.Unseen(ctx, target, found...)
	return unseen, cmp.Or(d.hears("Unseen"), err)
}

func (d deaf) MarkDirty(ctx context.Context, target string, wanted ...exchange.Wanted) error {
	return cmp.Or(d.hears("MarkDirty"), d.Ledger.MarkDirty(ctx, target, wanted...))
}

// Arrive stores a checkpoint by itself, and nothing that was found.
func (d deaf) Arrive(ctx context.Context, target string, found []exchange.Arrival, upTo exchange.Checkpoint) error {
	if len(found) > 0 && d.hears("Arrive") != nil {
		return errDeaf
	}
	return d.Ledger.Arrive(ctx, target, found, upTo)
}
