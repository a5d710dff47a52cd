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

// at is the rule where its field stands elsewhere in the form.
func (r contactRule) at(path string) contactRule {
	r.asks.Path = path
	return r
}

// warns is the rule where it stops nothing: what is missing is asked afterwards.
func (r contactRule) warns() contactRule {
	r.asks.Weight = Warns
	return r
}

// unlessSafety is the rule where somebody's distress or safety waits for nothing.
func (r contactRule) unlessSafety() contactRule {
	met := r.met
	r.met = func(c Contact, a Act, f ContactFacts) Tri {
		if c.aboutSafety() {
			return Yes
		}
		return met(c, a, f)
	}
	return r
}

// judged makes needs of rules. as is the contact as it would be; of a step that begins
// one, that is the draft.
func judged[C any](as func(Contact, C) Contact, rules ...contactRule) []conNeed[C] {
	var out []conNeed[C]
	for _, r := range rules {
		n := conNeed[C]{Asks: r.asks, Met: func(c Contact, p C, a Act, f ContactFacts) Tri { return r.met(as(c, p), a, f) }}
		if r.args != nil {
			n.Args = func(c Contact, p C, a Act, f ContactFacts) []Arg { return r.args(as(c, p), a, f) }
		}
		out = append(out, n)
	}
	return out
}

func theDraft[C any](c Contact, _ C) Contact { return c }

// saidBy is the rule that texts have an author who may be heard there. Those without an
// author are of whoever takes the step.
func saidBy(asks Asks, may func(Contact, Actor) bool, words func(Contact) []Words) contactRule {
	return contactRule{asks: asks, met: func(c Contact, a Act, _ ContactFacts) Tri {
		return Is(!slices.ContainsFunc(words(c), func(w Words) bool { return !w.IsZero() && !may(c, w.Author(a.By)) }))
	}}
}

// Impossible facts: the only ones for which a contact that took place is not
// written down (PEER-44).
var (
	somebody = contactRule{
		asks: Asks{Rule: Rule{"PEER-44", ErrRequired}, Path: "/person", Says: "It is said who it was with, or how many came to an anonymous drop-in.", Fix: "Name the person, or give a headcount."},
		met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.s.Person != "" || c.s.Headcount > 0) },
	}
	nobodyNamed = contactRule{
		asks: Asks{Rule: Rule{"PEER-45", ErrIdentifiableContent}, Path: "/person", Says: "An anonymous drop-in names nobody, nor anybody's relationship or goals.", Fix: "Leave them out, or record a contact with that person."},
		met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.s.anonymous()) },
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
	inTime = contactRule{met: func(c Contact, a Act, f ContactFacts) Tri {
		by := f.recordBy(c.s.What.last().UTC())
		if by.IsZero() {
			return Unknown
		}
		return Is(!by.Over(a.At, f.Policy.Calendar()))
	}}
	whyLateSaid = contactRule{
		asks: Asks{Rule: Rule{"PEER-46", ErrLateReasonRequired}, Path: "/lateBecause", Says: "It is written up in the policy's time, or it is said what held it up.", Fix: "Say afterwards what held it up; the contact is kept.", Weight: Warns},
		met: func(c Contact, a Act, f ContactFacts) Tri {
			return inTime.met(c, a, f).Or(Is(!c.s.LateBecause.IsZero()))
		},
	}
	whyLateOwnWords = saidBy(lateInOwnWords, Contact.isWorker, func(c Contact) []Words { return []Words{c.s.LateBecause} }).at("/lateBecause")
	productionSaid  = contactRule{
		asks: Asks{Rule: Rule{"PEER-47", ErrCoproductionStatusRequired}, Path: "/what/production", Says: "It is said whether the record was made with the person.", Fix: "Add it with the person next time; the contact is kept.", Weight: Warns},
		met: func(c Contact, _ Act, _ ContactFacts) Tri {
			return Is(c.s.What.Production != "" || c.s.Person == "" || c.s.Validation.State == EntryDraft)
		},
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
	{withinAgreement, OutsideAgreement}, {wasReady, WorkerNotReady}, {wasSupervised, Unsupervised}, {inTime, Late},
	{lengthLikely, LengthUnlikely}, {hadLonePlan, NoLonePlan}, {chosenByPerson, NotTheirChoice},
}

// writtenRules are what is asked of a contact that took place, in whatever way it is
// written down.
var writtenRules = slices.Concat(
	[]contactRule{ended, notFuture, lengthLikely, withinAgreement, wasReady, wasSupervised, hadLonePlan, whyLateSaid, whyLateOwnWords, productionSaid, productionReason},
	entryRules, distressRules,
)

// What planning asks. A contact about somebody's distress or safety is planned
// whatever has been agreed.
var (
	goesOn = contactRule{
		asks: Asks{Rule: Rule{"PEER-55", ErrRelationshipEnded}, Path: "/relationship", Says: "The relationship goes on.", Fix: "It has ended; a new start is a new offer. What happens about somebody's safety is planned and recorded all the same."},
		met:  func(c Contact, _ Act, f ContactFacts) Tri { return Is(!f.Agreed.over(c)) },
	}.unlessSafety()
	// activeToPlan leaves the relationship that has ended to the rule before it.
	activeToPlan = contactRule{
		asks: activeAgreement.asks,
		met: func(c Contact, a Act, f ContactFacts) Tri {
			return Is(f.Agreed.over(c)).Or(activeAgreement.met(c, a, f))
		},
	}
	activeAgreement = contactRule{
		asks: Asks{Rule: Rule{"PEER-33", ErrBoundariesNotAgreed}, Path: "/activity", Says: "The two have agreed why they meet and what they will not do; the welcome comes before that.", Fix: "Agree first. What happens meanwhile is recorded all the same."},
		met: func(c Contact, _ Act, f ContactFacts) Tri {
			if c.needsNoAgreement() {
				return Yes
			}
			return f.Agreed.says(c, f.Agreed.Active)
		},
	}
	amongAgreed = contactRule{
		asks: Asks{Rule: Rule{"PEER-33", ErrNotAgreed}, Path: "/activity", Says: "What they do, and the way they meet, is among what they agreed.", Fix: "Propose a new version of the agreement."},
		met: func(c Contact, _ Act, f ContactFacts) Tri {
			if c.needsNoAgreement() || f.Agreed.Known && !f.Agreed.Active {
				return Yes
			}
			return f.Agreed.says(c, slices.Contains(f.Agreed.Activities, c.s.Kind) && slices.Contains(f.Agreed.Modes, c.s.What.Mode))
		},
	}
	readyToPlan = conOpen{
		Asks: Asks{Rule: Rule{"PEER-16", ErrWorkerNotReady}, Says: "The worker is ready to work.", Fix: "See what the worker still needs, or let a colleague meet the person.", Audience: WorkerAndLine},
		Met: func(c Contact, _ Act, f ContactFacts) Tri {
			if c.aboutSafety() {
				return Yes
			}
			return f.Ready.MayPlan()
		},
		Because: func(_ Contact, _ Act, f ContactFacts) []Reason { return f.Ready.because() },
	}
	supervised = contactRule{
		asks: Asks{Rule: Rule{"PEER-04", ErrSupervisedOnly}, Path: "/what/supervisedBy", Says: "A worker who works under supervision names the colleague.", Fix: "Name a colleague who will be there or answers for it.", Audience: WorkerAndLine},
		met:  supervision,
	}.unlessSafety()
	ageFits = conOpen{
		Asks: Asks{Rule: Rule{"PEER-27", ErrAgeOutsideService}, Says: "The service is for people of this age.", Fix: "Look for a service for their age; ask for the date of birth where nobody knows it. A concern is raised all the same."},
		Met: func(c Contact, _ Act, f ContactFacts) Tri {
			if c.aboutSafety() {
				return Yes
			}
			return f.Age
		},
	}
	lonePlanThere = contactRule{
		asks: Asks{Rule: Rule{"PEER-26", ErrLoneWorkingPlanMissing}, Path: "/what/lonePlan", Says: "Where the worker is alone, somebody knows where they are and waits to hear from them.", Fix: "Make the plan for working alone and name it here.", Audience: WorkerAndLine},
		met:  lonePlan,
	}.unlessSafety()
	hadLonePlan = contactRule{
		asks: Asks{Rule: Rule{"PEER-26", ErrLoneWorkingPlanMissing}, Path: "/what/lonePlan", Says: "Somebody knew where the worker was.", Fix: "Talk about it in supervision; the contact is kept.", Weight: Warns, Audience: WorkerAndLine},
		met:  lonePlan,
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

// lonePlan is yes when the worker is not alone, names the plan, or the facts say that there
// is one or that none is asked for.
func lonePlan(c Contact, _ Act, f ContactFacts) Tri {
	if !c.s.What.Lone || c.s.What.LonePlan != "" {
		return Yes
	}
	return f.LonePlan
}

// needsNoAgreement: the welcome comes before any agreement, a drop-in names nobody, and
// distress and safety wait for none.
func (c Contact) needsNoAgreement() bool {
	return c.aboutSafety() || c.s.Kind == Orientation || c.s.Person == ""
}

// says answers whether the contact's own two people have agreed so. When nothing is
// known of them, nothing is known of what they agreed.
func (a Agreed) says(c Contact, so bool) Tri {
	if !a.Known {
		return Unknown
	}
	return Is(so && a.Person == c.s.Person && a.Worker == c.s.Worker)
}

// over answers whether the relationship of the contact's own two people has ended.
func (a Agreed) over(c Contact) bool {
	return a.Ended && a.Person == c.s.Person && a.Worker == c.s.Worker
}
