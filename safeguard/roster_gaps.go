package safeguard

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// edge is an instant at which one of the people comes on duty, +1, or goes off, -1.
type edge struct {
	at  int64
	who int32
	by  int32
}

// Gaps are the times between two instants in which fewer than atLeast different
// people are on duty in these roles together, leaving out those that without names
// (hazard H03). Somebody on duty in two roles counts once. Before the roster's
// first day and after its last nobody is on duty.
//
// Gaps come in order and do not overlap; a gap ends where enough people are on duty
// or where their number changes, so that two gaps that touch differ in On.
func (r Roster) Gaps(roles []peer.Role, from, until time.Time, atLeast int, without []peer.StaffID) []Gap {
	if !from.Before(until) {
		return nil
	}
	var gaps []Gap
	on, since := 0, from
	upTo := func(t time.Time) {
		if on < atLeast && since.Before(t) {
			gaps = append(gaps, Gap{since.UTC(), t.UTC(), on})
		}
	}
	for at, n := range r.headcount(roles, span{r.clamped(from), r.clamped(until) + 1}, without) {
		t := instant(at)
		if !t.Before(until) {
			break
		}
		if t.After(from) {
			upTo(t)
			since = t
		}
		on = n
	}
	upTo(until)
	return gaps
}

// headcount goes through the instants at which the number of people on duty
// changes, and what it is from then on. Of whoever is on already when the time
// begins it goes through their coming too, which lies before.
func (r Roster) headcount(roles []peer.Role, when span, without []peer.StaffID) iter.Seq2[int64, int] {
	return func(yield func(int64, int) bool) {
		if r.cover == nil {
			return
		}
		edges := r.cover.edges(roles, when, without)
		held := make([]int32, len(r.cover.people)) // in how many of the roles each of them is on duty
		for i, was, on := 0, 0, 0; i < len(edges); was = on {
			at := edges[i].at
			for ; i < len(edges) && edges[i].at == at; i++ {
				e := edges[i]
				if held[e.who] == 0 || held[e.who]+e.by == 0 {
					on += int(e.by)
				}
				held[e.who] += e.by
			}
			if on != was && !yield(at, on) {
				return
			}
		}
	}
}

// edges are the comings and goings of all turns that lie at least partly in a time,
// in order.
func (c *cover) edges(roles []peer.Role, when span, without []peer.StaffID) []edge {
	var found []turn
	for _, role := range roles {
		t := c.turns[role]
		found = t.in(found, 0, len(t.list), when)
	}
	out := make([]edge, 0, 2*len(found))
	for _, t := range found {
		if !slices.Contains(without, c.people[t.who].Staff) {
			out = append(out, edge{t.from, t.who, 1}, edge{t.to, t.who, -1})
		}
	}
	slices.SortFunc(out, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	return out
}

// clamped is an instant, or the nearest one that the roster covers.
func (r Roster) clamped(t time.Time) int64 {
	switch {
	case t.Before(r.from):
		t = r.from
	case t.After(r.until):
		t = r.until
	}
	return t.UnixMilli()
}
