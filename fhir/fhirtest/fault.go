package fhirtest

import (
	"net/http"
	"sync"
	"time"
)

// Fault is one thing that goes wrong with one request. It is plain data: it can
// be compared, kept in JSON and shared.
//
// There are two ways for a request to go wrong. Either something stands in for the
// server's answer: Status, RetryAfter, Body, Header, Drop and Hang say what, and
// Late whether the server had done its work by then. The zero Fault is of this
// kind and answers 503. Or the answer is the server's own and bent on its way:
// Delay, Piece, CutAfter, LengthOff, Skew, IgnoreIfMatch, IgnoreIfNoneExist and
// WholeBatch.
// When anything of the first kind is set, the answer is not the server's; the
// delivery (Delay, Piece, CutAfter, LengthOff) is bent all the same.
type Fault struct {
	// Late lets the server handle the request first, so that a change is made
	// and only the answer is not what the client hoped for. False: the request
	// is not handled at all.
	Late bool `json:"late,omitempty"`
	// Drop cuts the connection instead of answering. It needs a real connection,
	// such as Start gives.
	Drop bool `json:"drop,omitempty"`
	// Hang answers nothing until the client gives up or the server stops.
	Hang bool `json:"hang,omitempty"`
	// Status of the answer; 0 means 503. The body is an OperationOutcome unless
	// Body says otherwise.
	Status int `json:"status,omitempty"`
	// RetryAfter is the Retry-After header, as it is to be sent: seconds, an HTTP
	// date, or something a client should not trust. Empty: none.
	RetryAfter string `json:"retryAfter,omitempty"`
	// Body stands in for the body, as ContentType; empty: none does. A gateway's
	// page is HTMLPage.
	Body string `json:"body,omitempty"`
	// ContentType of Body; empty means text/html.
	ContentType string `json:"contentType,omitempty"`
	// Header is added to the answer, last of all: Location for a redirect,
	// WWW-Authenticate for a token that is not enough.
	Header map[string]string `json:"header,omitempty"`

	// Delay passes before the first byte of the answer (Config.Wait).
	Delay time.Duration `json:"delay,omitempty"`
	// Piece sends the body in pieces of so many bytes with Every between them; 0
	// sends it at once.
	Piece int           `json:"piece,omitempty"`
	Every time.Duration `json:"every,omitempty"`
	// CutAfter cuts the connection after so many bytes of the body; 0 does not.
	CutAfter int `json:"cutAfter,omitempty"`
	// LengthOff is added to Content-Length. Less than 0, the body ends early and
	// looks whole to HTTP; more, the client waits for bytes that never come.
	LengthOff int `json:"lengthOff,omitempty"`
	// Skew is how far the server's clock is off for this request: in Date,
	// Last-Modified and meta.lastUpdated.
	Skew time.Duration `json:"skew,omitempty"`
	// IgnoreIfMatch overwrites whatever version If-Match names, and
	// IgnoreIfNoneExist creates whatever is there already, as some servers do.
	IgnoreIfMatch     bool `json:"ignoreIfMatch,omitempty"`
	IgnoreIfNoneExist bool `json:"ignoreIfNoneExist,omitempty"`
	// WholeBatch turns down a batch as a whole when one of its entries is turned down,
	// as some servers do. The answer has the status of that entry and names it, unless
	// Nameless says that it does not.
	WholeBatch bool `json:"wholeBatch,omitempty"`
	Nameless   bool `json:"nameless,omitempty"`
}

// HTMLPage is what a gateway in front of a record system answers.
const HTMLPage = "<!DOCTYPE html><html><head><title>Service unavailable</title></head><body><h1>Service unavailable</h1></body></html>"

// Fail sets what goes wrong from now on: faults is asked about every request
// before it is handled, and nil lets the request through. It sees method, address
// and headers and must leave the body alone. It may be called from several
// goroutines at once. Fail(nil) ends it. [Faults] and [Script] make such
// functions.
func (s *Server) Fail(faults func(*http.Request) *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = faults
}

// Script makes a function for Fail that gives one fault to each request, in
// order; nil lets that request through, and so does the end of the script. To
// script some requests only, use [Faults], or ask it about those only:
//
//	script := fhirtest.Script(&fhirtest.Fault{RetryAfter: "1"}, nil)
//	server.Fail(func(r *http.Request) *fhirtest.Fault {
//		if r.Method != http.MethodPost {
//			return nil
//		}
//		return script(r)
//	})
func Script(faults ...*Fault) func(*http.Request) *Fault {
	var mu sync.Mutex
	return func(*http.Request) *Fault {
		mu.Lock()
		defer mu.Unlock()
		if len(faults) == 0 {
			return nil
		}
		next := faults[0]
		faults = faults[1:]
		return next
	}
}

func (s *Server) faultFor(r *http.Request) *Fault {
	s.mu.Lock()
	faults := s.fail
	s.mu.Unlock()
	if faults == nil {
		return nil
	}
	return faults(r)
}

// replaces reports whether something stands in for the server's answer.
func (f *Fault) replaces() bool {
	return f.Drop || f.Hang || f.Status != 0 || f.RetryAfter != "" || f.Body != "" || len(f.Header) > 0
}

// bends reports whether the answer is the server's own.
func (f *Fault) bends() bool {
	own := f.Delay != 0 || f.Piece != 0 || f.CutAfter != 0 || f.LengthOff != 0 || f.Skew != 0 || f.IgnoreIfMatch || f.IgnoreIfNoneExist || f.WholeBatch
	return own && !f.replaces()
}

// handles reports whether the server does what the request asks for.
func (f *Fault) handles() bool { return f.Late || f.bends() }

func (f *Fault) bent() bent {
	if f == nil {
		return bent{}
	}
	return bent{f.IgnoreIfMatch, f.IgnoreIfNoneExist, f.WholeBatch, f.Nameless, f.Skew}
}

// answer is what the client hears in place of what was done.
func (f *Fault) answer(done answer) answer {
	status := f.Status
	if status == 0 {
		status = http.StatusServiceUnavailable
	}
	a := refuse(status, fault(codeFor(status), "The test made the server answer so."))
	if f.RetryAfter != "" {
		a.header.Set("Retry-After", f.RetryAfter)
	}
	if f.Body != "" {
		a.body, a.contentType = []byte(f.Body), f.ContentType
		if f.ContentType == "" {
			a.contentType = "text/html; charset=utf-8"
		}
	}
	for name, value := range f.Header {
		a.header.Set(name, value)
	}
	a.wrote = done.wrote
	return a
}

// codeFor is the issue type that goes with a status nobody explains further.
func codeFor(status int) string {
	switch {
	case status == http.StatusUnauthorized:
		return "login"
	case status == http.StatusForbidden:
		return "forbidden"
	case status == http.StatusTooManyRequests:
		return "throttled"
	case status == http.StatusConflict, status == http.StatusPreconditionFailed:
		return "conflict"
	case status == http.StatusServiceUnavailable, status == http.StatusBadGateway:
		return "transient"
	case status == http.StatusGatewayTimeout:
		return "timeout"
	case status >= 500:
		return "exception"
	}
	return "processing"
}
