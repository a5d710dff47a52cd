package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// lifted puts rules that look at no fact into a table whose facts are its own.
func lifted[F, R, C any](list ...need[R, C]) []peer.Need[R, F, C] {
	out := make([]peer.Need[R, F, C], 0, len(list))
	for _, n := range list {
		out = append(out, peer.Need[R, F, C]{Asks: n.Asks, Met: func(r R, c C, a peer.Act, _ F) peer.Tri { return n.Met(r, c, a, Facts{}) }})
	}
	return out
}

// whoMaySeeUnder is whoMaySee for a table whose facts are its own.
func whoMaySeeUnder[F, R any](anywhere []peer.Status, set func(R, Audience) R) peer.Row[R, F] {
	return peer.Takes(peer.Row[R, F]{
		Do: "who-may-see", Says: "Say who may see it.",
		From: anywhere, Stays: anywhere, By: whose.Person, Else: personShows, Form: "REC-50",
	}, peer.Step[R, F, WhoMaySee]{Apply: func(r R, c WhoMaySee, _ *peer.Taken[F]) R { return set(r, c.Audience) }})
}

// toCome reports whether a day is not over yet; no day never is.
func toCome(on peer.Date, p Policy, a peer.Act) peer.Tri { return peer.Is(!on.Before(p.today(a.At))) }

// oneOfStaff answers whether somebody on the staff is among those whom the host
// names; unknown when it names nobody.
func oneOfStaff(list []peer.StaffID, by peer.Actor) peer.Tri {
	if len(list) == 0 {
		return peer.Unknown
	}
	for _, id := range list {
		if id != "" && id == by.Staff {
			return peer.Yes
		}
	}
	return peer.No
}
