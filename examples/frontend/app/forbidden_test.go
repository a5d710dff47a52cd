package app_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestForbidden does over HTTP what must not be possible, and sees it stopped.
func TestForbidden(t *testing.T) {
	t.Run("H08, H26 nothing of a concern stands on any page of the person's", func(t *testing.T) {
		s := open(t, "aled")
		for _, p := range append(aledsPages, "/kept", "/places?look=1&topic=company&distress=high") {
			page := s.get(p, 200)
			for _, word := range []string{"concern", "con-1", "con-2", "con-3", "bank card", "Quieter than usual", "/tell", "stair light"} {
				require.NotContains(t, strings.ReplaceAll(page, "areas-of", ""), word, p)
			}
		}
		for _, p := range []string{"/tell", "/tell/con-1", "/record/concern/con-1", "/do/concern/con-1/say-more", "/new/concern/raise"} {
			require.NotContains(t, s.get(p, 404), "stair", p)
		}
		s.send("/do/concern/con-1/say-more", 404, "seen", "4", "request", "x")
	})
	t.Run("what is not there and what is not for this reader read the same", func(t *testing.T) {
		s := open(t, "aled")
		there, none := s.get("/tell/con-1", 404), s.get("/tell/con-99", 404)
		require.Equal(t, strings.ReplaceAll(there, "con-1", ""), strings.ReplaceAll(none, "con-99", ""))
	})
	t.Run("another person's record is not there", func(t *testing.T) {
		s := open(t, "beatriz")
		for _, p := range []string{"/goals/g-1", "/notes/c-4", "/steps/ps-1", "/ways/way-1", "/moves/move-1", "/record/relationship/rel-aled", "/do/goal/g-1/achieve"} {
			require.NotContains(t, s.get(p, 404), "allotment", p)
		}
		s.send("/do/goal/g-1/achieve", 404, "seen", "6", "request", "x")
		s.as("jess-beatriz").get("/goals/g-1", 404)
	})
	t.Run("what is for the worker and their line is on no page of the person's", func(t *testing.T) {
		page := open(t, "aled").get("/notes/c-4", 200)
		require.NotContains(t, page, "workers")
		require.NotContains(t, page, "Whether it went further")
	})
	t.Run("a worker does not move a person's goal", func(t *testing.T) {
		s := open(t, "jess-aled")
		page, _ := s.send("/do/goal/g-1/achieve", 422, "seen", "6", "request", "x")
		require.Contains(t, page, "error-summary")
		require.Contains(t, s.get("/goals/g-1", 200), "Working on it")
	})
	t.Run("what is kept about somebody is for them", func(t *testing.T) { open(t, "jess-aled").get("/kept", 404) })
	t.Run("nobody gets in without a seat, and help waits for nobody", func(t *testing.T) {
		s := open(t, "")
		require.Contains(t, s.get("/goals/g-1", 200), "Who is looking?")
		require.Contains(t, s.get("/help", 200), "999")
		s.as("kay").get("/help", 200)
	})
	t.Run("unknown ids, kinds, steps and methods", func(t *testing.T) {
		s := open(t, "aled")
		for _, p := range []string{"/goals/none", "/notes/..%2f..%2f", "/do/goal/g-1/nothing", "/do/nothing/g-1/agree", "/new/nothing/begin", "/new/goal/agree", "/record/peer-worker/jess", "/nowhere"} {
			s.get(p, 404)
		}
		require.Equal(t, 404, s.status(http.MethodDelete, "/goals/g-1", "", nil))
	})
	t.Run("a post from another site is turned away", func(t *testing.T) {
		s := open(t, "aled")
		for _, p := range []string{"/do/goal/g-1/achieve", "/words", "/who", "/api/records/goal"} {
			require.Equal(t, 403, s.status(http.MethodPost, p, "seen=5&request=x", http.Header{"Sec-Fetch-Site": {"cross-site"}, "Content-Type": {"application/x-www-form-urlencoded"}}), p)
		}
		require.Contains(t, s.get("/goals/g-1", 200), "Working on it")
	})
	t.Run("a huge body is turned away", func(t *testing.T) {
		s := open(t, "aled")
		huge := "words=" + strings.Repeat("x", 1<<20)
		h := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
		require.Equal(t, 413, s.status(http.MethodPost, "/new/goal/propose", huge, h))
		h = http.Header{"Content-Type": {"application/json"}, "Towpath-Seat": {"aled"}}
		require.Equal(t, 413, s.status(http.MethodPost, "/api/records/goal", `{"request":"x","step":{"do":"`+huge+`"}}`, h))
	})
	t.Run("a page leads nowhere else", func(t *testing.T) {
		s := open(t, "aled")
		_, at := s.send("/do/goal/g-1/say-how-it-goes", 200, "seen", "6", "request", "x", "going", "sustaining", "back", "//elsewhere.example/")
		require.Equal(t, "/goals/g-1", at)
		_, at = s.send("/words", 200, "words", "cy", "back", "https://elsewhere.example/")
		require.Equal(t, "/", at)
	})
	t.Run("what somebody writes is never markup", func(t *testing.T) {
		s := open(t, "aled")
		s.send("/new/goal/propose", 200, "request", "x", "words", `<script>alert(1)</script>`)
		page := s.get("/goals", 200)
		require.NotContains(t, page, "<script>alert")
		require.Contains(t, page, "&lt;script&gt;")
	})
	t.Run("H27 nothing that is not on the form reaches the step", func(t *testing.T) {
		s := open(t, "aled")
		s.send("/new/goal/propose", 200, "request", "x", "words", "swim", "person", "beatriz", "worker", "hannah")
		require.NotContains(t, s.as("beatriz").get("/goals", 200), "swim")
		require.Contains(t, s.get("/goals", 200), "swim")
	})
}

// TestHeaders: every answer has them, and no address of another host is on any page.
func TestHeaders(t *testing.T) {
	s := open(t, "aled")
	for _, p := range []string{"/", "/goals/none", "/assets/app.css", "/api/openapi.yaml", "/away"} {
		r, err := s.Get(s.base + p)
		require.NoError(t, err)
		b, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		r.Body.Close()
		require.Contains(t, r.Header.Get("Content-Security-Policy"), "default-src 'none'", p)
		require.Equal(t, "nosniff", r.Header.Get("X-Content-Type-Options"), p)
		require.Equal(t, "no-referrer", r.Header.Get("Referrer-Policy"), p)
		if !strings.HasPrefix(p, "/api") {
			require.NotRegexp(t, `(src|href|action)="https?:`, string(b), p)
			require.NotContains(t, string(b), "fonts", p)
		}
	}
	titles := map[string]string{"/": "Today", "/goals/g-1": "One goal", "/moves/move-1": "A change ahead", "/steps/ps-1": "Step by step"}
	require.Contains(t, s.get("/goals", 200), "Who is looking?", "H09 who left is not let in again by the way back")
	s = open(t, "aled")
	for p, title := range titles {
		page := s.get(p, 200)
		require.Contains(t, page, "<title>"+title+" – My pages</title>", "H09 a title says nothing of what it is about")
	}
}

// status sends a request and gives the status of the answer.
func (s *site) status(method, path, body string, h http.Header) int {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.base+path, strings.NewReader(body))
	require.NoError(s.t, err)
	for k, v := range h {
		r.Header[k] = v
	}
	a, err := s.Do(r)
	require.NoError(s.t, err)
	defer a.Body.Close()
	return a.StatusCode
}
