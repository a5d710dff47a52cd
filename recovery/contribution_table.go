package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	twoContribute = peer.Asks{Rule: peer.Rule{Row: "REC-44", Code: peer.ErrNotAuthorised}, Says: "This is for the person and the worker who contribute.", Fix: "Ask one of the two."}
	personAnswers = peer.Asks{Rule: peer.Rule{Row: "REC-44", Code: peer.ErrPersonsChoiceOnly}, Says: "Whether the person agrees is for them to say.", Fix: "Show it to them and let them answer."}
	ownerDecides  = peer.Asks{Rule: peer.Rule{Row: "REC-44", Code: peer.ErrPlanOwnership}, Says: "What goes into a service's plan is for the plan's owner to decide.", Fix: "Ask the owner of the plan."}
	atProposed    = []peer.Status{ContributionProposed}
)

// contributions is the table of REC-44.
var contributions = peer.Machine[Contribution, Facts]{
	Kind:   KindContribution,
	Schema: 1, // 1: the first form
	Says:   "What a person and a worker would add to a plan that a service owns; the owner decides.",
	Moves:  "REC-44",
	States: []peer.State{
		{Status: ContributionProposed, Says: "It has been written. The person answers, the plan's owner decides; the person takes it back, or the worker before their yes."},
		{Status: ContributionAccepted, Says: "The plan's owner said yes.", End: true},
		{Status: ContributionDeclined, Says: "The plan's owner said no.", End: true},
		{Status: ContributionWithdrawn, Says: "One of the two took it back.", End: true},
	},
	Head:   func(c *Contribution) *peer.Head { return &c.head },
	Data:   func(c *Contribution) any { return &c.s },
	Person: Contribution.Person,
	Party:  contributionParty,
	Policy: Facts.digest,
	Legal:  contributionLegal,
	Parts:  contributionParts,
	Rows: []row[Contribution]{
		peer.Begins(row[Contribution]{
			Do: "contribute", Says: "Write down what the two would add to a service's plan.",
			To: atProposed, By: whose.Two, Else: twoContribute, Form: "REC-44",
		}, func(s Contribute) string { return s.ID }, draftContribution, step[Contribution, Contribute]{
			Needs:   []need[Contribution, Contribute]{notOwner, contributionOnly, ownTask, contributedBy},
			Apply:   contributed,
			Options: offeredActs,
		}),
		peer.Takes(row[Contribution]{
			Do: "seen-by-person", Says: "Say whether you agree, now that you have seen it.",
			From: atProposed, To: atProposed, By: whose.Person, Else: personAnswers, Form: "REC-44",
		}, step[Contribution, SeenByPerson]{Apply: func(c Contribution, s SeenByPerson, t *taken) Contribution {
			return c.answered(s.Agrees, t)
		}}),
		peer.Takes(row[Contribution]{
			Do: "accept", Says: "Take it into the plan.",
			From: atProposed, To: []peer.Status{ContributionAccepted}, By: []peer.Party{peer.PartyOwner}, Else: ownerDecides, Form: "REC-44",
			Open: []open[Contribution]{personAgrees},
		}, step[Contribution, AcceptContribution]{Apply: over[AcceptContribution]}),
		peer.Takes(row[Contribution]{
			Do: "decline", Says: "Leave the plan as it is.",
			From: atProposed, To: []peer.Status{ContributionDeclined}, By: []peer.Party{peer.PartyOwner}, Else: ownerDecides, Form: "REC-44",
		}, step[Contribution, DeclineContribution]{Apply: over[DeclineContribution]}),
		peer.Takes(row[Contribution]{
			Do: "withdraw", Says: "Take it back.",
			From: atProposed, To: []peer.Status{ContributionWithdrawn}, By: whose.Two, Else: twoContribute, Form: "REC-44",
			Open: []open[Contribution]{theirsToTakeBack},
		}, step[Contribution, WithdrawContribution]{Apply: over[WithdrawContribution]}),
	},
}

// contributionParty: the owner of the plan is a party of their own.
func contributionParty(c Contribution, a peer.Actor) peer.Party {
	as := peer.PartyOf(a, c.s.Person, c.s.Worker)
	if as == peer.PartyStaff && a.Staff == c.s.Plan.Owner {
		return peer.PartyOwner
	}
	return as
}

func draftContribution(s Contribute) Contribution {
	return Contribution{s: contribution{Person: s.Person, Worker: s.Worker, Plan: s.Plan, What: s.What}}
}

func contributed(c Contribution, s Contribute, t *taken) Contribution {
	c.s.Words, c.s.Proposed = t.Own(s.Words), t.Now()
	if t.As == peer.PartyPerson {
		c = c.answered(peer.Yes, t)
	}
	return c
}

// answered notes what the person thinks of it.
func (c Contribution) answered(agrees peer.Tri, t *taken) Contribution {
	c.s.Agrees, c.s.SeenAt = agrees, t.Now()
	return c
}

func over[C any](c Contribution, _ C, t *taken) Contribution {
	c.s.Over = t.Now()
	return c
}
