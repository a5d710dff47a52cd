package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// Owed is something that is due, and the record it is about as the reader sees it.
type Owed struct {
	peer.Deadline
	// Of is the record it is about.
	Of Opened
	// Yours: whoever asks owes it.
	Yours bool
}

// Due lists what is owed by and to whoever asks, the soonest first. The person reads
// what is theirs to do; what others owe stands on the pages of those others.
func (d *Desk) Due(ctx context.Context, who Who) ([]Owed, error) {
	a, err := d.around(ctx, who)
	if err != nil {
		return nil, err
	}
	list, err := a.due()
	if err != nil {
		return nil, err
	}
	out := []Owed{}
	for _, x := range list {
		of, err := a.open(x.About)
		if errors.Is(err, ErrNotHere) {
			continue
		}
		if err != nil {
			return nil, err
		}
		o := Owed{x, of, a.owes(x)}
		if o.Yours || !who.IsPerson() {
			out = append(out, o)
		}
	}
	return out, nil
}

// due is everything that is owed on the records of this person, from every package.
func (a *around) due() ([]peer.Deadline, error) {
	w := peer.World{Policies: a.desk.Host.Policies, Calendar: a.desk.Host.Calendar}
	var out []peer.Deadline
	var faults []error
	for _, due := range []func([]peer.Record, peer.World, time.Time) ([]peer.Deadline, error){peer.Due, recovery.Due, signpost.Due, transition.Due} {
		list, err := due(a.records, w, a.now)
		out, faults = append(out, list...), append(faults, err)
	}
	list, err := safeguard.Due(a.concerns(), a.world(), a.now)
	out, faults = append(out, list...), append(faults, err)
	peer.SortDeadlines(out, w.Calendar)
	return out, peer.Faults(faults...)
}

func (a *around) owes(d peer.Deadline) bool {
	if d.Owner.Valid() {
		return d.Owner.Person == a.who.Actor.Person && d.Owner.Staff == a.who.Actor.Staff
	}
	return d.Owes == peer.PartyPerson && a.who.IsPerson() || d.Owes == peer.PartyWorker && !a.who.IsPerson() || d.Owes == peer.PartyRaiser && !a.who.IsPerson()
}

// concerns are the records that package safeguard works with.
func (a *around) concerns() []peer.Record {
	return slices.DeleteFunc(slices.Clone(a.records), func(r peer.Record) bool {
		_, is := r.(safeguard.Concern)
		return !is
	})
}

// world is what safeguard works out from. The due list of this example is worked out
// with every page, so it was last run now.
func (a *around) world() safeguard.World {
	return safeguard.World{World: peer.World{Policies: a.desk.Host.Policies, Calendar: a.desk.Host.Calendar},
		Roster: a.desk.Host.Roster, Signals: a.signals, LastRun: a.now}
}

// Standing is what whoever raised a concern hears of it, and those who were told.
func (d *Desk) Standing(ctx context.Context, who Who, id string) (safeguard.Standing, error) {
	of := peer.Ref{Kind: safeguard.KindConcern, ID: id}
	who, err := d.Beside(ctx, who, of)
	if err != nil {
		return safeguard.Standing{}, err
	}
	a, err := d.around(ctx, who)
	if err != nil {
		return safeguard.Standing{}, err
	}
	o, err := a.open(of)
	if err != nil {
		return safeguard.Standing{}, err
	}
	return o.Record.(safeguard.Concern).Standing(a.world(), a.now), nil
}

// Kept tells the person what is kept about them.
func (d *Desk) Kept(ctx context.Context, who Who) (peer.KeptAbout, error) {
	a, err := d.around(ctx, who)
	if err != nil {
		return peer.KeptAbout{}, err
	}
	return peer.KeptAboutMe(who.Person, peer.Keeping{Records: a.records, Tables: Tables(), Seen: a.seen}, a.reading())
}

// Help is help at once, as the organisation's policy gives it. It needs nobody to be
// let in, and no question comes before it.
func (d *Desk) Help(ctx context.Context) (safeguard.Emergency, []signpost.CrisisRoute) {
	file, err := d.Host.Policies.On(d.Host.Calendar.Day(d.Now()))
	if err != nil {
		return safeguard.Policy{}.Emergency(), signpost.Policy{}.Crisis()
	}
	concerns, err := safeguard.PolicyFrom(file)
	if err != nil {
		concerns = safeguard.Policy{}
	}
	ways, err := signpost.PolicyFrom(file)
	if err != nil {
		ways = signpost.Policy{}
	}
	return concerns.Emergency(), ways.Crisis()
}

// Assess says whether a move progresses.
func (d *Desk) Assess(ctx context.Context, who Who, id string) (transition.Progress, error) {
	a, err := d.around(ctx, who)
	if err != nil {
		return transition.Progress{}, err
	}
	o, err := a.open(peer.Ref{Kind: transition.KindTransition, ID: id})
	if err != nil {
		return transition.Progress{}, err
	}
	return transition.Assess(o.Record.(transition.Transition), a.moves, d.Host.Calendar, a.now), nil
}
