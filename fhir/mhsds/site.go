package mhsds

import "github.com/towpath-care/towpath/peer"

// Site is what one provider's submission knows and the records do not.
type Site struct {
	// Referrals are the SERVICE REQUEST IDENTIFIERs, by the id of the relationship.
	Referrals map[string]string
	// Professionals are the CARE PROFESSIONAL LOCAL IDENTIFIERs of the workers.
	Professionals map[peer.StaffID]string
	// Locations are the ACTIVITY LOCATION TYPE CODEs of kinds of places, such as
	// "E01" for the clinic. The person's home and a ward have theirs without it.
	Locations map[peer.Place]string
	// Sites are the codes of the organisation sites, by service.
	Sites map[peer.ServiceID]string
	// Commissioners are the codes of those who commission a service.
	Commissioners map[peer.ServiceID]string
	// SessionType is the GROUP SESSION TYPE of each group, by its id: "01", "02" or
	// "03".
	SessionType map[string]string
}

func (s Site) location(p peer.Place) string {
	if code := s.Locations[p]; code != "" {
		return code
	}
	switch p {
	case peer.AtHome:
		return "A01" // the person's home
	case peer.OnWard:
		return "E02" // a ward
	}
	return ""
}

// Lack is something a row does not say.
type Lack struct {
	// Column is the name of the column in v6.
	Column string `json:"column"`
	// Because is a fixed sentence.
	Because string `json:"because"`
}

// lacks gathers what a row does not say.
type lacks []Lack

func (l *lacks) unless(there bool, column, because string) {
	if !there {
		*l = append(*l, Lack{column, because})
	}
}
