// Package fhir puts what peer support has to say into FHIR R4 (4.0.1) and reads
// back what a record system says. It maps values to documents and documents to
// values; it opens no connection, reads no clock and keeps nothing. Package
// fhir/exchange uses it to bring a host's records to a record system; begin there
// unless you send documents yourself.
//
//	goal, err := fhir.ToGoal(record, fhir.Context{Site: site, People: people, At: now})
//	send(goal.Body) // a create under a condition on goal.Identifier
//
// Documents names the documents that a record feeds, and Mappings says of each
// stored field where it goes, or why it stays.
//
// # Two paths that never meet
//
// A resource is either ours or somebody else's, and the two are handled by code
// that has nothing in common.
//
// Build is for what is ours. By default it is the Encounter of a contact or of a group
// session ([ToEncounter], [ToGroupEncounter]), the Goal of a person's goal ([ToGoal]),
// and CarePlans: of their own plan ([ToPlan]), their plan for staying well
// ([ToWellbeingPlan]) and a move between services ([ToTransition]). What else there is,
// a [Site] turns on: see its fields. [Build] makes a document by its name and lists what
// it looked for and did not have. A resource is made anew from the record, checked for
// what it must have, judged by a strict schema of R4 (package fhir/strict), and replaces
// what is ours in our earlier version.
//
// [Import] reads what a record system says of a person, entry by entry; nothing of it
// moves a record here. [AccountFor] says in words what of a record goes and what stays.
//
// Overlay is for what the record system owns, such as a service's care plan. The
// bytes come in as a [Document]; a list of keyed [Edits] says what is to stand
// in it; the bytes go out with everything else exactly as it was: order, white
// space, the digits of a decimal, elements that nobody here has heard of.
//
//	plan, err := fhir.ParseDocument(body)
//	edits, err := fhir.Contribute(plan, contribution)
//	edited, err := edits.Apply(plan, contribution.Expect())
//	if edited.Changed() {
//		update, err := edited.Update(etag) // a PUT with If-Match; or edited.Patch(etag)
//		undo, err := edited.Undo().Encode() // to be kept
//	}
//
// A resource that somebody else owns is never decoded into a struct and written
// back. The structs lose what they do not know: contained resources, the twins
// of primitives ("_status"), every unknown element (FHIR-17).
//
// # Rules of the overlay
//
//   - An edit names an element of a list by its id, an identifier, a code, its url
//     or by what it refers to; never by its place, which another editor can move.
//     What an element is known by is not edited.
//   - Edits can be applied again: to the result, where they change nothing, and
//     to a newer version, after a server has answered 412.
//   - All edits of a list are applied, or none; a refusal lists every fault.
//   - What already says the same is left as it stands, whatever its white space
//     and the order of its members, so a second run writes nothing.
//   - A primitive and its twin go together: an edit that would leave one of them
//     speaking about a value that is gone is not made, nor is an edit of one
//     element of a list of primitives that has a twin.
//   - Whom a resource is about is never edited, nor what it contains.
//   - implicitRules, a modifierExtension on what is edited and the status
//     entered-in-error each mean that the document may not say what it seems to
//     say: it is not edited.
//   - A narrative (text) is left as it is. It belongs to the document's owner,
//     and until they write it anew it does not show what was added.
//
// [Frame] proves of a finished edit that no byte of anybody else changed. It shares
// no code with what made the edit. [Edited.Update] and [Edited.Patch] hand nothing
// out that does not pass it; of a patch they prove as well that it comes to the same.
//
// # Taking back
//
// [Edited.Undo] gives what takes an edit back, days later and after others have
// edited. Where nobody has, every byte is as it was before; where somebody has, ours
// is found by its key and taken out, theirs stays, and what cannot be told apart any
// more is left and named. An element that carries our key is ours with all that
// stands in it.
//
// # Refusals
//
// Every refusal is a *peer.Refusal: typed, all faults at once, and without any
// value of the document. The codes are in this package and in package peer.
// Documents, edits and their values do not print: fmt and slog show their kind
// and size only.
package fhir
