package safeguard

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Observed is one observation of how somebody was beside how they usually are, as a plain
// value: a host makes it from a recovery.Observation.
type Observed struct {
	// Of is the observation. The same one given twice counts once.
	Of     peer.Ref
	Person peer.PersonID
	// Change is how they were. Better, the same and not said count as nothing here.
	Change MentalChange
	// On is the day it was noticed; zero: the day it was recorded.
	On peer.Date
	// Recorded is when it was written down.
	Recorded time.Time
}

// Fluctuating finds the pattern of SAFE-06: somebody was worse, or up and down, as often
// as the rule says within its span, so that it raises by itself. An observation counts
// until the span after its day is over.
//
// A pattern begins with the observation, in the order in which they were recorded, that
// makes the count full, and goes on until the count has fallen below. As long as it goes
// on the signal is the same, with the same id, however many observations are added; a
// pattern that begins anew has another (hazard H07). Observations of anybody else, and
// those recorded after now, are passed over. It is pure; without the rule there is none.
func Fluctuating(about peer.PersonID, seen []Observed, rule Fluctuation, cal peer.Calendar, now time.Time) (peer.Signal, bool) {
	if !rule.Given() {
		return peer.Signal{}, false
	}
	w := window{rule: rule, cal: cal}
	var pattern Observed
	running := false
	for _, o := range worseOf(about, seen, now) {
		running = running && w.full(o.Recorded) // nothing was added since, so it has not been less in between
		w.add(o)
		if !running && w.full(o.Recorded) {
			pattern, running = o, true
		}
	}
	if !running || !w.full(now) {
		return peer.Signal{}, false
	}
	return peer.Signal{
		ID: "fluctuating." + string(pattern.Of.Kind) + "." + pattern.Of.ID, Kind: peer.SignalGoesFurther, Rule: fluctuates, About: about,
		From: pattern.Of, Noticed: pattern.Recorded.UTC(),
	}, true
}

// fluctuates is the rule under which a pattern raises.
var fluctuates = peer.Rule{Row: "SAFE-06", Code: peer.ErrConcernRequired}

// worseOf are those observations of one person that count, each once, as they were
// recorded.
func worseOf(about peer.PersonID, seen []Observed, now time.Time) []Observed {
	var out []Observed
	for _, o := range seen {
		same := func(x Observed) bool { return x.Of == o.Of }
		if o.Person == about && o.Change.Known() && !o.Recorded.After(now) && !slices.ContainsFunc(out, same) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b Observed) int {
		return cmp.Or(a.Recorded.Compare(b.Recorded), cmp.Compare(a.Of.Kind, b.Of.Kind), cmp.Compare(a.Of.ID, b.Of.ID))
	})
	return out
}

// window is how often somebody was worse, as time goes on.
type window struct {
	rule  Fluctuation
	cal   peer.Calendar
	until []time.Time // when each stops counting
}

// add counts an observation from its day on, or from the day it was recorded where it
// would lie in the future.
func (w *window) add(o Observed) {
	day := w.cal.Day(o.Recorded)
	if on := o.On.Last(); !on.IsZero() && on.Before(day) {
		day = on
	}
	end, err := w.rule.Within.AfterDate(day, w.cal)
	if err != nil {
		end = peer.DueOn(day)
	}
	w.until = append(w.until, end.Instant(w.cal))
}

// full reports whether the count is as high as the rule says.
func (w *window) full(at time.Time) bool {
	n := 0
	for _, until := range w.until {
		if at.Before(until) {
			n++
		}
	}
	return n >= w.rule.Times
}
