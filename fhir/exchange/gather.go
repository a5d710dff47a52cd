package exchange

import (
	"context"
	"errors"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// gathering is the Context of one document, as it fills.
type gathering struct {
	*Exchange
	look looker
	name Name
	in   fhir.Context
	made made
	// refused is what the host does not know. It matters only to a document that
	// cannot do without.
	refused []error
}

// begin is what is known before anything is asked for.
func (g *gathering) begin(ctx context.Context, record peer.Record) error {
	g.in = fhir.Context{Site: g.Site, At: g.Now(), Records: map[peer.Ref]peer.Record{}, Stands: map[Name]string{}, People: fhir.People{
		Patients: map[peer.PersonID]fhir.Patient{}, Staff: map[peer.StaffID]fhir.Reference{}, Organisations: map[peer.OrgID]fhir.Reference{}}}
	if who, ok := record.(interface{ Person() peer.PersonID }); ok && who.Person() != "" && g.Consents != nil {
		var err error
		if g.in.Consents, err = g.Consents(ctx, who.Person()); err != nil {
			return err
		}
	}
	if g.Beside == nil {
		return nil
	}
	return g.Beside(ctx, record, &g.in)
}

// add looks up what a build did not have.
func (g *gathering) add(ctx context.Context, m fhir.Missing) error {
	for _, id := range m.People {
		p, err := g.look.patient(ctx, id)
		if err != nil {
			return err
		}
		g.in.People.Patients[id], g.made.patient = p, p.Reference.Reference
	}
	for _, id := range m.Staff {
		r, err := g.People.Staff(ctx, id)
		if err := g.unknown(err); err != nil {
			return err
		}
		g.in.People.Staff[id] = r
	}
	for _, id := range m.Organisations {
		r, err := g.People.Organisation(ctx, id)
		if err := g.unknown(err); err != nil {
			return err
		}
		g.in.People.Organisations[id] = r
	}
	for _, ref := range m.Records {
		r, err := g.load(ctx, ref)
		if err != nil {
			g.made.read = append(g.made.read, Key{ref, 0})
			return err
		}
		g.in.Records[ref] = r
		g.made.read = append(g.made.read, Key{ref, r.Rev()})
	}
	for _, name := range m.Documents {
		id, err := g.look.place(ctx, name, name == g.name)
		if err != nil {
			return err
		}
		g.in.Stands[name] = id
		g.made.stands = append(g.made.stands, Stood{name, id})
	}
	return nil
}

// unknown keeps what the host refuses; any other error of the host's ends the run.
func (g *gathering) unknown(err error) error {
	var refusal *peer.Refusal
	if errors.As(err, &refusal) {
		g.refused = append(g.refused, err)
		return nil
	}
	return err
}

// because is why a document could not be made: what the host said of whom it does not
// know says more than that they are missing.
func (g *gathering) because(err error) error {
	if err == nil || keeps(err) || len(g.refused) == 0 {
		return err
	}
	return peer.Faults(g.refused...)
}
