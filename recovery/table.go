package recovery

import "github.com/towpath-care/towpath/peer"

// Facts is what steps of this package rest on besides the record. Nothing a
// person says or decides about their own life waits for a fact.
type Facts struct {
	// Policy in force on the day. Its calendar says when a day is over; without one
	// a day is over when it is over everywhere on earth.
	Policy Policy
	// Goal is the goal that a step of problem solving may start beside its own
	// record: the one the cycle made. The zero value starts none.
	Goal Goal
}

func (f Facts) digest() peer.Digest { return f.Policy.Digest() }

// What the tables of this package are made of.
type (
	row[R any]     = peer.Row[R, Facts]
	open[R any]    = peer.Open[R, Facts]
	need[R, C any] = peer.Need[R, Facts, C]
	step[R, C any] = peer.Step[R, Facts, C]
	taken          = peer.Taken[Facts]
)

type (
	// ofPerson is a record about a person.
	ofPerson interface{ Person() peer.PersonID }
	// ofTwo is a record of one person and the worker alongside; an empty worker
	// is nobody.
	ofTwo interface {
		ofPerson
		Worker() peer.StaffID
	}
)

// partyOfTwo is what an actor is to such a record.
func partyOfTwo[R ofTwo](r R, a peer.Actor) peer.Party {
	return peer.PartyOf(a, r.Person(), r.Worker())
}

// Whose a step is. A record says in its table which row is behind it.
var (
	justPerson = []peer.Party{peer.PartyPerson}
	theTwo     = []peer.Party{peer.PartyPerson, peer.PartyWorker}

	personMoves = forPerson("REC-05")
)

// forPerson is what anybody but the person hears of a step that is theirs to
// decide.
func forPerson(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrPersonsChoiceOnly}, Says: "This is for the person to decide.", Fix: "Ask them how they would like to go on."}
}

// forTwo is what anybody but the two hears of a step that either may take.
func forTwo(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrNotAuthorised}, Says: "This is for the person and the worker alongside.", Fix: "Leave it to the two of them, or ask one of them."}
}
