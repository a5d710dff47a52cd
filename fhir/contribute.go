package fhir

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
)

// Contribution is what a peer support worker and a person add to a plan that a
// service owns: one activity, and the worker's name among the contributors. The
// zero value adds nothing.
type Contribution struct {
	// ID is ours and stays the same for as long as the contribution is in the
	// plan. It is not written; the ids of the two elements are made from it.
	ID string
	// PlanID is the logical id of the CarePlan.
	PlanID string
	// PatientRef is whom the plan has to be about, as the server writes the
	// reference: "Patient/p1".
	PatientRef string
	// Contributor is the worker: a reference to a Practitioner, which R4 admits
	// wherever a worker is named. Display may be empty.
	Contributor Reference
	// Description is what is to be done, as the person has seen it
	// (activity.detail.description).
	Description peer.Private
	// Status is a code of R4 CarePlanActivityStatus, such as "not-started", for
	// an activity that is not in the plan yet. There is no default.
	Status string
	// Performer is who does it (activity.detail.performer), such as the person.
	// It may be left empty.
	Performer Reference
	// Accepted: the owner of the plan has accepted the contribution.
	Accepted bool
	// Seen: the person has seen it and wants it in the plan.
	Seen bool
}

// Expect returns what the plan has to be for Edits.Apply.
func (c Contribution) Expect() Expect {
	return Expect{ResourceType: "CarePlan", ID: c.PlanID, Subject: c.PatientRef}
}

// Contribute returns the edits that put a contribution into a service's plan
// (FHIR-08, REC-44): the worker among the contributors, unless the plan names
// them already, and one activity with an element id of ours. It writes detail
// without kind, and no reference beside it (R4 cpl-3). Author, status, intent,
// period and everybody else's activities stay as they are.
//
// Once the activity is in the plan, its description stays ours; its status, and
// whatever the plan's owner writes beside it, is theirs and is not set again.
//
// It refuses, with every reason at once:
//   - another kind of resource, ErrWrongResourceType; another plan, or one about
//     somebody else, ErrWrongRecord; one that does not say whom it is about,
//     peer.ErrRequired;
//   - a plan that is over (completed, revoked), that was entered in error or
//     whose status is not known, and what Editable refuses: ErrNotEditable;
//   - a plan whose author is the worker: peer.ErrPlanOwnership;
//   - a contribution that the owner has not accepted, ErrContributionOnly, or the
//     person has not seen, peer.ErrPersonHasNotAgreed;
//   - what R4 does not take in a plan (performer that is not one of R4's types):
//     the codes of strict.Validate;
//   - a contribution without id, plan, person or description, peer.ErrRequired;
//     an unknown status, peer.ErrUnknownCode; a worker who is not a Practitioner,
//     or text that FHIR cannot hold, ErrUnmappable.
func Contribute(plan Document, c Contribution) (Edits, error) {
	if err := peer.Faults(c.Expect().Check(plan), TakesContributions(plan), c.check(), c.owns(plan)); err != nil {
		return nil, err
	}
	contributor, err := literal(namedElement{c.contributorID(), c.Contributor})
	if err != nil {
		return nil, err
	}
	activity, err := literal(c.activity())
	if err != nil {
		return nil, err
	}
	description, err := literal(c.Description.Reveal())
	if err != nil {
		return nil, err
	}
	if err := strictly(contributor, activity); err != nil {
		return nil, err
	}
	mine := []Step{Field("activity"), Element(c.activityID())}
	return Edits{
		Ensure(contributor, Field("contributor"), Referring(c.Contributor.Reference)),
		Ensure(activity, mine...),
		Set(description, append(mine, Field("detail"), Field("description"))...),
	}, nil
}

// strictly judges the two elements that are ours as they would stand in a plan with
// nothing else in it (FHIR-19). The plan itself is its owner's, and is not judged.
func strictly(contributor, activity []byte) error {
	return strict.Validate(slices.Concat(
		[]byte(`{"resourceType":"CarePlan","status":"active","intent":"plan","subject":{"reference":"Patient/x"},"contributor":[`), contributor,
		[]byte(`],"activity":[`), activity, []byte("]}")))
}

// TakesContributions reports why a plan takes no contributions, if it does not:
// what Editable refuses, and a plan that is over or whose status is missing or not
// known. A program looks again before it sends edits that were planned earlier.
func TakesContributions(plan Document) error {
	status := plan.Text("status")
	return peer.Faults(
		Editable(plan),
		unless(status == "draft" || status == "active" || status == "on-hold" || status == "entered-in-error", "REC-44", ErrNotEditable, "/status",
			"A plan takes contributions while it is a draft, active or on hold.", "Ask the owner of the plan which plan is in use now."),
		unless(plan.Subject() != "", "FHIR-08", peer.ErrRequired, "/subject/reference",
			"A plan says whom it is about.", "Ask the owner of the plan to name the person in it."),
	)
}

// owns refuses to let the worker contribute to a plan that already makes them
// responsible: R4 reads the author as the responsible party.
func (c Contribution) owns(plan Document) error {
	author := plan.Text("author", "reference")
	return unless(author == "" || !sameReference(author, c.Contributor.Reference), "FHIR-08", peer.ErrPlanOwnership, "/author",
		"A peer support worker is not responsible for a service's plan.", "Ask the service who the owner of the plan is, and to correct its author.")
}

// activityStatus is R4 CarePlanActivityStatus.
var activityStatus = map[string]bool{
	"not-started": true, "scheduled": true, "in-progress": true, "on-hold": true, "completed": true,
	"cancelled": true, "stopped": true, "unknown": true, "entered-in-error": true,
}

func (c Contribution) check() error {
	given := func(ok bool, path, says, fix string) error {
		return unless(ok, "FHIR-08", peer.ErrRequired, path, says, fix)
	}
	words := c.Description.Reveal()
	return peer.Faults(
		unless(c.Accepted, "REC-44", ErrContributionOnly, "/accepted",
			"The owner of the plan accepts a contribution before it is written.", "Ask the owner, and record their answer."),
		unless(c.Seen, "REC-44", peer.ErrPersonHasNotAgreed, "/seen",
			"The person sees a contribution before it is written.", "Show it to the person, and record that they have seen it."),
		given(c.ID != "", "/id", "A contribution has an id.", "Give it one that stays the same."),
		given(c.PlanID != "", "/planId", "A contribution names its plan.", "Give the id of the CarePlan."),
		given(c.PatientRef != "", "/patientRef", "A contribution names the person.", "Give the reference that the plan has as its subject."),
		given(strings.TrimSpace(words) != "", "/description", "A contribution says what is to be done.", "Describe it in words the person has seen."),
		unless(utf8.ValidString(words) && !strings.ContainsFunc(words, unprintable), "FHIR-08", ErrUnmappable, "/description",
			"FHIR text is UTF-8 without control characters.", "Type the text again."),
		unless(activityStatus[c.Status], "FHIR-08", peer.ErrUnknownCode, "/status",
			"The status is a code of R4 CarePlanActivityStatus.", "Choose one, such as not-started."),
		unless(isPractitioner(c.Contributor.Reference), "FHIR-08", ErrUnmappable, "/contributor",
			"A worker is named as a Practitioner.", "Give a reference such as Practitioner/ and the id."),
	)
}

// unprintable reports the characters that R4 string does not admit, nor XML, which a
// narrative is written in (XML 1.0, production 2).
func unprintable(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\ufffe' || r == '\uffff'
}

func isPractitioner(reference string) bool {
	path, id := cutLast(versionless(reference))
	_, kind := cutLast(path)
	return kind == "Practitioner" && isID(id)
}

func cutLast(path string) (front, last string) {
	i := strings.LastIndexByte(path, '/')
	return path[:max(i, 0)], path[i+1:]
}

// namedElement is a reference as an element of a list.
type namedElement struct {
	ID string `json:"id"`
	Reference
}

type plannedActivity struct {
	ID     string        `json:"id"`
	Detail plannedDetail `json:"detail"`
}

type plannedDetail struct {
	Status      string      `json:"status"`
	Performer   []Reference `json:"performer,omitempty"`
	Description string      `json:"description"`
}

func (c Contribution) activity() plannedActivity {
	a := plannedActivity{c.activityID(), plannedDetail{Status: c.Status, Description: c.Description.Reveal()}}
	if c.Performer != (Reference{}) {
		a.Detail.Performer = []Reference{c.Performer}
	}
	return a
}

// contributorID comes from the worker, so that two contributions of theirs share
// one entry; activityID from the contribution.
func (c Contribution) contributorID() string {
	return elementID(versionless(c.Contributor.Reference), "contributor")
}

func (c Contribution) activityID() string { return elementID(c.ID, "activity") }

const elementPrefix = "towpath-"

// elementID makes an element id that stays the same and fits FHIR's id (at most
// 64 letters, digits, "-" and "."), whatever it is made from.
func elementID(from, part string) string {
	sum := sha256.Sum256([]byte(part + "\n" + from))
	return elementPrefix + hex.EncodeToString(sum[:16]) + "-" + part
}

// literal writes a value of ours without escaping "<", ">" and "&": the text
// should look in the record system as it was typed.
func literal(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	err := w.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}
