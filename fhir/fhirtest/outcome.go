package fhirtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// answer is what goes back to the client.
type answer struct {
	status int
	header http.Header
	body   []byte
	// at is when the version in the answer was stored, if there is one.
	at time.Time
	// contentType of the body; empty means what the client asked for.
	contentType string
	// issues are what body says, when it is an OperationOutcome.
	issues []issue
	// wrote says that the request changed what is stored.
	wrote bool
}

func newAnswer(status int) answer { return answer{status: status, header: http.Header{}} }

// issue is one OperationOutcome.issue. Its text is one of the sentences of this
// package; no value from a request stands in it.
type issue struct {
	Severity    string   `json:"severity"`
	Code        string   `json:"code"`
	Diagnostics string   `json:"diagnostics"`
	Expression  []string `json:"expression,omitempty"`
}

// same reports whether two issues say the same of the same place.
func (i issue) same(other issue) bool {
	return i.Diagnostics == other.Diagnostics && slices.Equal(i.Expression, other.Expression)
}

// fault makes an issue of severity error. The codes are those of
// http://hl7.org/fhir/issue-type.
func fault(code, says string, expression ...string) issue {
	return issue{"error", code, says, expression}
}

// mostIssues bounds an OperationOutcome; a document with more faults than this
// is not going to be mended fault by fault.
const mostIssues = 50

// refuse answers with an OperationOutcome.
func refuse(status int, issues ...issue) answer {
	a := newAnswer(status)
	a.issues = issues[:min(len(issues), mostIssues)]
	a.body = outcome(a.issues)
	if status == http.StatusUnauthorized {
		a.header.Set("WWW-Authenticate", `Bearer realm="fhirtest"`)
	}
	return a
}

type operationOutcome struct {
	ResourceType string  `json:"resourceType"`
	Issue        []issue `json:"issue"`
}

func outcome(issues []issue) []byte {
	return encode(operationOutcome{"OperationOutcome", issues})
}

// encode writes values of this package, which always encode.
func encode(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic("fhirtest: " + err.Error())
	}
	return out
}

// notAllowed answers 405 with the methods that the address takes.
func notAllowed(says string, allow ...string) answer {
	slices.Sort(allow)
	a := refuse(http.StatusMethodNotAllowed, fault("not-supported", says))
	a.header.Set("Allow", strings.Join(allow, ", "))
	return a
}

// notHere answers a read of what is not there: 410 when it was deleted, with the
// ETag of the deletion, and 404 when it never was.
func notHere(i *item) answer {
	if i == nil {
		return notFound()
	}
	a := refuse(http.StatusGone, fault("deleted", "The resource was deleted."))
	a.header.Set("ETag", i.now().etag())
	return a
}

func notFound() answer {
	return refuse(http.StatusNotFound, fault("not-found", "There is no such resource or version here."))
}
