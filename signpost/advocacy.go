package signpost

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// AdvocacyOccasion is something after which an advocate is always offered (SIGN-17).
type AdvocacyOccasion string

// Occasions.
const (
	// OccasionImposed: a choice felt put upon somebody (REC-42).
	OccasionImposed AdvocacyOccasion = "imposed-choice"
	// OccasionRestriction: something is kept from somebody where they are (SIGN-09).
	OccasionRestriction AdvocacyOccasion = "restriction"
	// OccasionObjection: somebody objects to a move between services (TRAN-05).
	OccasionObjection AdvocacyOccasion = "transition-objection"
	// OccasionComplaint: somebody complains.
	OccasionComplaint AdvocacyOccasion = "complaint"
)

var advocacyOccasions = []AdvocacyOccasion{OccasionImposed, OccasionRestriction, OccasionObjection, OccasionComplaint}

// Known reports whether the occasion is on the list.
func (o AdvocacyOccasion) Known() bool { return slices.Contains(advocacyOccasions, o) }

// Terms returns the closed list.
func (AdvocacyOccasion) Terms() []string { return terms.Of(advocacyOccasions) }

// AdvocacySituation is one occasion: what, whose and when. Of is the record it comes
// from.
type AdvocacySituation struct {
	Occasion AdvocacyOccasion `json:"occasion"`
	Of       peer.Ref         `json:"of"`
	Person   peer.PersonID    `json:"person"`
	At       time.Time        `json:"at"`
}

// AdvocacyOffer is an advocate offered by other ways than a signpost, such as by
// whoever imposed something. Whether the person took it is theirs.
type AdvocacyOffer struct {
	// Situation is the record the offer was made about.
	Situation peer.Ref  `json:"situation"`
	At        time.Time `json:"at"`
}

// AdvocacyReviewed is what the review says of one situation. Its reason has code
// AdvocacyNotOffered and warns: it stops nothing.
type AdvocacyReviewed struct {
	Situation AdvocacySituation `json:"situation"`
	// Offered is the time of the first offer; zero: there was none by now.
	Offered time.Time   `json:"offered,omitzero"`
	Reason  peer.Reason `json:"reason"`
}

// AdvocacyReview says of each situation whether an advocate was offered, on the local
// day of the situation or after it, and by now: in the order of the situations. A
// signpost of the person counts that had an advocate among its ways, whatever became
// of it; the directory tells which entries are advocates, those taken out of it among
// them. A situation that lies ahead is left out.
func AdvocacyReview(situations []AdvocacySituation, offers []AdvocacyOffer, ways []Signpost, directory []Resource, cal peer.Calendar, now time.Time) []AdvocacyReviewed {
	var out []AdvocacyReviewed
	for _, x := range situations {
		if x.At.After(now) {
			continue
		}
		since := cal.StartOf(cal.Day(x.At))
		first := earliest(append(offeredFor(x, offers), shownTo(x.Person, ways, directory)...), since, now)
		out = append(out, AdvocacyReviewed{x, first, peer.Reason{
			Rule: peer.Rule{Row: "SIGN-17", Code: AdvocacyNotOffered}, Weight: peer.Warns, Met: peer.Is(!first.IsZero()),
			Says: "An advocate was offered.", Fix: "Offer one; the person may take it or leave it.",
			Args: []peer.Arg{peer.Word("occasion", x.Occasion), peer.On("since", cal.Day(x.At))},
		}})
	}
	return out
}

func offeredFor(x AdvocacySituation, offers []AdvocacyOffer) []time.Time {
	var out []time.Time
	for _, o := range offers {
		if o.Situation == x.Of {
			out = append(out, o.At)
		}
	}
	return out
}

// shownTo is when somebody was shown an advocate.
func shownTo(person peer.PersonID, ways []Signpost, directory []Resource) []time.Time {
	var out []time.Time
	for _, s := range ways {
		if s.Person() != person || person == "" {
			continue
		}
		for _, o := range s.s.Options {
			if slices.ContainsFunc(directory, func(r Resource) bool { return r.Ref().ID == o.Option.Resource && r.advocates() }) {
				out = append(out, o.Since)
			}
		}
	}
	return out
}

func earliest(times []time.Time, from, to time.Time) time.Time {
	var out time.Time
	for _, t := range times {
		if !t.Before(from) && !t.After(to) && (out.IsZero() || t.Before(out)) {
			out = t
		}
	}
	return out
}

func (r Resource) advocates() bool { return slices.Contains(r.s.Listing.Categories, Advocacy) }

// AdvocacyOffers are the advocates of a directory, to be offered as they are: the
// listed ones, those made sure of lately first and then in the order of their ids
// (SIGN-17).
func AdvocacyOffers(directory []Resource, p Policy, now time.Time) []Resource {
	var out []Resource
	for _, r := range directory {
		if r.Status() == Listed && r.advocates() {
			out = append(out, r)
		}
	}
	old := func(r Resource) int {
		if r.Freshness(p, now) == Fresh {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b Resource) int { return cmp.Or(old(a)-old(b), cmp.Compare(a.Ref().ID, b.Ref().ID)) })
	return out
}
