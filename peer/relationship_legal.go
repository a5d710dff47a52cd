package peer

import "slices"

// relationshipLegal restates what the steps keep to.
func relationshipLegal(r Relationship) []Reason {
	_, both := r.InForce()
	stands, met, over := r.standing(), !r.s.Welcome.At.IsZero(), r.status == Declined || r.status == Ended
	out := []Reason{
		Holds(over || r.status == Paused || r.status == stands, "/status", "Where it stands follows from what was said and done."),
		Holds(r.status != Declined || slices.Contains(relBefore, stands), "/status", "What was declined had not begun."),
		Holds(both == !r.s.Since.IsZero(), "/since", "The day it began is there when both have agreed."),
		Holds(over == !r.s.Over.IsZero(), "/over", "The day it was over is there when it is over."),
		Holds(!met || slices.Contains(r.s.Welcome.Participants, ByPerson(r.s.Person)), "/welcome/participants", "The person was at their own welcome."),
		Holds(!both || met, "/welcome", "The welcome comes before the agreement."),
		Holds(!both || len(r.untold()) == 0, "/rights", "The rights were explained before it began."),
		Holds(r.s.Continues != r.ref.ID, "/continues", "It goes on from another one."),
		Holds(pauseWhole(r), "/pause", "A pause leads back to where it was; one on the service's side has a reason, a last day and somebody who is there."),
		Holds((r.status == Ended) == r.s.Ending.Kind.Known(), "/ending", "How it ended is there when it has ended."),
		Holds(endingWhole(r), "/ending", "An ending says what one of its kind says, and when."),
		Holds(stepBackWhole(r), "/stepBack", "A worker steps back before it begins, and never for what the law protects."),
		Holds(r.s.Change.At.IsZero() == (r.s.Change == ChangeAsked{}), "/change", "A wish for somebody else says when it was said."),
		Holds(r.s.Word.At.IsZero() == (r.s.Word == WordGiven{}), "/word", "A word that was given says when."),
	}
	out = append(out, agreementsLegal(r)...)
	out = append(out, plansLegal(r)...)
	return append(out, coordinatorsLegal(r)...)
}

func agreementsLegal(r Relationship) []Reason {
	var out []Reason
	met := !r.s.Welcome.At.IsZero()
	for i, a := range r.s.Agreements {
		at, carried := "/agreements/"+Rev(i).String(), i == 0 && a.CarriedFrom != ""
		out = append(out,
			Holds(a.Version == i+1 && !a.Purpose.IsZero() && len(a.Boundaries) > 0 && len(a.Activities) > 0 && len(a.Modes) > 0,
				at, "Versions are numbered from 1 and each has a purpose, activities, ways and boundaries."),
			Holds(met || carried && !a.yes(PartyPerson) && !a.yes(PartyWorker), at, "Nothing is agreed before the welcome."),
			Holds(carried && a.ProposedBy == PartyNobody || a.yes(a.ProposedBy), at+"/proposedBy", "Whoever proposed a version has said yes to it."),
			Holds(a.CarriedFrom == "" || carried && a.CarriedFrom == r.s.Continues, at+"/carriedFrom", "Only the first version comes over, from the relationship that this one goes on from."),
			Holds(quietSpan(a.QuietAfter), at+"/quietAfter", "A time of quiet is at least a day long."))
	}
	return out
}

func pauseWhole(r Relationship) bool {
	p := r.s.Pause
	if r.status != Paused {
		return p == Pausing{}
	}
	if p.Was != r.standing() || p.Since.IsZero() {
		return false
	}
	if p.OnOurSide() {
		return p.Because.Known() && p.Until.Precision() == ByDay && p.Cover != "" && p.Cover != r.s.Worker
	}
	return p.By == PartyPerson && p == Pausing{Was: p.Was, Since: p.Since, By: p.By}
}

func endingWhole(r Relationship) bool {
	e := r.s.Ending
	_, planned := r.EndingPlan()
	switch e.Kind {
	case "":
		return e == Ending{}
	case EndedPrepared:
		return planned && e == Ending{Kind: e.Kind, At: r.s.Over}
	case EndedByPerson:
		return e == Ending{Kind: e.Kind, At: r.s.Over}
	case EndedDied:
		return e == Ending{Kind: e.Kind, At: r.s.Over, On: e.On}
	case EndedForSafety:
		return !e.Because.IsZero() && !e.Instead.IsZero() && e.On.IsZero() && e.At.Equal(r.s.Over)
	}
	return (planned || !e.Because.IsZero()) && e.Instead.IsZero() && e.On.IsZero() && e.At.Equal(r.s.Over)
}

func stepBackWhole(r Relationship) bool {
	b := r.s.StepBack
	if b == (SteppedBack{}) {
		return true
	}
	return !b.At.IsZero() && b.Ground.lawful() && slices.Contains(relBefore, r.standing())
}

func plansLegal(r Relationship) []Reason {
	var out []Reason
	_, both := r.InForce()
	for i, p := range r.s.EndingPlans {
		at := "/endingPlans/" + Rev(i).String()
		out = append(out,
			Holds(both, at, "An ending is planned of what has begun."),
			Holds(p.LastDate.Precision() == ByDay, at+"/lastDate", "The last day is a whole day."),
			Holds(slices.Contains(relTwo, p.By), at+"/by", "One of the two planned it."),
			Holds(p.By != PartyWorker || len(p.OngoingSupports) > 0, at+"/ongoingSupports", "A worker who plans an ending says what goes on afterwards."),
			Holds(p.CalledOff.IsZero() == !(p.stays(PartyPerson) && p.stays(PartyWorker)), at+"/calledOff", "An ending is called off when both would rather go on."),
			Holds(i == len(r.s.EndingPlans)-1 || !p.CalledOff.IsZero(), at+"/calledOff", "One plan stands at a time."))
	}
	return out
}

func coordinatorsLegal(r Relationship) []Reason {
	var out []Reason
	for i, c := range r.s.Coordinators {
		at := "/careCoordinators/" + Rev(i).String()
		out = append(out,
			Holds(!peerWorker(r, c.Staff, c.Role), at, "The care co-ordinator is never a peer support worker."),
			Holds(c.From.Precision() == ByDay && (i == 0 || !c.From.Before(r.s.Coordinators[i-1].From)), at+"/from", "Care co-ordinators follow one another."))
	}
	return out
}
