package main

import (
	"fmt"
	"time"
	_ "time/tzdata" // London's days, wherever this runs

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/examples/fixtures/adapters"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// The day that is run: Friday 13 March 2026, and the night after it.
var (
	dayBegins = time.Date(2026, 3, 13, 8, 0, 0, 0, time.UTC)
	dayEnds   = time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC)
	listAt    = dayBegins.Add(time.Hour) // when the lists of the day are printed
)

// happening is something that people do in the course of the day.
type happening struct {
	at  time.Time
	org peer.OrgID
	// says is printed; do is nil for a list.
	says string
	do   func(o *organisation, at time.Time) error
}

// organisations are three invented ones, each under its own example policy and with its
// own roster. In the first is the story of Aled and Jess.
func organisations() ([]*organisation, error) {
	var out []*organisation
	for _, id := range []peer.OrgID{"tamarside", "broadwater", "soarfield"} {
		o, err := open(id)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	told, err := fixtures.Story()
	if err != nil {
		return nil, err
	}
	return out, fill(out[0].store, told)
}

func open(id peer.OrgID) (*organisation, error) {
	world, err := fixtures.World(id)
	world.LastRun = dayBegins
	return &organisation{id: id, store: &adapters.Store{}, channel: channel{}, world: world}, err
}

// fill stores the records of a story as they stand at its end.
func fill(store *adapters.Store, told fixtures.Told) error {
	for _, r := range told.Records {
		if err := store.Restore(r); err != nil {
			return err
		}
	}
	return nil
}

// theDay is what people do, in order: a grandchild is at risk in one place, somebody is
// not sure in another, and in the third nobody raises anything.
func theDay() []happening {
	at := func(clock string) time.Time {
		t, err := time.Parse("2006-01-02 15:04", "2026-03-13 "+clock)
		if err != nil {
			panic(err) // the times stand below
		}
		return t
	}
	jess := peer.ByStaff(fixtures.Worker, peer.RolePeerWorker)
	unsure := safeguard.Raise{ID: "b-1", About: "nadia", Trigger: safeguard.AreaOfConcern, Disclosure: safeguard.Disclosure{Children: peer.No}}
	friday := safeguard.Raise{ID: "c-1", About: "sian", Trigger: safeguard.AbuseDisclosure, NoticedAt: peer.MomentOf(at("17:40")), Disclosure: safeguard.Disclosure{Children: peer.Yes}}
	visit := safeguard.Acknowledge{Next: peer.Say("visit on Monday"), Until: peer.MomentOf(at("12:00").AddDate(0, 0, 3))}
	return []happening{
		{at("10:13"), "broadwater", "carys raises an area of concern", raises(peer.ByStaff("carys", peer.RolePeerWorker), unsure)},
		{at("10:40"), "broadwater", "yusuf takes it on until Monday noon", takes("yusuf", visit, "b-1")},
		{at("17:46"), "tamarside", "jess's telephone is back: what she noticed at 17:40 arrives", raises(jess, friday)},
		{at("19:05"), "tamarside", "greta takes both on until Monday noon", takes("greta", visit, "c-1", "c-1-child")},
	}
}

func raises(by peer.Actor, r safeguard.Raise) func(*organisation, time.Time) error {
	return func(o *organisation, at time.Time) error { return o.raise(by, r, at) }
}

func takes(who peer.StaffID, step safeguard.Acknowledge, ids ...string) func(*organisation, time.Time) error {
	return func(o *organisation, at time.Time) error {
		for _, id := range ids {
			if err := o.take(id, peer.ByStaff(who, ""), step, at); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
		}
		return nil
	}
}
