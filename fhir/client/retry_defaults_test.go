package client_test

import (
	"bytes"
	"context"
	"io"
	"log"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
)

// asShipped is retryablehttp as it comes, speaking to the same server.
func asShipped(s http.RoundTripper) *retryablehttp.Client {
	c := retryablehttp.NewClient()
	c.HTTPClient = &http.Client{Transport: s}
	return c
}

// closing counts how often its connections are closed.
type closing struct {
	server
	closed int
}

func (c *closing) CloseIdleConnections() { c.closed++ }

func post(t *testing.T, c *retryablehttp.Client, address string) (*http.Response, error) {
	req, err := retryablehttp.NewRequestWithContext(t.Context(), "POST", address, []byte(goalOut))
	require.NoError(t, err)
	return c.Do(req)
}

func TestDefaultsReplaced(t *testing.T) {
	t.Run("FHIR-20 a POST after 5xx: as shipped 5 times, ours once", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &server{answer: in(says(500, ""))}
			c := asShipped(s)
			c.Logger = nil
			_, err := post(t, c, base)
			require.Error(t, err)
			require.Len(t, s.heard, 5)

			s = &server{answer: in(says(500, ""))}
			_, err = at(t, s).Create(t.Context(), "Goal", []byte(goalOut), client.Condition{})
			require.True(t, failed(t, err, client.ServerFault).Unknown)
			require.Len(t, s.heard, 1)
		})
	})
	t.Run("FHIR-20 a POST whose answer was lost: as shipped repeated, ours once and unknown", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			lost := func(int, *http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }
			s := &server{answer: lost}
			c := asShipped(s)
			c.Logger = nil
			_, err := post(t, c, base)
			require.Error(t, err)
			require.Len(t, s.heard, 5)

			s = &server{answer: lost}
			_, err = at(t, s).Create(t.Context(), "Goal", []byte(goalOut), client.Condition{})
			require.True(t, failed(t, err, client.NoAnswer).Unknown)
			require.True(t, client.MayHaveLanded(err))
			require.Len(t, s.heard, 1)
		})
	})
	t.Run("FHIR-20 Retry-After of a day: as shipped sleeps a day, ours says when to come back", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &server{answer: in(says(429, "", "Retry-After", "86400"), says(200, goal))}
			c := asShipped(s)
			c.Logger = nil
			began := time.Now()
			_, err := post(t, c, base)
			require.NoError(t, err)
			require.Equal(t, 24*time.Hour, time.Since(began))

			s = &server{answer: in(says(429, "", "Retry-After", "86400"), says(200, goal))}
			began = time.Now()
			_, err = at(t, s).Read(t.Context(), "Goal", "g1")
			require.Equal(t, 24*time.Hour, failed(t, err, client.TooManyRequests).RetryAfter)
			require.Zero(t, time.Since(began))
			require.Len(t, s.heard, 1)
		})
	})
	t.Run("FHIR-20 Retry-After of 99999999999: as shipped hundreds of years, ours a day at most", func(t *testing.T) {
		h := says(429, "", "Retry-After", "99999999999")
		require.Greater(t, retryablehttp.DefaultBackoff(time.Second, time.Minute, 0, h).Abs(), 10*365*24*time.Hour)
		_, err := at(t, &server{answer: in(h)}).Read(t.Context(), "Goal", "g1")
		require.Equal(t, 24*time.Hour, failed(t, err, client.TooManyRequests).RetryAfter)
	})
	t.Run("FHIR-20 giving up: as shipped closes the connections of everybody else, ours does not", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &closing{server: server{answer: in(says(503, ""))}}
			c := asShipped(s)
			c.Logger = nil
			_, err := post(t, c, base)
			require.Error(t, err)
			require.Equal(t, 1, s.closed)
			_, err = at(t, s).Read(t.Context(), "Goal", "g1")
			failed(t, err, client.ServerFault)
			require.Equal(t, 1, s.closed)
		})
	})
	t.Run("FHIR-20 ended while waiting: as shipped closes the connections of everybody else, ours does not", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &closing{server: server{answer: in(says(503, ""))}}
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			c := asShipped(s)
			c.Logger = nil
			req, err := retryablehttp.NewRequestWithContext(ctx, "GET", base, nil)
			require.NoError(t, err)
			_, err = c.Do(req)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.Equal(t, 1, s.closed)

			ctx, cancel = context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			s.answer = in(says(503, "", "Retry-After", "2"))
			_, err = at(t, s).Read(ctx, "Goal", "g1")
			require.ErrorIs(t, err, context.Canceled)
			require.Equal(t, 1, s.closed)
		})
	})
	t.Run("FHIR-20 a redirect: as shipped the resource is posted to another host, ours is not", func(t *testing.T) {
		elsewhere := func(n int, r *http.Request) (*http.Response, error) {
			if r.URL.Host == "evil.example" {
				return says(201, goal), nil
			}
			return says(307, "", "Location", "https://evil.example/Goal"), nil
		}
		s := &server{answer: elsewhere}
		c := asShipped(s)
		c.Logger = nil
		resp, err := post(t, c, base+"/Goal")
		require.NoError(t, err)
		resp.Body.Close()
		require.Equal(t, "https://evil.example/Goal", s.heard[1].address)
		require.Equal(t, goalOut, s.heard[1].body)

		s = &server{answer: elsewhere}
		_, err = at(t, s).Create(t.Context(), "Goal", []byte(goalOut), client.Condition{})
		failed(t, err, client.Redirected)
		require.Len(t, s.heard, 1)
	})
	t.Run("FHIR-20 an answer without end: as shipped read for ever, ours to its limit", func(t *testing.T) {
		endless := func() *http.Response {
			r := says(200, "", "Content-Type", "application/fhir+json")
			r.Body = io.NopCloser(spaces{})
			return r
		}
		c := asShipped(&server{answer: func(int, *http.Request) (*http.Response, error) { return endless(), nil }})
		c.Logger = nil
		resp, err := c.Get(base)
		require.NoError(t, err)
		n, err := io.CopyN(io.Discard, resp.Body, 64<<20)
		require.NoError(t, err)
		require.EqualValues(t, 64<<20, n, "and it would go on")

		s := &server{answer: func(int, *http.Request) (*http.Response, error) { return endless(), nil }}
		_, err = at(t, s).Read(t.Context(), "Goal", "g1")
		failed(t, err, client.TooLarge)
	})
	t.Run("FHIR-20 the wait is jittered: as shipped it is always the same", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			seen := map[time.Duration]bool{}
			for range 20 {
				require.Equal(t, time.Second, retryablehttp.DefaultBackoff(time.Second, time.Minute, 0, nil))
				s := &server{answer: in(says(503, ""), says(200, goal))}
				began := time.Now()
				_, err := at(t, s).Read(t.Context(), "Goal", "g1")
				require.NoError(t, err)
				took := time.Since(began)
				require.LessOrEqual(t, took, 500*time.Millisecond)
				seen[took] = true
			}
			require.Greater(t, len(seen), 15)
		})
	})
	t.Run("FHIR-20 the last OperationOutcome: as shipped thrown away, ours read", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c := asShipped(&server{answer: in(says(503, outcome))})
			c.Logger = nil
			resp, err := post(t, c, base)
			require.Error(t, err)
			require.Nil(t, resp)

			_, err = at(t, &server{answer: in(says(503, outcome))}).Read(t.Context(), "Goal", "g1")
			e := failed(t, err, client.ServerFault)
			require.Equal(t, []client.Issue{{Severity: "error", Code: "processing"}}, e.Issues)
			require.Contains(t, e.Error(), "[processing]")
		})
	})
	t.Run("FHIR-20 what is searched for: as shipped in the log and the error, ours in neither", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			var out bytes.Buffer
			log.SetOutput(&out)
			defer log.SetOutput(io.Discard)
			s := &server{answer: in(says(500, ""))}
			c := asShipped(s)
			c.Logger = log.New(&out, "", 0)
			_, err := c.Get(base + "/Patient?" + byNumber().Encode())
			require.ErrorContains(t, err, canaryNHS)
			require.Contains(t, out.String(), canaryNHS)

			out.Reset()
			s = &server{answer: in(says(500, outcome))}
			_, errs := all(at(t, s), t, "Patient", byNumber())
			require.Len(t, errs, 1)
			failed(t, errs[0], client.ServerFault)
			require.Empty(t, out.String())
			for _, h := range s.heard {
				require.Equal(t, base+"/Patient/_search", h.address)
			}
		})
	})
}

// spaces is white space without end.
type spaces struct{}

func (spaces) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}
