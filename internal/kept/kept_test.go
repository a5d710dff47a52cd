package kept_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/kept"
)

func TestResource(t *testing.T) {
	dir := t.TempDir()
	t.Setenv(kept.Folder, dir)
	for range 2 {
		kept.Resource(t, []byte("{\n  \"resourceType\": \"Goal\"\n}"))
	}
	all, err := os.ReadFile(filepath.Join(dir, "TestResource.ndjson"))
	require.NoError(t, err)
	require.Equal(t, "{\"resourceType\":\"Goal\"}\n{\"resourceType\":\"Goal\"}\n", string(all))

	t.Setenv(kept.Folder, "")
	kept.Resource(t, []byte("no JSON, and nobody looks"))
}
