package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
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
func (a Audience) admits(as peer.Party, person peer.PersonID, scope peer.ConsentScope, by peer.Reading) bool {
	consented := peer.Consented(by.Consents, person, scope, by.Purpose, by.At)
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

// WhoMaySee sets who may see a goal, a statement, an entry or a section of a
// plan, at any time and from any status (REC-50).
type WhoMaySee struct {
	Audience Audience `json:"audience" ask:"required"`
}

// shown is a record whose person says who may see it.
type shown interface {
	whose.OfTwo
	Audience() Audience
}

// seenByAudience decides a part by the audience the person set and nothing else.
// A recorded no to this scope narrows it.
func seenByAudience[R shown](scope peer.ConsentScope) func(R, peer.Party, peer.Reading) bool {
	return func(r R, as peer.Party, by peer.Reading) bool {
		return r.Audience().admits(as, r.Person(), scope, by)
	}
}

// besideRecord decides a part by the audience the person set, and keeps it out of
// the care record whatever that is (hazards H13, H20).
func besideRecord[R shown](scope peer.ConsentScope) func(R, peer.Party, peer.Reading) bool {
	seen := seenByAudience[R](scope)
	return func(r R, as peer.Party, by peer.Reading) bool { return by.Purpose != peer.ForRecord && seen(r, as, by) }
}

// betweenTwo decides a part that is for the person and the worker alongside and
// for nobody else, whatever the audience says beyond the two; never for the record.
func betweenTwo[R shown](r R, as peer.Party, by peer.Reading) bool {
	return whose.TwoRead(as, by) && r.Audience().admits(as, r.Person(), peer.SharePlan, by)
}

// seenByTheTwo decides a part that is for the two and for nobody else, of a record
// that has no audience of its own.
func seenByTheTwo[R any](_ R, as peer.Party, by peer.Reading) bool { return whose.TwoRead(as, by) }

// workerReads decides a part that is for the worker alongside alone, such as whether
// something went further (hazard H08).
func workerReads[R any](_ R, as peer.Party, by peer.Reading) bool {
	return as == peer.PartyWorker && by.Purpose != peer.ForRecord
}

var personShows = peer.Asks{Rule: peer.Rule{Row: "REC-50", Code: peer.ErrPersonsChoiceOnly}, Says: "Who may see it is for the person to say.", Fix: "Ask them who may see it."}

// notShown is the rule under which a part is left out of a view.
var notShown = peer.Rule{Row: "REC-50", Code: peer.ErrConsentRequired}

// whoMaySee is the row by which the person sets the audience of a record. Its
// step interface names WhoMaySee among its steps.
func whoMaySee[R any](anywhere []peer.Status, set func(R, Audience) R) row[R] {
	return whoMaySeeUnder[Facts](anywhere, set)
}

// whoMaySeeUnder is whoMaySee for a table whose facts are its own.
func whoMaySeeUnder[F, R any](anywhere []peer.Status, set func(R, Audience) R) peer.Row[R, F] {
	return peer.Takes(peer.Row[R, F]{
		Do: "who-may-see", Says: "Say who may see it.",
		From: anywhere, Stays: anywhere, By: whose.Person, Else: personShows, Form: "REC-50",
	}, peer.Step[R, F, WhoMaySee]{Apply: func(r R, c WhoMaySee, _ *peer.Taken[F]) R { return set(r, c.Audience) }})
}
