package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// ConsentScope is what a consent is about.
type ConsentScope string

// Scopes of consent.
const (
	ShareAgreement ConsentScope = "agreement"
	ShareContacts  ConsentScope = "contacts"
	ShareGoals     ConsentScope = "goals"
	SharePlan      ConsentScope = "plan"
	// ShareConcerns: to be named where somebody raises something for them (SAFE-12).
	ShareConcerns ConsentScope = "concerns"
)

var consentScopes = []ConsentScope{ShareAgreement, ShareContacts, ShareGoals, SharePlan, ShareConcerns}

// Known reports whether the scope is on the list.
func (s ConsentScope) Known() bool { return slices.Contains(consentScopes, s) }

// Terms returns the closed list.
func (ConsentScope) Terms() []string { return terms.Of(consentScopes) }

// Consent is a person's recorded yes or no to sharing something for a purpose
// (PEER-57). It is the common-law agreement to share, not the lawful basis of
// data protection law.
type Consent struct {
	ID      string       `json:"id"`
	Person  PersonID     `json:"person"`
	Scope   ConsentScope `json:"scope"`
	Purpose Purpose      `json:"purpose"`
	Given   Tri          `json:"given"`
	From    time.Time    `json:"from"`
	// Until is when it ends or was withdrawn; zero: it goes on.
	Until time.Time `json:"until,omitzero"`
}

// Consented answers whether a person's yes to this is in force. Where a yes and
// a no are both in force, the no wins: the narrower always does. With neither it
// is Unknown.
func Consented(list []Consent, p PersonID, scope ConsentScope, purpose Purpose, at time.Time) Tri {
	answer := Unknown
	for _, c := range list {
		running := !at.Before(c.From) && (c.Until.IsZero() || at.Before(c.Until))
		if c.Person != p || c.Scope != scope || c.Purpose != purpose || !running {
			continue
		}
		if c.Given == No {
			return No
		}
		answer = answer.Or(c.Given)
	}
	return answer
}

// RecipientKind says what sort of somebody it is that something is shared with.
type RecipientKind string

// Kinds of recipients. All but the first are named by an id.
const (
	// RecipientHere is the service that supports the person, with its staff and its
	// care record.
	RecipientHere         RecipientKind = "here"
	RecipientService      RecipientKind = "service"
	RecipientOrganisation RecipientKind = "organisation"
	RecipientProfessional RecipientKind = "professional" // one human, wherever they work
	RecipientCarer        RecipientKind = "carer"
)

var recipientKinds = []RecipientKind{RecipientHere, RecipientService, RecipientOrganisation, RecipientProfessional, RecipientCarer}

// Known reports whether the kind is on the list.
func (k RecipientKind) Known() bool { return slices.Contains(recipientKinds, k) }

// Terms returns the closed list.
func (RecipientKind) Terms() []string { return terms.Of(recipientKinds) }

// Recipient is with whom something is shared. A yes to one recipient is a yes to no
// other, however near the two are to each other. The zero value names nobody.
// Recipients can be compared with ==.
type Recipient struct {
	Kind RecipientKind `json:"kind" ask:"required"`
	// ID of the service, the organisation, the professional or the carer; empty for
	// RecipientHere.
	ID string `json:"id,omitzero"`
}

// Here is the service that supports the person.
func Here() Recipient { return Recipient{Kind: RecipientHere} }

// ToCarer is one carer.
func ToCarer(id CarerID) Recipient { return Recipient{RecipientCarer, string(id)} }

// named reports whether it is clear who is meant.
func (r Recipient) named() bool {
	return r.Kind.Known() && (r.ID == "") == (r.Kind == RecipientHere)
}

// Consents are the answers of a register as Consented and a Reading take them, for one
// recipient: those the person gave about this recipient and no others. For the zero
// Recipient, where nobody knows who it goes to, only the noes come back.
//
// What was withdrawn, and what has to be asked again because somebody was pressed, is a
// no from that moment until they answer anew: a second entry about the same thing does
// not open what the person closed.
func Consents(to Recipient, register ...ConsentEntry) []Consent {
	var out []Consent
	for _, e := range register {
		if to != e.s.With && to != (Recipient{}) {
			continue
		}
		for i, a := range e.s.Answers {
			given := Is(a.Says == ConsentGiven)
			if given == Yes && to == (Recipient{}) {
				continue
			}
			out = append(out, Consent{ID: e.ref.ID + "." + Rev(i+1).String(), Person: e.s.Person, Scope: e.s.Scope, Purpose: e.s.Purpose,
				Given: given, From: a.From, Until: a.Until})
		}
	}
	return out
}
