package peer

import (
	"slices"
	"time"
)

// validationRules are what an organisation says of validation: who looks at a worker's
// entry, and by when.
type validationRules struct {
	// Asked: entries wait for somebody to look at them (PEER-48).
	Asked Tri `json:"asked"`
	// Roles are those who look: registered professionals of the team, whatever the
	// organisation calls them.
	Roles []Role `json:"roles"`
	// Within is how soon an entry is looked at, and a question about it answered.
	Within Offset `json:"within,omitzero"`
	// DraftWithin is how soon a draft is finished with the person (PEER-46).
	DraftWithin Offset `json:"draftWithin"`
}

func (v validationRules) faults() error {
	const at = "/peer/validation"
	asked := v.Asked == Yes
	fits := !slices.ContainsFunc(v.Roles, func(r Role) bool { return r == "" || !shortText(string(r)) })
	return Faults(
		said(v.Asked != Unknown, at+"/asked", "The policy says, yes or no, whether somebody looks at a worker's entry."),
		said(v.Roles != nil && (!asked || len(v.Roles) > 0), at+"/roles", "The policy says which roles look at entries; an empty list where nobody does."),
		said(!asked || !v.Within.IsZero(), at+"/within", "The policy says how soon an entry is looked at."),
		said(!v.DraftWithin.IsZero(), at+"/draftWithin", "The policy says how soon a draft is finished with the person."),
		within(fits, at+"/roles", "A role has a name of 1 to 200 bytes."),
		within(!slices.Contains(v.Roles, RolePeerWorker), at+"/roles", "Whoever looks is a registered professional; a peer support worker is none."),
	)
}

// asksValidation answers whether entries wait for somebody to look at them.
func (p Policy) asksValidation() Tri { return p.section.Validation.Asked }

// looks answers whether somebody in this role looks at entries. Where the policy lists
// none, every registered professional does.
func (p Policy) looks(role Role) Tri {
	roles := p.section.Validation.Roles
	if !p.Known() {
		return Unknown
	}
	return Is(len(roles) == 0 || slices.Contains(roles, role))
}

// lookBy is by when an entry is looked at, or a question about it answered; none where
// the policy does not say.
func (p Policy) lookBy(at time.Time) When { return p.ends(p.section.Validation.Within, at) }

// draftBy is by when a draft is finished with the person; none without a policy.
func (p Policy) draftBy(at time.Time) When { return p.ends(p.section.Validation.DraftWithin, at) }

// ends is the end of a span of the policy; none where there is no such span.
func (p Policy) ends(span Offset, at time.Time) When {
	if !p.Known() || span.IsZero() {
		return When{}
	}
	w, err := span.After(at, p.calendar)
	if err != nil {
		return When{}
	}
	return w
}
