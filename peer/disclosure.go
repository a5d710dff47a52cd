package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindDisclosure is how a disclosure is stored.
const KindDisclosure Kind = "disclosure"

// DisclosureLogged is where a disclosure stands: it is in the log. Whoever shared it
// says why, and what the person was told; the person puts their side beside it. Either
// of the two moves it to EnteredInError.
const DisclosureLogged Status = "logged"

// Basis is what a disclosure rests on (PEER-57). It is why something may be said to
// somebody, not the lawful basis of data protection law.
type Basis string

// Bases.
const (
	// BasisConsent: the person's recorded yes.
	BasisConsent Basis = "consent"
	// BasisDirectCare: those who care for the person, as far as the policy says.
	BasisDirectCare Basis = "direct-care"
	// BasisSafeguarding: safeguarding or a serious risk. Confidentiality gives way, on
	// the record: a concern, or the signal that one is asked for, is named.
	BasisSafeguarding Basis = "safeguarding"
	// BasisLegalDuty: a law asks for it, or a court.
	BasisLegalDuty Basis = "legal-duty"
)

var bases = []Basis{BasisConsent, BasisDirectCare, BasisSafeguarding, BasisLegalDuty}

// Known reports whether the basis is on the list.
func (b Basis) Known() bool { return slices.Contains(bases, b) }

// Terms returns the closed list.
func (Basis) Terms() []string { return terms.Of(bases) }

// asks reports whether a no of the person stands in the way. Somebody's safety and the
// law do not wait for a yes.
func (b Basis) asks() bool { return b == BasisConsent || b == BasisDirectCare }

// Disclosed is one thing about a person that goes to somebody: what, to whom, what for
// and on which basis. What it says is nowhere here.
type Disclosed struct {
	Person  PersonID     `json:"person" ask:"required"`
	Scope   ConsentScope `json:"scope" ask:"required"`
	With    Recipient    `json:"with"`
	Purpose Purpose      `json:"purpose" ask:"required"`
	Basis   Basis        `json:"basis,omitzero"`
	// Signal and Concern are what BasisSafeguarding goes through: one of them.
	Signal  string    `json:"signal,omitzero"`
	Concern ConcernID `json:"concern,omitzero"`
	// Because says why, in the words of whoever shares it; asked for every basis but
	// consent.
	Because Private `json:"because,omitzero" ask:"max=2000"`
}

// Disclosure is one entry of the log of what left: what went to whom, on which basis,
// when and why, and what the person was told of it (PEER-57). Once it is logged it is
// never altered. The zero value is none.
type Disclosure struct {
	head
	s disclosure
}

type disclosure struct {
	// Worker is whoever shared it.
	Worker StaffID   `json:"worker" ask:"required"`
	What   Disclosed `json:"what"`
	// Went is when it went, Logged when that was written down.
	Went   time.Time `json:"went" ask:"required"`
	Logged time.Time `json:"logged" ask:"required"`
	// Consent is the entry of the register that said yes.
	Consent string           `json:"consent,omitzero"`
	Marks   []DisclosureMark `json:"marks,omitempty" ask:"items=10"`
	Told    PersonTold       `json:"told,omitzero"`
	// Side is the person's own side of it.
	Side  Words   `json:"side,omitzero" ask:"max=4000"`
	Error Private `json:"error,omitzero" ask:"max=2000"`
}

// DisclosureMark says what was noticed about something that had gone already and was
// logged all the same.
type DisclosureMark string

// Marks.
const (
	MarkNoBasis    DisclosureMark = "no-basis"          // on no basis, or nobody knows
	MarkSaidNo     DisclosureMark = "against-their-no"  // the person had said no
	MarkNotInForce DisclosureMark = "not-in-force"      // their yes had not begun, had ended, or was to be asked again
	MarkNoReason   DisclosureMark = "no-reason"         // nobody said why
	MarkNoConcern  DisclosureMark = "no-concern"        // for somebody's safety, and no concern was raised
	MarkToWhom     DisclosureMark = "recipient-unclear" // it is not clear who got it
)

var disclosureMarks = []DisclosureMark{MarkNoBasis, MarkSaidNo, MarkNotInForce, MarkNoReason, MarkNoConcern, MarkToWhom}

// Known reports whether the mark is on the list.
func (m DisclosureMark) Known() bool { return slices.Contains(disclosureMarks, m) }

// Terms returns the closed list.
func (DisclosureMark) Terms() []string { return terms.Of(disclosureMarks) }

// ToldPerson says whether the person was told of a disclosure.
type ToldPerson string

// Whether they were told.
const (
	ToldThem ToldPerson = "told"
	// NotSafeToTell has a day on which it is looked at again (hazard H11).
	NotSafeToTell ToldPerson = "not-safe"
	NotYetTold    ToldPerson = "not-yet"
)

var toldPerson = []ToldPerson{ToldThem, NotSafeToTell, NotYetTold}

// Known reports whether the answer is on the list.
func (a ToldPerson) Known() bool { return slices.Contains(toldPerson, a) }

// Terms returns the closed list.
func (ToldPerson) Terms() []string { return terms.Of(toldPerson) }

// PersonTold is what the person was told, by whom and when. The zero value: nobody has
// said.
type PersonTold struct {
	Answer    ToldPerson `json:"answer,omitzero"`
	LookAgain Date       `json:"lookAgain,omitzero"`
	By        Actor      `json:"by,omitzero"`
	At        time.Time  `json:"at,omitzero"`
}

// Person is whom it was about.
func (d Disclosure) Person() PersonID { return d.s.What.Person }

// Worker is whoever shared it.
func (d Disclosure) Worker() StaffID { return d.s.Worker }

// What is what went, to whom, what for and on which basis.
func (d Disclosure) What() Disclosed { return d.s.What }

// Went is when it went, in UTC.
func (d Disclosure) Went() time.Time { return d.s.Went }

// Logged is when that was written down, in UTC.
func (d Disclosure) Logged() time.Time { return d.s.Logged }

// Consent is the id of the entry of the register that said yes; empty for every other
// basis.
func (d Disclosure) Consent() string { return d.s.Consent }

// Marks are what was noticed when it was logged. What was put right since is still
// among them.
func (d Disclosure) Marks() []DisclosureMark { return slices.Clone(d.s.Marks) }

// Told is whether the person was told.
func (d Disclosure) Told() PersonTold { return d.s.Told }

// Side is the person's own side of it; empty when they have not said.
func (d Disclosure) Side() Words { return d.s.Side }

// Owed reports whether the person is owed a word about it: it went without their yes,
// and nobody has told them.
func (d Disclosure) Owed() bool {
	return d.status == DisclosureLogged && !d.s.What.Basis.asks() && d.s.Told.Answer != ToldThem
}

// whyMissing reports whether it is still not said on which basis and why.
func (d Disclosure) whyMissing() bool {
	w := d.s.What
	return d.status == DisclosureLogged && (w.Basis == "" || w.Basis != BasisConsent && w.Because.IsZero() ||
		w.Basis == BasisSafeguarding && w.Signal == "" && w.Concern == "")
}
