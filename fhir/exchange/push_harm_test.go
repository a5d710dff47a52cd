package exchange_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// pushes is ours without a person looking first: now and then what has changed since
// goes in Bundles. What waits for somebody, somebody has looked at now and then and said
// that it may go on.
type pushes struct{ calls, bundles int }

func (p *pushes) bring(a *afternoon) {
	if p.calls++; p.calls%5 != 0 && !a.isQuiet() {
		return
	}
	ctx := a.t.Context()
	a.b.Records = a.records
	require.NoError(a.t, a.b.MarkChanged(ctx))
	for range 6 { // what could not be done is due after a while
		r, err := a.b.Push(ctx, a.b.client, exchange.PushOptions{Random: a.share})
		require.NoError(a.t, err)
		p.bundles += r.Bundles
		time.Sleep(16 * time.Minute)
	}
	if a.somebodyLooks() {
		for _, parked := range all(a.t, a.b.Ledger.Parked(ctx, "epr")) {
			require.NotEmpty(a.t, parked.Owner)
			require.NotEmpty(a.t, parked.Why[0].Fix)
			require.NoError(a.t, a.b.Ledger.Release(ctx, "epr", parked.Name))
		}
	}
}

func (a *afternoon) isQuiet() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.quiet
}

// share draws from 0 up to 1.
func (a *afternoon) share() float64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.rand.Float64()
}

func TestUpdatesPushedOnABadAfternoon(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{
		"ids chosen by us":          {UpdateCreate: true},
		"created under a condition": {},
		"no Bundles":                {UpdateCreate: true, Without: []string{"batch", "transaction"}},
	} {
		t.Run(fmt.Sprintf("FHIR-16, FHIR-17, H25 nothing lost, doubled or written over: %s", name), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := newAfternoon(t, config, 1)
				began, p := time.Now(), &pushes{}
				a.b.Now = func() time.Time { return time.Date(2031, 3, 10, 9, 0, 0, 0, time.UTC).Add(time.Since(began)) }
				got := a.spend(p.bring)
				a.fair()
				t.Logf("push: %v; %d faults, %d edits by others, %d Bundles", got, total(a.faults), total(a.notes), p.bundles)
				require.Equal(t, figures{}, got)
				require.Zero(t, a.b.plan(t).Writes())
				require.Equal(t, config.Without == nil, p.bundles > a.updates/100)
			})
		})
	}
	t.Run("FHIR-17 the same count sees what a pusher does that reads, decodes and writes", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			a := newAfternoon(t, fhirtest.Config{UpdateCreate: true, BlindUpdates: true}, 1)
			got := a.spend(naively())
			require.Positive(t, got.doubled)
			require.Positive(t, got.overwritten)
		})
	})
}
