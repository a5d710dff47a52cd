package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// voices says whose words may stand in a field.
type voices[R any] func(R, peer.Actor) bool

// saidBy is the rule that words have an author who may be heard there. Words
// without an author are those of whoever takes the step.
func saidBy[C, R, F any](asks peer.Asks, may voices[R], words func(C) []peer.Words) peer.Need[R, F, C] {
	return peer.Need[R, F, C]{Asks: asks, Met: func(r R, c C, act peer.Act, _ F) peer.Tri {
		for _, w := range words(c) {
			if !w.IsZero() && !may(r, w.Author(act.By)) {
				return peer.No
			}
		}
		return peer.Yes
	}}
}

func keptAll(list []peer.Words, by peer.Actor) []peer.Words {
	var out []peer.Words
	for _, w := range list {
		out = append(out, w.Own(by))
	}
	return out
}

// oneOfTwo reports whether an author is the person or the worker.
func oneOfTwo(a peer.Actor, person peer.PersonID, worker peer.StaffID) bool {
	return person != "" && a == peer.ByPerson(person) || worker != "" && a == peer.ByStaff(worker, "")
}

// silentOr reports whether every text is empty, without an author, or has one
// who may be heard there: what a decoded record has to keep to.
func silentOr(may func(peer.Actor) bool, list ...peer.Words) bool {
	for _, w := range list {
		if w.IsZero() && w != (peer.Words{}) || !w.IsZero() && !may(w.By) {
			return false
		}
	}
	return true
}

// dayUTC is the day of an instant in UTC.
func dayUTC(t time.Time) peer.Date { return peer.Calendar{}.Day(t) }
