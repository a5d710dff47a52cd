package peer

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/towpath-care/towpath/internal/naming"
)

const hiddenNumber = "(nhs number)"

// NHSNumber is a checked NHS number: ten digits of which the last is a check
// digit (NHS Data Dictionary, attribute NHS NUMBER; FHIR-15). It tells who
// somebody is, so it cannot be printed, logged or marshalled by accident: fmt and
// slog show "(nhs number)", json.Marshal is an error. No identifier of this
// library is one, and no record holds one: it is for looking somebody up in a
// record system.
//
// The zero value is none. Values can be compared with ==.
type NHSNumber struct {
	digits Private
}

// ParseNHSNumber reads ten digits; spaces and hyphens among them are left out.
// Anything else, a check digit that does not match and the number of ten zeros
// are a *Refusal with ErrInvalidNHSNumber, which holds no digit of what was sent.
func ParseNHSNumber(s string) (NHSNumber, error) {
	const longest = 32 // ten digits, however they are grouped
	if len(s) > longest {
		return NHSNumber{}, notAnNHSNumber()
	}
	digits := strings.NewReplacer(" ", "", "-", "").Replace(s)
	if !naming.NHSNumber(digits) {
		return NHSNumber{}, notAnNHSNumber()
	}
	return NHSNumber{Say(digits)}, nil
}

func notAnNHSNumber() error {
	return Fault(Rule{"FHIR-15", ErrInvalidNHSNumber}, "", "An NHS number has ten digits, and the last one matches the others.", "Compare it with a letter, the NHS App or the record system.")
}

// IsTest reports whether the number lies in the range from 999 000 0000 on, which
// is kept for tests and never belongs to a person.
func (n NHSNumber) IsTest() bool { return strings.HasPrefix(n.Reveal(), "999") }

// Reveal returns the ten digits. Every place that calls it is a place where
// somebody can be recognised.
func (n NHSNumber) Reveal() string { return n.digits.Reveal() }

// IsZero reports whether there is no number.
func (n NHSNumber) IsZero() bool { return n == NHSNumber{} }

// Format writes "(nhs number)" for every verb.
func (n NHSNumber) Format(s fmt.State, _ rune) { io.WriteString(s, hiddenNumber) }

// String returns "(nhs number)".
func (n NHSNumber) String() string { return hiddenNumber }

// LogValue logs "(nhs number)".
func (n NHSNumber) LogValue() slog.Value { return slog.StringValue(hiddenNumber) }

// MarshalJSON is always ErrSealed.
func (n NHSNumber) MarshalJSON() ([]byte, error) { return nil, ErrSealed }

// MarshalText is always ErrSealed, so that no other encoder and no map key shows
// the number either.
func (n NHSNumber) MarshalText() ([]byte, error) { return nil, ErrSealed }

// UnmarshalText reads what ParseNHSNumber reads.
func (n *NHSNumber) UnmarshalText(b []byte) (err error) {
	*n, err = ParseNHSNumber(string(b))
	return err
}
