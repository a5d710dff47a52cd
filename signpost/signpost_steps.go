package signpost

import "github.com/towpath-care/towpath/peer"

// SignpostStep is a step of a signpost. A step of another record does not compile
// here. There is none that refers anybody: see ReferralOf.
type SignpostStep interface{ signpostStep() }

// Consider begins a signpost with ways to choose from. A worker shows two at least
// where there are two; "not now" is always one more and needs nothing (SIGN-11).
type Consider struct {
	ID      string        `json:"id"`
	Person  peer.PersonID `json:"person" ask:"required"`
	Worker  peer.StaffID  `json:"worker,omitzero"`
	About   About         `json:"about"`
	Options []Option      `json:"options" ask:"required,items=20"`
}

// AddOption adds a way to choose.
type AddOption struct {
	Option Option `json:"option"`
}

// Choose chooses one of them, or another than before. Only the person does, and what
// they said of the one before is asked anew.
type Choose struct {
	Resource string `json:"resource" ask:"required"`
}

// NotNow leaves it, now or for good, from any place. No reason is asked, and nobody
// asks how it went.
type NotNow struct{}

// SayReady is what the person says of whether they want to and can (SIGN-12). They may
// say it anew at any time before they have the details. Nobody sets it for them.
type SayReady struct {
	Willing Willing    `json:"willing" ask:"required"`
	Able    Able       `json:"able,omitzero"`
	Words   peer.Words `json:"words,omitzero" ask:"max=1000"`
}

// AskHelp asks for practical help, as the two have agreed it (SIGN-18). Only the
// person asks.
type AskHelp struct {
	Kind HelpKind `json:"kind" ask:"required"`
	// Until is the last day by which it is meant to take place; it may be left out.
	Until peer.Date `json:"until,omitzero"`
	// NextTimeAlone is what they would like to do on their own next time.
	NextTimeAlone peer.Words `json:"nextTimeAlone,omitzero" ask:"max=1000"`
}

// HelpDone says that help took place.
type HelpDone struct {
	Number int `json:"number" ask:"required,min=1"`
}

// DropHelp says that it is not wanted any more. No reason is asked.
type DropHelp struct {
	Number int `json:"number" ask:"required,min=1"`
}

// Give hands the details over, or says that the person takes them along (SIGN-13). It
// may be taken again where they would like them in another form.
type Give struct {
	// Medium is the form they take them in. By word of mouth, a memory aid or "keep it
	// for me" are always fine where something that lasts was offered; no reason is
	// asked.
	Medium Medium `json:"medium" ask:"required"`
	// Offered are the forms that were offered besides.
	Offered []Medium `json:"offered,omitempty" ask:"items=16"`
	// ToldOld: the person was told to check first, because nobody has made sure of the
	// entry lately, or because it is closed for now (SIGN-03).
	ToldOld bool `json:"toldOld,omitzero"`
	// SafetyTalk: the two talked about staying safe where people write to each other
	// (SIGN-20).
	SafetyTalk bool `json:"safetyTalk,omitzero"`
}

// ChangeFollowUp sets the day on which the person would like to be asked how it went
// (SIGN-15). It also lets others ask again after NoFollowUp.
type ChangeFollowUp struct {
	On peer.Date `json:"on" ask:"required"`
}

// NoFollowUp says that nobody is to ask. Reminders end; no reason is asked.
type NoFollowUp struct{}

// NoteAsked notes that the worker asked how it went, whatever was answered. On a day
// it was due it counts as one of the times the policy allows. Asked before, or when
// nobody was to ask, it does not, and is kept with a mark.
type NoteAsked struct{}

// RecordOutcome is what came of it, in the person's word (SIGN-16): at any time after
// they had the details, and anew whenever they would put it otherwise.
type RecordOutcome struct {
	Outcome Outcome    `json:"outcome" ask:"required"`
	Words   peer.Words `json:"words,omitzero" ask:"max=2000"`
	MetNeed peer.Tri   `json:"metNeed,omitzero"`
	// Next is what they would like next. Where it takes something different it is
	// asked for, and stopping is a choice.
	Next NextStep `json:"next,omitzero"`
	// Link is the id of the record that came of it: another signpost, a gap, problem
	// solving.
	Link string `json:"link,omitzero"`
	// Further answers whether it needs to go further, where a concern is next. What
	// was said is kept whatever the answer; the question stays open until then.
	Further peer.Further `json:"further,omitzero"`
}

// AnswerFurther answers whether it needs to go further, after it stood open. It is the
// worker's: the person's page shows no sign of the question (hazard H09), and they
// answer it by saying anew what came of it.
type AnswerFurther struct {
	Further peer.Further `json:"further"`
}

// LeaveNotKnown leaves it as not known. No outcome is made up. Once peer support between
// the two is over anybody on the staff may: the worker may be gone.
type LeaveNotKnown struct {
	Because NotKnownReason `json:"because" ask:"required"`
}

// NameChallenge names something that makes it hard to get there, in the person's words
// (SIGN-19).
type NameChallenge struct {
	Kind  ChallengeKind `json:"kind" ask:"required"`
	Words peer.Words    `json:"words,omitzero" ask:"max=2000"`
	// Problem is the id of the problem solving that was begun about it, if any.
	Problem string `json:"problem,omitzero"`
}

// SolveChallenge names the problem solving that was begun about a challenge.
type SolveChallenge struct {
	Number  int    `json:"number" ask:"required,min=1"`
	Problem string `json:"problem" ask:"required"`
}

func (Consider) signpostStep()       {}
func (AddOption) signpostStep()      {}
func (Choose) signpostStep()         {}
func (NotNow) signpostStep()         {}
func (SayReady) signpostStep()       {}
func (AskHelp) signpostStep()        {}
func (HelpDone) signpostStep()       {}
func (DropHelp) signpostStep()       {}
func (Give) signpostStep()           {}
func (ChangeFollowUp) signpostStep() {}
func (NoFollowUp) signpostStep()     {}
func (NoteAsked) signpostStep()      {}
func (RecordOutcome) signpostStep()  {}
func (AnswerFurther) signpostStep()  {}
func (LeaveNotKnown) signpostStep()  {}
func (NameChallenge) signpostStep()  {}
func (SolveChallenge) signpostStep() {}
