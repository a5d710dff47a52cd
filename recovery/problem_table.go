package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// What anybody but those whose step it is hears.
var (
	problemMoves = whose.ForPerson("REC-30")
	twoSolve     = whose.ForTwo("REC-30")
	byWorker     = peer.Asks{Rule: peer.Rule{Row: "REC-39", Code: peer.ErrNotAuthorised}, Says: "What is offered comes from the worker alongside.", Fix: "An idea of the person's own is added as theirs, and needs no invitation."}
	workerSays   = peer.Asks{Rule: bothAgree, Says: "What the worker takes on is for the worker to say.", Fix: "Ask the worker."}
)

// problems is the table of REC-30 to 37 and 39.
var problems = peer.Machine[ProblemSolving, Facts]{
	Kind:   KindProblemSolving,
	Schema: 1, // 1: the first form
	Says:   "A problem solved step by step: the person names it, has the ideas, chooses and says how it went.",
	Moves:  "REC-30",
	First:  comesFirst,
	Early: peer.Asks{Rule: peer.Rule{Row: "REC-30", Code: ErrStepOutOfOrder}, Says: "The step that comes before it has been taken.",
		Fix: "Take the step named here; if the person has done it already, they can say so in their own words and pass it."},
	States: []peer.State{
		{Status: ProblemExplained, Says: "The method has been explained and the person wants to use it. They name the problem."},
		{Status: ProblemSelected, Says: "The person has named the problem. Either of the two writes down what it is made of."},
		{Status: ProblemSpecified, Says: "It is clear what it is. The person sets a goal."},
		{Status: ProblemGoalsSet, Says: "There is a goal, and ideas are being collected. The person closes them."},
		{Status: ProblemBrainstormed, Says: "Ideas are closed. The person chooses."},
		{Status: ProblemSolutionChosen, Says: "The person has chosen. They plan."},
		{Status: ProblemPlanned, Says: "There is a plan. Either of the two tells how it went."},
		{Status: ProblemImplementing, Says: "It is being tried. The person says whether it helped."},
		{Status: ProblemEvaluated, Says: "The person has said how it went. They close it."},
		{Status: ProblemClosed, Says: "The person is done with it. They can go back."},
		{Status: ProblemParked, Says: "It rests. The person picks it up where it was."},
		{Status: ProblemStopped, Says: "The person has stopped, and nobody asks why. They can pick it up where it was."},
	},
	Head:   func(p *ProblemSolving) *peer.Head { return &p.head },
	Data:   func(p *ProblemSolving) any { return &p.s },
	Person: ProblemSolving.Person,
	Party:  whose.Party[ProblemSolving],
	Policy: Facts.digest,
	Legal:  problemLegal,
	Parts:  problemParts,
	Rows:   slices.Concat(problemBegins, problemIdeas, problemDoes, problemAnytime),
}

// The rows up to a goal.
var problemBegins = []row[ProblemSolving]{
	peer.Begins(row[ProblemSolving]{
		Do: "start", Says: "Begin, once the method has been explained and the person wants to use it.",
		To: placesOf(way[:1]), By: whose.Two, Else: twoSolve, Form: "REC-30",
	}, func(c StartProblemSolving) string { return c.ID }, draftProblem, step[ProblemSolving, StartProblemSolving]{
		Needs: []need[ProblemSolving, StartProblemSolving]{methodExplained, personWants},
		Apply: func(p ProblemSolving, _ StartProblemSolving, t *taken) ProblemSolving {
			return p.at(ProblemExplained, t)
		},
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "select", Says: "Name the problem, and answer three questions about it.",
		From: placesOf(way[:1]), To: placesOf(way[1:2]), By: whose.Person, Else: whose.ForPerson("REC-31"), Form: "REC-31",
		Open: []open[ProblemSolving]{roomInCycle("REC-31", fewInCycle, func(s problemSolving) int { return len(s.Problems) })},
	}, step[ProblemSolving, SelectProblem]{
		Needs: []need[ProblemSolving, SelectProblem]{
			sayOf("REC-31", "/words", func(c SelectProblem) []peer.Words { return []peer.Words{c.Words} }),
			yesTo("/relevant", "The problem has to do with the person's own life.", func(c SelectProblem) peer.Tri { return c.Relevant }),
			yesTo("/important", "The problem matters to the person.", func(c SelectProblem) peer.Tri { return c.Important }),
			yesTo("/achievable", "Goals can be set about it that the person can reach.", func(c SelectProblem) peer.Tri { return c.Achievable }),
		},
		Apply: problemSelected,
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "specify", Says: "Say what the problem is, or break it down into smaller parts.",
		From: placesOf(way[1:3]), To: placesOf(way[2:3]), By: whose.Two, Else: whose.ForTwo("REC-32"), Form: "REC-32",
	}, step[ProblemSolving, Specify]{
		Needs: []need[ProblemSolving, Specify]{
			sayOf("REC-32", "/statement", func(c Specify) []peer.Words { return []peer.Words{c.Statement} }),
			sayOf("REC-32", "/parts", func(c Specify) (out []peer.Words) {
				for _, n := range c.Parts {
					out = append(out, n.Words)
				}
				return out
			}),
			clearOrBroken, statementHasRoom, partsHaveAPlace, partsDoNotLoop, partsWithinDepth, partsHaveRoom,
		},
		Apply: specified,
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "set-goal", Says: "Set a goal that can be reached, for one of the smallest parts.",
		From: placesOf(way[2:4]), To: placesOf(way[3:4]), By: whose.Person, Else: whose.ForPerson("REC-33"), Form: "REC-33", Makes: KindGoal,
		Open: []open[ProblemSolving]{roomInCycle("REC-33", fewInCycle, func(s problemSolving) int { return len(s.Goals) })},
	}, step[ProblemSolving, SetGoal]{
		Needs: []need[ProblemSolving, SetGoal]{
			ownGoal("/words", func(c SetGoal) []peer.Words { return []peer.Words{c.Words} }),
			ownGoal("/resources", func(c SetGoal) []peer.Words { return c.Resources }),
			ownGoal("/obstacles", func(c SetGoal) []peer.Words { return c.Obstacles }),
			resourceSeen, obstaclesConsidered, smallestPart, goalAnew,
		},
		Also:    goalAllowed,
		Apply:   goalSet,
		Options: map[string]func(ProblemSolving) []string{"/part": func(p ProblemSolving) []string { return numbers(p.s.leaves()) }},
	}),
}

// The rows of ideas and choices.
var problemIdeas = []row[ProblemSolving]{
	peer.Takes(row[ProblemSolving]{
		Do: "add-idea", Says: "Add an idea of the person's, whatever it may be.",
		From: placesOf(way[3:4]), Stays: placesOf(way[3:4]), By: whose.Two, Else: whose.ForTwo("REC-34"), Form: "REC-34",
		Open: []open[ProblemSolving]{roomForIdeas},
	}, step[ProblemSolving, AddIdea]{
		Needs: []need[ProblemSolving, AddIdea]{ideaOfTheirs},
		Apply: func(p ProblemSolving, c AddIdea, t *taken) ProblemSolving { return p.idea(c.Words, "", t) },
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "close-ideas", Says: "Say that these are the ideas.",
		From: placesOf(way[3:4]), To: placesOf(way[4:5]), By: whose.Person, Else: whose.ForPerson("REC-34"), Form: "REC-34",
		Open: []open[ProblemSolving]{oneOfTheirs},
	}, step[ProblemSolving, CloseIdeas]{
		Apply: func(p ProblemSolving, _ CloseIdeas, t *taken) ProblemSolving { return p.at(ProblemBrainstormed, t) },
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "ask-for-idea", Says: "Ask the worker for an idea.",
		From: onTheWay, Stays: onTheWay, By: whose.Person, Else: whose.ForPerson("REC-39"), Form: "REC-39",
	}, step[ProblemSolving, AskForIdea]{
		Apply: func(p ProblemSolving, _ AskForIdea, _ *taken) ProblemSolving { p.s.Invited = true; return p },
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "offer-idea", Says: "Offer the idea you were asked for.",
		From: onTheWay, Stays: onTheWay, By: []peer.Party{peer.PartyWorker}, Else: byWorker, Form: "REC-39",
		Open: []open[ProblemSolving]{theirTurnIsOver, offeredHere, theirsFirst, theyAsked, roomForIdeas},
	}, step[ProblemSolving, OfferInvitedIdea]{
		Needs: []need[ProblemSolving, OfferInvitedIdea]{workersIdeaHere},
		Apply: func(p ProblemSolving, c OfferInvitedIdea, t *taken) ProblemSolving {
			return p.idea(c.Words, c.Basis, t)
		},
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "weigh", Says: "Say what speaks for an idea or against it.",
		From: placesOf(way[3:6]), Stays: placesOf(way[3:6]), By: whose.Person, Else: whose.ForPerson("REC-35"), Form: "REC-35",
		Open: []open[ProblemSolving]{notWhileCollecting, roomInCycle("REC-35", manyInCycle, func(s problemSolving) int { return len(s.Weighed) })},
	}, step[ProblemSolving, WeighIdea]{
		Needs: []need[ProblemSolving, WeighIdea]{
			onTheList("/idea", func(c WeighIdea) []int { return []int{c.Idea} }),
			sayOf("REC-35", "/for", func(c WeighIdea) []peer.Words { return []peer.Words{c.For} }),
			sayOf("REC-35", "/against", func(c WeighIdea) []peer.Words { return []peer.Words{c.Against} }),
			forOrAgainst,
		},
		Apply:   ideaWeighed,
		Options: map[string]func(ProblemSolving) []string{"/idea": ideaNumbers},
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "choose", Says: "Choose one idea from the list, or several.",
		From: placesOf(way[4:6]), To: placesOf(way[5:6]), By: whose.Person, Else: whose.ForPerson("REC-35"), Form: "REC-35",
		Open: []open[ProblemSolving]{roomInCycle("REC-35", fewInCycle, func(s problemSolving) int { return len(s.Choices) })},
	}, step[ProblemSolving, ChooseIdeas]{
		Needs: []need[ProblemSolving, ChooseIdeas]{
			onTheList("/ideas", func(c ChooseIdeas) []int { return ideasOf(c.Ideas) }),
			sayOf("REC-35", "/ideas", func(c ChooseIdeas) []peer.Words { return prosAndCons(c.Ideas) }),
			eachIdeaChosenOnce,
		},
		Apply: func(p ProblemSolving, c ChooseIdeas, t *taken) ProblemSolving { return p.chose(c.Ideas, t) },
	}),
}

var roomForIdeas = roomInCycle("REC-34", manyInCycle, func(s problemSolving) int { return len(s.Ideas) })

func ideaNumbers(p ProblemSolving) []string {
	var out []int
	for _, i := range p.s.Ideas {
		out = append(out, i.Number)
	}
	return numbers(out)
}
