package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

type planner struct {
	*Exchange
	server *client.Reader
	able   client.Capabilities
	who    *who
	run    *run
}

// item plans one document. Its error ends the plan.
func (p planner) item(ctx context.Context, w Wanted) (Item, error) {
	item := Item{Name: w.Name, Rev: w.Rev}
	doors := []door{{reads, "Patient"}, {reads, w.Name.Type}}
	if why := p.run.shutFor(doors...); why != nil {
		item.Do, item.Why = Hold, reasonsFor(why)
		return item, nil
	}
	err := p.look(ctx, &item)
	if err != nil && (ends(ctx, err) || !about(err)) {
		return item, err
	}
	return p.settled(item, p.run.heard(ctx, w.Name, err, doors...)), nil
}

// look plans one document from its record as it is now.
func (p planner) look(ctx context.Context, item *Item) error {
	record, err := p.load(ctx, item.Name.Record)
	if err != nil {
		return err
	}
	item.Rev = record.Rev()
	if c, ok := record.(recovery.Contribution); ok && !(p.Site.Proposals && !p.Site.PlanEdits) {
		return p.theirs(ctx, item, c)
	}
	return p.ours(ctx, item, record)
}

// load gives the record that was asked for and no other.
func (x *Exchange) load(ctx context.Context, ref peer.Ref) (peer.Record, error) {
	record, err := x.Records.Load(ctx, ref)
	if err == nil && (record == nil || record.Ref() != ref) {
		err = fault(fhir.ErrWrongRecord, "The record is the one that was asked for.", "Look at where it is stored: its kind and its id are those it is stored under.")
	}
	return record, err
}

// settled turns what stands in the way of one document into its reasons.
func (p planner) settled(item Item, err error) Item {
	if err == nil {
		return item
	}
	item.Do, item.Why = Hold, reasonsFor(err)
	if keeps(err) {
		item.Do = Keep
	}
	return item
}

// keeps reports whether an error says that a record may not go, and not that
// something stands in its way.
func keeps(err error) bool {
	return errors.Is(err, fhir.ErrNotSent) || errors.Is(err, peer.ErrConsentRequired)
}

// ours plans a resource of ours: built whole, found again by our identifier.
func (p planner) ours(ctx context.Context, item *Item, record peer.Record) error {
	made, err := p.make(ctx, item.Name, record, p)
	item.Read = made.read
	if errors.Is(err, peer.ErrConsentRequired) {
		return p.withheld(ctx, item.Name, err)
	}
	if err != nil {
		return err
	}
	resource := made.resource
	item.Identifier, item.Patient, item.Stands = resource.Identifier, made.patient, made.stands
	there, link, err := p.stands(ctx, item.Name, resource.Identifier)
	if resource.TakesBack && (errors.Is(err, ErrRemovedThere) || err == nil && there.ID == "") {
		return stays("It takes back what the record system does not have.")
	}
	if err != nil {
		return err
	}
	if resource.TakesBack && inError(there) && !inError(client.Resource{Body: resource.Body}) {
		return stays("Somebody has marked it as entered in error there: it is taken back already, and their mark stands.")
	}
	return p.compare(item, resource, there, link)
}

func (p planner) patient(ctx context.Context, person peer.PersonID) (fhir.Patient, error) {
	ref, found, err := p.who.patient(ctx, person)
	return fhir.Patient{Reference: ref, NHSNumber: found.NHSNumber}, err
}

// place is where another document of ours stands: as the ledger has it, else where it
// will stand if the server lets us choose. own: whether this one stands already, which
// the record system is asked when the ledger does not know.
func (p planner) place(ctx context.Context, name Name, own bool) (string, error) {
	link, known, err := p.Ledger.Link(ctx, p.Target, name)
	switch {
	case err != nil || known:
		return link.ID, err
	case own:
		there, _, err := p.stands(ctx, name, p.Site.IdentifierOf(name))
		if errors.Is(err, ErrRemovedThere) {
			err = nil
		}
		return there.ID, err
	case p.able.Types[name.Type].UpdateCreate:
		return fhir.ResourceID(p.Site.IdentifierOf(name)), nil
	}
	return "", nil
}

// withheld is what may not go, or not any more. What stands there from before is
// not taken back by a program: somebody hears of it (hazard H25).
func (p planner) withheld(ctx context.Context, name Name, why error) error {
	there, _, err := p.stands(ctx, name, p.Site.IdentifierOf(name))
	switch {
	case errors.Is(err, ErrRemovedThere), err == nil && (there.ID == "" || inError(there)):
		return why
	case err != nil:
		return err
	}
	return fault(ErrStillThere, "What may not go into the record system does not stand there.", "It was sent when it still might. Ask whoever runs the record system to take it out, and tell the person.")
}

// inError reports whether somebody has marked a resource as entered in error.
func inError(r client.Resource) bool {
	d, err := fhir.ParseDocument(r.Body)
	return err == nil && (d.Text("status") == "entered-in-error" || d.Text("lifecycleStatus") == "entered-in-error")
}

// stays is what this package keeps here by itself.
func stays(says string) error {
	return peer.Fault(peer.Rule{Row: "FHIR-12", Code: fhir.ErrNotSent}, "", says, "")
}

func (p planner) compare(item *Item, want fhir.Resource, there client.Resource, link Link) (err error) {
	if there.ID == "" {
		return p.fresh(item, want)
	}
	if item.Rev < link.Rev {
		return tooOld()
	}
	item.ID, item.ETag, item.Base = there.ID, there.ETag, contentDigest(want.Type, there.Body)
	item.whole = wholly(want.Type, want.Body, there.Body)
	item.ours = item.whole != ""
	item.Fields, err = differences(want.Type, there.Body, want.Body)
	if err != nil {
		return err
	}
	if item.Do = Leave; len(item.Fields) == 0 {
		return nil
	}
	if err := changeable(item, want, there, link); err != nil {
		return err
	}
	item.Do = Update
	item.Body, err = brought(want.Type, want.Body, there.Body)
	return err
}

// changeable reports why a resource of ours may not be changed by a program any
// more, if so: there is no version to name, somebody there took it back, made it
// mean something else, or changed what is ours in it. An entry that is taken back
// here is taken back there whatever somebody changed in it.
func changeable(item *Item, want fhir.Resource, there client.Resource, link Link) error {
	switch {
	case there.ETag == "":
		return noVersions()
	case want.TakesBack:
		return nil
	case inError(there):
		return fault(fhir.ErrNotEditable, "Nobody has marked the resource as entered in error there.", "Ask whoever did, and mark the record here if they are right.")
	case link.foreign(item.Base) && slices.ContainsFunc(item.Fields, inContent):
		return changedThere()
	case guarded(want.Type) && item.whole == "" && link.ETag != "" && link.ETag != there.ETag && !slices.Contains(link.Expected, seenAt(there.ETag)):
		return bothStand()
	}
	d, err := fhir.ParseDocument(there.Body)
	if err != nil {
		return err
	}
	return fhir.Editable(d)
}

// fresh plans a new resource: under an id made from our identifier where the
// server lets a client choose ids, under a condition where it does not.
func (p planner) fresh(item *Item, want fhir.Resource) (err error) {
	able := p.able.Types[want.Type]
	item.Do, item.Body = Create, want.Body
	if able.UpdateCreate {
		item.ID = want.ID
	} else if !able.ConditionalCreate || !fhir.HasIdentifier(want.Type) {
		return onceOnly(want.Type)
	}
	item.Fields, err = differences(want.Type, nil, item.Body)
	return err
}

// onceOnly is what is said where a resource could be made twice.
func onceOnly(typ string) error {
	offer := "update-as-create or conditional create"
	if !fhir.HasIdentifier(typ) {
		offer = "update-as-create"
	}
	return fault(ErrServerSaysNo, "The record system can create a resource once and not twice.", "It has to offer "+offer+" for "+typ+".")
}

// theirs plans an edit of a plan that a service owns.
func (p planner) theirs(ctx context.Context, item *Item, c recovery.Contribution) error {
	if !p.Site.PlanEdits {
		return stays("This site does not edit a service's plan in place.")
	}
	ref, _, err := p.who.patient(ctx, c.Person())
	if err != nil {
		return err
	}
	contribution, err := p.contribution(ctx, c, ref)
	if err != nil {
		return err
	}
	there, err := p.server.Read(ctx, item.Name.Type, c.Plan().ID)
	if err != nil {
		return err
	}
	edits, _, after, err := contributed(there.Body, contribution)
	if err != nil {
		return err
	}
	item.ID, item.ETag, item.Base, item.Want = there.ID, there.ETag, digest(there.Body), contribution.Expect()
	if item.Do = Leave; !after.Changed() {
		return nil
	}
	if there.ETag == "" {
		return noVersions()
	}
	item.Do = Edit
	item.Fields = editedFields(after)
	item.Edits, err = edits.Encode()
	return err
}

// editedFields are the members an edit writes, with what it writes there.
func editedFields(e fhir.Edited) []Field {
	var out []Field
	raw := e.Document.Bytes()
	for _, s := range e.Spans {
		change := Added
		if s.Was.Len() > 0 {
			change = Changed
		}
		after := json.RawMessage(bytes.Trim(raw[s.Now.From:s.Now.To], ", \t\r\n"))
		if !json.Valid(after) {
			after = nil
		}
		for _, path := range s.Paths {
			out = append(out, Field{Path: path, Change: change, After: after})
		}
	}
	return out
}
