package fhir

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// DocumentName names a document, the unit of exchange: one resource that is ours,
// or one set of edits on a resource that is not.
type DocumentName struct {
	// Type is the kind of resource.
	Type string `json:"type"`
	// Record is what it is made from.
	Record peer.Ref `json:"record"`
}

// String returns type and record, such as "Goal of goal/g1".
func (n DocumentName) String() string { return n.Type + " of " + n.Record.String() }

// documents are what each kind of record feeds. A contribution feeds edits on a
// plan that a service owns, the others a resource of ours.
var documents = map[peer.Kind][]string{
	peer.KindContact:          {"Encounter"},
	recovery.KindGoal:         {"Goal"},
	recovery.KindContribution: {"CarePlan"},
}

// Documents names the documents that a record feeds; none when its kind has no
// home in a record system. Whether there is anything to send is for ToEncounter,
// ToGoal and ContributionOf to say.
func Documents(r peer.Record) []DocumentName {
	var names []DocumentName
	for _, t := range documents[r.Ref().Kind] {
		names = append(names, DocumentName{t, r.Ref()})
	}
	return names
}

// DocumentTypes returns the kinds of resources that records of this kind feed;
// none when they have no home in a record system.
func DocumentTypes(kind peer.Kind) []string { return slices.Clone(documents[kind]) }

// WhyNotSent says in a sentence why records of a kind have no home in a record
// system; empty for one that has.
func WhyNotSent(kind peer.Kind) string {
	if len(documents[kind]) > 0 {
		return ""
	}
	for _, m := range mappings {
		if m.Record == kind && m.Field == "" {
			return m.Because
		}
	}
	return "No mapping has been decided: it stays here."
}
