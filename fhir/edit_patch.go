package fhir

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// operation is one operation of a JSON Patch (RFC 6902 section 4).
type operation struct {
	Op    string          `json:"op"`
	Path  string          `json:"path"`
	Value json.RawMessage `json:"value,omitempty"`
}

func newOperation(op, path string, value []byte) operation {
	return operation{op, path, bytes.Clone(value)}
}

// leadsTo proves of a patch that it makes one document out of another: it carries
// the operations out on what encoding/json reads, and compares what comes of it.
func leadsTo(before []byte, patch []operation, after []byte) error {
	tree, ok := treeOf(before), true
	for _, o := range patch {
		if tree, ok = o.on(tree, strings.Split(o.Path, "/")[1:]); !ok {
			break
		}
	}
	return unless(ok && reflect.DeepEqual(tree, treeOf(after)), "FHIR-17", ErrForeignBytes, "",
		"A patch makes the same document as the edit.", "Do not send this patch, and report the fault.")
}

// on carries out the operation on a value, way being what is left of its path. No
// name in a path of ours has a character that RFC 6901 escapes.
func (o operation) on(value any, way []string) (any, bool) {
	switch in := value.(type) {
	case map[string]any:
		return o.onObject(in, way)
	case []any:
		return o.onList(in, way)
	default:
		return value, false
	}
}

func (o operation) onObject(in map[string]any, way []string) (any, bool) {
	old, there := in[way[0]]
	if len(way) > 1 {
		changed, ok := o.on(old, way[1:])
		in[way[0]] = changed
		return in, ok
	}
	switch o.Op {
	case "test":
		return in, there && reflect.DeepEqual(old, treeOf(o.Value))
	case "remove":
		delete(in, way[0])
		return in, there
	case "replace", "add":
		in[way[0]] = treeOf(o.Value)
		return in, there == (o.Op == "replace")
	}
	return in, false
}

func (o operation) onList(in []any, way []string) (any, bool) {
	i, err := strconv.Atoi(way[0])
	switch {
	case way[0] == "-":
		return append(in, treeOf(o.Value)), o.Op == "add" && len(way) == 1
	case err != nil || i < 0 || i > len(in) || i == len(in) && (o.Op != "add" || len(way) > 1):
		return in, false
	case len(way) > 1:
		changed, ok := o.on(in[i], way[1:])
		in[i] = changed
		return in, ok
	}
	switch o.Op {
	case "test":
		return in, reflect.DeepEqual(in[i], treeOf(o.Value))
	case "remove":
		return append(in[:i:i], in[i+1:]...), true
	case "replace":
		in[i] = treeOf(o.Value)
		return in, true
	case "add":
		return append(in[:i:i], append([]any{treeOf(o.Value)}, in[i:]...)...), true
	}
	return in, false
}
