package peer_test

import (
	"testing"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// ground is what the tests of records with Facts stand on.
func ground() steptest.Ground[peer.Facts] {
	return steptest.Ground[peer.Facts]{
		Facts: func(t testing.TB) peer.Facts {
			return peer.Facts{Policy: policy(t), Lines: peer.Lines{LineManager: hannah, Supervisor: iris}}
		},
		Said: "2026-05-04T10:00Z", Next: "2026-05-06T10:00Z",
		Usual:  map[peer.Party]peer.Actor{peer.PartyPerson: byAled, peer.PartyWorker: byJess, peer.PartyStaff: byHannah, peer.PartyCarer: byMegan},
		Others: []peer.Actor{peer.ByPerson(beatriz), peer.ByStaff(rowan, peer.RolePeerWorker), peer.ByStaff(kay, peer.RoleCareCoordinator)},
		Decode: peer.Decode,
	}
}
