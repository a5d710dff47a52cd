package fhir

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// home is how one kind of document is made from a record.
type home struct {
	kind     peer.Kind
	resource string
	// on: the site has turned it on; nil: it is written by default.
	on func(Site) bool
	// parts are the parts of a record that each feed a document; nil: it feeds one.
	parts func(peer.Record) []string
	// build makes the resource from the record and the part; nil: the document is
	// an edit in what somebody else owns.
	build func(peer.Record, string, Context) (Resource, error)
}

// homes has a line for every kind of document.
var homes = slices.Concat(
	contactHomes,
	groupHomes,
	relationshipHomes,
	transitionHomes,
	[]home{
		{kind: recovery.KindGoal, resource: "Goal", build: whole(ToGoal)},
	},
	planHomes,
	consentHomes, advanceHomes, directoryHomes, signpostHomes,
	concernHomes,
	observationHomes,
	extraSupportHomes,
)

// whole is a build that takes a record whole.
func whole[R peer.Record](to func(R, Context) (Resource, error)) func(peer.Record, string, Context) (Resource, error) {
	return func(r peer.Record, _ string, in Context) (Resource, error) { return to(r.(R), in) }
}

// inParts is a build that takes one part of a record.
func inParts[R peer.Record](to func(R, string, Context) (Resource, error)) func(peer.Record, string, Context) (Resource, error) {
	return func(r peer.Record, part string, in Context) (Resource, error) { return to(r.(R), part, in) }
}

func homeOf(kind peer.Kind, resource string) (home, bool) {
	i := slices.IndexFunc(homes, func(h home) bool { return h.kind == kind && h.resource == resource })
	if i < 0 {
		return home{}, false
	}
	return homes[i], true
}

// partsOf names the documents of one type that a record feeds.
func partsOf(resource string, r peer.Record) []DocumentName {
	h, ok := homeOf(r.Ref().Kind, resource)
	if !ok || h.parts == nil {
		return []DocumentName{{Type: resource, Record: r.Ref()}}
	}
	var names []DocumentName
	for _, part := range h.parts(r) {
		names = append(names, DocumentName{Type: resource, Record: r.Ref(), Part: part})
	}
	return names
}

// writes reports whether this site has a document of that name written.
func (s Site) writes(n DocumentName) bool {
	h, ok := homeOf(n.Record.Kind, n.Type)
	return ok && (h.on == nil || h.on(s))
}

// Build makes the document of this name that is a resource of ours. Each kind of
// document has a function of its own, such as ToEncounter, which says what stands
// in it and what it answers instead; this one finds it.
//
// The record says whom and what else it needs, by ids; Missing lists those that in
// does not have. Look them up, add them and build again until none is missing: a
// plan names records, and they name people. What is looked for and is not there is
// added too, as the zero value.
//
// A name that is not one of the record's is ErrWrongRecord. A document that the
// site has not turned on, or that is an edit in what somebody else owns, is
// ErrNotSent.
func Build(name DocumentName, r peer.Record, in Context) (Resource, Missing, error) {
	h, ok := homeOf(r.Ref().Kind, name.Type)
	if !ok || !slices.Contains(Documents(r), name) {
		return Resource{}, Missing{}, peer.Fault(peer.Rule{Row: "FHIR-01", Code: ErrWrongRecord}, "",
			"The document is one that the record feeds.", "Name one of those that Documents lists.")
	}
	switch {
	case h.on != nil && !h.on(in.Site):
		return Resource{}, Missing{}, notSent("FHIR-01", "This site has turned the document on.", "It stays here until the site decides otherwise.")
	case h.build == nil:
		return Resource{}, Missing{}, notSent("FHIR-08", "The document is a resource of ours.", "Use Contribute on the plan as the record system has it.")
	}
	var missing Missing
	in.missing = &missing
	resource, err := h.build(r, name.Part, in)
	return resource, missing, err
}

// Missing is what Build looked for in the Context and did not find there.
type Missing struct {
	// People, Staff and Organisations are who they are in the record system.
	People        []peer.PersonID
	Staff         []peer.StaffID
	Organisations []peer.OrgID
	// Records are other records that feed the document.
	Records []peer.Ref
	// Documents are other documents that it refers to.
	Documents []DocumentName
}

// None reports whether nothing is missing.
func (m Missing) None() bool {
	return len(m.People)+len(m.Staff)+len(m.Organisations)+len(m.Records)+len(m.Documents) == 0
}

// want notes something that is not there, once.
func want[T comparable](list *[]T, what T) {
	if !slices.Contains(*list, what) {
		*list = append(*list, what)
	}
}

// lacks is where what is missing is noted.
func (in Context) lacks() *Missing {
	if in.missing == nil {
		return &Missing{}
	}
	return in.missing
}

// record is another record that feeds the document; false when it is not there.
func (in Context) record(ref peer.Ref) (peer.Record, bool) {
	r, known := in.Records[ref]
	if !known {
		want(&in.lacks().Records, ref)
	}
	return r, r != nil
}
