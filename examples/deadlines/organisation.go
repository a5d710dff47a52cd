package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/towpath-care/towpath/examples/fixtures/adapters"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// runner is the host's own account for what it does by itself.
var runner = peer.ByStaff("deadline-runner", "")

// organisation is all that a round of one organisation needs. Nothing is shared with
// another, so organisations can be shared out over machines in any way.
type organisation struct {
	id    peer.OrgID
	store *adapters.Store
	// world is what the library is told of the organisation: policies, calendar and
	// roster, and when the last round was. A real host keeps LastRun with the records.
	world    safeguard.World
	channel  channel
	requests int
}

// channel sends messages. A real one hands over to whatever pages people; it gives the
// same receipt for the same key, so that a message that was sent and not noted is not
// sent twice.
type channel map[string]string

func (c channel) send(key string) (receipt string) {
	if c[key] == "" {
		c[key] = fmt.Sprintf("receipt-%d", len(c)+1)
	}
	return c[key]
}

// due lists all that is owed, the soonest first. Every package has its own function; the
// records of other packages are passed over.
func (o *organisation) due(now time.Time) ([]peer.Deadline, error) {
	o.world.Signals = o.store.Signals()
	values := o.store.All()
	var out []peer.Deadline
	list, err := safeguard.Due(values, o.world, now)
	out, faults := append(out, list...), []error{err}
	for _, ask := range []func([]peer.Record, peer.World, time.Time) ([]peer.Deadline, error){peer.Due, recovery.Due, signpost.Due, transition.Due} {
		list, err := ask(values, o.world.World, now)
		out, faults = append(out, list...), append(faults, err)
	}
	peer.SortDeadlines(out, o.world.Calendar)
	return out, errors.Join(faults...)
}

// owed are the messages that somebody has to get now.
func (o *organisation) owed(now time.Time) []safeguard.Message {
	o.world.Signals = o.store.Signals()
	values := o.store.All()
	var owed []safeguard.Owed
	for _, x := range safeguard.Unanswered(o.world.Signals, values, o.world, now) {
		x.To = slices.DeleteFunc(slices.Clone(x.To), func(to safeguard.Recipient) bool { return o.channel[x.Key(to)] != "" })
		owed = append(owed, x)
	}
	for _, v := range values {
		if c, ok := v.(safeguard.Concern); ok {
			owed = append(owed, safeguard.Escalate(c, o.world, now).Owed...)
		}
	}
	return safeguard.Messages(owed, o.world.Calendar)
}

// round sends what is owed and notes it, until nothing new is owed, and returns what it
// sent. What could not be noted is owed again in the next round and sent under the same
// key.
func (o *organisation) round(now time.Time) ([]safeguard.Message, error) {
	var sent []safeguard.Message
	for {
		messages := o.owed(now)
		if len(messages) == 0 {
			o.world.LastRun = now
			return sent, nil
		}
		for _, m := range messages {
			for _, telling := range m.Tellings {
				if err := o.note(telling, m.To, now); err != nil {
					return sent, err
				}
			}
			sent = append(sent, m)
		}
	}
}

// note stores that somebody was told. Of a signal no record says so: its receipt is the
// host's, and it stays due until a concern names it.
func (o *organisation) note(telling safeguard.Telling, to safeguard.Recipient, now time.Time) error {
	if telling.Concern.Kind != safeguard.KindConcern {
		o.channel.send(telling.Key)
		return nil
	}
	step := safeguard.Sent{To: to.Staff, Role: to.Role, Receipt: o.channel.send(telling.Key), At: peer.MomentOf(now)}
	if telling.Turn != (safeguard.Turn{}) {
		step.Turn = telling.Turn.String()
	}
	return o.take(telling.Concern.ID, runner, step, now)
}

// take takes a step of a concern and stores it.
func (o *organisation) take(id string, by peer.Actor, step safeguard.ConcernStep, now time.Time) error {
	for _, v := range o.store.All() {
		c, ok := v.(safeguard.Concern)
		if !ok || c.Ref().ID != id {
			continue
		}
		next, change, err := c.Do(step, o.act(by, now, c.Rev()), safeguard.FactsOn(o.world.Policies, o.world.Roster, o.world.Calendar, now))
		if err != nil {
			return err
		}
		return o.store.Put(next, change)
	}
	return errors.New("there is no such concern")
}

// raise stores a concern, and those that were made with it.
func (o *organisation) raise(by peer.Actor, r safeguard.Raise, now time.Time) error {
	c, change, err := safeguard.NewConcern(r, o.act(by, now, 0), safeguard.FactsOn(o.world.Policies, o.world.Roster, o.world.Calendar, now))
	if err != nil {
		return err
	}
	return o.store.Put(c, change)
}

func (o *organisation) act(by peer.Actor, now time.Time, seen peer.Rev) peer.Act {
	o.requests++
	return peer.Act{By: by, At: now, ID: peer.RequestID(fmt.Sprintf("%s-%d", o.id, o.requests)), Seen: seen}
}
