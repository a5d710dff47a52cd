// Package safeguard keeps what somebody is worried about from getting lost: it is stored
// whatever is missing, told to the right human in time, and closed by one of them with an
// outcome that is told back.
//
// A [Concern] is raised by anybody with almost nothing; raising never fails. How it is
// handled is read from the organisation's [Policy] and frozen with it. [Escalate] says
// who has to be told now, who comes next and why, from the concern's log, the [Roster],
// the calendar and the time: nothing lives in a timer, so nothing is lost in a restart.
// [Due] lists it for everything there is, [Messages] puts it together for each human, and
// [Unanswered] owes every signal that no concern names. A policy is proved with [Lint]
// and tried out with [Simulate] before anybody relies on it; [Explain] says of a concern
// why it goes where it goes, and [Compare] what another policy would do.
//
// Beside concerns stand what is added to them ([Addition]), reports of a change in
// somebody's mental state ([MentalStateReport]), contributions to risk assessments that
// are others' ([RiskContribution]), incidents ([Incident]), discriminatory practice
// ([Discrimination]) and notes on challenging stigma ([ChallengeNote]). A risk score, a
// diagnosis and an outside body as recipient do not exist here.
//
//	concern, change, _ := safeguard.NewConcern(safeguard.Raise{Trigger: safeguard.AbuseDisclosure, About: "p4"}, act, facts)
//	now := safeguard.Escalate(concern, world, at)
//
// docs/rules/safeguard.md lists every rule. Values of this package may be shared
// between goroutines.
package safeguard
