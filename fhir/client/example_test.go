package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// A goal is read and changed. Between the two somebody at the record system
// changes it as well, so the first change is not taken: it is made again on what
// stands there now.
func Example() {
	epr := httptest.NewServer(busyRecordSystem())
	defer epr.Close()

	c, err := client.New(client.Config{Base: epr.URL + "/r4"})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	goal, err := c.Read(ctx, "Goal", "g1")
	if err != nil {
		fmt.Println(err)
		return
	}
	for {
		fmt.Println("read", goal)
		done, err := c.Update(ctx, goal.Type, goal.ID, start(goal.Body), goal.ETag)
		if errors.Is(err, peer.ErrConflict) {
			fmt.Println(err)
			if goal, err = c.Read(ctx, "Goal", "g1"); err == nil {
				continue
			}
		}
		fmt.Println("wrote", done, err)
		return
	}
	// Output:
	// read Goal/g1/_history/1
	// fhir: update Goal: 412: the resource has moved on since it was read; read again and make the same edits
	// read Goal/g1/_history/2
	// wrote Goal/g1/_history/3 <nil>
}

// start is the edit; package fhir has one that leaves every other byte alone.
func start(body []byte) []byte {
	return []byte(strings.Replace(string(body), "accepted", "active", 1))
}

// busyRecordSystem holds one goal, which somebody changes right after it is
// first read.
func busyRecordSystem() http.Handler {
	version, held := 1, `{"resourceType":"Goal","id":"g1","lifecycleStatus":"accepted"}`
	show := func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/fhir+json")
		w.Header().Set("ETag", fmt.Sprintf(`W/"%d"`, version))
		io.WriteString(w, held)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /r4/Goal/g1", func(w http.ResponseWriter, r *http.Request) {
		show(w)
		version = 2
	})
	mux.HandleFunc("PUT /r4/Goal/g1", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-Match") != fmt.Sprintf(`W/"%d"`, version) {
			w.WriteHeader(http.StatusPreconditionFailed)
			return
		}
		body, _ := io.ReadAll(r.Body)
		version, held = version+1, string(body)
		show(w)
	})
	return mux
}
