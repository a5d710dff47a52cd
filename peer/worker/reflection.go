package worker

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// KindReflection is how a reflection is stored.
const KindReflection peer.Kind = "reflection"

// Places a reflection can be in.
const (
	// ReflectionKept: the worker wrote it. They may share it, take it to supervision and
	// put it away.
	ReflectionKept peer.Status = "kept"
	// ReflectionAway: the worker put it away. It is theirs alone, and nothing leads on.
	ReflectionAway peer.Status = "put-away"
)

// Dilemma is a question of right and wrong between peers (PEER-15).
type Dilemma string

// Dilemmas.
const (
	DilemmaMutuality Dilemma = "losing-mutuality"
	DilemmaEquality  Dilemma = "losing-equality"
	DilemmaBoundary  Dilemma = "boundary-tension"
	DilemmaPower     Dilemma = "use-of-power"
	DilemmaControl   Dilemma = "use-of-control"
	DilemmaChoice    Dilemma = "narrowing-choice"
	DilemmaOther     Dilemma = "other"
)

var dilemmas = []Dilemma{DilemmaMutuality, DilemmaEquality, DilemmaBoundary, DilemmaPower, DilemmaControl, DilemmaChoice, DilemmaOther}

// Known reports whether the dilemma is on the list.
func (d Dilemma) Known() bool { return slices.Contains(dilemmas, d) }

// Terms returns the closed list.
func (Dilemma) Terms() []string { return terms.Of(dilemmas) }

// Reflection is a note a worker writes for themself, or a dilemma to talk about in
// supervision (PEER-15). It is the worker's own: nobody reads it whom they have not
// chosen, and it goes into no record. It names nobody who is supported. The zero value is
// none.
type Reflection struct {
	head
	s reflection
}

type reflection struct {
	Worker  peer.StaffID   `json:"worker" ask:"required"`
	Dilemma Dilemma        `json:"dilemma,omitzero"`
	Words   peer.Words     `json:"words" ask:"required,max=8000"`
	Further peer.Further   `json:"further,omitzero"`
	Shared  []peer.StaffID `json:"shared,omitempty" ask:"items=20"`
	Taken   peer.Date      `json:"taken,omitzero"`
	TakenAt time.Time      `json:"takenAt,omitzero"`
	Written time.Time      `json:"written" ask:"required"`
}

// Worker is whose reflection it is.
func (r Reflection) Worker() peer.StaffID { return r.s.Worker }

// Dilemma says what the dilemma is about; empty: it is a note.
func (r Reflection) Dilemma() Dilemma { return r.s.Dilemma }

// Words are what the worker wrote.
func (r Reflection) Words() peer.Words { return r.s.Words }

// Further is the answer to the question whether a dilemma needs to go further.
func (r Reflection) Further() peer.Further { return r.s.Further }

// Shared are the colleagues who may read it.
func (r Reflection) Shared() []peer.StaffID { return slices.Clone(r.s.Shared) }

// Taken is the day it was talked about in supervision; zero: not yet.
func (r Reflection) Taken() peer.Date { return r.s.Taken }

// Written is when it was written, in UTC.
func (r Reflection) Written() time.Time { return r.s.Written }

// ReflectionStep is a step of a reflection. A step of another record does not compile
// here.
type ReflectionStep interface{ reflectionStep() }

// Reflect writes a note, or a dilemma. A dilemma is asked whether it needs to go further;
// it is kept whatever the answer, and the question stays open.
type Reflect struct {
	ID      string       `json:"id"`
	Worker  peer.StaffID `json:"worker" ask:"required"`
	Dilemma Dilemma      `json:"dilemma,omitzero"`
	Words   peer.Words   `json:"words" ask:"required,max=8000"`
	Further peer.Further `json:"further,omitzero"`
}

// AnswerReflection answers whether a dilemma needs to go further.
type AnswerReflection struct {
	Further peer.Further `json:"further"`
}

// ShareReflection lets a colleague, usually a supervisor, read it.
type ShareReflection struct {
	With peer.StaffID `json:"with" ask:"required"`
}

// StopSharingReflection ends that at once.
type StopSharingReflection struct {
	With peer.StaffID `json:"with" ask:"required"`
}

// TakeToSupervision says that it was talked about in supervision.
type TakeToSupervision struct {
	On peer.Date `json:"on" ask:"required"`
}

// PutReflectionAway puts it away. Nobody reads it any more but the worker.
type PutReflectionAway struct{}

func (Reflect) reflectionStep()               {}
func (AnswerReflection) reflectionStep()      {}
func (ShareReflection) reflectionStep()       {}
func (StopSharingReflection) reflectionStep() {}
func (TakeToSupervision) reflectionStep()     {}
func (PutReflectionAway) reflectionStep()     {}
