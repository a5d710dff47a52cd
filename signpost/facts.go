package signpost

import "github.com/towpath-care/towpath/peer"

// Facts is what steps of this package rest on besides the record, but for those of a
// signpost. What is not known is named by the reason that asked for it.
type Facts struct {
	// Policy in force on the day.
	Policy Policy
	// NoOther answers whether the directory has no other entry of the same
	// organisation, name and area; Directory.NoOther makes it (SIGN-01).
	NoOther peer.Tri
	// Identifying are names and ids of people that the host knows and that must not
	// stand where nobody is named (SIGN-07, SIGN-23). A text with an NHS number in it
	// is found without.
	Identifying []string
}

func (f Facts) digest() peer.Digest { return f.Policy.Digest() }
