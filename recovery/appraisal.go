package recovery

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindAppraisal is how an appraisal is stored.
const KindAppraisal peer.Kind = "appraisal"

// Places an appraisal can be in.
const (
	// AppraisalGiven: the person said what they think of it. They may take it back;
	// what they think later is an appraisal of its own.
	AppraisalGiven peer.Status = "given"
	// AppraisalTakenBack: the person took it back and it counts no more. They still
	// say who may see it.
	AppraisalTakenBack peer.Status = "taken-back"
)

// Appraisal is the person's verdict on a coping strategy or a skill at one time
// (REC-21). It is never changed: the next one stands beside it. The zero value is
// none.
type Appraisal struct {
	head
	s appraisal
}

type appraisal struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	About    AppraisalOf   `json:"about" ask:"required"`
	Of       string        `json:"of" ask:"required"`
	Verdict  Verdict       `json:"verdict" ask:"required"`
	When     peer.Words    `json:"when,omitzero" ask:"max=1000"`
	Why      peer.Words    `json:"why,omitzero" ask:"max=2000"`
	DontKnow bool          `json:"dontKnow,omitzero"`
	Audience Audience      `json:"audience" ask:"required"`
	Said     time.Time     `json:"said" ask:"required"`
}

// Person is the person whose verdict it is.
func (a Appraisal) Person() peer.PersonID { return a.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (a Appraisal) Worker() peer.StaffID { return a.s.Worker }

// Of points at the coping strategy or the skill it is about.
func (a Appraisal) Of() peer.Ref {
	if !a.Exists() {
		return peer.Ref{}
	}
	return peer.Ref{Kind: a.s.About.kind(), ID: a.s.Of}
}

// Verdict is what the person thinks of it.
func (a Appraisal) Verdict() Verdict { return a.s.Verdict }

// When is when it works or does not, as they said it; empty when they have not.
func (a Appraisal) When() peer.Words { return a.s.When }

// Why is why, as they said it; empty when they have not.
func (a Appraisal) Why() peer.Words { return a.s.Why }

// DontKnow reports whether they said that they do not know why.
func (a Appraisal) DontKnow() bool { return a.s.DontKnow }

// Audience is who may see it, as the person set it; MeAndMyWorker at first. It
// never goes into the care record, whatever it is.
func (a Appraisal) Audience() Audience { return a.s.Audience }

// Said is when they said so, in UTC.
func (a Appraisal) Said() time.Time { return a.s.Said }

// Counts reports whether the person stands by it: it is given and not taken back.
func (a Appraisal) Counts() bool { return a.Status() == AppraisalGiven }

// Reinforces reports whether it says that something works: something there is to
// build on (REC-21).
func (a Appraisal) Reinforces() bool { return a.Counts() && a.s.Verdict == Works }

// VerdictThen is one verdict in its turn, beside the one before it.
type VerdictThen struct {
	Appraisal peer.Ref
	Said      time.Time
	Verdict   Verdict
	Before    Verdict // the one before; empty at the first
}

// Verdicts are the person's verdicts on this strategy as they followed each other
// (REC-23). Those taken back are left out. There is no average and no trend: what
// it means is for the person to say.
func (c CopingStrategy) Verdicts(all []Appraisal) []VerdictThen {
	return verdictsOn(c.Ref(), c.s.Person, all)
}

// Verdicts are the person's verdicts on this skill as they followed each other, as
// those of a coping strategy are.
func (k Skill) Verdicts(all []Appraisal) []VerdictThen {
	return verdictsOn(k.Ref(), k.s.Person, all)
}

func verdictsOn(of peer.Ref, person peer.PersonID, all []Appraisal) []VerdictThen {
	var out []VerdictThen
	for _, a := range all {
		if a.Counts() && a.Of() == of && a.s.Person == person {
			out = append(out, VerdictThen{Appraisal: a.Ref(), Said: a.s.Said, Verdict: a.s.Verdict})
		}
	}
	slices.SortStableFunc(out, func(a, b VerdictThen) int {
		return cmp.Or(a.Said.Compare(b.Said), cmp.Compare(a.Appraisal.ID, b.Appraisal.ID))
	})
	for i := 1; i < len(out); i++ {
		out[i].Before = out[i-1].Verdict
	}
	return out
}
