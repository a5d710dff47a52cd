package safeguard

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// concernLegal is what is so of every concern that a step made.
func concernLegal(c Concern) []peer.Reason {
	s, h, o := c.s, c.s.Handling, c.s.Outcome
	ended := c.Status() == Resolved || c.Status() == NoFurtherAction
	told := len(s.Told)+len(s.Again) > 0
	return append([]peer.Reason{
		peer.Holds(s.Core.Core() && (s.Trigger == s.Core || !s.Trigger.Core() && plainWord(string(s.Trigger))), "/core", "A trigger is one of the core, or stands for one of them."),
		peer.Holds(!s.Core.Floor().above(s.Urgency), "/urgency", "No concern is less urgent than its trigger."),
		peer.Holds(s.Raiser.Valid() && s.Raiser.Role == "", "/raiser", "Somebody raised it."),
		peer.Holds(!s.Noticed.After(s.Received), "/noticed", "It was noticed before it came in, or with it."),
		peer.Holds(c.Status() != Raised || !told && len(s.Taken) == 0, "/told", "Nobody has been told for certain."),
		peer.Holds(c.Status() != Notified || told && len(s.Taken) == 0, "/told", "Somebody was told, and nobody has it yet."),
		peer.Holds(c.Status() != Withdrawn || !told && len(s.Taken) == 0, "/told", "Nothing is taken back once somebody was told."),
		peer.Holds(told == !s.FirstTold.IsZero(), "/firstTold", "It is known since when somebody knows."),
		peer.Holds(c.Status() != Acknowledged && c.Status() != InHand && !ended || len(s.Taken) > 0, "/taken", "Somebody has it, or had it."),
		peer.Holds(ended == (o != Outcome{}) && ended == !o.At.IsZero(), "/outcome/at", "It has an outcome exactly when it is closed."),
		peer.Holds(!ended || !o.Says.IsZero() && !o.Raiser.IsZero() && o.By != "" && o.Person.said(), "/outcome", "It was closed with an outcome, and with what was told to whom."),
		peer.Holds(!ended || !sameHuman(peer.Actor{Staff: o.By}, s.Raiser), "/outcome/by", "Whoever raised it did not close it."),
		peer.Holds(s.Wants.IsZero() || s.Wants.By.Staff == "" && s.Wants.By.Carer == "", "/wants/by", "What the person wants is in nobody else's words."),
		peer.Holds((s.Talk.Answer == TalkNotSafe) == (s.Talk.LookAgain.Precision() == peer.ByDay) && (s.Talk.Answer == TalkNotSafe || s.Talk.LookAgain.IsZero()), "/talk/lookAgain", "What is not safe is looked at again on a day."),
		peer.Holds(s.RightAt.IsZero() || s.Disclosure.Promised, "/rightAt", "Only a promise is put right."),
		peer.Holds(!s.Disclosure.Promised || c.Marked(SecrecyPromise), "/marks", "A promise of silence is marked."),
		peer.Holds(s.PartDone.IsZero() || s.Talk.Answer != "", "/partDone", "A part is finished once it is said whether it was talked about with the person."),
		peer.Holds(s.Child == "" || s.Disclosure.Children != peer.Unknown && s.Core != SafeguardingChild, "/child", "A concern about a child came of an answer."),
		peer.Holds(h.Floor == (h.Policy == "") && (!h.Floor || c.Marked(NotInForce)), "/handling/floor", "It is handled under a policy, or under the built-in floor and marked."),
		peer.Holds(h.stands(), "/handling", "What it is handled under has times and links."),
		peer.Holds(s.Urgency != Immediate || h.withinCeilings(s), "/handling", "What is Immediate is handled within the ceilings."),
	}, c.peopleLegal()...)
}

// stands: what is frozen with a concern can be worked with.
func (h Handling) stands() bool {
	for _, o := range []peer.Offset{h.AcknowledgeWithin, h.HumanWithin, h.QuestionWithin, h.LookAgainWithin} {
		if o.Validate() != nil || nothing(o) {
			return false
		}
	}
	return h.SharedLength >= leastShared && h.SharedLength <= mostShared && distinct(h.InHours) >= 2 && distinct(h.OutOfHours) >= 2
}

// withinCeilings: frozen times keep the ceilings that no organisation lifts, counted
// from when it was noticed, or made Immediate.
func (h Handling) withinCeilings(s concern) bool {
	ack, fixed := h.AcknowledgeWithin.Fixed()
	human, timed := h.HumanWithin.Fixed()
	from := s.Noticed
	if s.Urged.After(from) {
		from = s.Urged
	}
	return fixed && timed && ack <= mostAcknowledge && human <= mostHuman && !h.NotifyBy.After(from.Add(mostNotify))
}

// peopleLegal: who was told, and who has had it, are humans who may know, and the log
// holds together.
func (c Concern) peopleLegal() []peer.Reason {
	told, taken, knows, turns := true, true, true, map[Told]bool{}
	raiser := func(staff peer.StaffID) bool { return staff == c.s.Raiser.Staff && staff != "" }
	for _, x := range c.s.Told {
		key := Told{Turn: x.Turn, To: x.To}
		told = told && (x.Turn == Turn{} || !turns[key]) && c.turnLegal(x.Turn) && x.Turn.Again == 0 && !x.At.Before(c.s.FirstTold)
		knows, turns[key] = knows && !raiser(x.To), true
	}
	for i, x := range c.s.Again {
		twice := slices.ContainsFunc(c.s.Again[:i], func(y ToldAgain) bool { return y.To == x.To })
		told, knows = told && x.Turn.Again > 0 && c.turnLegal(x.Turn) && !twice && !x.At.Before(c.s.FirstTold), knows && !raiser(x.To)
	}
	for _, x := range c.s.Taken {
		taken, knows = taken && x.Until.After(x.At), knows && !raiser(x.By)
	}
	return []peer.Reason{
		peer.Holds(told, "/told", "Each human was told once in a turn."),
		peer.Holds(taken, "/taken", "Whoever has it said by when, and that lay ahead."),
		peer.Holds(knows && !slices.ContainsFunc(c.s.Brought, raiser), "/raiser", "Whoever raised it is neither told nor has it."),
		peer.Holds(c.s.Earlier == 0 || len(c.s.Taken) == keptTaken, "/earlier", "Takings are dropped only when there are too many."),
	}
}

func (c Concern) turnLegal(t Turn) bool { return t.legal() && t.Round <= c.round() }

// legal: a turn is a link of a round, a telling again, or none.
func (t Turn) legal() bool {
	return t == Turn{} || t.Round > 0 && t.Round <= 1_000_000 && t.Link <= 1000 && t.Again <= 10_000_000 && (t.Link > 0) != (t.Again > 0)
}
