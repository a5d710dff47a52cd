package sharing

import "github.com/towpath-care/towpath/peer"

// What the tables of this package are made of.
type (
	row[R any]     = peer.Row[R, Facts]
	open[R any]    = peer.Open[R, Facts]
	need[R, C any] = peer.Need[R, Facts, C]
	step[R, C any] = peer.Step[R, Facts, C]
	taken          = peer.Taken[Facts]
)

// head is embedded unexported, so that only this package changes it.
type head = peer.Head

// ofWorker is a record that belongs to a worker and is about nobody else.
type ofWorker interface{ Worker() peer.StaffID }

// nobody: a worker's own record is about no person.
func nobody[R ofWorker](R) peer.PersonID { return "" }

// ownersParty: the worker is the only party of what is theirs.
func ownersParty[R ofWorker](r R, a peer.Actor) peer.Party {
	return peer.PartyOf(a, "", r.Worker())
}

var worker = []peer.Party{peer.PartyWorker}

// forWorker is what anybody but the worker hears of a step that is theirs alone.
func forWorker(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrNotAuthorised}, Says: "This is the worker's own.", Fix: "Leave it to them; nobody does it in their place."}
}

// workersEyes: the worker reads what is theirs, and it goes into no record.
func workersEyes[R any](_ R, as peer.Party, by peer.Reading) bool {
	return as == peer.PartyWorker && by.Purpose != peer.ForRecord
}
