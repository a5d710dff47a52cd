package peer

import "slices"

// KindLiaisonContact is how a talk with another agency is stored.
const KindLiaisonContact Kind = "liaison-contact"

// Places a talk with another agency can be in.
const (
	// LiaisonPlanned: the worker means to talk with them. The worker says that they did,
	// or calls it off.
	LiaisonPlanned Status = "planned"
	// LiaisonHeld: they talked. The worker, or the person it is about, may mark it as
	// entered in error, which moves it to EnteredInError.
	LiaisonHeld Status = "held"
	// LiaisonCalledOff: it did not come about. Nothing leads on.
	LiaisonCalledOff Status = "called-off"
)

// TeamRole is what somebody in a team or an agency does. The list is open: an
// organisation may use roles of its own, written as a code of letters, digits, dots,
// hyphens and underscores (PEER-60).
type TeamRole string

// Roles the library knows.
const (
	TeamNurse                 TeamRole = "nurse"
	TeamSocialWorker          TeamRole = "social-worker"
	TeamAssistantPractitioner TeamRole = "assistant-practitioner"
	TeamSupportWorker         TeamRole = "support-worker"
	TeamOccupationalTherapist TeamRole = "occupational-therapist"
	TeamPsychologist          TeamRole = "psychologist"
	TeamPsychiatrist          TeamRole = "psychiatrist"
)

var teamRoles = []TeamRole{TeamNurse, TeamSocialWorker, TeamAssistantPractitioner, TeamSupportWorker, TeamOccupationalTherapist, TeamPsychologist, TeamPsychiatrist}

// TeamRoles returns the roles the library knows.
func TeamRoles() []TeamRole { return slices.Clone(teamRoles) }

// Known reports whether the library knows the role; one it does not know may stand all
// the same.
func (r TeamRole) Known() bool { return slices.Contains(teamRoles, r) }

// coded reports whether it is written as a code, or left out.
func (r TeamRole) coded() bool { return r == "" || plainID(string(r)) }

// LiaisonContact is that a worker talked with another agency, or means to: with whom, and
// where it is about a person, on which basis (PEER-60). What was passed on stands in the
// disclosure it names; there is no field for words. The zero value is none.
type LiaisonContact struct {
	head
	s liaisonContact
}

type liaisonContact struct {
	Worker StaffID  `json:"worker" ask:"required"`
	Agency string   `json:"agency" ask:"required"`
	With   TeamRole `json:"with,omitzero"`
	Mode   Mode     `json:"mode,omitzero"`
	// About is the person it is about; empty: it is about nobody. Disclosure is the id of
	// the basis on which something is passed on about them.
	About      PersonID `json:"about,omitzero"`
	Disclosure string   `json:"disclosure,omitzero"`
	On         Date     `json:"on,omitzero"`
}

// Person is the person it is about; empty: it is about nobody.
func (l LiaisonContact) Person() PersonID { return l.s.About }

// Worker is the peer support worker who talks with them.
func (l LiaisonContact) Worker() StaffID { return l.s.Worker }

// Agency is the id of the agency.
func (l LiaisonContact) Agency() string { return l.s.Agency }

// With is the role of whoever they talk with; empty: not said.
func (l LiaisonContact) With() TeamRole { return l.s.With }

// Mode is the way they are in touch; empty: not said.
func (l LiaisonContact) Mode() Mode { return l.s.Mode }

// Disclosure is the id of the basis on which something is passed on about the person;
// empty: none was named.
func (l LiaisonContact) Disclosure() string { return l.s.Disclosure }

// On is the day; zero: not said.
func (l LiaisonContact) On() Date { return l.s.On }

// LiaisonFacts is what a talk with another agency rests on besides the record.
type LiaisonFacts struct {
	// Policy in force on the day.
	Policy Policy
	// Lines of the worker; they read what belongs to the worker and their line.
	Lines Lines
	// Basis answers whether the disclosure that the step names is there, about this
	// person, to this agency, and in force (PEER-57).
	Basis Tri
}

// LiaisonContactStep is a step of a talk with another agency. A step of another record
// does not compile here.
type LiaisonContactStep interface{ liaisonContactStep() }

// PlanLiaison plans to talk with them.
type PlanLiaison struct {
	ID         string   `json:"id"`
	Worker     StaffID  `json:"worker" ask:"required"`
	Agency     string   `json:"agency" ask:"required"`
	With       TeamRole `json:"with,omitzero"`
	Mode       Mode     `json:"mode,omitzero"`
	About      PersonID `json:"about,omitzero"`
	Disclosure string   `json:"disclosure,omitzero"`
	On         Date     `json:"on,omitzero"`
}

// RecordLiaison writes down that they talked, without a plan. It is kept also where
// something was passed on without a basis; that is marked, and goes to supervision.
type RecordLiaison struct {
	ID         string   `json:"id"`
	Worker     StaffID  `json:"worker" ask:"required"`
	Agency     string   `json:"agency" ask:"required"`
	With       TeamRole `json:"with,omitzero"`
	Mode       Mode     `json:"mode,omitzero"`
	About      PersonID `json:"about,omitzero"`
	Disclosure string   `json:"disclosure,omitzero"`
	// On is the day; without one it was today.
	On Date `json:"on,omitzero"`
}

// HoldLiaison writes down that they talked as planned.
type HoldLiaison struct {
	// On is the day; without one it was today.
	On Date `json:"on,omitzero"`
}

// CallLiaisonOff says that it did not come about. No reason is asked.
type CallLiaisonOff struct{}

// MarkLiaisonInError says that it should not have been written. No reason is asked.
type MarkLiaisonInError struct{}

func (PlanLiaison) liaisonContactStep()        {}
func (RecordLiaison) liaisonContactStep()      {}
func (HoldLiaison) liaisonContactStep()        {}
func (CallLiaisonOff) liaisonContactStep()     {}
func (MarkLiaisonInError) liaisonContactStep() {}
