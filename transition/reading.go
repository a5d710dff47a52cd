package transition

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// notPassedOn is the rule under which what is between the two is left out of a
// view.
var notPassedOn = peer.Rule{Row: "TRAN-09", Code: peer.ErrConsentRequired}

// forTheTwo: the person and the worker beside them see it, and nobody else; it never
// goes into the record.
func forTheTwo[R any](_ R, as peer.Party, by peer.Reading) bool {
	return whose.TwoRead(as, by)
}

// takenBack: what the person took back stands there for them alone.
func takenBack(as peer.Party, by peer.Reading) bool {
	return as == peer.PartyPerson && by.Purpose != peer.ForRecord
}
