package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// ReachedPlace is when the two last came to a place of the method, in UTC.
type ReachedPlace struct {
	Place peer.Status `json:"place" ask:"required"`
	At    time.Time   `json:"at" ask:"required"`
}

// PassedStep is a step the person had done already, in their own words (REC-30).
type PassedStep struct {
	// Place is where it led.
	Place peer.Status `json:"place" ask:"required"`
	Words peer.Words  `json:"words" ask:"required,max=1000"`
	At    time.Time   `json:"at" ask:"required"`
}

// SelectedProblem is a problem the person named, and their three answers (REC-31).
type SelectedProblem struct {
	Words      peer.Words `json:"words" ask:"required,max=2000"`
	Relevant   peer.Tri   `json:"relevant"`
	Important  peer.Tri   `json:"important"`
	Achievable peer.Tri   `json:"achievable"`
	At         time.Time  `json:"at" ask:"required"`
}

// ProblemPart is a smaller part of a problem (REC-32).
type ProblemPart struct {
	// Number is its own, from 1 and never given twice; Of the number of the part it
	// belongs to, 0 for the problem itself.
	Number int        `json:"number" ask:"required"`
	Of     int        `json:"of,omitzero"`
	Words  peer.Words `json:"words" ask:"required,max=500"`
}

// ProblemGoal is a goal set in a cycle (REC-33). The goal itself is a record of its
// own, beside this one; here stands how it was set.
type ProblemGoal struct {
	// Goal is the id of that record, Part the number of the part it is for, 0 for
	// the whole.
	Goal      string       `json:"goal" ask:"required"`
	Part      int          `json:"part,omitzero"`
	Words     peer.Words   `json:"words" ask:"required,max=2000"`
	Resources []peer.Words `json:"resources" ask:"required,items=10,max=500"`
	// Obstacles are what may get in the way; NoneSeen says that the person sees
	// nothing.
	Obstacles []peer.Words `json:"obstacles,omitempty" ask:"items=10,max=500"`
	NoneSeen  bool         `json:"noneSeen,omitzero"`
	At        time.Time    `json:"at" ask:"required"`
}

// ProblemIdea is an idea of the person's, or one the worker offered when the person
// asked for it (REC-34, REC-39).
type ProblemIdea struct {
	Number int        `json:"number" ask:"required"`
	Words  peer.Words `json:"words" ask:"required,max=500"`
	// Origin is the person or the worker; Basis is where the worker's is from, and
	// empty for the person's.
	Origin peer.Party `json:"origin" ask:"required"`
	Basis  IdeaBasis  `json:"basis,omitzero"`
	At     time.Time  `json:"at" ask:"required"`
}

// WeighedIdea is what the person said for and against an idea; either may be left
// out (REC-35).
type WeighedIdea struct {
	// Idea is the number of the idea.
	Idea    int        `json:"idea" ask:"required"`
	For     peer.Words `json:"for,omitzero" ask:"max=1000"`
	Against peer.Words `json:"against,omitzero" ask:"max=1000"`
}

// ProblemChoice is one choice of the person's: of one idea or of several (REC-35).
type ProblemChoice struct {
	Number int           `json:"number" ask:"required"`
	Ideas  []WeighedIdea `json:"ideas" ask:"required,items=10"`
	// By is who chose: the person, always (REC-05).
	By peer.Actor `json:"by" ask:"required"`
	At time.Time  `json:"at" ask:"required"`
}

// WorkerTask is something the person asked the worker to do. It is agreed when the
// worker has taken it on (REC-36).
type WorkerTask struct {
	Number int        `json:"number" ask:"required"`
	Words  peer.Words `json:"words" ask:"required,max=500"`
	// Asked and TakenOn are the two yeses, each from a step of the one who gave it.
	Asked   time.Time `json:"asked" ask:"required"`
	TakenOn time.Time `json:"takenOn,omitzero"`
}

// PlannedStep is one step of a plan. The first in the list is the first to do.
type PlannedStep struct {
	What     peer.Words `json:"what" ask:"required,max=300"`
	When     peer.Words `json:"when,omitzero" ask:"max=300"`
	Where    peer.Words `json:"where,omitzero" ask:"max=300"`
	WithWhom peer.Words `json:"withWhom,omitzero" ask:"max=300"`
	// InTheWay is what might get in the way.
	InTheWay peer.Words `json:"inTheWay,omitzero" ask:"max=300"`
	// Task is the number of the worker's task, for a step that is theirs.
	Task int `json:"task,omitzero"`
}

// ProblemPlan is how the person means to go about it (REC-36).
type ProblemPlan struct {
	// Choice is the number of the choice it is for; 0 where choosing was passed.
	Choice int           `json:"choice,omitzero"`
	Steps  []PlannedStep `json:"steps" ask:"required,items=12"`
	At     time.Time     `json:"at" ask:"required"`
}

// ProblemTry is what happened when it was tried, as the person tells it (REC-36).
type ProblemTry struct {
	Happened peer.Words `json:"happened,omitzero" ask:"max=2000"`
	// On is the day, month or year; zero: nobody has said.
	On peer.Date `json:"on,omitzero"`
	At time.Time `json:"at" ask:"required"`
}

// ProblemEvaluation is how it went in the person's own say (REC-37).
type ProblemEvaluation struct {
	Number int `json:"number" ask:"required"`
	// Choice is the number of the choice it is about; 0 where choosing was passed.
	Choice   int             `json:"choice,omitzero"`
	Outcome  SolutionOutcome `json:"outcome" ask:"required"`
	Learning peer.Words      `json:"learning,omitzero" ask:"max=2000"`
	// Then is what the person chose to do next; empty: nothing for now.
	Then ProblemThen `json:"then,omitzero"`
	// Further is the answer to whether it needs to go further; asked where it made
	// things harder.
	Further peer.Further `json:"further"`
	// By is who said so: the person, always (REC-05).
	By peer.Actor `json:"by" ask:"required"`
	At time.Time  `json:"at" ask:"required"`
}
