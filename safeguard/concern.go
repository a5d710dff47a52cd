package safeguard

import (
	"slices"
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
	Given      peer.Private   `json:"given,omitzero" ask:"max=200"` // the word that came in, where it is no trigger
	Core       Trigger        `json:"core" ask:"required"`
	Urgency    Urgency        `json:"urgency" ask:"required"`
	Rules      []string       `json:"rules,omitempty" ask:"items=200"` // ids of the policy's rules that held
	About      peer.PersonID  `json:"about,omitzero"`
	Age        int            `json:"age,omitzero" ask:"min=1,max=130"`
	Raiser     peer.Actor     `json:"raiser" ask:"required"`
	Noticed    time.Time      `json:"noticed" ask:"required"` // what the spans are counted from
	Device     peer.Moment    `json:"device,omitzero"`        // as the device that took it down had it
	Received   time.Time      `json:"received" ask:"required"`
	Where      Where          `json:"where,omitzero"`
	Text       peer.Words     `json:"text,omitzero" ask:"max=500000"`
	Wants      peer.Words     `json:"wants,omitzero" ask:"max=10000"`
	Contact    SafeContact    `json:"contact"`
	Talk       Talk           `json:"talk"`
	Disclosure Disclosure     `json:"disclosure"`
	Danger     Danger         `json:"danger"`
	Ground     Ground         `json:"ground"`
	NotTo      NotTo          `json:"notTo"`
	Origin     []string       `json:"origin,omitempty" ask:"items=200"` // ids of signals
	With       string         `json:"with,omitzero"`                    // the concern it came together with
	Marks      []Mark         `json:"marks,omitempty" ask:"items=20"`
	Handling   Handling       `json:"handling"`
	Told       []Told         `json:"told,omitempty" ask:"items=500"`
	Again      []ToldAgain    `json:"again,omitempty" ask:"items=500"`
	Taken      []Taken        `json:"taken,omitempty" ask:"items=200"`
	Earlier    int            `json:"earlier,omitzero"` // takings that are no longer kept here
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
	Subjects []peer.StaffID `json:"subjects,omitempty" ask:"items=100"`
	Linked   []peer.StaffID `json:"linked,omitempty" ask:"items=100"`
	Named    []peer.StaffID `json:"named,omitempty" ask:"items=100"`
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

// Mark is the name of one of the marks in codes.go.
type Mark string

var marks = []peer.Code{UnknownTrigger, NoticedLater, TextShortened, NotInForce, SecrecyPromise, NobodyNamed, NoTime, WordUnknown, ListShortened}

// Known reports whether the mark is one of them.
func (m Mark) Known() bool {
	return slices.ContainsFunc(marks, func(c peer.Code) bool { return c.String() == string(m) })
}

// Terms returns the closed list.
func (Mark) Terms() []string {
	out := make([]string, len(marks))
	for i, c := range marks {
		out[i] = c.String()
	}
	return out
}

// Trigger is what was noticed, as the policy calls it; CoreTrigger the one of the core
// that it stands for.
func (c Concern) Trigger() Trigger { return c.s.Trigger }

// CoreTrigger is the trigger of the core that it stands for.
func (c Concern) CoreTrigger() Trigger { return c.s.Core }

// Urgency says how soon somebody has to know.
func (c Concern) Urgency() Urgency { return c.s.Urgency }

// Rules are the ids of the policy's rules that held when it was raised.
func (c Concern) Rules() []string { return slices.Clone(c.s.Rules) }

// About is the person it is about; empty: about nobody, or not said.
func (c Concern) About() peer.PersonID { return c.s.About }

// Raiser is who raised it.
func (c Concern) Raiser() peer.Actor { return c.s.Raiser }

// Noticed is when it was noticed, and Received when it came in, both in UTC. Where the
// first would lie after the second, the second counts.
func (c Concern) Noticed() time.Time { return c.s.Noticed }

// Received is when it came in, in UTC.
func (c Concern) Received() time.Time { return c.s.Received }

// Handling is what the policy said when it was raised.
func (c Concern) Handling() Handling { return c.s.Handling.clone() }

// NotifyBy is when somebody has to have been told (SAFE-02).
func (c Concern) NotifyBy() time.Time { return c.s.Handling.NotifyBy }

// Wants is what the person wants to happen, in their words; empty: not said (hazard
// H12).
func (c Concern) Wants() peer.Words { return c.s.Wants }

// Contact says whether and how the person may be got in touch with.
func (c Concern) Contact() SafeContact { return c.s.Contact }

// Talk says whether it was talked about with the person.
func (c Concern) Talk() Talk { return c.s.Talk }

// Disclosure is what somebody told of abuse.
func (c Concern) Disclosure() Disclosure { return c.s.Disclosure }

// Danger is what is known of danger now.
func (c Concern) Danger() Danger { return c.s.Danger }

// Ground is on what ground it is passed on.
func (c Concern) Ground() Ground { return c.s.Ground }

// Origin are the ids of the signals it answers.
func (c Concern) Origin() []string { return slices.Clone(c.s.Origin) }

// With is the id of the concern it came together with; empty: it came alone.
func (c Concern) With() string { return c.s.With }

// Marked reports whether a concern was raised in spite of something; see codes.go.
func (c Concern) Marked(mark peer.Code) bool { return slices.Contains(c.s.Marks, Mark(mark.String())) }

// Told are those who were told, each in their turn, oldest first.
func (c Concern) Told() []Told { return slices.Clone(c.s.Told) }

// Taken are those who said "I have it", the last at the end.
func (c Concern) Taken() []Taken { return slices.Clone(c.s.Taken) }

// Outcome is how it ended; the zero value while it is open.
func (c Concern) Outcome() Outcome { return c.s.Outcome }

// Open reports whether somebody still has to do something about it.
func (c Concern) Open() bool { return slices.Contains(stillOpen, c.Status()) }

// Late is by how much later than NotifyBy somebody was told; zero: in time, or not told
// yet (SAFE-02).
func (c Concern) Late() time.Duration {
	first := c.firstTold()
	if first.IsZero() || !first.After(c.s.Handling.NotifyBy) {
		return 0
	}
	return first.Sub(c.s.Handling.NotifyBy)
}

func (c Concern) firstTold() time.Time {
	var first time.Time
	for _, t := range c.s.Told {
		if first.IsZero() || t.At.Before(first) {
			first = t.At
		}
	}
	return first
}

// isNotTold reports whether somebody on the staff is not to be told.
func (c Concern) isNotTold(staff peer.StaffID) bool {
	n := c.s.NotTo
	return slices.Contains(n.Subjects, staff) || slices.Contains(n.Linked, staff) || slices.Contains(n.Named, staff)
}

// wasTold reports whether somebody on the staff was told, brought in, or has had it.
func (c Concern) wasTold(staff peer.StaffID) bool {
	return staff != "" && (slices.ContainsFunc(c.s.Told, func(t Told) bool { return t.To == staff }) || slices.Contains(c.s.Brought, staff) ||
		slices.ContainsFunc(c.s.Again, func(t ToldAgain) bool { return t.To == staff }) || slices.ContainsFunc(c.s.Taken, func(t Taken) bool { return t.By == staff }))
}

// has is who has it now according to the log; the zero value: nobody ever took it.
func (c Concern) has() Taken {
	if n := len(c.s.Taken); n > 0 {
		return c.s.Taken[n-1]
	}
	return Taken{}
}
