package peer

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/plainjson"
	"github.com/towpath-care/towpath/internal/terms"
)

// Purpose is what somebody reads for.
type Purpose string

// Purposes of reading.
const (
	// ForSupport: the two doing peer support together.
	ForSupport Purpose = "support"
	// ForCare: direct care by the team.
	ForCare Purpose = "direct-care"
	// ForSupervision: the worker's own supervision.
	ForSupervision Purpose = "supervision"
	// ForRecord: putting it into the care record.
	ForRecord Purpose = "care-record"
)

var purposes = []Purpose{ForSupport, ForCare, ForSupervision, ForRecord}

// Known reports whether the purpose is on the list.
func (p Purpose) Known() bool { return slices.Contains(purposes, p) }

// Terms returns the closed list.
func (Purpose) Terms() []string { return terms.Of(purposes) }

// Reading says who reads, for what, when and under which consents: what Act is for
// a step. Who somebody is and what they read for are claims of the host, which has
// made sure of both; parts open to the staff are opened by the purpose.
type Reading struct {
	By      Actor
	Purpose Purpose
	// At is the time at which Consents are looked at; the host's clock.
	At       time.Time
	Consents []Consent
	// Lines are the worker's line manager and supervisor on that day; they see what
	// belongs to the worker and their line. Empty: nobody is known to be.
	Lines Lines
}

// Part is one thing there is to see of a record.
type Part[R any] struct {
	// Name is its JSON member in a view.
	Name string
	// May are the parties who always see it.
	May []Party
	// Purposes let anybody on the staff see it without asking.
	Purposes []Purpose
	// Consent lets anybody on the staff see it for a purpose the person said
	// yes to.
	Consent ConsentScope
	// If decides in place of May, Purposes and Consent; may be nil.
	If func(R, Party, Reading) bool
	// Rule and Says are given when it is left out.
	Rule Rule
	Says string
	// Value is what is seen.
	Value func(R) any
}

// Viewed is what one reader may see of a record, and what was left out. Only its
// JSON shows the words; printed or logged it shows what it is a view of.
type Viewed struct {
	of      Ref
	status  Status
	parts   []seen
	LeftOut []LeftOut
}

type seen struct {
	name string
	json json.RawMessage
}

// LeftOut names a part that this reader does not see, the rule it was left out
// under, and for whom it is.
type LeftOut struct {
	Name string `json:"name"`
	Rule Rule   `json:"rule"`
	Says string `json:"says"`
}

// Sees reports whether a part is in the view.
func (v Viewed) Sees(part string) bool {
	return slices.ContainsFunc(v.parts, func(s seen) bool { return s.name == part })
}

// Format prints what this is a view of, for every verb.
func (v Viewed) Format(s fmt.State, _ rune) { io.WriteString(s, "view of "+v.of.String()) }

// LogValue logs what this is a view of.
func (v Viewed) LogValue() slog.Value { return slog.StringValue("view of " + v.of.String()) }

// MarshalJSON writes {"kind":…,"id":…,"status":…,"parts":{…},"leftOut":[…]}, with
// the words in it. The status is there for a reader who may see something; to
// everybody else it would tell of what they may not see.
func (v Viewed) MarshalJSON() ([]byte, error) {
	status := v.status
	if len(v.parts) == 0 {
		status = ""
	}
	return plainjson.Object(v.of, struct {
		Status Status `json:"status,omitzero"`
	}{status}, struct {
		Parts   map[string]json.RawMessage `json:"parts"`
		LeftOut []LeftOut                  `json:"leftOut"`
	}{v.partMap(), v.LeftOut})
}

func (v Viewed) partMap() map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for _, p := range v.parts {
		out[p.name] = p.json
	}
	return out
}

// View gives the parts of a record that this reader may see, and lists what was
// left out and under which rule. To a reader who is nobody here it gives an empty
// view, not an error; an error means that a part could not be written as JSON.
func (m *Machine[R, F]) View(r R, by Reading) (Viewed, error) {
	h := m.Head(&r)
	v := Viewed{of: h.ref, status: h.status, LeftOut: []LeftOut{}}
	if !by.By.Valid() {
		by.By = Actor{} // two at once are nobody
	}
	as := m.readerOf(r, by)
	for _, p := range m.Parts {
		if !m.sees(p, r, as, by) {
			v.LeftOut = append(v.LeftOut, LeftOut{p.Name, p.Rule, p.Says})
			continue
		}
		b, err := plainjson.Value(p.Value(r))
		if err != nil {
			return Viewed{}, err
		}
		v.parts = append(v.parts, seen{p.Name, b})
	}
	return v, nil
}

// Sees answers whether this reader may see one part of a record, without making
// the view. Whatever sends records elsewhere asks it.
func (m *Machine[R, F]) Sees(r R, part string, by Reading) bool {
	i := slices.IndexFunc(m.Parts, func(p Part[R]) bool { return p.Name == part })
	return i >= 0 && by.By.Valid() && m.sees(m.Parts[i], r, m.readerOf(r, by), by)
}

// readerOf is what a reader is to a record: one of its parties, or one of the
// worker's line. A purpose is a claim; being of the line is a fact.
func (m *Machine[R, F]) readerOf(r R, by Reading) Party {
	as := m.Party(r, by.By)
	if as == PartyStaff && by.Lines.includes(by.By) == Yes {
		return PartyLine
	}
	return as
}

func (m *Machine[R, F]) sees(p Part[R], r R, as Party, by Reading) bool {
	if p.If != nil {
		return p.If(r, as, by)
	}
	if slices.Contains(p.May, as) {
		return true
	}
	if by.By.Staff == "" {
		return false
	}
	return slices.Contains(p.Purposes, by.Purpose) ||
		p.Consent != "" && Consented(by.Consents, m.Person(r), p.Consent, by.Purpose, by.At) == Yes
}
