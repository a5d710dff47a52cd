package peer

import (
	"slices"
	"time"
)

// consentStanding is what a register says about one thing that would go, in the order
// in which one wins over another.
type consentStanding uint8

const (
	nothingSaid consentStanding = iota // no answer
	yesNotNow                          // a yes that has not begun, or has ended
	yesStands                          // a yes counts
	askedAgain                         // somebody was pressed and has not answered anew
	noStands                           // a no, or a yes that was taken back
)

// consentStandingOf reads a register: what is said about this at a time, and the entry
// that says so. Consented is Yes exactly when a yes stands.
func consentStandingOf(d Disclosed, at time.Time, register []ConsentEntry) (consentStanding, string) {
	var best consentStanding
	var entry string
	for _, e := range register {
		if e.s.Person != d.Person || e.s.Scope != d.Scope || e.s.Purpose != d.Purpose || e.s.With != d.With {
			continue
		}
		if s := e.standing(at); s > best {
			best, entry = s, e.ref.ID
		}
	}
	return best, entry
}

// standing is what one entry says at a time. Of answers that overlap, where a clock went
// back, the one that wins counts.
func (e ConsentEntry) standing(at time.Time) consentStanding {
	var best consentStanding
	for _, a := range e.s.Answers {
		now := nothingSaid
		switch running := a.running(at); {
		case running && a.Says == ConsentGiven:
			now = yesStands
		case a.Says == ConsentGiven:
			now = yesNotNow
		case running && a.Says == ConsentReopened:
			now = askedAgain
		case running:
			now = noStands
		}
		best = max(best, now)
	}
	return best
}

// disclosureRule is a rule about one thing that would go, or went, at a time: the same
// rule serves asking, sharing and logging.
type disclosureRule struct {
	asks Asks // its path counts from the thing itself
	met  func(Disclosed, time.Time, ConsentFacts) Tri
	// mark stands on what went all the same, raise goes with it; none: it only warns.
	mark  DisclosureMark
	raise SignalKind
}

var disclosureRules = []disclosureRule{{
	asks: recipientSaid("/with/id"), mark: MarkToWhom,
	met: func(d Disclosed, _ time.Time, _ ConsentFacts) Tri { return Is(!d.With.Kind.Known() || d.With.named()) },
}, {
	asks: Asks{Rule: Rule{"PEER-57", ErrPersonSaidNo}, Says: "The person has not said no to this.", Fix: "Leave it unshared. They may be asked again when they bring it up."},
	mark: MarkSaidNo, raise: SignalOutsideAgreement,
	met: func(d Disclosed, at time.Time, f ConsentFacts) Tri {
		s, _ := consentStandingOf(d, at, f.Register)
		return Is(!d.Basis.asks() || s != noStands)
	},
}, {
	asks: Asks{Rule: Rule{"PEER-57", ErrConsentNotInForce}, Path: "/basis", Says: "The person's yes counts now: it has begun, has not ended, and was given freely.", Fix: "Wait for the day it begins, or ask again; whoever was pressed is asked alone."},
	mark: MarkNotInForce, raise: SignalOutsideAgreement,
	met: func(d Disclosed, at time.Time, f ConsentFacts) Tri {
		s, _ := consentStandingOf(d, at, f.Register)
		return Is(d.Basis != BasisConsent || s != yesNotNow && s != askedAgain)
	},
}, {
	asks: Asks{Rule: Rule{"PEER-57", ErrConsentRequired}, Path: "/basis", Says: "There is a basis for sharing this with them.", Fix: "Ask the person and record their yes, or leave it unshared. Somebody's safety goes through a concern."},
	mark: MarkNoBasis, raise: SignalOutsideAgreement, met: disclosureBasis,
}, {
	asks: Asks{Rule: Rule{"PEER-56", ErrConsentRequired}, Path: "/with", Says: "The carer is the one the person has named as theirs.", Fix: "Ask the person who they mean; general information needs no yes."},
	mark: MarkNoBasis, raise: SignalOutsideAgreement, met: carerNamed,
}, {
	asks: Asks{Rule: Rule{"PEER-57", ErrConcernRequired}, Path: "/concern", Says: "What is shared for somebody's safety goes through a concern.", Fix: "Raise a concern, which is never turned down, and name it here; or name the signal that asks for one.", Raise: SignalGoesFurther},
	mark: MarkNoConcern, raise: SignalGoesFurther,
	met: func(d Disclosed, _ time.Time, _ ConsentFacts) Tri {
		return Is(d.Basis != BasisSafeguarding || d.Signal != "" || d.Concern != "")
	},
}, {
	asks: Asks{Rule: Rule{"PEER-57", ErrRequired}, Path: "/because", Says: "Without the person's yes it is said why.", Fix: "Say why, in a few words."},
	mark: MarkNoReason,
	met: func(d Disclosed, _ time.Time, _ ConsentFacts) Tri {
		return Is(!d.Basis.Known() || d.Basis == BasisConsent || !d.Because.IsZero())
	},
}}

// disclosureBasis: a recorded yes, or what the policy says of direct care. Where the person's
// yes does not count now, another rule says so.
func disclosureBasis(d Disclosed, at time.Time, f ConsentFacts) Tri {
	switch d.Basis {
	case BasisConsent:
		if s, _ := consentStandingOf(d, at, f.Register); s == nothingSaid {
			return Unknown
		}
		return Yes
	case BasisDirectCare:
		return f.Policy.forCare(d.Scope).And(Is(d.Purpose == ForCare && d.With.Kind != RecipientCarer))
	case BasisSafeguarding, BasisLegalDuty:
		return Yes
	}
	return No
}

// carerNamed: what a yes lets a carer hear goes to the carer the person has named.
func carerNamed(d Disclosed, _ time.Time, f ConsentFacts) Tri {
	switch {
	case d.Basis != BasisConsent || d.With.Kind != RecipientCarer:
		return Yes
	case !f.Carer.Exists():
		return Unknown
	}
	return Is(f.Carer.status == CarerLinked && f.Carer.s.Person == d.Person && ToCarer(f.Carer.s.Carer) == d.With)
}

// CheckDisclosure answers whether something may go, with every reason: what Disclose
// would say of it, whoever shares it. Paths count from the thing itself.
func CheckDisclosure(d Disclosed, at time.Time, f ConsentFacts) Decision {
	out := disclosedForm.judge(d, nil)
	for _, r := range disclosureRules {
		out = append(out, r.asks.reason(r.met(d, at, f)))
	}
	return Decision{out}
}

// disclosedNeeds are the rules of what goes now, at /what.
func disclosedNeeds() []disNeed[Disclose] {
	var out []disNeed[Disclose]
	for _, r := range disclosureRules {
		asks := r.asks
		asks.Path = "/what" + asks.Path
		out = append(out, disNeed[Disclose]{Asks: asks, Met: func(_ Disclosure, c Disclose, a Act, f ConsentFacts) Tri {
			return r.met(c.What, a.when(), f)
		}})
	}
	return out
}

// wentNeeds are the same rules for what has gone: it is logged all the same.
func wentNeeds() []disNeed[LogDisclosure] {
	out := []disNeed[LogDisclosure]{{
		Asks: Asks{Rule: Rule{"PEER-57", ErrFutureDate}, Path: "/went", Says: "It has gone.", Fix: "Put the time right; what is to go is shared with the other step."},
		Met:  func(_ Disclosure, c LogDisclosure, a Act, _ ConsentFacts) Tri { return Is(!c.Went.After(a.At)) },
	}}
	for _, r := range disclosureRules {
		asks := r.asks
		asks.Path, asks.Weight, asks.Raise = "/what"+asks.Path, Warns, ""
		if r.raise != "" {
			asks.Weight, asks.Raise = Raises, r.raise
		}
		out = append(out, disNeed[LogDisclosure]{Asks: asks, Met: func(_ Disclosure, c LogDisclosure, _ Act, f ConsentFacts) Tri {
			return r.met(c.What, c.Went, f)
		}})
	}
	return out
}

// disclosureMarked are the marks of what has gone.
func disclosureMarked(d Disclosed, went time.Time, f ConsentFacts) []DisclosureMark {
	var out []DisclosureMark
	for _, r := range disclosureRules {
		if r.met(d, went, f) != Yes && !slices.Contains(out, r.mark) {
			out = append(out, r.mark)
		}
	}
	return out
}

// addsOnlyMissing: what was said stands; what was left out is added.
var addsOnlyMissing = disNeed[AddWhy]{
	Asks: Asks{Rule: Rule{"PEER-57", ErrImmutable}, Says: "What was said when it was logged stands as it is.", Fix: "Add what was left out and nothing else."},
	Met: func(d Disclosure, c AddWhy, _ Act, _ ConsentFacts) Tri {
		w := d.s.What
		return Is((c.Basis == "" || w.Basis == "") && (c.Signal == "" || w.Signal == "") &&
			(c.Concern == "" || w.Concern == "") && (c.Because.IsZero() || w.Because.IsZero()))
	},
}

// addedBasisHeld: a basis that is added had been there when it went.
var addedBasisHeld = disNeed[AddWhy]{
	Asks: Asks{Rule: Rule{"PEER-57", ErrConsentRequired}, Path: "/basis", Says: "The basis was there when it went.", Fix: "Name the basis it went on, or leave it open: that is looked at in supervision."},
	Met: func(d Disclosure, c AddWhy, _ Act, f ConsentFacts) Tri {
		w := d.s.What
		if w.Basis = c.Basis; c.Basis == "" {
			return Yes
		}
		out := Yes
		for _, r := range disclosureRules {
			if !slices.Contains(saidBeside, r.mark) {
				out = out.And(r.met(w, d.s.Went, f))
			}
		}
		return out
	},
}

// saidBeside are marks of what is asked beside the basis.
var saidBeside = []DisclosureMark{MarkToWhom, MarkNoReason, MarkNoConcern}

// lookAgainSoon: "not safe" has a day on which it is looked at again, and not too late a one
// (hazard H11). Left out, it is the last one the policy allows.
var lookAgainSoon = disNeed[SayPersonTold]{
	Asks: Asks{Rule: Rule{"PEER-57", ErrOutOfRange}, Path: "/lookAgain", Says: "Where it is not safe to tell them, a day is near on which it is looked at again.", Fix: "Give a day soon, or leave it out for the last one the policy allows."},
	Met: func(_ Disclosure, c SayPersonTold, a Act, f ConsentFacts) Tri {
		last := f.Policy.lastLook(a.when())
		switch {
		case c.Answer != NotSafeToTell:
			return Yes
		case last.IsZero():
			return Unknown
		}
		return Is(c.LookAgain.IsZero() || c.LookAgain.Precision() == ByDay && !c.LookAgain.Before(f.Policy.Calendar().Day(a.At)) && !c.LookAgain.After(last))
	},
}

// personsOwnSide: the person's side is theirs to tell.
var personsOwnSide = disNeed[AddMySide]{
	Asks: Asks{Rule: Rule{"PEER-35", ErrPersonsWordsOnly}, Path: "/words", Says: "This is the person's own side, in their own words.", Fix: "Write down what the person says and name them as the author."},
	Met: func(d Disclosure, c AddMySide, a Act, _ ConsentFacts) Tri {
		return Is(c.Words.IsZero() || c.Words.Author(a.By) == ByPerson(d.s.What.Person))
	},
}

func disclosureLegal(d Disclosure) []Reason {
	s := d.s
	told, side := s.Told, s.Side
	return []Reason{
		Holds(!s.Went.After(s.Logged), "/went", "It had gone when it was logged."),
		Holds(s.Consent == "" || s.What.Basis == BasisConsent, "/consent", "A consent is named where it is the basis."),
		Holds((told.Answer == "") == (told == PersonTold{}), "/told", "What the person was told is said as a whole."),
		Holds(told.Answer == "" || told.Answer.Known() && told.By.Valid() && told.By.Role == "" && !told.At.IsZero(), "/told", "Somebody said what the person was told, at some time."),
		Holds((told.Answer == NotSafeToTell) == (told.LookAgain.Precision() == ByDay) && (told.Answer == NotSafeToTell || told.LookAgain.IsZero()), "/told/lookAgain", "Not safe has a day on which it is looked at again."),
		Holds(side == (Words{}) || !side.IsZero() && side.From(s.What.Person), "/side", "The person's side is in their own words."),
		Holds((d.status == EnteredInError) == !s.Error.IsZero(), "/error", "It is said why it was entered in error, and only then."),
	}
}

// disclosureSeen: whoever shared it and their line, and the person. What went without
// the person's yes they see from the day they were told: before that it would tell them
// of a concern (hazards H11 and H26).
func disclosureSeen(d Disclosure, as Party, by Reading) bool {
	switch {
	case by.Purpose == ForRecord:
		return false
	case as == PartyPerson:
		return d.s.What.Basis.asks() || d.s.Told.Answer == ToldThem
	}
	return as == PartyWorker || as == PartyLine
}
