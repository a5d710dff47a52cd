// Package recovery is what a person works towards in their own life, and what
// the worker alongside may and may not do about it. The person moves; the worker
// asks, reflects, sums up and encourages.
//
//	goal, change, err := recovery.NewGoal(recovery.ProposeGoal{ID: "g1", Person: "p1", Words: words}, act, facts)
//	goal, change, err = goal.Do(recovery.AgreeGoal{}, act, facts)
//	open := goal.Choices(act, facts) // every step that leads on, and whose it is
//
// # What there is
//
// What matters to somebody: [Vision], [Strength], [Meaning], [ValuedRole],
// [Connection].
//
// Goals: [Goal], [GoalOrder], [Setback], [Celebration], [SelfReport]. What stands
// still is an answer of [Stuck] and never a status.
//
// Solving a problem step by step: [ProblemSolving], with the [Belief] that may be
// in the way and the [Entry] for what is said along the way. The ideas, the choice
// and the verdict are the person's; [OriginReport] lets a worker look at their own
// way of working.
//
// Getting through, and getting out: [CopingStrategy], [Skill] and the [Appraisal]
// of both, [Fear], [Activity] with [TakingPart] and [Obstacle], [GradedPlan],
// [OfferedIdea].
//
// Real choices: [OptionTalk], [ChoiceMade], [MeetingPrep], [SelfAdvocacy],
// [PositiveRisk].
//
// Plans: [WellbeingPlan] and [Plan] are the person's; [HealthInfo] is what they
// chose to include, a [CoproductionCheck] asks how a document came about, and a
// [Contribution] is what the two would add to a plan that a service owns.
//
// Ahead of time: [AdvanceStatement] and [AdvanceDecision]. And, only where the
// organisation gives that duty, [Observation].
//
// # Records, steps, one door
//
// Each record is built on the table of package peer: a value that only a step or
// a checked decode makes, with Do, Check and Choices, View to show it and
// [peer.Encode] to store it. What only grows is a record of its own, tied by id, so
// that a step costs the same however much has been said. No step of this package
// can be taken under an authority to act for the person: words, goals, choices and
// endings are the person's alone (PEER-56). docs/rules/recovery.md lists every rule.
//
// # Who may see it
//
// The person says who may see it: nobody else, they and their worker, the team, or
// the care record (REC-50). At first it is the person and their worker. A View gives
// nobody more than that, and some things are for the two whatever is said.
//
// # What is never stored
//
// No score, no average, no rank for others, no prognosis and no diagnosis. How
// things are going is the person's own say; no timer and no setback says it for
// them. [Due] lists what the two meant to look at again, and never calls anybody
// late.
//
// Values of this package may be shared between goroutines.
package recovery
