package safeguard_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

const clinician, dutyManager = safeguard.RoleOnCallClinician, safeguard.RoleDutyManager

// evening is a concern of Friday evening, raised at 17:42.
func evening(t testing.TB, raise safeguard.Raise) *worry {
	return newHouse(t, usual()).raiseAt(t, "2026-03-13T17:42Z", raise)
}

// toOde is one of which Dr Ode was told in time.
func toOde(t testing.TB) *worry {
	return evening(t, safeguard.Raise{}).told("1.1", ode, clinician, "2026-03-13T17:48Z")
}

func TestEscalateLinks(t *testing.T) {
	t.Run("SAFE-14 a hop that nobody sent stays owed, and the next ones come all the same", func(t *testing.T) {
		w := evening(t, safeguard.Raise{})
		for when, want := range map[string][]string{
			"2026-03-13T17:42Z": {"1.1 dr-ode"},
			"2026-03-13T19:11Z": {"1.1 dr-ode"},
			"2026-03-13T19:12Z": {"1.1 dr-ode", "1.2 paul-renwick"},
			"2026-03-13T21:41Z": {"1.1 dr-ode", "1.2 paul-renwick"},
			"2026-04-13T23:41Z": {"1.1 dr-ode", "1.2 paul-renwick"},
		} {
			require.Equal(t, want, w.owes(when), when)
		}
		w.told("1.2", paul, dutyManager, "2026-03-13T19:12Z")
		require.Equal(t, []string{"1.1 dr-ode"}, w.owes("2026-03-13T19:13Z"), "the hop before is still owed")
	})
	t.Run("SAFE-17 a receipt that is stored late with its own time takes nothing back and doubles nothing", func(t *testing.T) {
		early := toOde(t).told("1.2", paul, dutyManager, "2026-03-13T19:11Z")
		late := evening(t, safeguard.Raise{}).told("1.2", paul, dutyManager, "2026-03-13T19:11Z").told("1.1", ode, clinician, "2026-03-13T17:48Z", "2026-03-13T19:20Z")
		for when := at("2026-03-13T19:20Z"); when.Before(at("2026-03-15T00:00Z")); when = when.Add(7 * time.Minute) {
			a, b := safeguard.Escalate(early.c, early.World, when), safeguard.Escalate(late.c, late.World, when)
			require.Equal(t, a, b, when)
			for _, turn := range sends(a.Owed) {
				require.NotContains(t, []string{"1.1 dr-ode", "1.2 paul-renwick"}, turn)
			}
		}
	})
	t.Run("SAFE-17 sending what is owed takes nothing else back, also at the second at which the next turn comes", func(t *testing.T) {
		w := evening(t, safeguard.Raise{})
		require.Equal(t, []string{"1.1 dr-ode", "1.2 paul-renwick"}, w.owes("2026-03-13T19:12Z"))
		w.told("1.1", ode, clinician, "2026-03-13T19:12Z")
		require.Equal(t, []string{"1.2 paul-renwick"}, w.owes("2026-03-13T19:12Z"))
	})
	t.Run("SAFE-14 a turn that nobody can have any more hides no later one that was told", func(t *testing.T) {
		h := newHouse(t, []string{shift(paul, dutyManager, "00:00", "24:00", "")})
		w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{}).told("1.2", paul, dutyManager, "2026-03-13T19:11Z")
		require.Empty(t, w.owes("2026-03-13T19:45Z"))
		require.Equal(t, []string{"1.again-150 paul-renwick"}, w.owes("2026-03-13T20:11Z"))
	})
	t.Run("SAFE-14 a link that was told before its turn has had it", func(t *testing.T) {
		w := evening(t, safeguard.Raise{}).told("1.2", paul, dutyManager, "2026-03-13T19:15Z").told("1.1", ode, clinician, "2026-03-13T18:25Z", "2026-03-13T19:16Z")
		require.Empty(t, w.owes("2026-03-13T19:25Z"), "its turn would have come now")
		var takes []peer.StaffID
		for _, o := range w.escalate("2026-03-13T19:20Z").Owed {
			require.Equal(t, safeguard.OwedTake, o.Kind)
			takes = append(takes, o.To[0].Staff)
		}
		require.Equal(t, []peer.StaffID{ode, paul}, takes)
	})
	t.Run("SAFE-03 the chain of the hour at which somebody is told: the id stays when shifts change", func(t *testing.T) {
		w := newHouse(t, usual()).raiseAt(t, "2026-03-13T16:50Z", safeguard.Raise{})
		before, after := w.escalate("2026-03-13T16:59Z").Owed[0], w.escalate("2026-03-13T17:00Z").Owed[0]
		require.Equal(t, before.ID, after.ID)
		require.Equal(t, "concern/c1/1.1/hannah-voss", before.Key(before.To[0]))
		require.Equal(t, "concern/c1/1.1/dr-ode", after.Key(after.To[0]))
		require.Equal(t, before.Since, after.Since)
	})
	t.Run("SAFE-03 the chain changes at five between two hops, and nobody of the first is told again", func(t *testing.T) {
		w := newHouse(t, usual()).raiseAt(t, "2026-03-13T16:20Z", safeguard.Raise{}).told("1.1", hannah, peer.RoleTeamLead, "2026-03-13T16:21Z")
		require.Equal(t, []string{"1.2 dr-ode"}, w.owes("2026-03-13T17:21Z"))
		w.told("1.2", ode, clinician, "2026-03-13T17:21Z")
		require.Equal(t, []string{"1.3 paul-renwick"}, w.owes("2026-03-13T18:21Z"))
		w.told("1.3", paul, dutyManager, "2026-03-13T18:21Z")
		require.Equal(t, []string{"1.again-182 paul-renwick"}, w.owes("2026-03-13T19:21Z"), "and then the duty role")
	})
	t.Run("SAFE-14 the next hop is due to the second", func(t *testing.T) {
		w := toOde(t)
		require.Empty(t, w.owes("2026-03-13T18:47:59Z"))
		require.Equal(t, []string{"1.2 paul-renwick"}, w.owes("2026-03-13T18:48:00Z"))
		require.Equal(t, at("2026-03-13T18:48Z"), w.escalate("2026-03-13T18:00Z").Next)
	})
	t.Run("SAFE-02 noticed long before it came in, the first link still has its time", func(t *testing.T) {
		w := newHouse(t, usual()).raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{NoticedAt: peer.MustMoment("2026-03-13T15:00:00Z")})
		require.Equal(t, []string{"1.1 dr-ode"}, w.owes("2026-03-13T17:42Z"))
		require.Equal(t, []string{"1.1 dr-ode", "1.2 paul-renwick"}, w.owes("2026-03-13T18:42Z"))
	})
	t.Run("SAFE-02 noticed so long before that a human should have it, everybody is told at once", func(t *testing.T) {
		w := newHouse(t, usual()).raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{NoticedAt: peer.MustMoment("2026-03-13T09:00:00Z")})
		require.Equal(t, []string{"1.1 dr-ode", "1.again-1 paul-renwick"}, w.owes("2026-03-13T17:42Z"))
	})
	t.Run("SAFE-17 who was told without a role is known by the roster", func(t *testing.T) {
		w := evening(t, safeguard.Raise{}).told("1.1", ode, "", "2026-03-13T17:48Z")
		require.Equal(t, []string{"1.2 paul-renwick"}, w.owes("2026-03-13T18:48Z"))
		require.Equal(t, clinician, w.escalate("2026-03-13T17:50Z").Owed[0].To[0].Role)
	})
	t.Run("SAFE-17 a turn of a round that has not begun hides no round", func(t *testing.T) {
		w := toOde(t).told("2.1", hannah, peer.RoleTeamLead, "2026-03-13T17:49Z").takes(ode, "2026-03-13T18:00Z", "2026-03-16T12:00Z")
		require.Equal(t, []string{"2.1 hannah-voss", "2.2 ines-vale"}, w.owes("2026-03-16T13:00Z"), "a turn that cannot have come is no turn")
	})
}

func TestEscalateTwoInARole(t *testing.T) {
	h := newHouse(t, []string{shift(ode, clinician, "00:00", "24:00", ""), shift(lee, clinician, "08:00", "20:00", ""), shift(paul, dutyManager, "00:00", "24:00", ""), shift(rita, clinician, "19:00", "23:00", "")})
	w := h.raiseAt(t, "2026-03-14T18:00Z", safeguard.Raise{})
	t.Run("SAFE-03 both are told", func(t *testing.T) {
		require.Equal(t, []string{"1.1 dr-lee", "1.1 dr-ode"}, w.owes("2026-03-14T18:00Z"))
	})
	w.told("1.1", ode, clinician, "2026-03-14T18:05Z")
	t.Run("SAFE-17 the other stays owed until they are", func(t *testing.T) {
		require.Equal(t, []string{"1.1 dr-lee"}, w.owes("2026-03-14T18:06Z"))
	})
	t.Run("SAFE-03 whoever came on later hears of it when it is their turn", func(t *testing.T) {
		require.Equal(t, []string{"1.1 dr-lee", "1.2 paul-renwick"}, w.owes("2026-03-14T19:05Z"))
	})
	t.Run("SAFE-03 whoever has gone is not rung at home", func(t *testing.T) {
		require.Equal(t, []string{"1.2 paul-renwick"}, w.owes("2026-03-14T20:00Z"))
	})
	t.Run("SAFE-14 one human in two roles is no two links", func(t *testing.T) {
		w := newHouse(t, []string{shift(paul, clinician, "00:00", "24:00", ""), shift(paul, dutyManager, "00:00", "24:00", "")}).raiseAt(t, "2026-03-14T18:00Z", safeguard.Raise{})
		require.Equal(t, []string{"1.1 paul-renwick"}, w.owes("2026-03-14T20:00Z"))
		w.told("1.1", paul, clinician, "2026-03-14T18:05Z")
		require.Equal(t, []string{"1.again-66 paul-renwick"}, w.owes("2026-03-14T19:05Z"))
	})
}

func TestEscalatePassedOver(t *testing.T) {
	for name, c := range map[string]struct {
		raise safeguard.Raise
		why   safeguard.SkipReason
	}{
		"SAFE-03, H04 whom it is about":      {safeguard.Raise{NotTo: safeguard.NotTo{Subjects: []peer.StaffID{ode}}}, safeguard.SkipSubject},
		"SAFE-03, H04 who is close to them":  {safeguard.Raise{NotTo: safeguard.NotTo{Linked: []peer.StaffID{ode}}}, safeguard.SkipLinked},
		"SAFE-03, H04 whom the raiser names": {safeguard.Raise{NotTo: safeguard.NotTo{Named: []peer.StaffID{ode}}}, safeguard.SkipNamed},
	} {
		t.Run(name, func(t *testing.T) {
			w := evening(t, c.raise)
			o := w.escalate("2026-03-13T17:46Z").Owed[0]
			require.Equal(t, []safeguard.Recipient{{Staff: paul, Role: dutyManager}}, o.To)
			require.Equal(t, []safeguard.Skipped{{Staff: ode, Role: clinician, Because: c.why}}, o.Skipped)
			require.Equal(t, o.Skipped, w.c.Standing(w.World, at("2026-03-13T17:46Z")).Skipped, "shown before anybody is told")
			for when := at("2026-03-13T17:42Z"); when.Before(at("2026-03-16T00:00Z")); when = when.Add(30 * time.Minute) {
				for _, o := range safeguard.Escalate(w.c, w.World, when).Owed {
					require.False(t, slices.ContainsFunc(o.To, func(r safeguard.Recipient) bool { return r.Staff == ode }), "at %s", when)
				}
				w.send(when.Format(time.RFC3339))
			}
		})
	}
	t.Run("SAFE-03, H04 who was told of it and is named later is not told again", func(t *testing.T) {
		w := toOde(t).do("w4", "2026-03-13T18:00Z", safeguard.SayMore{NotTo: safeguard.NotTo{Subjects: []peer.StaffID{ode}}})
		require.Equal(t, []string{"1.2 paul-renwick"}, w.owes("2026-03-13T18:48Z"))
		w.told("1.2", paul, dutyManager, "2026-03-13T18:48Z")
		require.Equal(t, []string{"1.again-241 paul-renwick"}, w.owes("2026-03-13T21:42Z"))
	})
	t.Run("SAFE-03, H03 the only one on duty raised it: somebody rings the number", func(t *testing.T) {
		h := newHouse(t, usual())
		h.Roster = rosterOf(t, h, `[{"staff": "w4"}]`, shift("w4", clinician, "00:00", "24:00", ""))
		w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{})
		require.Equal(t, []string{"1.again-1 telephone"}, w.owes("2026-03-13T17:42Z"))
		o := w.escalate("2026-03-13T17:42Z").Owed[0]
		require.Contains(t, o.Skipped, safeguard.Skipped{Staff: "w4", Role: clinician, Because: safeguard.SkipRaiser})
		require.Equal(t, "01632 960100", o.Telephone)
		s := w.c.Standing(w.World, at("2026-03-13T17:42Z"))
		require.False(t, s.Reachable)
		require.Equal(t, "01632 960100", s.Telephone)
	})
	t.Run("SAFE-03 an old roster is marked and tells all the same", func(t *testing.T) {
		w := newHouse(t, usual()).raiseAt(t, "2026-05-15T17:42Z", safeguard.Raise{})
		o := w.escalate("2026-05-15T17:42Z").Owed[0]
		require.Equal(t, []safeguard.Skipped{{Because: safeguard.SkipOldRoster}}, o.Skipped)
		require.Equal(t, ode, o.To[0].Staff)
	})
}

func TestEscalateAgain(t *testing.T) {
	both := func(t *testing.T) *worry { return toOde(t).told("1.2", paul, dutyManager, "2026-03-13T18:48Z") }
	t.Run("SAFE-14 from the end of the chain the duty role is told again, every time under an id of its own", func(t *testing.T) {
		w := both(t)
		require.Empty(t, w.owes("2026-03-13T19:47Z"))
		require.Equal(t, []string{"1.again-127 paul-renwick"}, w.owes("2026-03-13T19:48Z"))
		require.Equal(t, []string{"1.again-127 paul-renwick"}, w.owes("2026-03-13T20:47Z"))
		require.Equal(t, []string{"1.again-187 paul-renwick"}, w.owes("2026-03-13T20:48Z"), "the one that nobody sent is in it")
		w.told("1.again-187", paul, dutyManager, "2026-03-13T20:48Z")
		require.Empty(t, w.owes("2026-03-13T20:48Z"))
		require.Equal(t, []string{"SAFE-14 tell-due"}, rules(w.escalate("2026-03-13T20:49Z").Silent), "and silence says why")
	})
	t.Run("SAFE-02 when a human should have it everybody is told, to the second and at any hour", func(t *testing.T) {
		w := both(t)
		require.Equal(t, []string{"1.again-187 paul-renwick"}, w.owes("2026-03-13T21:41:59Z"))
		require.Equal(t, []string{"1.again-241 dr-ode", "1.again-241 paul-renwick"}, w.owes("2026-03-13T21:42:00Z"))
		require.Equal(t, at("2026-03-13T21:42Z"), w.escalate("2026-03-13T20:50Z").Next)
		night := newHouse(t, usual()).raiseAt(t, "2026-03-14T00:30Z", safeguard.Raise{})
		require.Contains(t, night.told("1.1", ode, clinician, "2026-03-14T00:31Z").told("1.2", paul, dutyManager, "2026-03-14T01:31Z").owes("2026-03-14T04:30Z"), "1.again-241 dr-ode")
	})
	t.Run("SAFE-02 while the chain still runs it is so too", func(t *testing.T) {
		h := newHouse(t, append(usual(), shift(lee, "service-manager", "00:00", "24:00", ""), shift(rita, "on-call", "00:00", "24:00", "")),
			`{"minutes": 60}`, `{"minutes": 120}`, `"outOfHours": ["on-call-clinician", "duty-manager"]`, `"outOfHours": ["on-call-clinician", "on-call", "service-manager", "duty-manager"]`)
		w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{}).told("1.1", ode, clinician, "2026-03-13T18:00Z").told("1.2", rita, "on-call", "2026-03-13T20:00Z")
		require.Empty(t, w.owes("2026-03-13T21:41Z"))
		require.Equal(t, []string{"1.again-241 dr-lee", "1.again-241 dr-ode", "1.again-241 paul-renwick", "1.again-241 rita-moon"}, w.owes("2026-03-13T21:42Z"))
	})
	t.Run("SAFE-02, H07 what is not Immediate has no such hour", func(t *testing.T) {
		w := newHouse(t, usual()).raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{Trigger: safeguard.RiskToSelf, Danger: safeguard.Danger{IntentWithPlan: peer.No}}).told("1.1", ode, clinician, "2026-03-13T17:48Z")
		require.Empty(t, w.owes("2026-03-14T01:47Z"))
		require.Equal(t, []string{"1.2 paul-renwick"}, w.owes("2026-03-14T01:48Z"))
	})
	t.Run("SAFE-02 until it is made Immediate", func(t *testing.T) {
		w := newHouse(t, usual()).raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{Trigger: safeguard.RiskToSelf, Danger: safeguard.Danger{IntentWithPlan: peer.No}}).told("1.1", ode, clinician, "2026-03-13T17:48Z")
		w.do("w4", "2026-03-13T23:00Z", safeguard.MoreUrgent{To: safeguard.Immediate})
		require.Equal(t, []string{"1.2 paul-renwick", "1.again-301 dr-ode"}, w.owes("2026-03-13T23:00Z"))
	})
	t.Run("SAFE-14 a month asleep: every link once, and one telling again", func(t *testing.T) {
		w := both(t)
		owed := w.escalate("2026-04-13T12:00Z").Owed
		require.Equal(t, []string{"1.3 hannah-voss", "1.4 ines-vale", "1.again-44281 dr-ode", "1.again-44281 paul-renwick"}, sends(owed))
		w.send("2026-04-13T12:00Z")
		require.Empty(t, w.owes("2026-04-13T12:00Z"))
	})
	t.Run("SAFE-14 whatever moves, two tellings again are never further apart than the time to take it on", func(t *testing.T) {
		w := evening(t, safeguard.Raise{})
		w.told("1.2", paul, dutyManager, "2026-03-13T19:10Z").told("1.again-150", paul, dutyManager, "2026-03-13T20:10Z")
		w.told("1.1", ode, clinician, "2026-03-13T18:30Z", "2026-03-13T20:20Z") // the chain's end moves
		for last, when := at("2026-03-13T20:20Z"), at("2026-03-13T20:20Z"); when.Before(at("2026-03-15T00:00Z")); when = when.Add(time.Minute) {
			if len(sends(safeguard.Escalate(w.c, w.World, when).Owed)) > 0 {
				require.LessOrEqual(t, when.Sub(last), time.Hour)
				last = when
				w.send(when.Format(time.RFC3339))
			}
		}
	})
}

func TestEscalateAtWork(t *testing.T) {
	w := toOde(t).told("1.2", paul, dutyManager, "2026-03-13T18:48Z")
	t.Run("SAFE-14 somebody at work puts off no link", func(t *testing.T) {
		busy := toOde(t).do(ode, "2026-03-13T18:40Z", safeguard.Work{})
		require.Equal(t, []string{"1.2 paul-renwick"}, busy.owes("2026-03-13T18:48Z"))
	})
	w.do(ode, "2026-03-13T19:30Z", safeguard.Work{})
	t.Run("SAFE-14 it puts off one telling again, and says so", func(t *testing.T) {
		e := w.escalate("2026-03-13T19:48Z")
		require.Empty(t, sends(e.Owed))
		require.Contains(t, e.Silent[0].Says, "at work")
		require.Equal(t, at("2026-03-13T20:48Z"), e.Next)
	})
	w.do(ode, "2026-03-13T20:30Z", safeguard.Work{})
	t.Run("SAFE-14 and never two running", func(t *testing.T) {
		require.Equal(t, []string{"1.again-187 paul-renwick"}, w.owes("2026-03-13T20:48Z"))
	})
	w.do(ode, "2026-03-13T21:40Z", safeguard.Work{})
	t.Run("SAFE-02 and none once a human should have it", func(t *testing.T) {
		require.Equal(t, []string{"1.again-241 dr-ode", "1.again-241 paul-renwick"}, w.owes("2026-03-13T21:42Z"))
		for when := at("2026-03-13T21:42Z"); when.Before(at("2026-03-14T12:00Z")); when = when.Add(time.Hour) {
			w.send(when.Format(time.RFC3339)).do(ode, when.Add(50*time.Minute).Format(time.RFC3339), safeguard.Work{})
			require.NotEmpty(t, w.owes(when.Add(time.Hour).Format(time.RFC3339)), "however busy they are")
		}
	})
	t.Run("SAFE-14 what is not Immediate is told every other time at least", func(t *testing.T) {
		w := newHouse(t, usual()).raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{Trigger: safeguard.RiskToSelf, Danger: safeguard.Danger{IntentWithPlan: peer.No}})
		w.told("1.1", ode, clinician, "2026-03-13T17:48Z").told("1.2", paul, dutyManager, "2026-03-14T01:48Z")
		told := 0
		for when := at("2026-03-14T09:48Z"); when.Before(at("2026-03-16T09:48Z")); when = when.Add(8 * time.Hour) {
			w.do(ode, when.Add(-time.Minute).Format(time.RFC3339), safeguard.Work{})
			told += len(w.owes(when.Format(time.RFC3339)))
			w.send(when.Format(time.RFC3339))
		}
		require.Equal(t, 3, told, "of six")
	})
}

func TestEscalateTakenOn(t *testing.T) {
	t.Run("SAFE-14, H06 taken on it is silent until then, lapses to the second, and begins a round of its own", func(t *testing.T) {
		w := toOde(t).takes(ode, "2026-03-13T18:00Z", "2026-03-13T22:00Z")
		e := w.escalate("2026-03-13T21:59:59Z")
		require.Equal(t, ode, e.Has.By)
		require.Empty(t, sends(e.Owed))
		require.Equal(t, []string{"SAFE-14 next-due"}, rules(e.Silent))
		require.Equal(t, []string{"2.1 dr-ode"}, w.owes("2026-03-13T22:00:00Z"))
		w.told("2.1", ode, clinician, "2026-03-13T22:01Z")
		require.Equal(t, []string{"2.2 paul-renwick"}, w.owes("2026-03-13T23:01Z"))
		require.Contains(t, w.owes("2026-03-14T02:00Z"), "2.again-241 dr-ode", "within four hours of the silence a human has it")
	})
	t.Run("SAFE-14, H06 every round has a number of its own, also when others take it over", func(t *testing.T) {
		w := toOde(t).told("1.2", paul, dutyManager, "2026-03-13T18:48Z").takes(ode, "2026-03-13T18:55Z", "2026-03-13T22:00Z").takes(paul, "2026-03-13T19:00Z", "2026-03-13T20:00Z")
		require.Empty(t, w.owes("2026-03-13T19:59Z"))
		require.Equal(t, []string{"3.1 dr-ode"}, w.owes("2026-03-13T20:00Z"))
	})
	t.Run("SAFE-14 whom they brought in is told once, and not when they know", func(t *testing.T) {
		bring := func() *worry {
			return toOde(t).do(ode, "2026-03-13T18:00Z", safeguard.Acknowledge{Next: peer.Say("visit"), Until: peer.MustMoment("2026-03-16T12:00:00Z"), Bring: []peer.StaffID{ines}})
		}
		o := bring().escalate("2026-03-13T18:00Z").Owed
		i := slices.IndexFunc(o, func(o safeguard.Owed) bool { return o.Kind == safeguard.OwedTell })
		require.Equal(t, "concern/c1/brought/ines-vale", o[i].Key(o[i].To[0]))
		require.Empty(t, sends(bring().told("", ines, "", "2026-03-13T18:10Z").escalate("2026-03-13T18:11Z").Owed))
		require.Empty(t, sends(bring().takes(ines, "2026-03-13T18:10Z", "2026-03-16T12:00Z").escalate("2026-03-13T18:11Z").Owed))
	})
}

func rules(why []peer.Reason) []string {
	var out []string
	for _, r := range why {
		out = append(out, r.Rule.String())
	}
	return out
}

// rosterOf is another roster of the same organisation.
func rosterOf(t testing.TB, h house, people string, shifts string) safeguard.Roster {
	t.Helper()
	r, err := safeguard.OpenRoster([]byte(`{"schema": 1, "organisation": "A", "version": "2", "updated": "2026-03-01T09:00:00Z", "from": "2026-01-01", "until": "2026-12-31", "people": `+people+`, "shifts": [`+shifts+`]}`), h.Calendar)
	require.NoError(t, err)
	return r
}

func TestEscalateReasons(t *testing.T) {
	t.Run("SAFE-14 every step and every silence says why, and what would have changed it", func(t *testing.T) {
		w := toOde(t)
		for when := at("2026-03-13T17:42Z"); when.Before(at("2026-03-19T00:00Z")); when = when.Add(13 * time.Minute) {
			e := safeguard.Escalate(w.c, w.World, when)
			for _, o := range e.Owed {
				require.NotEmpty(t, o.Why)
				require.True(t, o.Kind.Known())
				for _, r := range o.Why {
					require.NotEmpty(t, r.Says)
					require.NotEmpty(t, r.Fix)
					require.Equal(t, peer.Yes, r.Met)
				}
			}
			require.True(t, len(e.Owed) > 0 || len(e.Silent) > 0, "silence without a reason at %s", when)
			require.True(t, e.Next.After(when), "something comes next")
			switch when.Minute() % 3 {
			case 0:
				w.send(when.Format(time.RFC3339))
			case 1:
				if when.Hour() == 3 && len(w.c.Taken()) < 2 {
					w.takes(ode, when.Format(time.RFC3339), when.Add(5*time.Hour).Format(time.RFC3339))
				}
			}
		}
	})
}

// most is the highest number of a telling again, and more.
func most(more int) string { return strconv.Itoa(1_000_000_000 + more) }

func TestTurns(t *testing.T) {
	for text, turn := range map[string]safeguard.Turn{"1.2": {Round: 1, Link: 2}, "3.again-181": {Round: 3, Again: 181}, "1000000.1000": {Round: 1_000_000, Link: 1000}, "1.again-" + most(0): {Round: 1, Again: 1_000_000_000}} {
		require.Equal(t, turn, safeguard.ParseTurn(text))
		require.Equal(t, text, turn.String())
	}
	for _, text := range []string{"", "1", "1.", ".1", "0.1", "1.0", "1.again-0", "1.again-", "1.again-x", "-1.2", "+1.2", "01.2", "1.02", "1.2 ", "1.2.3", "1000001.1", "1.1001", "1.again-" + most(1), most(0) + most(0) + ".1"} {
		require.Zero(t, safeguard.ParseTurn(text), text)
	}
	t.Run("SAFE-17 a turn that is none is kept as told outside the plan", func(t *testing.T) {
		w := evening(t, safeguard.Raise{}).told("1.99999999", ode, clinician, "2026-03-13T17:48Z")
		b, err := peer.Encode(w.c)
		require.NoError(t, err)
		_, err = safeguard.DecodeConcern(b)
		require.NoError(t, err)
		require.Equal(t, []string{"1.1 dr-ode"}, w.owes("2026-03-13T17:50Z"))
	})
}

func TestMessages(t *testing.T) {
	h := newHouse(t, usual())
	a := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{ID: "a", Trigger: safeguard.FaultyEquipment})
	b := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{ID: "b"})
	owed := append(a.escalate("2026-03-13T17:42Z").Owed, b.escalate("2026-03-13T19:30Z").Owed...)
	got := safeguard.Messages(owed, h.Calendar)
	t.Run("SAFE-05, H07 one message a human a moment, the most urgent first", func(t *testing.T) {
		require.Len(t, got, 2)
		require.Equal(t, ode, got[0].To.Staff)
		require.Equal(t, []safeguard.Telling{{Key: "concern/b/1.1/dr-ode", Concern: b.c.Ref(), Turn: safeguard.Turn{Round: 1, Link: 1}}}, got[0].Tellings)
		require.Len(t, got[1].Tellings, 2, "Paul hears of both at once")
		require.Equal(t, safeguard.Immediate, got[1].Urgency)
		require.Equal(t, at("2026-03-13T19:12Z"), got[1].By)
	})
	t.Run("SAFE-03 what nobody can be sent is no message", func(t *testing.T) {
		h.Roster = safeguard.Roster{}
		w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{})
		require.Equal(t, []string{"1.again-1 telephone"}, w.owes("2026-03-13T17:42Z"))
		require.Empty(t, safeguard.Messages(w.escalate("2026-03-13T17:42Z").Owed, h.Calendar))
	})
	require.Empty(t, safeguard.Messages(nil, h.Calendar))
}
