package fhir

import (
	"strings"
	"time"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// The members that hide the twin's are codes: theirs would say something where nobody
// has. Never through the models: Task.input and output, Communication.payload.
type (
	task struct {
		ResourceType string `json:"resourceType"`
		ID           string `json:"id"`
		Status       string `json:"status"`
		Intent       string `json:"intent"`
		Priority     string `json:"priority,omitempty"`
		*r4.OtherTask
	}
	communication struct {
		ResourceType string `json:"resourceType"`
		ID           string `json:"id"`
		Status       string `json:"status"`
		*r4.OtherCommunication
	}
)

// priorities are R4 RequestPriority for how soon somebody has to know.
var priorities = map[safeguard.Urgency]string{safeguard.Routine: "routine", safeguard.Soon: "urgent", safeguard.Immediate: "stat"}

// somebodyHere is how a member of staff is shown whom the record system does not know
// and whose role may not be named.
const somebodyHere = "Member of staff"

// askedOf is who on the staff has been asked, or asks: as the record system knows them,
// else by our id of them and by what people read of them. Nothing waits until a record
// system knows somebody.
func (in Context) askedOf(id peer.StaffID, says string) *r4.Reference {
	known, looked := in.People.Staff[id]
	if !looked {
		want(&in.lacks().Staff, id)
	}
	if isPractitioner(known.Reference) {
		return known.r4()
	}
	return &r4.Reference{Type: text("Practitioner"), Identifier: new(Identifier{in.Site.identifierSystem("staff"), string(id)}.r4()), Display: text(says)}
}

// roleText is how a role is shown, such as "on call clinician".
func roleText(r peer.Role) string {
	if r == "" || !writableText(string(r)) {
		return somebodyHere
	}
	return strings.ReplaceAll(string(r), "-", " ")
}

// turn is the time somebody has to take something on (R4 Task.restriction): from when
// they were told until by when. Somebody told too late has the end alone, because a
// period does not end before it starts (R4 per-1).
func turn(told, by time.Time) *r4.TaskRestriction {
	if told.IsZero() && by.IsZero() {
		return nil
	}
	if !by.IsZero() && by.Before(told) {
		told = time.Time{}
	}
	return &r4.TaskRestriction{Period: &r4.Period{Start: text(instant(told)), End: text(instant(by))}}
}

// fixedNotes are sentences of ours (R4 Annotation): nobody's words.
func fixedNotes(says []string) (notes []r4.Annotation) {
	for _, s := range says {
		notes = append(notes, r4.Annotation{Id: text(elementID(s, "note")), Text: s})
	}
	return notes
}
