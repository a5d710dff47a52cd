package transition

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// acts answers whether whoever takes the step does so for the organiser. Nobody
// does in the role of a peer support worker.
func (t Transition) acts(a peer.Act, f Facts) peer.Tri {
	switch o := t.s.Organiser; {
	case a.By.Staff == "" || a.By.Staff == t.s.Worker || a.By.Role == peer.RolePeerWorker:
		return peer.No
	case a.By.Staff == o.Staff:
		return peer.Yes
	case o.Staff == "" && o.Organisation != "":
		return f.Organises
	}
	return peer.No
}

// forThose asks the rules only of those who may take part: anybody else hears whose
// step it is and learns nothing of the move.
func forThose(rules []open[Transition]) []open[Transition] {
	out := slices.Clone(rules)
	for i := range out {
		met := out[i].Met
		out[i].Met = func(t Transition, a peer.Act, f Facts) peer.Tri {
			if as := transitionParty(t, a.By); a.By.Valid() && (as == peer.PartyNobody || as == peer.PartyCarer) {
				return peer.Yes
			}
			return met(t, a, f)
		}
	}
	return out
}

// organisesIt is asked of staff: the organiser, or somebody who acts for the service
// that organises.
var organisesIt = open[Transition]{
	Asks: peer.Asks{Rule: forOrganiser.Rule, Says: "Who takes this step is the organiser, or acts for the service that organises.", Fix: forOrganiser.Fix},
	Met: func(t Transition, a peer.Act, f Facts) peer.Tri {
		if a.By.Person != "" || a.By.Staff != "" && a.By.Staff == t.s.Worker {
			return peer.Yes // they hear whose it is
		}
		return t.acts(a, f)
	},
}

// takesPart is asked of staff: the person and the worker always do.
var takesPart = open[Transition]{
	Asks: peer.Asks{Rule: forThree.Rule, Says: "Who takes this step is the organiser, or acts for the service that organises, or is one of the two.", Fix: forThree.Fix},
	Met: func(t Transition, a peer.Act, f Facts) peer.Tri {
		if slices.Contains(whose.Two, whose.Party(t, a.By)) {
			return peer.Yes
		}
		return t.acts(a, f)
	},
}

// mayHold is the same for holding back.
var mayHold = open[Transition]{
	Asks: peer.Asks{Rule: holdsBack.Rule, Says: "Who takes this step organises the move, or is the worker.", Fix: holdsBack.Fix},
	Met:  takesPart.Met,
}

// mayLift: the organiser, or the professional who was told.
var mayLift = open[Transition]{
	Asks: peer.Asks{Rule: liftsExtra.Rule, Says: "Who takes this step organises the move, or is the professional who was told.", Fix: liftsExtra.Fix},
	Met: func(t Transition, a peer.Act, f Facts) peer.Tri {
		switch {
		case a.By.Person != "" || a.By.Staff != "" && a.By.Staff == t.s.Worker:
			return peer.Yes // they hear whose it is
		case a.By.Staff != "" && a.By.Staff == t.s.Extra.Informed && a.By.Role != peer.RolePeerWorker:
			return peer.Yes
		}
		return t.acts(a, f)
	},
}

// looksAfter: the organiser, or the supervisor the facts name.
var looksAfter = open[Transition]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-15", Code: peer.ErrNotAuthorised}, Says: "Whoever organises the move, or the worker's supervisor, says what happens next.", Fix: "Pass it on to one of them."},
	Met: func(t Transition, a peer.Act, f Facts) peer.Tri {
		switch {
		case a.By.Person != "" || a.By.Staff != "" && a.By.Staff == t.s.Worker:
			return peer.Yes // they hear whose it is
		case a.By.Staff != "" && a.By.Staff == f.Supervisor:
			return peer.Yes
		}
		return t.acts(a, f)
	},
}

var (
	toldBefore = need[Transition, Announce]{
		Asks: dayOrder("TRAN-04", "/told", "The person is told before the day, or on it."),
		Met: func(_ Transition, c Announce, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.Told.After(c.Planned))
		},
	}
	toldBeforeDay = need[Transition, MoveDay]{
		Asks: dayOrder("TRAN-04", "/told", "The person is told before the day, or on it."),
		Met: func(_ Transition, c MoveDay, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.Told.After(c.Planned))
		},
	}
	endsAfter = need[Transition, Announce]{
		Asks: dayOrder("TRAN-02", "/until", "It ends on the day of the move, or after it."),
		Met: func(_ Transition, c Announce, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.Planned.After(c.Until))
		},
	}
	endsAfterDay = need[Transition, MoveDay]{
		Asks: endsAfter.Asks,
		Met: func(_ Transition, c MoveDay, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.Planned.After(c.Until))
		},
	}
)

// organiserSaid: a professional or a service is named, and never the worker.
func organiserSaid[C any](organiser func(C) Organiser) []need[Transition, C] {
	return []need[Transition, C]{
		{
			Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-01", Code: peer.ErrRequired}, Path: "/organiser", Says: "It is said who organises the move.", Fix: "Name the professional or the organisation."},
			Met:  func(_ Transition, c C, _ peer.Act, _ Facts) peer.Tri { return peer.Is(organiser(c).Given()) },
		},
		{
			Asks: peer.Asks{Rule: forOrganiser.Rule, Path: "/organiser", Says: forOrganiser.Says, Fix: "Name the professional or the service that organises it; the peer support worker stands beside the person."},
			Met: func(t Transition, c C, a peer.Act, _ Facts) peer.Tri {
				o := organiser(c)
				themself := a.By.Role == peer.RolePeerWorker && a.By.Staff == o.Staff
				return peer.Is(o.Role != peer.RolePeerWorker && (o.Staff == "" || o.Staff != t.s.Worker && !themself))
			},
		},
	}
}

// besideOnly: who stands beside the person does nothing else in the move.
var besideOnly = need[Transition, NameWorker]{
	Asks: peer.Asks{Rule: forOrganiser.Rule, Path: "/worker", Says: "Whoever stands beside the person neither organises the move nor is the professional who was told.", Fix: "Name somebody else, or say first who organises it from now on."},
	Met: func(t Transition, c NameWorker, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.Worker == "" || c.Worker != t.s.Organiser.Staff && c.Worker != t.s.Extra.Informed)
	},
}

func dayOrder(row, path, says string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrInvalidPeriod}, Path: path, Says: says, Fix: "Look at the days again, or leave out what is not known."}
}

// happened: what is told of has taken place.
func happened[C any](path string, on func(C) peer.Date) need[Transition, C] {
	return need[Transition, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-03", Code: peer.ErrFutureDate}, Path: path, Says: "It has taken place.", Fix: "Say it when it has, or look at the day."},
		Met: func(_ Transition, c C, a peer.Act, f Facts) peer.Tri {
			return peer.Is(!on(c).After(f.Policy.Calendar().LastDay(a.At)))
		},
	}
}

// soon: a look again lies ahead, and not further than a month.
func soon[C any](path string, on func(C) peer.Date) need[Transition, C] {
	return need[Transition, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-15", Code: peer.ErrOutOfRange}, Path: path, Says: "The day to look again lies ahead, within a month.", Fix: "Choose a day within the next month."},
		Met: func(_ Transition, c C, a peer.Act, f Facts) peer.Tri {
			if on(c).IsZero() {
				return peer.Yes // the form asks for it
			}
			today := f.Policy.Calendar().FirstDay(a.At)
			return peer.Is(on(c).Precision() == peer.ByDay && !on(c).Before(today) && !on(c).After(today.AddDays(31)))
		},
	}
}

var heldForReason = need[Transition, HoldBack]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-15", Code: peer.ErrReasonRequired}, Path: "/because", Says: "Holding it back has a reason.", Fix: "Say why, or let it be looked at."},
	Met:  func(_ Transition, c HoldBack, _ peer.Act, _ Facts) peer.Tri { return peer.Is(!c.Because.IsZero()) },
}

// Extra support (TRAN-08): the flag is kept at once, and who has been told is asked
// after. Nobody starts the transfer while nobody knows.
var (
	extraAsked = peer.Asks{Rule: peer.Rule{Row: "TRAN-08", Code: peer.ErrConcernRequired}, Path: "/informed", Says: "A named professional knows that extra support is needed.", Fix: "Tell a professional and name them here. What was written is kept.", Weight: peer.Raises, Raise: peer.SignalExtraSupport}
	extraTold  = need[Transition, Announce]{Asks: extraAsked, Met: func(_ Transition, c Announce, _ peer.Act, _ Facts) peer.Tri {
		return knows(c.CouldNotManage, c.Informed, c.Worker)
	}}
	flagTold = need[Transition, FlagExtra]{Asks: extraAsked, Met: func(t Transition, c FlagExtra, _ peer.Act, _ Facts) peer.Tri {
		known := t.s.Extra.needed() && t.s.Extra.Informed != "" // asked for again, it is no new signal
		return peer.Is(known).Or(knows(true, c.Informed, t.s.Worker))
	}}
	informsAnother = need[Transition, InformExtra]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-08", Code: peer.ErrWrongRole}, Path: "/staff", Says: "Somebody else than the worker has been told.", Fix: "Name the professional who has been told."},
		Met:  func(t Transition, c InformExtra, _ peer.Act, _ Facts) peer.Tri { return peer.Is(c.Staff != t.s.Worker) },
	}
	extraKnown = open[Transition]{
		Asks: peer.Asks{Rule: extraAsked.Rule, Says: extraAsked.Says, Fix: "Tell a professional first, and name them.", Raise: peer.SignalExtraSupport},
		Met: func(t Transition, _ peer.Act, _ Facts) peer.Tri {
			return knows(t.s.Extra.needed(), t.s.Extra.Informed, t.s.Worker)
		},
	}
	extraThere = open[Transition]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-08", Code: peer.ErrInvalidTransition}, Says: "Extra support is asked for.", Fix: "Read the record again; nobody asks for it now."},
		Met:  func(t Transition, _ peer.Act, _ Facts) peer.Tri { return peer.Is(t.s.Extra.needed()) },
	}
)

func knows(needed bool, informed, worker peer.StaffID) peer.Tri {
	return peer.Is(!needed || informed != "" && informed != worker)
}

var continuityConsidered = open[Transition]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-13", Code: ErrContinuityNotConsidered}, Says: "It has been talked about whether the same worker goes along.", Fix: "Plan it with both services, or say why it is not possible and what there is instead."},
	Met: func(t Transition, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(t.s.Worker == "" || t.s.Continuity.Considered())
	},
}

var homeVisitsPlanned = need[Transition, PlanBridge]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-14", Code: peer.ErrLoneWorkingPlanMissing}, Path: "/bridge/homeVisits", Says: "There is a plan for working alone on a home visit.", Fix: "Make the plan first, or meet elsewhere.", Audience: peer.WorkerAndLine},
	Met: func(_ Transition, c PlanBridge, _ peer.Act, f Facts) peer.Tri {
		if !c.Bridge.HomeVisits {
			return peer.Yes
		}
		return f.LoneWorking
	},
}

var endingPrepared = open[Transition]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-16", Code: peer.ErrEndingNotPrepared}, Says: "An ending of peer support that comes with the move has been planned, not before the worker stops going along.", Fix: "Plan the ending together, with its last day."},
	Met: func(t Transition, _ peer.Act, f Facts) peer.Tri {
		if t.s.Effect != Ends {
			return peer.Yes
		}
		last := peer.Is(!f.EndingOn.Before(t.s.Continuity.Until))
		if f.EndingOn.IsZero() && !t.s.Continuity.Until.IsZero() {
			last = peer.Unknown
		}
		return f.EndingPlanned.And(last)
	},
}

// endingWarned is the same when the person arrives: that has happened, so it is kept
// and marked.
var endingWarned = open[Transition]{
	Asks: peer.Asks{Rule: endingPrepared.Rule, Says: endingPrepared.Says, Fix: endingPrepared.Fix, Weight: peer.Warns},
	Met:  endingPrepared.Met,
}

var notesOnlyWithYes = need[Transition, SayInformation]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-07", Code: peer.ErrPersonSaidNo}, Path: "/will", Says: "What the two wrote in peer support goes on only with the person's yes.", Fix: "Leave it out, or ask the person again when they bring it up."},
	Met: func(t Transition, c SayInformation, a peer.Act, f Facts) peer.Tri {
		switch {
		case !slices.ContainsFunc(c.Will, func(x Told) bool { return x.What == PassedPeerNotes }):
			return peer.Yes
		case slices.Contains(t.s.SaidNo, PassedPeerNotes):
			return peer.No
		}
		return peer.Consented(f.Consents, t.s.Person, peer.ShareContacts, peer.ForCare, a.At)
	},
}

// progresses: a move that stands still is not done, nor is one of which what the
// rules say is held back.
var progresses = open[Transition]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-15", Code: ErrChecklistOpen}, Says: "The move progresses.", Fix: "Say first what happens about what holds it up."},
	Met: func(t Transition, a peer.Act, f Facts) peer.Tri {
		p := Assess(t, f.Policy, f.Policy.Calendar(), a.At)
		return p.Progressing.And(peer.Is(!p.HeldBack || len(p.Why) == 0))
	},
}
