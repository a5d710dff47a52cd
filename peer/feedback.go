package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindFeedback is how one answer is stored.
const KindFeedback Kind = "feedback"

// Places an answer can be in.
const (
	// FeedbackUnsigned: nobody signed it, and nothing in it tells who gave it. It never
	// becomes signed. Nothing leads on but for a complaint that was part of it.
	FeedbackUnsigned Status = "unsigned"
	// FeedbackSigned: the person put their name to it, for the worker to read. They may
	// take it back.
	FeedbackSigned Status = "signed"
	// FeedbackTakenBack: the person took it back. Nothing leads on but for a complaint
	// that was part of it.
	FeedbackTakenBack Status = "taken-back"
)

// Feedback is one answer to how the support was (PEER-52). Nobody signs it unless they
// want to; one that nobody signed holds no person, and no step and no document puts one
// in. It has no words either: among a few people they are as good as a name. A complaint in
// it goes to whoever answers for complaints and to nobody else. The
// zero value is none.
type Feedback struct {
	head
	s feedback
}

type feedback struct {
	Request string   `json:"request" ask:"required"`
	Worker  StaffID  `json:"worker" ask:"required"`
	Person  PersonID `json:"person,omitzero"` // who signed it; empty: nobody did
	// HandedIn is who passed on what nobody signed.
	HandedIn  StaffID         `json:"handedIn,omitzero"`
	Answers   FeedbackAnswers `json:"answers,omitzero"`
	Words     Private         `json:"words,omitzero" ask:"max=2000"`
	Given     time.Time       `json:"given" ask:"required"`
	Complaint Private         `json:"complaint,omitzero" ask:"max=10000"`
	// Route is the role that answers for complaints, as the policy said; TakenOn who
	// took the complaint on, and when.
	Route   Role      `json:"route,omitzero"`
	TakenOn StaffID   `json:"takenOn,omitzero"`
	Taken   time.Time `json:"taken,omitzero"`
}

// FeedbackSaid is how a question is answered.
type FeedbackSaid string

// Answers. Left out, a question was not answered.
const (
	FeedbackYes    FeedbackSaid = "yes"
	FeedbackPartly FeedbackSaid = "partly"
	FeedbackNo     FeedbackSaid = "no"
)

var feedbackSaids = []FeedbackSaid{FeedbackYes, FeedbackPartly, FeedbackNo}

// Known reports whether the answer is on the list.
func (s FeedbackSaid) Known() bool { return slices.Contains(feedbackSaids, s) }

// Terms returns the closed list.
func (FeedbackSaid) Terms() []string { return terms.Of(feedbackSaids) }

// FeedbackAnswers are the four questions. None has to be answered.
type FeedbackAnswers struct {
	// Listened: "I was listened to."
	Listened FeedbackSaid `json:"listened,omitzero"`
	// Chosen: "What we did was my own choice."
	Chosen FeedbackSaid `json:"chosen,omitzero"`
	// Helped: "It helped with what matters to me."
	Helped FeedbackSaid `json:"helped,omitzero"`
	// Again: "I would ask for peer support again."
	Again FeedbackSaid `json:"again,omitzero"`
}

// Request is the id of the round.
func (f Feedback) Request() string { return f.s.Request }

// Worker is whose support it is about.
func (f Feedback) Worker() StaffID { return f.s.Worker }

// Person is who signed it; empty: nobody did.
func (f Feedback) Person() PersonID { return f.s.Person }

// Anonymous reports whether nobody signed it.
func (f Feedback) Anonymous() bool { return f.status == FeedbackUnsigned }

// Answers are the answers to the four questions.
func (f Feedback) Answers() FeedbackAnswers { return f.s.Answers }

// Words are what the person wrote beside a signed answer; empty: nothing.
func (f Feedback) Words() Private { return f.s.Words }

// Given is when it was handed in, in UTC.
func (f Feedback) Given() time.Time { return f.s.Given }

// Complaint is what is complained about, for whoever answers for complaints; empty:
// nothing.
func (f Feedback) Complaint() Private { return f.s.Complaint }

// ComplaintRoute is where a complaint goes, and whether the way is still open: nobody has
// taken it on. The role is empty where no policy was in force that day.
func (f Feedback) ComplaintRoute() (to Role, open bool) {
	return f.s.Route, !f.s.Complaint.IsZero() && f.s.TakenOn == ""
}

// TakenOn is who took the complaint on, and when; empty: nobody has.
func (f Feedback) TakenOn() (StaffID, time.Time) { return f.s.TakenOn, f.s.Taken }

// counts reports whether it is an answer that comes into a result: nobody signed it, and
// a question is answered.
func (f Feedback) counts() bool { return f.Anonymous() && f.s.Answers != FeedbackAnswers{} }

// FeedbackStep is a step of an answer. A step of another record does not compile here.
type FeedbackStep interface{ feedbackStep() }

// GiveFeedback hands in an answer that nobody signs. A colleague does, or the service's
// own desk under its staff id, so that not even the change tells who gave it. There is no
// field for a person, and none for words.
type GiveFeedback struct {
	ID      string          `json:"id"`
	Request string          `json:"request" ask:"required"`
	Worker  StaffID         `json:"worker" ask:"required"`
	Answers FeedbackAnswers `json:"answers,omitzero"`
	// Complaint goes to whoever answers for complaints, and to nobody else.
	Complaint Private `json:"complaint,omitzero" ask:"max=10000"`
}

// SignFeedback gives an answer in the person's own name, for the worker to read. It comes
// into no result.
type SignFeedback struct {
	ID        string          `json:"id"`
	Request   string          `json:"request" ask:"required"`
	Worker    StaffID         `json:"worker" ask:"required"`
	Person    PersonID        `json:"person" ask:"required"`
	Answers   FeedbackAnswers `json:"answers,omitzero"`
	Words     Private         `json:"words,omitzero" ask:"max=2000"`
	Complaint Private         `json:"complaint,omitzero" ask:"max=10000"`
}

// TakeFeedbackBack takes a signed answer back. A complaint in it stays with whoever
// answers for complaints.
type TakeFeedbackBack struct{}

// TakeComplaintOn says that somebody who answers for complaints has it.
type TakeComplaintOn struct{}

func (GiveFeedback) feedbackStep()     {}
func (SignFeedback) feedbackStep()     {}
func (TakeFeedbackBack) feedbackStep() {}
func (TakeComplaintOn) feedbackStep()  {}
