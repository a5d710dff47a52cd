package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDoorsAreCurrent(t *testing.T) {
	written, err := filepath.Glob("../../*/" + file)
	require.NoError(t, err)
	below, err := filepath.Glob("../../*/*/" + file)
	require.NoError(t, err)
	written = append(written, below...)
	require.NotEmpty(t, written)
	for _, name := range written {
		pkg, err := read(filepath.Dir(name))
		require.NoError(t, err)
		require.NotEmpty(t, pkg.Machines)
		want, err := write(pkg)
		require.NoError(t, err)
		got, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), "%s is not current: run go generate ./...", name)
	}
}

func TestRead(t *testing.T) {
	put := func(text string) string {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "fear.go"), []byte(text), 0o600))
		return dir
	}
	t.Run("a machine, its record and its kind", func(t *testing.T) {
		pkg, err := read(put(`package recovery
const KindOwnFear peer.Kind = "own-fear"
type OwnFear struct{}
func (x OwnFear) Worker() {}
var fears = peer.Machine[OwnFear, Facts]{Kind: KindOwnFear}
var other = Other[OwnFear, Facts]{}
var plain = 1
`))
		require.NoError(t, err)
		require.Equal(t, found{Package: "recovery", Machines: []machine{{Var: "fears", Record: "OwnFear", Facts: "Facts", Self: "x", Name: "own fear", Kind: "KindOwnFear"}}}, pkg)
		require.Equal(t, "an own fear", pkg.Machines[0].A())
		out, err := write(pkg)
		require.NoError(t, err)
		require.Contains(t, string(out), "func (x OwnFear) Do(step OwnFearStep, act peer.Act, facts Facts) (OwnFear, peer.Change, error) {")
	})
	t.Run("a kind that nobody names", func(t *testing.T) {
		_, err := read(put("package recovery\nvar fears = peer.Machine[Fear, Facts]{}\n"))
		require.ErrorContains(t, err, "fears")
	})
	t.Run("a file that is not Go", func(t *testing.T) {
		_, err := read(put("package"))
		require.Error(t, err)
	})
	t.Run("inside package peer the names stand alone", func(t *testing.T) {
		out, err := write(found{Package: "peer", Machines: []machine{{Var: "m", Record: "R", Facts: "F", Self: "r", Name: "record", Kind: "KindR"}}})
		require.NoError(t, err)
		require.NotContains(t, string(out), "peer.")
	})
	t.Run("nowhere to write", func(t *testing.T) {
		require.Error(t, run(filepath.Join(t.TempDir(), "none")))
	})
}
