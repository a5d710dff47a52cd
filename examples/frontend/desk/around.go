package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// around is everything that one answer rests on, read once.
type around struct {
	desk    *Desk
	who     Who
	now     time.Time
	records []peer.Record // about the person whose pages are open
	others  []peer.Record // relationships of the worker with other people
	listed  []signpost.Resource
	signals []peer.Signal
	seen    []peer.Seen
	sections
}

func (d *Desk) around(ctx context.Context, who Who) (*around, error) {
	a := &around{desk: d, who: who, now: d.Now()}
	if err := a.readPolicies(); err != nil {
		return nil, err
	}
	about, err := d.Store.About(ctx, who.Person)
	if err != nil {
		return nil, err
	}
	a.records, a.signals, a.seen = about.Records, about.Signals, about.Seen
	nobodys, err := d.Store.About(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range nobodys.Records {
		if x, ok := r.(signpost.Resource); ok {
			a.listed = append(a.listed, x)
		}
	}
	return a, a.readOthers(ctx)
}

// sections are an organisation's policy as each package reads it.
type sections struct {
	peers   peer.Policy
	recover recovery.Policy
	ways    signpost.Policy
	moves   transition.Policy
}

// readPolicies reads the organisation's policy of the day, each once.
func (a *around) readPolicies() error {
	file, err := a.desk.Host.Policies.On(a.desk.Host.Calendar.Day(a.now))
	if err != nil {
		return err
	}
	if read, ok := a.desk.read.Load(file.Digest()); ok {
		a.sections = read.(sections)
		return nil
	}
	var faults [4]error
	a.peers, faults[0] = peer.PolicyFrom(file)
	a.recover, faults[1] = recovery.PolicyFrom(file)
	a.ways, faults[2] = signpost.PolicyFrom(file)
	a.moves, faults[3] = transition.PolicyFrom(file)
	if err := errors.Join(faults[:]...); err != nil {
		return err
	}
	a.desk.read.Store(file.Digest(), a.sections)
	return nil
}

// readOthers reads what else the worker has: their places rest on it.
func (a *around) readOthers(ctx context.Context) error {
	for _, p := range a.desk.Host.People[a.worker()] {
		if p == a.who.Person {
			continue
		}
		about, err := a.desk.Store.About(ctx, p)
		if err != nil {
			return err
		}
		for _, r := range about.Records {
			if _, ok := r.(peer.Relationship); ok {
				a.others = append(a.others, r)
			}
		}
	}
	return nil
}

func (a *around) act(request peer.RequestID, seen peer.Rev) peer.Act {
	return peer.Act{By: a.who.Actor, At: a.now, ID: request, Seen: seen}
}

func (a *around) reading() peer.Reading {
	return peer.Reading{By: a.who.Actor, Purpose: a.purpose(), At: a.now, Lines: a.lines()}
}

// purpose is what somebody here reads for: the two for the support they do together,
// everybody else on the staff for the person's care.
func (a *around) purpose() peer.Purpose {
	if a.who.IsPerson() || a.worker() == a.who.Actor.Staff {
		return peer.ForSupport
	}
	return peer.ForCare
}

// relationship is the one of this person that counts: the one that is open, or else
// the last.
func (a *around) relationship() peer.Relationship {
	var out peer.Relationship
	for _, r := range a.records {
		if x, ok := r.(peer.Relationship); ok && (!out.Exists() || x.Holds()) {
			out = x
		}
	}
	return out
}

func (a *around) worker() peer.StaffID {
	if _, works := a.desk.Host.People[a.who.Actor.Staff]; works {
		return a.who.Actor.Staff
	}
	for worker, people := range a.desk.Host.People {
		if slices.Contains(people, a.who.Person) {
			return worker
		}
	}
	return ""
}

func (a *around) lines() peer.Lines { return a.desk.Host.Lines[a.worker()] }

func (a *around) ready() peer.Readiness { return a.desk.Host.Ready[a.worker()] }

// find finds a record among those of the person and of nobody.
func (a *around) find(of peer.Ref) (peer.Record, error) {
	for _, r := range a.records {
		if r.Ref() == of {
			return r, nil
		}
	}
	for _, r := range a.listed {
		if r.Ref() == of {
			return r, nil
		}
	}
	return nil, ErrNotHere
}

// open finds a record and shows it.
func (a *around) open(of peer.Ref) (Opened, error) {
	r, err := a.find(of)
	if err != nil {
		return Opened{}, err
	}
	o, err := a.show(r)
	if err == nil {
		o.Choices = doors[of.Kind].choices(a, r, a.act("choices", r.Rev()))
	}
	return o, err
}

// forStep finds a record to take a step on. Staff may have something to do on a record
// they read nothing of, such as offering a worker; to a person whatever they see nothing
// of is not there, and the answer must not tell that it is (hazard H08).
func (a *around) forStep(of peer.Ref) (peer.Record, error) {
	r, err := a.find(of)
	if err != nil || a.who.Actor.Staff != "" {
		return r, err
	}
	o, err := a.show(r)
	return o.Record, err
}

// show is a record as this reader sees it; ErrNotHere when they see nothing of it.
func (a *around) show(r peer.Record) (Opened, error) {
	door, ok := doors[r.Ref().Kind]
	if !ok {
		return Opened{}, ErrNotHere
	}
	v, err := door.view(r, a.reading())
	if err != nil {
		return Opened{}, err
	}
	if !slices.ContainsFunc(door.table.Parts, func(p peer.PartOf) bool { return v.Sees(p.Name) }) {
		return Opened{}, ErrNotHere
	}
	return Opened{Ref: r.Ref(), Rev: r.Rev(), Status: r.Status(), View: v, Record: r}, nil
}

// recordsWith are the person's records and the worker's relationships with others.
func (a *around) recordsWith() []peer.Record { return slices.Concat(a.records, a.others) }
