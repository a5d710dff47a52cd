package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/naming"
)

// What the tables of smaller records ask in the same way: whose step it is, whose words
// these are, who reads, and that nobody is named where nobody is to be named.

var (
	partiesOfTwo = []Party{PartyPerson, PartyWorker}
	personAlone  = []Party{PartyPerson}
	workerAlone  = []Party{PartyWorker}
)

// stepOfTwo is what anybody else hears of a step that either of the two may take.
func stepOfTwo(row string) Asks {
	return Asks{Rule: Rule{row, ErrNotAuthorised}, Says: "This is for the person and the worker alongside.", Fix: "Leave it to the two of them, or ask one of them."}
}

// stepOfPerson is what anybody but the person hears of a step that is theirs.
func stepOfPerson(row string) Asks {
	return Asks{Rule: Rule{row, ErrPersonsChoiceOnly}, Says: "This is for the person to decide.", Fix: "Ask them how they would like to go on."}
}

// stepOfWorker is what anybody but the worker hears of a step that is theirs.
func stepOfWorker(row string) Asks {
	return Asks{Rule: Rule{row, ErrNotAuthorised}, Says: "This is for the worker it is about.", Fix: "Leave it to them."}
}

// authored is the rule that words have an author who may be heard there. Words without
// an author are those of whoever takes the step.
func authored[R, F, C any](asks Asks, may func(R, Actor) bool, words func(C) []Words) Need[R, F, C] {
	return Need[R, F, C]{Asks: asks, Met: func(r R, c C, a Act, _ F) Tri {
		return Is(!slices.ContainsFunc(words(c), func(w Words) bool { return !w.IsZero() && !may(r, w.Author(a.By)) }))
	}}
}

// personSays is the rule that what stands at a path is in the person's own words. The
// worker alongside may write them down.
func personSays[R, F, C any](row, path string, person func(R) PersonID, words func(C) []Words) Need[R, F, C] {
	return authored[R, F](Asks{
		Rule: Rule{row, ErrPersonsWordsOnly}, Path: path,
		Says: "These are the person's own words.", Fix: "Write down what the person says and name them as the author, or leave it out.",
	}, func(r R, a Actor) bool { return a == ByPerson(person(r)) }, words)
}

// allBy reports whether every text is empty and without an author, or this actor's: what
// a decoded record has to keep to.
func allBy(author Actor, list ...Words) bool {
	return !slices.ContainsFunc(list, func(w Words) bool {
		return w != Words{} && (w.IsZero() || w.By != author)
	})
}

// hasBegun is the rule that a day at a path is not in the future. Without a day there is
// nothing to ask.
func hasBegun[R, F, C any](row, path string, day func(C) Date) Need[R, F, C] {
	return Need[R, F, C]{
		Asks: Asks{Rule: Rule{row, ErrFutureDate}, Path: path, Says: "The day has begun.", Fix: "Give the day on which it was."},
		Met:  func(_ R, c C, a Act, _ F) Tri { return Is(begun(day(c), a.At)) },
	}
}

// begun reports whether a day had begun somewhere on earth at an instant.
func begun(day Date, at time.Time) bool {
	return !day.First().After(Calendar{}.Day(at.Add(maxOffset * time.Minute)))
}

// dayOr is a day, or the day of the act where none was given.
func dayOr[F any](day Date, t *Taken[F], c Calendar) Date {
	if day.IsZero() {
		return c.Day(t.Now())
	}
	return day
}

// betweenTwo reports whether one of the two reads, and not for the care record.
func betweenTwo(as Party, by Reading) bool {
	return slices.Contains(partiesOfTwo, as) && by.Purpose != ForRecord
}

// workerAndLine reports whether the worker reads, or their line for supervision.
func workerAndLine(as Party, by Reading) bool {
	return as == PartyWorker && by.Purpose != ForRecord || as == PartyLine && by.Purpose == ForSupervision
}

// UnnamedFacts are what steps of a record rest on in which nobody may be named.
type UnnamedFacts struct {
	// Policy in force on the day.
	Policy Policy
	// Lines of the worker; they read what belongs to the worker and their line.
	Lines Lines
	// Identifying are names and ids of people that the host knows and that must not
	// stand there. A text with an NHS number in it is found without.
	Identifying []string
}

// namesNobody is the rule that a text at a path tells nobody who somebody is. It finds
// names and ids that the facts hold, and NHS numbers; no software finds every name.
func namesNobody[R, C any](row, path string, text func(C) string) Need[R, UnnamedFacts, C] {
	return Need[R, UnnamedFacts, C]{
		Asks: Asks{Rule: Rule{row, ErrIdentifiableContent}, Path: path, Says: "Nobody can be told by what is written here.", Fix: "Say it without names, ids and numbers: what it was, not who."},
		Met:  func(_ R, c C, _ Act, f UnnamedFacts) Tri { return Is(!naming.Names(text(c), f.Identifying)) },
	}
}

// idNamesNobody is the same rule for the id of a new record and of the request that makes
// it: the change keeps both.
func idNamesNobody[R, C any](row string, id func(C) string) Need[R, UnnamedFacts, C] {
	n := namesNobody[R](row, "/id", id)
	record := n.Met
	n.Met = func(r R, c C, a Act, f UnnamedFacts) Tri {
		return record(r, c, a, f).And(Is(!naming.Names(string(a.ID), f.Identifying)))
	}
	return n
}
