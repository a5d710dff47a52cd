package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindIncident is how an incident is stored.
const KindIncident peer.Kind = "incident"

// Places an incident can be in.
const (
	// IncidentPending: it is written down, and the organisation's system has not given a
	// receipt. Every try is counted; a receipt moves it on.
	IncidentPending peer.Status = "pending"
	// IncidentSent: the organisation's system has it, under the receipt. A person may
	// still be linked, and nothing leads on.
	IncidentSent peer.Status = "sent"
)

var incidentAnywhere = []peer.Status{IncidentPending, IncidentSent}

// Incident is something that happened which the organisation's system for incidents has
// to have (SAFE-11). It is not a person's record: a person is linked only where they were
// harmed or involved, and the link says no more than that. There are no levels of how
// serious it is: what happened and what harm came of it are said, and no more (PSIRF).
// The zero value is none.
type Incident struct {
	head
	s incident
}

type incident struct {
	Sort          IncidentSort      `json:"sort" ask:"required"`
	What          peer.Private      `json:"what" ask:"required,max=10000"`
	Where         Where             `json:"where,omitzero"`
	Physical      PhysicalHarm      `json:"physical,omitzero"`
	Psychological PsychologicalHarm `json:"psychological,omitzero"`
	About         []peer.StaffID    `json:"about,omitempty" ask:"items=100"`
	Concern       peer.ConcernID    `json:"concern,omitzero"`
	Happened      time.Time         `json:"happened" ask:"required"`
	Reporter      peer.Actor        `json:"reporter" ask:"required"`
	Reported      time.Time         `json:"reported" ask:"required"`
	SendBy        time.Time         `json:"sendBy" ask:"required"` // frozen
	Tries         int               `json:"tries,omitzero" ask:"min=1,max=1000000000"`
	TriedAt       time.Time         `json:"triedAt,omitzero"`
	Receipt       string            `json:"receipt,omitzero"`
	SentAt        time.Time         `json:"sentAt,omitzero"`
	Person        peer.PersonID     `json:"person,omitzero"`
	Part          PersonsPart       `json:"part,omitzero"`
}

// Sort is what sort of incident it is.
func (i Incident) Sort() IncidentSort { return i.s.Sort }

// What is what happened.
func (i Incident) What() peer.Private { return i.s.What }

// Where is the kind of place it happened in; empty: not said.
func (i Incident) Where() Where { return i.s.Where }

// Physical is the physical harm that came of it, Psychological the harm to how somebody
// is; empty: not said.
func (i Incident) Physical() PhysicalHarm { return i.s.Physical }

// Psychological is the psychological harm that came of it; empty: not said.
func (i Incident) Psychological() PsychologicalHarm { return i.s.Psychological }

// About are the members of staff it is about.
func (i Incident) About() []peer.StaffID { return slices.Clone(i.s.About) }

// Concern is the concern that was raised of it; empty: none is named.
func (i Incident) Concern() peer.ConcernID { return i.s.Concern }

// Happened is when it happened, Reported when it was written down, both in UTC.
func (i Incident) Happened() time.Time { return i.s.Happened }

// Reported is when it was written down, in UTC.
func (i Incident) Reported() time.Time { return i.s.Reported }

// Reporter is who reported it.
func (i Incident) Reporter() peer.Actor { return i.s.Reporter }

// SendBy is when the organisation's system has to have it, by the policy of that day.
func (i Incident) SendBy() time.Time { return i.s.SendBy }

// Tries is how often it was tried to send it, and nothing came back.
func (i Incident) Tries() int { return i.s.Tries }

// TriedAt is when that was last; zero: never.
func (i Incident) TriedAt() time.Time { return i.s.TriedAt }

// Receipt is the number under which the organisation's system has it; empty: it has it
// not yet.
func (i Incident) Receipt() string { return i.s.Receipt }

// Person is the person it is linked to; empty: nobody.
func (i Incident) Person() peer.PersonID { return i.s.Person }

// IncidentLink is all that a person's record may hold of an incident.
type IncidentLink struct {
	Incident peer.Ref      `json:"incident"`
	Person   peer.PersonID `json:"person"`
	Part     PersonsPart   `json:"part"`
	Happened time.Time     `json:"happened"`
	Receipt  string        `json:"receipt,omitzero"`
}

// Link is what a person's record may hold of it; none unless they were harmed or
// involved.
func (i Incident) Link() (IncidentLink, bool) {
	if i.s.Person == "" {
		return IncidentLink{}, false
	}
	return IncidentLink{i.Ref(), i.s.Person, i.s.Part, i.s.Happened, i.s.Receipt}, true
}
