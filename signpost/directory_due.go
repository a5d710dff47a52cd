package signpost

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// ErrVerifyDue names the deadline by which somebody makes sure of an entry (SIGN-03).
// No step is ever turned down with it.
var ErrVerifyDue = peer.NewCode("verify-due", peer.Wait)

// directoryDue is by when somebody on the staff makes sure of an entry that people are
// shown: by the end of the policy's span, which is short for crisis help; on the day of
// the change where what people go by was changed; and of crisis help on the day somebody
// doubted it (hazard H24). A course that is over is owed nothing. Without a policy nobody
// can say.
func directoryDue(r Resource, p Policy, cal peer.Calendar, now time.Time) []peer.Deadline {
	due, known := r.freshUntil(p)
	if !known || !r.shown() || r.s.Listing.Sessions.Over(cal.Day(now)) {
		return nil
	}
	since := cal.StartOf(r.s.Verified.On)
	if at := r.unsureSince(); !at.IsZero() {
		since, due = at, peer.DueOn(cal.Day(at))
	}
	return []peer.Deadline{{
		ID: "SIGN-03." + r.Ref().String() + "." + ErrVerifyDue.String() + "." + due.String(), Rule: peer.Rule{Row: "SIGN-03", Code: ErrVerifyDue},
		About: r.Ref(), Owes: peer.PartyStaff, Since: since, Due: due, Policy: p.digest,
	}}
}

// unsureSince is when it was changed, or, for crisis help, first doubted, and nobody has
// made sure since; the zero time when neither was.
func (r Resource) unsureSince() time.Time {
	at := r.s.Changed
	for _, d := range r.s.Doubts {
		if r.Crisis() && d.open() && (at.IsZero() || d.At.Before(at)) {
			at = d.At
		}
	}
	return at
}
