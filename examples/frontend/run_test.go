package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRun: it starts with nothing, says what to open, answers, and ends cleanly, also
// while a page waits for changes.
func TestRun(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- run(ctx, []string{"--addr", "127.0.0.1:0"}, in); in.Close() }()
	said := bufio.NewReader(out)
	first, err := said.ReadString('\n')
	require.NoError(t, err)
	base, _, ok := strings.Cut(strings.TrimPrefix(first, "Open "), " in a browser")
	require.True(t, ok, first)
	for range 2 {
		_, err := said.ReadString('\n')
		require.NoError(t, err)
	}
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
	end()
	last, err := said.ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "Ended.\n", last)
	require.NoError(t, <-done)
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
