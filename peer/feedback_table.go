package peer

import (
	"slices"
	"time"
)

// ErrComplaintDue: a complaint is to be taken on (PEER-52). No step is turned down with
// it.
var ErrComplaintDue = NewCode("complaint-due", Wait)

type (
	answerRow         = Row[Feedback, UnnamedFacts]
	answerNeed[C any] = Need[Feedback, UnnamedFacts, C]
	answerStep[C any] = Step[Feedback, UnnamedFacts, C]
	answerTaken       = Taken[UnnamedFacts]
)

var (
	staffAlone   = []Party{PartyStaff}
	answerPlaces = []Status{FeedbackUnsigned, FeedbackSigned, FeedbackTakenBack}

	// handedInByStaff: an act of the person's own would link them to it.
	handedInByStaff = Asks{Rule: Rule{"PEER-52", ErrIdentifiableContent}, Says: "A colleague of the worker's hands it in, so that nothing tells who gave it.", Fix: "Send it as the act of a member of staff, or let the person sign it if they want to."}
	complaintsRole  = Asks{Rule: Rule{"PEER-52", ErrWrongRole}, Says: "A colleague of the worker's takes it on.", Fix: "Pass it to whoever answers for complaints here."}
)

// feedbacks is the table of PEER-52 for one answer.
var feedbacks = Machine[Feedback, UnnamedFacts]{
	Kind:   KindFeedback,
	Schema: 1, // 1: the first form
	Says:   "One answer to how the support was. Nobody signs it unless they want to.",
	Moves:  "PEER-52",
	States: []State{
		{FeedbackUnsigned, "Nobody signed it, and nothing tells who gave it. A complaint in it is taken on.", false},
		{FeedbackSigned, "The person put their name to it. They may take it back.", false},
		{FeedbackTakenBack, "The person took it back. A complaint in it is still taken on.", false},
	},
	Head:   func(f *Feedback) *Head { return &f.head },
	Data:   func(f *Feedback) any { return &f.s },
	Person: Feedback.Person,
	Party:  func(f Feedback, a Actor) Party { return PartyOf(a, f.s.Person, f.s.Worker) },
	Policy: func(f UnnamedFacts) Digest { return f.Policy.Digest() },
	Legal:  feedbackLegal,
	Parts: []Part[Feedback]{
		{Name: "answer", If: answerSeen, Rule: Rule{"PEER-52", ErrTooFewResponses}, Says: "A single answer is for nobody, unless the person signed it for the worker to read.", Value: Feedback.shown},
		{Name: "complaint", If: complaintSeen, Rule: Rule{"PEER-52", ErrConsentRequired}, Says: "A complaint is for whoever signed it and whoever answers for complaints.", Value: Feedback.shownComplaint},
	},
	Rows: []answerRow{
		Begins(answerRow{
			Do: "give", Says: "Hand in an answer that nobody signs.", To: []Status{FeedbackUnsigned}, By: staffAlone, Else: handedInByStaff, Form: "PEER-52",
		}, func(c GiveFeedback) string { return c.ID }, func(c GiveFeedback) Feedback {
			return Feedback{s: feedback{Request: c.Request, Worker: c.Worker, Answers: c.Answers, Complaint: c.Complaint}}
		}, answerStep[GiveFeedback]{
			Needs: []answerNeed[GiveFeedback]{
				idNamesNobody[Feedback]("PEER-52", func(c GiveFeedback) string { return c.ID }),
				namesNobody[Feedback]("PEER-52", "/request", func(c GiveFeedback) string { return c.Request }),
			},
			Apply: func(f Feedback, _ GiveFeedback, t *answerTaken) Feedback {
				f.s.HandedIn = t.Act.By.Staff
				return received(f, t)
			},
		}),
		Begins(answerRow{
			Do: "sign", Says: "Give an answer in your own name.", To: []Status{FeedbackSigned}, By: personAlone, Else: stepOfPerson("PEER-52"), Form: "PEER-52",
		}, func(c SignFeedback) string { return c.ID }, func(c SignFeedback) Feedback {
			return Feedback{s: feedback{Request: c.Request, Worker: c.Worker, Person: c.Person, Answers: c.Answers, Words: c.Words, Complaint: c.Complaint}}
		}, answerStep[SignFeedback]{Apply: func(f Feedback, _ SignFeedback, t *answerTaken) Feedback { return received(f, t) }}),
		Takes(answerRow{
			Do: "take-back", Says: "Take it back.", From: []Status{FeedbackSigned}, To: []Status{FeedbackTakenBack}, By: personAlone, Else: stepOfPerson("PEER-52"), Form: "PEER-52",
		}, answerStep[TakeFeedbackBack]{Apply: func(f Feedback, _ TakeFeedbackBack, _ *answerTaken) Feedback {
			f.s.Answers, f.s.Words = FeedbackAnswers{}, Private{}
			return f
		}}),
		Takes(answerRow{
			Do: "take-complaint-on", Says: "Say that you have the complaint.", From: answerPlaces, Stays: answerPlaces, By: staffAlone, Else: complaintsRole, Form: "PEER-52",
			Open: []Open[Feedback, UnnamedFacts]{{
				Asks: Asks{Rule: complaintsRole.Rule, Says: "Of the staff, somebody in the role that answers for complaints takes it on.", Fix: complaintsRole.Fix},
				Met: func(f Feedback, a Act, facts UnnamedFacts) Tri {
					if a.By.Staff == "" || a.By.Staff == f.s.Worker {
						return Yes // that is another rule's to say
					}
					return f.answersFor(a.By, facts.Policy)
				},
			}, {
				Asks: Asks{Rule: Rule{"PEER-52", ErrRequired}, Says: "There is a complaint that nobody has taken on.", Fix: "Read it again; a colleague may have it."},
				Met: func(f Feedback, a Act, facts UnnamedFacts) Tri {
					if a.By.Staff == "" || a.By.Staff == f.s.Worker || f.answersFor(a.By, facts.Policy) != Yes {
						return Yes // whether there is a complaint is not for them to hear
					}
					_, open := f.ComplaintRoute()
					return Is(open)
				},
			}},
		}, answerStep[TakeComplaintOn]{Apply: func(f Feedback, _ TakeComplaintOn, t *answerTaken) Feedback {
			f.s.TakenOn, f.s.Taken = t.Act.By.Staff, t.Now()
			return f
		}}),
	},
}

// received is an answer as it comes in, with the way that a complaint goes.
func received(f Feedback, t *answerTaken) Feedback {
	f.s.Given = t.Now()
	if !f.s.Complaint.IsZero() {
		f.s.Route = t.Facts.Policy.complaintsTo()
	}
	return f
}

// answersFor answers whether somebody has the role that answers for complaints: the one
// the complaint was sent to, or where no policy said so then, the one in force now.
func (f Feedback) answersFor(by Actor, p Policy) Tri {
	to := f.s.Route
	if to == "" {
		to = p.complaintsTo()
	}
	if to == "" {
		return Unknown
	}
	return Is(by.Role == to)
}

// answerSeen: a signed one is for the person and the worker.
func answerSeen(f Feedback, as Party, by Reading) bool {
	return f.status == FeedbackSigned && betweenTwo(as, by)
}

// complaintSeen: whoever signed it; whoever took it on; and until then the staff in the
// role that it went to. Never the worker it is about.
func complaintSeen(f Feedback, as Party, by Reading) bool {
	switch {
	case f.s.Complaint.IsZero() || as == PartyWorker || by.Purpose == ForRecord:
		return false
	case as == PartyPerson:
		return true
	case f.s.TakenOn != "":
		return by.By.Staff == f.s.TakenOn
	}
	return by.By.Staff != "" && f.s.Route != "" && by.By.Role == f.s.Route
}

// shown is a signed answer without the complaint.
func (f Feedback) shown() any {
	return struct {
		Request string          `json:"request"`
		Worker  StaffID         `json:"worker"`
		Person  PersonID        `json:"person"`
		Answers FeedbackAnswers `json:"answers,omitzero"`
		Words   Private         `json:"words,omitzero"`
		Given   time.Time       `json:"given"`
	}{f.s.Request, f.s.Worker, f.s.Person, f.s.Answers, f.s.Words, f.s.Given}
}

func (f Feedback) shownComplaint() any {
	return struct {
		Worker    StaffID   `json:"worker"`
		Person    PersonID  `json:"person,omitzero"`
		Complaint Private   `json:"complaint"`
		Given     time.Time `json:"given"`
		TakenOn   StaffID   `json:"takenOn,omitzero"`
	}{f.s.Worker, f.s.Person, f.s.Complaint, f.s.Given, f.s.TakenOn}
}

func feedbackLegal(f Feedback) []Reason {
	s, unsigned := f.s, f.status == FeedbackUnsigned
	byPerson := slices.ContainsFunc(f.recent, func(c *Change) bool { return c.By.Person != "" || c.By.Carer != "" })
	return []Reason{
		Holds(unsigned == (s.Person == ""), "/person", "What nobody signed holds no person, and what was signed says who did."),
		Holds(unsigned == (s.HandedIn != "") && (!unsigned || s.HandedIn != s.Worker), "/handedIn", "A colleague of the worker's handed in what nobody signed."),
		Holds(!unsigned || !byPerson, "/recent", "No change of what nobody signed names a person."),
		Holds(!unsigned || s.Words.IsZero(), "/words", "What nobody signed has no words."),
		Holds(f.status != FeedbackTakenBack || s.Words.IsZero() && s.Answers == FeedbackAnswers{}, "/answers", "What was taken back keeps no answer."),
		Holds(!s.Complaint.IsZero() || s.Route == "" && s.TakenOn == "", "/complaint", "A way is open for a complaint only."),
		Holds((s.TakenOn == "") == s.Taken.IsZero() && (s.TakenOn == "" || s.TakenOn != s.Worker), "/takenOn", "Whoever took a complaint on is not the worker, and it says when."),
	}
}

// complaintDue: somebody who answers for complaints takes it on. It does not say who
// complained: a list of what is owed around somebody is read by the worker too.
func complaintDue(f Feedback, w *dueWorld) ([]Deadline, error) {
	if _, open := f.ComplaintRoute(); !open {
		return nil, nil
	}
	p, err := w.policyOn(f.s.Given)
	if err != nil {
		return nil, err
	}
	return []Deadline{{
		ID: "PEER-52." + f.ref.String(), Rule: Rule{"PEER-52", ErrComplaintDue}, About: f.ref,
		Owes: PartyStaff, Since: f.s.Given, Due: p.counted(p.section.Feedback.ComplaintWithin, f.s.Given), Policy: p.digest,
	}}, nil
}
