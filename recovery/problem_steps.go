package recovery

import "github.com/towpath-care/towpath/peer"

// ProblemSolvingStep is a step of a cycle of problem solving. A step of another
// record does not compile here.
type ProblemSolvingStep interface{ problemSolvingStep() }

// StartProblemSolving begins a cycle. Either of the two may; the yes is the
// person's (REC-30).
type StartProblemSolving struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker peer.StaffID `json:"worker,omitzero"`
	// Explained: what the method is and what it is for has been explained.
	Explained bool `json:"explained"`
	// Wants is the person's answer. When the person takes the step it may be left
	// out: the step is their yes.
	Wants peer.Tri `json:"wants,omitzero"`
}

// SelectProblem names the problem. The person answers three questions about it; a
// problem with an answer that is not yes is left for another (REC-31).
type SelectProblem struct {
	Words     peer.Words `json:"words" ask:"required,max=2000"`
	Relevant  peer.Tri   `json:"relevant"`
	Important peer.Tri   `json:"important"`
	// Achievable: goals can be set about it that can be reached.
	Achievable peer.Tri `json:"achievable"`
}

// Specify says what the problem is, breaks it down into smaller parts, or both
// (REC-32). Said again, it adds to what is there.
type Specify struct {
	Statement peer.Words `json:"statement,omitzero" ask:"max=2000"`
	// Parts are new parts. They are numbered on from the last part there is: in a
	// cycle without parts the first is number 1.
	Parts []NewPart `json:"parts,omitempty" ask:"items=20"`
}

// NewPart is a part of a problem and the number of the part it belongs to, 0 for
// the problem itself.
type NewPart struct {
	Words peer.Words `json:"words" ask:"required,max=500"`
	Of    int        `json:"of,omitzero"`
}

// SetGoal sets a goal for one of the smallest parts, or for the whole where there
// are none (REC-33). With it a Goal is made that the person has agreed to, for the
// same two people and with the same audience.
type SetGoal struct {
	// Goal is the new goal's id.
	Goal string `json:"goal" ask:"required"`
	// Part is the number of the part; 0 for the whole.
	Part  int        `json:"part,omitzero"`
	Words peer.Words `json:"words" ask:"required,max=2000"`
	// Resources are who and what there is to build on: one at least.
	Resources []peer.Words `json:"resources,omitempty" ask:"items=10,max=500"`
	// Obstacles are what may get in the way, unless NoneSeen.
	Obstacles []peer.Words `json:"obstacles,omitempty" ask:"items=10,max=500"`
	NoneSeen  bool         `json:"noneSeen,omitzero"`
}

// AddIdea adds an idea of the person's to the list, whatever it may be. The worker
// may write down what the person says; an idea of the worker's is ErrDirective
// (REC-34).
type AddIdea struct {
	Words peer.Words `json:"words" ask:"required,max=500"`
}

// CloseIdeas ends the collecting, with one idea of the person's own at least
// (REC-34).
type CloseIdeas struct{}

// AskForIdea invites the worker to offer one idea. The invitation holds until an
// idea is offered or the cycle moves on (REC-39).
type AskForIdea struct{}

// OfferInvitedIdea is an idea of the worker's that the person asked for: once ideas
// are closed, where the policy allows it and after as many of the person's own as it
// says (REC-39). It joins the list, marked as the worker's.
type OfferInvitedIdea struct {
	Words peer.Words `json:"words" ask:"required,max=500"`
	Basis IdeaBasis  `json:"basis" ask:"required"`
}

// WeighIdea says what speaks for or against an idea, once ideas are closed. Nobody
// has to weigh (REC-35).
type WeighIdea struct {
	// Idea is the number of the idea.
	Idea    int        `json:"idea" ask:"required"`
	For     peer.Words `json:"for,omitzero" ask:"max=1000"`
	Against peer.Words `json:"against,omitzero" ask:"max=1000"`
}

// ChooseIdeas chooses one idea from the list, or several (REC-35).
type ChooseIdeas struct {
	Ideas []WeighedIdea `json:"ideas" ask:"required,items=10"`
}

// AskWorker is the person's wish that the worker does something (REC-36).
type AskWorker struct {
	Words peer.Words `json:"words" ask:"required,max=500"`
}

// TakeOn is the worker's own yes to something the person asked for. Only then it can
// stand in a plan (REC-36).
type TakeOn struct {
	// Task is the number of what was asked.
	Task int `json:"task" ask:"required"`
}

// PlanSolution plans what was chosen, step by step (REC-36). Given the cycle's goal
// as a fact, the goal is started in the same transaction.
type PlanSolution struct {
	Steps []PlannedStep `json:"steps" ask:"required,items=12"`
}

// TrySolution tells what happened when it was tried. What is missing is noted and
// holds nothing up (REC-36).
type TrySolution struct {
	Happened peer.Words `json:"happened,omitzero" ask:"max=2000"`
	// On is the day; a month or a year will do.
	On peer.Date `json:"on,omitzero"`
}

// EvaluateSolution is the person's say on how it went (REC-37). Where it did not
// help or made things harder they choose what comes next, and the cycle leads
// there; otherwise they may.
//
// Where it made things harder it is asked whether this needs to go further.
// Unanswered, the step is taken with the question open and a signal goes with the
// change (hazard H02).
type EvaluateSolution struct {
	Outcome  SolutionOutcome `json:"outcome" ask:"required"`
	Learning peer.Words      `json:"learning,omitzero" ask:"max=2000"`
	Then     ProblemThen     `json:"then,omitzero"`
	// Idea is the number of the other idea, with ThenAnotherIdea.
	Idea    int          `json:"idea,omitzero"`
	Further peer.Further `json:"further,omitzero"`
}

// CloseProblem ends the cycle.
type CloseProblem struct{}

// GoBack goes back to an earlier place of the method, at any time. All that was
// said stays (REC-30).
type GoBack struct {
	// To is a place before the one the cycle is at.
	To peer.Status `json:"to" ask:"required"`
}

// PassStep passes the step that leads on, because the person has done it already
// and says so in their own words (REC-30). Naming the problem and saying how it went
// are not passed: without them a cycle is about nothing and came to nothing.
type PassStep struct {
	Words peer.Words `json:"words" ask:"required,max=1000"`
}

// ParkProblem lets the cycle rest. PickUp goes on where it was.
type ParkProblem struct{}

// StopProblem stops, at any time and without a reason.
type StopProblem struct{}

func (StartProblemSolving) problemSolvingStep() {}
func (SelectProblem) problemSolvingStep()       {}
func (Specify) problemSolvingStep()             {}
func (SetGoal) problemSolvingStep()             {}
func (AddIdea) problemSolvingStep()             {}
func (CloseIdeas) problemSolvingStep()          {}
func (AskForIdea) problemSolvingStep()          {}
func (OfferInvitedIdea) problemSolvingStep()    {}
func (WeighIdea) problemSolvingStep()           {}
func (ChooseIdeas) problemSolvingStep()         {}
func (AskWorker) problemSolvingStep()           {}
func (TakeOn) problemSolvingStep()              {}
func (PlanSolution) problemSolvingStep()        {}
func (TrySolution) problemSolvingStep()         {}
func (EvaluateSolution) problemSolvingStep()    {}
func (CloseProblem) problemSolvingStep()        {}
func (GoBack) problemSolvingStep()              {}
func (PassStep) problemSolvingStep()            {}
func (ParkProblem) problemSolvingStep()         {}
func (PickUp) problemSolvingStep()              {}
func (StopProblem) problemSolvingStep()         {}
func (AnswerFurther) problemSolvingStep()       {}
func (WhoMaySee) problemSolvingStep()           {}
