package recovery

import "github.com/towpath-care/towpath/peer"

// ObstacleStep is a step of an obstacle. A step of another record does not
// compile here.
type ObstacleStep interface{ obstacleStep() }

// NameObstacle says what is in the way. The person says it themself, or the
// worker alongside writes down what the person said and names the person as
// author of the words (REC-18).
type NameObstacle struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker peer.StaffID `json:"worker,omitzero"`
	// Activity is the id of the activity it is in the way of; left out, it is
	// said generally.
	Activity string     `json:"activity,omitzero"`
	Words    peer.Words `json:"words" ask:"required,max=2000"`
}

// SolveObstacle says that problem solving comes next. Cycle is the id of the
// problem solving that was started; taken again, the step names it later.
type SolveObstacle struct {
	Cycle string `json:"cycle,omitzero"`
}

// SignpostObstacle says that looking for somebody or something that helps comes
// next. Need is what the person would like to find; Signposts are ids of the
// signposts that came of it. Taken again, the step takes the place of what was
// said before.
type SignpostObstacle struct {
	Need      peer.Words `json:"need,omitzero" ask:"max=1000"`
	Signposts []string   `json:"signposts,omitempty" ask:"items=20"`
}

// AcceptObstacle says that it may stay as it is. That is as good an answer as
// any.
type AcceptObstacle struct{}

// LeaveObstacleOpen takes back what was to come next; nothing has been said
// then.
type LeaveObstacleOpen struct{}

// ResolveObstacle says that it is out of the way. Only the person knows.
type ResolveObstacle struct{}

// ObstacleIsBack says that it is in the way again. What comes next stands as it
// was, for the person to change.
type ObstacleIsBack struct{}

func (NameObstacle) obstacleStep()      {}
func (SolveObstacle) obstacleStep()     {}
func (SignpostObstacle) obstacleStep()  {}
func (AcceptObstacle) obstacleStep()    {}
func (LeaveObstacleOpen) obstacleStep() {}
func (ResolveObstacle) obstacleStep()   {}
func (ObstacleIsBack) obstacleStep()    {}
func (WhoMaySee) obstacleStep()         {}
