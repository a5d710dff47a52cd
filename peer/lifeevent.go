package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindLifeEvent is how a change in somebody's life is stored.
const KindLifeEvent Kind = "life-event"

// Places a life event can be in.
const (
	// LifeEventTold: it was told. The person takes what is offered, or leaves it, at any
	// time and without a word; they may take the event back.
	LifeEventTold Status = "told"
	// LifeEventTakenBack: the person took it back. Its words are gone and nothing leads
	// on.
	LifeEventTakenBack Status = "taken-back"
)

// LifeEvent is a change in a person's life that opens offers (PEER-53). The person takes
// one or leaves it; leaving it needs no step, has no day and leaves nothing behind. The
// zero value is none.
type LifeEvent struct {
	head
	s lifeEvent
}

type lifeEvent struct {
	Person PersonID      `json:"person" ask:"required"`
	Worker StaffID       `json:"worker,omitzero"`
	Sort   LifeEventKind `json:"sort" ask:"required"`
	Words  Words         `json:"words,omitzero" ask:"max=2000"`
	Told   time.Time     `json:"told" ask:"required"`
	Taken  []LifeOffer   `json:"taken,omitempty" ask:"items=10"`
}

// LifeEventKind says what changed.
type LifeEventKind string

// What changed.
const (
	LifeHousing      LifeEventKind = "housing"
	LifeWork         LifeEventKind = "work"
	LifeMoney        LifeEventKind = "money"
	LifeLoss         LifeEventKind = "loss"
	LifeBirth        LifeEventKind = "birth"
	LifeCustody      LifeEventKind = "custody"
	LifeAdmission    LifeEventKind = "admission"
	LifeIllness      LifeEventKind = "illness"
	LifeRelationship LifeEventKind = "relationship"
	LifeOther        LifeEventKind = "other"
)

var lifeEventKinds = []LifeEventKind{LifeHousing, LifeWork, LifeMoney, LifeLoss, LifeBirth, LifeCustody, LifeAdmission, LifeIllness, LifeRelationship, LifeOther}

// Known reports whether the kind is on the list.
func (k LifeEventKind) Known() bool { return slices.Contains(lifeEventKinds, k) }

// Terms returns the closed list.
func (LifeEventKind) Terms() []string { return terms.Of(lifeEventKinds) }

// LifeOffer is something a person may take up when their life changes.
type LifeOffer string

// Offers.
const (
	OfferGoals      LifeOffer = "look-at-goals-again"
	OfferRights     LifeOffer = "hear-rights-again"
	OfferSignposts  LifeOffer = "places-to-turn-to"
	OfferTransition LifeOffer = "support-with-the-move"
)

var lifeOffers = []LifeOffer{OfferGoals, OfferRights, OfferSignposts, OfferTransition}

// Known reports whether the offer is on the list.
func (o LifeOffer) Known() bool { return slices.Contains(lifeOffers, o) }

// Terms returns the closed list.
func (LifeOffer) Terms() []string { return terms.Of(lifeOffers) }

// Offers are what a change of this kind opens, in the order they are shown. Of a kind
// that is not on the list it is nothing.
func (k LifeEventKind) Offers() []LifeOffer {
	switch k {
	case LifeHousing, LifeCustody, LifeAdmission, LifeOther:
		return slices.Clone(lifeOffers)
	case LifeWork, LifeMoney, LifeBirth:
		return []LifeOffer{OfferGoals, OfferRights, OfferSignposts}
	case LifeLoss, LifeIllness, LifeRelationship:
		return []LifeOffer{OfferGoals, OfferSignposts}
	}
	return nil
}

// Person is whose life it is.
func (e LifeEvent) Person() PersonID { return e.s.Person }

// Worker is the peer support worker beside them; empty when nobody is named.
func (e LifeEvent) Worker() StaffID { return e.s.Worker }

// Sort is what changed.
func (e LifeEvent) Sort() LifeEventKind { return e.s.Sort }

// Words are how the person puts it; empty when they would rather not.
func (e LifeEvent) Words() Words { return e.s.Words }

// Told is when it was told, in UTC.
func (e LifeEvent) Told() time.Time { return e.s.Told }

// Taken are the offers the person took, in the order in which they did.
func (e LifeEvent) Taken() []LifeOffer { return slices.Clone(e.s.Taken) }

// Offers are what is there for the person to take: nobody waits for an answer.
func (e LifeEvent) Offers() []LifeOffer {
	if e.status != LifeEventTold {
		return nil
	}
	return slices.DeleteFunc(e.s.Sort.Offers(), func(o LifeOffer) bool { return slices.Contains(e.s.Taken, o) })
}

// LifeEventStep is a step of a life event. A step of another record does not compile
// here.
type LifeEventStep interface{ lifeEventStep() }

// TellLifeEvent tells of it. The worker may write down what the person says.
type TellLifeEvent struct {
	ID     string        `json:"id"`
	Person PersonID      `json:"person" ask:"required"`
	Worker StaffID       `json:"worker,omitzero"`
	Sort   LifeEventKind `json:"sort" ask:"required"`
	Words  Words         `json:"words,omitzero" ask:"max=2000"`
}

// TakeOffer takes one of the offers.
type TakeOffer struct {
	Offer LifeOffer `json:"offer" ask:"required"`
}

// LetOfferGo lets an offer go that was taken. No reason is asked and nothing of it stays.
type LetOfferGo struct {
	Offer LifeOffer `json:"offer" ask:"required"`
}

// TakeLifeEventBack takes it back. No reason is asked.
type TakeLifeEventBack struct{}

func (TellLifeEvent) lifeEventStep()     {}
func (TakeOffer) lifeEventStep()         {}
func (LetOfferGo) lifeEventStep()        {}
func (TakeLifeEventBack) lifeEventStep() {}

type (
	lifeRow         = Row[LifeEvent, Facts]
	lifeNeed[C any] = Need[LifeEvent, Facts, C]
	lifeStep[C any] = Step[LifeEvent, Facts, C]
	lifeTaken       = Taken[Facts]
)

var lifeTold = []Status{LifeEventTold}

// lifeEvents is the table of PEER-53.
var lifeEvents = Machine[LifeEvent, Facts]{
	Kind:   KindLifeEvent,
	Schema: 1, // 1: the first form
	Says:   "A change in a person's life that opens offers; the person takes them or leaves them.",
	Moves:  "PEER-53",
	States: []State{
		{LifeEventTold, "It was told. The person takes what is offered or leaves it; they may take the event back.", false},
		{LifeEventTakenBack, "The person took it back.", true},
	},
	Head:   func(e *LifeEvent) *Head { return &e.head },
	Data:   func(e *LifeEvent) any { return &e.s },
	Person: LifeEvent.Person,
	Party:  func(e LifeEvent, a Actor) Party { return PartyOf(a, e.s.Person, e.s.Worker) },
	Policy: func(f Facts) Digest { return f.Policy.Digest() },
	Legal:  lifeEventLegal,
	Parts: []Part[LifeEvent]{{Name: "event", If: lifeEventSeen, Rule: Rule{"PEER-53", ErrConsentRequired}, Says: "What changes in somebody's life is for the two.",
		Value: func(e LifeEvent) any {
			return struct {
				Event  lifeEvent   `json:"event"`
				Offers []LifeOffer `json:"offers,omitempty"`
			}{e.s, e.Offers()}
		}}},
	Rows: []lifeRow{
		Begins(lifeRow{
			Do: "tell", Says: "Tell of a change in your life.", To: lifeTold, By: partiesOfTwo, Else: stepOfTwo("PEER-53"), Form: "PEER-53",
		}, func(c TellLifeEvent) string { return c.ID }, func(c TellLifeEvent) LifeEvent {
			return LifeEvent{s: lifeEvent{Person: c.Person, Worker: c.Worker, Sort: c.Sort}}
		}, lifeStep[TellLifeEvent]{
			Needs: []lifeNeed[TellLifeEvent]{personSays[LifeEvent, Facts]("PEER-53", "/words", LifeEvent.Person, func(c TellLifeEvent) []Words { return []Words{c.Words} })},
			Apply: func(e LifeEvent, c TellLifeEvent, t *lifeTaken) LifeEvent {
				e.s.Words, e.s.Told = t.Own(c.Words), t.Now()
				return e
			},
		}),
		Takes(lifeRow{
			Do: "take-offer", Says: "Take one of the offers.", From: lifeTold, To: lifeTold, By: personAlone, Else: stepOfPerson("PEER-53"), Form: "PEER-53",
		}, lifeStep[TakeOffer]{
			Needs: []lifeNeed[TakeOffer]{{
				Asks: Asks{Rule: Rule{"PEER-53", ErrUnknownCode}, Path: "/offer", Says: "It is one of the offers that are open.", Fix: "Take one of those shown, or leave them."},
				Met: func(e LifeEvent, c TakeOffer, _ Act, _ Facts) Tri {
					return Is(!c.Offer.Known() || slices.Contains(e.Offers(), c.Offer))
				},
			}},
			Apply: func(e LifeEvent, c TakeOffer, _ *lifeTaken) LifeEvent {
				e.s.Taken = append(slices.Clone(e.s.Taken), c.Offer)
				return e
			},
			Options: map[string]func(LifeEvent) []string{"/offer": func(e LifeEvent) []string { return terms.Of(e.Offers()) }},
		}),
		Takes(lifeRow{
			Do: "let-go", Says: "Let an offer go.", From: lifeTold, To: lifeTold, By: personAlone, Else: stepOfPerson("PEER-53"), Form: "PEER-53",
		}, lifeStep[LetOfferGo]{
			Apply: func(e LifeEvent, c LetOfferGo, _ *lifeTaken) LifeEvent {
				e.s.Taken = slices.DeleteFunc(e.Taken(), func(o LifeOffer) bool { return o == c.Offer })
				return e
			},
			Options: map[string]func(LifeEvent) []string{"/offer": func(e LifeEvent) []string { return terms.Of(e.s.Taken) }},
		}),
		Takes(lifeRow{
			Do: "take-back", Says: "Take it back.", From: lifeTold, To: []Status{LifeEventTakenBack}, By: personAlone, Else: stepOfPerson("PEER-53"), Form: "PEER-53",
		}, lifeStep[TakeLifeEventBack]{Apply: func(e LifeEvent, _ TakeLifeEventBack, _ *lifeTaken) LifeEvent {
			e.s.Words, e.s.Taken = Words{}, nil
			return e
		}}),
	},
}

// lifeEventSeen: the two; the person alone once they took it back.
func lifeEventSeen(e LifeEvent, as Party, by Reading) bool {
	return betweenTwo(as, by) && (as == PartyPerson || e.status == LifeEventTold)
}

func lifeEventLegal(e LifeEvent) []Reason {
	s := e.s
	stray := func(o LifeOffer) bool { return !slices.Contains(s.Sort.Offers(), o) }
	once := slices.Compact(slices.Sorted(slices.Values(s.Taken)))
	return []Reason{
		Holds(allBy(ByPerson(s.Person), s.Words), "/words", "How it is put is in the person's own words."),
		Holds(!slices.ContainsFunc(s.Taken, stray) && len(once) == len(s.Taken), "/taken", "What was taken was offered, each once."),
		Holds(e.status == LifeEventTold || s.Words.IsZero() && len(s.Taken) == 0, "/words", "What was taken back keeps nothing but that it was there."),
	}
}
