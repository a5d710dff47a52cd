package fhir

import (
	"fmt"
	"strings"
	"time"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

// classTexts say in plain English how two people met, by the code of the class.
var classTexts = map[string]string{
	"AMB": "In person, at a clinic or on a ward.",
	"HH":  "In person, at the person's home.",
	"FLD": "In person, elsewhere.",
	"VR":  "Not in person: by phone, online or in writing.",
	"IMP": "In person, as a part of a stay on a ward.",
}

const inError = "Entered in error: do not rely on this."

// toldOf is the narrative of an Encounter: what its codes say, and names nobody.
func toldOf(m meeting, e encounter) *r4.Narrative {
	kinds := []string{"Peer support contact"}
	for _, t := range e.Type {
		kinds = append(kinds, *t.Text)
	}
	return told(
		line(m.takenBack, inError),
		strings.Join(kinds, ". ")+".",
		classTexts[*e.Class.Code],
		fmt.Sprintf("From %s to %s: %d minutes.", inWords(m.what.Start), inWords(m.what.End), m.what.Minutes()),
		line(m.what.SupervisedBy != "" && m.what.Present, "A supervising colleague was there."),
		line(m.what.SupervisedBy != "" && !m.what.Present, "A supervising colleague answers for it."),
		line(m.waits, "No professional has looked at the entry yet."),
	)
}

// line is a line of a narrative that is said only where it is so.
func line(so bool, says string) string {
	if !so {
		return ""
	}
	return says
}

// inWords writes an instant with the offset it was said in.
func inWords(m peer.Moment) string {
	return m.UTC().In(time.FixedZone("", m.Offset()*60)).Format("2 January 2006, 15:04 (-07:00)")
}
