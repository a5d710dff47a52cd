package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// mostWellbeingSections of one wellbeing plan; the stored form says the same.
const mostWellbeingSections = 30

// MayRemind reports whether the worker may come back to the offer at this time: the
// person said later and named a day that has come. In every other place it is
// false, and after a decline for good (REC-15). Without a policy a day has come
// when it has come everywhere on earth.
func (w WellbeingPlan) MayRemind(at time.Time, p Policy) bool {
	return w.Status() == WellbeingLater && !w.s.Again.IsZero() && !p.calendar.FirstDay(at).Before(w.s.Again)
}

// WellbeingWelcome answers whether a worker may offer this person a new wellbeing
// plan at this time, given all the plans there are: the fact that offering one rests
// on. It is no while one of them is the person's already, waits for their answer, was
// declined, or was put off without a day that has come (REC-15). The person begins
// one of their own whatever it answers.
func WellbeingWelcome(plans []WellbeingPlan, person peer.PersonID, at time.Time, p Policy) peer.Tri {
	return peer.Is(!slices.ContainsFunc(plans, func(w WellbeingPlan) bool { return w.s.Person == person && w.Exists() && !w.MayRemind(at, p) }))
}

// wellbeingOfferable: the person begins whenever they like; an offer of the worker's
// comes once.
var wellbeingOfferable = open[WellbeingPlan]{
	Asks: peer.Asks{Rule: wellbeingNotAccepted, Says: "No plan of theirs is there already, and they have not said no to one.", Fix: "Leave it with them; they know where to find it."},
	Met: func(_ WellbeingPlan, a peer.Act, f Facts) peer.Tri {
		if a.By.Person != "" {
			return peer.Yes
		}
		return f.WellbeingWelcome
	},
}

var (
	wellbeingAskedFor = open[WellbeingPlan]{
		Asks: peer.Asks{Rule: wellbeingNotAccepted, Says: "The person asks for it themself, or the day they named has come.", Fix: "Leave it with them; they know where to find it."},
		Met: func(w WellbeingPlan, a peer.Act, f Facts) peer.Tri {
			return peer.Is(whose.Party(w, a.By) == peer.PartyPerson || w.MayRemind(a.At, f.Policy))
		},
	}
	wellbeingWanted = open[WellbeingPlan]{
		Asks: peer.Asks{Rule: wellbeingNotAccepted, Says: "The person said yes to having this plan.", Fix: "It begins with their yes, whenever they like; nothing is written into it before."},
		Met:  func(w WellbeingPlan, _ peer.Act, _ Facts) peer.Tri { return peer.Is(w.Status() == WellbeingAccepted) },
	}
	roomForWellbeing = open[WellbeingPlan]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-15", Code: peer.ErrOutOfRange}, Says: "There is room for one more section.", Fix: "Add to a section that is there, or take one out."},
		Met: func(w WellbeingPlan, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(len(w.s.Sections) < mostWellbeingSections)
		},
		Args: func(WellbeingPlan, peer.Act, Facts) []peer.Arg {
			return []peer.Arg{peer.Number("sections", mostWellbeingSections)}
		},
	}
	wellbeingAgain = need[WellbeingPlan, LaterWellbeing]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-15", Code: peer.ErrPastDate}, Path: "/again", Says: "The day to ask again is not over yet.", Fix: "Choose a later day, a month or a year, or leave it out."},
		Met: func(_ WellbeingPlan, c LaterWellbeing, a peer.Act, f Facts) peer.Tri {
			return peer.Is(!c.Again.Before(f.Policy.calendar.FirstDay(a.At)))
		},
	}
)

// wellbeingTitled: a section that is of no kind on the list has a title.
func wellbeingTitled[C any](titled func(WellbeingPlan, C) bool) need[WellbeingPlan, C] {
	return need[WellbeingPlan, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-15", Code: peer.ErrRequired}, Path: "/title", Says: "A section of another kind has a title of the person's own.", Fix: "Ask what they would call it."},
		Met:  func(w WellbeingPlan, c C, _ peer.Act, _ Facts) peer.Tri { return peer.Is(titled(w, c)) },
	}
}

// wellbeingThere: a number that is given names a section of this plan.
func wellbeingThere[C any](number func(C) int) need[WellbeingPlan, C] {
	return need[WellbeingPlan, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-15", Code: peer.ErrOutOfRange}, Path: "/section", Says: "The number is that of a section of this plan.", Fix: "Read the plan again and use a number that stands in it."},
		Met: func(w WellbeingPlan, c C, _ peer.Act, _ Facts) peer.Tri {
			_, there := w.section(number(c))
			return peer.Is(there || number(c) == 0)
		},
	}
}

func wellbeingLegal(w WellbeingPlan) []peer.Reason {
	s, at := w.s, w.Status()
	texts, last, rising, titled := []peer.Words{}, 0, true, true
	for _, x := range s.Sections {
		texts = append(texts, x.Title, x.Words)
		titled = titled && (x.Kind != WellbeingOther || !x.Title.IsZero())
		rising, last = rising && x.Number > last, x.Number
	}
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, w, texts...), "/sections", "Every text of a wellbeing plan is the person's own."),
		peer.Holds(titled, "/sections", "A section of another kind has a title."),
		peer.Holds(rising && last <= s.Last, "/sections", "Sections are numbered in the order they were added."),
		peer.Holds(s.Last >= 0 && s.Last < int(w.Rev()), "/last", "No more numbers were given than steps were taken."),
		peer.Holds(s.From == peer.PartyPerson || s.From == peer.PartyWorker && s.Worker != "", "/from", "It was begun by the person or offered by the worker it names."),
		peer.Holds((at == WellbeingOffered) == s.Answered.IsZero(), "/answered", "The person's answer has its time, and an open offer has none."),
		peer.Holds(s.Again.IsZero() || at == WellbeingLater, "/again", "A day to ask again stands only where the person said later."),
	}
}

// SectionsFor are the sections that this reader may see, in the order of their
// numbers. What goes into a care record asks it with that purpose: a section goes
// there only with an audience of its own that allows it, from a plan the person
// has accepted.
func (w WellbeingPlan) SectionsFor(by peer.Reading) []WellbeingSection {
	if !by.By.Valid() {
		return nil
	}
	as := whose.Party(w, by.By)
	return slices.DeleteFunc(w.Sections(), func(s WellbeingSection) bool { return !wellbeingSeen(s.Audience)(w, as, by) })
}

// wellbeingSeen decides about sections with this audience. Beyond the two nobody
// sees anything of a plan that the person does not have at present.
func wellbeingSeen(a Audience) func(WellbeingPlan, peer.Party, peer.Reading) bool {
	return func(w WellbeingPlan, as peer.Party, by peer.Reading) bool {
		return a.admits(as, w.s.Person, peer.SharePlan, by) && (whose.TwoRead(as, by) || w.Status() == WellbeingAccepted)
	}
}

// wellbeingParts: what became of the offer is for the two. The sections of each
// audience are a part of their own, so that a reader learns nothing of the others,
// not even whether there are any; and beyond the two a part without a section is
// none, so that nobody learns that there is a plan.
func wellbeingParts() []peer.Part[WellbeingPlan] {
	out := []peer.Part[WellbeingPlan]{{Name: "offer", Rule: notShown, Says: "Whether there is a wellbeing plan is between the person and the worker alongside.",
		If: func(_ WellbeingPlan, as peer.Party, by peer.Reading) bool { return whose.TwoRead(as, by) },
		Value: func(w WellbeingPlan) any {
			return struct {
				Person   peer.PersonID `json:"person"`
				Worker   peer.StaffID  `json:"worker,omitzero"`
				From     peer.Party    `json:"from"`
				Answered time.Time     `json:"answered,omitzero"`
				Again    peer.Date     `json:"again,omitzero"`
			}{w.s.Person, w.s.Worker, w.s.From, w.s.Answered, w.s.Again}
		}}}
	for i, name := range []string{"onlyMe", "meAndMyWorker", "team", "careRecord"} {
		seen, with := wellbeingSeen(audiences[i]), func(s WellbeingSection) bool { return s.Audience == audiences[i] }
		out = append(out, peer.Part[WellbeingPlan]{Name: name, Rule: notShown, Says: "The person says who may see a section of their wellbeing plan.",
			If: func(w WellbeingPlan, as peer.Party, by peer.Reading) bool {
				return seen(w, as, by) && (whose.TwoRead(as, by) || slices.ContainsFunc(w.s.Sections, with))
			},
			Value: func(w WellbeingPlan) any {
				return slices.DeleteFunc(append([]WellbeingSection{}, w.s.Sections...), func(s WellbeingSection) bool { return !with(s) })
			}})
	}
	return out
}
