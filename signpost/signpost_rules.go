package signpost

import (
	"slices"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// toldOf are the rules of what is said about ways to choose: information with its
// source, or guidance. Advice is nobody's here, and the reason says where it is given.
func toldOf[C any](path string, options func(C) []Option) []givingNeed[Signpost, C] {
	every := func(fits func(Signpost, Option, peer.Act) bool) func(Signpost, C, peer.Act, GivingFacts) peer.Tri {
		return func(s Signpost, c C, a peer.Act, _ GivingFacts) peer.Tri {
			return peer.Is(!slices.ContainsFunc(options(c), func(o Option) bool { return !fits(s, o, a) }))
		}
	}
	return []givingNeed[Signpost, C]{
		{
			Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-11", Code: peer.ErrAdviceOutOfScope}, Path: path, Says: "What somebody should do is for qualified staff to say.", Fix: "Tell what there is and where that is from; take the question to qualified staff together."},
			Met:  every(func(_ Signpost, o Option, _ peer.Act) bool { return o.Kind != TellAdvice }),
			Args: func(Signpost, C, peer.Act, GivingFacts) []peer.Arg {
				return []peer.Arg{peer.Word("route", RouteQualifiedStaff)}
			},
		},
		{
			Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-11", Code: peer.ErrSourceRequired}, Path: path, Says: "It is said where information is from.", Fix: "Say that it is the entry's own, or name who said so; or say when you used it yourself."},
			Met:  every(func(_ Signpost, o Option, _ peer.Act) bool { return o.Kind != TellInformation || o.Source.Given() }),
		},
		{
			Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-11", Code: peer.ErrRequired}, Path: path, Says: "What the worker tells is information or guidance.", Fix: "Say which of the two it is, or leave the words out."},
			Met: every(func(s Signpost, o Option, a peer.Act) bool {
				return o.Kind != "" || o.Words.IsZero() || whose.Personal(s, o.Words.Author(a.By))
			}),
		},
		whose.Said[GivingFacts](peer.Asks{
			Rule: whose.ForTwo("SIGN-11").Rule, Path: path,
			Says: "What is told of a way to choose is in the words of one of the two.", Fix: "Name the one of the two who said it; what somebody else said is information with its source.",
		}, whose.Either[Signpost], func(c C) []peer.Words {
			var out []peer.Words
			for _, o := range options(c) {
				out = append(out, o.Words)
			}
			return out
		}),
	}
}

var aboutSaid = givingNeed[Signpost, Consider]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-14", Code: peer.ErrRequired}, Path: "/about", Says: "It is said what it is for: a goal, or a circumstance.", Fix: "Name the goal, or say in a few words what it is about."},
	Met:  func(_ Signpost, c Consider, _ peer.Act, _ GivingFacts) peer.Tri { return peer.Is(c.About.Given()) },
}

var aboutWords = whose.Said[GivingFacts](peer.Asks{
	Rule: whose.ForTwo("SIGN-14").Rule, Path: "/about/circumstance",
	Says: "What it is about is in the words of one of the two.", Fix: "Name the one of the two who said it.",
}, whose.Either[Signpost], func(c Consider) []peer.Words { return []peer.Words{c.About.Circumstance} })

// twoWays: a worker shows two ways where matching found two. What the person brings
// along needs no second one, and help at once waits for none; nor does what nobody
// supplied, for it may be help at once (hazard H24).
var twoWays = givingNeed[Signpost, Consider]{
	Asks: peer.Asks{Rule: oneOption, Path: "/options", Says: "There are two ways to choose from, where matching found two.", Fix: "Add another one that may suit."},
	Met: func(s Signpost, c Consider, a peer.Act, f GivingFacts) peer.Tri {
		return peer.Is(f.Suitable <= 1 || oneWillDo(s, c, a, f))
	},
	Args: func(_ Signpost, _ Consider, _ peer.Act, f GivingFacts) []peer.Arg {
		return []peer.Arg{peer.Number("suitable", f.Suitable)}
	},
}

// otherLooked marks one way of which nobody knows whether there is another: a talk that
// has taken place without the directory at hand is kept.
var otherLooked = givingNeed[Signpost, Consider]{
	Asks: peer.Asks{Rule: oneOption, Path: "/options", Says: "It is known whether there is another way to choose.", Fix: "Look together when the directory is at hand, and add what may suit.", Weight: peer.Warns},
	Met: func(s Signpost, c Consider, a peer.Act, f GivingFacts) peer.Tri {
		if f.Suitable != 0 || oneWillDo(s, c, a, f) {
			return peer.Yes
		}
		return peer.Unknown
	},
}

var oneOption = peer.Rule{Row: "SIGN-11", Code: ErrOneOption}

func oneWillDo(s Signpost, c Consider, a peer.Act, f GivingFacts) bool {
	return len(c.Options) != 1 || whose.Personal(s, a.By) || slices.ContainsFunc(c.Options, func(o Option) bool {
		r, known := f.entry(o.Resource)
		return r.Crisis() || !known && f.Suitable != 0
	})
}

var onceOnly = peer.Asks{Rule: peer.Rule{Row: "SIGN-11", Code: peer.ErrDuplicate}, Path: "/options", Says: "Each way stands there once.", Fix: "Leave out the one that stands there already."}

var optionsOnce = givingNeed[Signpost, Consider]{Asks: onceOnly, Met: func(_ Signpost, c Consider, _ peer.Act, _ GivingFacts) peer.Tri {
	return peer.Is(eachResourceOnce(c.Options))
}}

var notThereYet = givingNeed[Signpost, AddOption]{
	Asks: peer.Asks{Rule: onceOnly.Rule, Path: "/option/resource", Says: onceOnly.Says, Fix: onceOnly.Fix},
	Met: func(s Signpost, c AddOption, _ peer.Act, _ GivingFacts) peer.Tri {
		return peer.Is(!slices.Contains(s.resources(), c.Option.Resource))
	},
}

func eachResourceOnce(list []Option) bool {
	seen := map[string]bool{}
	for _, o := range list {
		if seen[o.Resource] {
			return false
		}
		seen[o.Resource] = true
	}
	return true
}

// resources are the ids of the entries to choose from.
func (s Signpost) resources() []string {
	var out []string
	for _, o := range s.s.Options {
		out = append(out, o.Option.Resource)
	}
	return out
}

// openHelp are the numbers of help that was asked for and is still open.
func (s Signpost) openHelp() []string {
	var out []string
	for _, h := range s.s.Help {
		if h.Open() {
			out = append(out, strconv.Itoa(h.Number))
		}
	}
	return out
}

// challengeNumbers are the numbers of what makes it hard.
func (s Signpost) challengeNumbers() []string {
	var out []string
	for _, c := range s.s.Challenges {
		out = append(out, strconv.Itoa(c.Number))
	}
	return out
}

var oneOfThem = givingNeed[Signpost, Choose]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-11", Code: peer.ErrUnknownCode}, Path: "/resource", Says: "It is one of the ways to choose from.", Fix: "Choose one of them, or add it first."},
	Met: func(s Signpost, c Choose, _ peer.Act, _ GivingFacts) peer.Tri {
		return peer.Is(slices.Contains(s.resources(), c.Resource))
	},
}

// Of one that was left, what was given is asked about and what was not may be chosen
// again.
var (
	notHandedYet = givingOpen[Signpost]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-14", Code: peer.ErrInvalidTransition}, Says: "The details have not been given yet.", Fix: "Say what came of it, or begin another one."},
		Met:  func(s Signpost, _ peer.Act, _ GivingFacts) peer.Tri { return peer.Is(!s.handedOver()) },
	}
	wasHanded = givingOpen[Signpost]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-14", Code: peer.ErrInvalidTransition}, Says: "The person has the details.", Fix: "Choose again first, or begin another one."},
		Met:  func(s Signpost, _ peer.Act, _ GivingFacts) peer.Tri { return peer.Is(s.handedOver()) },
	}
	// Choices judge no need: a page that is read at home shows no sign of the question
	// (hazard H09).
	furtherOpen = givingNeed[Signpost, AnswerFurther]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-16", Code: peer.ErrInvalidTransition}, Says: "It is open whether it needs to go further.", Fix: "Read it again; nothing is asked here. A worry can be told to somebody at any time."},
		Met: func(s Signpost, _ AnswerFurther, _ peer.Act, _ GivingFacts) peer.Tri {
			return peer.Is(s.s.Asked && !s.s.answered())
		},
	}
)

// handedOver reports whether the person has the details.
func (s Signpost) handedOver() bool { return !s.s.Handed.First.IsZero() }

// roomFor is the rule that a list of a signpost has room for one more.
func roomFor(row string, most int, have func(signpost) int) givingOpen[Signpost] {
	return givingOpen[Signpost]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrOutOfRange}, Says: "There is room for one more.", Fix: "Begin another signpost for what comes next."},
		Met:  func(s Signpost, _ peer.Act, _ GivingFacts) peer.Tri { return peer.Is(have(s.s) < most) },
		Args: func(Signpost, peer.Act, GivingFacts) []peer.Arg { return []peer.Arg{peer.Number("max", most)} },
	}
}

// numbered is the rule that a number stands there.
func numbered[C any](row string, number func(C) int, have func(signpost) int) givingNeed[Signpost, C] {
	return givingNeed[Signpost, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrOutOfRange}, Path: "/number", Says: "The number is one that stands there.", Fix: "Look again and use a number that stands there."},
		Met:  func(s Signpost, c C, _ peer.Act, _ GivingFacts) peer.Tri { return peer.Is(number(c) <= have(s.s)) },
		Args: func(s Signpost, _ C, _ peer.Act, _ GivingFacts) []peer.Arg {
			return []peer.Arg{peer.Number("max", have(s.s))}
		},
	}
}

func helpOpen[C any](number func(C) int) givingNeed[Signpost, C] {
	return givingNeed[Signpost, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-18", Code: peer.ErrInvalidTransition}, Path: "/number", Says: "That help is still to take place.", Fix: "Read it again; it has taken place, or is not wanted any more."},
		Met: func(s Signpost, c C, _ peer.Act, _ GivingFacts) peer.Tri {
			n := number(c)
			return peer.Is(n < 1 || n > len(s.s.Help) || s.s.Help[n-1].Open())
		},
	}
}

var helpAhead = givingNeed[Signpost, AskHelp]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-18", Code: peer.ErrPastDate}, Path: "/until", Says: "The day is not over yet.", Fix: "Choose a day that lies ahead, or leave it open."},
	Met: func(_ Signpost, c AskHelp, a peer.Act, f GivingFacts) peer.Tri {
		// Without a policy it is still that day somewhere twelve hours later.
		today := f.today(a.At)
		if !f.Policy.Known() {
			today = f.today(a.At.Add(-12 * time.Hour))
		}
		return peer.Is(c.Until.IsZero() || !c.Until.Last().Before(today))
	},
}

var afterGiven = givingNeed[Signpost, ChangeFollowUp]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-15", Code: peer.ErrInvalidPeriod}, Path: "/on", Says: "The day is not before the details were given.", Fix: "Choose a later day, or say that nobody is to ask."},
	Met: func(s Signpost, c ChangeFollowUp, _ peer.Act, _ GivingFacts) peer.Tri {
		return peer.Is(c.On.IsZero() || !c.On.Last().Before(s.s.Handed.On))
	},
}

// askingWelcome marks an asking that was not agreed. It has happened, so it is kept.
var askingWelcome = givingOpen[Signpost]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-15", Code: peer.ErrPersonHasNotAgreed}, Says: "It is asked on the day that was agreed, or after it.", Fix: "Wait for that day, or leave it to the person; what they say is welcome at any time.", Weight: peer.Warns},
	Met: func(s Signpost, a peer.Act, f GivingFacts) peer.Tri {
		next := s.s.FollowUp.Next
		return peer.Is(!next.IsZero() && !next.After(f.today(a.At)))
	},
}

// times is how often it is asked: as the policy said, and once where a day was set
// without one.
func (f followUp) times() int { return max(1, f.AtMost) }

var nextSaid = givingNeed[Signpost, RecordOutcome]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-16", Code: peer.ErrNextStepRequired}, Path: "/next", Says: "Where it takes something different, it is said what comes next.", Fix: "Choose what you would like next; nothing for now is a choice too."},
	Met: func(_ Signpost, c RecordOutcome, _ peer.Act, _ GivingFacts) peer.Tri {
		return peer.Is(c.Outcome != OutcomeNeedsDifferent || c.Next != "")
	},
}

// furtherBeside is the safety question beside an outcome: asked where a concern is
// next, or where somebody began to answer it.
func furtherBeside(s Signpost, c RecordOutcome) whose.Question {
	return whose.Question{Settled: !c.asksFurther(), Further: s.s.furtherAs(c.Further)}
}

func (c RecordOutcome) asksFurther() bool {
	return c.Next == NextConcern || c.Further != (peer.Further{})
}

// furtherAs is the answer as it stands after somebody said something: a concern that
// was named stays named until another answer is whole.
func (s signpost) furtherAs(said peer.Further) peer.Further {
	named := s.Further.Answer == peer.Yes && s.Further.Concern != ""
	if said == (peer.Further{}) || named && said.Settled() != peer.Yes {
		return s.Further
	}
	return said
}

func (s signpost) answered() bool { return whose.Question{Further: s.Further}.Answered() }

// leftByStaff: who is not the worker alongside leaves it only once there is none.
var leftByStaff = givingNeed[Signpost, LeaveNotKnown]{
	Asks: peer.Asks{Rule: workerLeaves.Rule, Path: "/because", Says: "The worker alongside leaves it, or somebody on the staff once peer support between the two is over.", Fix: workerLeaves.Fix},
	Met: func(s Signpost, c LeaveNotKnown, a peer.Act, _ GivingFacts) peer.Tri {
		return peer.Is(c.Because == SupportEnded || whose.Party(s, a.By) == peer.PartyWorker)
	},
}

var askedEnough = givingNeed[Signpost, LeaveNotKnown]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-16", Code: peer.ErrPersonsWordsOnly}, Path: "/because", Says: "It was asked as often as agreed, or peer support is over.", Fix: "Ask on the days you agreed; until then it stays open, and nothing is made up."},
	Met: func(s Signpost, c LeaveNotKnown, _ peer.Act, f GivingFacts) peer.Tri {
		if c.Because == SupportEnded {
			return f.RelationshipEnded
		}
		return peer.Is(s.s.FollowUp.Asked >= s.s.FollowUp.times())
	},
	Args: func(s Signpost, _ LeaveNotKnown, _ peer.Act, _ GivingFacts) []peer.Arg {
		return []peer.Arg{peer.Number("asked", s.s.FollowUp.Asked), peer.Number("agreed", s.s.FollowUp.times())}
	},
}
