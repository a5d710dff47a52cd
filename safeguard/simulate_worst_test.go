package safeguard_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func timesOf(t testing.TB, list []safeguard.TimeToHuman, trigger safeguard.Trigger) safeguard.TimeToHuman {
	t.Helper()
	i := slices.IndexFunc(list, func(x safeguard.TimeToHuman) bool { return x.Trigger == trigger })
	require.GreaterOrEqual(t, i, 0)
	return list[i]
}

func TestWorstTimeToHuman(t *testing.T) {
	christmas, boxing := peer.MustDate("2026-12-24"), peer.MustDate("2026-12-26")
	t.Run("SAFE-02 with everybody on the roster a human hears at once", func(t *testing.T) {
		g := groundOf(t, "tamarside")
		x := timesOf(t, safeguard.WorstTimeToHuman(g.policyOf(t), g.rosterOf(t), christmas, boxing), safeguard.AbuseDisclosure)
		require.Equal(t, 72, x.Starts)
		require.Equal(t, safeguard.Waits{Worst: safeguard.Witness{At: proofInstant("2026-12-24T00:00Z"), Local: "Thu 24 Dec 2026 00:00 GMT", Trigger: safeguard.AbuseDisclosure}, Spread: []safeguard.Wait{{AtMost: 0, Starts: 72}}}, x.First)
		// At 07:00 the on-call clinician and the duty manager hear, and at 09:00 it is in
		// hours, with two more.
		require.Equal(t, []any{60, 60, 180, "Thu 24 Dec 2026 07:00 GMT"}, []any{x.Every.Median, x.Every.NineInTen, x.Every.Longest, x.Every.Worst.Local})
	})
	t.Run("SAFE-03, H03 a gap on Christmas Day is what somebody waits", func(t *testing.T) {
		g := groundOf(t, "tamarside")
		for _, staff := range []string{"dr-lindqvist", "dr-ode", "greta", "paul-renwick"} {
			g.plant(t, "roster:absences/+", `{"staff":"`+staff+`","from":"2026-12-25T10:00:00Z","to":"2026-12-25T14:30:00Z"}`)
		}
		x := timesOf(t, safeguard.WorstTimeToHuman(g.policyOf(t), g.rosterOf(t), christmas, boxing), safeguard.AbuseDisclosure)
		require.Equal(t, "Fri 25 Dec 2026 10:00 GMT", x.First.Worst.Local)
		require.Equal(t, 270, x.First.Longest) // as soon as somebody comes
		require.Equal(t, []safeguard.Wait{{AtMost: 0, Starts: 67}, {AtMost: 30, Starts: 1}, {AtMost: 120, Starts: 1}, {AtMost: 240, Starts: 2}, {AtMost: 480, Starts: 1}}, x.First.Spread)
	})
	t.Run("SAFE-03, H03 nobody ever", func(t *testing.T) {
		g := groundOf(t, "tamarside")
		x := timesOf(t, safeguard.WorstTimeToHuman(g.policyOf(t), safeguard.Roster{}, boxing, boxing), safeguard.RiskToSelf)
		require.Equal(t, []any{24, 24, 0, "Sat 26 Dec 2026 00:00 GMT"}, []any{x.First.Never, x.Every.Never, x.First.Longest, x.First.Worst.Local})
	})
	t.Run("SAFE-04 the built-in floor", func(t *testing.T) {
		require.Len(t, safeguard.WorstTimeToHuman(safeguard.Policy{}, safeguard.Roster{}, boxing, boxing), len(safeguard.CoreTriggers()))
	})
}

// TestWorstIsWhatASimulationTakes: both days on which the clocks change and a holiday,
// hour by hour, against the simulation with nobody answering.
func TestWorstIsWhatASimulationTakes(t *testing.T) {
	for _, name := range proofOrganisations {
		g := groundOf(t, name)
		p, r := g.policyOf(t), g.rosterOf(t)
		for _, day := range []string{"2026-03-29", "2026-10-25", "2026-05-04"} {
			d := peer.MustDate(day)
			for trigger, long := range map[safeguard.Trigger]time.Duration{safeguard.SafeguardingChild: 5 * time.Hour, safeguard.EnvironmentalRisk: 33 * time.Hour} {
				t.Run("SAFE-02, H28 "+name+" "+day+" "+string(trigger), func(t *testing.T) {
					x := timesOf(t, safeguard.WorstTimeToHuman(p, r, d, d), trigger)
					first, every, starts := 0, 0, 0
					for at := p.Calendar().StartOf(d); at.Before(p.Calendar().EndOf(d)); at = at.Add(time.Hour) {
						starts++
						sim := safeguard.Simulate(p, r, safeguard.Script{From: at, Until: at.Add(long), Concerns: []safeguard.MadeUp{{At: at, Raise: safeguard.Raise{ID: "c", Trigger: trigger}}}})
						first = max(first, sim.Concerns[0].Told)
						for _, e := range sim.Events {
							if e.Says == "was told again." {
								break // the chain has ended
							}
							if e.Says == "was told in their turn." {
								every = max(every, int(e.At.Sub(at)/time.Minute))
							}
						}
					}
					require.Equal(t, []int{starts, first, every}, []int{x.Starts, x.First.Longest, x.Every.Longest})
				})
			}
		}
	}
}

func TestCompare(t *testing.T) {
	g := groundOf(t, "tamarside")
	was, r := g.policyOf(t), g.rosterOf(t)
	from, until := peer.MustDate("2026-03-12"), peer.MustDate("2026-03-13")
	t.Run("SAFE-04 the same policy", func(t *testing.T) {
		require.Empty(t, safeguard.Compare(was, was, r, from, until))
	})
	diff := func(t *testing.T, plants ...[2]string) []safeguard.Difference {
		h := groundOf(t, "tamarside")
		for _, p := range plants {
			h.plant(t, p[0], p[1])
		}
		return safeguard.Compare(was, h.policyOf(t), r, from, until)
	}
	t.Run("SAFE-04 another urgency", func(t *testing.T) {
		require.Equal(t, []safeguard.Difference{
			{FieldChange: safeguard.FieldChange{Field: safeguard.FieldUrgency, Was: "soon", Now: "immediate"}, Witness: safeguard.Witness{At: proofInstant("2026-03-12T09:00Z"), Local: "Thu 12 Mar 2026 09:00 GMT", Trigger: safeguard.RiskToSelf}},
			{FieldChange: safeguard.FieldChange{Field: safeguard.FieldNotify, Was: "2026-03-12T13:00:00Z", Now: "2026-03-12T09:30:00Z"}, Witness: safeguard.Witness{At: proofInstant("2026-03-12T09:00Z"), Local: "Thu 12 Mar 2026 09:00 GMT", Trigger: safeguard.RiskToSelf}},
			{FieldChange: safeguard.FieldChange{Field: safeguard.FieldTake, Was: "8 hours", Now: "60 minutes"}, Witness: safeguard.Witness{At: proofInstant("2026-03-12T09:00Z"), Local: "Thu 12 Mar 2026 09:00 GMT", Trigger: safeguard.RiskToSelf}},
			{FieldChange: safeguard.FieldChange{Field: safeguard.FieldHuman, Was: "14 days", Now: "4 hours"}, Witness: safeguard.Witness{At: proofInstant("2026-03-12T09:00Z"), Local: "Thu 12 Mar 2026 09:00 GMT", Trigger: safeguard.RiskToSelf}},
			{FieldChange: safeguard.FieldChange{Field: safeguard.FieldWorstEvery, Was: "1440", Now: "180"}, Witness: safeguard.Witness{At: proofInstant("2026-03-12T09:00Z"), Local: "Thu 12 Mar 2026 09:00 GMT", Trigger: safeguard.RiskToSelf}},
		}, diff(t, [2]string{"safeguard/triggers/7/urgency", `"immediate"`}))
	})
	t.Run("SAFE-03 another chain at night, with nobody in it yet", func(t *testing.T) {
		fields := map[safeguard.HandlingField]string{}
		for _, d := range diff(t, [2]string{"safeguard/chains/2/outOfHours", `["night-nurse","night-lead"]`}, [2]string{"safeguard/duty", `"night-lead"`}) {
			if d.Witness.Trigger == safeguard.MentalStateChange {
				fields[d.Field] = d.Was + " > " + d.Now + " > " + d.Witness.Local
			}
		}
		require.Equal(t, map[safeguard.HandlingField]string{
			safeguard.FieldOutOfHours: "on-call-clinician, duty-manager > night-nurse, night-lead > Thu 12 Mar 2026 00:00 GMT",
			safeguard.FieldDuty:       "duty-manager > night-lead > Thu 12 Mar 2026 09:00 GMT",
			safeguard.FieldWorstFirst: "0 > 3840 > Fri 13 Mar 2026 17:00 GMT", // until Monday at nine
			safeguard.FieldWorstEvery: "1440 > 3840 > Fri 13 Mar 2026 17:00 GMT",
		}, fields)
	})
	t.Run("SAFE-01 a trigger more, and one less", func(t *testing.T) {
		own := [2]string{"safeguard/triggers/+", `{"trigger":"self-neglect","as":"risk-to-self","says":"-","urgency":"soon","chain":"line"}`}
		found := diff(t, own)
		require.Len(t, found, 1)
		require.Equal(t, safeguard.FieldChange{Field: safeguard.FieldTrigger, Now: "self-neglect"}, found[0].FieldChange)
		h := groundOf(t, "tamarside")
		h.plant(t, own[0], own[1])
		back := safeguard.Compare(h.policyOf(t), was, r, from, until)
		require.Len(t, back, 1)
		require.Equal(t, safeguard.FieldChange{Field: safeguard.FieldTrigger, Was: "self-neglect"}, back[0].FieldChange)
	})
	t.Run("SAFE-03 a number, which is not shown", func(t *testing.T) {
		for _, d := range diff(t, [2]string{"safeguard/telephone", `"01632 960999"`}) {
			require.Equal(t, safeguard.FieldChange{Field: safeguard.FieldTelephone}, d.FieldChange)
		}
	})
	t.Run("SAFE-04 from the built-in floor", func(t *testing.T) {
		require.NotEmpty(t, safeguard.Compare(safeguard.Policy{}, was, r, from, from))
	})
}
