package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// noOther: the same thing does not stand in the directory twice. One that keeps its
// name, its area and its organisation stays the entry it is.
func noOther[C any](of func(C) Listing) need[Resource, C] {
	return need[Resource, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-01", Code: peer.ErrDuplicate}, Path: "/listing/name", Says: "The directory has no other entry of the same organisation, name and area.", Fix: "Look at the entry that is there and put it right, or say in what this one differs."},
		Met: func(r Resource, c C, _ peer.Act, f Facts) peer.Tri {
			if r.Exists() && r.s.Listing.sameEntry(of(c)) {
				return peer.Yes
			}
			return f.NoOther
		},
	}
}

// notInFuture: what happened was not after today, wherever that is when no policy names
// a zone.
func notInFuture[R, C any](row string, on func(C) peer.Date) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrFutureDate}, Path: "/on", Says: "It was today, or earlier.", Fix: "Give the day on which it was."},
		Met: func(_ R, c C, a peer.Act, f Facts) peer.Tri {
			return peer.Is(!on(c).After(f.Policy.Calendar().LastDay(a.At)))
		},
	}
}

// sureSince: a doubt or a change is settled by looking after it, not before.
var sureSince = need[Resource, Verify]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-03", Code: ErrNotVerified}, Path: "/on", Says: "Somebody made sure after it was doubted or changed, or on that day.", Fix: "Ring, write or go there once more."},
	Met: func(r Resource, c Verify, _ peer.Act, f Facts) peer.Tri {
		at := r.s.Changed
		for _, d := range r.s.Doubts {
			if d.open() && d.At.After(at) {
				at = d.At
			}
		}
		return peer.Is(at.IsZero() || !c.On.Before(f.Policy.Calendar().FirstDay(at)))
	},
}

// disputeNeeds: the words are the speaker's own, and where somebody was not safe it is
// asked whether that needs to go further. The doubt is kept whatever the answer.
var disputeNeeds = append([]need[Resource, Dispute]{{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-04", Code: peer.ErrPersonsWordsOnly}, Path: "/words", Says: "These are the words of whoever says it; the staff may write down somebody else's.", Fix: "Say it for yourself, or leave the words out."},
	Met: func(_ Resource, c Dispute, a peer.Act, _ Facts) peer.Tri {
		author := c.Words.Author(a.By)
		return peer.Is(c.Words.IsZero() || author == somebody(a.By) || a.By.Staff != "" && author.Valid())
	},
}}, whose.KeptOpen[Facts]("SIGN-04", func(_ Resource, c Dispute) whose.Question {
	return whose.Question{Settled: c.Reason != NotSafe, Further: c.Further}
})...)

// resourceLegal is what no step could have written.
func resourceLegal(r Resource) []peer.Reason {
	s, v := r.s, r.s.Verified
	var out []peer.Reason
	for _, rule := range listingRules {
		out = append(out, peer.Holds(rule.holds(s.Listing), rule.Path, rule.Says))
	}
	shown := !s.Listed.IsZero()
	return append(out,
		peer.Holds(v == verification{} || v.whole(), "/verified", "Who made sure, when and how belong together, and it was not in the future."),
		peer.Holds(r.standsVerified(), "/verified", "What people are shown, and only that or what is to be listed, somebody made sure of."),
		peer.Holds(r.standsListed(), "/listed", "What people are shown was listed."),
		peer.Holds(shown || s.Changed.IsZero() && (len(s.Doubts) == 0 || r.Status() == Retired), "/doubts", "What was never listed was never doubted before it was gone."),
		peer.Holds(!slices.ContainsFunc(s.Listing.texts(), namedIn), "/listing", "Nobody is told by what is written here."),
		peer.Holds(!slices.ContainsFunc(s.Doubts, func(d Doubt) bool { return !d.legal() }), "/doubts", "A doubt is in the words of whoever said it, or of somebody the staff listened to."),
		peer.Holds(r.Status() == Retired || slices.ContainsFunc(s.Doubts, Doubt.open) == (r.Status() == Disputed), "/doubts", "An entry is disputed while a doubt is open."),
		peer.Holds((s.Why != "") == (r.Status() == Retired), "/why", "What is there no more has its reason."),
		peer.Holds(s.Finder.Role == "", "/finder", "A finder has no role."),
	)
}

func (v verification) whole() bool {
	return !v.On.IsZero() && v.How != "" && v.By != "" && !v.At.IsZero() && byThen(v.On, v.At)
}

func (r Resource) standsVerified() bool {
	some := r.s.Verified != verification{}
	switch r.Status() {
	case Found, Proposed:
		return !some
	case Retired:
		return some || r.s.Listed.IsZero()
	}
	return some
}

func (r Resource) standsListed() bool {
	shown := !r.s.Listed.IsZero()
	switch r.Status() {
	case Listed, Disputed:
		return shown
	case Retired:
		return true
	}
	return !shown
}

func (d Doubt) legal() bool {
	said := d.Words == peer.Words{} || !d.Words.IsZero() && d.Words.By.Valid() && d.Words.By.Role == "" && (d.Words.By == d.By || d.By.Staff != "")
	return said && d.By.Role == ""
}

// resourceParts: what is listed is open to everybody, what is not yet is for the staff
// and for whoever found it. What was said of it is for the staff, who make sure. No part
// names a person or a carer, neither who found it nor who doubted it (hazard H13).
var resourceParts = []peer.Part[Resource]{
	{Name: "listing", If: resourceSeen, Rule: notListed, Says: notListedSays, Value: func(r Resource) any { return r.s.Listing }},
	{Name: "standing", If: resourceSeen, Rule: notListed, Says: notListedSays, Value: func(r Resource) any { return r.standing() }},
	{Name: "checks", If: func(_ Resource, as peer.Party, _ peer.Reading) bool {
		return as == peer.PartyStaff || as == peer.PartyLine
	},
		Rule: peer.Rule{Row: "SIGN-04", Code: peer.ErrNotAuthorised}, Says: "What was said of it, and who made sure, is for the staff.",
		Value: func(r Resource) any {
			out := checks{By: r.s.Verified.By, At: r.s.Verified.At}
			for _, d := range r.s.Doubts {
				out.Doubts = append(out.Doubts, toldDoubt{d.Reason, d.Words.Text, byKind(r, d.By), d.At, d.Settled})
			}
			return out
		}},
}

var notListed = peer.Rule{Row: "SIGN-06", Code: ErrNotVerified}

const notListedSays = "What is not listed yet is for the staff and for whoever found it."

func resourceSeen(r Resource, as peer.Party, by peer.Reading) bool {
	switch {
	case as == peer.PartyNobody:
		return false
	case as == peer.PartyStaff, as == peer.PartyLine, !r.s.Listed.IsZero():
		return true
	}
	return somebody(by.By) == r.s.Finder
}

// checks is what those see who make sure of an entry.
type checks struct {
	By     peer.StaffID `json:"by,omitzero"`
	At     time.Time    `json:"at,omitzero"`
	Doubts []toldDoubt  `json:"doubts,omitempty"`
}

type toldDoubt struct {
	Reason  DoubtReason  `json:"reason"`
	Words   peer.Private `json:"words,omitzero"`
	By      peer.Party   `json:"by"` // a person, a carer or the staff, and never who
	At      time.Time    `json:"at"`
	Settled time.Time    `json:"settled,omitzero"`
}

// standing is how an entry stands, for everybody who sees it.
type standing struct {
	FoundBy  peer.Party    `json:"foundBy"` // a person, a carer or the staff, and never who
	Verified peer.Date     `json:"verified,omitzero"`
	How      HowVerified   `json:"how,omitzero"`
	Changed  bool          `json:"changed,omitzero"`
	Listed   time.Time     `json:"listed,omitzero"`
	Why      RetiredReason `json:"why,omitzero"`
}

func (r Resource) standing() standing {
	return standing{byKind(r, r.s.Finder), r.s.Verified.On, r.s.Verified.How, r.Changed(), r.s.Listed, r.s.Why}
}
