package recovery

import (
	"strings"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// ideasAllowed: a policy nobody knows allows nothing here.
var ideasAllowed = open[OfferedIdea]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-25", Code: ErrDirective}, Says: "The organisation lets an idea be offered when the person invites it.", Fix: askInstead},
	Met:  func(_ OfferedIdea, _ peer.Act, f Facts) peer.Tri { may, _ := f.Policy.outside(); return may },
}

var ideaInvited = need[OfferedIdea, OfferIdea]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-25", Code: ErrNotInvited}, Path: "/invited", Says: "The person asked for an idea on this occasion, or said yes to one.", Fix: "Ask whether they would like one; then say that they did, and on which day or in which contact."},
	Met: func(_ OfferedIdea, c OfferIdea, a peer.Act, f Facts) peer.Tri {
		return peer.Is(c.Invited.given() && !c.Invited.On.After(f.Policy.calendar.FirstDay(a.At)))
	},
}

// given reports whether somebody invited an idea, on some occasion.
func (i IdeaInvitation) given() bool {
	return i.How != "" && (i.Contact != "" || !i.On.IsZero()) && (i.On.IsZero() || i.On.Precision() == peer.ByDay)
}

var (
	ideaAbout = need[OfferedIdea, OfferIdea]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-25", Code: peer.ErrRequired}, Path: "/about", Says: "It is said what the idea would be a way towards.", Fix: "Name the goal, the activity or whatever it is about."},
		Met: func(_ OfferedIdea, c OfferIdea, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.About.Kind != "" && c.About.ID != "")
		},
	}
	notInProblemSolving = need[OfferedIdea, OfferIdea]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-25", Code: ErrDirective}, Path: "/about/kind", Says: "The idea is about something outside problem solving, where the way is the person's to find.", Fix: askInstead},
		Met: func(_ OfferedIdea, c OfferIdea, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.About.Kind != KindProblemSolving)
		},
	}
	personsIdeas = whose.OwnWords[Facts, OfferedIdea]("REC-25", "/ownIdeas", func(c OfferIdea) []peer.Words { return c.OwnIdeas })
	workersIdea  = whose.Said[Facts, OfferedIdea](peer.Asks{
		Rule: workerOffers.Rule, Path: "/idea", Says: "The idea is in the worker's own words.", Fix: "Write the person's idea among their own ideas.",
	}, whose.Workers[OfferedIdea], func(c OfferIdea) []peer.Words { return []peer.Words{c.Idea} })
)

// enoughOwnIdeas: the person has had their turn first.
var enoughOwnIdeas = need[OfferedIdea, OfferIdea]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-25", Code: ErrDirective}, Path: "/ownIdeas", Says: "The person has had ideas of their own first.", Fix: askInstead},
	Met: func(_ OfferedIdea, c OfferIdea, _ peer.Act, f Facts) peer.Tri {
		_, after := f.Policy.outside()
		return peer.Is(different(c.OwnIdeas) >= after)
	},
	Args: func(_ OfferedIdea, c OfferIdea, _ peer.Act, f Facts) []peer.Arg {
		_, after := f.Policy.outside()
		return []peer.Arg{peer.Number("ideas", different(c.OwnIdeas)), peer.Number("first", after)}
	},
}

// different counts what was said, the same twice as one, whatever its spaces and
// capitals.
func different(list []peer.Words) int {
	seen := map[string]bool{}
	for _, w := range list {
		if said := strings.Join(strings.Fields(strings.ToLower(w.Text.Reveal())), " "); said != "" {
			seen[said] = true
		}
	}
	return len(seen)
}

func offeredIdeaLegal(i OfferedIdea) []peer.Reason {
	s := i.s
	return []peer.Reason{
		peer.Holds(s.About.Kind != "" && s.About.ID != "", "/about", "An idea is about something."),
		peer.Holds(s.About.Kind != KindProblemSolving, "/about/kind", "It is about something outside problem solving."),
		peer.Holds(whose.SilentOr(whose.Personal, i, s.OwnIdeas...), "/ownIdeas", "The ideas that came first are the person's own."),
		peer.Holds(s.Invited.given(), "/invited", "The person invited it, on an occasion."),
		peer.Holds(!s.Invited.On.After(peer.Calendar{}.LastDay(s.Offered)), "/invited/on", "It was invited before it was written down."),
		peer.Holds(whose.SilentOr(whose.Workers, i, s.Idea), "/idea", "The idea is the worker's, in their own words."),
	}
}

// offeredIdeaParts: an idea from the worker's own life is for the two of them and
// for nobody's record (hazard H27).
var offeredIdeaParts = []peer.Part[OfferedIdea]{
	{Name: "idea", If: seenByTheTwo[OfferedIdea], Rule: notShown, Says: "An idea that was offered is for the person and the worker alongside.",
		Value: func(i OfferedIdea) any { return i.s }},
}
