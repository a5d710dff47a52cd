package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

func (o OptionTalk) optionCount() int { return len(o.s.Options) }

func (o OptionTalk) hasOption(waiting bool) bool {
	return slices.ContainsFunc(o.s.Options, func(x TalkOption) bool { return x.Kind.Waiting() == waiting })
}

// talkedBy: what stands at a path was said by one of the two.
func talkedBy[C any](path string, words func(C) peer.Words) need[OptionTalk, C] {
	return whose.Said[Facts](peer.Asks{
		Rule: whose.ForTwo("REC-40").Rule, Path: path,
		Says: "These are the words of the person or of the worker alongside.", Fix: "Name the one of the two who said it.",
	}, whose.Either[OptionTalk], func(c C) []peer.Words { return []peer.Words{words(c)} })
}

var optionSaid = need[OptionTalk, AddOption]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-40", Code: peer.ErrRequired}, Path: "/what", Says: "It is said what the option is.", Fix: "Say it in a sentence; to wait, or to take none, needs no words."},
	Met: func(_ OptionTalk, c AddOption, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.Kind != OptionSomething || !c.What.IsZero())
	},
}

// sourceDated asks of when information is; what has no date is told all the same.
var sourceDated = need[OptionTalk, AddOption]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-40", Code: peer.ErrRequired}, Path: "/source/on", Says: "It is said of when the information is.", Fix: "Look for a date on it, and ask whether it still holds.", Weight: peer.Warns},
	Met: func(_ OptionTalk, c AddOption, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(!c.Source.Given() || !c.Source.On.IsZero())
	},
}

// A choice is between something and leaving it: two options at least.
var (
	somethingToChoose = open[OptionTalk]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-40", Code: ErrChoiceNotReal}, Says: "There is something to choose.", Fix: "Look together for what else there is, and add it."},
		Met:  func(o OptionTalk, _ peer.Act, _ Facts) peer.Tri { return peer.Is(o.hasOption(false)) },
		Args: optionsSoFar,
	}
	waitingIsAnOption = open[OptionTalk]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-40", Code: ErrChoiceNotReal}, Says: "To wait, or to take none, is one of the options.", Fix: "Add what it would be like to wait or to take none of them."},
		Met:  func(o OptionTalk, _ peer.Act, _ Facts) peer.Tri { return peer.Is(o.hasOption(true)) },
		Args: optionsSoFar,
	}
)

func optionsSoFar(o OptionTalk, _ peer.Act, _ Facts) []peer.Arg {
	return []peer.Arg{peer.Number("options", o.optionCount())}
}

var taughtBack = need[OptionTalk, TalkedThrough]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-40", Code: peer.ErrRequired}, Path: "/teachBack", Says: "The person has put it in their own words.", Fix: "You could ask how they would tell it to a friend; if they would rather not, that is all right.", Weight: peer.Warns},
	Met: func(_ OptionTalk, c TalkedThrough, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(!c.TeachBack.IsZero())
	},
}

func optionTalkLegal(o OptionTalk) []peer.Reason {
	s := o.s
	whole := func(x TalkOption) bool {
		return x.Kind.Waiting() || !x.What.IsZero() && x.Source.Given()
	}
	fromTwo := func(x TalkOption) bool {
		return x.From == peer.PartyPerson || x.From == peer.PartyWorker && s.Worker != ""
	}
	all := func(fits func(TalkOption) bool) bool {
		return !slices.ContainsFunc(s.Options, func(x TalkOption) bool { return !fits(x) })
	}
	about := func(x TalkThought) bool { return x.Option <= o.optionCount() }
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Either, o, append(each(s.Options, func(x TalkOption) []peer.Words { return []peer.Words{x.What} }), s.About)...), "/options", "What there is to choose was said by the person or the worker."),
		peer.Holds(whose.SilentOr(whose.Personal, o, append(each(s.Thoughts, func(x TalkThought) []peer.Words { return []peer.Words{x.Words} }), s.TeachBack)...), "/thoughts", "Questions, worries and what it comes to are the person's own words."),
		peer.Holds(counted(s.Options, 1, func(x TalkOption) int { return x.Number }), "/options", "Options are numbered from 1, one by one."),
		peer.Holds(all(whole), "/options", "An option says what it is and where that is from, unless it is to wait or to take none."),
		peer.Holds(all(fromTwo), "/options", "An option was added by the person or by the worker it names."),
		peer.Holds(!slices.ContainsFunc(s.Thoughts, func(x TalkThought) bool { return !about(x) }), "/thoughts", "A question or a worry is about an option of the talk, or about all."),
		peer.Holds(o.Status() != OptionTalkThrough || o.hasOption(false) && o.hasOption(true), "/options", "What was talked through had something to choose, and waiting beside it."),
	}
}

// optionTalkParts: for whoever the person says; the sheet never goes into the care
// record, and that somebody has used an option themself stays between the two
// (hazard H27).
var optionTalkParts = []peer.Part[OptionTalk]{
	{Name: "talk", Rule: notShown, Says: "The person says who may see what they talk through.",
		If: besideRecord[OptionTalk](peer.SharePlan),
		Value: func(o OptionTalk) any {
			s := o.s
			s.Options = o.Options()
			for i := range s.Options {
				s.Options[i].Source = s.Options[i].Source.ofOthers()
			}
			return s
		}},
	{Name: "ownUse", If: betweenTwo[OptionTalk], Rule: notShown, Says: "Who has used an option themself is between the two.",
		Value: func(o OptionTalk) any {
			return slices.DeleteFunc(o.Options(), func(x TalkOption) bool { return x.Source.Kind != SourceOwnUse })
		}},
}
