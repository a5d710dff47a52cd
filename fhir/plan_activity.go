package fhir

import (
	"strings"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/signpost"
)

// The members of ours hide the twin's of the same name, as in wrapper.go. An activity
// has the elements that are written and no others: no kind, and no reference beside
// its detail (R4 cpl-3).
type (
	personPlan struct {
		ResourceType string         `json:"resourceType"`
		ID           string         `json:"id"`
		Status       string         `json:"status"`
		Intent       string         `json:"intent"`
		Activity     []planActivity `json:"activity,omitempty"`
		*r4.OtherCarePlan
	}
	planActivity struct {
		ID       string               `json:"id"`
		Outcome  []r4.CodeableConcept `json:"outcomeCodeableConcept,omitempty"`
		Progress []r4.Annotation      `json:"progress,omitempty"`
		Detail   planDetail           `json:"detail"`
	}
	planDetail struct {
		Code            *r4.CodeableConcept `json:"code,omitempty"`
		Goal            []r4.Reference      `json:"goal,omitempty"`
		Status          string              `json:"status"`
		StatusReason    *r4.CodeableConcept `json:"statusReason,omitempty"`
		ScheduledPeriod *r4.Period          `json:"scheduledPeriod,omitempty"`
		ScheduledString *string             `json:"scheduledString,omitempty"`
		Performer       []r4.Reference      `json:"performer,omitempty"`
		Description     *string             `json:"description,omitempty"`
	}
)

// activityTexts are what people read beside the code of an activity, which is the
// kind of record that it is made from.
var activityTexts = map[peer.Kind]string{
	recovery.KindProblemSolving: "Solving a problem step by step",
	recovery.KindGradedPlan:     "Going somewhere, at first together",
	recovery.KindCopingStrategy: "A way of coping",
	recovery.KindSkill:          "A way of looking after oneself",
	recovery.KindActivity:       "Something that matters to the person",
	recovery.KindHealthInfo:     "Information that the person keeps at hand",
	recovery.KindChoice:         "A choice",
	recovery.KindSelfAdvocacy:   "Speaking up for oneself",
	recovery.KindPositiveRisk:   "Talking through something the person wants to do",
	recovery.KindMeetingPrep:    "Preparing for something that is coming up",
	recovery.KindConnection:     "Support outside services",
	signpost.KindSignpost:       "A place to turn to",
}

// standing is the R4 CarePlanActivityStatus for the status of a record, and the
// words that go with a code which says less than the person did (hazard H20).
type standing struct{ code, reason string }

// standings are the codes of every status of every record that can be an activity.
// Those that no door lets out are here too, so that none is ever without a code.
var standings = map[peer.Kind]map[peer.Status]standing{
	recovery.KindProblemSolving: {
		recovery.ProblemExplained:      {code: "not-started"},
		recovery.ProblemSelected:       {code: "not-started"},
		recovery.ProblemSpecified:      {code: "not-started"},
		recovery.ProblemGoalsSet:       {code: "not-started"},
		recovery.ProblemBrainstormed:   {code: "not-started"},
		recovery.ProblemSolutionChosen: {code: "not-started"},
		recovery.ProblemPlanned:        {code: "scheduled"},
		recovery.ProblemImplementing:   {code: "in-progress"},
		recovery.ProblemEvaluated:      {code: "in-progress"},
		recovery.ProblemClosed:         {code: "completed"},
		recovery.ProblemParked:         {"on-hold", "The person lets it rest."},
		recovery.ProblemStopped:        {"stopped", putDown},
	},
	recovery.KindGradedPlan: {
		recovery.GradedAsked:    {code: "not-started"},
		recovery.GradedTogether: {code: "in-progress"},
		recovery.GradedPartly:   {code: "in-progress"},
		recovery.GradedAlone:    {code: "in-progress"},
		recovery.GradedFinished: {code: "completed"},
		recovery.GradedPutDown:  {"stopped", putDown},
	},
	recovery.KindCopingStrategy: {
		recovery.CopingConsidered: {code: "not-started"},
		recovery.CopingPlanned:    {code: "not-started"},
		recovery.CopingTrying:     {code: "in-progress"},
		recovery.CopingInUse:      {code: "in-progress"},
		recovery.CopingDropped:    {"stopped", putDown},
	},
	recovery.KindSkill: {
		recovery.SkillListed:   {code: "not-started"},
		recovery.SkillTried:    {code: "in-progress"},
		recovery.SkillSetAside: {"on-hold", "The person has set this aside for now."},
	},
	recovery.KindActivity: {
		recovery.ActivityWanted:  {code: "not-started"},
		recovery.ActivityGoingOn: {code: "in-progress"},
		recovery.ActivityResting: {"on-hold", "The person lets it rest."},
		recovery.ActivityOver:    {code: "completed"},
		recovery.ActivityDropped: {"stopped", putDown},
	},
	recovery.KindHealthInfo: {
		recovery.HealthInfoShown:    {code: "not-started"},
		recovery.HealthInfoIncluded: {code: "in-progress"},
		recovery.HealthInfoLeftOut:  {"cancelled", putDown},
	},
	// What the person felt put upon to choose is open again; that they felt so is for
	// their own words to say, and not for a code.
	recovery.KindChoice: {
		recovery.ChoiceNoted:       {code: "in-progress"},
		recovery.ChoiceStands:      {code: "completed"},
		recovery.ChoiceFeltPutUpon: {code: "in-progress"},
		recovery.ChoiceTakenBack:   {"cancelled", putDown},
	},
	recovery.KindSelfAdvocacy: {
		recovery.AdvocacyPlanned: {code: "not-started"},
		recovery.AdvocacyDone:    {code: "completed"},
		recovery.AdvocacyLeft:    {"cancelled", putDown},
	},
	recovery.KindPositiveRisk: {
		recovery.RiskTalking: {code: "in-progress"},
		recovery.RiskDecided: {code: "completed"},
	},
	recovery.KindMeetingPrep: {
		recovery.MeetingPrepared:  {code: "in-progress"},
		recovery.MeetingOver:      {code: "completed"},
		recovery.MeetingCalledOff: {"cancelled", "It does not take place then."},
	},
	recovery.KindConnection: {
		recovery.ConnectionChosen:  {code: "in-progress"},
		recovery.ConnectionPutDown: {"stopped", putDown},
	},
	signpost.KindSignpost: {
		signpost.Considered:     {code: "not-started"},
		signpost.Chosen:         {code: "not-started"},
		signpost.Given:          {code: "in-progress"},
		signpost.Accessed:       {code: "completed"},
		signpost.NotAccessed:    {code: "completed"},
		signpost.NeedsDifferent: {code: "completed"},
		signpost.NotKnown:       {code: "unknown"},
		signpost.PersonClosed:   {"cancelled", putDown},
	},
}

const putDown = "The person chose to put this down."

// activity is an activity with its code and the status of its record.
func (m *planMaking) activity(r peer.Record) planActivity {
	kind := r.Ref().Kind
	stands, known := standings[kind][r.Status()]
	m.fault(unless(known, "FHIR-11", ErrUnmappable, m.at+"/status", "The status of what a plan names has a code.",
		"Use a version of this library that knows it."))
	a := planActivity{Detail: planDetail{
		Code:   new(concept(activityTexts[kind], coding(PlanActivitySystem, kind, activityTexts[kind]))),
		Status: stands.code,
	}}
	if stands.reason != "" {
		a.Detail.StatusReason = new(concept(stands.reason))
	}
	return a
}

// sort adds what sort of activity it is, of a list of ours.
func (a *planActivity) sort(system, code, says string) {
	a.Detail.Code.Coding = append(a.Detail.Code.Coding, coding(system, code, says))
	a.Detail.Code.Text = text(says)
}

// outcome says what came of it, of a list of ours.
func (a *planActivity) outcome(system, code, says string) {
	a.Outcome = []r4.CodeableConcept{concept(says, coding(system, code, says))}
}

// step notes that it came somewhere: fixed words, and when.
func (a *planActivity) step(says, on string) {
	a.Progress = append(a.Progress, r4.Annotation{Time: text(on), Text: says})
}

// says notes words of the person's, and when they were said.
func (m *planMaking) says(a *planActivity, w peer.Words, on string) {
	m.said(w)
	for _, note := range byPerson(m.person, w) {
		note.Time = text(on)
		a.Progress = append(a.Progress, note)
	}
}

// scheduled is a day or an instant at which it is.
func scheduled(w peer.When) *r4.Period {
	switch {
	case w.IsZero():
		return nil
	case w.IsDay():
		return &r4.Period{Start: text(w.String()), End: text(w.String())}
	}
	return &r4.Period{Start: text(w.String())}
}

// statusTexts are what people read for a status of an activity or of a plan.
var statusTexts = map[string]string{
	"not-started": "not begun yet", "scheduled": "planned", "in-progress": "going on", "on-hold": "resting", "completed": "done",
	"cancelled": "put down", "stopped": "put down", "unknown": "nobody knows how it went",
	"active": "in use", "revoked": "put down",
}

// lines are what a plan holds, in plain English: the narrative.
func (p personPlan) lines() []string {
	out := []string{*p.Category[0].Text + ", " + statusTexts[p.Status] + ". " + p.saysWhose()}
	if p.Description != nil {
		out = append(out, "What recovery means to the person: "+*p.Description)
	}
	if n := len(p.Goal); n > 0 {
		out = append(out, "Goals it refers to: "+peer.Rev(n).String()+".")
	}
	for _, a := range p.Activity {
		out = append(out, a.line(p.Subject))
	}
	for _, n := range p.Note {
		out = append(out, "A note of the person’s: “"+n.Text+"”")
	}
	if n := len(p.SupportingInfo); n > 0 {
		out = append(out, "Advance wishes it refers to: "+peer.Rev(n).String()+".")
	}
	if len(p.PartOf) > 0 {
		out = append(out, "The person has linked it to a plan of a service.")
	}
	return out
}

func (p personPlan) saysWhose() string {
	whose := "It is the person’s own."
	if p.Author == nil {
		whose = "It is offered beside a plan that a service owns."
	}
	if len(p.Contributor) > 0 {
		whose += " A peer support worker contributed."
	}
	return whose
}

// line is what an activity of this person's holds.
func (a planActivity) line(person r4.Reference) string {
	var parts []string
	if a.Detail.Code != nil {
		parts = append(parts, *a.Detail.Code.Text+" ("+statusTexts[a.Detail.Status]+")")
	}
	if a.Detail.StatusReason != nil {
		parts = append(parts, *a.Detail.StatusReason.Text)
	}
	if a.Detail.Description != nil && (a.Detail.Code == nil || *a.Detail.Description != *a.Detail.Code.Text) {
		parts = append(parts, *a.Detail.Description)
	}
	if a.Detail.ScheduledString != nil {
		parts = append(parts, "When: “"+*a.Detail.ScheduledString+"”")
	}
	parts = append(parts, periodLine(a.Detail.ScheduledPeriod)...)
	for _, o := range a.Outcome {
		parts = append(parts, *o.Text)
	}
	for _, p := range a.Progress {
		parts = append(parts, progressLine(p, person))
	}
	for i := range parts {
		parts[i] = strings.TrimSuffix(parts[i], ".") + "."
	}
	return strings.Join(parts, " ")
}

func periodLine(p *r4.Period) []string {
	switch {
	case p == nil:
		return nil
	case p.Start == nil:
		return []string{"Until: " + *p.End}
	case p.End == nil || *p.Start == *p.End:
		return []string{"When: " + *p.Start}
	}
	return []string{"When: " + *p.Start + " to " + *p.End}
}

// progressLine is a note beside an activity: the person's words, a colleague's, or a
// fixed sentence of ours, which has no author.
func progressLine(a r4.Annotation, person r4.Reference) string {
	line := strings.TrimSuffix(a.Text, ".")
	switch by := a.AuthorReference; {
	case by != nil && *by.Reference == *person.Reference:
		line = "The person: “" + a.Text + "”"
	case by != nil:
		line = "A colleague: “" + a.Text + "”"
	}
	if a.Time != nil {
		line += " (" + *a.Time + ")"
	}
	return line
}

// between is from one day to another; either may be left out.
func between(start, end peer.Date) *r4.Period {
	if start.IsZero() && end.IsZero() {
		return nil
	}
	return &r4.Period{Start: text(start.String()), End: text(end.String())}
}
