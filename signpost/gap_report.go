package signpost

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// leastShown is the smallest number a report shows of anything; no caller goes below it.
// It is ours.
const leastShown = 5

// Report counts gaps for whoever commissions services (SIGN-07). No number in it is
// smaller than AtLeast, and none smaller can be worked out from the others: a small one
// is shown as fewer than that, and where the rest would tell it, it is counted among
// the others. Two reports over times that overlap can still be held against each other;
// whoever publishes them publishes one.
type Report struct {
	// From and Until are the months it covers, both of them whole; zero: without end.
	From, Until peer.Date
	// AtLeast is the smallest number shown.
	AtLeast int
	Total   Count
	// Areas, Categories and Barriers have the largest first and small ones by name, Months
	// are in order.
	Areas, Categories, Barriers, Months []Cell
}

// Cell is how often one thing was counted. The name is an area's id, a category, a
// barrier, or a month such as 2026-04; it is empty for all others together.
type Cell struct {
	Name  string
	Count Count
}

// Count is a number that is not small, or that it is fewer than so many.
type Count struct {
	N         int // zero where it is not shown
	FewerThan int // zero where the number is shown
}

// String returns the number, or "fewer than 5".
func (c Count) String() string {
	if c.FewerThan > 0 {
		return "fewer than " + strconv.Itoa(c.FewerThan)
	}
	return strconv.Itoa(c.N)
}

// GapReport counts the gaps of whole months, from the one in which from lies to the one
// in which until lies; a zero date is without end. Gaps that were taken out are not
// counted, those that were filled are. atLeast is the smallest number shown, five or
// more: with less, five.
func GapReport(list []Gap, from, until peer.Date, atLeast int) Report {
	r := Report{From: month(from.First()), Until: month(until.Last()), AtLeast: max(atLeast, leastShown)}
	areas, categories, barriers, months := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	n := 0
	for _, g := range list {
		m := month(g.s.On)
		if !g.Exists() || g.Status() == GapTakenOut || m.Before(r.From) || m.After(r.Until) {
			continue
		}
		n++
		areas[g.s.Area]++
		categories[string(g.s.Category)]++
		barriers[string(g.s.Barrier)]++
		months[m.String()]++
	}
	if r.Total = r.count(n); n < r.AtLeast {
		return r // nothing in it is large enough to be shown
	}
	r.Areas, r.Categories, r.Barriers, r.Months = r.cells(areas), r.cells(categories), r.cells(barriers), r.cells(months)
	slices.SortStableFunc(r.Months, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(len(b.Name), len(a.Name)), cmp.Compare(a.Name, b.Name)) // all others together are last
	})
	return r
}

// month is the month a day lies in. What is known no closer stays as it is.
func month(d peer.Date) peer.Date {
	if d.Precision() < peer.ByDay {
		return d
	}
	m, _ := peer.ParseDate(d.String()[:len("2026-04")])
	return m
}

func (r Report) count(n int) Count {
	if n < r.AtLeast {
		return Count{FewerThan: r.AtLeast}
	}
	return Count{N: n}
}

// tally is a name and how often it was counted.
type tally struct {
	name string
	n    int
}

// cells are the counts of one kind, the largest first. Whoever reads them knows what
// they come to together, so small ones are named only while that leaves open which of
// them is how large.
func (r Report) cells(counted map[string]int) []Cell {
	var all []tally
	for _, name := range slices.Sorted(maps.Keys(counted)) {
		all = append(all, tally{name, counted[name]})
	}
	slices.SortStableFunc(all, func(a, b tally) int { return cmp.Compare(b.n, a.n) })
	large := len(all)
	sum := 0
	for large > 0 && all[large-1].n < r.AtLeast {
		large--
		sum += all[large].n
	}
	small := len(all) - large
	if open := sum >= r.AtLeast && small < sum && sum < small*(r.AtLeast-1); small > 0 && !open {
		for large > 0 && sum < r.AtLeast {
			large--
			sum += all[large].n
		}
		return append(r.named(all[:large]), Cell{Count: r.count(sum)})
	}
	slices.SortFunc(all[large:], func(a, b tally) int { return cmp.Compare(a.name, b.name) }) // their order would tell
	return r.named(all)
}

func (r Report) named(list []tally) []Cell {
	var out []Cell
	for _, x := range list {
		out = append(out, Cell{x.name, r.count(x.n)})
	}
	return out
}

// parts are the kinds of counts with what each is called.
func (r Report) parts() []part {
	return []part{{"area", r.Areas}, {"category", r.Categories}, {"barrier", r.Barriers}, {"month", r.Months}}
}

type part struct {
	name  string
	cells []Cell
}

// others is what all others together are called.
const others = "all others"

// Rows are the report as a table, for encoding/csv: a line of headings, the whole, and a
// line for each count. No field begins with what a spreadsheet takes for a formula.
func (r Report) Rows() [][]string {
	out := [][]string{{"of", "name", "count"}, {"all", "", r.Total.String()}}
	for _, p := range r.parts() {
		for _, c := range p.cells {
			out = append(out, []string{p.name, plain(cmp.Or(c.Name, others)), c.Count.String()})
		}
	}
	return out
}

// plain keeps a spreadsheet from reading a name as a formula.
func plain(s string) string {
	if strings.ContainsAny(s[:1], "=+-@\t\r") {
		return "'" + s
	}
	return s
}

// Text is the report to be read.
func (r Report) Text() string {
	var b strings.Builder
	b.WriteString("What was needed and was not there" + r.span() + ": " + r.Total.String() + ".\n")
	for _, p := range r.parts() {
		if len(p.cells) > 0 {
			b.WriteString("\nBy " + p.name + ":\n")
		}
		for _, c := range p.cells {
			b.WriteString("  " + cmp.Or(c.Name, others) + ": " + c.Count.String() + "\n")
		}
	}
	b.WriteString("\nNumbers below " + strconv.Itoa(r.AtLeast) + " are not shown, so that nobody can be told by them.\n")
	return b.String()
}

func (r Report) span() string {
	out := ""
	if !r.From.IsZero() {
		out = ", from " + r.From.String()
	}
	if !r.Until.IsZero() {
		out += ", until " + r.Until.String()
	}
	return out
}
