package safeguard

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Facts is what steps of this package rest on besides the record. Raising a concern
// rests on none of them: where they are not known it is raised all the same.
type Facts struct {
	// Policy is the one in force, or the last that was. The zero value is the built-in
	// floor.
	Policy Policy
	// Outdated: the policy is not in force that day; it is the last that was.
	Outdated bool
	// Roster says who holds which role now (SAFE-14).
	Roster Roster
	// Consents are the person's recorded yes and no to sharing (SAFE-12).
	Consents []peer.Consent
	// Signals are those the host has stored (SAFE-01).
	Signals []peer.Signal
	// Identifying are names and ids of people that the host knows and that must not
	// stand where nobody is named (SAFE-12, SAFE-13). A text with an NHS number in it
	// is found without.
	Identifying []string
}

func (f Facts) digest() peer.Digest { return f.Policy.Digest() }

// FactsOn makes the facts for a time from what a host has: its policies over the years
// and the roster. A policy that cannot be read counts as none: the last one before it
// stands in, and where there is none the built-in floor. It never gives an error,
// because raising a concern must not either (hazard H01).
func FactsOn(policies peer.Policies, roster Roster, zone peer.Calendar, now time.Time) Facts {
	day := zone.Day(now)
	for _, file := range policies.UpTo(day) {
		if p, err := PolicyFrom(file); err == nil {
			return Facts{Policy: p, Outdated: !file.InForce(day), Roster: roster}
		}
	}
	return Facts{Outdated: true, Roster: roster}
}
