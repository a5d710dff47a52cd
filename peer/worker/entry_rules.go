package worker

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// Rules that the records of entry and readiness ask in the same way.

// ofWorker is a record about one worker.
type ofWorker interface{ Worker() peer.StaffID }

// Who may take a step.
var (
	themself   = []peer.Party{peer.PartyWorker}
	behindThem = []peer.Party{peer.PartyStaff}
	workerOr   = []peer.Party{peer.PartyWorker, peer.PartyStaff}
)

// party is what an actor is to a record about a worker: no person is a party of it.
func party[R ofWorker](r R, a peer.Actor) peer.Party { return peer.PartyOf(a, "", r.Worker()) }

// nobodys is the person a record about a worker is about: there is none.
func nobodys[R any](R) peer.PersonID { return "" }

// forThemself is what anybody but the worker hears of what is theirs to say.
func forThemself(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrNotAuthorised}, Says: "This is for the worker themself to say.", Fix: "Leave it to them."}
}

// forThoseBehind is what the worker, and anybody outside, hears of what is for those who
// stand behind the worker.
func forThoseBehind(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrNotAuthorised}, Says: "This is for those who stand behind the worker.", Fix: "Ask the line manager or the supervisor."}
}

// forWorkerOr is what others hear of what both may do.
func forWorkerOr(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrNotAuthorised}, Says: "This is for the worker and for those who stand behind them.", Fix: "Ask one of them."}
}

// linesOf are the lines of a record's worker on the day of an act.
type linesOf[R any] = func(R, peer.Act, Facts) peer.Lines

// behind is asked of staff: their line manager, their supervisor, or somebody in a role
// that leads here or looks after employment.
func behind[R ofWorker](row string, lines linesOf[R]) open[R] {
	return open[R]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrNotAuthorised}, Says: "Whoever does this is of the worker's line, leads here, or looks after employment.", Fix: "Ask the line manager or the supervisor."},
		Met: func(r R, a peer.Act, f Facts) peer.Tri {
			if party(r, a.By) != peer.PartyStaff {
				return peer.Yes // that is another rule's to say
			}
			return f.standsBehind(a.By.Staff, lines(r, a, f))
		},
	}
}

// linesKnown are the lines of a record that has none of its own.
func linesKnown[R any](_ R, _ peer.Act, f Facts) peer.Lines { return f.Lines }

// mayAsk reports whether a step can be this actor's at all. Anybody else hears whose it is
// and learns nothing of the worker by trying.
func mayAsk[R ofWorker](r R, a peer.Act, f Facts, lines linesOf[R]) bool {
	switch party(r, a.By) {
	case peer.PartyWorker:
		return true
	case peer.PartyStaff:
		return f.standsBehind(a.By.Staff, lines(r, a, f)) == peer.Yes
	}
	return false
}

// hushed asks rules only of those whose step it can be.
func hushed[R ofWorker, C any](lines linesOf[R], list []need[R, C]) []need[R, C] {
	out := slices.Clone(list)
	for i := range out {
		met := out[i].Met
		out[i].Met = func(r R, c C, a peer.Act, f Facts) peer.Tri {
			if !mayAsk(r, a, f, lines) {
				return peer.Yes
			}
			return met(r, c, a, f)
		}
	}
	return out
}

// hushedOpen is the same for rules that do not see the payload.
func hushedOpen[R ofWorker](lines linesOf[R], list ...open[R]) []open[R] {
	out := slices.Clone(list)
	for i := range out {
		met := out[i].Met
		out[i].Met = func(r R, a peer.Act, f Facts) peer.Tri {
			if !mayAsk(r, a, f, lines) {
				return peer.Yes
			}
			return met(r, a, f)
		}
	}
	return out
}

// hasHappened: what is written down has happened.
func hasHappened[R, C any](row, path string, on func(C) peer.Date) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrFutureDate}, Path: path, Says: "What is written down has happened.", Fix: "Write it down once it has, or put the day right."},
		Met: func(_ R, c C, a peer.Act, f Facts) peer.Tri {
			return peer.Is(!on(c).After(f.Policy.latestToday(a.At)))
		},
	}
}

// someoneElse: who is named is not the worker themself.
func someoneElse[R ofWorker, C any](row, path, says string, who func(C) []peer.StaffID) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrSelfReference}, Path: path, Says: says, Fix: "Name somebody else."},
		Met: func(r R, c C, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!slices.Contains(who(c), r.Worker()))
		},
	}
}

// hrPart is the one part of a small record about employment: for the worker and their
// line, and never for a care record.
func hrPart[R ofWorker](row, says string, value func(R) any) peer.Part[R] {
	return peer.Part[R]{Name: "employment", Rule: peer.Rule{Row: row, Code: peer.ErrNotAuthorised}, Says: says, Value: value,
		If: func(_ R, as peer.Party, by peer.Reading) bool {
			return (as == peer.PartyWorker || as == peer.PartyLine) && by.Purpose != peer.ForRecord
		}}
}
