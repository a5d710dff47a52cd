package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
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
