package safeguard

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// Hop is one human's turn to take a concern on, as the log has it (SAFE-14): one for
// each who was told in a link of the chain, and one for each who took it on, or closed
// it, outside such a turn. It holds whom, when and what came of it, and no word of
// anybody's.
type Hop struct {
	// Number names the hop among those of its concern for good, without a dot: "1-2" for
	// the second link of the first round, "1-2-2" for the next human told in that link,
	// "taken-3" for the third taking where it had no turn, "closed" for whoever closed it
	// without one.
	Number string
	// To is whose it is, with the role they were told in; no role where none was said.
	To Recipient
	// Began is when the turn came, in UTC: of the first link when the concern came in.
	Began time.Time
	// Told is when they were told; zero for somebody who took it on without a turn.
	Told time.Time
	// AcknowledgeBy is until when they had time to take it on. It lies before Told for
	// somebody told later than that. Zero: they had no turn, or no calendar is
	// there to count the days.
	AcknowledgeBy time.Time
	// Acknowledged is when they said that they have it; zero: they did not.
	Acknowledged time.Time
	State        HopState
	// Late: they were told before in a turn that passed, and took it on all the same.
	Late bool
}

// HopState says what came of a hop.
type HopState string

// What came of it.
const (
	HopAsked  HopState = "asked"   // they were told, and nobody has it
	HopTaken  HopState = "taken"   // they have it
	HopInHand HopState = "in-hand" // something is being done
	HopClosed HopState = "closed"  // it ended with them
	// HopPassedOn: in silence it went on to the next.
	HopPassedOn HopState = "passed-on"
	// HopTakenLate: somebody told before them took it on after all.
	HopTakenLate HopState = "taken-late"
	// HopTakenElse: somebody else has it, told together with them, brought in, or
	// unasked.
	HopTakenElse HopState = "taken-else"
)

var hopStates = []HopState{HopAsked, HopTaken, HopInHand, HopClosed, HopPassedOn, HopTakenLate, HopTakenElse}

// Known reports whether the state is on the list.
func (s HopState) Known() bool { return slices.Contains(hopStates, s) }

// Terms returns the closed list.
func (HopState) Terms() []string { return terms.Of(hopStates) }

// Hops are those of a concern in the order of its rounds, from the log and the handling
// frozen with it. They change with the log and never with the time: a turn is passed on
// when the next human was told, not when its time is over. The calendar counts times
// that the policy gives in days, and is not asked otherwise.
//
// A telling again adds no hop, and neither does somebody told outside the plan, such as
// one who was brought in: they have one as soon as they take it on. What is set in hand
// goes on as the hop of whoever has it. Of what a log no longer keeps (400 tellings, 100
// takings) there is none. A receipt that is stored after its human took it on puts that
// taking into their turn: store receipts first.
func (c Concern) Hops(cal peer.Calendar) []Hop {
	l := hopLog{c: &c.s, w: &worldAt{World: World{World: peer.World{Calendar: cal}}}, held: -1}
	tellings := slices.DeleteFunc(slices.Clone(c.s.Told), func(t Told) bool { return t.Turn.Link == 0 })
	slices.SortStableFunc(tellings, func(a, b Told) int {
		return cmp.Or(a.Turn.Round-b.Turn.Round, a.Turn.Link-b.Turn.Link)
	})
	for i, x := range c.s.Taken {
		number := c.s.Earlier + i + 1
		for len(tellings) > 0 && tellings[0].Turn.Round <= number {
			tellings = l.link(tellings, x.At)
		}
		l.taken("taken-"+strconv.Itoa(number), x)
	}
	for len(tellings) > 0 {
		tellings = l.link(tellings, lastTime)
	}
	if out := c.s.Outcome; out.By != "" {
		l.closed(out)
	}
	return l.hops
}

// hopLog reads a log from the first round on.
type hopLog struct {
	c    *concern
	w    *worldAt
	hops []Hop
	held int   // the hop of whoever has it; -1: nobody
	open []int // those who were told in the last link, while nobody has it

	round  int
	at, by time.Time // when the next link's turn comes, and by when it is told
}

// link adds those who were told in one link, and gives back what is left. Who was told
// after somebody had taken it on, as happens when two do it at once, finds it taken.
func (l *hopLog) link(tellings []Told, taken time.Time) []Told {
	turn := tellings[0].Turn
	n := slices.IndexFunc(tellings, func(t Told) bool { return t.Turn != turn })
	if n < 0 {
		n = len(tellings)
	}
	began, until := l.times(turn, tellings[:n])
	if slices.ContainsFunc(tellings[:n], func(t Told) bool { return !t.At.After(taken) }) {
		l.passed(HopPassedOn)
	}
	for i, t := range tellings[:n] {
		number := strconv.Itoa(turn.Round) + "-" + strconv.Itoa(turn.Link)
		if i > 0 {
			number += "-" + strconv.Itoa(i+1)
		}
		state := HopTakenElse
		if !t.At.After(taken) {
			state = HopAsked
			l.open = append(l.open, len(l.hops))
		}
		l.hops = append(l.hops, Hop{Number: number, To: Recipient{t.To, t.Role}, Began: began, Told: t.At, AcknowledgeBy: until, State: state})
	}
	return tellings[n:]
}

// times are when a link's turn came and until when there was time to take it on, as
// Escalate counts them. A link that nobody was told of takes no time here.
func (l *hopLog) times(turn Turn, told []Told) (began, until time.Time) {
	first := slices.MinFunc(told, func(a, b Told) int { return a.At.Compare(b.At) }).At
	if turn.Round != l.round {
		l.round = turn.Round
		l.at, l.by = l.begins(turn.Round, first)
	}
	within := l.c.Handling.AcknowledgeWithin
	if began = l.at; first.Before(began) {
		began = first
	}
	if _, fixed := within.Fixed(); !fixed && l.w.Calendar.KnownUntil().IsZero() {
		return began, time.Time{}
	}
	if until = l.w.after(within, latest(l.by, l.at)); first.Before(until) {
		until = l.w.after(within, first)
	}
	l.at = l.w.opens(within, until)
	l.by = l.at
	return began, until
}

// begins is when a round began, and by when its first link has to have been told.
func (l *hopLog) begins(round int, first time.Time) (at, by time.Time) {
	switch before := round - l.c.Earlier - 2; {
	case round == 1:
		return l.c.Received, l.c.Handling.NotifyBy
	case before >= 0 && before < len(l.c.Taken):
		return l.c.Taken[before].Until, l.c.Taken[before].Until
	}
	return first, first
}

// passed ends what is open or held.
func (l *hopLog) passed(as HopState) {
	for _, i := range l.open {
		l.hops[i].State = as
	}
	if l.held >= 0 {
		l.hops[l.held].State = as
	}
	l.open, l.held = nil, -1
}

// taken gives it to whoever said that they have it: in the hop that is theirs, else in
// one of their own. Who sets in hand what another has goes on with that one's hop.
func (l *hopLog) taken(number string, x Taken) {
	state := HopTaken
	if x.InHand {
		state = HopInHand
	}
	if l.held < 0 || !x.InHand && l.hops[l.held].To.Staff != x.By {
		l.takes(number, x.By, x.At)
		l.hops[l.held].Acknowledged = x.At
	}
	l.hops[l.held].State = state
}

// closed ends the hop of whoever has it, or of whoever closed it where nobody had.
func (l *hopLog) closed(out Outcome) {
	if l.held < 0 {
		l.takes("closed", out.By, out.At)
	}
	l.hops[l.held].State = HopClosed
}

func (l *hopLog) takes(number string, by peer.StaffID, at time.Time) {
	mine := slices.IndexFunc(l.open, func(i int) bool { return l.hops[i].To.Staff == by })
	if mine >= 0 {
		i := l.open[mine]
		l.passed(HopTakenElse)
		l.held = i
		return
	}
	late := slices.ContainsFunc(l.hops, func(h Hop) bool { return h.To.Staff == by && !h.Told.IsZero() && !h.Told.After(at) })
	if late {
		l.passed(HopTakenLate)
	} else {
		l.passed(HopTakenElse)
	}
	l.held = len(l.hops)
	l.hops = append(l.hops, Hop{Number: number, To: Recipient{Staff: by}, Began: at, Late: late})
}
