package browser

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/app"
	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/examples/frontend/world"
)

// needed skips a test where no browser is named.
func needed(t *testing.T) string {
	t.Helper()
	path := os.Getenv("TOWPATH_BROWSER")
	if path == "" {
		t.Skip("TOWPATH_BROWSER names no browser; .ci/browser runs this with one")
	}
	return path
}

// start runs a browser for as long as a test does.
func start(t *testing.T) context.Context {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(needed(t)), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-sync", true))
	alloc, end := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(end)
	ctx, done := chromedp.NewContext(alloc)
	t.Cleanup(done)
	require.NoError(t, chromedp.Do(ctx))
	return ctx
}

// tab is one page of a browser with its own requests in view.
type tab struct {
	context.Context
	t    *testing.T
	base string

	mu    sync.Mutex
	hosts map[string]bool
}

// serve runs the application with the story told; its clock stands still.
func serve(t *testing.T) string {
	t.Helper()
	s := store.NewMemory(desk.Decode)
	require.NoError(t, world.Tell(t.Context(), s))
	var mu sync.Mutex
	n := 0
	handler, err := app.New(app.Config{Store: s, Now: func() time.Time { return world.Begins }, Log: slog.New(slog.DiscardHandler), NewID: func() string {
		mu.Lock()
		defer mu.Unlock()
		n++
		return fmt.Sprintf("id-%d", n)
	}})
	require.NoError(t, err)
	server := httptest.NewServer(handler)
	t.Cleanup(server.CloseClientConnections)
	return server.URL
}

func open(t *testing.T, browser context.Context, base string) *tab {
	t.Helper()
	ctx, end := chromedp.NewContext(browser)
	t.Cleanup(end)
	require.NoError(t, chromedp.Do(ctx))
	out := &tab{Context: ctx, t: t, base: base, hosts: map[string]bool{}}
	require.NoError(t, chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok {
			out.mu.Lock()
			defer out.mu.Unlock()
			out.hosts[e.Request.URL[:min(len(e.Request.URL), len(base))]] = true
		}
	}))
	return out
}

// onlyHere checks that nothing was asked of another host.
func (b *tab) onlyHere() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for host := range b.hosts {
		require.True(b.t, host == b.base || strings.HasPrefix(host, "data:") || strings.HasPrefix(host, "about:"), host)
	}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.Context, 60*time.Second)
	defer end()
	require.NoError(b.t, chromedp.Do(ctx, steps...))
}

func js[T any](b *tab, code string, opts ...chromedp.EvaluateOption) T {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.Context, 60*time.Second)
	defer end()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](code, opts...))
	require.NoError(b.t, err)
	return v
}

// call runs a command of the browser's protocol.
func call[P, R any](b *tab, c cdp.Command[P, R], params P) R {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.Context, 60*time.Second)
	defer end()
	r, err := chromedp.Call(ctx, c, params)
	require.NoError(b.t, err)
	return r
}

// look opens a page as somebody.
func (b *tab) look(seat, words, path string) {
	b.t.Helper()
	for name, value := range map[string]string{"seat": seat, "words": words} {
		call(b, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: b.base})
	}
	b.do(chromedp.Navigate(b.base + path))
}

// screen is what a page is looked at with.
type screen struct {
	name   string
	width  int64
	forced bool
}

var screens = []screen{{"wide", 1280, false}, {"320", 320, false}, {"forced", 1280, true}}

func (b *tab) set(s screen) {
	b.t.Helper()
	value := "none"
	if s.forced {
		value = "active"
	}
	b.do(chromedp.EmulateViewport(s.width, 900))
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: value}}})
}

// shoot keeps a picture of the page where TOWPATH_SHOTS names a folder.
func (b *tab) shoot(name string) {
	b.t.Helper()
	dir := os.Getenv("TOWPATH_SHOTS")
	if dir == "" {
		return
	}
	require.NoError(b.t, os.MkdirAll(dir, 0o755))
	ctx, end := context.WithTimeout(b.Context, 60*time.Second)
	defer end()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	require.NoError(b.t, err)
	require.NoError(b.t, os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644))
}
