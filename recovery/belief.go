package recovery

import "github.com/towpath-care/towpath/peer"

// KindBelief is how a belief is stored.
const KindBelief peer.Kind = "belief"

// Places a belief can be in.
const (
	// BeliefSaid: the person has said it, and perhaps how to try it out. They try it
	// or put it aside.
	BeliefSaid peer.Status = "said"
	// BeliefTried: it has been tried out. The person says what came of it, or puts
	// it aside.
	BeliefTried peer.Status = "tried"
	// BeliefResult: the person has said what came of it. They may put it aside.
	BeliefResult peer.Status = "result-said"
	// BeliefPutAside: it rests. The person may take it up again where it was.
	BeliefPutAside peer.Status = "put-aside"
)

// Belief is something a person takes to be so and that stands in their way, how
// they would try it out, and what came of it, all in their own words (REC-38). There
// is no place in it for anybody's verdict on whether it is so. The zero value is no
// belief.
type Belief struct {
	head
	s belief
}

type belief struct {
	Person         peer.PersonID `json:"person" ask:"required"`
	Worker         peer.StaffID  `json:"worker,omitzero"`
	ProblemSolving string        `json:"problemSolving,omitzero"`
	Words          peer.Words    `json:"words" ask:"required,max=2000"`
	HowToTry       peer.Words    `json:"howToTry,omitzero" ask:"max=1000"`
	Result         peer.Words    `json:"result,omitzero" ask:"max=2000"`
	TriedOn        peer.Date     `json:"triedOn,omitzero"`
	Audience       Audience      `json:"audience" ask:"required"`
}

// Person is the person whose belief it is.
func (b Belief) Person() peer.PersonID { return b.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (b Belief) Worker() peer.StaffID { return b.s.Worker }

// ProblemSolving is the id of the cycle of problem solving it came up in, at
// whatever step; empty when there is none.
func (b Belief) ProblemSolving() string { return b.s.ProblemSolving }

// Words are the belief as the person said it.
func (b Belief) Words() peer.Words { return b.s.Words }

// HowToTry is how the person would try it out; empty when they have not said.
func (b Belief) HowToTry() peer.Words { return b.s.HowToTry }

// Result is what came of trying it; empty when the person has not said.
func (b Belief) Result() peer.Words { return b.s.Result }

// TriedOn is the day it was noted that they had tried, in UTC; zero before.
func (b Belief) TriedOn() peer.Date { return b.s.TriedOn }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (b Belief) Audience() Audience { return b.s.Audience }
