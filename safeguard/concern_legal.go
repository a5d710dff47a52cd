package safeguard

import (
	"github.com/towpath-care/towpath/peer"
)

// concernLegal is what is so of every concern that a step made.
func concernLegal(c Concern) []peer.Reason {
	s, h, o := c.s, c.s.Handling, c.s.Outcome
	ended := c.Status() == Resolved || c.Status() == NoFurtherAction
	return append([]peer.Reason{
		peer.Holds(s.Core.Core() && (s.Trigger == s.Core || !s.Trigger.Core() && plainWord(string(s.Trigger))), "/core", "A trigger is one of the core, or stands for one of them."),
		peer.Holds(!s.Core.floor().above(s.Urgency), "/urgency", "No concern is less urgent than its trigger."),
		peer.Holds(s.Raiser.Valid() && s.Raiser.Role == "", "/raiser", "Somebody raised it."),
		peer.Holds(!s.Noticed.After(s.Received), "/noticed", "It was noticed before it came in, or with it."),
		peer.Holds(s.Urgency != Immediate || h.withinCeilings(s), "/handling", "What is Immediate is handled within the ceilings."),
		peer.Holds(h.Floor == (h.Policy == ""), "/handling/floor", "It is handled under a policy, or under the built-in floor."),
		peer.Holds(c.Status() != Raised || len(s.Told)+len(s.Again)+len(s.Taken) == 0, "/told", "Nobody has been told for certain."),
		peer.Holds(c.Status() != Notified || len(s.Told)+len(s.Again) > 0 && len(s.Taken) == 0, "/told", "Somebody was told, and nobody has it yet."),
		peer.Holds(c.Status() != Withdrawn || len(s.Told)+len(s.Again)+len(s.Taken) == 0, "/told", "Nothing is taken back once somebody was told."),
		peer.Holds(c.Status() != Acknowledged && c.Status() != InHand && !ended || len(s.Taken) > 0, "/taken", "Somebody has it, or had it."),
		peer.Holds(ended == !o.At.IsZero(), "/outcome/at", "It has an outcome exactly when it is closed."),
		peer.Holds(!ended || !o.Says.IsZero() && !o.Raiser.IsZero() && o.By != "" && o.Person.said(), "/outcome", "It was closed with an outcome, and with what was told to whom."),
		peer.Holds(!ended || !sameHuman(peer.Actor{Staff: o.By}, s.Raiser), "/outcome/by", "Whoever raised it did not close it."),
		peer.Holds(s.Talk.Answer != TalkNotSafe || s.Talk.LookAgain.IsZero() || s.Talk.LookAgain.Precision() == peer.ByDay, "/talk/lookAgain", "It is looked at again on a day."),
		peer.Holds(s.RightAt.IsZero() || s.Disclosure.Promised, "/rightAt", "Only a promise is put right."),
		peer.Holds(s.PartDone.IsZero() || s.Talk.Answer != "", "/partDone", "A part is finished once it is said whether it was talked about with the person."),
	}, c.peopleLegal()...)
}

// withinCeilings: frozen times keep the ceilings that no organisation lifts.
func (h Handling) withinCeilings(s concern) bool {
	ack, fixed := h.AcknowledgeWithin.Fixed()
	human, timed := h.HumanWithin.Fixed()
	return fixed && timed && ack <= mostAcknowledge && human <= mostHuman
}

// peopleLegal: who was told, and who has had it, are humans who may know.
func (c Concern) peopleLegal() []peer.Reason {
	told, taken, turns := true, true, map[Told]bool{}
	for _, x := range c.s.Told {
		key := Told{Turn: x.Turn, To: x.To}
		told = told && (x.Turn == Turn{} || !turns[key]) && x.Turn.legal()
		turns[key] = true
	}
	for _, x := range c.s.Again {
		told = told && x.Turn.Again > 0 && x.Turn.legal()
	}
	for _, x := range c.s.Taken {
		taken = taken && x.Until.After(x.At)
	}
	return []peer.Reason{
		peer.Holds(told, "/told", "Each human was told once in a turn."),
		peer.Holds(taken, "/taken", "Whoever has it said by when, and that lay ahead."),
		peer.Holds(c.s.Earlier == 0 || len(c.s.Taken) == keptTaken, "/earlier", "Takings are dropped only when there are too many."),
	}
}

// legal: a turn is a link of a round, a telling again, or none.
func (t Turn) legal() bool {
	return t == Turn{} || t.Round > 0 && (t.Link > 0) != (t.Again > 0)
}
