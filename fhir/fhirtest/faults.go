package fhirtest

import (
	"math/rand/v2"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

// Rule gives a fault to some requests. It is plain data, as Fault is.
type Rule struct {
	// Method of the requests; empty: any.
	Method string `json:"method,omitempty"`
	// Path is a pattern for the end of the path, part by part, as path.Match
	// reads it: "/Encounter/*" is every Encounter by id, "/*/_search" every
	// search by form. Empty: any.
	Path string `json:"path,omitempty"`
	// First and Last are numbers among the requests that Method and Path let in,
	// from 1. First 0 is from the first; Last 0 is without end.
	First int `json:"first,omitempty"`
	Last  int `json:"last,omitempty"`
	// Share of those requests, above 0 and below 1, drawn by Faults.Seed; 0 is
	// all of them.
	Share float64 `json:"share,omitempty"`
	// Fault is what happens to them.
	Fault Fault `json:"fault"`
}

// Faults is a script as a value. The first rule that a request meets gives it its
// fault; a request that meets none goes through.
//
//	server.Fail(fhirtest.Faults{Seed: 7, Rules: []fhirtest.Rule{
//		{Method: "POST", First: 3, Last: 3, Fault: fhirtest.Fault{Late: true, Drop: true}},
//		{Share: 0.05, Fault: fhirtest.Fault{Status: 429, RetryAfter: "1"}},
//	}}.Script())
type Faults struct {
	// Seed draws the shares: the same seed and the same order of requests give
	// the same faults.
	Seed  uint64 `json:"seed,omitempty"`
	Rules []Rule `json:"rules"`
}

// Script makes a function for Server.Fail that counts from the start.
func (f Faults) Script() func(*http.Request) *Fault {
	var mu sync.Mutex
	seen := make([]int, len(f.Rules))
	return func(r *http.Request) *Fault {
		mu.Lock()
		defer mu.Unlock()
		var found *Fault
		for n, rule := range f.Rules {
			if !rule.about(r) {
				continue
			}
			seen[n]++
			if found == nil && rule.strikes(f.Seed, n, seen[n]) {
				found = &rule.Fault
			}
		}
		return found
	}
}

func (r Rule) about(req *http.Request) bool {
	if r.Method != "" && r.Method != req.Method {
		return false
	}
	if r.Path == "" {
		return true
	}
	parts := strings.Split(req.URL.Path, "/")
	last := strings.Count(strings.TrimPrefix(r.Path, "/"), "/") + 1
	if len(parts) < last {
		return false
	}
	ok, err := path.Match(strings.TrimPrefix(r.Path, "/"), strings.Join(parts[len(parts)-last:], "/"))
	return ok && err == nil
}

// strikes decides about the nth request of the rule, whatever was decided about
// others.
func (r Rule) strikes(seed uint64, rule, nth int) bool {
	if nth < r.First || r.Last > 0 && nth > r.Last {
		return false
	}
	return r.Share <= 0 || rand.New(rand.NewPCG(seed, uint64(rule)<<32|uint64(nth))).Float64() < r.Share
}

// NamedFault is a fault a record system has been seen to have.
type NamedFault struct {
	// Name is short and in kebab-case; Says tells what happens, in a sentence.
	Name, Says string
	Fault      Fault
}

// BadDays lists what goes wrong with real record systems and the gateways in
// front of them, each once, so that a test can go through all of it:
//
//	for _, day := range fhirtest.BadDays(time.Now()) {
//		t.Run(day.Name, func(t *testing.T) {
//			server.Fail(fhirtest.Script(&day.Fault))
//			…
//
// now is where the HTTP dates start from. Delays ask Config.Wait.
func BadDays(now time.Time) []NamedFault {
	date := now.UTC().Add(2 * time.Minute).Format(http.TimeFormat)
	return []NamedFault{
		{"busy-seconds", "503 with Retry-After in seconds", Fault{Status: 503, RetryAfter: "120"}},
		{"busy-date", "503 with Retry-After as a date", Fault{Status: 503, RetryAfter: date}},
		{"too-many-seconds", "429 with Retry-After in seconds", Fault{Status: 429, RetryAfter: "1"}},
		{"too-many-date", "429 with Retry-After as a date", Fault{Status: 429, RetryAfter: date}},
		{"too-many-absurd", "429 with a Retry-After that nobody should wait for", Fault{Status: 429, RetryAfter: "99999999999"}},
		{"error-before", "500, and nothing was done", Fault{Status: 500}},
		{"error-after", "500, and it was done all the same", Fault{Late: true, Status: 500}},
		{"gateway-gave-up", "504 from a gateway, and it was done all the same", Fault{Late: true, Status: 504, Body: HTMLPage}},
		{"dropped-before", "the connection is cut, and nothing was done", Fault{Drop: true}},
		{"dropped-after", "the connection is cut, and it was done all the same", Fault{Late: true, Drop: true}},
		{"slow-first-byte", "the answer takes half a minute to begin", Fault{Delay: 30 * time.Second}},
		{"trickle", "the body comes a few bytes at a time", Fault{Piece: 16, Every: 100 * time.Millisecond}},
		{"cut-short", "the connection is cut in the middle of the body", Fault{CutAfter: 20}},
		{"length-short", "the body ends early and looks whole to HTTP", Fault{LengthOff: -10}},
		{"length-long", "Content-Length promises more than comes", Fault{LengthOff: 10}},
		{"html-200", "200 with a page of HTML, such as a login page", Fault{Status: 200, Body: HTMLPage}},
		{"html-502", "502 with a page of HTML", Fault{Status: 502, Body: HTMLPage}},
		{"token-ran-out", "401", Fault{Status: 401, Header: map[string]string{"WWW-Authenticate": `Bearer realm="fhirtest", error="invalid_token"`}}},
		{"smaller-scope", "403, because the token was granted less than was asked for", Fault{Status: 403, Header: map[string]string{"WWW-Authenticate": `Bearer realm="fhirtest", error="insufficient_scope"`}}},
		{"not-allowed", "403", Fault{Status: 403}},
		{"redirect-elsewhere", "307 to another host", Fault{Status: 307, Header: map[string]string{"Location": "http://elsewhere.invalid/fhir"}}},
		{"if-match-ignored", "an update is made whatever version If-Match names", Fault{IgnoreIfMatch: true}},
		{"if-none-exist-ignored", "a conditional create makes a second copy", Fault{IgnoreIfNoneExist: true}},
		{"whole-batch-refused", "a whole batch is turned down for one entry", Fault{WholeBatch: true}},
		{"clock-ahead", "the server's clock is an hour ahead", Fault{Skew: time.Hour}},
		{"clock-behind", "the server's clock is an hour behind", Fault{Skew: -time.Hour}},
		{"hang-before", "no answer at all, and nothing was done", Fault{Hang: true}},
		{"hang-after", "no answer at all, and it was done all the same", Fault{Late: true, Hang: true}},
	}
}
