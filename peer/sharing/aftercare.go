package sharing

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// KindAftercare is how a worker's own check-in is stored.
const KindAftercare peer.Kind = "aftercare-prompt"

// Places a check-in can be in. The worker alone moves it.
const (
	// Answered: the worker said how it was for them. They may say it anew, or take the
	// answer out.
	Answered peer.Status = "answered"
	// LeftAlone: the worker left the question, or took the answer out; no answer is kept.
	// They may still say.
	LeftAlone peer.Status = "left-alone"
)

// Aftercare is the question to a worker how it was for them, after lived experience was
// shared or somebody was in distress (PEER-42). Nobody else ever reads the answer, it
// goes nowhere, and leaving the question is as good. The zero value is none.
type Aftercare struct {
	head
	s kept[aftercare]
}

type aftercare struct {
	Worker peer.StaffID `json:"worker" ask:"required"`
	After  After        `json:"after" ask:"required"`
	Of     string       `json:"of" ask:"required"`
	Answer Answer       `json:"answer,omitzero"`
	Said   time.Time    `json:"said" ask:"required"`
}

// After is what there is to look after somebody for.
type After string

// What it is asked after.
const (
	AfterSharing  After = "sharing-note"
	AfterDistress After = "contact" // somebody was in distress
)

var afters = []After{AfterSharing, AfterDistress}

// Known reports whether the word is on the list.
func (a After) Known() bool { return slices.Contains(afters, a) }

// Terms returns the closed list.
func (After) Terms() []string { return terms.Of(afters) }

// Answer is how it was for the worker. It is no score.
type Answer string

// Answers.
const (
	Fine   Answer = "fine"
	Tired  Answer = "tired"
	Shaken Answer = "shaken"
)

var answers = []Answer{Fine, Tired, Shaken}

// Known reports whether the answer is on the list.
func (a Answer) Known() bool { return slices.Contains(answers, a) }

// Terms returns the closed list.
func (Answer) Terms() []string { return terms.Of(answers) }

// Offer is something a worker may take up or leave. Nothing happens by itself, and
// nobody is told.
type Offer string

// Offers.
const (
	OfferSupervision  Offer = "book-supervision"
	OfferWellnessPlan Offer = "wellness-plan"
)

var offers = []Offer{OfferSupervision, OfferWellnessPlan}

// Known reports whether the offer is on the list.
func (o Offer) Known() bool { return slices.Contains(offers, o) }

// Terms returns the closed list.
func (Offer) Terms() []string { return terms.Of(offers) }

// Worker is who is asked, and whose answer it is.
func (a Aftercare) Worker() peer.StaffID { return a.s.get().Worker }

// About is the sharing note or the contact it is asked after.
func (a Aftercare) About() (after After, id string) {
	s := a.s.get()
	return s.After, s.Of
}

// Answer is how it was; empty where the question was left.
func (a Aftercare) Answer() Answer { return a.s.get().Answer }

// Said is when the worker answered or left it, in UTC.
func (a Aftercare) Said() time.Time { return a.s.get().Said }

// Offers are what may help now: to somebody who is shaken, time in supervision and their
// own wellness plan.
func (a Aftercare) Offers() []Offer {
	if a.Answer() != Shaken {
		return nil
	}
	return slices.Clone(offers)
}

// AftercareStep is a step of a check-in. A step of another record does not compile here.
type AftercareStep interface{ aftercareStep() }

// AnswerAftercare says how it was.
type AnswerAftercare struct {
	ID     string       `json:"id"`
	Worker peer.StaffID `json:"worker" ask:"required"`
	After  After        `json:"after" ask:"required"`
	Of     string       `json:"of" ask:"required"`
	Answer Answer       `json:"answer" ask:"required"`
}

// LeaveAftercare leaves the question alone. It is not asked again.
type LeaveAftercare struct {
	ID     string       `json:"id"`
	Worker peer.StaffID `json:"worker" ask:"required"`
	After  After        `json:"after" ask:"required"`
	Of     string       `json:"of" ask:"required"`
}

// AnswerAnew says how it is now; what was said before is not kept.
type AnswerAnew struct {
	Answer Answer `json:"answer" ask:"required"`
}

// ForgetAnswer takes the answer out.
type ForgetAnswer struct{}

func (AnswerAftercare) aftercareStep() {}
func (LeaveAftercare) aftercareStep()  {}
func (AnswerAnew) aftercareStep()      {}
func (ForgetAnswer) aftercareStep()    {}

// aftercares is the table of PEER-42.
var aftercares = peer.Machine[Aftercare, Facts]{
	Kind:   KindAftercare,
	Schema: 1, // 1: the first form
	Says:   "How it was for a worker, after sharing or somebody's distress. Nobody else reads it.",
	Moves:  "PEER-42",
	States: []peer.State{
		{Status: Answered, Says: "The worker said how it was. They may say it anew, or take the answer out."},
		{Status: LeftAlone, Says: "The worker left the question, or took the answer out. They may still say."},
	},
	Head:   func(a *Aftercare) *peer.Head { return &a.head },
	Data:   func(a *Aftercare) any { return a.s.data() },
	Person: nobody[Aftercare],
	Party:  ownersParty[Aftercare],
	Legal: func(a Aftercare) []peer.Reason {
		return []peer.Reason{peer.Holds((a.Answer() != "") == (a.Status() == Answered), "/answer", "An answer is there where the worker gave one.")}
	},
	Parts: []peer.Part[Aftercare]{{Name: "answer", If: workersEyes[Aftercare], Rule: forWorker("PEER-42").Rule, Says: "How it was for a worker is theirs alone.",
		Value: func(a Aftercare) any { return a.s.get() }}},
	Rows: []row[Aftercare]{
		peer.Begins(row[Aftercare]{
			Do: "answer", Says: "Say how it was for you.", To: []peer.Status{Answered}, By: worker, Else: forWorker("PEER-42"), Form: "PEER-42",
		}, func(c AnswerAftercare) string { return c.ID }, func(c AnswerAftercare) Aftercare { return asked(c.Worker, c.After, c.Of) },
			step[Aftercare, AnswerAftercare]{Apply: func(a Aftercare, c AnswerAftercare, t *taken) Aftercare { return a.saying(c.Answer, t) }}),
		peer.Begins(row[Aftercare]{
			Do: "leave", Says: "Leave the question alone.", To: []peer.Status{LeftAlone}, By: worker, Else: forWorker("PEER-42"), Form: "PEER-42",
		}, func(c LeaveAftercare) string { return c.ID }, func(c LeaveAftercare) Aftercare { return asked(c.Worker, c.After, c.Of) },
			step[Aftercare, LeaveAftercare]{Apply: func(a Aftercare, _ LeaveAftercare, t *taken) Aftercare { return a.saying("", t) }}),
		peer.Takes(row[Aftercare]{
			Do: "answer-anew", Says: "Say how it is now.", From: []peer.Status{Answered, LeftAlone}, To: []peer.Status{Answered}, By: worker, Else: forWorker("PEER-42"), Form: "PEER-42",
		}, step[Aftercare, AnswerAnew]{Apply: func(a Aftercare, c AnswerAnew, t *taken) Aftercare { return a.saying(c.Answer, t) }}),
		peer.Takes(row[Aftercare]{
			Do: "forget", Says: "Take the answer out.", From: []peer.Status{Answered}, To: []peer.Status{LeftAlone}, By: worker, Else: forWorker("PEER-42"), Form: "PEER-42",
		}, step[Aftercare, ForgetAnswer]{Apply: func(a Aftercare, _ ForgetAnswer, t *taken) Aftercare { return a.saying("", t) }}),
	},
}

func asked(w peer.StaffID, after After, of string) Aftercare {
	return Aftercare{s: keep(aftercare{Worker: w, After: after, Of: of})}
}

func (a Aftercare) saying(answer Answer, t *taken) Aftercare {
	s := a.s.get()
	s.Answer, s.Said = answer, t.Now()
	a.s = keep(s)
	return a
}
