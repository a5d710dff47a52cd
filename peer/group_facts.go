package peer

import (
	"cmp"
	"slices"
)

// GroupFacts is what steps of groups, places, sessions and attendances rest on besides
// the record. What is left out is unknown: planning then waits for it, recording marks
// it.
type GroupFacts struct {
	// Policy in force on the day.
	Policy Policy
	// Lines of the worker; they read what belongs to the worker and their line.
	Lines Lines
	// Group is what the group says today; GroupNowOf makes it.
	Group GroupNow
	// Ready is the readiness of the peer support worker who facilitates; of several, of
	// the one who needs most.
	Ready Readiness
	// NoOther: the person has no other place in the group, or no other attendance at the
	// session. NoOtherPlace and NoOtherAttendance answer it.
	NoOther Tri
}

func (f GroupFacts) digest() Digest { return f.Policy.Digest() }

func (f GroupFacts) lines() Lines { return f.Lines }

// GroupNow is what a group and the places in it say today, in ids of the group and its
// staff, numbers and codes: nobody who has a place is in it. The zero value is not
// known.
type GroupNow struct {
	ID           string
	Kind         GroupKind
	Entry        GroupEntry
	Running      bool
	Places       int
	Facilitators []StaffID
	// InForce and OnTable are versions of the agreement; zero: none.
	InForce, OnTable int
	// Counted: somebody has looked at the places. Held are those that are joined or
	// offered, Members those that are joined, Agreed the members who said yes to the
	// version on the table.
	Counted               bool
	Held, Members, Agreed int
}

// GroupNowOf reads what a group says today, and counts the places in it among these;
// places in other groups are passed over. A nil list means that nobody has looked, an
// empty one that there are none.
func GroupNowOf(g Group, places []GroupPlace) GroupNow {
	if !g.Exists() {
		return GroupNow{}
	}
	inForce, _ := g.InForce()
	onTable, _ := g.OnTheTable()
	now := GroupNow{ID: g.ref.ID, Kind: g.s.Kind, Entry: g.s.Entry, Running: g.status == GroupRunning, Places: g.s.Places,
		InForce: inForce.Version, OnTable: onTable.Version, Counted: places != nil}
	for _, f := range g.Facilitators() {
		now.Facilitators = append(now.Facilitators, f.Staff)
	}
	for _, p := range places {
		if p.s.Group == now.ID {
			now.count(p)
		}
	}
	return now
}

func (n *GroupNow) count(p GroupPlace) {
	switch p.status {
	case GroupOffered:
		n.Held++
	case GroupJoined:
		n.Held++
		n.Members++
		if n.OnTable > 0 && p.s.Agreed == n.OnTable {
			n.Agreed++
		}
	}
}

// of answers a question about this group; of any other nothing is known. Where no group
// is named yet, another rule says so.
func (n GroupNow) of(group string, so bool) Tri {
	if group == "" {
		return Yes
	}
	if n.ID == "" || n.ID != group {
		return Unknown
	}
	return Is(so)
}

// room answers whether one more has room, in a group that is running.
func (n GroupNow) room(group string) Tri {
	if n.Places > 0 && !n.Counted && n.Running {
		return Unknown
	}
	return n.of(group, n.Running && (n.Places == 0 || n.Held < n.Places))
}

// WaitingFor lists the places in a group that somebody waits for, who has waited
// longest first: for those who facilitate it.
func WaitingFor(places []GroupPlace, group string) []GroupPlace {
	var out []GroupPlace
	for _, p := range places {
		if p.status == GroupWaiting && p.s.Group == group {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b GroupPlace) int {
		return cmp.Or(a.s.Asked.Compare(b.s.Asked), cmp.Compare(a.ref.ID, b.ref.ID))
	})
	return out
}

// NoOtherPlace answers whether somebody has no place in a group that they have not
// left. A nil list means that nobody has looked.
func NoOtherPlace(places []GroupPlace, group string, person PersonID) Tri {
	return noneOf(places, func(p GroupPlace) bool {
		return p.Exists() && p.status != GroupLeft && p.s.Group == group && p.s.Person == person
	})
}

// NoOtherAttendance answers whether nobody has written down yet that somebody was at a
// session; what was entered in error does not count. A nil list means that nobody has
// looked.
func NoOtherAttendance(list []GroupAttendance, session string, person PersonID) Tri {
	return noneOf(list, func(a GroupAttendance) bool {
		return a.status == Recorded && a.s.Session == session && a.s.Person == person
	})
}

func noneOf[T any](list []T, is func(T) bool) Tri {
	if list == nil {
		return Unknown
	}
	return Is(!slices.ContainsFunc(list, is))
}
