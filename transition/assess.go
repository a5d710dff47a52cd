package transition

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// Stall is why a move does not progress (TRAN-15).
type Stall string

// Reasons why a move does not progress.
const (
	// StallChecks: a check is open or not met so close to the day.
	StallChecks Stall = "checks-open"
	// StallDay: the day is over and the transfer has not begun.
	StallDay Stall = "day-is-over"
	// StallUntil: the day by which all of it was meant to be over is over, and the
	// person has not arrived.
	StallUntil Stall = "until-is-over"
	// StallContact: the new service has not been in touch since the move.
	StallContact Stall = "no-contact"
	// StallPerson: the person says so.
	StallPerson Stall = "person-says-so"
	// StallWorker: the worker says so.
	StallWorker Stall = "worker-says-so"
)

var stalls = []Stall{StallChecks, StallDay, StallUntil, StallContact, StallPerson, StallWorker}

// Known reports whether the reason is on the list.
func (s Stall) Known() bool { return slices.Contains(stalls, s) }

// Terms returns the closed list.
func (Stall) Terms() []string { return terms.Of(stalls) }

// Why is one reason why a move does not progress, since when, and what would have
// to be different.
type Why struct {
	Stall Stall     `json:"stall"`
	Since time.Time `json:"since"`
	// Checks are those that are open or not met, for StallChecks.
	Checks []Check `json:"checks,omitempty"`
	// Day is the day it is counted from or to.
	Day peer.Date `json:"day,omitzero"`
	// Says is why, Otherwise what would have to be so for it to progress.
	Says      string `json:"says"`
	Otherwise string `json:"otherwise"`
	// Quiet: it is known, and somebody answered it or holds it back until a day.
	Quiet bool `json:"quiet,omitzero"`
}

// Progress is the answer of Assess. It is never stored.
type Progress struct {
	// Progressing is no when a reason stands that nobody has answered, and unknown
	// when there is no policy to judge by and nobody has said that it does not.
	Progressing peer.Tri `json:"progressing"`
	// Why are all the reasons, also those that are quiet, the oldest first.
	Why []Why `json:"why,omitempty"`
	// QuietUntil is the day until which what the rules say was answered or held
	// back; HeldBack reports that it is held back, and Because why, which only
	// Reveal shows.
	QuietUntil peer.Date    `json:"quietUntil,omitzero"`
	HeldBack   bool         `json:"heldBack,omitzero"`
	Because    peer.Private `json:"-"`
	// Signal is for a colleague or the supervisor; By is when it has to have reached
	// one of them, zero where there is no policy. The same stall gives the same
	// signal, whenever it is asked.
	Signal *peer.Signal `json:"signal,omitempty"`
	By     peer.When    `json:"by,omitzero"`
}

// Assess answers whether a move progresses: pure, from the record, the policy, the
// calendar and the time. What the rules say is quiet while it is held back, and after
// an answer until the day to look again, if it stood when the answer was given. What
// one of the two says is never held back; an answer ends it. Without a policy nothing
// is counted, and what the two say counts all the same.
func Assess(t Transition, p Policy, cal peer.Calendar, now time.Time) Progress {
	if !t.Open() {
		return Progress{Progressing: peer.Is(t.Exists())}
	}
	out := Progress{Progressing: peer.Is(true)}
	if !p.Known() {
		out.Progressing = peer.Unknown
	}
	held, answered := t.quiet(cal)
	if out.HeldBack = held.covers(now); out.HeldBack {
		out.QuietUntil, out.Because = t.s.HeldBack.Until, t.s.HeldBack.Because
	}
	if answered.covers(now) && answered.until.After(cal.EndOf(out.QuietUntil)) {
		out.QuietUntil = t.s.Stuck.LookAgain
	}
	var first Why
	for _, w := range t.byRule(p, cal, now) {
		w.Quiet = out.HeldBack || answered.covers(now) && !w.Since.After(answered.from)
		out.Why = append(out.Why, w)
		if w.Since = w.loud(held, answered, now); !w.Quiet && w.sooner(first) {
			first = w
		}
	}
	for _, w := range t.byHand(now) {
		if out.Why = append(out.Why, w); w.sooner(first) {
			first = w
		}
	}
	slices.SortStableFunc(out.Why, func(a, b Why) int { return a.compare(b) })
	if first.Stall == "" {
		return out
	}
	out.Progressing, out.Signal = peer.No, t.signal(first)
	if p.Known() {
		out.By, _ = p.section.EscalateBy.After(first.Since, cal)
	}
	return out
}

func (w Why) compare(v Why) int {
	return cmp.Or(w.Since.Compare(v.Since), cmp.Compare(slices.Index(stalls, w.Stall), slices.Index(stalls, v.Stall)))
}

func (w Why) sooner(first Why) bool { return first.Stall == "" || w.compare(first) < 0 }

// pause is a time during which what the rules say is quiet; the zero value is none.
type pause struct{ from, until time.Time }

func (p pause) covers(at time.Time) bool { return !at.Before(p.from) && at.Before(p.until) }

// quiet are the two pauses the record tells of.
func (t Transition) quiet(cal peer.Calendar) (held, answered pause) {
	return pause{t.s.HeldBack.At, cal.EndOf(t.s.HeldBack.Until)}, pause{t.s.Stuck.Answered, cal.EndOf(t.s.Stuck.LookAgain)}
}

// loud is when it stands without a pause: a pause that is over begins it anew.
func (w Why) loud(held, answered pause, now time.Time) time.Time {
	since := w.Since
	if answered.until.After(since) && !w.Since.After(answered.from) && !answered.until.After(now) {
		since = answered.until
	}
	if held.until.After(since) && !held.until.After(now) {
		since = held.until
	}
	return since
}

// byRule is what the policy's numbers say.
func (t Transition) byRule(p Policy, cal peer.Calendar, now time.Time) []Why {
	if !p.Known() {
		return nil
	}
	var out []Why
	for _, w := range []func(Policy, peer.Calendar) (Why, bool){t.checksOpen, t.dayOver, t.untilOver, t.noContact} {
		if why, there := w(p, cal); there && !why.Since.After(now) {
			out = append(out, why)
		}
	}
	return out
}

func (t Transition) checksOpen(p Policy, cal peer.Calendar) (Why, bool) {
	if t.s.Planned.Precision() != peer.ByDay || t.Status() == Settling {
		return Why{}, false
	}
	day, open := t.s.Planned.AddDays(-p.section.OpenBefore.Count()), t.openChecks()
	return Why{Stall: StallChecks, Since: latest(cal.StartOf(day), t.s.DaySet, t.s.OpenAgain, t.s.Back), Checks: open, Day: t.s.Planned,
		Says:      "Checks are open or not met, and the day is close.",
		Otherwise: "It would be progressing if each check were met, or met in part, or the day were later."}, len(open) > 0
}

func (t Transition) dayOver(_ Policy, cal peer.Calendar) (Why, bool) {
	waiting := t.Status() == Announced || t.Status() == Preparing
	return Why{Stall: StallDay, Since: latest(cal.EndOf(t.s.Planned), t.s.DaySet, t.s.Back), Day: t.s.Planned,
		Says:      "The day of the move is over and the transfer has not begun.",
		Otherwise: "It would be progressing if the transfer had begun, or there were another day."}, waiting && !t.s.Planned.IsZero()
}

func (t Transition) untilOver(_ Policy, cal peer.Calendar) (Why, bool) {
	return Why{Stall: StallUntil, Since: latest(cal.EndOf(t.s.Until), t.s.DaySet, t.s.Back), Day: t.s.Until,
		Says:      "The day by which it was meant to be over is over, and nobody has said that the person has arrived.",
		Otherwise: "It would be progressing if the person had arrived, or there were another day."}, t.Status() != Settling && !t.s.Until.IsZero()
}

func (t Transition) noContact(p Policy, cal peer.Calendar) (Why, bool) {
	from := t.movedOn()
	if from.IsZero() || !t.s.NewContact.IsZero() && !t.s.NewContact.Before(from) {
		return Why{}, false
	}
	by, err := p.section.ContactWithin.AfterDate(from.Last(), cal)
	return Why{Stall: StallContact, Since: latest(by.Instant(cal), t.s.DaySet, t.s.Back), Day: by.Day(cal),
		Says:      "The new service has not been in touch since the move.",
		Otherwise: "It would be progressing if the new service had been in touch by that day."}, err == nil
}

// movedOn is the day the person arrived; before that is known, the day that was
// planned once the transfer has begun.
func (t Transition) movedOn() peer.Date {
	if t.s.Arrived.IsZero() && t.Status() == InTransfer {
		return t.s.Planned
	}
	return t.s.Arrived
}

func latest(list ...time.Time) time.Time { return slices.MaxFunc(list, time.Time.Compare) }

// byHand is what one of the two says, until it is answered.
func (t Transition) byHand(now time.Time) []Why {
	var out []Why
	say := func(s saidAt, stall Stall, says string) {
		if !s.At.IsZero() && !s.At.After(now) {
			out = append(out, Why{Stall: stall, Since: s.At, Says: says, Otherwise: "It would be progressing if somebody had answered what happens next."})
		}
	}
	say(t.s.Stuck.Person, StallPerson, "The person says that it does not progress.")
	say(t.s.Stuck.Worker, StallWorker, "The worker says that it does not progress.")
	return out
}

// signal is the same for the same stall. What one of the two said has gone out with
// that change, and this is that very signal; what the rules say is named by the
// move, the number of answers so far, the sort of stall and when it began.
func (t Transition) signal(w Why) *peer.Signal {
	out := &peer.Signal{Kind: peer.SignalNotProgressing, Rule: stallRule, About: t.s.Person, From: t.Ref(), Rev: t.Rev(), Noticed: w.Since.UTC()}
	said := saidAt{}
	switch w.Stall {
	case StallPerson:
		said, out.By = t.s.Stuck.Person, peer.ByPerson(t.s.Person)
	case StallWorker:
		said, out.By = t.s.Stuck.Worker, peer.ByStaff(t.s.Stuck.Worker.By, "")
	default:
		out.ID = "TRAN-15." + t.Ref().ID + "." + peer.Rev(t.s.Stuck.Episode+1).String() + "." + string(w.Stall) + "." + w.Since.UTC().Format("20060102T150405.000Z")
		return out
	}
	out.Rev, out.ID = said.Rev, string(KindTransition)+"."+t.Ref().ID+"."+said.Rev.String()+".1"
	return out
}

var stallRule = peer.Rule{Row: "TRAN-15", Code: ErrChecklistOpen}
