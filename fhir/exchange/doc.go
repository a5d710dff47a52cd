// Package exchange brings a host's records to a record system that belongs to
// somebody else, in two steps: [Exchange.Plan] reads, compares and says what would
// be written, and [Exchange.Apply] writes exactly a plan.
//
// Planning cannot write: it is given a client.Reader, which has no way to. A plan
// is data; it can be shown, saved and applied later, and it names what stays here
// and why. Applying it sends each write with a precondition: a resource of ours is
// found again by our identifier and a deterministic id, an update names the version
// it was made on, and a resource the record system owns is edited in place, with
// every byte that is not ours left as it was. A write whose answer was lost is read
// back before anything is tried again.
//
// What the program may not settle by itself is held, with a sentence that says what
// would put it right. What may pass, such as a server that could not do it, is in the
// next plan again; the rest is parked until its record moves on or [Ledger] releases
// it. What others have added to a resource of ours stays in it, what the record system
// has removed is not made again, and what may not stand there any more is never
// passed over in silence.
//
// Two seams are the host's: [Records], its own store, read only, and [People], who
// somebody is in the record system. One is ours: [Ledger], what still has to reach
// whom.
//
// An Exchange may be used by several goroutines; two of them should not apply plans
// for the same target at the same time.
package exchange
