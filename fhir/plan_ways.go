package fhir

import (
	"strings"

	"github.com/towpath-care/towpath/recovery"
)

// copingSteps are where a way of coping stands, as a note of when it came there says
// it.
var copingSteps = map[string]string{
	"considered": "The person is thinking of trying it.",
	"planned":    "The person has planned how to try it.",
	"trying":     "The person is trying it.",
	"in-use":     "It is one of the person’s ways.",
	"dropped":    "The person put it down.",
}

// helpTexts are the kinds of help from outside. Who it is stays here (REC-20).
var helpTexts = map[recovery.HelpFrom]string{
	recovery.HelpFamily:    "family",
	recovery.HelpPartner:   "a partner",
	recovery.HelpFriend:    "a friend",
	recovery.HelpNeighbour: "a neighbour",
	recovery.HelpColleague: "a colleague",
	recovery.HelpGroup:     "a group",
	recovery.HelpFaith:     "a faith community",
	recovery.HelpLine:      "a helpline",
	recovery.HelpService:   "a service",
	recovery.HelpAnimal:    "an animal",
	recovery.HelpPlace:     "a place",
	recovery.HelpOther:     "somebody or something else",
}

// fromCatalogue is said of what the person chose without a word of their own.
const fromCatalogue = "Chosen from a catalogue."

// coping is a way of coping in the person's words, with the kinds of help from
// outside. How they go about it, what gets in the way, how they find it and when the
// two look again stay here (REC-20 to 23).
func (m *planMaking) coping(c recovery.CopingStrategy) planActivity {
	a := m.activity(c)
	lines := []string{m.said(c.Words())}
	if lines[0] == "" {
		lines[0] = fromCatalogue
	}
	var kinds []string
	for _, help := range c.Resources() {
		kinds = append(kinds, m.known(helpTexts[help.From]))
	}
	if len(kinds) > 0 {
		lines = append(lines, "With help from: "+strings.Join(kinds, ", ")+".")
	}
	a.Detail.Description = text(strings.Join(lines, "\n"))
	a.step(m.known(copingSteps[string(c.Status())]), instant(c.MovedAt()))
	return a
}

// skill is a way of looking after oneself: what it is, when the person uses it and how
// it is coming along, in their words. Whether it is of use to them and the number they
// gave it stay here (REC-14).
func (m *planMaking) skill(k recovery.Skill) planActivity {
	a := m.activity(k)
	a.Detail.Description = text(m.said(k.Words()))
	if a.Detail.Description == nil {
		a.Detail.Description = text(fromCatalogue)
	}
	a.step("It came onto the person’s list.", instant(k.Listed()))
	if k.Sees("progress", m.in.reading()) {
		a.Detail.ScheduledString = text(m.said(k.When()))
		m.says(&a, k.Progress(), instant(k.SaidAt()))
	}
	return a
}

// activitySorts are what people read beside the sort of an activity.
var activitySorts = map[recovery.ActivityKind]string{
	recovery.ActivityHobby:        "A hobby",
	recovery.ActivityExercise:     "Exercise",
	recovery.ActivitySport:        "Sport or leisure",
	recovery.ActivityCourse:       "A course",
	recovery.ActivityCreative:     "Something creative",
	recovery.ActivityVolunteering: "Volunteering",
	recovery.ActivityProgramme:    "A health or wellbeing programme",
	recovery.ActivityOther:        "Something that matters to the person",
}

// activitySteps are where an activity stands, as a note of the day it came there says
// it.
var activitySteps = map[string]string{
	"wanted":   "The person would like to do it.",
	"going-on": "The person does it.",
	"resting":  "The person lets it rest.",
	"over":     "The person says that it is over.",
	"dropped":  "The person put it down.",
}

// doing is something that matters to the person: what it is, when, and the goals it
// serves. Where the person has said when in their own words, those stand and the day
// does not, because R4 has room for one. What it means to them, who leads it, and how
// often they take part stay here (REC-17).
func (m *planMaking) doing(x recovery.Activity) planActivity {
	a := m.activity(x)
	a.sort(ActivitySortSystem, string(x.What()), m.known(activitySorts[x.What()]))
	a.Detail.Description = text(m.said(x.Words()))
	a.Detail.Goal = m.goals(x.Goals()...)
	a.Detail.ScheduledString = text(m.said(x.Schedule()))
	if a.Detail.ScheduledString == nil {
		a.Detail.ScheduledPeriod = scheduled(x.When())
	}
	a.step(m.known(activitySteps[string(x.Status())]), x.StatusOn().String())
	return a
}

// healthTopics are what people read beside the topic of health information.
var healthTopics = map[recovery.HealthTopic]string{
	recovery.HealthMental:    "Information on mental health",
	recovery.HealthPhysical:  "Information on physical health",
	recovery.HealthPromotion: "Information on staying healthy",
}

// information is what the person keeps at hand, with where it is from (REC-48).
func (m *planMaking) information(h recovery.HealthInfo) planActivity {
	a := m.activity(h)
	a.sort(HealthTopicSystem, string(h.About()), m.known(healthTopics[h.About()]))
	source := m.words(h.Source())
	if on := h.SourceOn(); !on.IsZero() {
		source += ", " + on.String()
	}
	a.Detail.Description = text(m.words(h.Text()) + "\nFrom: " + source)
	return a
}
