package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Roster says who is on duty in which role at any instant (SAFE-03): a document of
// the organisation in local time, read and worked out once by OpenRoster and then
// only asked. It names people, never a shared mailbox or a team (hazard H04).
//
// A Roster never changes, holds no clock and may be shared between goroutines. The
// zero Roster names nobody and covers no time.
type Roster struct {
	organisation peer.OrgID
	version      string
	updated      time.Time
	calendar     peer.Calendar
	from, until  time.Time // the first instant of its first day, and the first after its last
	cover        *cover    // nil: names nobody
}

// OpenRoster reads a roster:
//
//	{"schema": 1, "organisation": "A", "version": "2026-03", "updated": "2026-03-01T09:00:00Z",
//	 "from": "2026-01-01", "until": "2026-12-31",
//	 "people": [{"staff": "dr-ode", "telephone": "…"}],
//	 "shifts": [{"staff": "dr-ode", "role": "on-call-clinician", "days": ["mon", "tue"],
//	             "from": "17:00", "to": "09:00", "holidays": "not",
//	             "firstDay": "2026-03-01", "lastDay": "2026-03-31"}],
//	 "absences": [{"staff": "dr-ode", "from": "2026-04-03T00:00:00+01:00", "to": "2026-04-10T09:00:00+01:00"}]}
//
// It covers all of its days from "from" until "until", at most three years. A
// telephone is said or not; so are holidays, firstDay, lastDay and the absences.
//
// A shift is worked on the weekdays it names, in the calendar's zone. It ends on
// the day it begins, or on the next where "to" is not after "from"; it belongs to
// the day it begins. From 00:00 to 24:00 is all day. "holidays" says what the
// calendar's holidays do: "also" (or nothing) works on them like on any day, "not"
// leaves them out, and "only" works on every holiday, whatever weekday it is, and
// on no other day; such a shift names no weekdays. Beyond the last day for which
// the calendar knows the holidays the weekday alone decides. A shift runs from
// the roster's first day to its last unless it says otherwise. To cover the first
// morning by the night before, name that day as "firstDay".
//
// Clock changes never cut cover short. Of a start that the clocks show twice the
// first counts, of such an end the second; one that they jump over becomes the
// instant of the jump (hazard H28).
//
// Every fault is told at once, in one *Refusal that repeats nothing of the
// document: something missing is peer.ErrRequired, a weekday, a holiday rule or a
// person that is not listed peer.ErrUnknownCode, somebody or a weekday named twice
// peer.ErrDuplicate, an end before its start peer.ErrInvalidPeriod. A roster has at
// most 2,000 people, 10,000 shifts, 10,000 absences and a million turns of duty;
// more, and more than three years, is peer.ErrOutOfRange. A roster without its shape
// is peer.ErrSchema, one of a newer version peer.ErrNewerSchema.
func OpenRoster(b []byte, c peer.Calendar) (Roster, error) {
	spec, err := decodeRoster(b)
	if err != nil {
		return Roster{}, err
	}
	plan, err := spec.plan()
	if err != nil {
		return Roster{}, err
	}
	r := Roster{
		organisation: spec.Organisation, version: spec.Version, updated: plan.updated,
		calendar: c, from: c.StartOf(plan.from), until: c.EndOf(plan.until),
	}
	if r.cover, err = newCover(plan, c, span{r.from.UnixMilli(), r.until.UnixMilli()}); err != nil {
		return Roster{}, err
	}
	return r, nil
}

// Organisation is whose roster it is.
func (r Roster) Organisation() peer.OrgID { return r.organisation }

// Version is what the organisation calls this version.
func (r Roster) Version() string { return r.version }

// Updated is when somebody last looked it over, in UTC.
func (r Roster) Updated() time.Time { return r.updated }

// OlderThan reports whether it is longer ago than an age allows that somebody
// looked the roster over. A roster that is none, or an age that was not given,
// says yes: what nobody knows to be fresh is marked (hazard H04).
func (r Roster) OlderThan(age peer.Offset, now time.Time) bool {
	fresh, err := age.After(r.updated, r.calendar)
	return err != nil || fresh.Over(now, r.calendar)
}

// Covers reports whether an instant lies in the roster's days. Outside of them it
// knows of nobody.
func (r Roster) Covers(at time.Time) bool { return !at.Before(r.from) && at.Before(r.until) }

// Roles are the roles that some shift names, in the order in which they come.
func (r Roster) Roles() []peer.Role {
	if r.cover == nil {
		return nil
	}
	return slices.Clone(r.cover.roles)
}

// Holds reports whether some shift names the role at all.
func (r Roster) Holds(role peer.Role) bool {
	return r.cover != nil && slices.Contains(r.cover.roles, role)
}

// Telephone is the number under which somebody is reached, empty when the roster
// does not say.
func (r Roster) Telephone(staff peer.StaffID) peer.Private {
	if who, ok := r.who(staff); ok {
		return r.cover.people[who].Telephone
	}
	return peer.Private{}
}

// who finds somebody's place in the roster's list of people.
func (r Roster) who(staff peer.StaffID) (int32, bool) {
	if r.cover == nil {
		return 0, false
	}
	who, ok := r.cover.places[staff]
	return who, ok
}

// Gap is a time in which too few people are on duty.
type Gap struct {
	// From is the first instant of it and To the first after it, both in UTC.
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// On is how many different people are on duty all through it.
	On int `json:"on"`
}
