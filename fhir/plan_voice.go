package fhir

import (
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/signpost"
)

// choosing is a choice in the words that the person approved for the care record, and
// in no others: not what the options were, nor who chose for them (REC-42).
func (m *planMaking) choosing(c recovery.ChoiceMade) planActivity {
	a := m.activity(c)
	m.says(&a, c.ForRecord(), "")
	return a
}

// speakingUp is an occasion to speak up for oneself, likewise (REC-43).
func (m *planMaking) speakingUp(o recovery.SelfAdvocacy) planActivity {
	a := m.activity(o)
	m.says(&a, o.ForRecord(), "")
	return a
}

// riskTexts are what people read beside the code of what a person decided.
var riskTexts = map[recovery.RiskDecision]string{
	recovery.RiskGoAhead:  "The person has decided to go ahead",
	recovery.RiskOtherWay: "The person has decided to go ahead in another way",
	recovery.RiskNotNow:   "The person has decided that it is not for now",
	recovery.RiskLeaveIt:  "The person has decided to leave it",
}

// takingARisk is something the person wants to do, what they decided, and how those
// who were asked see it, each in their own words: never a carer's, and never what could
// go wrong as a list or a number (REC-16).
func (m *planMaking) takingARisk(p recovery.PositiveRisk) planActivity {
	a := m.activity(p)
	a.Detail.Description = text(m.said(p.What()))
	if d := p.Decision(); d != "" {
		a.outcome(RiskDecisionSystem, string(d), m.known(riskTexts[d]))
		m.says(&a, p.Because(), p.DecidedOn().String())
	}
	if p.Sees("views", m.in.reading()) {
		for _, v := range p.Views() {
			m.view(&a, p.Ref(), v)
		}
	}
	return a
}

// view is how one of those who were asked sees it: the person, or a member of staff
// who is known in the record system. A carer's view is that carer's.
func (m *planMaking) view(a *planActivity, of peer.Ref, v recovery.RiskView) {
	switch {
	case v.Holder.Person == m.whose:
		m.says(a, v.Words, instant(v.At))
		return
	case v.Holder.Staff == "" || v.Words.IsZero():
		return
	}
	who, err := m.in.practitioner(v.Holder.Staff, m.at)
	if err != nil {
		m.leave(of, leftNobody)
		return
	}
	m.said(v.Words)
	for _, note := range byPerson(who, v.Words) {
		note.Time = text(instant(v.At))
		a.Progress = append(a.Progress, note)
	}
}

// meetingTexts are what a person prepares for.
var meetingTexts = map[recovery.MeetingEvent]string{
	recovery.EventMeeting:          "Preparing for a meeting",
	recovery.EventReview:           "Preparing for a review",
	recovery.EventAppointment:      "Preparing for an appointment",
	recovery.EventMedicationReview: "Preparing for a review of medication",
	recovery.EventHousing:          "Preparing for an application for housing",
	recovery.EventFoodBank:         "Preparing for a visit to a food bank",
	recovery.EventBenefits:         "Preparing for an application for benefits",
	recovery.EventOther:            "Preparing for something that is coming up",
}

// preparing is that the person prepares for something, and when it is. Nothing that is
// on the sheet leaves (REC-41). The record does not name an Appointment, so that there
// is none to refer to in supportingInfo.
func (m *planMaking) preparing(p recovery.MeetingPrep) planActivity {
	a := m.activity(p)
	a.sort(MeetingEventSystem, string(p.Event()), m.known(meetingTexts[p.Event()]))
	a.Detail.Description = a.Detail.Code.Text
	a.Detail.ScheduledPeriod = scheduled(p.When())
	return a
}

// supportTexts are the kinds of those who are there for a person.
var supportTexts = map[recovery.ConnectionKind]string{
	recovery.ConnectionFriend:       "A friend",
	recovery.ConnectionFamily:       "Family",
	recovery.ConnectionNeighbour:    "A neighbour",
	recovery.ConnectionPeer:         "Somebody with experience of their own",
	recovery.ConnectionGroup:        "A group",
	recovery.ConnectionOrganisation: "An organisation in the community",
	recovery.ConnectionOther:        "Somebody or something else",
}

// support is that there is somebody, by kind: no name, no words about them and nothing
// of their own (REC-07, REC-10, hazard H13).
func (m *planMaking) support(c recovery.Connection) planActivity {
	a := m.activity(c)
	a.Detail.Description = text(m.known(supportTexts[c.Who()]))
	return a
}

// signpostTexts are what people read beside the code of what came of a signpost.
var signpostTexts = map[signpost.Outcome]string{
	signpost.OutcomeAccessed:       "The person got there",
	signpost.OutcomeNotAccessed:    "The person did not go, or not yet",
	signpost.OutcomeNeedsDifferent: "The person says that it takes something else",
}

// signpost is that the person chose a place to turn to, from when they had the details
// to the day it is asked how it went, and what came of it in their word (SIGN-14 to 16).
// Which place it is stays here: its name can tell a reader what it is about (hazard H08).
func (m *planMaking) signpost(s signpost.Signpost) planActivity {
	a := m.activity(s)
	a.Detail.Goal = m.goals(goalOf(s)...)
	_, given := s.Handed()
	a.Detail.ScheduledPeriod = between(given, s.FollowUp())
	if o := s.Outcome(); o != "" {
		a.outcome(SignpostOutcomeSystem, string(o), m.known(signpostTexts[o]))
	}
	return a
}

func goalOf(s signpost.Signpost) []string {
	if id := s.About().Goal; id != "" {
		return []string{id}
	}
	return nil
}
