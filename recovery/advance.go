package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// Places an advance statement or decision can be in. Only the person moves it.
const (
	// AdvanceDraft: it is being written. The person confirms or withdraws it. It
	// stays here unless the person asks that it goes out as a draft.
	AdvanceDraft peer.Status = "draft"
	// AdvanceConfirmed: it is what the person wants. They share, edit or withdraw
	// it.
	AdvanceConfirmed peer.Status = "confirmed"
	// AdvanceShared: it is confirmed and somebody has been given it. The person
	// shares it further, takes back, edits or withdraws.
	AdvanceShared peer.Status = "shared"
	// AdvanceSuperseded: a newer version has taken its place, and it is shared with
	// nobody any more. Nothing leads on; the person still says who may see it.
	AdvanceSuperseded peer.Status = "superseded"
	// AdvanceWithdrawn: the person has taken it back, and it is shared with nobody
	// any more. Nothing leads on; the person still says who may see it.
	AdvanceWithdrawn peer.Status = "withdrawn"
)

var (
	advanceAnywhere = []peer.Status{AdvanceDraft, AdvanceConfirmed, AdvanceShared, AdvanceSuperseded, AdvanceWithdrawn}
	advanceLive     = []peer.Status{AdvanceDraft, AdvanceConfirmed, AdvanceShared}
	advanceInForce  = []peer.Status{AdvanceConfirmed, AdvanceShared}
	advanceOver     = []peer.Status{AdvanceSuperseded, AdvanceWithdrawn}
)

// advanceStates are the places of both tables.
var advanceStates = []peer.State{
	{Status: AdvanceDraft, Says: "It is being written. The person confirms or withdraws it."},
	{Status: AdvanceConfirmed, Says: "It is what the person wants. They share, edit or withdraw it."},
	{Status: AdvanceShared, Says: "It is confirmed and somebody has it. The person shares it further, takes back, edits or withdraws."},
	{Status: AdvanceSuperseded, Says: "A newer version has taken its place; it is shared with nobody. The person still says who may see it."},
	{Status: AdvanceWithdrawn, Says: "The person has taken it back; it is shared with nobody. They still say who may see it."},
}

// Recipient is who an advance document is given to: a service of an organisation,
// a carer, or another organisation.
type Recipient struct {
	Kind RecipientKind `json:"kind" ask:"required"`
	// Organisation is whose service it is; every kind but a carer names it.
	Organisation peer.OrgID `json:"organisation,omitzero"`
	// Carer is which carer; only that kind names one.
	Carer peer.CarerID `json:"carer,omitzero"`
}

// Share is one time an advance document was given to somebody. Shares are
// numbered from 1 within a version; what is taken back stays in the list with its
// end.
type Share struct {
	Number int       `json:"number" ask:"required,min=1"`
	With   Recipient `json:"with"`
	// Draft: the person asked that it goes out before they had confirmed it.
	Draft bool      `json:"draft,omitzero"`
	At    time.Time `json:"at" ask:"required"`
	// Ended is when it was taken back, or the version was over; zero: it goes on.
	Ended time.Time `json:"ended,omitzero"`
}

// maxShares of one version.
const maxShares = 100

// paper is the life that an advance statement and an advance decision have in
// common. Each version is a record of its own.
type paper struct {
	Version    int        `json:"version" ask:"required,min=1"`
	Replaces   string     `json:"replaces,omitzero"`
	ReplacedBy string     `json:"replacedBy,omitzero"`
	Written    time.Time  `json:"written" ask:"required"`
	Confirmed  time.Time  `json:"confirmed,omitzero"`
	Over       time.Time  `json:"over,omitzero"`
	ReviewOn   peer.Date  `json:"reviewOn,omitzero"`
	Where      peer.Words `json:"where,omitzero" ask:"max=500"`
	Ask        peer.Words `json:"ask,omitzero" ask:"max=500"`
	Shares     []Share    `json:"shares,omitempty" ask:"items=100"`
}

// document is a record of what a person says in advance.
type document[R any] interface {
	shown
	peer.Record
	paper() paper
	with(paper) R
	seenBy(Audience) R
}

// shared are the shares that go on.
func (p paper) shared() []Share {
	return slices.DeleteFunc(slices.Clone(p.Shares), func(s Share) bool { return !s.Ended.IsZero() })
}

// endShares ends those that go on and that it names.
func (p paper) endShares(at time.Time, which func(Share) bool) paper {
	p.Shares = slices.Clone(p.Shares)
	for i, s := range p.Shares {
		if s.Ended.IsZero() && which(s) {
			p.Shares[i].Ended = at
		}
	}
	return p
}

// over ends the version and every share of it.
func (p paper) over(at time.Time) paper {
	p = p.endShares(at, func(Share) bool { return true })
	p.Over = at
	return p
}

// confirmedOn is the day of the person's yes.
func (p paper) confirmedOn() peer.Date {
	if p.Confirmed.IsZero() {
		return peer.Date{}
	}
	return whose.DayUTC(p.Confirmed)
}

// reviewDue is the day on which the person would look at it again, while it is in
// force.
func reviewDue[R document[R]](r R) []peer.Deadline {
	p := r.paper()
	if p.ReviewOn.IsZero() || !slices.Contains(advanceInForce, r.Status()) {
		return nil
	}
	return []peer.Deadline{{
		ID: "REC-47." + r.Ref().String(), Rule: peer.Rule{Row: "REC-47", Code: ErrAdvanceReviewDue}, About: r.Ref(), Person: r.Person(),
		Owes: peer.PartyPerson, Owner: peer.ByPerson(r.Person()), Since: p.Confirmed, Due: peer.DueOn(p.ReviewOn),
	}}
}

// ErrAdvanceReviewDue: the person meant to look at an advance statement or
// decision again by that day (REC-47). No step is ever turned down with it.
var ErrAdvanceReviewDue = peer.NewCode("advance-review-due", peer.Wait)
