package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/towpath-care/towpath/peer"
)

// What a Bundle holds at most unless somebody says otherwise. Record systems take
// less: a caller halves it when one is too large or too slow.
const (
	// BundleEntries is the number of entries.
	BundleEntries = 50
	// BundleBytes is the size of the request.
	BundleBytes = 1 << 20
)

// Entry is one request in a Bundle (R4 Bundle.entry.request). Reading, Finding,
// Creating, CreatingAt and Updating make one, and each means what the method of the
// same stem means by itself. The zero Entry is refused.
type Entry struct {
	op, typ, id string
	body        []byte
	etag        string
	unless      Condition
}

// Reading is Read as an entry.
func Reading(typ, id string) Entry { return Entry{op: "read", typ: typ, id: id} }

// Finding looks for the resources that have an identifier; Reply.Found is how many
// there are. The identifier stands in the body of the request, where a server may read
// it as an address: never give one that is a person's.
func Finding(typ string, identifier Condition) Entry {
	return Entry{op: "search", typ: typ, unless: identifier}
}

// Creating is Create as an entry.
func Creating(typ string, body []byte, unless Condition) Entry {
	return Entry{op: "create", typ: typ, body: body, unless: unless}
}

// CreatingAt is CreateAt as an entry.
func CreatingAt(typ, id string, body []byte) Entry {
	return Entry{op: "create-at", typ: typ, id: id, body: body}
}

// Updating is Update as an entry.
func Updating(typ, id string, body []byte, etag string) Entry {
	return Entry{op: "update", typ: typ, id: id, body: body, etag: etag}
}

// String returns what is asked and of which type.
func (e Entry) String() string { return e.op + " " + e.typ }

// Format writes what String returns, whatever the verb.
func (e Entry) Format(s fmt.State, _ rune) { io.WriteString(s, e.String()) }

// LogValue is what String returns.
func (e Entry) LogValue() slog.Value { return slog.StringValue(e.String()) }

// Size is how many bytes the entry adds to a Bundle, or a few less.
func (e Entry) Size() int { return len(e.body) + len(e.etag) + 2*len(e.typ) + 2*len(e.id) + 200 }

// writes reports whether the entry may change something.
func (e Entry) writes() bool { return e.op != "read" && e.op != "search" }

// Reply is what became of one entry. Of an entry that reads, Outcome.Resource is what
// stands there.
type Reply struct {
	Outcome
	// Found is how many resources a Finding found; where it is one, Outcome.Resource is
	// that one.
	Found int
	// Err is nil when the server did it. It is an *Error as the method by itself
	// would give, with the issues of this entry; MayHaveLanded says of each entry
	// whether it may have been carried out.
	Err error
}

// Batch sends entries that do not depend on each other in one request (POST to the
// base, Bundle.type batch): each is carried out or turned down by itself. It gives one
// reply for each, in their order, or an error about all of them.
//
// The error is an *Error, or a *peer.Refusal when an entry is none that may be sent;
// then nothing was. An *Error whose Issues have an expression such as
// Bundle.entry[7].resource names an entry because of which the server turned down the
// whole; Status 413 says that it was too large. MayHaveLanded holds for every entry that
// writes: an answer was lost, was not a Bundle, or did not have as many entries. A
// Bundle is sent once and never again by itself.
func (c *Client) Batch(ctx context.Context, entries []Entry) ([]Reply, error) {
	return c.bundle(ctx, "batch", entries)
}

// Transaction sends entries that are carried out all or none (Bundle.type
// transaction), such as one and another that it refers to. Its error is that of
// Batch.
func (c *Client) Transaction(ctx context.Context, entries []Entry) ([]Reply, error) {
	return c.bundle(ctx, "transaction", entries)
}

func (c *Client) bundle(ctx context.Context, kind string, entries []Entry) ([]Reply, error) {
	if err := checkEntries(entries); err != nil {
		return nil, err
	}
	at := *c.wire.base
	if at.Path == "" {
		at.Path = "/"
	}
	b := &bundle{&call{op: kind, method: http.MethodPost, at: &at, body: bundled(c.wire.base.String(), kind, entries),
		search: !anyWrites(entries), header: http.Header{"Content-Type": {fhirJSON}, "Prefer": {"return=representation"}}}, entries}
	a, err := c.wire.send(ctx, b.call)
	if err != nil {
		return nil, err
	}
	return b.replies(c, a)
}

// bundle is a Bundle on its way.
type bundle struct {
	*call
	entries []Entry
}

func anyWrites(entries []Entry) bool {
	for _, e := range entries {
		if e.writes() {
			return true
		}
	}
	return false
}

// checkEntries reports every entry that may not be sent, by its place.
func checkEntries(entries []Entry) error {
	if len(entries) == 0 {
		return peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrRequired}, "/entry", "A Bundle has an entry.", "Give at least one.")
	}
	var faults []error
	seen := map[string]bool{}
	for n, e := range entries {
		err := e.check()
		if at := e.typ + "/" + e.id; e.id != "" && seen[at] {
			err = peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrDuplicate}, "", "A Bundle has one entry about a resource.", "Send the other one in another Bundle.")
		} else {
			seen[at] = true
		}
		if err != nil {
			faults = append(faults, peer.Under("/entry/"+strconv.Itoa(n), err))
		}
	}
	return peer.Faults(faults...)
}

// check reports what the method of the same stem would refuse.
func (e Entry) check() error {
	switch e.op {
	case "read":
		return peer.Faults(checkType(e.typ), checkID(e.id))
	case "search":
		return peer.Faults(checkType(e.typ), e.unless.check(), e.unless.needed())
	case "create":
		return peer.Faults(checkType(e.typ), checkBody(e.body, e.typ, ""), e.unless.check())
	case "create-at":
		return peer.Faults(checkType(e.typ), checkID(e.id), checkBody(e.body, e.typ, e.id))
	case "update":
		return peer.Faults(checkType(e.typ), checkID(e.id), checkBody(e.body, e.typ, e.id), checkETag(e.etag))
	}
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrRequired}, "", "An entry asks for something.", "Make it with Reading, Finding, Creating, CreatingAt or Updating.")
}

// needed refuses the condition that is none.
func (c Condition) needed() error {
	if c != (Condition{}) {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrRequired}, "/condition", "What is looked for is named.", "Give the system and the value of an identifier.")
}

// request is Bundle.entry.request.
type request struct {
	Method      string `json:"method"`
	URL         string `json:"url"`
	IfMatch     string `json:"ifMatch,omitempty"`
	IfNoneMatch string `json:"ifNoneMatch,omitempty"`
	IfNoneExist string `json:"ifNoneExist,omitempty"`
}

func (e Entry) request() request {
	at := e.typ + "/" + e.id
	switch e.op {
	case "search":
		return request{Method: http.MethodGet, URL: e.typ + "?" + e.unless.query()}
	case "create":
		return request{Method: http.MethodPost, URL: e.typ, IfNoneExist: e.unless.query()}
	case "create-at":
		return request{Method: http.MethodPut, URL: at, IfNoneMatch: "*"}
	case "update":
		return request{Method: http.MethodPut, URL: at, IfMatch: e.etag}
	}
	return request{Method: http.MethodGet, URL: at}
}

// bundled writes the Bundle. The resources go in as they were given, byte for byte.
func bundled(base, kind string, entries []Entry) []byte {
	size := 64
	for _, e := range entries {
		size += e.Size() + len(base)
	}
	b := bytes.NewBuffer(make([]byte, 0, size))
	b.WriteString(`{"resourceType":"Bundle","type":"` + kind + `","entry":[`)
	for n, e := range entries {
		if n > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('{')
		if e.id != "" && e.writes() {
			b.WriteString(`"fullUrl":"` + base + `/` + e.typ + `/` + e.id + `",`)
		}
		if e.body != nil {
			b.WriteString(`"resource":`)
			b.Write(e.body)
			b.WriteByte(',')
		}
		b.WriteString(`"request":`)
		text, _ := json.Marshal(e.request()) // strings alone: it cannot fail
		b.Write(text)
		b.WriteByte('}')
	}
	b.WriteString(`]}`)
	return b.Bytes()
}
