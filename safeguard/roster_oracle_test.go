package safeguard_test

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// window are some days of a zone, minute by minute: what its clocks show, as
// minutes since 1970 as if they stood in UTC. It knows nothing of clock changes.
type window struct {
	zone        string
	from, until peer.Date // the roster's days, a clock change among them
	begin       time.Time
	wall        []int
}

func windowOf(t *testing.T, zone, from, until string) window {
	t.Helper()
	where, err := time.LoadLocation(zone)
	require.NoError(t, err)
	w := window{zone: zone, from: peer.MustDate(from), until: peer.MustDate(until)}
	w.begin = utc(w.from.AddDays(-2).String() + "T00:00:00Z")
	for i := range w.from.DaysUntil(w.until)*1440 + 5*1440 {
		local := w.begin.Add(time.Duration(i) * time.Minute).In(where)
		w.wall = append(w.wall, wallOf(peer.MustDate(local.Format(time.DateOnly)), local.Hour()*60+local.Minute()))
	}
	return w
}

func wallOf(d peer.Date, minutes int) int {
	return peer.MustDate("1970-01-01").DaysUntil(d)*1440 + minutes
}

func (w window) at(i int) time.Time { return w.begin.Add(time.Duration(i) * time.Minute) }

// first is the first minute at which clocks show this, last the last at which they
// do. Where they jump over it both are the minute of the jump.
func (w window) first(wall int) int {
	return slices.IndexFunc(w.wall, func(x int) bool { return x >= wall })
}

func (w window) last(wall int) int {
	for i := len(w.wall) - 1; i >= 0; i-- {
		if w.wall[i] == wall {
			return i
		}
	}
	return w.first(wall)
}

type (
	drawnPerson struct {
		Staff peer.StaffID `json:"staff"`
	}
	drawnShift struct {
		Staff    peer.StaffID `json:"staff"`
		Role     peer.Role    `json:"role"`
		Days     []string     `json:"days,omitempty"`
		From     string       `json:"from"`
		To       string       `json:"to"`
		Holidays string       `json:"holidays,omitempty"`
		FirstDay peer.Date    `json:"firstDay,omitzero"`
		LastDay  peer.Date    `json:"lastDay,omitzero"`
	}
	drawnAbsence struct {
		Staff peer.StaffID `json:"staff"`
		From  time.Time    `json:"from"`
		To    time.Time    `json:"to"`
	}
	drawnRoster struct {
		Schema       int            `json:"schema"`
		Organisation string         `json:"organisation"`
		Version      string         `json:"version"`
		Updated      time.Time      `json:"updated"`
		From         peer.Date      `json:"from"`
		Until        peer.Date      `json:"until"`
		People       []drawnPerson  `json:"people"`
		Shifts       []drawnShift   `json:"shifts"`
		Absences     []drawnAbsence `json:"absences"`
		holidays     []peer.Date
	}
)

var (
	drawnPeople = staff(tomos, ode, salma)
	drawnRoles  = []peer.Role{onCall, dutyLead}
	drawnDays   = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
)

func drawRoster(t *rapid.T, w window) drawnRoster {
	n := func(most int) int { return rapid.IntRange(0, most).Draw(t, "n") }
	r := drawnRoster{Schema: 1, Organisation: "A", Version: "1", Updated: w.begin, From: w.from, Until: w.until}
	for _, who := range drawnPeople {
		r.People = append(r.People, drawnPerson{who})
	}
	for i := range w.from.DaysUntil(w.until) + 1 {
		if n(3) == 0 {
			r.holidays = append(r.holidays, w.from.AddDays(i))
		}
	}
	clock := func(most int) string {
		m := min(most, []int{n(1440), 0, 15, 30, 60, 75, 90, 120, 135, 150, 180, 540, 1020, 1380, 1440}[n(14)])
		return fmt.Sprintf("%02d:%02d", m/60, m%60)
	}
	for range 1 + n(5) {
		s := drawnShift{Staff: drawnPeople[n(2)], Role: drawnRoles[n(1)], From: clock(1439), To: clock(1440), Holidays: []string{"", "also", "not", "only"}[n(3)]}
		for _, day := range drawnDays {
			if s.Holidays != "only" && (n(3) > 0 || day == "sat" && s.Days == nil) {
				s.Days = append(s.Days, day)
			}
		}
		if n(2) == 0 {
			s.FirstDay = w.from.AddDays(n(5) - 2)
		}
		if n(2) == 0 {
			s.LastDay = w.until.AddDays(-n(2))
		}
		if s.LastDay.Before(s.FirstDay) {
			s.LastDay = peer.Date{}
		}
		r.Shifts = append(r.Shifts, s)
	}
	for range n(3) {
		from := n(len(w.wall) - 2)
		r.Absences = append(r.Absences, drawnAbsence{drawnPeople[n(2)], w.at(from), w.at(from + 1 + n(600))})
	}
	return r
}

func (r drawnRoster) open(t require.TestingT, w window) safeguard.Roster {
	names := []string{}
	for _, d := range r.holidays {
		names = append(names, d.String())
	}
	b, err := json.Marshal(r)
	require.NoError(t, err)
	out, err := safeguard.OpenRoster(b, rosterCalendar(t, w.zone, names...))
	require.NoError(t, err)
	return out
}

// minutes says minute by minute who is on duty in a role, by their place in the
// list of people: a bit for each.
func (r drawnRoster) minutes(w window) map[peer.Role][]byte {
	on := map[peer.Role][]byte{}
	for _, role := range append(drawnRoles, "chaplain") {
		on[role] = make([]byte, len(w.wall))
	}
	clear := func(minutes []byte, people byte) {
		for i := range minutes {
			minutes[i] &^= people
		}
	}
	for _, s := range r.Shifts {
		for d := r.From.AddDays(-1); !d.After(r.Until); d = d.AddDays(1) {
			if !s.begins(d, r) {
				continue
			}
			from, to := peer.MustClock(s.From).Minutes(), peer.MustClock(s.To).Minutes()
			if to <= from {
				to += 1440
			}
			bit := byte(1) << slices.Index(drawnPeople, s.Staff)
			for i, end := w.first(wallOf(d, from)), w.last(wallOf(d, to)); i < end; i++ {
				on[s.Role][i] |= bit
			}
		}
	}
	for _, minutes := range on {
		clear(minutes[:w.last(wallOf(r.From, 0))], 0xff)
		clear(minutes[w.last(wallOf(r.Until, 1440)):], 0xff)
		for _, a := range r.Absences {
			from, to := int(a.From.Sub(w.begin).Minutes()), int(a.To.Sub(w.begin).Minutes())
			clear(minutes[from:min(to, len(minutes))], 1<<slices.Index(drawnPeople, a.Staff))
		}
	}
	return on
}

func (s drawnShift) begins(d peer.Date, r drawnRoster) bool {
	first := s.FirstDay
	if first.IsZero() {
		first = r.From
	}
	if d.Before(first) || d.After(s.LastDay) {
		return false
	}
	holiday := slices.Contains(r.holidays, d)
	if s.Holidays == "only" {
		return holiday
	}
	return slices.Contains(s.Days, drawnDays[d.Weekday()]) && !(holiday && s.Holidays == "not")
}

func named(people byte) []peer.StaffID {
	var out []peer.StaffID
	for i, who := range drawnPeople {
		if people&(1<<i) != 0 {
			out = append(out, who)
		}
	}
	return out
}

// oracleGaps goes through the minutes one by one.
func oracleGaps(w window, on map[peer.Role][]byte, roles []peer.Role, from, until, atLeast int, without []peer.StaffID) []safeguard.Gap {
	var out []safeguard.Gap
	var left byte
	for _, who := range without {
		left |= 1 << slices.Index(drawnPeople, who)
	}
	for i := from; i < until; i++ {
		var people byte
		for _, role := range roles {
			people |= on[role][i]
		}
		n := bits.OnesCount8(people &^ left)
		last := len(out) - 1
		switch {
		case n >= atLeast:
		case last >= 0 && out[last].To.Equal(w.at(i)) && out[last].On == n:
			out[last].To = w.at(i + 1)
		default:
			out = append(out, safeguard.Gap{From: w.at(i), To: w.at(i + 1), On: n})
		}
	}
	return out
}

func oracleNext(minutes []byte, at int) (peer.StaffID, int) {
	for i := at + 1; i < len(minutes); i++ {
		if come := minutes[i] &^ minutes[i-1]; come != 0 {
			return named(come)[0], i
		}
	}
	return "", 0
}

// agree checks a roster against its minutes.
func agree(t *rapid.T, w window, r safeguard.Roster, on map[peer.Role][]byte) {
	minute := rapid.IntRange(0, len(w.wall)-1)
	for i := minute.Draw(t, "offset") % 13; i < len(w.wall); i += 13 {
		var any byte
		for _, role := range drawnRoles {
			if want, got := named(on[role][i]), r.OnDuty(role, w.at(i)); !slices.Equal(want, got) {
				t.Fatalf("%s at %s: %v, not %v", role, w.at(i), got, want)
			}
			any |= on[role][i]
		}
		for k, who := range drawnPeople {
			if want := any&(1<<k) != 0; r.IsOnDuty(who, w.at(i)) != want {
				t.Fatalf("%s at %s: not %v", who, w.at(i), want)
			}
		}
	}
	for range 2 {
		from, until, atLeast := minute.Draw(t, "from"), minute.Draw(t, "until"), rapid.IntRange(0, 4).Draw(t, "atLeast")
		without := rapid.SliceOfN(rapid.SampledFrom(drawnPeople), 0, 2).Draw(t, "without")
		for _, roles := range [][]peer.Role{drawnRoles, drawnRoles[:1], drawnRoles[1:], {onCall, dutyLead, onCall, "chaplain"}} {
			require.Equal(t, oracleGaps(w, on, roles, from, until, atLeast, without), r.Gaps(roles, w.at(from), w.at(until), atLeast, without))
		}
		for _, role := range drawnRoles {
			who, i := oracleNext(on[role], from)
			next, when, ok := r.Next(role, w.at(from))
			require.Equal(t, who, next)
			require.Equal(t, i > 0, ok)
			if ok {
				require.Equal(t, w.at(i), when)
			}
		}
	}
}

func TestRosterAgreesWithEveryMinute(t *testing.T) {
	for _, days := range [][3]string{
		{"Europe/London", "2026-03-27", "2026-03-30"}, {"Europe/London", "2026-10-24", "2026-10-26"},
		{"America/New_York", "2026-03-07", "2026-03-09"}, {"America/New_York", "2026-10-31", "2026-11-02"},
		{"Australia/Lord_Howe", "2026-04-04", "2026-04-06"}, {"Australia/Lord_Howe", "2026-10-03", "2026-10-05"},
		{"Pacific/Auckland", "2026-04-04", "2026-04-06"}, {"Pacific/Auckland", "2026-09-26", "2026-09-28"},
		{"America/Sao_Paulo", "2018-02-16", "2018-02-19"}, {"America/Sao_Paulo", "2018-11-03", "2018-11-05"},
		{"America/St_Johns", "2006-10-28", "2006-10-30"}, // the clocks go back over midnight
	} {
		t.Run("SAFE-03, H28 "+days[0]+" "+days[1], func(t *testing.T) {
			w := windowOf(t, days[0], days[1], days[2])
			people, hours := 0, 0
			rapid.Check(t, func(t *rapid.T) {
				drawn := drawRoster(t, w)
				on := drawn.minutes(w)
				agree(t, w, drawn.open(t, w), on)
				for i := 0; i < len(w.wall); i += 60 {
					hours++
					people += len(named(on[onCall][i]))
				}
			})
			require.Greater(t, people, hours/10, "somebody is on duty often enough")
		})
	}
}
