package desk

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// Receives reports whether somebody has nobody's pages open: on the staff, and here for
// what they are told.
func (w Who) Receives() bool { return w.Actor.Staff != "" && w.Person == "" }

// Beside is somebody who receives, at the pages of whom a concern is about. Everybody else
// stays where they are. ErrNotHere when there is no such record, and for whatever else
// there is of somebody: that is not for those who are told. The directory is nobody's.
func (d *Desk) Beside(ctx context.Context, who Who, of peer.Ref) (Who, error) {
	if !who.Receives() || of.ID == "" {
		return who, nil
	}
	r, err := d.Store.Load(ctx, of)
	if errors.Is(err, store.ErrNotFound) {
		return who, ErrNotHere
	}
	if err != nil {
		return who, err
	}
	about := store.PersonOf(r)
	if about != "" && of.Kind != safeguard.KindConcern {
		return who, ErrNotHere
	}
	who.Person = about
	return who, nil
}

// Message is what somebody has to be told now and has not opened: how urgent it is and by
// when, and nothing of what it says (SAFE-18). Without tellings there is nothing.
func (d *Desk) Message(ctx context.Context, who Who) (safeguard.Message, error) {
	var owed []safeguard.Owed
	for _, p := range d.Host.everybody() {
		a, err := d.around(ctx, Who{who.Actor, p})
		if err != nil {
			return safeguard.Message{}, err
		}
		for _, c := range a.concerns() {
			owed = append(owed, safeguard.Escalate(c.(safeguard.Concern), a.world(), a.now).Owed...)
		}
	}
	all := safeguard.Messages(owed, d.Host.Calendar)
	i := slices.IndexFunc(all, func(m safeguard.Message) bool { return m.To.Staff == who.Actor.Staff })
	if i < 0 {
		return safeguard.Message{}, nil
	}
	return all[i], nil
}

// Receive opens what somebody has to be told: that they were is kept with the concern, and
// the receipt is that they opened it (SAFE-17). It reports whether that was kept now: what
// was opened before stays open. ErrNotHere for what is not for them.
func (d *Desk) Receive(ctx context.Context, who Who, id string) (bool, error) {
	of := peer.Ref{Kind: safeguard.KindConcern, ID: id}
	m, err := d.Message(ctx, who)
	if err != nil {
		return false, err
	}
	i := slices.IndexFunc(m.Tellings, func(t safeguard.Telling) bool { return t.Concern == of })
	if i < 0 {
		_, err := d.Open(ctx, who, of)
		return false, err
	}
	r, err := d.Store.Load(ctx, of)
	if err != nil {
		return false, err
	}
	t := m.Tellings[i]
	step, err := json.Marshal(map[string]any{"do": "sent", "turn": t.Turn.String(), "to": who.Actor.Staff, "role": m.To.Role, "receipt": "opened by " + string(who.Actor.Staff)})
	if err != nil {
		return false, err
	}
	_, err = d.Take(ctx, who, Asked{Kind: of.Kind, ID: id, Seen: r.Rev(), Request: peer.RequestID(t.Key), Step: step})
	return err == nil, err
}

// Told are the concerns that this reader sees, whomever they are about: those that are
// open first, and the newest first.
func (d *Desk) Told(ctx context.Context, who Who) ([]Opened, error) {
	out := []Opened{}
	for _, p := range d.Host.everybody() {
		list, err := d.with(ctx, Who{who.Actor, p}, safeguard.KindConcern)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	slices.SortStableFunc(out, func(a, b Opened) int {
		x, y := a.Record.(safeguard.Concern), b.Record.(safeguard.Concern)
		if x.Open() != y.Open() {
			if x.Open() {
				return -1
			}
			return 1
		}
		return y.Received().Compare(x.Received())
	})
	return out, nil
}

// everybody are the people of the service, and nobody: a concern may be about none of
// them.
func (h Host) everybody() []peer.PersonID {
	out := []peer.PersonID{""}
	for _, people := range h.People {
		out = append(out, people...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
