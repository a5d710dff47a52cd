package peer

import "slices"

type (
	carerRow           = Row[Carer, ConsentFacts]
	carerOpen          = Open[Carer, ConsentFacts]
	carerNeed[C any]   = Need[Carer, ConsentFacts, C]
	carerStepOf[C any] = Step[Carer, ConsentFacts, C]
	carerTaken         = Taken[ConsentFacts]
)

var (
	carerTwo   = Asks{Rule: Rule{"PEER-56", ErrNotAuthorised}, Says: "The person says who supports them; the worker alongside writes it down.", Fix: "Ask the person. What a carer has to say is heard all the same."}
	carerOver  = Asks{Rule: Rule{"PEER-56", ErrNotAuthorised}, Says: "This is for the person, the worker alongside and the carer themself.", Fix: "Ask one of them."}
	carerSeen  = Asks{Rule: Rule{"PEER-56", ErrNotAuthorised}, Says: "Somebody on the staff who has seen it notes an authority.", Fix: "Show it to a registered professional of the service."}
	carerEnds  = Asks{Rule: Rule{"PEER-56", ErrNotAuthorised}, Says: "The person and anybody on the staff may say that an authority is over.", Fix: "Ask the person, or somebody on the staff."}
	carerAways = []Status{CarerLinked, CarerUnlinked}
)

// carers is the table of PEER-56.
var carers = Machine[Carer, ConsentFacts]{
	Kind:   KindCarer,
	Schema: 1, // 1: the first form
	Says:   "Somebody close who supports a person, and what they may do for them.",
	Moves:  "PEER-56",
	States: []State{
		{CarerLinked, "The person has named them. The person, the worker or the carer says when it is over.", false},
		{CarerUnlinked, "One of them said that it is over. It can be linked again.", false},
	},
	Head:   func(c *Carer) *Head { return &c.head },
	Data:   func(c *Carer) any { return &c.s },
	Person: Carer.Person,
	Party:  func(c Carer, a Actor) Party { return PartyOf(a, c.s.Person, c.s.Worker) },
	Policy: ConsentFacts.digest,
	Line:   ConsentFacts.lines,
	Legal:  carerLegal,
	Parts: []Part[Carer]{
		{Name: "link", May: []Party{PartyPerson, PartyWorker}, Purposes: []Purpose{ForCare},
			Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "Who supports somebody is for them, the worker alongside and the team.",
			Value: func(c Carer) any {
				return struct {
					Person   PersonID      `json:"person"`
					Carer    CarerID       `json:"carer"`
					Relation CarerRelation `json:"relation"`
				}{c.s.Person, c.s.Carer, c.s.Relation}
			}},
		{Name: "authorities", May: []Party{PartyPerson, PartyWorker}, Purposes: []Purpose{ForCare},
			Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "What somebody may do for a person is for the person, the worker alongside and the team.",
			Value: func(c Carer) any { return c.s.Authorities }},
	},
	Rows: []carerRow{
		Begins(carerRow{
			Do: "link", Says: "Name somebody who supports the person.", To: []Status{CarerLinked},
			By: []Party{PartyPerson, PartyWorker}, Else: carerTwo, Form: "PEER-56",
		}, func(c LinkCarer) string { return c.ID }, func(c LinkCarer) Carer {
			return Carer{s: carer{Person: c.Person, Carer: c.Carer, Worker: c.Worker, Relation: c.Relation}}
		}, carerStepOf[LinkCarer]{Apply: func(c Carer, _ LinkCarer, t *carerTaken) Carer {
			c.s.Linked = t.Now()
			return c
		}}),
		Takes(carerRow{
			Do: "unlink", Says: "Say that they are no longer close.", From: []Status{CarerLinked}, To: []Status{CarerUnlinked},
			By: []Party{PartyPerson, PartyWorker, PartyCarer}, Else: carerOver, Form: "PEER-56",
			Open: []carerOpen{carersOwnLink},
		}, carerStepOf[UnlinkCarer]{Apply: func(c Carer, _ UnlinkCarer, _ *carerTaken) Carer { return c }}),
		Takes(carerRow{
			Do: "link-again", Says: "Say that they are close after all.", From: []Status{CarerUnlinked}, To: []Status{CarerLinked},
			By: []Party{PartyPerson, PartyWorker}, Else: carerTwo, Form: "PEER-56",
		}, carerStepOf[LinkCarerAgain]{Apply: func(c Carer, _ LinkCarerAgain, _ *carerTaken) Carer { return c }}),
		Takes(carerRow{
			Do: "note-authority", Says: "Note a right to act for the person, having seen it.", From: carerAways, Stays: carerAways,
			By: []Party{PartyStaff}, Else: carerSeen, Form: "PEER-56",
			Open: []carerOpen{notAPeerWorker},
		}, carerStepOf[NoteAuthority]{
			Needs: []carerNeed[NoteAuthority]{authorityNew, authorityPeriod, parentalAge},
			Apply: func(c Carer, n NoteAuthority, t *carerTaken) Carer { return c.noted(n, t) },
		}),
		Takes(carerRow{
			Do: "end-authority", Says: "Say that an authority is over.", From: carerAways, Stays: carerAways,
			By: []Party{PartyPerson, PartyWorker, PartyStaff}, Else: carerEnds, Form: "PEER-56",
		}, carerStepOf[EndAuthority]{
			Needs: []carerNeed[EndAuthority]{authorityThere},
			Apply: func(c Carer, n EndAuthority, t *carerTaken) Carer {
				c.s.Authorities = slices.Clone(c.s.Authorities)
				c.s.Authorities[c.held(n.Authority, t.Now())].Until = t.Now()
				return c
			},
			Options: map[string]func(Carer) []string{"/authority": func(c Carer) []string {
				var out []string
				for _, h := range c.s.Authorities {
					out = append(out, h.ID)
				}
				return out
			}},
		}),
	},
}

// noted is the link with one authority more.
func (c Carer) noted(n NoteAuthority, t *carerTaken) Carer {
	f, cal := t.Facts, t.Facts.Policy.Calendar()
	h := HeldAuthority{ID: n.Authority, Kind: n.Kind, Scope: n.Scope, From: t.Now(), Until: cal.EndOf(n.Until), By: Words{}.Author(t.Act.By), At: t.Now()}
	if !n.From.IsZero() {
		h.From = cal.StartOf(n.From)
	}
	if n.Kind == AuthorityParental {
		h.Until = soonerEnd(h.Until, cal.StartOf(birthday(f.Born, 18)))
	}
	c.s.Authorities = append(slices.Clone(c.s.Authorities), h)
	return c
}

// carersOwnLink: a carer ends their own link.
var carersOwnLink = carerOpen{
	Asks: Asks{Rule: Rule{"PEER-56", ErrNotAuthorised}, Says: "A carer says it for themself.", Fix: "Leave it to the carer, or to the person."},
	Met:  func(c Carer, a Act, _ ConsentFacts) Tri { return Is(a.By.Carer == "" || a.By.Carer == c.s.Carer) },
}

// notAPeerWorker: what the law lets somebody do for a person is not a peer support worker's
// to judge.
var notAPeerWorker = carerOpen{
	Asks: Asks{Rule: Rule{"PEER-56", ErrWrongRole}, Says: "Somebody other than a peer support worker notes an authority.", Fix: "Ask a registered professional of the service to look at it."},
	Met: func(c Carer, a Act, _ ConsentFacts) Tri {
		return Is(a.By.Role != RolePeerWorker || a.By.Staff == c.s.Worker) // of the worker alongside another rule says so
	},
}

var authorityNew = carerNeed[NoteAuthority]{
	Asks: Asks{Rule: Rule{"PEER-56", ErrDuplicate}, Path: "/authority", Says: "An authority is noted once, under an id of its own.", Fix: "Give it another id, or leave the one there is."},
	Met: func(c Carer, n NoteAuthority, _ Act, _ ConsentFacts) Tri {
		return Is(!slices.ContainsFunc(c.s.Authorities, func(h HeldAuthority) bool { return h.ID == n.Authority }))
	},
}

var authorityPeriod = carerNeed[NoteAuthority]{
	Asks: Asks{Rule: Rule{"PEER-56", ErrInvalidPeriod}, Path: "/until", Says: "Its last day does not lie before its first, and is not over.", Fix: "Look at the days again; what is over is not noted."},
	Met: func(_ Carer, n NoteAuthority, a Act, f ConsentFacts) Tri {
		return Is(!n.Until.Before(n.From) && !n.Until.Before(f.Policy.Calendar().Day(a.At)))
	},
}

// parentalAge: parental responsibility ends at eighteen (Children Act 1989, section
// 105: a child is somebody under that age).
var parentalAge = carerNeed[NoteAuthority]{
	Asks: Asks{Rule: Rule{"PEER-56", ErrAgeOutsideScope}, Path: "/kind", Says: "Parental responsibility is for somebody under eighteen.", Fix: "Ask for the date of birth where nobody knows it; for an adult there are other authorities."},
	Met: func(_ Carer, n NoteAuthority, a Act, f ConsentFacts) Tri {
		if n.Kind != AuthorityParental {
			return Yes
		}
		born, today := f.Born, f.Policy.Calendar().Day(a.At)
		switch {
		case born.IsZero() || born.After(today):
			return Unknown
		case today.Before(birthday(born.First(), 18)):
			return Yes
		case today.Before(birthday(born.Last(), 18)):
			return Unknown
		}
		return No
	},
}

var authorityThere = carerNeed[EndAuthority]{
	Asks: Asks{Rule: Rule{"PEER-56", ErrUnknownCode}, Path: "/authority", Says: "The authority is one of the carer's, and goes on.", Fix: "Name one of those that are listed; what is over already stays so."},
	Met: func(c Carer, n EndAuthority, a Act, _ ConsentFacts) Tri {
		return Is(!c.Exists() || n.Authority == "" || c.held(n.Authority, a.when()) >= 0)
	},
}

func carerLegal(c Carer) []Reason {
	var out []Reason
	seen := map[string]bool{}
	for i, h := range c.s.Authorities {
		path := "/authorities/" + Rev(i).String()
		out = append(out,
			Holds(!seen[h.ID], path+"/id", "Each authority stands there once."),
			Holds(h.Kind != AuthorityParental || !h.Until.IsZero(), path+"/until", "Parental responsibility ends."),
			Holds(h.By.Staff != "" && h.By == ByStaff(h.By.Staff, ""), path+"/by", "Somebody on the staff noted it."),
		)
		seen[h.ID] = true
	}
	return out
}
