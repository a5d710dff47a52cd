package safeguard

import (
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// Line is one sentence of a story: what happened, or what happens next if nobody does
// anything. It holds ids, codes and fixed sentences, and nobody's words.
type Line struct {
	At time.Time `json:"at"`
	// Kind says what sort of line it is, for those who draw it.
	Kind LineKind `json:"kind"`
	// Past is false for what is to come, or is owed now.
	Past bool `json:"past"`
	// Who does it, or is told; empty: nobody in particular. Says goes on from there.
	Who  peer.Actor    `json:"who,omitzero"`
	Says string        `json:"says"`
	Turn string        `json:"turn,omitzero"` // of a telling
	Why  []peer.Reason `json:"why,omitempty"`
}

// LineKind is the sort of a line.
type LineKind string

// Kinds of lines.
const (
	LineRaised    LineKind = "raised"         // it came in
	LineTold      LineKind = "told"           // somebody is told in their turn
	LineToldAlso  LineKind = "told-also"      // somebody is told who was brought in
	LineToldAgain LineKind = "told-again"     // somebody is told once more
	LineNobody    LineKind = "nobody-on-duty" // nobody may be told; the policy's number is rung
	LineAtWork    LineKind = "at-work"        // somebody who was told is at work on it
	LineTaken     LineKind = "taken"          // somebody has it
	LineSilent    LineKind = "silent"         // whoever had it let their time pass
	LineAsked     LineKind = "asked"          // something else is asked of somebody by then
	LineAnswered  LineKind = "answered"       // something that was asked is said
	LinePartDone  LineKind = "part-done"      // whoever raised it did their part
	LineClosed    LineKind = "closed"         // it is over, and it was said what came of it
	LineTakenBack LineKind = "taken-back"     // it is over, before anybody was told
)

var lineKinds = []LineKind{LineRaised, LineTold, LineToldAlso, LineToldAgain, LineNobody, LineAtWork, LineTaken, LineSilent, LineAsked, LineAnswered, LinePartDone, LineClosed, LineTakenBack}

// Known reports whether the kind is on the list.
func (k LineKind) Known() bool { return slices.Contains(lineKinds, k) }

// Terms returns the closed list.
func (LineKind) Terms() []string { return terms.Of(lineKinds) }

// happened is what a line tells: its kind, and its sentence for what was and for what is
// to come.
type happened struct {
	kind      LineKind
	was, will string
}

var (
	cameIn       = happened{kind: LineRaised, was: "raised a concern."}
	wasTold      = happened{LineTold, "was told in their turn.", "is told in their turn, if nobody has it by then."}
	wasToldAlso  = happened{LineToldAlso, "was told outside the chain.", "is told, because whoever has it brought them in."}
	wasToldAgain = happened{LineToldAgain, "was told again.", "is told again, if nobody has it by then."}
	ringsNumber  = happened{LineNobody, "Nobody who may be told was on duty; the policy's number was there to ring.", "Nobody who may be told is on duty; somebody rings the policy's number."}
	wasAtWork    = happened{kind: LineAtWork, was: "said that they were at work on it."}
	tookIt       = happened{kind: LineTaken, was: "took it on and said by when."}
	setHand      = happened{kind: LineTaken, was: "said that something is being done, and by when."}
	fellSilent   = happened{LineSilent, "had it, and the time they gave passed in silence.", "has it until then; if nothing is heard, it goes on as if nobody had it."}
	wasTalked    = happened{kind: LineAnswered, was: "It was said whether it was talked about with the person."}
	wasPutRight  = happened{kind: LineAnswered, was: "A promise of silence was put right with the person."}
	didPart      = happened{kind: LinePartDone, was: "finished their part."}
	closedIt     = happened{kind: LineClosed, was: "closed it and said what came of it."}
	tookBack     = happened{kind: LineTakenBack, was: "It was taken back, before anybody was told."}
)

// awaited are the sentences of what is asked besides telling.
var awaited = map[OwedKind]happened{
	OwedTake:       {LineAsked, "was asked by then to say that they have it.", "is asked by then to say that they have it."},
	OwedQuestion:   {LineAsked, "Something about danger was to be answered by then, and was not.", "Something about danger is to be answered by then."},
	OwedLookAgain:  {LineAsked, "It was to be looked at again by then whether it is safe to tell the person.", "It is looked at again by then whether it is safe to tell the person."},
	OwedPutRight:   {LineAsked, "A promise of silence was to be put right with the person by then.", "A promise of silence is put right with the person by then."},
	OwedGround:     {LineAsked, "It was to be said by then on what ground it was passed on.", "It is said by then on what ground it was passed on."},
	OwedTellPerson: {LineAsked, "The person was to hear by then what came of it.", "The person hears by then what came of it."},
}

// line is the sentence for one side of now.
func (h happened) line(at time.Time, past bool, who peer.Actor, why ...peer.Reason) Line {
	says := h.will
	if past {
		says = h.was
	}
	return Line{At: at.UTC(), Kind: h.kind, Past: past, Who: who, Says: says, Why: why}
}

func (l Line) inTurn(t Turn) Line {
	if t != (Turn{}) {
		l.Turn = t.String()
	}
	return l
}

// How far a story looks ahead.
const (
	storyAhead = 14 * 24 * time.Hour
	storyLines = 12
)

// Narrate tells the story of a concern: from its log what happened until now, and from
// the forward plan what happens next if nobody does anything and each telling is sent as
// soon as it is owed. Both are worded by the same hand. The plan goes on for fourteen
// days, or twelve lines. The log keeps of tellings again the last for each human only.
func Narrate(c Concern, w World, now time.Time) []Line {
	if !c.Exists() {
		return nil
	}
	if last := c.lastSeen(); now.Before(last) {
		now = last
	}
	world, out := trial{World: w}, c.toldLines(now)
	for _, o := range world.escalate(c, now).Owed {
		out = append(out, o.awaited(w.Calendar, now)...)
	}
	out = append(out, c.ahead(world, now)...)
	slices.SortStableFunc(out, func(a, b Line) int {
		switch {
		case a.Past == b.Past:
			return a.At.Compare(b.At)
		case a.Past:
			return -1
		}
		return 1
	})
	return out
}

// toldLines is the story so far.
func (c Concern) toldLines(now time.Time) []Line {
	s := c.s
	out := []Line{cameIn.line(s.Received, true, s.Raiser)}
	one := func(x happened, at time.Time, who peer.Actor) {
		if !at.IsZero() {
			out = append(out, x.line(at, true, who))
		}
	}
	for _, t := range s.Told {
		x := wasTold
		if t.Turn == (Turn{}) {
			x = wasToldAlso
		}
		out = append(out, x.line(t.At, true, peer.ByStaff(t.To, t.Role), t.Turn.why()...).inTurn(t.Turn))
	}
	for _, t := range s.Again {
		out = append(out, wasToldAgain.line(t.At, true, peer.ByStaff(t.To, ""), t.Turn.why()...).inTurn(t.Turn))
	}
	for _, x := range s.Working {
		one(wasAtWork, x.At, peer.ByStaff(x.By, ""))
	}
	out = append(out, c.takenLines(now)...)
	one(wasTalked, s.Talk.At, peer.Actor{})
	one(wasPutRight, s.RightAt, peer.Actor{})
	one(didPart, s.PartDone, s.Raiser)
	one(closedIt, s.Outcome.At, peer.ByStaff(s.Outcome.By, ""))
	if c.Status() == Withdrawn {
		one(tookBack, c.lastSeen(), peer.Actor{})
	}
	return out
}

// takenLines says who took it on, and where their time passed in silence.
func (c Concern) takenLines(now time.Time) []Line {
	var out []Line
	for i, t := range c.s.Taken {
		x, until := tookIt, now
		if t.InHand {
			x = setHand
		}
		if i+1 < len(c.s.Taken) {
			until = c.s.Taken[i+1].At
		} else if !c.Open() {
			until = c.s.Outcome.At
		}
		by := peer.ByStaff(t.By, "")
		out = append(out, x.line(t.At, true, by, hasIt.because(peer.At("until", t.Until))))
		if !t.Until.After(until) {
			out = append(out, fellSilent.line(t.Until, true, by))
		}
	}
	return out
}

// why are the reasons of a telling that was sent, as far as its turn tells.
func (t Turn) why() []peer.Reason {
	switch {
	case t.Again > 0:
		return []peer.Reason{notTaken.because()}
	case t.Link > 1:
		return []peer.Reason{inTurn.because(peer.Number("link", t.Link)), passedOn.because()}
	case t.Link == 1 && t.Round > 1:
		return []peer.Reason{inTurn.because(peer.Number("link", t.Link)), lapsed.because()}
	case t.Link == 1:
		return []peer.Reason{inTurn.because(peer.Number("link", t.Link))}
	}
	return []peer.Reason{brought.because()}
}

// ahead is the plan from now on.
func (c Concern) ahead(w trial, now time.Time) []Line {
	var out []Line
	if _, has := c.s.running(w.at(now)); has != (Taken{}) && c.Open() {
		out = append(out, fellSilent.line(has.Until, false, peer.ByStaff(has.By, ""), hasIt.because(peer.At("until", has.Until))))
	}
	for at, o := range c.forward(w, now, now.Add(storyAhead), Concern.looksNext) {
		x := map[OwedKind]happened{OwedTell: wasTold, OwedTellAgain: wasToldAgain, OwedTelephone: ringsNumber}[o.Kind]
		if o.Kind == OwedTell && o.Turn == (Turn{}) {
			x = wasToldAlso
		}
		if len(o.To) == 0 {
			out = append(out, x.line(at, false, peer.Actor{}, o.Why...).inTurn(o.Turn))
		}
		for _, to := range o.To {
			out = append(out, x.line(at, false, peer.ByStaff(to.Staff, to.Role), o.Why...).inTurn(o.Turn))
		}
		if len(out) >= storyLines {
			break
		}
	}
	return out
}

// awaited are the lines of what is asked besides telling.
func (o Owed) awaited(cal peer.Calendar, now time.Time) []Line {
	x, ok := awaited[o.Kind]
	if !ok {
		return nil
	}
	by := o.By.Instant(cal)
	past := by.Before(now)
	if cal.StartOf(cal.Day(by)).Equal(by) {
		by = by.Add(-time.Second) // what is over with a day is shown as its last second
	}
	if len(o.To) == 0 || o.Kind != OwedTake {
		return []Line{x.line(by, past, peer.Actor{}, o.Why...)}
	}
	var out []Line
	for _, to := range o.To {
		out = append(out, x.line(by, past, peer.ByStaff(to.Staff, to.Role), o.Why...))
	}
	return out
}

// forward is what comes to be owed by telling, one after the other, if nobody does
// anything and each telling is sent when it is owed: Escalate itself, run from one of
// its times to the next, as look has them.
func (c Concern) forward(w trial, now, until time.Time, look func(Concern, trial, Escalation) time.Time) iter.Seq2[time.Time, Owed] {
	return func(yield func(time.Time, Owed) bool) {
		rung, times := "", 0
		for !now.After(until) {
			e := w.planned(c, now)
			now = e.At
			sends := false
			for _, o := range e.Owed {
				switch {
				case o.Kind == OwedTelephone && o.ID != rung:
					rung = o.ID
				case o.Kind == OwedTell || o.Kind == OwedTellAgain:
					c, sends = c.sentAll(o, now), true
				default:
					continue
				}
				if !yield(now, o) {
					return
				}
			}
			if times++; sends && times < mostAtOnce {
				continue // what was sent may make something owed at the same moment
			}
			next := look(c, w, e)
			if !next.After(now) {
				return
			}
			now, times = next, 0
		}
	}
}

// mostAtOnce is how often it is looked at one moment whether something is owed still.
const mostAtOnce = 4

// sentAll is the concern after everybody was told that a telling is for.
func (c Concern) sentAll(o Owed, now time.Time) Concern {
	t := &taken{Act: peer.Act{At: now}}
	for _, to := range o.To {
		turn := ""
		if o.Turn != (Turn{}) {
			turn = o.Turn.String()
		}
		c = sent(c, Sent{Turn: turn, To: to.Staff, Role: to.Role, Receipt: o.Key(to)}, t)
	}
	return c
}

// Text writes a story in local time, a day after the other: what was, and then what
// happens if nobody does anything. It is plain English, and shows ids.
func Text(lines []Line, cal peer.Calendar) string {
	var b strings.Builder
	day, past := peer.Date{}, true
	for _, l := range lines {
		if past && !l.Past {
			past, day = false, peer.Date{}
			b.WriteString("If nobody does anything:\n")
		}
		if d := cal.Day(l.At); d != day {
			day = d
			b.WriteString(l.At.In(cal.Zone()).Format("Mon 2 Jan 2006") + "\n")
		}
		b.WriteString(l.At.In(cal.Zone()).Format("  15:04  ") + l.Sentence() + "\n")
	}
	return b.String()
}

// Sentence is the line in plain English. It begins with whoever does it, by id and role,
// where somebody does.
func (l Line) Sentence() string {
	who := string(l.Who.Staff)
	switch {
	case l.Who.Person != "":
		who = "The person"
	case l.Who.Carer != "":
		who = "A carer"
	case l.Who.Staff == Nobody.Staff:
		who = "Somebody"
	case who == "":
		return l.Says
	}
	if l.Who.Role != "" {
		who += " (" + string(l.Who.Role) + ")"
	}
	return who + " " + l.Says
}
