package safeguard_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// hundred is a roster of a hundred people over a year: five roles, in each every
// weekday's day and night and the weekend by turns of four, each with a week away.
func hundred(b testing.TB) drawnRoster {
	b.Helper()
	r := drawnRoster{Schema: 1, Organisation: "A", Version: "1", Updated: utc("2026-01-01T00:00:00Z"), From: peer.MustDate("2026-01-01"), Until: peer.MustDate("2026-12-31")}
	for i := range 100 {
		who := peer.StaffID(fmt.Sprintf("s%02d", i))
		r.People = append(r.People, drawnPerson{who})
		s := drawnShift{Staff: who, Role: peer.Role(fmt.Sprint("role-", i%5)), Days: drawnDays[1:6], From: "09:00", To: "17:00"}
		switch i / 5 % 4 {
		case 1:
			s.From, s.To = "17:00", "01:00"
		case 2:
			s.From, s.To = "01:00", "09:00"
		case 3:
			s.Days, s.From, s.To = []string{"sat", "sun"}, "01:00", "01:00"
		}
		r.Shifts = append(r.Shifts, s)
		away := utc("2026-01-05T09:00:00Z").AddDate(0, 0, i*3)
		r.Absences = append(r.Absences, drawnAbsence{who, away, away.AddDate(0, 0, 7)})
	}
	return r
}

func (r drawnRoster) json(b testing.TB) []byte {
	b.Helper()
	doc, err := json.Marshal(r)
	require.NoError(b, err)
	return doc
}

func BenchmarkOpenRoster(b *testing.B) {
	doc, c := hundred(b).json(b), rosterCalendar(b, "Europe/London")
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := safeguard.OpenRoster(doc, c); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOnDuty(b *testing.B) {
	r, at := openRoster(b, hundred(b).json(b)), utc("2026-06-17T02:00:00Z")
	b.ReportAllocs()
	for b.Loop() {
		if len(r.OnDuty("role-1", at)) != 5 {
			b.Fatal(r.OnDuty("role-1", at))
		}
	}
}

func BenchmarkNext(b *testing.B) {
	r, at := openRoster(b, hundred(b).json(b)), utc("2026-06-17T02:00:00Z")
	b.ReportAllocs()
	for b.Loop() {
		if _, _, ok := r.Next("role-1", at); !ok {
			b.Fatal("nobody")
		}
	}
}

func BenchmarkGaps(b *testing.B) {
	r := openRoster(b, hundred(b).json(b))
	from, until := utc("2026-01-01T00:00:00Z"), utc("2027-01-01T00:00:00Z")
	for _, roles := range [][]peer.Role{{"role-1"}, r.Roles()} {
		b.Run(fmt.Sprintf("a year of %d roles", len(roles)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Gaps(roles, from, until, 4, nil)
			}
		})
	}
}

// BenchmarkDayScan asks the same as BenchmarkOnDuty as a host would do it without
// working a roster out first: every shift of the role today and yesterday.
func BenchmarkDayScan(b *testing.B) {
	r, c := hundred(b), rosterCalendar(b, "Europe/London")
	at := utc("2026-06-17T02:00:00Z")
	b.ReportAllocs()
	for b.Loop() {
		if n := len(r.scan(c, "role-1", at)); n != 5 {
			b.Fatal(n)
		}
	}
}

// BenchmarkQuarterHourScan looks for gaps by asking OnDuty at every quarter of an hour.
func BenchmarkQuarterHourScan(b *testing.B) {
	r := openRoster(b, hundred(b).json(b))
	b.ReportAllocs()
	for b.Loop() {
		gaps := 0
		for at := utc("2026-01-01T00:00:00Z"); r.Covers(at); at = at.Add(15 * time.Minute) {
			if len(r.OnDuty("role-1", at)) < 4 {
				gaps++
			}
		}
	}
}

func (r drawnRoster) scan(c peer.Calendar, role peer.Role, at time.Time) []peer.StaffID {
	var out []peer.StaffID
	today := c.Day(at)
	for _, s := range r.Shifts {
		for _, d := range []peer.Date{today.AddDays(-1), today} {
			if s.Role != role || !s.begins(d, r) {
				continue
			}
			from, err := c.At(d, peer.MustClock(s.From))
			if err != nil {
				continue
			}
			if s.To <= s.From {
				d = d.AddDays(1)
			}
			to, err := c.At(d, peer.MustClock(s.To))
			away := slices.ContainsFunc(r.Absences, func(a drawnAbsence) bool {
				return a.Staff == s.Staff && !at.Before(a.From) && at.Before(a.To)
			})
			if err == nil && !away && !at.Before(from.UTC()) && at.Before(to.UTC()) && !slices.Contains(out, s.Staff) {
				out = append(out, s.Staff)
			}
		}
	}
	return out
}
