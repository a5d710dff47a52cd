package worker

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindTraining is how a training is stored.
const KindTraining peer.Kind = "training"

// Places a training can be in.
const (
	// TrainingRecorded: it is written down. Whoever may write it may mark it as entered
	// in error.
	TrainingRecorded peer.Status = "recorded"
	// TrainingInError: it should never have been written. It stays readable and counts
	// for nothing. Nothing leads on.
	TrainingInError peer.Status = "entered-in-error"
)

// Training is one training of a worker, or one part of one: what it was for, what came
// of it and when (PEER-03, PEER-05, PEER-06, PEER-12). Whether it is what the
// organisation asks for is worked out from the policy in force, never stored. The zero
// value is none.
type Training struct {
	head
	s training
}

type training struct {
	Worker      peer.StaffID    `json:"worker" ask:"required"`
	Requirement RequirementKind `json:"requirement,omitzero"`
	Subject     Subject         `json:"subject,omitzero" ask:"max=40"`
	Part        int             `json:"part,omitzero" ask:"max=60"`
	Edition     string          `json:"edition,omitzero" ask:"max=20"`
	Result      Result          `json:"result,omitzero"`
	On          peer.Date       `json:"on" ask:"required"`
	With        peer.StaffID    `json:"with,omitzero"`
	Topics      []Topic         `json:"topics,omitempty" ask:"items=4"`
	Evidence    string          `json:"evidence,omitzero"`
	// Assessor and Source are there for a training elsewhere that was accepted.
	Assessor peer.StaffID `json:"assessor,omitzero"`
	Source   peer.Private `json:"source,omitzero" ask:"max=200"`
	Recorded time.Time    `json:"recorded" ask:"required"`
}

// Worker is whose training it is.
func (t Training) Worker() peer.StaffID { return t.s.Worker }

// Requirement is what it was for; empty: a statutory subject.
func (t Training) Requirement() RequirementKind { return t.s.Requirement }

// Subject is the statutory subject; empty: a requirement.
func (t Training) Subject() Subject { return t.s.Subject }

// Part is which part of the requirement it was, from 1; 0: all of it.
func (t Training) Part() int { return t.s.Part }

// Edition is which edition it was of; empty: nobody said, and the one in force is meant.
func (t Training) Edition() string { return t.s.Edition }

// Result is what came of it; empty for a training elsewhere that was accepted.
func (t Training) Result() Result { return t.s.Result }

// On is the day it was done, or the day a training elsewhere was accepted.
func (t Training) On() peer.Date { return t.s.On }

// With is who held it or looked at it; empty: nobody said.
func (t Training) With() peer.StaffID { return t.s.With }

// Topics are what it was about.
func (t Training) Topics() []Topic { return slices.Clone(t.s.Topics) }

// Evidence is where the host keeps what shows it.
func (t Training) Evidence() string { return t.s.Evidence }

// Equivalent is who accepted a training elsewhere, and where that was; false: it was
// done here.
func (t Training) Equivalent() (assessor peer.StaffID, source peer.Private, is bool) {
	return t.s.Assessor, t.s.Source, t.s.Assessor != ""
}

// TrainingStep is a step of a training. A step of another record does not compile here.
type TrainingStep interface{ trainingStep() }

// RecordTraining writes down a training, whatever came of it. It is for one requirement
// or for one statutory subject.
type RecordTraining struct {
	ID          string          `json:"id"`
	Worker      peer.StaffID    `json:"worker" ask:"required"`
	Requirement RequirementKind `json:"requirement,omitzero"`
	Subject     Subject         `json:"subject,omitzero" ask:"max=40,row=PEER-06"`
	// Part is which part it was, from 1; 0: all of it. Edition is which edition.
	Part    int       `json:"part,omitzero" ask:"max=60,row=PEER-03"`
	Edition string    `json:"edition,omitzero" ask:"max=20,row=PEER-03"`
	Result  Result    `json:"result" ask:"required"`
	On      peer.Date `json:"on" ask:"required"`
	// With is who held it or looked at it: for an induction the peer support lead.
	With     peer.StaffID `json:"with,omitzero"`
	Topics   []Topic      `json:"topics,omitempty" ask:"items=4"`
	Evidence string       `json:"evidence,omitzero"`
}

// CompleteTraining puts a training, or a part of one, forward as what is asked for. What
// does not count is turned down; RecordTraining keeps it all the same.
type CompleteTraining RecordTraining

// AcceptEquivalent accepts a training elsewhere as what a requirement asks for (PEER-05).
type AcceptEquivalent struct {
	ID          string          `json:"id"`
	Worker      peer.StaffID    `json:"worker" ask:"required"`
	Requirement RequirementKind `json:"requirement" ask:"required"`
	// Source is where it was done, On the day it was accepted, Assessor who looked at it.
	Source   peer.Private `json:"source" ask:"required,max=200"`
	On       peer.Date    `json:"on" ask:"required"`
	Assessor peer.StaffID `json:"assessor" ask:"required"`
	Evidence string       `json:"evidence,omitzero"`
}

// MarkTraining says that a training should never have been written.
type MarkTraining struct{}

func (RecordTraining) trainingStep()   {}
func (CompleteTraining) trainingStep() {}
func (AcceptEquivalent) trainingStep() {}
func (MarkTraining) trainingStep()     {}

// trainings is the table of PEER-03, 05, 06 and 12.
var trainings = peer.Machine[Training, Facts]{
	Kind:   KindTraining,
	Schema: 1, // 1: the first form
	Says:   "A training of a worker, or a part of one: what it was for and what came of it.",
	Moves:  "PEER-05",
	States: []peer.State{
		{Status: TrainingRecorded, Says: "It is written down."},
		{Status: TrainingInError, Says: "It should never have been written, and counts for nothing.", End: true},
	},
	Head:   func(t *Training) *peer.Head { return &t.head },
	Data:   func(t *Training) any { return &t.s },
	Person: nobodys[Training],
	Party:  party[Training],
	Policy: Facts.digest,
	Line:   Facts.lines,
	Legal:  trainingLegal,
	Parts:  []peer.Part[Training]{hrPart("PEER-06", "Somebody's trainings are for them and their line.", func(t Training) any { return t.s })},
	Rows: []row[Training]{
		begins("record", "Write down a training.", workerOr, forWorkerOr("PEER-05"), func(c RecordTraining) string { return c.ID }, draftTraining,
			append(happenedOnce[RecordTraining](), softly(countsHere[RecordTraining]())...)),
		begins("complete", "Put a training forward as what is asked for.", workerOr, forWorkerOr("PEER-05"), func(c CompleteTraining) string { return c.ID },
			func(c CompleteTraining) Training { return draftTraining(RecordTraining(c)) }, append(happenedOnce[CompleteTraining](), countsHere[CompleteTraining]()...)),
		begins("accept-equivalent", "Accept a training elsewhere as what is asked for.", behindThem, forThoseBehind("PEER-05"), func(c AcceptEquivalent) string { return c.ID }, draftEquivalent,
			[]need[Training, AcceptEquivalent]{trainingAhead[AcceptEquivalent](), likeAccepted,
				someoneElse[Training]("PEER-05", "/assessor", "Somebody else than the worker looked at it.", func(c AcceptEquivalent) []peer.StaffID { return []peer.StaffID{c.Assessor} })}),
		peer.Takes(row[Training]{
			Do: "mark-in-error", Says: "Say that it should never have been written.", From: []peer.Status{TrainingRecorded}, To: []peer.Status{TrainingInError},
			By: workerOr, Else: forWorkerOr("PEER-05"), Form: "PEER-05", Open: []open[Training]{behind("PEER-05", linesKnown[Training])},
		}, step[Training, MarkTraining]{Apply: func(t Training, _ MarkTraining, _ *taken) Training { return t }}),
	},
}

// begins is a row that writes down a training; the rules see it as it would be.
func begins[C any](do peer.Action, says string, by []peer.Party, otherwise peer.Asks, id func(C) string, draft func(C) Training, needs []need[Training, C]) row[Training] {
	return peer.Begins(row[Training]{
		Do: do, Says: says, To: []peer.Status{TrainingRecorded}, By: by, Else: otherwise, Form: "PEER-05", Open: []open[Training]{behind("PEER-05", linesKnown[Training])},
	}, id, draft, step[Training, C]{
		Needs: hushed(linesKnown, needs),
		Apply: func(t Training, _ C, k *taken) Training { t.s.Recorded = k.Now(); return t },
	})
}

func draftTraining(c RecordTraining) Training {
	return Training{s: training{Worker: c.Worker, Requirement: c.Requirement, Subject: c.Subject, Part: c.Part, Edition: c.Edition, Result: c.Result,
		On: c.On, With: c.With, Topics: c.Topics, Evidence: c.Evidence}}
}

func draftEquivalent(c AcceptEquivalent) Training {
	return Training{s: training{Worker: c.Worker, Requirement: c.Requirement, On: c.On, Evidence: c.Evidence, Assessor: c.Assessor, Source: c.Source}}
}

func trainingLegal(t Training) []peer.Reason {
	s := t.s
	_, _, elsewhere := t.Equivalent()
	return []peer.Reason{
		peer.Holds(t.forOne(), "/requirement", "It is for one requirement, or for one statutory subject."),
		peer.Holds(s.Subject == "" || s.Subject.Known(), "/subject", "A subject is a word of letters, digits and hyphens."),
		peer.Holds(s.Part == 0 || s.Requirement != "", "/part", "Only a requirement has parts."),
		peer.Holds((s.Result == "") == elsewhere, "/result", "What was done here says what came of it."),
		peer.Holds(elsewhere == !s.Source.IsZero(), "/source", "What was accepted from elsewhere says where that was."),
		peer.Holds(!elsewhere || s.Requirement != "" && s.Part == 0 && s.With == "" && len(s.Topics) == 0, "/assessor", "A requirement is what can be accepted from elsewhere, all of it."),
		peer.Holds(!elsewhere || s.Assessor != s.Worker, "/assessor", "Somebody else than the worker looked at it."),
	}
}

// forOne reports whether it is for one requirement or one subject, and not for both.
func (t Training) forOne() bool { return (t.s.Requirement == "") != (t.s.Subject == "") }
