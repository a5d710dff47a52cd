package peer

import (
	"slices"
	"time"
)

// ErrStrengthRequired: what a worker says in a review names a strength of the person's
// (PEER-51).
var ErrStrengthRequired = NewCode("strength-required", AskField)

type (
	reviewRow         = Row[Review, Facts]
	reviewOpen        = Open[Review, Facts]
	reviewNeed[C any] = Need[Review, Facts, C]
	reviewMove[C any] = Step[Review, Facts, C]
	reviewTaken       = Taken[Facts]
)

// reviews is the table of PEER-51.
var reviews = Machine[Review, Facts]{
	Kind:   KindReview,
	Schema: 1, // 1: the first form
	Says:   "The two look back together, and both say yes to what follows.",
	Moves:  "PEER-51",
	States: []State{
		{ReviewOpen, "The two look back. Each says their part; one proposes what follows and the other says yes. Either may call it off.", false},
		{ReviewSettled, "Both said yes to what follows.", true},
		{ReviewCalledOff, "It did not come about this time.", true},
	},
	Head:   func(r *Review) *Head { return &r.head },
	Data:   func(r *Review) any { return &r.s },
	Person: Review.Person,
	Party:  func(r Review, a Actor) Party { return PartyOf(a, r.s.Person, r.s.Worker) },
	Policy: func(f Facts) Digest { return f.Policy.Digest() },
	Line:   func(f Facts) Lines { return f.Lines },
	Legal:  reviewLegal,
	Parts: []Part[Review]{
		{Name: "review", If: reviewSeen, Rule: Rule{"PEER-51", ErrConsentRequired}, Says: "That the two looked back, and what follows, is for them and for supervision, unless the person says who else may see it.",
			Value: Review.shown},
		{Name: "said", If: func(_ Review, as Party, by Reading) bool { return betweenTwo(as, by) }, Rule: Rule{"PEER-51", ErrConsentRequired}, Says: "What the two said to each other is their own.",
			Value: func(r Review) any {
				return struct {
					Person ReviewPart `json:"person,omitzero"`
					Worker ReviewPart `json:"worker,omitzero"`
				}{r.s.PersonSaid, r.s.WorkerSaid}
			}},
	},
	Rows: []reviewRow{
		Begins(reviewRow{
			Do: "open", Says: "Begin to look back together.", To: []Status{ReviewOpen}, By: partiesOfTwo, Else: bothOfThem, Form: "PEER-51",
		}, func(c OpenReview) string { return c.ID }, func(c OpenReview) Review {
			return Review{s: review{Person: c.Person, Worker: c.Worker, Relationship: c.Relationship}}
		}, reviewMove[OpenReview]{Apply: func(r Review, _ OpenReview, t *reviewTaken) Review { r.s.Opened = t.Now(); return r }}),
		Takes(reviewRow{
			Do: "say", Says: "Say your part, in your own words.", From: []Status{ReviewOpen}, To: []Status{ReviewOpen}, By: partiesOfTwo, Else: bothOfThem, Form: "PEER-51",
		}, reviewMove[SayInReview]{Needs: []reviewNeed[SayInReview]{reviewSaysSomething, reviewOneVoice, reviewNotOver, reviewNamesStrength}, Apply: sayInReview}),
		Takes(reviewRow{
			Do: "pass", Says: "Say nothing this time.", From: []Status{ReviewOpen}, To: []Status{ReviewOpen}, By: personAlone, Else: stepOfPerson("PEER-51"), Form: "PEER-51",
		}, reviewMove[PassInReview]{Apply: func(r Review, _ PassInReview, _ *reviewTaken) Review {
			r.s.PersonSaid, r.s.PersonOwn, r.s.PersonPassed = ReviewPart{}, false, true
			return r
		}}),
		Takes(reviewRow{
			Do: "propose", Says: "Propose what follows.", From: []Status{ReviewOpen}, To: []Status{ReviewOpen}, By: partiesOfTwo, Else: bothOfThem, Form: "PEER-51",
		}, reviewMove[ProposeOutcome]{Apply: func(r Review, c ProposeOutcome, t *reviewTaken) Review {
			r.s.Outcome, r.s.ProposedBy = c.Outcome, t.As
			return r
		}}),
		Takes(reviewRow{
			Do: "agree", Says: "Say yes to what the other one proposed.", From: []Status{ReviewOpen}, To: []Status{ReviewSettled}, By: partiesOfTwo, Else: bothOfThem, Form: "PEER-51",
			Open: []reviewOpen{reviewYoursIsMissing, reviewWorkerSpoke, reviewPersonSpoke},
		}, reviewMove[AgreeOutcome]{
			Needs: []reviewNeed[AgreeOutcome]{{
				Asks: Asks{Rule: Rule{"PEER-51", ErrStaleVersion}, Path: "/outcome", Says: "It is what was proposed.", Fix: "Read what is on the table, then say yes to that, or propose something else."},
				Met: func(r Review, c AgreeOutcome, _ Act, _ Facts) Tri {
					return Is(r.s.Outcome == "" || r.s.Outcome == c.Outcome)
				},
			}},
			Apply: func(r Review, _ AgreeOutcome, t *reviewTaken) Review { r.s.Settled = t.Now(); return r },
		}),
		Takes(reviewRow{
			Do: "call-off", Says: "Leave it for this time.", From: []Status{ReviewOpen}, To: []Status{ReviewCalledOff}, By: partiesOfTwo, Else: bothOfThem, Form: "PEER-51",
		}, reviewMove[CallReviewOff]{Apply: func(r Review, _ CallReviewOff, _ *reviewTaken) Review { return r }}),
	},
}

// voice is whose part it is: all the person's words, or all the worker's; nobody's when
// they are mixed, or when the person passes on the worker's.
func (c SayInReview) voice(r Review, by Actor) Party {
	person, worker := ByPerson(r.s.Person), ByStaff(r.s.Worker, "")
	all := func(author Actor) bool {
		return !slices.ContainsFunc(c.Part.words(), func(w Words) bool { return !w.IsZero() && w.Author(by) != author })
	}
	switch {
	case all(person):
		return PartyPerson
	case all(worker) && PartyOf(by, r.s.Person, r.s.Worker) != PartyPerson:
		return PartyWorker
	}
	return PartyNobody
}

var reviewSaysSomething = reviewNeed[SayInReview]{
	Asks: Asks{Rule: Rule{"PEER-51", ErrRequired}, Path: "/part", Says: "Something is said.", Fix: "Say one thing; what helped is a good start. The person may also pass."},
	Met:  func(_ Review, c SayInReview, _ Act, _ Facts) Tri { return Is(c.Part.said()) },
}

var reviewOneVoice = reviewNeed[SayInReview]{
	Asks: Asks{Rule: Rule{"PEER-51", ErrPersonsWordsOnly}, Path: "/part", Says: "A part is in the words of the one of the two whose it is.", Fix: "Send one part at a time. Write down what the person says and name them as the author."},
	Met:  func(r Review, c SayInReview, a Act, _ Facts) Tri { return Is(c.voice(r, a.By) != PartyNobody) },
}

// reviewNotOver: what the person wrote themself the worker does not write over.
var reviewNotOver = reviewNeed[SayInReview]{
	Asks: Asks{Rule: Rule{"PEER-51", ErrPersonsWordsOnly}, Path: "/part", Says: "What the person wrote, or left unsaid, they alone change.", Fix: "Ask them whether they would like to say it anew."},
	Met: func(r Review, c SayInReview, a Act, _ Facts) Tri {
		theirs := r.s.PersonOwn || r.s.PersonPassed
		return Is(!theirs || c.voice(r, a.By) != PartyPerson || PartyOf(a.By, r.s.Person, r.s.Worker) != PartyWorker)
	},
}

var reviewNamesStrength = reviewNeed[SayInReview]{
	Asks: Asks{Rule: Rule{"PEER-51", ErrStrengthRequired}, Path: "/part/strengths", Says: "What the worker says names a strength they saw.", Fix: "Name one thing the person did well, as you saw it."},
	Met: func(r Review, c SayInReview, a Act, _ Facts) Tri {
		return Is(!c.Part.said() || c.voice(r, a.By) != PartyWorker || len(c.Part.Strengths) > 0)
	},
}

// sayInReview keeps the part of the one whose it is.
func sayInReview(r Review, c SayInReview, t *reviewTaken) Review {
	p := ReviewPart{Helped: t.Own(c.Part.Helped), DidNotHelp: t.Own(c.Part.DidNotHelp), Change: t.Own(c.Part.Change), Learned: t.Own(c.Part.Learned)}
	for _, w := range c.Part.Strengths {
		p.Strengths = append(p.Strengths, t.Own(w))
	}
	if c.voice(r, t.Act.By) == PartyWorker {
		r.s.WorkerSaid = p
		return r
	}
	r.s.PersonSaid, r.s.PersonOwn, r.s.PersonPassed = p, t.As == PartyPerson, false
	return r
}

// reviewYoursIsMissing: proposing is saying yes, so that only the other one's is missing.
var reviewYoursIsMissing = reviewOpen{
	Asks: Asks{Rule: Rule{"PEER-51", ErrNeedsBothParties}, Says: "The other one has proposed what follows.", Fix: "Propose it, or wait for the other: it takes both of you."},
	Met: func(r Review, a Act, _ Facts) Tri {
		as := PartyOf(a.By, r.s.Person, r.s.Worker)
		if !slices.Contains(partiesOfTwo, as) {
			return Yes // that is another rule's to say
		}
		return Is(r.s.Outcome != "" && r.s.ProposedBy != as)
	},
}

var reviewWorkerSpoke = reviewOpen{
	Asks: Asks{Rule: Rule{"PEER-51", ErrStrengthRequired}, Says: "The worker has said their part, and a strength they saw.", Fix: "Let the worker say theirs first; the person hears it before anything is settled."},
	Met:  func(r Review, _ Act, _ Facts) Tri { return Is(len(r.s.WorkerSaid.Strengths) > 0) },
}

var reviewPersonSpoke = reviewOpen{
	Asks: Asks{Rule: Rule{"PEER-51", ErrNeedsBothParties}, Says: "The person has said their part, or would rather not.", Fix: "Ask them; saying nothing is as good."},
	Met:  func(r Review, _ Act, _ Facts) Tri { return Is(r.s.PersonPassed || r.s.PersonSaid.said()) },
}

// reviewSeen: the two; their line in supervision; others on the person's yes to sharing
// the agreement.
func reviewSeen(r Review, as Party, by Reading) bool {
	return betweenTwo(as, by) || as == PartyLine && by.Purpose == ForSupervision ||
		by.By.Staff != "" && Consented(by.Consents, r.s.Person, ShareAgreement, by.Purpose, by.At) == Yes
}

// shown is what is seen of a review without anybody's words.
func (r Review) shown() any {
	s := r.s
	return struct {
		Person       PersonID      `json:"person"`
		Worker       StaffID       `json:"worker"`
		Relationship string        `json:"relationship"`
		Opened       time.Time     `json:"opened"`
		Outcome      ReviewOutcome `json:"outcome,omitzero"`
		ProposedBy   Party         `json:"proposedBy,omitzero"`
		Settled      time.Time     `json:"settled,omitzero"`
	}{s.Person, s.Worker, s.Relationship, s.Opened, s.Outcome, s.ProposedBy, s.Settled}
}

func reviewLegal(r Review) []Reason {
	s, settled := r.s, r.status == ReviewSettled
	spoken := func(p ReviewPart, author Actor) bool { return allBy(author, p.words()...) }
	return []Reason{
		Holds(spoken(s.PersonSaid, ByPerson(s.Person)), "/personSaid", "The person's part is in the person's words."),
		Holds(spoken(s.WorkerSaid, ByStaff(s.Worker, "")), "/workerSaid", "The worker's part is in the worker's words."),
		Holds(!s.WorkerSaid.said() || len(s.WorkerSaid.Strengths) > 0, "/workerSaid/strengths", "What the worker says names a strength."),
		Holds(!s.PersonSaid.said() || !s.PersonPassed, "/personPassed", "Who said something has not passed."),
		Holds(!s.PersonOwn || s.PersonSaid.said(), "/personOwn", "What the person wrote themself is there."),
		Holds((s.Outcome == "") == (s.ProposedBy == "") && (s.Outcome == "" || slices.Contains(partiesOfTwo, s.ProposedBy)), "/proposedBy", "One of the two proposed what follows."),
		Holds(settled == !s.Settled.IsZero() && (!settled || s.Outcome != ""), "/settled", "What was settled says when and to what both said yes."),
		Holds(!settled || s.WorkerSaid.said() && (s.PersonPassed || s.PersonSaid.said()), "/settled", "Both had their say before it was settled."),
	}
}
