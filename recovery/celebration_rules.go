package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// celebratedBy: what is worth marking was said by one of the two. How it is marked
// is the person's.
var celebratedBy = whose.Said[Facts, Celebration](peer.Asks{
	Rule: twoCelebrate.Rule, Path: "/what",
	Says: "These are the words of the person or of the worker alongside.", Fix: "Name the one of the two who said it.",
}, whose.Either[Celebration], func(s Celebrate) []peer.Words { return []peer.Words{s.What} })

func celebrationLegal(c Celebration) []peer.Reason {
	s := c.s
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Either, c, s.What), "/what", "What is worth marking is the person's or the worker's."),
		peer.Holds(whose.SilentOr(whose.Personal, c, s.HowMarked), "/howMarked", "How it is marked is in the person's own words."),
		peer.Holds(s.From == peer.PartyPerson || s.From == peer.PartyWorker && s.Worker != "", "/from", "It was said by the person or by the worker it names."),
		peer.Holds(c.Status() != CelebrationOffered || s.From == peer.PartyWorker, "/from", "Only what the worker said is an offer."),
	}
}

// celebrationParts: for the two, and once accepted for whoever the person has
// said yes to.
var celebrationParts = []peer.Part[Celebration]{
	{Name: "celebration", Rule: notBefore, Says: "It is for the two; others see it when the person has made it theirs and said who may see it.",
		If: func(c Celebration, as peer.Party, by peer.Reading) bool {
			if by.Purpose != peer.ForRecord && (as == peer.PartyPerson || as == peer.PartyWorker) {
				return true
			}
			return c.Counts() == nil && by.By.Staff != "" &&
				peer.Consented(by.Consents, c.s.Person, peer.ShareGoals, by.Purpose, by.At) == peer.Yes
		},
		Value: func(c Celebration) any { return c.s }},
}
