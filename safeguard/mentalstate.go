package safeguard

import (
	"slices"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// KindMentalStateReport is how a report of a change in somebody's mental state is stored.
const KindMentalStateReport peer.Kind = "mental-state-report"

// Places a report can be in.
const (
	// ReportQuestionOpen: it is written down, and whether qualified staff are told has
	// not been said, or "no" has no reason. The worker says.
	ReportQuestionOpen peer.Status = "question-open"
	// ReportKept: the worker decided that nobody needs to be told, and why. They may
	// decide otherwise.
	ReportKept peer.Status = "kept"
	// Reported: qualified staff are to know. One of them takes it on.
	Reported peer.Status = "reported"
	// ReportAcknowledged: one of the qualified staff has it, says what they do next and
	// by when. They say what came of the care plan; when the time passes in silence,
	// nobody has it.
	ReportAcknowledged peer.Status = "acknowledged"
	// PlanReviewed: the care plan was looked at and is up to date. Nothing leads on.
	PlanReviewed peer.Status = "plan-reviewed"
	// NoChange: the care plan stays as it is. Nothing leads on.
	NoChange peer.Status = "no-change"
)

// MentalStateReport says that somebody is worse than they usually are, or up and down,
// and whether qualified staff are told, so that the care plan can be kept up to date
// (SAFE-06). It has no diagnosis and no score. The zero value is none.
type MentalStateReport struct {
	head
	s mentalState
}

type mentalState struct {
	Person      peer.PersonID `json:"person" ask:"required"`
	Worker      peer.StaffID  `json:"worker" ask:"required"`
	Change      MentalChange  `json:"change" ask:"required"`
	Words       peer.Words    `json:"words,omitzero" ask:"max=4000"`
	Observation string        `json:"observation,omitzero"`
	Noticed     time.Time     `json:"noticed" ask:"required"`
	Reported    time.Time     `json:"reported" ask:"required"`
	Decision    Tell          `json:"decision,omitzero"`
	Because     peer.Private  `json:"because,omitzero" ask:"max=2000"`
	To          peer.StaffID  `json:"to,omitzero"`
	Decided     time.Time     `json:"decided,omitzero"`
	By          peer.When     `json:"by,omitzero"`                       // when somebody qualified has it, frozen
	Qualified   []peer.Role   `json:"qualified" ask:"required,items=50"` // frozen: who the policy says is qualified
	Taken       []Taken       `json:"taken,omitempty" ask:"items=50"`
	Plan        string        `json:"plan,omitzero"`
	Found       peer.Private  `json:"found,omitzero" ask:"max=4000"`
	FoundBy     peer.StaffID  `json:"foundBy,omitzero"`
	FoundAt     time.Time     `json:"foundAt,omitzero"`
}

// MentalChange is how somebody is beside how they usually are, where that is reported.
type MentalChange string

// Changes that are reported.
const (
	ChangeWorse       MentalChange = "worse"
	ChangeFluctuating MentalChange = "fluctuating"
)

var mentalChanges = []MentalChange{ChangeWorse, ChangeFluctuating}

// Known reports whether the change is on the list.
func (c MentalChange) Known() bool { return slices.Contains(mentalChanges, c) }

// Terms returns the closed list.
func (MentalChange) Terms() []string { return terms.Of(mentalChanges) }

// Tell is what was decided about telling qualified staff. Empty: nobody has said.
type Tell string

// Decisions.
const (
	TellNow   Tell = "now"
	TellToday Tell = "today"
	TellNo    Tell = "no" // with a reason
)

var tellings = []Tell{TellNow, TellToday, TellNo}

// Known reports whether the decision is on the list.
func (t Tell) Known() bool { return slices.Contains(tellings, t) }

// Terms returns the closed list.
func (Tell) Terms() []string { return terms.Of(tellings) }

// tells reports whether qualified staff are told.
func (t Tell) tells() bool { return t == TellNow || t == TellToday }

// Person is the person it is about.
func (m MentalStateReport) Person() peer.PersonID { return m.s.Person }

// Worker is the peer support worker who reports it.
func (m MentalStateReport) Worker() peer.StaffID { return m.s.Worker }

// Change is how they are beside how they usually are.
func (m MentalStateReport) Change() MentalChange { return m.s.Change }

// Words are what was noticed, as the worker or the person put it; empty: not written.
func (m MentalStateReport) Words() peer.Words { return m.s.Words }

// Observation is the id of the observation it comes from; empty: none.
func (m MentalStateReport) Observation() string { return m.s.Observation }

// Noticed is when it was noticed, Reported when it was written down, both in UTC.
func (m MentalStateReport) Noticed() time.Time { return m.s.Noticed }

// Reported is when it was written down, in UTC.
func (m MentalStateReport) Reported() time.Time { return m.s.Reported }

// Decision is whether qualified staff are told, and when; empty: nobody has said.
func (m MentalStateReport) Decision() Tell { return m.s.Decision }

// Because is why nobody was told; empty: not said.
func (m MentalStateReport) Because() peer.Private { return m.s.Because }

// To is whom the worker named among the qualified staff; empty: nobody by name.
func (m MentalStateReport) To() peer.StaffID { return m.s.To }

// AcknowledgeBy is when one of the qualified staff has to have it: within the policy's
// time for what is Immediate, or by the end of the day. The zero value: nobody is told.
func (m MentalStateReport) AcknowledgeBy() peer.When { return m.s.By }

// Taken are those of the qualified staff who said "I have it", the last at the end.
func (m MentalStateReport) Taken() []Taken { return slices.Clone(m.s.Taken) }

// Plan is the id of the care plan that was looked at; empty: not said.
func (m MentalStateReport) Plan() string { return m.s.Plan }

// Found is what came of it; empty while nobody has said.
func (m MentalStateReport) Found() peer.Private { return m.s.Found }

// Has is who has it at a time; the zero value: nobody. Whoever took it on and let their
// time pass in silence has it no longer (hazard H06).
func (m MentalStateReport) Has(now time.Time) Taken {
	if n := len(m.s.Taken); n > 0 && now.Before(m.s.Taken[n-1].Until) {
		return m.s.Taken[n-1]
	}
	return Taken{}
}

// Open reports whether somebody still has to do something about it.
func (m MentalStateReport) Open() bool { return slices.Contains(reportOpen, m.Status()) }

// Signal is what is open at a time about a report that qualified staff are to hear now:
// there is one as long as nobody has it, and it stays the same until somebody does. When
// somebody took it on and fell silent, there is another.
func (m MentalStateReport) Signal(now time.Time) (peer.Signal, bool) {
	told := m.Status() == Reported || m.Status() == ReportAcknowledged
	if !told || m.s.Decision != TellNow || now.Before(m.s.Decided) || m.Has(now) != (Taken{}) {
		return peer.Signal{}, false
	}
	since := m.s.Decided
	if n := len(m.s.Taken); n > 0 {
		since = m.s.Taken[n-1].Until
	}
	return peer.Signal{
		ID: string(KindMentalStateReport) + "." + m.Ref().ID + ".untaken-" + strconv.FormatInt(since.UnixMilli(), 10), Kind: peer.SignalGoesFurther, Rule: takesReport.Rule, About: m.s.Person,
		From: m.Ref(), Rev: m.Rev(), Noticed: since, By: peer.ByStaff(m.s.Worker, ""),
	}, true
}
