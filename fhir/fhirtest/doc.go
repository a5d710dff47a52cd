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
// # What it does
//
// It answers capabilities, create, conditional create, read, conditional read,
// version read, update, update as create and search (GET and POST) in JSON, for
// the resource types that GET /metadata lists. Batch, transaction, patch, delete,
// history, conditional update, XML and Turtle are turned down with an
// OperationOutcome that says so.
//
// # What strict means
//
// Where R4 leaves a server a choice, this one takes the choice that shows a
// mistake of the client soonest:
//
//   - An update must carry If-Match with the ETag as it was given, W/"3". Without
//     it the answer is 400, as R4 says; with another version it is 412.
//     Config.BlindUpdates lifts the first of these.
//   - A search parameter that is not known is 400, and so is a parameter without
//     a value, because leaving either out would find more than was asked for. A
//     request with Prefer: handling=lenient has unknown parameters ignored; the
//     self link then shows what was used. Modifiers are never ignored.
//   - Duplicate keys, null, empty strings, empty objects and empty arrays are 400.
//     An Encounter, Goal or CarePlan without what R4 requires of it, or with a
//     status that R4 does not know, is 422. Every fault is listed, each with the
//     FHIRPath of the element.
//   - A body of another type, with another id than the address, or in another
//     media type is turned down.
//
// # Bytes
//
// What a client sends is kept byte for byte. Only id, meta.versionId and
// meta.lastUpdated are put in, by splicing: spaces, number forms, key order and
// elements that nobody here knows all come back as they were sent. What a test
// puts in by Seed is not touched at all. So a test can compare bytes and see
// whether an update lost anything.
//
// # Other people and bad days
//
// [Server.Edit] changes a resource as another user of the record system would.
// [Server.Fail] makes the server answer 503, lose its answer after the change was
// made, or cut the connection, request by request; [Script] lists such faults.
//
// # What it leaves out
//
// It does not check references, profiles, value sets (other than those named
// above) or who may see what, and it forgets everything when the process ends.
// A client that works here still has to be tried against the real record system. No error
// or log entry holds a query, a body or a token.
package fhirtest
