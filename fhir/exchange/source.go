package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// looker looks up in the record system, or in what was planned, whom a document is
// about and where others stand.
type looker interface {
	patient(context.Context, peer.PersonID) (fhir.Patient, error)
	place(ctx context.Context, name Name, own bool) (string, error)
}

// made is a document of ours, with what it was made with beside its record. Of one that
// could not be made it holds the records that were asked for.
type made struct {
	resource fhir.Resource
	patient  string
	stands   []Stood
	read     []Key
}

// mostRounds is how often a document may ask for more: a plan names records, they name
// people, and that is all.
const mostRounds = 5

// make builds a document of ours from its record, and looks up whatever it needs.
func (x *Exchange) make(ctx context.Context, name Name, record peer.Record, look looker) (made, error) {
	if len(fhir.DocumentTypes(name.Record.Kind)) == 0 {
		return made{}, stays(fhir.WhyNotSent(name.Record.Kind))
	}
	if !slices.Contains(fhir.Documents(record), name) {
		return made{}, stays("The record feeds no document of this name now: what was sent of it before stands as it stood.")
	}
	g := gathering{Exchange: x, look: look, name: name}
	if err := g.begin(ctx, record); err != nil {
		return made{}, err
	}
	for range mostRounds {
		resource, missing, err := fhir.Build(name, record, g.in)
		if missing.None() {
			g.made.resource = resource
			return g.made, g.because(err)
		}
		if err := g.add(ctx, missing); err != nil {
			return g.made, err
		}
	}
	return g.made, fault(peer.ErrRequired, "What a document is made from can be looked up.", "Look at the records that it names: they name each other without an end.")
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
	now, err := x.make(ctx, i.Name, record, planned{x, i})
	if err == nil && (!bytes.Equal(now.resource.Body, i.Body) && contentDigest(i.Name.Type, now.resource.Body) != i.says() || !slices.Equal(now.read, i.Read)) {
		err = outdated("What would be sent now is what was planned.")
	}
	return err
}

// planned looks nothing up in the record system: it answers what a plan found there.
type planned struct {
	*Exchange
	item Item
}

func (p planned) patient(ctx context.Context, id peer.PersonID) (fhir.Patient, error) {
	known, err := p.People.Person(ctx, id)
	return fhir.Patient{Reference: fhir.Reference{Reference: p.item.Patient}, NHSNumber: known.NHSNumber}, err
}

func (p planned) place(_ context.Context, name Name, _ bool) (string, error) {
	for _, s := range p.item.Stands {
		if s.Name == name {
			return s.ID, nil
		}
	}
	return "", nil
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
