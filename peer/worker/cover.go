package worker

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Cover is somebody whom a worker supports and who needs somebody else meanwhile
// (PEER-71): who finds that somebody, and by when they have heard of it.
type Cover struct {
	Relationship peer.Ref      `json:"relationship"`
	Person       peer.PersonID `json:"person"`
	// Owner finds cover: the worker's line manager. Empty: nobody is named, and it is
	// for the team to say who does.
	Owner peer.StaffID `json:"owner,omitzero"`
	// From is the first day without the worker, Until the last; zero: it goes on.
	From  peer.Date `json:"from"`
	Until peer.Date `json:"until,omitzero"`
	// WordOn is the day on which the person hears of it: the day on which it was said.
	WordOn peer.Date `json:"wordOn"`
	// By is the last day on which somebody may be without cover; zero: no policy says.
	By peer.Date `json:"by,omitzero"`
}

// NeedsCover lists whom a worker's pause, notice or departure leaves without them, in
// the order of the relationships: nobody is forgotten, and nothing is ended by it. It is
// empty while the worker is there. Relationships of others are passed over.
func NeedsCover(m Member, all []peer.Relationship, p Policy, now time.Time) []Cover {
	today := p.today(now)
	gap, said := m.gap(today)
	if said.IsZero() {
		return nil
	}
	gap.WordOn = p.today(said)
	gap.Owner = m.linesAsOf(today).LineManager
	if due, err := p.section.Uncovered.AfterDate(gap.From, p.calendar); err == nil {
		gap.By = due.Day(p.calendar)
	}
	var out []Cover
	for _, r := range all {
		if r.Worker() == m.s.Worker && r.Holds() {
			gap.Relationship, gap.Person = r.Ref(), r.Person()
			out = append(out, gap)
		}
	}
	return out
}

// gap is when the worker is not there, today or to come, and when that was said; never
// where they are there. Who leaves for good comes before a pause.
func (m Member) gap(today peer.Date) (Cover, time.Time) {
	pause := m.s.Pause
	switch {
	case !m.s.LastDay.IsZero():
		return Cover{From: m.s.LastDay.AddDays(1)}, m.s.LastDaySaid
	case m.Status() == Away && (pause.To.IsZero() || !pause.To.Before(today)):
		return Cover{From: pause.From, Until: pause.To}, pause.Declared
	}
	return Cover{}, time.Time{}
}
