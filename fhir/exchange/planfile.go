package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// ErrPlanAltered: a saved plan is not as it was written.
var ErrPlanAltered = peer.NewCode("plan-altered", peer.Stop)

// planSchema is the number of the saved form.
//
//	1  target, base, made, items, digest over everything but itself
//	2  rules and server, which it is bound to, and what was said
//
// A plan of an older schema is not applied: it is made anew in a moment.
const planSchema = 2

var planLimits = strictjson.Limits{Size: 64 << 20, Depth: 64}

type planFile struct {
	Schema int           `json:"schema"`
	Target string        `json:"target"`
	Base   string        `json:"base"`
	Made   time.Time     `json:"made"`
	Rules  peer.Digest   `json:"rules"`
	Server peer.Digest   `json:"server"`
	Said   []peer.Reason `json:"said,omitempty"`
	Items  []Item        `json:"items"`
	Digest peer.Digest   `json:"digest,omitzero"`
}

// errSealedPlan is what json.Marshal answers for a plan.
var errSealedPlan = errors.New("exchange: a plan holds what would be sent; use its Encode and keep the file private")

// MarshalJSON is an error: a plan holds a person's words. Use Encode.
func (p Plan) MarshalJSON() ([]byte, error) { return nil, errSealedPlan }

// Format prints the target and the counts, for every verb.
func (p Plan) Format(s fmt.State, _ rune) { io.WriteString(s, p.String()) }

// String gives the target and the counts.
func (p Plan) String() string {
	c := p.Counts()
	return fmt.Sprintf("plan for %s: create %d, update %d, edit %d, leave %d, hold %d, keep %d", p.Target, c[Create], c[Update], c[Edit], c[Leave], c[Hold], c[Keep])
}

// LogValue logs what String gives.
func (p Plan) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Encode gives the saved form, with everything that would be sent and a digest
// over all of it. The digest shows an accident, not an attack: it is no signature.
// Write the plan where only its owner can read and change it.
func (p Plan) Encode() ([]byte, error) {
	f := planFile{Schema: planSchema, Target: p.Target, Base: p.Base, Made: p.Made.UTC().Truncate(time.Millisecond),
		Rules: p.Rules, Server: p.Server, Said: p.Said, Items: p.Items}
	text, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	if text, err = canonical(text); err != nil {
		return nil, err
	}
	f.Digest = digest(text)
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false) // what is sent from a saved plan is what was planned
	w.SetIndent("", " ")
	err = w.Encode(f)
	return b.Bytes(), err
}

// DecodePlan reads a saved plan. One that was edited by hand, or cut short, is a
// *peer.Refusal with ErrPlanAltered: make a new plan.
func DecodePlan(b []byte) (Plan, error) {
	var f planFile
	if err := strictjson.Decode(b, &f, planLimits); err != nil {
		path := ""
		for _, bad := range strictjson.All(err) {
			path = bad.Path
			break
		}
		return Plan{}, altered(path, "The file is a saved plan.")
	}
	if f.Schema > planSchema {
		return Plan{}, peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrNewerSchema}, "/schema", "The plan was saved by a version this one knows.", "Update this program, or make a new plan.",
			peer.Number("schema", f.Schema), peer.Number("known", planSchema))
	}
	want := f.Digest
	f.Digest = ""
	text, err := json.Marshal(f)
	if err == nil {
		text, err = canonical(text)
	}
	if err != nil || f.Schema != planSchema || want == "" || digest(text) != want {
		return Plan{}, altered("/digest", "The plan is as it was saved.")
	}
	for n, i := range f.Items {
		if !i.sound() {
			return Plan{}, altered("/items/"+strconv.Itoa(n), "A plan writes documents of ours, and contributions.")
		}
	}
	return Plan{f.Target, f.Base, f.Made, f.Rules, f.Server, f.Said, f.Items}, nil
}

// sound reports whether an item is one that a plan can have. A digest can be made
// anew by anybody, so what may be written at all does not rest on it (FHIR-04, 15).
func (i Item) sound() bool {
	contributes := i.ID != "" && i.Name.Type == "CarePlan" && i.Want.ResourceType == i.Name.Type && i.Want.ID == i.ID && i.Want.Subject != ""
	switch i.Do {
	case Leave, Hold, Keep:
		return true
	case Create, Update:
		d, _ := fhir.ParseDocument(i.Body)
		return i.named() && d.ResourceType() == i.Name.Type && fhir.Carries(i.Body, i.Identifier)
	case Edit:
		return contributes
	}
	return false
}

// named reports whether an item is named as what a plan writes: of a type that is
// written, under the identifier of its record, and at a place unless it is new.
func (i Item) named() bool {
	value := i.Name.Record.ID
	if i.Name.Part != "" {
		value += "." + i.Name.Part
	}
	return fhir.Members(i.Name.Type) != nil && i.Identifier.Value == value && (i.Do == Create || i.ID != "")
}

// sendable reports why an item is not applied, if so: it is none that a plan can
// have, or what it would send of ours is not strictly R4 (FHIR-19). What others have
// added to a resource of ours is theirs, and is not judged.
func (i Item) sendable() error {
	switch {
	case !i.sound():
		return altered("", "A plan writes documents of ours, and contributions.")
	case i.said.is(i.Body): // it was judged as it stands
		return nil
	case i.Do == Create:
		return strict.Validate(i.Body)
	case i.Do == Update:
		all, err := membersInOrder(i.Body)
		if err != nil {
			return err
		}
		return strict.Validate(object(oursAlone(i.Name.Type, all)))
	}
	return nil
}

func altered(path, says string) error {
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: ErrPlanAltered}, path, says, "Make a new plan; a plan is never put right by hand.")
}
