package peer

import (
	"slices"
	"time"
)

// contactRule is a rule about a contact as it would be: the same rule serves
// planning, recording and correcting.
type contactRule struct {
	asks Asks
	met  func(Contact, Act, ContactFacts) Tri
	args func(Contact, Act, ContactFacts) []Arg
}

// need makes a rule a need of a step whose draft is the contact as it would be.
func need[C any](r contactRule) conNeed[C] {
	n := conNeed[C]{Asks: r.asks, Met: func(c Contact, _ C, a Act, f ContactFacts) Tri { return r.met(c, a, f) }}
	if r.args != nil {
		n.Args = func(c Contact, _ C, a Act, f ContactFacts) []Arg { return r.args(c, a, f) }
	}
	return n
}

func planNeed(r contactRule) conNeed[PlanContact] { return need[PlanContact](r) }

// happened and corrected judge the contact as it would be with the new happening.
func happened(r contactRule) conNeed[RecordPlanned] {
	return conNeed[RecordPlanned]{Asks: r.asks, Met: func(c Contact, p RecordPlanned, a Act, f ContactFacts) Tri { return r.met(c.with(p.What), a, f) }}
}

func corrected(r contactRule) conNeed[Correct] {
	return conNeed[Correct]{Asks: r.asks, Met: func(c Contact, p Correct, a Act, f ContactFacts) Tri { return r.met(c.with(p.What), a, f) }}
}

// Impossible facts: the only ones for which a contact that took place is not
// written down (PEER-44).
var (
	somebody = contactRule{
		asks: Asks{Rule: Rule{"PEER-44", ErrRequired}, Path: "/person", Says: "It is said who it was with, or how many came to an anonymous drop-in.", Fix: "Name the person, or give a headcount."},
		met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.s.Person != "" || c.s.Headcount > 0) },
	}
	nobodyNamed = contactRule{
		asks: Asks{Rule: Rule{"PEER-45", ErrIdentifiableContent}, Path: "/person", Says: "An anonymous drop-in names nobody.", Fix: "Leave the person out, or record a contact with that person."},
		met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.s.Person == "" || c.s.Headcount == 0) },
	}
	ended = contactRule{
		asks: Asks{Rule: Rule{"PEER-44", ErrInvalidPeriod}, Path: "/what/end", Says: "The end lies after the start.", Fix: "Put the times right. Only a text, an e-mail or a letter may end as it starts."},
		met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.s.What.ends()) },
	}
	notFuture = contactRule{
		asks: Asks{Rule: Rule{"PEER-44", ErrFutureDate}, Path: "/what/end", Says: "What is written down has happened.", Fix: "Plan it instead, or put the times right."},
		met:  func(c Contact, a Act, _ ContactFacts) Tri { return Is(!c.s.What.last().UTC().After(a.At)) },
	}
)

// What is noticed and kept when a contact is written down.
var (
	kindSaid = contactRule{
		asks: Asks{Rule: Rule{"PEER-45", ErrRequired}, Path: "/activity", Says: "It is said what kind of contact it was and in what way.", Fix: "Add it when there is time; the contact is kept.", Weight: Warns},
		met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.s.Kind != "" && c.s.What.Mode != "") },
	}
	lengthLikely = contactRule{
		asks: Asks{Rule: Rule{"PEER-44", ErrImplausibleLength}, Path: "/what/end", Says: "It is no longer than a contact usually is.", Fix: "Look at the times again; put them right if they are wrong.", Weight: Warns},
		met: func(c Contact, _ Act, f ContactFacts) Tri {
			if !f.Policy.Known() {
				return Unknown
			}
			return Is(c.s.What.last().UTC().Sub(c.s.What.Start.UTC()) <= f.Policy.longest())
		},
	}
	withinAgreement = contactRule{
		asks: Asks{Rule: Rule{"PEER-33", ErrNotAgreed}, Path: "/activity", Says: "It is among what the two have agreed.", Fix: "Talk about it with each other and in supervision.", Weight: Warns, Raise: SignalOutsideAgreement},
		met: func(c Contact, a Act, f ContactFacts) Tri {
			return activeAgreement.met(c, a, f).And(amongAgreed.met(c, a, f))
		},
	}
	wasReady = contactRule{
		asks: Asks{Rule: Rule{"PEER-16", ErrWorkerNotReady}, Says: "The worker was ready to work that day.", Fix: "Talk about it in supervision; the contact is kept.", Weight: Warns, Audience: WorkerAndLine, Raise: SignalNotReady},
		met:  func(_ Contact, _ Act, f ContactFacts) Tri { return f.Ready.MayPlan() },
	}
	wasSupervised = contactRule{
		asks: Asks{Rule: Rule{"PEER-04", ErrSupervisedOnly}, Path: "/what/supervisedBy", Says: "A worker who works under supervision names the colleague.", Fix: "Name the colleague who was there or answers for it.", Weight: Warns, Audience: WorkerAndLine},
		met:  supervision,
	}
	inTime = contactRule{
		asks: Asks{Rule: Rule{"PEER-46", ErrLateReasonRequired}, Says: "It is written up in the policy's time.", Fix: "Say afterwards what held it up; the contact is kept.", Weight: Warns},
		met: func(c Contact, a Act, f ContactFacts) Tri {
			by := f.Policy.recordBy(c.s.What.last().UTC())
			if by.IsZero() {
				return Unknown
			}
			return Is(!by.Over(a.At, f.Policy.Calendar()))
		},
	}
	productionSaid = contactRule{
		asks: Asks{Rule: Rule{"PEER-47", ErrCoproductionStatusRequired}, Path: "/what/production", Says: "It is said whether the record was made with the person.", Fix: "Add it with the person next time; the contact is kept.", Weight: Warns},
		met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.s.What.Production != "" || c.s.Person == "") },
	}
	productionReason = contactRule{
		asks: Asks{Rule: Rule{"PEER-47", ErrRequired}, Path: "/what/notTogether", Says: "A record that was not made with the person says why.", Fix: "Say why: not safe, the person would rather not, not possible.", Weight: Warns},
		met: func(c Contact, _ Act, _ ContactFacts) Tri {
			return Is(c.s.What.Production != NotCoProduced || c.s.What.NotTogether != "")
		},
	}
)

// contactMarks are what stays on the contact of what was noticed.
var contactMarks = []struct {
	rule contactRule
	mark Mark
}{
	{withinAgreement, OutsideAgreement}, {wasReady, WorkerNotReady}, {wasSupervised, Unsupervised}, {inTime, Late}, {lengthLikely, LengthUnlikely},
}

// What planning asks. A contact about somebody's distress or safety is planned
// whatever has been agreed.
var (
	activeAgreement = contactRule{
		asks: Asks{Rule: Rule{"PEER-33", ErrBoundariesNotAgreed}, Path: "/activity", Says: "The two have agreed why they meet and what they will not do; the welcome comes before that.", Fix: "Agree first. What happens meanwhile is recorded all the same."},
		met: func(c Contact, _ Act, f ContactFacts) Tri {
			if c.s.ForSafety || c.s.Kind == Orientation || c.s.Person == "" {
				return Yes
			}
			return f.Agreed.says(c, f.Agreed.Active)
		},
	}
	amongAgreed = contactRule{
		asks: Asks{Rule: Rule{"PEER-33", ErrNotAgreed}, Path: "/activity", Says: "What they do, and the way they meet, is among what they agreed.", Fix: "Propose a new version of the agreement."},
		met: func(c Contact, _ Act, f ContactFacts) Tri {
			if c.s.ForSafety || c.s.Kind == Orientation || c.s.Person == "" || f.Agreed.Known && !f.Agreed.Active {
				return Yes
			}
			return f.Agreed.says(c, slices.Contains(f.Agreed.Activities, c.s.Kind) && slices.Contains(f.Agreed.Modes, c.s.What.Mode))
		},
	}
	readyToPlan = conOpen{
		Asks: Asks{Rule: Rule{"PEER-16", ErrWorkerNotReady}, Says: "The worker is ready to work.", Fix: "See what the worker still needs, or let a colleague meet the person.", Audience: WorkerAndLine},
		Met: func(c Contact, _ Act, f ContactFacts) Tri {
			if c.s.ForSafety {
				return Yes
			}
			return f.Ready.MayPlan()
		},
		Because: func(_ Contact, _ Act, f ContactFacts) []Reason { return f.Ready.because() },
	}
	supervised = contactRule{
		asks: Asks{Rule: Rule{"PEER-04", ErrSupervisedOnly}, Path: "/what/supervisedBy", Says: "A worker who works under supervision names the colleague.", Fix: "Name a colleague who will be there or answers for it.", Audience: WorkerAndLine},
		met: func(c Contact, a Act, f ContactFacts) Tri {
			if c.s.ForSafety {
				return Yes
			}
			return supervision(c, a, f)
		},
	}
	planEnds = contactRule{
		asks: Asks{Rule: Rule{"PEER-44", ErrInvalidPeriod}, Path: "/what/end", Says: "The end lies after the start.", Fix: "Put the times right."},
		met:  ended.met,
	}
	notPast = contactRule{
		asks: Asks{Rule: Rule{"PEER-25", ErrPastDate}, Path: "/what/start", Says: "What is planned is still to come.", Fix: "Record it if it has happened, or choose a later time."},
		met: func(c Contact, a Act, _ ContactFacts) Tri {
			return Is(c.s.What.Start.UTC().After(a.At.Add(-time.Minute)))
		},
	}
)

// supervision is yes when the worker may be alone or names another colleague.
func supervision(c Contact, _ Act, f ContactFacts) Tri {
	if c.s.What.SupervisedBy != "" && c.s.What.SupervisedBy != c.s.Worker {
		return Yes
	}
	if f.Ready.Verdict == NotReady {
		return Yes // that is another rule's to say
	}
	return f.Ready.Alone()
}

// says answers whether the contact's own two people have agreed so. When nothing is
// known of them, nothing is known of what they agreed.
func (a Agreed) says(c Contact, so bool) Tri {
	if !a.Known {
		return Unknown
	}
	return Is(so && a.Person == c.s.Person && a.Worker == c.s.Worker)
}

func contactLegal(c Contact) []Reason {
	s := c.s
	return []Reason{
		Holds(s.Person != "" || s.Headcount > 0, "/person", "It is said who it was with, or how many came."),
		Holds(s.Person == "" || s.Headcount == 0, "/person", "An anonymous drop-in names nobody."),
		Holds(s.What.ends(), "/what/end", "The end lies after the start."),
		Holds(c.status != Recorded || !s.RecordedAt.IsZero() && s.What.Outcome != "", "/recordedAt", "What is written down says when it was and what became of it."),
		Holds(c.status != Planned || s.RecordedAt.IsZero() && len(s.Before) == 0 && len(s.Marks) == 0, "/recordedAt", "What is planned has not been written down."),
		Holds(c.status != EnteredInError || len(s.Before) > 0, "/before", "An entry made in error says why."),
	}
}

var contactViews = []Part[Contact]{
	{Name: "fact", May: []Party{PartyPerson, PartyWorker}, Purposes: []Purpose{ForCare, ForSupervision, ForRecord},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "That a contact took place is for the two, the team and the record.",
		Value: func(c Contact) any {
			return struct {
				Person PersonID     `json:"person,omitzero"`
				Worker StaffID      `json:"worker"`
				Kind   ActivityKind `json:"activity,omitzero"`
				What   Happening    `json:"what"`
			}{c.s.Person, c.s.Worker, c.s.Kind, c.s.What}
		}},
	{Name: "corrections", May: []Party{PartyPerson, PartyWorker, PartyLine},
		Rule: Rule{"PEER-49", ErrConsentRequired}, Says: "What it said before is for the two and for supervision.",
		Value: func(c Contact) any { return c.s.Before }},
	{Name: "marks", May: []Party{PartyWorker, PartyLine},
		Rule: Rule{"PEER-16", ErrNotAuthorised}, Says: "What was noticed is for the worker and their supervision.",
		Value: func(c Contact) any { return c.s.Marks }},
}
