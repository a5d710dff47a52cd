package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// printer shows a run: as text for people, or as one JSON object a line.
type printer struct {
	out  io.Writer
	json bool
	err  error // the first that came of writing
}

func (s *printer) say(format string, args ...any) {
	if !s.json && s.err == nil {
		_, s.err = fmt.Fprintf(s.out, format+"\n", args...)
	}
}

// line writes one object: its type and its members.
func (s *printer) line(typ string, members any) {
	if !s.json || s.err != nil {
		return
	}
	b, err := json.Marshal(members)
	if err == nil {
		head := `{"type":"` + typ + `"`
		if len(b) > 2 {
			head += ","
		}
		_, err = fmt.Fprintf(s.out, "%s%s\n", head, b[1:])
	}
	s.err = err
}

func (s *printer) opening() {
	s.say("Three invented organisations. Every number in their policies is an example.")
}

type policyLine struct {
	Organisation string `json:"organisation"`
	Version      string `json:"version,omitempty"`
	Example      bool   `json:"example,omitempty"`
	From         string `json:"from,omitempty"`
	Until        string `json:"until,omitempty"`
	Roster       string `json:"roster,omitempty"`
}

func (s *printer) header(b bench) {
	l := policyLine{Organisation: b.organisation()}
	if b.opened != nil {
		s.line("policy", l)
		s.say("\n%s\n%s", b.name, strings.Repeat("=", len(b.name)))
		return
	}
	l.Version, l.Example, l.From, l.Until, l.Roster = b.file.Version(), b.file.Example(), b.from.String(), b.until.String(), b.roster.Version()
	s.line("policy", l)
	title := fmt.Sprintf("%s, %s", b.organisation(), b.file.Version())
	s.say("\n%s\n%s\nLooked at from %s until %s, with %s.", title, strings.Repeat("=", len(title)), b.from, b.until, b.rosterText())
}

// rosterText says what the policy is held against.
func (b bench) rosterText() string {
	if b.madeUp {
		return "one made-up person in each role at every hour: cover is not looked at"
	}
	return "its roster, " + b.roster.Version()
}

type findingLine struct {
	Weight safeguard.LintWeight `json:"weight"`
	Rule   string               `json:"rule"`
	Path   string               `json:"path"`
	About  string               `json:"about,omitempty"`
	Says   string               `json:"says"`
	Fix    string               `json:"fix"`
	For    string               `json:"for,omitempty"`
	When   string               `json:"when"`
}

func (s *printer) findings(list []finding) {
	s.say("\nCheck: %s, %s.", count(faults(list), "fault"), count(len(list)-faults(list), "warning"))
	for _, f := range list {
		s.line("finding", findingLine{f.Weight, f.Rule, f.Path, f.About, f.Says, f.Fix, f.Long, f.When})
		s.say("  %s  %s [%s]", f.Weight, f.where(), f.Rule)
		s.say("      %s", f.Says)
		s.say("      To put it right: %s", f.Fix)
		s.say("      It shows: %s", f.shows())
	}
}

// where says which part of the policy it is about.
func (f finding) where() string {
	where := f.Path
	if where == "" {
		where = "the roster or the whole"
	}
	if f.About != "" {
		where += ", " + f.About
	}
	return where
}

// shows says when it shows first, and how long it is so altogether.
func (f finding) shows() string {
	if f.Long == "" {
		return f.When + "."
	}
	return f.When + ", the first of " + f.Long + " altogether."
}

type explainedLine struct {
	Asked      safeguard.Trigger `json:"asked"`
	Trigger    safeguard.Trigger `json:"trigger"`
	Path       string            `json:"path"`
	When       string            `json:"when"`
	InHours    bool              `json:"in_hours"`
	OfTrigger  safeguard.Urgency `json:"of_trigger"`
	Floor      safeguard.Urgency `json:"floor"`
	Urgency    safeguard.Urgency `json:"urgency"`
	Chain      string            `json:"chain"`
	TellWithin string            `json:"tell_within"`
	TakeWithin string            `json:"take_within"`
	Roles      []peer.Role       `json:"in_hours_roles"`
	Out        []peer.Role       `json:"out_of_hours_roles"`
	Duty       peer.Role         `json:"duty"`
}

type ruleLine struct {
	ID      string            `json:"id"`
	Path    string            `json:"path"`
	To      safeguard.Urgency `json:"to"`
	Holds   peer.Tri          `json:"holds"`
	Says    string            `json:"says"`
	Found   string            `json:"found"`
	TurnsOn string            `json:"turns_on,omitempty"`
}

func (s *printer) explanation(x explanation, b bench) {
	h := x.Handling
	s.line("explained", explainedLine{x.Asked, x.Trigger.Trigger, x.Path, x.When, x.Hours == "in hours", x.OfTrigger, x.Floor, x.Urgency, x.Trigger.Chain,
		offset(x.Times.Notify), offset(x.Times.Acknowledge), h.InHours, h.OutOfHours, h.Duty})
	s.say("\nWhy it goes there: %s, %s, %s.", plain(x.Asked), x.When, x.Hours)
	for _, text := range x.sentences() {
		s.say("  %s", text)
	}
	for _, r := range x.Rules {
		s.line("rule", ruleLine{r.ID, r.Path, r.To, r.Holds, r.Says, found(r), turnsOn(r)})
		s.say("  %-9s  %s: makes it %s. %s", answered(r.Holds), plain(r.ID), r.To, found(r))
		if r.Holds != peer.Yes {
			s.say("             It turns on: %s.", turnsOn(r))
		}
	}
	for _, text := range x.comesTo() {
		s.say("  %s", text)
	}
	s.say("  If nobody does anything:")
	for _, l := range x.Next {
		s.line("next", lineOf(l))
		s.say("    %s  %s", clockText(l.At, b.file.Calendar()), l.Sentence())
	}
	s.say("    And so again and again, until somebody has it.")
}

type happening struct {
	At   string             `json:"at"`
	Kind safeguard.LineKind `json:"kind"`
	Who  peer.StaffID       `json:"who,omitempty"`
	Role peer.Role          `json:"role,omitempty"`
	Says string             `json:"says"`
}

func lineOf(l safeguard.Line) happening {
	return happening{l.At.UTC().Format("2006-01-02T15:04:05Z"), l.Kind, l.Who.Staff, l.Who.Role, l.Says}
}

type eventLine struct {
	happening
	Concern string            `json:"concern"`
	Trigger safeguard.Trigger `json:"trigger"`
	Urgency safeguard.Urgency `json:"urgency"`
}

type reachedLine struct {
	Concern string            `json:"concern"`
	Trigger safeguard.Trigger `json:"trigger"`
	Told    int               `json:"told"`
	Taken   int               `json:"taken"`
}

func (s *printer) day(d dayPlayed, b bench) {
	s.say("\nA made-up day, %s:", d.From.In(b.file.Calendar().Zone()).Format("Monday 2 January 2006"))
	for _, e := range d.Events {
		s.line("event", eventLine{lineOf(e.Line), e.Concern, e.Trigger, e.Urgency})
		s.say("  %s  %s: %s", e.At.In(b.file.Calendar().Zone()).Format("Mon 15:04"), plain(e.Concern), e.Sentence())
	}
	for _, c := range d.Concerns {
		s.line("reached", reachedLine(c))
		s.say("  %s (%s): told %s, taken on after %s.", plain(c.Concern), plain(c.Trigger), waited(c.Told), waited(c.Taken))
	}
}
