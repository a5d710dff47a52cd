package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/require"
)

func site(t *testing.T) *httptest.Server {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "browser.wasm"), []byte("\x00asm"), 0o600))
	script, err := glue(context.Background())
	require.NoError(t, err)
	h, err := handler(dir, script)
	require.NoError(t, err)
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func get(t *testing.T, url string) (*http.Response, string) {
	t.Helper()
	r, err := http.Get(url)
	require.NoError(t, err)
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return r, string(b)
}

// Nothing on the page comes from another host, and no script or style stands inside it.
func TestThePageIsStrict(t *testing.T) {
	s := site(t)
	for path, kind := range map[string]string{"/": "text/html", "/page.js": "text/javascript", "/page.css": "text/css", "/wasm_exec.js": "text/javascript", "/browser.wasm": "application/wasm", "/example.json": "application/json"} {
		r, body := get(t, s.URL+path)
		require.Equal(t, http.StatusOK, r.StatusCode, path)
		require.Contains(t, r.Header.Get("Content-Type"), kind, path)
		csp := r.Header.Get("Content-Security-Policy")
		require.Contains(t, csp, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval';", path)
		require.NotContains(t, csp, "'unsafe-inline'", path)
		require.NotContains(t, csp, "'unsafe-eval'", path)
		if strings.HasPrefix(path, "/page") || path == "/" {
			require.NotRegexp(t, `https?://`, body, path)
			require.NotRegexp(t, `(?i)<style|style=|\son[a-z]+=|innerHTML|eval\(`, body, path)
		}
	}
	_, body := get(t, s.URL+"/")
	require.Regexp(t, `<html lang="en-GB">`, body)
	for _, script := range regexp.MustCompile(`<script[^>]*>([^<]*)`).FindAllStringSubmatch(body, -1) {
		require.Empty(t, script[1], "no script inside the page")
	}
	for _, path := range []string{"/../run.go", "/page/page.js", "/anywhere.wasm", "/nowhere"} {
		r, _ := get(t, s.URL+path)
		require.Equal(t, http.StatusNotFound, r.StatusCode, path)
	}
	r, err := http.Post(s.URL+"/example.json", "application/json", strings.NewReader("{}"))
	require.NoError(t, err)
	require.Equal(t, http.StatusMethodNotAllowed, r.StatusCode)
	require.NoError(t, r.Body.Close())
}

// Every record that the page shows can be read and asked about by the doors.
func TestTheExampleIsRead(t *testing.T) {
	b, err := example()
	require.NoError(t, err)
	var world struct {
		Records []json.RawMessage
		Policy  json.RawMessage
	}
	require.NoError(t, json.Unmarshal(b, &world))
	require.Greater(t, len(world.Records), 5)
	for _, r := range world.Records {
		q := asked("", "choices", `{"record":`+string(r)+`,"policies":[`+string(world.Policy)+`]}`)
		require.NotContains(t, q.Answer, `"errors"`)
	}
}

// said is what the program prints, and calls when a line has come.
type said struct {
	bytes.Buffer
	opened func(url string)
}

func (s *said) Write(p []byte) (int, error) {
	n, err := s.Buffer.Write(p)
	if m := regexp.MustCompile(`http://[^/]+/`).FindString(s.String()); m != "" && s.opened != nil {
		opened := s.opened
		s.opened = nil
		opened(m)
	}
	return n, err
}

// The program builds both, says how large they are and what to open, serves it, and ends
// cleanly; the page it serves is the one for browsers.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("two programs are built, which takes a while; run without -short")
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	status := make(chan int, 1)
	out := &said{opened: func(url string) {
		go func() {
			defer stop()
			r, err := http.Get(url + "browser.wasm")
			if err == nil {
				status <- r.StatusCode
				_ = r.Body.Close()
			}
			close(status)
		}()
	}}
	require.NoError(t, run(ctx, nil, out))
	require.Equal(t, http.StatusOK, <-status)
	want, err := os.ReadFile(filepath.Join("testdata", "run.txt"))
	require.NoError(t, err)
	figures := regexp.MustCompile(`[0-9]+\.[0-9]+ MB|127\.0\.0\.1:[0-9]+`)
	require.Equal(t, string(want), figures.ReplaceAllString(out.String(), "…"))
}

func TestRunTurnsDown(t *testing.T) {
	var out bytes.Buffer
	require.Error(t, run(context.Background(), []string{"--no-such-flag"}, &out))
	require.NoError(t, run(context.Background(), []string{"-h"}, &out))
	gone, stop := context.WithCancel(context.Background())
	stop()
	require.NoError(t, run(gone, nil, &out), "Ctrl-C while it builds")
	none := program{file: "x.wasm", pkg: here + "nowhere", env: []string{"GOOS=js", "GOARCH=wasm"}}
	require.ErrorContains(t, none.build(context.Background(), t.TempDir()), "does not build")
	require.Error(t, serve(context.Background(), "nowhere:port", t.TempDir(), &out))
}

func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	require.LessOrEqual(t, strings.Count(string(readme), "\n"), 40)
	require.True(t, strings.HasPrefix(string(readme), "# wasm\n\n```console\n$ go run ./examples/wasm\n"))
}

// What a browser fetches stays below these sizes; docs/decisions/0040 says why they are
// what they are. Packing takes minutes, so it is for long runs.
func TestSizes(t *testing.T) {
	const raw, packed = 28_000_000, 2_700_000
	for _, p := range programs {
		b, err := os.ReadFile(programAt(t, p.file))
		require.NoError(t, err)
		require.Less(t, len(b), raw, p.file)
		if !long() {
			t.Logf("%s: %d bytes; TOWPATH_LONG=1 packs it too", p.file, len(b))
			continue
		}
		var small bytes.Buffer
		w := brotli.NewWriterOptions(&small, brotli.WriterOptions{Quality: 11, LGWin: 24})
		_, err = w.Write(b)
		require.NoError(t, err)
		require.NoError(t, w.Close())
		t.Logf("%s: %d bytes, %d after brotli", p.file, len(b), small.Len())
		require.Less(t, small.Len(), packed, p.file)
	}
}
