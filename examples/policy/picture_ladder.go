package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// ladder is who is told of something immediate by one chain, if nobody answers.
type ladder struct {
	Chain string
	Hours string
	Steps []rung
}

// rung is one telling.
type rung struct {
	After int // minutes
	Who   peer.StaffID
	Role  peer.Role
	Again bool
}

// ladders play each chain of something immediate in hours and out of hours, until a human
// has to have it at the latest, and gives that in minutes.
func ladders(b bench) (out []ladder, human int) {
	span, _ := b.policy.Times(safeguard.Immediate).Human.Fixed()
	cal := b.file.Calendar()
	d := b.workingDay()
	opens := onDay(cal, d, cal.Hours().From.String())
	closed := onDay(cal, d, cal.Hours().To.String()).Add(time.Hour)
	done := map[string]bool{}
	for _, t := range b.policy.Triggers() {
		if t.Urgency != safeguard.Immediate || done[t.Chain] {
			continue
		}
		done[t.Chain] = true
		for _, at := range []time.Time{opens, closed} {
			out = append(out, climbed(b, t, at, span))
		}
	}
	return out, int(span / time.Minute)
}

func climbed(b bench, t safeguard.TriggerRule, at time.Time, ahead time.Duration) ladder {
	out := ladder{Chain: t.Chain, Hours: hoursText(at, b.file.Calendar())}
	s := safeguard.Script{From: at, Until: at.Add(ahead), Concerns: []safeguard.MadeUp{{At: at, By: raisers["worker"], Raise: safeguard.Raise{ID: "c", Trigger: t.Trigger}}}}
	for _, e := range safeguard.Simulate(b.policy, b.roster, s).Events {
		if e.Kind == safeguard.LineTold || e.Kind == safeguard.LineToldAgain {
			out.Steps = append(out.Steps, rung{int(e.At.Sub(at) / time.Minute), e.Who.Staff, e.Who.Role, e.Kind == safeguard.LineToldAgain})
		}
	}
	return out
}

// text says a rung: "team lead (hannah) at once".
func (r rung) text() string {
	text := plain(r.Role) + " (" + string(r.Who) + ")"
	if r.Role == "" || string(r.Role) == string(r.Who) {
		text = plain(r.Who)
	}
	if r.After == 0 {
		return text + " at once"
	}
	return text + " after " + span(r.After)
}

// texts are who is told for the first time, and who is told again.
func (l ladder) texts() (first, again string) {
	var a, b []string
	for _, r := range l.Steps {
		if r.Again {
			b = append(b, r.text())
		} else {
			a = append(a, r.text())
		}
	}
	return strings.Join(a, "; "), strings.Join(b, "; ")
}

// ladderFigure draws them: a line of time for each, with a dot for each telling.
func ladderFigure(b bench) figure {
	list, human := ladders(b)
	t := table{Caption: "Who is told of something immediate, if nobody answers", Heads: []string{"Chain", "Told for the first time", "Told again"}}
	var desc []string
	for _, l := range list {
		first, again := l.texts()
		t.Rows = append(t.Rows, []string{l.Chain + ", " + l.Hours, first, again})
		desc = append(desc, l.Chain+", "+l.Hours+": "+first+".")
	}
	says := "A line for each chain, from the moment at which a concern comes in to the moment at which a human has to have it at the latest, " + span(human) + " later. A numbered dot is somebody told for the first time, an open ring somebody told again."
	return drawn("If nobody answers", says, t, func(narrow bool) picture {
		c := newCanvas("ladder", "Who is told of something immediate, if nobody answers", strings.Join(desc, " "), narrow)
		for _, l := range list {
			c.ladder(l, human)
		}
		c.hours(human)
		return c.done()
	})
}

// ladder is one line of time.
func (c *canvas) ladder(l ladder, human int) {
	c.words("strong", l.Chain+", "+l.Hours)
	var who []string
	n := 0
	for _, r := range l.Steps {
		if !r.Again {
			n++
			who = append(who, fmt.Sprint(n, " ", plain(r.Role)))
		}
	}
	c.words("", strings.Join(who, ", "))
	c.y += 18
	c.add(shape{Kind: "line", Class: "axis", X: 12, Y: c.y, W: c.Width - 12, H: c.y})
	n = 0
	for _, r := range l.Steps {
		x := c.at(r.After, human)
		if r.Again {
			c.add(shape{Kind: "ring", Class: "mark", X: x, Y: c.y, W: 5})
			continue
		}
		n++
		c.add(shape{Kind: "dot", Class: "mark", X: x, Y: c.y, W: 11})
		c.label("on-mark", "middle", x, c.y+5, strconv.Itoa(n))
	}
	c.y += 24
}

// at is where a minute stands on a line of time.
func (c *canvas) at(minute, of int) int { return 12 + (c.Width-24)*minute/max(of, 1) }

// hours is the scale of the lines of time.
func (c *canvas) hours(human int) {
	step := 60
	if c.narrow() && human > 120 {
		step = 120
	}
	for m := 0; m <= human; m += step {
		x, anchored, text := c.at(m, human), "middle", span(m)
		if m == 0 {
			x, anchored = 0, "start"
		} else if m+step > human {
			x, anchored = c.Width, "end"
		}
		c.add(shape{Kind: "line", Class: "tick", X: c.at(m, human), Y: c.y - 4, W: c.at(m, human), H: c.y + 2})
		c.label("", anchored, x, c.y+18, text)
	}
	c.y += 24
}
