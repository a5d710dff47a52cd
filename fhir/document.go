package fhir

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// Document is a resource that somebody else owns, as the bytes it came in. It
// can be read, and edited only by Edits.Apply, which makes another one.
//
// The zero value is no document: it has no bytes and nothing can be read from
// it. A Document may be shared between goroutines.
type Document struct {
	body *sealed[[]byte]
}

// sealed keeps a value where fmt does not follow. It can call no methods on the
// unexported fields of somebody's struct, and for a verb that does not fit it
// prints what a pointer leads to; but it never follows two.
type sealed[T any] struct{ inner *T }

func seal[T any](v T) *sealed[T] { return &sealed[T]{&v} }

// ParseDocument reads one resource. It keeps a copy of b. It refuses what two
// readers could take for two different things: anything but one JSON object
// with a resourceType, a member named twice, more than 64 levels, more than
// 4 MiB, numbers of more than 40 bytes, text that is not UTF-8.
//
// The codes are peer.ErrRequired (nothing came, or no resourceType),
// peer.ErrDuplicate, peer.ErrOutOfRange (size, depth, numbers) and
// peer.ErrSchema (everything else); the rows FHIR-02 and FHIR-17.
func ParseDocument(b []byte) (Document, error) {
	return parseDocument(bytes.Clone(b), strictjson.Document)
}

func parseDocument(raw []byte, limits strictjson.Limits) (Document, error) {
	if len(raw) == 0 {
		return Document{}, peer.Fault(peer.Rule{Row: "FHIR-17", Code: peer.ErrRequired}, "",
			"The document is needed as it was read.", "Read the resource again and pass its bytes on.")
	}
	if err := strictjson.Check(raw, limits); err != nil {
		return Document{}, unreadable(err)
	}
	if raw[strictjson.Start(raw)] != '{' {
		return Document{}, peer.Fault(peer.Rule{Row: "FHIR-17", Code: peer.ErrSchema}, "",
			"A resource is one JSON object.", "Pass one resource, not a list and not a text.")
	}
	d := Document{seal(raw)}
	if d.ResourceType() == "" {
		return Document{}, peer.Fault(peer.Rule{Row: "FHIR-02", Code: peer.ErrRequired}, "/resourceType",
			"A resource says what kind it is.", "Pass a FHIR resource with its resourceType.")
	}
	return d, nil
}

// unreadable says what strictjson found, in the words of a refusal.
func unreadable(err error) error {
	var refusals []error
	for _, e := range strictjson.All(err) {
		says := strings.ToUpper(e.Kind.Says()[:1]) + e.Kind.Says()[1:] + "."
		refusals = append(refusals, peer.Fault(peer.Rule{Row: "FHIR-17", Code: unreadableCode(e.Kind)}, e.Path,
			says, "Ask whoever runs the record system to look at this resource.", peer.Number("byte", e.Offset)))
	}
	return peer.Faults(refusals...)
}

func unreadableCode(k strictjson.Kind) peer.Code {
	switch k {
	case strictjson.DuplicateKey:
		return peer.ErrDuplicate
	case strictjson.TooLarge, strictjson.TooDeep, strictjson.NumberTooLarge, strictjson.StringTooLong:
		return peer.ErrOutOfRange
	default:
		return peer.ErrSchema
	}
}

// IsZero reports whether there is no document.
func (d Document) IsZero() bool { return d.body == nil }

// Bytes returns a copy of the document's bytes.
func (d Document) Bytes() []byte { return bytes.Clone(d.raw()) }

func (d Document) raw() []byte {
	if d.body == nil {
		return nil
	}
	return *d.body.inner
}

// Len returns the length of the document in bytes.
func (d Document) Len() int { return len(d.raw()) }

// ResourceType returns the kind of resource, such as "CarePlan".
func (d Document) ResourceType() string { return d.Text("resourceType") }

// ID returns the resource's logical id; empty when it has none.
func (d Document) ID() string { return d.Text("id") }

// VersionID returns meta.versionId, the version that an update has to name;
// empty when the server does not say.
func (d Document) VersionID() string { return d.Text("meta", "versionId") }

// Subject returns whom the resource is about, as the server writes the
// reference: subject.reference or patient.reference. It is empty when neither
// stands there, or when they differ.
func (d Document) Subject() string {
	subject, patient := d.Text("subject", "reference"), d.Text("patient", "reference")
	switch {
	case subject == "" || subject == patient:
		return patient
	case patient == "":
		return subject
	default:
		return ""
	}
}

// Text returns the string at the end of a chain of members; empty when it is
// not there or is no string. It never fails: what stands in other people's
// documents is read as far as it goes.
func (d Document) Text(members ...string) string {
	path := make([]Step, len(members))
	for i, m := range members {
		path[i] = Field(m)
	}
	raw, _ := d.Get(path...)
	text, _ := strictjson.Text(raw)
	return text
}

// Get returns a copy of the value at the end of a path, as it is written, and
// whether there is one. Where a key fits several elements of a list, the first
// is taken.
func (d Document) Get(path ...Step) (json.RawMessage, bool) {
	if d.IsZero() {
		return nil, false
	}
	at, ok := d.find(path)
	if !ok {
		return nil, false
	}
	return bytes.Clone(d.raw()[at:strictjson.End(d.raw(), at)]), true
}

// Elements returns copies of the elements of the list at the end of a path, as
// they are written; none when there is no list.
func (d Document) Elements(path ...Step) []json.RawMessage {
	if d.IsZero() {
		return nil
	}
	at, ok := d.find(path)
	if !ok {
		return nil
	}
	var out []json.RawMessage
	strictjson.Elements(d.raw(), at, func(_ int, v strictjson.Span) bool {
		out = append(out, bytes.Clone(d.raw()[v.From:v.To]))
		return true
	})
	return out
}

func (d Document) find(path []Step) (at int, ok bool) {
	at = strictjson.Start(d.raw())
	for _, s := range path {
		value, ok := first(d.raw(), at, s)
		if !ok {
			return 0, false
		}
		at = value.From
	}
	return at, true
}

var errSealed = errors.New("fhir: a document is not marshalled inside another value; send its Bytes")

// Format writes the kind of resource and its length for every verb.
func (d Document) Format(s fmt.State, _ rune) { io.WriteString(s, d.String()) }

// String returns the kind of resource and its length, and nothing else of it.
func (d Document) String() string {
	if d.IsZero() {
		return "no document"
	}
	return fmt.Sprintf("%s of %d bytes", strictjson.Token(d.ResourceType()), d.Len())
}

// LogValue logs what String returns.
func (d Document) LogValue() slog.Value { return slog.StringValue(d.String()) }

// MarshalJSON is always an error: use Bytes.
func (d Document) MarshalJSON() ([]byte, error) { return nil, errSealed }

// Expect says which document an edit is meant for. It is checked each time, so
// that an answer to another question is never written to.
type Expect struct {
	// ResourceType and ID are required.
	ResourceType, ID string
	// Subject is whom the resource has to be about, as the server writes the
	// reference, such as "Patient/p1". Empty only for a resource that is about
	// nobody, such as a directory entry.
	Subject string
}

// Check reports every way in which d is not the document that was expected:
// ErrWrongResourceType (FHIR-02) and ErrWrongRecord (FHIR-15).
func (want Expect) Check(d Document) error {
	return peer.Faults(
		unless(want.ResourceType != "" && d.ResourceType() == want.ResourceType, "FHIR-02", ErrWrongResourceType, "/resourceType",
			"This is another kind of resource than was asked for.", "Ask for the resource again by its type and id."),
		unless(want.ID != "" && d.ID() == want.ID, "FHIR-15", ErrWrongRecord, "/id",
			"This is another resource than was asked for.", "Ask for the resource again by its type and id."),
		unless(want.isSubjectOf(d), "FHIR-15", ErrWrongRecord, "/subject",
			"This is about somebody else than was asked for.", "Stop, and check whose record this is."),
	)
}

// isSubjectOf also keeps from a resource that is about somebody in a way that
// cannot be compared, such as by an identifier alone.
func (want Expect) isSubjectOf(d Document) bool {
	if want.Subject != "" {
		return d.Subject() != "" && sameReference(d.Subject(), want.Subject)
	}
	_, subject := d.Get(Field("subject"))
	_, patient := d.Get(Field("patient"))
	return !subject && !patient
}

func unless(ok bool, row string, code peer.Code, path, says, fix string) error {
	if ok {
		return nil
	}
	return peer.Fault(peer.Rule{Row: row, Code: code}, path, says, fix)
}

// Reference is a FHIR reference (R4 Reference): to whom or what, and a name for
// people to read.
type Reference struct {
	Reference string `json:"reference,omitempty"`
	Display   string `json:"display,omitempty"`
}

// sameReference reports whether two references lead to the same resource, in
// whatever version. A relative and an absolute one are never the same: two
// servers can have a Patient/1 each.
func sameReference(a, b string) bool { return versionless(a) == versionless(b) }

func versionless(reference string) string {
	r, _, _ := strings.Cut(reference, "/_history/")
	return r
}
