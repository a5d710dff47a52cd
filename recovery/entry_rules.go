package recovery

import (
	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// askInstead is what a refusal offers in place of a way that the worker would give.
const askInstead = "You could ask what they have already thought of."

// Whose turn it is. To the worker the reason offers a question, to the person
// their own way of saying it.
var (
	personsTurn = need[Entry, WriteEntry]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-39", Code: ErrDirective}, Path: "/as", Says: "It is the person's turn to say what they could do.", Fix: askInstead},
		Met: func(e Entry, c WriteEntry, a peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.As.directive() || whose.Party(e, a.By) == peer.PartyPerson)
		},
	}
	ownThought = need[Entry, WriteEntry]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-39", Code: ErrDirective}, Path: "/as", Says: "What the person thinks of is a note of theirs.", Fix: "Write it as a note: it is yours."},
		Met: func(e Entry, c WriteEntry, a peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.As.directive() || whose.Party(e, a.By) != peer.PartyPerson)
		},
	}
)

// workersEntry: nobody says for the worker what the worker asked or heard.
var workersEntry = need[Entry, WriteEntry]{
	Asks: peer.Asks{Rule: whose.ForTwo("REC-39").Rule, Path: "/as", Says: "A question, a reflection, a summary and encouragement are the worker's to write, in their own words.", Fix: "Write what the person said as a note, or as something they tried."},
	Met: func(e Entry, c WriteEntry, a peer.Act, _ Facts) peer.Tri {
		return peer.Is(!c.As.workers() || whose.Party(e, a.By) == peer.PartyWorker && whose.Workers(e, c.Words.Author(a.By)))
	},
}

var personsEntry = whose.OwnWords[Facts, Entry]("REC-39", "/words", func(c WriteEntry) []peer.Words {
	if !c.As.persons() {
		return nil
	}
	return []peer.Words{c.Words}
})

// entryAbout: what is missing is noted, and the entry is kept.
var entryAbout = need[Entry, WriteEntry]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-39", Code: peer.ErrRequired}, Path: "/about", Says: "It is said what it belongs to.", Fix: "Name the goal or the record next time; the entry is kept.", Weight: peer.Warns},
	Met: func(_ Entry, c WriteEntry, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.About.Kind != "" && c.About.ID != "")
	},
}

// offeredAs leaves out the kinds that are never taken.
func offeredAs(Entry) []string { return terms.Of(offeredEntries) }

func entryLegal(e Entry) []peer.Reason {
	s, marked := e.s, e.Status() == EntryDoesNotFit
	return []peer.Reason{
		peer.Holds(!s.As.directive(), "/as", "No entry gives the person a way."),
		peer.Holds(!s.As.persons() || whose.SilentOr(whose.Personal, e, s.Words), "/words", "What the person says is in their own words."),
		peer.Holds(!s.As.workers() || whose.SilentOr(whose.Workers, e, s.Words), "/words", "What the worker says is in the worker's own words."),
		peer.Holds(whose.SilentOr(whose.Personal, e, s.NotSo), "/notSo", "That it does not fit is in the person's own words."),
		peer.Holds(marked || s.NotSo.IsZero(), "/notSo", "A word about what does not fit stands with an entry that is marked."),
		peer.Holds(marked != s.Marked.IsZero(), "/marked", "An entry that does not fit says since when."),
	}
}

var entryParts = []peer.Part[Entry]{
	{Name: "entry", If: besideRecord[Entry](peer.ShareGoals), Rule: notShown, Says: "The person says who may see it; it does not go into the care record.",
		Value: func(e Entry) any { return e.s }},
}
