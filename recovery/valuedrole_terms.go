package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// RoleStanding is how a role stands in somebody's life, as they say it (REC-06).
type RoleStanding string

// How a role stands. Each is a place a valued role can be in.
const (
	RoleHeld    = RoleStanding(ValuedRoleHeld)
	RoleWanted  = RoleStanding(ValuedRoleWanted)
	RolePutDown = RoleStanding(ValuedRolePutDown)
)

var roleStandings = []RoleStanding{RoleHeld, RoleWanted, RolePutDown}

// Known reports whether the word is on the list.
func (s RoleStanding) Known() bool { return slices.Contains(roleStandings, s) }

// Terms returns the closed list.
func (RoleStanding) Terms() []string { return terms.Of(roleStandings) }

// place is where a role of this standing is.
func (s RoleStanding) place() peer.Status { return peer.Status(s) }
