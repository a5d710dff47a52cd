package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindFeedbackRequest is how a round of asking for feedback is stored.
const KindFeedbackRequest Kind = "feedback-request"

// Places a round can be in.
const (
	// FeedbackAsking: answers come in. The worker or a colleague counts who would rather
	// not, draws a result when there are enough answers, and closes it.
	FeedbackAsking Status = "asking"
	// FeedbackClosed: no more answers are asked for. Nothing leads on.
	FeedbackClosed Status = "closed"
)

// FeedbackRequest is one round of asking how the support of a worker was (PEER-52). It
// does not hold whom it was asked of: who would rather not is a number, and a result is
// drawn from enough answers at once or not at all. The zero value is none.
type FeedbackRequest struct {
	head
	s feedbackRequest
}

type feedbackRequest struct {
	Worker StaffID      `json:"worker" ask:"required"`
	Of     FeedbackFrom `json:"of" ask:"required"`
	Group  string       `json:"group,omitzero"`
	Asked  time.Time    `json:"asked" ask:"required"`
	// Minimum is how many answers make a result, as the policy said when the round began,
	// or else at the first result; 0: nobody has said.
	Minimum  int              `json:"minimum,omitzero" ask:"max=1000"`
	Declined int              `json:"declined,omitzero" ask:"max=1000000"`
	Results  []FeedbackResult `json:"results,omitempty" ask:"items=10000"`
	Drawn    []string         `json:"drawn,omitempty" ask:"items=100000"`
}

// FeedbackFrom says who was asked.
type FeedbackFrom string

// Who was asked. FromPeople is one person after another, the people a worker supports.
const (
	FromPeople FeedbackFrom = "people"
	FromGroup  FeedbackFrom = "group"
	FromTeam   FeedbackFrom = "team"
)

var feedbackFroms = []FeedbackFrom{FromPeople, FromGroup, FromTeam}

// Known reports whether the word is on the list.
func (f FeedbackFrom) Known() bool { return slices.Contains(feedbackFroms, f) }

// Terms returns the closed list.
func (FeedbackFrom) Terms() []string { return terms.Of(feedbackFroms) }

// FeedbackCount is how one question was answered.
type FeedbackCount struct {
	Yes     int `json:"yes,omitzero"`
	Partly  int `json:"partly,omitzero"`
	No      int `json:"no,omitzero"`
	NotSaid int `json:"notSaid,omitzero"`
}

func (c FeedbackCount) total() int { return c.Yes + c.Partly + c.No + c.NotSaid }

func (c FeedbackCount) plus(d FeedbackCount) FeedbackCount {
	return FeedbackCount{c.Yes + d.Yes, c.Partly + d.Partly, c.No + d.No, c.NotSaid + d.NotSaid}
}

func (c *FeedbackCount) add(s FeedbackSaid) {
	switch s {
	case FeedbackYes:
		c.Yes++
	case FeedbackPartly:
		c.Partly++
	case FeedbackNo:
		c.No++
	default:
		c.NotSaid++
	}
}

// FeedbackResult is what answers came to that nobody signed: how many there were, and how
// each question was answered.
type FeedbackResult struct {
	Answered int           `json:"answered" ask:"required,min=3,max=1000000"`
	Listened FeedbackCount `json:"listened,omitzero"`
	Chosen   FeedbackCount `json:"chosen,omitzero"`
	Helped   FeedbackCount `json:"helped,omitzero"`
	Again    FeedbackCount `json:"again,omitzero"`
	// Declined is how many would rather not, up to then.
	Declined int `json:"declined,omitzero"`
}

// Worker is whose support it is about.
func (r FeedbackRequest) Worker() StaffID { return r.s.Worker }

// Of is who was asked.
func (r FeedbackRequest) Of() FeedbackFrom { return r.s.Of }

// Group is the id of the group or of the team that was asked; empty for people one by
// one.
func (r FeedbackRequest) Group() string { return r.s.Group }

// Asked is when it began, in UTC.
func (r FeedbackRequest) Asked() time.Time { return r.s.Asked }

// Minimum is how many answers make a result here, from the first to the last; 0: no policy
// has said so yet.
func (r FeedbackRequest) Minimum() int { return r.s.Minimum }

// Declined is how many would rather not.
func (r FeedbackRequest) Declined() int { return r.s.Declined }

// Summary is what all results drawn so far come to. Each of them came from enough
// answers of its own, so that no two summaries differ by fewer. Before the first it is a
// *Refusal with ErrTooFewResponses.
func (r FeedbackRequest) Summary() (FeedbackResult, error) {
	if len(r.s.Results) == 0 {
		return FeedbackResult{}, Fault(enoughAnswers.Rule, "", enoughAnswers.Says, enoughAnswers.Fix, Number("minimum", r.s.Minimum))
	}
	var sum FeedbackResult
	for _, x := range r.s.Results {
		sum.Answered += x.Answered
		sum.Listened, sum.Chosen = sum.Listened.plus(x.Listened), sum.Chosen.plus(x.Chosen)
		sum.Helped, sum.Again = sum.Helped.plus(x.Helped), sum.Again.plus(x.Again)
		sum.Declined = x.Declined
	}
	return sum, nil
}

// FeedbackFacts is what the steps of a round rest on besides the record.
type FeedbackFacts struct {
	// Policy in force on the day.
	Policy Policy
	// Lines of the worker; they read what belongs to the worker and their line.
	Lines Lines
	// Answers are those that have come in. Of other rounds, signed, or without any
	// answer in them, they are passed over.
	Answers []Feedback
}

// FeedbackRequestStep is a step of a round. A step of another record does not compile
// here.
type FeedbackRequestStep interface{ feedbackRequestStep() }

// AskForFeedback begins a round. There is no field for whom it is asked of.
type AskForFeedback struct {
	ID     string       `json:"id"`
	Worker StaffID      `json:"worker" ask:"required"`
	Of     FeedbackFrom `json:"of" ask:"required"`
	// Group is the id of the group or of the team; of people one by one there is none.
	Group string `json:"group,omitzero"`
}

// CountDeclined counts one who would rather not. Nothing tells who it was.
type CountDeclined struct{}

// DrawResult draws a result from the answers that came in since the last one.
type DrawResult struct{}

// CloseFeedback asks for no more answers. Those that have not come into a result never
// do.
type CloseFeedback struct{}

func (AskForFeedback) feedbackRequestStep() {}
func (CountDeclined) feedbackRequestStep()  {}
func (DrawResult) feedbackRequestStep()     {}
func (CloseFeedback) feedbackRequestStep()  {}
