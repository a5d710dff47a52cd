package client

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

type reader = Reader

// Client reads and writes. It has every method of Reader, and Create, CreateAt,
// Update, UpdateTags, Untag, Batch and Transaction. New makes one; the zero Client is
// of no use.
//
// Every write but Untag asks for the resource back (Prefer: return=representation). One
// answer then shows what the server kept, under which version, and whether it
// heeded the precondition; to find that out by reading would cost a second
// request of the few a second that record systems allow. A server that answers
// without the resource is served as well.
type Client struct{ *reader }

// Reader returns what reads and cannot write.
func (c *Client) Reader() *Reader { return c.reader }

// String returns the kind of value and the server's host.
func (c Client) String() string {
	if c.reader == nil {
		return shown("client.Client", nil)
	}
	return shown("client.Client", c.wire.base)
}

// Format writes what String returns, whatever the verb.
func (c Client) Format(s fmt.State, _ rune) { io.WriteString(s, c.String()) }

// LogValue is what String returns.
func (c Client) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Condition is an identifier that no resource of the type may have yet
// (If-None-Exist). The zero Condition is none.
type Condition struct{ System, Value string }

// query returns the condition as the search it is; the marks that separate
// parameters are escaped as R4 has it (search.html, 3.1.1.4.1).
func (c Condition) query() string {
	if c == (Condition{}) {
		return ""
	}
	mark := strings.NewReplacer(`\`, `\\`, `|`, `\|`, `,`, `\,`, `$`, `\$`)
	return url.Values{"identifier": {mark.Replace(c.System) + "|" + mark.Replace(c.Value)}}.Encode()
}

// Outcome is a write that the server carried out, or found done.
type Outcome struct {
	// Resource is the resource as the server now holds it. Its Body is nil when
	// the server answered without it.
	Resource
	// Created: the server answered 201. False after Create: a resource met the
	// condition, perhaps made by an earlier try of this call, and Resource is
	// that one. False after CreateAt: the server did not heed If-None-Match, and
	// what stood there has been replaced.
	Created bool
	// Status is the HTTP status: 200, 201 or 204.
	Status int
}

// Create sends a new resource for the server to give an id (POST). With a
// condition nothing is created when a resource has that identifier already, and
// the call is safe to try again; two callers at the same moment may still both
// create on some servers. Without one it is sent once and never again.
//
// The error is an *Error, or a *peer.Refusal when the arguments do not fit
// together and nothing was sent.
func (c *Client) Create(ctx context.Context, typ string, body []byte, unless Condition) (Outcome, error) {
	if err := peer.Faults(checkType(typ), checkBody(body, typ, ""), unless.check()); err != nil {
		return Outcome{}, err
	}
	header := http.Header{}
	if q := unless.query(); q != "" {
		header.Set("If-None-Exist", q)
	}
	return c.write(ctx, &call{op: "create", typ: typ, method: http.MethodPost, at: join(c.wire.base, typ), body: body, header: header})
}

// CreateAt sends a new resource under an id of ours (PUT with If-None-Match: *).
// The id stands in body too. When there is one already the error is an *Error
// of kind Exists. Ask Abilities.UpdateCreate first.
func (c *Client) CreateAt(ctx context.Context, typ, id string, body []byte) (Outcome, error) {
	if err := peer.Faults(checkType(typ), checkID(id), checkBody(body, typ, id)); err != nil {
		return Outcome{}, err
	}
	return c.put(ctx, "create-at", typ, id, body, http.Header{"If-None-Match": {"*"}})
}

// Update replaces the resource that has this ETag and no other (PUT with
// If-Match). The etag is Resource.ETag of what was read; an empty one, or *, is
// refused, because it would overwrite what nobody has looked at. When somebody
// changed the resource meanwhile the error is an *Error of kind VersionMoved,
// and errors.Is with peer.ErrConflict holds (FHIR-16).
func (c *Client) Update(ctx context.Context, typ, id string, body []byte, etag string) (Outcome, error) {
	return c.update(ctx, typ, id, body, etag, http.Header{})
}

func (c *Client) update(ctx context.Context, typ, id string, body []byte, etag string, header http.Header) (Outcome, error) {
	if err := peer.Faults(checkType(typ), checkID(id), checkBody(body, typ, id), checkETag(etag)); err != nil {
		return Outcome{}, err
	}
	header.Set("If-Match", etag)
	return c.put(ctx, "update", typ, id, body, header)
}

func (c *Client) put(ctx context.Context, op, typ, id string, body []byte, header http.Header) (Outcome, error) {
	return c.write(ctx, &call{op: op, typ: typ, id: id, method: http.MethodPut, at: join(c.wire.base, typ, id), body: body, header: header})
}

func (c *Client) write(ctx context.Context, w *call) (Outcome, error) {
	w.header.Set("Content-Type", fhirJSON)
	w.header.Set("Prefer", "return=representation")
	a, err := c.wire.send(ctx, w)
	if err != nil {
		return Outcome{}, err
	}
	got, kind := c.written(w, a)
	if kind != 0 {
		return Outcome{}, w.unusable(kind, a.status)
	}
	got.tagged(a.header.Get("ETag"))
	return Outcome{got, a.status == http.StatusCreated, a.status}, nil
}

// written says which resource the answer to a write is about: the one in the
// answer, or else the one the request or the Location names. A Location that
// leads outside the base is passed over; behind a gateway it often does.
func (c *Client) written(w *call, a *answer) (Resource, Kind) {
	if t := a.body.member("resourceType").text(); len(a.body) > 0 && t != "OperationOutcome" {
		got, ok := resourceOf(a.body)
		switch {
		case !ok || got.ID == "":
			return got, NotFHIR
		case got.Type != w.typ || w.id != "" && got.ID != w.id:
			return got, WrongResource
		}
		return got, 0
	}
	got := Resource{Type: w.typ, ID: w.id}
	switch id, version := c.located(w.typ, a.header.Get("Location")); {
	case w.id != "" && id != "" && id != w.id:
		return got, WrongResource // the answer is about another one
	case id != "":
		got.ID = id
		if version != "" {
			got.Version, got.ETag = version, `W/"`+version+`"`
		}
	}
	if got.ID == "" {
		return got, NotFHIR
	}
	return got, 0
}

// located reads [base]/type/id/_history/version; empty when it is anything else.
func (c *Client) located(typ, location string) (id, version string) {
	at, inside := follow(c.wire.base, location)
	if location == "" || !inside {
		return "", ""
	}
	rest, ok := strings.CutPrefix(at.Path, join(c.wire.base, typ).Path+"/")
	if !ok {
		return "", ""
	}
	id, version, versioned := strings.Cut(rest, "/_history/")
	if !isID(id) || versioned && !isID(version) {
		return "", ""
	}
	return id, version
}

func (c Condition) check() error {
	if c == (Condition{}) || c.System != "" && c.Value != "" {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrRequired}, "/condition",
		"A condition names the system and the value of an identifier.", "Give both, or leave the condition out.")
}

func checkETag(etag string) error {
	if isETag(etag) {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrRequired}, "/etag",
		"An update names the version it was made from.", "Read the resource and give its ETag, such as W/\"3\".")
}

// checkBody reports whether the body is one resource of that type and, where
// one is given, that id.
func checkBody(body []byte, typ, id string) error {
	if err := strictjson.Check(body, strictjson.Document); err != nil {
		path := "/body"
		for _, f := range strictjson.All(err) {
			path += f.Path
		}
		return peer.Fault(peer.Rule{Row: "FHIR-01", Code: peer.ErrSchema}, path,
			"The body is one JSON document without a member twice, at most 4 MiB and 64 levels deep.", "Send the resource as it was built.")
	}
	p := piece(body[strictjson.Start(body):])
	var faults []error
	if p.member("resourceType").text() != typ {
		faults = append(faults, peer.Fault(peer.Rule{Row: "FHIR-02", Code: fhir.ErrWrongResourceType}, "/body/resourceType",
			"The body is of the type it is sent as.", "Send it under its own type."))
	}
	if id != "" && p.member("id").text() != id {
		faults = append(faults, peer.Fault(peer.Rule{Row: "FHIR-01", Code: peer.ErrRequired}, "/body/id",
			"The body has the id it is sent under.", "Put the id into the body."))
	}
	return peer.Faults(faults...)
}
