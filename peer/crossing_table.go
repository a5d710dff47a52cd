package peer

import (
	"slices"
	"time"
)

// ErrCrossingDue: a crossing of the worker's is to be taken to supervision (PEER-34). No
// step is turned down with it.
var ErrCrossingDue = NewCode("crossing-due", Wait)

type (
	crossingRow         = Row[BoundaryCrossing, Facts]
	crossingOpen        = Open[BoundaryCrossing, Facts]
	crossingNeed[C any] = Need[BoundaryCrossing, Facts, C]
	crossingStep[C any] = Step[BoundaryCrossing, Facts, C]
	crossingStepTaken   = Taken[Facts]
)

var crossingPlaces = []Status{CrossingLogged, CrossingTaken}

// boundaryCrossings is the table of PEER-34 that is about crossings.
var boundaryCrossings = Machine[BoundaryCrossing, Facts]{
	Kind:   KindBoundaryCrossing,
	Schema: 1, // 1: the first form
	Says:   "An act outside an agreed boundary, by either of the two, written down without blame.",
	Moves:  "PEER-34",
	States: []State{
		{CrossingLogged, "One of the two wrote it down. The worker takes it to supervision.", false},
		{CrossingTaken, "The worker took it to supervision. It may still be said whether it needs to go further.", false},
	},
	Head:   func(c *BoundaryCrossing) *Head { return &c.head },
	Data:   func(c *BoundaryCrossing) any { return &c.s },
	Person: BoundaryCrossing.Person,
	Party:  crossingParty,
	Policy: func(f Facts) Digest { return f.Policy.Digest() },
	Line:   func(f Facts) Lines { return f.Lines },
	Legal:  crossingLegal,
	Parts: []Part[BoundaryCrossing]{
		{Name: "crossing", If: crossingSeen, Rule: Rule{"PEER-34", ErrConsentRequired}, Says: "A crossing is for the two and for the worker's supervision.", Value: BoundaryCrossing.shown},
		{Name: "words", If: crossingWordsSeen, Rule: Rule{"PEER-34", ErrConsentRequired}, Says: "What was written about it is for whoever wrote it; the worker's words are for their supervision too.",
			Value: func(c BoundaryCrossing) any { return c.s.Words }},
		{Name: "further", If: crossingLoggers, Rule: Rule{"PEER-34", ErrConsentRequired}, Says: "Whether it goes further is for whoever logged it and those who are told of the concern.",
			Value: func(c BoundaryCrossing) any { return c.s.Further }},
		{Name: "supervision", If: func(c BoundaryCrossing, as Party, by Reading) bool { return c.Shared() && workerAndLine(as, by) }, Rule: Rule{"PEER-34", ErrConsentRequired}, Says: "With whom it was talked over is for the worker and their line.",
			Value: func(c BoundaryCrossing) any {
				return struct {
					On   Date    `json:"on,omitzero"`
					With StaffID `json:"with,omitzero"`
				}{c.s.TakenOn, c.s.TakenTo}
			}},
	},
	Rows: []crossingRow{
		Begins(crossingRow{
			Do: "log", Says: "Write down that a boundary was crossed.", To: []Status{CrossingLogged}, By: partiesOfTwo, Else: stepOfTwo("PEER-34"), Form: "PEER-34",
		}, func(c LogCrossing) string { return c.ID }, func(c LogCrossing) BoundaryCrossing {
			return BoundaryCrossing{s: boundaryCrossing{Person: c.Person, Worker: c.Worker, Relationship: c.Relationship, By: c.By, Boundary: c.Boundary}}
		}, crossingStep[LogCrossing]{
			Needs: []crossingNeed[LogCrossing]{
				hasBegun[BoundaryCrossing, Facts]("PEER-34", "/on", func(c LogCrossing) Date { return c.On }),
				crossingOwnWords,
				{Asks: crossingAsked(Raises), Met: func(_ BoundaryCrossing, c LogCrossing, _ Act, _ Facts) Tri { return c.Further.Settled() }},
			},
			Apply: logCrossing,
		}),
		Takes(crossingRow{
			Do: "answer", Says: "Say whether it needs to go further.", From: crossingPlaces, Stays: crossingPlaces, By: partiesOfTwo, Else: stepOfTwo("PEER-34"), Form: "PEER-34",
			Open: []crossingOpen{{
				Asks: Asks{Rule: Rule{"PEER-34", ErrNotAuthorised}, Says: "Whoever logged it says whether it goes further.", Fix: "Raise a concern of your own; that anybody may do."},
				Met: func(c BoundaryCrossing, a Act, _ Facts) Tri {
					as := crossingParty(c, a.By)
					return Is(as == c.s.LoggedBy || !slices.Contains(partiesOfTwo, as)) // others hear whose it is
				},
			}},
		}, crossingStep[AnswerCrossing]{
			Needs: []crossingNeed[AnswerCrossing]{{Asks: crossingAsked(Blocks), Met: func(_ BoundaryCrossing, c AnswerCrossing, _ Act, _ Facts) Tri { return c.Further.Settled() }}},
			Apply: func(r BoundaryCrossing, c AnswerCrossing, _ *crossingStepTaken) BoundaryCrossing {
				r.s.Further = c.Further
				return r
			},
		}),
		Takes(crossingRow{
			Do: "take-to-supervision", Says: "Say that you took it to supervision.", From: []Status{CrossingLogged}, To: []Status{CrossingTaken}, By: workerAlone, Else: stepOfWorker("PEER-34"), Form: "PEER-34",
			Open: []crossingOpen{{
				Asks: Asks{Rule: Rule{"PEER-34", ErrNotAuthorised}, Says: "It is for the worker to take to supervision.", Fix: "Leave it for now."},
				Met:  func(c BoundaryCrossing, _ Act, _ Facts) Tri { return Is(c.Shared()) },
			}},
		}, crossingStep[TakeToSupervision]{
			Needs: []crossingNeed[TakeToSupervision]{
				hasBegun[BoundaryCrossing, Facts]("PEER-34", "/on", func(c TakeToSupervision) Date { return c.On }),
				{
					Asks: Asks{Rule: Rule{"PEER-34", ErrInvalidPeriod}, Path: "/on", Says: "It was taken to supervision after it happened.", Fix: "Give the day on which you talked it over, or leave it out for today."},
					Met:  func(r BoundaryCrossing, c TakeToSupervision, _ Act, _ Facts) Tri { return Is(!c.On.Before(r.s.On)) },
				},
				{
					Asks: Asks{Rule: Rule{"PEER-34", ErrSelfReference}, Path: "/with", Says: "It was talked over with somebody else.", Fix: "Name the colleague with whom you talked it over."},
					Met:  func(r BoundaryCrossing, c TakeToSupervision, _ Act, _ Facts) Tri { return Is(c.With != r.s.Worker) },
				},
				{Asks: crossingAsked(Blocks), Met: func(r BoundaryCrossing, c TakeToSupervision, _ Act, _ Facts) Tri {
					return r.s.Further.Settled().Or(c.Further.Settled())
				}},
			},
			Apply: takeToSupervision,
		}),
	},
}

// crossingParty is what an actor is to a crossing.
func crossingParty(c BoundaryCrossing, a Actor) Party { return PartyOf(a, c.s.Person, c.s.Worker) }

// crossingAsked is the question whether it needs to go further. As it is logged it holds
// nothing up; later it has to be answered.
func crossingAsked(weight Weight) Asks {
	a := AskFurther("PEER-34", "/further")
	a.Weight = weight
	return a
}

var crossingOwnWords = crossingNeed[LogCrossing]{
	Asks: Asks{Rule: Rule{"PEER-34", ErrPersonsWordsOnly}, Path: "/words", Says: "The words are those of whoever logs it.", Fix: "Say it in your own words, or leave them out; the other one may log it too."},
	Met: func(_ BoundaryCrossing, c LogCrossing, a Act, _ Facts) Tri {
		return Is(c.Words.IsZero() || c.Words.Author(a.By) == Words{}.Author(a.By))
	},
}

func logCrossing(r BoundaryCrossing, c LogCrossing, t *crossingStepTaken) BoundaryCrossing {
	r.s.On, r.s.Words, r.s.Further = dayOr(c.On, t, t.Facts.Policy.Calendar()), t.Own(c.Words), c.Further
	r.s.Logged, r.s.LoggedBy = t.Now(), t.As
	return r
}

func takeToSupervision(r BoundaryCrossing, c TakeToSupervision, t *crossingStepTaken) BoundaryCrossing {
	r.s.TakenOn, r.s.TakenTo = dayOr(c.On, t, t.Facts.Policy.Calendar()), c.With
	if r.s.Further.Settled() != Yes {
		r.s.Further = c.Further
	}
	return r
}

// crossingSeen: the person; the worker and, in supervision, their line, once it has come
// to the worker.
func crossingSeen(c BoundaryCrossing, as Party, by Reading) bool {
	return as == PartyPerson && by.Purpose != ForRecord || c.Shared() && workerAndLine(as, by)
}

// crossingLoggers: whoever logged it.
func crossingLoggers(c BoundaryCrossing, as Party, by Reading) bool {
	return as == c.s.LoggedBy && by.Purpose != ForRecord
}

// crossingWordsSeen: whoever wrote them, and the worker's line in supervision where the
// worker did.
func crossingWordsSeen(c BoundaryCrossing, as Party, by Reading) bool {
	return crossingLoggers(c, as, by) || c.s.LoggedBy == PartyWorker && workerAndLine(as, by)
}

// shown is what is seen of a crossing without anybody's words.
func (c BoundaryCrossing) shown() any {
	s := c.s
	return struct {
		Person       PersonID     `json:"person"`
		Worker       StaffID      `json:"worker"`
		Relationship string       `json:"relationship"`
		By           CrossedBy    `json:"by"`
		Boundary     BoundaryKind `json:"boundary"`
		On           Date         `json:"on"`
		LoggedBy     Party        `json:"loggedBy"`
		Logged       time.Time    `json:"logged"`
	}{s.Person, s.Worker, s.Relationship, s.By, s.Boundary, s.On, s.LoggedBy, s.Logged}
}

func crossingLegal(c BoundaryCrossing) []Reason {
	s, taken := c.s, c.status == CrossingTaken
	author := ByPerson(s.Person)
	if s.LoggedBy == PartyWorker {
		author = ByStaff(s.Worker, "")
	}
	return []Reason{
		Holds(slices.Contains(partiesOfTwo, s.LoggedBy), "/loggedBy", "One of the two logged it."),
		Holds(allBy(author, s.Words), "/words", "The words are those of whoever logged it."),
		Holds(begun(s.On, s.Logged), "/on", "It was not in the future."),
		Holds(taken == (s.TakenTo != "") && taken == !s.TakenOn.IsZero() && (!taken || s.TakenTo != s.Worker), "/takenTo", "What was taken to supervision says when and to whom, and nothing else does."),
		Holds(!taken || s.Further.Settled() == Yes, "/further", "What was taken to supervision says whether it goes further."),
	}
}

// crossingDue: a crossing of the worker's is taken to supervision. One that the worker has
// not heard of is owed by nobody yet: the open question about it is a signal.
func crossingDue(c BoundaryCrossing, w *dueWorld) ([]Deadline, error) {
	if c.status != CrossingLogged || c.s.By != CrossedByWorker || !c.Shared() {
		return nil, nil
	}
	p, err := w.policyOn(c.s.Logged)
	if err != nil {
		return nil, err
	}
	return []Deadline{{
		ID: "PEER-34." + c.ref.String(), Rule: Rule{"PEER-34", ErrCrossingDue}, About: c.ref, Person: c.s.Person,
		Owes: PartyWorker, Owner: ByStaff(c.s.Worker, ""), Since: c.s.Logged, Due: p.crossingBy(c.s.Logged), Policy: p.digest,
	}}, nil
}
