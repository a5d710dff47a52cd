package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/examples/frontend/world"
	"github.com/towpath-care/towpath/peer"
)

// program is the whole program while it runs.
type program struct {
	t           *testing.T
	base, first string
	said        *bufio.Reader
	stop        func()
	done        chan error
}

func started(t *testing.T, args ...string) *program {
	t.Helper()
	ctx, end := context.WithCancel(t.Context())
	out, in := io.Pipe()
	p := &program{t: t, said: bufio.NewReader(out), stop: end, done: make(chan error, 1)}
	go func() {
		p.done <- run(ctx, append([]string{"--addr", "127.0.0.1:0"}, args...), in)
		_ = in.Close()
	}()
	var err error
	p.first, err = p.said.ReadString('\n')
	require.NoError(t, err)
	var ok bool
	p.base, _, ok = strings.Cut(strings.TrimPrefix(p.first, "Open "), " in a browser")
	require.True(t, ok, p.first)
	for range 2 {
		_, err := p.said.ReadString('\n')
		require.NoError(t, err)
	}
	return p
}

// ended ends it, and checks that it ends cleanly.
func (p *program) ended() {
	p.t.Helper()
	p.stop()
	last, err := p.said.ReadString('\n')
	require.NoError(p.t, err)
	require.Equal(p.t, "Ended.\n", last)
	require.NoError(p.t, <-p.done)
}

// asks sends a request as somebody, and gives the text of the answer.
func (p *program) asks(seat, method, path, body string) string {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.base+path, strings.NewReader(body))
	require.NoError(p.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "seat", Value: seat})
	answer, err := http.DefaultClient.Do(r)
	require.NoError(p.t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(p.t, err)
	return string(text)
}

// TestRunKept: what was done is there after a restart, the clock goes on from there, and
// the story is not told twice.
func TestRunKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kept.db")
	first := started(t, "--store", file)
	require.Contains(t, first.first, "kept in "+file)
	first.asks("aled", "POST", "/new/goal/propose", "request=r-1&seen=0&words=sail+again")
	first.ended()
	second := started(t, "--store", file)
	page := second.asks("aled", "GET", "/goals", "")
	require.Equal(t, 1, strings.Count(page, "sail again"))
	require.Equal(t, 1, strings.Count(page, "ring Megan on Sundays"))
	second.asks("aled", "POST", "/new/goal/propose", "request=r-2&seen=0&words=row+again")
	require.Contains(t, second.asks("aled", "GET", "/goals", ""), "row again", "the clock does not stand before what was done")
	second.ended()

	notes := filepath.Join(t.TempDir(), "notes.txt")
	require.NoError(t, os.WriteFile(notes, []byte("Sow broad beans."), 0o600))
	require.ErrorIs(t, run(t.Context(), []string{"--store", notes}, io.Discard), store.ErrUnreadable)
}

// TestKeep: the clock of the example begins where the store was left.
func TestKeep(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kept.db")
	s, begins, end, err := keep(t.Context(), file)
	require.NoError(t, err)
	require.Equal(t, world.Begins, begins)
	later := begins.Add(48 * time.Hour)
	host, err := world.Host()
	require.NoError(t, err)
	d := desk.New(desk.Config{Store: s, Host: host, Now: func() time.Time { return later }, NewID: newID})
	_, err = d.Take(t.Context(), desk.Who{Actor: peer.ByPerson("aled"), Person: "aled"}, desk.Asked{Kind: "goal", Request: "r-1", Step: []byte(`{"do":"propose","id":"g-9","person":"aled","words":{"text":"see the sea"}}`)})
	require.NoError(t, err)
	end()
	_, begins, end, err = keep(t.Context(), file)
	require.NoError(t, err)
	defer end()
	require.Equal(t, later, begins)
}

// TestRun: it starts with nothing, says what to open, answers, and ends cleanly, also
// while a page waits for changes.
func TestRun(t *testing.T) {
	p := started(t)
	base := p.base
	require.Contains(t, p.first, "nothing is kept")
	page, err := http.Get(base + "/help")
	require.NoError(t, err)
	page.Body.Close()
	require.Equal(t, 200, page.StatusCode)
	waits, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/changes", nil)
	require.NoError(t, err)
	waits.AddCookie(&http.Cookie{Name: "seat", Value: "aled"})
	stream, err := http.DefaultClient.Do(waits)
	require.NoError(t, err)
	defer stream.Body.Close()
	p.ended()
}

func TestRunUsage(t *testing.T) {
	var said strings.Builder
	require.NoError(t, run(t.Context(), []string{"--help"}, &said))
	require.Contains(t, said.String(), "-away")
	for _, args := range [][]string{{"--nothing"}, {"more"}} {
		err := run(t.Context(), args, io.Discard)
		require.Equal(t, exitUsage, exitCode(err))
	}
	require.Equal(t, exitNotDone, exitCode(run(t.Context(), []string{"--addr", "nowhere:nothing"}, io.Discard)))
	require.Equal(t, exitDone, exitCode(nil))
	require.Equal(t, exitNotDone, exitCode(errors.New("other")))
}
