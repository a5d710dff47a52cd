package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindAdvanceStatement is how an advance statement is stored.
const KindAdvanceStatement peer.Kind = "advance-statement"

// AdvanceStatement is what a person would want in a future crisis: wishes and
// preferences, in their own words. It is weighed by those who decide then; it is
// no refusal in law (REC-47). Each version is a record of its own. NotChecked
// stands beside it wherever it is shown. The zero value is no statement.
type AdvanceStatement struct {
	head
	s advanceStatement
}

type advanceStatement struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Text     StatementText `json:"text"`
	Audience Audience      `json:"audience" ask:"required"`
	Document paper         `json:"document"`
}

// StatementText is what an advance statement says, all of it in the person's own
// words.
type StatementText struct {
	// Wishes are what they would want; Helps what helps them in a crisis;
	// RatherNot what they would rather not have.
	Wishes    peer.Words `json:"wishes" ask:"required,max=8000"`
	Helps     peer.Words `json:"helps,omitzero" ask:"max=4000"`
	RatherNot peer.Words `json:"ratherNot,omitzero" ask:"max=4000"`
}

func (x StatementText) own(by peer.Actor) StatementText {
	return StatementText{x.Wishes.Own(by), x.Helps.Own(by), x.RatherNot.Own(by)}
}

func (s AdvanceStatement) paper() paper                       { return s.s.Document }
func (s AdvanceStatement) with(p paper) AdvanceStatement      { s.s.Document = p; return s }
func (s AdvanceStatement) seenBy(a Audience) AdvanceStatement { s.s.Audience = a; return s }
func (s AdvanceStatement) due() []peer.Deadline               { return reviewDue(s) }

// Person is the person whose statement it is.
func (s AdvanceStatement) Person() peer.PersonID { return s.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (s AdvanceStatement) Worker() peer.StaffID { return s.s.Worker }

// Text is what it says.
func (s AdvanceStatement) Text() StatementText { return s.s.Text }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (s AdvanceStatement) Audience() Audience { return s.s.Audience }

// Version counts the versions from 1.
func (s AdvanceStatement) Version() int { return s.s.Document.Version }

// Replaces is the id of the version before this one; empty for the first.
func (s AdvanceStatement) Replaces() string { return s.s.Document.Replaces }

// ReplacedBy is the id of the version that took its place; empty for the newest.
func (s AdvanceStatement) ReplacedBy() string { return s.s.Document.ReplacedBy }

// Written is when it was first written, in UTC.
func (s AdvanceStatement) Written() time.Time { return s.s.Document.Written }

// Confirmed is when the person confirmed it, in UTC; zero before.
func (s AdvanceStatement) Confirmed() time.Time { return s.s.Document.Confirmed }

// Over is when it was superseded or withdrawn, in UTC; zero before.
func (s AdvanceStatement) Over() time.Time { return s.s.Document.Over }

// ReviewOn is when the person would look at it again; zero: no day is set.
func (s AdvanceStatement) ReviewOn() peer.Date { return s.s.Document.ReviewOn }

// Where is where the document is kept, in the person's words.
func (s AdvanceStatement) Where() peer.Words { return s.s.Document.Where }

// Ask is whom to ask about it, in the person's words.
func (s AdvanceStatement) Ask() peer.Words { return s.s.Document.Ask }

// Shares are all the times it was given to somebody, with those that have ended.
func (s AdvanceStatement) Shares() []Share { return append([]Share(nil), s.s.Document.Shares...) }

// SharedWith are the shares that go on.
func (s AdvanceStatement) SharedWith() []Share { return s.s.Document.shared() }
