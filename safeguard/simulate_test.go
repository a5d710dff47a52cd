package safeguard_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// theFriday is the evening of AT-10: a disclosure at home, and a child at risk.
func theFriday() safeguard.Script {
	return safeguard.Script{
		From: proofInstant("2026-03-13T17:00Z"), Until: proofInstant("2026-03-14T09:00Z"),
		Concerns: []safeguard.MadeUp{{
			At: proofInstant("2026-03-13T17:42Z"), By: peer.ByStaff("w4", ""),
			Raise: safeguard.Raise{ID: "friday", Trigger: safeguard.AbuseDisclosure, About: "p4", NoticedAt: peer.MustMoment("2026-03-13T17:40:00Z"), Disclosure: safeguard.Disclosure{Children: peer.Yes}},
		}},
		Behaviours: []safeguard.Behaviour{{Who: "greta", After: peer.Minutes(17), For: peer.Hours(10)}},
	}
}

func TestSimulateTheFriday(t *testing.T) {
	g := groundOf(t, "tamarside")
	sim := safeguard.Simulate(g.policyOf(t), g.rosterOf(t), theFriday())
	t.Run("SAFE-14, H07 as text", func(t *testing.T) {
		steptest.Golden(t, "simulations/friday.txt", []byte(sim.Text()))
	})
	t.Run("SAFE-14 as data for a picture", func(t *testing.T) {
		b, err := json.MarshalIndent(sim, "", "  ")
		require.NoError(t, err)
		steptest.Golden(t, "simulations/friday.json", append(b, '\n'))
	})
	t.Run("SAFE-02 how long it took", func(t *testing.T) {
		require.Equal(t, []safeguard.Reached{{Concern: "friday", Trigger: safeguard.AbuseDisclosure, Told: 0, Taken: 77}, {Concern: "friday-child", Trigger: safeguard.SafeguardingChild, Told: 0, Taken: 77}}, sim.Concerns)
	})
	t.Run("SAFE-14 the script can be written as JSON", func(t *testing.T) {
		var s safeguard.Script
		require.NoError(t, json.Unmarshal([]byte(`{"from":"2026-03-13T17:00:00Z","until":"2026-03-14T09:00:00Z",
			"concerns":[{"at":"2026-03-13T17:42:00Z","by":{"staff":"w4"},"raise":{"id":"friday","trigger":"abuse-disclosure","about":"p4","noticedAt":"2026-03-13T17:40:00Z","disclosure":{"children":"yes"}}}],
			"behaviours":[{"who":"greta","after":{"minutes":17},"for":{"hours":10}}]}`), &s))
		require.Equal(t, sim, safeguard.Simulate(g.policyOf(t), g.rosterOf(t), s))
	})
}

func TestSimulateBehaviours(t *testing.T) {
	g := groundOf(t, "tamarside")
	p, r := g.policyOf(t), g.rosterOf(t)
	says := func(s safeguard.Simulation) (out []string) {
		for _, e := range s.Events {
			out = append(out, e.At.Format("02 15:04 ")+string(e.Who.Staff)+" "+e.Says)
		}
		return out
	}
	day := theFriday()
	day.Concerns[0].Raise.Disclosure.Children = peer.No
	t.Run("SAFE-14 whoever takes it closes it, and nothing comes after", func(t *testing.T) {
		s := day
		s.Behaviours = []safeguard.Behaviour{{Who: "dr-lindqvist", After: peer.Minutes(5), Closes: peer.Hours(1)}}
		require.Equal(t, []string{"13 17:42 w4 raised a concern.", "13 17:42 dr-lindqvist was told in their turn.", "13 17:47 dr-lindqvist took it on and said by when.", "13 18:47 dr-lindqvist closed it and said what came of it."}, says(safeguard.Simulate(p, r, s)))
	})
	t.Run("SAFE-14 at once", func(t *testing.T) {
		s := day
		s.Behaviours = []safeguard.Behaviour{{Who: "dr-lindqvist", Nobody: true}, {For: peer.Hours(24)}}
		require.Equal(t, []string{"13 17:42 w4 raised a concern.", "13 17:42 dr-lindqvist was told in their turn.", "13 18:42 greta was told in their turn.", "13 18:42 greta took it on and said by when."}, says(safeguard.Simulate(p, r, s)))
	})
	t.Run("SAFE-14 the second to answer sees that somebody has it", func(t *testing.T) {
		s := day
		s.Behaviours = []safeguard.Behaviour{{Who: "dr-lindqvist", After: peer.Minutes(70)}, {Who: "greta", After: peer.Minutes(5), For: peer.Hours(24)}}
		require.Equal(t, []string{"13 17:42 w4 raised a concern.", "13 17:42 dr-lindqvist was told in their turn.", "13 18:42 greta was told in their turn.", "13 18:47 greta took it on and said by when."}, says(safeguard.Simulate(p, r, s)))
	})
	t.Run("SAFE-14 of another concern", func(t *testing.T) {
		s := day
		s.Until = proofInstant("2026-03-13T18:00Z")
		s.Behaviours = []safeguard.Behaviour{{Concern: "another"}}
		require.Len(t, safeguard.Simulate(p, r, s).Events, 2)
	})
	t.Run("SAFE-03, H04 a concern about whoever is on call goes to the other", func(t *testing.T) {
		s := day
		s.Until = proofInstant("2026-03-13T17:55Z")
		s.Concerns = slices.Clone(s.Concerns)
		s.Concerns[0].Raise.NotTo.Subjects = []peer.StaffID{"dr-lindqvist"}
		require.Equal(t, []string{"13 17:42 w4 raised a concern.", "13 17:42 greta was told in their turn."}, says(safeguard.Simulate(p, r, s)))
	})
	t.Run("SAFE-03, H03 nobody on duty", func(t *testing.T) {
		s := day
		s.Until = proofInstant("2026-03-13T19:00Z")
		sim := safeguard.Simulate(p, safeguard.Roster{}, s)
		nobody := "Nobody who may be told was on duty; the policy's number was there to ring."
		require.Equal(t, []string{"13 17:42 w4 raised a concern.", "13 17:42  " + nobody, "13 18:42  " + nobody}, says(sim))
		require.Equal(t, -1, sim.Concerns[0].Told)
		require.Equal(t, -1, sim.Concerns[0].Taken)
		require.Empty(t, sim.Alarms)
	})
	t.Run("SAFE-03, H03 nobody in hours, and somebody as soon as they end", func(t *testing.T) {
		h := groundOf(t, "tamarside")
		h.plant(t, "roster:shifts", `[{"staff":"dr-ode","role":"on-call-clinician","days":["tue"],"from":"00:00","to":"24:00"}]`)
		s := safeguard.Script{From: proofInstant("2026-03-10T16:00Z"), Until: proofInstant("2026-03-10T17:10Z"), Concerns: []safeguard.MadeUp{{At: proofInstant("2026-03-10T16:20Z"), Raise: safeguard.Raise{Trigger: safeguard.LoneWorkerOverdue}}}}
		sim := safeguard.Simulate(p, h.rosterOf(t), s)
		require.Equal(t, "10 17:00 dr-ode was told in their turn.", says(sim)[2])
		require.Equal(t, safeguard.Reached{Concern: "concern-1", Trigger: safeguard.LoneWorkerOverdue, Told: 40, Taken: -1}, sim.Concerns[0])
	})
	t.Run("SAFE-04 under the built-in floor", func(t *testing.T) {
		sim := safeguard.Simulate(safeguard.Policy{}, safeguard.Roster{}, day)
		require.Len(t, sim.Concerns, 1)
	})
	t.Run("SAFE-01 nothing is raised, nothing happens", func(t *testing.T) {
		require.Empty(t, safeguard.Simulate(p, r, safeguard.Script{From: day.From, Until: day.Until}).Events)
	})
}

// ticked plays a script by asking Escalate every five minutes, without knowing when the
// next thing happens.
func ticked(t testing.TB, g ground, s safeguard.Script) (told []string) {
	w, facts := g.worldOf(t), safeguard.Facts{Policy: g.policyOf(t), Roster: g.rosterOf(t)}
	var list []safeguard.Concern
	type answer struct {
		at  time.Time
		of  int
		who peer.StaffID
		as  safeguard.Behaviour
	}
	var answers []answer
	n := 0
	do := func(i int, step safeguard.ConcernStep, by peer.Actor, now time.Time) {
		n++
		next, _, err := list[i].Do(step, peer.Act{By: by, At: now, ID: peer.RequestID(fmt.Sprint("t", n)), Seen: list[i].Rev()}, facts)
		require.NoError(t, err)
		list[i] = next
	}
	for now := s.From; !now.After(s.Until); now = now.Add(5 * time.Minute) {
		for _, x := range s.Concerns {
			if x.At.Equal(now) {
				list = append(list, proofRaised(t, facts.Policy, facts.Roster, now, x.Raise))
			}
		}
		for _, a := range answers {
			if a.at.Equal(now) && safeguard.Escalate(list[a.of], w, now).Nobody() {
				do(a.of, safeguard.Acknowledge{Next: peer.Say("x"), Until: peer.MomentOf(now.Add(time.Duration(a.as.For.Count()) * time.Minute))}, peer.ByStaff(a.who, ""), now)
			}
		}
		for i := 0; i < len(list); i++ {
			sends := len(told)
			for _, o := range safeguard.Escalate(list[i], w, now).Owed {
				if o.Kind != safeguard.OwedTell && o.Kind != safeguard.OwedTellAgain {
					continue
				}
				for _, to := range o.To {
					do(i, safeguard.Sent{Turn: o.Turn.String(), To: to.Staff, Role: to.Role, Receipt: o.Key(to)}, peer.ByStaff("host", ""), now)
					told = append(told, fmt.Sprint(now.Format("15:04"), " ", o.Concern.ID, " ", o.Turn, " ", to.Staff))
					for _, b := range s.Behaviours {
						pending := slices.ContainsFunc(answers, func(a answer) bool { return a.of == i && a.who == to.Staff && a.at.After(now) })
						if b.Who == to.Staff && !pending {
							answers = append(answers, answer{now.Add(time.Duration(b.After.Count()) * time.Minute), i, to.Staff, b})
						}
					}
				}
			}
			if len(told) > sends {
				i-- // what was sent may make something owed at once
			}
		}
	}
	return told
}

// TestSimulateDoesNotDrift: what a simulation tells, jumping from event to event, is what
// Escalate owes when it is asked all the time.
func TestSimulateDoesNotDrift(t *testing.T) {
	staff := []peer.StaffID{"dr-ode", "dr-lindqvist", "paul-renwick", "greta", "hannah", "ines-vale", "moss"}
	tells := 0
	scripts := rapid.Custom(func(rt *rapid.T) safeguard.Script {
		start := proofInstant(rapid.SampledFrom([]string{"2026-03-10T13:00Z", "2026-03-28T22:00Z", "2026-10-24T22:00Z", "2026-04-02T14:00Z", "2026-12-24T15:00Z", "2026-03-10T07:00Z"}).Draw(rt, "start"))
		five := func(name string, least, most int) int { return 5 * rapid.IntRange(least, most).Draw(rt, name) }
		s := safeguard.Script{From: start, Until: start.Add(10 * time.Hour)}
		for i := range rapid.IntRange(1, 2).Draw(rt, "concerns") {
			s.Concerns = append(s.Concerns, safeguard.MadeUp{At: start.Add(time.Duration(five("at", 0, 30)) * time.Minute), By: peer.ByStaff("w4", ""), Raise: safeguard.Raise{ID: fmt.Sprint("c", i),
				Trigger: rapid.SampledFrom([]safeguard.Trigger{safeguard.AbuseDisclosure, safeguard.LoneWorkerOverdue, safeguard.RiskToSelf, safeguard.Accident}).Draw(rt, "trigger"),
				NotTo:   safeguard.NotTo{Subjects: rapid.SliceOfN(rapid.SampledFrom(staff), 0, 2).Draw(rt, "subjects")}}})
		}
		for _, who := range rapid.SliceOfNDistinct(rapid.SampledFrom(staff), 0, 3, rapid.ID[peer.StaffID]).Draw(rt, "who") {
			s.Behaviours = append(s.Behaviours, safeguard.Behaviour{Who: who, After: peer.Minutes(five("after", 1, 20)), For: peer.Minutes(five("for", 1, 30))})
		}
		return s
	})
	g := groundOf(t, "tamarside")
	g.plant(t, "roster:shifts/+", `{"staff":"hannah","role":"spare","days":["mon","tue","wed","thu","fri"],"from":"19:20","to":"21:40"}`)
	for i := range 18 {
		s := scripts.Example(i)
		told := tellingsOf(safeguard.Simulate(g.policyOf(t), g.rosterOf(t), s))
		want := ticked(t, g, s)
		slices.Sort(told)
		slices.Sort(want)
		require.Equal(t, want, told, "script %d", i)
		tells += len(want)
	}
	require.Greater(t, tells, 100)
}

// TestSimulateDoesNotDriftInDays: the same of what is counted in days, which rests until
// somebody is at work.
func TestSimulateDoesNotDriftInDays(t *testing.T) {
	for _, start := range []string{"2026-04-02T14:00Z", "2026-03-27T22:00Z", "2026-03-09T07:00Z"} {
		for _, trigger := range []safeguard.Trigger{safeguard.FaultyEquipment, safeguard.Accident} {
			t.Run("SAFE-14, H07 "+start+" "+string(trigger), func(t *testing.T) {
				g, from := groundOf(t, "tamarside"), proofInstant(start)
				s := safeguard.Script{From: from, Until: from.AddDate(0, 0, 9), Concerns: []safeguard.MadeUp{{At: from, By: peer.ByStaff("w4", ""), Raise: safeguard.Raise{ID: "c", Trigger: trigger}}},
					Behaviours: []safeguard.Behaviour{{Who: "esra", After: peer.Minutes(90), For: peer.Minutes(600)}}}
				require.Equal(t, ticked(t, g, s), tellingsOf(safeguard.Simulate(g.policyOf(t), g.rosterOf(t), s)))
			})
		}
	}
}

// tellingsOf are the tellings of a simulation, as ticked has them.
func tellingsOf(s safeguard.Simulation) (told []string) {
	for _, e := range s.Events {
		if e.Turn != "" && e.Who.Staff != "" {
			told = append(told, fmt.Sprint(e.At.Format("15:04"), " ", e.Concern, " ", e.Turn, " ", e.Who.Staff))
		}
	}
	return told
}

// TestSleepingUntilNext: where nobody comes or goes and the hours change nothing, a host
// that sleeps until Escalation.Next is as quick as one that asks all the time.
func TestSleepingUntilNext(t *testing.T) {
	g := groundOf(t, "tamarside")
	g.plant(t, "safeguard/chains/1/inHours", `["on-call-clinician","duty-manager"]`)
	g.plant(t, "safeguard/chains/1/outOfHours", `["on-call-clinician","duty-manager"]`)
	always := `","days":["mon","tue","wed","thu","fri","sat","sun"],"from":"00:00","to":"24:00"}`
	g.plant(t, "roster:shifts", `[{"staff":"dr-ode","role":"on-call-clinician`+always+`,{"staff":"greta","role":"duty-manager`+always+`]`)
	g.plant(t, "roster:absences", "[]")
	w, facts := g.worldOf(t), safeguard.Facts{Policy: g.policyOf(t), Roster: g.rosterOf(t)}
	for urgency, days := range map[safeguard.Urgency]int{safeguard.Immediate: 1, safeguard.Soon: 4, safeguard.Routine: 14} {
		for _, sends := range []bool{true, false} { // what is owed
			t.Run("SAFE-14, H05 "+string(urgency)+fmt.Sprint(" sends ", sends), func(t *testing.T) {
				h := groundOf(t, "tamarside")
				h.policy = g.policy
				h.plant(t, "safeguard/triggers/7/urgency", `"`+string(urgency)+`"`)
				from := proofInstant("2026-03-13T16:10Z")
				until, policy := from.AddDate(0, 0, days), h.policyOf(t)
				played := func(next func(now time.Time, e safeguard.Escalation) time.Time) (out []string) {
					c, seen := proofRaised(t, policy, facts.Roster, from, safeguard.Raise{Trigger: safeguard.RiskToSelf}), map[string]bool{}
					require.Equal(t, urgency, c.Urgency())
					for now := from; now.Before(until); {
						e := safeguard.Escalate(c, w, now)
						for _, o := range e.Owed {
							for _, to := range o.To {
								if o.Kind != safeguard.OwedTell && o.Kind != safeguard.OwedTellAgain || seen[o.Key(to)] {
									continue
								}
								seen[o.Key(to)] = true
								out = append(out, fmt.Sprint(now, o.Key(to)))
								if sends {
									next, _, err := c.Do(safeguard.Sent{Turn: o.Turn.String(), To: to.Staff, Role: to.Role, Receipt: o.Key(to)}, peer.Act{By: peer.ByStaff("host", ""), At: now, ID: peer.RequestID(fmt.Sprint("r", len(out))), Seen: c.Rev()}, facts)
									require.NoError(t, err)
									c = next
								}
							}
						}
						now = next(now, safeguard.Escalate(c, w, now))
					}
					return out
				}
				all := played(func(now time.Time, _ safeguard.Escalation) time.Time { return now.Add(10 * time.Minute) })
				wakes := 0
				require.Equal(t, all, played(func(now time.Time, e safeguard.Escalation) time.Time {
					require.True(t, e.Next.After(now))
					wakes++
					return e.Next
				}))
				require.GreaterOrEqual(t, len(all), map[bool]int{true: 4, false: 2}[sends])
				require.Less(t, wakes, 40)
			})
		}
	}
}

// TestWhoeverHadItComesBack: once a human should have it, somebody who had it and let their
// time pass is told as soon as they come on duty, in the story too.
func TestWhoeverHadItComesBack(t *testing.T) {
	g := groundOf(t, "tamarside")
	g.plant(t, "roster:shifts/+", `{"staff":"ines-vale","role":"safeguarding-lead","days":["fri"],"from":"17:45","to":"18:00"}`)
	g.plant(t, "roster:shifts/+", `{"staff":"ines-vale","role":"spare","days":["sat"],"from":"13:17","to":"14:00"}`)
	p := proved{g.policyOf(t), g.rosterOf(t), g.worldOf(t)}
	x := &telling{t: t, p: p, c: proofRaised(t, p.policy, p.roster, proofInstant("2026-03-13T17:42Z"), safeguard.Raise{Trigger: safeguard.LoneWorkerOverdue})}
	x.do("2026-03-13T17:50Z", peer.ByStaff("ines-vale", ""), safeguard.Acknowledge{Next: peer.Say("x"), Until: peer.MustMoment("2026-03-14T08:00:00Z")})
	t.Run("SAFE-14, H05", func(t *testing.T) {
		require.Contains(t, x.story("2026-03-14T08:00Z"), "  13:17  ines-vale is told again")
	})
}
