package peer

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/towpath-care/towpath/internal/terms"
)

// Identifiers are opaque: they come from the host, mean nothing to this library
// and are compared byte for byte. None of them is an NHS number.
type (
	// PersonID is a person who is supported.
	PersonID string
	// StaffID is anybody who works here: a peer support worker, a manager, a
	// nurse.
	StaffID string
	// CarerID is a family member or friend who supports the person.
	CarerID string
	// OrgID is an organisation, in the NHS its ODS code.
	OrgID string
	// ServiceID is a service of an organisation.
	ServiceID string
	// RequestID is made by the caller, once for each thing somebody did. Sent
	// again it gives the same change again and does nothing twice.
	RequestID string
)

// Role is what somebody is employed as. It is a claim of the host: a role alone
// never lets anybody touch a record, being one of its parties does.
type Role string

// Roles the library knows; an organisation may use others.
const (
	RolePeerWorker      Role = "peer-worker"
	RolePeerSupportLead Role = "peer-support-lead"
	RoleLineManager     Role = "line-manager"
	RoleCareCoordinator Role = "care-coordinator"
	RoleTeamLead        Role = "team-lead"
)

// Actor is whoever does something: exactly one of the person, somebody on the
// staff and a carer. The host has authenticated them.
type Actor struct {
	Person PersonID `json:"person,omitzero"`
	Staff  StaffID  `json:"staff,omitzero"`
	Carer  CarerID  `json:"carer,omitzero"`
	Role   Role     `json:"role,omitzero"`
}

// ByPerson is the person acting for themself.
func ByPerson(id PersonID) Actor { return Actor{Person: id} }

// ByStaff is somebody on the staff, in the role they act in.
func ByStaff(id StaffID, role Role) Actor { return Actor{Staff: id, Role: role} }

// ByCarer is a family member or friend.
func ByCarer(id CarerID) Actor { return Actor{Carer: id} }

// Valid reports whether exactly one somebody is named, by an id and a role of at
// most 200 bytes of UTF-8.
func (a Actor) Valid() bool {
	n := 0
	for _, id := range [...]string{string(a.Person), string(a.Staff), string(a.Carer)} {
		if id != "" {
			n++
		}
		if !shortText(id) {
			return false
		}
	}
	return n == 1 && shortText(string(a.Role))
}

// shortText reports whether an identifier fits where one stands.
func shortText(s string) bool { return len(s) <= maxID && utf8.ValidString(s) }

// Party is what somebody is to one record, not what they are called.
type Party string

// Parties of records. Each record says in its table which of them may do what.
const (
	// PartyNobody has no part in this record.
	PartyNobody Party = ""
	// PartyPerson is the person the record is about.
	PartyPerson Party = "person"
	// PartyWorker is the peer support worker the record names.
	PartyWorker Party = "worker"
	// PartyOwner is the professional who owns a service's plan.
	PartyOwner Party = "owner"
	// PartyOrganiser is the professional who organises a move between services.
	PartyOrganiser Party = "organiser"
	// PartyRaiser is whoever raised a concern.
	PartyRaiser Party = "raiser"
	// PartyRecipient is somebody on the staff who was told of a concern.
	PartyRecipient Party = "recipient"
	// PartyLine is the worker's line manager or supervisor, where the facts name
	// them. It is who reads reasons, never who takes a step.
	PartyLine Party = "line"
	// PartyStaff is anybody else on the staff.
	PartyStaff Party = "staff"
	// PartyCarer is a family member or friend.
	PartyCarer Party = "carer"
)

var parties = []Party{PartyPerson, PartyWorker, PartyOwner, PartyOrganiser, PartyRaiser, PartyRecipient, PartyLine, PartyStaff, PartyCarer}

// Known reports whether the party is on the list.
func (p Party) Known() bool { return slices.Contains(parties, p) }

// named reports whether a record itself names this party.
func (p Party) named() bool {
	switch p {
	case PartyNobody, PartyLine, PartyStaff, PartyCarer:
		return false
	}
	return true
}

// PartyOf is what an actor is to a record of one person and one worker, by their
// ids. Machine.Party of such a record is this.
func PartyOf(a Actor, person PersonID, worker StaffID) Party {
	switch {
	case a.Person != "" && a.Person == person:
		return PartyPerson
	case a.Staff != "" && a.Staff == worker:
		return PartyWorker
	case a.Staff != "":
		return PartyStaff
	case a.Carer != "":
		return PartyCarer
	}
	return PartyNobody
}

// AuthorityKind says where somebody's right to act for a person comes from.
type AuthorityKind string

const (
	// AuthorityHealthAndWelfare is a lasting power of attorney or a deputy's
	// order for health and welfare (Mental Capacity Act 2005). It counts only
	// for a decision that a professional has recorded the person cannot make.
	AuthorityHealthAndWelfare AuthorityKind = "health-and-welfare"
	// AuthorityParental is parental responsibility (Children Act 1989). It
	// never gives a young person's own words, goals or endings.
	AuthorityParental AuthorityKind = "parental-responsibility"
)

var authorityKinds = []AuthorityKind{AuthorityHealthAndWelfare, AuthorityParental}

// Known reports whether the kind is on the list.
func (k AuthorityKind) Known() bool { return slices.Contains(authorityKinds, k) }

// Terms returns the closed list.
func (AuthorityKind) Terms() []string { return terms.Of(authorityKinds) }

// AuthorityScope is what somebody may do for a person. Own words, goals, choices
// and endings are not on the list and never will be: nobody but the person gives
// them (PEER-56).
type AuthorityScope string

const (
	// MayArrange: when, where and by what way to meet.
	MayArrange AuthorityScope = "arrangements"
	// MayCorrect: have a factual entry put right.
	MayCorrect AuthorityScope = "corrections"
	// MayShare: say yes to sharing something about the person, or take that yes back
	// (PEER-57).
	MayShare AuthorityScope = "sharing"
)

var authorityScopes = []AuthorityScope{MayArrange, MayCorrect, MayShare}

// Known reports whether the scope is on the list.
func (s AuthorityScope) Known() bool { return slices.Contains(authorityScopes, s) }

// Terms returns the closed list.
func (AuthorityScope) Terms() []string { return terms.Of(authorityScopes) }

// Authority is a recorded right to act for a person: who, for whom, in what, and
// from when to when. The zero value gives no right.
type Authority struct {
	ID     string           `json:"id"`
	Kind   AuthorityKind    `json:"kind"`
	Holder Actor            `json:"holder"`
	For    PersonID         `json:"for"`
	Scope  []AuthorityScope `json:"scope"`
	From   time.Time        `json:"from"`
	Until  time.Time        `json:"until,omitzero"`
	// CannotDecide is the professional who recorded that the person cannot make
	// this decision. A power for health and welfare counts only with it. The
	// library never judges capacity.
	CannotDecide StaffID `json:"cannotDecide,omitzero"`
}

// Covers reports whether the holder may act for the person in this scope at this
// time.
func (a Authority) Covers(by Actor, person PersonID, scope AuthorityScope, at time.Time) bool {
	return a.ID != "" && scope != "" && person != "" && a.For == person && a.Holder.Valid() && sameHuman(a.Holder, by) &&
		slices.Contains(a.Scope, scope) && !at.Before(a.From) && (a.Until.IsZero() || at.Before(a.Until)) &&
		(a.Kind == AuthorityParental || a.Kind == AuthorityHealthAndWelfare && a.CannotDecide != "")
}

// sameHuman compares two actors without their roles.
func sameHuman(a, b Actor) bool {
	return a.Person == b.Person && a.Staff == b.Staff && a.Carer == b.Carer
}
