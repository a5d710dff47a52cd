package main

import (
	"strconv"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

type waitsLine struct {
	Median    int    `json:"median"`
	NineInTen int    `json:"nine_in_ten"`
	Longest   int    `json:"longest"`
	Never     int    `json:"never"`
	Worst     string `json:"worst"`
}

func waitsOf(w safeguard.Waits) waitsLine {
	return waitsLine{w.Median, w.NineInTen, w.Longest, w.Never, w.Worst.Local}
}

type hoursLine struct {
	Triggers []safeguard.Trigger `json:"triggers"`
	Starts   int                 `json:"starts"`
	First    waitsLine           `json:"first"`
	Every    waitsLine           `json:"every"`
}

type yearLine struct {
	Raised  int `json:"raised"`
	Unheard int `json:"unheard"`
	Told    int `json:"told_longest"`
	Taken   int `json:"taken_longest"`
}

type loadLine struct {
	Staff    peer.StaffID `json:"staff"`
	Messages int          `json:"messages"`
	Nights   int          `json:"nights"`
	Most     int          `json:"most_in_a_week"`
	Week     string       `json:"week"`
}

func (s *printer) year(y yearPlayed, b bench) {
	s.say("\nThe worst time to a human, over every hour from %s until %s, if nobody who is told answers:", y.From, y.Until)
	for _, h := range y.Hours {
		s.line("time_to_human", hoursLine{h.Triggers, h.Starts, waitsOf(h.First), waitsOf(h.Every)})
		s.say("  %s", named(h.Triggers))
		s.say("      the first human hears: %s at worst%s", longest(h.First), worstMoment(h.First))
		s.say("      the whole chain has heard: %s at worst%s; half of the time within %s", longest(h.Every), worstMoment(h.Every), span(h.Every.Median))
	}
	s.line("year", yearLine{y.Raised, y.Unheard, y.Told, y.Taken})
	s.say("\n%s: %s", y.name(), y.sentence())
	for _, l := range y.Load {
		s.line("load", loadLine{l.Staff, l.Messages, l.Nights, l.Most, l.Week.String()})
		s.say("  %-14s %s, %d of them at night; at most %d in one week, from %s", l.Staff, count(l.Messages, "message"), l.Nights, l.Most, l.Week)
	}
}

// name is a year, or a shorter time.
func (y yearPlayed) name() string {
	if y.From.DaysUntil(y.Until) < 364 {
		return "Made-up concerns of that time"
	}
	return "A made-up year"
}

// sentence says what became of the year.
func (y yearPlayed) sentence() string {
	heard := "a human was told of each"
	if y.Unheard > 0 {
		heard = "nobody was told of " + strconv.Itoa(y.Unheard) + " of them, and of the others a human was told"
	}
	when := " at once"
	if y.Told > 0 {
		when = " within " + span(y.Told)
	}
	return "of " + count(y.Raised, "concern") + ", " + heard + when + "; somebody had it within " + span(y.Taken) + "."
}

// worstMoment says when it was worst, where there is anything to wait for.
func worstMoment(w safeguard.Waits) string {
	if w.Longest == 0 && w.Never == 0 {
		return ""
	}
	return ", such as on " + w.Worst.Local
}

type changeLine struct {
	Triggers []safeguard.Trigger     `json:"triggers"`
	Field    safeguard.HandlingField `json:"field"`
	Was      string                  `json:"was"`
	Now      string                  `json:"now"`
	Shows    string                  `json:"shows"`
	Says     string                  `json:"says"`
}

type replayedLine struct {
	Raised    int `json:"raised"`
	Otherwise int `json:"otherwise"`
	First     int `json:"first_told_otherwise"`
}

type memberLine struct {
	Path string `json:"path"`
	Was  string `json:"was"`
	Now  string `json:"now"`
}

func (s *printer) comparison(x comparison, now bench) {
	s.say("\nWhat changes from %q to %q, from %s until %s, with %s:", x.Was.file.Version(), x.Now.file.Version(), x.From, x.Until, now.rosterText())
	for _, c := range x.Changes {
		s.line("change", changeLine{c.For, c.Field, c.Was, c.Now, c.Shows, c.sentence()})
		s.say("  %s It shows: %s.", c.sentence(), c.Shows)
	}
	s.line("replayed", replayedLine{x.Raised, len(x.Anew), len(x.First)})
	s.say("  %s", x.replayed())
	for _, f := range x.First {
		s.line("first_told", struct {
			Trigger safeguard.Trigger `json:"trigger"`
			When    string            `json:"when"`
			Was     string            `json:"was"`
			Now     string            `json:"now"`
		}{f.Trigger, f.When, f.Was, f.Now})
		s.say("    %s, %s: was %s, would be %s", plain(f.Trigger), f.When, f.Was, f.Now)
	}
	s.say("  In the file:")
	if len(x.Moved) == 0 {
		s.say("    nothing")
	}
	for _, m := range x.Moved {
		s.line("member", memberLine(m))
		s.say("    %s: was %s, would be %s", m.Path, there(m.Was), there(m.Now))
	}
}

// there writes a value that may not be there.
func there(value string) string {
	if value == "" {
		return "not there"
	}
	return value
}

func (s *printer) page(file string) {
	s.line("page", struct {
		File string `json:"file"`
	}{file})
	s.say("\nOpen this page in a browser: %s", file)
}

func (s *printer) summary(faults, findings int) {
	s.line("summary", struct {
		Faults   int `json:"faults"`
		Findings int `json:"findings"`
	}{faults, findings})
}
