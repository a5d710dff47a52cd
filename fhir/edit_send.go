package fhir

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// What is sent: a resource as JSON (R4) by PUT, and a JSON Patch (RFC 6902 section 6)
// by PATCH.
const (
	methodUpdate  = "PUT"
	methodPatch   = "PATCH"
	mediaResource = "application/fhir+json"
	mediaPatch    = "application/json-patch+json"
)

// Request is an edit as it is sent, by itself or, as an Entry, in a Bundle. It has
// passed Frame. Printing it shows what it asks for and never the body.
type Request struct {
	// Method is PUT or PATCH.
	Method string
	// URL leads to the resource from the base address on, such as "CarePlan/c1".
	URL string
	// ContentType is the media type of the body.
	ContentType string
	// IfMatch is the version that the edit was made on, as an ETag: W/"7". Sent
	// without it, an edit of somebody else can be lost.
	IfMatch string

	body *sealed[[]byte]
}

// Body returns a copy of what is sent: a whole resource, or a JSON Patch.
func (r Request) Body() []byte {
	if r.body == nil {
		return nil
	}
	return append([]byte(nil), *r.body.inner...)
}

// Format writes what String returns, for every verb.
func (r Request) Format(s fmt.State, _ rune) { io.WriteString(s, r.String()) }

// String returns the method, the resource and the length of the body.
func (r Request) String() string {
	if r.body == nil {
		return "no request"
	}
	return fmt.Sprintf("%s %s of %d bytes", r.Method, r.URL, len(*r.body.inner))
}

// LogValue logs what String returns.
func (r Request) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalJSON is always an error: send Body, or put Entry into a Bundle.
func (r Request) MarshalJSON() ([]byte, error) { return nil, errSealed }

// Update is the edited document as a PUT of the whole of it (R4 update): every byte
// that the edits did not write goes back as it came. etag is the ETag that the
// document was read with; where it is empty, meta.versionId stands in for it.
//
// Nothing is handed out that does not pass Frame: ErrForeignBytes. An edit that
// changed nothing is not sent, ErrNothingToSend. A resource without an id, and one
// whose version nobody knows, are peer.ErrRequired; an etag that is none is
// peer.ErrSchema. All are of row FHIR-16 or FHIR-17.
func (e Edited) Update(etag string) (Request, error) {
	r, err := e.request(etag)
	if err != nil {
		return Request{}, err
	}
	r.Method, r.ContentType, r.body = methodUpdate, mediaResource, seal(e.Document.raw())
	return r, nil
}

// Patch is the edit as a JSON Patch (RFC 6902), for a server that takes one (R4
// patch). It names places in lists, because it has to; in front of each stands a
// test that the element there still carries the id, the identifier or whatever else
// the edit knows it by. Where somebody has moved the list by then, the patch fails
// and nothing is changed, also on a server that does not heed If-Match. A list that
// goes with its last element is tested as a whole, and so is what an undo takes back
// only if it still is what was written.
//
// That something is not there cannot be tested by RFC 6902. A patch that adds a
// list, or an element that others may add too, relies on If-Match alone, as Update
// does with everything.
//
// What a patch does has to be what Apply did, or it is ErrForeignBytes; the other
// errors are those of Update.
func (e Edited) Patch(etag string) (Request, error) {
	r, err := e.request(etag)
	if err != nil {
		return Request{}, err
	}
	patch := e.how.inner.patch
	if err := leadsTo(e.before.raw(), patch, e.Document.raw()); err != nil {
		return Request{}, err
	}
	body, err := literal(patch)
	if err != nil {
		return Request{}, err
	}
	r.Method, r.ContentType, r.body = methodPatch, mediaPatch, seal([]byte(body))
	return r, nil
}

// request is what Update and Patch have in common.
func (e Edited) request(etag string) (Request, error) {
	d := e.Document
	if version := d.VersionID(); etag == "" && isID(version) {
		etag = `W/"` + version + `"`
	}
	sendable := peer.Faults(
		unless(e.Changed() && e.how != nil, "FHIR-16", ErrNothingToSend, "",
			"There is something to send.", "Leave the resource as it is: everything stands there already."),
		unless(isID(d.ID()) && strictjson.Token(d.ResourceType()) == d.ResourceType(), "FHIR-16", peer.ErrRequired, "/id",
			"A resource is written where it was read, by its type and id.", "Read the resource by its id, and edit it again."),
		unless(etag != "", "FHIR-16", peer.ErrRequired, "/meta/versionId",
			"An edit names the version that it was made on.", "Give the ETag that the resource was read with."),
		unless(etag == "" || isETag(etag), "FHIR-16", peer.ErrSchema, "/meta/versionId",
			"An ETag is a short text in quotes, with W/ in front.", "Give it as the server sent it."))
	if sendable != nil {
		return Request{}, sendable
	}
	if err := Frame(e.before.raw(), e); err != nil {
		return Request{}, err
	}
	return Request{URL: d.ResourceType() + "/" + d.ID(), IfMatch: etag}, nil
}

// isETag reports whether s is one entity tag (RFC 9110 section 8.8.3).
func isETag(s string) bool {
	inner := strings.TrimPrefix(s, "W/")
	if len(inner) < 3 || inner[0] != '"' || inner[len(inner)-1] != '"' {
		return false
	}
	return !strings.ContainsFunc(inner[1:len(inner)-1], func(r rune) bool { return r <= ' ' || r == '"' || r >= 0x7f })
}

// Entry is the request as an entry of a Bundle of type transaction or batch (R4
// Bundle.entry), with request.ifMatch.
//
// An update is in R4 as it stands. For a patch R4 knows only its own FHIRPath Patch
// in a Bundle; a JSON Patch goes in as a Binary, which R5 lays down (FHIR-33945)
// and HAPI, Microsoft's server, Medplum, Oracle HDR and fhirtest take. Ask the
// record system before sending one.
func (r Request) Entry() ([]byte, error) {
	type request struct {
		Method  string `json:"method"`
		URL     string `json:"url"`
		IfMatch string `json:"ifMatch"`
	}
	type binary struct {
		ResourceType string `json:"resourceType"`
		ContentType  string `json:"contentType"`
		Data         []byte `json:"data"`
	}
	if r.body == nil {
		return nil, peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrRequired}, "", "There is something to send.", "Make the request by Edited.Update or Edited.Patch.")
	}
	how, err := literal(request{r.Method, r.URL, r.IfMatch})
	if err != nil {
		return nil, err
	}
	resource := json.RawMessage(*r.body.inner)
	if r.Method == methodPatch {
		if resource, err = literal(binary{"Binary", r.ContentType, resource}); err != nil {
			return nil, err
		}
	}
	// Not by encoding/json, which would take the white space out of the resource.
	return []byte(`{"resource":` + string(resource) + `,"request":` + string(how) + `}`), nil
}
