package openreferral

import (
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// schedule is one rule of times, as RFC 5545 cuts it up.
type schedule struct {
	freq, byday, bymonthday string
	interval                float64
	start, from, to         peer.Date
	opens, closes           peer.Clock
	words                   string
}

func (s *service) schedules(v span) {
	var one schedule
	s.objects(v, func(name []byte, v span) {
		switch string(name) {
		case "freq":
			one.freq = s.text(v)
		case "byday":
			one.byday = s.text(v)
		case "bymonthday":
			one.bymonthday = s.text(v)
		case "interval":
			one.interval, _ = s.number(v)
		case "dtstart":
			one.start = s.date(v)
		case "valid_from":
			one.from = s.date(v)
		case "valid_to", "until":
			one.to = s.date(v)
		case "opens_at":
			one.opens = s.clock(v)
		case "closes_at":
			one.closes = s.clock(v)
		case "description":
			one.words = s.text(v)
		}
	}, func() {
		s.schedule(one)
		one = schedule{}
	})
}

// schedule turns one into weekly hours or a dated session. What is neither is kept in
// words, and what is over not at all.
func (s *service) schedule(one schedule) {
	if s.over(one.to) {
		s.note(askRecent)
		return
	}
	read := false
	switch {
	case one.freq == "WEEKLY" && one.interval <= 1:
		if one.bymonthday != "" {
			s.note(askKept) // days of the month say nothing about a week
		}
		read = s.weekly(one)
	case one.freq == "" && !one.start.IsZero() && one.byday == "":
		s.sessions = append(s.sessions, signpost.Session{On: one.start, From: one.opens, To: one.closes})
		read = true
	}
	if read {
		return
	}
	s.note(askKept)
	if one.words != "" {
		s.inWords = append(s.inWords, one.words)
	}
}

// weekly adds hours for each day of the week. Hours that go past midnight are those of
// two days.
func (s *service) weekly(one schedule) bool {
	if one.opens.IsZero() || one.closes.IsZero() {
		return false
	}
	days := s.weekdays(one.byday)
	from, to := one.opens.Minutes(), one.closes.Minutes()
	for _, day := range days {
		switch {
		case from < to:
			s.open(day, one.opens, one.closes)
		case from > to:
			s.open(day, one.opens, midnight)
			if to > 0 {
				s.open(nextDay(day), morning, one.closes)
			}
		case from == 0:
			s.open(day, morning, midnight)
		default:
			return false
		}
	}
	return len(days) > 0
}

var morning, midnight = peer.MustClock("00:00"), peer.MustClock("24:00")

func (s *service) open(day signpost.Weekday, from, to peer.Clock) {
	if o := (signpost.Opening{Day: day, From: from, To: to}); !slices.Contains(s.hours, o) {
		s.hours = append(s.hours, o)
	}
}

// weekdays reads "MO,TU". Without any it is no day: a weekly schedule says which.
func (s *service) weekdays(list string) []signpost.Weekday {
	var out []signpost.Weekday
	for piece := range strings.SplitSeq(list, ",") {
		if piece = strings.TrimSpace(piece); piece == "" {
			continue
		}
		day := signpost.Weekday(strings.ToUpper(piece))
		if !day.Known() {
			s.note(askWord)
		} else if !slices.Contains(out, day) {
			out = append(out, day)
		}
	}
	return out
}

func nextDay(day signpost.Weekday) signpost.Weekday {
	week := day.Terms()
	return signpost.Weekday(week[(slices.Index(week, string(day))+1)%len(week)])
}
