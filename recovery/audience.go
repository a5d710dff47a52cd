package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// Audience says who may see something of the person's; only the person sets it
// (REC-50). Each includes those before it.
type Audience string

// Audiences, from the fewest to the most.
const (
	// OnlyMe: the person and nobody else.
	OnlyMe Audience = "only-me"
	// MeAndMyWorker: the person and the worker alongside. It is what a goal
	// starts with.
	MeAndMyWorker Audience = "me-and-my-worker"
	// Team: the team too, for the person's care.
	Team Audience = "team"
	// CareRecord: it may also go into the care record.
	CareRecord Audience = "care-record"
)

var audiences = []Audience{OnlyMe, MeAndMyWorker, Team, CareRecord}

// Known reports whether the audience is on the list.
func (a Audience) Known() bool { return slices.Contains(audiences, a) }

// Terms returns the closed list, from the fewest to the most.
func (Audience) Terms() []string { return terms.Of(audiences) }

// Allows reports whether what has audience a may be shown to audience to: Team
// allows MeAndMyWorker and not CareRecord. An audience that is not on the list
// allows nothing and is allowed nothing. Export to a care record needs
// Allows(CareRecord).
func (a Audience) Allows(to Audience) bool {
	return to.Known() && slices.Index(audiences, a) >= slices.Index(audiences, to)
}

// admits decides who sees something with this audience. What is read for the
// care record needs that audience whoever reads it. A recorded no narrows it
// further; a recorded yes never widens it.
func (a Audience) admits(as peer.Party, person peer.PersonID, by peer.Reading) bool {
	consented := peer.Consented(by.Consents, person, peer.ShareGoals, by.Purpose, by.At)
	switch {
	case by.Purpose == peer.ForRecord:
		return a.Allows(CareRecord) && consented != peer.No && (as == peer.PartyPerson || by.By.Staff != "")
	case as == peer.PartyPerson:
		return a.Known()
	case as == peer.PartyWorker:
		return a.Allows(MeAndMyWorker)
	case by.By.Staff != "":
		return a.Allows(Team) && by.Purpose == peer.ForCare && consented != peer.No
	}
	return false
}
