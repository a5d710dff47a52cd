package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// What the tables of signposts and packs are made of.
type (
	givingRow[R any]     = peer.Row[R, GivingFacts]
	givingOpen[R any]    = peer.Open[R, GivingFacts]
	givingNeed[R, C any] = peer.Need[R, GivingFacts, C]
	givingStep[R, C any] = peer.Step[R, GivingFacts, C]
	giving               = peer.Taken[GivingFacts]
)

// GivingFacts is what steps of a signpost and of a pack rest on besides the record;
// GivingFactsOf makes them. What is not known is named by the reason that asked for
// it.
type GivingFacts struct {
	// Policy in force on the day.
	Policy Policy
	// Directory holds the entries the step is about; more do no harm.
	Directory []Resource
	// Suitable is how many entries Match found for the need; zero: nobody looked
	// (SIGN-11).
	Suitable int
	// Eligible answers whether the entry that was chosen serves this person, as far as
	// it states whom it serves (SIGN-08).
	Eligible peer.Tri
	// Setting is where the person is; empty: nobody has said (SIGN-09).
	Setting Setting
	// Usable are forms the person can use, as they said; none: nobody has asked.
	// Unsafe are forms they said are not safe for them (SIGN-13, hazard H09).
	Usable []Medium
	Unsafe []Medium
	// RelationshipEnded answers whether peer support between the two is over
	// (SIGN-16).
	RelationshipEnded peer.Tri
}

func (f GivingFacts) digest() peer.Digest { return f.Policy.Digest() }

// today is the local day; without a policy, the day in UTC.
func (f GivingFacts) today(at time.Time) peer.Date { return f.Policy.Calendar().Day(at) }

// entry is the directory's entry with an id, and false when it is not among the facts.
func (f GivingFacts) entry(id string) (Resource, bool) {
	for _, r := range f.Directory {
		if r.Exists() && r.Ref().ID == id {
			return r, true
		}
	}
	return Resource{}, false
}

// sensitive reports whether a signpost to an entry stays between the two. What nobody
// knows enough of does: an entry nobody supplied, and one that does not say what it is
// about, as those read from another directory may not (hazard H08).
func (f GivingFacts) sensitive(id string) bool {
	r, known := f.entry(id)
	return !known || !f.Policy.Known() || len(r.s.Listing.Topics) == 0 || slices.ContainsFunc(r.s.Listing.Topics, f.Policy.Sensitive)
}

// Around is what a host knows around a signpost. Each part may be left out and is not
// known then.
type Around struct {
	Directory []Resource
	// Suitable is how many entries Match found.
	Suitable int
	// Born is the person's date of birth, as far as it is known. It is looked at only
	// where an entry states an age, and kept nowhere.
	Born           peer.Date
	Setting        Setting
	Usable, Unsafe []Medium
	// Relationships are those of the person.
	Relationships []peer.Relationship
}

// GivingFactsOf makes the facts for a step of a signpost from records. Before there is
// a signpost, give the zero value.
func GivingFactsOf(s Signpost, p Policy, a Around, now time.Time) GivingFacts {
	f := GivingFacts{Policy: p, Directory: slices.Clone(a.Directory), Suitable: a.Suitable, Setting: a.Setting,
		Usable: slices.Clone(a.Usable), Unsafe: slices.Clone(a.Unsafe), RelationshipEnded: supportOver(s, a.Relationships)}
	if r, known := f.entry(s.Chosen()); known {
		f.Eligible = r.s.Listing.Reach.serves(agesOn(a.Born, f.today(now)))
	}
	return f
}

// serves answers whether people are served who are at least and at most so old, in
// years. Where nobody knows their age, as two zeros say, it is unknown once an age is
// stated.
func (r Reach) serves(youngest, oldest int) peer.Tri {
	within := func(age int) bool { return age >= r.MinimumAge && (r.MaximumAge == 0 || age <= r.MaximumAge) }
	switch {
	case r.MinimumAge == 0 && r.MaximumAge == 0:
		return peer.Yes
	case oldest <= 0:
		return peer.Unknown
	case within(youngest) && within(oldest):
		return peer.Yes
	case oldest < r.MinimumAge || r.MaximumAge != 0 && youngest > r.MaximumAge:
		return peer.No
	}
	return peer.Unknown
}

// AgeOn is how old somebody is on a day, in whole years, for Need.Age. It is 0, not
// known, where no date of birth is, and where as much as is known of it leaves the age
// open. Who was born on 29 February has their birthday on 1 March in other years.
func AgeOn(born, today peer.Date) int {
	youngest, oldest := agesOn(born, today)
	if youngest != oldest {
		return 0
	}
	return youngest
}

// agesOn are the youngest and the oldest somebody can be on a day.
func agesOn(born, today peer.Date) (youngest, oldest int) {
	if born.IsZero() || today.IsZero() {
		return 0, 0
	}
	return max(0, birthdays(born.Last(), today)), max(0, birthdays(born.First(), today))
}

func birthdays(born, today peer.Date) int {
	n := today.Year() - born.Year()
	if today.Month() < born.Month() || today.Month() == born.Month() && today.Day() < born.Day() {
		n--
	}
	return n
}

// supportOver answers whether the two once walked together and do not any more.
func supportOver(s Signpost, list []peer.Relationship) peer.Tri {
	answer := peer.Unknown
	for _, r := range list {
		if r.Person() != s.Person() || r.Worker() != s.Worker() || !r.Exists() {
			continue
		}
		if r.Holds() {
			return peer.No
		}
		answer = peer.Yes
	}
	return answer
}

// SecondRoutes are the routes to show beside an entry of help at once that nobody has
// made sure of lately, that somebody doubts, or that is closed for now or for good: with
// the word "check" and never alone (hazard H24). For every other entry there are none.
func SecondRoutes(r Resource, p Policy, now time.Time) []CrisisRoute {
	if !r.Crisis() || r.Status() == Listed && r.Freshness(p, now) == Fresh && !r.s.Listing.Now.Closed {
		return nil
	}
	return p.Crisis()
}
