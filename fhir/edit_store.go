package fhir

import (
	"encoding/json"
	"fmt"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// storedStep is a step as JSON. System stands beside Value or Code, and may be
// empty.
type storedStep struct {
	Field     string  `json:"field,omitempty"`
	ID        string  `json:"id,omitempty"`
	System    *string `json:"system,omitempty"`
	Value     string  `json:"value,omitempty"`
	Code      string  `json:"code,omitempty"`
	URL       string  `json:"url,omitempty"`
	Reference string  `json:"reference,omitempty"`
}

type storedEdit struct {
	Op    op              `json:"op"`
	Path  []storedStep    `json:"path"`
	Value json.RawMessage `json:"value,omitempty"`
}

// Encode writes the edits for storing, a saved plan for example. It holds the
// words that are to go into the document.
func (es Edits) Encode() ([]byte, error) {
	stored := make([]storedEdit, 0, len(es))
	for i, e := range es {
		if err := e.check(); err != nil {
			return nil, peer.Under(fmt.Sprintf("/%d", i), err)
		}
		stored = append(stored, storedEdit{e.edit().op, storedPath(e.edit().path), e.edit().value})
	}
	return literal(stored)
}

func storedPath(path []Step) (out []storedStep) {
	for _, s := range path {
		out = append(out, s.stored())
	}
	return out
}

func pathOf(stored []storedStep) (out []Step) {
	for _, s := range stored {
		out = append(out, s.step())
	}
	return out
}

func (s Step) stored() storedStep {
	switch s.kind {
	case elementStep:
		return storedStep{ID: s.name}
	case identifiedStep:
		return storedStep{System: &s.system, Value: s.name}
	case codedStep:
		return storedStep{System: &s.system, Code: s.name}
	case referringStep:
		return storedStep{Reference: s.name}
	case extendingStep:
		return storedStep{URL: s.name}
	default:
		return storedStep{Field: s.name}
	}
}

// step is the step that was stored; one that says several things, or nothing, is
// none.
func (s storedStep) step() Step {
	switch {
	case s == storedStep{Field: s.Field}:
		return Field(s.Field)
	case s == storedStep{ID: s.ID}:
		return Element(s.ID)
	case s == storedStep{Reference: s.Reference}:
		return Referring(s.Reference)
	case s == storedStep{URL: s.URL}:
		return Extending(s.URL)
	case s.System != nil && s == storedStep{System: s.System, Value: s.Value}:
		return Identified(*s.System, s.Value)
	case s.System != nil && s == storedStep{System: s.System, Code: s.Code}:
		return Coded(*s.System, s.Code)
	default:
		return Step{}
	}
}

// DecodeEdits reads what Encode wrote. It refuses with peer.ErrSchema what is
// not of that shape, and every edit that no document could take.
func DecodeEdits(b []byte) (Edits, error) {
	var stored []storedEdit
	if err := strictjson.Decode(b, &stored, strictjson.Document); err != nil {
		return nil, unreadable(err)
	}
	var faults []error
	out := make(Edits, 0, len(stored))
	for i, s := range stored {
		e := newEdit(s.Op, s.Value, pathOf(s.Path))
		faults = append(faults, peer.Under(fmt.Sprintf("/%d", i), e.check()))
		out = append(out, e)
	}
	if err := peer.Faults(faults...); err != nil {
		return nil, err
	}
	return out, nil
}
