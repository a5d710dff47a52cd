package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// ConnectionKind says who somebody or something that matters to a person is, and
// never which one (REC-07, REC-10).
type ConnectionKind string

// Who matters.
const (
	ConnectionFriend       ConnectionKind = "friend"
	ConnectionFamily       ConnectionKind = "family"
	ConnectionNeighbour    ConnectionKind = "neighbour"
	ConnectionPeer         ConnectionKind = "peer"  // somebody with experience of their own
	ConnectionGroup        ConnectionKind = "group" // people who meet
	ConnectionOrganisation ConnectionKind = "community-organisation"
	ConnectionOther        ConnectionKind = "other"
)

var connectionKinds = []ConnectionKind{ConnectionFriend, ConnectionFamily, ConnectionNeighbour, ConnectionPeer, ConnectionGroup, ConnectionOrganisation, ConnectionOther}

// Known reports whether the kind is on the list.
func (k ConnectionKind) Known() bool { return slices.Contains(connectionKinds, k) }

// Terms returns the closed list.
func (ConnectionKind) Terms() []string { return terms.Of(connectionKinds) }

// ConnectionWish is what the person would like of a connection.
type ConnectionWish string

// What the person would like.
const (
	WishKeep   ConnectionWish = "keep"
	WishMend   ConnectionWish = "mend"
	WishFind   ConnectionWish = "find"
	WishLeanOn ConnectionWish = "lean-on" // for support with something
)

var connectionWishes = []ConnectionWish{WishKeep, WishMend, WishFind, WishLeanOn}

// Known reports whether the wish is on the list.
func (w ConnectionWish) Known() bool { return slices.Contains(connectionWishes, w) }

// Terms returns the closed list.
func (ConnectionWish) Terms() []string { return terms.Of(connectionWishes) }
