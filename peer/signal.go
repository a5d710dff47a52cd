package peer

import "time"

// SignalKind says what somebody may need to know. The list is closed: every
// package that notices something uses one of these.
type SignalKind string

const (
	// SignalSafetyQuestion: a safety question was asked and not answered.
	SignalSafetyQuestion SignalKind = "safety-question-open"
	// SignalGoesFurther: somebody answered that it has to go further.
	SignalGoesFurther SignalKind = "goes-further"
	// SignalOutsideAgreement: something happened that the two had not agreed;
	// it goes to supervision.
	SignalOutsideAgreement SignalKind = "outside-agreement"
	// SignalNotReady: a worker acted who was not ready to, or may not have
	// been; it goes to supervision.
	SignalNotReady SignalKind = "worker-not-ready"
	// SignalNotProgressing: a move between services is stuck, or frightens
	// somebody away; a colleague or the supervisor looks at it (TRAN-15).
	SignalNotProgressing SignalKind = "not-progressing"
	// SignalExtraSupport: somebody needs more support during a move, and a named
	// professional has not been told yet (TRAN-08).
	SignalExtraSupport SignalKind = "extra-support"
	// SignalLoneWorkerOverdue: a worker who works alone has not checked in; a colleague
	// finds out where they are (PEER-26).
	SignalLoneWorkerOverdue SignalKind = "lone-worker-overdue"
)

// SignalKinds returns the closed list.
func SignalKinds() []SignalKind {
	return []SignalKind{SignalSafetyQuestion, SignalGoesFurther, SignalOutsideAgreement, SignalNotReady, SignalNotProgressing, SignalExtraSupport, SignalLoneWorkerOverdue}
}

// Known reports whether the kind is on the list.
func (k SignalKind) Known() bool {
	for _, x := range SignalKinds() {
		if x == k {
			return true
		}
	}
	return false
}

// outlivesRefusal reports whether the signal is left behind by a step that was not
// taken (hazard H02).
func (k SignalKind) outlivesRefusal() bool {
	return k == SignalSafetyQuestion || k == SignalGoesFurther || k == SignalExtraSupport
}

// Signal carries "somebody may need to know" from one package to another. It
// holds no words. It is stored with the change, or with the refusal, it came
// from and stays open until a concern names it as its origin or somebody records
// why none is needed.
type Signal struct {
	// ID is made from where the signal comes from, so that the same step gives
	// the same signal.
	ID      string     `json:"id"`
	Kind    SignalKind `json:"kind"`
	Rule    Rule       `json:"rule"`
	About   PersonID   `json:"about,omitzero"`
	From    Ref        `json:"from"`
	Rev     Rev        `json:"rev"`
	Noticed time.Time  `json:"noticed"`
	By      Actor      `json:"by"`
}
