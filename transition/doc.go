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
// docs/rules/transition.md lists every rule. Values of this package may be shared
// between goroutines.
package transition
