package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// Facts is what steps of this package rest on besides the record. Nothing a
// person says or decides about their own life waits for a fact.
type Facts struct {
	// Policy in force on the day. Its calendar says when a day is over; without one
	// a day is over when it is over everywhere on earth.
	Policy Policy
	// Goal is the goal that a step of problem solving may start beside its own
	// record: the one the cycle made. The zero value starts none.
	Goal Goal
	// WellbeingWelcome answers whether a worker may offer this person a wellbeing
	// plan; WellbeingWelcome makes it from the plans there are.
	WellbeingWelcome peer.Tri
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

// personMoves is what anybody but the person hears of a step that moves a goal.
var personMoves = whose.ForPerson("REC-05")

// oneOfStaff answers whether somebody on the staff is among those whom the host
// names; unknown when it names nobody.
func oneOfStaff(list []peer.StaffID, by peer.Actor) peer.Tri {
	if len(list) == 0 {
		return peer.Unknown
	}
	return peer.Is(by.Staff != "" && slices.Contains(list, by.Staff))
}
