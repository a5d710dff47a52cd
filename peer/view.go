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

func (e *engine) view(r any, by Reading) (Viewed, error) {
	h := e.head(r)
	v := Viewed{of: h.ref, status: h.status, LeftOut: []LeftOut{}}
	if !by.By.Valid() {
		by.By = Actor{} // two at once are nobody
	}
	as := e.readerOf(r, by)
	for i, p := range e.parts {
		if !e.seesPart(i, r, as, by) {
			v.LeftOut = append(v.LeftOut, LeftOut(p))
			continue
		}
		b, err := plainjson.Value(on(e.shown[i], r))
		if err != nil {
			return Viewed{}, err
		}
		v.parts = append(v.parts, seen{p.Name, b})
	}
	return v, nil
}

func (e *engine) sees(r any, part string, by Reading) bool {
	i := slices.IndexFunc(e.parts, func(p PartOf) bool { return p.Name == part })
	return i >= 0 && by.By.Valid() && e.seesPart(i, r, e.readerOf(r, by), by)
}

// readerOf is what a reader is to a record: one of its parties, or one of the
// worker's line. A purpose is a claim; being of the line is a fact.
func (e *engine) readerOf(r any, by Reading) Party {
	as := e.party(r, by.By)
	if as == PartyStaff && by.Lines.includes(by.By) == Yes {
		return PartyLine
	}
	return as
}

func (e *engine) seesPart(i int, r any, as Party, by Reading) bool {
	if asks := e.asks[i]; !asks.IsNil() {
		return on(asks, r, as, by).(bool)
	}
	p := e.partFor[i]
	if slices.Contains(p.may, as) {
		return true
	}
	if by.By.Staff == "" {
		return false
	}
	return slices.Contains(p.purposes, by.Purpose) ||
		p.consent != "" && Consented(by.Consents, e.about(r), p.consent, by.Purpose, by.At) == Yes
}
