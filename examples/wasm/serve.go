package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"github.com/towpath-care/towpath/examples/fixtures"
)

//go:embed page
var page embed.FS

// policy of the page: nothing but what lies here, and no script or style inside a page.
// 'wasm-unsafe-eval' allows WebAssembly and no eval.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// serve shows the page on this machine until ctx ends.
func serve(ctx context.Context, address, dir string, out io.Writer) error {
	script, err := glue(ctx)
	if err != nil {
		return err
	}
	site, err := handler(dir, script)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: site, ReadHeaderTimeout: 5 * time.Second}
	fmt.Fprintf(out, "Open http://%s/ and end with Ctrl-C.\n", l.Addr())
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		late, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		stopped <- server.Shutdown(late)
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

// handler is the page, the program, the script that loads it, and the invented people.
func handler(dir, script string) (http.Handler, error) {
	files, err := fs.Sub(page, "page")
	if err != nil {
		return nil, err
	}
	world, err := example()
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(files))
	mux.HandleFunc("GET /wasm_exec.js", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, script) })
	mux.HandleFunc("GET /browser.wasm", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/wasm")
		http.ServeFile(w, r, filepath.Join(dir, "browser.wasm"))
	})
	mux.HandleFunc("GET /example.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(world)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		mux.ServeHTTP(w, r)
	}), nil
}

// example are the stored records of the fixtures and their policy, as the page asks
// about them.
func example() ([]byte, error) {
	policy, err := fixtures.Policy()
	if err != nil {
		return nil, err
	}
	world := struct {
		Records []json.RawMessage `json:"records"`
		Policy  json.RawMessage   `json:"policy"`
	}{Policy: policy}
	err = fs.WalkDir(fixtures.Records(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(name, "/") || !strings.HasSuffix(name, ".json") {
			return err
		}
		b, err := fs.ReadFile(fixtures.Records(), name)
		world.Records = append(world.Records, b)
		return err
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(world)
}
