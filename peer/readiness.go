package peer

// Verdict says whether a worker may work, and how.
type Verdict string

// Verdicts. Package peer/worker gives them; nobody sets one by hand. The zero
// value is not known.
const (
	// Ready: on their own.
	Ready Verdict = "ready"
	// SupervisedOnly: with a colleague who is there or answers for it (PEER-04).
	SupervisedOnly Verdict = "supervised-only"
	// NotReady: no planning. Recording what happened and raising a concern are
	// never held up by it.
	NotReady Verdict = "not-ready"
)

// Readiness is the answer to "may this worker work today", with every reason.
// The reasons are for the worker and their line; the person reads "not available
// today" (PEER-16).
type Readiness struct {
	Verdict Verdict  `json:"verdict"`
	Reasons []Reason `json:"reasons,omitempty"`
}

// MayPlan answers whether contacts may be planned and people offered.
func (r Readiness) MayPlan() Tri {
	switch r.Verdict {
	case Ready, SupervisedOnly:
		return Yes
	case NotReady:
		return No
	}
	return Unknown
}

// Alone answers whether the worker may work without a supervising colleague.
func (r Readiness) Alone() Tri {
	switch r.Verdict {
	case Ready:
		return Yes
	case SupervisedOnly, NotReady:
		return No
	}
	return Unknown
}

func (r Readiness) because() []Reason {
	var out []Reason
	for _, reason := range r.Reasons {
		if reason.Met != Yes {
			reason.Audience = WorkerAndLine
			out = append(out, reason)
		}
	}
	return out
}

// Places is how many people a worker has agreed to support at once, and how many
// places are held. An offer holds a place; an ending gives it back (PEER-20).
type Places struct {
	// Agreed: line manager and worker have both agreed a number.
	Agreed Tri `json:"agreed"`
	Max    int `json:"max"`
	Held   int `json:"held"`
}

// AgreedNumber is the number of one-to-one relationships at once that a worker
// and their line manager have agreed. It counts when both have said yes.
type AgreedNumber struct {
	Worker        StaffID `json:"worker"`
	Max           int     `json:"max"`
	WorkerAgreed  bool    `json:"workerAgreed"`
	ManagerAgreed bool    `json:"managerAgreed"`
}

// PlacesOf counts a worker's places: every relationship holds one from the offer until it
// is over, also while it is paused or its ending is planned.
func PlacesOf(n AgreedNumber, all []Relationship) Places {
	p := Places{Agreed: Is(n.WorkerAgreed && n.ManagerAgreed && n.Max > 0), Max: n.Max}
	for _, r := range all {
		if r.Worker() == n.Worker && r.Holds() {
			p.Held++
		}
	}
	return p
}

// Lines are who a worker reports to on a day (PEER-11).
type Lines struct {
	LineManager StaffID `json:"lineManager"`
	Supervisor  StaffID `json:"supervisor"`
}

func (l Lines) includes(a Actor) Tri {
	if l == (Lines{}) {
		return Unknown
	}
	return Is(a.Staff != "" && (a.Staff == l.LineManager || a.Staff == l.Supervisor))
}
