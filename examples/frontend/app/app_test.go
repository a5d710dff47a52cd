package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/api"
	"github.com/towpath-care/towpath/examples/frontend/app"
	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/examples/frontend/world"
)

// site is the whole application with the story told, and one browser.
type site struct {
	t    *testing.T
	base string
	*http.Client
}

// story is told once; every test goes on from a copy.
var story = sync.OnceValues(func() (*store.Memory, error) {
	s := store.NewMemory(desk.Decode)
	return s, world.Tell(context.Background(), s)
})

func open(t *testing.T, seat string) *site {
	t.Helper()
	s, err := story()
	require.NoError(t, err)
	n := 0
	handler, err := app.New(app.Config{Store: s.Copy(), Now: func() time.Time { return world.Begins }, NewID: func() string { n++; return fmt.Sprintf("id-%d", n) }})
	require.NoError(t, err)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	out := &site{t: t, base: server.URL}
	out.Client = browser(t, server.URL, seat)
	return out
}

func browser(t *testing.T, base, seat string) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	at, err := url.Parse(base)
	require.NoError(t, err)
	if seat != "" {
		jar.SetCookies(at, []*http.Cookie{{Name: "seat", Value: seat}})
	}
	return &http.Client{Jar: jar}
}

// as is the same site with somebody else looking.
func (s *site) as(seat string) *site { return &site{s.t, s.base, browser(s.t, s.base, seat)} }

// get reads a page and gives its text.
func (s *site) get(path string, code int) string {
	s.t.Helper()
	r, err := s.Get(s.base + path)
	require.NoError(s.t, err)
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	require.NoError(s.t, err)
	require.Equal(s.t, code, r.StatusCode, "%s: %s", path, firstOf(string(b)))
	return string(b)
}

func firstOf(s string) string { return s[:min(len(s), 400)] }

// send posts a form, and gives the page that follows and its path.
func (s *site) send(path string, code int, pairs ...string) (page, at string) {
	s.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r, err := s.PostForm(s.base+path, form)
	require.NoError(s.t, err)
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	require.NoError(s.t, err)
	require.Equal(s.t, code, r.StatusCode, "%s: %s", path, errorsOf(string(b)))
	return string(b), r.Request.URL.Path
}

// errorsOf is what a page says against what was posted.
func errorsOf(page string) string {
	if _, after, ok := strings.Cut(page, "error-summary"); ok {
		return after[:min(len(after), 1500)]
	}
	return firstOf(page)
}

var aledsPages = []string{"/", "/together", "/notes", "/notes/c-4", "/notes/c-6", "/goals", "/goals/g-1", "/steps/ps-1", "/places", "/places?look=1&topic=company", "/ways/way-1", "/moves/move-1", "/help", "/who"}

var bothsPages = []string{"/", "/together", "/notes", "/goals", "/places", "/places?look=1&topic=company", "/help", "/who"}

// leaked is a key of the catalogue that stands where its words should.
var leaked = regexp.MustCompile(`>[^<]*\b(?:field|is|do|status|hint|kind|title|due|nav|page)\.[a-z][a-zA-Z0-9.-]*`)

// TestPages: every page as the person and as the worker, fresh and filled.
func TestPages(t *testing.T) {
	pages := map[string][]string{"aled": append(aledsPages, "/kept"), "jess-aled": append(aledsPages, "/tell", "/tell/con-1", "/tell/con-2"),
		"beatriz": append(bothsPages, "/kept"), "jess-beatriz": append(bothsPages, "/tell"), "hannah": {"/", "/tell/con-1", "/tell/con-3", "/help", "/who"}, "ines": {"/"}}
	for seat, list := range pages {
		s := open(t, seat)
		for _, p := range list {
			t.Run(seat+" "+p, func(t *testing.T) {
				page := s.get(p, 200)
				require.NotContains(t, page, "<no value>")
				require.NotRegexp(t, leaked, page)
				require.NotContains(t, page, "Something is due here", "what is due has words of its own")
			})
		}
	}
}

// TestEveryForm goes through every choice on everything there is, as both: its form is
// drawn with its words, and where the step is not taken it is drawn again with why.
func TestEveryForm(t *testing.T) {
	unsaid := map[string]bool{}
	for _, seat := range []string{"aled", "jess-aled", "beatriz", "jess-beatriz", "hannah"} {
		s := open(t, seat)
		if seat == "hannah" {
			s.send("/tell/con-2/open", 200)
			s.step("/do/concern/con-2/acknowledge", 200, "next", "Ring.", "until", "2026-03-17T12:00")
		}
		for _, path := range s.choices(seat) {
			page := s.get(path, 200)
			require.NotContains(t, page, "<no value>", path)
			again, _ := s.send(path, 409, "seen", "99", "request", "again")
			require.Contains(t, again, "error-summary", path)
			for _, key := range leaked.FindAllString(page+again, -1) {
				unsaid[key[1:]] = true
			}
		}
	}
	require.Empty(t, unsaid, "put these into words")
}

// choices are the paths of all forms: on the records there are, and of those that begin
// one.
func (s *site) choices(seat string) []string {
	s.t.Helper()
	var entries []api.Entry
	_, raw := s.call(seat, "GET", "/records", "", 200)
	require.NoError(s.t, json.Unmarshal([]byte(raw), &entries))
	var out []string
	for _, e := range entries {
		_, raw := s.call(seat, "GET", "/records/"+e.Kind+"/"+e.ID, "", 200)
		var r api.Record
		require.NoError(s.t, json.Unmarshal([]byte(raw), &r))
		for _, c := range r.Choices {
			if c.Yours {
				out = append(out, "/do/"+e.Kind+"/"+e.ID+"/"+c.Do)
			}
		}
	}
	if seat == "hannah" {
		return out // who is told begins nothing on these pages
	}
	for _, kind := range []string{"goal", "problem-solving", "self-report", "contact", "signpost", "feeling", "issue", "transition"} {
		_, raw := s.call(seat, "GET", "/starts/"+kind, "", 200)
		var list []api.Choice
		require.NoError(s.t, json.Unmarshal([]byte(raw), &list))
		for _, c := range list {
			if c.Yours {
				out = append(out, "/new/"+kind+"/"+c.Do)
			}
		}
	}
	require.NotEmpty(s.t, out)
	return out
}
