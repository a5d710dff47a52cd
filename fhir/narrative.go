package fhir

import (
	"html"
	"strings"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

const (
	narrativeOpens  = `<div xmlns="http://www.w3.org/1999/xhtml" lang="en-GB">`
	narrativeCloses = `</div>`
)

// told is the narrative of a resource of ours (R4 Narrative): a paragraph for each
// line that says something. It says in plain English what the resource holds and
// nothing beyond it, so that it is as private as the resource is.
func told(lines ...string) *r4.Narrative {
	var div strings.Builder
	for _, line := range lines {
		if line != "" {
			div.WriteString("<p>" + html.EscapeString(line) + "</p>")
		}
	}
	if div.Len() == 0 {
		return nil
	}
	return &r4.Narrative{Status: r4.NarrativeStatusGenerated, Div: narrativeOpens + div.String() + narrativeCloses}
}

// sayable reports why words cannot stand in FHIR text, if so: it is UTF-8 without
// control characters that is not blank (R4 string, and XHTML likewise).
func sayable(row, path string, words ...string) error {
	for _, w := range words {
		if !writableText(w) {
			return unless(false, row, ErrUnmappable, path, "FHIR text says something, in UTF-8 without control characters.", "Write the words down again.")
		}
	}
	return nil
}

// notedBy is byPerson as an element of a list that others add to: from says what it is
// made from, so that it is known again.
func notedBy(person *r4.Reference, from string, w peer.Words) []r4.Annotation {
	notes := byPerson(person, w)
	for i := range notes {
		notes[i].Id = text(elementID(from, "note"))
	}
	return notes
}

// byPerson is a note in the person's own words: R4 Annotation, whose author is the
// person. A note without words is none.
func byPerson(person *r4.Reference, w peer.Words) []r4.Annotation {
	if w.IsZero() {
		return nil
	}
	return []r4.Annotation{{AuthorReference: person, Text: w.Text.Reveal()}}
}
