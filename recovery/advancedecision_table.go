package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// advanceDecisions is the table of REC-47 for decisions.
var advanceDecisions = peer.Machine[AdvanceDecision, AdvanceFacts]{
	Kind:   KindAdvanceDecision,
	Schema: 1, // 1: the first form
	Says:   "An adult's refusal of a named treatment in named circumstances; nobody certifies it here.",
	Moves:  "REC-47",
	States: advanceStates,
	Head:   func(d *AdvanceDecision) *peer.Head { return &d.head },
	Data:   func(d *AdvanceDecision) any { return &d.s },
	Person: AdvanceDecision.Person,
	Party:  whose.Party[AdvanceDecision],
	Policy: AdvanceFacts.digest,
	Legal:  decisionLegal,
	Parts:  decisionParts,
	Rows: append([]advanceRow[AdvanceDecision]{
		peer.Begins(advanceRow[AdvanceDecision]{
			Do: "write", Says: "Write down which treatment you would not want, and when.",
			To: []peer.Status{AdvanceDraft, AdvanceConfirmed}, By: whose.Two, Else: twoWrite, Form: "REC-47", Open: decisionMade,
		}, func(c WriteDecision) string { return c.ID }, draftDecision, advanceStep[AdvanceDecision, WriteDecision]{
			Needs: append(decisionWords(func(c WriteDecision) Stance { return c.Stance }, func(c WriteDecision) DecisionText { return c.Text }),
				confirmedBySelf[AdvanceDecision](func(c WriteDecision) bool { return c.Confirm }), toldBefore),
			Apply: func(d AdvanceDecision, c WriteDecision, t *advanceTaken) AdvanceDecision {
				d.s.Text, d.s.Document = c.Text.own(t.Act.By), newPaper(c.Confirm, t.Now())
				return d
			},
			To: func(_ AdvanceDecision, c WriteDecision) peer.Status {
				if c.Confirm {
					return AdvanceConfirmed
				}
				return AdvanceDraft
			},
			Options: offeredStance,
		}),
		peer.Takes(advanceRow[AdvanceDecision]{
			Do: "rewrite", Says: "Put it in other words, while it is a draft.",
			From: []peer.Status{AdvanceDraft}, Stays: []peer.Status{AdvanceDraft}, By: whose.Two, Else: twoWrite, Form: "REC-47",
		}, advanceStep[AdvanceDecision, RewriteDecision]{
			Needs: decisionWords(func(c RewriteDecision) Stance { return c.Stance }, func(c RewriteDecision) DecisionText { return c.Text }),
			Apply: func(d AdvanceDecision, c RewriteDecision, t *advanceTaken) AdvanceDecision {
				d.s.Text = c.Text.own(t.Act.By)
				return d
			},
			Options: offeredStance,
		}),
		peer.Takes(advanceRow[AdvanceDecision]{
			Do: "edit", Says: "Put a new version in its place.",
			From: advanceInForce, To: []peer.Status{AdvanceSuperseded}, By: whose.Person, Else: advanceMine, Form: "REC-47", Open: decisionMade, Makes: KindAdvanceDecision,
		}, advanceStep[AdvanceDecision, EditDecision]{
			Needs: []advanceNeed[AdvanceDecision, EditDecision]{anotherVersion[AdvanceDecision](func(c EditDecision) string { return c.ID })},
			Also: func(d AdvanceDecision, c EditDecision, a peer.Act, f AdvanceFacts) peer.Decision {
				return nextVersionAllowed(ownDecisions, c.write(d), a, f)
			},
			Apply: func(d AdvanceDecision, c EditDecision, t *advanceTaken) AdvanceDecision {
				return nextVersion(ownDecisions, d, c.write(d), t)
			},
			Options: offeredStance,
		}),
		peer.Takes(advanceRow[AdvanceDecision]{
			Do: "tell-limits", Says: "Note what has been told about what a decision can do and what it cannot.",
			From: advanceLive, Stays: advanceLive, By: whose.Two, Else: whose.ForTwo("REC-47"), Form: "REC-47",
		}, advanceStep[AdvanceDecision, TellLimits]{Apply: func(d AdvanceDecision, c TellLimits, _ *advanceTaken) AdvanceDecision {
			d.s.Told = onceInOrder(limits, slices.Concat(d.s.Told, c.Topics))
			return d
		}}),
		peer.Takes(advanceRow[AdvanceDecision]{
			Do: "note-formalities", Says: "Note which formalities are there, or that a professional has looked.",
			From: advanceLive, Stays: advanceLive, By: []peer.Party{peer.PartyPerson, peer.PartyWorker, peer.PartyStaff}, Else: formalitiesFor, Form: "REC-47", Open: []advanceOpen[AdvanceDecision]{mayLook},
		}, advanceStep[AdvanceDecision, NoteFormalities]{
			Needs: []advanceNeed[AdvanceDecision, NoteFormalities]{nothingCertified},
			Apply: func(d AdvanceDecision, c NoteFormalities, t *advanceTaken) AdvanceDecision {
				own := func(f Formality) bool { return f == FormalityLifeAtRisk } // the person's statement speaks for itself
				d.s.Noted = slices.DeleteFunc(onceInOrder(formalities, c.Noted), own)
				if t.As == peer.PartyStaff {
					d.s.LookedAt = LookedAt{t.Act.By.Staff, t.Now()}
				}
				return d
			},
			Options: offeredCertificate,
		}),
	}, documentRows(toldNow, isAdult)...),
}

type decisionTable struct{}

func (decisionTable) table() *peer.Machine[AdvanceDecision, AdvanceFacts] { return &advanceDecisions }

var ownDecisions itself[AdvanceDecision] = decisionTable{}

// write is the step that writes the new version, for the same two people. What was
// told about a decision holds of its next version too.
func (c EditDecision) write(d AdvanceDecision) WriteDecision {
	return WriteDecision{ID: c.ID, Person: d.s.Person, Worker: d.s.Worker, Stance: c.Stance, Text: c.Text, Told: d.s.Told, Confirm: true}
}

func draftDecision(c WriteDecision) AdvanceDecision {
	return AdvanceDecision{s: advanceDecision{Person: c.Person, Worker: c.Worker, Told: onceInOrder(limits, c.Told), Audience: MeAndMyWorker}}
}
