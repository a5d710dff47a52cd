package peer_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// A refusal names every reason, and what would put it right.
func ExampleRefusal() {
	hannah := peer.ByStaff("hannah", peer.RoleLineManager)
	act := peer.Act{By: hannah, At: time.Date(2026, 2, 9, 10, 0, 0, 0, time.UTC), ID: "request-1"}
	facts := peer.RelationshipFacts{
		PersonAgreed: peer.Unknown, // nobody has asked them yet
		NoOther:      peer.Yes,
		Lines:        peer.Lines{LineManager: "hannah", Supervisor: "iris"},
		Ready:        peer.Readiness{Verdict: peer.Ready},
		Places:       peer.Places{Agreed: peer.Yes, Max: 12, Held: 12},
	}
	offer := peer.Offer{ID: "rel-1", Person: "aled", Worker: "jess", Service: "community"}
	_, _, err := peer.NewRelationship(offer, act, facts)
	fmt.Println(errors.Is(err, peer.ErrPersonHasNotAgreed), errors.Is(err, peer.ErrCaseloadExceeded))
	fmt.Println(err)
	// Output:
	// true true
	// not yet: [PEER-24 person-has-not-agreed] needed: The person has said yes to peer support. Ask them. A no needs no reason and has no consequence. [PEER-20 caseload-exceeded] needed: There is room in the agreed number. Offer another worker, or wait for a place.
}
