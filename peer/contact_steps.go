package peer

// ContactStep is a step of a contact. A step of another record does not compile
// here.
type ContactStep interface{ contactStep() }

// PlanContact puts a contact into the diary. Planning may be turned down: it asks
// readiness, the agreement of a relationship that goes on, the person's age, and a plan
// where the worker will be alone (PEER-04, 16, 26, 27, 33, 50, 55).
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
	// Along says more of going along: the person chose it (PEER-50).
	Along GoingAlong `json:"along,omitzero"`
}

// RecordContact writes down a contact that was not in the diary. It is turned
// down only when it cannot have been so, or holds words in somebody else's name;
// everything else is kept and marked (PEER-44).
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
	// ForSafety: it is about somebody's distress or safety. It is asked whether that
	// needs to go further.
	ForSafety bool      `json:"forSafety,omitzero"`
	What      Happening `json:"what"`
	// Entry is what the worker writes of it; Draft: it is to be finished with the
	// person, by the policy's time (PEER-46).
	Entry ContactEntry `json:"entry,omitzero"`
	Draft bool         `json:"draft,omitzero"`
	// Distress is there when somebody was in distress (PEER-43).
	Distress DistressSupport `json:"distress,omitzero"`
	// LateBecause says what held the writing up; it may be said afterwards.
	LateBecause Words `json:"lateBecause,omitzero" ask:"max=1000,row=PEER-46"`
}

// RecordPlanned writes down what became of a contact in the diary. Going along is as it
// was planned where nothing else is said.
type RecordPlanned struct {
	What        Happening       `json:"what"`
	Entry       ContactEntry    `json:"entry,omitzero"`
	Draft       bool            `json:"draft,omitzero"`
	Distress    DistressSupport `json:"distress,omitzero"`
	LateBecause Words           `json:"lateBecause,omitzero" ask:"max=1000,row=PEER-46"`
}

// Correct puts the facts of a contact right. What it said before stays readable
// (PEER-49). Words are not part of it: the worker amends the entry, the person says more
// beside it.
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
