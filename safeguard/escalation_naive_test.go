package safeguard_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// ticker escalates the way a program with a timer does: it wakes every minute, remembers
// where it stands, and tells whoever it tells at once. It knows nothing of rounds, of
// crashes, of reasons and of spans in days.
type ticker struct {
	h     house
	hand  safeguard.Handling
	never []peer.StaffID // who is not told

	turn   time.Time // when the next link's turn comes
	by     time.Time // when it has to be told at the latest
	human  time.Time
	used   []peer.Role
	told   map[peer.StaffID]bool
	ended  bool
	slot   time.Time // the telling again that is running
	inSlot map[peer.StaffID]bool
	rung   bool
}

func newTicker(h house, c safeguard.Concern, never []peer.StaffID) *ticker {
	t := &ticker{h: h, hand: c.Handling(), never: never, turn: c.Received(), by: c.NotifyBy(), told: map[peer.StaffID]bool{}}
	if span, _ := t.hand.HumanWithin.Fixed(); c.Urgency() == safeguard.Immediate {
		t.human = c.Noticed().Add(span)
		if t.human.Before(c.Received()) {
			t.human = c.Received()
		}
	}
	return t
}

func (t *ticker) on(role peer.Role, now time.Time) []peer.StaffID {
	return slices.DeleteFunc(t.h.Roster.OnDuty(role, now), func(s peer.StaffID) bool { return slices.Contains(t.never, s) })
}

func (t *ticker) chain(now time.Time) []peer.Role {
	if t.h.Calendar.InHours(now) {
		return t.hand.InHours
	}
	return t.hand.OutOfHours
}

// tick is one minute: who is told now.
func (t *ticker) tick(now time.Time) []string {
	span, _ := t.hand.AcknowledgeWithin.Fixed()
	var out []string
	tell := func(kind string, staff peer.StaffID) {
		out = append(out, kind+" "+string(staff))
		t.inSlot[staff] = true
	}
	if t.inSlot == nil {
		t.inSlot = map[peer.StaffID]bool{}
	}
	late := !t.human.IsZero() && !now.Before(t.human)
	fresh := map[peer.StaffID]bool{}
	t.ended = false
	for !now.Before(t.turn) {
		people := t.next(now)
		if len(people) == 0 {
			t.ended = true
			break
		}
		for _, s := range people {
			fresh[s], t.told[s] = true, true
		}
		until := t.turn
		if t.by.After(until) {
			until = t.by
		}
		until = until.Add(span)
		if now.Before(until) {
			until = now.Add(span)
		}
		t.turn, t.by = until, until
	}
	anchor := t.turn
	if late {
		anchor = t.human
	}
	if late || t.ended {
		if at := anchor.Add(now.Sub(anchor) / span * span); !at.Equal(t.slot) {
			t.slot, t.inSlot, t.rung = at, map[peer.StaffID]bool{}, false
		}
		t.again(now, late, fresh, tell)
	}
	for s := range fresh {
		tell("link", s)
	}
	slices.Sort(out)
	return out
}

// next is the next link, of those on duty who have not been told.
func (t *ticker) next(now time.Time) []peer.StaffID {
	for _, role := range t.chain(now) {
		people := slices.DeleteFunc(t.on(role, now), func(s peer.StaffID) bool { return t.told[s] })
		if !slices.Contains(t.used, role) && len(people) > 0 {
			t.used = append(t.used, role)
			return people
		}
	}
	return nil
}

func (t *ticker) again(now time.Time, late bool, fresh map[peer.StaffID]bool, tell func(string, peer.StaffID)) {
	all := map[peer.StaffID]bool{}
	add := func(role peer.Role) {
		for _, s := range t.on(role, now) {
			all[s] = true
		}
	}
	add(t.hand.Duty)
	if late {
		for s := range t.told {
			all[s] = all[s] || !slices.Contains(t.never, s) && t.h.Roster.IsOnDuty(s, now)
		}
	}
	if late || !slices.Contains(values(all), true) {
		for _, role := range t.chain(now) {
			add(role)
		}
	}
	reached := false
	for s, is := range all {
		reached = reached || is
		if is && !t.inSlot[s] && !fresh[s] {
			tell("again", s)
		}
	}
	if !reached && !t.rung && len(t.inSlot) == 0 {
		t.rung = true
		tell("ring", "nobody")
	}
}

func values[K comparable, V any](m map[K]V) []V {
	var out []V
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// prompt is what a host does that asks every minute and sends at once.
func prompt(w *worry, when time.Time) []string {
	var out []string
	for _, o := range safeguard.Escalate(w.c, w.World, when).Owed {
		if !o.Kind.Sends() {
			continue
		}
		kind := map[safeguard.OwedKind]string{safeguard.OwedTell: "link", safeguard.OwedTellAgain: "again"}[o.Kind]
		for _, to := range o.To {
			out = append(out, kind+" "+string(to.Staff))
			w.told(turnOf(o), to.Staff, to.Role, when.Format(time.RFC3339))
		}
		if o.Kind == safeguard.OwedTelephone {
			out = append(out, "ring nobody")
			w.told(turnOf(o), "switchboard", "", when.Format(time.RFC3339))
		}
	}
	slices.Sort(out)
	return out
}

// A program with a timer that never stops tells the same people at the same minutes.
func TestEscalateTellsWhatATimerWould(t *testing.T) {
	h := badDayHouse(t)
	told := 0
	for seed := range interleavings(40, 1500) {
		rng := rand.New(rand.NewPCG(uint64(seed), 7))
		never := [][]peer.StaffID{nil, {ode}, {paul, rita}, {hannah, lee, paul}}[rng.IntN(4)]
		trigger := []safeguard.Trigger{safeguard.UntowardIncident, safeguard.UntowardIncident, safeguard.RiskToSelf}[rng.IntN(3)]
		when := at("2026-03-09T00:00Z").Add(time.Duration(rng.IntN(10*24*60)) * time.Minute)
		w := h.raiseAt(t, when.Format(time.RFC3339), safeguard.Raise{Trigger: trigger, Danger: safeguard.Danger{IntentWithPlan: peer.No},
			NoticedAt: peer.MomentOf(when.Add(-time.Duration(rng.IntN(90)) * time.Minute)), NotTo: safeguard.NotTo{Linked: never}})
		timer := newTicker(h, w.c, append([]peer.StaffID{"w4"}, never...))
		for range 16 * 60 {
			want, got := timer.tick(when), prompt(w, when)
			require.Equal(t, fmt.Sprint(want), fmt.Sprint(got), "seed %d at %s", seed, when)
			told += len(got)
			when = when.Add(time.Minute)
		}
	}
	t.Logf("%d tellings, each at the minute of the timer", told)
}

func BenchmarkMinuteTicks(b *testing.B) {
	h := newHouse(b, usual())
	w := h.raiseAt(b, "2026-03-13T17:42Z", safeguard.Raise{})
	b.Run("one concern, 24 hours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			timer, when := newTicker(h, w.c, nil), at("2026-03-13T17:42Z")
			for range 24 * 60 {
				timer.tick(when)
				when = when.Add(time.Minute)
			}
		}
	})
}
