package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/towpath-care/towpath/safeguard"
)

const dayMinutes = 24 * 60

// dayFigure draws the made-up day: a line of time for each concern, from when it came in
// until it was closed.
func dayFigure(d dayPlayed, b bench) figure {
	cal := b.file.Calendar()
	t := table{Caption: "What happened on the made-up day", Heads: []string{"Time", "About", "What happened"}}
	for _, e := range d.Events {
		t.Rows = append(t.Rows, []string{e.At.In(cal.Zone()).Format("Mon 15:04"), plain(e.Concern), e.Sentence()})
	}
	var desc []string
	for _, c := range d.Concerns {
		desc = append(desc, plain(c.Concern)+": told "+waited(c.Told)+", taken on after "+waited(c.Taken)+".")
	}
	says := "A line for each concern, from nine in the morning until nine on the next. A diamond is when it came in, a dot when somebody was told, a ring when somebody was told again. The bar is the time in which somebody had it."
	return drawn("A made-up day, "+d.From.In(cal.Zone()).Format("Monday 2 January 2006"), says, t, func(narrow bool) picture {
		c := newCanvas("day", "The concerns of a made-up day", strings.Join(desc, " "), narrow)
		for _, x := range d.Concerns {
			c.lane(x, d)
		}
		c.clock(d, b)
		return c.done()
	})
}

// lane is the line of one concern.
func (c *canvas) lane(x safeguard.Reached, d dayPlayed) {
	c.words("strong", plain(x.Concern))
	c.words("", plain(x.Trigger)+urgencyIn(d, x.Concern)+": told "+waited(x.Told)+", taken on after "+waited(x.Taken))
	c.y += 14
	c.add(shape{Kind: "line", Class: "axis", X: 12, Y: c.y, W: c.Width - 12, H: c.y})
	had := -1
	for _, e := range d.Events {
		if e.Concern != x.Concern {
			continue
		}
		at := c.at(int(e.At.Sub(d.From)/time.Minute), dayMinutes)
		switch e.Kind {
		case safeguard.LineTaken:
			had = at
		case safeguard.LineClosed, safeguard.LineSilent:
			if had >= 0 {
				c.bar(had, at)
			}
			had = -1
		}
	}
	if had >= 0 {
		c.bar(had, c.Width-12)
	}
	c.marks(x.Concern, d)
	c.y += 18
}

func (c *canvas) bar(from, to int) {
	c.add(shape{Kind: "rect", Class: "had", X: from, Y: c.y - 6, W: max(to-from, 4), H: 12})
}

// marks are drawn over the bars.
func (c *canvas) marks(concern string, d dayPlayed) {
	for _, e := range d.Events {
		kind := map[safeguard.LineKind]string{safeguard.LineRaised: "diamond", safeguard.LineTold: "dot", safeguard.LineToldAlso: "dot", safeguard.LineToldAgain: "ring"}[e.Kind]
		if e.Concern == concern && kind != "" {
			c.add(shape{Kind: kind, Class: "mark", X: c.at(int(e.At.Sub(d.From)/time.Minute), dayMinutes), Y: c.y, W: map[string]int{"diamond": 9, "dot": 4, "ring": 4}[kind]})
		}
	}
}

func urgencyIn(d dayPlayed, concern string) string {
	for _, e := range d.Events {
		if e.Concern == concern {
			return ", " + string(e.Urgency)
		}
	}
	return ""
}

// clock is the scale of the day.
func (c *canvas) clock(d dayPlayed, b bench) {
	step := 3
	if c.narrow() {
		step = 6
	}
	for h := 0; h <= 24; h += step {
		x, anchored := c.at(h*60, dayMinutes), "middle"
		if h == 0 {
			x, anchored = 0, "start"
		} else if h == 24 {
			x, anchored = c.Width, "end"
		}
		c.add(shape{Kind: "line", Class: "tick", X: c.at(h*60, dayMinutes), Y: c.y - 4, W: c.at(h*60, dayMinutes), H: c.y + 2})
		c.label("", anchored, x, c.y+18, fmt.Sprint(d.From.Add(time.Duration(h)*time.Hour).In(b.file.Calendar().Zone()).Format("15:04")))
	}
	c.y += 24
}
