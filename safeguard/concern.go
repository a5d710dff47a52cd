package safeguard

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindConcern is how a concern is stored.
const KindConcern peer.Kind = "concern"

// Places a concern can be in. Who has to be told by when is never a place but an
// answer of Due.
const (
	// Raised: it is stored, and nobody has been told for certain. A receipt that names
	// a human moves it on; somebody on duty may take it unasked; whoever raised it may
	// take it back as a mistake.
	Raised peer.Status = "raised"
	// Notified: a named human has been told. Whoever was told takes it on.
	Notified peer.Status = "notified"
	// Acknowledged: somebody said "I have it", what they do next and by when. When that
	// time passes in silence, Due goes on as if nobody had it. They say that it is in
	// hand, or close it; anybody else who was told may take it over.
	Acknowledged peer.Status = "acknowledged"
	// InHand: something is being done. Whoever was told closes it.
	InHand peer.Status = "in-hand"
	// Resolved: it was dealt with. More may be said of it, and nothing leads on.
	Resolved peer.Status = "resolved"
	// NoFurtherAction: nothing more was needed. More may be said of it, and nothing
	// leads on.
	NoFurtherAction peer.Status = "no-further-action"
	// Withdrawn: it was raised by mistake, and nobody had been told. Nothing leads on.
	Withdrawn peer.Status = "withdrawn"
)

// Concern is something that somebody noticed and others have to know (SAFE-01 to
// SAFE-09, SAFE-14 to SAFE-18). Raising one never fails, and no step makes it smaller.
// What is said of it later stands in records of its own ([Addition]). The zero value is
// none.
type Concern struct {
	head
	s concern
}

type concern struct {
	Trigger    Trigger        `json:"trigger" ask:"required"`
	Given      peer.Private   `json:"given,omitzero" ask:"max=400"` // the word that came in, where it is no trigger
	Core       Trigger        `json:"core" ask:"required"`
	Urgency    Urgency        `json:"urgency" ask:"required"`
	Rules      []string       `json:"rules,omitempty" ask:"items=200"` // ids of the policy's rules that held
	About      peer.PersonID  `json:"about,omitzero"`
	Age        int            `json:"age,omitzero" ask:"min=1,max=130"`
	Raiser     peer.Actor     `json:"raiser" ask:"required"`
	AsWorker   bool           `json:"asWorker,omitzero"`      // whoever raised it works as a peer worker, as they say
	Noticed    time.Time      `json:"noticed" ask:"required"` // what the spans are counted from
	Device     peer.Moment    `json:"device,omitzero"`        // as the device that took it down had it
	Received   time.Time      `json:"received" ask:"required"`
	Where      Where          `json:"where,omitzero"`
	Text       peer.Words     `json:"text,omitzero" ask:"max=500000"`
	Beside     peer.Private   `json:"beside,omitzero" ask:"max=20000"` // what came in and fits nowhere, as it came
	Wants      peer.Words     `json:"wants,omitzero" ask:"max=10000"`
	Contact    SafeContact    `json:"contact"`
	Talk       Talk           `json:"talk"`
	Disclosure Disclosure     `json:"disclosure"`
	Danger     Danger         `json:"danger"`
	Ground     Ground         `json:"ground"`
	NotTo      NotTo          `json:"notTo"`
	Origin     []string       `json:"origin,omitempty" ask:"items=200"` // ids of signals
	With       string         `json:"with,omitzero"`                    // the concern it came together with
	Child      string         `json:"child,omitzero"`                   // the concern about a child that came of it
	Marks      []Mark         `json:"marks,omitempty" ask:"items=20"`
	Handling   Handling       `json:"handling"`
	Urged      time.Time      `json:"urged,omitzero"`     // when it was last made more urgent
	FirstTold  time.Time      `json:"firstTold,omitzero"` // when the first human was told
	Told       []Told         `json:"told,omitempty" ask:"items=500"`
	Again      []ToldAgain    `json:"again,omitempty" ask:"items=500"`
	Taken      []Taken        `json:"taken,omitempty" ask:"items=200"`
	Earlier    int            `json:"earlier,omitzero" ask:"min=1,max=1000000"` // takings that are no longer kept here
	Working    []Working      `json:"working,omitempty" ask:"items=50"`
	Brought    []peer.StaffID `json:"brought,omitempty" ask:"items=200"`
	PartDone   time.Time      `json:"partDone,omitzero"`
	RightAt    time.Time      `json:"rightAt,omitzero"` // when a promise was put right
	Outcome    Outcome        `json:"outcome"`
}

// SafeContact says whether and how the person may be got in touch with (hazard H10).
// The zero value is not known: ask the worker first.
type SafeContact struct {
	Answer Contactable `json:"answer,omitzero"`
	// How is the way, the time and the words that are safe.
	How peer.Words `json:"how,omitzero" ask:"max=2000"`
}

// Talk says whether it was talked about with the person (SAFE-09, SAFE-15).
type Talk struct {
	Answer  TalkedWith   `json:"answer,omitzero"`
	Because peer.Private `json:"because,omitzero" ask:"max=2000"`
	// LookAgain is the day on which "not safe" is looked at again.
	LookAgain peer.Date `json:"lookAgain,omitzero"`
	At        time.Time `json:"at,omitzero"`
}

// Disclosure is what somebody told of abuse, taken down as they said it (SAFE-05).
// There is no field for questions that investigate.
type Disclosure struct {
	Quoted   peer.Words   `json:"quoted,omitzero" ask:"max=500000"`
	SaidAt   peer.Moment  `json:"saidAt,omitzero"`
	SaidIn   peer.Private `json:"saidIn,omitzero" ask:"max=500"`
	Safe     peer.Tri     `json:"safe"`     // is the person safe right now
	Children peer.Tri     `json:"children"` // is a child at risk
	// ToldPassedOn: the person knows that it is passed on. Promised: somebody promised
	// to keep it to themself; it is put right.
	ToldPassedOn peer.Tri `json:"toldPassedOn"`
	Promised     bool     `json:"promised,omitzero"`
}

// Danger is what the high-risk rules ask, and the answer to the prompt that comes
// before any field (SAFE-07).
type Danger struct {
	Now            peer.Tri        `json:"now"`
	IntentWithPlan peer.Tri        `json:"intentWithPlan"`
	Violence       peer.Tri        `json:"violence"`
	Emergency      EmergencyAction `json:"emergency,omitzero"`
}

// Ground is on what ground it is passed on. It is asked afterwards (SAFE-15).
type Ground struct {
	Basis   Basis        `json:"basis,omitzero"`
	Because peer.Private `json:"because,omitzero" ask:"max=2000"`
}

// NotTo are those who are not told (SAFE-03, hazard H04): whom it is about, those close
// to them, and anybody whoever raised it names, without a reason.
type NotTo struct {
	Subjects []peer.StaffID `json:"subjects,omitempty" ask:"items=500"`
	Linked   []peer.StaffID `json:"linked,omitempty" ask:"items=500"`
	Named    []peer.StaffID `json:"named,omitempty" ask:"items=500"`
}

// Told is one human who was told in their turn, with the receipt (SAFE-17).
type Told struct {
	Turn    Turn         `json:"turn"`
	To      peer.StaffID `json:"to" ask:"required"`
	Role    peer.Role    `json:"role,omitzero"`
	At      time.Time    `json:"at" ask:"required"`
	Receipt string       `json:"receipt" ask:"required"`
}

// ToldAgain is one human who was told again after the chain had ended: the last of
// their turns, and how often.
type ToldAgain struct {
	Turn    Turn         `json:"turn"`
	To      peer.StaffID `json:"to" ask:"required"`
	At      time.Time    `json:"at" ask:"required"`
	Receipt string       `json:"receipt" ask:"required"`
	Times   int          `json:"times" ask:"required,min=1,max=1000000"`
}

// Taken is somebody who said "I have it": what they do next, and by when (SAFE-14).
type Taken struct {
	By     peer.StaffID `json:"by" ask:"required"`
	At     time.Time    `json:"at" ask:"required"`
	Next   peer.Private `json:"next" ask:"required,max=1000"`
	Until  time.Time    `json:"until" ask:"required"`
	InHand bool         `json:"inHand,omitzero"`
}

// Working is somebody who was told and is at work on it without having it yet.
type Working struct {
	By peer.StaffID `json:"by" ask:"required"`
	At time.Time    `json:"at" ask:"required"`
}

// Outcome is how it ended, and who heard of it (SAFE-16).
type Outcome struct {
	Says peer.Words `json:"says,omitzero" ask:"max=10000"` // what was done
	// Raiser is what whoever raised it was told.
	Raiser peer.Private `json:"raiser,omitzero" ask:"max=4000"`
	Person PersonHeard  `json:"person"`
	By     peer.StaffID `json:"by,omitzero"`
	At     time.Time    `json:"at,omitzero"`
}

// PersonHeard is what the person was told, by whom and when, or why not yet.
type PersonHeard struct {
	Told   peer.Private `json:"told,omitzero" ask:"max=4000"`
	By     peer.StaffID `json:"by,omitzero"`
	On     peer.Date    `json:"on,omitzero"`
	NotYet peer.Private `json:"notYet,omitzero" ask:"max=2000"`
	Nobody bool         `json:"nobody,omitzero"` // it is about no person
}

// said reports whether it is said what the person was told, or why not.
func (p PersonHeard) said() bool {
	return p.Nobody || !p.NotYet.IsZero() || !p.Told.IsZero() && p.By != "" && !p.On.IsZero()
}
