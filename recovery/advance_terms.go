package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// RecipientKind is who has been given an advance document (REC-47).
type RecipientKind string

// Kinds of recipients.
const (
	ToCrisisTeam RecipientKind = "crisis-team"
	ToCareTeam   RecipientKind = "care-team"
	ToWard       RecipientKind = "ward"
	ToGP         RecipientKind = "gp"
	ToCarer      RecipientKind = "carer"
	ToOther      RecipientKind = "other"
)

var (
	recipientKinds = []RecipientKind{ToCrisisTeam, ToCareTeam, ToWard, ToGP, ToCarer, ToOther}
	careRecipients = []RecipientKind{ToCrisisTeam, ToCareTeam, ToWard, ToGP}
)

// Known reports whether the kind is on the list.
func (k RecipientKind) Known() bool { return slices.Contains(recipientKinds, k) }

// Terms returns the closed list.
func (RecipientKind) Terms() []string { return terms.Of(recipientKinds) }

// purpose is what a recipient of this kind reads for: a yes to sharing for care
// is no yes to sharing with a carer or anybody else.
func (k RecipientKind) purpose() peer.Purpose {
	switch {
	case slices.Contains(careRecipients, k):
		return peer.ForCare
	case k.Known():
		return peer.ForSupport
	}
	return ""
}

// Stance is whether a decision refuses a treatment or asks for one.
type Stance string

const (
	// StanceRefuses: the person does not want this treatment.
	StanceRefuses Stance = "refuses"
	// StanceWants is known so that it can be answered, is never offered and never
	// taken: ErrNotARefusal (REC-47).
	StanceWants Stance = "wants"
)

var stances = []Stance{StanceRefuses, StanceWants}

// Known reports whether the word is on the list.
func (s Stance) Known() bool { return slices.Contains(stances, s) }

// Terms returns the closed list.
func (Stance) Terms() []string { return terms.Of(stances) }

// DecisionLimit is one thing a person is told before they confirm an advance decision:
// what it can do and what it cannot (Mental Capacity Act 2005, sections 24 to 26
// and 28; hazard H18).
type DecisionLimit string

// What the person is told.
const (
	// LimitOnlyRefuses: it can refuse a treatment; it cannot ask for one.
	LimitOnlyRefuses DecisionLimit = "only-refuses"
	// LimitWhenUnable: it speaks when the person cannot decide at that time; as
	// long as they can, they say it themself.
	LimitWhenUnable DecisionLimit = "when-unable-to-decide"
	// LimitCanChange: the person can change it or take it back at any time while
	// they can decide.
	LimitCanChange DecisionLimit = "can-change-any-time"
	// LimitWhatEndsIt: withdrawing it, a later lasting power that covers the same
	// decision, or acting against it may end it.
	LimitWhatEndsIt DecisionLimit = "what-ends-it"
	// LimitLifeAtRisk: for treatment that keeps somebody alive it has to be in
	// writing, signed, witnessed and say so.
	LimitLifeAtRisk DecisionLimit = "life-at-risk"
	// LimitDetention: under detention, treatment for mental disorder may be given
	// against it within the limits of the Mental Health Act 1983.
	LimitDetention DecisionLimit = "under-detention"
)

var limits = []DecisionLimit{LimitOnlyRefuses, LimitWhenUnable, LimitCanChange, LimitWhatEndsIt, LimitLifeAtRisk, LimitDetention}

// Known reports whether the topic is on the list.
func (l DecisionLimit) Known() bool { return slices.Contains(limits, l) }

// Terms returns the closed list.
func (DecisionLimit) Terms() []string { return terms.Of(limits) }

// Formality is one thing the law asks of an advance decision about treatment that
// keeps somebody alive (Mental Capacity Act 2005, section 25(5) and (6)).
type Formality string

// Formalities.
const (
	FormalityWritten Formality = "in-writing"
	// FormalityLifeAtRisk: a statement that it is to apply even if life is at risk.
	FormalityLifeAtRisk Formality = "even-if-life-is-at-risk"
	// FormalitySigned: by the person, or by somebody else in front of them and at
	// their word.
	FormalitySigned Formality = "signed"
	// FormalityWitnessed: the signature was made or confirmed in front of a witness.
	FormalityWitnessed Formality = "witnessed"
	// FormalityWitnessSigned: the witness signed, or confirmed it, in front of the
	// person.
	FormalityWitnessSigned Formality = "witness-signed"
)

var formalities = []Formality{FormalityWritten, FormalityLifeAtRisk, FormalitySigned, FormalityWitnessed, FormalityWitnessSigned}

// Known reports whether the word is on the list.
func (f Formality) Known() bool { return slices.Contains(formalities, f) }

// Terms returns the closed list.
func (Formality) Terms() []string { return terms.Of(formalities) }

// whom is the professional to ask about a formality.
func (f Formality) whom() Professional {
	if f == FormalityLifeAtRisk {
		return ProfessionalDoctor
	}
	return ProfessionalCoordinator
}

// Professional is a kind of professional whom a question is for.
type Professional string

// Professionals.
const (
	ProfessionalCoordinator Professional = "care-coordinator"
	ProfessionalDoctor      Professional = "doctor"
)

var professionals = []Professional{ProfessionalCoordinator, ProfessionalDoctor}

// Known reports whether the word is on the list.
func (p Professional) Known() bool { return slices.Contains(professionals, p) }

// Terms returns the closed list.
func (Professional) Terms() []string { return terms.Of(professionals) }

// Certificate is what somebody would certify about an advance decision. Nobody does
// here.
type Certificate string

const (
	// CertificateNone: nothing is certified.
	CertificateNone Certificate = "none"
	// CertificateValid and CertificateCapacity are known so that they can be answered, are
	// never offered and never taken, whoever says them: peer.ErrWrongRole
	// (REC-47; hazards H17 and H18).
	CertificateValid    Certificate = "valid"
	CertificateCapacity Certificate = "has-capacity"
)

var certificates = []Certificate{CertificateNone, CertificateValid, CertificateCapacity}

// Known reports whether the word is on the list.
func (v Certificate) Known() bool { return slices.Contains(certificates, v) }

// Terms returns the closed list.
func (Certificate) Terms() []string { return terms.Of(certificates) }
