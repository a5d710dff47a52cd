package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/requirements"
)

func TestThePagesAreCurrent(t *testing.T) {
	root := filepath.Join("..", "..")
	pages, err := Pages(root)
	require.NoError(t, err)
	for path, want := range pages {
		got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
		require.NoError(t, err, "run go generate ./...")
		require.True(t, want == string(got), "%s is not current: run go generate ./...", path)
	}
}

func TestWhatIsNotThereIsSaidPlainly(t *testing.T) {
	built, missing := requirements.Row{Class: "a", Package: "peer"}, requirements.Row{Class: "a", Package: "nowhere"}
	some := []string{"x"}
	for _, c := range []struct {
		row         requirements.Row
		tests, code []string
		want        string
	}{
		{built, some, some, "code and tests"},
		{built, some, nil, "tests only"},
		{built, nil, some, "no test yet"},
		{built, nil, nil, "**not built yet**"},
		{missing, some, some, "in part"},
		{missing, nil, nil, "**not built yet**"},
		{requirements.Row{Class: requirements.OutsideRow, Package: "peer"}, some, some, "out of scope"},
	} {
		require.Equal(t, c.want, stands(filepath.Join("..", ".."), c.row, c.tests, c.code))
		require.Contains(t, places, c.want)
	}
}

func TestNoRuleIsLeftOffThePages(t *testing.T) {
	for _, f := range families() {
		for _, table := range f.tables {
			onPage := shape(table)
			for _, h := range ofSteps(table) {
				require.NotEmpty(t, h.steps)
				onPage = append(onPage, h.asks)
			}
			said := map[string]bool{}
			for _, a := range onPage {
				said[a.Rule.String()+a.Says] = true
			}
			for _, a := range table.Rules() {
				require.True(t, said[a.Rule.String()+a.Says], "%s %s", table.Kind, a.Rule)
			}
		}
	}
}
