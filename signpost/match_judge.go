package signpost

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// search is one need put to a directory: what does not change from entry to entry.
type search struct {
	need   Need
	policy Policy
	now    time.Time
	here   Restriction
}

func newSearch(need Need, p Policy, now time.Time) *search {
	need.Topics, need.Categories = unique(need.Topics), unique(need.Categories)
	need.Prefers = Preferences{unique(need.Prefers.Topics), unique(need.Prefers.Features)}
	need.Access, need.Media, need.Occasions = unique(need.Access), unique(need.Media), unique(need.Occasions)
	if len(need.Languages) > 0 && !slices.Contains(need.Access, NeedOtherLanguage) {
		need.Access = append(need.Access, NeedOtherLanguage)
	}
	here := p.Restriction(need.Setting)
	if len(here.Blocks) > 0 && !slices.Contains(need.Occasions, OccasionRestriction) {
		need.Occasions = append(need.Occasions, OccasionRestriction) // something is kept from them
	}
	return &search{need, p, now, here}
}

// unique is a list of its own in which nothing stands twice, in the order given.
func unique[T comparable](list []T) []T {
	out := make([]T, 0, len(list))
	for _, v := range list {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// judged is an entry beside a need: whether it is about it, whether something stands
// in the way, and where it comes in the order. It holds no lists, so that judging
// costs nothing that is not shown.
type judged struct {
	r       *Resource
	matches bool
	// advocate and talk: it is there for what it is, whatever was wished for.
	advocate, talk bool
	stops          bool
	fresh          Freshness
	away           Away
	order          order
}

// judge looks at one entry, and no further when it is about something else.
func (s *search) judge(r *Resource) judged {
	j := s.about(r)
	if j.matches {
		s.weigh(&j)
	}
	return j
}

// about answers whether an entry is about the need.
func (s *search) about(r *Resource) judged {
	l := &r.s.Listing
	j := judged{
		r:        r,
		advocate: len(s.need.Occasions) > 0 && slices.Contains(l.Categories, Advocacy),
		talk:     s.muchDistress() && slices.Contains(l.Categories, EmotionalSupport),
	}
	j.matches = j.advocate || j.talk || s.need.anything() || share(s.need.Topics, l.Topics) ||
		share(s.need.Categories, l.Categories) || share(s.need.Prefers.Topics, l.Topics)
	return j
}

// weigh counts what the order rests on and sees whether something stands in the way.
func (s *search) weigh(j *judged) {
	l := &j.r.s.Listing
	j.fresh, j.away = j.r.Freshness(s.policy, s.now), s.away(l)
	j.stops = j.r.Status() != Listed || l.Now.Closed || j.fresh == Over ||
		s.age(l) == peer.No || s.area(l) == peer.No || s.within(l, j.away) == peer.No
	eased := 0
	for _, e := range eases {
		eased += count(s.eases(l, e))
	}
	unmet, unknown := 0, 0
	for _, n := range s.need.Access {
		has := l.answers(n, s.need.Languages)
		unmet, unknown = unmet+count(has == peer.No), unknown+count(has == peer.Unknown)
	}
	likes := common(s.need.Prefers.Topics, l.Topics)
	for _, n := range s.need.Prefers.Features {
		likes += count(l.answers(n, s.need.Languages) == peer.Yes)
	}
	wishes := common(s.need.Topics, l.Topics) + common(s.need.Categories, l.Categories)
	j.order = order{count(j.fresh != Fresh), count(s.offline(l)), -wishes, -likes, -eased, unmet, unknown, j.away.order()}
}

// order is what candidates are put in order by, the smaller first: Candidate.Compare
// says what the numbers are.
type order [8]int

func (o order) compare(p order) int { return slices.Compare(o[:], p[:]) }

// compare is Candidate.Compare, then name and id, then all of the rest: two entries
// with one id are not meant to be, and come in one order all the same.
func (j judged) compare(k judged) int {
	if c := j.order.compare(k.order); c != 0 {
		return c
	}
	if c := strings.Compare(j.r.s.Listing.Name.Reveal(), k.r.s.Listing.Name.Reveal()); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(j.r.Ref().ID, k.r.Ref().ID), cmp.Compare(j.r.Rev(), k.r.Rev()))
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func share[T comparable](a, b []T) bool {
	for _, v := range a {
		if slices.Contains(b, v) {
			return true
		}
	}
	return false
}

// common counts what of a stands in b.
func common[T comparable](a, b []T) int {
	n := 0
	for _, v := range a {
		n += count(slices.Contains(b, v))
	}
	return n
}

func (s *search) high() bool {
	return s.need.Distress == DistressHigh || s.need.Distress != "" && !s.need.Distress.Known()
}

func (s *search) muchDistress() bool { return s.need.Distress == DistressALot || s.high() }

// crisisFirst reports whether help at once comes before everything else.
func (s *search) crisisFirst() bool { return s.high() || s.need.Further.Answer == peer.Yes }

// eases reports whether something makes it easier to begin for somebody not sure.
func (s *search) eases(l *Listing, e Ease) bool {
	if s.need.Willing != WillingUnsure {
		return false
	}
	if e == EaseDropIn {
		return l.Access == AccessDropIn
	}
	return l.feature(NeedSomebodyAlong) == peer.Yes
}

// offline reports whether it is online and the person is not.
func (s *search) offline(l *Listing) bool {
	return s.need.Online == peer.No && l.onlineOnly()
}

func (l *Listing) onlineOnly() bool {
	return l.Kind == Online && l.feature(NeedNotOnline) != peer.Yes
}

// age answers whether it serves people of the person's age. Unknown: nobody knows the
// age, and it matters.
func (s *search) age(l *Listing) peer.Tri { return l.Reach.serves(s.need.Age, s.need.Age) }

// area answers whether it serves the area that was asked for.
func (s *search) area(l *Listing) peer.Tri {
	return peer.Is(s.need.Area == "" || l.Area == "" || s.need.Area == l.Area)
}

// Away is how far an entry is from where somebody sets out; the zero value where
// nobody asked, or nobody knows.
type Away struct {
	// FromHome: nobody has to travel. Known: Metres is how far it is as the crow
	// flies.
	FromHome bool `json:"fromHome,omitzero"`
	Known    bool `json:"known,omitzero"`
	Metres   int  `json:"metres,omitzero"`
}

func (a Away) order() int {
	switch {
	case a.FromHome:
		return 0
	case a.Known:
		return a.Metres
	}
	return furthestOut + 1
}

func (s *search) away(l *Listing) Away {
	if !s.need.From.Given() {
		return Away{}
	}
	a := Away{FromHome: l.fromHome(), Known: l.Place.Given()}
	if a.Known {
		a.Metres = s.need.From.metresTo(l.Place)
	}
	return a
}

// within answers whether it is no further away than the person said.
func (s *search) within(l *Listing, a Away) peer.Tri {
	switch {
	case s.need.MaxDistance == 0 || l.fromHome() || l.Kind == Crisis:
		return peer.Yes
	case !a.Known:
		return peer.Unknown
	}
	return peer.Is(a.Metres <= s.need.MaxDistance)
}
