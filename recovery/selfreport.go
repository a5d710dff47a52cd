package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindSelfReport is how a self report is stored.
const KindSelfReport peer.Kind = "self-report"

// Places a self report can be in. Only the person moves it.
const (
	// SelfReportSaid: the person has said it. They may take it back.
	SelfReportSaid peer.Status = "said"
	// SelfReportTakenBack: the person has taken it back. They still say whether
	// the worker alongside may read it.
	SelfReportTakenBack peer.Status = "taken-back"
)

// SelfReport is what a person says about how something in their own life is: in
// words, as a number from 0 to 10 with its scale, or both (PEER-64). The person
// alone says it, and nobody has to. A number stands as it was named: nothing here
// adds numbers up, averages them or fills one in, and none is about a worker. The
// zero value is no report.
type SelfReport struct {
	head
	s selfReport
}

type selfReport struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Domain   ReportDomain  `json:"domain" ask:"required"`
	Words    peer.Words    `json:"words,omitzero" ask:"max=2000"`
	Rating   Rating        `json:"rating,omitzero"`
	Scale    RatingScale   `json:"scale,omitzero"`
	LowEnd   peer.Words    `json:"lowEnd,omitzero" ask:"max=200"`
	HighEnd  peer.Words    `json:"highEnd,omitzero" ask:"max=200"`
	Goal     string        `json:"goal,omitzero"`
	Audience Audience      `json:"audience" ask:"required"`
	Said     time.Time     `json:"said" ask:"required"`
}

// Person is the person who says it, about themself.
func (r SelfReport) Person() peer.PersonID { return r.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (r SelfReport) Worker() peer.StaffID { return r.s.Worker }

// Domain is what it is about.
func (r SelfReport) Domain() ReportDomain { return r.s.Domain }

// Words are what the person says; empty when they named a number only.
func (r SelfReport) Words() peer.Words { return r.s.Words }

// Rating is the number they named; empty when they named none.
func (r SelfReport) Rating() Rating { return r.s.Rating }

// Scale says what 0 and 10 stand for; empty when Ends says it, or without a number.
func (r SelfReport) Scale() RatingScale { return r.s.Scale }

// Ends are what 0 and 10 stand for in the person's own words; empty when Scale says
// it, or without a number.
func (r SelfReport) Ends() (low, high peer.Words) { return r.s.LowEnd, r.s.HighEnd }

// Goal is the id of the goal it belongs to; empty when there is none.
func (r SelfReport) Goal() string { return r.s.Goal }

// Audience is who may see it, as the person set it; MeAndMyWorker at first. Into
// the care record go number and scale, and never the words.
func (r SelfReport) Audience() Audience { return r.s.Audience }

// Said is when it was said, in UTC.
func (r SelfReport) Said() time.Time { return r.s.Said }
