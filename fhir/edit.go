package fhir

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// Edit is one thing that is to stand in a document, or not to. It is made by
// Set, Upsert, Ensure or Remove; the zero value is refused.
type Edit struct {
	do *sealed[edit]
}

// edit returns what is to be done; nil for the zero value.
func (e Edit) edit() *edit {
	if e.do == nil {
		return nil
	}
	return e.do.inner
}

type edit struct {
	op    op
	path  []Step
	value json.RawMessage
}

type op string

const (
	opSet    op = "set"
	opUpsert op = "upsert"
	opEnsure op = "ensure"
	opRemove op = "remove"
)

// Set gives the member at the end of the path this value, adding it where it is
// not there. The object it belongs to has to be there. Lists are not set as a
// whole: their elements belong to different people, and are put in by Upsert.
func Set(value json.RawMessage, path ...Step) Edit { return newEdit(opSet, value, path) }

// Upsert puts an element into a list, in place of the one that carries the same
// key, or at the end. The path ends with the list's name and the key, such as
// Field("activity"), Element("towpath-1"); the value has to carry that key
// itself. A list that is not there is made.
func Upsert(value json.RawMessage, path ...Step) Edit { return newEdit(opUpsert, value, path) }

// Ensure is Upsert for what may already be there by somebody else's hand: an
// element that carries the key is left as it is.
func Ensure(value json.RawMessage, path ...Step) Edit { return newEdit(opEnsure, value, path) }

// Remove takes away a member with its twin, or an element of a list. A list that
// would be left empty goes with its last element, as FHIR has no empty lists.
// What is not there needs no removing.
func Remove(path ...Step) Edit { return newEdit(opRemove, nil, path) }

func newEdit(o op, value json.RawMessage, path []Step) Edit {
	return Edit{seal(edit{o, append([]Step(nil), path...), bytes.Clone(bytes.TrimSpace(value))})}
}

// Format writes what String returns for every verb.
func (e Edit) Format(s fmt.State, _ rune) { io.WriteString(s, e.String()) }

// String returns what is done and where, without the value.
func (e Edit) String() string {
	if e.do == nil {
		return "no edit"
	}
	return string(e.edit().op) + " " + pointer(e.edit().path)
}

// LogValue logs what String returns.
func (e Edit) LogValue() slog.Value { return slog.StringValue(e.String()) }

// MarshalJSON is always an error: use Edits.Encode.
func (e Edit) MarshalJSON() ([]byte, error) { return nil, errEditSealed }

var errEditSealed = errors.New("fhir: an edit holds a person's words; use Edits.Encode to store it")

// Edits are applied in order, all or none.
type Edits []Edit

// fixed are members that no edit writes: what they say decides how everything
// else is read, or is the server's to say. In meta there are lists to write to.
var fixed = map[string]bool{"resourceType": true, "id": true, "meta": true, "implicitRules": true, "modifierExtension": true}

// check reports what is wrong with the edit whatever the document.
func (e Edit) check() error {
	do := e.edit()
	if do == nil || len(do.path) == 0 || do.path[0].kind != fieldStep {
		return notEditable(nil, "An edit says where it applies, beginning with a member.", "Make it by Set, Upsert, Ensure or Remove.")
	}
	return peer.Faults(do.checkOp(), do.checkPath(), do.checkValue())
}

func (e *edit) checkPath() error {
	last := len(e.path) - 1
	for i, s := range e.path {
		keyed := s.kind != fieldStep
		switch {
		case s.kind == noStep || s.name == "":
			return notEditable(e.path, "A step has a name or a key.", "Use Field, Element, Identified or Referring.")
		case keyed && e.path[i-1].kind != fieldStep:
			return notEditable(e.path, "A key follows the name of a list.", "Put Field in front of it.")
		case keyed:
		case strings.HasPrefix(s.name, "_") || strictjson.Token(s.name) != s.name:
			return notEditable(e.path, "A member has a FHIR name; a primitive's twin is not edited by itself.", "Edit the primitive.")
		case i > 0 && e.path[i-1].isKnownBy(s.name):
			return notEditable(e.path, "An element keeps what it is known by.", "Name the element by something else, or put another one in.")
		case i == 0 && (s.name == "subject" || s.name == "patient"):
			return notEditable(e.path, "Whom a resource is about is not ours to write.", "Leave it out of the edit.")
		case s.name == "contained":
			return notEditable(e.path, "What a resource contains belongs to its owner.", "Refer to a resource of your own.")
		case fixed[s.name] && (i == last || s.name != "meta"), i == 1 && i == last && e.path[0].name == "meta":
			return notEditable(e.path, "This member is not ours to write.", "Leave it out of the edit.")
		}
	}
	return nil
}

func (e *edit) checkOp() error {
	keyed := e.path[len(e.path)-1].kind != fieldStep
	switch {
	case e.op == opRemove, e.op == opSet && !keyed, (e.op == opUpsert || e.op == opEnsure) && keyed:
		return nil
	default:
		return notEditable(e.path, "Set and Remove end with a member, Upsert, Ensure and Remove with a key.", "Choose the one that fits the path.")
	}
}

func (e *edit) checkValue() error {
	if e.op == opRemove {
		return unless(len(e.value) == 0, "FHIR-17", ErrNotEditable, pointer(e.path), "Remove takes no value.", "Leave the value out.")
	}
	if err := strictjson.Check(e.value, strictjson.Document); err != nil {
		return peer.Under(pointer(e.path), unreadable(err))
	}
	switch open := e.value[0]; {
	case empty(e.value):
		return peer.Fault(peer.Rule{Row: "FHIR-17", Code: peer.ErrRequired}, pointer(e.path),
			"FHIR has no null and nothing empty.", "Use Remove to take something away.")
	case modifying(e.value):
		return notEditable(e.path, "A modifierExtension is the owner's to write.", "Leave it out of the value.")
	case open == '[':
		return notEditable(e.path, "A list is not written as a whole; others may have put elements into it.", "Use Upsert for each element.")
	case e.op != opSet && !e.path[len(e.path)-1].fits(e.value, 0):
		return notEditable(e.path, "The element has to carry the key it is put in by.", "Put the same id, identifier or reference into the value.")
	}
	return nil
}

// modifying reports whether a value would change what its element means, or what
// anything inside it means.
func modifying(value []byte) bool { return modifiedIn(treeOf(value)) }

func modifiedIn(tree any) bool {
	switch in := tree.(type) {
	case map[string]any:
		_, modified := in["modifierExtension"]
		return modified || slices.ContainsFunc(slices.Collect(maps.Values(in)), modifiedIn)
	case []any:
		return slices.ContainsFunc(in, modifiedIn)
	default:
		return false
	}
}

// empty reports whether a value is null, or a text, object or list with nothing
// in it.
func empty(value []byte) bool {
	switch value[0] {
	case 'n':
		return true
	case '"', '{', '[':
		return len(bytes.TrimSpace(value[1:len(value)-1])) == 0 && (value[0] != '"' || len(value) == 2)
	default:
		return false
	}
}

func notEditable(path []Step, says, fix string) error {
	return peer.Fault(peer.Rule{Row: "FHIR-17", Code: ErrNotEditable}, pointer(path), says, fix)
}
