package exchange_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/recovery"
)

// push marks what has changed and brings it there.
func (b *bench) push(t *testing.T, o exchange.PushOptions) exchange.PushReport {
	t.Helper()
	require.NoError(t, b.MarkChanged(context.Background()))
	if o.Random == nil {
		o.Random = func() float64 { return 0.5 }
	}
	r, err := b.Push(context.Background(), b.client, o)
	require.NoError(t, err)
	return r
}

// goals are n goals of Aled's that he wants in the care record.
func goals(t testing.TB, n int) exchange.Loaded {
	var out exchange.Loaded
	for k := range n {
		out = append(out, shared(t, fmt.Sprintf("f-%d", k)))
	}
	return out
}

func TestPushAndAgain(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{
		"FHIR-16 a server that lets a client choose ids":      {UpdateCreate: true},
		"FHIR-16 a server that creates under a condition":     {},
		"FHIR-16 a server that takes updates without a match": {UpdateCreate: true, BlindUpdates: true},
		"FHIR-16 a server that takes no Bundles":              {UpdateCreate: true, Without: []string{"batch", "transaction"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, config)
			r := b.push(t, exchange.PushOptions{})
			require.Equal(t, map[exchange.Do]int{exchange.Create: 5, exchange.Edit: 1, exchange.Keep: 2}, r.Did, "%+v", r)
			writes := b.epr.Writes()
			sent := len(b.epr.Log())
			again, err := b.Push(t.Context(), b.client, exchange.PushOptions{})
			require.NoError(t, err)
			require.Empty(t, again.Did)
			require.Zero(t, b.asked(sent), "an idle push asked the record system")
			require.Zero(t, b.push(t, exchange.PushOptions{}).Writes())
			b.forget()
			require.Equal(t, map[exchange.Do]int{exchange.Leave: 6, exchange.Keep: 2}, b.push(t, exchange.PushOptions{}).Did)
			require.Equal(t, writes, b.epr.Writes(), "a second push wrote something")
			require.Zero(t, b.plan(t).Writes(), "a plan finds nothing to do")
		})
	}
}

func TestPushOfMany(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{
		"FHIR-16 ids chosen by us":          {UpdateCreate: true},
		"FHIR-16 created under a condition": {},
	} {
		t.Run(name, func(t *testing.T) {
			b, n := newBench(t, config), sized(200, 1000)
			b.Records = goals(t, n)
			r := b.push(t, exchange.PushOptions{})
			require.Equal(t, map[exchange.Do]int{exchange.Create: n}, r.Did, "%+v", r)
			t.Logf("%d requests for %d creates", len(b.epr.Log()), n)
			for k, g := range b.Records.(exchange.Loaded) {
				b.Records.(exchange.Loaded)[k] = onHold(t, g.(recovery.Goal))
			}
			sent := len(b.epr.Log())
			r = b.push(t, exchange.PushOptions{})
			require.Equal(t, map[exchange.Do]int{exchange.Update: n}, r.Did, "%+v", r)
			t.Logf("%d requests for %d updates", b.asked(sent), n)
			require.LessOrEqual(t, b.asked(sent), n/50+6, "one for each Bundle, and a few to find out what the server does")
			require.Zero(t, b.plan(t).Writes())
		})
	}
}
