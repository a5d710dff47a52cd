package peer

import "time"

// sessionRule is a rule about a session as it would be: the same rule serves planning,
// recording and correcting.
type sessionRule struct {
	asks Asks
	met  func(GroupSession, Act, GroupFacts) Tri
}

var facilitatesSession = groupOpen[GroupSession]{
	Asks: Asks{Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "Whoever plans a session, or writes it down, facilitates it.", Fix: "Ask one of those who do."},
	Met: func(s GroupSession, a Act, _ GroupFacts) Tri {
		_, ok := s.facilitator(a.By)
		return Is(ok || a.By.Staff == "") // who is not on the staff is another rule's to say
	},
}

// sessionNeed makes a rule a need of a step whose draft is the session as it would be.
func sessionNeed[C any](r sessionRule) groupNeed[GroupSession, C] {
	return needOf(r, func(s GroupSession, _ C) GroupSession { return s })
}

func needOf[C any](r sessionRule, as func(GroupSession, C) GroupSession) groupNeed[GroupSession, C] {
	return groupNeed[GroupSession, C]{Asks: r.asks, Met: func(s GroupSession, c C, a Act, f GroupFacts) Tri { return r.met(as(s, c), a, f) }}
}

func sessionPutRight(r sessionRule) groupNeed[GroupSession, CorrectSession] {
	return needOf(r, func(s GroupSession, c CorrectSession) GroupSession { return c.in(s) })
}

// recordedNeeds are the rules of a session that is written down. Only what cannot have
// been so stands in the way.
func recordedNeeds[C any](as func(GroupSession, C) GroupSession, who func(C) []GroupAttendee) []groupNeed[GroupSession, C] {
	out := []groupNeed[GroupSession, C]{nobodyTwice(who), enoughCame(as, who)}
	for _, r := range []sessionRule{
		sessionEnds, sessionOver, sessionInTime, sessionLikely,
		sessionNoted(groupAgreed), sessionNoted(sessionInScope), sessionNoted(readyToFacilitate), sessionNoted(sessionNotAlone),
		sessionNoted(sessionLedSaid), sessionNoted(sessionModeSaid),
	} {
		out = append(out, needOf(r, as))
	}
	return out
}

// sessionNoted is a rule of planning as recording asks it: what is not so is kept and
// marked.
func sessionNoted(r sessionRule) sessionRule {
	r.asks.Weight, r.asks.Fix = Warns, "Add it when there is time, or talk about it in supervision; what happened is kept."
	return r
}

// What planning asks.
var (
	groupAgreed = sessionRule{
		asks: Asks{Rule: Rule{"PEER-58", ErrBoundariesNotAgreed}, Path: "/group", Says: "The group is running and has an agreement in force.", Fix: "Agree in the group first. What happens meanwhile is recorded all the same.", Raise: SignalOutsideAgreement},
		met: func(s GroupSession, _ Act, f GroupFacts) Tri {
			return f.Group.of(s.s.Group, f.Group.Running && f.Group.InForce > 0)
		},
	}
	sessionInScope = sessionRule{
		asks: func() Asks {
			a := outsideScope
			a.Path, a.Raise = "/facilitators", SignalNotReady
			return a
		}(),
		met: func(s GroupSession, a Act, f GroupFacts) Tri {
			sort := Unknown
			if f.Group.ID == s.s.Group {
				sort = f.Policy.peerWorkerLeads(f.Group.Kind)
			}
			return peerWorkers(s, a).Not().Or(sort)
		},
	}
	readyToFacilitate = sessionRule{
		asks: Asks{Rule: Rule{"PEER-16", ErrWorkerNotReady}, Says: "The peer support worker who facilitates is ready to work.", Fix: "See what they still need, or let a colleague facilitate.", Audience: WorkerAndLine, Raise: SignalNotReady},
		met:  func(s GroupSession, a Act, f GroupFacts) Tri { return anyPeerWorker(s, a).Not().Or(f.Ready.MayPlan()) },
	}
	sessionNotAlone = sessionRule{
		asks: Asks{Rule: Rule{"PEER-04", ErrSupervisedOnly}, Path: "/facilitators", Says: "A peer support worker who works under supervision facilitates beside a colleague.", Fix: "Name the colleague who facilitates too.", Audience: WorkerAndLine},
		met: func(s GroupSession, a Act, f GroupFacts) Tri {
			if f.Ready.Verdict == NotReady {
				return Yes // that is another rule's to say
			}
			return Is(len(s.s.Facilitators) > 1).Or(anyPeerWorker(s, a).Not()).Or(f.Ready.Alone())
		},
	}
	sessionLedSaid = sessionRule{
		asks: Asks{Rule: Rule{"PEER-59", ErrRequired}, Path: "/activities", Says: "It is said who leads each activity.", Fix: "Say who leads it: a member, the members, the facilitators or a visitor."},
		met: func(s GroupSession, _ Act, _ GroupFacts) Tri {
			for _, a := range s.s.Activities {
				if a.LedBy == "" {
					return No
				}
			}
			return Yes
		},
	}
	sessionModeSaid = sessionRule{
		asks: Asks{Rule: Rule{"PEER-45", ErrRequired}, Path: "/when/mode", Says: "It is said in what way people meet.", Fix: "Say whether they meet face to face or in another way."},
		met:  func(s GroupSession, _ Act, _ GroupFacts) Tri { return Is(s.s.When.Mode != "") },
	}
	oneOfEach = sessionRule{
		asks: Asks{Rule: Rule{"PEER-58", ErrDuplicate}, Path: "/facilitators", Says: "Nobody facilitates twice.", Fix: "Name each of them once."},
		met:  func(s GroupSession, _ Act, _ GroupFacts) Tri { return Is(eachOnce(s.s.Facilitators, facilitatorID)) },
	}
	sessionToCome = sessionRule{
		asks: Asks{Rule: Rule{"PEER-25", ErrPastDate}, Path: "/when/start", Says: "What is planned is still to come.", Fix: "Record it if it has happened, or choose a later time."},
		met: func(s GroupSession, a Act, _ GroupFacts) Tri {
			return Is(s.s.When.Start.IsZero() || s.s.When.Start.UTC().After(a.At.Add(-time.Minute)))
		},
	}
)

// What cannot have been so, and what is noticed and kept.
var (
	sessionEnds = sessionRule{
		asks: Asks{Rule: Rule{"PEER-44", ErrInvalidPeriod}, Path: "/when/end", Says: "The end lies after the start.", Fix: "Put the times right. Only what was written may end as it starts."},
		met:  func(s GroupSession, _ Act, _ GroupFacts) Tri { return Is(s.s.When.ends()) },
	}
	sessionOver = sessionRule{
		asks: Asks{Rule: Rule{"PEER-44", ErrFutureDate}, Path: "/when/end", Says: "What is written down has happened.", Fix: "Plan it instead, or put the times right."},
		met:  func(s GroupSession, a Act, _ GroupFacts) Tri { return Is(!s.s.When.End.UTC().After(a.At)) },
	}
	sessionInTime = sessionRule{
		asks: Asks{Rule: Rule{"PEER-46", ErrLateReasonRequired}, Says: "It is written up in the policy's time.", Fix: "Say afterwards what held it up; what happened is kept.", Weight: Warns},
		met: func(s GroupSession, a Act, f GroupFacts) Tri {
			return f.Policy.writtenInTime(s.s.When.End, a)
		},
	}
	sessionLikely = sessionRule{
		asks: Asks{Rule: Rule{"PEER-44", ErrImplausibleLength}, Path: "/when/end", Says: "It is no longer than people usually meet.", Fix: "Look at the times again; put them right if they are wrong.", Weight: Warns},
		met: func(s GroupSession, _ Act, f GroupFacts) Tri {
			if !f.Policy.Known() {
				return Unknown
			}
			return Is(s.s.When.Start.IsZero() || s.s.When.End.UTC().Sub(s.s.When.Start.UTC()) <= f.Policy.longest())
		},
	}
)

// writtenInTime answers whether something that ended then is written up in time.
func (p Policy) writtenInTime(end Moment, a Act) Tri {
	if end.IsZero() {
		return Yes // that is the form's to say
	}
	by := p.recordBy(end.UTC())
	if by.IsZero() {
		return Unknown
	}
	return Is(!by.Over(a.At, p.Calendar()))
}

// marksOfSession are what stays on the session of what was noticed.
var marksOfSession = []struct {
	rule sessionRule
	mark SessionMark
}{
	{groupAgreed, NoGroupAgreement}, {sessionInScope, LedOutsideScope}, {readyToFacilitate, SessionNotReady},
	{sessionNotAlone, SessionUnsupervised}, {sessionInTime, SessionLate}, {sessionLikely, SessionLongUnlikely},
}

// peerWorkers answers whether all who facilitate are peer support workers, anyPeerWorker
// whether one of them is.
func peerWorkers(s GroupSession, a Act) Tri {
	all := Yes
	for _, f := range s.s.Facilitators {
		all = all.And(f.peerWorker(a))
	}
	return all
}

func anyPeerWorker(s GroupSession, a Act) Tri {
	one := No
	for _, f := range s.s.Facilitators {
		one = one.Or(f.peerWorker(a))
	}
	return one
}

func nobodyTwice[C any](who func(C) []GroupAttendee) groupNeed[GroupSession, C] {
	return groupNeed[GroupSession, C]{
		Asks: Asks{Rule: Rule{"PEER-58", ErrDuplicate}, Path: "/attendees", Says: "Nobody who came is named twice, and no two have one record.", Fix: "Name each of them once, with an id of its own."},
		Met: func(_ GroupSession, c C, _ Act, _ GroupFacts) Tri {
			list := who(c)
			return Is(eachOnce(list, func(a GroupAttendee) string { return string(a.Person) }) && eachOnce(list, func(a GroupAttendee) string { return a.ID }))
		},
	}
}

func enoughCame[C any](as func(GroupSession, C) GroupSession, who func(C) []GroupAttendee) groupNeed[GroupSession, C] {
	return groupNeed[GroupSession, C]{
		Asks: Asks{Rule: Rule{"PEER-58", ErrOutOfRange}, Path: "/headcount", Says: "Everybody who is named was counted.", Fix: "Count them again, or leave the number out."},
		Met: func(s GroupSession, c C, _ Act, _ GroupFacts) Tri {
			n := as(s, c).s.Headcount
			return Is(n == 0 || n >= len(who(c)))
		},
	}
}

func sessionLegal(s GroupSession) []Reason {
	d := s.s
	out := []Reason{
		Holds(d.When.ends(), "/when/end", "The end lies after the start."),
		Holds((s.status == Recorded) == !d.RecordedAt.IsZero() || s.status == EnteredInError, "/recordedAt", "What is written down says when it was."),
		Holds(s.status != Planned && s.status != SessionCalledOff || len(d.Before) == 0 && len(d.Marks) == 0 && d.Headcount == 0 && d.Agreement == 0,
			"/before", "What did not take place has nothing noticed about it."),
		Holds(s.status != EnteredInError || len(d.Before) > 0, "/before", "An entry made in error says why."),
		Holds(eachOnce(d.Facilitators, facilitatorID), "/facilitators", "Nobody facilitates twice."),
	}
	named := false
	for _, was := range d.Before {
		named = named || was.By.Staff == ""
	}
	for _, c := range s.Recent() {
		named = named || byNoStaff(c)
	}
	return append(out, Holds(!named, "/before", "Only staff write a session down, so that it names nobody who came."))
}

var sessionParts = []Part[GroupSession]{
	{Name: "session", If: func(s GroupSession, _ Party, by Reading) bool {
		_, facilitates := s.facilitator(by.By)
		return by.By.Staff != "" && (by.Purpose == ForCare || by.Purpose == ForSupervision || by.Purpose == ForSupport && facilitates)
	},
		Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "What a group did is for those who facilitated, the team and supervision; whoever came has a record of their own.",
		Value: func(s GroupSession) any {
			return struct {
				Group        string            `json:"group"`
				Facilitators []Facilitator     `json:"facilitators"`
				When         SessionTime       `json:"when"`
				Activities   []SessionActivity `json:"activities,omitempty"`
				Headcount    int               `json:"headcount,omitzero"`
			}{s.s.Group, s.s.Facilitators, s.s.When, s.s.Activities, s.s.Headcount}
		}},
	{Name: "corrections", If: func(s GroupSession, as Party, by Reading) bool {
		_, facilitates := s.facilitator(by.By)
		return (facilitates || as == PartyLine) && by.Purpose != ForRecord
	},
		Rule: Rule{"PEER-49", ErrConsentRequired}, Says: "What it said before is for those who facilitated and for supervision.",
		Value: func(s GroupSession) any { return s.s.Before }},
	{Name: "marks", May: []Party{PartyWorker, PartyLine},
		Rule: Rule{"PEER-16", ErrNotAuthorised}, Says: "What was noticed is for the peer support worker and their supervision.",
		Value: func(s GroupSession) any { return s.s.Marks }},
}
