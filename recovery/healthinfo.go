package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindHealthInfo is how a piece of health information is stored.
const KindHealthInfo peer.Kind = "health-information"

// Places health information can be in. Only the person moves it on.
const (
	// HealthInfoShown: the worker showed it. The person includes it or leaves it
	// out.
	HealthInfoShown peer.Status = "shown"
	// HealthInfoIncluded: the person chose to have it in their plan. They may leave
	// it out after all.
	HealthInfoIncluded peer.Status = "included"
	// HealthInfoLeftOut: the person would rather not have it. They may include it
	// after all.
	HealthInfoLeftOut peer.Status = "left-out"
)

// HealthInfo is information on mental or physical health, or on staying healthy,
// with where it is from, which a person may include in their plan (REC-48). It is
// information and never advice. The zero value is no information.
type HealthInfo struct {
	head
	s healthInfo
}

type healthInfo struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	About    HealthTopic   `json:"about" ask:"required"`
	Content  HealthContent `json:"content" ask:"required"`
	Text     peer.Private  `json:"text" ask:"required,max=4000"`
	Source   peer.Private  `json:"source" ask:"required,max=500"`
	SourceOn peer.Date     `json:"sourceOn,omitzero"`
	Audience Audience      `json:"audience" ask:"required"`
	From     peer.Party    `json:"from" ask:"required"`
	Shown    time.Time     `json:"shown" ask:"required"`
}

// Person is the person it was shown to.
func (h HealthInfo) Person() peer.PersonID { return h.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (h HealthInfo) Worker() peer.StaffID { return h.s.Worker }

// About is what it is on.
func (h HealthInfo) About() HealthTopic { return h.s.About }

// Content says that it is information; nothing else is ever kept.
func (h HealthInfo) Content() HealthContent { return h.s.Content }

// Text is the information.
func (h HealthInfo) Text() peer.Private { return h.s.Text }

// Source is where it is from: a leaflet, a page, an organisation.
func (h HealthInfo) Source() peer.Private { return h.s.Source }

// SourceOn is the day, month or year the source is of; zero: it is not said.
func (h HealthInfo) SourceOn() peer.Date { return h.s.SourceOn }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (h HealthInfo) Audience() Audience { return h.s.Audience }

// From is who brought it: the person or the worker.
func (h HealthInfo) From() peer.Party { return h.s.From }

// Shown is when, in UTC.
func (h HealthInfo) Shown() time.Time { return h.s.Shown }
