package worker

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// memberLegal restates what the steps keep to.
func memberLegal(m Member) []peer.Reason {
	s := m.s
	return []peer.Reason{
		peer.Holds(m.brings(), "/experience", "A worker brings lived experience, or a confirmation in its place."),
		peer.Holds(m.titleFits(), "/carer", "Who is called a carer peer support worker has declared experience as a carer."),
		peer.Holds(!slices.Contains(confirmers(s.Needs), s.Worker), "/needs", "Somebody else than the worker confirms that they meet a need."),
		peer.Holds(s.Start.IsZero() || s.Start.Precision() == peer.ByDay, "/start", "The first day is a whole day."),
		peer.Holds(s.LastDay.IsZero() || s.LastDay.Precision() == peer.ByDay, "/lastDay", "The last day is a whole day."),
		peer.Holds(s.LastDay.IsZero() == s.LastDaySaid.IsZero(), "/lastDaySaid", "A last day says when it was said."),
		peer.Holds(m.Status() != Left || !s.LastDay.IsZero(), "/lastDay", "Who has left has a last day."),
		peer.Holds(m.Status() != Registered || s.LastDay.IsZero(), "/lastDay", "Who has not begun has no last day."),
		peer.Holds(linesInOrder(s.Worker, s.Lines), "/lines", "Lines follow one another, and nobody stands behind themself."),
		peer.Holds(!m.begun() || !s.Start.IsZero(), "/start", "Who works here has a first day."),
		peer.Holds(!m.begun() || len(s.Lines) > 0, "/lines", "Who works here has a line manager."),
		peer.Holds(!m.begun() || s.Number.Max > 0, "/number", "Who works here has agreed a number."),
		peer.Holds((s.Number.Max > 0) == !s.Number.At.IsZero(), "/number", "An agreed number says since when."),
		peer.Holds(proposalWhole(s), "/proposed", "A proposed number says who proposed it and when."),
		peer.Holds(!repeats(s.Services), "/services", "A service stands there once."),
		peer.Holds(pauseWhole(m.Status() == Away, s.Pause), "/pause", "A pause stands there while one is declared, in whole days in order."),
	}
}

// begun reports whether the member has been activated and has not left.
func (m Member) begun() bool { return m.Status() == Active || m.Status() == Away }

func linesInOrder(worker peer.StaffID, list []DatedLines) bool {
	for i, l := range list {
		self := l.LineManager == worker || l.Supervisor == worker
		if self || l.From.Precision() != peer.ByDay || i > 0 && l.From.Before(list[i-1].From) {
			return false
		}
	}
	return true
}

func proposalWhole(s member) bool {
	p := s.Proposed
	if p == (proposedNumber{}) {
		return true
	}
	return p.Max > 0 && p.By != "" && p.ByWorker == (p.By == s.Worker) && !p.At.IsZero()
}

func repeats(list []peer.ServiceID) bool {
	for i, id := range list {
		if slices.Contains(list[:i], id) {
			return true
		}
	}
	return false
}

func pauseWhole(away bool, p pause) bool {
	if !away {
		return p == (pause{})
	}
	return p.From.Precision() == peer.ByDay && (p.To.IsZero() || p.To.Precision() == peer.ByDay) && !p.To.Before(p.From) && !p.Declared.IsZero()
}

// memberParts: who works here and what they bring is for the worker and their line.
// Others see whether they are away, and nothing of why (hazard H26).
var memberParts = []peer.Part[Member]{
	{Name: "availability", Rule: peer.Rule{Row: "PEER-16", Code: peer.ErrNotAuthorised}, Says: "Whether somebody is away is for those who work with them and those they support.",
		If:    func(_ Member, _ peer.Party, by peer.Reading) bool { return by.By.Valid() },
		Value: func(m Member) any { return availability{m.Status() == Away} }},
	{Name: "employment", If: lineReads, Rule: peer.Rule{Row: "PEER-11", Code: peer.ErrNotAuthorised}, Says: "Employment is for the worker and their line.",
		Value: func(m Member) any {
			e := m.s
			e.Experience, e.Needs, e.SecondaryServices = nil, nil, peer.Unknown
			return e
		}},
	{Name: "experience", If: lineReads, Rule: peer.Rule{Row: "PEER-01", Code: peer.ErrNotAuthorised}, Says: "What somebody brings is about their health: it is for them and their line.",
		Value: func(m Member) any {
			return brought{m.s.Experience, m.s.SecondaryServices, m.s.Needs}
		}},
}

type availability struct {
	Away bool `json:"away"`
}

type brought struct {
	Experience        []Experience `json:"experience,omitempty"`
	SecondaryServices peer.Tri     `json:"secondaryServices"`
	Needs             []MetNeed    `json:"needs,omitempty"`
}

// lineReads: the worker, and who stands behind them on the day of reading; never for a
// care record.
func lineReads(m Member, as peer.Party, by peer.Reading) bool {
	if by.Purpose == peer.ForRecord {
		return false
	}
	lines := m.linesAsOf(peer.Calendar{}.Day(by.At))
	ofLine := as == peer.PartyStaff && (by.By.Staff == lines.LineManager || by.By.Staff == lines.Supervisor)
	return as == peer.PartyWorker || as == peer.PartyLine || ofLine
}
