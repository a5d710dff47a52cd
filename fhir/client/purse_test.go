package client_test

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/towpath-care/towpath/fhir/client"
)

// slow answers a token request after a while.
func slow(s *issuer, takes time.Duration) carries {
	return func(r *http.Request) (*http.Response, error) {
		if r.URL.Host == "tokens.example" {
			select {
			case <-time.After(takes):
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
		}
		return s.RoundTrip(r)
	}
}

type carries func(*http.Request) (*http.Response, error)

func (f carries) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// hanging is a source whose first token does not come until it is set free.
func hanging() (s source, asked *atomic.Int64, free func()) {
	asked = new(atomic.Int64)
	gate := make(chan struct{})
	return func() (*oauth2.Token, error) {
		if asked.Add(1) == 1 {
			<-gate
		}
		return &oauth2.Token{AccessToken: "t"}, nil
	}, asked, func() { close(gate) }
}

func TestOneFetch(t *testing.T) {
	read := func(c *client.Client, ctx context.Context) error {
		_, err := c.Read(ctx, "Goal", "g1")
		return err
	}
	t.Run("FHIR-20 many callers, one fetch", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			var lock sync.Mutex
			s := &issuer{token: granting}
			s.answer = in(says(200, goal))
			c := at(t, lockstep{&lock, s}, credentials(t))
			var all sync.WaitGroup
			for range 100 {
				all.Go(func() { require.NoError(t, read(c, context.Background())) })
			}
			all.Wait()
			require.Len(t, s.asked, 1)
		})
	})
	t.Run("FHIR-20 many callers and a token server that says no: asked once, and all hear it", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &issuer{token: func(int) *http.Response { return says(401, "") }}
			c := at(t, slow(s, time.Second), credentials(t))
			var all sync.WaitGroup
			for range 20 {
				all.Go(func() { failed(t, read(c, context.Background()), client.Unauthorised) })
			}
			all.Wait()
			require.Len(t, s.asked, 1)
		})
	})
	t.Run("FHIR-20 the first caller leaves and the fetch goes on for the others", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &issuer{token: granting}
			s.answer = in(says(200, goal))
			c := at(t, slow(s, 3*time.Second), credentials(t))
			var all sync.WaitGroup
			began := time.Now()
			all.Go(func() {
				ctx, cancel := context.WithTimeout(context.Background(), time.Second)
				defer cancel()
				require.ErrorIs(t, read(c, ctx), context.DeadlineExceeded)
				require.Equal(t, time.Second, time.Since(began))
			})
			all.Go(func() {
				time.Sleep(time.Millisecond)
				require.NoError(t, read(c, context.Background()))
				require.Equal(t, 3*time.Second, time.Since(began))
			})
			all.Wait()
			require.Len(t, s.asked, 1)
		})
	})
	t.Run("FHIR-20 when the last caller has left the fetch ends, and the next begins anew", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &issuer{token: granting}
			s.answer = in(says(200, goal))
			ended := 0
			c := at(t, carries(func(r *http.Request) (*http.Response, error) {
				if r.URL.Host == "tokens.example" && ended == 0 {
					<-r.Context().Done()
					ended++
					return nil, r.Context().Err()
				}
				return s.RoundTrip(r)
			}), credentials(t))
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			require.ErrorIs(t, read(c, ctx), context.DeadlineExceeded)
			synctest.Wait()
			require.Equal(t, 1, ended)
			require.NoError(t, read(c, context.Background()))
		})
	})
	t.Run("FHIR-20 a source that hangs: as shipped nobody can leave, ours leave at their deadline", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			hangs, _, free := hanging()
			ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
			defer cancel()
			shipped := make(chan error, 1)
			go func() {
				req, _ := http.NewRequestWithContext(ctx, "GET", base, nil)
				_, err := (&oauth2.Transport{Source: hangs, Base: &server{answer: in(says(200, goal))}}).RoundTrip(req)
				shipped <- err
			}()
			<-ctx.Done()
			synctest.Wait()
			require.Empty(t, shipped, "two seconds are over, and it still waits")
			free()
			require.NoError(t, <-shipped)

			hangs, asked, free := hanging()
			s := &server{answer: in(says(200, goal))}
			c := at(t, s, func(c *client.Config) { c.Tokens = hangs })
			began := time.Now()
			ctx, cancel = context.WithTimeout(context.Background(), 2*time.Second)
			defer cancel()
			require.ErrorIs(t, read(c, ctx), context.DeadlineExceeded)
			require.Equal(t, 2*time.Second, time.Since(began))
			ctx, cancel = context.WithTimeout(context.Background(), 2*time.Second)
			defer cancel()
			require.ErrorIs(t, read(c, ctx), context.DeadlineExceeded)
			require.EqualValues(t, 1, asked.Load(), "it is never asked twice at once")
			free()
			synctest.Wait()
			require.NoError(t, read(c, context.Background()))
			require.EqualValues(t, 1, asked.Load(), "what came late is used")
		})
	})
	t.Run("FHIR-20 who comes after the last has left hears nothing of that fetch", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			var asked atomic.Int64
			c := at(t, &server{answer: in(says(200, goal))}, func(c *client.Config) {
				c.Retries = -1
				c.Tokens = source(func() (*oauth2.Token, error) {
					if asked.Add(1) == 1 {
						time.Sleep(3 * time.Second)
						return nil, nil
					}
					return &oauth2.Token{AccessToken: "t"}, nil
				})
			})
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			require.ErrorIs(t, read(c, ctx), context.DeadlineExceeded)
			require.NoError(t, read(c, context.Background()))
			require.EqualValues(t, 2, asked.Load())
		})
	})
}

func TestClock(t *testing.T) {
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	t.Run("FHIR-20 how long a token is used goes by the clock of the configuration", func(t *testing.T) {
		now := start
		s := &issuer{token: granting}
		s.answer = in(says(200, goal))
		c := at(t, s, credentials(t), func(c *client.Config) { c.Now = func() time.Time { return now } })
		for _, step := range []struct {
			after time.Duration
			asked int
		}{{0, 1}, {4 * time.Minute, 1}, {29 * time.Second, 1}, {2 * time.Second, 2}, {4 * time.Minute, 2}, {time.Minute, 3}} {
			now = now.Add(step.after)
			_, err := c.Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			require.Len(t, s.asked, step.asked, now)
		}
	})
	t.Run("FHIR-20 a token that is short-lived is used for nine tenths of its time", func(t *testing.T) {
		now := start
		s := &issuer{token: func(int) *http.Response {
			return says(200, `{"access_token":"a","token_type":"bearer","expires_in":"20"}`, "Content-Type", "application/json")
		}}
		s.answer = in(says(200, goal))
		c := at(t, s, credentials(t), func(c *client.Config) { c.Now = func() time.Time { return now } })
		for _, step := range []struct {
			at    time.Duration
			asked int
		}{{0, 1}, {17 * time.Second, 1}, {18 * time.Second, 2}} {
			now = start.Add(step.at)
			_, err := c.Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			require.Len(t, s.asked, step.asked)
		}
	})
	t.Run("FHIR-20 a token of the host's runs out by the same clock", func(t *testing.T) {
		now, asked := start, 0
		c := at(t, &server{answer: in(says(200, goal))}, func(c *client.Config) {
			c.Now = func() time.Time { return now }
			c.Tokens = source(func() (*oauth2.Token, error) {
				asked++
				return &oauth2.Token{AccessToken: "a", Expiry: start.Add(time.Duration(asked) * time.Hour)}, nil
			})
		})
		for _, want := range []int{1, 1, 2, 3} {
			_, err := c.Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			require.Equal(t, want, asked)
			now = now.Add(50 * time.Minute)
		}
	})
	t.Run("FHIR-20 waiting goes by the configuration, too, and takes no time of its own", func(t *testing.T) {
		now := start
		var waits []time.Duration
		s := &server{answer: in(
			says(503, "", "Retry-After", "5"),
			says(503, "", "Retry-After", start.Add(12*time.Second).Format(http.TimeFormat)),
			says(200, goal))}
		_, err := at(t, s, func(c *client.Config) {
			c.Now = func() time.Time { return now }
			c.Wait = func(_ context.Context, d time.Duration) {
				waits = append(waits, d)
				now = now.Add(d.Truncate(time.Second))
			}
		}).Read(t.Context(), "Goal", "g1")
		require.NoError(t, err)
		require.Len(t, waits, 2)
		require.Equal(t, 5*time.Second, waits[0].Truncate(time.Second))
		require.Equal(t, 7*time.Second, waits[1].Truncate(time.Second))
	})
	t.Run("FHIR-20 a wait that comes back because the call was ended is not followed by a try", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := &server{answer: in(says(503, ""))}
		_, err := at(t, s, func(c *client.Config) {
			c.Wait = func(context.Context, time.Duration) { cancel() }
		}).Read(ctx, "Goal", "g1")
		require.ErrorIs(t, err, context.Canceled)
		require.Len(t, s.heard, 1)
	})
}
