package main

import (
	"bytes"
	"crypto/tls"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// heard is what the answers said about time and rates.
type heard struct {
	now   func() time.Time
	under http.RoundTripper
	off   time.Duration
	dated int
	rates []string
	// patch: what would be an update is sent as a JSON Patch that only tests.
	patch []byte
}

var (
	rateHeader = regexp.MustCompile(`(?i)^(x-)?rate-?limit`)
	rateValue  = regexp.MustCompile(`^[0-9A-Za-z=;,." -]{1,80}$`)
)

// RoundTrip sends a request and listens to what the answer says beside the resource.
func (h *heard) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := h.under.RoundTrip(h.patched(r))
	if err != nil {
		return nil, err
	}
	if at, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		h.off, h.dated = at.Sub(h.now()), h.dated+1
	}
	for name, values := range answer.Header {
		if rateHeader.MatchString(name) && rateValue.MatchString(values[0]) {
			h.rates = append(h.rates, name+": "+values[0])
		}
	}
	slices.Sort(h.rates)
	h.rates = slices.Compact(h.rates)
	return answer, nil
}

// through is the transport of a client at that address.
func (h *heard) through(base string) http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	if strings.HasPrefix(base, "http:") {
		t.Proxy = nil // it is this machine
	}
	h.under = t
	return h
}

// patched is an update as a patch, when one is to be sent.
func (h *heard) patched(r *http.Request) *http.Request {
	if h.patch == nil || r.Method != http.MethodPut {
		return r
	}
	out := r.Clone(r.Context())
	out.Method, out.ContentLength = http.MethodPatch, int64(len(h.patch))
	out.Body = io.NopCloser(bytes.NewReader(h.patch))
	out.Header.Set("Content-Type", "application/json-patch+json")
	return out
}
