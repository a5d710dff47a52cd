// Package assets is what a page fetches besides itself: the style sheet, script and icons
// of nhsuk-frontend as VERSION says, and a few of our own. Nothing comes from another
// host.
package assets

import (
	"embed"
	"net/http"
)

//go:embed *.css *.js images
var files embed.FS

// Handler serves everything under /assets/.
func Handler() http.Handler {
	serve := http.StripPrefix("/assets/", http.FileServerFS(files))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		serve.ServeHTTP(w, r)
	})
}
