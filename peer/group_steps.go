package peer

// GroupStep is a step of a group. A step of another record does not compile here.
type GroupStep interface{ groupStep() }

// BeginGroup sets a group up. Who may lead which kind is policy (PEER-58).
type BeginGroup struct {
	ID             string        `json:"id"`
	Service        ServiceID     `json:"service" ask:"required"`
	Organisation   OrgID         `json:"organisation,omitzero"`
	Kind           GroupKind     `json:"sort" ask:"required"`
	Entry          GroupEntry    `json:"entry" ask:"required"`
	Purpose        Private       `json:"purpose" ask:"required,max=2000"`
	Lead           Facilitator   `json:"lead"`
	CoFacilitators []Facilitator `json:"coFacilitators,omitempty" ask:"items=10"`
	// Places is how many people have room; zero: as many as come.
	Places      int       `json:"places,omitzero" ask:"min=1,max=10000"`
	SharedGoals []Private `json:"sharedGoals,omitempty" ask:"items=20,max=500"`
}

// ChangeGroup says anew what the group is for, for how many there is room, and what it
// wants to reach. What is left out is none.
type ChangeGroup struct {
	Purpose     Private   `json:"purpose" ask:"required,max=2000"`
	Places      int       `json:"places,omitzero" ask:"min=1,max=10000"`
	SharedGoals []Private `json:"sharedGoals,omitempty" ask:"items=20,max=500"`
}

// ChangeFacilitators says anew who leads and who facilitates beside them. The worker's
// line may say so too, so that nobody's group is left alone when its lead goes.
type ChangeFacilitators struct {
	Lead           Facilitator   `json:"lead"`
	CoFacilitators []Facilitator `json:"coFacilitators,omitempty" ask:"items=10"`
}

// ProposeGroupAgreement puts a new version of the agreement on the table, as the group
// found it. A group keeps a safe-space agreement, so that comes first (PEER-43).
type ProposeGroupAgreement struct {
	SafeSpace []Private `json:"safeSpace" ask:"required,items=20,max=500,row=PEER-43"`
	Points    []Private `json:"points,omitempty" ask:"items=50,max=500"`
	// ReviewOn is the day to look back; left out: the policy's usual one.
	ReviewOn Date `json:"reviewOn,omitzero"`
}

// BringIntoForce makes the version on the table the one that counts. In a closed group
// every member has said yes to it, each in their own GroupPlace.
type BringIntoForce struct {
	Version int `json:"version" ask:"required,min=1"`
}

// KeepGroupAgreement says that the group looked back on its agreement and keeps it, and
// when it looks back again.
type KeepGroupAgreement struct {
	// ReviewOn is the next day; left out: the policy's usual one.
	ReviewOn Date `json:"reviewOn,omitzero"`
}

// CloseGroup ends the group. No reason is asked.
type CloseGroup struct{}

func (BeginGroup) groupStep()            {}
func (ChangeGroup) groupStep()           {}
func (ChangeFacilitators) groupStep()    {}
func (ProposeGroupAgreement) groupStep() {}
func (BringIntoForce) groupStep()        {}
func (KeepGroupAgreement) groupStep()    {}
func (CloseGroup) groupStep()            {}
