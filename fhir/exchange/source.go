package exchange

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// source is how a resource of ours is made from its record, and whom it names.
type source struct {
	person peer.PersonID
	staff  []peer.StaffID
	org    peer.OrgID
	build  func(fhir.Context) (fhir.Resource, error)
}

// sourceOf says how a record becomes a resource of ours; false for one that does
// not.
func sourceOf(record peer.Record) (source, bool) {
	switch r := record.(type) {
	case peer.Contact:
		return source{r.Person(), []peer.StaffID{r.Worker(), r.What().SupervisedBy}, r.Organisation(),
			func(in fhir.Context) (fhir.Resource, error) { return fhir.ToEncounter(r, in) }}, true
	case recovery.Goal:
		return source{r.Person(), []peer.StaffID{r.Worker()}, "",
			func(in fhir.Context) (fhir.Resource, error) { return fhir.ToGoal(r, in) }}, true
	}
	return source{}, false
}

// context looks up, with the host, who a record names. person is who they are in
// the record system.
func (x *Exchange) context(ctx context.Context, s source, person fhir.Patient) (fhir.Context, error) {
	in := fhir.Context{Site: x.Site, At: x.Now(), People: fhir.People{Staff: map[peer.StaffID]fhir.Reference{}, Organisations: map[peer.OrgID]fhir.Reference{}}}
	var err error
	if s.person != "" {
		in.People.Patients = map[peer.PersonID]fhir.Patient{s.person: person}
		if x.Consents != nil {
			if in.Consents, err = x.Consents(ctx, s.person); err != nil {
				return in, err
			}
		}
	}
	for _, id := range s.staff {
		if id == "" {
			continue
		}
		if in.People.Staff[id], err = x.People.Staff(ctx, id); err != nil {
			return in, err
		}
	}
	if s.org != "" {
		in.People.Organisations[s.org], err = x.People.Organisation(ctx, s.org)
	}
	return in, err
}

// contribution is a contribution as fhir takes it.
func (x *Exchange) contribution(ctx context.Context, c recovery.Contribution, person fhir.Reference) (fhir.Contribution, error) {
	worker, err := x.People.Staff(ctx, c.Worker())
	return fhir.ContributionOf(c, person, worker), err
}

// contributed makes the edits that put a contribution into the plan as it stands,
// and the plan that they make of it. One that stands in a plan which has ended
// since stands there as it should: nothing is refused where there is nothing to do.
func contributed(there []byte, c fhir.Contribution) (edits fhir.Edits, before fhir.Document, after fhir.Edited, err error) {
	if before, err = fhir.ParseDocument(there); err != nil {
		return nil, before, after, err
	}
	if edits, err = fhir.Contribute(before, c); err != nil {
		if after, stands := standsIn(before, c); stands {
			return nil, before, after, nil
		}
		return nil, before, after, err
	}
	after, err = edits.Apply(before, c.Expect())
	return edits, before, after, err
}

// standsIn reports whether a contribution is in a plan already, word for word, and
// gives the plan as it is. The edits say the same whatever plan they are for; here
// they are made for one that takes contributions.
func standsIn(plan fhir.Document, c fhir.Contribution) (fhir.Edited, bool) {
	taking, err := json.Marshal(map[string]any{"resourceType": "CarePlan", "id": c.PlanID, "status": "active", "subject": fhir.Reference{Reference: c.PatientRef}})
	if err != nil {
		return fhir.Edited{}, false
	}
	like, err := fhir.ParseDocument(taking)
	if err != nil {
		return fhir.Edited{}, false
	}
	edits, err := fhir.Contribute(like, c)
	if err != nil {
		return fhir.Edited{}, false
	}
	after, err := edits.Apply(plan, c.Expect())
	return after, err == nil && !after.Changed()
}

// still reports why a document of ours may not be sent any more as it was planned,
// if so: the record has moved on, it may not go any more, or it would now say
// something else. It asks the host only.
func (x *Exchange) still(ctx context.Context, i Item) error {
	record, err := x.unmoved(ctx, i)
	if err != nil {
		return err
	}
	s, ok := sourceOf(record)
	if !ok {
		return stays(fhir.WhyNotSent(i.Name.Record.Kind))
	}
	planned, err := fhir.ParseDocument(i.Body)
	if err != nil {
		return err
	}
	person := fhir.Patient{Reference: fhir.Reference{Reference: planned.Subject()}}
	if s.person != "" {
		known, err := x.People.Person(ctx, s.person)
		if err != nil {
			return err
		}
		person.NHSNumber = known.NHSNumber
	}
	in, err := x.context(ctx, s, person)
	if err != nil {
		return err
	}
	now, err := s.build(in)
	if err == nil && contentDigest(i.Name.Type, now.Body) != contentDigest(i.Name.Type, i.Body) {
		err = outdated("What would be sent now is what was planned.")
	}
	return err
}

// stillEdits is still for an edit of the plan there, and gives what it makes of it.
func (x *Exchange) stillEdits(ctx context.Context, i Item, there []byte) (before fhir.Document, after fhir.Edited, err error) {
	record, err := x.unmoved(ctx, i)
	if err != nil {
		return before, after, err
	}
	c, ok := record.(recovery.Contribution)
	if !ok {
		return before, after, stays(fhir.WhyNotSent(i.Name.Record.Kind))
	}
	contribution, err := x.contribution(ctx, c, fhir.Reference{Reference: i.Want.Subject})
	if err != nil {
		return before, after, err
	}
	edits, before, after, err := contributed(there, contribution)
	if err != nil || !after.Changed() {
		return before, after, err
	}
	now, err := edits.Encode()
	if err == nil && (contribution.Expect() != i.Want || !sameValue(now, bytes.TrimSpace(i.Edits))) {
		err = outdated("What would be sent now is what was planned.")
	}
	return before, after, err
}

// unmoved gives the record of an item, in the revision it was planned in.
func (x *Exchange) unmoved(ctx context.Context, i Item) (peer.Record, error) {
	record, err := x.load(ctx, i.Name.Record)
	if err == nil && record.Rev() != i.Rev {
		err = outdated("The record is as it was when this was planned.")
	}
	return record, err
}
