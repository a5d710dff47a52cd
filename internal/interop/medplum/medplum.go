// Package medplum holds the conformance list against a FHIR server that nobody here
// wrote: Medplum's published router over its in-memory repository. What that server
// does otherwise than R4 lays down is kept as a list, with what the code of this
// project does about it, and docs/conformance.md is made from it.
//
//	.ci/medplum
//
// fetches the server, which package-lock.json pins, starts it on the loopback address
// and runs the test of this package against it. The test fails when the server departs
// in something else than the list says.
//
// It is not an installation of Medplum: what a database, an access policy or a queue
// does is not seen here.
package medplum

import "github.com/towpath-care/towpath/fhir/fhirtest/conformance"

// Difference is a check that the server does not hold, or does not offer.
type Difference struct {
	// Check is its name in the conformance list.
	Check string
	// Verdict is Departs, or Skipped for what the server does not say it does.
	Verdict conformance.Verdict
	// Says is what the server did, as a finding says it, with {id} for every id.
	Says string
	// Because says why the server does so.
	Because string
	// Ours says what the code of this project does about it.
	Ours string
}

// Differences lists them in the order of the checks.
func Differences() []Difference { return append([]Difference(nil), differences...) }

const (
	departs = conformance.Departs
	skipped = conformance.Skipped
)

var differences = []Difference{
	{"create-answers-location", departs, "POST /Encounter: the Location names no version",
		"Its Location has the type and the id; Medplum's own HTTP layer gives the same.",
		"The version is read from the ETag, or from meta.versionId of the resource that comes back."},
	{"create-ignores-id", departs, "POST /Encounter: the id of the body was taken",
		"The in-memory repository keeps an id that stands in the body.",
		"The id is read from the answer, whichever it is. Ours is made from our identifier, so that the same record has the same id either way."},
	{"read-if-changed", skipped, "the statement says conditionalRead is not supported",
		"The router reads no If-None-Match.",
		"No read is made under a condition."},
	{"prefer-minimal", departs, "POST /Encounter: there is a body",
		"Nothing in the router reads Prefer: return.",
		"Every write asks for the resource back, and a write that is answered without it is read back."},
	{"turns-down-wrong-code", departs, "POST /Encounter: 201 where it is to be turned down; there are 1 of it where there should be 0",
		"The form of a code is judged, and not whether a required binding has it: a status of R4's own list can be anything.",
		"A resource of ours is judged by the strict schema when it has been made and again before it is sent. A plan of somebody else's whose status is not known is not edited."},
	{"turns-down-null", departs, "POST /Encounter: 201 where it is to be turned down; there are 1 of it where there should be 0",
		"A null is turned down, an empty text is dropped without a word and the rest stored.",
		"The strict schema turns down both before anything is sent. What comes back is compared with what was sent when the next plan is made."},
	{"turns-down-two-of-a-choice", departs, "POST /Encounter: 201 where it is to be turned down; there are 1 of it where there should be 0",
		"The validator looks at each value of a choice by itself.",
		"The strict schema turns it down before anything is sent (FHIR-03)."},
	{"update-asks-for-if-match", skipped, "the statement does not say versioned-update",
		"An update without If-Match is taken, and writes over whatever is there.",
		"Update has no way to be called without an ETag that was read."},
	{"update-as-create", departs, "PUT /Encounter/{id}: 200 where 405 or 404 is laid down",
		"The in-memory repository stores an update of what is not there, and calls it an update.",
		"An id of ours is sent by PUT only where the statement says updateCreate. Everywhere else it is a create under a condition."},
	{"history-newest-first", departs, "GET /Encounter/{id}/_history: the entries are not the update and then the create",
		"The entries of the in-memory history have no request.",
		"No history is read: what was written is known from the ledger, what is there from a read."},
	{"delete-twice", departs, "DELETE /Encounter/{id}: 404 where 204 or 200 is laid down",
		"What is deleted is forgotten, so that a second delete finds nothing.",
		"Nothing is ever deleted; what should not have been sent is marked entered-in-error."},
	{"search-strict", departs, "GET /Encounter: 200 where it is to be turned down",
		"A parameter that is not known is compared with nothing, and Prefer is not read.",
		"A search names identifier and nothing that a server may not know, and what it finds counts only when it carries that identifier."},
	{"search-pages", departs, "the pages together do not hold every match once",
		"The in-memory repository cuts the matches at _count and gives no next link.",
		"No _count is sent. An identifier of ours that several carry stops the document until somebody has put the copies right."},
	{"search-self-link", departs, "GET /Encounter: the self link does not name the parameter",
		"The answer to a search has no links.",
		"The self link is not read; what was found is looked at itself."},
	{"transaction-all-or-nothing", departs, "there are 1 of it where there should be 0",
		"The in-memory repository has no transaction to roll back: the entries before the bad one stay.",
		"No transaction is sent. Each document is one write, which is settled in the ledger by itself."},
}
