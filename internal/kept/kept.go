// Package kept puts the resources that tests make where a second opinion can be had
// on them: internal/oracle reads them. .ci/run names the folder.
package kept

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/stretchr/testify/require"
)

// Folder is the variable that names the folder. Without it nothing is kept.
const Folder = "TOWPATH_RESOURCES"

// Test is a test, or whoever is told the same.
type Test interface {
	require.TestingT
	Helper()
	Name() string
}

// Resource keeps one resource: a line in a file named after the test.
func Resource(t Test, body []byte) {
	t.Helper()
	dir := os.Getenv(Folder)
	if dir == "" {
		return
	}
	var line bytes.Buffer
	require.NoError(t, json.Compact(&line, body))
	line.WriteByte('\n')
	name, _, _ := strings.Cut(t.Name(), "/")
	f, err := os.OpenFile(filepath.Join(dir, name+".ndjson"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	require.NoError(t, err)
	_, err = f.Write(line.Bytes())
	require.NoError(t, err)
	require.NoError(t, f.Close())
}
