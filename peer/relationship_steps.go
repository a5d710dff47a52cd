package peer

// RelationshipStep is a step of a relationship. A step of another record does
// not compile here.
type RelationshipStep interface{ relationshipStep() }

// Offer offers a worker to a person who has said yes to peer support. It creates
// the relationship and holds one of the worker's places (PEER-20, 24).
type Offer struct {
	ID      string    `json:"id"`
	Person  PersonID  `json:"person" ask:"required"`
	Worker  StaffID   `json:"worker" ask:"required"`
	Service ServiceID `json:"service" ask:"required"`
	// Request is the support request it answers.
	Request string `json:"request,omitzero"`
}

// WelcomePerson records the first meeting (PEER-31).
type WelcomePerson struct {
	// Participants are who was welcomed: the person, and whoever they brought.
	Participants []Actor `json:"participants" ask:"required,items=20"`
	// IntroducedAsPeer: the worker said that they have lived experience.
	IntroducedAsPeer bool              `json:"introducedAsPeer"`
	Orientation      []OrientationItem `json:"orientation,omitempty"`
	// Helped is how it helped, in the person's words.
	Helped Words `json:"helped,omitzero" ask:"max=2000"`
}

// TellRights records which rights and choices were explained (PEER-32). It can
// be told again whenever things change.
type TellRights struct {
	Topics []Right `json:"topics" ask:"required,items=6"`
}

// Propose puts a new version of the agreement on the table. Whoever proposes it
// has said yes to it (PEER-33).
type Propose struct {
	// Version is the number it will have. Zero: the next one. A number that
	// exists already is not altered.
	Version     int            `json:"version,omitzero"`
	Purpose     Words          `json:"purpose" ask:"required,max=2000"`
	Activities  []ActivityKind `json:"activities" ask:"required,items=10"`
	Modes       []Mode         `json:"modes" ask:"required,items=10"`
	Boundaries  []Boundary     `json:"boundaries" ask:"required,items=50"`
	Often       Words          `json:"often,omitzero" ask:"max=1000"`
	WhenWorried Words          `json:"whenWorried,omitzero" ask:"max=2000"`
	ReviewOn    Date           `json:"reviewOn,omitzero"`
	EndingNamed bool           `json:"endingNamed,omitzero"`
}

// Confirm says yes to the version on the table. The second of the two makes it
// count.
type Confirm struct {
	Version int `json:"version" ask:"required,min=1"`
}

// Decline is the person's no before it has begun. No reason is asked and none
// can be given (PEER-37).
type Decline struct{}

// Withdraw is the person leaving. No reason, no notice; at once. It touches none
// of their goals and no concern (PEER-37).
type Withdraw struct{}

func (Offer) relationshipStep()         {}
func (WelcomePerson) relationshipStep() {}
func (TellRights) relationshipStep()    {}
func (Propose) relationshipStep()       {}
func (Confirm) relationshipStep()       {}
func (Decline) relationshipStep()       {}
func (Withdraw) relationshipStep()      {}
