package fhir

import (
	"net/url"
	"strings"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/transition"
)

// askedTexts are the texts of the codes of what somebody is asked to look at.
var askedTexts = map[safeguard.Trigger]string{
	safeguard.RiskToSelf:        "Risk to self",
	safeguard.OtherRisk:         "Another risk",
	safeguard.EnvironmentalRisk: "A risk in the surroundings",
	safeguard.UntowardIncident:  "Untoward incident",
	safeguard.UnusualOccurrence: "Unusual occurrence",
	safeguard.MentalStateChange: "Change in mental state",
	safeguard.HighRiskSituation: "Needs attention at once",
	safeguard.LimitOfCompetence: "Something was asked that is not peer support",
	safeguard.NotProgressing:    "A move that does not progress",
	safeguard.Accident:          "Accident",
	safeguard.FaultyEquipment:   "Faulty equipment",
	safeguard.AreaOfConcern:     "Area of concern",
	privateConcern:              "Private concern",
	extraSupport:                "Extra support during a move",
}

// Codes of what somebody is asked to look at that are no trigger.
const (
	privateConcern safeguard.Trigger = "private-concern"
	extraSupport   safeguard.Trigger = "extra-support-during-move"
)

// isPrivate reports whether what a concern is about is not named where others may read
// it: its trigger is one of those, or the trigger is milder than what was said. That is
// so where abuse was told of, a child is at risk, there is violence, somebody who works
// here is the one it is about, or the word that came in is none we know.
func isPrivate(c safeguard.Concern) bool {
	told := c.Disclosure()
	return c.CoreTrigger().Private() || !told.Quoted.IsZero() || told.Children == peer.Yes ||
		c.Danger().Violence == peer.Yes || len(c.NotTo().Subjects) > 0 || !c.Given().IsZero()
}

// asked is what somebody is asked to look at.
func asked(of safeguard.Trigger) (r4.CodeableConcept, error) {
	says, known := askedTexts[of]
	return concept(says, coding(AskedSystem, of, says)), unless(known, "FHIR-14", ErrUnmappable, "/trigger", "What somebody is asked to look at has a code.", "Use a version of this library that knows it.")
}

func askedBy(c safeguard.Concern) safeguard.Trigger {
	if isPrivate(c) {
		return privateConcern
	}
	return c.CoreTrigger()
}

// urgencyOf is how soon somebody has to know; of a move that does not progress soon, at
// the least (TRAN-15).
func urgencyOf(c safeguard.Concern) safeguard.Urgency {
	if c.CoreTrigger() == safeguard.NotProgressing && c.Urgency() == safeguard.Routine {
		return safeguard.Soon
	}
	return c.Urgency()
}

// policyURI names the policy a concern is handled under.
func (in Context) policyURI(h safeguard.Handling) string {
	if h.Policy == "" {
		return in.Site.identifierSystem("policy") + "/floor"
	}
	return in.Site.identifierSystem("policy") + "/" + url.PathEscape(strings.ReplaceAll(string(h.Policy), ":", "-"))
}

// requester is who raised it: the person, or somebody on the staff; nobody for a carer.
func (in Context) requester(c safeguard.Concern, person *r4.Reference) *r4.Reference {
	switch raiser := c.Raiser(); {
	case raiser.Staff != "":
		return in.askedOf(raiser.Staff, somebodyHere)
	case raiser.Person != "" && raiser.Person == c.About():
		return person
	}
	return nil
}

// hopOwner is whose turn it is, in the role they were told in. A role would say what a
// private concern is about.
func (in Context) hopOwner(c safeguard.Concern, h safeguard.Hop) *r4.Reference {
	if isPrivate(c) {
		return in.askedOf(h.To.Staff, somebodyHere)
	}
	return in.askedOf(h.To.Staff, roleText(h.To.Role))
}

// concernFocus is the plan that somebody is asked to look at: that of a move which does
// not progress, or the service's for a change in somebody's mental state. It would say
// what a private concern is about.
func (in Context) concernFocus(c safeguard.Concern) (*r4.Reference, error) {
	switch askedBy(c) {
	case safeguard.MentalStateChange:
		return in.servicePlan("")
	case safeguard.NotProgressing:
		for _, id := range c.Origin() {
			for _, s := range in.Signals {
				if s.ID == id && s.From.Kind == transition.KindTransition && s.About == c.About() {
					return in.refer(DocumentName{Type: "CarePlan", Record: s.From}), nil
				}
			}
		}
	}
	return nil, nil
}

// servicePlan is the service's own plan: the one that was named, else the one that the
// caller knows of; nil for neither.
func (in Context) servicePlan(id string) (*r4.Reference, error) {
	reference := in.ServicePlan
	if isID(id) {
		reference = "CarePlan/" + id
	}
	if reference == "" {
		return nil, nil
	}
	return Reference{Reference: reference}.r4(), unless(refersTo(reference, "CarePlan"), "FHIR-14", ErrUnmappable, "/servicePlan",
		"A service's plan is named as a CarePlan.", "Give a reference such as CarePlan/ and the id, or none.")
}

var (
	talkNotes = map[safeguard.TalkedWith]string{
		"":                        "Nobody has said yet whether it was talked about with the person.",
		safeguard.Talked:          "It was talked about with the person.",
		safeguard.TalkNotSafe:     "It is not safe to talk about it with the person.",
		safeguard.TalkNotPossible: "It was not possible to talk about it with the person.",
		safeguard.TalkNotYet:      "It has not been talked about with the person yet.",
		safeguard.TalkNobodyToAsk: "",
	}
	contactNotes = map[safeguard.Contactable]string{
		"":                      "It is not known whether it is safe to get in touch with the person: ask the worker first.",
		safeguard.ContactHow:    "There are safe ways to get in touch with the person: ask the worker which.",
		safeguard.ContactNotYet: "Do not get in touch with the person yet.",
	}
)

const emergencyNote = "Nobody has answered whether emergency help was called."

// concernNotes are the fixed sentences of a concern (SAFE-07, 09; hazard H10).
func concernNotes(c safeguard.Concern) (notes []string) {
	if says := talkNotes[c.Talk().Answer]; says != "" {
		notes = append(notes, says)
	}
	notes = append(notes, contactNotes[c.Contact().Answer])
	if c.Minimal().Emergency == safeguard.EmergencyUnanswered {
		notes = append(notes, emergencyNote)
	}
	return notes
}

// turnText is when somebody was told and until when they take it on.
func turnText(h safeguard.Hop) string {
	if h.Told.IsZero() {
		return ""
	}
	return "Told at " + instant(h.Told) + ", to be taken on by " + instant(h.AcknowledgeBy) + "."
}
