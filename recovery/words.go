package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// voices says whose words may stand in a field of a record.
type voices[R any] func(R, peer.Actor) bool

// personal reports whether an author is the person the record is about.
func personal[R ofPerson](r R, a peer.Actor) bool {
	return r.Person() != "" && a == peer.ByPerson(r.Person())
}

// either reports whether an author is the person or the worker alongside.
func either[R ofTwo](r R, a peer.Actor) bool {
	return personal(r, a) || r.Worker() != "" && a == peer.ByStaff(r.Worker(), "")
}

// saidBy is the rule that words have an author who may be heard there. Words
// without an author are those of whoever takes the step.
func saidBy[R, C any](asks peer.Asks, may voices[R], words func(C) []peer.Words) need[R, C] {
	return need[R, C]{Asks: asks, Met: func(r R, c C, act peer.Act, _ Facts) peer.Tri {
		heard := func(w peer.Words) bool { return w.IsZero() || may(r, w.Author(act.By)) }
		return peer.Is(!slices.ContainsFunc(words(c), func(w peer.Words) bool { return !heard(w) }))
	}}
}

// ownWords is the rule that what stands at a path is in the person's own words.
// The worker alongside may write them down; nobody else gives them.
func ownWords[R ofPerson, C any](row, path string, words func(C) []peer.Words) need[R, C] {
	return saidBy(peer.Asks{
		Rule: peer.Rule{Row: row, Code: peer.ErrPersonsWordsOnly}, Path: path,
		Says: "These are the person's own words.", Fix: "Write down what the person says and name them as the author, or leave it out.",
	}, personal[R], words)
}

func keptAll(list []peer.Words, by peer.Actor) []peer.Words {
	var out []peer.Words
	for _, w := range list {
		out = append(out, w.Own(by))
	}
	return out
}

// silentOr reports whether every text is empty, without an author, or has one
// who may be heard there: what a decoded record has to keep to.
func silentOr[R any](may voices[R], r R, list ...peer.Words) bool {
	for _, w := range list {
		if w.IsZero() && w != (peer.Words{}) || !w.IsZero() && !may(r, w.By) {
			return false
		}
	}
	return true
}

// dayUTC is the day of an instant in UTC.
func dayUTC(t time.Time) peer.Date { return peer.Calendar{}.Day(t) }
