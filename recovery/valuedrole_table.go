package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var valuedRoleAnywhere = []peer.Status{ValuedRoleHeld, ValuedRoleWanted, ValuedRolePutDown}

// valuedRoles is the table of REC-06.
var valuedRoles = peer.Machine[ValuedRole, Facts]{
	Kind:   KindValuedRole,
	Schema: 1, // 1: the first form
	Says:   "Who a person is or would like to be in a part of their life beyond services.",
	Moves:  "REC-06",
	States: []peer.State{
		{Status: ValuedRoleHeld, Says: "The person has it. They may want it again once it has gone, or put it down."},
		{Status: ValuedRoleWanted, Says: "The person would like it. They may take it up or put it down."},
		{Status: ValuedRolePutDown, Says: "It is behind them. They may want it or take it up again."},
	},
	Head:   func(r *ValuedRole) *peer.Head { return &r.head },
	Data:   func(r *ValuedRole) any { return &r.s },
	Person: ValuedRole.Person,
	Party:  whose.Party[ValuedRole],
	Policy: Facts.digest,
	Legal:  valuedRoleLegal,
	Parts:  valuedRoleParts,
	Rows: []row[ValuedRole]{
		peer.Begins(row[ValuedRole]{
			Do: "name", Says: "Say a role that you have, want or have put down, or write down what the person said.",
			To: valuedRoleAnywhere, By: whose.Two, Else: whose.ForTwo("REC-06"), Form: "REC-06",
		}, func(c NameRole) string { return c.ID }, draftValuedRole, step[ValuedRole, NameRole]{
			Needs: []need[ValuedRole, NameRole]{
				whose.OwnWords[Facts, ValuedRole, NameRole]("REC-06", "/words", func(c NameRole) []peer.Words { return []peer.Words{c.Words} }),
			},
			Apply: func(r ValuedRole, c NameRole, t *taken) ValuedRole {
				r.s.Words, r.s.Said = t.Own(c.Words), t.Now()
				return r
			},
			To: func(_ ValuedRole, c NameRole) peer.Status { return c.Standing.place() },
		}),
		peer.Takes(row[ValuedRole]{
			Do: "take-up", Says: "Say that you have it now.",
			From: []peer.Status{ValuedRoleWanted, ValuedRolePutDown}, To: []peer.Status{ValuedRoleHeld}, By: whose.Person, Else: whose.ForPerson("REC-06"), Form: "REC-06",
		}, step[ValuedRole, TakeUpRole]{Apply: func(r ValuedRole, _ TakeUpRole, _ *taken) ValuedRole { return r }}),
		peer.Takes(row[ValuedRole]{
			Do: "want", Says: "Say that you would like it.",
			From: []peer.Status{ValuedRoleHeld, ValuedRolePutDown}, To: []peer.Status{ValuedRoleWanted}, By: whose.Person, Else: whose.ForPerson("REC-06"), Form: "REC-06",
		}, step[ValuedRole, WantRole]{Apply: func(r ValuedRole, _ WantRole, _ *taken) ValuedRole { return r }}),
		peer.Takes(row[ValuedRole]{
			Do: "put-down", Says: "Say that it is behind you. No reason is asked.",
			From: []peer.Status{ValuedRoleHeld, ValuedRoleWanted}, To: []peer.Status{ValuedRolePutDown}, By: whose.Person, Else: whose.ForPerson("REC-06"), Form: "REC-06",
		}, step[ValuedRole, PutRoleDown]{Apply: func(r ValuedRole, _ PutRoleDown, _ *taken) ValuedRole { return r }}),
		whoMaySee(valuedRoleAnywhere, func(r ValuedRole, a Audience) ValuedRole { r.s.Audience = a; return r }),
	},
}

func draftValuedRole(c NameRole) ValuedRole {
	return ValuedRole{s: valuedRole{Person: c.Person, Worker: c.Worker, Domain: c.Domain, Audience: MeAndMyWorker}}
}

func valuedRoleLegal(r ValuedRole) []peer.Reason {
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, r, r.s.Words), "/words", "A role is in the person's own words."),
	}
}

var valuedRoleParts = []peer.Part[ValuedRole]{
	{Name: "role", If: seenByAudience[ValuedRole](peer.SharePlan),
		Rule: notShown, Says: "The person says who may see the roles in their life.",
		Value: func(r ValuedRole) any { return r.s }},
}
