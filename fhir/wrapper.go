package fhir

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"unicode/utf8"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
)

// Identifier is a business identifier (R4 Identifier): whose list, and which one
// on it.
type Identifier struct {
	System string `json:"system"`
	Value  string `json:"value"`
}

// Resource is one resource of ours, ready to be sent as a whole. Making it again
// from the same record gives the same bytes.
type Resource struct {
	// Type is its resourceType.
	Type string
	// ID is its logical id, made from Identifier by ResourceID, for servers that
	// let a client choose it (R4 update as create). It stands in Body too; WithID
	// puts the one there that a server chose.
	ID string
	// Identifier is the one by which it is created conditionally and found again
	// (FHIR-16).
	Identifier Identifier
	// TakesBack: it says that what was sent before should never have been sent, or is
	// no more than put down. It replaces an earlier version, and where there is none it
	// is not sent.
	TakesBack bool
	// LeftOut is what the record names for it and it does not have, for the report of
	// what stays here.
	LeftOut []LeftOut
	// Body is the JSON. It may hold a person's words.
	Body []byte
}

// String returns the type and the id.
func (r Resource) String() string { return r.Type + "/" + r.ID }

// Format writes what String returns, for every verb.
func (r Resource) Format(s fmt.State, _ rune) { io.WriteString(s, r.String()) }

// LogValue logs what String returns.
func (r Resource) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalJSON is always an error: send or store Body.
func (Resource) MarshalJSON() ([]byte, error) {
	return nil, errors.New("fhir: a resource holds a person's words; use its Body")
}

// The wrappers put back what the models get wrong. The Other… twin has no
// MarshalJSON, which would escape "<", ">" and "&" and take three times as long.
// A member of ours hides the twin's member of the same name: its zero value is
// nothing, where theirs is a code that says "planned" or "proposed".
type (
	encounter struct {
		ResourceType string `json:"resourceType"`
		ID           string `json:"id"`
		Status       string `json:"status"`
		*r4.OtherEncounter
	}
	goal struct {
		ResourceType    string `json:"resourceType"`
		ID              string `json:"id"`
		LifecycleStatus string `json:"lifecycleStatus"`
		*r4.OtherGoal
	}
)

// writable is the closed list of what may be written, each with the texts it
// never lacks: what R4 requires, whom it is about, and when it was.
var writable = map[string][]string{
	"Encounter":         {"id", "status", "class/system", "class/code", "subject/reference", "period/start", "period/end"},
	"Flag":              {"id", "status", "code/text", "subject/reference", "period/start"},
	"Goal":              {"id", "lifecycleStatus", "description/text", "subject/reference"},
	"Appointment":       {"id", "status", "start", "end"},
	"CarePlan":          {"id", "status", "intent", "subject/reference"},
	"CareTeam":          {"id", "status", "subject/reference"},
	"Communication":     {"id", "status", "subject/reference", "sent"},
	"Consent":           {"id", "status", "scope/text", "patient/reference"},
	"DocumentReference": {"id", "status", "docStatus", "subject/reference", "description"},
	"EpisodeOfCare":     {"id", "status", "patient/reference"},
	"HealthcareService": {"id", "name", "comment"},
	"Location":          {"id", "status", "mode"},
	"Observation":       {"id", "status", "code/text", "subject/reference", "effectiveDateTime"},
	"Organization":      {"id", "name"},
	"Provenance":        {"id", "recorded"},
	"Task":              {"id", "status", "intent", "code/text", "for/reference", "authoredOn"},
}

// Allowed reports whether resources of this type may be written at all
// (FHIR-04). The list is closed: a type that is not on it cannot be produced,
// whatever a site has chosen.
func Allowed(resourceType string) bool { return writable[resourceType] != nil }

// finish encodes a resource and reads its own bytes again, once: what is not on the
// list, lacks what it must have, or is not strictly R4 does not leave this package
// (FHIR-02, 04, 19).
func finish(id Identifier, resource any) (Resource, error) {
	body, err := literal(resource)
	if err != nil {
		return Resource{}, fmt.Errorf("fhir: a resource could not be encoded: %w", err)
	}
	r, err := strict.Read(body)
	if err != nil {
		return Resource{}, err
	}
	if err := complete(r, id); err != nil {
		return Resource{}, err
	}
	if err := r.Validate(); err != nil {
		return Resource{}, err
	}
	return Resource{Type: r.Text("resourceType"), ID: r.Text("id"), Identifier: id, Body: body}, nil
}

func complete(r strict.Resource, id Identifier) error {
	typ := r.Text("resourceType")
	if !Allowed(typ) {
		return peer.Fault(peer.Rule{Row: "FHIR-04", Code: peer.ErrOutsideScopeOfPractice}, "/resourceType",
			"Peer support writes the types of resources that are on its list.", "Leave this to the profession whose resource it is.")
	}
	faults := []error{missing(r.Identified(id.System, id.Value) || typ == "Provenance" && r.Text("id") == ResourceID(id), "/identifier")}
	for _, member := range writable[typ] {
		faults = append(faults, missing(strings.TrimSpace(r.Text(strings.Split(member, "/")...)) != "", "/"+member))
	}
	return peer.Faults(faults...)
}

func missing(there bool, path string) error {
	return unless(there, "FHIR-02", peer.ErrRequired, path,
		"A resource has every element that it must have.", "Complete the record it is made from.")
}

// Decode reads one resource that has to be of this type. It keeps the bytes and
// fills no struct: the models would take any type for the one they were asked
// for (FHIR-02). The codes are those of ParseDocument, and ErrWrongResourceType.
func Decode(resourceType string, b []byte) (Document, error) {
	d, err := ParseDocument(b)
	if err != nil {
		return Document{}, err
	}
	if d.ResourceType() != resourceType {
		return Document{}, peer.Fault(peer.Rule{Row: "FHIR-02", Code: ErrWrongResourceType}, "/resourceType",
			"This is another kind of resource than was asked for.", "Ask for the resource again by its type and id.")
	}
	return d, nil
}

// text is optional text of R4: nil when there is none, because R4 has no empty
// texts.
func text[T ~string](s T) *string {
	if s == "" {
		return nil
	}
	return new(string(s))
}

func coding[T ~string](system string, code T, display string) r4.Coding {
	return r4.Coding{System: text(system), Code: text(code), Display: text(display)}
}

func concept(says string, codings ...r4.Coding) r4.CodeableConcept {
	return r4.CodeableConcept{Coding: codings, Text: text(says)}
}

func (r Reference) r4() *r4.Reference {
	return &r4.Reference{Reference: text(r.Reference), Display: text(r.Display)}
}

func (i Identifier) r4() r4.Identifier {
	return r4.Identifier{System: text(i.System), Value: text(i.Value)}
}

// writableText reports whether R4 string can hold a text: UTF-8 without control
// characters, and not blank. No text at all is none to hold.
func writableText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unprintable) && (s == "" || strings.TrimSpace(s) != "")
}
