package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// Error is a call that did not come to a good end. Its text holds the kind of
// request, the resource type, the HTTP status, codes from closed lists and the
// scopes that are missing, and is safe to show and to log; ids and paths are fields only. What the server
// wrote in its own words is not kept at all.
//
// errors.Is answers which Kind it was, and holds for context.Canceled and
// context.DeadlineExceeded when the caller's context ended the call.
type Error struct {
	// Op is what was asked: "capabilities", "read", "search", "create",
	// "create-at", "update", "meta-delete", or of several at once "batch" or "transaction".
	Op string
	// Type is the resource type asked for; empty for capabilities and of several at once.
	Type string
	// ID is the logical id asked for, or of the entry of a search that could
	// not be read; may be empty.
	ID string
	// Kind says what stood in the way.
	Kind Kind
	// Status is the HTTP status of the last answer; 0 when there was none.
	Status int
	// Issues are those of the server's OperationOutcome, if it sent one.
	Issues []Issue
	// RequestID is the X-Request-ID of the last try, for the server's staff to
	// look up. CorrelationID is the X-Correlation-ID of the whole call.
	RequestID, CorrelationID string
	// RetryAfter is how long the server asked to be left alone, at most 24
	// hours; 0 when it did not say.
	RetryAfter time.Duration
	// Hint says what to check when the call ended for want of a token; 0 when
	// there is nothing more to say than Kind does.
	Hint Hint
	// Missing are the scopes asked for that were not granted, when Kind is
	// NarrowScope; all of them when the token server did not say which.
	Missing []string
	// ClockOff is how far the token server's clock is ahead of ours, when Hint is
	// CheckClock; negative when it is behind.
	ClockOff time.Duration
	// Unknown: the write may have been carried out. An answer was lost, or the
	// server broke off. Read back before trying again. While it is true, Kind
	// is never Conflict, VersionMoved, Exists or SeveralMatch, because those
	// may have been caused by the write itself.
	Unknown bool

	cause error // the end of the caller's context, or nil
}

// Issue is one issue of an OperationOutcome (R4 OperationOutcome.issue) without
// what it says in words.
type Issue struct {
	// Severity is fatal, error, warning or information; empty for any other word.
	Severity string
	// Code is from R4's issue-type code system; empty for any other word.
	Code string
	// Expression are the paths of the elements at fault, such as
	// Bundle.entry[72].resource; only names and positions are kept.
	Expression []string
}

// Error says what was asked, the status, what stood in the way, what would put
// it right, and the issue codes.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("fhir: " + e.Op)
	if e.Type != "" {
		b.WriteString(" " + e.Type)
	}
	if e.Status != 0 {
		b.WriteString(": " + strconv.Itoa(e.Status))
	}
	if says := e.says(); says != "" {
		b.WriteString(": " + says)
	}
	if e.Unknown {
		b.WriteString("; it may have been carried out, so read back before trying again")
	}
	if e.RetryAfter > 0 {
		b.WriteString("; come back in " + e.RetryAfter.String())
	}
	if codes := e.codes(); len(codes) > 0 {
		b.WriteString(" [" + strings.Join(codes, " ") + "]")
	}
	return b.String()
}

// says is what stands in the way and what would put it right, as closely as it is
// known.
func (e *Error) says() string {
	names := strings.Join(spoken(e.Missing), ", ")
	switch {
	case e.Kind == NarrowScope && names != "":
		return "the token server did not grant all that was asked for; have this granted, or ask for less: " + names
	case e.Hint == CheckClock && e.ClockOff != 0:
		return e.Hint.says() + " (they are " + e.ClockOff.Abs().String() + " apart)"
	case e.Hint.says() != "":
		return e.Hint.says()
	}
	return e.Kind.says()
}

// Format writes what Error returns, whatever the verb.
func (e Error) Format(s fmt.State, _ rune) { io.WriteString(s, e.Error()) }

// MarshalJSON writes what Error says and the ids of the request, for a log or a
// report: {"op":"update","type":"Goal","kind":"version-moved","status":412,
// "codes":["conflict"],"hint":"check-key","missing":["system/Goal.cud"],
// "requestId":…,"correlationId":…,"retryAfter":60,"unknown":true}. retryAfter is in whole seconds, rounded up. The logical id
// and the expressions are left out.
func (e Error) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Op            string   `json:"op"`
		Type          string   `json:"type,omitempty"`
		Kind          string   `json:"kind"`
		Status        int      `json:"status,omitempty"`
		Codes         []string `json:"codes,omitempty"`
		Hint          string   `json:"hint,omitempty"`
		Missing       []string `json:"missing,omitempty"`
		RequestID     string   `json:"requestId,omitempty"`
		CorrelationID string   `json:"correlationId,omitempty"`
		RetryAfter    int64    `json:"retryAfter,omitempty"`
		Unknown       bool     `json:"unknown,omitempty"`
	}{e.Op, e.Type, e.Kind.String(), e.Status, e.codes(), e.Hint.String(), spoken(e.Missing), e.RequestID, e.CorrelationID,
		int64((e.RetryAfter + time.Second - 1) / time.Second), e.Unknown})
}

func (e *Error) codes() []string {
	var out []string
	for _, i := range e.Issues {
		if i.Code != "" {
			out = append(out, i.Code)
		}
	}
	return out
}

// Is reports whether target is this error's Kind, or a code that stands for it.
func (e *Error) Is(target error) bool {
	if k, ok := target.(Kind); ok {
		return e.Kind == k
	}
	switch e.Kind {
	case Unauthorised, NarrowScope:
		return fhir.ErrUnauthorised.Is(target)
	case Conflict, VersionMoved, Exists:
		return peer.ErrConflict.Is(target)
	case WrongResource:
		return fhir.ErrWrongResourceType.Is(target)
	}
	return false
}

// Unwrap returns context.Canceled or context.DeadlineExceeded when the caller's
// context ended the call, and nil otherwise.
func (e *Error) Unwrap() error { return e.cause }

// MayHaveLanded reports whether err leaves open that a write was carried out:
// read back before trying again.
func MayHaveLanded(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Unknown
}
