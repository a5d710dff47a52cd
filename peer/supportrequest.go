package peer

import "time"

// KindSupportRequest is how a request for peer support is stored.
const KindSupportRequest Kind = "support-request"

// Places a request can be in.
const (
	// Asked: somebody asked for peer support for the person. The person's yes moves
	// it to Accepted, their no to TurnedDown.
	Asked Status = "asked"
	// Accepted: the person said yes, or asked themself. The worker's line manager or
	// peer support lead allocates a worker, which moves it to Allocated; the person
	// may still turn it down.
	Accepted Status = "accepted"
	// TurnedDown: the person said no. Nothing leads on and nothing follows from it;
	// a new start is a new request.
	TurnedDown Status = "turned-down"
	// Allocated: a worker has been offered. Nothing leads on; the relationship that
	// was made goes on from there.
	Allocated Status = "allocated"
)

// SupportRequest asks for peer support for a person: they ask themself, or a team
// asks and the person answers. Nobody is offered a worker before their own yes
// (PEER-24). The zero value is no request.
type SupportRequest struct {
	head
	s supportRequest
}

type supportRequest struct {
	Person  PersonID  `json:"person" ask:"required"`
	Service ServiceID `json:"service" ask:"required"`
	AskedBy Actor     `json:"askedBy" ask:"required"`
	Asked   time.Time `json:"asked" ask:"required"`
	// Relationship is the one that was offered.
	Relationship string `json:"relationship,omitzero"`
}

// Person is the person peer support was asked for.
func (r SupportRequest) Person() PersonID { return r.s.Person }

// Service is the service it was asked of.
func (r SupportRequest) Service() ServiceID { return r.s.Service }

// AskedBy is who asked.
func (r SupportRequest) AskedBy() Actor { return r.s.AskedBy }

// Relationship is the id of the relationship that was offered, if one was.
func (r SupportRequest) Relationship() string { return r.s.Relationship }

// Agreed answers whether the person has said yes to being offered a worker;
// Unknown while they have not answered.
func (r SupportRequest) Agreed() Tri {
	switch r.status {
	case Accepted, Allocated:
		return Yes
	case TurnedDown:
		return No
	}
	return Unknown
}

// SupportRequestStep is a step of a request. A step of another record does not
// compile here.
type SupportRequestStep interface{ supportRequestStep() }

// AskForSupport asks for peer support. Asked by the person, it is accepted at
// once.
type AskForSupport struct {
	ID      string    `json:"id"`
	Person  PersonID  `json:"person" ask:"required"`
	Service ServiceID `json:"service" ask:"required"`
}

// AcceptSupport is the person's yes.
type AcceptSupport struct{}

// TurnDownSupport is the person's no. No reason is asked and none can be given.
type TurnDownSupport struct{}

// Allocate offers a worker to a person who has said yes. It makes the relationship
// as Offer does and under the same rules, and is stored with it (PEER-24).
type Allocate struct {
	Worker StaffID `json:"worker" ask:"required"`
	// Relationship is the id of the relationship it makes.
	Relationship string `json:"relationship" ask:"required"`
}

func (AskForSupport) supportRequestStep()   {}
func (AcceptSupport) supportRequestStep()   {}
func (TurnDownSupport) supportRequestStep() {}
func (Allocate) supportRequestStep()        {}

type (
	reqRow         = Row[SupportRequest, RelationshipFacts]
	reqOpen        = Open[SupportRequest, RelationshipFacts]
	reqStep[C any] = Step[SupportRequest, RelationshipFacts, C]
)

// supportRequests is the table of PEER-24.
var supportRequests = Machine[SupportRequest, RelationshipFacts]{
	Kind:   KindSupportRequest,
	Schema: 1, // 1: the first form
	Says:   "Somebody asks for peer support for a person, and the person answers.",
	Moves:  "PEER-24",
	States: []State{
		{Asked, "Somebody asked for the person. The person accepts or turns it down.", false},
		{Accepted, "The person said yes. The worker's line allocates a worker; the person may still turn it down.", false},
		{TurnedDown, "The person said no.", true},
		{Allocated, "A worker has been offered.", true},
	},
	Head:   func(r *SupportRequest) *Head { return &r.head },
	Data:   func(r *SupportRequest) any { return &r.s },
	Person: func(r SupportRequest) PersonID { return r.s.Person },
	Party:  supportRequestParty,
	Policy: func(f RelationshipFacts) Digest { return f.Policy.Digest() },
	Line:   func(f RelationshipFacts) Lines { return f.Lines },
	Legal: func(r SupportRequest) []Reason {
		return []Reason{Holds((r.status == Allocated) == (r.s.Relationship != ""), "/relationship", "The relationship is named when one was offered, and only then.")}
	},
	Parts: []Part[SupportRequest]{{Name: "request", May: []Party{PartyPerson, PartyStaff},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "That peer support was asked for is for the person and the staff.",
		Value: func(r SupportRequest) any { return r.s }}},
	Rows: []reqRow{
		Begins(reqRow{
			Do: "ask-for-support", Says: "Ask for peer support for a person.",
			To: []Status{Asked, Accepted}, By: []Party{PartyPerson, PartyStaff, PartyCarer}, Form: "PEER-24",
			Else: Asks{Rule: Rule{"PEER-24", ErrNotAuthorised}, Says: "The person, somebody close to them or a team asks.", Fix: "Let the person ask, or their team."},
		}, func(c AskForSupport) string { return c.ID }, func(c AskForSupport) SupportRequest {
			return SupportRequest{s: supportRequest{Person: c.Person, Service: c.Service}}
		}, reqStep[AskForSupport]{
			Apply: func(r SupportRequest, _ AskForSupport, t *relTaken) SupportRequest {
				r.s.AskedBy, r.s.Asked = t.Act.By, t.Now()
				return r
			},
			To: func(r SupportRequest, _ AskForSupport) Status {
				if supportRequestParty(r, r.s.AskedBy) == PartyPerson {
					return Accepted
				}
				return Asked
			},
		}),
		Takes(reqRow{
			Do: "accept", Says: "Say yes to peer support.",
			From: []Status{Asked}, To: []Status{Accepted}, By: []Party{PartyPerson}, Else: personOnly, Form: "PEER-24",
		}, reqStep[AcceptSupport]{Apply: func(r SupportRequest, _ AcceptSupport, _ *relTaken) SupportRequest { return r }}),
		Takes(reqRow{
			Do: "turn-down", Says: "Say no to peer support, without a reason.",
			From: []Status{Asked, Accepted}, To: []Status{TurnedDown}, By: []Party{PartyPerson}, Else: personOnly, Form: "PEER-24",
		}, reqStep[TurnDownSupport]{Apply: func(r SupportRequest, _ TurnDownSupport, _ *relTaken) SupportRequest { return r }}),
		Takes(reqRow{
			Do: "allocate", Says: "Offer a worker who is ready and has room.",
			From: []Status{Asked, Accepted}, To: []Status{Allocated}, By: []Party{PartyStaff}, Else: lineOnly, Form: "PEER-24", Makes: KindRelationship,
			Open: []reqOpen{{
				Asks: personAgreed.Asks,
				Met:  func(r SupportRequest, _ Act, _ relFacts) Tri { return Is(r.status == Accepted) },
			}},
		}, reqStep[Allocate]{
			Also: func(r SupportRequest, c Allocate, a Act, f relFacts) Decision {
				return asAllocated(relationships.CheckNew(c.offer(r), c.act(a), f.agreedBy(r)))
			},
			Apply: func(r SupportRequest, c Allocate, t *relTaken) SupportRequest {
				if rel, change, err := relationships.New(c.offer(r), c.act(t.Act), t.Facts.agreedBy(r)); err == nil {
					t.Make(rel, change)
					r.s.Relationship = rel.ref.ID
				}
				return r
			},
		}),
	},
}

// offer is the offer that allocating makes.
func (c Allocate) offer(r SupportRequest) Offer {
	return Offer{ID: c.Relationship, Person: r.s.Person, Worker: c.Worker, Service: r.s.Service, Request: r.ref.ID}
}

// asAllocated is the offer's answer as allocating gives it: the id of the new
// relationship stands under another name in this form.
func asAllocated(d Decision) Decision {
	for i := range d.Reasons {
		if d.Reasons[i].Path == "/id" {
			d.Reasons[i].Path = "/relationship"
		}
	}
	return d
}

// act is the act as the new relationship sees it: it has no revision yet.
func (Allocate) act(a Act) Act {
	a.Seen = 0
	return a
}

// agreedBy puts the person's answer to the request among the facts.
func (f RelationshipFacts) agreedBy(r SupportRequest) RelationshipFacts {
	f.PersonAgreed = Is(r.status == Accepted)
	return f
}

func supportRequestParty(r SupportRequest, a Actor) Party {
	switch {
	case a.Person != "" && a.Person == r.s.Person:
		return PartyPerson
	case a.Staff != "":
		return PartyStaff
	case a.Carer != "":
		return PartyCarer
	}
	return PartyNobody
}
