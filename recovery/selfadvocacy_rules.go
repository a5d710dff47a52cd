package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

func (a SelfAdvocacy) toSayCount() int { return len(a.s.ToSay) }

var wordsOfTheTwo = whose.Said[Facts](peer.Asks{
	Rule: whose.ForTwo("REC-43").Rule, Path: "/words",
	Says: "These are the words of the person or of the worker alongside.", Fix: "Name the one of the two who said it.",
}, whose.Either[SelfAdvocacy], func(c ProposeWords) []peer.Words { return []peer.Words{c.Words} })

// wordsAgreed: the worker says for the person what they have said yes to, while the
// yes holds. Of a number that is not there it says nothing.
var wordsAgreed = need[SelfAdvocacy, SpeakForPerson]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-43", Code: peer.ErrPersonHasNotAgreed}, Path: "/number", Says: "The person has said yes to these words being said for them.", Fix: "Show them the words and wait for their yes; they can also say it themself."},
	Met: func(a SelfAdvocacy, c SpeakForPerson, _ peer.Act, _ Facts) peer.Tri {
		if c.Number < 1 || c.Number > a.toSayCount() {
			return peer.Yes
		}
		return a.s.ToSay[c.Number-1].Agreed
	},
}

func selfAdvocacyLegal(a SelfAdvocacy) []peer.Reason {
	s := a.s
	every := func(fits func(WordsToSay) bool) bool {
		return !slices.ContainsFunc(s.ToSay, func(w WordsToSay) bool { return !fits(w) })
	}
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, a, s.Asks, s.Result, s.ForRecord), "/asks", "What they ask for, what came of it and what may stand in the care record are the person's own words."),
		peer.Holds(whose.SilentOr(whose.Either, a, each(s.ToSay, func(w WordsToSay) []peer.Words { return []peer.Words{w.Words} })...), "/toSay", "Words to say were put up by the person or the worker."),
		peer.Holds(counted(s.ToSay, 1, func(w WordsToSay) int { return w.Number }), "/toSay", "Words to say are numbered from 1, one by one."),
		peer.Holds(every(func(w WordsToSay) bool { return (w.Agreed == peer.Unknown) == w.AnsweredAt.IsZero() }), "/toSay", "The person's answer has its time."),
		peer.Holds(every(func(w WordsToSay) bool { return w.SpokenAt.IsZero() || w.Agreed != peer.Unknown && s.Worker != "" }), "/toSay", "What the worker said for the person, the person had answered."),
	}
}

// selfAdvocacyParts: for whoever the person says. The care record has the words the
// person approved for it and nothing else.
var selfAdvocacyParts = []peer.Part[SelfAdvocacy]{
	{Name: "occasion", If: besideRecord[SelfAdvocacy](peer.SharePlan), Rule: notShown, Says: "The person says who may see what they ask for.",
		Value: func(a SelfAdvocacy) any { return a.s }},
	recordPart[SelfAdvocacy](),
}
