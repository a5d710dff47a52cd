package fhirtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"reflect"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// operation is one operation of a JSON Patch (RFC 6902). value is as it was
// sent, byte for byte.
type operation struct {
	op         string
	path, from pointer
	value      []byte
}

// operations are a whole patch.
type operations []operation

// A patch goes over the document once for each of its operations. These bounds
// keep a hostile one from costing more than some hundred milliseconds.
const (
	mostOperations = 1000
	mostPatchBytes = 64 << 20
)

// needs says which members an operation has beside op and path.
var needs = map[string]struct{ value, from bool }{
	"add": {value: true}, "replace": {value: true}, "test": {value: true},
	"remove": {}, "move": {from: true}, "copy": {from: true},
}

// readPatch reads a patch document; members it does not know are passed over, as
// the RFC wants.
func readPatch(body []byte) (operations, *answer) {
	say := func(status int, code, says string) (operations, *answer) {
		no := refuse(status, fault(code, says))
		return nil, &no
	}
	if no := checkJSON(body); no != nil {
		return nil, no
	}
	start := strictjson.Start(body)
	if body[start] != '[' {
		return say(http.StatusBadRequest, "structure", "A JSON Patch is an array of operations.")
	}
	var ops operations
	var wrong string
	strictjson.Elements(body, start, func(n int, at strictjson.Span) bool {
		op, says := readOperation(body[at.From:at.To])
		if says != "" {
			wrong = fmt.Sprintf("Operation %d: %s", n+1, says)
		}
		ops = append(ops, op)
		return wrong == "" && len(ops) <= mostOperations
	})
	switch {
	case wrong != "":
		return say(http.StatusBadRequest, "structure", wrong)
	case len(ops) > mostOperations:
		return say(http.StatusRequestEntityTooLarge, "too-costly", fmt.Sprintf("A patch has at most %d operations here.", mostOperations))
	}
	return ops, nil
}

func readOperation(data []byte) (op operation, wrong string) {
	in := rawMembers(data)
	text := func(name string) (string, bool) { return strictjson.Text(in[name]) }
	op.op, _ = text("op")
	need, known := needs[op.op]
	if !known {
		return op, "op is one of add, remove, replace, move, copy and test."
	}
	path, ok := text("path")
	if op.path, ok = parsePointer(path, ok); !ok {
		return op, "path is a JSON Pointer (RFC 6901)."
	}
	if need.from {
		from, ok := text("from")
		if op.from, ok = parsePointer(from, ok); !ok {
			return op, "from is a JSON Pointer (RFC 6901)."
		}
	}
	if op.value, ok = in["value"]; need.value && !ok {
		return op, "it needs a value."
	}
	return op, ""
}

// pointer is a JSON Pointer (RFC 6901), escapes undone.
type pointer []string

var (
	escapes   = strings.NewReplacer("~0", "", "~1", "")
	unescapes = strings.NewReplacer("~0", "~", "~1", "/")
)

func parsePointer(s string, ok bool) (pointer, bool) {
	if !ok || s != "" && s[0] != '/' {
		return nil, false
	}
	if s == "" {
		return pointer{}, true
	}
	if strings.Contains(escapes.Replace(s), "~") {
		return nil, false
	}
	parts := strings.Split(s[1:], "/")
	for n, part := range parts {
		parts[n] = unescapes.Replace(part)
	}
	return parts, true
}

// under reports whether p lies inside of what other points to.
func (p pointer) under(other pointer) bool {
	return len(p) > len(other) && reflect.DeepEqual(p[:len(other)], other)
}

// apply carries the operations out one after the other; the first that cannot be
// done ends it, and nothing is changed then. limit is the longest document.
func (ops operations) apply(data []byte, limit int64) ([]byte, *answer) {
	spent := 0
	for n, op := range ops {
		var why *issue
		data, why = op.apply(data)
		spent += len(data)
		switch {
		case why != nil:
		case int64(len(data)) > limit:
			why = &issue{Code: "too-long", Diagnostics: "the document grows beyond what this server takes."}
		case spent > mostPatchBytes:
			why = &issue{Code: "too-costly", Diagnostics: "the patch is more work than this server does."}
		default:
			continue
		}
		no := refuse(http.StatusUnprocessableEntity, fault(why.Code, fmt.Sprintf("Operation %d (%s): %s", n+1, op.op, why.Diagnostics)))
		return nil, &no
	}
	return data, nil
}

var (
	nothingThere = &issue{Code: "not-found", Diagnostics: "there is nothing at its path."}
	nothingFrom  = &issue{Code: "not-found", Diagnostics: "there is nothing at its from."}
	noPlace      = &issue{Code: "not-found", Diagnostics: "there is no place for a value at its path."}
	wholeAway    = &issue{Code: "invalid", Diagnostics: "the whole resource cannot be taken away."}
	intoItself   = &issue{Code: "invalid", Diagnostics: "a value cannot be moved into itself."}
	testFails    = &issue{Code: "conflict", Diagnostics: "the value there is another."}
)

func (op operation) apply(data []byte) ([]byte, *issue) {
	switch op.op {
	case "add":
		return insert(data, op.path, op.value)
	case "remove":
		return remove(data, op.path)
	case "replace":
		at, ok := find(data, op.path)
		if !ok {
			return data, nothingThere
		}
		return splice(data, []edit{{at.value.From, at.value.To, string(op.value)}}), nil
	case "test":
		at, ok := find(data, op.path)
		switch {
		case !ok:
			return data, nothingThere
		case !sameJSON(data[at.value.From:at.value.To], op.value):
			return data, testFails
		}
		return data, nil
	}
	at, ok := find(data, op.from)
	if !ok {
		return data, nothingFrom
	}
	value := bytes.Clone(data[at.value.From:at.value.To])
	if op.op == "move" {
		if op.path.under(op.from) {
			return data, intoItself
		}
		var why *issue
		if data, why = remove(data, op.from); why != nil {
			return data, why
		}
	}
	return insert(data, op.path, value)
}

// sameJSON compares two values as RFC 6902 has it (section 4.6): numbers by what
// they are worth, objects without regard to the order of their members.
func sameJSON(a, b []byte) bool {
	x, okX := anyJSON(a)
	y, okY := anyJSON(b)
	return okX && okY && same(x, y)
}

func anyJSON(data []byte) (value any, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	err := dec.Decode(&value)
	return value, err == nil
}

func same(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for name, value := range a {
			if other, there := b[name]; !there || !same(value, other) {
				return false
			}
		}
		return true
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for n := range a {
			if !same(a[n], b[n]) {
				return false
			}
		}
		return true
	case json.Number:
		b, ok := b.(json.Number)
		return ok && (a == b || sameNumber(a, b))
	}
	return a == b
}

// sameNumber leaves numbers alone that are too long to be worked out.
func sameNumber(a, b json.Number) bool {
	if strictjson.Check([]byte(a), strictjson.Default) != nil || strictjson.Check([]byte(b), strictjson.Default) != nil {
		return false
	}
	x, okX := new(big.Rat).SetString(a.String())
	y, okY := new(big.Rat).SetString(b.String())
	return okX && okY && x.Cmp(y) == 0
}
