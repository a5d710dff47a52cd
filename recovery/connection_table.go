package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	personConnects = peer.Asks{Rule: peer.Rule{Row: "REC-10", Code: peer.ErrPersonsChoiceOnly}, Says: "Who matters to somebody, and whom they lean on, is for them to choose.", Fix: "Ask them: who is there for you, and who would you like there to be?"}

	connectionAnywhere = []peer.Status{ConnectionChosen, ConnectionPutDown}
	atChosen           = []peer.Status{ConnectionChosen}
)

// connections is the table of REC-07 and REC-10.
var connections = peer.Machine[Connection, Facts]{
	Kind:   KindConnection,
	Schema: 1, // 1: the first form
	Says:   "Somebody, or a community, that matters to a person; chosen by nobody but them.",
	Moves:  "REC-07",
	States: []peer.State{
		{Status: ConnectionChosen, Says: "It matters to the person. They may change what they would like of it, or put it down."},
		{Status: ConnectionPutDown, Says: "The person has put it down. They may choose it again."},
	},
	Head:   func(c *Connection) *peer.Head { return &c.head },
	Data:   func(c *Connection) any { return &c.s },
	Person: Connection.Person,
	Party:  whose.Party[Connection],
	Policy: Facts.digest,
	Legal:  connectionLegal,
	Parts:  connectionParts,
	Rows: []row[Connection]{
		peer.Begins(row[Connection]{
			Do: "choose", Says: "Say who or what matters to you.",
			To: atChosen, By: whose.Person, Else: personConnects, Form: "REC-07",
		}, func(c ChooseConnection) string { return c.ID }, draftConnection, step[Connection, ChooseConnection]{
			Needs: []need[Connection, ChooseConnection]{
				whose.OwnWords[Facts, Connection, ChooseConnection]("REC-07", "/words", func(c ChooseConnection) []peer.Words { return []peer.Words{c.Words} }),
				eachGoalOnce(func(c ChooseConnection) []string { return c.Goals }),
			},
			Apply: func(c Connection, s ChooseConnection, t *taken) Connection {
				c.s.Words, c.s.Said = t.Own(s.Words), t.Now()
				return c
			},
		}),
		peer.Takes(row[Connection]{
			Do: "change", Says: "Say what you would like of it now, and which goals it supports.",
			From: atChosen, To: atChosen, By: whose.Person, Else: personConnects, Form: "REC-07",
		}, step[Connection, ChangeConnection]{
			Needs: []need[Connection, ChangeConnection]{eachGoalOnce(func(c ChangeConnection) []string { return c.Goals })},
			Apply: func(c Connection, s ChangeConnection, _ *taken) Connection {
				c.s.Wish, c.s.Goals, c.s.Resource = s.Wish, slices.Clone(s.Goals), s.Resource
				return c
			},
		}),
		peer.Takes(row[Connection]{
			Do: "put-down", Says: "Put it down. No reason is asked.",
			From: atChosen, To: []peer.Status{ConnectionPutDown}, By: whose.Person, Else: personConnects, Form: "REC-07",
		}, step[Connection, PutConnectionDown]{Apply: func(c Connection, _ PutConnectionDown, _ *taken) Connection { return c }}),
		peer.Takes(row[Connection]{
			Do: "choose-again", Says: "Take it up again, as it was.",
			From: []peer.Status{ConnectionPutDown}, To: atChosen, By: whose.Person, Else: personConnects, Form: "REC-07",
		}, step[Connection, ChooseAgain]{Apply: func(c Connection, _ ChooseAgain, _ *taken) Connection { return c }}),
		whoMaySee(connectionAnywhere, func(c Connection, a Audience) Connection { c.s.Audience = a; return c }),
	},
}

func draftConnection(s ChooseConnection) Connection {
	return Connection{s: connection{Person: s.Person, Worker: s.Worker, Who: s.Who, Wish: s.Wish, Domain: s.Domain,
		Goals: slices.Clone(s.Goals), Resource: s.Resource, Audience: MeAndMyWorker}}
}
