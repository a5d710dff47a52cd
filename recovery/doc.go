// Package recovery is what a person works towards in their own life, and what
// the worker alongside may and may not do about it.
//
// A [Goal] is the person's: in their words, moved by nobody but them. The worker
// asks, listens and may write down what the person said; a goal that the person
// has not agreed to does not begin, and none is ended because it takes long. A
// [Setback] is told beside the goal and leaves the goal as it was. A
// [Celebration] may be offered by the worker and counts when the person accepts
// it. A [Contribution] is what the two would add to a plan that a service owns:
// the person has seen it and the plan's owner decides.
//
//	goal, change, err := recovery.NewGoal(recovery.ProposeGoal{ID: "g1", Person: "p1", Words: words}, act, facts)
//	goal, change, err = goal.Do(recovery.AgreeGoal{}, act, facts)
//	open := goal.Choices(act, facts) // every step that leads on, and whose it is
//
// # Records, steps, one door
//
// Each record is built on the table of package peer: a value that only a step or
// a checked decode makes, with Do, Check and Choices, View to show it and
// [peer.Encode] to store it. No step of this package can be taken under an
// authority to act for the person: words, goals and endings are the person's
// alone (PEER-56). docs/rules/recovery.md lists every rule.
//
// # Who may see it
//
// The person says for each goal who may see it: nobody else, they and their
// worker, the team, or the care record (REC-50). At first it is the person and
// their worker. A goal's View gives nobody more than that.
//
// # What is never stored
//
// That a goal has stood still is an answer of [Stuck], for the two of them, and
// never a status. How a goal is going is the person's own say; no timer and no
// setback says it for them.
//
// Values of this package may be shared between goroutines.
package recovery
