package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/naming"
	"github.com/towpath-care/towpath/peer"
)

// Who takes part in the records beside concerns.
var (
	justWorker = []peer.Party{peer.PartyWorker}
	justStaff  = []peer.Party{peer.PartyStaff}
	theTwo     = []peer.Party{peer.PartyPerson, peer.PartyWorker}

	workerOrStaff = []peer.Party{peer.PartyWorker, peer.PartyStaff}
	// everybody: what anybody may write down is theirs from then on.
	everybody = []peer.Party{peer.PartyRaiser, peer.PartyPerson, peer.PartyStaff, peer.PartyCarer}
)

// untilAhead: by when lies ahead, and within a year, so that it can lapse (hazard H06).
func untilAhead[R, C any](row string, until func(C) peer.Moment) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrPastDate}, Path: "/until", Says: "By when lies ahead, and within a year.", Fix: "Say by when you will have done the next thing."},
		Met: func(_ R, c C, a peer.Act, _ Facts) peer.Tri {
			at := until(c).UTC()
			return peer.Is(at.IsZero() || at.After(a.At) && !at.After(a.At.AddDate(1, 0, 0)))
		},
	}
}

// happenedByNow: what happened did not happen later than it was written down. It is kept
// all the same, with the time it came in.
func happenedByNow[R, C any](row, path string, at func(C) peer.Moment) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrFutureDate}, Path: path, Says: "It happened before now.", Fix: "Look at the time; it is kept as now.", Weight: peer.Warns},
		Met: func(_ R, c C, a peer.Act, _ Facts) peer.Tri {
			return peer.Is(!at(c).UTC().After(a.At))
		},
	}
}

// namesNobody: a text does not tell who somebody is, as far as software finds it.
func namesNobody[R, C any](path string, text func(C) peer.Private) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-13", Code: peer.ErrIdentifiableContent}, Path: path, Says: "Nobody can be told from this text.", Fix: "Leave out names, numbers and ids; say what was said and done."},
		Met: func(_ R, c C, a peer.Act, f Facts) peer.Tri {
			return peer.Is(!naming.Names(text(c).Reveal(), append([]string{string(a.By.Staff), string(a.By.Person)}, f.Identifying...)))
		},
	}
}

// upTo reports whether a frozen time lies no later than another, both being there.
func upTo(a, b time.Time) bool { return !a.IsZero() && !b.IsZero() && !a.After(b) }

// writer is what somebody is to a record that anybody may write: those who are nobody to
// the person write it all the same.
func writer(a peer.Actor, about peer.PersonID) peer.Party {
	as := peer.PartyOf(a, about, "")
	if as == peer.PartyNobody && a.Valid() {
		return peer.PartyRaiser
	}
	return as
}

// isOneOf reports whether somebody on the staff is on a list.
func isOneOf(list []peer.StaffID, staff peer.StaffID) bool {
	return staff != "" && slices.Contains(list, staff)
}
