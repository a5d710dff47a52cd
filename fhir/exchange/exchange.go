package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Exchange is one host's exchange with one record system. All fields but Consents
// are needed.
type Exchange struct {
	// Target is the host's name for the record system, such as "epr".
	Target string
	// Base is the address of the record system; a plan applies only where it
	// was made.
	Base string
	// Records and People are the host's, Ledger is ours.
	Records Records
	People  People
	Ledger  Ledger
	// Consents gives what a person has said yes and no to; nil: the host keeps
	// none, and only what the records themselves say counts.
	Consents func(context.Context, peer.PersonID) ([]peer.Consent, error)
	// Site is what this site has decided.
	Site fhir.Site
	// Now is the host's clock.
	Now func() time.Time
}

// MarkChanged looks through the keys of all records and marks the documents whose
// record has moved on since it last reached the target. A host that calls
// Ledger.MarkDirty with every change it stores needs it only now and then.
func (x *Exchange) MarkChanged(ctx context.Context) error {
	for key, err := range x.Records.Keys(ctx) {
		if err != nil {
			return err
		}
		for _, typ := range fhir.DocumentTypes(key.Ref.Kind) {
			name := Name{Type: typ, Record: key.Ref}
			link, known, err := x.Ledger.Link(ctx, x.Target, name)
			if err != nil {
				return err
			}
			if known && link.Rev >= key.Rev {
				continue
			}
			if err := x.Ledger.MarkDirty(ctx, x.Target, Wanted{name, key.Rev}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Plan reads the record system and says what Apply would write for every dirty
// document, and what would not be written and why. It writes nothing.
//
// Its error is about the record system or the host's own stores; what stands in
// the way of one document is in that document's item. A *peer.Refusal that Records
// or People answer is about one document, such as a record that cannot be decoded;
// any other error of theirs ends the plan.
func (x *Exchange) Plan(ctx context.Context, server *client.Reader) (Plan, error) {
	able, err := server.Capabilities(ctx)
	if err != nil {
		return Plan{}, err
	}
	p := planner{x, server, able, &who{people: x.People, server: server, found: map[peer.PersonID]patient{}}}
	plan := Plan{Target: x.Target, Base: x.Base, Made: x.Now()}
	for wanted, err := range x.Ledger.Dirty(ctx, x.Target) {
		if err != nil {
			return Plan{}, err
		}
		item, err := p.item(ctx, wanted)
		if err != nil {
			return Plan{}, err
		}
		plan.Items = append(plan.Items, item)
	}
	slices.SortStableFunc(plan.Items, func(a, b Item) int { return compareNames(a.Name, b.Name) })
	stays, err := x.stays(ctx)
	plan.Items = append(plan.Items, stays...)
	return plan, err
}

// stays lists the records of kinds that have no home in a record system.
func (x *Exchange) stays(ctx context.Context) ([]Item, error) {
	var out []Item
	for key, err := range x.Records.Keys(ctx) {
		if err != nil {
			return nil, err
		}
		if len(fhir.DocumentTypes(key.Ref.Kind)) == 0 {
			out = append(out, Item{Do: Keep, Name: Name{Record: key.Ref}, Rev: key.Rev, Why: []peer.Reason{{
				Rule: peer.Rule{Row: "FHIR-12", Code: fhir.ErrNotSent}, Says: fhir.WhyNotSent(key.Ref.Kind), Met: peer.No}}})
		}
	}
	slices.SortStableFunc(out, func(a, b Item) int { return compareNames(a.Name, b.Name) })
	return out, nil
}

type planner struct {
	*Exchange
	server *client.Reader
	able   client.Capabilities
	who    *who
}

// item plans one document. Its error ends the plan.
func (p planner) item(ctx context.Context, w Wanted) (Item, error) {
	item := Item{Name: w.Name, Rev: w.Rev}
	record, err := p.Records.Load(ctx, w.Name.Record)
	if err != nil {
		return p.settled(ctx, item, err)
	}
	if record.Ref() != w.Name.Record {
		return p.settled(ctx, item, fault(fhir.ErrWrongRecord, "The record is the one that was asked for.", "Look at where it is stored: its kind and its id are those it is stored under."))
	}
	item.Rev = record.Rev()
	switch r := record.(type) {
	case peer.Contact:
		err = p.ours(ctx, &item, r.Person(), func(in fhir.Context) (fhir.Resource, error) { return fhir.ToEncounter(r, in) }, r.Worker(), r.What().SupervisedBy, r.Organisation())
	case recovery.Goal:
		err = p.ours(ctx, &item, r.Person(), func(in fhir.Context) (fhir.Resource, error) { return fhir.ToGoal(r, in) }, r.Worker(), "", "")
	case recovery.Contribution:
		err = p.theirs(ctx, &item, r)
	default:
		err = stays(fhir.WhyNotSent(w.Name.Record.Kind))
	}
	return p.settled(ctx, item, err)
}

// settled turns what stands in the way of one document into its reasons.
func (p planner) settled(ctx context.Context, item Item, err error) (Item, error) {
	switch {
	case err == nil:
		return item, nil
	case ends(ctx, err) || !about(err):
		return item, err
	}
	item.Do, item.Why = Hold, reasonsFor(err)
	if errors.Is(err, fhir.ErrNotSent) || errors.Is(err, peer.ErrConsentRequired) {
		item.Do = Keep
	}
	return item, nil
}

// ours plans a resource of ours: built whole, found again by our identifier.
func (p planner) ours(ctx context.Context, item *Item, person peer.PersonID, build func(fhir.Context) (fhir.Resource, error), worker, colleague peer.StaffID, org peer.OrgID) error {
	in, err := p.context(ctx, person, worker, colleague, org)
	if err != nil {
		return err
	}
	resource, err := build(in)
	if errors.Is(err, peer.ErrConsentRequired) {
		return p.withheld(ctx, item.Name, err)
	}
	if err != nil {
		return err
	}
	item.Identifier = resource.Identifier
	there, err := p.stands(ctx, item.Name, resource.Identifier)
	if resource.TakesBack && (errors.Is(err, ErrRemovedThere) || err == nil && there.ID == "") {
		return stays("It was entered in error and is not in the record system.")
	}
	if err != nil {
		return err
	}
	return p.compare(item, resource, there)
}

// withheld is what may not go, or not any more. What stands there from before is
// not taken back by a program: somebody hears of it (hazard H25).
func (p planner) withheld(ctx context.Context, name Name, why error) error {
	there, err := p.stands(ctx, name, p.Site.IdentifierOf(name))
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

// context looks up who the record names.
func (p planner) context(ctx context.Context, person peer.PersonID, worker, colleague peer.StaffID, org peer.OrgID) (fhir.Context, error) {
	in := fhir.Context{Site: p.Site, At: p.Now(), People: fhir.People{Staff: map[peer.StaffID]fhir.Reference{}, Organisations: map[peer.OrgID]fhir.Reference{}}}
	if person != "" {
		ref, found, err := p.who.patient(ctx, person)
		if err != nil {
			return in, err
		}
		in.People.Patients = map[peer.PersonID]fhir.Patient{person: {Reference: ref, NHSNumber: found.NHSNumber}}
		if p.Consents != nil {
			if in.Consents, err = p.Consents(ctx, person); err != nil {
				return in, err
			}
		}
	}
	for _, id := range []peer.StaffID{worker, colleague} {
		if id == "" {
			continue
		}
		ref, err := p.People.Staff(ctx, id)
		if err != nil {
			return in, err
		}
		in.People.Staff[id] = ref
	}
	if org != "" {
		ref, err := p.People.Organisation(ctx, org)
		if err != nil {
			return in, err
		}
		in.People.Organisations[org] = ref
	}
	return in, nil
}

// stands finds a resource of ours in the record system: where the ledger says it
// is, or where it would be if a server let us choose, else by our identifier. One
// that was there and is gone is ErrRemovedThere.
func (p planner) stands(ctx context.Context, name Name, ours fhir.Identifier) (client.Resource, error) {
	link, known, err := p.Ledger.Link(ctx, p.Target, name)
	if err != nil {
		return client.Resource{}, err
	}
	id := link.ID
	if !known && p.able.Types[name.Type].UpdateCreate {
		id = fhir.ResourceID(ours)
	}
	there, err := p.find(ctx, p.server, name.Type, id, ours)
	switch {
	case err != nil:
		return client.Resource{}, err
	case there.ID == "" && known:
		return there, removedThere()
	case there.ID != "" && !fhir.Carries(there.Body, ours):
		return there, notOurs()
	}
	return there, nil
}

// find reads a resource by its id, where one is known, and otherwise searches by
// our identifier. Nothing found is the zero Resource.
func (x *Exchange) find(ctx context.Context, server *client.Reader, typ, id string, ours fhir.Identifier) (client.Resource, error) {
	if id != "" {
		there, err := server.Read(ctx, typ, id)
		switch {
		case errors.Is(err, client.Gone):
			return client.Resource{}, removedThere()
		case !errors.Is(err, client.NotFound):
			return there, err
		}
	}
	found, err := search(ctx, server, typ, ours)
	switch {
	case err != nil || len(found) == 0:
		return client.Resource{}, err
	case len(found) > 1:
		return client.Resource{}, peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrDuplicate}, "/identifier", "The record system holds one resource with our identifier.",
			"Ask whoever runs it to mark the copies as entered in error; nothing was written.", peer.Number("copies", len(found)))
	}
	// A search may answer with an older version than a read.
	there, err := server.Read(ctx, typ, found[0].ID)
	if errors.Is(err, client.NotFound) || errors.Is(err, client.Gone) {
		return client.Resource{}, removedThere()
	}
	return there, err
}

// search gives the resources that carry our identifier, whatever else the server
// answers with. Of several, those that were marked as entered in error do not count.
func search(ctx context.Context, server *client.Reader, typ string, ours fhir.Identifier) ([]client.Resource, error) {
	var found []client.Resource
	for r, err := range server.Search(ctx, typ, url.Values{"identifier": {ours.System + "|" + ours.Value}}) {
		if err != nil {
			return nil, err
		}
		if fhir.Carries(r.Body, ours) {
			found = append(found, r)
		}
	}
	if valid := slices.DeleteFunc(slices.Clone(found), inError); len(found) > 1 && len(valid) > 0 {
		return valid, nil
	}
	return found, nil
}

func (p planner) compare(item *Item, want fhir.Resource, there client.Resource) (err error) {
	if there.ID == "" {
		return p.fresh(item, want)
	}
	item.ID, item.ETag, item.Base = there.ID, there.ETag, contentDigest(want.Type, there.Body)
	item.Fields, err = differences(want.Type, there.Body, want.Body)
	if err != nil {
		return err
	}
	if item.Do = Leave; len(item.Fields) == 0 {
		return nil
	}
	if err := changeable(there, want); err != nil {
		return err
	}
	item.Do = Update
	item.Body, err = brought(want.Type, want.Body, there.Body)
	return err
}

// changeable reports why a resource of ours may not be changed by a program any
// more, if so: somebody there took it back, or made it mean something else.
func changeable(there client.Resource, want fhir.Resource) error {
	if want.TakesBack {
		return nil
	}
	if inError(there) {
		return peer.Fault(peer.Rule{Row: "FHIR-16", Code: fhir.ErrNotEditable}, "", "Nobody has marked the resource as entered in error there.",
			"Ask whoever did, and mark the record here if they are right.")
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
	} else if !able.ConditionalCreate {
		return peer.Fault(peer.Rule{Row: "FHIR-16", Code: ErrServerSaysNo}, "", "The record system can create a resource once and not twice.",
			"It has to offer update-as-create or conditional create for "+want.Type+".")
	}
	item.Fields, err = differences(want.Type, nil, item.Body)
	return err
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
	worker, err := p.People.Staff(ctx, c.Worker())
	if err != nil {
		return err
	}
	there, err := p.server.Read(ctx, item.Name.Type, c.Plan().ID)
	if err != nil {
		return err
	}
	before, err := fhir.ParseDocument(there.Body)
	if err != nil {
		return err
	}
	contribution := fhir.ContributionOf(c, ref, worker)
	edits, err := fhir.Contribute(before, contribution)
	if err != nil {
		return err
	}
	after, err := edits.Apply(before, contribution.Expect())
	if err != nil {
		return err
	}
	item.ID, item.ETag, item.Base, item.Want = there.ID, there.ETag, digest(there.Body), contribution.Expect()
	if item.Do = Leave; !after.Changed() {
		return nil
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
