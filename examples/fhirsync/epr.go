package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"slices"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/fhir/strict"
)

// epr is the record system inside this program, and what it was filled with.
type epr struct {
	server *fhirtest.Server
	base   string
	stop   func()
	filled []document
}

type document struct {
	typ, id string
	body    []byte
}

// startEPR starts a record system and fills it: with a folder of R4 JSON, or with
// invented people.
func startEPR(dir string) (*epr, error) {
	files := fixtures.EPR()
	if dir != "" {
		files = os.DirFS(dir)
	}
	docs, err := readDocuments(files)
	if err != nil {
		return nil, err
	}
	e := &epr{server: fhirtest.New(fhirtest.Config{UpdateCreate: true, ReadOnly: []string{"Patient"}, MaxBody: 8 << 20, Validate: strict.Validate}), filled: docs}
	for _, d := range docs {
		if err := e.server.Seed(d.body); err != nil {
			return nil, errors.New("a file of the folder is not an R4 resource that this record system holds")
		}
	}
	e.base, e.stop = e.server.Start()
	return e, nil
}

func readDocuments(files fs.FS) ([]document, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil || len(names) == 0 {
		return nil, errors.New("the folder holds no .json files")
	}
	slices.Sort(names)
	var out []document
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, errors.New("a file of the folder cannot be read")
		}
		var head struct{ ResourceType, ID string }
		if json.Unmarshal(b, &head) != nil || head.ResourceType == "" || head.ID == "" {
			return nil, errors.New("a file of the folder is not an R4 resource with an id: " + path.Base(name))
		}
		out = append(out, document{head.ResourceType, head.ID, b})
	}
	return out, nil
}

// returned counts the documents that the record system gives back byte for byte.
func (e *epr) returned() int {
	n := 0
	for _, d := range e.filled {
		answer, err := http.Get(e.base + "/" + d.typ + "/" + d.id)
		if err != nil {
			continue
		}
		body, err := io.ReadAll(io.LimitReader(answer.Body, 8<<20))
		answer.Body.Close()
		if err == nil && answer.StatusCode == http.StatusOK && bytes.Equal(body, d.body) {
			n++
		}
	}
	return n
}

// proof is what was looked at after writing.
type proof struct {
	Type string `json:"type"`
	// Untouched are documents that stand as they were, byte for byte.
	Untouched int `json:"untouched"`
	// Edited are documents with a contribution, and Kept how many of their
	// members stand as they were, byte for byte; Others how many there are
	// besides those that were written and the version.
	Edited int      `json:"edited"`
	Kept   int      `json:"members_kept"`
	Others int      `json:"members_others"`
	Names  []string `json:"members,omitempty"`
}

// untouched compares everything the record system was filled with with what it
// holds now. It reads with encoding/json and shares no code with the edits.
func (e *epr) untouched(r exchange.Report) proof {
	p := proof{Type: "proof"}
	edited := map[string]bool{}
	for _, x := range r.Results {
		if x.Did == exchange.Edit {
			edited[x.Name.Type+"/"+x.ID] = true
		}
	}
	for _, d := range e.filled {
		now, _ := e.server.Bytes(d.typ, d.id)
		switch {
		case edited[d.typ+"/"+d.id]:
			p.Edited++
			p.members(d.body, now)
		case bytes.Equal(now, d.body):
			p.Untouched++
		}
	}
	return p
}

// written are the members that a contribution, or the server, writes.
var written = []string{"contributor", "activity", "meta"}

func (p *proof) members(before, after []byte) {
	var was, is map[string]json.RawMessage
	if json.Unmarshal(before, &was) != nil || json.Unmarshal(after, &is) != nil {
		return
	}
	for name, value := range was {
		if slices.Contains(written, name) {
			continue
		}
		p.Others++
		if bytes.Equal(value, is[name]) {
			p.Kept++
			if !slices.Contains(p.Names, name) {
				p.Names = append(p.Names, name)
			}
		}
	}
	slices.Sort(p.Names)
}
