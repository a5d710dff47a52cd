// Package sharing is lived experience shared on purpose, and what becomes of the worker
// afterwards.
//
// Somebody who has been there tells a chosen part of it so that another one gains by it.
// That is the heart of peer support and its most fragile part: the person may have had
// enough of a topic, and the worker's own life must never become a record. So a [Note]
// holds that lived experience was shared, what for, on which theme and how the person
// took it. It has no place for the story: there is no field for a text, and a step that
// brings one is not read. Nobody has to write a note; the rules hold when a worker does.
//
// [Preferences] are the person's: topics to leave alone or to ask about first, what makes
// it easier to be there, and whether they would like to hear lived experience at all.
// [OffLimits] are the worker's own: what they never share. [Aftercare] is the question
// how it was for the worker, asked by [AftercareDue]; nobody else ever reads the answer.
//
// Nothing under fhir imports this package. [TookPlace] answers with yes or no whether
// lived experience was shared at a contact; where a site sends that, it is all that
// leaves. [MyThemes] counts a worker's themes for that worker, and nothing here counts
// them for anybody else. A host that keeps steps that were not taken leaves out those of
// this package: what a worker thought of sharing is nobody's figure.
//
//	facts := sharing.FactsFrom(relationship, shared, records)
//	note, change, err := sharing.NewNote(sharing.Log{ID: "n1", Purpose: sharing.InspireHope}, act, facts)
//
// Records of this package print nothing but kind, id, revision and status, wherever they
// lie. docs/rules/sharing.md lists every rule. Values may be shared between goroutines.
package sharing
