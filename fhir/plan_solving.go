package fhir

import (
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// problemSteps are the places of the method, as a note of when they were reached says
// it.
var problemSteps = map[peer.Status]string{
	recovery.ProblemExplained:      "The method was explained and the person wanted to use it.",
	recovery.ProblemSelected:       "The person named the problem.",
	recovery.ProblemSpecified:      "It became clear what the problem is.",
	recovery.ProblemGoalsSet:       "The person set a goal.",
	recovery.ProblemBrainstormed:   "The person collected ideas.",
	recovery.ProblemSolutionChosen: "The person chose what to try.",
	recovery.ProblemPlanned:        "The person made a plan.",
	recovery.ProblemImplementing:   "The person tried it.",
	recovery.ProblemEvaluated:      "The person said how it went.",
	recovery.ProblemClosed:         "The person was done with it.",
}

// solutionTexts are what people read beside the code of how a solution went.
var solutionTexts = map[recovery.SolutionOutcome]string{
	recovery.SolutionHelped:       "The person says that it helped",
	recovery.SolutionHelpedPartly: "The person says that it helped in part",
	recovery.SolutionDidNotHelp:   "The person says that it did not help this time",
	recovery.SolutionMadeHarder:   "The person says that it made things harder this time",
}

// solving is one cycle of problem solving, whatever turns it took: what the problem is
// in the person's words, the goals it made, when each place was last reached, and how
// it went. Ideas, choices, plans and what came of each try stay here (REC-30 to 38).
func (m *planMaking) solving(p recovery.ProblemSolving) planActivity {
	a := m.activity(p)
	a.Detail.Description = text(m.said(p.Problem().Words))
	a.Detail.Goal = m.goals(p.GoalIDs()...)
	for _, reached := range p.Reached() {
		a.step(m.known(problemSteps[reached.Place]), instant(reached.At))
	}
	if how := p.Outcome(); how != "" {
		a.outcome(SolutionOutcomeSystem, string(how), m.known(solutionTexts[how]))
	}
	return a
}

// goingAlong is going somewhere together, then partly together, then alone, with the
// latest day of each (REC-19). Which contacts were spent on it the plan does not say.
func (m *planMaking) goingAlong(p recovery.GradedPlan) planActivity {
	a := m.activity(p)
	a.Detail.Description = text(m.said(p.Where()))
	a.Detail.Goal = m.goals(p.Goals()...)
	for _, s := range []struct {
		at   peer.Status
		says string
	}{
		{recovery.GradedTogether, "Going together."},
		{recovery.GradedPartly, "Going a part of the way together."},
		{recovery.GradedAlone, "Going alone."},
	} {
		if on := p.Reached(s.at); !on.IsZero() {
			a.step(s.says, on.String())
		}
	}
	return a
}

// known is a fixed text for a code; a code without one is ErrUnmappable.
func (m *planMaking) known(says string) string {
	m.fault(unless(says != "", "FHIR-11", ErrUnmappable, m.at, "What a plan names has a code.", "Use a version of this library that knows it."))
	return says
}
