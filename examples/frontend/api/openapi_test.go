package api_test

import (
	"flag"
	"net/http"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/api"
	"github.com/towpath-care/towpath/examples/frontend/desk"
)

var update = flag.Bool("update", false, "write openapi.yaml anew")

// TestOpenAPI: the description that is committed is the one the program serves.
func TestOpenAPI(t *testing.T) {
	made, err := api.Register(http.NewServeMux(), desk.New(desk.Config{})).OpenAPI().YAML()
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile("openapi.yaml", made, 0o644))
	}
	kept, err := os.ReadFile("openapi.yaml")
	require.NoError(t, err)
	require.Equal(t, string(kept), string(made), "run go test ./examples/frontend/api -update")
	require.Contains(t, string(made), "openapi: 3.1.0")
}
