package fhirtest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Request is what is kept of one request. It holds no body, no query and no
// token, so it may be printed when a test does not hold.
type Request struct {
	// Method as received; Path is the path below the base address, without the
	// query.
	Method, Path string
	// Type is the resource type of the path, if it begins with one the server
	// has.
	Type string
	// Status of the answer; 0 when the connection was cut instead.
	Status int
	// Wrote is true when the request changed what is stored, whatever the client
	// was told.
	Wrote bool
	// Fault is true when a fault stood in for the server's own answer.
	Fault bool
	// IfMatch, IfNoneMatch and Prefer are the headers as received.
	IfMatch, IfNoneMatch, Prefer string
	// IfNoneExist has the names of the parameters of that header, with commas
	// between; their values may be identifiers of a person and are left out.
	IfNoneExist string
	// RequestID and CorrelationID are X-Request-ID and X-Correlation-ID.
	RequestID, CorrelationID string
	// BytesIn and BytesOut are the lengths of the two bodies. BytesIn is 0 when
	// the request was not read.
	BytesIn, BytesOut int
}

// Log returns every request since New or Reset, in the order they were answered.
func (s *Server) Log() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// Writes counts the requests that changed what is stored: creates, updates,
// patches, deletions and $meta-delete that were made, whatever the client was told; a
// batch or transaction is one. Seed, Edit and Delete do not count, nor does a conditional
// create that found its resource.
func (s *Server) Writes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, r := range s.log {
		if r.Wrote {
			n++
		}
	}
	return n
}

func (s *Server) note(r *http.Request, entry Request) {
	h := r.Header
	entry.Method = r.Method
	entry.IfMatch, entry.IfNoneMatch, entry.Prefer = h.Get("If-Match"), h.Get("If-None-Match"), h.Get("Prefer")
	entry.IfNoneExist = parameterNames(h.Get("If-None-Exist"))
	entry.RequestID, entry.CorrelationID = h.Get("X-Request-ID"), h.Get("X-Correlation-ID")
	if first, _, _ := strings.Cut(strings.TrimPrefix(entry.Path, "/"), "/"); s.has(first) {
		entry.Type = first
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, entry)
}

// parameterNames lists the parameters of a query that are named as FHIR names
// them; anything else is written as *.
func parameterNames(query string) string {
	if query == "" {
		return ""
	}
	var names []string
	for pair := range strings.SplitSeq(query, "&") {
		escaped, _, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(escaped)
		if err != nil || !isParameterName(name) {
			name = "*"
		}
		names = append(names, name)
	}
	return strings.Join(names, ",")
}

// isParameterName reports whether s may be shown: _lastUpdated, or a short name
// of lower-case letters, _ and -. No value that identifies a person has that form
// with a digit in it.
func isParameterName(s string) bool {
	if s == byLastUpdated.name {
		return true
	}
	if len(s) == 0 || len(s) > 32 {
		return false
	}
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && c != '_' && c != '-' {
			return false
		}
	}
	return true
}
