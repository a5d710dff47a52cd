package transition

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// transitionParts: where a move stands is for those who take part and for the staff
// who care for the person; the person's words go further only on their yes; the
// organiser's reasons are owed to the person; how the worker sees it is for the two,
// the person among them: nothing is written of somebody behind their back. That extra
// support is needed says never why.
var transitionParts = []peer.Part[Transition]{
	{Name: "move", If: takesPartOrCares,
		Rule: peer.Rule{Row: "TRAN-01", Code: peer.ErrNotAuthorised}, Says: "Where a move stands is for those who take part in it and for the care team.",
		Value: func(t Transition) any {
			needed, told := t.ExtraSupport()
			return struct {
				Person       peer.PersonID  `json:"person"`
				Worker       peer.StaffID   `json:"worker,omitzero"`
				Organiser    Organiser      `json:"organiser"`
				Move         MoveKind       `json:"move"`
				From         peer.ServiceID `json:"from,omitzero"`
				To           peer.ServiceID `json:"to,omitzero"`
				Told         peer.Date      `json:"told,omitzero"`
				Planned      peer.Date      `json:"planned,omitzero"`
				Until        peer.Date      `json:"until,omitzero"`
				Arrived      peer.Date      `json:"arrived,omitzero"`
				Answers      []CheckAnswer  `json:"answers"`
				Offered      []Service      `json:"offered,omitempty"`
				ExtraSupport bool           `json:"extraSupport,omitzero"`
				Informed     peer.StaffID   `json:"informed,omitzero"`
				NewContact   peer.Date      `json:"newContact,omitzero"`
			}{t.s.Person, t.s.Worker, t.s.Organiser, t.s.Kind, t.s.From, t.s.To, t.s.Told, t.s.Planned, t.s.Until, t.s.Arrived, t.Answers(),
				t.s.Offered, needed, told, t.s.NewContact}
		}},
	{Name: "information", If: informationSeen,
		Rule: peer.Rule{Row: "TRAN-07", Code: peer.ErrConsentRequired}, Says: "What is passed on, and what the person said no to, is for those who take part and for the care team.",
		Value: func(t Transition) any {
			i := t.s.Information
			return struct {
				Will       []Item    `json:"will,omitempty"`
				Nothing    bool      `json:"nothing,omitzero"`
				WillNot    []Item    `json:"willNot,omitempty"`
				Everything bool      `json:"everything,omitzero"`
				Discussed  peer.Tri  `json:"discussed"`
				At         time.Time `json:"at,omitzero"`
				SaidNo     []Passed  `json:"saidNo,omitempty"`
			}{i.Will, i.Nothing, i.WillNot, i.Everything, i.Discussed, i.At, t.s.SaidNo}
		}},
	{Name: "opinion", If: opinionSeen,
		Rule: peer.Rule{Row: "TRAN-05", Code: peer.ErrConsentRequired}, Says: "What the person thinks is for the two, and for the organiser when the person says so.",
		Value: func(t Transition) any { return t.s.Opinion }},
	{Name: "words", If: wordsSeen,
		Rule: peer.Rule{Row: "TRAN-03", Code: peer.ErrConsentRequired}, Says: "What the person says of each check goes further only on their yes.",
		Value: func(t Transition) any { return t.wordsOfChecks() }},
	{Name: "reasons", If: forTheThree,
		Rule: peer.Rule{Row: "TRAN-03", Code: peer.ErrNotAuthorised}, Says: "Why a check is not met is for the person, the worker and the organiser.",
		Value: func(t Transition) any { return t.reasons() }},
	{Name: "going", If: forThreeAndLine,
		Rule: peer.Rule{Row: "TRAN-15", Code: peer.ErrNotAuthorised}, Says: "What holds a move up is for the person, the worker, the organiser and the worker's line.",
		Value: func(t Transition) any {
			return struct {
				Continuity Continuity `json:"continuity"`
				Stuck      stuck      `json:"stuck"`
				HeldBack   heldBack   `json:"heldBack"`
			}{t.s.Continuity, t.s.Stuck, t.s.HeldBack}
		}},
	{Name: "beside", If: forTheTwo[Transition],
		Rule: peer.Rule{Row: "TRAN-03", Code: peer.ErrNotAuthorised}, Says: "How the worker sees it, and what the two plan, is for the two.",
		Value: func(t Transition) any {
			return struct {
				Views       []viewOfCheck `json:"views,omitempty"`
				Effect      Effect        `json:"effect,omitzero"`
				Bridge      Bridge        `json:"bridge"`
				AfterMet    peer.Date     `json:"afterMet,omitzero"`
				CloserEvery peer.Offset   `json:"closerEvery,omitzero"`
			}{t.views(), t.s.Effect, t.s.Bridge, t.s.AfterMet, t.s.CloserEvery}
		}},
}

var three = []peer.Party{peer.PartyPerson, peer.PartyWorker, peer.PartyOrganiser}

// takesPart in the move, or cares for the person, or writes the care record.
func takesPartOrCares(_ Transition, as peer.Party, by peer.Reading) bool {
	return slices.Contains(three, as) || by.By.Staff != "" && (by.Purpose == peer.ForCare || by.Purpose == peer.ForRecord)
}

func informationSeen(t Transition, as peer.Party, by peer.Reading) bool {
	if by.Purpose == peer.ForRecord {
		return by.By.Staff != "" && t.agreed(by)
	}
	return slices.Contains(three, as) || by.By.Staff != "" && by.Purpose == peer.ForCare
}

// forTheThree: never in the care record.
func forTheThree(_ Transition, as peer.Party, by peer.Reading) bool {
	return slices.Contains(three, as) && by.Purpose != peer.ForRecord
}

func forThreeAndLine(t Transition, as peer.Party, by peer.Reading) bool {
	return forTheThree(t, as, by) || as == peer.PartyLine && by.Purpose != peer.ForRecord
}

func opinionSeen(t Transition, as peer.Party, by peer.Reading) bool {
	switch {
	case by.Purpose == peer.ForRecord:
		return by.By.Staff != "" && t.s.Opinion.Send && t.agreed(by)
	case slices.Contains(whose.Two, as):
		return true
	}
	// Nobody here can tell who acts for a service: there the person's yes opens it.
	byService := t.s.Organiser.Staff == "" && by.By.Staff != "" && by.Purpose == peer.ForCare && t.agreed(by)
	return t.s.Opinion.Send && (as == peer.PartyOrganiser || byService)
}

func wordsSeen(t Transition, as peer.Party, by peer.Reading) bool {
	if by.Purpose != peer.ForRecord && slices.Contains(whose.Two, as) {
		return true
	}
	return by.By.Staff != "" && t.agreed(by)
}

// agreed: the person said yes to their plan being read for this purpose.
func (t Transition) agreed(by peer.Reading) bool {
	return peer.Consented(by.Consents, t.s.Person, peer.SharePlan, by.Purpose, by.At) == peer.Yes
}

// wordsOfCheck is what the person said of one check.
type wordsOfCheck struct {
	Check Check      `json:"check"`
	Words peer.Words `json:"words"`
}

func (t Transition) wordsOfChecks() []wordsOfCheck {
	var out []wordsOfCheck
	for _, x := range t.s.Checks {
		if !x.Words.IsZero() {
			out = append(out, wordsOfCheck{x.Check, x.Words})
		}
	}
	return out
}

// reasonOfCheck is the organiser's reason why one check is not met.
type reasonOfCheck struct {
	Check   Check        `json:"check"`
	Because peer.Private `json:"because"`
	At      time.Time    `json:"at"`
}

func (t Transition) reasons() []reasonOfCheck {
	var out []reasonOfCheck
	for _, x := range t.s.Checks {
		if !x.Because.IsZero() {
			out = append(out, reasonOfCheck{x.Check, x.Because, x.BecauseAt})
		}
	}
	return out
}

// viewOfCheck is how the worker sees one check.
type viewOfCheck struct {
	Check  Check        `json:"check"`
	Answer Answer       `json:"answer"`
	Note   peer.Private `json:"note,omitzero"`
	At     time.Time    `json:"at"`
}

func (t Transition) views() []viewOfCheck {
	var out []viewOfCheck
	for _, x := range t.s.Checks {
		if x.Worker != "" {
			out = append(out, viewOfCheck{x.Check, x.Worker, x.Note, x.WorkerAt})
		}
	}
	return out
}
