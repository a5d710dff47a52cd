package exchange

import (
	"context"
	"slices"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// Exchange is one host's exchange with one record system. All fields but Consents,
// Beside and Policy are needed, for Plan and for Apply.
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
	// none, and only what the records themselves say counts. They are asked when a
	// plan is made and again before anything is sent. A host whose person has
	// taken back a yes marks that person's documents dirty, so that the next plan
	// looks at what stands there from before.
	Consents func(context.Context, peer.PersonID) ([]peer.Consent, error)
	// Beside puts into the Context of a document what only the host knows of its
	// record, such as Stay, Shared, Signals or Flags, and the celebrations and own ratings
	// of a goal among its Records; nil: nothing. It is asked when a plan is made and again
	// before anything is sent. What it says has no revision: a host that says something
	// else of a record marks its documents dirty.
	Beside func(context.Context, peer.Record, *fhir.Context) error
	// Site is what this site has decided.
	Site fhir.Site
	// Policy is the digest of the host's policy in force; empty: it has none. A
	// plan made under another one, or for another Site, is not applied.
	Policy peer.Digest
	// Now is the host's clock.
	Now func() time.Time
}

// MarkChanged looks through the keys of all records and marks the documents whose
// record has moved on since it last reached the target. A host that calls
// Ledger.MarkDirty with every change it stores needs it only now and then.
func (x *Exchange) MarkChanged(ctx context.Context) error {
	parked := map[Name]Parked{}
	for p, err := range x.Ledger.Parked(ctx, x.Target) {
		if err != nil {
			return err
		}
		parked[p.Name] = p
	}
	for key, err := range x.Records.Keys(ctx) {
		if err != nil {
			return err
		}
		names, err := x.names(ctx, key)
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := x.markChanged(ctx, Wanted{name, key.Rev}, parked[name]); err != nil {
				return err
			}
		}
	}
	return nil
}

// names are the documents of a record at this site. A record that cannot be loaded
// names the kinds of its documents; what is wrong with it is for Plan to say.
func (x *Exchange) names(ctx context.Context, key Key) ([]Name, error) {
	names, known := x.Site.NamesOf(key.Ref)
	if known {
		return names, nil
	}
	record, err := x.load(ctx, key.Ref)
	switch {
	case err != nil && about(err):
		return names, nil
	case err != nil:
		return nil, err
	}
	return x.Site.Documents(record), nil
}

// markChanged marks a document whose record, or one of the others it was made from,
// has moved on. One that is parked is released when it is one of the others.
func (x *Exchange) markChanged(ctx context.Context, w Wanted, parked Parked) error {
	if parked.Name == w.Name && parked.Rev >= w.Rev {
		same, err := x.unmovedBeside(ctx, parked.Read)
		if err != nil || same {
			return err
		}
		return x.Ledger.Release(ctx, x.Target, w.Name)
	}
	link, known, err := x.Ledger.Link(ctx, x.Target, w.Name)
	if err != nil {
		return err
	}
	if known && link.Rev >= w.Rev {
		same, err := x.unmovedBeside(ctx, link.Read)
		if err != nil || same {
			return err
		}
	}
	return x.Ledger.MarkDirty(ctx, x.Target, w)
}

// unmovedBeside reports whether the other records a document was made from are as
// they were. One that could not be read then (revision 0) and cannot now is.
func (x *Exchange) unmovedBeside(ctx context.Context, read []Key) (bool, error) {
	for _, was := range read {
		r, err := x.load(ctx, was.Ref)
		switch {
		case err != nil && !about(err):
			return false, err
		case err != nil && was.Rev != 0, err == nil && r.Rev() != was.Rev:
			return false, nil
		}
	}
	return true, nil
}

// Plan reads the record system and says what Apply would write for every dirty
// document, and what would not be written and why. It writes nothing.
//
// Its error is about the record system or the host's own stores; what stands in
// the way of one document is in that document's item. A *peer.Refusal that Records
// or People answer is about one document, such as a record that cannot be decoded;
// any other error of theirs ends the plan. A record system that stops answering on
// the way, or turns away one document of a kind after the other, is given up on
// once: Plan.Said says so, and what was not looked at any more is held.
func (x *Exchange) Plan(ctx context.Context, server *client.Reader) (Plan, error) {
	able, err := server.Capabilities(ctx)
	if err != nil {
		return Plan{}, err
	}
	p := planner{x, server, able, newWho(x.People, server), newRun(server)}
	plan := Plan{Target: x.Target, Base: x.Base, Made: x.Now(), Rules: x.rules()}
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
	plan.Server, plan.Said = abilities(able), p.run.said
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
		if why := x.Site.WhyNotSent(key.Ref.Kind); why != "" {
			out = append(out, Item{Do: Keep, Name: Name{Record: key.Ref}, Rev: key.Rev, Why: []peer.Reason{{
				Rule: peer.Rule{Row: "FHIR-12", Code: fhir.ErrNotSent}, Says: why, Met: peer.No}}})
		}
	}
	slices.SortStableFunc(out, func(a, b Item) int { return compareNames(a.Name, b.Name) })
	return out, nil
}
