package peer

import (
	"slices"
	"time"
)

// relationshipRules are what an organisation says of relationships: how they rest, how
// they end and how soon a person has somebody else.
type relationshipRules struct {
	// LongestPause is how long a pause on the service's side may last (PEER-30).
	LongestPause Offset `json:"longestPause"`
	// EndingNotice is how long before its last day the worker plans an ending, and
	// EndingContacts how often the two meet until then, at least (PEER-54).
	EndingNotice   Offset `json:"endingNotice"`
	EndingContacts int    `json:"endingContacts"`
	// SafetyRoles may end a relationship that cannot go on safely (PEER-55).
	SafetyRoles []Role `json:"safetyRoles"`
	// AnotherWorkerWithin is how soon somebody else is offered to a person who asked for
	// it, or whose worker stepped back (PEER-36, 68).
	AnotherWorkerWithin Offset `json:"anotherWorkerWithin"`
}

func (r relationshipRules) faults() error {
	lasts := func(o Offset) bool { return o.IsZero() || o.Count() > 0 }
	return Faults(
		said(!r.LongestPause.IsZero(), "/peer/relationship/longestPause", "The policy says how long a pause on the service's side may last."),
		within(lasts(r.LongestPause), "/peer/relationship/longestPause", "The longest pause is longer than nothing."),
		said(!r.EndingNotice.IsZero(), "/peer/relationship/endingNotice", "The policy says how long before its last day an ending is planned."),
		within(lasts(r.EndingNotice), "/peer/relationship/endingNotice", "An ending is planned at least some time before its last day."),
		said(r.EndingContacts != 0, "/peer/relationship/endingContacts", "The policy says how often the two meet before an ending."),
		within(r.EndingContacts >= 0, "/peer/relationship/endingContacts", "The two meet at least once before an ending."),
		said(len(r.SafetyRoles) > 0, "/peer/relationship/safetyRoles", "The policy says which roles end what cannot go on safely."),
		within(!slices.ContainsFunc(r.SafetyRoles, func(x Role) bool { return x == "" || x == RolePeerWorker }), "/peer/relationship/safetyRoles",
			"Each role has a name, and a peer support worker's is not among them."),
		said(!r.AnotherWorkerWithin.IsZero(), "/peer/relationship/anotherWorkerWithin", "The policy says how soon somebody else is offered."),
	)
}

// pauseUntil is the last day a pause may have that begins then; none without a policy.
func (p Policy) pauseUntil(from time.Time) Date {
	return p.relationshipDay(p.section.Relationship.LongestPause, from)
}

// endingFrom is the soonest last day of an ending that is planned then; none without a
// policy.
func (p Policy) endingFrom(planned time.Time) Date {
	return p.relationshipDay(p.section.Relationship.EndingNotice, planned)
}

// anotherWorkerBy is when somebody else is owed who was asked for then; none without a
// policy.
func (p Policy) anotherWorkerBy(asked time.Time) When {
	due, err := p.section.Relationship.AnotherWorkerWithin.After(asked, p.calendar)
	if !p.Known() || err != nil {
		return When{}
	}
	return due
}

// endsForSafety answers whether a role may end what cannot go on safely.
func (p Policy) endsForSafety(role Role) Tri {
	if !p.Known() {
		return Unknown
	}
	return Is(slices.Contains(p.section.Relationship.SafetyRoles, role))
}

func (p Policy) relationshipDay(span Offset, from time.Time) Date {
	end, err := span.After(from, p.calendar)
	if !p.Known() || err != nil {
		return Date{}
	}
	return end.Day(p.calendar)
}
