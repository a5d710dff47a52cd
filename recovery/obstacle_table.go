package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	obstacleAnywhere = []peer.Status{ObstacleNamed, ObstacleResolved}
	atObstacleNamed  = []peer.Status{ObstacleNamed}

	obstacleMoves = whose.ForPerson("REC-18")
)

// obstacles is the table of REC-18.
var obstacles = peer.Machine[Obstacle, Facts]{
	Kind:   KindObstacle,
	Schema: 1, // 1: the first form
	Says:   "Something in the way of what a person would like to do; what comes next is theirs to say.",
	Moves:  "REC-18",
	States: []peer.State{
		{Status: ObstacleNamed, Says: "It has been said. The person says what comes next, or that it is out of the way."},
		{Status: ObstacleResolved, Says: "The person says that it is out of the way. They can say that it is back."},
	},
	Head:   func(o *Obstacle) *peer.Head { return &o.head },
	Data:   func(o *Obstacle) any { return &o.s },
	Person: Obstacle.Person,
	Party:  whose.Party[Obstacle],
	Policy: Facts.digest,
	Legal:  obstacleLegal,
	Parts:  obstacleParts,
	Rows: []row[Obstacle]{
		peer.Begins(row[Obstacle]{
			Do: "name", Says: "Say what is in the way, or write down what the person said.",
			To: atObstacleNamed, By: whose.Two, Else: whose.ForTwo("REC-18"), Form: "REC-18",
		}, func(c NameObstacle) string { return c.ID }, draftObstacle, step[Obstacle, NameObstacle]{
			Needs: []need[Obstacle, NameObstacle]{
				whose.OwnWords[Facts, Obstacle]("REC-18", "/words", func(c NameObstacle) []peer.Words { return []peer.Words{c.Words} }),
			},
			Apply: func(o Obstacle, c NameObstacle, t *taken) Obstacle {
				o.s.Words = t.Own(c.Words)
				return o.moved(t)
			},
		}),
		obstacleNext("solve", "Work on it by problem solving.", nil, func(o obstacle, c SolveObstacle, _ *taken) obstacle {
			o.Next, o.Cycle = ObstacleToSolve, c.Cycle
			return o
		}),
		obstacleNext("signpost", "Look for somebody or something that helps.", []need[Obstacle, SignpostObstacle]{
			whose.OwnWords[Facts, Obstacle]("REC-18", "/need", func(c SignpostObstacle) []peer.Words { return []peer.Words{c.Need} }),
		}, func(o obstacle, c SignpostObstacle, t *taken) obstacle {
			o.Next, o.Need, o.Signposts = ObstacleToSignpost, t.Own(c.Need), c.Signposts
			return o
		}),
		obstacleNext("accept", "Say that it may stay as it is.", nil, func(o obstacle, _ AcceptObstacle, _ *taken) obstacle {
			o.Next = ObstacleAsItIs
			return o
		}),
		obstacleNext("leave-open", "Leave open what comes next.", nil, func(o obstacle, _ LeaveObstacleOpen, _ *taken) obstacle { return o }),
		peer.Takes(row[Obstacle]{
			Do: "resolve", Says: "Say that it is out of the way.",
			From: atObstacleNamed, To: []peer.Status{ObstacleResolved}, By: whose.Person, Else: obstacleMoves, Form: "REC-18",
		}, step[Obstacle, ResolveObstacle]{Apply: func(o Obstacle, _ ResolveObstacle, t *taken) Obstacle { return o.moved(t) }}),
		peer.Takes(row[Obstacle]{
			Do: "say-it-is-back", Says: "Say that it is in the way again.",
			From: []peer.Status{ObstacleResolved}, To: atObstacleNamed, By: whose.Person, Else: obstacleMoves, Form: "REC-18",
		}, step[Obstacle, ObstacleIsBack]{Apply: func(o Obstacle, _ ObstacleIsBack, t *taken) Obstacle { return o.moved(t) }}),
		whoMaySee(obstacleAnywhere, func(o Obstacle, to Audience) Obstacle { o.s.Audience = to; return o }),
	},
}

// obstacleNext is a row by which the person says what comes next. What was to
// come before is taken back first.
func obstacleNext[C any](do peer.Action, says string, needs []need[Obstacle, C], say func(obstacle, C, *taken) obstacle) row[Obstacle] {
	return peer.Takes(row[Obstacle]{
		Do: do, Says: says, From: atObstacleNamed, To: atObstacleNamed, By: whose.Person, Else: obstacleMoves, Form: "REC-18",
	}, step[Obstacle, C]{
		Needs: needs,
		Apply: func(o Obstacle, c C, t *taken) Obstacle {
			o.s.Next, o.s.Cycle, o.s.Need, o.s.Signposts = "", "", peer.Words{}, nil
			o.s = say(o.s, c, t)
			return o
		},
	})
}

func draftObstacle(c NameObstacle) Obstacle {
	return Obstacle{s: obstacle{Person: c.Person, Worker: c.Worker, Activity: c.Activity, Audience: MeAndMyWorker}}
}

// moved notes the day of a move from one status to another.
func (o Obstacle) moved(t *taken) Obstacle {
	o.s.StatusOn = whose.DayUTC(t.Now())
	return o
}

func obstacleLegal(o Obstacle) []peer.Reason {
	s := o.s
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, o, s.Words, s.Need), "/words", "Every text of an obstacle is the person's own."),
		peer.Holds(s.Cycle == "" || s.Next == ObstacleToSolve, "/cycle", "Problem solving was started where it was to come next."),
		peer.Holds(s.Need.IsZero() && len(s.Signposts) == 0 || s.Next == ObstacleToSignpost, "/signposts", "A need and signposts stand where signposting was to come next."),
		peer.Holds(s.StatusOn.Precision() == peer.ByDay, "/statusOn", "The last move has its day."),
	}
}

var obstacleParts = []peer.Part[Obstacle]{
	{Name: "obstacle", If: seenByAudience[Obstacle](peer.SharePlan), Rule: notShown, Says: "The person says who may see what is in their way.",
		Value: func(o Obstacle) any { return o.s }},
}
