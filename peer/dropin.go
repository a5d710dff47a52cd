package peer

import "slices"

// DropInSession is a time when whoever wanted to came by: some said who they are, others were
// only counted (PEER-45). It is no record of its own. Contacts turns it into what there
// is a record for: one contact for each who is named, and one that counts the others and
// names nobody.
type DropInSession struct {
	// ID of the contact that counts those who are not named.
	ID           string
	Worker       StaffID
	Service      ServiceID
	Organisation OrgID
	When         SessionTime
	// Headcount is how many came and did not say who they are.
	Headcount int
	// Named are those who want it in their own record.
	Named []DropInGuest
	// Anonymous: whoever came was told that nobody is named.
	Anonymous bool
}

// DropInGuest is somebody who came by and said who they are.
type DropInGuest struct {
	// ID of the contact of theirs.
	ID     string
	Person PersonID
	// Relationship they have with the worker, if they have one.
	Relationship string
	Production   Production
}

// Contacts gives the steps that write a drop-in down, each for NewContact: those of who
// are named in their order, and the one that counts the others last. No contact mentions
// anybody's but its own person.
//
// A *Refusal is ErrRequired when nobody came, ErrIdentifiableContent when somebody is
// named where that was not to be, and ErrDuplicate for somebody named twice.
func (d DropInSession) Contacts() ([]RecordContact, error) {
	if err := d.faults(); err != nil {
		return nil, err
	}
	var out []RecordContact
	for _, who := range d.Named {
		c := d.contact(who.ID)
		c.Person, c.Relationship, c.What.Production = who.Person, who.Relationship, who.Production
		out = append(out, c)
	}
	if d.Headcount > 0 {
		c := d.contact(d.ID)
		c.Headcount = d.Headcount
		out = append(out, c)
	}
	return out, nil
}

// Came is how many came by.
func (d DropInSession) Came() int { return d.Headcount + len(d.Named) }

func (d DropInSession) contact(id string) RecordContact {
	return RecordContact{ID: id, Worker: d.Worker, Service: d.Service, Organisation: d.Organisation, Kind: DropIn, What: d.When.happening()}
}

func (d DropInSession) faults() error {
	unless := func(ok bool, code Code, path, says, fix string) error {
		if ok {
			return nil
		}
		return Fault(Rule{"PEER-45", code}, path, says, fix)
	}
	nameless := func(g DropInGuest) bool { return g.Person == "" }
	person, id := func(g DropInGuest) string { return string(g.Person) }, func(g DropInGuest) string { return g.ID }
	counted := func(g DropInGuest) bool { return d.Headcount > 0 && g.ID == d.ID }
	return Faults(
		unless(d.Headcount >= 0 && d.Came() > 0 && !slices.ContainsFunc(d.Named, nameless), ErrRequired, "/headcount", "It is said who came by, or how many.", "Name those who want to be named, and count the others."),
		unless(!d.Anonymous || len(d.Named) == 0, ErrIdentifiableContent, "/named", "An anonymous drop-in names nobody.", "Count them instead: they were told that nobody is named."),
		unless(eachOnce(d.Named, person) && eachOnce(d.Named, id) && !slices.ContainsFunc(d.Named, counted),
			ErrDuplicate, "/named", "Nobody is named twice, and each contact has an id of its own.", "Name each of them once, with an id of its own."),
	)
}
