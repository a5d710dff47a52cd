package recovery

import "github.com/towpath-care/towpath/peer"

// What a person says about their own life: a Vision, a Strength, a Meaning, a
// ValuedRole, a Connection, a SelfReport. Their parts are decided here.

// placed is a record whose person says who may see it, in one of its places.
type placed interface {
	shown
	Status() peer.Status
}

// shownWhile decides a part by the audience the person set. Beyond the two it is
// seen only while the record is in this place: what was offered, taken back or put
// down goes no further.
func shownWhile[R placed](at peer.Status, scope peer.ConsentScope) func(R, peer.Party, peer.Reading) bool {
	return func(r R, as peer.Party, by peer.Reading) bool {
		return betweenTwo(r, as, by) || r.Status() == at && r.Audience().admits(as, r.Person(), scope, by)
	}
}
