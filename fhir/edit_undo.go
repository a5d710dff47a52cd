package fhir

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// Undo takes back what an edit changed, in the document as it is by then. It is
// made by Edited.Undo, and can be stored with Encode. The zero value changes
// nothing.
type Undo struct {
	do *sealed[[]inverse]
}

// Undo returns what takes the edit back. Keep it if the edit may have to be taken
// back once it is sent. An undo has none: apply the edits again.
func (e Edited) Undo() Undo {
	if e.how == nil || len(e.how.inner.back) == 0 {
		return Undo{}
	}
	return Undo{seal(e.how.inner.back)}
}

func (u Undo) inverses() []inverse {
	if u.do == nil {
		return nil
	}
	return *u.do.inner
}

// IsZero reports whether there is nothing to take back.
func (u Undo) IsZero() bool { return len(u.inverses()) == 0 }

// Apply takes the edit back. In a document that nobody has edited since, every byte
// is then as it was before, also white space and order, whatever version and time
// the server has put into meta. Otherwise what is ours is found by its name and key,
// and what others wrote stays:
//
//   - An element that was added goes, wherever it is by now, with everything that
//     stands in it: it carries our key, and so it is ours.
//   - A value that was set or replaced becomes what it was, if it still is what was
//     written. One that says something else by now is somebody else's and stays.
//   - What was removed comes back where it stood, or at the end where that cannot
//     be told any more. It stays away where something stands in its place by now.
//
// Edited.Left names what stayed. Applied to its own result it changes nothing, so it
// can be sent again. All is taken back that can be, or nothing: the errors are those
// of Edits.Apply.
func (u Undo) Apply(d Document, want Expect) (Edited, error) {
	return u.apply(d, want, strictjson.Document)
}

func (u Undo) apply(d Document, want Expect, limits strictjson.Limits) (Edited, error) {
	if d.IsZero() {
		_, err := parseDocument(nil, limits)
		return Edited{}, err
	}
	work, restored := draft{raw: d.raw()}, map[string]bool{}
	var faults []error
	var left []string
	var claims []claim
	for _, b := range slices.Backward(u.inverses()) {
		stays, err := work.takeBack(b, restored)
		faults = append(faults, err)
		if path := pointer(b.path); !stays {
			claims = append(claims, claim{path: b.path})
		} else if !slices.Contains(left, path) {
			left = append(left, path)
		}
	}
	if err := peer.Faults(want.Check(d), Editable(d), peer.Faults(faults...)); err != nil {
		return Edited{}, err
	}
	work.back = nil
	e, err := work.done(d, claims, limits)
	e.Left = left
	return e, err
}

// Format writes what String returns, for every verb.
func (u Undo) Format(s fmt.State, _ rune) { io.WriteString(s, u.String()) }

// String returns how many changes it takes back.
func (u Undo) String() string { return fmt.Sprintf("undo of %d changes", len(u.inverses())) }

// LogValue logs what String returns.
func (u Undo) LogValue() slog.Value { return slog.StringValue(u.String()) }

// MarshalJSON is always an error: use Encode.
func (u Undo) MarshalJSON() ([]byte, error) { return nil, errUndoSealed }

var errUndoSealed = fmt.Errorf("fhir: an undo holds a person's words; use Encode to store it")

// storedInverse holds JSON as text, so that its white space is kept.
type storedInverse struct {
	Did    did          `json:"did"`
	Path   []storedStep `json:"path"`
	Now    string       `json:"now,omitempty"`
	Was    string       `json:"was,omitempty"`
	List   bool         `json:"list,omitempty"`
	Alone  bool         `json:"alone,omitempty"`
	Cut    string       `json:"cut,omitempty"`
	After  string       `json:"after,omitempty"`
	Before string       `json:"before,omitempty"`
}

// Encode writes the undo for storing. It holds what was written into the document
// and what stood there before: keep it as carefully as the document, and no longer
// than it may be needed.
func (u Undo) Encode() ([]byte, error) {
	stored := make([]storedInverse, 0, len(u.inverses()))
	for _, b := range u.inverses() {
		stored = append(stored, storedInverse{b.did, storedPath(b.path), string(b.now), string(b.was), b.list, b.alone, b.cut, b.after, b.before})
	}
	return literal(stored)
}

// DecodeUndo reads what Encode wrote. It refuses with peer.ErrSchema and
// ErrNotEditable what no edit can have left behind.
func DecodeUndo(b []byte) (Undo, error) {
	var stored []storedInverse
	if err := strictjson.Decode(b, &stored, strictjson.Document); err != nil {
		return Undo{}, unreadable(err)
	}
	var faults []error
	back := make([]inverse, 0, len(stored))
	for i, s := range stored {
		in := inverse{s.Did, pathOf(s.Path), []byte(s.Now), []byte(s.Was), s.List, s.Alone, s.Cut, s.After, s.Before}
		faults = append(faults, peer.Under(fmt.Sprintf("/%d", i), in.check()))
		back = append(back, in)
	}
	if err := peer.Faults(faults...); err != nil || len(back) == 0 {
		return Undo{}, err
	}
	return Undo{seal(back)}, nil
}

// check reports an inverse that no edit leaves behind.
func (b inverse) check() error {
	path := slices.Clone(b.path)
	if last := len(path) - 1; last >= 0 && b.did == didRemove && path[last].kind == fieldStep {
		path[last].name = strings.TrimPrefix(path[last].name, "_")
	}
	if err := (Edit{seal(edit{opRemove, path, nil})}).check(); err != nil {
		return err
	}
	written, removed := b.did == didAdd || b.did == didReplace, b.did == didRemove
	ok := (written || removed) &&
		b.holds(b.now, written) && b.holds(b.was, b.did != didAdd) &&
		removed == (b.cut != "") && (!removed || b.cutSaysSo())
	if !ok {
		return leftBehind(b.path)
	}
	return nil
}

// holds reports whether a value is there, and carries its key, or is not there, as
// it has to be.
func (b inverse) holds(value json.RawMessage, there bool) bool {
	if !there || len(value) == 0 {
		return !there && len(value) == 0
	}
	key := b.path[len(b.path)-1]
	return strictjson.Check(value, strictjson.Document) == nil && !modifying(value) &&
		(key.kind == fieldStep && !b.list || key.fits(value, strictjson.Start(value)))
}

func leftBehind(path []Step) error {
	return notEditable(path, "An undo is what Encode wrote.", "Take back what was done by edits of your own.")
}

// cutSaysSo reports whether what is put back is what was removed, and nothing more.
func (b inverse) cutSaysSo() bool {
	entry, brackets := bytes.Trim([]byte(b.cut), ", \n\t\r"), "[]"
	value := []byte(b.was)
	if b.list {
		value = listOf(value)
	}
	if b.list || b.path[len(b.path)-1].kind == fieldStep {
		brackets, value = "{}", []byte("{"+string(named(b.member(), value))+"}")
	} else {
		value = listOf(value)
	}
	said := []byte(brackets[:1] + string(entry) + brackets[1:])
	return strictjson.Check(said, strictjson.Document) == nil && sameJSON(said, value)
}
