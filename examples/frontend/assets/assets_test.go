package assets_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/assets"
)

// TestNothingFromElsewhere: no style sheet and no script names another host, and there is
// no font and no logo.
func TestNothingFromElsewhere(t *testing.T) {
	address := regexp.MustCompile(`url\(\s*["']?(https?:)?//|import\s+["']https?:|@font-face|Frutiger|sourceMappingURL`)
	for _, name := range []string{"nhsuk-frontend.min.css", "nhsuk-frontend.min.js", "app.css", "app.js"} {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NotRegexp(t, address, string(b), name)
	}
	icons, err := os.ReadDir("images")
	require.NoError(t, err)
	require.Len(t, icons, 6)
}

func TestHandler(t *testing.T) {
	for path, code := range map[string]int{"/assets/app.css": 200, "/assets/images/nhsuk-icon-tick.svg": 200, "/assets/assets.go": 404, "/assets/LICENSE": 404, "/assets/../run.go": 404} {
		w := httptest.NewRecorder()
		assets.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		require.Equal(t, code, w.Code, path)
	}
}
