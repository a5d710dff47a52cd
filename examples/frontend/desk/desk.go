// Package desk stands between the pages, the JSON API and the domain. It knows who
// asks, loads what a decision rests on, and keeps what a step left. It holds no rule:
// what somebody may do, the record's own Choices say, and what they may read, its
// View.
package desk

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/towpath-care/towpath/examples/frontend/events"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// ErrNotHere: there is no such record, or none that this reader sees anything of. The
// two read the same, so that nobody learns what there is.
var ErrNotHere = errors.New("desk: nothing of this is here for you")

// Who is somebody the host has let in, and whose pages they have open.
type Who struct {
	Actor  peer.Actor
	Person peer.PersonID
}

// IsPerson reports whether these are the person's own pages.
func (w Who) IsPerson() bool { return w.Actor.Person != "" }

// Host is what an organisation gives: its policies, who is on duty, who stands behind
// whom. What a worker is ready for comes from package peer/worker in a host of its
// own.
type Host struct {
	Policies peer.Policies
	Calendar peer.Calendar
	Roster   safeguard.Roster
	Service  peer.ServiceID
	Org      peer.OrgID
	Lines    map[peer.StaffID]peer.Lines
	Agreed   map[peer.StaffID]peer.AgreedNumber
	Ready    map[peer.StaffID]peer.Readiness
	// People are whom a worker is there for, in the order of their list.
	People map[peer.StaffID][]peer.PersonID
	// Professionals are the registered professionals of the team.
	Professionals []peer.StaffID
}

// Config is what a Desk needs. Now is the host's clock, NewID gives an id that was
// never given before.
type Config struct {
	Store store.Store
	Host  Host
	Now   func() time.Time
	NewID func() string
}

// Desk answers for everybody. It may be used from several goroutines at once.
type Desk struct {
	Config
	Events events.Bell
	looked looked
	read   sync.Map // sections by the digest of the policy
}

// New makes a desk.
func New(c Config) *Desk { return &Desk{Config: c} }

// Opened is a record as one reader sees it.
type Opened struct {
	Ref    peer.Ref
	Rev    peer.Rev
	Status peer.Status
	View   peer.Viewed
	// Choices of whoever asks, in the order of the table; All leaves them out.
	Choices []peer.Choice
	// Record is for what the library works out from it, never to be shown as it is.
	Record peer.Record
}

// Open shows one record. ErrNotHere where the reader sees nothing of it.
func (d *Desk) Open(ctx context.Context, who Who, of peer.Ref) (Opened, error) {
	who, err := d.Beside(ctx, who, of)
	if err != nil {
		return Opened{}, err
	}
	a, err := d.around(ctx, who)
	if err != nil {
		return Opened{}, err
	}
	o, err := a.open(of)
	if err != nil {
		return Opened{}, err
	}
	return o, d.noteReading(ctx, a, o.Record)
}

// All shows every record of these kinds that the reader sees something of, in the
// order of their ids and without their choices. Whoever receives has what they were told.
func (d *Desk) All(ctx context.Context, who Who, kinds ...peer.Kind) ([]Opened, error) {
	if !who.Receives() {
		return d.with(ctx, who, kinds...)
	}
	if !has(kinds, safeguard.KindConcern) {
		return []Opened{}, nil
	}
	return d.Told(ctx, who)
}

// with shows what there is with the person whose pages are open.
func (d *Desk) with(ctx context.Context, who Who, kinds ...peer.Kind) ([]Opened, error) {
	a, err := d.around(ctx, who)
	if err != nil {
		return nil, err
	}
	out := []Opened{}
	for _, r := range a.records {
		if !has(kinds, r.Ref().Kind) {
			continue
		}
		o, err := a.show(r)
		if errors.Is(err, ErrNotHere) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

func has(kinds []peer.Kind, k peer.Kind) bool {
	for _, x := range kinds {
		if x == k {
			return true
		}
	}
	return len(kinds) == 0
}

// Starts lists the steps that create a record of a kind. ErrNotHere for a kind that
// this desk does not hold.
func (d *Desk) Starts(ctx context.Context, who Who, kind peer.Kind) ([]peer.Choice, error) {
	door, ok := doors[kind]
	if !ok {
		return nil, ErrNotHere
	}
	a, err := d.around(ctx, who)
	if err != nil {
		return nil, err
	}
	return door.starts(a, a.act("starts", 0)), nil
}

// Asked is a step that somebody would like to take.
type Asked struct {
	Kind peer.Kind
	// ID is the record; empty for a step that creates one.
	ID string
	// Seen is the revision they decided on, Request what names this request.
	Seen    peer.Rev
	Request peer.RequestID
	// Step is its JSON, {"do":…}.
	Step []byte
	// LeaveOut are parts of what would be written down that the person would rather leave
	// out (PEER-67). They are settled before the step, and kept nowhere.
	LeaveOut []peer.LeavingOut
}

// Take takes a step and keeps what it leaves. A step that may not be taken is a
// *peer.Refusal; what it leaves behind is kept all the same (hazard H02).
func (d *Desk) Take(ctx context.Context, who Who, q Asked) (peer.Change, error) {
	door, ok := doors[q.Kind]
	if !ok {
		return peer.Change{}, ErrNotHere
	}
	who, err := d.Beside(ctx, who, peer.Ref{Kind: q.Kind, ID: q.ID})
	if err != nil {
		return peer.Change{}, err
	}
	a, err := d.around(ctx, who)
	if err != nil {
		return peer.Change{}, err
	}
	step, err := door.decodeStep(q.Step)
	if err != nil {
		return peer.Change{}, err
	}
	if step, err = leftOut(step, q.LeaveOut); err != nil {
		return peer.Change{}, err
	}
	change, err := d.keep(ctx, a, door, step, q)
	if raise, is := step.(safeguard.Raise); is && raise.ID != "" && (errors.Is(err, ErrNotHere) || errors.Is(err, peer.ErrConflict)) {
		// The id is another concern's. This one is kept all the same, under an id of ours,
		// and says nothing of the other (hazards H01, H08).
		raise.ID = ""
		return d.keep(ctx, a, door, raise, q)
	}
	return change, err
}

// keep takes a step and keeps what it leaves.
func (d *Desk) keep(ctx context.Context, a *around, door door, step any, q Asked) (peer.Change, error) {
	next, change, err := d.step(a, door, step, q)
	if err != nil {
		return peer.Change{}, d.leave(ctx, err)
	}
	if err := d.Store.Save(ctx, store.Of(next, change)); err != nil {
		return d.notSaved(ctx, a.who, q, change, err)
	}
	d.Events.Ring()
	return change, nil
}

// leftOut is a step without what the person would rather leave out; all that stands in
// the way of that comes at once.
func leftOut(step any, asks []peer.LeavingOut) (any, error) {
	var faults []error
	for _, ask := range asks {
		draft, _ := step.(peer.ContactStep)
		without, err := peer.LeaveOut(draft, ask)
		if faults = append(faults, err); err == nil {
			step = without
		}
	}
	return step, peer.Faults(faults...)
}

func (d *Desk) step(a *around, door door, step any, q Asked) (peer.Record, peer.Change, error) {
	act := a.act(q.Request, q.Seen)
	if q.ID == "" {
		return door.begin(a, step, act)
	}
	r, err := a.forStep(peer.Ref{Kind: q.Kind, ID: q.ID})
	if err != nil {
		return nil, peer.Change{}, err
	}
	return door.do(a, r, step, act)
}

// leave keeps the signals of a refusal.
func (d *Desk) leave(ctx context.Context, err error) error {
	var r *peer.Refusal
	if !errors.As(err, &r) || len(r.Signals) == 0 {
		return err
	}
	if failed := d.Store.Save(ctx, store.Saving{Signals: r.Signals}); failed != nil {
		return errors.Join(err, failed)
	}
	return err
}

// notSaved answers a step that could not be kept. The same request sent twice is the
// change it was; where somebody else was quicker, the record is read again and says
// so itself.
func (d *Desk) notSaved(ctx context.Context, who Who, q Asked, c peer.Change, err error) (peer.Change, error) {
	if !errors.Is(err, store.ErrMoved) {
		return peer.Change{}, fmt.Errorf("desk: %w", err)
	}
	r, again := d.Store.Load(ctx, c.Of)
	if again != nil {
		return peer.Change{}, fmt.Errorf("desk: %w", again)
	}
	// Who made the change hears of it again, also where they do not see the record.
	for _, past := range r.(interface{ Recent() []peer.Change }).Recent() {
		if past.Request == q.Request && past.By == c.By {
			return past, nil
		}
	}
	a, again := d.around(ctx, who)
	if again != nil {
		return peer.Change{}, again
	}
	if _, again := a.open(c.Of); again != nil {
		return peer.Change{}, again
	}
	return peer.Change{}, peer.Fault(peer.Rule{Row: "STEP-04", Code: peer.ErrConflict}, "/seen", "The record is as it was when this was decided.", "Read the record again, show what changed, and ask again.")
}

// noteReading keeps that somebody on the staff read a record of a person's.
func (d *Desk) noteReading(ctx context.Context, a *around, r peer.Record) error {
	if a.who.Actor.Staff == "" || store.PersonOf(r) == "" {
		return nil
	}
	_, apart := r.(safeguard.Concern)
	return d.Store.Save(ctx, store.Saving{Seen: []peer.Seen{{Of: r.Ref(), By: a.who.Actor, Purpose: a.purpose(), At: a.now, Apart: apart}}})
}
