package safeguard

import (
	"slices"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// asked adds what a concern asks besides telling: what was not known, what is looked at
// again, what is put right, and that the person hears what came of it.
func (c *Concern) asked(e Escalation, w *worldAt) Escalation {
	if c.Status() == Withdrawn {
		return e
	}
	s, open := &c.s, c.Open()
	o := asking{s, e, w}
	if has := e.Has; has != (Taken{}) {
		x := o.owed(OwedNext, "/next-"+strconv.Itoa(s.Earlier+len(s.Taken)), has.At, peer.DueAt(has.Until))
		x.To, x.Why = []Recipient{{Staff: has.By}}, w.until(hasIt, has.Until)
		o.Owed = append(o.Owed, x)
	}
	if left := s.broughtLeft(); open && len(left) > 0 {
		at := s.Taken[len(s.Taken)-1].At
		x := o.owed(OwedTell, "/brought", at, peer.DueAt(at))
		x.To, x.Why = left, w.because(brought)
		o.Owed = append(o.Owed, x)
	}
	if open && s.opensQuestion() {
		o.asks(OwedQuestion, s.Received, s.Handling.QuestionWithin)
	}
	if s.Talk.Answer == TalkNotSafe && !s.Talk.LookAgain.IsZero() {
		o.owe(OwedLookAgain, s.Talk.At, peer.DueOn(s.Talk.LookAgain))
	}
	if s.Disclosure.Promised && s.RightAt.IsZero() {
		o.asks(OwedPutRight, s.Received, s.Handling.LookAgainWithin)
	}
	if open && s.Ground.Basis == "" && s.About != "" && s.Disclosure.ToldPassedOn != peer.Yes {
		o.asks(OwedGround, s.Received, s.Handling.LookAgainWithin)
	}
	if x := s.Outcome; !x.At.IsZero() && !x.Person.NotYet.IsZero() && !(s.Talk.Answer == Talked && s.Talk.At.After(x.At)) {
		o.asks(OwedTellPerson, x.At, s.Handling.LookAgainWithin)
	}
	return o.Escalation
}

// asking is an escalation that questions are added to.
type asking struct {
	c *concern
	Escalation
	w *worldAt
}

func (a *asking) owed(kind OwedKind, tail string, since time.Time, by peer.When) Owed {
	return Owed{ID: a.Concern.String() + tail, Kind: kind, Concern: a.Concern, Urgency: a.c.Urgency, Since: since, By: by, Telephone: a.c.Handling.Telephone}
}

// owe adds a question, which is for whoever has it, or raised it.
func (a *asking) owe(kind OwedKind, since time.Time, by peer.When) {
	o := a.owed(kind, "/"+string(kind), since, by)
	o.To, o.Why = a.c.owner(a.Escalation), a.w.because(askedWhy[kind])
	a.Owed = append(a.Owed, o)
}

func (a *asking) asks(kind OwedKind, since time.Time, within peer.Offset) {
	a.owe(kind, since, peer.DueAt(a.w.after(within, since)))
}

// broughtLeft are those who were brought in and of whom nothing says that they know.
func (c *concern) broughtLeft() []Recipient {
	var out []Recipient
	for _, staff := range c.Brought {
		knows := slices.ContainsFunc(c.Told, func(t Told) bool { return t.To == staff }) || slices.ContainsFunc(c.Again, func(t ToldAgain) bool { return t.To == staff }) ||
			slices.ContainsFunc(c.Taken, func(t Taken) bool { return t.By == staff })
		if !knows && c.passedOver(staff) == "" {
			out = append(out, Recipient{Staff: staff})
		}
	}
	return out
}

// opensQuestion: what nobody knew of a disclosure, or of danger, is asked inside the
// concern and is no second alarm (hazard H07).
func (s *concern) opensQuestion() bool {
	children := (slices.Contains(safeguarding, s.Core) || !s.Disclosure.Quoted.IsZero()) && s.Core != SafeguardingChild && s.Disclosure.Children == peer.Unknown
	danger := s.Core == RiskToSelf && s.Danger.IntentWithPlan == peer.Unknown || s.Core == RiskToOthers && s.Danger.Violence == peer.Unknown
	return children || danger || len(s.Rules) > 0 && s.Danger.Emergency == ""
}

// owner is whom a question is for: whoever has it, else whoever raised it, where they
// work here.
func (c *concern) owner(e Escalation) []Recipient {
	switch {
	case e.Has != (Taken{}):
		return []Recipient{{Staff: e.Has.By}}
	case c.Outcome.By != "":
		return []Recipient{{Staff: c.Outcome.By}}
	case c.Raiser.Staff != "" && !sameHuman(c.Raiser, Nobody):
		return []Recipient{{Staff: c.Raiser.Staff}}
	}
	return nil
}

var askedWhy = map[OwedKind]why{
	OwedQuestion:   {peer.Rule{Row: "SAFE-05", Code: ErrAnswerDue}, "Something about danger was not known when it was raised.", "An answer: yes, no, or that the prompt was acted on."},
	OwedLookAgain:  {peer.Rule{Row: "SAFE-09", Code: ErrLookAgainDue}, "It was not safe to tell the person, and a day was given to look again.", "It having been talked about, or another day."},
	OwedPutRight:   {peer.Rule{Row: "SAFE-05", Code: ErrPutRightDue}, "Somebody promised silence, and it has not been put right with the person.", "It having been put right."},
	OwedGround:     {peer.Rule{Row: "SAFE-15", Code: ErrGroundDue}, "It was passed on, and nobody has said on what ground.", "The ground, and why."},
	OwedTellPerson: {peer.Rule{Row: "SAFE-16", Code: ErrTellPersonDue}, "It is closed, and the person has not been told what came of it.", "It having been talked about with them."},
}
