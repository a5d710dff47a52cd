package fhirtest

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// call is one request on its way through the server, or one entry of a batch or
// transaction.
type call struct {
	*Server
	r     *http.Request
	base  string
	query url.Values
	body  []byte

	resourceType, id, version string

	prefer preferences
	format string

	// bent is what a fault changes in the handling of this request.
	bent bent
	// planned is what a transaction has settled for this entry; nil outside one.
	planned *planned
}

// bent is how the handling of a request departs from what the server would do.
type bent struct {
	ignoreIfMatch, ignoreIfNoneExist bool
	wholeBatch, nameless             bool
	skew                             time.Duration
}

// now is the server's time as this request sees it.
func (c *call) now() time.Time { return c.Server.now().Add(c.bent.skew) }

func (s *Server) serve(w http.ResponseWriter, r *http.Request, base, path string) {
	entry := Request{Path: path}
	f := s.faultFor(r)
	c := &call{Server: s, r: r, base: base, prefer: readPrefer(r.Header), format: fhirJSON, bent: f.bent()}
	var a answer
	if f == nil || f.handles() {
		a = c.answer(w, path)
		entry.BytesIn = len(c.body)
	}
	if f != nil && !f.bends() {
		a = f.answer(a)
	}
	if a.contentType == "" {
		a.contentType = c.format
	}
	if r.Method == http.MethodHead {
		a.header.Set("Content-Length", strconv.Itoa(len(a.body)))
	} else {
		entry.BytesOut = len(a.body)
	}
	entry.Status, entry.Wrote, entry.Fault = a.status, a.wrote, f != nil
	if f != nil && (f.Drop || f.Hang) {
		entry.Status, entry.BytesOut = 0, 0
	}
	s.note(r, entry)
	c.deliver(w, a, f)
}

// deliver sends the answer, or what a fault leaves of it.
func (c *call) deliver(w http.ResponseWriter, a answer, f *Fault) {
	h := w.Header()
	maps.Copy(h, a.header)
	for _, name := range []string{"X-Request-ID", "X-Correlation-ID"} {
		if sent := c.r.Header.Get(name); sent != "" {
			h.Set(name, sent)
		}
	}
	h.Set("Date", c.now().Format(http.TimeFormat))
	if len(a.body) > 0 {
		h.Set("Content-Type", a.contentType)
	}
	if f != nil {
		f.deliver(c, w, a)
		return
	}
	w.WriteHeader(a.status)
	if c.r.Method != http.MethodHead {
		_, _ = w.Write(a.body) // a client that has gone is not our concern
	}
}

// answer finds what was asked for and does it. The order of the checks is: may
// you, is there such a place, can it do that, in which format.
func (c *call) answer(w http.ResponseWriter, path string) answer {
	at := c.shapeOf(path)
	if at != metadata && !c.authorised() {
		return refuse(http.StatusUnauthorized, fault("login", "A bearer token that this server knows is needed."))
	}
	to, no := c.route(at)
	if no != nil {
		return *no
	}
	var err error
	if c.query, err = url.ParseQuery(c.r.URL.RawQuery); err != nil {
		return refuse(http.StatusBadRequest, fault("value", "The query of the address is not well formed."))
	}
	if c.format = c.acceptable(); c.format == "" {
		c.format = fhirJSON
		return refuse(http.StatusNotAcceptable, fault("not-supported", "Only application/fhir+json, of FHIR 4.0, is given here."))
	}
	if no := c.readBody(w); no != nil {
		return *no
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bent.skew += c.nextNode()
	return to.do(c)
}

// route finds what a method does at an address of this shape.
func (c *call) route(at shape) (route, *answer) {
	say := func(a answer) (route, *answer) { return route{}, &a }
	if at == nowhere {
		return say(refuse(http.StatusNotFound, fault("not-supported", "There is nothing at this address. Operations and compartments are not supported.")))
	}
	if at.hasType() && !c.has(c.resourceType) {
		return say(refuse(http.StatusNotFound, fault("not-supported", "This server has no resources of that type; GET /metadata lists the types.")))
	}
	method := c.r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	for _, r := range routes() {
		if r.at == at && r.method == method && c.offers(r, c.resourceType) {
			return r, nil
		}
	}
	return say(notAllowed("This cannot be done at this address; the Allow header lists what can.", c.allowed(at)...))
}

// readBody takes the body in, up to the limit.
func (c *call) readBody(w http.ResponseWriter) *answer {
	var err error
	c.body, err = io.ReadAll(http.MaxBytesReader(w, c.r.Body, c.config.MaxBody))
	if err == nil {
		return nil
	}
	no := refuse(http.StatusBadRequest, fault("structure", "The body ended before its time."))
	if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
		no = refuse(http.StatusRequestEntityTooLarge, fault("too-long", "The body is longer than this server takes."))
	}
	return &no
}
