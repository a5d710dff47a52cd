package app_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

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

func TestPages(t *testing.T) {
	for _, seat := range []string{"aled", "jess-aled"} {
		s := open(t, seat)
		for _, p := range aledsPages {
			t.Run(seat+" "+p, func(t *testing.T) { require.NotContains(t, s.get(p, 200), "<no value>") })
		}
	}
}
