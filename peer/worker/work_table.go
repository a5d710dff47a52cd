package worker

import (
	"slices"

	"github.com/towpath-care/towpath/internal/naming"
	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// What the tables about work and support share: they are about a worker and nobody who
// is supported.

// Who may take a step.
var (
	workOwn   = []peer.Party{peer.PartyWorker}
	workStaff = []peer.Party{peer.PartyWorker, peer.PartyStaff}
)

func workLines(f Facts) peer.Lines { return f.Lines }

// workOnly is what anybody but the worker hears of what is the worker's own.
func workOnly(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrNotAuthorised}, Says: "This is the worker's own.", Fix: "Leave it to them; they share it with whom they choose."}
}

// withWorker is a record of a worker and the colleague who held it with them.
type withWorker interface {
	ofWorker
	With() peer.StaffID
}

// workWrites is what anybody hears who was not there.
func workWrites(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrWrongRole}, Says: "It is written down by the worker or by whoever held it with them.", Fix: "Ask one of the two."}
}

// workBothOf: of the staff, the colleague who held it may take the step. What role
// somebody claims opens nothing.
func workBothOf[R withWorker](row string) open[R] {
	asks := workWrites(row)
	asks.Says = "Of the staff, whoever held it with the worker writes it down."
	return open[R]{Asks: asks, Met: func(r R, a peer.Act, _ Facts) peer.Tri {
		as := party(r, a.By)
		return peer.Is(as != peer.PartyStaff || a.By.Staff == r.With())
	}}
}

// workOther: nobody holds it with themself.
func workOther[R withWorker, C any](row, path string) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrSelfReference}, Path: path, Says: "Somebody else than the worker held it.", Fix: "Name the colleague who held it."},
		Met: func(r R, _ C, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(r.Worker() == "" || r.With() != r.Worker())
		},
	}
}

// workManager: the line manager on that day held it.
func workManager[R withWorker, C any](row, path, says string, asked func(R) bool) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrWrongRole}, Path: path, Says: says, Fix: "Name the worker's line manager on that day."},
		Met: func(r R, _ C, _ peer.Act, f Facts) peer.Tri {
			switch {
			case !asked(r) || r.With() == "" || r.With() == r.Worker():
				return peer.Yes // another rule says what is missing
			case f.Lines.LineManager == "":
				return peer.Unknown
			}
			return peer.Is(r.With() == f.Lines.LineManager)
		},
	}
}

// workUnnamed: nobody who is supported can be told from it.
func workUnnamed[R, C any](row, path string, texts func(C) []peer.Private) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrIdentifiableContent}, Path: path, Says: "Nobody who is supported can be told from it.", Fix: "Say it without names, ids and numbers: what it was like is enough."},
		Met: func(_ R, c C, _ peer.Act, f Facts) peer.Tri {
			named := func(p peer.Private) bool { return naming.Names(p.Reveal(), f.Identifying) }
			return peer.Is(!slices.ContainsFunc(texts(c), named))
		},
	}
}

// workVoice reports whether an author is the worker themself.
func workVoice[R ofWorker](r R, a peer.Actor) bool {
	return r.Worker() != "" && a == peer.ByStaff(r.Worker(), "")
}

// workWords: the worker's own words stand here, and nobody else's.
func workWords[R ofWorker, C any](row, path string, words func(C) []peer.Words) need[R, C] {
	asks := workOnly(row)
	asks.Path, asks.Says, asks.Fix = path, "These are the worker's own words.", "Leave the author out, or leave the words of others where they were said."
	return whose.Said[Facts](asks, workVoice[R], words)
}

// mostShares is with how many colleagues a worker can share what is their own.
const mostShares = 20

// workShareable: it is shared with a colleague, and with no more than fit.
func workShareable[R ofWorker, C any](row string, list func(R) []peer.StaffID, with func(C) peer.StaffID) []need[R, C] {
	return []need[R, C]{
		{Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrSelfReference}, Path: "/with", Says: "It is shared with somebody else.", Fix: "Name a colleague; you see it anyway."},
			Met: func(r R, c C, _ peer.Act, _ Facts) peer.Tri { return peer.Is(with(c) != r.Worker()) }},
		{Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrOutOfRange}, Path: "/with", Says: "It is shared with no more than twenty people.", Fix: "Stop sharing it with somebody first."},
			Met: func(r R, c C, _ peer.Act, _ Facts) peer.Tri {
				return peer.Is(len(list(r)) < mostShares || slices.Contains(list(r), with(c)))
			}},
	}
}

// workShares is a list with one more colleague, each once.
func workShares(list []peer.StaffID, with peer.StaffID) []peer.StaffID {
	if slices.Contains(list, with) {
		return list
	}
	return append(slices.Clone(list), with)
}

func workUnshares(list []peer.StaffID, with peer.StaffID) []peer.StaffID {
	return slices.DeleteFunc(slices.Clone(list), func(s peer.StaffID) bool { return s == with })
}

// workShared reports whether a list of colleagues is one that sharing can have led to.
func workShared[R ofWorker](r R, list []peer.StaffID) bool {
	for i, s := range list {
		if s == "" || s == r.Worker() || slices.Contains(list[:i], s) {
			return false
		}
	}
	return true
}

// workPrivate: the worker sees it, and whom they share it with; nothing of it goes into
// a record.
func workPrivate(as peer.Party, by peer.Reading, shared []peer.StaffID) bool {
	mine := as == peer.PartyWorker || by.By.Staff != "" && slices.Contains(shared, by.By.Staff)
	return mine && by.Purpose != peer.ForRecord
}

// workSeen: the worker and their line see it, and the colleague it is about as well.
func workSeen(as peer.Party, by peer.Reading, with peer.StaffID) bool {
	near := as == peer.PartyWorker || as == peer.PartyLine || by.By.Staff != "" && by.By.Staff == with
	return near && by.Purpose != peer.ForRecord
}

// Mistake says why an entry about a worker should not have been written. The list is
// closed, so that it holds no words about anybody.
type Mistake string

// Mistakes.
const (
	WrongDay     Mistake = "wrong-day"
	WrongWorker  Mistake = "wrong-worker"
	NotHeld      Mistake = "not-held"
	WrittenTwice Mistake = "written-twice"
	OtherMistake Mistake = "other"
)

var mistakes = []Mistake{WrongDay, WrongWorker, NotHeld, WrittenTwice, OtherMistake}

// Known reports whether the mistake is on the list.
func (m Mistake) Known() bool { return slices.Contains(mistakes, m) }

// Terms returns the closed list.
func (Mistake) Terms() []string { return terms.Of(mistakes) }
