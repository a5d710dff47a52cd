package worker

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindMember is how a peer support worker's employment is stored.
const KindMember peer.Kind = "peer-worker"

// Places a member can be in. On which days somebody is away, and whether they may work,
// is never a place but an answer of AwayOn and Evaluate.
const (
	// Registered: they are on the books and have not begun. Those who stand behind them
	// activate it once lines, the number and the first day are there.
	Registered peer.Status = "registered"
	// Active: they work here. A pause that they declare moves it to Away, their leaving
	// to Left.
	Active peer.Status = "active"
	// Away: they have declared a pause and are away on its days. They come back when
	// they say so, which moves it to Active.
	Away peer.Status = "away"
	// Left: they work here no more. Nothing leads on; who comes again is a new record.
	Left peer.Status = "left"
)

// Member is somebody who works here as a peer support worker: what they bring, who
// stands behind them, how many people they support at once, and when they are away. Of
// their lived experience a category is kept and nothing else (PEER-01). The zero value
// is nobody.
type Member struct {
	head
	s member
}

type member struct {
	Worker            peer.StaffID     `json:"worker" ask:"required"`
	Title             peer.Private     `json:"title" ask:"required,max=120"`
	Carer             bool             `json:"carer,omitzero"`
	Experience        []Experience     `json:"experience,omitempty" ask:"items=5"`
	SecondaryServices peer.Tri         `json:"secondaryServices"`
	Needs             []MetNeed        `json:"needs,omitempty" ask:"items=20"`
	Registered        time.Time        `json:"registered" ask:"required"`
	Start             peer.Date        `json:"start,omitzero"`
	LastDay           peer.Date        `json:"lastDay,omitzero"`
	LastDaySaid       time.Time        `json:"lastDaySaid,omitzero"`
	Lines             []DatedLines     `json:"lines,omitempty" ask:"items=1000"`
	Number            agreedNumber     `json:"number,omitzero"`
	Proposed          proposedNumber   `json:"proposed,omitzero"`
	Services          []peer.ServiceID `json:"services,omitempty" ask:"items=20"`
	Pause             pause            `json:"pause,omitzero"`
}

// MetNeed is that somebody confirmed that a worker meets a service's need. It may stand
// in place of a category, so that nobody has to say more than they like (PEER-01).
type MetNeed struct {
	Service     peer.ServiceID `json:"service" ask:"required"`
	ConfirmedBy peer.StaffID   `json:"confirmedBy" ask:"required"`
}

// DatedLines are who a worker reports to from a day on (PEER-11). Who it was on an
// earlier day stays as it was.
type DatedLines struct {
	From        peer.Date    `json:"from" ask:"required"`
	LineManager peer.StaffID `json:"lineManager" ask:"required"`
	Supervisor  peer.StaffID `json:"supervisor,omitzero"`
	Set         time.Time    `json:"set" ask:"required"`
}

// agreedNumber is how many people at once both have agreed (PEER-20).
type agreedNumber struct {
	Max int       `json:"max,omitzero" ask:"max=100"`
	At  time.Time `json:"at,omitzero"`
}

// proposedNumber waits for the yes of the other one.
type proposedNumber struct {
	Max      int          `json:"max,omitzero" ask:"max=100"`
	By       peer.StaffID `json:"by,omitzero"`
	ByWorker bool         `json:"byWorker,omitzero"`
	At       time.Time    `json:"at,omitzero"`
}

// pause is from a day to a day, both of them away; without an end it goes on until the
// worker says.
type pause struct {
	From     peer.Date `json:"from,omitzero"`
	To       peer.Date `json:"to,omitzero"`
	Declared time.Time `json:"declared,omitzero"`
}

// Worker is who it is about.
func (m Member) Worker() peer.StaffID { return m.s.Worker }

// Title is what the organisation calls the role. Nothing depends on it (PEER-02).
func (m Member) Title() peer.Private { return m.s.Title }

// Carer reports whether it is the title of a carer peer support worker.
func (m Member) Carer() bool { return m.s.Carer }

// Experience is which categories of lived experience the worker has declared. It is
// about their health: it goes into no record of anybody's.
func (m Member) Experience() []Experience { return slices.Clone(m.s.Experience) }

// SecondaryServices answers whether they have used secondary services themself; Unknown:
// nobody has said, and nobody has to.
func (m Member) SecondaryServices() peer.Tri { return m.s.SecondaryServices }

// Needs are services whose need they meet as somebody confirmed.
func (m Member) Needs() []MetNeed { return slices.Clone(m.s.Needs) }

// Start is their first day; zero: not set.
func (m Member) Start() peer.Date { return m.s.Start }

// LastDay is their last day, as it has been said; zero: they stay.
func (m Member) LastDay() peer.Date { return m.s.LastDay }

// Services are the services they are assigned to.
func (m Member) Services() []peer.ServiceID { return slices.Clone(m.s.Services) }

// Lines are all lines they have had, first to last.
func (m Member) Lines() []DatedLines { return slices.Clone(m.s.Lines) }

// LinesOn is who they report to on a day; none before the first (PEER-11).
func (m Member) LinesOn(day peer.Date) peer.Lines {
	for _, l := range slices.Backward(m.s.Lines) {
		if !day.IsZero() && !l.From.After(day) {
			return peer.Lines{LineManager: l.LineManager, Supervisor: l.Supervisor}
		}
	}
	return peer.Lines{}
}

// AgreedNumber is how many people at once, for peer.PlacesOf. It counts when both have
// said yes; a new number that waits for the other's yes changes nothing (PEER-20).
func (m Member) AgreedNumber() peer.AgreedNumber {
	if n := m.s.Number; n.Max > 0 {
		return peer.AgreedNumber{Worker: m.s.Worker, Max: n.Max, WorkerAgreed: true, ManagerAgreed: true}
	}
	p := m.s.Proposed
	return peer.AgreedNumber{Worker: m.s.Worker, Max: p.Max, WorkerAgreed: p.Max > 0 && p.ByWorker, ManagerAgreed: p.Max > 0 && !p.ByWorker}
}

// Pause is the pause that stands: its first and its last day. The last is zero while
// nobody has said. False: there is none.
func (m Member) Pause() (from, to peer.Date, declared bool) {
	return m.s.Pause.From, m.s.Pause.To, m.Status() == Away
}

// AwayOn reports whether they are away on a day.
func (m Member) AwayOn(day peer.Date) bool {
	from, to, declared := m.Pause()
	return declared && !day.Before(from) && (to.IsZero() || !day.After(to))
}

// employedOn reports whether they work here on a day.
func (m Member) employedOn(day peer.Date) bool {
	s := m.s
	working := m.Status() == Active || m.Status() == Away || m.Status() == Left
	return working && !s.Start.IsZero() && !day.Before(s.Start) && (s.LastDay.IsZero() || !day.After(s.LastDay))
}

// leaving is the member with a last day, said now unless it stood there already; without
// one they stay.
func (m Member) leaving(day peer.Date, now time.Time) Member {
	switch {
	case day.IsZero():
		m.s.LastDay, m.s.LastDaySaid = peer.Date{}, time.Time{}
	case day != m.s.LastDay:
		m.s.LastDay, m.s.LastDaySaid = day, now
	}
	return m
}

// brings reports whether there is a category of lived experience, or a confirmed need
// in its place.
func (m Member) brings() bool { return len(m.s.Experience) > 0 || len(m.s.Needs) > 0 }

// bringsOneOf reports whether they have one of these categories; none asked is any.
func (m Member) bringsOneOf(asked []Experience) bool {
	return len(asked) == 0 || slices.ContainsFunc(m.s.Experience, func(e Experience) bool { return slices.Contains(asked, e) })
}

// meetsNeedOf reports whether somebody confirmed that they meet a service's need.
func (m Member) meetsNeedOf(id peer.ServiceID) bool {
	return slices.ContainsFunc(m.s.Needs, func(n MetNeed) bool { return n.Service == id })
}

// titleFits: who is called a carer peer support worker has cared for somebody. Who keeps
// their category to themself is taken at the word of those who confirmed (PEER-02).
func (m Member) titleFits() bool {
	return !m.s.Carer || slices.Contains(m.s.Experience, OfCaring) || len(m.s.Experience) == 0 && len(m.s.Needs) > 0
}
