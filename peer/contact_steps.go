package peer

// ContactStep is a step of a contact. A step of another record does not compile
// here.
type ContactStep interface{ contactStep() }

// PlanContact puts a contact into the diary. Planning may be turned down: it asks
// readiness and the agreement (PEER-04, 16, 33).
type PlanContact struct {
	ID           string       `json:"id"`
	Person       PersonID     `json:"person" ask:"required"`
	Worker       StaffID      `json:"worker" ask:"required"`
	Relationship string       `json:"relationship,omitzero"`
	Service      ServiceID    `json:"service,omitzero"`
	Organisation OrgID        `json:"organisation,omitzero"`
	Kind         ActivityKind `json:"activity" ask:"required"`
	// ForSafety: it is about somebody's distress or safety. It may be planned
	// whatever has been agreed.
	ForSafety bool      `json:"forSafety,omitzero"`
	What      Happening `json:"what"`
}

// RecordContact writes down a contact that was not in the diary. It is turned
// down only when it cannot have been so; everything else is kept and marked
// (PEER-44).
type RecordContact struct {
	ID string `json:"id"`
	// Person is who it was with. Empty with a Headcount: an anonymous drop-in.
	Person       PersonID     `json:"person,omitzero"`
	Worker       StaffID      `json:"worker" ask:"required"`
	Relationship string       `json:"relationship,omitzero"`
	Service      ServiceID    `json:"service,omitzero"`
	Organisation OrgID        `json:"organisation,omitzero"`
	Kind         ActivityKind `json:"activity,omitzero"`
	Headcount    int          `json:"headcount,omitzero" ask:"min=1,max=10000,row=PEER-45"`
	ForSafety    bool         `json:"forSafety,omitzero"`
	What         Happening    `json:"what"`
}

// RecordPlanned writes down what became of a contact in the diary.
type RecordPlanned struct {
	What Happening `json:"what"`
}

// Correct puts a contact right. What it said before stays readable (PEER-49).
type Correct struct {
	What    Happening `json:"what"`
	Because Words     `json:"because" ask:"required,max=1000"`
}

// MarkInError says that a contact should never have been written. It stays
// readable (PEER-49).
type MarkInError struct {
	Because Words `json:"because" ask:"required,max=1000"`
}

func (PlanContact) contactStep()   {}
func (RecordContact) contactStep() {}
func (RecordPlanned) contactStep() {}
func (Correct) contactStep()       {}
func (MarkInError) contactStep()   {}
