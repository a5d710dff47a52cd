package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindConnection is how a connection is stored.
const KindConnection peer.Kind = "connection"

// Places a connection can be in. Only the person moves it.
const (
	// ConnectionChosen: it matters to the person. They may change what they would
	// like of it, or put it down.
	ConnectionChosen peer.Status = "chosen"
	// ConnectionPutDown: the person has put it down. They may choose it again.
	ConnectionPutDown peer.Status = "put-down"
)

// Connection is somebody, or a community, that matters to a person, and a support
// outside services where they lean on it (REC-07, REC-10). The person alone chooses
// it. About the other one there are no more than a kind and the person's own words:
// no name is asked for, nothing about their health has a place, and beyond the two
// nobody sees more than the kind (hazard H13). The zero value is no connection.
type Connection struct {
	head
	s connection
}

type connection struct {
	Person   peer.PersonID  `json:"person" ask:"required"`
	Worker   peer.StaffID   `json:"worker,omitzero"`
	Who      ConnectionKind `json:"who" ask:"required"`
	Wish     ConnectionWish `json:"wish" ask:"required"`
	Domain   LifeDomain     `json:"domain,omitzero"`
	Words    peer.Words     `json:"words,omitzero" ask:"max=1000"`
	Goals    []string       `json:"goals,omitempty" ask:"items=20"`
	Resource string         `json:"resource,omitzero"`
	Audience Audience       `json:"audience" ask:"required"`
	Said     time.Time      `json:"said" ask:"required"`
}

// Person is the person to whom it matters.
func (c Connection) Person() peer.PersonID { return c.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (c Connection) Worker() peer.StaffID { return c.s.Worker }

// Who is what kind of connection it is.
func (c Connection) Who() ConnectionKind { return c.s.Who }

// Wish is what the person would like of it.
func (c Connection) Wish() ConnectionWish { return c.s.Wish }

// Domain is the part of life it belongs to; empty when nobody has said.
func (c Connection) Domain() LifeDomain { return c.s.Domain }

// Words are what the person says about it; empty when they would rather not.
func (c Connection) Words() peer.Words { return c.s.Words }

// Goals are the ids of the goals it supports.
func (c Connection) Goals() []string { return slices.Clone(c.s.Goals) }

// Supports reports whether the person has chosen it as a support for a goal, and
// has not put it down.
func (c Connection) Supports(goal string) bool {
	return c.Status() == ConnectionChosen && slices.Contains(c.s.Goals, goal)
}

// Resource is the id of a resource of the directory that it leads to; empty when
// there is none.
func (c Connection) Resource() string { return c.s.Resource }

// Audience is who may see the kind, as the person set it; MeAndMyWorker at first.
// The rest is for the two.
func (c Connection) Audience() Audience { return c.s.Audience }

// Said is when it was chosen first, in UTC.
func (c Connection) Said() time.Time { return c.s.Said }
