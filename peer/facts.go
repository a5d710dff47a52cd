package peer

// OfferFacts makes the facts for offering a worker to the person of a request,
// from what a host has stored: the agreed number, the worker's lines, their
// readiness, and all relationships of the worker.
func OfferFacts(p Policy, r SupportRequest, n AgreedNumber, l Lines, ready Readiness, all []Relationship) RelationshipFacts {
	f := RelationshipFacts{Policy: p, PersonAgreed: r.Agreed(), Lines: l, Ready: ready, Places: PlacesOf(n, all), NoOther: Yes}
	for _, other := range all {
		if other.Holds() && other.Person() == r.Person() && other.Worker() == n.Worker {
			f.NoOther = No
		}
	}
	return f
}

// ContactFactsFrom makes the facts for planning or recording a contact of a
// relationship. For a contact outside any relationship pass the zero one: what
// was agreed is then not known.
func ContactFactsFrom(p Policy, r Relationship, ready Readiness) ContactFacts {
	return ContactFacts{Policy: p, Agreed: AgreedIn(r), Ready: ready}
}

// Facts are what the steps of smaller records rest on besides the record. What is left
// out is unknown, and a decision that needs it says so.
type Facts struct {
	// Policy in force on the day.
	Policy Policy
	// Lines of the worker; they read what belongs to the worker and their line.
	Lines Lines
}
