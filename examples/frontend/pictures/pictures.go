// Package pictures works out where things stand in a picture: how sure somebody felt, how
// far along they are, what happened when. It gives places and numbers only; a template
// draws them as SVG with a title, a description and the same figures as a table.
package pictures

import (
	"math"
	"time"
)

// Point is one answer on a scale from 0 to 10.
type Point struct {
	At    time.Time
	Value int
	Words string // the person's own; empty: none
}

// Dot is where a point stands, where its number does, and where its day.
type Dot struct {
	Point
	X, Y     float64
	LabelY   float64
	LabelX   float64 // of its day
	TickText bool
	Anchor   string
}

// Rung is a line across the picture.
type Rung struct {
	Value int
	Y     float64
	Main  bool
}

// Line is a picture of answers over time.
type Line struct {
	Variant                  string
	Width, Height            float64
	Left, Right, Top, Bottom float64
	Rungs                    []Rung
	Dots                     []Dot
	First, Last              Point
	AxisY                    float64
}

// Lines draws the same answers twice, wide and narrow: text is never scaled below the
// size it can be read at, and the page shows one. Answers of the same day stand side by
// side. Points come in the order of their time; without any there is no picture.
func Lines(points []Point) []Line {
	if len(points) == 0 {
		return nil
	}
	return []Line{line(points, "wide", 720, 300, 52, 76), line(points, "narrow", 320, 280, 36, 58)}
}

const (
	marginRight, marginTop, marginBottom = 28, 36, 46
	scale                                = 10
)

func line(points []Point, variant string, width, height, left, gap float64) Line {
	l := Line{Variant: variant, Width: width, Height: height, Left: left, Right: width - marginRight, Top: marginTop, Bottom: height - marginBottom,
		First: points[0], Last: points[len(points)-1]}
	y := func(v int) float64 { return tenths(l.Bottom - float64(v)/scale*(l.Bottom-l.Top)) }
	for v := 0; v <= scale; v++ {
		l.Rungs = append(l.Rungs, Rung{v, y(v), v%5 == 0})
	}
	at := places(points, left+14, l.Right-6)
	labelled := -gap
	for i, x := range at {
		d := Dot{Point: points[i], X: x, Y: y(points[i].Value), Anchor: "middle"}
		d.LabelY = d.Y + above
		if dips(points, i) {
			d.LabelY = d.Y + below
		}
		last := i == len(at)-1
		d.TickText = last || x-labelled >= gap && at[len(at)-1]-x >= gap
		if d.TickText {
			labelled = x
		}
		if last && i > 0 {
			d.Anchor = "end"
			d.LabelX = x + 10
		} else {
			d.LabelX = x
		}
		l.Dots = append(l.Dots, d)
	}
	l.AxisY = l.Bottom + 26
	return l
}

// Where the number of a point stands: above it, and below it where the line comes from
// above on both sides.
const above, below = -15, 25

// dips reports whether a point lies below both its neighbours.
func dips(points []Point, i int) bool {
	return i > 0 && i < len(points)-1 && points[i].Value < points[i-1].Value && points[i].Value < points[i+1].Value
}

// apart is the least distance of two points, so that neither they nor their numbers lie
// on each other.
const apart = 24

// places spreads points from left to right by their time, and pushes those that come too
// close apart.
func places(points []Point, from, to float64) []float64 {
	first, span := points[0].At, points[len(points)-1].At.Sub(points[0].At)
	out := make([]float64, len(points))
	least := min(apart, (to-from)/float64(max(1, len(points)-1)))
	for i, p := range points {
		out[i] = from
		if span > 0 {
			out[i] += float64(p.At.Sub(first)) / float64(span) * (to - from)
		}
		if i > 0 {
			out[i] = max(out[i], out[i-1]+least)
		}
	}
	for i := len(out) - 1; i >= 0; i-- { // what was pushed over the edge comes back
		out[i] = tenths(min(out[i], to-float64(len(out)-1-i)*least))
	}
	return out
}

// tenths is as fine as a place in a picture is written.
func tenths(x float64) float64 { return math.Round(x*10) / 10 }

// Rise is one rung of a ladder: a place on the way, and whether it was reached.
type Rise struct {
	Name    string
	Reached bool
	Here    bool
	X, Y    float64
	LineX   float64
}

// Ladder is how far along somebody is.
type Ladder struct {
	Width, Height float64
	Rises         []Rise
	Reached       int
	Top, Bottom   float64
}

const rise = 44

// Climb draws the places of a way from the bottom up. here is the one they are at;
// everything before it counts as reached.
func Climb(names []string, here int) Ladder {
	l := Ladder{Width: 300, Height: float64(len(names))*rise + 8, Reached: here, Top: 4}
	l.Bottom = l.Height - 4
	for i, n := range names {
		l.Rises = append(l.Rises, Rise{Name: n, Reached: i <= here, Here: i == here, X: 30, Y: l.Height - float64(i)*rise - rise/2 - 4, LineX: 56})
	}
	return l
}
