package fhir

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// Range is a stretch of bytes: From up to, not including, To.
type Range struct{ From, To int }

// Len returns how many bytes the range has.
func (r Range) Len() int { return r.To - r.From }

// Span is a stretch of a document that edits wrote, and what it stands in place
// of. The bytes between two spans are the same before and after.
type Span struct {
	// Paths are JSON pointers to what was edited, with the id of an element in
	// place of its index. There are several where one edit went into what
	// another had just made.
	Paths []string
	// Was is the range in the document before; empty where something was added.
	Was Range
	// Now is the range in the document after; empty where something was removed.
	Now Range
}

// Edited is a document after its edits. Update and Patch make a request of it, and
// Undo what takes it back. It is made by Edits.Apply and Undo.Apply.
type Edited struct {
	// Document is the new document. It is the old one when nothing changed.
	Document Document
	// Spans are what the edits wrote, in the order of the document; none when
	// everything already stood there.
	Spans []Span
	// Left are JSON pointers, as in Span.Paths, to what an Undo let be because
	// somebody else has changed it since. There are none after Edits.Apply.
	Left []string

	before Document
	how    *sealed[how]
}

// how is what was done to a document.
type how struct {
	claims []claim
	patch  []operation
	back   []inverse
}

// Changed reports whether the new document differs from the old one by a single
// byte. When it does not, there is nothing to send.
func (e Edited) Changed() bool { return len(e.Spans) > 0 }

// Before returns the document before the edits, byte for byte.
func (e Edited) Before() Document { return e.before }

// Apply makes a new document in which the edits hold, and in which every byte
// outside Spans is as it was in d. All edits are applied, or none: a refusal
// lists what is wrong with every one of them. Applied to its own result, the
// same list changes nothing; edits that contradict each other are not applied.
//
// The codes are those of Expect.Check and Editable; peer.ErrRequired for an
// object that is not there and for an empty value; peer.ErrDuplicate for a key
// that two elements carry; ErrNotEditable for everything else that is not ours to
// write; peer.ErrOutOfRange when the result would be too large.
func (es Edits) Apply(d Document, want Expect) (Edited, error) {
	if d.IsZero() {
		_, err := parseDocument(nil, strictjson.Document)
		return Edited{}, err
	}
	return es.apply(d, want, strictjson.Document)
}

func (es Edits) apply(d Document, want Expect, limits strictjson.Limits) (Edited, error) {
	work := draft{raw: d.raw()}
	if err := peer.Faults(want.Check(d), Editable(d), es.on(&work)); err != nil {
		return Edited{}, err
	}
	if !bytes.Equal(work.raw, d.raw()) {
		if err := es.settled(work.raw); err != nil {
			return Edited{}, err
		}
	}
	return work.done(d, es.claims(), limits)
}

// done reads what came of a draft as a document again. claims are the paths that
// it may have written to.
func (d *draft) done(before Document, claims []claim, limits strictjson.Limits) (Edited, error) {
	if bytes.Equal(d.raw, before.raw()) {
		return Edited{Document: before, before: before, how: seal(how{claims: claims})}, nil
	}
	after, err := parseDocument(d.raw, limits)
	if err != nil {
		return Edited{}, err
	}
	return Edited{Document: after, Spans: d.hunks, before: before, how: seal(how{claims, d.patch, d.back})}, nil
}

// on applies every edit it can, and reports what is wrong with the others.
func (es Edits) on(work *draft) error {
	faults := make([]error, len(es))
	for i, e := range es {
		if faults[i] = e.check(); faults[i] == nil {
			faults[i] = work.apply(e.edit())
		}
	}
	return peer.Faults(faults...)
}

// settled reports edits that contradict each other: on their own result they
// would change something again, and every sync would write.
func (es Edits) settled(raw []byte) error {
	again := draft{raw: raw}
	err := es.on(&again)
	return unless(err == nil && bytes.Equal(again.raw, raw), "FHIR-17", ErrNotEditable, "",
		"Edits that are applied again change nothing.", "Take out the edits that contradict each other.")
}

// Editable reports every reason why nobody but its owner may edit a document,
// all of them ErrNotEditable (FHIR-17): implicitRules, a modifierExtension on
// the resource, or that it was entered in error, in whichever element its type
// says so (status, Goal.lifecycleStatus, DocumentReference.docStatus, the
// verificationStatus of Condition and AllergyIntolerance). Each can turn what the
// document says into something else.
func Editable(d Document) error {
	has := func(name string) bool { _, ok := d.Get(Field(name)); return ok }
	return peer.Faults(
		unless(!has("implicitRules") && !has("_implicitRules"), "FHIR-17", ErrNotEditable, "/implicitRules",
			"The document is to be read by rules that are not known here.", "Leave it to the owner of the document."),
		unless(!has("modifierExtension"), "FHIR-17", ErrNotEditable, "/modifierExtension",
			"A modifierExtension changes what the document means, in a way that is not known here.", "Leave it to the owner of the document."),
		unless(!mistaken(d), "FHIR-17", ErrNotEditable, "/status",
			"The owner has marked the document as entered in error.", "Read which document took its place."),
	)
}

// mistaken reports whether a resource says that it was entered in error.
func mistaken(d Document) bool {
	const word = "entered-in-error"
	coded := slices.ContainsFunc(d.Elements(Field("verificationStatus"), Field("coding")), func(coding json.RawMessage) bool {
		return textOf(membersOf(coding)["code"]) == word
	})
	return coded || d.Text("status") == word || d.Text("lifecycleStatus") == word || d.Text("docStatus") == word
}
