package peer

import (
	"slices"
	"time"
)

// yes is the entry with a yes of the person, or of whoever holds an authority.
func (e ConsentEntry) yes(y ConsentYes, t *consentTaken) ConsentEntry {
	f, cal := t.Facts, t.Facts.Policy.Calendar()
	today := cal.Day(t.Now())
	a := ConsentAnswer{Says: ConsentGiven, From: t.Now(), Until: cal.EndOf(y.Until), Present: y.Present}
	if begins := cal.StartOf(y.From); begins.After(a.From) {
		a.From = begins
	}
	if about := f.Ability.about(MayShare, e.s.Worker, today); about != Unknown {
		a.Ability = f.Ability
	}
	if a.Holder = consentHolder(y, t.Act); a.Holder == "" {
		if askedAlone(y.Present) {
			a.Alone = t.Now()
		}
		return e.answered(a, t)
	}
	held := consentAuthority(t.Act, f)
	a.Authority, a.Kind, a.Lapses = held.ID, held.Kind, nextAgeBand(f.Born, today)
	a.Until = soonerEnd(soonerEnd(a.Until, held.Until), cal.StartOf(a.Lapses))
	return e.answered(a, t)
}

// consentHolder is the carer whose yes it is; empty: the person's own.
func consentHolder(y ConsentYes, act Act) CarerID {
	if act.By.Carer != "" {
		return act.By.Carer
	}
	return y.Holder
}

// consentAuthority is the authority somebody else's yes rests on: the one they act under, or the
// one the worker was told of.
func consentAuthority(act Act, f ConsentFacts) Authority {
	if act.For.ID != "" {
		return act.For
	}
	return f.Authority
}

// consentYesNeeds are the rules of every yes.
func consentYesNeeds[C any](yes func(C) ConsentYes) []consentNeed[C] {
	need := func(asks Asks, met func(ConsentEntry, ConsentYes, Act, ConsentFacts) Tri) consentNeed[C] {
		return consentNeed[C]{Asks: asks, Met: func(e ConsentEntry, c C, a Act, f ConsentFacts) Tri { return met(e, yes(c), a, f) }}
	}
	return []consentNeed[C]{
		need(Asks{Rule: Rule{"PEER-57", ErrRequired}, Path: "/yes/present", Says: "It is said who else was in the room, or that nobody was.", Fix: "Name who was there, by what they are; never by name."},
			func(_ ConsentEntry, y ConsentYes, _ Act, _ ConsentFacts) Tri { return Is(roomSaid(y.Present)) }),
		need(Asks{Rule: Rule{"PEER-57", ErrPastDate}, Path: "/yes/from", Says: "A yes counts from the day it is written down, or later.", Fix: "Leave the day out, or choose a later one. What was shared before is not made good by it."},
			func(_ ConsentEntry, y ConsentYes, a Act, f ConsentFacts) Tri {
				return Is(!y.From.Before(f.Policy.Calendar().Day(a.At)))
			}),
		need(Asks{Rule: Rule{"PEER-57", ErrInvalidPeriod}, Path: "/yes/until", Says: "The last day does not lie before the first.", Fix: "Choose a later day, or leave it out: it can be taken back at any time."},
			func(_ ConsentEntry, y ConsentYes, a Act, f ConsentFacts) Tri {
				return Is(!y.Until.Before(y.From) && !y.Until.Before(f.Policy.Calendar().Day(a.At)))
			}),
		need(Asks{Rule: Rule{"PEER-56", ErrNotAuthorised}, Path: "/yes/holder", Says: "Whoever says it in the person's place has a recorded authority for that.", Fix: "Ask the person; or have the authority noted first, by somebody who has seen it."}, authorityHeld),
		need(Asks{Rule: Rule{"PEER-57", ErrNotAuthorised}, Path: "/yes", Says: "At this age, and with what a professional has recorded about this decision, the yes is for whoever gives it.", Fix: "Ask the one it is for. Where the date of birth is not known, ask for it; nobody works out here what somebody is able to decide."}, consenterMay),
	}
}

// authorityHeld: a carer says yes under an authority that covers it. The person passes
// on nobody's.
func authorityHeld(e ConsentEntry, y ConsentYes, a Act, f ConsentFacts) Tri {
	holder, held := consentHolder(y, a), consentAuthority(a, f)
	switch {
	case holder == "":
		return Yes
	case a.By.Person != "" || y.Holder != "" && y.Holder != holder:
		return No
	case held.ID == "":
		return Unknown
	}
	return Is(held.Covers(ByCarer(holder), e.s.Person, MayShare, a.At))
}

// consenterMay: who says yes goes by age, and by what a professional has recorded about
// this decision. Both are facts; neither is worked out from anything else.
func consenterMay(e ConsentEntry, y ConsentYes, a Act, f ConsentFacts) Tri {
	today := f.Policy.Calendar().Day(a.At)
	band, able := ageBandOn(f.Born, today), f.Ability.about(MayShare, e.s.Worker, today)
	if consentHolder(y, a) == "" {
		return personMay(band, able, f.Policy)
	}
	if consentAuthority(a, f).Kind == AuthorityParental {
		return parentMay(band, able, f.Policy)
	}
	if band == bandUnknown {
		return Unknown
	}
	return Is(band != bandUnder16) // a court's deputy can be there from sixteen on
}

// personMay: from sixteen somebody is taken to be able unless a professional has
// recorded otherwise; under sixteen it is the other way round.
func personMay(band ageBand, able Tri, p Policy) Tri {
	switch band {
	case bandAdult:
		return Is(able != No)
	case band16To17:
		return p.says(ConsenterPerson, band).And(Is(able != No))
	case bandUnder16:
		return p.says(ConsenterPerson, band).And(able)
	}
	return Unknown
}

// parentMay: never for somebody who decides themself, and never for an adult.
func parentMay(band ageBand, able Tri, p Policy) Tri {
	switch band {
	case bandAdult:
		return No
	case band16To17:
		return p.says(ConsenterParental, band).And(Is(able == No))
	case bandUnder16:
		return p.says(ConsenterParental, band).And(Is(able != Yes))
	}
	return Unknown
}

// askedAgainAlone: after somebody was pressed only their own yes counts, asked alone.
var askedAgainAlone = consentNeed[GiveAgain]{
	Asks: Asks{Rule: Rule{"PEER-57", ErrPersonHasNotAgreed}, Path: "/yes/present", Says: "Whoever was pressed has said it again themself, with nobody else there.", Fix: "Ask them when the two of you are alone; an interpreter, an advocate or a colleague may be there."},
	Met: func(e ConsentEntry, c GiveAgain, a Act, _ ConsentFacts) Tri {
		return Is(e.status != ConsentReopened || consentHolder(c.Yes, a) == "" && (askedAlone(c.Yes.Present) || !roomSaid(c.Yes.Present)))
	},
}

// consentRecipient: it is clear with whom.
func consentRecipient[C any]() consentNeed[C] {
	return consentNeed[C]{
		Asks: recipientSaid("/with/id"),
		Met: func(e ConsentEntry, _ C, _ Act, _ ConsentFacts) Tri {
			return Is(!e.s.With.Kind.Known() || e.s.With.named())
		},
	}
}

func recipientSaid(path string) Asks {
	return Asks{Rule: Rule{"PEER-57", ErrRequired}, Path: path, Says: "It is clear with whom: by an id, or the service that supports the person, which needs none.", Fix: "Name the service, the organisation, the professional or the carer by their id."}
}

// carerGaveIt: a carer takes back a yes that they gave themself.
var carerGaveIt = consentOpen{
	Asks: Asks{Rule: Rule{"PEER-56", ErrNotAuthorised}, Says: "A carer takes back the yes that they gave.", Fix: "Let the person say it, to anybody on the staff."},
	Met: func(e ConsentEntry, a Act, _ ConsentFacts) Tri {
		return Is(a.By.Carer == "" || a.By.Carer == e.last().Holder)
	},
}

// personsOwnYes: alone is about the person's own yes.
var personsOwnYes = consentOpen{
	Asks: Asks{Rule: Rule{"PEER-57", ErrPersonHasNotAgreed}, Says: "The yes that stands is the person's own.", Fix: "Ask the person for a yes of their own."},
	Met:  func(e ConsentEntry, _ Act, _ ConsentFacts) Tri { return Is(!e.Exists() || e.last().Holder == "") },
}

// consentWhen is an instant as a view shows it.
func consentWhen(t time.Time) When {
	if t.IsZero() {
		return When{}
	}
	return DueAt(t)
}

func consentLegal(e ConsentEntry) []Reason {
	out := []Reason{
		Holds(e.last().Says == e.status, "/answers", "The last answer is where the entry stands."),
		Holds(e.s.With.named(), "/with", "It is clear with whom."),
	}
	for i, a := range e.s.Answers {
		path, given := "/answers/"+Rev(i).String(), a.Says == ConsentGiven
		out = append(out,
			Holds(slices.Contains(consentAnywhere, a.Says), path+"/says", "An answer is one of the four."),
			Holds(given || a.Holder == "" && len(a.Present) == 0 && a.Alone.IsZero() && a.Ability == (AbilityRecorded{}), path, "Only a yes is asked for, and only a yes is given for somebody."),
			Holds(given || i < len(e.s.Answers)-1 || a.Until.IsZero(), path+"/until", "Only a yes ends by itself."),
			Holds(i == len(e.s.Answers)-1 || !a.Until.IsZero(), path+"/until", "An answer ends when the next one is given."),
			Holds(!given || roomSaid(a.Present), path+"/present", "It is said who was there."),
			Holds((a.Holder == "") == (a.Authority == "") && (a.Holder == "") == (a.Kind == ""), path+"/authority", "Somebody else's yes rests on an authority."),
			Holds(a.Lapses.IsZero() || a.Holder != "" && !a.Until.IsZero(), path+"/lapses", "What lapses was given by somebody else, and ends."),
			Holds(a.Kind != AuthorityParental || !a.Lapses.IsZero(), path+"/lapses", "A parent's yes lapses on a birthday."),
			Holds(a.Ability == (AbilityRecorded{}) || a.Ability.By != "" && a.Ability.By != e.s.Worker && a.Ability.Decision == MayShare && a.Ability.On.Precision() == ByDay, path+"/ability", "What somebody is able to decide was recorded by a professional, about this decision."),
			Holds(a.By.Valid() && a.By.Role == "", path+"/by", "Somebody wrote it down."),
			Holds(i == 0 || e.s.Answers[i-1].Says != ConsentReopened || !given || askedAlone(a.Present) && a.Holder == "", path+"/present", "Whoever was pressed was asked again alone."),
		)
	}
	return out
}
