package exchange

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// Do is what a plan means to do with one document.
type Do string

// What a plan does.
const (
	// Create: a resource of ours that is not there yet.
	Create Do = "create"
	// Update: a resource of ours whose content has changed.
	Update Do = "update"
	// Edit: a resource that the record system owns; only what is ours in it
	// changes, every other byte stays.
	Edit Do = "edit"
	// Leave: it stands there as it should.
	Leave Do = "leave"
	// Hold: something stands in the way; the reasons say what would put it
	// right.
	Hold Do = "hold"
	// Keep: it has no home in the record system, or may not go there. It stays
	// here.
	Keep Do = "keep"
)

// Writes reports whether this sends anything.
func (d Do) Writes() bool { return d == Create || d == Update || d == Edit }

// Plan is what would be written to one record system, and what would not and
// why. It is data: it can be read, saved, and applied later. It holds what would
// be sent, so a saved plan is as private as the records; printed or logged it
// shows its counts only.
type Plan struct {
	// Target is the name the host gives to the record system, Base the address
	// it was read at.
	Target string
	Base   string
	// Made is when, by the host's clock.
	Made time.Time
	// Rules names what the site had decided and the policy in force, Server what
	// the record system offered. A plan is applied under the same only.
	Rules  peer.Digest
	Server peer.Digest
	// Said is what was learned of the record system as a whole, each thing once.
	Said []peer.Reason
	// Items are in the order they will be applied.
	Items []Item
}

// Item is one document of a plan.
type Item struct {
	Do   Do       `json:"do"`
	Name Name     `json:"name"`
	Rev  peer.Rev `json:"rev"`
	// ID is the resource's logical id there: known, or chosen by us.
	ID string `json:"id,omitzero"`
	// Identifier is ours, for a resource of ours.
	Identifier fhir.Identifier `json:"identifier,omitzero"`
	// ETag and Base are the version and the digest of the resource the item
	// was planned on.
	ETag string      `json:"etag,omitzero"`
	Base peer.Digest `json:"base,omitzero"`
	// Body is the whole resource, for Create and Update.
	Body json.RawMessage `json:"body,omitempty"`
	// Edits are those of an Edit, Subject and Want whom and what it has to be.
	Edits json.RawMessage `json:"edits,omitempty"`
	Want  fhir.Expect     `json:"want,omitzero"`
	// Fields are what changes, ours only.
	Fields []Field `json:"fields,omitempty"`
	// Patient is whom it is about there; Stands are the places of other documents of
	// ours, and Read the other records, that it was made with; revision 0: the record
	// could not be read.
	Patient string  `json:"patient,omitzero"`
	Stands  []Stood `json:"stands,omitempty"`
	Read    []Key   `json:"read,omitempty"`
	// Why is what stands in the way, or why it stays here.
	Why []peer.Reason `json:"why,omitempty"`

	// ours: Body holds nothing of others. unseen: it was made without looking at what
	// stands there. whole is that of what stands there, as Link.Whole.
	ours, unseen bool
	// said is what Body says, of one that was built and judged as those very bytes.
	said  saying
	whole peer.Digest
}

// String says what is to be done with which document, and nothing of what it says.
func (i Item) String() string { return string(i.Do) + " " + i.Name.String() }

// Format writes what String returns, for every verb: an item holds a person's words.
func (i Item) Format(s fmt.State, _ rune) { io.WriteString(s, i.String()) }

// LogValue logs what String returns.
func (i Item) LogValue() slog.Value { return slog.StringValue(i.String()) }

// Stood is the place of a document of ours: its logical id there, empty for one that
// is not there.
type Stood struct {
	Name Name   `json:"name"`
	ID   string `json:"id,omitzero"`
}

// Field is one member of a resource that a plan changes: where, how, and from
// what to what. The values are a person's: mask them unless somebody asks.
type Field struct {
	Path   string          `json:"path"`
	Change FieldChange     `json:"change"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

// String says which member changes and how, and nothing of its values.
func (f Field) String() string { return string(f.Change) + " " + f.Path }

// Format writes what String returns, for every verb.
func (f Field) Format(s fmt.State, _ rune) { io.WriteString(s, f.String()) }

// LogValue logs what String returns.
func (f Field) LogValue() slog.Value { return slog.StringValue(f.String()) }

// FieldChange says what happens to a member.
type FieldChange string

// What happens to a member.
const (
	Added   FieldChange = "added"
	Changed FieldChange = "changed"
	Removed FieldChange = "removed"
)

// Counts are how many items a plan has of each kind.
func (p Plan) Counts() map[Do]int {
	out := map[Do]int{}
	for _, i := range p.Items {
		out[i.Do]++
	}
	return out
}

// Writes is how many items send something.
func (p Plan) Writes() int {
	n := 0
	for _, i := range p.Items {
		if i.Do.Writes() {
			n++
		}
	}
	return n
}
