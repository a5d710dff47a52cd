package worker

import "github.com/towpath-care/towpath/peer"

// MemberStep is a step of a member. A step of another record does not compile here.
type MemberStep interface{ memberStep() }

// Register puts somebody on the books as a peer support worker. They bring lived
// experience, of which a category is written down as they declare it, or somebody
// confirms that they meet a service's need (PEER-01).
type Register struct {
	ID     string       `json:"id"`
	Worker peer.StaffID `json:"worker" ask:"required"`
	// Title is what the role is called here; Carer says that it is the title of a carer
	// peer support worker (PEER-02).
	Title      peer.Private `json:"title" ask:"required,max=120,row=PEER-02"`
	Carer      bool         `json:"carer,omitzero"`
	Experience []Experience `json:"experience,omitempty" ask:"items=5"`
	// SecondaryServices: they have used secondary services themself. Nobody has to say.
	SecondaryServices peer.Tri  `json:"secondaryServices,omitzero"`
	Needs             []MetNeed `json:"needs,omitempty" ask:"items=20"`
}

// DeclareExperience says anew which categories count, in place of what stood there. It
// is the worker's own to say.
type DeclareExperience struct {
	Experience        []Experience `json:"experience,omitempty" ask:"items=5"`
	SecondaryServices peer.Tri     `json:"secondaryServices,omitzero"`
}

// ConfirmNeed confirms that the worker meets a service's need, in place of a category.
type ConfirmNeed struct {
	Service     peer.ServiceID `json:"service" ask:"required"`
	ConfirmedBy peer.StaffID   `json:"confirmedBy" ask:"required"`
}

// ChangeTitle changes what the role is called.
type ChangeTitle struct {
	Title peer.Private `json:"title" ask:"required,max=120"`
	Carer bool         `json:"carer,omitzero"`
}

// SetStart sets the first day, in the past or to come.
type SetStart struct {
	On peer.Date `json:"on" ask:"required"`
}

// SetLines says who the worker reports to from a day on (PEER-11).
type SetLines struct {
	From        peer.Date    `json:"from" ask:"required"`
	LineManager peer.StaffID `json:"lineManager,omitzero"`
	Supervisor  peer.StaffID `json:"supervisor,omitzero"`
}

// ProposeNumber says how many people at once. It counts when the other one says yes to
// the same number (PEER-20).
type ProposeNumber struct {
	Max int `json:"max" ask:"required,min=1,max=100"`
}

// AgreeNumber says yes to the number that the other one proposed.
type AgreeNumber struct {
	Max int `json:"max" ask:"required,min=1,max=100"`
}

// AssignTo assigns the worker to a service (PEER-01).
type AssignTo struct {
	Service peer.ServiceID `json:"service" ask:"required"`
}

// LeaveService takes the worker off a service.
type LeaveService struct {
	Service peer.ServiceID `json:"service" ask:"required"`
}

// Activate says that everything is there for the worker to begin.
type Activate struct{}

// DeclarePause says from when to when the worker is away. No reason is asked, nobody has
// to agree, and it is never turned down for the people it leaves: cover is for others
// to find (PEER-17). No first day: today. No last day: until they say.
type DeclarePause struct {
	From peer.Date `json:"from,omitzero"`
	To   peer.Date `json:"to,omitzero"`
}

// ComeBack ends the pause.
type ComeBack struct{}

// GiveNotice says what the last day will be; empty: they stay after all.
type GiveNotice struct {
	LastDay peer.Date `json:"lastDay,omitzero"`
}

// Leave says that the worker works here no more, since a day that has been (PEER-71).
// No day: today.
type Leave struct {
	LastDay peer.Date `json:"lastDay,omitzero"`
}

func (Register) memberStep()          {}
func (DeclareExperience) memberStep() {}
func (ConfirmNeed) memberStep()       {}
func (ChangeTitle) memberStep()       {}
func (SetStart) memberStep()          {}
func (SetLines) memberStep()          {}
func (ProposeNumber) memberStep()     {}
func (AgreeNumber) memberStep()       {}
func (AssignTo) memberStep()          {}
func (LeaveService) memberStep()      {}
func (Activate) memberStep()          {}
func (DeclarePause) memberStep()      {}
func (ComeBack) memberStep()          {}
func (GiveNotice) memberStep()        {}
func (Leave) memberStep()             {}
