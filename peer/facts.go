package peer

import "time"

// OfferFacts makes the facts for offering a worker to the person of a request,
// from what a host has stored: the agreed number, the worker's lines, their
// readiness, and all relationships of the worker.
func OfferFacts(p Policy, r SupportRequest, n AgreedNumber, l Lines, ready Readiness, all []Relationship) RelationshipFacts {
	return RelationshipFacts{Policy: p, PersonAgreed: r.Agreed(), Lines: l, Ready: ready, Places: PlacesOf(n, all), NoOther: noneOpen(r.Person(), n.Worker, all)}
}

// HandOverFacts makes the facts for offering another worker to the person of a
// relationship, from what is stored of that worker, as OfferFacts does (PEER-68).
func HandOverFacts(p Policy, before Relationship, n AgreedNumber, l Lines, ready Readiness, all []Relationship) RelationshipFacts {
	return RelationshipFacts{Policy: p, Before: before, Lines: l, Ready: ready, Places: PlacesOf(n, all), NoOther: noneOpen(before.Person(), n.Worker, all)}
}

// RelationshipFactsFrom makes the facts for the steps of a relationship that is there.
// The records hold all relationships of its worker and of its person, and what stands in
// the diary of the two.
func RelationshipFactsFrom(p Policy, r Relationship, n AgreedNumber, l Lines, records []Record, now time.Time) RelationshipFacts {
	f := RelationshipFacts{Policy: p, Lines: l, OtherOffered: No, Ahead: Ahead{Known: true}}
	var all []Relationship
	for _, v := range records {
		switch x := v.(type) {
		case Relationship:
			all = append(all, x)
			f.OtherOffered = f.OtherOffered.Or(Is(x.follows() && x.s.Continues == r.ref.ID))
		case Contact:
			if at := x.s.What.Start.UTC(); x.status == Planned && x.s.Relationship == r.ref.ID && at.After(now) {
				f.Ahead.Days = append(f.Ahead.Days, p.calendar.Day(at))
			}
		}
	}
	f.Places = PlacesOf(n, all)
	return f
}

// noneOpen answers whether the two have no relationship that is open.
func noneOpen(person PersonID, worker StaffID, all []Relationship) Tri {
	for _, r := range all {
		if r.Holds() && r.Person() == person && r.Worker() == worker {
			return No
		}
	}
	return Yes
}

// ContactFactsFrom makes the facts for planning or recording a contact of a
// relationship. For a contact outside any relationship pass the zero one: what
// was agreed is then not known. What else planning asks is put in besides: whether the
// service is for the person's age, and the plan of a worker who will be alone.
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
