package fhirtest

import (
	"net/http"
	"sync"
)

// Fault is one thing that goes wrong with one request. The zero Fault answers 503
// and does nothing else with the request.
type Fault struct {
	// Late lets the server handle the request first, so that a create or an
	// update is made and only the answer is not what the client hoped for. False:
	// the request is not handled at all.
	Late bool
	// Drop cuts the connection instead of answering. It needs a real connection,
	// such as Start gives.
	Drop bool
	// Status of the answer; 0 means 503. The body is an OperationOutcome.
	Status int
	// RetryAfter is the Retry-After header, as it is to be sent: seconds, an HTTP
	// date, or something a client should not trust. Empty: none.
	RetryAfter string
}

// Fail sets what goes wrong from now on: faults is asked about every request
// before it is handled, and nil lets the request through. It sees method, address
// and headers and must leave the body alone. It may be called from several
// goroutines at once. Fail(nil) ends it.
func (s *Server) Fail(faults func(*http.Request) *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = faults
}

// Script makes a function for Fail that gives one fault to each request, in
// order; nil lets that request through, and so does the end of the script. To
// script some requests only, ask it about those only:
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
