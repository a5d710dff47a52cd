package exchange

import (
	"context"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// Merged is a person whose entry in the record system was merged into another one, or
// put apart from it again. The ids are those of Patients.
type Merged struct {
	Person peer.PersonID
	From   string
	// Into is empty when the entry stands for itself again, or when nobody can tell
	// into which it was merged.
	Into string
}

// findPeople finds out which entries are the host's people's. Those that the host has a
// reference of are taken by it; it is looked at whether it is them when something is
// sent, and what arrives is looked at by fhir.Import.
func (p *puller) findPeople(ctx context.Context) error {
	if p.o.People == nil {
		return nil
	}
	if p.who == nil || p.due(p.whoAt, day) {
		p.who, p.whoAt = &who{people: p.People, server: p.server, found: map[peer.PersonID]patient{}}, p.Now()
	}
	for id, err := range p.o.People(ctx) {
		if err != nil {
			return err
		}
		entry, err := p.entryOf(ctx, id)
		switch {
		case err != nil && (ends(ctx, err) || !about(err)):
			return err
		case err != nil || entry == "":
			p.report.Unfound++
			continue
		}
		// An entry that was merged may still be written to by who has not heard of it.
		for n := 0; entry != "" && n <= mostMerges; n++ {
			p.persons[entry] = id
			entry = p.merged[entry]
		}
	}
	return nil
}

func (p *puller) entryOf(ctx context.Context, id peer.PersonID) (string, error) {
	known, err := p.People.Person(ctx, id)
	if err != nil {
		return "", err
	}
	if known.Reference != "" {
		return fhir.IDIn(known.Reference, "Patient"), nil
	}
	ref, _, err := p.who.patient(ctx, id)
	return fhir.IDIn(ref.Reference, "Patient"), err
}

// judgePeople lets an entry arrive that was merged, or put apart again, since it was
// last looked at, and has the person's documents made anew: they name the entry.
func (p *puller) judgePeople(ctx context.Context, page client.Page) ([]Arrival, error) {
	var found []Arrival
	for _, r := range page.Matches {
		into := ""
		all := fhir.MergedInto(r.Body)
		if len(all) > 0 {
			into = all[0]
		}
		was, merged := p.merged[r.ID]
		person, known := p.persons[r.ID]
		if !known || merged == (len(all) > 0) && was == into {
			continue
		}
		if err := p.markPerson(ctx, person); err != nil {
			return nil, err
		}
		if p.merged[r.ID] = into; len(all) == 0 {
			delete(p.merged, r.ID)
		}
		p.report.Merged = append(p.report.Merged, Merged{person, r.ID, into})
		found = append(found, arrivalOf(r, Name{}))
	}
	if len(found) == 0 {
		return nil, nil
	}
	// They arrive with the note of the merge: afterwards it is no news any more.
	return found, p.arrive(ctx, found, "merged", p.merged)
}

// markPerson marks the documents of a person, so that the next Push finds the person
// through People and names the entry that stands for them now. Nobody knows which they
// are without going through the records; a merge is rare enough.
func (p *puller) markPerson(ctx context.Context, person peer.PersonID) error {
	for key, err := range p.Records.Keys(ctx) {
		if err != nil {
			return err
		}
		if p.Site.WhyNotSent(key.Ref.Kind) != "" {
			continue
		}
		record, err := p.load(ctx, key.Ref)
		switch {
		case err != nil && about(err):
			continue
		case err != nil:
			return err
		}
		of, ok := record.(interface{ Person() peer.PersonID })
		if !ok || of.Person() != person {
			continue
		}
		var wanted []Wanted
		for _, n := range p.Site.Documents(record) {
			wanted = append(wanted, Wanted{n, record.Rev()})
		}
		if err := p.markDirty(ctx, wanted...); err != nil {
			return err
		}
	}
	return nil
}
