package peer

type (
	groupRow[R any]     = Row[R, GroupFacts]
	groupOpen[R any]    = Open[R, GroupFacts]
	groupNeed[R, C any] = Need[R, GroupFacts, C]
	groupStep[R, C any] = Step[R, GroupFacts, C]
	groupTaken          = Taken[GroupFacts]
)

var (
	facilitatorsOwn = Asks{Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "This is for those who facilitate the group.", Fix: "Ask one of them; members say what they want changed in the group."}
	staffOfGroup    = Asks{Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "This is for the staff.", Fix: "Ask one of those who facilitate the group."}
)

// groups is the table of PEER-58.
var groups = Machine[Group, GroupFacts]{
	Kind:   KindGroup,
	Schema: 1, // 1: the first form
	Says:   "Some people who meet: what for, who facilitates, and what the group agreed.",
	Moves:  "PEER-58",
	States: []State{
		{GroupRunning, "It meets, or is about to. Those who facilitate it change it; they or their line close it.", false},
		{GroupOver, "It was closed.", true},
	},
	Head:   func(g *Group) *Head { return &g.head },
	Data:   func(g *Group) any { return &g.s },
	Person: func(Group) PersonID { return "" },
	Party:  groupParty,
	Policy: GroupFacts.digest,
	Line:   GroupFacts.lines,
	Legal:  groupLegal,
	Parts:  groupParts,
	Rows: []groupRow[Group]{
		Begins(groupRow[Group]{
			Do: "begin", Says: "Set a group up.",
			To: []Status{GroupRunning}, By: []Party{PartyWorker, PartyStaff}, Else: staffOfGroup, Form: "PEER-58",
		}, func(c BeginGroup) string { return c.ID }, draftGroup, groupStep[Group, BeginGroup]{
			Needs: []groupNeed[Group, BeginGroup]{
				ledAsAllowed(func(_ Group, c BeginGroup) (Facilitator, []Facilitator) { return c.Lead, c.CoFacilitators }),
				facilitatorsOnce(func(c BeginGroup) (Facilitator, []Facilitator) { return c.Lead, c.CoFacilitators }),
			},
			Apply: func(g Group, c BeginGroup, t *groupTaken) Group {
				g.s.Purpose, g.s.Places, g.s.SharedGoals, g.s.Opened = c.Purpose, c.Places, c.SharedGoals, t.Now()
				return g
			},
		}),
		Takes(groupRow[Group]{
			Do: "change", Says: "Say anew what it is for, for how many, and what it wants to reach.",
			From: []Status{GroupRunning}, Stays: []Status{GroupRunning}, By: []Party{PartyWorker}, Else: facilitatorsOwn, Form: "PEER-58",
		}, groupStep[Group, ChangeGroup]{
			Needs: []groupNeed[Group, ChangeGroup]{roomForMembers},
			Apply: func(g Group, c ChangeGroup, _ *groupTaken) Group {
				g.s.Purpose, g.s.Places, g.s.SharedGoals = c.Purpose, c.Places, c.SharedGoals
				return g
			},
		}),
		Takes(groupRow[Group]{
			Do: "change-facilitators", Says: "Say anew who leads it and who facilitates beside them.",
			From: []Status{GroupRunning}, Stays: []Status{GroupRunning}, By: []Party{PartyWorker, PartyStaff}, Else: staffOfGroup, Form: "PEER-58",
			Open: []groupOpen[Group]{facilitatesOrLine},
		}, groupStep[Group, ChangeFacilitators]{
			Needs: []groupNeed[Group, ChangeFacilitators]{
				ledAsAllowed(func(_ Group, c ChangeFacilitators) (Facilitator, []Facilitator) { return c.Lead, c.CoFacilitators }),
				facilitatorsOnce(func(c ChangeFacilitators) (Facilitator, []Facilitator) { return c.Lead, c.CoFacilitators }),
			},
			Apply: func(g Group, c ChangeFacilitators, _ *groupTaken) Group {
				g.s.Lead, g.s.CoFacilitators = c.Lead, c.CoFacilitators
				return g
			},
		}),
		Takes(groupRow[Group]{
			Do: "propose-agreement", Says: "Put a new version of the agreement on the table, as the group found it.",
			From: []Status{GroupRunning}, Stays: []Status{GroupRunning}, By: []Party{PartyWorker}, Else: facilitatorsOwn, Form: "PEER-58",
		}, groupStep[Group, ProposeGroupAgreement]{
			Needs: []groupNeed[Group, ProposeGroupAgreement]{groupLooksAhead(func(c ProposeGroupAgreement) Date { return c.ReviewOn })},
			Apply: proposeInGroup,
		}),
		Takes(groupRow[Group]{
			Do: "bring-into-force", Says: "Make the version on the table the one that counts.",
			From: []Status{GroupRunning}, Stays: []Status{GroupRunning}, By: []Party{PartyWorker}, Else: facilitatorsOwn, Form: "PEER-58",
			Open: []groupOpen[Group]{everybodysYes},
		}, groupStep[Group, BringIntoForce]{
			Needs: []groupNeed[Group, BringIntoForce]{groupOnTable},
			Apply: func(g Group, c BringIntoForce, t *groupTaken) Group {
				g.s.Agreements = g.Agreements()
				now := &g.s.Agreements[c.Version-1]
				now.From, g.s.ReviewOn = t.Now(), now.ReviewOn
				return g
			},
			Options: map[string]func(Group) []string{"/version": func(g Group) []string {
				if a, there := g.OnTheTable(); there {
					return []string{Rev(a.Version).String()}
				}
				return nil
			}},
		}),
		Takes(groupRow[Group]{
			Do: "keep-agreement", Says: "Say that the group looked back on its agreement and keeps it.",
			From: []Status{GroupRunning}, Stays: []Status{GroupRunning}, By: []Party{PartyWorker}, Else: facilitatorsOwn, Form: "PEER-58",
			Open: []groupOpen[Group]{groupHasAgreement},
		}, groupStep[Group, KeepGroupAgreement]{
			Needs: []groupNeed[Group, KeepGroupAgreement]{groupLooksAhead(func(c KeepGroupAgreement) Date { return c.ReviewOn })},
			Apply: func(g Group, c KeepGroupAgreement, t *groupTaken) Group {
				g.s.ReviewOn = groupReviewDay(c.ReviewOn, t)
				return g
			},
		}),
		Takes(groupRow[Group]{
			Do: "close", Says: "End the group.",
			From: []Status{GroupRunning}, To: []Status{GroupOver}, By: []Party{PartyWorker, PartyStaff}, Else: staffOfGroup, Form: "PEER-58",
			Open: []groupOpen[Group]{facilitatesOrLine},
		}, groupStep[Group, CloseGroup]{Apply: func(g Group, _ CloseGroup, t *groupTaken) Group { g.s.Closed = t.Now(); return g }}),
	},
}

// groupParty: who facilitates it are its workers. Its members are nobody to the record
// itself; seen from a place in it, its holder is a party that reads.
func groupParty(g Group, a Actor) Party {
	for _, f := range append([]Facilitator{g.s.Lead}, g.s.CoFacilitators...) {
		if as := PartyOf(a, g.member, f.Staff); as != PartyStaff {
			return as
		}
	}
	return PartyStaff
}

func draftGroup(c BeginGroup) Group {
	return Group{s: group{Service: c.Service, Organisation: c.Organisation, Kind: c.Kind, Entry: c.Entry, Lead: c.Lead, CoFacilitators: c.CoFacilitators}}
}

func proposeInGroup(g Group, c ProposeGroupAgreement, t *groupTaken) Group {
	g.s.Agreements = append(g.Agreements(), GroupAgreement{Version: len(g.s.Agreements) + 1, SafeSpace: c.SafeSpace, Points: c.Points,
		ReviewOn: groupReviewDay(c.ReviewOn, t), Proposed: t.Now()})
	return g
}

// groupReviewDay is the day to look back: the one that was chosen, or the policy's.
func groupReviewDay(chosen Date, t *groupTaken) Date {
	if chosen.IsZero() {
		return t.Facts.Policy.reviewAfter(t.Now())
	}
	return chosen
}
