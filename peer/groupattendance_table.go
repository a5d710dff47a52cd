package peer

import "slices"

var (
	attendeesOwn   = Asks{Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "This is for the person who came and the worker who wrote it down.", Fix: "Ask one of the two."}
	attendedWorker = Asks{Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "Whoever facilitated writes it down.", Fix: "Ask one of those who facilitated."}
)

// groupAttendances is the table of somebody's attendance of a session (PEER-58).
var groupAttendances = Machine[GroupAttendance, GroupFacts]{
	Kind:   KindGroupAttendance,
	Schema: 1, // 1: the first form
	Says:   "That one person was at a session of a group, and nobody else.",
	Moves:  "PEER-58",
	States: []State{
		{Recorded, "It is written down. The person says what it was like for them; either of the two may have it put right.", false},
		{EnteredInError, "It should never have been written; it stays readable.", true},
	},
	Head:   func(a *GroupAttendance) *Head { return &a.head },
	Data:   func(a *GroupAttendance) any { return &a.s },
	Person: GroupAttendance.Person,
	Party:  func(a GroupAttendance, by Actor) Party { return PartyOf(by, a.s.Person, a.s.Worker) },
	Policy: GroupFacts.digest,
	Line:   GroupFacts.lines,
	Legal:  attendanceLegal,
	Parts:  attendanceParts,
	Rows: []groupRow[GroupAttendance]{
		Begins(groupRow[GroupAttendance]{
			Do: "record", Says: "Write down that somebody was at a session.",
			To: []Status{Recorded}, By: []Party{PartyWorker}, Else: attendedWorker, Form: "PEER-58",
			Open: []groupOpen[GroupAttendance]{cameOnce},
		}, func(c RecordAttendance) string { return c.ID }, draftAttendance, groupStep[GroupAttendance, RecordAttendance]{
			Needs: []groupNeed[GroupAttendance, RecordAttendance]{
				attendanceNeed[RecordAttendance](sessionEnds), attendanceNeed[RecordAttendance](sessionOver), attendanceNeed[RecordAttendance](sessionInTime),
				attendanceMade, attendanceWhyNot,
			},
			Apply: func(a GroupAttendance, _ RecordAttendance, t *groupTaken) GroupAttendance {
				a.s.RecordedAt, a.s.RecordBy = t.Now(), t.Facts.Policy.recordBy(a.s.When.End.UTC())
				return a
			},
		}),
		Takes(groupRow[GroupAttendance]{
			Do: "say-own-part", Says: "Say what it was like for you.",
			From: []Status{Recorded}, Stays: []Status{Recorded}, By: []Party{PartyPerson, PartyWorker}, Else: attendeesOwn, Form: "PEER-58",
			Open: []groupOpen[GroupAttendance]{nothingSaidYet},
		}, groupStep[GroupAttendance, SayOwnPart]{
			Needs: []groupNeed[GroupAttendance, SayOwnPart]{
				membersWords("/words", func(c SayOwnPart) Words { return c.Words }), membersWords("/learning", func(c SayOwnPart) Words { return c.Learning }),
			},
			Apply: func(a GroupAttendance, c SayOwnPart, t *groupTaken) GroupAttendance {
				a.s.Words, a.s.Learning, a.s.Goals = t.Own(c.Words), t.Own(c.Learning), c.Goals
				return a
			},
		}),
		Takes(groupRow[GroupAttendance]{
			Do: "confirm", Says: "Say that you have seen the record and it is yours too.",
			From: []Status{Recorded}, Stays: []Status{Recorded}, By: []Party{PartyPerson}, Else: membersOwn, Form: "PEER-58",
		}, groupStep[GroupAttendance, ConfirmAttendance]{Apply: func(a GroupAttendance, _ ConfirmAttendance, _ *groupTaken) GroupAttendance {
			a.s.Production, a.s.NotTogether = CoProduced, ""
			return a
		}}),
		Takes(groupRow[GroupAttendance]{
			Do: "correct", Says: "Put it right, and say why.",
			From: []Status{Recorded}, Stays: []Status{Recorded}, By: []Party{PartyPerson, PartyWorker}, For: MayCorrect, Else: attendeesOwn, Form: "PEER-49",
		}, groupStep[GroupAttendance, CorrectAttendance]{
			Needs: []groupNeed[GroupAttendance, CorrectAttendance]{
				attendanceNeedOf(sessionEnds, func(c CorrectAttendance) SessionTime { return c.When }), attendanceNeedOf(sessionOver, func(c CorrectAttendance) SessionTime { return c.When }),
				namesNobodyElse(func(c CorrectAttendance) Words { return c.Because }),
			},
			Apply: func(a GroupAttendance, c CorrectAttendance, t *groupTaken) GroupAttendance {
				a = a.kept(c.Because, t)
				a.s.When = c.When
				return a
			},
		}),
		Takes(groupRow[GroupAttendance]{
			Do: "mark-in-error", Says: "Say that it should never have been written.",
			From: []Status{Recorded}, To: []Status{EnteredInError}, By: []Party{PartyPerson, PartyWorker}, For: MayCorrect, Else: attendeesOwn, Form: "PEER-49",
		}, groupStep[GroupAttendance, AttendanceInError]{
			Needs: []groupNeed[GroupAttendance, AttendanceInError]{namesNobodyElse(func(c AttendanceInError) Words { return c.Because })},
			Apply: func(a GroupAttendance, c AttendanceInError, t *groupTaken) GroupAttendance {
				return a.kept(c.Because, t)
			},
		}),
	},
}

func draftAttendance(c RecordAttendance) GroupAttendance {
	return GroupAttendance{s: groupAttendance{Person: c.Person, Worker: c.Worker, Session: c.Session, Service: c.Service, Organisation: c.Organisation,
		When: c.When, Led: c.Led, Production: c.Production, NotTogether: c.NotTogether}}
}

// kept moves what the attendance says now into its history.
func (a GroupAttendance) kept(because Words, t *groupTaken) GroupAttendance {
	a.s.Before = append(slices.Clone(a.s.Before), EarlierAttendance{a.s.When, t.Own(because), t.Act.By, t.Now()})
	return a
}

// attendanceNeed and attendanceNeedOf ask of an attendance what is asked of the times of
// a session.
func attendanceNeed[C any](r sessionRule) groupNeed[GroupAttendance, C] {
	return groupNeed[GroupAttendance, C]{Asks: r.asks, Met: func(a GroupAttendance, _ C, act Act, f GroupFacts) Tri {
		return r.met(GroupSession{s: groupSession{When: a.s.When}}, act, f)
	}}
}

func attendanceNeedOf[C any](r sessionRule, when func(C) SessionTime) groupNeed[GroupAttendance, C] {
	return groupNeed[GroupAttendance, C]{Asks: r.asks, Met: func(_ GroupAttendance, c C, act Act, f GroupFacts) Tri {
		return r.met(GroupSession{s: groupSession{When: when(c)}}, act, f)
	}}
}

// cameOnce turns down what is known to stand there already, and nothing for a fact that
// is not known: what happened is written down.
var cameOnce = groupOpen[GroupAttendance]{
	Asks: Asks{Rule: Rule{"PEER-58", ErrDuplicate}, Says: "It is not written down yet that the person was at this session.", Fix: "Go on with the record there is."},
	Met:  func(_ GroupAttendance, _ Act, f GroupFacts) Tri { return Is(f.NoOther != No) },
}

var (
	attendanceMade = groupNeed[GroupAttendance, RecordAttendance]{
		Asks: Asks{Rule: Rule{"PEER-47", ErrCoproductionStatusRequired}, Path: "/production", Says: "It is said whether the record was made with the person.", Fix: "Add it with the person next time; what happened is kept.", Weight: Warns},
		Met:  func(_ GroupAttendance, c RecordAttendance, _ Act, _ GroupFacts) Tri { return Is(c.Production != "") },
	}
	attendanceWhyNot = groupNeed[GroupAttendance, RecordAttendance]{
		Asks: Asks{Rule: Rule{"PEER-47", ErrRequired}, Path: "/notTogether", Says: "A record that was not made with the person says why.", Fix: "Say why: not safe, the person would rather not, not possible.", Weight: Warns},
		Met: func(_ GroupAttendance, c RecordAttendance, _ Act, _ GroupFacts) Tri {
			return Is(c.Production != NotCoProduced || c.NotTogether != "")
		},
	}
)

// nothingSaidYet: what the person said stays until they say something else themself.
var nothingSaidYet = groupOpen[GroupAttendance]{
	Asks: Asks{Rule: Rule{"PEER-58", ErrPersonsWordsOnly}, Says: "The person says it themself, or has not said anything yet.", Fix: "Let them say it anew; what they said stays."},
	Met: func(a GroupAttendance, act Act, _ GroupFacts) Tri {
		return Is(act.By.Staff == "" || a.s.Words.IsZero() && a.s.Learning.IsZero() && len(a.s.Goals) == 0)
	},
}

func membersWords(path string, words func(SayOwnPart) Words) groupNeed[GroupAttendance, SayOwnPart] {
	return groupNeed[GroupAttendance, SayOwnPart]{
		Asks: Asks{Rule: Rule{"PEER-58", ErrPersonsWordsOnly}, Path: path, Says: "These are the person's own words.", Fix: "Name the person whose words these are, or leave them out."},
		Met: func(a GroupAttendance, c SayOwnPart, act Act, _ GroupFacts) Tri {
			w := words(c)
			return Is(w.IsZero() || w.Author(act.By) == ByPerson(a.s.Person))
		},
	}
}

// namesNobodyElse: no other member stands in somebody's record, not even as an author or
// as whoever acts for the person.
func namesNobodyElse[C any](words func(C) Words) groupNeed[GroupAttendance, C] {
	return groupNeed[GroupAttendance, C]{
		Asks: Asks{Rule: Rule{"PEER-58", ErrIdentifiableContent}, Path: "/because", Says: "Nobody else who came is named.", Fix: "Say it in your own words. Whoever acts for the person acts as a carer, or as staff."},
		Met: func(a GroupAttendance, c C, act Act, _ GroupFacts) Tri {
			other := act.By.Person != "" && act.By.Person != a.s.Person && act.For.Covers(act.By, a.s.Person, MayCorrect, act.At)
			return Is(!other && (words(c).IsZero() || a.mentions(words(c).Author(act.By)))) // without the right another rule says so
		},
	}
}

// mentions reports whether somebody may stand in this record: the person, or one who is
// not among those who came.
func (a GroupAttendance) mentions(who Actor) bool {
	return who.Valid() && (who.Person == "" || who.Person == a.s.Person)
}

func attendanceLegal(a GroupAttendance) []Reason {
	s := a.s
	out := []Reason{
		Holds(s.When.ends(), "/when/end", "The end lies after the start."),
		Holds(s.Words.IsZero() || s.Words.From(s.Person), "/words", "These are the person's own words."),
		Holds(s.Learning.IsZero() || s.Learning.From(s.Person), "/learning", "These are the person's own words."),
		Holds(a.status != EnteredInError || len(s.Before) > 0, "/before", "An entry made in error says why."),
	}
	alone := mentionsOnly(s.Person, a.Recent())
	for _, was := range s.Before {
		alone = alone && a.mentions(was.By) && a.mentions(was.Because.By)
	}
	return append(out, Holds(alone, "/before", "Nobody else who came is named."))
}

var attendanceParts = []Part[GroupAttendance]{
	{Name: "fact", May: []Party{PartyPerson, PartyWorker}, Purposes: []Purpose{ForCare, ForSupervision, ForRecord},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "That somebody was at a session is for them, for who facilitated, the team and the record.",
		Value: func(a GroupAttendance) any {
			return struct {
				Person      PersonID    `json:"person"`
				Worker      StaffID     `json:"worker"`
				Session     string      `json:"session"`
				When        SessionTime `json:"when"`
				Led         bool        `json:"led,omitzero"`
				Production  Production  `json:"production,omitzero"`
				NotTogether NotTogether `json:"notTogether,omitzero"`
			}{a.s.Person, a.s.Worker, a.s.Session, a.s.When, a.s.Led, a.s.Production, a.s.NotTogether}
		}},
	{Name: "own-part", May: []Party{PartyPerson, PartyWorker},
		Rule: Rule{"PEER-58", ErrConsentRequired}, Says: "What somebody says of a session is for them and for who facilitated.",
		Value: func(a GroupAttendance) any {
			return struct {
				Words    Words    `json:"words,omitzero"`
				Learning Words    `json:"learning,omitzero"`
				Goals    []string `json:"goals,omitempty"`
			}{a.s.Words, a.s.Learning, a.s.Goals}
		}},
	{Name: "corrections", May: []Party{PartyPerson, PartyWorker, PartyLine},
		Rule: Rule{"PEER-49", ErrConsentRequired}, Says: "What it said before is for the two and for supervision.",
		Value: func(a GroupAttendance) any { return a.s.Before }},
}
