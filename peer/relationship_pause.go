package peer

import "time"

// Pausing is a pause that runs: who began it and where it leads back to. One on the
// service's side has a reason, a last day and somebody who is there meanwhile; the
// person's has none of them (PEER-30).
type Pausing struct {
	// Was is where the relationship goes on from.
	Was   Status    `json:"was,omitzero"`
	Since time.Time `json:"since,omitzero"`
	// By is the person, the worker, or the staff for their line.
	By      Party       `json:"by,omitzero"`
	Because PauseReason `json:"because,omitzero"`
	Until   Date        `json:"until,omitzero"`
	// Cover is the colleague who is there meanwhile, if the person wants.
	Cover StaffID `json:"cover,omitzero"`
	// WorkerBack is when the worker said that they are there again; the person's own
	// word is then the one that is missing.
	WorkerBack time.Time `json:"workerBack,omitzero"`
}

// OnOurSide reports whether the pause was begun by the worker or their line.
func (p Pausing) OnOurSide() bool { return p.By == PartyWorker || p.By == PartyStaff }

// Pausing returns the pause that runs, and false when there is none. Why there is one is
// for the worker and their line: show it through View.
func (r Relationship) Pausing() (Pausing, bool) { return r.s.Pause, r.status == Paused }
