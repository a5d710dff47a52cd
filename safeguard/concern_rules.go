package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// concernParty: whoever raised it, those who were told, others on the staff. Who is not
// to be told has no part in it, whatever they are.
func concernParty(c Concern, a peer.Actor) peer.Party {
	switch {
	case c.s.Raiser == (peer.Actor{}):
		return peer.PartyRaiser // nobody has raised it yet: whoever does
	case sameHuman(a, c.s.Raiser):
		return peer.PartyRaiser
	case a.Staff != "" && c.isNotTold(a.Staff):
		return peer.PartyNobody
	case c.wasTold(a.Staff):
		return peer.PartyRecipient
	}
	return peer.PartyOf(a, c.s.About, "")
}

// sameHuman compares two actors without their roles.
func sameHuman(a, b peer.Actor) bool {
	return a.Person == b.Person && a.Staff == b.Staff && a.Carer == b.Carer
}

// inRole answers whether somebody on the staff is on duty in one of these roles. A
// claimed role opens nothing: the roster does.
func inRole(f Facts, staff peer.StaffID, at time.Time, roles []peer.Role) peer.Tri {
	return peer.Is(slices.ContainsFunc(roles, func(r peer.Role) bool { return slices.Contains(f.Roster.OnDuty(r, at), staff) }))
}

// mayTake is asked of staff: whoever was told always may, early or late.
var mayTake = open[Concern]{
	Asks: peer.Asks{Rule: forTakers.Rule, Says: "Who takes it on was told of it, or is on duty in a role the policy lists.", Fix: forTakers.Fix},
	Met: func(c Concern, a peer.Act, f Facts) peer.Tri {
		if concernParty(c, a.By) != peer.PartyStaff {
			return peer.Yes // they were told, or hear whose it is
		}
		return inRole(f, a.By.Staff, a.At, c.s.Handling.Take)
	},
}

var mayClose = open[Concern]{
	Asks: peer.Asks{Rule: forClosers.Rule, Says: "Who closes it was told of it, or is on duty in a role the policy names.", Fix: forClosers.Fix},
	Met: func(c Concern, a peer.Act, f Facts) peer.Tri {
		if concernParty(c, a.By) != peer.PartyStaff {
			return peer.Yes // they were told, or hear whose it is
		}
		return inRole(f, a.By.Staff, a.At, c.s.Handling.Close)
	},
}

// toldInTime: what was sent was sent before now.
var toldInTime = need[Concern, Sent]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-17", Code: peer.ErrFutureDate}, Path: "/at", Says: "They were told before now.", Fix: "Look at the time; it is kept as now.", Weight: peer.Warns},
	Met: func(_ Concern, c Sent, a peer.Act, _ Facts) peer.Tri {
		return peer.Is(!c.At.UTC().After(a.At))
	},
}

// notToSubject: that somebody was told who is not to be, or who raised it, is kept with
// the change, and nobody counts as told by it (hazard H04).
var notToSubject = need[Concern, Sent]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-03", Code: peer.ErrNotAuthorised}, Path: "/to", Says: "Who was told may know, and did not raise it.", Fix: "Tell somebody else as well; that this happened is kept, and counts for nobody.", Weight: peer.Warns},
	Met: func(c Concern, s Sent, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.counts(s.To))
	},
}

// mostNext is how many days ahead somebody may say what is next: what is taken on is not
// laid aside (hazard H06).
const mostNext = 31

// untilToCome: by when lies ahead, so that it can lapse.
func untilToCome[C any](until func(C) peer.Moment) need[Concern, C] {
	return need[Concern, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-14", Code: peer.ErrPastDate}, Path: "/until", Says: "By when lies ahead, and within 31 days.", Fix: "Say by when you will have done the next thing; it can be said again then."},
		Met: func(_ Concern, c C, a peer.Act, _ Facts) peer.Tri {
			at := until(c).UTC()
			return peer.Is(at.IsZero() || at.After(a.At) && !at.After(a.At.AddDate(0, 0, mostNext)))
		},
	}
}

// notBrought: nobody brings in those who are not to be told.
var notBrought = need[Concern, Acknowledge]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-03", Code: peer.ErrNotAuthorised}, Path: "/bring", Says: "Nobody is brought in who is not to be told.", Fix: "Bring somebody else in."},
	Met: func(c Concern, s Acknowledge, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(!slices.ContainsFunc(s.Bring, c.isNotTold))
	},
}

var personHeard = need[Concern, Close]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-16", Code: peer.ErrRequired}, Path: "/person", Says: "It is said what the person was told, by whom and when, or why not yet.", Fix: "Say what they were told, by whom and on which day, or why not yet."},
	Met: func(c Concern, x Close, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(x.Person.said() && (!x.Person.Nobody || c.s.About == ""))
	},
}

var heardInPast = need[Concern, Close]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-16", Code: peer.ErrFutureDate}, Path: "/person/on", Says: "The day the person was told is not to come.", Fix: "Give the day it was, or say why not yet."},
	Met: func(_ Concern, c Close, a peer.Act, f Facts) peer.Tri {
		return peer.Is(!c.Person.On.First().After(f.Policy.Calendar().LastDay(a.At)))
	},
}

var notLess = need[Concern, MoreUrgent]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-16", Code: ErrDowngrade}, Path: "/to", Says: "It becomes more urgent than it is.", Fix: "Leave it as it is; whoever has it says what is done."},
	Met: func(c Concern, m MoreUrgent, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(!m.To.Known() || m.To.above(c.s.Urgency))
	},
}

var whyNotTalked = need[Concern, SayTalked]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-09", Code: peer.ErrReasonRequired}, Path: "/because", Says: "Where it was not talked about, it is said why.", Fix: "Say why not, in a few words."},
	Met: func(c Concern, s SayTalked, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(s.Answer == "" || s.Answer == Talked || s.Answer == TalkNobodyToAsk && c.s.About == "" || !s.Because.IsZero())
	},
}

// lookAgainSoon: "not safe" has a day on which it is looked at again, and not too late
// (hazard H11).
var lookAgainSoon = need[Concern, SayTalked]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-09", Code: peer.ErrOutOfRange}, Path: "/lookAgain", Says: "Where it is not safe, a day is given on which it is looked at again, within the policy's time.", Fix: "Give a day soon."},
	Met: func(c Concern, s SayTalked, a peer.Act, f Facts) peer.Tri {
		if s.Answer != TalkNotSafe {
			return peer.Yes
		}
		today := f.Policy.Calendar().Day(a.At)
		return peer.Is(s.LookAgain.Precision() == peer.ByDay && !s.LookAgain.Before(today) && !s.LookAgain.After(lastLook(c, a.At, f)))
	},
}

// personsWish: what the person wants is in their own words.
var personsWish = need[Concern, SayMore]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-05", Code: peer.ErrPersonsWordsOnly}, Path: "/wants", Says: "What the person wants is in their own words.", Fix: "Write down what they say and name them as the author, or leave it out."},
	Met: func(c Concern, s SayMore, _ peer.Act, _ Facts) peer.Tri {
		about := c.s.About
		if about == "" {
			about = s.About
		}
		return peer.Is(s.Wants.IsZero() || ownWish(s.Wants.By, about))
	},
}

// sameAbout: a concern stays about whom it is about.
var sameAbout = need[Concern, SayMore]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-01", Code: peer.ErrConflict}, Path: "/about", Says: "It is about whom it was about before, or nobody had said.", Fix: "Raise another concern about the other person; hardly anything is needed for it."},
	Met: func(c Concern, s SayMore, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(s.About == "" || c.s.About == "" || s.About == c.s.About)
	},
}

// roomForNames: nobody who is not to be told is left off a list that is full.
var roomForNames = need[Concern, SayMore]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-03", Code: peer.ErrOutOfRange}, Path: "/notTo", Says: "There is room for everybody who is not to be told.", Fix: "Tell whoever has the concern, so that they choose who hears of it."},
	Met: func(c Concern, s SayMore, _ peer.Act, _ Facts) peer.Tri {
		n := c.s.NotTo.with(s.NotTo)
		return peer.Is(max(len(n.Subjects), len(n.Linked), len(n.Named)) <= mostPeople)
	},
}

var groundReason = need[Concern, SayMore]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-15", Code: peer.ErrReasonRequired}, Path: "/ground/because", Says: "A ground other than the person's yes has its reason.", Fix: "Say why, in a few words."},
	Met: func(_ Concern, s SayMore, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(!s.Ground.Basis.Known() || s.Ground.Basis == BasisAgreed || !s.Ground.Because.IsZero())
	},
}

var wasPromised = open[Concern]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-05", Code: peer.ErrInvalidTransition}, Says: "Somebody promised silence, and it has not been put right.", Fix: "There is nothing to put right."},
	Met: func(c Concern, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.s.Disclosure.Promised && c.s.RightAt.IsZero())
	},
}

var talkSaid = open[Concern]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-09", Code: peer.ErrRequired}, Says: "It is said whether it was talked about with the person.", Fix: "Say yes, not safe, not possible or not yet, and why; nothing else is asked of you."},
	Met: func(c Concern, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.s.Talk.Answer != "")
	},
}
