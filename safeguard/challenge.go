package safeguard

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindChallengeNote is how a note on challenging stigma is stored.
const KindChallengeNote peer.Kind = "challenge-note"

// Places a note can be in.
const (
	// ChallengeNoted: it is written down. Whoever wrote it says what came of it, lets it be
	// used for service improvement or not, and takes it back.
	ChallengeNoted peer.Status = "noted"
	// ChallengeTakenBack: whoever wrote it took it back. It stands there for them alone,
	// and nothing leads on.
	ChallengeTakenBack peer.Status = "taken-back"
)

// ChallengeNote is a neutral note on a moment of stigma or low expectations: what was said
// or done, what it meant as it was told, how it was challenged, and what came of it
// (SAFE-13). It names nobody, so that it can be used in supervision and for service
// improvement. The zero value is none.
type ChallengeNote struct {
	head
	s challenge
}

type challenge struct {
	Writer      peer.StaffID `json:"writer" ask:"required"`
	What        peer.Private `json:"what" ask:"required,max=4000"`
	Impact      peer.Private `json:"impact,omitzero" ask:"max=4000"`
	Challenged  peer.Private `json:"challenged,omitzero" ask:"max=4000"`
	Result      peer.Private `json:"result,omitzero" ask:"max=4000"`
	Where       Where        `json:"where,omitzero"`
	Noted       time.Time    `json:"noted" ask:"required"`
	Improvement bool         `json:"improvement,omitzero"`
}

// Writer is who wrote it.
func (n ChallengeNote) Writer() peer.StaffID { return n.s.Writer }

// What is what was said or done.
func (n ChallengeNote) What() peer.Private { return n.s.What }

// Impact is what it meant, in the words of the person who told it; empty: not told.
func (n ChallengeNote) Impact() peer.Private { return n.s.Impact }

// Challenged is how it was challenged; empty: not said.
func (n ChallengeNote) Challenged() peer.Private { return n.s.Challenged }

// Result is what came of it; empty: not said.
func (n ChallengeNote) Result() peer.Private { return n.s.Result }

// Where is the kind of place it happened in; empty: not said.
func (n ChallengeNote) Where() Where { return n.s.Where }

// Noted is when it was written down, in UTC.
func (n ChallengeNote) Noted() time.Time { return n.s.Noted }

// Improvement reports whether it may be used for service improvement.
func (n ChallengeNote) Improvement() bool { return n.s.Improvement }

// ChallengeNoteStep is a step of a note. A step of another record does not compile here.
type ChallengeNoteStep interface{ challengeNoteStep() }

// WriteChallenge writes it down. Names, ids and NHS numbers do not stand in it.
type WriteChallenge struct {
	ID string `json:"id"`
	// What was said or done.
	What peer.Private `json:"what" ask:"required,max=4000"`
	// Impact is what it meant, as the person told it in their words, without who it was.
	Impact      peer.Private `json:"impact,omitzero" ask:"max=4000"`
	Challenged  peer.Private `json:"challenged,omitzero" ask:"max=4000"`
	Result      peer.Private `json:"result,omitzero" ask:"max=4000"`
	Where       Where        `json:"where,omitzero"`
	Improvement bool         `json:"improvement,omitzero"`
}

// SayResult says how it was challenged and what came of it. What is left out stays as it
// was.
type SayResult struct {
	Challenged peer.Private `json:"challenged,omitzero" ask:"max=4000"`
	Result     peer.Private `json:"result,omitzero" ask:"max=4000"`
}

// LendChallenge says whether it may be used for service improvement.
type LendChallenge struct {
	Improvement bool `json:"improvement,omitzero"`
}

// TakeChallengeBack takes it back. No reason is asked.
type TakeChallengeBack struct{}

func (WriteChallenge) challengeNoteStep()    {}
func (SayResult) challengeNoteStep()         {}
func (LendChallenge) challengeNoteStep()     {}
func (TakeChallengeBack) challengeNoteStep() {}

var (
	challengeOpen = []peer.Status{ChallengeNoted}

	forWriter = peer.Asks{Rule: peer.Rule{Row: "SAFE-13", Code: peer.ErrNotAuthorised}, Says: "A note is for the member of staff who writes it.", Fix: "Write one yourself, or leave it to them."}
)

// challengeNotes is the table of SAFE-13.
var challengeNotes = peer.Machine[ChallengeNote, Facts]{
	Kind:   KindChallengeNote,
	Schema: 1, // 1: the first form
	Says:   "A neutral note on a moment of stigma or low expectations, how it was challenged, and what came of it.",
	Moves:  "SAFE-13",
	States: []peer.State{
		{Status: ChallengeNoted, Says: "It is written down. Whoever wrote it adds what came of it, or takes it back."},
		{Status: ChallengeTakenBack, Says: "Whoever wrote it took it back.", End: true},
	},
	Head:   func(n *ChallengeNote) *peer.Head { return &n.head },
	Data:   func(n *ChallengeNote) any { return &n.s },
	Person: func(ChallengeNote) peer.PersonID { return "" },
	Party:  challengeParty,
	Policy: Facts.digest,
	Legal: func(n ChallengeNote) []peer.Reason {
		return []peer.Reason{peer.Holds(!n.s.Improvement || n.Status() == ChallengeNoted, "/improvement", "What was taken back is used for nothing.")}
	},
	Parts: []peer.Part[ChallengeNote]{
		{Name: "note", If: challengeSeen, Rule: notShown, Says: "A note is for whoever wrote it and their line, and for the staff where it may be used.", Value: ChallengeNote.note},
		{Name: "writer", If: writerSeen, Rule: notShown, Says: "Who wrote it is for them and their line.", Value: func(n ChallengeNote) any { return n.s.Writer }},
	},
	Rows: []row[ChallengeNote]{
		peer.Begins(row[ChallengeNote]{
			Do: "write", Says: "Write down what was said or done.", To: challengeOpen, By: workerOrStaff, Else: forWriter, Form: "SAFE-13",
		}, func(c WriteChallenge) string { return c.ID }, func(c WriteChallenge) ChallengeNote {
			return ChallengeNote{s: challenge{What: c.What, Impact: c.Impact, Challenged: c.Challenged, Result: c.Result, Where: c.Where, Improvement: c.Improvement}}
		}, step[ChallengeNote, WriteChallenge]{
			Needs: []need[ChallengeNote, WriteChallenge]{
				namesNobody[ChallengeNote]("/what", func(c WriteChallenge) peer.Private { return c.What }),
				namesNobody[ChallengeNote]("/impact", func(c WriteChallenge) peer.Private { return c.Impact }),
				namesNobody[ChallengeNote]("/challenged", func(c WriteChallenge) peer.Private { return c.Challenged }),
				namesNobody[ChallengeNote]("/result", func(c WriteChallenge) peer.Private { return c.Result }),
			},
			Apply: func(n ChallengeNote, _ WriteChallenge, t *taken) ChallengeNote {
				n.s.Writer, n.s.Noted = t.Act.By.Staff, t.Now()
				return n
			},
		}),
		peer.Takes(row[ChallengeNote]{
			Do: "say-result", Says: "Say how it was challenged and what came of it.", From: challengeOpen, To: challengeOpen, By: justWorker, Else: forWriter, Form: "SAFE-13",
		}, step[ChallengeNote, SayResult]{
			Needs: []need[ChallengeNote, SayResult]{
				namesNobody[ChallengeNote]("/challenged", func(c SayResult) peer.Private { return c.Challenged }),
				namesNobody[ChallengeNote]("/result", func(c SayResult) peer.Private { return c.Result }),
			},
			Apply: func(n ChallengeNote, c SayResult, _ *taken) ChallengeNote {
				if !c.Challenged.IsZero() {
					n.s.Challenged = c.Challenged
				}
				if !c.Result.IsZero() {
					n.s.Result = c.Result
				}
				return n
			},
		}),
		peer.Takes(row[ChallengeNote]{
			Do: "lend", Says: "Say whether it may be used for service improvement.", From: challengeOpen, To: challengeOpen, By: justWorker, Else: forWriter, Form: "SAFE-13",
		}, step[ChallengeNote, LendChallenge]{Apply: func(n ChallengeNote, c LendChallenge, _ *taken) ChallengeNote {
			n.s.Improvement = c.Improvement
			return n
		}}),
		peer.Takes(row[ChallengeNote]{
			Do: "take-back", Says: "Take it back.", From: challengeOpen, To: []peer.Status{ChallengeTakenBack}, By: justWorker, Else: forWriter, Form: "SAFE-13",
		}, step[ChallengeNote, TakeChallengeBack]{Apply: func(n ChallengeNote, _ TakeChallengeBack, _ *taken) ChallengeNote {
			n.s.Improvement = false
			return n
		}}),
	},
}

// challengeParty: whoever wrote it is its worker.
func challengeParty(n ChallengeNote, a peer.Actor) peer.Party {
	return peer.PartyOf(a, "", n.s.Writer)
}

// challengeSeen: whoever wrote it; their line, for supervision; the staff where it may be
// used for service improvement. It is in nobody's record.
func challengeSeen(n ChallengeNote, as peer.Party, by peer.Reading) bool {
	lent := n.s.Improvement && (as == peer.PartyStaff || as == peer.PartyLine) && by.Purpose != peer.ForRecord
	return lent || writerSeen(n, as, by)
}

func writerSeen(n ChallengeNote, as peer.Party, by peer.Reading) bool {
	if n.Status() == ChallengeTakenBack || as == peer.PartyWorker {
		return as == peer.PartyWorker && by.Purpose != peer.ForRecord
	}
	return as == peer.PartyLine && by.Purpose == peer.ForSupervision
}

// note is what was noted, without who wrote it.
func (n ChallengeNote) note() any {
	s := n.s
	return struct {
		What       peer.Private `json:"what"`
		Impact     peer.Private `json:"impact,omitzero"`
		Challenged peer.Private `json:"challenged,omitzero"`
		Result     peer.Private `json:"result,omitzero"`
		Where      Where        `json:"where,omitzero"`
		Noted      time.Time    `json:"noted"`
	}{s.What, s.Impact, s.Challenged, s.Result, s.Where, s.Noted}
}
