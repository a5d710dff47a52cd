package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindValuedRole is how a valued role is stored.
const KindValuedRole peer.Kind = "valued-role"

// Places a valued role can be in. Each leads to the other two; only the person
// moves it.
const (
	// ValuedRoleHeld: the person has it. They may want it again once it has gone,
	// or put it down.
	ValuedRoleHeld peer.Status = "held"
	// ValuedRoleWanted: the person would like it. They may take it up or put it
	// down.
	ValuedRoleWanted peer.Status = "wanted"
	// ValuedRolePutDown: it is behind them. They may want it or take it up again.
	ValuedRolePutDown peer.Status = "put-down"
)

// ValuedRole is who a person is or would like to be in a part of their life beyond
// services: a neighbour, a grower, a father, somebody who votes (REC-06). Goals and
// activities point to the same LifeDomain. The zero value is no role.
type ValuedRole struct {
	head
	s valuedRole
}

type valuedRole struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Domain   LifeDomain    `json:"domain" ask:"required"`
	Words    peer.Words    `json:"words" ask:"required,max=1000"`
	Audience Audience      `json:"audience" ask:"required"`
	Said     time.Time     `json:"said" ask:"required"`
}

// Person is the person whose role it is.
func (r ValuedRole) Person() peer.PersonID { return r.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (r ValuedRole) Worker() peer.StaffID { return r.s.Worker }

// Domain is the part of life it belongs to.
func (r ValuedRole) Domain() LifeDomain { return r.s.Domain }

// Words are the role as the person said it.
func (r ValuedRole) Words() peer.Words { return r.s.Words }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (r ValuedRole) Audience() Audience { return r.s.Audience }

// Said is when it was said first, in UTC.
func (r ValuedRole) Said() time.Time { return r.s.Said }
