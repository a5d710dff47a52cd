package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindGroup is how a group is stored.
const KindGroup Kind = "group"

// Places a group can be in.
const (
	// GroupRunning: it meets, or is about to. Those who facilitate it change what it is
	// and agrees on, which leaves it Running; they or the worker's line close it.
	GroupRunning Status = "running"
	// GroupOver: it was closed. Nothing leads on; what was agreed stays readable.
	GroupOver Status = "over"
)

// GroupKind is what a group is for. The kinds are kept apart because not everybody may
// lead each of them (PEER-58).
type GroupKind string

// Kinds of groups.
const (
	PeerSupportGroup GroupKind = "peer-support" // people support each other; a peer may lead it
	TherapyGroup     GroupKind = "therapy"      // a therapist's; a peer facilitates beside them
	TherapeuticGroup GroupKind = "therapeutic"  // rests on a therapy, such as skills or mindfulness
	ActivityGroup    GroupKind = "activity"     // doing something together
	LearningGroup    GroupKind = "learning"     // finding something out together
)

var groupKinds = []GroupKind{PeerSupportGroup, TherapyGroup, TherapeuticGroup, ActivityGroup, LearningGroup}

// Known reports whether the kind is on the list.
func (k GroupKind) Known() bool { return slices.Contains(groupKinds, k) }

// Terms returns the closed list.
func (GroupKind) Terms() []string { return terms.Of(groupKinds) }

// GroupEntry says how people come to a group.
type GroupEntry string

// Ways into a group.
const (
	// OpenGroup: whoever wants to joins while there is room.
	OpenGroup GroupEntry = "open"
	// ClosedGroup: it keeps its members. Those who facilitate it offer a place, and an
	// agreement counts when every member has said yes to it.
	ClosedGroup GroupEntry = "closed"
)

var groupEntries = []GroupEntry{OpenGroup, ClosedGroup}

// Known reports whether the way is on the list.
func (e GroupEntry) Known() bool { return slices.Contains(groupEntries, e) }

// Terms returns the closed list.
func (GroupEntry) Terms() []string { return terms.Of(groupEntries) }

// Facilitator is somebody on the staff who leads a group or facilitates it, and what
// they are employed as. The role is a claim of the host.
type Facilitator struct {
	Staff StaffID `json:"staff" ask:"required"`
	Role  Role    `json:"role,omitzero"`
}

// GroupAgreement is one version of what a group agreed: how it stays a safe space, and
// whatever else it agreed on. Its texts are the group's and have no author. It counts
// from the moment it was brought into force, and until then the one before it does
// (PEER-34, PEER-43).
type GroupAgreement struct {
	// Version counts from 1 and is never reused.
	Version int `json:"version"`
	// SafeSpace is what makes it safe to be there.
	SafeSpace []Private `json:"safeSpace" ask:"required,items=20,max=500"`
	// Points are what else the group agreed on.
	Points []Private `json:"points,omitempty" ask:"items=50,max=500"`
	// ReviewOn is the day the group meant to look back on it when it was proposed.
	ReviewOn Date `json:"reviewOn,omitzero"`
	// Proposed is when it was put on the table, From when it was brought into force, in
	// UTC; From is zero before.
	Proposed time.Time `json:"proposed" ask:"required"`
	From     time.Time `json:"from,omitzero"`
}

// Group is some people who meet: what for, who facilitates, and what the group agreed
// (PEER-58). It names none of them: who has a place is in that person's own GroupPlace.
// Only staff take its steps, so that its changes name nobody either. The zero value is
// no group.
type Group struct {
	head
	s group

	// member is whose place it is seen from; never stored.
	member PersonID
}

type group struct {
	Service        ServiceID        `json:"service" ask:"required"`
	Organisation   OrgID            `json:"organisation,omitzero"`
	Kind           GroupKind        `json:"sort" ask:"required"`
	Entry          GroupEntry       `json:"entry" ask:"required"`
	Purpose        Private          `json:"purpose" ask:"required,max=2000"`
	Lead           Facilitator      `json:"lead"`
	CoFacilitators []Facilitator    `json:"coFacilitators,omitempty" ask:"items=10"`
	Places         int              `json:"places,omitzero" ask:"min=1,max=10000"`
	SharedGoals    []Private        `json:"sharedGoals,omitempty" ask:"items=20,max=500"`
	Agreements     []GroupAgreement `json:"agreements,omitempty" ask:"items=10000"`
	ReviewOn       Date             `json:"reviewOn,omitzero"`
	Opened         time.Time        `json:"opened" ask:"required"`
	Closed         time.Time        `json:"closed,omitzero"`
}

// Service is the service it belongs to.
func (g Group) Service() ServiceID { return g.s.Service }

// Organisation is the organisation that provides the service; empty when nobody has
// said.
func (g Group) Organisation() OrgID { return g.s.Organisation }

// Sort is what sort of group it is.
func (g Group) Sort() GroupKind { return g.s.Kind }

// Entry is how people come to it.
func (g Group) Entry() GroupEntry { return g.s.Entry }

// Purpose is what it is for. It never goes into anybody's record (hazard H13).
func (g Group) Purpose() Private { return g.s.Purpose }

// Lead is who leads it.
func (g Group) Lead() Facilitator { return g.s.Lead }

// CoFacilitators are who facilitate beside the lead.
func (g Group) CoFacilitators() []Facilitator { return slices.Clone(g.s.CoFacilitators) }

// Facilitators are the lead and who facilitate beside them, the lead first.
func (g Group) Facilitators() []Facilitator {
	if !g.Exists() {
		return nil
	}
	return append([]Facilitator{g.s.Lead}, g.s.CoFacilitators...)
}

// Places is how many people have room; zero: as many as come.
func (g Group) Places() int { return g.s.Places }

// SharedGoals are what the group wants to reach together. A member's own goals are in
// their GroupPlace.
func (g Group) SharedGoals() []Private { return slices.Clone(g.s.SharedGoals) }

// Agreements returns every version, first to last. What a version says is never
// altered.
func (g Group) Agreements() []GroupAgreement {
	out := slices.Clone(g.s.Agreements)
	for i := range out {
		out[i].SafeSpace, out[i].Points = slices.Clone(out[i].SafeSpace), slices.Clone(out[i].Points)
	}
	return out
}

// InForce returns the newest version that was brought into force, and false when there
// is none.
func (g Group) InForce() (GroupAgreement, bool) {
	for _, a := range slices.Backward(g.Agreements()) {
		if !a.From.IsZero() {
			return a, true
		}
	}
	return GroupAgreement{}, false
}

// OnTheTable returns the newest version when it was not brought into force yet, and
// false otherwise.
func (g Group) OnTheTable() (GroupAgreement, bool) {
	all := g.Agreements()
	if n := len(all); n > 0 && all[n-1].From.IsZero() {
		return all[n-1], true
	}
	return GroupAgreement{}, false
}

// ReviewOn is the day the group means to look back on the agreement in force; zero when
// there is none, or no day was said.
func (g Group) ReviewOn() Date { return g.s.ReviewOn }

// GroupAgreedOn answers whether an agreement of the group was in force at some time and
// the group was not over: what sharing lived experience in a group rests on (PEER-40).
// It is Unknown for no group.
func GroupAgreedOn(g Group, at time.Time) Tri {
	if !g.Exists() {
		return Unknown
	}
	if !g.s.Closed.IsZero() && !at.Before(g.s.Closed) {
		return No
	}
	return Is(slices.ContainsFunc(g.s.Agreements, func(a GroupAgreement) bool { return !a.From.IsZero() && !at.Before(a.From) }))
}

// Beside is the group as the holder of a place in it may see it: to that person, and to
// nobody else, it opens what the group agreed. A place in another group, or one that
// was left, opens nothing.
func (g Group) Beside(p GroupPlace) Group {
	g.member = ""
	if p.Exists() && p.status != GroupLeft && p.s.Group == g.ref.ID {
		g.member = p.s.Person
	}
	return g
}
