// Package fhirtest is a strict FHIR R4 (4.0.1) server that lives in memory, in
// the process of your test. Point your integration at it before you point it at
// a record system.
//
//	server := fhirtest.New(fhirtest.Config{ReadOnly: []string{"Patient"}})
//	base, stop := server.Start()
//	defer stop()
//
//	err := server.Seed(patient, carePlan) // stored exactly as given
//	// run your integration against base
//	fmt.Println(server.Writes())          // how many requests changed something
//
// It needs no network, no container and no module beside this one, starts at once
// and is safe for concurrent use. Package conformance below it looks at any R4
// server from outside, this one or your own.
//
// # What it does
//
// GET /metadata says exactly what is there, for the server as you configured it:
//
//   - read, version read and history of a resource, a type and the server
//   - create, update, delete and JSON Patch (RFC 6902)
//   - the same under a condition: If-None-Exist, If-Match, If-None-Match, and
//     update and patch by a search
//   - search by GET and POST, with _id, _lastUpdated, _count, _total,
//     _sort=_lastUpdated, _elements and the
//     parameters that /metadata lists, in pages
//   - batch and transaction
//
// in JSON. Conditional delete, operations other than $meta-delete, compartments, includes, chained
// parameters, XML and Turtle are turned down with an OperationOutcome that says
// so. Config.Without takes interactions away, because record systems differ.
//
// # What strict means
//
// Where R4 leaves a server a choice, this one takes the choice that shows a
// mistake of the client soonest:
//
//   - An update or patch must carry If-Match with the ETag as it was given, W/"3".
//     Without it the answer is 400, as R4 says; with another version it is 412.
//     Config.BlindUpdates lifts the first of these. An update by a search has the
//     search as its condition and needs no If-Match.
//   - A search parameter that is not known is 400, and so is a parameter without
//     a value, because leaving either out would find more than was asked for. A
//     request with Prefer: handling=lenient has unknown parameters ignored; the
//     self link then shows what was used. Modifiers are never ignored.
//   - A next link is opaque, says nothing of the search, and stops working after
//     Config.PageLife (410).
//   - Duplicate keys, null, empty strings, empty objects and empty arrays are 400.
//     An Encounter, Goal or CarePlan without what R4 requires of it, or with a
//     status that R4 does not know, is 422. Every fault is listed, each with the
//     FHIRPath of the element. Config.Validate puts a validator in place of these
//     rules: strict.Validate, or one of yours.
//   - The tags and security labels of an update are all that stand afterwards.
//     Many servers carry those of the version before forward instead, and differ in
//     how a client has one of them taken off; Config.Tags makes each of them.
//   - A body of another type, with another id than the address, or in another
//     media type is turned down.
//
// # Deleted, and back
//
// A deletion answers 204 and is a version of its own. The resource is then read
// as 410 with the ETag of the deletion, is found by no search, and stays in the
// history. A PUT brings it back as the next version with 201; If-Match may name
// the deletion. To delete what never was is 204 too.
//
// # Transactions
//
// A transaction is done whole or not at all, in the order that R4 lays down:
// DELETE, POST, PUT and PATCH, references by search, GET. References to the fullUrl
// of an entry are rewritten to the address it gets, in Reference.reference,
// elements of type uri and the links of a narrative; versions and fragments are
// kept, canonicals and identifiers are left alone. Turned down are: two entries
// about one resource, also when a condition leads to it; a condition that also
// finds what another entry makes, such as one If-None-Exist used twice, of which
// real servers make duplicates; and a urn:uuid that leads to no entry. A refusal
// names the entry, Bundle.entry[3].request.ifMatch. In a batch each entry stands
// alone, and entries that depend on each other are turned down. A JSON Patch goes
// into a Bundle as a Binary, as most servers and R5 have it.
//
// # Bytes
//
// What a client sends is kept byte for byte. Only id, meta.versionId and
// meta.lastUpdated are put in, by splicing: spaces, number forms, key order and
// elements that nobody here knows all come back as they were sent. A patch and the
// rewriting of references change the bytes they are about and no others. What a
// test puts in by Seed is not touched at all. So a test can compare bytes and see
// whether an update lost anything.
//
// # Other people and bad days
//
// [Server.Edit] and [Server.Delete] change a resource as another user of the
// record system would, and [Server.EditLate] in a transaction that takes its time;
// Config.Nodes gives the server several machines whose clocks differ. [Server.Fail] makes requests go wrong, before or after the
// change was made: busy, cut off, slow, in pieces, never answered, a page of HTML,
// a redirect, a token that is not enough, a clock that is off, If-Match ignored.
// [Fault] is what goes wrong and [Faults] when: both are plain data that can be
// kept in JSON, with shares drawn from a seed. [BadDays] lists the faults that
// record systems have been seen to have; a client that comes through all of them
// has been tried. Config.Now and Config.Wait stand in for time, so that no test has
// to sleep.
//
// # What it leaves out
//
// It does not check references outside of a transaction, profiles, value sets
// (other than those named above) or who may see what. A patch leaves the narrative
// as it is. It forgets everything when the process ends. A client that works here
// still has to be tried against the real record system. No error or log entry
// holds a query, a body or a token.
package fhirtest
