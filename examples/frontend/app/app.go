// Package app puts the pages, the JSON API and the files they fetch behind one handler,
// with the headers that every answer has.
package app

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/towpath-care/towpath/examples/frontend/api"
	"github.com/towpath-care/towpath/examples/frontend/assets"
	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/pages"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/examples/frontend/world"
)

// Config is what the application needs: where things are kept, the clock, ids that were
// never given before, where the quick exit leads, and who hears of faults.
type Config struct {
	Store store.Store
	Now   func() time.Time
	NewID func() string
	Away  string
	Log   *slog.Logger
}

// New makes the handler of the whole application.
func New(c Config) (http.Handler, error) {
	host, err := world.Host()
	if err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	d := desk.New(desk.Config{Store: c.Store, Host: host, Now: c.Now, NewID: c.NewID})
	mux := http.NewServeMux()
	mux.Handle("GET /assets/", assets.Handler())
	api.Register(mux, d)
	mux.Handle("/", pages.New(pages.Config{Desk: d, Names: world.Names, Away: c.Away, Log: c.Log}))
	return guarded(http.NewCrossOriginProtection().Handler(mux)), nil
}

// policy lets a page load its own files and send its own forms, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// guarded puts the headers on every answer.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}
