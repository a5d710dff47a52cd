package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// ideaOfTheirs: an idea comes from the person. Anybody else's gives the way instead
// of asking for it.
var ideaOfTheirs = whose.Said[Facts](peer.Asks{
	Rule: peer.Rule{Row: "REC-34", Code: ErrDirective}, Path: "/words",
	Says: "The ideas are the person's; it is their turn.", Fix: askInstead,
}, whose.Personal[ProblemSolving], func(c AddIdea) []peer.Words { return []peer.Words{c.Words} })

var oneOfTheirs = open[ProblemSolving]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-34", Code: ErrNoOwnIdea}, Says: "There is one idea of the person's own at least.", Fix: "Any idea counts, however small or odd. What would they tell a friend?"},
	Met:  func(p ProblemSolving, _ peer.Act, _ Facts) peer.Tri { return peer.Is(p.s.ownIdeas() > 0) },
}

// When the worker may offer an idea inside problem solving.
var (
	theirTurnIsOver = open[ProblemSolving]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-39", Code: ErrDirective}, Says: "The person has closed their own ideas.", Fix: askInstead},
		Met: func(p ProblemSolving, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(slices.Contains(ideasClosed, p.s.Place))
		},
	}
	offeredHere = open[ProblemSolving]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-39", Code: ErrDirective}, Says: "The organisation's policy lets a worker offer an idea the person asked for.", Fix: "Here the ideas are the person's. " + askInstead},
		Met: func(_ ProblemSolving, _ peer.Act, f Facts) peer.Tri {
			inside, _ := f.Policy.inside()
			return peer.Is(inside)
		},
	}
	theirsFirst = open[ProblemSolving]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-39", Code: ErrDirective}, Says: "The person has had as many ideas of their own as the policy says.", Fix: "It is their turn. " + askInstead},
		Met: func(p ProblemSolving, _ peer.Act, f Facts) peer.Tri {
			_, after := f.Policy.inside()
			return peer.Is(p.s.ownIdeas() >= after)
		},
		Args: func(_ ProblemSolving, _ peer.Act, f Facts) []peer.Arg {
			_, after := f.Policy.inside()
			return []peer.Arg{peer.Number("own", after)}
		},
	}
	theyAsked = open[ProblemSolving]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-39", Code: ErrNotInvited}, Says: "The person has asked for an idea, on this occasion.", Fix: "Wait until they ask. " + askInstead},
		Met:  func(p ProblemSolving, _ peer.Act, _ Facts) peer.Tri { return peer.Is(p.s.Invited) },
	}
	workersIdeaHere = whose.Said[Facts](peer.Asks{
		Rule: byWorker.Rule, Path: "/words",
		Says: "The idea is the worker's own.", Fix: "What the person says is an idea of theirs; add it as theirs.",
	}, whose.Workers[ProblemSolving], func(c OfferInvitedIdea) []peer.Words { return []peer.Words{c.Words} })
)

// Weighing waits until nobody is collecting any more.
var notWhileCollecting = open[ProblemSolving]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-34", Code: ErrJudgingTooEarly}, Says: "Ideas are closed before one is weighed.", Fix: "Collect as many as the person likes; weigh them when they have closed the list."},
	Met: func(p ProblemSolving, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(p.s.Place != ProblemGoalsSet)
	},
}

// onTheList: every idea named stands in the list.
func onTheList[C any](path string, named func(C) []int) need[ProblemSolving, C] {
	return need[ProblemSolving, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-35", Code: ErrUnknownIdea}, Path: path, Says: "The idea stands in the list.", Fix: "Name an idea by its number. To add one, go back to collecting."},
		Met: func(p ProblemSolving, c C, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!slices.ContainsFunc(named(c), func(n int) bool { return n < 1 || n > len(p.s.Ideas) }))
		},
	}
}

var (
	forOrAgainst = need[ProblemSolving, WeighIdea]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-35", Code: peer.ErrRequired}, Path: "/for", Says: "Something is said for it or against it.", Fix: "Nobody has to weigh; choosing does without."},
		Met: func(_ ProblemSolving, c WeighIdea, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.For.IsZero() || !c.Against.IsZero())
		},
	}
	eachIdeaChosenOnce = need[ProblemSolving, ChooseIdeas]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-35", Code: peer.ErrDuplicate}, Path: "/ideas", Says: "Each idea is chosen once.", Fix: "Name it once."},
		Met: func(_ ProblemSolving, c ChooseIdeas, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(eachIdeaOnce(c.Ideas))
		},
	}
)

func eachIdeaOnce(list []WeighedIdea) bool {
	seen := map[int]bool{}
	for _, w := range list {
		seen[w.Idea] = true
	}
	return len(seen) == len(list)
}

// ideasOf are the numbers of weighed ideas, prosAndCons their words.
func ideasOf(list []WeighedIdea) []int {
	var out []int
	for _, w := range list {
		out = append(out, w.Idea)
	}
	return out
}

func prosAndCons(list []WeighedIdea) []peer.Words {
	var out []peer.Words
	for _, w := range list {
		out = append(out, w.For, w.Against)
	}
	return out
}

// ownIdeas is how many ideas are the person's own.
func (s problemSolving) ownIdeas() int {
	n := 0
	for _, i := range s.Ideas {
		if i.Origin == peer.PartyPerson {
			n++
		}
	}
	return n
}

// idea adds an idea to the list; one with a basis is the worker's.
func (p ProblemSolving) idea(w peer.Words, basis IdeaBasis, t *taken) ProblemSolving {
	origin := peer.PartyPerson
	if basis != "" {
		origin, p.s.Invited = peer.PartyWorker, false
	}
	p.s.Ideas = grown(p.s.Ideas, ProblemIdea{len(p.s.Ideas) + 1, t.Own(w), origin, basis, t.Now()})
	return p
}

func ideaWeighed(p ProblemSolving, c WeighIdea, t *taken) ProblemSolving {
	p.s.Weighed = grown(p.s.Weighed, WeighedIdea{c.Idea, t.Own(c.For), t.Own(c.Against)})
	return p
}

// chose makes a choice and goes on to planning it.
func (p ProblemSolving) chose(ideas []WeighedIdea, t *taken) ProblemSolving {
	kept := make([]WeighedIdea, len(ideas))
	for i, w := range ideas {
		kept[i] = WeighedIdea{w.Idea, t.Own(w.For), t.Own(w.Against)}
	}
	p.s.Choices = grown(p.s.Choices, ProblemChoice{len(p.s.Choices) + 1, kept, takenBy(t), t.Now()})
	return p.at(ProblemSolutionChosen, t)
}

// takenBy is whoever takes a step, as an author is written: without a role.
func takenBy(t *taken) peer.Actor { return peer.Words{}.Author(t.Act.By) }
