package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// tab is the page in a browser.
type tab struct {
	ctx  context.Context
	t    *testing.T
	base string

	mu      sync.Mutex
	foreign []string // what it asked of another host
}

// open starts the browser that TOWPATH_BROWSER names, with the page of a folder.
func open(t *testing.T, dir string) *tab {
	t.Helper()
	path := os.Getenv("TOWPATH_BROWSER")
	if path == "" {
		t.Skip("TOWPATH_BROWSER names no browser; .ci/browser runs this with one")
	}
	script, err := glue(t.Context())
	require.NoError(t, err)
	site, err := handler(dir, script)
	require.NoError(t, err)
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-sync", true))
	alloc, end := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(end)
	ctx, done := chromedp.NewContext(alloc)
	t.Cleanup(done)
	b := &tab{ctx: ctx, t: t, base: server.URL}
	b.do()
	require.NoError(t, chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok && !strings.HasPrefix(e.Request.URL, server.URL+"/") {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.foreign = append(b.foreign, e.Request.URL)
		}
	}))
	return b
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, end := b.ctx, context.CancelFunc(func() {})
	if len(steps) > 0 { // the first call starts the browser, which lives as long as its context
		ctx, end = context.WithTimeout(b.ctx, 2*time.Minute)
	}
	defer end()
	require.NoError(b.t, chromedp.Do(ctx, steps...))
}

func js[T any](b *tab, code string, opts ...chromedp.EvaluateOption) T {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, 2*time.Minute)
	defer end()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](code, opts...))
	require.NoError(b.t, err)
	return v
}

// load opens the page and waits until it says something.
func (b *tab) load(says string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + "/"))
	b.until(fmt.Sprintf("document.getElementById('state').textContent.includes(%q)", says))
}

func (b *tab) until(code string) {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, 2*time.Minute)
	defer end()
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](code))
	require.NoError(b.t, err, code)
}

// screen makes the page so wide, in forced colours or not.
func (b *tab) screen(width int64, forced string) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, 900))
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: forced}}})
	require.NoError(b.t, err)
}

// found is what axe finds on the page as it is.
func (b *tab) found(axe string) (out []string) {
	b.t.Helper()
	js[chromedp.Void](b, axe)
	r := js[struct {
		Violations []struct {
			ID, Help string
			Nodes    []struct{ HTML string }
		}
		Passes, Incomplete []struct{ ID string }
	}](b, `axe.run(document,{runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})`, chromedp.EvalAwaitPromise)
	for _, v := range r.Violations {
		for _, n := range v.Nodes {
			out = append(out, fmt.Sprintf("%s: %s: %.300s", v.ID, v.Help, n.HTML))
		}
	}
	b.t.Logf("axe: %d violations, %d passes, %d cannot tell", len(r.Violations), len(r.Passes), len(r.Incomplete))
	return out
}

// shoot keeps a picture of the page where TOWPATH_SHOTS names a folder.
func (b *tab) shoot(name string) {
	b.t.Helper()
	dir := os.Getenv("TOWPATH_SHOTS")
	if dir == "" {
		return
	}
	require.NoError(b.t, os.MkdirAll(dir, 0o755))
	ctx, end := context.WithTimeout(b.ctx, time.Minute)
	defer end()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	require.NoError(b.t, err)
	require.NoError(b.t, os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600))
}

// look holds the page as it is against axe and the width of each screen.
func (b *tab) look(name, axe string) {
	b.t.Helper()
	for _, s := range []struct {
		name, forced string
		width        int64
	}{{"wide", "none", 1280}, {"320", "none", 320}, {"forced", "active", 1280}} {
		b.screen(s.width, s.forced)
		b.shoot("wasm-" + name + "." + s.name)
		require.LessOrEqual(b.t, js[int64](b, `document.documentElement.scrollWidth`), s.width, "%s is wider than the screen", name)
		require.Empty(b.t, b.found(axe), "%s %s", name, s.name)
	}
}

// The page in each of its states: nothing that axe finds, nothing wider than the screen,
// nothing asked of another host.
func TestThePageInABrowser(t *testing.T) {
	if os.Getenv("TOWPATH_BROWSER") == "" {
		t.Skip("TOWPATH_BROWSER names no browser; .ci/browser runs this with one")
	}
	b := open(t, filepath.Dir(programAt(t, "browser.wasm")))
	axe, err := os.ReadFile(os.Getenv("TOWPATH_AXE"))
	require.NoError(t, err, "TOWPATH_AXE is the path of axe.min.js")
	b.load("ready")
	choose := func(id string, option int) {
		js[chromedp.Void](b, fmt.Sprintf(`(e=>{e.selectedIndex=%d;e.dispatchEvent(new Event("change",{bubbles:true}))})(document.getElementById(%q))`, option, id))
	}
	records := js[int](b, `document.getElementById('record').options.length`)
	require.Greater(t, records, 5)
	for i := range records {
		choose("record", i)
		choose("who", i%4)
		name := js[string](b, `document.getElementById('record').value`)
		b.look(strings.ReplaceAll(name, " ", "-"), string(axe))
	}
	t.Run("without the organisation's policy", func(t *testing.T) {
		b.t = t
		b.do(chromedp.Click("#policy"))
		b.look("no-policy", string(axe))
		b.do(chromedp.Click("#policy"))
	})
	t.Run("a step is taken with the keyboard, and the focus is not lost", func(t *testing.T) {
		b.t = t
		const open = `#choices button:enabled`
		at := js[[]int](b, `(()=>{for(const r of document.getElementById('record').options)for(const w of document.getElementById('who').options){r.selected=w.selected=true;draw();if(document.querySelector('`+open+`'))return[r.index,w.index]}return[]})()`)
		require.Len(t, at, 2, "somebody has a step that asks for nothing")
		b.do(chromedp.Focus(open), chromedp.SendKeys(open, "\r"))
		b.until(`document.getElementById('state').textContent.startsWith('Done')`)
		require.Equal(t, "choices-title", js[string](b, `document.activeElement.id`))
		b.look("done", string(axe))
	})
	b.t = t
	require.Empty(t, b.foreign)
}

// What the page says when the rules cannot be loaded, or scripts are off.
func TestThePageWithoutItsRules(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "browser.wasm"), []byte("no program"), 0o600))
	b := open(t, dir)
	axe, err := os.ReadFile(os.Getenv("TOWPATH_AXE"))
	require.NoError(t, err, "TOWPATH_AXE is the path of axe.min.js")
	b.load("could not be loaded")
	require.Zero(t, js[int](b, `document.getElementById('ready').offsetHeight`), "nothing to ask where nothing answers")
	b.look("not-loaded", string(axe))
	_, err = chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	require.NoError(t, err)
	b.do(chromedp.Navigate(b.base+"/"), chromedp.WaitVisible("noscript p"))
	b.shoot("wasm-no-scripts")
	require.Empty(t, b.foreign)
}
