package recovery

import (
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// yesTo is one of the three questions about a problem.
func yesTo(path, says string, answer func(SelectProblem) peer.Tri) need[ProblemSolving, SelectProblem] {
	return need[ProblemSolving, SelectProblem]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-31", Code: ErrProblemNotSuitable}, Path: path, Says: says, Fix: "Choose another problem, or let it rest for now."},
		Met:  func(_ ProblemSolving, c SelectProblem, _ peer.Act, _ Facts) peer.Tri { return answer(c) },
	}
}

// sayOf are the person's own words at a path of a step.
func sayOf[C any](row, path string, words func(C) []peer.Words) need[ProblemSolving, C] {
	return whose.OwnWords[Facts, ProblemSolving](row, path, words)
}

// What a breakdown has to keep to.
var (
	clearOrBroken = need[ProblemSolving, Specify]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-32", Code: peer.ErrRequired}, Path: "/statement", Says: "It is said what the problem is, or what its parts are.", Fix: "Ask how they would put it, or which smaller parts it has."},
		Met: func(_ ProblemSolving, c Specify, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.Statement.IsZero() || len(c.Parts) > 0)
		},
	}
	partsHaveAPlace = need[ProblemSolving, Specify]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-32", Code: peer.ErrOutOfRange}, Path: "/parts", Says: "Every part belongs to the problem or to a part there is.", Fix: "Name the number of a part, or 0 for the problem itself."},
		Met: func(p ProblemSolving, c Specify, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(havePlaces(p.s.with(c.Parts)))
		},
	}
	partsDoNotLoop = need[ProblemSolving, Specify]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-32", Code: ErrCycle}, Path: "/parts", Says: "No part belongs to itself, not by way of others either.", Fix: "Let one of them belong to the problem itself."},
		Met: func(p ProblemSolving, c Specify, _ peer.Act, _ Facts) peer.Tri {
			_, loops := levels(p.s.with(c.Parts))
			return peer.Is(!loops)
		},
	}
	partsWithinDepth = need[ProblemSolving, Specify]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-32", Code: peer.ErrOutOfRange}, Path: "/parts", Says: "It is broken down into no more levels than the organisation's policy says.", Fix: "Leave out the smallest parts, or begin a cycle with one part as its problem."},
		Met: func(p ProblemSolving, c Specify, _ peer.Act, f Facts) peer.Tri {
			deep, loops := levels(p.s.with(c.Parts))
			return peer.Is(loops || len(c.Parts) == 0 || deep <= f.Policy.problemDepth())
		},
		Args: func(_ ProblemSolving, _ Specify, _ peer.Act, f Facts) []peer.Arg {
			return []peer.Arg{peer.Number("levels", f.Policy.problemDepth())}
		},
	}
	statementHasRoom = hasRoom("/statement", fewInCycle, func(s problemSolving, c Specify) int {
		if c.Statement.IsZero() {
			return 0
		}
		return len(s.Statements) + 1
	})
	partsHaveRoom = hasRoom("/parts", manyInCycle, func(s problemSolving, c Specify) int { return len(s.Parts) + len(c.Parts) })
)

// hasRoom keeps what a breakdown adds to within what can be stored and read again.
func hasRoom(path string, most int, count func(problemSolving, Specify) int) need[ProblemSolving, Specify] {
	return need[ProblemSolving, Specify]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-32", Code: peer.ErrOutOfRange}, Path: path, Says: noRoom.Says, Fix: noRoom.Fix},
		Met:  func(p ProblemSolving, c Specify, _ peer.Act, _ Facts) peer.Tri { return peer.Is(count(p.s, c) <= most) },
		Args: func(ProblemSolving, Specify, peer.Act, Facts) []peer.Arg { return []peer.Arg{peer.Number("max", most)} },
	}
}

// with are the parts there are with new ones behind them.
func (s problemSolving) with(parts []NewPart) []ProblemPart {
	out := slices.Clip(s.Parts)
	for _, n := range parts {
		out = append(out, ProblemPart{len(out) + 1, n.Of, n.Words})
	}
	return out
}

// havePlaces reports whether every part belongs to the problem or to one of them.
func havePlaces(parts []ProblemPart) bool {
	return !slices.ContainsFunc(parts, func(p ProblemPart) bool { return p.Of < 0 || p.Of > len(parts) })
}

// levels is how many levels the parts have, and whether some of them loop.
func levels(parts []ProblemPart) (deep int, loops bool) {
	for _, p := range parts {
		level := 1
		for ; 0 < p.Of && p.Of <= len(parts) && level <= len(parts); level++ {
			p = parts[p.Of-1]
		}
		deep, loops = max(deep, level), loops || level > len(parts)
	}
	return deep, loops
}

// leaves are the numbers of the smallest parts; 0, the whole, where there are none.
func (s problemSolving) leaves() []int {
	if len(s.Parts) == 0 {
		return []int{0}
	}
	var out []int
	for _, p := range s.Parts {
		if !slices.ContainsFunc(s.Parts, func(q ProblemPart) bool { return q.Of == p.Number }) {
			out = append(out, p.Number)
		}
	}
	return out
}

// numbers writes numbers as the options of a form.
func numbers(list []int) []string {
	var out []string
	for _, n := range list {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

func problemSelected(p ProblemSolving, c SelectProblem, t *taken) ProblemSolving {
	p.s.Problems = grown(p.s.Problems, SelectedProblem{t.Own(c.Words), c.Relevant, c.Important, c.Achievable, t.Now()})
	return p.at(ProblemSelected, t)
}

func specified(p ProblemSolving, c Specify, t *taken) ProblemSolving {
	if !c.Statement.IsZero() {
		p.s.Statements = grown(p.s.Statements, t.Own(c.Statement))
	}
	before := len(p.s.Parts)
	p.s.Parts = p.s.with(c.Parts)
	for i := range c.Parts {
		p.s.Parts[before+i].Words = t.Own(c.Parts[i].Words)
	}
	return p.at(ProblemSpecified, t)
}
