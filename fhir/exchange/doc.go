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
// happened, that nothing was lost and what would put it right, and with an [Owner],
// whose turn it is. What may pass, such as a server that could not do it, is in the
// next plan again; the rest is parked until its record moves on or [Ledger] releases
// it. What others have added to a resource of ours stays in it, what the record system
// has removed is not made again, and what may not stand there any more is never
// passed over in silence. What somebody there has changed in what is ours is never
// written over by a program: [Exchange.ChangedThere] says what it is, and it waits until
// [Exchange.Seen], or until the record says the same.
//
// A tag of ours, which says that an entry waits to be looked at, comes and goes with the
// record, also where a record system carries tags forward. One that cannot be taken off
// is said once (ErrTagsKept), and everything else stands as it should.
//
// What concerns a record system as a whole is found out once and said once, in
// Plan.Said and Report.Said: that it stopped answering, that the token does not let
// the client do something, that it does not heed If-Match, If-None-Match or
// If-None-Exist. What was not tried because of it is in the next plan.
//
// [Exchange.Push] does both without a person looking in between, and [Exchange.Run] goes
// on doing so. Documents are claimed in the ledger, so that several may push at once. What
// cannot go wrong goes in Bundles; everything else is planned and applied by itself, under
// the same rules. A record system that is away, or that turns the program away, is left
// alone as a whole: the target rests.
//
// [Exchange.Account] says of everything in a plan what went, where it went and what
// has no home, in words.
//
// A client whose server cannot take ids of ours is best given client.Config.Retries
// below zero: then each create is sent once, and looked for before it is sent again,
// also where the server does not heed If-None-Exist.
//
// [Exchange.Pull] finds what others have changed there and puts names and versions into
// the ledger's [Inbox]; [Exchange.Watch] goes on doing so, and [Exchange.Arrived] is how
// a host reads it. Nothing of the domain changes by it: a document of ours that was
// changed there is in the next plan, and everything else is for the host to look at.
//
// Two seams are the host's: [Records], its own store, read only, and [People], who
// somebody is in the record system. One is ours: [Ledger], what still has to reach
// whom.
//
// An Exchange may be used by several goroutines; two of them should not apply plans
// for the same target at the same time. Any number may push.
package exchange
