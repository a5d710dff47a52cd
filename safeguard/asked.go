package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// asked is what a concern asks besides telling: what was not known, what is looked at
// again, what is put right, and that the person hears what came of it.
func (c Concern) asked(e Escalation, w worldAt) []Owed {
	if c.Status() == Withdrawn {
		return nil
	}
	s, h, cal := c.s, c.s.Handling, w.Calendar
	var out []Owed
	owe := func(kind OwedKind, since time.Time, by peer.When) {
		o := Owed{ID: c.Ref().ID + "." + string(kind), Kind: kind, Concern: c.Ref(), Urgency: s.Urgency, Since: since, By: by, Telephone: h.Telephone, To: c.owner(e)}
		o.Why = []peer.Reason{askedWhy[kind].because()}
		out = append(out, o)
	}
	later := peer.DueAt(after(h.LookAgainWithin, s.Received, cal))
	if e.Has != (Taken{}) {
		o := Owed{ID: c.Ref().ID + ".next-" + peer.Rev(s.Earlier+len(s.Taken)).String(), Kind: OwedNext, Concern: c.Ref(), Urgency: s.Urgency, Since: e.Has.At, By: peer.DueAt(e.Has.Until), To: []Recipient{{Staff: e.Has.By}}, Telephone: h.Telephone}
		o.Why = []peer.Reason{hasIt.because(peer.At("until", e.Has.Until))}
		out = append(out, o)
	}
	if left := c.broughtLeft(); c.Open() && len(left) > 0 {
		out = append(out, Owed{ID: c.Ref().ID + ".brought", Kind: OwedTell, Concern: c.Ref(), Urgency: s.Urgency, Since: c.has().At, By: peer.DueAt(c.has().At), To: left, Telephone: h.Telephone,
			Why: []peer.Reason{brought.because()}})
	}
	if c.Open() && c.opensQuestion() {
		owe(OwedQuestion, s.Received, peer.DueAt(after(h.QuestionWithin, s.Received, cal)))
	}
	if s.Talk.Answer == TalkNotSafe && !s.Talk.LookAgain.IsZero() {
		owe(OwedLookAgain, s.Talk.At, peer.DueOn(s.Talk.LookAgain))
	}
	if s.Disclosure.Promised && s.RightAt.IsZero() {
		owe(OwedPutRight, s.Received, later)
	}
	if c.Open() && s.Ground.Basis == "" && s.About != "" && s.Disclosure.ToldPassedOn != peer.Yes {
		owe(OwedGround, s.Received, later)
	}
	if o := s.Outcome; !o.At.IsZero() && !o.Person.NotYet.IsZero() && !(s.Talk.Answer == Talked && s.Talk.At.After(o.At)) {
		owe(OwedTellPerson, o.At, peer.DueAt(after(h.LookAgainWithin, o.At, cal)))
	}
	return out
}

// broughtLeft are those who were brought in and have not been told.
func (c Concern) broughtLeft() []Recipient {
	var out []Recipient
	for _, staff := range c.s.Brought {
		if !c.isNotTold(staff) && !slices.ContainsFunc(c.s.Told, func(t Told) bool { return t.To == staff }) {
			out = append(out, Recipient{Staff: staff})
		}
	}
	return out
}

// opensQuestion: what nobody knew of a disclosure, or of danger, is asked inside the
// concern and is no second alarm (hazard H07).
func (c Concern) opensQuestion() bool {
	s := c.s
	children := (slices.Contains(safeguarding, s.Core) || !s.Disclosure.Quoted.IsZero()) && s.Core != SafeguardingChild && s.Disclosure.Children == peer.Unknown
	danger := s.Core == RiskToSelf && s.Danger.IntentWithPlan == peer.Unknown || s.Core == RiskToOthers && s.Danger.Violence == peer.Unknown
	return children || danger || len(s.Rules) > 0 && s.Danger.Emergency == ""
}

// owner is whom a question is for: whoever has it, else whoever raised it, where they
// work here.
func (c Concern) owner(e Escalation) []Recipient {
	switch {
	case e.Has != (Taken{}):
		return []Recipient{{Staff: e.Has.By}}
	case c.s.Outcome.By != "":
		return []Recipient{{Staff: c.s.Outcome.By}}
	case c.s.Raiser.Staff != "" && !sameHuman(c.s.Raiser, Nobody):
		return []Recipient{{Staff: c.s.Raiser.Staff}}
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
