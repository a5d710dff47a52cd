package exchange

import (
	"context"
	"maps"

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
		p.who, p.whoAt = newWho(p.People, p.server), p.Now()
	}
	before := map[peer.PersonID]string{}
	if err := p.recall(ctx, "people", &before); err != nil {
		return err
	}
	p.before, p.searched = before, map[peer.PersonID]string{}
	for id, err := range p.o.People(ctx) {
		if err != nil {
			return err
		}
		entry, bySearch, err := p.entryOf(ctx, id)
		switch {
		case err != nil && (ends(ctx, err) || !about(err)):
			return err
		case err != nil || entry == "":
			p.report.Unfound++
		case bySearch:
			p.searched[id] = entry
		}
		// Where a search found a person before is looked at too: it may have been merged.
		p.follow(id, entry)
		p.follow(id, before[id])
	}
	return nil
}

// rememberPeople notes which entries were found by a search. It comes last: until an
// entry that was merged has been looked at, it is looked for again.
func (p *puller) rememberPeople(ctx context.Context) error {
	if len(p.report.Said) > 0 || maps.Equal(p.before, p.searched) {
		return nil
	}
	return p.arrive(ctx, nil, "people", p.searched)
}

// follow takes an entry for a person's, and those that it was merged into: one that was
// merged may still be written to by who has not heard of it.
func (p *puller) follow(person peer.PersonID, entry string) {
	for n := 0; entry != "" && n <= mostMerges; n++ {
		p.persons[entry] = person
		entry = p.merged[entry]
	}
}

// entryOf is the entry of a person, and whether it had to be searched for.
func (p *puller) entryOf(ctx context.Context, id peer.PersonID) (entry string, bySearch bool, err error) {
	known, err := p.People.Person(ctx, id)
	if err != nil || known.Reference != "" {
		return fhir.IDIn(known.Reference, "Patient"), false, err
	}
	ref, _, err := p.who.patient(ctx, id)
	return fhir.IDIn(ref.Reference, "Patient"), true, err
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
