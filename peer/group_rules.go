package peer

import "slices"

// peerWorker answers whether a facilitator is a peer support worker, as far as anybody
// claims; Unknown when nobody has said what they are employed as.
func (f Facilitator) peerWorker(a Act) Tri {
	switch {
	case f.Role == RolePeerWorker, a.By.Staff != "" && a.By.Staff == f.Staff && a.By.Role == RolePeerWorker:
		return Yes
	case f.Role == "":
		return Unknown
	}
	return No
}

// outsideScope is what is heard where a peer support worker would lead what the
// organisation keeps for another profession.
var outsideScope = Asks{Rule: Rule{"PEER-58", ErrOutsideScopeOfPractice},
	Says: "Whoever leads a group of this kind may lead it here.", Fix: "Let a colleague of that profession lead it; the peer support worker facilitates beside them."}

// ledAsAllowed: who may lead which kind is policy, and without one only a colleague who
// is no peer support worker may.
func ledAsAllowed[C any](who func(Group, C) (Facilitator, []Facilitator)) groupNeed[Group, C] {
	asks := outsideScope
	asks.Path = "/lead"
	return groupNeed[Group, C]{Asks: asks,
		Met: func(g Group, c C, a Act, f GroupFacts) Tri {
			if !g.s.Kind.Known() {
				return Yes // that is the form's to say
			}
			lead, _ := who(g, c)
			return lead.peerWorker(a).Not().Or(f.Policy.peerWorkerLeads(g.s.Kind))
		},
		Args: func(g Group, _ C, _ Act, _ GroupFacts) []Arg { return []Arg{Word("sort", g.s.Kind)} },
	}
}

// facilitatesOrLine: whoever leads may be gone, and their line sees to the group.
var facilitatesOrLine = groupOpen[Group]{
	Asks: Asks{Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "Whoever changes who facilitates, or closes the group, facilitates it or is the worker's line manager or supervisor.", Fix: "Ask one of them."},
	Met: func(g Group, a Act, f GroupFacts) Tri {
		if groupParty(g, a.By) != PartyStaff {
			return Yes // that is another rule's to say
		}
		return f.Lines.includes(a.By)
	},
}

func facilitatorsOnce[C any](who func(C) (Facilitator, []Facilitator)) groupNeed[Group, C] {
	return groupNeed[Group, C]{
		Asks: Asks{Rule: Rule{"PEER-58", ErrDuplicate}, Path: "/coFacilitators", Says: "Nobody facilitates twice.", Fix: "Name each of them once."},
		Met: func(_ Group, c C, _ Act, _ GroupFacts) Tri {
			lead, others := who(c)
			return Is(eachOnce(append([]Facilitator{lead}, others...), facilitatorID))
		},
	}
}

func facilitatorID(f Facilitator) string { return string(f.Staff) }

// eachOnce reports whether no two of a list have the same key.
func eachOnce[T any](list []T, key func(T) string) bool {
	seen := map[string]bool{}
	for _, x := range list {
		if seen[key(x)] {
			return false
		}
		seen[key(x)] = true
	}
	return true
}

// roomForMembers: nobody who has a place loses it to a smaller number.
var roomForMembers = groupNeed[Group, ChangeGroup]{
	Asks: Asks{Rule: Rule{"PEER-58", ErrOutOfRange}, Path: "/places", Says: "There is room for everybody who has a place or was offered one.", Fix: "Choose a larger number, or leave it out."},
	Met: func(g Group, c ChangeGroup, _ Act, f GroupFacts) Tri {
		switch {
		case c.Places == 0:
			return Yes
		case !f.Group.Counted:
			return Unknown
		}
		return f.Group.of(g.ref.ID, f.Group.Held <= c.Places)
	},
	Args: func(_ Group, _ ChangeGroup, _ Act, f GroupFacts) []Arg { return []Arg{Number("held", f.Group.Held)} },
}

func groupLooksAhead[C any](day func(C) Date) groupNeed[Group, C] {
	return groupNeed[Group, C]{
		Asks: Asks{Rule: Rule{"PEER-58", ErrPastDate}, Path: "/reviewOn", Says: "The day to look back is still to come.", Fix: "Choose a later day, or leave it out for the usual one."},
		Met: func(_ Group, c C, a Act, f GroupFacts) Tri {
			return Is(day(c).IsZero() || day(c).After(f.Policy.Calendar().Day(a.At)))
		},
	}
}

// everybodysYes: in a closed group an agreement is every member's. One nobody has joined
// yet has nobody to ask.
var everybodysYes = groupOpen[Group]{
	Asks: Asks{Rule: Rule{"PEER-58", ErrBoundariesNotAgreed}, Says: "Every member of a closed group has said yes to the version on the table.", Fix: "Give everybody time to read it and say what they think; propose another version if it does not suit."},
	Met: func(g Group, _ Act, f GroupFacts) Tri {
		v, ok := g.OnTheTable()
		switch {
		case g.s.Entry == OpenGroup, !ok:
			return Yes // what is not on the table is another rule's to say
		case !f.Group.Counted || f.Group.OnTable != v.Version:
			return Unknown
		}
		return f.Group.of(g.ref.ID, f.Group.Agreed == f.Group.Members)
	},
	Args: func(_ Group, _ Act, f GroupFacts) []Arg {
		return []Arg{Number("agreed", f.Group.Agreed), Number("members", f.Group.Members)}
	},
}

var groupOnTable = groupNeed[Group, BringIntoForce]{
	Asks: Asks{Rule: Rule{"PEER-34", ErrStaleVersion}, Path: "/version", Says: "It is the version on the table.", Fix: "Read the newest version, and bring that one into force."},
	Met: func(g Group, c BringIntoForce, _ Act, _ GroupFacts) Tri {
		a, ok := g.OnTheTable()
		return Is(ok && a.Version == c.Version)
	},
}

var groupHasAgreement = groupOpen[Group]{
	Asks: Asks{Rule: Rule{"PEER-58", ErrBoundariesNotAgreed}, Says: "An agreement of the group is in force.", Fix: "Propose one first, and bring it into force."},
	Met: func(g Group, _ Act, _ GroupFacts) Tri {
		_, ok := g.InForce()
		return Is(ok)
	},
}

func groupLegal(g Group) []Reason {
	out := []Reason{
		Holds((g.status == GroupOver) == !g.s.Closed.IsZero(), "/closed", "The time it was closed is there when it is over."),
		Holds(eachOnce(append([]Facilitator{g.s.Lead}, g.s.CoFacilitators...), facilitatorID), "/coFacilitators", "Nobody facilitates twice."),
		Holds(!slices.ContainsFunc(g.Recent(), byNoStaff), "/recent", "Only staff take steps of a group, so that it names none of its members."),
	}
	_, agreed := g.InForce()
	out = append(out, Holds(agreed || g.s.ReviewOn.IsZero(), "/reviewOn", "A group looks back on an agreement that is in force."))
	for i, a := range g.s.Agreements {
		out = append(out, Holds(a.Version == i+1, "/agreements/"+Rev(i).String()+"/version", "Versions are numbered from 1."))
	}
	return out
}

// byNoStaff reports whether a change names somebody who is not on the staff.
func byNoStaff(c Change) bool { return c.By.Person != "" || c.By.Carer != "" || c.For != "" }

// mentionsOnly reports whether no other person than this one took one of these steps: a
// member's record mentions only that member.
func mentionsOnly(p PersonID, recent []Change) bool {
	return !slices.ContainsFunc(recent, func(c Change) bool { return c.By.Person != "" && c.By.Person != p })
}

var groupParts = []Part[Group]{
	{Name: "group", If: func(_ Group, _ Party, by Reading) bool {
		return by.Purpose != ForRecord && (by.By.Person != "" || by.By.Staff != "")
	}, Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "What a group is for is for those who may come and for the staff; it goes into nobody's record.",
		Value: func(g Group) any {
			return struct {
				Service ServiceID     `json:"service"`
				Kind    GroupKind     `json:"sort"`
				Entry   GroupEntry    `json:"entry"`
				Purpose Private       `json:"purpose"`
				Staff   []Facilitator `json:"facilitators"`
				Places  int           `json:"places,omitzero"`
			}{g.s.Service, g.s.Kind, g.s.Entry, g.s.Purpose, g.Facilitators(), g.s.Places}
		}},
	{Name: "agreement", If: func(_ Group, as Party, by Reading) bool {
		return by.Purpose != ForRecord && (as == PartyPerson || as == PartyWorker || by.By.Staff != "" && by.Purpose == ForSupervision)
	}, Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "What a group agreed is for those who have a place in it, for those who facilitate it and for their supervision.",
		Value: func(g Group) any {
			return struct {
				Agreements  []GroupAgreement `json:"agreements,omitempty"`
				SharedGoals []Private        `json:"sharedGoals,omitempty"`
			}{g.s.Agreements, g.s.SharedGoals}
		}},
}
