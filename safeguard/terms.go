package safeguard

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Contactable says whether the person may be got in touch with, and how (hazard H10).
type Contactable string

// Answers. Empty is not known, which reads: ask the worker first.
const (
	// ContactHow: in the ways and words that stand beside it.
	ContactHow Contactable = "how"
	// ContactNotYet: not yet.
	ContactNotYet Contactable = "not-yet"
)

var contactables = []Contactable{ContactHow, ContactNotYet}

// Known reports whether the answer is on the list.
func (c Contactable) Known() bool { return slices.Contains(contactables, c) }

// Terms returns the closed list.
func (Contactable) Terms() []string { return terms.Of(contactables) }

// TalkedWith says whether the concern was talked about with the person (SAFE-09).
type TalkedWith string

// Answers. Empty: nobody has said.
const (
	Talked          TalkedWith = "yes"
	TalkNotSafe     TalkedWith = "not-safe" // with a day to look again
	TalkNotPossible TalkedWith = "not-possible"
	TalkNotYet      TalkedWith = "not-yet"
	TalkNobodyToAsk TalkedWith = "about-nobody" // the concern is about no person
)

var talkedWith = []TalkedWith{Talked, TalkNotSafe, TalkNotPossible, TalkNotYet, TalkNobodyToAsk}

// Known reports whether the answer is on the list.
func (w TalkedWith) Known() bool { return slices.Contains(talkedWith, w) }

// Terms returns the closed list.
func (TalkedWith) Terms() []string { return terms.Of(talkedWith) }

// Basis says on what ground something is passed on although the person said no, or
// nobody asked (SAFE-15). It is asked afterwards and holds nothing up.
type Basis string

// Grounds.
const (
	BasisAgreed       Basis = "person-agreed"
	BasisSafeguarding Basis = "safeguarding"
	BasisVital        Basis = "vital-interests"
	BasisPublic       Basis = "public-interest"
)

var bases = []Basis{BasisAgreed, BasisSafeguarding, BasisVital, BasisPublic}

// Known reports whether the ground is on the list.
func (b Basis) Known() bool { return slices.Contains(bases, b) }

// Terms returns the closed list.
func (Basis) Terms() []string { return terms.Of(bases) }

// EmergencyAction is the answer to the prompt that comes before any field where
// somebody is in danger (SAFE-07).
type EmergencyAction string

// Answers. Empty: the prompt was not answered; where there is danger the notification
// says so.
const (
	EmergencyCalled    EmergencyAction = "called"
	EmergencyNotNeeded EmergencyAction = "not-needed"
)

// EmergencyUnanswered is how a prompt that nobody answered reads to those who are told.
// It is no answer and stands on no form.
const EmergencyUnanswered EmergencyAction = "unanswered"

var emergencyActions = []EmergencyAction{EmergencyCalled, EmergencyNotNeeded}

// Known reports whether the answer is on the list.
func (e EmergencyAction) Known() bool { return slices.Contains(emergencyActions, e) }

// Terms returns the closed list.
func (EmergencyAction) Terms() []string { return terms.Of(emergencyActions) }

// Where is the kind of place something was noticed in; never an address.
type Where string

// Places.
const (
	AtHome     Where = "home"
	InPublic   Where = "community"
	OnWard     Where = "ward"
	SecureWard Where = "secure"
	InCustody  Where = "custody"
	Online     Where = "online"
	ByPhone    Where = "phone"
	Elsewhere  Where = "other"
)

var places = []Where{AtHome, InPublic, OnWard, SecureWard, InCustody, Online, ByPhone, Elsewhere}

// Known reports whether the place is on the list.
func (w Where) Known() bool { return slices.Contains(places, w) }

// Terms returns the closed list.
func (Where) Terms() []string { return terms.Of(places) }

// Closing says how a concern ended (SAFE-16).
type Closing string

// Ways to close. Each leads to the status of the same name.
const (
	ClosedResolved  Closing = "resolved"
	ClosedNoFurther Closing = "no-further-action"
)

var closings = []Closing{ClosedResolved, ClosedNoFurther}

// Known reports whether the way is on the list.
func (c Closing) Known() bool { return slices.Contains(closings, c) }

// Terms returns the closed list.
func (Closing) Terms() []string { return terms.Of(closings) }
