package peer

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// GroupRole is what a peer support worker may do in a kind of group.
type GroupRole string

const (
	// MayLead: they may lead such a group, also alone.
	MayLead GroupRole = "may-lead"
	// MayCoFacilitate: a colleague of another profession leads, and they facilitate
	// beside that colleague.
	MayCoFacilitate GroupRole = "co-facilitate-only"
)

var groupRoles = []GroupRole{MayLead, MayCoFacilitate}

// Known reports whether the role is on the list.
func (r GroupRole) Known() bool { return slices.Contains(groupRoles, r) }

// Terms returns the closed list.
func (GroupRole) Terms() []string { return terms.Of(groupRoles) }

// groupRules are what an organisation says of groups: who may lead which kind.
type groupRules struct {
	// PeerWorker says of every kind of group what a peer support worker may do in it
	// (PEER-58; variation V9).
	PeerWorker map[GroupKind]GroupRole `json:"peerWorker"`
}

func (g groupRules) faults() error {
	var faults []error
	for _, kind := range groupKinds {
		faults = append(faults, said(g.PeerWorker[kind].Known(), "/peer/groups/peerWorker/"+string(kind),
			"The policy says whether a peer support worker may lead such a group, or facilitates beside a colleague."))
	}
	for kind := range g.PeerWorker {
		faults = append(faults, within(kind.Known(), "/peer/groups/peerWorker", "The policy speaks of the kinds of groups there are."))
	}
	return Faults(faults...)
}

// peerWorkerLeads answers whether a peer support worker may lead such a group alone.
// Without a policy, or without a kind, nobody knows.
func (p Policy) peerWorkerLeads(kind GroupKind) Tri {
	if !p.Known() || !kind.Known() {
		return Unknown
	}
	return Is(p.section.Groups.PeerWorker[kind] == MayLead)
}
