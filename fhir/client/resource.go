package client

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// Resource is one FHIR resource as the server holds it. Printing or logging it
// shows type, id and version and never the body.
type Resource struct {
	// Type is its resourceType.
	Type string
	// ID is its logical id.
	ID string
	// Version is its meta.versionId, or that of its ETag; empty when the server
	// keeps none.
	Version string
	// ETag is what Update takes, with W/ and quotes, as the server sent it or as
	// R4 has it made from the version; empty when the server keeps no versions.
	ETag string
	// Body is the resource, byte for byte as the server sent it, without the
	// white space around it. It is nil after a write that the server answered
	// without one.
	Body []byte
}

// String returns the type, the id and the version.
func (r Resource) String() string {
	s := r.Type + "/" + r.ID
	if r.Version != "" {
		s += "/_history/" + r.Version
	}
	return s
}

// Format writes what String returns, whatever the verb.
func (r Resource) Format(s fmt.State, _ rune) { io.WriteString(s, r.String()) }

// LogValue is what String returns.
func (r Resource) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalJSON is an error: inside another document the body would be shown by
// whatever logs that document. Send or store Body itself.
func (Resource) MarshalJSON() ([]byte, error) {
	return nil, errors.New("client: a Resource is not marshalled inside another value; use its Body")
}

// resourceOf reads which resource the document is. It is false when that cannot
// be said.
func resourceOf(p piece) (Resource, bool) {
	r := Resource{Type: p.member("resourceType").text(), ID: p.member("id").text(), Body: p}
	if v := p.member("meta").member("versionId").text(); isID(v) {
		r.Version, r.ETag = v, `W/"`+v+`"`
	}
	return r, isType(r.Type) && (r.ID == "" || isID(r.ID))
}

// tagged takes over the ETag of the answer the resource came in.
func (r *Resource) tagged(etag string) {
	if !isETag(etag) {
		return
	}
	r.ETag = etag
	if v := strings.Trim(strings.TrimPrefix(etag, "W/"), `"`); r.Version == "" && isID(v) {
		r.Version = v
	}
}

// isETag reports whether s is one entity tag (RFC 9110 section 8.8.3).
func isETag(s string) bool {
	inner, ok := strings.CutPrefix(strings.TrimPrefix(s, "W/"), `"`)
	if !ok {
		return false
	}
	inner, ok = strings.CutSuffix(inner, `"`)
	return ok && inner != "" && visible(inner) && !strings.ContainsAny(inner, `" `)
}
