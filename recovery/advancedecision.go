package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindAdvanceDecision is how an advance decision is stored.
const KindAdvanceDecision peer.Kind = "advance-decision"

// AdvanceDecision refuses a named treatment in named circumstances (REC-47; Mental
// Capacity Act 2005, sections 24 to 26). It is for adults. The library helps to
// write it, lists formalities and says whom to ask; it certifies neither that it
// is valid nor that the person has capacity, and keeps nobody's certificate on
// either. Each version is a record of its own. The zero value is no decision.
type AdvanceDecision struct {
	head
	s advanceDecision
}

type advanceDecision struct {
	Person   peer.PersonID   `json:"person" ask:"required"`
	Worker   peer.StaffID    `json:"worker,omitzero"`
	Text     DecisionText    `json:"text"`
	Told     []DecisionLimit `json:"told,omitempty" ask:"items=20"`
	Noted    []Formality     `json:"noted,omitempty" ask:"items=20"`
	LookedAt LookedAt        `json:"lookedAt,omitzero"`
	Audience Audience        `json:"audience" ask:"required"`
	Document paper           `json:"document"`
}

// DecisionText is what an advance decision says, all of it in the person's own
// words.
type DecisionText struct {
	// Treatment is what they do not want, Circumstances when that is to count, Why
	// what they would like others to understand about it.
	Treatment     peer.Words `json:"treatment" ask:"required,max=4000"`
	Circumstances peer.Words `json:"circumstances" ask:"required,max=4000"`
	Why           peer.Words `json:"why,omitzero" ask:"max=4000"`
	// LifeAtRisk is the statement that it is to apply even if life is at risk; left
	// out, they have not said so.
	LifeAtRisk peer.Words `json:"lifeAtRisk,omitzero" ask:"max=2000"`
}

func (x DecisionText) own(by peer.Actor) DecisionText {
	return DecisionText{x.Treatment.Own(by), x.Circumstances.Own(by), x.Why.Own(by), x.LifeAtRisk.Own(by)}
}

// LookedAt says which professional last looked at the formalities, and when. It
// is no certificate.
type LookedAt struct {
	By peer.StaffID `json:"by,omitzero"`
	At time.Time    `json:"at,omitzero"`
}

// FormalityLine is one formality: whether it has been noted as there, and which
// professional to ask about it.
type FormalityLine struct {
	Formality Formality
	Noted     bool
	Ask       Professional
}

func (d AdvanceDecision) paper() paper                      { return d.s.Document }
func (d AdvanceDecision) with(p paper) AdvanceDecision      { d.s.Document = p; return d }
func (d AdvanceDecision) seenBy(a Audience) AdvanceDecision { d.s.Audience = a; return d }
func (d AdvanceDecision) due() []peer.Deadline              { return reviewDue(d) }

// Formalities lists what the law asks of an advance decision about treatment that
// keeps somebody alive, what of it has been noted as there, and whom to ask. It
// lists them of every decision: whether life would be at risk, and whether a
// formality is met, is for the professional to say.
func (d AdvanceDecision) Formalities() []FormalityLine {
	if !d.Exists() {
		return nil
	}
	var out []FormalityLine
	for _, f := range formalities {
		noted := slices.Contains(d.s.Noted, f)
		if f == FormalityLifeAtRisk {
			noted = !d.s.Text.LifeAtRisk.IsZero()
		}
		out = append(out, FormalityLine{f, noted, f.whom()})
	}
	return out
}

// Person is the person whose decision it is.
func (d AdvanceDecision) Person() peer.PersonID { return d.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (d AdvanceDecision) Worker() peer.StaffID { return d.s.Worker }

// Text is what it says.
func (d AdvanceDecision) Text() DecisionText { return d.s.Text }

// ToldLimits are what the person has been told a decision can do and cannot.
func (d AdvanceDecision) ToldLimits() []DecisionLimit { return slices.Clone(d.s.Told) }

// LookedAt says which professional last looked at the formalities; zero: nobody.
func (d AdvanceDecision) LookedAt() LookedAt { return d.s.LookedAt }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (d AdvanceDecision) Audience() Audience { return d.s.Audience }

// Version counts the versions from 1.
func (d AdvanceDecision) Version() int { return d.s.Document.Version }

// Replaces is the id of the version before this one; empty for the first.
func (d AdvanceDecision) Replaces() string { return d.s.Document.Replaces }

// ReplacedBy is the id of the version that took its place; empty for the newest.
func (d AdvanceDecision) ReplacedBy() string { return d.s.Document.ReplacedBy }

// Written is when it was first written, in UTC.
func (d AdvanceDecision) Written() time.Time { return d.s.Document.Written }

// Confirmed is when the person confirmed it, in UTC; zero before.
func (d AdvanceDecision) Confirmed() time.Time { return d.s.Document.Confirmed }

// Over is when it was superseded or withdrawn, in UTC; zero before.
func (d AdvanceDecision) Over() time.Time { return d.s.Document.Over }

// ReviewOn is when the person would look at it again; zero: no day is set.
func (d AdvanceDecision) ReviewOn() peer.Date { return d.s.Document.ReviewOn }

// Where is where the document is kept, in the person's words.
func (d AdvanceDecision) Where() peer.Words { return d.s.Document.Where }

// Ask is whom to ask about it, in the person's words.
func (d AdvanceDecision) Ask() peer.Words { return d.s.Document.Ask }

// Shares are all the times it was given to somebody, with those that have ended.
func (d AdvanceDecision) Shares() []Share { return slices.Clone(d.s.Document.Shares) }

// SharedWith are the shares that go on.
func (d AdvanceDecision) SharedWith() []Share { return d.s.Document.shared() }
