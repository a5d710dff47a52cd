package main

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// event is a line of the day.
type event struct {
	Type    string     `json:"type"` // due, happens or tells
	At      time.Time  `json:"at"`
	Org     peer.OrgID `json:"organisation"`
	Machine int        `json:"machine"` // from 1
	Says    string     `json:"says"`
}

// machineOf says which of n machines looks after an organisation. Every machine works it
// out for itself, and each organisation has exactly one. A host that moves organisations
// between machines holds a lock for the round, as it would for any other job.
func machineOf(id peer.OrgID, n int) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	return int(h.Sum32()%uint32(n)) + 1
}

// share runs the day on n machines, each with its own organisations, and puts what they
// did into one order. rounds is how many there were over all of them.
func share(ctx context.Context, orgs []*organisation, n int, every time.Duration) (all []event, rounds int, err error) {
	days := make([]*day, n)
	faults := make([]error, n)
	var wait sync.WaitGroup
	for m := range days {
		mine := slices.DeleteFunc(slices.Clone(orgs), func(o *organisation) bool { return machineOf(o.id, n) != m+1 })
		days[m] = &day{machine: m + 1, orgs: mine, every: every}
		wait.Go(func() { faults[m] = days[m].run(ctx, theDay()) })
	}
	wait.Wait()
	for m, d := range days {
		if faults[m] != nil {
			return nil, 0, faults[m]
		}
		all, rounds = append(all, d.events...), rounds+d.rounds
	}
	slices.SortStableFunc(all, func(a, b event) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(string(a.Org), string(b.Org))) })
	return all, rounds, nil
}

// day is one machine's.
type day struct {
	machine int
	orgs    []*organisation
	every   time.Duration
	events  []event
	rounds  int
}

// run goes through the day: people do things when they do them, and at every tick there
// is a round for each organisation. A real host has a ticker here, or a timer of its
// database; the rounds are the same.
func (d *day) run(ctx context.Context, people []happening) error {
	for now := dayBegins; now.Before(dayEnds); now = now.Add(time.Minute) {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, o := range d.orgs {
			if err := d.minute(o, people, now); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *day) minute(o *organisation, people []happening, now time.Time) error {
	for _, h := range people {
		if h.org == o.id && h.at.Equal(now) {
			if err := h.do(o, now); err != nil {
				return err
			}
			d.note("happens", o, now, h.says)
		}
	}
	if now.Equal(listAt) {
		if err := d.list(o, now); err != nil {
			return err
		}
	}
	if now.Sub(dayBegins)%d.every != 0 {
		return nil
	}
	d.rounds++
	sent, err := o.round(now)
	for _, m := range sent {
		d.note("tells", o, now, tells(m))
	}
	return err
}

// list prints what is due, as the morning's list of a team.
func (d *day) list(o *organisation, now time.Time) error {
	list, err := o.due(now)
	for _, owed := range list {
		d.note("due", o, now, dueWords(owed, o.world.Calendar))
	}
	if len(list) == 0 {
		d.note("due", o, now, "nothing is due")
	}
	return err
}

func (d *day) note(kind string, o *organisation, at time.Time, says string) {
	d.events = append(d.events, event{Type: kind, At: at, Org: o.id, Machine: d.machine, Says: says})
}

func dueWords(d peer.Deadline, cal peer.Calendar) string {
	when := "with no end"
	if !d.Due.IsZero() {
		when = "by " + d.Due.Shown(cal)
	}
	about := ""
	if d.About.ID != "" {
		about = " about " + d.About.String()
	}
	return fmt.Sprintf("%s: the %s owes [%s]%s %s", d.State, d.Owes, d.Rule, about, when)
}

func tells(m safeguard.Message) string {
	var about []string
	for _, t := range m.Tellings {
		about = append(about, t.Concern.String()+", turn "+t.Turn.String())
	}
	return fmt.Sprintf("%s (%s) is told by %s: %s", m.To.Staff, m.To.Role, m.By.UTC().Format("15:04"), strings.Join(about, "; "))
}
