package signpost

import (
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/naming"
	"github.com/towpath-care/towpath/peer"
)

// listingRule is something that is so of every listing, on its way in and as it is
// stored.
type listingRule struct {
	peer.Asks
	holds func(Listing) bool
}

var listingRules = []listingRule{
	{invalidContact("SIGN-01", "/listing/contacts"), func(l Listing) bool { _, bad := misshapen(l.Contacts); return !bad }},
	{peer.Asks{Rule: peer.Rule{Row: "SIGN-01", Code: peer.ErrRequired}, Path: "/listing/place", Says: "A place has both its latitude and its longitude.", Fix: "Give both, or leave both out."},
		func(l Listing) bool { return (l.Place.Latitude == 0) == (l.Place.Longitude == 0) }},
	{peer.Asks{Rule: peer.Rule{Row: "SIGN-05", Code: peer.ErrOutOfRange}, Path: "/listing/reach/maximumAge", Says: "The oldest it serves are not younger than the youngest.", Fix: "Put the two ages right, or leave one out."},
		func(l Listing) bool { return l.Reach.MaximumAge == 0 || l.Reach.MinimumAge <= l.Reach.MaximumAge }},
	{peer.Asks{Rule: peer.Rule{Row: "SIGN-08", Code: peer.ErrDuplicate}, Path: "/listing/features", Says: "Each feature stands there once.", Fix: "Leave out the second answer to the same need."},
		eachOnce},
	{peer.Asks{Rule: peer.Rule{Row: "SIGN-20", Code: peer.ErrRequired}, Path: "/listing/digital/given", Says: "What is online says so, and so does what has anything to say about being online.", Fix: "Say that it is used online, or leave the rest out."},
		func(l Listing) bool { return l.Digital.Given || l.Kind != Online && l.Digital == Digital{} }},
	{peer.Asks{Rule: peer.Rule{Row: "SIGN-20", Code: peer.ErrRequired}, Path: "/listing/digital/safety", Says: "What is used online says how to stay safe there.", Fix: "Write down what helps to stay safe: who moderates, what to keep to oneself, how to report somebody."},
		func(l Listing) bool { return !l.Digital.Given && l.Kind != Online || !l.Digital.Safety.IsZero() }},
	{peer.Asks{Rule: peer.Rule{Row: "SIGN-25", Code: peer.ErrRequired}, Path: "/listing/sessions/days", Says: "A course has its sessions.", Fix: "Give the days, or the month of the first where no more is known."},
		func(l Listing) bool { return l.Kind != Course || len(l.Sessions.Days) > 0 }},
}

// invalidContact is the rule of a list of ways to get in touch.
func invalidContact(row, path string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: ErrInvalidContact}, Path: path, Says: "Every way to get in touch has the shape of its kind.", Fix: contactFix}
}

// namesNobody is the rule of a text in which nobody stands by name.
func namesNobody(row, path string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrIdentifiableContent}, Path: path, Says: "Nobody is told by what is written here.", Fix: "Leave out names and numbers of people; a telephone number stands among the ways to get in touch."}
}

// namedIn finds what names somebody whoever reads it: an NHS number. Other names are the
// host's to know, so that only a step can look for them.
func namedIn(text peer.Private) bool { return naming.Names(text.Reveal(), nil) }

func eachOnce(l Listing) bool {
	for i, f := range l.Features {
		if slices.ContainsFunc(l.Features[:i], func(o Feature) bool { return o.Need == f.Need }) {
			return false
		}
	}
	return true
}

// listingNeeds are the rules of a step that brings a listing.
func listingNeeds[C any](of func(C) Listing) []need[Resource, C] {
	var out []need[Resource, C]
	for _, rule := range listingRules {
		n := need[Resource, C]{Asks: rule.Asks, Met: func(_ Resource, c C, _ peer.Act, _ Facts) peer.Tri { return peer.Is(rule.holds(of(c))) }}
		if rule.Rule.Code == ErrInvalidContact {
			n.Args = func(_ Resource, c C, _ peer.Act, _ Facts) []peer.Arg { return item(of(c).Contacts) }
		}
		out = append(out, n)
	}
	return append(out,
		need[Resource, C]{
			Asks: namesNobody("SIGN-01", "/listing"),
			Met: func(_ Resource, c C, _ peer.Act, f Facts) peer.Tri {
				return peer.Is(!slices.ContainsFunc(of(c).texts(), func(t peer.Private) bool { return naming.Names(t.Reveal(), f.Identifying) }))
			},
		},
		need[Resource, C]{
			Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-05", Code: LimitsUnknown}, Path: "/listing/reach", Says: "It is written down whom it cannot serve, or that it serves everybody.", Fix: "Ask them, and write it down when you know; until then it is shown as not known.", Weight: peer.Warns},
			Met:  func(_ Resource, c C, _ peer.Act, _ Facts) peer.Tri { return peer.Is(of(c).Reach.LimitsKnown()) },
		},
		need[Resource, C]{
			Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-25", Code: ErrStaleResource}, Path: "/listing/sessions/days", Says: "A session is still to come.", Fix: "Give the new days when they are known; until then it is shown as over.", Weight: peer.Warns},
			Met: func(_ Resource, c C, a peer.Act, f Facts) peer.Tri {
				return peer.Is(!of(c).Sessions.Over(f.Policy.Calendar().FirstDay(a.At)))
			},
		})
}

// texts are what is written about it in whole sentences. Its name, its organisation's
// and the ways to get in touch are theirs to choose: a hall may be called after
// somebody.
func (l Listing) texts() []peer.Private {
	r := l.Reach
	return []peer.Private{l.Offers, l.OffersNot, l.Cost.Note, r.Serves, r.CannotServe, r.Responsible, r.Waiting, r.Ends, r.Threshold,
		l.Digital.Privacy, l.Digital.Safety, l.Sessions.Enrol, l.Sessions.Help, l.Now.Alert}
}

// goneBy reports whether two listings say the same of everything that people go by
// when they use it, its languages among it (hazard H24), and of its sector, which says
// how long it counts as checked: where another one comes in, somebody makes sure anew.
// Its name, what it is filed under, an alert of today and where it was read are not
// among it.
func (l Listing) goneBy(o Listing) bool {
	return l.Kind == o.Kind && l.Sector == o.Sector && slices.Equal(l.Languages, o.Languages) && l.Offers == o.Offers && l.OffersNot == o.OffersNot && slices.Equal(l.Contacts, o.Contacts) && l.Access == o.Access &&
		l.Area == o.Area && l.Place == o.Place && slices.Equal(l.Hours, o.Hours) && l.Cost == o.Cost && l.Reach == o.Reach &&
		slices.Equal(l.Features, o.Features) && l.Digital == o.Digital && l.Sessions.same(o.Sessions)
}

func (s Sessions) same(o Sessions) bool {
	return slices.Equal(s.Days, o.Days) && s.Enrol == o.Enrol && s.CoProduced == o.CoProduced && s.Help == o.Help
}

// sameEntry reports whether two listings are about the same thing: the same name in
// the same area, of the same organisation. Capitals and spaces make no difference
// (SIGN-01).
func (l Listing) sameEntry(o Listing) bool {
	return l.place() == o.place() && l.sameOrganisation(o)
}

// sameOrganisation goes by the id where both have one, and else by the name.
func (l Listing) sameOrganisation(o Listing) bool {
	if l.Organisation != "" && o.Organisation != "" {
		return folded(l.Organisation) == folded(o.Organisation)
	}
	return folded(l.OrganisationName.Reveal()) == folded(o.OrganisationName.Reveal())
}

// place is its name in its area, to be compared.
func (l Listing) place() nameInArea {
	return nameInArea{folded(l.Name.Reveal()), folded(l.Area)}
}

type nameInArea struct{ name, area string }

// folded is a text without capitals and with one space between its words.
func folded(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.ToUpper(s))), " ")
}
