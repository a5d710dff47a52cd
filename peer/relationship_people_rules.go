package peer

import "slices"

// Codes of the rows about who is alongside whom.
var (
	// ErrDiscriminatoryReason: the law protects this, and it is no ground to turn
	// anybody away (PEER-36).
	ErrDiscriminatoryReason = NewCode("discriminatory-reason", Stop)
)

var (
	stepsBack    = Asks{Rule: Rule{"PEER-36", ErrNotAuthorised}, Says: "Only the worker who was offered steps back.", Fix: "The person can say no, ask for somebody else or leave, without a reason."}
	anyColleague = Asks{Rule: Rule{"PEER-11", ErrNotAuthorised}, Says: "The worker or a colleague names the care co-ordinator.", Fix: "Ask somebody on the staff."}
	wordGivers   = Asks{Rule: Rule{"PEER-71", ErrNotAuthorised}, Says: "The worker or a colleague records that the person has heard.", Fix: "Ask somebody on the staff."}
)

// workerThere: after the worker stepped back nothing goes on between these two, and
// another one is being found.
var workerThere = relOpen{
	Asks: Asks{Rule: Rule{"PEER-36", ErrNotAvailableToday}, Says: "The worker who was offered is the one who stays.", Fix: "Another worker is being found. The person keeps their place meanwhile."},
	Met:  func(r Relationship, _ Act, _ relFacts) Tri { return Is(r.s.StepBack.At.IsZero()) },
}

var lawfulGround = relNeed[StepBack]{
	Asks: Asks{Rule: Rule{"PEER-36", ErrDiscriminatoryReason}, Path: "/ground", Says: "The ground is not one that the Equality Act 2010 protects.", Fix: "Nobody is turned away for this. If something else makes it hard, talk about it in supervision."},
	Met:  func(_ Relationship, c StepBack, _ Act, _ relFacts) Tri { return Is(!c.Ground.Protected()) },
}

// Rules of a hand-over. Before is what it goes on from.
var (
	goesOnFrom = relNeed[HandOver]{
		Asks: Asks{Rule: Rule{"PEER-68", ErrRequired}, Path: "/continues", Says: "The relationship that it goes on from is this person's and is at hand.", Fix: "Name it, and pass it on with the facts."},
		Met: func(_ Relationship, c HandOver, _ Act, f relFacts) Tri {
			if !f.Before.Exists() {
				return Unknown
			}
			return Is(f.Before.ref.ID == c.Continues && f.Before.s.Person == c.Person)
		},
	}
	stillAlongside = relNeed[HandOver]{
		Asks: Asks{Rule: Rule{"PEER-68", ErrPersonHasNotAgreed}, Says: "The person has not said no and has not left.", Fix: "Ask them whether they would like peer support again; a new request begins it."},
		Met: func(_ Relationship, _ HandOver, _ Act, f relFacts) Tri {
			return Is(!f.Before.Exists() || f.Before.Holds()) // without the record another rule says so
		},
	}
	anotherOne = relNeed[HandOver]{
		Asks: Asks{Rule: Rule{"PEER-68", ErrDuplicateRelationship}, Path: "/worker", Says: "It is another worker than before.", Fix: "Name somebody else."},
		Met: func(_ Relationship, c HandOver, _ Act, f relFacts) Tri {
			return Is(!f.Before.Exists() || c.Worker != f.Before.s.Worker)
		},
	}
)

// notSelf: nobody is their own worker.
func notSelf[C any](who func(C) (StaffID, PersonID)) relNeed[C] {
	return relNeed[C]{
		Asks: Asks{Rule: Rule{"PEER-11", ErrSelfReference}, Path: "/worker", Says: "The worker is somebody else than the person.", Fix: "Name another worker."},
		Met: func(_ Relationship, c C, _ Act, _ relFacts) Tri {
			worker, person := who(c)
			return Is(string(worker) != string(person))
		},
	}
}

// leadCarer is the act that naming a peer support worker would have them do, as package
// peer/worker lists it.
const leadCarer = "lead-carer"

var neverAPeer = relNeed[NameCareCoordinator]{
	Asks: Asks{Rule: Rule{"PEER-21", ErrOutsideScopeOfPractice}, Path: "/staff", Says: "The care co-ordinator is a registered professional, never a peer support worker.", Fix: "Name the professional who is responsible for the person's service plan."},
	Met: func(r Relationship, c NameCareCoordinator, _ Act, f relFacts) Tri {
		return Is(c.Staff == "" || !peerWorker(r, c.Staff, c.Role) && !slices.Contains(f.PeerWorkers, c.Staff))
	},
	Args: func(Relationship, NameCareCoordinator, Act, relFacts) []Arg {
		return []Arg{{name: "act", kind: argWord, word: leadCarer}}
	},
}

// peerWorker reports whether somebody is here, or calls themself, a peer support worker.
func peerWorker(r Relationship, staff StaffID, role Role) bool {
	return staff == r.s.Worker || role == RolePeerWorker || role == RolePeerSupportLead
}

var coordinatorFollows = relNeed[NameCareCoordinator]{
	Asks: Asks{Rule: Rule{"PEER-11", ErrInvalidPeriod}, Path: "/from", Says: "It begins on the day of the one before, or after it.", Fix: "Choose that day or a later one; who it was before stays as it was."},
	Met: func(r Relationship, c NameCareCoordinator, _ Act, _ relFacts) Tri {
		n := len(r.s.Coordinators)
		return Is(n == 0 || !c.From.First().Before(r.s.Coordinators[n-1].From))
	},
}
