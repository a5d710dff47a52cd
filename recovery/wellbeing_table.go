package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	twoStayWell      = whose.ForTwo("REC-15")
	personStaysWell  = whose.ForPerson("REC-15")
	wellbeingWelcome = peer.Asks{Rule: wellbeingNotAccepted, Says: "The person said that it may be offered again.", Fix: "Leave it with them; they know where to find it."}

	wellbeingAnywhere = []peer.Status{WellbeingOffered, WellbeingAccepted, WellbeingDeclined, WellbeingLater}
	atWellbeing       = []peer.Status{WellbeingAccepted}
)

// wellbeingNotAccepted is the rule behind everything that waits for the person's
// yes.
var wellbeingNotAccepted = peer.Rule{Row: "REC-15", Code: peer.ErrPersonHasNotAgreed}

// wellbeingPlans is the table of REC-15.
var wellbeingPlans = peer.Machine[WellbeingPlan, Facts]{
	Kind:   KindWellbeingPlan,
	Schema: 1, // 1: the first form
	Says:   "A plan for staying well, in sections the person chose; there only if they want one.",
	Moves:  "REC-15",
	States: []peer.State{
		{Status: WellbeingOffered, Says: "The worker offered one. The person accepts, declines or says later."},
		{Status: WellbeingAccepted, Says: "The person has one. They fill it, or decline it after all."},
		{Status: WellbeingDeclined, Says: "The person would rather not. Only they come back to it."},
		{Status: WellbeingLater, Says: "Not now. The person accepts or declines; it is offered again only from a day they named."},
	},
	Head:   func(w *WellbeingPlan) *peer.Head { return &w.head },
	Data:   func(w *WellbeingPlan) any { return &w.s },
	Person: WellbeingPlan.Person,
	Party:  whose.Party[WellbeingPlan],
	Policy: Facts.digest,
	Legal:  wellbeingLegal,
	Parts:  wellbeingParts(),
	Rows: []row[WellbeingPlan]{
		peer.Begins(row[WellbeingPlan]{
			Do: "offer", Says: "Offer a plan for staying well, or begin one of your own.",
			To: []peer.Status{WellbeingOffered, WellbeingAccepted}, By: whose.Two, Else: twoStayWell, Form: "REC-15",
			Open: []open[WellbeingPlan]{wellbeingOfferable},
		}, func(c OfferWellbeing) string { return c.ID }, draftWellbeing, step[WellbeingPlan, OfferWellbeing]{
			Apply: wellbeingBegun,
			To: func(w WellbeingPlan, _ OfferWellbeing) peer.Status {
				if w.s.From == peer.PartyPerson {
					return WellbeingAccepted
				}
				return WellbeingOffered
			},
		}),
		peer.Takes(row[WellbeingPlan]{
			Do: "accept", Says: "Say yes to it.",
			From: []peer.Status{WellbeingOffered, WellbeingLater}, To: atWellbeing, By: whose.Person, Else: personStaysWell, Form: "REC-15",
		}, step[WellbeingPlan, AcceptWellbeing]{Apply: answeredWellbeing[AcceptWellbeing]}),
		peer.Takes(row[WellbeingPlan]{
			Do: "decline", Says: "Say no to it. No reason is asked and nobody asks again.",
			From: []peer.Status{WellbeingOffered, WellbeingAccepted, WellbeingLater}, To: []peer.Status{WellbeingDeclined}, By: whose.Person, Else: personStaysWell, Form: "REC-15",
		}, step[WellbeingPlan, DeclineWellbeing]{Apply: answeredWellbeing[DeclineWellbeing]}),
		peer.Takes(row[WellbeingPlan]{
			Do: "later", Says: "Say not now, and from when to ask again if you like.",
			From: []peer.Status{WellbeingOffered, WellbeingLater}, To: []peer.Status{WellbeingLater}, By: whose.Person, Else: personStaysWell, Form: "REC-15",
		}, step[WellbeingPlan, LaterWellbeing]{
			Needs: []need[WellbeingPlan, LaterWellbeing]{wellbeingAgain},
			Apply: func(w WellbeingPlan, c LaterWellbeing, t *taken) WellbeingPlan {
				w = answeredWellbeing(w, c, t)
				w.s.Again = c.Again
				return w
			},
		}),
		peer.Takes(row[WellbeingPlan]{
			Do: "reopen", Says: "Have it after all.",
			From: []peer.Status{WellbeingDeclined}, To: atWellbeing, By: whose.Person, Else: personStaysWell, Form: "REC-15",
		}, step[WellbeingPlan, ReopenWellbeing]{Apply: answeredWellbeing[ReopenWellbeing]}),
		peer.Takes(row[WellbeingPlan]{
			Do: "offer-again", Says: "Offer it once more, where the person said that it may be.",
			From: []peer.Status{WellbeingDeclined, WellbeingLater}, To: []peer.Status{WellbeingOffered}, By: whose.Two, Else: wellbeingWelcome, Form: "REC-15",
			Open: []open[WellbeingPlan]{wellbeingAskedFor},
		}, step[WellbeingPlan, OfferWellbeingAgain]{Apply: func(w WellbeingPlan, _ OfferWellbeingAgain, _ *taken) WellbeingPlan {
			w.s.Answered, w.s.Again = time.Time{}, peer.Date{}
			return w
		}}),
		peer.Takes(row[WellbeingPlan]{
			Do: "add-section", Says: "Add a section.",
			From: wellbeingAnywhere, Stays: wellbeingAnywhere, By: whose.Two, Else: twoStayWell, Form: "REC-15",
			Open: []open[WellbeingPlan]{wellbeingWanted, roomForWellbeing},
		}, step[WellbeingPlan, AddWellbeingSection]{
			Needs: []need[WellbeingPlan, AddWellbeingSection]{
				whose.OwnWords[Facts, WellbeingPlan]("REC-15", "/title", func(c AddWellbeingSection) []peer.Words { return []peer.Words{c.Title} }),
				whose.OwnWords[Facts, WellbeingPlan]("REC-15", "/words", func(c AddWellbeingSection) []peer.Words { return []peer.Words{c.Words} }),
				wellbeingTitled(func(_ WellbeingPlan, c AddWellbeingSection) bool {
					return c.Kind != WellbeingOther || !c.Title.IsZero()
				}),
			},
			Apply: wellbeingAdded,
		}),
		peer.Takes(row[WellbeingPlan]{
			Do: "edit-section", Says: "Say it in other words.",
			From: atWellbeing, Stays: atWellbeing, By: whose.Person, Else: personStaysWell, Form: "REC-15",
		}, step[WellbeingPlan, EditWellbeingSection]{
			Needs: []need[WellbeingPlan, EditWellbeingSection]{
				wellbeingThere(func(c EditWellbeingSection) int { return c.Section }),
				whose.OwnWords[Facts, WellbeingPlan]("REC-15", "/title", func(c EditWellbeingSection) []peer.Words { return []peer.Words{c.Title} }),
				whose.OwnWords[Facts, WellbeingPlan]("REC-15", "/words", func(c EditWellbeingSection) []peer.Words { return []peer.Words{c.Words} }),
				wellbeingTitled(func(w WellbeingPlan, c EditWellbeingSection) bool {
					s, _ := w.section(c.Section)
					return s.Kind != WellbeingOther || !c.Title.IsZero()
				}),
			},
			Apply: func(w WellbeingPlan, c EditWellbeingSection, t *taken) WellbeingPlan {
				return w.with(c.Section, func(s *WellbeingSection) { s.Title, s.Words, s.Said = t.Own(c.Title), t.Own(c.Words), t.Now() })
			},
		}),
		peer.Takes(row[WellbeingPlan]{
			Do: "remove-section", Says: "Take a section out.",
			From: wellbeingAnywhere, Stays: wellbeingAnywhere, By: whose.Person, Else: personStaysWell, Form: "REC-15",
		}, step[WellbeingPlan, RemoveWellbeingSection]{
			Needs: []need[WellbeingPlan, RemoveWellbeingSection]{wellbeingThere(func(c RemoveWellbeingSection) int { return c.Section })},
			Apply: func(w WellbeingPlan, c RemoveWellbeingSection, _ *taken) WellbeingPlan {
				w.s.Sections = slices.DeleteFunc(slices.Clone(w.s.Sections), func(s WellbeingSection) bool { return s.Number == c.Section })
				return w
			},
		}),
		peer.Takes(row[WellbeingPlan]{
			Do: "who-may-see-section", Says: "Say who may see a section.",
			From: wellbeingAnywhere, Stays: wellbeingAnywhere, By: whose.Person, Else: personShows, Form: "REC-50",
		}, step[WellbeingPlan, WhoMaySeeWellbeing]{
			Needs: []need[WellbeingPlan, WhoMaySeeWellbeing]{wellbeingThere(func(c WhoMaySeeWellbeing) int { return c.Section })},
			Apply: func(w WellbeingPlan, c WhoMaySeeWellbeing, _ *taken) WellbeingPlan {
				return w.with(c.Section, func(s *WellbeingSection) { s.Audience = c.Audience })
			},
		}),
	},
}

func draftWellbeing(c OfferWellbeing) WellbeingPlan {
	return WellbeingPlan{s: wellbeingPlan{Person: c.Person, Worker: c.Worker}}
}

func wellbeingBegun(w WellbeingPlan, c OfferWellbeing, t *taken) WellbeingPlan {
	w.s.From = t.As
	if t.As == peer.PartyPerson {
		w = answeredWellbeing(w, c, t)
	}
	return w
}

// answeredWellbeing notes when the person answered; a day named before is over.
func answeredWellbeing[C any](w WellbeingPlan, _ C, t *taken) WellbeingPlan {
	w.s.Answered, w.s.Again = t.Now(), peer.Date{}
	return w
}

func wellbeingAdded(w WellbeingPlan, c AddWellbeingSection, t *taken) WellbeingPlan {
	w.s.Last++
	w.s.Sections = append(slices.Clone(w.s.Sections), WellbeingSection{Number: w.s.Last, Kind: c.Kind, Title: t.Own(c.Title), Words: t.Own(c.Words),
		Audience: MeAndMyWorker, Said: t.Now()})
	return w
}

// with changes one section and leaves the others as they are.
func (w WellbeingPlan) with(number int, change func(*WellbeingSection)) WellbeingPlan {
	w.s.Sections = slices.Clone(w.s.Sections)
	for i := range w.s.Sections {
		if w.s.Sections[i].Number == number {
			change(&w.s.Sections[i])
		}
	}
	return w
}
