package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindCarerSupport is how the support of a carer is stored.
const KindCarerSupport Kind = "carer-support"

// Places the support of a carer can be in.
const (
	// CarerSupported: somebody listens to what the carer needs. The carer ends it at any
	// time.
	CarerSupported Status = "open"
	// CarerSupportOver: the carer ended it. They may come back.
	CarerSupportOver Status = "over"
)

// CarerNeed is what a carer may need for themself.
type CarerNeed string

// Needs.
const (
	NeedsToTalk    CarerNeed = "somebody-to-talk-to"
	NeedsABreak    CarerNeed = "a-break"
	NeedsToKnow    CarerNeed = "information"
	NeedsHealth    CarerNeed = "own-health"
	NeedsMoney     CarerNeed = "money"
	NeedsWork      CarerNeed = "work-or-study"
	NeedsPractical CarerNeed = "practical-help"
	NeedsSafety    CarerNeed = "being-safe"
	NeedsOther     CarerNeed = "other"
)

var carerNeeds = []CarerNeed{NeedsToTalk, NeedsABreak, NeedsToKnow, NeedsHealth, NeedsMoney, NeedsWork, NeedsPractical, NeedsSafety, NeedsOther}

// Known reports whether the need is on the list.
func (n CarerNeed) Known() bool { return slices.Contains(carerNeeds, n) }

// Terms returns the closed list.
func (CarerNeed) Terms() []string { return terms.Of(carerNeeds) }

// CarerOfferKind is what a carer may be offered.
type CarerOfferKind string

// What may be offered.
const (
	OfferAssessment CarerOfferKind = "carers-assessment"
	OfferCarerGroup CarerOfferKind = "carers-group"
	OfferCarerPeer  CarerOfferKind = "peer-support-for-carers"
	OfferBreak      CarerOfferKind = "a-break"
	OfferAdvocate   CarerOfferKind = "advocate"
	OfferTalk       CarerOfferKind = "time-to-talk"
)

var carerOfferKinds = []CarerOfferKind{OfferAssessment, OfferCarerGroup, OfferCarerPeer, OfferBreak, OfferAdvocate, OfferTalk}

// Known reports whether the offer is on the list.
func (k CarerOfferKind) Known() bool { return slices.Contains(carerOfferKinds, k) }

// Terms returns the closed list.
func (CarerOfferKind) Terms() []string { return terms.Of(carerOfferKinds) }

// CarerSupport is what a carer needs for themself, what they were told in general and
// what they were offered. They are supported in their own right: it names nobody whom
// they support, and nobody's yes is needed for it (PEER-56, hazard H13). The zero value
// is none.
type CarerSupport struct {
	head
	s carerSupport
}

type carerSupport struct {
	Carer  CarerID     `json:"carer" ask:"required"`
	Worker StaffID     `json:"worker" ask:"required"`
	Needs  []CarerNeed `json:"needs,omitempty" ask:"items=20"`
	Words  Words       `json:"words,omitzero" ask:"max=4000"`
	// Told is the general information they have had, each once.
	Told []CarerInformation `json:"told,omitempty" ask:"items=20"`
	// Offers are in the order they were made, each kind once.
	Offers []CarerOffer `json:"offers,omitempty" ask:"items=20"`
	Since  time.Time    `json:"since" ask:"required"`
}

// CarerOffer is something a carer was offered, and their answer. Unknown: they have not
// said, and nobody asks twice.
type CarerOffer struct {
	What   CarerOfferKind `json:"what" ask:"required"`
	At     time.Time      `json:"at" ask:"required"`
	Answer Tri            `json:"answer"`
}

// Carer is who is supported.
func (c CarerSupport) Carer() CarerID { return c.s.Carer }

// Worker is who supports them.
func (c CarerSupport) Worker() StaffID { return c.s.Worker }

// Needs are what they need for themself, as they see it.
func (c CarerSupport) Needs() []CarerNeed { return slices.Clone(c.s.Needs) }

// Words are what they say about that.
func (c CarerSupport) Words() Words { return c.s.Words }

// Told is the general information they have had.
func (c CarerSupport) Told() []CarerInformation { return slices.Clone(c.s.Told) }

// Offers are what they were offered, with their answers.
func (c CarerSupport) Offers() []CarerOffer { return slices.Clone(c.s.Offers) }

// Since is when it began, in UTC.
func (c CarerSupport) Since() time.Time { return c.s.Since }

// CarerSupportStep is a step of the support of a carer. A step of another record does
// not compile here.
type CarerSupportStep interface{ carerSupportStep() }

// SupportCarer begins to support a carer.
type SupportCarer struct {
	ID     string      `json:"id"`
	Carer  CarerID     `json:"carer" ask:"required"`
	Worker StaffID     `json:"worker" ask:"required"`
	Needs  []CarerNeed `json:"needs,omitempty" ask:"items=20"`
	Words  Words       `json:"words,omitzero" ask:"max=4000"`
}

// SayCarersNeeds says anew what they need, in place of what stood there.
type SayCarersNeeds struct {
	Needs []CarerNeed `json:"needs,omitempty" ask:"items=20"`
	Words Words       `json:"words,omitzero" ask:"max=4000"`
}

// InformCarer notes which general information they were given.
type InformCarer struct {
	Told []CarerInformation `json:"told" ask:"required,items=20"`
}

// OfferCarer offers something.
type OfferCarer struct {
	What CarerOfferKind `json:"what" ask:"required"`
}

// AnswerCarerOffer is the carer's yes or not now; it can be changed.
type AnswerCarerOffer struct {
	What CarerOfferKind `json:"what" ask:"required"`
	Take bool           `json:"take,omitzero"`
}

// EndCarerSupport ends it, at once and without a reason.
type EndCarerSupport struct{}

// SupportCarerAgain takes it up again.
type SupportCarerAgain struct{}

func (SupportCarer) carerSupportStep()      {}
func (SayCarersNeeds) carerSupportStep()    {}
func (InformCarer) carerSupportStep()       {}
func (OfferCarer) carerSupportStep()        {}
func (AnswerCarerOffer) carerSupportStep()  {}
func (EndCarerSupport) carerSupportStep()   {}
func (SupportCarerAgain) carerSupportStep() {}
