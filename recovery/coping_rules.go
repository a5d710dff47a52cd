package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// wordsOrItem: something is named, in words or as an item of a catalogue.
func wordsOrItem[R, C any](row string, of func(C) (peer.Words, string)) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrRequired}, Path: "/words", Says: "It is said what it is, or an item of the catalogue is named.", Fix: "Ask the person what they have in mind; or let them open the catalogue and choose."},
		Met: func(_ R, c C, _ peer.Act, _ Facts) peer.Tri {
			words, item := of(c)
			return peer.Is(!words.IsZero() || item != "")
		},
	}
}

// openedItem: an item of a catalogue is one the person opened. They name it
// themself, or their own words stand beside it; the worker alone names none.
func openedItem[R whose.OfTwo, C any](row, path string, of func(C) (peer.Words, string)) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrPersonsChoiceOnly}, Path: path, Says: "An item of the catalogue is one that the person opened and chose.", Fix: "Show them the catalogue and let them choose, or write down beside it what they say about it."},
		Met: func(r R, c C, a peer.Act, _ Facts) peer.Tri {
			words, item := of(c)
			return peer.Is(item == "" || !words.IsZero() || whose.Party(r, a.By) == peer.PartyPerson)
		},
	}
}

func resourceWords(list []CopingResource) []peer.Words {
	var out []peer.Words
	for _, r := range list {
		out = append(out, r.Words)
	}
	return out
}

func barrierWords(list []CopingBarrier) []peer.Words {
	var out []peer.Words
	for _, b := range list {
		out = append(out, b.Words, b.Response)
	}
	return out
}

func (u CopingUse) words() []peer.Words { return []peer.Words{u.When, u.Where, u.With} }

// said reports whether anything is said about how to use it.
func (u CopingUse) said() bool { return !u.When.IsZero() || !u.Where.IsZero() || !u.With.IsZero() }

// settled reports whether the person would do something about it, or leaves it.
func (b CopingBarrier) settled() bool { return !b.Response.IsZero() || b.Accepted }

// talkedOf reports whether what may get in the way has been talked about.
func talkedOf(barriers []CopingBarrier, nothing bool) bool {
	open := func(b CopingBarrier) bool { return !b.settled() }
	return (nothing || len(barriers) > 0) && !slices.ContainsFunc(barriers, open)
}

var notTalked = peer.Rule{Row: "REC-22", Code: ErrStepIncomplete}

// Before something is tried it is talked through. That the person would rather just
// try it is an answer too: the step passes and is marked.
var (
	useSaid = need[CopingStrategy, PlanCoping]{
		Asks: peer.Asks{Rule: notTalked, Path: "/use", Says: "It is said when, where or with whom to use it.", Fix: "You could ask: when would be a good moment for it, where, and who with? Or they say that they would rather just try it."},
		Met: func(_ CopingStrategy, c PlanCoping, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.Use.said() || !c.JustTry.IsZero())
		},
	}
	barriersTalked = need[CopingStrategy, PlanCoping]{
		Asks: peer.Asks{Rule: notTalked, Path: "/barriers", Says: "What may get in the way has been talked about, with what they would do about each.", Fix: "You could ask: what may get in the way, and what then? That nothing does, that they accept it, or that they would rather just try, are answers too."},
		Met: func(_ CopingStrategy, c PlanCoping, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(talkedOf(c.Barriers, c.NothingInTheWay) || !c.JustTry.IsZero())
		},
	}
	planMarked = need[CopingStrategy, PlanCoping]{
		Asks: marked,
		Met: func(_ CopingStrategy, c PlanCoping, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.JustTry.IsZero() || c.Use.said() && talkedOf(c.Barriers, c.NothingInTheWay))
		},
	}
	plannedOrJustTried = need[CopingStrategy, TryCoping]{
		Asks: peer.Asks{Rule: notTalked, Path: "/justTry", Says: "How to use it and what may get in the way have been talked about.", Fix: "Talk it through first, or let them say in their own words that they would rather just try it."},
		Met: func(r CopingStrategy, c TryCoping, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(r.Status() == CopingPlanned || !c.JustTry.IsZero())
		},
	}
	tryMarked = need[CopingStrategy, TryCoping]{
		Asks: marked,
		Met: func(r CopingStrategy, c TryCoping, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(r.Status() == CopingPlanned || c.JustTry.IsZero())
		},
	}

	marked = peer.Asks{Rule: notTalked, Path: "/justTry", Says: "It was talked through before it is tried.", Fix: "Nobody has to; they would rather just try it, and can talk about it at any time.", Weight: peer.Warns}
)

// everyDayAtMost: an interval that names no span at all is the policy's again.
var everyDayAtMost = need[CopingStrategy, ReviewCopingEvery]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-23", Code: peer.ErrOutOfRange}, Path: "/every", Says: "A way of coping is left alone for a day at least.", Fix: "Choose a day or more, or leave it out."},
	Met: func(_ CopingStrategy, c ReviewCopingEvery, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(ownInterval(c.Every))
	},
}

// ownInterval reports whether an interval is none, or one of a day or more.
func ownInterval(o peer.Offset) bool {
	return o.IsZero() || o.Validate() == nil && atLeastADay(o)
}

func copingLegal(c CopingStrategy) []peer.Reason {
	s, at := c.s, c.Status()
	texts := slices.Concat([]peer.Words{s.Words, s.JustTry}, s.Use.words(), barrierWords(s.Barriers), resourceWords(s.Resources))
	unplanned := !s.Use.said() && len(s.Barriers) == 0 && !s.NothingInTheWay && s.JustTry.IsZero()
	ready := s.Place != CopingPlanned && s.Place != CopingTrying || s.Use.said() && talkedOf(s.Barriers, s.NothingInTheWay)
	open := slices.ContainsFunc(s.Barriers, func(b CopingBarrier) bool { return !b.settled() })
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, c, texts...), "/words", "Every text of a way of coping is the person's own."),
		peer.Holds(!s.Words.IsZero() || s.Item != "", "/words", "It is said what it is, or an item is named."),
		peer.Holds(slices.Contains(copingLive, s.Place) && (at == CopingDropped || s.Place == at), "/place", "It is where its status says, or was there when it was put down."),
		peer.Holds(s.Place != CopingConsidered || unplanned, "/use", "What is only considered has no plan yet."),
		peer.Holds(ready || !s.JustTry.IsZero(), "/barriers", "What is planned or tried was talked through, or the person would rather just try it."),
		peer.Holds(!open || !s.JustTry.IsZero(), "/barriers", "Each barrier has a response or is accepted, unless the person would rather just try it."),
		peer.Holds(ownInterval(s.Every), "/every", "The person's own interval is a day or more."),
		peer.Holds(s.ReviewedAt.IsZero() || slices.Contains(copingReviewed, s.Place), "/reviewedAt", "Only what is tried or in use has been looked at again."),
	}
}

// copingParts: the record has the kinds of help and nobody's name; how it is used
// and when the two look again are no part of it.
var copingParts = []peer.Part[CopingStrategy]{
	{Name: "coping", If: seenByAudience[CopingStrategy](peer.SharePlan), Rule: notShown, Says: "The person says who may see how they cope.",
		Value: func(c CopingStrategy) any {
			var kinds []HelpFrom
			for _, r := range c.s.Resources {
				kinds = append(kinds, r.From)
			}
			return struct {
				Person   peer.PersonID `json:"person"`
				Worker   peer.StaffID  `json:"worker,omitzero"`
				Words    peer.Words    `json:"words,omitzero"`
				Item     string        `json:"item,omitzero"`
				HelpFrom []HelpFrom    `json:"helpFrom,omitempty"`
				Audience Audience      `json:"audience"`
				MovedAt  time.Time     `json:"movedAt"`
			}{c.s.Person, c.s.Worker, c.s.Words, c.s.Item, kinds, c.s.Audience, c.s.MovedAt}
		}},
	{Name: "how", If: besideRecord[CopingStrategy](peer.SharePlan), Rule: notShown, Says: "The person says who may see how they go about it; it stays out of the record.",
		Value: func(c CopingStrategy) any {
			return struct {
				Resources       []CopingResource `json:"resources,omitempty"`
				Use             CopingUse        `json:"use,omitzero"`
				Barriers        []CopingBarrier  `json:"barriers,omitempty"`
				NothingInTheWay bool             `json:"nothingInTheWay,omitzero"`
				JustTry         peer.Words       `json:"justTry,omitzero"`
				Place           peer.Status      `json:"place"`
			}{c.s.Resources, c.s.Use, c.s.Barriers, c.s.NothingInTheWay, c.s.JustTry, c.s.Place}
		}},
	{Name: "review", Rule: notShown, Says: "When they look at it again is for the person and the worker alongside.",
		If: func(c CopingStrategy, as peer.Party, by peer.Reading) bool {
			return slices.Contains(whose.Two, as) && besideRecord[CopingStrategy](peer.SharePlan)(c, as, by)
		},
		Value: func(c CopingStrategy) any {
			return struct {
				Reminders  bool        `json:"reminders"`
				Every      peer.Offset `json:"every,omitzero"`
				ReviewedAt time.Time   `json:"reviewedAt,omitzero"`
			}{!c.s.NoReminders, c.s.Every, c.s.ReviewedAt}
		}},
}
