package safeguard_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func staff(ids ...peer.StaffID) []peer.StaffID { return ids }

func gap(from, to string, on int) safeguard.Gap {
	return safeguard.Gap{From: utc(from), To: utc(to), On: on}
}

func TestOnDuty(t *testing.T) {
	r := openRoster(t, []byte(coverJSON))
	for _, c := range []struct {
		name string
		role peer.Role
		at   string
		want []peer.StaffID
	}{
		{"a weekday", onCall, "2026-02-17T11:20:00Z", staff(salma)},
		{"the last moment of it", onCall, "2026-02-17T16:59:59.999Z", staff(salma)},
		{"the moment the night begins", onCall, "2026-02-17T17:00:00Z", staff(ode)},
		{"before midnight", onCall, "2026-02-17T23:59:59Z", staff(ode)},
		{"after midnight", onCall, "2026-02-18T03:00:00Z", staff(ode)},
		{"the moment the night ends", onCall, "2026-02-18T09:00:00Z", staff(salma)},
		{"Friday's night on Saturday morning", onCall, "2026-02-21T08:59:00Z", staff(ode)},
		{"the weekend", onCall, "2026-02-21T09:00:00Z", staff(salma)},
		{"Sunday's night on Monday morning", onCall, "2026-02-23T08:59:00Z", staff(salma)},
		{"in summer the clock on the wall counts", onCall, "2026-06-16T08:00:00Z", staff(salma)},
		{"and an hour before it", onCall, "2026-06-16T07:59:59Z", staff(ode)},
		{"a bank holiday: who works whatever the day is", onCall, "2026-04-03T12:00:00Z", staff(salma)},
		{"a bank holiday: who does not", dutyLead, "2026-04-03T08:30:00Z", nil},
		{"a bank holiday: who works on no other day", dutyLead, "2026-04-03T12:00:00Z", staff(ode)},
		{"the day before it", dutyLead, "2026-04-02T12:00:00Z", staff(tomos)},
		{"the day after it, a Saturday", dutyLead, "2026-04-04T12:00:00Z", nil},
		{"the night of a bank holiday", onCall, "2026-12-26T03:00:00Z", staff(ode)},
		{"all of a day, its first moment", safeLead, "2026-06-02T23:00:00Z", staff(salma)},
		{"all of a day, its last", safeLead, "2026-06-03T22:59:59.999Z", staff(salma)},
		{"all of a day, when it is over", safeLead, "2026-06-03T23:00:00Z", nil},
		{"before the run of a shift", safeLead, "2026-05-27T12:00:00Z", nil},
		{"after the run of a shift", safeLead, "2026-07-01T12:00:00Z", nil},
		{"a role nobody holds", "chaplain", "2026-02-17T11:20:00Z", nil},
		{"before an absence", onCall, "2026-02-10T19:59:59.999Z", staff(ode)},
		{"an absence in the middle of a night", onCall, "2026-02-10T20:00:00Z", nil},
		{"its last moment", onCall, "2026-02-10T22:29:59.999Z", nil},
		{"back from it", onCall, "2026-02-10T22:30:00Z", staff(ode)},
		{"the first night of the year, begun the day before", onCall, "2026-01-01T00:00:00Z", staff(ode)},
		{"before the roster", onCall, "2025-12-31T23:59:59.999Z", nil},
		{"the last moment of the year", onCall, "2026-12-31T23:59:59.999Z", staff(ode)},
		{"the night goes on, the roster does not", onCall, "2027-01-01T00:00:00Z", nil},
	} {
		t.Run("SAFE-03 "+c.name, func(t *testing.T) {
			require.Equal(t, c.want, r.OnDuty(c.role, utc(c.at)))
			require.Equal(t, c.want, r.OnDuty(c.role, utc(c.at).In(time.FixedZone("", 5*3600))), "an instant is one in every zone")
			for _, who := range c.want {
				require.True(t, r.IsOnDuty(who, utc(c.at)))
			}
		})
	}
	t.Run("SAFE-03 on duty in any role", func(t *testing.T) {
		require.True(t, r.IsOnDuty(tomos, utc("2026-02-17T12:00:00Z")))
		require.False(t, r.IsOnDuty(tomos, utc("2026-02-17T17:00:00Z")))
		require.True(t, r.IsOnDuty(ode, utc("2026-12-25T12:00:00Z")), "as duty manager, not as clinician")
		require.False(t, r.IsOnDuty(ode, utc("2026-02-10T21:00:00Z")), "absent")
		require.False(t, r.IsOnDuty(wren, utc("2026-02-17T12:00:00Z")), "not listed")
		require.False(t, r.IsOnDuty(ode, utc("2027-01-01T03:00:00Z")), "outside the roster")
	})
	t.Run("SAFE-03 in the order of the list of people, each once", func(t *testing.T) {
		r := worked(t, works(tomos, allWeek, "08:00", "16:00"), works(ode, allWeek, "10:00", "18:00"), works(salma, allWeek, "09:00", "12:00"),
			works(ode, allWeek, "09:00", "11:00"), works(salma, "tue", "00:00", "24:00"))
		require.Equal(t, staff(ode, salma, tomos), r.OnDuty(onCall, utc("2026-02-17T10:30:00Z")))
	})
	t.Run("SAFE-03 a shift of a whole day and one that comes round to where it began", func(t *testing.T) {
		for _, times := range [][2]string{{"00:00", "24:00"}, {"00:00", "00:00"}} {
			r := worked(t, works(ode, "tue", times[0], times[1]))
			require.Equal(t, []safeguard.Gap{gap("2026-02-16T00:00:00Z", "2026-02-17T00:00:00Z", 0), gap("2026-02-18T00:00:00Z", "2026-02-19T00:00:00Z", 0)},
				r.Gaps([]peer.Role{onCall}, utc("2026-02-16T00:00:00Z"), utc("2026-02-19T00:00:00Z"), 1, nil))
		}
	})
	t.Run("H28 beyond the known holidays the weekday alone decides", func(t *testing.T) {
		r := openRoster(t, rosterWith(t, func(d map[string]any) { d["until"] = "2027-12-31" }))
		at := utc("2027-01-01T12:00:00Z") // a Friday; New Year's Day is not in the calendar
		require.Equal(t, staff(tomos), r.OnDuty(dutyLead, at))
	})
}

func TestClockChanges(t *testing.T) {
	meets := func(at string) safeguard.Roster {
		return worked(t, works(ode, allWeek, "12:00", at), works(salma, allWeek, at, "12:00"))
	}
	for _, c := range []struct {
		name, meet, at string
		want           []peer.StaffID
	}{
		{"March, a handover the clocks jump over: just before the jump", "01:30", "2026-03-29T00:59:59.999Z", staff(ode)},
		{"March, a handover the clocks jump over: at the jump", "01:30", "2026-03-29T01:00:00Z", staff(salma)},
		{"March, a handover at the jump: before", "01:00", "2026-03-29T00:59:59.999Z", staff(ode)},
		{"March, a handover at the jump: after", "02:00", "2026-03-29T01:00:00Z", staff(salma)},
		{"October, before the first", "01:30", "2026-10-25T00:29:59.999Z", staff(ode)},
		{"October, the first", "01:30", "2026-10-25T00:30:00Z", staff(ode, salma)},
		{"October, before the second", "01:30", "2026-10-25T01:29:59.999Z", staff(ode, salma)},
		{"October, the second", "01:30", "2026-10-25T01:30:00Z", staff(salma)},
		{"October, where the clocks go back to", "01:00", "2026-10-25T00:00:00Z", staff(ode, salma)},
		{"October, and when they get there", "01:00", "2026-10-25T01:00:00Z", staff(salma)},
		{"October, where they go back from", "02:00", "2026-10-25T01:59:59Z", staff(ode)},
		{"October, shown once", "02:00", "2026-10-25T02:00:00Z", staff(salma)},
	} {
		t.Run("SAFE-03, H28 "+c.name, func(t *testing.T) {
			require.Equal(t, c.want, meets(c.meet).OnDuty(onCall, utc(c.at)))
		})
	}
	t.Run("SAFE-03, H28 where two shifts meet nobody is uncovered all year", func(t *testing.T) {
		for _, meet := range []string{"00:30", "01:00", "01:15", "01:30", "01:59", "02:00", "02:30"} {
			gaps := meets(meet).Gaps([]peer.Role{onCall}, utc("2026-01-01T12:00:00Z"), utc("2027-01-01T00:00:00Z"), 1, nil)
			require.Empty(t, gaps, meet)
		}
	})
	t.Run("SAFE-03, H28 a shift within the hour that is left out is not worked", func(t *testing.T) {
		r := worked(t, works(ode, "sun", "01:15", "01:45"))
		require.Empty(t, r.OnDuty(onCall, utc("2026-03-29T01:00:00Z")))
		who, when, ok := r.Next(onCall, utc("2026-03-28T12:00:00Z"))
		require.True(t, ok)
		require.Equal(t, ode, who)
		require.Equal(t, utc("2026-04-05T00:15:00Z"), when)
	})
	t.Run("SAFE-03, H28 a gap that is there only across the clock change", func(t *testing.T) {
		// Without Salma there is an hour of every night that nobody has: in March the
		// clocks leave it out, in October Ode's end is the second of two.
		r := worked(t, works(ode, allWeek, "02:00", "01:00"), works(salma, allWeek, "01:00", "02:00"))
		all := func(from, until string) []safeguard.Gap {
			return r.Gaps([]peer.Role{onCall}, utc(from), utc(until), 1, staff(salma))
		}
		require.Equal(t, []safeguard.Gap{gap("2026-03-28T01:00:00Z", "2026-03-28T02:00:00Z", 0), gap("2026-03-30T00:00:00Z", "2026-03-30T01:00:00Z", 0)}, all("2026-03-28T00:00:00Z", "2026-03-30T12:00:00Z"))
		require.Equal(t, []safeguard.Gap{gap("2026-10-24T00:00:00Z", "2026-10-24T01:00:00Z", 0), gap("2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z", 0)}, all("2026-10-24T00:00:00Z", "2026-10-25T12:00:00Z"))

		whole := worked(t, works(ode, allWeek, "00:00", "24:00"))
		absent := openRoster(t, rosterWith(t, func(d map[string]any) {
			d["shifts"] = []any{works(ode, allWeek, "00:00", "24:00")}
			d["absences"] = []any{map[string]any{"staff": ode, "from": "2026-10-25T01:00:00+01:00", "to": "2026-10-25T01:00:00Z"}}
		}))
		from, until := utc("2026-01-01T00:00:00Z"), utc("2027-01-01T00:00:00Z")
		require.Empty(t, whole.Gaps([]peer.Role{onCall}, from, until, 1, nil))
		require.Equal(t, []safeguard.Gap{gap("2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", 0)}, absent.Gaps([]peer.Role{onCall}, from, until, 1, nil))
	})
}

func TestGaps(t *testing.T) {
	r := openRoster(t, []byte(coverJSON))
	clinician, both := []peer.Role{onCall}, []peer.Role{onCall, dutyLead}
	year := [2]time.Time{utc("2026-01-01T00:00:00Z"), utc("2027-01-01T00:00:00Z")}
	t.Run("H03 one absence is the only gap of the year", func(t *testing.T) {
		require.Equal(t, []safeguard.Gap{gap("2026-02-10T20:00:00Z", "2026-02-10T22:30:00Z", 0)}, r.Gaps(clinician, year[0], year[1], 1, nil))
	})
	t.Run("H03 exactly an hour of exactly one bank holiday", func(t *testing.T) {
		r := worked(t, works(ode, allWeek, "00:00", "12:00"), works(salma, allWeek, "13:00", "24:00"),
			map[string]any{"staff": tomos, "role": onCall, "days": []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, "from": "12:00", "to": "13:00", "holidays": "not"},
			map[string]any{"staff": tomos, "role": onCall, "from": "12:00", "to": "13:00", "holidays": "only", "lastDay": "2026-08-30"},
			map[string]any{"staff": tomos, "role": onCall, "from": "12:00", "to": "13:00", "holidays": "only", "firstDay": "2026-09-01"})
		require.Equal(t, []safeguard.Gap{gap("2026-08-31T11:00:00Z", "2026-08-31T12:00:00Z", 0)}, r.Gaps(clinician, year[0], year[1], 1, nil))
	})
	t.Run("H03 a number that changes makes another gap, one that stays does not", func(t *testing.T) {
		r := worked(t, works(ode, "tue", "09:00", "12:00"), works(salma, "tue", "11:00", "14:00"), works(tomos, "tue", "14:00", "15:00"))
		require.Equal(t, []safeguard.Gap{
			gap("2026-02-17T08:00:00Z", "2026-02-17T09:00:00Z", 0), gap("2026-02-17T09:00:00Z", "2026-02-17T11:00:00Z", 1),
			gap("2026-02-17T12:00:00Z", "2026-02-17T15:00:00Z", 1), gap("2026-02-17T15:00:00Z", "2026-02-17T16:00:00Z", 0),
		}, r.Gaps(clinician, utc("2026-02-17T08:00:00Z"), utc("2026-02-17T16:00:00Z"), 2, nil))
	})
	t.Run("H03 two roles of one person are one person", func(t *testing.T) {
		r := worked(t, works(ode, "tue", "09:00", "12:00"), map[string]any{"staff": ode, "role": dutyLead, "days": []string{"tue"}, "from": "10:00", "to": "14:00"})
		require.Equal(t, []safeguard.Gap{gap("2026-02-17T09:00:00Z", "2026-02-17T14:00:00Z", 1)}, r.Gaps(both, utc("2026-02-17T09:00:00Z"), utc("2026-02-17T14:00:00Z"), 2, nil))
		require.Empty(t, r.Gaps(append(both, both...), utc("2026-02-17T09:00:00Z"), utc("2026-02-17T14:00:00Z"), 1, nil))
	})
	t.Run("H03, H04 whoever may not be told is left out", func(t *testing.T) {
		from, until := utc("2026-02-17T09:00:00Z"), utc("2026-02-18T09:00:00Z")
		require.Equal(t, []safeguard.Gap{gap("2026-02-17T17:00:00Z", "2026-02-18T09:00:00Z", 0)}, r.Gaps(both, from, until, 1, staff(ode)))
		require.Equal(t, []safeguard.Gap{{From: from, To: until}}, r.Gaps(both, from, until, 1, staff(ode, salma, tomos, wren)))
	})
	t.Run("H03 outside the roster and in roles nobody holds all is a gap", func(t *testing.T) {
		require.Equal(t, []safeguard.Gap{gap("2025-12-31T12:00:00Z", "2026-01-01T00:00:00Z", 0), gap("2026-02-10T20:00:00Z", "2026-02-10T22:30:00Z", 0), gap("2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z", 0)},
			r.Gaps(clinician, utc("2025-12-31T12:00:00Z"), utc("2027-02-01T00:00:00Z"), 1, nil))
		for _, when := range [][2]string{{"2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"}, {"2028-01-01T00:00:00Z", "2029-01-01T00:00:00Z"}, {"2026-12-31T23:59:59.999Z", "2027-01-02T00:00:00Z"}} {
			got := r.Gaps([]peer.Role{"chaplain"}, utc(when[0]), utc(when[1]), 1, nil)
			require.Equal(t, []safeguard.Gap{gap(when[0], when[1], 0)}, got)
		}
		require.Equal(t, []safeguard.Gap{{From: year[0], To: year[1]}}, r.Gaps(nil, year[0], year[1], 1, nil))
	})
	t.Run("H03 no time, and nobody asked for, is no gap", func(t *testing.T) {
		require.Empty(t, r.Gaps(clinician, year[0], year[0], 1, nil))
		require.Empty(t, r.Gaps(clinician, year[1], year[0], 1, nil))
		require.Empty(t, r.Gaps(nil, year[0], year[1], 0, nil))
		require.Empty(t, r.Gaps(nil, year[0], year[1], -1, nil))
	})
	t.Run("H03 a gap begins and ends where it is looked for, to the nanosecond, in UTC", func(t *testing.T) {
		from := time.Date(2026, 2, 10, 21, 0, 0, 1, time.FixedZone("", 3600))
		until := utc("2026-02-10T22:00:00Z").Add(time.Nanosecond)
		require.Equal(t, []safeguard.Gap{{From: from.UTC(), To: until}}, r.Gaps(clinician, from, until, 1, nil))
		early := utc("2026-02-10T20:00:00Z").Add(-time.Nanosecond)
		require.Equal(t, []safeguard.Gap{{From: utc("2026-02-10T20:00:00Z"), To: until}}, r.Gaps(clinician, early, until, 1, nil))
		late := utc("2026-02-10T20:00:00Z").Add(time.Nanosecond)
		require.Equal(t, []safeguard.Gap{{From: utc("2026-02-10T20:00:00Z"), To: late}}, r.Gaps(clinician, early, late, 1, nil))
		back := utc("2026-02-10T22:30:00Z")
		require.Equal(t, []safeguard.Gap{{From: from.UTC(), To: back}}, r.Gaps(clinician, from, back.Add(time.Nanosecond), 1, nil))
	})
}

func TestNext(t *testing.T) {
	r := openRoster(t, []byte(coverJSON))
	for _, c := range []struct {
		name string
		role peer.Role
		at   string
		who  peer.StaffID
		when string
	}{
		{"the night after the day", onCall, "2026-02-17T12:00:00Z", ode, "2026-02-17T17:00:00Z"},
		{"whoever comes on now is on", onCall, "2026-02-17T17:00:00Z", salma, "2026-02-18T09:00:00Z"},
		{"a moment before", onCall, "2026-02-17T16:59:59.999Z", ode, "2026-02-17T17:00:00Z"},
		{"back from an absence", onCall, "2026-02-10T20:00:00Z", ode, "2026-02-10T22:30:00Z"},
		{"after the weekend: Monday goes on from Sunday", onCall, "2026-02-21T10:00:00Z", ode, "2026-02-23T17:00:00Z"},
		{"over a bank holiday", dutyLead, "2026-04-02T17:00:00Z", ode, "2026-04-03T09:00:00Z"},
		{"in months", safeLead, "2026-02-17T12:00:00Z", salma, "2026-06-02T23:00:00Z"},
		{"long before the roster", onCall, "2001-01-01T00:00:00Z", ode, "2026-01-01T00:00:00Z"},
	} {
		t.Run("SAFE-03 "+c.name, func(t *testing.T) {
			who, when, ok := r.Next(c.role, utc(c.at))
			require.True(t, ok)
			require.Equal(t, c.who, who)
			require.Equal(t, utc(c.when), when)
		})
	}
	t.Run("SAFE-03 of several who come at once the one listed first", func(t *testing.T) {
		r := worked(t, works(tomos, "tue", "09:00", "10:00"), works(salma, "tue", "09:00", "17:00"))
		who, _, _ := r.Next(onCall, utc("2026-02-16T00:00:00Z"))
		require.Equal(t, salma, who)
	})
	t.Run("SAFE-03 nobody comes any more", func(t *testing.T) {
		for _, c := range []struct {
			role peer.Role
			at   string
		}{{onCall, "2026-12-31T17:00:00Z"}, {onCall, "2030-01-01T00:00:00Z"}, {"chaplain", "2026-01-01T00:00:00Z"}} {
			who, when, ok := r.Next(c.role, utc(c.at))
			require.False(t, ok)
			require.Zero(t, who)
			require.Zero(t, when)
		}
	})
}
