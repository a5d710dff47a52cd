package peer

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"unique"
)

// ErrSealed is what json.Marshal answers for a private text and for a record:
// use Encode to store a record, EncodeStep to send a step, and View to show
// somebody what they may see.
var ErrSealed = errors.New("peer: private; Encode stores a record, an Encode…Step function writes a step, View shows what somebody may see")

const sealed = "(private)"

// Private holds text about a person. It cannot be printed, logged or marshalled
// by accident: fmt and slog show "(private)", json.Marshal is an error. Even a
// struct that holds it in an unexported field prints no more than an address.
//
// The zero value is the empty text. Private values can be compared with ==.
type Private struct {
	text unique.Handle[string]
}

// Say wraps a text.
func Say(text string) Private {
	if text == "" {
		return Private{}
	}
	return Private{unique.Make(text)}
}

// Reveal returns the text. Every place that calls it is a place where a person's
// words come into the open.
func (p Private) Reveal() string {
	if p.IsZero() {
		return ""
	}
	return p.text.Value()
}

// IsZero reports whether the text is empty.
func (p Private) IsZero() bool { return p == Private{} }

// Format writes "(private)" for every verb.
func (p Private) Format(s fmt.State, _ rune) { io.WriteString(s, sealed) }

// String returns "(private)".
func (p Private) String() string { return sealed }

// LogValue logs "(private)".
func (p Private) LogValue() slog.Value { return slog.StringValue(sealed) }

// MarshalJSON is always ErrSealed.
func (p Private) MarshalJSON() ([]byte, error) { return nil, ErrSealed }

// UnmarshalJSON reads a string.
func (p *Private) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return Fault(Rule{"DOC-06", ErrSchema}, "", "This is a text.", "Send a JSON string.")
	}
	*p = Say(s)
	return nil
}

// How says how somebody gave their words.
type How string

const (
	// Said aloud, and written down by somebody.
	Said How = "said"
	// Written by the author.
	Written How = "written"
	// Signed by the author, in sign language.
	Signed How = "signed"
)

// Known reports whether the way is on the list.
func (h How) Known() bool { return h == Said || h == Written || h == Signed }

// Terms returns the closed list.
func (How) Terms() []string { return []string{string(Said), string(Written), string(Signed)} }

// Words are somebody's own words. They keep their author, their language and
// how they were given; a paraphrase never replaces them.
type Words struct {
	Text Private `json:"text"`
	By   Actor   `json:"by,omitzero"`
	// Lang is a BCP 47 language tag such as "en-GB", "cy" or "bfi". Empty: not
	// said.
	Lang string `json:"lang,omitzero"`
	How  How    `json:"how,omitzero"`
}

// IsZero reports whether nothing was said.
func (w Words) IsZero() bool { return w.Text.IsZero() }

// Author is whose words these are when this actor passes them on: whom they name,
// or else the actor. An author has no role.
func (w Words) Author(by Actor) Actor {
	if w.By != (Actor{}) {
		by = w.By
	}
	by.Role = ""
	return by
}

// Own are the words as they are stored: with their author, and nothing at all when
// nothing was said.
func (w Words) Own(by Actor) Words {
	if w.IsZero() {
		return Words{}
	}
	w.By = w.Author(by)
	return w
}

// From reports whether these words are this person's own.
func (w Words) From(p PersonID) bool { return p != "" && w.By == ByPerson(p) }
