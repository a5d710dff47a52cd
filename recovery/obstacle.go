package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// KindObstacle is how an obstacle is stored.
const KindObstacle peer.Kind = "obstacle"

// Places an obstacle can be in. Only the person moves it.
const (
	// ObstacleNamed: it has been said what is in the way. The person says what
	// comes next, as often as they like, or that it is out of the way.
	ObstacleNamed peer.Status = "named"
	// ObstacleResolved: the person says that it is out of the way. They can say
	// that it is back.
	ObstacleResolved peer.Status = "resolved"
)

// ObstacleNext is what comes next with an obstacle; empty while nobody has said
// (REC-18).
type ObstacleNext string

// What comes next with an obstacle.
const (
	// ObstacleToSolve: it is worked on by problem solving.
	ObstacleToSolve ObstacleNext = "problem-solving"
	// ObstacleToSignpost: somebody or something out there may help.
	ObstacleToSignpost ObstacleNext = "signposting"
	// ObstacleAsItIs: it may stay as it is.
	ObstacleAsItIs ObstacleNext = "accept-as-is"
)

var obstacleNexts = []ObstacleNext{ObstacleToSolve, ObstacleToSignpost, ObstacleAsItIs}

// Known reports whether the word is on the list.
func (n ObstacleNext) Known() bool { return slices.Contains(obstacleNexts, n) }

// Terms returns the closed list.
func (ObstacleNext) Terms() []string { return terms.Of(obstacleNexts) }

// Obstacle is something in the way of what a person would like to do, in their
// own words (REC-18). What comes next is theirs to say and to change. The zero
// value is no obstacle.
type Obstacle struct {
	head
	s obstacle
}

type obstacle struct {
	Person    peer.PersonID `json:"person" ask:"required"`
	Worker    peer.StaffID  `json:"worker,omitzero"`
	Activity  string        `json:"activity,omitzero"`
	Words     peer.Words    `json:"words" ask:"required,max=2000"`
	Next      ObstacleNext  `json:"next,omitzero"`
	Cycle     string        `json:"cycle,omitzero"`
	Need      peer.Words    `json:"need,omitzero" ask:"max=1000"`
	Signposts []string      `json:"signposts,omitempty" ask:"items=20"`
	Audience  Audience      `json:"audience" ask:"required"`
	StatusOn  peer.Date     `json:"statusOn" ask:"required"`
}

// Person is the person who named it.
func (o Obstacle) Person() peer.PersonID { return o.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (o Obstacle) Worker() peer.StaffID { return o.s.Worker }

// Activity is the id of the activity it is in the way of; empty: it is said
// generally.
func (o Obstacle) Activity() string { return o.s.Activity }

// Words are what is in the way.
func (o Obstacle) Words() peer.Words { return o.s.Words }

// Next is what comes next, as the person last said; empty when they have not.
func (o Obstacle) Next() ObstacleNext { return o.s.Next }

// Cycle is the id of the problem solving it started; empty when there is none.
func (o Obstacle) Cycle() string { return o.s.Cycle }

// Need is what the person would like to find, where Next is signposting.
func (o Obstacle) Need() peer.Words { return o.s.Need }

// Signposts are ids of signposts that came of it.
func (o Obstacle) Signposts() []string { return slices.Clone(o.s.Signposts) }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (o Obstacle) Audience() Audience { return o.s.Audience }

// StatusOn is the day of its last move from one status to another, in UTC.
func (o Obstacle) StatusOn() peer.Date { return o.s.StatusOn }
