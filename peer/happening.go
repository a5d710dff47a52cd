package peer

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Outcome says what became of a contact. The words blame nobody: a contact that
// did not happen says nothing about the person (PEER-35).
type Outcome string

// Outcomes.
const (
	Attended  Outcome = "attended"   // it took place
	Missed    Outcome = "missed"     // one of them was not there
	CalledOff Outcome = "called-off" // one of them said so before
)

var outcomes = []Outcome{Attended, Missed, CalledOff}

// Known reports whether the outcome is on the list.
func (o Outcome) Known() bool { return slices.Contains(outcomes, o) }

// Terms returns the closed list.
func (Outcome) Terms() []string { return terms.Of(outcomes) }

// NotMet says why a contact did not take place. Every word is neutral; leaving
// it out is as good.
type NotMet string

// Why a contact did not take place.
const (
	AnotherDay  NotMet = "another-day-suited-better"
	Unwell      NotMet = "unwell"
	Travel      NotMet = "travel"
	CrossedWire NotMet = "mix-up"
	OurSide     NotMet = "on-our-side"
	NotSaid     NotMet = "not-said"
)

var notMets = []NotMet{AnotherDay, Unwell, Travel, CrossedWire, OurSide, NotSaid}

// Known reports whether the word is on the list.
func (n NotMet) Known() bool { return slices.Contains(notMets, n) }

// Terms returns the closed list.
func (NotMet) Terms() []string { return terms.Of(notMets) }

// Place is where two people meet.
type Place string

// Places.
const (
	AtClinic    Place = "clinic"
	AtHome      Place = "home"
	InCommunity Place = "community"
	OnWard      Place = "ward"
)

var places = []Place{AtClinic, AtHome, InCommunity, OnWard}

// Known reports whether the place is on the list.
func (p Place) Known() bool { return slices.Contains(places, p) }

// Terms returns the closed list.
func (Place) Terms() []string { return terms.Of(places) }

// Production says how far a record was made with the person (PEER-47).
type Production string

// How a record was made.
const (
	// CoProduced: the person wrote, saw or confirmed it.
	CoProduced Production = "co-produced"
	// SharedLater: the person will see it at the next contact.
	SharedLater Production = "shared-later"
	// NotCoProduced: the person has not seen it; a reason goes with it.
	NotCoProduced Production = "not-co-produced"
)

var productions = []Production{CoProduced, SharedLater, NotCoProduced}

// Known reports whether the word is on the list.
func (p Production) Known() bool { return slices.Contains(productions, p) }

// Terms returns the closed list.
func (Production) Terms() []string { return terms.Of(productions) }

// NotTogether says why a record was not made with the person.
type NotTogether string

// Why a record was not made together.
const (
	NotSafe       NotTogether = "not-safe"
	PersonRather  NotTogether = "person-would-rather-not"
	NotPossible   NotTogether = "not-possible"
	NobodyPresent NotTogether = "nobody-present"
)

var notTogethers = []NotTogether{NotSafe, PersonRather, NotPossible, NobodyPresent}

// Known reports whether the word is on the list.
func (n NotTogether) Known() bool { return slices.Contains(notTogethers, n) }

// Terms returns the closed list.
func (NotTogether) Terms() []string { return terms.Of(notTogethers) }

// OtherKind says in what capacity somebody else was there. Nobody else is ever
// named in a contact (hazard H13).
type OtherKind string

// Others who may be there.
const (
	OtherCarer        OtherKind = "carer"
	OtherFriend       OtherKind = "friend"
	OtherInterpreter  OtherKind = "interpreter"
	OtherColleague    OtherKind = "colleague"
	OtherProfessional OtherKind = "professional" // somebody of another service
	OtherMember       OtherKind = "group-member"
)

var otherKinds = []OtherKind{OtherCarer, OtherFriend, OtherInterpreter, OtherColleague, OtherProfessional, OtherMember}

// Known reports whether the word is on the list.
func (k OtherKind) Known() bool { return slices.Contains(otherKinds, k) }

// Terms returns the closed list.
func (OtherKind) Terms() []string { return terms.Of(otherKinds) }

// Happening is when and how a contact was, or is meant to be. It holds facts and
// no words of anybody.
type Happening struct {
	Mode  Mode  `json:"mode,omitzero"`
	Place Place `json:"place,omitzero"`
	// Setting is the sort of service in which it took place (PEER-27).
	Setting Setting `json:"setting,omitzero"`
	// Start and End are instants with the offset they were said in.
	Start Moment `json:"start" ask:"required"`
	End   Moment `json:"end,omitzero"`
	// Outcome is empty while it is planned.
	Outcome Outcome `json:"outcome,omitzero"`
	// NotMet goes with missed and called-off; it may always be left out.
	NotMet NotMet `json:"notMet,omitzero"`
	// SupervisedBy is the colleague who was there or answers for it (PEER-04).
	SupervisedBy StaffID `json:"supervisedBy,omitzero"`
	// Present: the supervising colleague was in the room.
	Present bool `json:"present,omitzero"`
	// Others who were there as well, by what they are and never by name: one word for
	// each of them.
	Others []OtherKind `json:"others,omitempty" ask:"items=50"`
	// Lone: the worker is there without a colleague, in a home or out and about
	// (PEER-26). LonePlan is the id of the plan that says where they are.
	Lone     bool   `json:"lone,omitzero" ask:"row=PEER-26"`
	LonePlan string `json:"lonePlan,omitzero" ask:"row=PEER-26"`
	// Goals are the ids of the person's goals it served.
	Goals []string `json:"goals,omitempty" ask:"items=20"`
	// Production says how far the record was made with the person.
	Production  Production  `json:"production,omitzero"`
	NotTogether NotTogether `json:"notTogether,omitzero"`
}

// Minutes is the length in real minutes: across a clock change it is not what
// the clocks show.
func (h Happening) Minutes() int {
	if h.Start.IsZero() || h.End.IsZero() {
		return 0
	}
	return int(h.End.UTC().Sub(h.Start.UTC()).Minutes())
}

// own is the happening with lists of its own.
func (h Happening) own() Happening {
	h.Others, h.Goals = slices.Clone(h.Others), slices.Clone(h.Goals)
	return h
}

// shared is the happening without what is the worker's and their line's to know: who
// knew where they were, and why it was not written up together, which a page that is
// read at home had better not say (hazard H08).
func (h Happening) shared() Happening {
	h.Lone, h.LonePlan, h.NotTogether = false, "", ""
	return h.own()
}

// ends reports whether the end lies where it can: after the start, or on it when
// the other one may answer later or nobody met.
func (h Happening) ends() bool {
	if h.Outcome == Missed || h.Outcome == CalledOff {
		return h.End.IsZero() || !h.End.Before(h.Start)
	}
	return !h.End.IsZero() && (h.Start.Before(h.End) || h.Mode.Asynchronous() && h.Start.Compare(h.End) == 0)
}

// last is the end, or the start when there is no end.
func (h Happening) last() Moment {
	if h.End.IsZero() {
		return h.Start
	}
	return h.End
}
