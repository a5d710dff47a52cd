package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/safeguard"
)

// class is a stretch of waiting; never: nobody came within a week.
type class struct {
	most int // minutes
	says string
}

const never = 1 << 30

var classes = []class{{0, "at once"}, {60, "up to 1 hour"}, {240, "up to 4 hours"}, {480, "up to 8 hours"}, {1440, "up to 1 day"}, {10080, "up to 1 week"}, {never - 1, "longer"}, {never, "nobody"}}

// share is how many starts wait as long as a class says: out of a thousand, and in per
// cent so that the parts of a bar make a hundred together.
type share struct {
	class, thousandth, percent int
}

// shares are the classes that come, the shortest first.
func shares(w safeguard.Waits, starts int) (out []share) {
	counts := make([]int, len(classes))
	put := func(minutes, n int) {
		counts[slices.IndexFunc(classes, func(c class) bool { return minutes <= c.most })] += n
	}
	for _, s := range w.Spread {
		put(s.AtMost, s.Starts)
	}
	put(never, w.Never)
	upTo := func(sum, of int) int { return (sum*of + starts/2) / max(starts, 1) }
	sum := 0
	for i, n := range counts {
		if n > 0 {
			out = append(out, share{i, upTo(sum+n, 1000) - upTo(sum, 1000), upTo(sum+n, 100) - upTo(sum, 100)})
		}
		sum += n
	}
	return out
}

// text writes the percentage.
func (s share) text() string {
	if s.percent == 0 {
		return "under 1%"
	}
	return strconv.Itoa(s.percent) + "%"
}

// sharedOut says all parts of a bar.
func sharedOut(list []share) string {
	var out []string
	for _, s := range list {
		out = append(out, s.text()+" "+classes[s.class].says)
	}
	return listed(out)
}

// worstFigure draws the waits over every hour: a bar for each group of triggers, cut by
// how long they wait.
func worstFigure(y yearPlayed, id, heading, until string, of func(sameTimes) safeguard.Waits) figure {
	t := table{Caption: heading, Heads: []string{"About", "Of all hours", "Half of the time within", "At worst", "Such as"}}
	var desc []string
	for _, h := range y.Hours {
		w := of(h)
		t.Rows = append(t.Rows, []string{named(h.Triggers), sharedOut(shares(w, h.Starts)), span(w.Median), longest(w), w.Worst.Local})
		desc = append(desc, named(h.Triggers)+": "+longest(w)+" at worst.")
	}
	says := fmt.Sprintf("Every full hour from %s until %s was tried, %s in all, as if nobody who is told answered. A bar is all of those hours; its parts are how long it took until %s.", y.From, y.Until, count(starts(y), "hour"), until)
	return drawn(heading, says, t, func(narrow bool) picture {
		c := newCanvas(id, heading, strings.Join(desc, " "), narrow)
		c.legend(y, of)
		for _, h := range y.Hours {
			c.words("", named(h.Triggers))
			c.segments(shares(of(h), h.Starts))
		}
		return c.done()
	})
}

func starts(y yearPlayed) int {
	if len(y.Hours) == 0 {
		return 0
	}
	return y.Hours[0].Starts
}

// legend names the classes that come.
func (c *canvas) legend(y yearPlayed, of func(sameTimes) safeguard.Waits) {
	columns := 4
	if c.narrow() {
		columns = 2
	}
	n := 0
	for i, x := range classes {
		comes := false
		for _, h := range y.Hours {
			comes = comes || slices.ContainsFunc(shares(of(h), h.Starts), func(s share) bool { return s.class == i })
		}
		if !comes {
			continue
		}
		at := (n % columns) * c.Width / columns
		if n%columns == 0 {
			c.y += lineHeight + 4
		}
		c.add(shape{Kind: "rect", Class: "part part-" + strconv.Itoa(i), X: at, Y: c.y - 16, W: 16, H: 16})
		c.label("", "start", at+22, c.y-3, x.says)
		n++
	}
	c.y += 10
}

// segments is one bar.
func (c *canvas) segments(parts []share) {
	const height = 26
	x, sum := 1, 0
	for _, p := range parts {
		sum += p.thousandth
		end := max(c.Width*sum/1000, x+3)
		name := strconv.Itoa(p.class)
		c.add(shape{Kind: "rect", Class: "part part-" + name, X: x, Y: c.y + 2, W: end - x - 2, H: height})
		if end-x >= 44 {
			c.label("on-part on-part-"+name, "start", x+6, c.y+height-6, p.text())
		}
		x = end
	}
	c.y += height + 14
}

// loadFigure draws how many messages each person gets in the made-up year.
func loadFigure(y yearPlayed) figure {
	t := table{Caption: "Messages about the made-up concerns", Heads: []string{"Who", "Messages", "At night", "Most in one week", "Week from"}}
	var desc []string
	most := 1
	for _, l := range y.Load {
		t.Rows = append(t.Rows, []string{string(l.Staff), strconv.Itoa(l.Messages), strconv.Itoa(l.Nights), strconv.Itoa(l.Most), l.Week.String()})
		desc = append(desc, fmt.Sprintf("%s: %d, %d of them at night.", l.Staff, l.Messages, l.Nights))
		most = max(most, l.Messages)
	}
	says := y.name() + ": " + y.sentence() + " A bar is how many messages one person got; the dark part came at night, between ten in the evening and seven in the morning. One message may bring several concerns."
	return drawn("What it asks of people", says, t, func(narrow bool) picture {
		c := newCanvas("load", "Messages about the made-up concerns, by person", strings.Join(desc, " "), narrow)
		for _, l := range y.Load {
			c.words("", fmt.Sprintf("%s: %s, %d at night", l.Staff, count(l.Messages, "message"), l.Nights))
			c.add(shape{Kind: "rect", Class: "had", X: 0, Y: c.y, W: max(c.Width*l.Messages/most, 2), H: 16})
			c.add(shape{Kind: "rect", Class: "night", X: 0, Y: c.y, W: c.Width * l.Nights / most, H: 16})
			c.y += 24
		}
		return c.done()
	})
}
