package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindCarer is how the link to a carer is stored.
const KindCarer Kind = "carer"

// Places the link to a carer can be in.
const (
	// CarerLinked: the person has named somebody who supports them. The person, the
	// worker alongside or the carer moves it to CarerUnlinked.
	CarerLinked Status = "linked"
	// CarerUnlinked: one of them said that it is over. What a yes of the person's let
	// the carer hear, they hear no more. It can be linked again.
	CarerUnlinked Status = "unlinked"
)

// CarerRelation is what a carer is to the person.
type CarerRelation string

// What a carer is to the person.
const (
	CarerParent     CarerRelation = "parent"
	CarerChild      CarerRelation = "child"
	CarerPartner    CarerRelation = "partner"
	CarerSibling    CarerRelation = "sister-or-brother"
	CarerFamily     CarerRelation = "other-family"
	CarerFriend     CarerRelation = "friend"
	CarerNeighbour  CarerRelation = "neighbour"
	CarerFosterCare CarerRelation = "foster-carer"
	CarerOther      CarerRelation = "other"
)

var carerRelations = []CarerRelation{CarerParent, CarerChild, CarerPartner, CarerSibling, CarerFamily, CarerFriend, CarerNeighbour, CarerFosterCare, CarerOther}

// Known reports whether the relation is on the list.
func (r CarerRelation) Known() bool { return slices.Contains(carerRelations, r) }

// Terms returns the closed list.
func (CarerRelation) Terms() []string { return terms.Of(carerRelations) }

// Carer links a person to somebody close who supports them (PEER-56). To be linked
// opens nothing: what a carer may hear is the person's own yes
// in their consent register, and what they may do for the person is a recorded
// authority. Their own words and needs stand in records of their own. The zero value is
// no link.
type Carer struct {
	head
	s carer
}

type carer struct {
	Person   PersonID      `json:"person" ask:"required"`
	Carer    CarerID       `json:"carer" ask:"required"`
	Worker   StaffID       `json:"worker,omitzero"`
	Relation CarerRelation `json:"relation" ask:"required"`
	Linked   time.Time     `json:"linked" ask:"required"`
	// Authorities are in the order they were noted.
	Authorities []HeldAuthority `json:"authorities,omitempty" ask:"items=100000"`
}

// HeldAuthority is a carer's right to act for the person, as somebody who saw it noted
// it: of what kind, in what, and from when to when. Whether it counts for a decision is
// asked at the act.
type HeldAuthority struct {
	ID    string           `json:"id" ask:"required"`
	Kind  AuthorityKind    `json:"kind" ask:"required"`
	Scope []AuthorityScope `json:"scope" ask:"required,items=10"`
	From  time.Time        `json:"from" ask:"required"`
	Until time.Time        `json:"until,omitzero"` // zero: it goes on
	By    Actor            `json:"by" ask:"required"`
	At    time.Time        `json:"at" ask:"required"`
}

// Person is whom the carer supports.
func (c Carer) Person() PersonID { return c.s.Person }

// Carer is the carer.
func (c Carer) Carer() CarerID { return c.s.Carer }

// Worker is the peer support worker alongside the person; empty when nobody is named.
func (c Carer) Worker() StaffID { return c.s.Worker }

// Relation is what the carer is to the person.
func (c Carer) Relation() CarerRelation { return c.s.Relation }

// Linked is when the link was made, in UTC.
func (c Carer) Linked() time.Time { return c.s.Linked }

// Authorities are what was noted of the carer's right to act for the person, those that
// are over among them.
func (c Carer) Authorities() []HeldAuthority {
	out := slices.Clone(c.s.Authorities)
	for i := range out {
		out[i].Scope = slices.Clone(out[i].Scope)
	}
	return out
}

// Authority is the carer's right to act for the person in one thing at a time, for
// Act.For and ConsentFacts.Authority; the zero value where there is none. A power for
// health and welfare is one only with what a professional has recorded: that the
// person cannot make this decision. It does not go with the link: what the law gave
// somebody does not end because they are no longer close.
func (c Carer) Authority(scope AuthorityScope, recorded AbilityRecorded, at time.Time, cal Calendar) Authority {
	for _, h := range c.s.Authorities {
		a := Authority{ID: h.ID, Kind: h.Kind, Holder: ByCarer(c.s.Carer), For: c.s.Person, Scope: []AuthorityScope{scope}, From: h.From, Until: h.Until}
		if recorded.about(scope, c.s.Worker, cal.Day(at)) == No {
			a.CannotDecide = recorded.By
		}
		if slices.Contains(h.Scope, scope) && a.Covers(a.Holder, c.s.Person, scope, at) {
			return a
		}
	}
	return Authority{}
}

// held finds an authority that goes on at a time; -1: there is none.
func (c Carer) held(id string, at time.Time) int {
	return slices.IndexFunc(c.s.Authorities, func(h HeldAuthority) bool {
		return h.ID == id && (h.Until.IsZero() || at.Before(h.Until))
	})
}

// CarerStep is a step of the link to a carer. A step of another record does not compile
// here.
type CarerStep interface{ carerStep() }

// LinkCarer names somebody who supports the person.
type LinkCarer struct {
	ID       string        `json:"id"`
	Person   PersonID      `json:"person" ask:"required"`
	Carer    CarerID       `json:"carer" ask:"required"`
	Worker   StaffID       `json:"worker,omitzero"`
	Relation CarerRelation `json:"relation" ask:"required"`
}

// UnlinkCarer says that they are no longer close. No reason is asked.
type UnlinkCarer struct{}

// LinkCarerAgain says that they are, after all.
type LinkCarerAgain struct{}

// NoteAuthority notes a carer's right to act for the person. Whoever notes it has seen
// it: the registered power, the order, or what shows parental responsibility.
type NoteAuthority struct {
	Authority string           `json:"authority" ask:"required"`
	Kind      AuthorityKind    `json:"kind" ask:"required"`
	Scope     []AuthorityScope `json:"scope" ask:"required,items=10"`
	// From is its first day; missing: today. Until is its last; missing: it goes on,
	// parental responsibility until the eighteenth birthday.
	From  Date `json:"from,omitzero"`
	Until Date `json:"until,omitzero"`
}

// EndAuthority says that an authority is over, at once.
type EndAuthority struct {
	Authority string `json:"authority" ask:"required"`
}

func (LinkCarer) carerStep()      {}
func (UnlinkCarer) carerStep()    {}
func (LinkCarerAgain) carerStep() {}
func (NoteAuthority) carerStep()  {}
func (EndAuthority) carerStep()   {}
