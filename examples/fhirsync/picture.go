package main

import (
	"fmt"
	"strings"
)

// picture is a chart of bars, one a line, with the same figures as a table.
type picture struct {
	ID, Title, Desc   string
	Head, Count, More string
	Rows              []pictureRow
	Height            int
}

// pictureRow is a bar: where it stands and how long it is, in the units of the drawing.
type pictureRow struct {
	Says                     string
	N                        int
	More                     []int
	Text, Bar                int
	From, Width, After, High int
}

// The drawing is narrow, so that its text can be read on a telephone.
const (
	rowHeight = 26
	barFrom   = 140
	barMost   = 95
	barHigh   = 16
)

func (p *picture) add(says string, n int, more ...int) {
	p.Rows = append(p.Rows, pictureRow{Says: says, N: n, More: more})
}

// drawn lays the bars out; the longest takes the whole width.
func (p picture) drawn() picture {
	most := 1
	var says []string
	for _, r := range p.Rows {
		most = max(most, r.N)
		if r.N > 0 {
			says = append(says, fmt.Sprintf("%s %d", r.Says, r.N))
		}
	}
	p.Desc = "Bars, one a line: " + strings.Join(says, ", ") + "."
	if len(says) == 0 {
		p.Desc = "Nothing in these days."
	}
	for n := range p.Rows {
		r := &p.Rows[n]
		r.Bar, r.From, r.High = n*rowHeight+4, barFrom, barHigh
		r.Text = r.Bar + 13
		r.Width = (r.N*barMost + most - 1) / most
		r.After = barFrom + r.Width + 6
	}
	p.Height = len(p.Rows) * rowHeight
	return p
}
