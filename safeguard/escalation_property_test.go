package safeguard_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// interleavings is how many are tried: some always, many where time is no matter.
func interleavings(always, long int) int {
	if os.Getenv("TOWPATH_LONG") == "1" {
		return long
	}
	return always
}

// delivery is a telling as it reached somebody: that is the truth, whatever is stored.
type delivery struct {
	key  string
	turn string
	to   safeguard.Recipient
	at   time.Time
}

// taking is somebody who said that they have it, with what they had heard by then.
type taking struct {
	by        peer.StaffID
	at, until time.Time
}

// badDay is a host on a bad day. Its store and its outbox survive a crash; a machine may
// work from a copy of the concern that is old; the channel drops what it has seen by its
// key and gives the receipt of the first time again; a receipt may not be stored.
type badDay struct {
	t      testing.TB
	rng    *rand.Rand
	h      house
	raise  safeguard.Raise
	raised time.Time
	now    time.Time

	c     safeguard.Concern // as the database has it
	n     int               // requests
	tried int
	taken int

	outbox  map[string]delivery // by key, put there when it was owed; at is not known yet
	channel map[string]delivery // by key, what was delivered
	settled map[string]bool     // keys whose receipts were stored
	takings []taking
	copies  []safeguard.Concern // old ones, on other machines
}

// people of the bad day: two in a role, shifts that change, hours without anybody.
func badDayHouse(t testing.TB) house {
	h := newHouse(t, []string{
		hours(hannah, peer.RoleTeamLead), hours(ines, safeguard.RoleSafeguardingLead),
		shift(ode, safeguard.RoleOnCallClinician, "17:00", "02:00", ""), shift(lee, safeguard.RoleOnCallClinician, "22:00", "09:00", ""),
		shift(paul, safeguard.RoleDutyManager, "08:00", "03:00", ""), shift(rita, safeguard.RoleDutyManager, "16:00", "23:30", ""),
	})
	h.Read = []safeguard.Policy{h.facts.Policy}
	return h
}

func newBadDay(t testing.TB, h house, seed uint64) *badDay {
	d := &badDay{t: t, rng: rand.New(rand.NewPCG(seed, 20260313)), h: h, outbox: map[string]delivery{}, channel: map[string]delivery{}, settled: map[string]bool{}}
	trigger := []safeguard.Trigger{safeguard.UntowardIncident, safeguard.AbuseDisclosure, safeguard.RiskToSelf, safeguard.FaultyEquipment}[d.rng.IntN(4)]
	d.raised = at("2026-03-11T00:00Z").Add(time.Duration(d.rng.IntN(7*24*60)) * time.Minute)
	d.now = d.raised
	d.raise = safeguard.Raise{ID: "c1", Trigger: trigger, NoticedAt: peer.MomentOf(d.raised.Add(-time.Duration(d.rng.IntN(40)) * time.Minute)), Danger: safeguard.Danger{Emergency: safeguard.EmergencyNotNeeded}}
	d.c = d.fresh()
	return d
}

var byRaiser = peer.ByStaff("w4", peer.RolePeerWorker)

func (d *badDay) fresh() safeguard.Concern {
	c, _, err := safeguard.NewConcern(d.raise, peer.Act{By: byRaiser, At: d.raised, ID: "raise"}, d.h.facts)
	require.NoError(d.t, err)
	return c
}

// crash loses everything that is not stored; what is comes back as it was written.
func (d *badDay) crash() {
	b, err := peer.Encode(d.c)
	require.NoError(d.t, err)
	d.c, err = safeguard.DecodeConcern(b)
	require.NoError(d.t, err)
	d.copies = nil
}

// do takes a step on what is stored, as a host does in one transaction.
func (d *badDay) do(by peer.Actor, step safeguard.ConcernStep) bool {
	c := d.c
	d.n, d.tried = d.n+1, d.tried+1
	next, _, err := c.Do(step, peer.Act{By: by, At: d.now, ID: peer.RequestID(fmt.Sprint("r", d.n)), Seen: c.Rev()}, d.h.facts)
	if err != nil {
		return false
	}
	d.taken++
	d.c = next
	return true
}

// put works out what is owed, from this copy of the concern, and puts it into the outbox
// under its key.
func (d *badDay) put(c safeguard.Concern) {
	for _, o := range safeguard.Escalate(c, d.h.World, d.now).Owed {
		if !o.Kind.Sends() {
			continue
		}
		for _, to := range o.To {
			d.outbox[o.Key(to)] = delivery{key: o.Key(to), turn: turnOf(o), to: to}
		}
		if o.Kind == safeguard.OwedTelephone { // somebody rings, and reaches the switchboard
			to := safeguard.Recipient{Staff: "switchboard"}
			d.outbox[o.Key(to)] = delivery{key: o.Key(to), turn: turnOf(o), to: to}
		}
	}
}

// send gives one row of the outbox to the channel; the receipt is that of the first time.
func (d *badDay) send(key string, lose bool) {
	row := d.outbox[key]
	if _, seen := d.channel[key]; !seen {
		row.at = d.now
		d.channel[key] = row
	}
	if !lose {
		d.settle(key)
	}
}

// settle stores the receipt with its own time.
func (d *badDay) settle(key string) {
	x := d.channel[key]
	delete(d.outbox, key)
	d.settled[key] = true
	d.do(byRaiser, safeguard.Sent{Turn: x.turn, To: x.to.Staff, Role: x.to.Role, Receipt: "receipt of " + key, At: peer.MomentOf(x.at)})
}

// acknowledge: somebody who was told says that they have it. What they heard is stored
// first: they have it in their hand.
func (d *badDay) acknowledge() {
	keys := inOrder(d.channel)
	if len(keys) == 0 {
		return
	}
	if d.rng.IntN(2) == 0 { // or somebody who may have heard nothing
		d.acknowledges([]peer.StaffID{hannah, ode, lee, paul, rita}[d.rng.IntN(5)])
		return
	}
	key := keys[d.rng.IntN(len(keys))]
	if !d.settled[key] {
		d.settle(key)
	}
	d.acknowledges(d.channel[key].to.Staff)
}

func (d *badDay) acknowledges(who peer.StaffID) {
	until := d.now.Add(time.Duration(30+d.rng.IntN(600)) * time.Minute)
	if d.do(peer.ByStaff(who, ""), safeguard.Acknowledge{Next: peer.Say("see to it"), Until: peer.MomentOf(until)}) {
		d.takings = append(d.takings, taking{who, d.now, until})
	}
}

func inOrder[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// any picks a row of the outbox.
func (d *badDay) any(rows map[string]delivery, does func(string)) {
	if keys := inOrder(rows); len(keys) > 0 {
		does(keys[d.rng.IntN(len(keys))])
	}
}

// step is one thing that happens.
func (d *badDay) step() {
	switch d.rng.IntN(13) {
	case 0, 1:
		d.now = d.now.Add(time.Duration(1+d.rng.IntN(90)) * time.Minute)
	case 2:
		d.now = d.now.Add(time.Duration(d.rng.IntN(60)) * time.Hour) // asleep
	case 3, 4:
		d.put(d.c)
	case 5, 6:
		d.any(d.outbox, func(key string) { d.send(key, false) })
	case 7:
		d.any(d.outbox, func(key string) { d.send(key, true) }) // sent, and nobody stored it
	case 8:
		d.any(d.channel, func(key string) { d.settle(key) }) // stored later, or again
	case 9:
		d.copies = append(d.copies, d.c) // another machine reads it
	case 10:
		if n := len(d.copies); n > 0 {
			d.put(d.copies[d.rng.IntN(n)]) // and works from what it read
		}
	case 11:
		if d.rng.IntN(3) == 0 {
			d.acknowledge()
		} else if d.rng.IntN(4) == 0 {
			again, _, err := safeguard.NewConcern(d.raise, peer.Act{By: byRaiser, At: d.raised, ID: "raise"}, d.h.facts)
			require.NoError(d.t, err)
			require.Equal(d.t, "c1", again.Ref().ID, "raised again it is the same concern")
		}
	case 12:
		if d.rng.IntN(3) == 0 {
			d.crash()
		}
	}
}

// wake is a host that comes back: it stores what the channel knows, sends what is owed,
// and asks again until nothing is.
func (d *badDay) wake() {
	for round := 0; ; round++ {
		require.Less(d.t, round, 6, "what is owed comes to an end")
		for _, key := range inOrder(d.channel) {
			if !d.settled[key] {
				d.settle(key)
			}
		}
		d.outbox = map[string]delivery{}
		d.put(d.c)
		if len(d.outbox) == 0 {
			return
		}
		for _, key := range inOrder(d.outbox) {
			d.send(key, false)
		}
	}
}

// undisturbed is the same day with the same truth, everything stored at once.
func (d *badDay) undisturbed() safeguard.Concern {
	type event struct {
		at   time.Time
		take *taking
		told *delivery
	}
	var events []event
	for i := range d.takings {
		events = append(events, event{at: d.takings[i].at, take: &d.takings[i]})
	}
	for _, key := range inOrder(d.channel) {
		x := d.channel[key]
		events = append(events, event{at: x.at, told: &x})
	}
	slices.SortStableFunc(events, func(a, b event) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		return map[bool]int{true: 1, false: -1}[a.take != nil] // told first
	})
	c := d.fresh()
	for i, e := range events {
		var by peer.Actor
		var step safeguard.ConcernStep
		if e.take != nil {
			by, step = peer.ByStaff(e.take.by, ""), safeguard.Acknowledge{Next: peer.Say("see to it"), Until: peer.MomentOf(e.take.until)}
		} else {
			by, step = byRaiser, safeguard.Sent{Turn: e.told.turn, To: e.told.to.Staff, Role: e.told.to.Role, Receipt: "receipt of " + e.told.key}
		}
		next, _, err := c.Do(step, peer.Act{By: by, At: e.at, ID: peer.RequestID(fmt.Sprint("u", i)), Seen: c.Rev()}, d.h.facts)
		require.NoError(d.t, err)
		c = next
	}
	return c
}

// owedAt is everything that is owed, in a form that can be compared.
func owedAt(c safeguard.Concern, w safeguard.World, now time.Time) string {
	e := safeguard.Escalate(c, w, now)
	var out []string
	for _, o := range e.Owed {
		who := make([]string, len(o.To))
		for i, to := range o.To {
			who[i] = string(to.Staff) + "/" + string(to.Role)
		}
		slices.Sort(who)
		out = append(out, fmt.Sprint(o.ID, who, o.Since.UTC(), o.By))
	}
	slices.Sort(out)
	return strings.Join(out, "\n") + fmt.Sprint("\nnext ", e.Next.UTC(), " has ", e.Has.By)
}

// Whatever crashes, sleeps, is lost, is sent again or is seen late: once everything is
// stored, the same is owed as if nothing had gone wrong, at every later time; nothing
// that was told comes back, nothing is told twice, and nothing owed is left over.
func TestEscalationSurvivesAnything(t *testing.T) {
	h := badDayHouse(t)
	runs := interleavings(2000, 100_000)
	tried, taken, delivered, again, takings, silent := 0, 0, 0, 0, 0, 0
	for seed := range runs {
		d := newBadDay(t, h, uint64(seed))
		told := map[string]bool{}
		for range 30 {
			d.step()
			for _, o := range safeguard.Escalate(d.c, h.World, d.now).Owed {
				for _, to := range o.To {
					require.False(t, o.Kind.Sends() && told[o.Key(to)], "seed %d: %s was stored and is owed again", seed, o.Key(to))
				}
			}
			for key := range d.settled {
				told[key] = true
			}
		}
		d.wake()
		mine, truth := d.c, d.undisturbed()
		for _, gap := range []time.Duration{0, time.Second, 31 * time.Minute, 2 * time.Hour, 9 * time.Hour, 30 * 24 * time.Hour} {
			require.Equal(t, owedAt(truth, h.World, d.now.Add(gap)), owedAt(mine, h.World, d.now.Add(gap)), "seed %d", seed)
		}
		links := 0
		for key, x := range d.channel {
			require.Equal(t, key, d.channel[key].key)
			if !strings.Contains(x.turn, "again") {
				links++
			} else {
				again++
			}
		}
		require.Len(t, mine.Told(), links, "seed %d: each link is stored once, and none is missing", seed)
		if safeguard.Escalate(mine, h.World, d.now).Nobody() {
			require.NotEmpty(t, d.channel, "seed %d: nobody has it and nobody was told", seed)
		} else {
			silent++
		}
		tried, taken, delivered, takings = tried+d.tried, taken+d.taken, delivered+len(d.channel), takings+len(d.takings)
	}
	require.Greater(t, 5*taken, tried, "a fifth of the steps is allowed")
	t.Logf("%d interleavings: %d steps tried, %d allowed (%d %%), %d tellings delivered, %d of them again, %d takings, %d days end with somebody who has it",
		runs, tried, taken, 100*taken/max(tried, 1), delivered, again, takings, silent)
}
