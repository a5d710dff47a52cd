package peer

// GroupSessionStep is a step of a session of a group. A step of another record does not
// compile here.
type GroupSessionStep interface{ groupSessionStep() }

// PlanSession puts a session into the diary. Planning may be turned down: it asks for
// the group's agreement, for who facilitates and for readiness (PEER-58).
type PlanSession struct {
	ID           string            `json:"id"`
	Group        string            `json:"group" ask:"required"`
	Service      ServiceID         `json:"service,omitzero"`
	Organisation OrgID             `json:"organisation,omitzero"`
	Facilitators []Facilitator     `json:"facilitators" ask:"required,items=10"`
	When         SessionTime       `json:"when"`
	Activities   []SessionActivity `json:"activities,omitempty" ask:"items=50"`
}

// GroupAttendee is somebody who came, as the session is written down: it becomes an
// attendance of their own and does not stay with the session.
type GroupAttendee struct {
	// ID of the attendance that is made for them.
	ID     string   `json:"id" ask:"required"`
	Person PersonID `json:"person" ask:"required"`
	// Led: they led something the group did (PEER-59).
	Led         bool        `json:"led,omitzero"`
	Production  Production  `json:"production,omitzero"`
	NotTogether NotTogether `json:"notTogether,omitzero"`
}

// RecordSession writes down a session that was not in the diary, and makes an attendance
// for everybody who is named. It is turned down only when it cannot have been so;
// everything else is kept and marked.
type RecordSession struct {
	ID           string            `json:"id"`
	Group        string            `json:"group" ask:"required"`
	Service      ServiceID         `json:"service,omitzero"`
	Organisation OrgID             `json:"organisation,omitzero"`
	Facilitators []Facilitator     `json:"facilitators" ask:"required,items=10"`
	When         SessionTime       `json:"when"`
	Activities   []SessionActivity `json:"activities,omitempty" ask:"items=50"`
	// Headcount is how many came, those among them who did not say who they are.
	Headcount int             `json:"headcount,omitzero" ask:"min=1,max=10000"`
	Attendees []GroupAttendee `json:"attendees,omitempty" ask:"items=100"`
}

// RecordPlannedSession writes down what became of a session in the diary, and makes an
// attendance for everybody who is named.
type RecordPlannedSession struct {
	When       SessionTime       `json:"when"`
	Activities []SessionActivity `json:"activities,omitempty" ask:"items=50"`
	Headcount  int               `json:"headcount,omitzero" ask:"min=1,max=10000"`
	Attendees  []GroupAttendee   `json:"attendees,omitempty" ask:"items=100"`
}

// CallOffSession says that a session in the diary does not take place. No reason is
// asked.
type CallOffSession struct{}

// CorrectSession puts a session right. What it said before stays readable (PEER-49).
// Each attendance is put right for itself.
type CorrectSession struct {
	When       SessionTime       `json:"when"`
	Activities []SessionActivity `json:"activities,omitempty" ask:"items=50"`
	Headcount  int               `json:"headcount,omitzero" ask:"min=1,max=10000"`
	Because    Private           `json:"because" ask:"required,max=1000"`
}

// SessionInError says that a session should never have been written. It stays readable
// (PEER-49).
type SessionInError struct {
	Because Private `json:"because" ask:"required,max=1000"`
}

func (PlanSession) groupSessionStep()          {}
func (RecordSession) groupSessionStep()        {}
func (RecordPlannedSession) groupSessionStep() {}
func (CallOffSession) groupSessionStep()       {}
func (CorrectSession) groupSessionStep()       {}
func (SessionInError) groupSessionStep()       {}
