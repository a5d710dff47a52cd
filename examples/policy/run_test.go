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

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the expectation files anew")

// Files of the example, as somebody names them who stands in this folder.
var (
	tamarside = filepath.Join("..", "fixtures", "policies", "tamarside.json")
	draftFile = filepath.Join("..", "fixtures", "policies", "draft", "tamarside.json")
	onDuty    = filepath.Join("..", "fixtures", "rosters", "tamarside.json")
)

// policy runs the program in process and returns what it printed and its exit code.
func policy(t testing.TB, args ...string) (string, int) {
	t.Helper()
	var out bytes.Buffer
	err := run(context.Background(), args, &out)
	if err != nil && err.Error() != "" {
		out.WriteString("policy: " + err.Error() + "\n")
	}
	return out.String(), exitCode(err)
}

func golden(t testing.TB, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, got, 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "go test ./examples/policy -update writes it anew")
}

// planted writes the policy with members put anew, such as "safeguard/duty"; nil takes
// one out.
func planted(t testing.TB, file string, members map[string]any) string {
	t.Helper()
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	var doc map[string]any
	require.NoError(t, json.Unmarshal(b, &doc))
	for path, value := range members {
		at, rest := any(doc), strings.Split(path, "/")
		for ; len(rest) > 1; rest = rest[1:] {
			if list, ok := at.([]any); ok {
				var i int
				require.NoError(t, json.Unmarshal([]byte(rest[0]), &i))
				at = list[i]
				continue
			}
			at = at.(map[string]any)[rest[0]]
		}
		if value == nil {
			delete(at.(map[string]any), rest[0])
		} else {
			at.(map[string]any)[rest[0]] = value
		}
	}
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	out := filepath.Join(t.TempDir(), "planted.json")
	require.NoError(t, os.WriteFile(out, b, 0o600))
	return out
}

// TestTheDemo runs the program as a reader does who has nothing but Go.
func TestTheDemo(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	text, code := policy(t)
	require.Zero(t, code)
	pages, err := filepath.Glob(filepath.Join(dir, "*", "*.html"))
	require.NoError(t, err)
	require.Len(t, pages, 4)
	t.Run("EX-03 the transcript is as expected", func(t *testing.T) {
		golden(t, "demo.txt", []byte(strings.ReplaceAll(text, filepath.Dir(pages[0])+string(filepath.Separator), "PAGES/")))
	})
	t.Run("EX-03 it says which page to open", func(t *testing.T) {
		for _, page := range pages {
			require.Contains(t, text, "Open this page in a browser: "+page)
		}
	})
	t.Run("EX-03 the page of the draft is as expected", func(t *testing.T) {
		page, err := os.ReadFile(filepath.Join(filepath.Dir(pages[0]), "tamarside-draft.html"))
		require.NoError(t, err)
		golden(t, "tamarside-draft.html", page)
	})
	t.Run("EX-03 the README shows what is printed", func(t *testing.T) {
		readme, err := os.ReadFile("README.md")
		require.NoError(t, err)
		_, shown, _ := strings.Cut(string(readme), "```text\n")
		shown, _, _ = strings.Cut(shown, "```")
		for line := range strings.Lines(shown) {
			require.Contains(t, text, "\n"+line)
		}
		require.LessOrEqual(t, strings.Count(string(readme), "\n"), 40)
	})
	t.Run("EX-03 every page loads nothing and runs nothing", func(t *testing.T) {
		for _, page := range pages {
			b, err := os.ReadFile(page)
			require.NoError(t, err)
			requireAlone(t, string(b))
		}
	})
}

func TestUsage(t *testing.T) {
	t.Run("EX-03 help is served", func(t *testing.T) {
		out, code := policy(t, "--help")
		require.Zero(t, code)
		require.Contains(t, out, "simulate")
	})
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"a word that is no command":            {[]string{"prove"}, "unexpected argument prove"},
		"no file":                              {[]string{"check"}, "expected"},
		"a file that is not there":             {[]string{"check", "nowhere.json"}, "nowhere.json cannot be read"},
		"a roster that is not there":           {[]string{"check", tamarside, "--roster", "nowhere.json"}, "nowhere.json cannot be read"},
		"a roster that is none":                {[]string{"check", tamarside, "--roster", tamarside}, "the roster cannot be read"},
		"a day that is none":                   {[]string{"check", tamarside, "--from", "March"}, "--from is a day"},
		"a month for a day":                    {[]string{"simulate", tamarside, "--day", "2026-03"}, "--day is a day"},
		"a day and a year":                     {[]string{"simulate", tamarside, "--day", "2026-03-13", "--year"}, "--day and --year can't be used together"},
		"days the wrong way round":             {[]string{"check", tamarside, "--from", "2026-03-02", "--until", "2026-03-01"}, "lies before the first"},
		"more than two years":                  {[]string{"check", tamarside, "--until", "2029-01-01"}, "no more than two years"},
		"no concern":                           {[]string{"explain", tamarside}, "missing flags: --concern"},
		"something that nobody can know":       {[]string{"explain", tamarside, "--concern", "accident", "--known", "weather=wet"}, "--known says raised-by, setting, age"},
		"an answer that is none":               {[]string{"explain", tamarside, "--concern", "accident", "--known", "setting=moon"}, "--known setting is one of home"},
		"an age nobody has":                    {[]string{"explain", tamarside, "--concern", "accident", "--known", "age=131"}, "whole number"},
		"a yes or no that is neither":          {[]string{"explain", tamarside, "--concern", "accident", "--known", "violence=perhaps"}, "--known violence is one of no, yes"},
		"somebody unknown who raises it":       {[]string{"explain", tamarside, "--concern", "accident", "--known", "raised-by=vicar"}, "--known raised-by is one of person"},
		"a time that is none":                  {[]string{"explain", tamarside, "--concern", "accident", "--at", "noon"}, "--at is a day and a time"},
		"a time that comes twice":              {[]string{"explain", tamarside, "--concern", "accident", "--at", "2026-10-25T01:30"}, "the clocks change"},
		"a page that cannot be written":        {[]string{"report", tamarside, "--until", "2026-01-02", "--out", filepath.Join("nowhere", "page.html")}, "cannot be written"},
		"a page without a place":               {[]string{"report", tamarside}, "missing flags: --out"},
		"an earlier policy that is not there":  {[]string{"report", tamarside, "--against", "nowhere.json", "--out", "page.html"}, "nowhere.json cannot be read"},
		"two policies, one of them not there":  {[]string{"compare", tamarside, "nowhere.json"}, "nowhere.json cannot be read"},
		"a folder for pages that is no folder": {[]string{"demo", "--out", filepath.Join("README.md", "pages")}, "the folder for the pages cannot be made"},
	} {
		t.Run("EX-03 "+name, func(t *testing.T) {
			out, code := policy(t, c.args...)
			require.Equal(t, exitUsage, code, out)
			require.Contains(t, out, c.says)
		})
	}
}

// brokenPipe takes nothing.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("nobody reads") }

func TestEnds(t *testing.T) {
	t.Run("EX-03 interrupted", func(t *testing.T) {
		ctx, stop := context.WithCancel(context.Background())
		stop()
		out := filepath.Join(t.TempDir(), "page.html")
		err := run(ctx, []string{"report", tamarside, "--until", "2026-01-02", "--out", out}, &bytes.Buffer{})
		require.Equal(t, exitInterrupted, exitCode(err))
		require.NoFileExists(t, out)
	})
	t.Run("EX-03 interrupted in the middle of a long computation", func(t *testing.T) {
		ctx, stop := context.WithCancel(context.Background())
		begun, release := make(chan struct{}), make(chan struct{})
		defer close(release)
		go func() { <-begun; stop() }()
		_, err := worked(ctx, func() (int, error) { close(begun); <-release; return 1, nil })
		require.Equal(t, exitInterrupted, exitCode(err))
	})
	t.Run("EX-03 nobody reads what is printed", func(t *testing.T) {
		for _, flag := range []string{"--json", "--no-json"} {
			args := []string{"simulate", tamarside, flag}
			if flag == "--no-json" {
				args = args[:2]
			}
			require.Equal(t, exitNotDone, exitCode(run(context.Background(), args, brokenPipe{})))
		}
	})
}
