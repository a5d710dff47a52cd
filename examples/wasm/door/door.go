// Package door is the domain for programs that are not written in Go: a question in
// JSON, an answer in JSON. The five packages decide; nothing here does. It reads no
// clock, no file and no network, and the same question always gets the same bytes, in
// a browser, in any WebAssembly runtime and in Go.
//
// There are six doors. Each takes one JSON object:
//
//	decode   record                               is this stored record one that steps can have led to?
//	view     record, reading                      what may this reader see, and what is left out?
//	choices  kind or record, act, facts, world    what leads on from here, whose is it, what stands in the way?
//	check    kind or record, step, act, facts, …  may this step be taken? Every reason, nothing done.
//	do       kind or record, step, act, facts, …  take it: the record as it is then, and the change to store.
//	due      records, now, world                  what is owed, by whom and by when?
//
// Without a record, choices, check and do are about a record that begins; kind says of
// which kind. A world is policies (documents of peer.OpenPolicy), zones, roster, signals
// and lastRun. docs/vectors has questions of every sort with their answers. Members are
// the fields of the Go types with a small first letter; docs/schema has the records, the
// steps and what comes back.
//
// An answer either has errors, in the form of problem+json, or what was asked for; due
// may have both. Whatever is sent, however deep, large or wrong, gets an answer.
package door

import (
	"bytes"
	"encoding/json"

	"github.com/towpath-care/towpath/peer"
)

var doors = map[string]func([]byte) (any, error){
	"decode":  decode,
	"view":    view,
	"choices": choices,
	"check":   check,
	"do":      do,
	"due":     due,
}

// Names are the doors, in the order of the package's description.
func Names() []string { return []string{"decode", "view", "choices", "check", "do", "due"} }

// Answer asks one door. A door that is not there, a question that cannot be read and a
// step that may not be taken are answers with errors. It never panics: what no rule
// foresaw is an error too, with the code fault-of-ours.
func Answer(door string, question []byte) (answer []byte) {
	defer func() {
		if recover() != nil {
			answer = written(turnedDown(ours()))
		}
	}()
	ask, known := doors[door]
	if !known {
		return written(turnedDown(noDoor()))
	}
	out, err := ask(question)
	if err != nil {
		out = turnedDown(err)
	}
	return written(out)
}

// written is an answer as JSON, with every character as it is.
func written(v any) []byte {
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	if err := w.Encode(v); err != nil {
		return written(turnedDown(ours()))
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// Answers of the doors.
type (
	decoded struct {
		Record json.RawMessage `json:"record"`
	}
	viewed struct {
		View peer.Viewed `json:"view"`
	}
	open struct {
		Choices []peer.Choice `json:"choices"`
	}
	checked struct {
		Allowed bool          `json:"allowed"`
		Reasons []peer.Reason `json:"reasons"`
	}
	done struct {
		Record json.RawMessage `json:"record"`
		Change peer.Change     `json:"change"`
		Made   []made          `json:"made,omitempty"`
	}
	made struct {
		Record json.RawMessage `json:"record"`
		Change *peer.Change    `json:"change"`
	}
	owed struct {
		Deadlines []peer.Deadline `json:"deadlines"`
		Errors    []peer.Reason   `json:"errors,omitempty"`
	}
)

func decode(b []byte) (any, error) {
	var q struct {
		Record json.RawMessage `json:"record"`
	}
	if err := read(b, &q); err != nil {
		return nil, err
	}
	r, err := record(q.Record, "/record")
	if err != nil {
		return nil, err
	}
	stored, err := peer.Encode(r)
	return decoded{stored}, err
}

func view(b []byte) (any, error) {
	var q struct {
		Record  json.RawMessage `json:"record"`
		Reading json.RawMessage `json:"reading"`
	}
	if err := read(b, &q); err != nil {
		return nil, err
	}
	r, err := record(q.Record, "/record")
	by, bad := filled[peer.Reading](q.Reading, "/reading")
	if err := peer.Faults(err, bad); err != nil {
		return nil, err
	}
	v, err := r.(interface {
		View(peer.Reading) (peer.Viewed, error)
	}).View(by)
	return viewed{v}, err
}
