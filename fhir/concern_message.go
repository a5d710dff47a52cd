package fhir

import (
	"slices"
	"strings"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// acknowledgedPart ends the number of a message that answers a telling.
const acknowledgedPart = "-acknowledged"

// messageNumbers names the messages of a concern: that somebody was told, and that they
// have it, after the number of their hop.
func messageNumbers(r peer.Record) (numbers []string) {
	for _, h := range r.(safeguard.Concern).Hops(peer.Calendar{}) {
		if !h.Told.IsZero() {
			numbers = append(numbers, h.Number)
		}
		if !h.Acknowledged.IsZero() {
			numbers = append(numbers, h.Number+acknowledgedPart)
		}
	}
	return numbers
}

// ToConcernMessage makes a Communication that somebody was told of a concern, or that
// they have it (SAFE-14, 17). part is the number of their hop, with "-acknowledged" for
// the second.
//
// Its elements are identifier, status completed, category told or acknowledged, subject,
// about (the Task of the hop), sent, and of a telling received, which is when they were
// told, and recipient; of an acknowledgement sender, and inResponseTo the telling. There
// is no payload and no note, no topic and no reason: that something was said, and never
// what. The same holds for labels, the site's statement and whom in.People does not have
// as for ToConcernTask, and so do its codes; peer.ErrRequired at /part for a message the
// concern does not have.
func ToConcernMessage(c safeguard.Concern, part string, in Context) (Resource, error) {
	if err := sendable(c); err != nil {
		return Resource{}, err
	}
	if !slices.Contains(messageNumbers(c), part) {
		return Resource{}, peer.Fault(peer.Rule{Row: "FHIR-14", Code: peer.ErrRequired}, "/part",
			"The message is one of the concern's.", "Name one of those that Documents lists.")
	}
	number, acknowledged := strings.CutSuffix(part, acknowledgedPart)
	hops := c.Hops(in.Calendar)
	h := hops[slices.IndexFunc(hops, func(h safeguard.Hop) bool { return h.Number == number })]
	m, id, err := in.concernMessage(c, part, h)
	if err != nil {
		return Resource{}, err
	}
	if acknowledged {
		in.acknowledges(&m, c, hops, h)
	} else {
		in.tells(&m, c, h)
	}
	return finish(id, m)
}

// concernMessage is what every message about a hop has.
func (in Context) concernMessage(c safeguard.Concern, part string, h safeguard.Hop) (communication, Identifier, error) {
	id, badID := in.identify(DocumentName{Type: "Communication", Record: c.Ref(), Part: part})
	label, unstated := in.restricted(isPrivate(c))
	person, badPerson := in.patient(c.About())
	return communication{"Communication", ResourceID(id), "completed", &r4.OtherCommunication{
		Meta:       label,
		Identifier: []r4.Identifier{id.r4()},
		Subject:    person,
		About:      []r4.Reference{*in.refer(DocumentName{Type: "Task", Record: c.Ref(), Part: h.Number})},
	}}, id, peer.Faults(badID, unstated, badPerson)
}

func (in Context) tells(m *communication, c safeguard.Concern, h safeguard.Hop) {
	const says = "Somebody was told of a concern"
	m.Text = told(says + " at " + instant(h.Told) + ".")
	m.Category = []r4.CodeableConcept{concept(says, coding(MessageSystem, "told", says), coding(systemCommunication, "alert", "Alert"))}
	m.Sent, m.Received = text(instant(h.Told)), text(instant(h.Told))
	m.Recipient = []r4.Reference{*in.hopOwner(c, h)}
}

func (in Context) acknowledges(m *communication, c safeguard.Concern, hops []safeguard.Hop, h safeguard.Hop) {
	const says = "Somebody has taken a concern on"
	m.Text = told(says + " at " + instant(h.Acknowledged) + ".")
	m.Category = []r4.CodeableConcept{concept(says, coding(MessageSystem, "acknowledged", says), coding(systemCommunication, "notification", "Notification"))}
	m.Sent, m.Sender = text(instant(h.Acknowledged)), in.hopOwner(c, h)
	if to, was := answered(hops, h); was {
		m.InResponseTo = []r4.Reference{*in.refer(DocumentName{Type: "Communication", Record: c.Ref(), Part: to})}
	}
}

// answered is the number of the last telling that somebody answers: that of their hop,
// or of one before it. Who takes it on unasked answers none.
func answered(hops []safeguard.Hop, h safeguard.Hop) (number string, was bool) {
	for _, x := range hops {
		if x.To.Staff == h.To.Staff && !x.Told.IsZero() && !x.Told.After(h.Acknowledged) {
			number, was = x.Number, true
		}
	}
	return number, was
}
