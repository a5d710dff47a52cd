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
	// QuietAfter: when they have not been in touch for so long, the worker is reminded
	// in private (PEER-71).
	QuietAfter Offset `json:"quietAfter,omitzero"`
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
// of their goals and no concern (PEER-37, hazard H23).
type Withdraw struct {
	// Plan is what becomes of the person's plan in the care record; they may leave it
	// unsaid.
	Plan PlanWish `json:"plan,omitzero"`
}

// Pause is the person's: it asks nothing and has no end (PEER-30).
type Pause struct{}

// PauseOnOurSide is a pause that the worker or their line needs. It has a reason, which
// is for the worker and their line, a last day within the policy's longest pause, and
// somebody who is there meanwhile, if the person wants (PEER-30, hazard H22).
type PauseOnOurSide struct {
	Because PauseReason `json:"because" ask:"required"`
	Until   Date        `json:"until" ask:"required"`
	Cover   StaffID     `json:"cover" ask:"required"`
}

// Resume is the word to go on. The person's ends any pause at once; the worker's says
// that they are there again after a pause on their side, and the person's then completes
// it (PEER-30).
type Resume struct{}

// PlanEnding plans the ending, or plans it anew (PEER-54). Feelings and gains are added
// to those that are there; supports, and whom to turn to, take the place of what was
// there when they are given.
type PlanEnding struct {
	LastDate        Date    `json:"lastDate" ask:"required"`
	Feelings        Words   `json:"feelings,omitzero" ask:"max=2000"`
	Gains           Words   `json:"gains,omitzero" ask:"max=2000"`
	OngoingSupports []Words `json:"ongoingSupports,omitempty" ask:"items=20,max=500"`
	AfterContact    Words   `json:"afterContact,omitzero" ask:"max=1000"`
	// Notes and Plan are the person's answers; nobody gives them for them.
	Notes NotesWish `json:"notes,omitzero"`
	Plan  PlanWish  `json:"plan,omitzero"`
}

// CallOffEnding says that this one of the two would rather go on. When both have, they
// do.
type CallOffEnding struct{}

// EndPrepared says that the ending the two had planned has come.
type EndPrepared struct{}

// EndByService ends it because the service changed, or because the worker or the person
// moved on. There is a plan, or a reason and the offer of another worker (PEER-55).
type EndByService struct {
	Kind ServiceEnd `json:"kind" ask:"required"`
	// Because is why, as the person was told.
	Because Words `json:"because,omitzero" ask:"max=2000"`
}

// RecordDeath writes down that the person died.
type RecordDeath struct {
	// On is the day, as far as it is known.
	On Date `json:"on,omitzero"`
}

// EndForSafety ends it because it could not go on safely (PEER-55).
type EndForSafety struct {
	// Because is why, as the person was told, Instead what they were offered in its
	// place.
	Because Words `json:"because" ask:"required,max=2000"`
	Instead Words `json:"instead" ask:"required,max=2000"`
}

// AskForSomebodyElse is the person's wish for another worker, at any time. No reason is
// asked and none can be given; the worker is told only that a change was asked for
// (PEER-68).
type AskForSomebodyElse struct{}

// HandOver offers another worker to the person of a relationship. It creates one that
// goes on from there: the agreement in force comes over as a version on the table, which
// the two who are new to each other both confirm (PEER-68).
type HandOver struct {
	ID string `json:"id"`
	// Continues is the relationship that it goes on from; Person is whose that is.
	Continues string    `json:"continues" ask:"required"`
	Person    PersonID  `json:"person" ask:"required"`
	Worker    StaffID   `json:"worker" ask:"required"`
	Service   ServiceID `json:"service" ask:"required"`
}

// StepBack says, before it has begun, that this worker would not be the right one. The
// line finds somebody else, and until then the person keeps their place (PEER-36).
type StepBack struct {
	Ground StepBackGround `json:"ground" ask:"required"`
}

// NameCareCoordinator names the person's care co-ordinator from a day on, or nobody. It
// is never a peer support worker (PEER-11, 21).
type NameCareCoordinator struct {
	Staff StaffID `json:"staff,omitzero"`
	Role  Role    `json:"role,omitzero"`
	From  Date    `json:"from" ask:"required"`
}

// GiveWord records that the person has heard that the worker is away or leaving, and who
// is there meanwhile, where somebody is (PEER-71).
type GiveWord struct {
	Cover StaffID `json:"cover,omitzero"`
}

func (Offer) relationshipStep()               {}
func (WelcomePerson) relationshipStep()       {}
func (TellRights) relationshipStep()          {}
func (Propose) relationshipStep()             {}
func (Confirm) relationshipStep()             {}
func (Decline) relationshipStep()             {}
func (Withdraw) relationshipStep()            {}
func (Pause) relationshipStep()               {}
func (PauseOnOurSide) relationshipStep()      {}
func (Resume) relationshipStep()              {}
func (PlanEnding) relationshipStep()          {}
func (CallOffEnding) relationshipStep()       {}
func (EndPrepared) relationshipStep()         {}
func (EndByService) relationshipStep()        {}
func (RecordDeath) relationshipStep()         {}
func (EndForSafety) relationshipStep()        {}
func (AskForSomebodyElse) relationshipStep()  {}
func (HandOver) relationshipStep()            {}
func (StepBack) relationshipStep()            {}
func (NameCareCoordinator) relationshipStep() {}
func (GiveWord) relationshipStep()            {}
