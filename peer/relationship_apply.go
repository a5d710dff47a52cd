package peer

import (
	"slices"
	"time"
)

// What steps make of a relationship.

func draftOffer(c Offer) Relationship {
	return Relationship{s: relationship{Person: c.Person, Worker: c.Worker, Service: c.Service, Request: c.Request}}
}

func draftHandOver(c HandOver) Relationship {
	return Relationship{s: relationship{Person: c.Person, Worker: c.Worker, Service: c.Service, Continues: c.Continues}}
}

// handOver takes over what the person had agreed, for the two to confirm, and who their
// care co-ordinator is. The day to look back is counted anew.
func handOver(r Relationship, c HandOver, t *relTaken) Relationship {
	r.s.Offered = t.Now()
	r.s.Coordinators = slices.DeleteFunc(t.Facts.Before.CareCoordinators(), func(x CareCoordinator) bool { return peerWorker(r, x.Staff, x.Role) })
	if a, agreed := t.Facts.Before.InForce(); agreed {
		a.Version, a.CarriedFrom, a.ProposedBy, a.Proposed = 1, c.Continues, PartyNobody, t.Now()
		a.PersonYes, a.WorkerYes = time.Time{}, time.Time{}
		a.ReviewOn = t.Facts.Policy.reviewAfter(t.Now())
		r.s.Agreements = []Agreement{a}
	}
	return r
}

func welcome(r Relationship, c WelcomePerson, t *relTaken) Relationship {
	r.s.Welcome = Welcoming{At: t.Now(), Participants: slices.Clone(c.Participants), Orientation: slices.Clone(c.Orientation), Helped: t.Own(c.Helped)}
	return r
}

func putsOffConfidentiality(c TellRights) bool {
	return slices.ContainsFunc(c.Topics, func(r Right) bool { return r.Topic == RightConfidentiality && r.Told != Explained })
}

func tellRights(r Relationship, c TellRights, t *relTaken) Relationship {
	r.s.Rights = slices.Clone(r.s.Rights)
	for _, topic := range c.Topics {
		r.s.Rights = append(r.s.Rights, RightTold{topic.Topic, topic.Told, t.Now()})
	}
	return r
}

func propose(r Relationship, c Propose, t *relTaken) Relationship {
	a := Agreement{
		Version: len(r.s.Agreements) + 1, Purpose: t.Own(c.Purpose), Activities: slices.Clone(c.Activities), Modes: slices.Clone(c.Modes),
		Boundaries: slices.Clone(c.Boundaries), Often: t.Own(c.Often), WhenWorried: t.Own(c.WhenWorried),
		ReviewOn: c.ReviewOn, EndingNamed: c.EndingNamed, QuietAfter: c.QuietAfter, ProposedBy: t.As, Proposed: t.Now(),
	}
	for i := range a.Boundaries {
		a.Boundaries[i].Words = t.Own(a.Boundaries[i].Words)
	}
	if a.ReviewOn.IsZero() {
		a.ReviewOn = t.Facts.Policy.reviewAfter(t.Now())
	}
	a.confirm(t.As, t.Now())
	r.s.Agreements = append(slices.Clone(r.s.Agreements), a)
	return r
}

func confirm(r Relationship, c Confirm, t *relTaken) Relationship {
	r.s.Agreements = slices.Clone(r.s.Agreements)
	r.s.Agreements[c.Version-1].confirm(t.As, t.Now())
	if _, ok := r.InForce(); ok && r.s.Since.IsZero() {
		r.s.Since = t.Now()
	}
	return r
}

// ends makes a relationship over, in one of the ways there are.
func (r Relationship) ends(e Ending, t *relTaken) Relationship {
	e.At = t.Now()
	e.Because, e.Instead = t.Own(e.Because), t.Own(e.Instead)
	r.s.Ending, r.s.Over, r.s.Pause = e, t.Now(), Pausing{}
	return r
}

// wishes keeps what the person said; what they left unsaid stays as it was.
func (r Relationship) wishes(w EndingWishes) Relationship {
	if w.Notes != "" {
		r.s.Wishes.Notes = w.Notes
	}
	if w.Plan != "" {
		r.s.Wishes.Plan = w.Plan
	}
	return r
}

func pause(r Relationship, _ Pause, t *relTaken) Relationship {
	r.s.Pause = Pausing{Was: r.standing(), Since: t.Now(), By: PartyPerson}
	return r
}

// pauseOnOurSide: with the offer of somebody else the person has heard of it.
func pauseOnOurSide(r Relationship, c PauseOnOurSide, t *relTaken) Relationship {
	r.s.Pause = Pausing{Was: r.standing(), Since: t.Now(), By: t.As, Because: c.Because, Until: c.Until.Last(), Cover: c.Cover}
	r.s.Word = WordGiven{t.Now(), c.Cover}
	return r
}

func resume(r Relationship, _ Resume, t *relTaken) Relationship {
	if t.As == PartyWorker {
		r.s.Pause.WorkerBack = t.Now()
		return r
	}
	r.s.Pause, r.s.Back = Pausing{}, t.Now()
	return r
}

func resumesTo(r Relationship, _ Resume) Status {
	if r.s.Pause != (Pausing{}) {
		return Paused
	}
	return r.standing()
}

func planEnding(r Relationship, c PlanEnding, t *relTaken) Relationship {
	p, planned := r.EndingPlan()
	r.s.EndingPlans = slices.Clone(r.s.EndingPlans)
	if !planned {
		r.s.EndingPlans = append(r.s.EndingPlans, EndingPlan{})
	}
	p.LastDate, p.By, p.Planned, p.PersonStays, p.WorkerStays = c.LastDate.Last(), t.As, t.Now(), time.Time{}, time.Time{}
	if !c.Feelings.IsZero() {
		p.Feelings = append(p.Feelings, t.Own(c.Feelings))
	}
	if !c.Gains.IsZero() {
		p.Gains = append(p.Gains, t.Own(c.Gains))
	}
	if len(c.OngoingSupports) > 0 {
		p.OngoingSupports = slices.Clone(c.OngoingSupports)
		for i := range p.OngoingSupports {
			p.OngoingSupports[i] = t.Own(p.OngoingSupports[i])
		}
	}
	if !c.AfterContact.IsZero() {
		p.AfterContact = t.Own(c.AfterContact)
	}
	r.s.EndingPlans[len(r.s.EndingPlans)-1] = p
	return r.wishes(EndingWishes{c.Notes, c.Plan})
}

func callOffEnding(r Relationship, _ CallOffEnding, t *relTaken) Relationship {
	p, _ := r.EndingPlan()
	switch t.As {
	case PartyPerson:
		p.PersonStays = t.Now()
	case PartyWorker:
		p.WorkerStays = t.Now()
	}
	if p.stays(PartyPerson) && p.stays(PartyWorker) {
		p.CalledOff = t.Now()
	}
	r.s.EndingPlans = slices.Clone(r.s.EndingPlans)
	r.s.EndingPlans[len(r.s.EndingPlans)-1] = p
	return r
}

func askForSomebodyElse(r Relationship, _ AskForSomebodyElse, t *relTaken) Relationship {
	r.s.Change = ChangeAsked{t.Now(), t.Facts.Policy.anotherWorkerBy(t.Now()), t.Facts.Policy.Digest()}
	return r
}

func stepBack(r Relationship, c StepBack, t *relTaken) Relationship {
	r.s.StepBack = SteppedBack{t.Now(), c.Ground, t.Facts.Policy.anotherWorkerBy(t.Now()), t.Facts.Policy.Digest()}
	return r
}

func nameCareCoordinator(r Relationship, c NameCareCoordinator, _ *relTaken) Relationship {
	if c.Staff == "" {
		c.Role = ""
	}
	r.s.Coordinators = append(slices.Clone(r.s.Coordinators), CareCoordinator{c.Staff, c.Role, c.From.First()})
	return r
}

func giveWord(r Relationship, c GiveWord, t *relTaken) Relationship {
	r.s.Word = WordGiven{t.Now(), c.Cover}
	return r
}

// standsAt is where a step leads that is put in place by what it did.
func standsAt[C any](r Relationship, _ C) Status { return r.standing() }
