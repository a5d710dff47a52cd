package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var strengthSaidBy = whose.Said[Facts, Strength, NameStrength](peer.Asks{
	Rule: twoName.Rule, Path: "/words",
	Says: "These are the words of the person or of the worker alongside.", Fix: "Name the one of the two who said it.",
}, whose.Either[Strength], strengthWords)

// mattersToThem: the worker may notice what a person can do and has done, and not
// what matters to them or what they hope for.
var mattersToThem = whose.Said[Facts, Strength, NameStrength](peer.Asks{
	Rule: peer.Rule{Row: "REC-02", Code: peer.ErrPersonsWordsOnly}, Path: "/words",
	Says: "What matters to somebody, and what they hope for, is in their own words.", Fix: "Ask what matters to them; write down what they say and name them as the author.",
}, func(g Strength, a peer.Actor) bool { return !whose.Either(g, a) || mayName(g, a) }, strengthWords)

func strengthWords(c NameStrength) []peer.Words { return []peer.Words{c.Words} }

// mayName reports whose words may stand in a strength of this sort.
func mayName(g Strength, a peer.Actor) bool {
	return whose.Personal(g, a) || g.s.Sort.noticed() && whose.Either(g, a)
}

func strengthLegal(g Strength) []peer.Reason {
	s := g.s
	return []peer.Reason{
		peer.Holds(whose.SilentOr(mayName, g, s.Words), "/words", "A strength is in the words of one of the two; a value or an aspiration in the person's own."),
		peer.Holds(s.From == peer.PartyPerson || s.From == peer.PartyWorker && s.Worker != "", "/from", "It was brought in by the person or by the worker it names."),
		peer.Holds(g.Status() != StrengthOffered || s.From == peer.PartyWorker, "/from", "Only what the worker brought in is an offer."),
	}
}

var strengthParts = []peer.Part[Strength]{
	{Name: "strength", If: shownWhile[Strength](StrengthAccepted, peer.SharePlan),
		Rule: notShown, Says: "It is for the two; others see it when the person has made it theirs and said who may see it.",
		Value: func(g Strength) any { return g.s }},
}
