package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// call asks the API as somebody, and reads the answer.
func (s *site) call(seat, method, path, body string, code int) (answer map[string]any, raw string) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.base+"/api"+path, strings.NewReader(body))
	require.NoError(s.t, err)
	r.Header.Set("Towpath-Seat", seat)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	a, err := s.Do(r)
	require.NoError(s.t, err)
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	require.NoError(s.t, err)
	require.Equal(s.t, code, a.StatusCode, string(b))
	if code >= 400 {
		require.Contains(s.t, a.Header.Get("Content-Type"), "application/problem+json")
	}
	answer = map[string]any{}
	_ = json.Unmarshal(b, &answer) // a list is looked at as text
	return answer, string(b)
}

// TestAPI: the same service as the pages.
func TestAPI(t *testing.T) {
	s := open(t, "")
	t.Run("a record as its reader sees it, with its choices", func(t *testing.T) {
		r, raw := s.call("aled", "GET", "/records/goal/g-1", "", 200)
		require.Contains(t, raw, "get back to the allotment")
		require.NotEmpty(t, r["choices"])
		_, raw = s.call("jess-aled", "GET", "/records/contact/c-4", "", 200)
		require.Contains(t, raw, `"marks"`)
		r, _ = s.call("aled", "GET", "/records/contact/c-4", "", 200)
		require.NotContains(t, r["view"].(map[string]any)["parts"], "marks", "PEER-16 for the worker and their line")
	})
	t.Run("H08 nothing of a concern is for the person", func(t *testing.T) {
		_, raw := s.call("aled", "GET", "/records", "", 200)
		require.NotContains(t, raw, "concern")
		for _, p := range []string{"/records/concern/con-1", "/records/concern/none", "/records/nothing/g-1"} {
			s.call("aled", "GET", p, "", 404)
		}
		_, raw = s.call("aled", "GET", "/due", "", 200)
		require.NotContains(t, raw, "SAFE")
		require.NotContains(t, raw, "record-due", "what the worker owes stands on the worker's page")
		_, raw = s.call("jess-aled", "GET", "/due", "", 200)
		require.Contains(t, raw, "record-due")
		s.call("aled", "POST", "/records/concern/con-1/steps", `{"seen":4,"request":"x","step":{"do":"say-more"}}`, 404)
	})
	t.Run("another person's record is not there, and nobody is nobody", func(t *testing.T) {
		s.call("beatriz", "GET", "/records/goal/g-1", "", 404)
		s.call("beatriz", "POST", "/records/goal/g-1/steps", `{"seen":5,"request":"x","step":{"do":"achieve"}}`, 404)
		s.call("kay", "GET", "/records", "", 422)
		s.call("jess-aled", "GET", "/kept", "", 422)
	})
	t.Run("REC-08 a step is taken once, however often it is sent", func(t *testing.T) {
		post := `{"request":"r-1","step":{"do":"propose","id":"g-9","person":"aled","words":{"text":"see the sea"}}}`
		first, _ := s.call("aled", "POST", "/records/goal", post, 201)
		again, _ := s.call("aled", "POST", "/records/goal", post, 201)
		require.Equal(t, first, again)
		moved, _ := s.call("aled", "POST", "/records/goal/g-9/steps", `{"seen":1,"request":"r-2","step":{"do":"agree"}}`, 200)
		require.Equal(t, "agreed", moved["status"])
	})
	t.Run("RFC 9457 all that stands in the way comes at once", func(t *testing.T) {
		p, raw := s.call("aled", "POST", "/records/relationship/rel-aled/steps", `{"seen":5,"request":"r-3","step":{"do":"propose"}}`, 422)
		require.GreaterOrEqual(t, len(p["errors"].([]any)), 4)
		require.Contains(t, raw, `"path":"/purpose"`)
		p, _ = s.call("aled", "POST", "/records/goal/g-1/steps", `{"seen":2,"request":"r-4","step":{"do":"achieve"}}`, 409)
		require.Equal(t, float64(409), p["status"])
		s.call("aled", "POST", "/records/goal/g-1/steps", `{"seen":6,"request":"r-5","step":{"do":"achieve","extra":1}}`, 422)
		s.call("aled", "POST", "/records/goal/g-1/steps", `{"seen":5,"step":{"do":"achieve"}}`, 422)
		s.call("jess-aled", "POST", "/records/goal/g-1/steps", `{"seen":6,"request":"r-6","step":{"do":"achieve"}}`, 422)
	})
	t.Run("H01 raising is never turned down", func(t *testing.T) {
		c, _ := s.call("jess-aled", "POST", "/records/concern", `{"request":"r-7","step":{"do":"raise"}}`, 201)
		require.Equal(t, "raised", c["status"])
	})
	t.Run("H01, H08 raising under the id of another concern keeps both, and tells nothing of the other", func(t *testing.T) {
		_, before := s.call("jess-aled", "GET", "/records/concern/con-2", "", 200)
		post := `{"request":"r-8","step":{"do":"raise","id":"con-2"}}`
		raised := map[any]bool{"con-2": true}
		for _, seat := range []string{"aled", "jess-aled"} { // who does not see the other, and who does
			first, _ := s.call(seat, "POST", "/records/concern", post, 201)
			require.Equal(t, "raised", first["status"])
			require.False(t, raised[first["id"]], "each is a concern of its own")
			raised[first["id"]] = true
			again, _ := s.call(seat, "POST", "/records/concern", post, 201)
			require.Equal(t, first, again, "it is raised once, however often it is sent")
		}
		_, after := s.call("jess-aled", "GET", "/records/concern/con-2", "", 200)
		require.Equal(t, before, after)
		same := `{"request":"r-9","step":{"do":"raise","id":"con-8"}}`
		first, _ := s.call("jess-aled", "POST", "/records/concern", same, 201)
		other, _ := s.call("aled", "POST", "/records/concern", same, 201)
		require.Equal(t, "con-8", first["id"])
		require.NotEqual(t, "con-8", other["id"], "a request of the same name is somebody else's")
	})
}

// TestEvents: both streams name a record that moved on to those who see it, and to nobody
// else.
func TestEvents(t *testing.T) {
	s := open(t, "aled")
	hear := func(seat, path string) *bufio.Reader {
		ctx, end := context.WithCancel(t.Context())
		t.Cleanup(end)
		r, err := http.NewRequestWithContext(ctx, "GET", s.base+path, nil)
		require.NoError(t, err)
		r.Header.Set("Towpath-Seat", seat)
		r.AddCookie(&http.Cookie{Name: "seat", Value: seat})
		a, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		t.Cleanup(func() { a.Body.Close() })
		require.Equal(t, "text/event-stream", a.Header.Get("Content-Type"))
		return bufio.NewReader(a.Body)
	}
	next := func(r *bufio.Reader) string {
		for {
			line, err := r.ReadString('\n')
			require.NoError(t, err)
			if data, ok := strings.CutPrefix(line, "data: "); ok {
				return strings.TrimSpace(data)
			}
		}
	}
	person, other := hear("aled", "/changes"), hear("beatriz", "/changes")
	worker := hear("jess-aled", "/changes")
	s.as("jess-aled").send("/new/concern/raise", 200, "request", "e-1", "text", "the rail again", "text/by", "me")
	require.Contains(t, next(worker), "/tell/")
	s.send("/do/goal/g-1/say-how-it-goes", 200, "seen", "6", "request", "e-2", "going", "sustaining")
	require.Equal(t, "/goals/g-1", next(person), "H08 and nothing of the concern before it")
	s.as("beatriz").send("/new/goal/propose", 200, "request", "e-3", "words", "sing")
	require.NotContains(t, next(other), "g-1")
	require.Equal(t, 403, s.as("").status("GET", "/changes", "", nil))
}
