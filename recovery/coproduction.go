package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindCoproductionCheck is how a co-production check is stored.
const KindCoproductionCheck peer.Kind = "coproduction-check"

// CoproductionNoted is the one place of a co-production check: it is there, and
// either of the two says what they think at any time.
const CoproductionNoted peer.Status = "noted"

// CoproductionCheck is how the two see the making of a document they share: who set
// the agenda, who wrote, who decided and what changed because of the person
// (REC-46). Each of the two answers for themself. It asks and never stops anything;
// nothing is scored. The zero value is no check.
type CoproductionCheck struct {
	head
	s coproductionCheck
}

type coproductionCheck struct {
	Person     peer.PersonID    `json:"person" ask:"required"`
	Worker     peer.StaffID     `json:"worker,omitzero"`
	About      peer.Ref         `json:"about" ask:"required"`
	PersonSays CoproductionView `json:"personSays,omitzero"`
	WorkerSays CoproductionView `json:"workerSays,omitzero"`
	Changed    peer.Words       `json:"changed,omitzero" ask:"max=2000"`
}

// CoproductionView is how one of the two sees it. What is empty they have not said.
type CoproductionView struct {
	Agenda  CoproductionWho `json:"agenda,omitzero"`
	Wrote   CoproductionWho `json:"wrote,omitzero"`
	Decided CoproductionWho `json:"decided,omitzero"`
	// Said is when they last said so, in UTC; zero: they have not.
	Said time.Time `json:"said,omitzero"`
}

// Person is the person of the two.
func (c CoproductionCheck) Person() peer.PersonID { return c.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (c CoproductionCheck) Worker() peer.StaffID { return c.s.Worker }

// About is the document.
func (c CoproductionCheck) About() peer.Ref { return c.s.About }

// PersonSays is how the person sees it.
func (c CoproductionCheck) PersonSays() CoproductionView { return c.s.PersonSays }

// WorkerSays is how the worker sees it.
func (c CoproductionCheck) WorkerSays() CoproductionView { return c.s.WorkerSays }

// Changed is what changed because of the person, in their words; empty: it is not
// said.
func (c CoproductionCheck) Changed() peer.Words { return c.s.Changed }

// Prompts are questions for the two to talk over: about what nobody has answered,
// what was not done together, and where they see it differently. The list is
// advice, kept nowhere, and empty when there is nothing to ask.
func (c CoproductionCheck) Prompts() []CoproductionPrompt {
	var out []CoproductionPrompt
	differ := false
	mine, theirs := c.s.PersonSays, c.s.WorkerSays
	for _, q := range []struct {
		person, worker  CoproductionWho
		unsaid, oneSide CoproductionPrompt
	}{
		{mine.Agenda, theirs.Agenda, PromptAgenda, PromptAgendaNotShared},
		{mine.Wrote, theirs.Wrote, PromptWrote, PromptWritingNotShared},
		{mine.Decided, theirs.Decided, PromptDecided, PromptDecisionNotShared},
	} {
		switch {
		case !q.person.answers() && !q.worker.answers():
			out = append(out, q.unsaid)
		case q.person.without() || q.worker.without():
			out = append(out, q.oneSide)
		}
		differ = differ || q.person.answers() && q.worker.answers() && q.person != q.worker
	}
	if c.s.Changed.IsZero() {
		out = append(out, PromptWhatChanged)
	}
	if differ {
		out = append(out, PromptSeenDifferently)
	}
	return out
}
