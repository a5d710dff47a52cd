package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// advanceStatements is the table of REC-47 for statements.
var advanceStatements = peer.Machine[AdvanceStatement, AdvanceFacts]{
	Kind:   KindAdvanceStatement,
	Schema: 1, // 1: the first form
	Says:   "What a person would want in a future crisis, in their own words; it is weighed and does not bind.",
	Moves:  "REC-47",
	States: advanceStates,
	Head:   func(s *AdvanceStatement) *peer.Head { return &s.head },
	Data:   func(s *AdvanceStatement) any { return &s.s },
	Person: AdvanceStatement.Person,
	Party:  whose.Party[AdvanceStatement],
	Policy: AdvanceFacts.digest,
	Legal:  statementLegal,
	Parts:  statementParts,
	Rows: append([]advanceRow[AdvanceStatement]{
		peer.Begins(advanceRow[AdvanceStatement]{
			Do: "write", Says: "Write down what you would want in a crisis.",
			To: []peer.Status{AdvanceDraft, AdvanceConfirmed}, By: whose.Two, Else: twoWrite, Form: "REC-47", Open: statementMade,
		}, func(c WriteStatement) string { return c.ID }, draftStatement, advanceStep[AdvanceStatement, WriteStatement]{
			Needs: append(statementWords(func(c WriteStatement) StatementText { return c.Text }), confirmedBySelf[AdvanceStatement](func(c WriteStatement) bool { return c.Confirm })),
			Apply: func(s AdvanceStatement, c WriteStatement, t *advanceTaken) AdvanceStatement {
				s.s.Text, s.s.Document = c.Text.own(t.Act.By), newPaper(c.Confirm, t.Now())
				return s
			},
			To: func(_ AdvanceStatement, c WriteStatement) peer.Status {
				if c.Confirm {
					return AdvanceConfirmed
				}
				return AdvanceDraft
			},
		}),
		peer.Takes(advanceRow[AdvanceStatement]{
			Do: "rewrite", Says: "Put it in other words, while it is a draft.",
			From: []peer.Status{AdvanceDraft}, Stays: []peer.Status{AdvanceDraft}, By: whose.Two, Else: twoWrite, Form: "REC-47",
		}, advanceStep[AdvanceStatement, RewriteStatement]{
			Needs: statementWords(func(c RewriteStatement) StatementText { return c.Text }),
			Apply: func(s AdvanceStatement, c RewriteStatement, t *advanceTaken) AdvanceStatement {
				s.s.Text = c.Text.own(t.Act.By)
				return s
			},
		}),
		peer.Takes(advanceRow[AdvanceStatement]{
			Do: "edit", Says: "Put a new version in its place.",
			From: advanceInForce, To: []peer.Status{AdvanceSuperseded}, By: whose.Person, Else: advanceMine, Form: "REC-47", Open: statementMade, Makes: KindAdvanceStatement,
		}, advanceStep[AdvanceStatement, EditStatement]{
			Needs: []advanceNeed[AdvanceStatement, EditStatement]{anotherVersion[AdvanceStatement](func(c EditStatement) string { return c.ID })},
			Also: func(s AdvanceStatement, c EditStatement, a peer.Act, f AdvanceFacts) peer.Decision {
				return nextVersionAllowed(ownStatements, c.write(s), a, f)
			},
			Apply: func(s AdvanceStatement, c EditStatement, t *advanceTaken) AdvanceStatement {
				return nextVersion(ownStatements, s, c.write(s), t)
			},
		}),
	}, documentRows[AdvanceStatement]()...),
}

type statementTable struct{}

func (statementTable) table() *peer.Machine[AdvanceStatement, AdvanceFacts] {
	return &advanceStatements
}

var ownStatements itself[AdvanceStatement] = statementTable{}

// statementMade: nobody is kept from saying what they want where no policy is
// known.
var statementMade = []advanceOpen[AdvanceStatement]{
	lawful[AdvanceStatement](StatementInAdvance),
	madeHere[AdvanceStatement](func(p Policy) peer.Tri { return peer.Is(p.statements() != peer.No) }),
}

// write is the step that writes the new version, for the same two people.
func (c EditStatement) write(s AdvanceStatement) WriteStatement {
	return WriteStatement{ID: c.ID, Person: s.s.Person, Worker: s.s.Worker, Text: c.Text, Confirm: true}
}

func draftStatement(c WriteStatement) AdvanceStatement {
	return AdvanceStatement{s: advanceStatement{Person: c.Person, Worker: c.Worker, Audience: MeAndMyWorker}}
}

func statementWords[C any](text func(C) StatementText) []advanceNeed[AdvanceStatement, C] {
	at := func(path string, words func(StatementText) peer.Words) advanceNeed[AdvanceStatement, C] {
		return whose.OwnWords[AdvanceFacts, AdvanceStatement]("REC-47", path, func(c C) []peer.Words { return []peer.Words{words(text(c))} })
	}
	return []advanceNeed[AdvanceStatement, C]{
		at("/text/wishes", func(x StatementText) peer.Words { return x.Wishes }),
		at("/text/helps", func(x StatementText) peer.Words { return x.Helps }),
		at("/text/ratherNot", func(x StatementText) peer.Words { return x.RatherNot }),
	}
}

func statementLegal(s AdvanceStatement) []peer.Reason {
	x := s.s.Text
	return append(paperLegal(s), peer.Holds(whose.SilentOr(whose.Personal, s, x.Wishes, x.Helps, x.RatherNot), "/text", "Every text of a statement is the person's own."))
}

var statementParts = []peer.Part[AdvanceStatement]{
	{Name: "statement", If: advanceSeen[AdvanceStatement], Rule: notShown, Says: "The person says who may see their statement.",
		Value: func(s AdvanceStatement) any {
			return struct {
				Note     string        `json:"note"`
				Person   peer.PersonID `json:"person"`
				Worker   peer.StaffID  `json:"worker,omitzero"`
				Text     StatementText `json:"text"`
				Audience Audience      `json:"audience"`
				Life     lifeSeen      `json:"life"`
			}{NotChecked, s.s.Person, s.s.Worker, s.s.Text, s.s.Audience, seenLife(s)}
		}},
	{Name: "shares", If: advanceTwo[AdvanceStatement], Rule: notShown, Says: "Who has it is for the person and the worker alongside.",
		Value: func(s AdvanceStatement) any { return slices.Clone(s.s.Document.Shares) }},
}
