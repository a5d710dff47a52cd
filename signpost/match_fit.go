package signpost

import (
	"math"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// Fit is how an entry answers what somebody needs to be able to use it (SIGN-08).
// Nothing in it hides an entry.
type Fit struct {
	Met []AccessNeed `json:"met,omitempty"`
	// Unmet: the entry says that it does not have it. Candidate.Ways has a way round
	// for each.
	Unmet []AccessNeed `json:"unmet,omitempty"`
	// Unknown: nobody has said. It is never taken for met.
	Unknown []AccessNeed `json:"unknown,omitempty"`
}

// WayRound is what may help where a need is not met.
type WayRound struct {
	Need AccessNeed `json:"need"`
	Says string     `json:"says"`
}

// waysRound has a hint for every need.
var waysRound = map[AccessNeed]string{
	NeedShortTravel:   "Look at the way there together, go along the first time, or ask about a lift or doing it by phone.",
	NeedNoCost:        "Ask whether there are free places, a reduced price or a fund for it.",
	NeedStepFree:      "Ask whether there is another entrance or another room.",
	NeedHearingLoop:   "Ask for a quiet place to sit, notes, or a portable loop.",
	NeedSignLanguage:  "Ask whether they book an interpreter, and how long ahead.",
	NeedLowSensory:    "Ask when it is quiet, and where one can step out.",
	NeedLargePrint:    "Have what they hand out printed larger.",
	NeedEasyRead:      "Read it together, or ask for an easy read version.",
	NeedOtherLanguage: "Ask whether they book an interpreter, or whether somebody there speaks the language.",
	NeedChildcare:     "Ask whether children may come, or look for somebody to mind them.",
	NeedCaringDuties:  "Ask whether a shorter stay or another time works, and who could take over meanwhile.",
	NeedEvenings:      "Ask whether there is anything after work.",
	NeedDaytime:       "Ask whether there is anything during the day.",
	NeedSmallGroup:    "Ask for the quietest day, or to begin with one person there.",
	NeedOneToOne:      "Ask to begin with one person there.",
	NeedSomebodyAlong: "Ask whether somebody may come along for the first time.",
	NeedWomenOnly:     "Ask whether there are times for women only.",
	NeedMenOnly:       "Ask whether there are times for men only.",
	NeedNotOnline:     "Ask whether it can be done by phone or on paper, or offer help to get online.",
	NeedOnline:        "Ask whether it can be done from home.",
	NeedToilets:       "Ask where the nearest accessible toilet is.",
}

// feature answers whether an entry has something; Unknown where nobody said.
func (l *Listing) feature(n AccessNeed) peer.Tri {
	for i := range l.Features {
		if l.Features[i].Need == n {
			return l.Features[i].Has
		}
	}
	return peer.Unknown
}

// answers is whether an entry has something for this person: what its features say,
// and where they say nothing, what the rest of the entry leaves no doubt of.
func (l *Listing) answers(n AccessNeed, languages []string) peer.Tri {
	said := l.feature(n)
	switch {
	case n == NeedOtherLanguage && len(languages) > 0:
		return l.speaks(languages, said)
	case said != peer.Unknown:
		return said
	}
	switch n {
	case NeedNoCost:
		return l.free()
	case NeedOnline:
		return yes(l.Kind == Online)
	case NeedNotOnline:
		if l.Kind == Online {
			return peer.No
		}
	case NeedShortTravel:
		return yes(l.fromHome())
	}
	return peer.Unknown
}

// yes is what leaves no doubt where it is so, and says nothing where it is not.
func yes(b bool) peer.Tri {
	if b {
		return peer.Yes
	}
	return peer.Unknown
}

func (l *Listing) free() peer.Tri {
	switch l.Cost.Kind {
	case CostFree, CostDonation:
		return peer.Yes
	case CostLow, CostPaid:
		return peer.No
	}
	return peer.Unknown
}

// speaks compares languages by their first part: cy-GB is Welsh as cy is. An entry
// that lists its languages without one of the person's may still have an interpreter,
// if its features say so.
func (l *Listing) speaks(languages []string, said peer.Tri) peer.Tri {
	for _, mine := range languages {
		if slices.ContainsFunc(l.Languages, func(theirs string) bool { return strings.EqualFold(base(mine), base(theirs)) }) {
			return peer.Yes
		}
	}
	if said == peer.Unknown && len(l.Languages) > 0 {
		return peer.No
	}
	return said
}

func base(tag string) string {
	first, _, _ := strings.Cut(tag, "-")
	return first
}

// fromHome reports whether nobody has to travel to use it.
func (l *Listing) fromHome() bool {
	return l.Kind == Online || l.feature(NeedOnline) == peer.Yes
}

// onEarth reports whether the point lies within the degrees there are.
func (p Place) onEarth() bool {
	return p.Latitude >= -90e6 && p.Latitude <= 90e6 && p.Longitude >= -180e6 && p.Longitude <= 180e6
}

// earthRadius is the mean radius of the earth in metres.
const earthRadius = 6_371_009

// metresTo is how far two points lie apart as the crow flies, in metres (haversine on
// a sphere; within one in two hundred of the true distance).
func (p Place) metresTo(q Place) int {
	const rad = math.Pi / 180e6
	lat1, lat2 := float64(p.Latitude)*rad, float64(q.Latitude)*rad
	half := func(a float64) float64 { s := math.Sin(a / 2); return s * s }
	h := half(lat2-lat1) + math.Cos(lat1)*math.Cos(lat2)*half(float64(q.Longitude-p.Longitude)*rad)
	return int(math.Round(2 * earthRadius * math.Asin(math.Sqrt(min(1, h)))))
}
