package client_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

var nolog = log.New(io.Discard, "", 0)

var condition = client.Condition{System: "https://towpath.example/id", Value: "g-1"}

func TestRetry(t *testing.T) {
	t.Run("FHIR-20 AT-15 503 with Retry-After 1 twice, then 201: three tries, one resource", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			wait := says(503, "", "Retry-After", "1")
			s := &server{answer: in(wait, wait, says(201, goal, "ETag", `W/"3"`))}
			began := time.Now()
			got, err := at(t, s).Create(t.Context(), "Goal", []byte(goalOut), condition)
			require.NoError(t, err)
			require.True(t, got.Created)
			require.Equal(t, `W/"3"`, got.ETag)
			require.Len(t, s.heard, 3)
			require.GreaterOrEqual(t, time.Since(began), 2*time.Second)
			require.Less(t, time.Since(began), 3*time.Second)
			ids := map[string]bool{}
			for _, h := range s.heard {
				ids[h.header.Get("X-Request-ID")] = true
				require.Equal(t, s.heard[0].header.Get("X-Correlation-ID"), h.header.Get("X-Correlation-ID"))
				require.Equal(t, goalOut, h.body)
			}
			require.Len(t, ids, 3)
		})
	})
	t.Run("FHIR-20 the ceiling of the wait doubles, up to the longest", func(t *testing.T) {
		var most [5]time.Duration
		for range 100 {
			n := 0
			_, err := at(t, &server{answer: in(says(503, ""))}, func(c *client.Config) {
				c.Retries, c.LongestWait = 5, 3*time.Second
				c.Wait = func(_ context.Context, d time.Duration) { most[n] = max(most[n], d); n++ }
			}).Read(t.Context(), "Goal", "g1")
			failed(t, err, client.ServerFault)
			require.Equal(t, 5, n)
		}
		for n, ceiling := range []time.Duration{500, 1000, 2000, 3000, 3000} {
			ceiling *= time.Millisecond
			require.LessOrEqual(t, most[n], ceiling)
			require.Greater(t, most[n], ceiling*3/5)
		}
	})
	t.Run("FHIR-20 a server that asks for the longest wait gets that and no more", func(t *testing.T) {
		for range 20 {
			n := 0
			_, err := at(t, &server{answer: in(says(503, "", "Retry-After", "3"))}, func(c *client.Config) {
				c.LongestWait = 3 * time.Second
				c.Wait = func(_ context.Context, d time.Duration) { n++; require.Equal(t, 3*time.Second, d) }
			}).Read(t.Context(), "Goal", "g1")
			failed(t, err, client.ServerFault)
			require.Equal(t, 2, n)
		}
	})
	t.Run("FHIR-20 AT-15 400: one try", func(t *testing.T) {
		for _, status := range []int{400, 403, 404, 405, 408, 409, 410, 412, 413, 415, 422, 501} {
			s := &server{answer: in(says(status, outcome))}
			_, err := at(t, s).Create(t.Context(), "Goal", []byte(goalOut), condition)
			require.Error(t, err)
			require.False(t, client.MayHaveLanded(err), status)
			require.Len(t, s.heard, 1)
		}
	})
	t.Run("FHIR-20 AT-15 a server that hangs: back at the deadline, to the moment", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			hangs := func(_ int, r *http.Request) (*http.Response, error) {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			began := time.Now()
			_, err := at(t, &server{answer: hangs}).Update(ctx, "Goal", "g1", []byte(goalOut), `W/"3"`)
			require.Equal(t, 2*time.Second, time.Since(began))
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.True(t, failed(t, err, client.NoAnswer).Unknown)
		})
	})
	t.Run("FHIR-20 a try that hangs is ended and tried again", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &server{}
			s.answer = func(n int, r *http.Request) (*http.Response, error) {
				if n == 0 {
					<-r.Context().Done()
					return nil, r.Context().Err()
				}
				return says(200, goal), nil
			}
			_, err := at(t, s, func(c *client.Config) { c.Timeout = 3 * time.Second }).Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			require.Len(t, s.heard, 2)
		})
	})
	t.Run("FHIR-20 a deadline before the end of Retry-After is not slept away", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			began := time.Now()
			_, err := at(t, &server{answer: in(says(503, "", "Retry-After", "5"))}).Read(ctx, "Goal", "g1")
			require.Equal(t, 5*time.Second, failed(t, err, client.ServerFault).RetryAfter)
			require.Zero(t, time.Since(began))
		})
	})
	t.Run("FHIR-20 a call that was ended before it began sends nothing", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		s := &server{answer: in(says(200, goal))}
		_, err := at(t, s).Update(ctx, "Goal", "g1", []byte(goalOut), `W/"3"`)
		require.ErrorIs(t, err, context.Canceled)
		require.False(t, client.MayHaveLanded(err))
		require.Empty(t, s.heard)
	})
	t.Run("FHIR-20 ended while waiting", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(3*time.Second, cancel)
			began := time.Now()
			_, err := at(t, &server{answer: in(says(503, "", "Retry-After", "8"))}).Read(ctx, "Goal", "g1")
			require.ErrorIs(t, err, context.Canceled)
			require.Equal(t, 3*time.Second, time.Since(began))
		})
	})
}

func TestRetryAfter(t *testing.T) {
	const date = "Sat, 01 Jan 2000 00:00:00 GMT" // where time begins in a bubble
	for name, c := range map[string]struct {
		value, date string
		want        time.Duration
	}{
		"seconds":             {"60", "", time.Minute},
		"more than fits":      {"99999999999", "", 24 * time.Hour},
		"more than parses":    {"99999999999999999999999", "", 24 * time.Hour},
		"a date":              {"Sat, 01 Jan 2000 01:00:00 GMT", "", time.Hour},
		"a date by its clock": {"Sat, 01 Jan 2000 05:00:30 GMT", "Sat, 01 Jan 2000 05:00:00 GMT", 30 * time.Second},
		"a date in 9999":      {"Fri, 31 Dec 9999 23:59:59 GMT", date, 24 * time.Hour},
	} {
		t.Run("FHIR-20 Retry-After "+name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &server{answer: in(says(429, outcome, "Retry-After", c.value, "Date", c.date))}
				_, err := at(t, s).Read(t.Context(), "Goal", "g1")
				require.Equal(t, c.want, failed(t, err, client.TooManyRequests).RetryAfter)
				require.Contains(t, err.Error(), "come back in "+c.want.String())
				require.Len(t, s.heard, 1)
			})
		})
	}
	for _, odd := range []string{"-5", "soon", "1.5", "Sat, 01 Jan 1999 00:00:00 GMT", "0", ""} {
		t.Run("FHIR-20 Retry-After that asks for nothing: "+odd, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &server{answer: in(says(429, "", "Retry-After", odd), says(200, goal))}
				began := time.Now()
				_, err := at(t, s).Read(t.Context(), "Goal", "g1")
				require.NoError(t, err)
				require.LessOrEqual(t, time.Since(began), 500*time.Millisecond)
			})
		})
	}
}

// lostThen loses the first answer and gives the second.
func lostThen(then *http.Response) func(int, *http.Request) (*http.Response, error) {
	return func(n int, _ *http.Request) (*http.Response, error) {
		if n == 0 {
			return nil, errors.New("cut")
		}
		return then, nil
	}
}

func TestUnknownOutcome(t *testing.T) {
	update := func(c *client.Client) error {
		_, err := c.Update(context.Background(), "Goal", "g1", []byte(goalOut), `W/"2"`)
		return err
	}
	createAt := func(c *client.Client) error {
		_, err := c.CreateAt(context.Background(), "Goal", "g1", []byte(goalOut))
		return err
	}
	create := func(c *client.Client) error {
		_, err := c.Create(context.Background(), "Goal", []byte(goalOut), condition)
		return err
	}
	for name, write := range map[string]func(*client.Client) error{"update": update, "create-at": createAt, "create": create} {
		for _, status := range []int{409, 412} {
			t.Run("FHIR-16 lost, then "+http.StatusText(status)+": "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					e := failed(t, write(at(t, &server{answer: lostThen(says(status, outcome))})), client.NoAnswer)
					require.True(t, e.Unknown)
					require.Equal(t, status, e.Status)
					require.NotErrorIs(t, e, peer.ErrConflict)
					require.Contains(t, e.Error(), "read back")
				})
			})
		}
		t.Run("FHIR-16 lost, then done: "+name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				require.NoError(t, write(at(t, &server{answer: lostThen(says(200, goal))})))
			})
		})
		t.Run("FHIR-16 5xx, then forbidden: "+name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := failed(t, write(at(t, &server{answer: in(says(504, ""), says(403, ""))})), client.Forbidden)
				require.True(t, e.Unknown)
			})
		})
		t.Run("FHIR-16 429 is not unknown: "+name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := failed(t, write(at(t, &server{answer: in(says(429, ""))})), client.TooManyRequests)
				require.False(t, e.Unknown)
			})
		})
		for what, answer := range map[string]*http.Response{
			"html":        says(200, "<html>", "Content-Type", "text/html"),
			"another one": says(200, `{"resourceType":"Patient","id":"p1"}`),
			"accepted":    says(202, ""),
			"twice":       says(200, `{"resourceType":"Goal","id":"g1","id":"g1"}`),
		} {
			t.Run("FHIR-16 done, but the answer is no use ("+what+"): "+name, func(t *testing.T) {
				require.True(t, client.MayHaveLanded(write(at(t, &server{answer: in(answer)}))))
			})
		}
	}
	t.Run("FHIR-16 a read is never unknown", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			_, err := at(t, &server{answer: in(says(500, ""))}).Read(t.Context(), "Goal", "g1")
			require.False(t, client.MayHaveLanded(err))
		})
	})
}
