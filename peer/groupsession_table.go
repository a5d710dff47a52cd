package peer

import "slices"

var sessionsOwn = Asks{Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "This is for those who facilitate the session.", Fix: "Ask one of them. Whoever came has a record of their own."}

// sessionStaff take every step of a session; which of the staff, facilitatesSession asks.
var sessionStaff = []Party{PartyWorker, PartyStaff}

// groupSessions is the table of a session of a group (PEER-58, PEER-59).
var groupSessions = Machine[GroupSession, GroupFacts]{
	Kind:   KindGroupSession,
	Schema: 1, // 1: the first form
	Says:   "One time a group met, or means to; it names nobody who came.",
	Moves:  "PEER-58",
	States: []State{
		{Planned, "It is in the diary. Those who facilitate it record what became of it, or call it off.", false},
		{Recorded, "What happened is written down. Those who facilitated may put it right.", false},
		{SessionCalledOff, "It did not take place.", true},
		{EnteredInError, "It should never have been written; it stays readable.", true},
	},
	Head:   func(s *GroupSession) *Head { return &s.head },
	Data:   func(s *GroupSession) any { return &s.s },
	Person: func(GroupSession) PersonID { return "" },
	Party:  sessionParty,
	Policy: GroupFacts.digest,
	Line:   GroupFacts.lines,
	Legal:  sessionLegal,
	Parts:  sessionParts,
	Rows: []groupRow[GroupSession]{
		Begins(groupRow[GroupSession]{
			Do: "plan", Says: "Put a session into the diary.",
			To: []Status{Planned}, By: sessionStaff, Else: sessionsOwn, Form: "PEER-58",
			Open: []groupOpen[GroupSession]{facilitatesSession},
		}, func(c PlanSession) string { return c.ID }, draftPlannedSession, groupStep[GroupSession, PlanSession]{
			Needs: []groupNeed[GroupSession, PlanSession]{
				sessionNeed[PlanSession](groupAgreed), sessionNeed[PlanSession](sessionInScope), sessionNeed[PlanSession](readyToFacilitate),
				sessionNeed[PlanSession](sessionNotAlone), sessionNeed[PlanSession](sessionLedSaid), sessionNeed[PlanSession](sessionModeSaid),
				sessionNeed[PlanSession](oneOfEach), sessionNeed[PlanSession](sessionEnds), sessionNeed[PlanSession](sessionToCome),
			},
			Apply: func(s GroupSession, _ PlanSession, _ *groupTaken) GroupSession { return s },
		}),
		Begins(groupRow[GroupSession]{
			Do: "record", Says: "Write down a session that was not in the diary, with an attendance for everybody who is named.",
			To: []Status{Recorded}, By: sessionStaff, Else: sessionsOwn, Form: "PEER-58", Makes: KindGroupAttendance,
			Open: []groupOpen[GroupSession]{facilitatesSession},
		}, func(c RecordSession) string { return c.ID }, draftRecordedSession, groupStep[GroupSession, RecordSession]{
			Needs: append(recordedNeeds(func(s GroupSession, _ RecordSession) GroupSession { return s }, func(c RecordSession) []GroupAttendee { return c.Attendees }),
				sessionNeed[RecordSession](oneOfEach)),
			Also: func(s GroupSession, c RecordSession, a Act, f GroupFacts) Decision {
				return attending(s, c.ID, c.Attendees, a, f)
			},
			Apply: func(s GroupSession, c RecordSession, t *groupTaken) GroupSession {
				return writtenUp(s, c.ID, c.Attendees, t)
			},
		}),
		Takes(groupRow[GroupSession]{
			Do: "record-planned", Says: "Write down what became of a session in the diary, with an attendance for everybody who is named.",
			From: []Status{Planned}, To: []Status{Recorded}, By: sessionStaff, Else: sessionsOwn, Form: "PEER-58", Makes: KindGroupAttendance,
			Open: []groupOpen[GroupSession]{facilitatesSession},
		}, groupStep[GroupSession, RecordPlannedSession]{
			Needs: recordedNeeds(func(s GroupSession, c RecordPlannedSession) GroupSession { return c.in(s) }, func(c RecordPlannedSession) []GroupAttendee { return c.Attendees }),
			Also: func(s GroupSession, c RecordPlannedSession, a Act, f GroupFacts) Decision {
				return attending(c.in(s), s.ref.ID, c.Attendees, a, f)
			},
			Apply: func(s GroupSession, c RecordPlannedSession, t *groupTaken) GroupSession {
				return writtenUp(c.in(s), s.ref.ID, c.Attendees, t)
			},
		}),
		Takes(groupRow[GroupSession]{
			Do: "call-off", Says: "Say that it does not take place.",
			From: []Status{Planned}, To: []Status{SessionCalledOff}, By: sessionStaff, Else: sessionsOwn, Form: "PEER-58",
			Open: []groupOpen[GroupSession]{facilitatesSession},
		}, groupStep[GroupSession, CallOffSession]{Apply: func(s GroupSession, _ CallOffSession, _ *groupTaken) GroupSession { return s }}),
		Takes(groupRow[GroupSession]{
			Do: "correct", Says: "Put a session right, and say why.",
			From: []Status{Recorded}, Stays: []Status{Recorded}, By: sessionStaff, Else: sessionsOwn, Form: "PEER-49",
			Open: []groupOpen[GroupSession]{facilitatesSession},
		}, groupStep[GroupSession, CorrectSession]{
			Needs: []groupNeed[GroupSession, CorrectSession]{
				sessionPutRight(sessionEnds), sessionPutRight(sessionOver), sessionPutRight(sessionLikely),
				sessionPutRight(sessionNoted(sessionLedSaid)), sessionPutRight(sessionNoted(sessionModeSaid)),
			},
			Apply: func(s GroupSession, c CorrectSession, t *groupTaken) GroupSession {
				return c.in(s.kept(c.Because, t))
			},
		}),
		Takes(groupRow[GroupSession]{
			Do: "mark-in-error", Says: "Say that it should never have been written.",
			From: []Status{Planned, Recorded}, To: []Status{EnteredInError}, By: sessionStaff, Else: sessionsOwn, Form: "PEER-49",
			Open: []groupOpen[GroupSession]{facilitatesSession},
		}, groupStep[GroupSession, SessionInError]{Apply: func(s GroupSession, c SessionInError, t *groupTaken) GroupSession { return s.kept(c.Because, t) }}),
	},
}

// sessionParty: the peer support workers who facilitate it are its workers, to whom
// belongs what is noticed about them (hazard H26). A colleague who facilitates beside
// them is one of the staff. Those who came are nobody to it.
func sessionParty(s GroupSession, a Actor) Party {
	if f, ok := s.facilitator(a); ok && f.peerWorker(Act{By: a}) == Yes {
		return PartyWorker
	}
	return PartyOf(a, "", "")
}

// facilitator finds who of those who facilitate an actor is.
func (s GroupSession) facilitator(a Actor) (Facilitator, bool) {
	i := slices.IndexFunc(s.s.Facilitators, func(f Facilitator) bool { return a.Staff != "" && a.Staff == f.Staff })
	if i < 0 {
		return Facilitator{}, false
	}
	return s.s.Facilitators[i], true
}

func draftPlannedSession(c PlanSession) GroupSession {
	return GroupSession{s: groupSession{Group: c.Group, Service: c.Service, Organisation: c.Organisation, Facilitators: c.Facilitators,
		When: c.When, Activities: c.Activities}}
}

func draftRecordedSession(c RecordSession) GroupSession {
	return GroupSession{s: groupSession{Group: c.Group, Service: c.Service, Organisation: c.Organisation, Facilitators: c.Facilitators,
		When: c.When, Activities: c.Activities, Headcount: c.Headcount}}
}

// in is the session as it would be.
func (c RecordPlannedSession) in(s GroupSession) GroupSession {
	s.s.When, s.s.Activities, s.s.Headcount = c.When, c.Activities, c.Headcount
	return s
}

func (c CorrectSession) in(s GroupSession) GroupSession {
	s.s.When, s.s.Activities, s.s.Headcount = c.When, c.Activities, c.Headcount
	return s
}

// kept moves what the session says now into its history.
func (s GroupSession) kept(because Private, t *groupTaken) GroupSession {
	s.s.Before = append(slices.Clone(s.s.Before), EarlierSession{s.s.When, s.s.Activities, s.s.Headcount, because, t.Act.By, t.Now()})
	return s
}

// attendances are the steps that write down who came.
func attendances(s GroupSession, id string, list []GroupAttendee, by Actor) []RecordAttendance {
	out := make([]RecordAttendance, len(list))
	for i, who := range list {
		out[i] = RecordAttendance{ID: who.ID, Person: who.Person, Worker: by.Staff, Session: id, Service: s.s.Service, Organisation: s.s.Organisation,
			When: s.s.When, Led: who.Led, Production: who.Production, NotTogether: who.NotTogether}
	}
	return out
}

// attending is what stands in the way of writing down who came, and what is noticed of
// what is said about each. What is noticed of the session is the session's to say.
func attending(s GroupSession, id string, list []GroupAttendee, a Act, f GroupFacts) Decision {
	var d Decision
	if a.By.Staff == "" {
		return d // whose it is, is asked besides
	}
	a.Seen, f.NoOther = 0, Unknown
	for i, c := range attendances(s, id, list, a.By) {
		for _, r := range groupAttendances.CheckNew(c, a, f).Reasons {
			own := slices.Contains(attendeeMembers, r.Path)
			if !own && !r.Stops() {
				continue
			}
			if !own {
				r.Path = "" // another name for what the session says
			}
			r.Path = "/attendees/" + Rev(i).String() + r.Path
			d.Reasons = append(d.Reasons, r)
		}
	}
	return d
}

// attendeeMembers are what is said about each who came; the attendance that is made
// calls it the same.
var attendeeMembers = []string{"/id", "/production", "/notTogether"}

// writtenUp is the session as it is written down, with an attendance for each who came.
func writtenUp(s GroupSession, id string, list []GroupAttendee, t *groupTaken) GroupSession {
	s.s.RecordedAt, s.s.RecordBy = t.Now(), t.Facts.Policy.recordBy(s.s.When.End.UTC())
	if t.Facts.Group.ID == s.s.Group {
		s.s.Agreement = t.Facts.Group.InForce
	}
	for _, m := range marksOfSession {
		if m.rule.met(s, t.Act, t.Facts) != Yes {
			s.s.Marks = append(slices.Clone(s.s.Marks), m.mark)
		}
	}
	act := t.Act
	act.Seen = 0
	for _, c := range attendances(s, id, list, t.Act.By) {
		facts := t.Facts
		facts.NoOther = Unknown
		if a, change, err := groupAttendances.New(c, act, facts); err == nil {
			t.Make(a, change)
		}
	}
	return s
}
