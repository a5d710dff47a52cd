package peer

// Rules of pauses, and of the worker's line.

var ourPause = Asks{Rule: Rule{"PEER-30", ErrNotAuthorised}, Says: "A pause on the service's side is for the worker or their line to begin.", Fix: "Ask one of them. Your own pause needs nothing."}

// lineActs lets somebody on the staff act for the service only where the worker reports
// to them.
var lineActs = relOpen{
	Asks: Asks{Rule: Rule{"PEER-11", ErrNotAuthorised}, Says: "Of the staff, the worker's line manager or peer support lead does this.", Fix: "Ask one of the two."},
	Met:  inLine.Met,
}

var pauseAhead = relNeed[PauseOnOurSide]{
	Asks: Asks{Rule: Rule{"PEER-30", ErrPastDate}, Path: "/until", Says: "The last day of the pause is still to come.", Fix: "Choose today or a later day."},
	Met: func(_ Relationship, c PauseOnOurSide, a Act, f relFacts) Tri {
		return Is(c.Until.IsZero() || !c.Until.Before(relToday(a, f))) // no day at all is another rule's to say
	},
}

var pauseShort = relNeed[PauseOnOurSide]{
	Asks: Asks{Rule: Rule{"PEER-30", ErrOutOfRange}, Path: "/until", Says: "The pause is over within the longest that the policy lets one last.", Fix: "Choose an earlier day. For longer than that, hand over to somebody who is there."},
	Met: func(_ Relationship, c PauseOnOurSide, a Act, f relFacts) Tri {
		latest := f.Policy.pauseUntil(a.when())
		if latest.IsZero() {
			return Unknown
		}
		return Is(!c.Until.Last().After(latest))
	},
	Args: func(_ Relationship, _ PauseOnOurSide, a Act, f relFacts) []Arg {
		if latest := f.Policy.pauseUntil(a.when()); !latest.IsZero() {
			return []Arg{On("latest", latest)}
		}
		return nil
	},
}

var coveredByAnother = relNeed[PauseOnOurSide]{
	Asks: Asks{Rule: Rule{"PEER-30", ErrSelfReference}, Path: "/cover", Says: "Somebody else than the worker is there meanwhile.", Fix: "Name a colleague whom the person can turn to, if they want."},
	Met:  func(r Relationship, c PauseOnOurSide, _ Act, _ relFacts) Tri { return Is(c.Cover != r.s.Worker) },
}

// wordIsMissing: the person's word ends every pause; the worker's counts once, and only
// after a pause on their side. Nobody is asked to come back before they are ready.
var wordIsMissing = relOpen{
	Asks: Asks{Rule: Rule{"PEER-30", ErrNeedsBothParties}, Says: "The word that is missing is the worker's: the pause was on their side, and they have not said yet that they are there again.", Fix: "Wait for the person, without asking. Their word ends the pause at once."},
	Met: func(r Relationship, a Act, _ relFacts) Tri {
		return Is(relationshipParty(r, a.By) != PartyWorker || r.s.Pause.OnOurSide() && r.s.Pause.WorkerBack.IsZero())
	},
}

func relToday(a Act, f relFacts) Date { return f.Policy.Calendar().Day(a.At) }
