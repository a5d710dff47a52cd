package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/scenarios"
)

var update = flag.Bool("update", false, "write the expectation file anew")

// told runs the program in a time of its own, so that no test waits.
func told(t *testing.T, args ...string) (out string, code int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		code = exitCode(run(t.Context(), args, &b))
		out = b.String()
	})
	return out, code
}

func TestEverythingIsAsExpected(t *testing.T) {
	out, code := told(t)
	require.Zero(t, code, out)
	file := filepath.Join("testdata", "expected.txt")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(out), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), out, "go test ./examples/quickstart -update writes it anew")
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Contains(t, string(readme), lines[len(lines)-1])
	require.LessOrEqual(t, strings.Count(string(readme), "\n"), 40)
}

func TestOneOfThem(t *testing.T) {
	t.Run("EX-01 a scenario by its name, however it is written", func(t *testing.T) {
		out, code := told(t, "at-06")
		require.Zero(t, code)
		require.Contains(t, out, "AT-06  Coping")
		require.Contains(t, out, "due 2026-06-05")
		require.NotContains(t, out, "AT-01")
		require.Contains(t, out, "\n1 scenarios, ")
	})
	t.Run("EX-01 a name that is none", func(t *testing.T) {
		out, code := told(t, "AT-06", "AT-99")
		require.Equal(t, exitUsage, code)
		require.Empty(t, out, "nothing is told halfway")
		_, code = told(t, "--nothing")
		require.Equal(t, exitUsage, code)
	})
	t.Run("EX-01 what there is", func(t *testing.T) {
		out, code := told(t, "--list")
		require.Zero(t, code)
		require.Len(t, strings.Split(strings.TrimSpace(out), "\n\n"), len(scenarios.All()))
		require.NotContains(t, out, "Everything holds")
	})
}

func TestLines(t *testing.T) {
	out, code := told(t, "AT-01", "--json", "--resources")
	require.Zero(t, code)
	count := map[string]int{}
	var last summary
	for line := range strings.Lines(out) {
		var v struct {
			Type string
			Body json.RawMessage
		}
		require.NoError(t, json.Unmarshal([]byte(line), &v), line)
		count[v.Type]++
		require.Equal(t, v.Type == "resource", len(v.Body) > 0, line)
		require.NoError(t, json.Unmarshal([]byte(line), &last))
	}
	require.Equal(t, "summary", last.Type)
	require.Equal(t, []int{last.States, last.NotYet, last.Due, last.Resources, last.Steps}, []int{count["state"], count["not_yet"], count["due"], count["resource"], count["step"]})
	require.Positive(t, last.Resources)
	whole, _ := told(t, "AT-01", "--resources")
	require.Contains(t, whole, `"resourceType": "Encounter"`)
}

// heard tells made-up parts and gives what the page says of them.
func heard(ctx context.Context, parts ...scenarios.Part) (string, *page, error) {
	var b bytes.Buffer
	out := &page{to: &b}
	err := tell(ctx, out, scenarios.Scenario{ID: "AT-x", Title: "made up", Parts: parts})
	return b.String(), out, err
}

func TestWhatDoesNotHoldIsLoud(t *testing.T) {
	after := scenarios.Part{Name: "after it", Tell: func(t scenarios.T) { t.Shows(scenarios.Shown{Kind: scenarios.ShownDue, Of: "tea", Says: "today"}) }}
	for name, broken := range map[string]func(scenarios.T){
		"EX-01 an expectation":          func(t scenarios.T) { require.Equal(t, 1, 2) },
		"EX-01 in a step":               func(t scenarios.T) { t.Run("a step", func(t scenarios.T) { require.True(t, false) }) },
		"EX-01 in a part that waits":    func(t scenarios.T) { t.Alone(func(t scenarios.T) { require.NoError(t, errors.New("no")) }) },
		"EX-01 a panic":                 func(scenarios.T) { panic("upside down") },
		"EX-01 a step after which more": func(t scenarios.T) { require.False(t, t.Run("a step", func(t scenarios.T) { require.Fail(t, "no") })) },
	} {
		t.Run(name, func(t *testing.T) {
			out, page, err := heard(t.Context(), scenarios.Part{Name: "broken", Tell: broken}, after)
			require.NoError(t, err)
			require.Equal(t, 1, page.sum.NotSo)
			require.Equal(t, exitNotSo, exitCode(page.outcome()))
			require.Contains(t, out, "NOT SO  AT-x/broken")
			require.Contains(t, out, "due today: tea", "the others are told")
		})
	}
	t.Run("EX-01 what does not hold below does not hold above", func(t *testing.T) {
		var above, beside bool
		_, _, err := heard(t.Context(), scenarios.Part{Name: "part", Tell: func(t scenarios.T) {
			above = t.Run("step", func(t scenarios.T) { t.Run("below", func(t scenarios.T) { require.Fail(t, "no") }) })
			beside = t.Run("another", func(scenarios.T) {})
		}})
		require.NoError(t, err)
		require.False(t, above)
		require.True(t, beside)
	})
	t.Run("EX-01 FailNow ends the part and nothing else", func(t *testing.T) {
		ran := false
		_, _, err := heard(t.Context(), scenarios.Part{Name: "broken", Tell: func(t scenarios.T) { t.FailNow(); ran = true }})
		require.NoError(t, err)
		require.False(t, ran)
	})
}

func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var second bool
	_, _, err := heard(ctx, scenarios.Part{Name: "one", Tell: func(scenarios.T) { stop() }}, scenarios.Part{Name: "two", Tell: func(scenarios.T) { second = true }})
	require.Equal(t, exitInterrupted, exitCode(err))
	require.False(t, second)
	require.Equal(t, exitNotSo, exitCode(errors.New("any other")))
	require.Equal(t, exitInterrupted, exitCode(run(ctx, nil, &bytes.Buffer{})))
}

func TestAPageThatCannotBeWritten(t *testing.T) {
	require.ErrorContains(t, run(t.Context(), []string{"--list"}, full{}), "no room")
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no room") }
