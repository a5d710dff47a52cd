// Package transition is about standing by somebody while their care moves: from a
// ward to the community, from one team or worker to another, from services for
// young people to those for adults.
//
// A [Transition] is organised by a professional or a service; the peer support
// worker supports and never organises. Six checks say whether the move is a good
// one for the person: notice, reason, opinion, timescale, offer, information. The
// person's own answer stands beside the worker's view and wins. Whether a move
// progresses is never stored: [Assess] answers it from the record, the policy and
// the time, with every reason and what would have to be different.
//
// Beside a move stand the person's [Feeling], an [Issue] with whose it is to see to, a
// [Barrier] to staying in touch, [SkillWork] for those who like to, and the entries of
// a [Passport] that they take along. [Due] lists what is owed and by when. [FollowUp72]
// is the NHS rule that somebody who leaves a ward is followed up within three days.
//
//	move, change, err := transition.NewTransition(transition.Announce{ID: "m1", Person: "p1", Organiser: who, Move: transition.Discharge}, act, facts)
//	progress := transition.Assess(move, policy, calendar, now)
//	answer := transition.FollowUp72(spell, contacts, today)
//
// docs/rules/transition.md lists every rule. Values of this package may be shared
// between goroutines.
package transition
