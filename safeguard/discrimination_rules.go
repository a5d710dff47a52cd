package safeguard

import (
	"slices"

	"github.com/towpath-care/towpath/internal/naming"
	"github.com/towpath-care/towpath/peer"
)

// discriminationParty: whoever noted it, and those who were told. Those it is about and
// those close to them are never told, so that they are staff like any other, who see
// nothing of it and do nothing with it.
func discriminationParty(d Discrimination, a peer.Actor) peer.Party {
	switch {
	case d.s.Noter == (peer.Actor{}):
		return writer(a, d.s.Person)
	case sameHuman(a, d.s.Noter):
		return peer.PartyRaiser
	case d.wasTold(a.Staff):
		return peer.PartyRecipient
	}
	return peer.PartyOf(a, d.s.Person, "")
}

func (d Discrimination) isNotTold(staff peer.StaffID) bool {
	n := d.s.NotTo
	return isOneOf(n.Subjects, staff) || isOneOf(n.Linked, staff) || isOneOf(n.Named, staff)
}

var (
	forNoter  = peer.Asks{Rule: peer.Rule{Row: "SAFE-12", Code: peer.ErrNotAuthorised}, Says: "This is for whoever noted it.", Fix: "Note it yourself, or raise a concern; that anybody may do."}
	forTold   = peer.Asks{Rule: peer.Rule{Row: "SAFE-12", Code: peer.ErrNotAuthorised}, Says: "This is for somebody it was raised with.", Fix: "Leave it to them."}
	forEither = peer.Asks{Rule: peer.Rule{Row: "SAFE-12", Code: peer.ErrNotAuthorised}, Says: "This is for whoever noted it, or for the person.", Fix: "Leave it to them."}
)

// neitherActor: who is named is no part of it. Where they are, it is raised with the next
// one, and it is kept that this happened.
var neitherActor = need[Discrimination, RaiseDiscrimination]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-12", Code: peer.ErrNotAuthorised}, Path: "/to", Says: "Who is told is no part of it, and not left out by whoever noted it.", Fix: "It goes to the next one instead; who that is stands in the record.", Weight: peer.Warns},
	Met: func(d Discrimination, c RaiseDiscrimination, _ peer.Act, _ Facts) peer.Tri {
		why := d.passedOver(c.To)
		return peer.Is(c.To == "" || why == "" || why == SkipToldNow)
	},
}

// somebodyIsThere: somebody who is no part of it can be told. Where nobody can, it stays
// noted, and Due goes on asking for it.
var somebodyIsThere = need[Discrimination, RaiseDiscrimination]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-12", Code: ErrNoRecipient}, Path: "/to", Says: "Somebody who is no part of it is on duty, or is named.", Fix: "Name somebody you would go to, or ring the policy's number. What was noted is kept."},
	Met: func(d Discrimination, c RaiseDiscrimination, a peer.Act, f Facts) peer.Tri {
		return peer.Is(d.told(c.To, a, f).Staff != "")
	},
}

// textThere: something is passed on, now or from before.
var textThere = need[Discrimination, RaiseDiscrimination]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-12", Code: peer.ErrRequired}, Path: "/says", Says: "There is a text to pass on.", Fix: "Say what happened, without the person if they have not said yes."},
	Met: func(d Discrimination, c RaiseDiscrimination, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(!c.Says.IsZero() || len(d.s.Versions) > 0)
	},
}

// personSaidYes: a text from which the person can be told is passed on with their yes.
func personSaidYes[C any](text func(C) (peer.Private, bool)) need[Discrimination, C] {
	return need[Discrimination, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-12", Code: peer.ErrConsentRequired}, Path: "/says", Says: "The person has said yes to being named, or nobody can be told from the text.", Fix: "Leave out who it was, or ask the person first."},
		Met: func(d Discrimination, c C, a peer.Act, f Facts) peer.Tri {
			says, named := text(c)
			if !named && !d.tellsWho(says, f) {
				return peer.Yes
			}
			return d.consented(a.By, f.Consents, a)
		},
	}
}

// tellsWho reports whether software can find somebody in a text.
func (d Discrimination) tellsWho(says peer.Private, f Facts) bool {
	return naming.Names(says.Reveal(), append([]string{string(d.s.Person)}, f.Identifying...))
}

// consented answers whether the person said yes to being named. Raising something for
// oneself is that yes. It is a yes to sharing concerns, for supervision: what is raised
// goes up the line.
func (d Discrimination) consented(by peer.Actor, list []peer.Consent, a peer.Act) peer.Tri {
	if d.s.Person != "" && by == peer.ByPerson(d.s.Person) {
		return peer.Yes
	}
	return peer.Consented(list, d.s.Person, peer.ShareConcerns, peer.ForSupervision, a.At)
}

// nobodyNamed: a text without the person does not tell who they are.
var nobodyNamed = need[Discrimination, UnnamePerson]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-12", Code: peer.ErrIdentifiableContent}, Path: "/says", Says: "Nobody can be told from this text.", Fix: "Leave out names, numbers and ids."},
	Met: func(d Discrimination, c UnnamePerson, _ peer.Act, f Facts) peer.Tri {
		return peer.Is(!d.tellsWho(c.Says, f))
	},
}

var isNamed = open[Discrimination]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-12", Code: peer.ErrInvalidTransition}, Says: "The text that was passed on last names the person.", Fix: "There is nothing to take out."},
	Met:  func(d Discrimination, _ peer.Act, _ Facts) peer.Tri { return peer.Is(d.Named()) },
}

// discriminationLegal is what is so of every one that a step made.
func discriminationLegal(d Discrimination) []peer.Reason {
	s, at := d.s, d.Status()
	raised := at != DiscriminationNoted
	ended := at == DiscriminationOutcome
	told, taken, named := true, true, true
	for _, w := range s.With {
		told = told && !d.isNotTold(w.Staff) && w.Staff != s.Noter.Staff
	}
	for _, x := range s.Taken {
		taken = taken && d.wasTold(x.By) && x.Until.After(x.At) && !x.InHand
	}
	for i, v := range s.Versions {
		named = named && (i == 0 || !v.At.Before(s.Versions[i-1].At))
	}
	return []peer.Reason{
		peer.Holds(s.Noter.Valid() && s.Noter.Role == "", "/noter", "Somebody noted it."),
		peer.Holds(s.Words.By.Valid(), "/words", "Words have an author."),
		peer.Holds(upTo(s.Happened, s.Noted), "/happened", "It happened before it was noted, or then."),
		peer.Holds(!s.RaiseBy.Before(s.Noted), "/raiseBy", "It is to be raised after it was noted."),
		peer.Holds(onceEach(s.Characteristics), "/characteristics", "Each characteristic stands there once."),
		peer.Holds(raised == (len(s.With) > 0) && raised == (len(s.Versions) > 0) && raised == !s.AcknowledgeBy.IsZero(), "/with", "It was raised with somebody, and something was passed on, or nothing of it."),
		peer.Holds(told, "/with", "Nobody was told who is part of it, or left out."),
		peer.Holds(named, "/versions", "What was passed on stands in order."),
		peer.Holds((at == DiscriminationAcknowledged || ended) == (len(s.Taken) > 0) && taken, "/taken", "Somebody who was told has it, or had it, and said by when."),
		peer.Holds(ended == !s.Outcome.At.IsZero() && ended == d.wasTold(s.Outcome.By), "/outcome", "What came of it was said by somebody who was told."),
		peer.Holds(ended && !s.Outcome.Says.IsZero() && !s.Outcome.Noter.IsZero() || !ended && s.Outcome == DiscriminationSaid{}, "/outcome", "What came of it says what was done, and what whoever noted it was told."),
	}
}

func onceEach(list []Characteristic) bool {
	for i, c := range list {
		if slices.Contains(list[:i], c) {
			return false
		}
	}
	return true
}
