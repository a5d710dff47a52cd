package worker

import (
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// SupportKind says what sort of support structure it is (PEER-19).
type SupportKind string

// Support structures.
const (
	SupportChannel      SupportKind = "community-channel"
	SupportAwayDays     SupportKind = "away-days"
	SupportTeam         SupportKind = "team-help"
	SupportPeers        SupportKind = "other-peers"
	SupportProfessional SupportKind = "professional-network"
)

var supportKinds = []SupportKind{SupportChannel, SupportAwayDays, SupportTeam, SupportPeers, SupportProfessional}

// Known reports whether the sort is on the list.
func (k SupportKind) Known() bool { return slices.Contains(supportKinds, k) }

// Terms returns the closed list.
func (SupportKind) Terms() []string { return terms.Of(supportKinds) }

// SupportStructure is somewhere a worker can turn to, and how: content that an
// organisation keeps for its workers (PEER-19). It is about no person.
type SupportStructure struct {
	Organisation peer.OrgID  `json:"organisation"`
	Sort         SupportKind `json:"sort"`
	// Name is at most 200 bytes, Route, how to get there, at most 500.
	Name  string `json:"name"`
	Route string `json:"route"`
}

// Validate is a *peer.Refusal that names everything that is missing or does not fit.
func (s SupportStructure) Validate() error {
	fault := func(ok bool, code peer.Code, path, says, fix string) error {
		if ok {
			return nil
		}
		return peer.Fault(peer.Rule{Row: "PEER-19", Code: code}, path, says, fix)
	}
	return peer.Faults(
		fault(s.Organisation != "", peer.ErrRequired, "/organisation", "It says whose it is.", "Name the organisation."),
		fault(s.Sort.Known(), peer.ErrUnknownCode, "/sort", "The sort is one of those on the list.", "Use a word of the list."),
		fault(s.Name != "", peer.ErrRequired, "/name", "It has a name.", "Give it one."),
		fault(s.Route != "", peer.ErrRequired, "/route", "It says how a worker gets there.", "Give a number, an address or a place."),
		fault(len(s.Name) <= 200, peer.ErrTooLong, "/name", "The name fits its field.", "Shorten it."),
		fault(len(s.Route) <= 500, peer.ErrTooLong, "/route", "The way there fits its field.", "Shorten it."),
	)
}

// SupportOf are the support structures of an organisation, by sort and in the order they
// were given. One that is not whole is a *peer.Refusal with its place in the list; the
// others come back all the same.
func SupportOf(organisation peer.OrgID, all []SupportStructure) ([]SupportStructure, error) {
	var out []SupportStructure
	var faults []error
	for i, s := range all {
		if err := s.Validate(); err != nil {
			faults = append(faults, peer.Under("/"+strconv.Itoa(i), err))
		} else if s.Organisation == organisation {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b SupportStructure) int {
		return slices.Index(supportKinds, a.Sort) - slices.Index(supportKinds, b.Sort)
	})
	return out, peer.Faults(faults...)
}
