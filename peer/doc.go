// Package peer is what a person and a peer support worker do together, and the
// words every other package shares. The package example tells one story, from the
// offer of a worker to the first contact.
//
// A peer support worker has lived experience of mental-health challenges and is
// employed to use it for others: as an equal, without directing, diagnosing,
// treating or advising. This package holds the part of that which code can hold:
// the person says yes before anybody is offered to them, the two agree on what
// they do and what they will not, both yeses count the same, the person may leave
// at any time, and what happened is written down and can be put right.
//
// # Records, steps, one door
//
// A record is a value: a [Relationship], a [SupportRequest], a [Contact]. Only a
// step or a checked decode makes one, so a record in hand is legal. A step is a
// typed value too, and a step of another record does not compile. An [Act] says
// who takes it, when, and which revision they saw. Facts are what the decision
// rests on outside the record.
//
//	next, change, err := rel.Do(peer.Confirm{Version: 1}, act, facts)
//	why := rel.Check(peer.Confirm{Version: 1}, act, facts) // the same answer, nothing done
//	open := rel.Choices(act, facts)                        // every step that leads on, and what stands in its way
//
// The record a step is taken on stays as it was. A step that may not be taken is a
// [*Refusal]: it holds every [Reason], each with what would put it right, and its
// text is safe to show and to log. An allowed one comes with a [Change] to store
// beside the record, in one transaction.
//
// Each kind of record has one table, a [Machine] literal: what may happen, whose it
// is, where it leads, under which rules. Other packages build their own records on
// the same machine. docs/rules lists every rule.
//
// # What is never decided here
//
// The package reads no clock, draws no random number, touches no file and no
// network, logs nothing and keeps nothing. Time, identity and ids come in with the
// act; what differs between organisations comes in with a [PolicyFile]. Who
// somebody is, the host has made sure of.
//
// # A person's words
//
// Text about a person is [Private]: it does not print, log or marshal by accident.
// [Encode] gives a record's stored JSON, a record's View method what one reader may
// see.
//
// Values of this package may be shared between goroutines.
package peer
