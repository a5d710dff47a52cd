package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// comparison is what changes from one policy to the next.
type comparison struct {
	Was, Now document
	// From and Until are the days on which both were tried.
	From, Until peer.Date
	Changes     []change
	// Raised is how many made-up concerns were looked at, Anew those that would be
	// handled otherwise, and First those of them of which somebody else would hear first.
	Raised int
	Anew   []safeguard.Rehandled
	Why    []reason
	First  []firstTold
	Moved  []moved
}

// change is one thing that would be otherwise for some triggers.
type change struct {
	For      []safeguard.Trigger
	All      bool // for every trigger that both policies know
	Field    safeguard.HandlingField
	Was, Now string // in words
	Shows    string // the first moment at which it shows
}

// reason is for how many made-up concerns one thing would be otherwise.
type reason struct {
	Field safeguard.HandlingField
	Count int
}

// firstTold is a made-up concern of which somebody else would hear first.
type firstTold struct {
	Trigger  safeguard.Trigger
	When     string
	Was, Now string
}

// compare holds two policies against each other on the days on which the second is
// looked at.
func compare(was, now bench) (comparison, error) {
	out := comparison{Was: was.document, Now: now.document, From: now.from, Until: now.until, Moved: differences(was.raw, now.raw)}
	known := len(was.policy.Triggers())
	for _, d := range safeguard.Compare(was.policy, now.policy, now.roster, now.from, now.until) {
		if d.Field == safeguard.FieldRules && d.Was == "" && d.Now == "" {
			continue
		}
		c := change{Field: d.Field, Was: inWords(d, d.Was), Now: inWords(d, d.Now), Shows: d.Witness.Local}
		i := slices.IndexFunc(out.Changes, func(x change) bool {
			return x.Field == c.Field && x.Was == c.Was && x.Now == c.Now && c.Field != safeguard.FieldTrigger
		})
		if i < 0 {
			i, out.Changes = len(out.Changes), append(out.Changes, c)
		}
		if x := &out.Changes[i]; !slices.Contains(x.For, d.Witness.Trigger) {
			x.For = append(x.For, d.Witness.Trigger)
			x.All = len(x.For) == known
		}
	}
	return out, out.replay(was, now)
}

// replay raises the made-up year under the first policy and judges it anew under the
// second.
func (c *comparison) replay(was, now bench) error {
	policies, err := peer.NewPolicies(was.file)
	if err != nil {
		return err
	}
	of := was
	of.from, of.until = now.from, now.until
	var past []safeguard.Concern
	raised := map[string]time.Time{}
	for _, x := range yearScript(of).Concerns {
		one, _, err := safeguard.NewConcern(x.Raise, peer.Act{By: x.By, At: x.At, ID: peer.RequestID(x.Raise.ID)}, safeguard.Facts{Policy: was.policy, Roster: now.roster})
		if err != nil {
			return err
		}
		past, raised[x.Raise.ID] = append(past, one), x.At
	}
	c.Raised, c.Anew = len(past), safeguard.Replay(past, policies, now.policy, now.roster)
	for _, x := range c.Anew {
		for _, f := range x.Fields {
			i := slices.IndexFunc(c.Why, func(r reason) bool { return r.Field == f.Field })
			if i < 0 {
				i, c.Why = len(c.Why), append(c.Why, reason{Field: f.Field})
			}
			c.Why[i].Count++
			if f.Field == safeguard.FieldFirstTold {
				c.First = append(c.First, firstTold{x.Trigger, clockText(raised[x.Concern.ID], now.file.Calendar()), orNobody(f.Was), orNobody(f.Now)})
			}
		}
	}
	return nil
}

// replayed says how many made-up concerns would be handled otherwise, and in what.
func (c comparison) replayed() string {
	text := "Of " + count(c.Raised, "made-up concern") + " in that time " + strconv.Itoa(len(c.Anew)) + " would be handled otherwise"
	var parts []string
	for _, r := range c.Why {
		parts = append(parts, subjects[r.Field]+" for "+strconv.Itoa(r.Count))
	}
	if len(parts) > 0 {
		text += ": " + listed(parts)
	}
	return text + "."
}

func orNobody(who string) string {
	if who == "" {
		return "nobody"
	}
	return who
}

// subjects say what a field is about.
var subjects = map[safeguard.HandlingField]string{
	safeguard.FieldTrigger:    "whether the policy knows it",
	safeguard.FieldUrgency:    "how urgent it is",
	safeguard.FieldRules:      "which rules are met when nothing more is known",
	safeguard.FieldNotify:     "somebody is told within",
	safeguard.FieldTake:       "whoever is told takes it on within",
	safeguard.FieldHuman:      "a human has it within",
	safeguard.FieldInHours:    "who is told in hours",
	safeguard.FieldOutOfHours: "who is told out of hours",
	safeguard.FieldDuty:       "who is told when the chain has ended",
	safeguard.FieldTakers:     "who may take it unasked",
	safeguard.FieldClosers:    "who may close it",
	safeguard.FieldTelephone:  "the number that is rung when nobody can be reached",
	safeguard.FieldAsked:      "open questions, and whether it is safe to tell, are looked at within",
	safeguard.FieldFirstTold:  "who is told first",
	safeguard.FieldWorstFirst: "the worst time until the first human hears",
	safeguard.FieldWorstEvery: "the worst time until the whole chain has heard",
}

// inWords writes what a field holds as people read it.
func inWords(d safeguard.Difference, value string) string {
	switch d.Field {
	case safeguard.FieldTrigger:
		if value == "" {
			return "not known"
		}
		return "known"
	case safeguard.FieldTelephone:
		return "not shown"
	case safeguard.FieldNotify:
		at, err := time.Parse(time.RFC3339, value)
		if err != nil {
			return value
		}
		return span(int(at.Sub(d.Witness.At) / time.Minute))
	case safeguard.FieldWorstFirst, safeguard.FieldWorstEvery:
		n, err := strconv.Atoi(value)
		if err != nil {
			return "nobody within a week"
		}
		return span(n)
	case safeguard.FieldInHours, safeguard.FieldOutOfHours:
		return strings.ReplaceAll(plain(value), ", ", ", then ")
	}
	if value == "" {
		return "nobody"
	}
	return plain(strings.ReplaceAll(value, "workingDays", "working days"))
}

// about says for whom a change is.
func (c change) about() string {
	switch {
	case c.All:
		return "whatever was noticed"
	case len(c.For) > 6:
		return named(c.For[:5]) + " and " + count(len(c.For)-5, "other thing")
	}
	return named(c.For)
}

// sentence says a change in words.
func (c change) sentence() string {
	if c.Field == safeguard.FieldTrigger {
		if c.Now == "known" {
			return "For " + c.about() + ": the policy knows it now; before it counted as an area of concern."
		}
		return "For " + c.about() + ": the policy does not know it any more; it counts as what it stood for."
	}
	if c.Field == safeguard.FieldTelephone {
		return "For " + c.about() + ": " + subjects[c.Field] + " is another."
	}
	return "For " + c.about() + ": " + subjects[c.Field] + ": was " + c.Was + ", would be " + c.Now + "."
}
