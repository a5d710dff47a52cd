package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/naming"
	"github.com/towpath-care/towpath/internal/terms"
)

// KindImprovementIdea is how an idea for a better service is stored.
const KindImprovementIdea Kind = "improvement-idea"

// Places an idea can be in. Whoever raised it may take it back until there is an answer.
const (
	// IdeaRaised: somebody raised it. A colleague considers it, or answers at once.
	IdeaRaised Status = "raised"
	// IdeaConsidered: a colleague looks into it and answers: it is acted on, or it is
	// not taken up.
	IdeaConsidered Status = "considered"
	// IdeaActedOn: something came of it; the reply says what. Nothing leads on.
	IdeaActedOn Status = "acted-on"
	// IdeaNotTakenUp: nothing comes of it for now; the reply says why. It may be
	// considered again.
	IdeaNotTakenUp Status = "not-taken-up"
	// IdeaTakenBack: whoever raised it took it back. Its words are gone and nothing leads
	// on.
	IdeaTakenBack Status = "taken-back"
)

// ImprovementIdea is an idea or a theme raised from peer experience, without anybody who
// could be recognised in it, and the reply to it (PEER-62). Only the staff raise one, also
// for a person, so that no change of it names somebody who is supported. The zero value
// is none.
type ImprovementIdea struct {
	head
	s improvementIdea
}

type improvementIdea struct {
	RaisedBy StaffID   `json:"raisedBy" ask:"required"`
	Theme    IdeaTheme `json:"theme" ask:"required"`
	Text     Private   `json:"text,omitzero" ask:"max=4000"`
	Raised   time.Time `json:"raised" ask:"required"`
	// Reply is what came of it, By whoever answered, Replied when.
	Reply   Private   `json:"reply,omitzero" ask:"max=4000"`
	By      StaffID   `json:"by,omitzero"`
	Replied time.Time `json:"replied,omitzero"`
}

// IdeaTheme says what an idea is about.
type IdeaTheme string

// Themes.
const (
	IdeaRecovery     IdeaTheme = "recovery-focus"
	IdeaRole         IdeaTheme = "peer-role"
	IdeaCoproduction IdeaTheme = "co-production"
	IdeaStrengths    IdeaTheme = "strengths-based-practice"
	IdeaStigma       IdeaTheme = "less-stigma"
	IdeaAccess       IdeaTheme = "access"
	IdeaOther        IdeaTheme = "other"
)

var ideaThemes = []IdeaTheme{IdeaRecovery, IdeaRole, IdeaCoproduction, IdeaStrengths, IdeaStigma, IdeaAccess, IdeaOther}

// Known reports whether the theme is on the list.
func (t IdeaTheme) Known() bool { return slices.Contains(ideaThemes, t) }

// Terms returns the closed list.
func (IdeaTheme) Terms() []string { return terms.Of(ideaThemes) }

// RaisedBy is who raised it.
func (i ImprovementIdea) RaisedBy() StaffID { return i.s.RaisedBy }

// Theme is what it is about.
func (i ImprovementIdea) Theme() IdeaTheme { return i.s.Theme }

// Text is the idea; empty once it was taken back.
func (i ImprovementIdea) Text() Private { return i.s.Text }

// Raised is when it was raised, in UTC.
func (i ImprovementIdea) Raised() time.Time { return i.s.Raised }

// Reply is the last answer to it, who gave it and when; empty before the first.
func (i ImprovementIdea) Reply() (Private, StaffID, time.Time) { return i.s.Reply, i.s.By, i.s.Replied }

// ImprovementIdeaStep is a step of an idea. A step of another record does not compile
// here.
type ImprovementIdeaStep interface{ improvementIdeaStep() }

// RaiseIdea raises one. Names, ids and NHS numbers do not stand in it.
type RaiseIdea struct {
	ID    string    `json:"id"`
	Theme IdeaTheme `json:"theme" ask:"required"`
	Text  Private   `json:"text" ask:"required,max=4000"`
}

// ConsiderIdea says that somebody looks into it.
type ConsiderIdea struct{}

// ActOnIdea says what came of it.
type ActOnIdea struct {
	Reply Private `json:"reply" ask:"required,max=4000"`
}

// LeaveIdea says that nothing comes of it for now, and why.
type LeaveIdea struct {
	Reply Private `json:"reply" ask:"required,max=4000"`
}

// TakeIdeaBack takes it back. No reason is asked.
type TakeIdeaBack struct{}

func (RaiseIdea) improvementIdeaStep()    {}
func (ConsiderIdea) improvementIdeaStep() {}
func (ActOnIdea) improvementIdeaStep()    {}
func (LeaveIdea) improvementIdeaStep()    {}
func (TakeIdeaBack) improvementIdeaStep() {}

type (
	ideaRow         = Row[ImprovementIdea, UnnamedFacts]
	ideaNeed[C any] = Need[ImprovementIdea, UnnamedFacts, C]
	ideaStep[C any] = Step[ImprovementIdea, UnnamedFacts, C]
	ideaTaken       = Taken[UnnamedFacts]
)

var (
	ideaUnanswered = []Status{IdeaRaised, IdeaConsidered}

	ideaRaiser   = Asks{Rule: Rule{"PEER-62", ErrNotAuthorised}, Says: "A member of staff raises it, also for a person.", Fix: "Tell one of them; no name goes into it."}
	ideaAnswerer = Asks{Rule: Rule{"PEER-62", ErrNotAuthorised}, Says: "A colleague of whoever raised it answers.", Fix: "Pass it on to somebody who can answer."}
	ideaOwner    = Asks{Rule: Rule{"PEER-62", ErrNotAuthorised}, Says: "Whoever raised it takes it back.", Fix: "Leave it to them, or answer it."}
)

// improvementIdeas is the table of PEER-62.
var improvementIdeas = Machine[ImprovementIdea, UnnamedFacts]{
	Kind:   KindImprovementIdea,
	Schema: 1, // 1: the first form
	Says:   "An idea for a better service, with nobody in it, and the reply to it.",
	Moves:  "PEER-62",
	States: []State{
		{IdeaRaised, "Somebody raised it. A colleague considers or answers it; whoever raised it may take it back.", false},
		{IdeaConsidered, "A colleague looks into it and answers; whoever raised it may take it back.", false},
		{IdeaActedOn, "Something came of it, and the reply says what.", true},
		{IdeaNotTakenUp, "Nothing comes of it for now, and the reply says why. It may be considered again.", false},
		{IdeaTakenBack, "Whoever raised it took it back.", true},
	},
	Head:   func(i *ImprovementIdea) *Head { return &i.head },
	Data:   func(i *ImprovementIdea) any { return &i.s },
	Person: func(ImprovementIdea) PersonID { return "" }, // it is about nobody
	Party:  func(i ImprovementIdea, a Actor) Party { return PartyOf(a, "", i.s.RaisedBy) },
	Policy: func(f UnnamedFacts) Digest { return f.Policy.Digest() },
	Line:   func(f UnnamedFacts) Lines { return f.Lines },
	Legal:  ideaLegal,
	Parts: []Part[ImprovementIdea]{
		{Name: "idea", If: ideaSeen, Rule: Rule{"PEER-62", ErrNotAuthorised}, Says: "Ideas and replies are for the staff, and in nobody's record.", Value: ImprovementIdea.shown},
		{Name: "raisedBy", If: func(_ ImprovementIdea, as Party, by Reading) bool { return workerAndLine(as, by) },
			Rule: Rule{"PEER-62", ErrNotAuthorised}, Says: "Who raised it is for them and, in supervision, for their line.", Value: func(i ImprovementIdea) any { return i.s.RaisedBy }},
	},
	Rows: []ideaRow{
		Begins(ideaRow{
			Do: "raise", Says: "Raise an idea for a better service.", To: []Status{IdeaRaised}, By: workerOrStaff, Else: ideaRaiser, Form: "PEER-62",
		}, func(c RaiseIdea) string { return c.ID }, func(c RaiseIdea) ImprovementIdea {
			return ImprovementIdea{s: improvementIdea{Theme: c.Theme, Text: c.Text}}
		}, ideaStep[RaiseIdea]{
			Needs: []ideaNeed[RaiseIdea]{
				idNamesNobody[ImprovementIdea]("PEER-62", func(c RaiseIdea) string { return c.ID }),
				namesNobody[ImprovementIdea]("PEER-62", "/text", func(c RaiseIdea) string { return c.Text.Reveal() }),
			},
			Apply: func(i ImprovementIdea, _ RaiseIdea, t *ideaTaken) ImprovementIdea {
				i.s.RaisedBy, i.s.Raised = t.Act.By.Staff, t.Now()
				return i
			},
		}),
		Takes(ideaRow{
			Do: "consider", Says: "Look into it.", From: []Status{IdeaRaised, IdeaNotTakenUp}, To: []Status{IdeaConsidered}, By: staffAlone, Else: ideaAnswerer, Form: "PEER-62",
		}, ideaStep[ConsiderIdea]{Apply: func(i ImprovementIdea, _ ConsiderIdea, _ *ideaTaken) ImprovementIdea { return i }}),
		Takes(ideaRow{
			Do: "act-on", Says: "Say what came of it.", From: ideaUnanswered, To: []Status{IdeaActedOn}, By: staffAlone, Else: ideaAnswerer, Form: "PEER-62",
		}, ideaStep[ActOnIdea]{
			Needs: []ideaNeed[ActOnIdea]{namesNobody[ImprovementIdea]("PEER-62", "/reply", func(c ActOnIdea) string { return c.Reply.Reveal() })},
			Apply: func(i ImprovementIdea, c ActOnIdea, t *ideaTaken) ImprovementIdea { return i.replied(c.Reply, t) },
		}),
		Takes(ideaRow{
			Do: "leave", Says: "Say why nothing comes of it for now.", From: ideaUnanswered, To: []Status{IdeaNotTakenUp}, By: staffAlone, Else: ideaAnswerer, Form: "PEER-62",
		}, ideaStep[LeaveIdea]{
			Needs: []ideaNeed[LeaveIdea]{namesNobody[ImprovementIdea]("PEER-62", "/reply", func(c LeaveIdea) string { return c.Reply.Reveal() })},
			Apply: func(i ImprovementIdea, c LeaveIdea, t *ideaTaken) ImprovementIdea { return i.replied(c.Reply, t) },
		}),
		Takes(ideaRow{
			Do: "take-back", Says: "Take it back.", From: ideaUnanswered, To: []Status{IdeaTakenBack}, By: workerAlone, Else: ideaOwner, Form: "PEER-62",
		}, ideaStep[TakeIdeaBack]{Apply: func(i ImprovementIdea, _ TakeIdeaBack, _ *ideaTaken) ImprovementIdea {
			i.s.Text, i.s.Reply, i.s.By, i.s.Replied = Private{}, Private{}, "", time.Time{}
			return i
		}}),
	},
}

func (i ImprovementIdea) replied(reply Private, t *ideaTaken) ImprovementIdea {
	i.s.Reply, i.s.By, i.s.Replied = reply, t.Act.By.Staff, t.Now()
	return i
}

// ideaSeen: the staff; whoever raised it alone once they took it back.
func ideaSeen(i ImprovementIdea, as Party, by Reading) bool {
	return by.By.Staff != "" && by.Purpose != ForRecord && (as == PartyWorker || i.status != IdeaTakenBack)
}

// shown is the idea and the reply without who raised it.
func (i ImprovementIdea) shown() any {
	s := i.s
	return struct {
		Theme   IdeaTheme `json:"theme"`
		Text    Private   `json:"text,omitzero"`
		Raised  time.Time `json:"raised"`
		Reply   Private   `json:"reply,omitzero"`
		By      StaffID   `json:"by,omitzero"`
		Replied time.Time `json:"replied,omitzero"`
	}{s.Theme, s.Text, s.Raised, s.Reply, s.By, s.Replied}
}

func ideaLegal(i ImprovementIdea) []Reason {
	s := i.s
	answered := i.status == IdeaActedOn || i.status == IdeaNotTakenUp
	byOther := slices.ContainsFunc(i.recent, func(c *Change) bool { return c.By.Staff == "" })
	whole := s.Reply.IsZero() == (s.By == "") && s.Reply.IsZero() == s.Replied.IsZero()
	return []Reason{
		Holds(!naming.Names(s.Text.Reveal(), nil) && !naming.Names(s.Reply.Reveal(), nil), "/text", "Nobody can be told by what is written here."),
		Holds(!byOther, "/recent", "No change of an idea names a person."),
		Holds(s.Text.IsZero() == (i.status == IdeaTakenBack), "/text", "An idea has words until it is taken back."),
		Holds(whole && (!answered || !s.Reply.IsZero()) && (i.status == IdeaNotTakenUp || answered || i.status == IdeaConsidered || s.Reply.IsZero()), "/reply", "A reply says who gave it and when, and there is one where it was answered."),
		Holds(s.By == "" || s.By != s.RaisedBy, "/by", "Somebody else than whoever raised it answered."),
	}
}
