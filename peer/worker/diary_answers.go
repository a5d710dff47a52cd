package worker

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Conflict is two entries of one worker that lie over each other, and for how long.
type Conflict struct {
	Worker peer.StaffID `json:"worker"`
	// Entries are the two, the one that begins first in front.
	Entries [2]peer.Ref `json:"entries"`
	From    time.Time   `json:"from"`
	To      time.Time   `json:"to"`
	// Protected: one of the two is protected time. Agreed: the worker gave it up.
	Protected bool `json:"protected,omitzero"`
	Agreed    bool `json:"agreed,omitzero"`
}

// Conflicts lists which booked entries lie over each other, by time. Entries that touch
// do not. An entry that stands there twice is one.
func Conflicts(entries []DiaryEntry) []Conflict {
	list := booked(entries)
	var out []Conflict
	for i, a := range list {
		for _, b := range list[i+1:] {
			if a.s.Worker != b.s.Worker || !b.s.From.Before(a.s.To) {
				break // they are in order: nothing further begins sooner
			}
			over := a.span().within(b.span())
			one := (a.s.Sort == DiaryProtected) != (b.s.Sort == DiaryProtected)
			out = append(out, Conflict{Worker: a.s.Worker, Entries: [2]peer.Ref{a.Ref(), b.Ref()}, From: over.from, To: over.to,
				Protected: a.s.Sort == DiaryProtected || b.s.Sort == DiaryProtected, Agreed: one && (a.s.GivesUp || b.s.GivesUp)})
		}
	}
	return out
}

// booked are the entries that take time, by worker and by when they begin, each once.
func booked(entries []DiaryEntry) []DiaryEntry {
	var out []DiaryEntry
	seen := map[string]bool{}
	for _, e := range entries {
		if e.taking(e.s.Worker) && !seen[e.Ref().ID] {
			seen[e.Ref().ID] = true
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b DiaryEntry) int {
		return cmp.Or(cmp.Compare(a.s.Worker, b.s.Worker), a.s.From.Compare(b.s.From), a.s.To.Compare(b.s.To), cmp.Compare(a.Ref().ID, b.Ref().ID))
	})
	return out
}

// Agenda is a worker's local day: every booked entry that touches it, in order. On the
// days the clocks change it has 23 or 25 hours.
func Agenda(entries []DiaryEntry, worker peer.StaffID, day peer.Date, cal peer.Calendar) []DiaryEntry {
	s := workSpan{cal.StartOf(day), cal.EndOf(day)}
	return slices.DeleteFunc(booked(entries), func(e DiaryEntry) bool { return e.s.Worker != worker || !e.span().meets(s) })
}

// ProtectedUse is how much protected time there is in a week or a month: what the policy
// gives, what is kept in the diary, and what the worker gave up for something else. All
// in real minutes.
type ProtectedUse struct {
	From     peer.Date `json:"from"`
	To       peer.Date `json:"to"`
	Entitled int       `json:"entitled"`
	Kept     int       `json:"kept"`
	GivenUp  int       `json:"givenUp"`
}

// Left is what the policy gives and the diary does not keep.
func (u ProtectedUse) Left() int { return max(0, u.Entitled-u.Kept) }

// ProtectedTimeOf is a worker's protected time in the week or the month around a day. It
// is about what the worker is owed, never about how they used it. Where the policy gives
// none, all of it is zero.
func ProtectedTimeOf(entries []DiaryEntry, worker peer.StaffID, day peer.Date, p Policy) ProtectedUse {
	u := ProtectedUse{Entitled: p.section.Protected.Minutes}
	switch p.section.Protected.Per {
	case PerWeek:
		u.From = day.First().AddDays(-(int(day.Weekday()) + 6) % 7)
		u.To = u.From.AddDays(6)
	case PerMonth:
		u.From = day.First().AddDays(1 - day.First().Day())
		u.To = u.From.AddMonths(1).AddDays(-1)
	default:
		return ProtectedUse{}
	}
	period := workSpan{p.calendar.StartOf(u.From), p.calendar.EndOf(u.To)}
	var kept, over []workSpan
	for _, e := range booked(entries) {
		switch s := e.span().within(period); {
		case e.s.Worker != worker || !s.from.Before(s.to):
		case e.s.Sort == DiaryProtected:
			kept = append(kept, s)
		default:
			over = append(over, s)
		}
	}
	kept, over = joinSpans(kept), joinSpans(over)
	var lost []workSpan
	for _, k := range kept {
		for _, o := range over {
			if k.meets(o) {
				lost = append(lost, k.within(o))
			}
		}
	}
	u.GivenUp = minutesOf(lost)
	u.Kept = minutesOf(kept) - u.GivenUp
	return u
}

// MissingRecords lists the contacts of a diary that are over and of which nothing has
// been written down, soonest first (PEER-46). An entry that names a contact needs that
// one; of another, a contact of the same worker at the same time will do. Whether somebody
// came or not, it is a contact.
func MissingRecords(entries []DiaryEntry, contacts []peer.Contact, now time.Time) []DiaryEntry {
	written := func(e DiaryEntry) bool {
		return slices.ContainsFunc(contacts, func(c peer.Contact) bool {
			if c.Status() != peer.Recorded || c.Worker() != e.s.Worker {
				return false
			}
			if e.s.Contact != "" {
				return c.Ref().ID == e.s.Contact
			}
			what := c.What()
			start, end := what.Start.UTC(), what.End.UTC()
			if what.End.IsZero() || end.Equal(start) {
				end = start.Add(time.Millisecond)
			}
			return e.span().meets(workSpan{start, end})
		})
	}
	out := slices.DeleteFunc(booked(entries), func(e DiaryEntry) bool {
		return e.s.Sort != DiaryContact || now.Before(e.s.To.UTC()) || written(e)
	})
	slices.SortStableFunc(out, func(a, b DiaryEntry) int { return a.s.To.Compare(b.s.To) })
	return out
}
