package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// RouteDiscrimination finds who is told next: the first on duty in the policy's chain of
// that hour, and then in its duty role, who is not to be left out and was not told
// before. Everybody who was passed over is there with why. The zero Recipient: nobody is
// on duty who may be told.
func RouteDiscrimination(d Discrimination, p Policy, r Roster, now time.Time) (Recipient, []Skipped) {
	h := p.discriminatory(now)
	roles := h.OutOfHours
	if p.Calendar().InHours(now) {
		roles = h.InHours
	}
	var skipped []Skipped
	for _, role := range append(slices.Clone(roles), h.Duty) {
		on := r.OnDuty(role, now)
		if len(on) == 0 {
			skipped = append(skipped, Skipped{Role: role, Because: SkipNobodyOn})
		}
		for _, staff := range on {
			why := d.passedOver(staff)
			if why == "" {
				return Recipient{staff, role}, skipped
			}
			skipped = append(skipped, Skipped{staff, role, why})
		}
	}
	return Recipient{}, skipped
}

// passedOver says why somebody is not told; empty: they are.
func (d Discrimination) passedOver(staff peer.StaffID) SkipReason {
	n := d.s.NotTo
	switch {
	case slices.Contains(n.Subjects, staff):
		return SkipSubject
	case slices.Contains(n.Linked, staff):
		return SkipLinked
	case slices.Contains(n.Named, staff):
		return SkipNamed
	case staff == d.s.Noter.Staff:
		return SkipRaiser
	case d.wasTold(staff):
		return SkipToldNow
	}
	return ""
}

func (d Discrimination) wasTold(staff peer.StaffID) bool {
	return staff != "" && slices.ContainsFunc(d.s.With, func(w RaisedWith) bool { return w.Staff == staff })
}

// told is who is told by a step: whom it names, where they may be; else the next of the
// chain.
func (d Discrimination) told(to peer.StaffID, a peer.Act, f Facts) RaisedWith {
	out := RaisedWith{Staff: to, At: a.At.UTC().Truncate(time.Millisecond)}
	if to != "" {
		why := d.passedOver(to)
		if why == "" || why == SkipToldNow {
			return out
		}
		out.Skipped = []Skipped{{Staff: to, Because: why}}
	}
	next, skipped := RouteDiscrimination(d, f.Policy, f.Roster, a.At)
	out.Staff, out.Role, out.Skipped = next.Staff, next.Role, append(out.Skipped, skipped...)
	if len(out.Skipped) > mostSkipped {
		out.Skipped = out.Skipped[:mostSkipped]
	}
	return out
}

// mostSkipped is how many of those who were passed over are kept.
const mostSkipped = 100
