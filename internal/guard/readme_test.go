package guard_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheReadmeShowsWhatRuns: the Go in the README is an example that is run as a
// test, and the output in it is the output of the program.
func TestTheReadmeShowsWhatRuns(t *testing.T) {
	root := filepath.Join("..", "..")
	read := func(path ...string) string {
		b, err := os.ReadFile(filepath.Join(append([]string{root}, path...)...))
		require.NoError(t, err)
		return string(b)
	}
	readme := read("README.md")
	example := strings.ReplaceAll(read("peer", "example_refusal_test.go"), "\n\t", "\n")
	blocks := regexp.MustCompile("(?s)```go\n(.*?)\n```").FindAllStringSubmatch(readme, -1)
	require.NotEmpty(t, blocks)
	for _, b := range blocks {
		require.Contains(t, example, b[1])
	}
	require.Contains(t, readme, strings.TrimSpace(read("examples", "fhirsync", "testdata", "demo.txt")))
}
