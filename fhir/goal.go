package fhir

import (
	"slices"
	"strings"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// ToGoal makes a Goal of a person's goal (FHIR-10), in their own words and only
// when they have said that it may go into the care record and no recorded no of
// theirs stands against it; otherwise peer.ErrConsentRequired (REC-50).
//
// Its elements are identifier, lifecycleStatus, achievementStatus, category,
// description, subject, startDate, target.dueDate, statusDate, statusReason and
// expressedBy, which is the person, note and outcomeReference. The notes are what the
// person celebrates of it, of the celebrations in in.Records that they have made theirs
// and let into the care record (REC-11). The outcomes are the numbers from 0 to 10 that
// they named for it, of the ratings in in.Records that leave themselves (ToOwnRating),
// where the site has Observations on (PEER-64).
//
// The achievement is the person's own say and nobody else's: that they are there, or how
// they last said it is going; neither a setback, a number nor time changes it (hazard
// H20). Why it matters, strengths, challenges, the first step, reasons and order stay
// here, and a Goal never says what it "addresses".
//
// The other codes are ErrUnmappable for a status, a way of going or a domain that
// has no code and for words that FHIR cannot hold; ErrPatientNotFound for a
// person whom in.People does not have.
func ToGoal(g recovery.Goal, in Context) (Resource, error) {
	if !g.Exists() {
		return Resource{}, peer.Fault(peer.Rule{Row: "FHIR-10", Code: peer.ErrRequired}, "",
			"There is a goal to send.", "Pass what a step or a decode returned.")
	}
	if !g.Sees("goal", in.reading()) {
		return Resource{}, peer.Fault(peer.Rule{Row: "REC-50", Code: peer.ErrConsentRequired}, "/audience",
			"The person has said that the goal may go into the care record.", "It stays here. Ask them if they would like it there.")
	}
	resource, id, err := in.goal(g)
	if err != nil {
		return Resource{}, err
	}
	return finish(id, resource)
}

// lifecycle is what R4 GoalLifecycleStatus has for a status, and the words that
// go with a code which says less than the person did.
type lifecycle struct{ code, reason string }

var lifecycles = map[peer.Status]lifecycle{
	recovery.GoalProposed: {code: "proposed"},
	recovery.GoalAgreed:   {code: "accepted"},
	recovery.GoalActive:   {code: "active"},
	recovery.GoalOnHold:   {code: "on-hold"},
	recovery.GoalAchieved: {code: "completed"},
	recovery.GoalChanged:  {"cancelled", "The person changed this goal into another one."},
	recovery.GoalLetGo:    {"cancelled", "The person chose to put this goal down."},
}

// achievements are the texts of the codes of the goal-achievement system that a
// person can say.
var achievements = map[recovery.Going]string{
	recovery.GoingInProgress: "In Progress",
	recovery.GoingImproving:  "Improving",
	recovery.GoingAchieved:   "Achieved",
	recovery.GoingSustaining: "Sustaining",
	recovery.GoingNoChange:   "No Change",
	recovery.GoingWorsening:  "Worsening",
	recovery.GoingNoProgress: "No Progress",
}

var domainTexts = map[recovery.LifeDomain]string{
	recovery.DomainHome:        "Home",
	recovery.DomainWork:        "Work",
	recovery.DomainStudy:       "Study",
	recovery.DomainFamily:      "Family",
	recovery.DomainFriendship:  "Friendship",
	recovery.DomainCommunity:   "Community",
	recovery.DomainFaith:       "Faith",
	recovery.DomainCreativity:  "Creativity",
	recovery.DomainCitizenship: "Citizenship",
	recovery.DomainHealth:      "Health",
	recovery.DomainMoney:       "Money",
	recovery.DomainLeisure:     "Leisure",
	recovery.DomainOther:       "Other",
}

func (in Context) goal(g recovery.Goal) (goal, Identifier, error) {
	words := g.Words().Text.Reveal()
	status, knownStatus := lifecycles[g.Status()]
	id, badID := in.identify(DocumentName{Type: "Goal", Record: g.Ref()})
	person, badPerson := in.patient(g.Person())
	achievement, badGoing := achievementOf(g)
	category, badDomain := categoryOf(g.Domain())
	notes, badNote := in.celebrated(g, person)
	err := peer.Faults(badID, badPerson, badGoing, badDomain, badNote,
		goalFault(knownStatus, "/status", "The status of a goal has a code."),
		unless(writableText(words), "FHIR-10", ErrUnmappable, "/words",
			"FHIR text says something, in UTF-8 without control characters.", "Write the words down again."))
	body := &r4.OtherGoal{
		Identifier:        []r4.Identifier{id.r4()},
		AchievementStatus: achievement,
		Category:          category,
		Description:       concept(words),
		Subject:           *person,
		StartDate:         text(g.Started().String()),
		Target:            targetOf(g.Target()),
		StatusDate:        text(g.StatusOn().String()),
		StatusReason:      text(status.reason),
		ExpressedBy:       person,
		Note:              notes,
		OutcomeReference:  in.outcomes(g),
	}
	body.Text = told(goalLines(g, status, body)...)
	return goal{"Goal", ResourceID(id), status.code, body}, id, err
}

// goalLines are what a Goal holds, in plain English: the narrative.
func goalLines(g recovery.Goal, status lifecycle, body *r4.OtherGoal) []string {
	lines := []string{"A goal of the person’s own (" + goalTexts[status.code] + "): “" + g.Words().Text.Reveal() + "”", status.reason}
	for _, c := range body.Category {
		lines = append(lines, "Part of life: "+*c.Text+".")
	}
	if on := g.Target(); !on.IsZero() {
		lines = append(lines, "In mind for: "+on.String()+".")
	}
	if achievement := body.AchievementStatus; achievement != nil {
		lines = append(lines, "How it is going, as the person says: "+*achievement.Coding[0].Display+".")
	}
	for _, n := range body.Note {
		lines = append(lines, "A note of the person’s: “"+n.Text+"”")
	}
	return append(lines, line(len(body.OutcomeReference) > 0, "The person has named numbers for it."))
}

// goalTexts are what people read for a status of a goal.
var goalTexts = map[string]string{
	"proposed": "talked about", "accepted": "agreed", "active": "under way", "on-hold": "resting", "completed": "reached", "cancelled": "put down",
}

// ofGoal are the records of one kind that the same person has tied to a goal, of those
// in in.Records, by their ids.
func ofGoal[R interface {
	theirs
	Goal() string
}](in Context, g recovery.Goal) (own []R) {
	for _, r := range in.Records {
		if x, is := r.(R); is && x.Goal() == g.Ref().ID && x.Person() == g.Person() {
			own = append(own, x)
		}
	}
	slices.SortFunc(own, func(a, b R) int { return strings.Compare(a.Ref().ID, b.Ref().ID) })
	return own
}

// outcomes refer to the numbers that the person named for a goal: those that leave as
// documents of their own, and none of which nothing stands any more.
func (in Context) outcomes(g recovery.Goal) (out []r4.Reference) {
	if !in.Site.Observations {
		return nil
	}
	for _, r := range ofGoal[recovery.SelfReport](in, g) {
		if made, err := ToOwnRating(r, in); err == nil && !made.TakesBack {
			out = append(out, in.referIn("outcome", DocumentName{Type: "Observation", Record: r.Ref()}))
		}
	}
	return out
}

// celebrated are the person's own words about what they celebrate of a goal, by the
// ids of the celebrations.
func (in Context) celebrated(g recovery.Goal, person *r4.Reference) (notes []r4.Annotation, err error) {
	for _, c := range ofGoal[recovery.Celebration](in, g) {
		if c.What().By != peer.ByPerson(g.Person()) || !c.Sees("celebration", in.reading()) {
			continue
		}
		err = peer.Faults(err, sayable("FHIR-10", "/celebration", c.What().Text.Reveal()))
		for _, n := range byPerson(person, c.What()) {
			n.Id, n.Time = text(elementID(c.Ref().String(), "note")), text(instant(c.Said()))
			notes = append(notes, n)
		}
	}
	return notes, err
}

func goalFault(known bool, path, says string) error {
	return unless(known, "FHIR-10", ErrUnmappable, path, says, "Use a version of this library that knows it.")
}

// achievementOf is the person's own say: that they are there, else how they last
// said it is going. When they have said neither, there is none.
func achievementOf(g recovery.Goal) (*r4.CodeableConcept, error) {
	going := g.Going()
	if g.Status() == recovery.GoalAchieved {
		going = recovery.GoingAchieved
	}
	if going == "" {
		return nil, nil
	}
	says, known := achievements[going]
	return new(concept("", coding(systemGoalAchievement, going, says))), goalFault(known, "/going", "How a goal is going has a code.")
}

func categoryOf(d recovery.LifeDomain) ([]r4.CodeableConcept, error) {
	if d == "" {
		return nil, nil
	}
	says, known := domainTexts[d]
	return []r4.CodeableConcept{concept(says, coding(LifeDomainSystem, d, says))}, goalFault(known, "/domain", "The part of life a goal is about has a code.")
}

// targetOf has a day and nothing else: a detail would need a measure (R4 gol-1),
// and a person's goal is not measured.
func targetOf(d peer.Date) []r4.GoalTarget {
	if d.IsZero() {
		return nil
	}
	return []r4.GoalTarget{{DueDate: text(d.String())}}
}
