// Package whose holds the rules that tables of every domain package ask in the
// same way: whose step it is, whose words these are, and whether something needs
// to go further. R is the record, F the facts of its table, C the payload.
package whose

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

type (
	// OfPerson is a record about a person.
	OfPerson interface{ Person() peer.PersonID }
	// OfTwo is a record of one person and the worker alongside; an empty worker
	// is nobody.
	OfTwo interface {
		OfPerson
		Worker() peer.StaffID
	}
)

// Who may take a step.
var (
	Person = []peer.Party{peer.PartyPerson}
	Two    = []peer.Party{peer.PartyPerson, peer.PartyWorker}
)

// Party is what an actor is to a record of two.
func Party[R OfTwo](r R, a peer.Actor) peer.Party { return peer.PartyOf(a, r.Person(), r.Worker()) }

// TwoRead reports whether one of the two reads, and not for the care record.
func TwoRead(as peer.Party, by peer.Reading) bool {
	return slices.Contains(Two, as) && by.Purpose != peer.ForRecord
}

// ForPerson is what anybody but the person hears of a step that is theirs to
// decide.
func ForPerson(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrPersonsChoiceOnly}, Says: "This is for the person to decide.", Fix: "Ask them how they would like to go on."}
}

// ForTwo is what anybody but the two hears of a step that either may take.
func ForTwo(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrNotAuthorised}, Says: "This is for the person and the worker alongside.", Fix: "Leave it to the two of them, or ask one of them."}
}

// Voices says whose words may stand in a field of a record.
type Voices[R any] func(R, peer.Actor) bool

// Personal reports whether an author is the person the record is about.
func Personal[R OfPerson](r R, a peer.Actor) bool {
	return r.Person() != "" && a == peer.ByPerson(r.Person())
}

// Either reports whether an author is the person or the worker alongside.
func Either[R OfTwo](r R, a peer.Actor) bool {
	return Personal(r, a) || Workers(r, a)
}

// Workers reports whether an author is the worker alongside.
func Workers[R OfTwo](r R, a peer.Actor) bool {
	return r.Worker() != "" && a == peer.ByStaff(r.Worker(), "")
}

// Said is the rule that words have an author who may be heard there. Words
// without an author are those of whoever takes the step.
func Said[F, R, C any](asks peer.Asks, may Voices[R], words func(C) []peer.Words) peer.Need[R, F, C] {
	return peer.Need[R, F, C]{Asks: asks, Met: func(r R, c C, act peer.Act, _ F) peer.Tri {
		heard := func(w peer.Words) bool { return w.IsZero() || may(r, w.Author(act.By)) }
		return peer.Is(!slices.ContainsFunc(words(c), func(w peer.Words) bool { return !heard(w) }))
	}}
}

// OwnWords is the rule that what stands at a path is in the person's own words.
// The worker alongside may write them down; nobody else gives them.
func OwnWords[F any, R OfPerson, C any](row, path string, words func(C) []peer.Words) peer.Need[R, F, C] {
	return Said[F](peer.Asks{
		Rule: peer.Rule{Row: row, Code: peer.ErrPersonsWordsOnly}, Path: path,
		Says: "These are the person's own words.", Fix: "Write down what the person says and name them as the author, or leave it out.",
	}, Personal[R], words)
}

// Kept gives each text its author, as it is stored.
func Kept(list []peer.Words, by peer.Actor) []peer.Words {
	var out []peer.Words
	for _, w := range list {
		out = append(out, w.Own(by))
	}
	return out
}

// SilentOr reports whether every text is empty, without an author, or has one
// who may be heard there: what a decoded record has to keep to.
func SilentOr[R any](may Voices[R], r R, list ...peer.Words) bool {
	for _, w := range list {
		if w.IsZero() && w != (peer.Words{}) || !w.IsZero() && !may(r, w.By) {
			return false
		}
	}
	return true
}

// DayUTC is the day of an instant in UTC.
func DayUTC(t time.Time) peer.Date { return peer.Calendar{}.Day(t) }
