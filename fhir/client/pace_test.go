package client_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
)

// paced is a client of a record system that answers with the status that is wanted.
func paced(t *testing.T, base string, pace client.Pace, status func(n int) int) (*client.Client, *[]time.Duration) {
	began, mu, n := time.Now(), sync.Mutex{}, 0
	var at []time.Duration
	c, err := client.New(client.Config{Base: base, Pace: pace, Retries: -1, Transport: roundTripper(func(*http.Request) (*http.Response, error) {
		mu.Lock()
		defer mu.Unlock()
		at = append(at, time.Since(began))
		n++
		answer := says(status(n-1), goal)
		answer.Body = io.NopCloser(strings.NewReader(goal))
		return answer, nil
	})})
	require.NoError(t, err)
	return c, &at
}

type roundTripper func(*http.Request) (*http.Response, error)

func (r roundTripper) RoundTrip(q *http.Request) (*http.Response, error) { return r(q) }

func fine(int) int { return 200 }

func TestPace(t *testing.T) {
	t.Run("FHIR-20 eight at once and then four a second, whoever asks", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, at := paced(t, "https://epr.example/r4", client.Pace{}, fine)
			var wg sync.WaitGroup
			for range 20 {
				wg.Go(func() { _, _ = c.Read(t.Context(), "Goal", "g1") })
			}
			wg.Wait()
			require.Equal(t, time.Duration(0), (*at)[7])
			require.Equal(t, 250*time.Millisecond, (*at)[8])
			require.Equal(t, 3*time.Second, (*at)[19])
		})
	})
	for name, c := range map[string]struct {
		base string
		pace client.Pace
	}{
		"a server on this machine": {"http://127.0.0.1:9/r4", client.Pace{}},
		"a pace below zero":        {"https://epr.example/r4", client.Pace{PerSecond: -1}},
	} {
		t.Run("FHIR-20 no limit: "+name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, at := paced(t, c.base, c.pace, fine)
				for range 50 {
					_, _ = client.Read(t.Context(), "Goal", "g1")
				}
				require.Equal(t, time.Duration(0), (*at)[49])
			})
		})
	}
	t.Run("FHIR-20 429 and 503 halve it, and it comes back", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, at := paced(t, "https://epr.example/r4", client.Pace{PerSecond: 10, Burst: 1}, func(n int) int {
				return map[int]int{0: 429, 1: 503}[n] | map[bool]int{true: 200}[n > 1]
			})
			for range 60 {
				_, _ = c.Read(t.Context(), "Goal", "g1")
			}
			gap := func(n int) time.Duration { return ((*at)[n] - (*at)[n-1]).Round(time.Millisecond) }
			require.Equal(t, 200*time.Millisecond, gap(1))
			require.Equal(t, 400*time.Millisecond, gap(2))
			require.Less(t, gap(3), 400*time.Millisecond)
			require.Equal(t, 100*time.Millisecond, gap(59))
		})
	})
	t.Run("FHIR-20 many that meet the same trouble halve it once, and it never ends", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, at := paced(t, "https://epr.example/r4", client.Pace{PerSecond: 8, Burst: 8}, func(n int) int { return map[bool]int{true: 429, false: 200}[n < 8] })
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(func() { _, _ = c.Read(t.Context(), "Goal", "g1") })
			}
			wg.Wait()
			_, _ = c.Read(t.Context(), "Goal", "g1")
			require.LessOrEqual(t, (*at)[8], 250*time.Millisecond)
			c, at = paced(t, "https://epr.example/r4", client.Pace{PerSecond: 8, Burst: 1}, func(int) int { return 429 })
			for range 20 {
				_, _ = c.Read(t.Context(), "Goal", "g1")
			}
			require.LessOrEqual(t, (*at)[19]-(*at)[18], 8*time.Second)
		})
	})
	t.Run("FHIR-20 who cannot wait that long is told at once, and takes nobody's turn", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, at := paced(t, "https://epr.example/r4", client.Pace{PerSecond: 0.1, Burst: 1}, fine)
			_, _ = c.Read(t.Context(), "Goal", "g1")
			ctx, stop := context.WithTimeout(t.Context(), time.Second)
			defer stop()
			began := time.Now()
			_, err := c.Create(ctx, "Goal", []byte(goalOut), client.Condition{})
			require.ErrorIs(t, err, client.NoAnswer)
			require.False(t, client.MayHaveLanded(err))
			require.Zero(t, time.Since(began))
			_, err = c.Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			require.Equal(t, 10*time.Second, (*at)[1])
		})
	})
	t.Run("FHIR-20 a burst below zero is refused", func(t *testing.T) {
		_, err := client.New(client.Config{Base: "https://epr.example/r4", Pace: client.Pace{Burst: -1}})
		require.ErrorContains(t, err, "/pace/burst")
	})
}
