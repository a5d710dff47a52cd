package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindPositiveRisk is how a talk about risk is stored.
const KindPositiveRisk peer.Kind = "positive-risk"

// Places a talk about risk can be in. Whether its safety question is open is told
// by QuestionOpen: it holds up neither the talk nor the decision.
const (
	// RiskTalking: the two are talking about it. The person decides at any time.
	RiskTalking peer.Status = "talking"
	// RiskDecided: the person has decided. They may decide anew.
	RiskDecided peer.Status = "decided"
)

var riskAnywhere = []peer.Status{RiskTalking, RiskDecided}

// PositiveRisk is a talk about something a person wants to do: why it matters,
// what good and what harm could come of it, how those who were asked see it, what
// would make it safer, and what the person decides (REC-16). Nothing in it is
// scored and nobody else's no can stand in it. The zero value is no talk.
type PositiveRisk struct {
	head
	s positiveRisk
}

type positiveRisk struct {
	Person    peer.PersonID    `json:"person" ask:"required"`
	Worker    peer.StaffID     `json:"worker,omitzero"`
	What      peer.Words       `json:"what" ask:"required,max=2000"`
	Why       peer.Words       `json:"why,omitzero" ask:"max=2000"`
	Good      []peer.Words     `json:"good,omitempty" ask:"items=30,max=1000"`
	Harm      []PossibleHarm   `json:"harm,omitempty" ask:"items=30"`
	Safer     []peer.Words     `json:"safer,omitempty" ask:"items=30,max=1000"`
	High      []Harm           `json:"high,omitempty" ask:"items=20"`
	Further   peer.Further     `json:"further"`
	Concerns  []peer.ConcernID `json:"concerns,omitempty"`
	Views     []RiskView       `json:"views,omitempty" ask:"items=30"`
	Decision  RiskDecision     `json:"decision,omitzero"`
	Because   peer.Words       `json:"because,omitzero" ask:"max=2000"`
	DecidedOn peer.Date        `json:"decidedOn,omitzero"`
	ReviewOn  peer.Date        `json:"reviewOn,omitzero"`
	Audience  Audience         `json:"audience" ask:"required"`
	Told      time.Time        `json:"told" ask:"required"`
}

// maxRiskItems is how many possible goods, harms and safeguards one talk holds
// of each, and how many views.
const maxRiskItems = 30

// PossibleHarm is what could go wrong: what kind of harm, and in whose words. How
// likely it is has no place here.
type PossibleHarm struct {
	Kind  Harm       `json:"kind" ask:"required"`
	Words peer.Words `json:"words,omitzero" ask:"max=1000"`
}

// RiskView is how one party sees it, in their own words. Without words they have
// been asked and have not said.
type RiskView struct {
	Of     ViewOf     `json:"of" ask:"required"`
	Holder peer.Actor `json:"holder" ask:"required"`
	Words  peer.Words `json:"words,omitzero" ask:"max=4000"`
	// ShowPerson: a carer said yes to the person reading it. A carer's view is
	// kept from the person until then (hazard H15).
	ShowPerson bool      `json:"showPerson,omitzero"`
	At         time.Time `json:"at" ask:"required"`
}

// Person is the person who wants to do it.
func (p PositiveRisk) Person() peer.PersonID { return p.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (p PositiveRisk) Worker() peer.StaffID { return p.s.Worker }

// What is what the person wants to do, in their words.
func (p PositiveRisk) What() peer.Words { return p.s.What }

// Why is why it matters to them.
func (p PositiveRisk) Why() peer.Words { return p.s.Why }

// Good is what good could come of it.
func (p PositiveRisk) Good() []peer.Words { return slices.Clone(p.s.Good) }

// Harm is what could go wrong.
func (p PositiveRisk) Harm() []PossibleHarm { return slices.Clone(p.s.Harm) }

// Safer is what would make it safer.
func (p PositiveRisk) Safer() []peer.Words { return slices.Clone(p.s.Safer) }

// High are the kinds of harm for which the policy of that day wanted a concern
// alongside.
func (p PositiveRisk) High() []Harm { return slices.Clone(p.s.High) }

// Further is what has been answered to whether it needs to go further.
func (p PositiveRisk) Further() peer.Further { return p.s.Further }

// Concerns are those that were raised alongside.
func (p PositiveRisk) Concerns() []peer.ConcernID { return slices.Clone(p.s.Concerns) }

// QuestionOpen reports whether that has been asked and not answered.
func (p PositiveRisk) QuestionOpen() bool { return p.Exists() && !p.s.question().Answered() }

// Views are how those who were asked see it, carers among them: a page for the
// person shows View and not this.
func (p PositiveRisk) Views() []RiskView { return slices.Clone(p.s.Views) }

// NotHeard lists whose view nobody has heard yet: a prompt for the two, never a
// condition. That nobody was asked is an entry like any other.
func (p PositiveRisk) NotHeard() []ViewOf {
	if !p.Exists() {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(viewsOf), func(v ViewOf) bool {
		return slices.ContainsFunc(p.s.Views, func(x RiskView) bool { return x.Of == v && !x.Words.IsZero() })
	})
}

// Decision is what the person last decided; empty: nothing yet.
func (p PositiveRisk) Decision() RiskDecision { return p.s.Decision }

// Because is what they said about it; empty when they said nothing.
func (p PositiveRisk) Because() peer.Words { return p.s.Because }

// DecidedOn is the day they last decided, in UTC; zero before.
func (p PositiveRisk) DecidedOn() peer.Date { return p.s.DecidedOn }

// ReviewOn is when the two look at it again; zero: no day is set.
func (p PositiveRisk) ReviewOn() peer.Date { return p.s.ReviewOn }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (p PositiveRisk) Audience() Audience { return p.s.Audience }

// Told is when the talk began, in UTC.
func (p PositiveRisk) Told() time.Time { return p.s.Told }

// ErrRiskReviewDue: the two meant to look again at something the person wants to
// do (REC-16). No step is ever turned down with it.
var ErrRiskReviewDue = peer.NewCode("risk-review-due", peer.Wait)

// due is the day on which the two look at it again.
func (p PositiveRisk) due() []peer.Deadline {
	if p.s.ReviewOn.IsZero() {
		return nil
	}
	owes, owner := whoAsks(p)
	return []peer.Deadline{{ID: "REC-16." + p.Ref().String(), Rule: peer.Rule{Row: "REC-16", Code: ErrRiskReviewDue}, About: p.Ref(), Person: p.s.Person,
		Owes: owes, Owner: owner, Since: p.s.Told, Due: peer.DueOn(p.s.ReviewOn)}}
}
