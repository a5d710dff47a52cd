package transition

import "github.com/towpath-care/towpath/peer"

// TransitionStep is a step of a move. A step of another record does not compile
// here.
type TransitionStep interface{ transitionStep() }

// Announce writes down that somebody is going to move. The person, the worker and
// the organiser may write it down; who organises is a professional or a service,
// never the worker (TRAN-01).
type Announce struct {
	ID        string        `json:"id"`
	Person    peer.PersonID `json:"person" ask:"required"`
	Worker    peer.StaffID  `json:"worker,omitzero"`
	Organiser Organiser     `json:"organiser"`
	Move      MoveKind      `json:"move" ask:"required"`
	// From and To are the services, as the host names them.
	From peer.ServiceID `json:"from,omitzero"`
	To   peer.ServiceID `json:"to,omitzero"`
	// Told is the day the person was told, Planned the day of the move, Until the
	// day by which all of it is meant to be over. Each may be left out.
	Told    peer.Date `json:"told,omitzero"`
	Planned peer.Date `json:"planned,omitzero"`
	Until   peer.Date `json:"until,omitzero"`
	// CouldNotManage: they move because the service could not manage. What is
	// kept is that they need extra support during the move, never why (TRAN-08).
	CouldNotManage bool `json:"couldNotManage,omitzero"`
	// Informed is the professional who has been told of that.
	Informed peer.StaffID `json:"informed,omitzero"`
}

// ChangeOrganiser names who organises the move from now on, where whoever did has
// left or handed it over: a professional or a service, never the worker (TRAN-01).
type ChangeOrganiser struct {
	Organiser Organiser `json:"organiser"`
}

// Prepare begins to get ready.
type Prepare struct{}

// StartTransfer begins to hand care over.
type StartTransfer struct{}

// Arrive says that the person is on the other side, on which day.
type Arrive struct {
	On peer.Date `json:"on" ask:"required"`
}

// GoBack returns to the place before: something has to be put right first.
type GoBack struct{}

// Complete ends a move whose six checks have their answers.
type Complete struct{}

// Cancel says that it is not going to happen. No reason is asked.
type Cancel struct{}

// MoveDay sets the day of the move, the day the person was told of it, and the day
// by which all of it is meant to be over; left out, that is not known.
type MoveDay struct {
	Planned peer.Date `json:"planned" ask:"required"`
	Told    peer.Date `json:"told" ask:"required"`
	Until   peer.Date `json:"until,omitzero"`
}

// AnswerCheck is the person's own answer to one of the six, as little as one word.
// They may change it at any time.
type AnswerCheck struct {
	Check  Check      `json:"check" ask:"required"`
	Answer Answer     `json:"answer" ask:"required"`
	Words  peer.Words `json:"words,omitzero" ask:"max=2000"`
}

// ViewCheck is how the worker sees one of the six. It stands beside the person's
// answer and never over it.
type ViewCheck struct {
	Check  Check        `json:"check" ask:"required"`
	Answer Answer       `json:"answer" ask:"required"`
	Note   peer.Private `json:"note,omitzero" ask:"max=2000"`
}

// ExplainCheck is the organiser's reason why one of the six is not met, or only
// partly.
type ExplainCheck struct {
	Check   Check        `json:"check" ask:"required"`
	Because peer.Private `json:"because" ask:"required,max=2000"`
}

// GiveOpinion is what the person thinks of the move (TRAN-05). The organiser gets
// it, and it stands in the passport, if the person says so. An objection leads to an
// offer of advocacy.
type GiveOpinion struct {
	Words   peer.Words `json:"words,omitzero" ask:"max=4000"`
	Send    bool       `json:"send,omitzero"`
	Objects bool       `json:"objects,omitzero"`
}

// NameServices says what there will be on the other side (TRAN-06).
type NameServices struct {
	Services []Service `json:"services" ask:"required,items=20"`
}

// SayInformation writes down what the services say will and will not be passed on,
// and whether the person could talk about it (TRAN-07). What the person said no
// to is kept and marked as contested.
type SayInformation struct {
	Will []Told `json:"will,omitempty" ask:"items=20"`
	// Nothing: they pass nothing on, so that there is nothing to list.
	Nothing bool   `json:"nothing,omitzero"`
	WillNot []Told `json:"willNot,omitempty" ask:"items=20"`
	// Everything: they keep nothing back.
	Everything bool     `json:"everything,omitzero"`
	Discussed  peer.Tri `json:"discussed,omitzero"`
}

// Told is one thing a service says it will, or will not, pass on.
type Told struct {
	What Passed       `json:"what" ask:"required"`
	Text peer.Private `json:"text,omitzero" ask:"max=500"`
}

// SayNo is the person's no to things being passed on; it replaces what they said
// before, and an empty list takes it back.
type SayNo struct {
	To []Passed `json:"to,omitempty" ask:"items=10"`
}

// FlagExtra says that the person needs extra support during the move, for whatever
// reason: none is asked and none is kept. It is kept at once; who has to be told is
// asked after (TRAN-08).
type FlagExtra struct {
	Informed peer.StaffID `json:"informed,omitzero"`
}

// InformExtra names the professional who has been told.
type InformExtra struct {
	Staff peer.StaffID `json:"staff" ask:"required"`
}

// LiftExtra says that no extra support is needed any more. The organiser does, or
// the professional who was told, never the worker.
type LiftExtra struct{}

// PlanContinuity says whether the same worker goes along, and how (TRAN-13).
type PlanContinuity struct {
	Continuity Continuity `json:"continuity"`
}

// SayEffect says what the move does to the peer relationship (TRAN-16).
type SayEffect struct {
	Effect Effect `json:"effect" ask:"required"`
}

// PlanBridge plans how the worker goes along from a ward (TRAN-14).
type PlanBridge struct {
	Bridge Bridge `json:"bridge"`
}

// NewContact says on which day the new service was in touch. Said again, it replaces
// the day.
type NewContact struct {
	On peer.Date `json:"on" ask:"required"`
}

// MetAfter says on which day the worker and the person first met after a discharge.
// Said again, it puts the day right.
type MetAfter struct {
	On peer.Date `json:"on" ask:"required"`
}

// SayStuck says that the move does not progress. No reason is asked (TRAN-15).
type SayStuck struct{}

// AnswerStuck says that somebody looks after a move that does not progress: what
// happens next, and the day on which they look again.
type AnswerStuck struct {
	Next      peer.Private `json:"next" ask:"required,max=1000"`
	LookAgain peer.Date    `json:"lookAgain" ask:"required"`
}

// HoldBack holds back what the rules would say of a move that stands still, for a
// reason and until a day. What the person says is never held back.
type HoldBack struct {
	Because peer.Private `json:"because" ask:"max=1000"`
	Until   peer.Date    `json:"until" ask:"required"`
}

// CloserContact is how often the person would like to be in touch during the move;
// leaving it out is as before (TRAN-02).
type CloserContact struct {
	Every peer.Offset `json:"every,omitzero"`
}

// LookAtConsents says that the two have looked at what others agreed to for the
// person, before a move to services for adults (hazard H16).
type LookAtConsents struct{}

func (Announce) transitionStep() {}

// NameWorker says who stands beside the person from now on, where a worker has left
// or nobody was named; left out, it is nobody for now. Only the person says so (hazard
// H22).
type NameWorker struct {
	Worker peer.StaffID `json:"worker,omitzero"`
}

func (NameWorker) transitionStep()      {}
func (ChangeOrganiser) transitionStep() {}
func (Prepare) transitionStep()         {}
func (StartTransfer) transitionStep()   {}
func (Arrive) transitionStep()          {}
func (GoBack) transitionStep()          {}
func (Complete) transitionStep()        {}
func (Cancel) transitionStep()          {}
func (MoveDay) transitionStep()         {}
func (AnswerCheck) transitionStep()     {}
func (ViewCheck) transitionStep()       {}
func (ExplainCheck) transitionStep()    {}
func (GiveOpinion) transitionStep()     {}
func (NameServices) transitionStep()    {}
func (SayInformation) transitionStep()  {}
func (SayNo) transitionStep()           {}
func (FlagExtra) transitionStep()       {}
func (InformExtra) transitionStep()     {}
func (LiftExtra) transitionStep()       {}
func (PlanContinuity) transitionStep()  {}
func (SayEffect) transitionStep()       {}
func (PlanBridge) transitionStep()      {}
func (NewContact) transitionStep()      {}
func (MetAfter) transitionStep()        {}
func (SayStuck) transitionStep()        {}
func (AnswerStuck) transitionStep()     {}
func (HoldBack) transitionStep()        {}
func (CloserContact) transitionStep()   {}
func (LookAtConsents) transitionStep()  {}
