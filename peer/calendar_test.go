package peer_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"
	"github.com/towpath-care/towpath/peer"
	"pgregory.net/rapid"
)

func timeZone(t require.TestingT, name string) *time.Location {
	zone, err := time.LoadLocation(name)
	require.NoError(t, err)
	return zone
}

// ukSpec is the calendar of the scenarios: England's bank holidays of 2026, open
// Monday to Friday from nine to five.
func ukSpec() peer.CalendarSpec {
	return peer.CalendarSpec{
		Zone:        "Europe/London",
		WorkingDays: []string{"mon", "tue", "wed", "thu", "fri"},
		Hours:       peer.HoursSpec{From: "09:00", To: "17:00"},
		Holidays:    []string{"2026-12-28", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25"},
		Until:       "2026-12-31",
	}
}

func ukCalendar(t require.TestingT) peer.Calendar {
	c, err := ukSpec().Calendar(timeZone(t, "Europe/London"))
	require.NoError(t, err)
	return c
}

// inZone is a calendar in another zone without holidays.
func inZone(t require.TestingT, name string) peer.Calendar {
	spec := ukSpec()
	spec.Zone, spec.Holidays = name, nil
	c, err := spec.Calendar(timeZone(t, name))
	require.NoError(t, err)
	return c
}

func utc(text string) time.Time { return peer.MustMoment(text).UTC() }

func TestCalendarSpec(t *testing.T) {
	c := ukCalendar(t)
	require.Equal(t, "Europe/London", c.Zone().String())
	require.Equal(t, peer.OpenHours{From: peer.MustClock("09:00"), To: peer.MustClock("17:00")}, c.Hours())
	require.Equal(t, peer.MustDate("2026-12-31"), c.KnownUntil())
	holidays := c.Holidays()
	require.Len(t, holidays, 8)
	require.Equal(t, "2026-01-01", holidays[0].String())
	holidays[0] = peer.MustDate("2026-01-02")
	require.False(t, c.IsWorkingDay(peer.MustDate("2026-01-01")), "what was handed out changes nothing")

	var decoded peer.CalendarSpec
	b, err := json.Marshal(ukSpec())
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &decoded))
	require.Equal(t, ukSpec(), decoded)
	require.Contains(t, string(b), `"hours":{"from":"09:00","to":"17:00"}`)
}

func TestCalendarSpecFaults(t *testing.T) {
	london := timeZone(t, "Europe/London")
	for _, c := range []struct {
		name  string
		zone  *time.Location
		spoil func(*peer.CalendarSpec)
		want  []string
	}{
		{"no zone given", nil, func(*peer.CalendarSpec) {}, []string{"/zone required"}},
		{"no zone named", london, func(s *peer.CalendarSpec) { s.Zone = "" }, []string{"/zone required"}},
		{"H28 another zone than the one named", time.UTC, func(*peer.CalendarSpec) {}, []string{"/zone schema"}},
		{"H28 the machine's own zone", time.Local, func(*peer.CalendarSpec) {}, []string{"/zone schema"}},
		{"no working days", london, func(s *peer.CalendarSpec) { s.WorkingDays = nil }, []string{"/workingDays required"}},
		{"a weekday that is none", london, func(s *peer.CalendarSpec) { s.WorkingDays[2] = "Monday" }, []string{"/workingDays/2 unknown-code"}},
		{"a weekday twice", london, func(s *peer.CalendarSpec) { s.WorkingDays[4] = "mon" }, []string{"/workingDays/4 duplicate"}},
		{"hours missing", london, func(s *peer.CalendarSpec) { s.Hours = peer.HoursSpec{} }, []string{"/hours/from schema", "/hours/to schema"}},
		{"hours that do not exist", london, func(s *peer.CalendarSpec) { s.Hours.To = "25:00" }, []string{"/hours/to out-of-range"}},
		{"closing at opening time", london, func(s *peer.CalendarSpec) { s.Hours.To = "09:00" }, []string{"/hours/to invalid-period"}},
		{"closing before opening", london, func(s *peer.CalendarSpec) { s.Hours.From = "20:00" }, []string{"/hours/to invalid-period"}},
		{"a holiday that does not exist", london, func(s *peer.CalendarSpec) { s.Holidays[1] = "2026-02-29" }, []string{"/holidays/1 out-of-range"}},
		{"a holiday that is a month", london, func(s *peer.CalendarSpec) { s.Holidays[1] = "2026-04" }, []string{"/holidays/1 schema"}},
		{"a holiday twice", london, func(s *peer.CalendarSpec) { s.Holidays[7] = "2026-01-01" }, []string{"/holidays/7 duplicate"}},
		{"H28 a holiday after the known end", london, func(s *peer.CalendarSpec) { s.Until = "2026-12-27" }, []string{"/holidays/0 out-of-range"}},
		{"H28 no known end", london, func(s *peer.CalendarSpec) { s.Until = "" }, []string{"/until schema"}},
		{"a known end that is a year", london, func(s *peer.CalendarSpec) { s.Until = "2026" }, []string{"/until schema"}},
		{"far too many holidays", london, func(s *peer.CalendarSpec) { s.Holidays = make([]string, 1<<20) }, []string{"/holidays out-of-range"}},
		{"far too many weekdays", london, func(s *peer.CalendarSpec) { s.WorkingDays = append(s.WorkingDays, make([]string, 1<<20)...) },
			[]string{"/workingDays/5 unknown-code", "/workingDays/6 unknown-code", "/workingDays/7 unknown-code"}},
		{"everything at once", nil, func(s *peer.CalendarSpec) {
			*s = peer.CalendarSpec{WorkingDays: []string{"x"}, Hours: peer.HoursSpec{From: "a", To: "b"}, Holidays: []string{"c", "2026-01-01", "2026-01-01"}, Until: "d"}
		}, []string{"/zone required", "/workingDays/0 unknown-code", "/hours/from schema", "/hours/to schema", "/until schema", "/holidays/0 schema", "/holidays/2 duplicate"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec := ukSpec()
			c.spoil(&spec)
			got, err := spec.Calendar(c.zone)
			require.Equal(t, c.want, atPaths(err))
			require.Equal(t, peer.Calendar{}, got)
		})
	}
}

func TestCalendarDays(t *testing.T) {
	for _, c := range []struct{ name, zone, date, start, end string }{
		{"winter", "Europe/London", "2026-02-18", "2026-02-18T00:00:00Z", "2026-02-19T00:00:00Z"},
		{"summer", "Europe/London", "2026-06-12", "2026-06-11T23:00:00Z", "2026-06-12T23:00:00Z"},
		{"H28 the March change, 23 hours", "Europe/London", "2026-03-29", "2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z"},
		{"H28 the October change, 25 hours", "Europe/London", "2026-10-25", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z"},
		{"H28 no midnight in São Paulo", "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"},
		{"H28 the day before it", "America/Sao_Paulo", "2018-11-03", "2018-11-03T03:00:00Z", "2018-11-04T03:00:00Z"},
		{"H28 midnight twice in São Paulo", "America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z", "2018-02-18T03:00:00Z"},
		{"H28 no midnight in Cairo", "Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z"},
		{"H28 midnight twice in Havana", "America/Havana", "2025-11-02", "2025-11-02T04:00:00Z", "2025-11-03T05:00:00Z"},
		{"H28 a minute of tomorrow, then today again in St John's", "America/St_Johns", "2010-11-06", "2010-11-06T02:30:00Z", "2010-11-07T03:30:00Z"},
		{"H28 a day that Samoa left out", "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z"},
		{"far east", "Pacific/Kiritimati", "2026-01-01", "2025-12-31T10:00:00Z", "2026-01-01T10:00:00Z"},
		{"half an hour of summer", "Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z"},
		{"long after the tables end", "Europe/London", "2199-07-01", "2199-06-30T23:00:00Z", "2199-07-01T23:00:00Z"},
		{"a month", "Europe/London", "2026-03", "2026-03-01T00:00:00Z", "2026-03-31T23:00:00Z"},
		{"a year", "Europe/London", "2026", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cal, d := inZone(t, c.zone), peer.MustDate(c.date)
			require.Equal(t, utc(c.start), cal.StartOf(d))
			require.Equal(t, utc(c.end), cal.EndOf(d))
		})
	}
	t.Run("the ends of the years", func(t *testing.T) {
		c := inZone(t, "Europe/London")
		require.Equal(t, 10000, c.EndOf(peer.MustDate("9999-12-31")).Year())
		require.Equal(t, peer.MustDate("9999-12-31"), c.Day(time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC)))
		require.Equal(t, peer.MustDate("0001-01-01"), c.Day(time.Date(-4, 1, 1, 0, 0, 0, 0, time.UTC)))
		require.Equal(t, peer.MustDate("0001-01-01"), c.Day(c.StartOf(peer.MustDate("0001-01-01"))))
	})
	t.Run("no date", func(t *testing.T) {
		require.Zero(t, ukCalendar(t).StartOf(peer.Date{}))
		require.Zero(t, ukCalendar(t).EndOf(peer.Date{}))
	})
	t.Run("the day of an instant is the local one", func(t *testing.T) {
		c := ukCalendar(t)
		require.Equal(t, "2026-06-13", c.Day(utc("2026-06-12T23:00:00Z")).String())
		require.Equal(t, "2026-06-12", c.Day(utc("2026-06-12T22:59:59.999Z")).String())
		require.Equal(t, "2026-06-13T00:00:00.000+01:00", c.Local(utc("2026-06-12T23:00:00Z")).String())
	})
}

func TestCalendarAt(t *testing.T) {
	c := ukCalendar(t)
	for _, k := range []struct{ date, clock, want string }{
		{"2026-02-17", "11:30", "2026-02-17T11:30:00.000Z"},
		{"2026-06-12", "17:00", "2026-06-12T17:00:00.000+01:00"},
		{"2026-03-29", "00:59", "2026-03-29T00:59:00.000Z"},
		{"2026-03-29", "02:00", "2026-03-29T02:00:00.000+01:00"},
		{"2026-10-25", "00:59", "2026-10-25T00:59:00.000+01:00"},
		{"2026-10-25", "02:00", "2026-10-25T02:00:00.000Z"},
		{"2026-06-12", "24:00", "2026-06-13T00:00:00.000+01:00"},
	} {
		m, err := c.At(peer.MustDate(k.date), peer.MustClock(k.clock))
		require.NoError(t, err)
		require.Equal(t, k.want, m.String())
	}
	args := func(err error) map[string]string {
		out := map[string]string{}
		for _, a := range refused(t, err, atCode(err)).Reasons[0].Args {
			out[a.Name()] = a.Value()
		}
		return out
	}
	for _, clock := range []string{"01:00", "01:30", "01:59"} {
		t.Run("PEER-44, H28 ambiguous "+clock, func(t *testing.T) {
			_, err := c.At(peer.MustDate("2026-10-25"), peer.MustClock(clock))
			refused(t, err, peer.ErrAmbiguousLocalTime)
			require.Equal(t, map[string]string{"first": "2026-10-25T00:" + clock[3:] + ":00.000Z", "second": "2026-10-25T01:" + clock[3:] + ":00.000Z"}, args(err))
		})
		t.Run("PEER-44, H28 nonexistent "+clock, func(t *testing.T) {
			_, err := c.At(peer.MustDate("2026-03-29"), peer.MustClock(clock))
			refused(t, err, peer.ErrNonexistentLocalTime)
			require.Equal(t, map[string]string{"jump": "2026-03-29T01:00:00.000Z"}, args(err))
		})
	}
	t.Run("PEER-44, H28 a midnight that does not exist", func(t *testing.T) {
		c := inZone(t, "America/Sao_Paulo")
		_, err := c.At(peer.MustDate("2018-11-04"), peer.MustClock("00:00"))
		refused(t, err, peer.ErrNonexistentLocalTime)
		_, err = c.At(peer.MustDate("2018-11-03"), peer.MustClock("24:00"))
		refused(t, err, peer.ErrNonexistentLocalTime)
		_, err = c.At(peer.MustDate("2018-11-04"), peer.MustClock("01:00"))
		require.NoError(t, err)
	})
	t.Run("PEER-44, H28 noon of a day left out", func(t *testing.T) {
		_, err := inZone(t, "Pacific/Apia").At(peer.MustDate("2011-12-30"), peer.MustClock("12:00"))
		refused(t, err, peer.ErrNonexistentLocalTime)
	})
	t.Run("PEER-44 half of it missing", func(t *testing.T) {
		for _, d := range []string{"2026", "2026-02"} {
			_, err := c.At(peer.MustDate(d), peer.MustClock("12:00"))
			refused(t, err, peer.ErrRequired)
		}
		_, err := c.At(peer.Date{}, peer.MustClock("12:00"))
		refused(t, err, peer.ErrRequired)
		_, err = c.At(peer.MustDate("2026-02-17"), peer.Clock{})
		refused(t, err, peer.ErrRequired)
	})
}

func TestWorkingDays(t *testing.T) {
	c := ukCalendar(t)
	t.Run("PEER-46 which days", func(t *testing.T) {
		for date, want := range map[string]bool{"2026-02-17": true, "2026-02-21": false, "2026-02-22": false, "2026-04-03": false,
			"2026-04-06": false, "2026-04-07": true, "2026-05-25": false, "2026-12-26": false, "2026-12-28": false, "2026-12-29": true} {
			require.Equal(t, want, c.IsWorkingDay(peer.MustDate(date)), date)
		}
		require.False(t, c.IsWorkingDay(peer.Date{}))
	})
	for _, k := range []struct {
		name, from string
		n          int
		want       string
	}{
		{"PEER-46 over Easter", "2026-04-02", 1, "2026-04-07"},
		{"PEER-46 from Good Friday", "2026-04-03", 1, "2026-04-07"},
		{"PEER-46 from a Saturday", "2026-02-21", 1, "2026-02-23"},
		{"validation within three", "2026-04-01", 3, "2026-04-08"},
		{"over Christmas and the year", "2026-12-24", 2, "2026-12-30"},
		{"none, on a working day", "2026-04-02", 0, "2026-04-02"},
		{"none, on a holiday", "2026-04-03", 0, "2026-04-07"},
		{"back over Easter", "2026-04-07", -1, "2026-04-02"},
		{"back from a Sunday", "2026-02-22", -2, "2026-02-19"},
		{"H28 past the known end the weekday decides", "2026-12-31", 1, "2027-01-01"},
		{"absurdly far", "9990-01-01", math.MaxInt, "9999-12-31"},
		{"absurdly far back", "0009-01-01", math.MinInt, "0001-01-01"},
	} {
		t.Run(k.name, func(t *testing.T) {
			from := peer.MustDate(k.from)
			require.Equal(t, k.want, c.AddWorkingDays(from, k.n).String())
			if k.n == 1 {
				require.Equal(t, k.want, c.NextWorkingDay(from).String())
			}
		})
	}
	t.Run("H28 how far it is known", func(t *testing.T) {
		require.True(t, c.Knows(peer.MustDate("2026-12-31")))
		require.False(t, c.Knows(peer.MustDate("2027-01-01")))
		require.True(t, c.Knows(peer.MustDate("2026")))
		require.False(t, c.Knows(peer.MustDate("2027")))
		require.False(t, c.Knows(peer.Date{}))
		require.False(t, peer.Calendar{}.Knows(peer.MustDate("2026-01-01")))
	})
	t.Run("no date", func(t *testing.T) {
		require.Zero(t, c.NextWorkingDay(peer.Date{}))
		require.Zero(t, c.AddWorkingDays(peer.Date{}, 3))
	})
	t.Run("working at the weekend", func(t *testing.T) {
		spec := ukSpec()
		spec.WorkingDays = []string{"sat"}
		c, err := spec.Calendar(timeZone(t, "Europe/London"))
		require.NoError(t, err)
		require.Equal(t, "2026-12-26", c.NextWorkingDay(peer.MustDate("2026-12-19")).String())
		require.Equal(t, "9999-12-31", c.NextWorkingDay(peer.MustDate("9999-12-26")).String(), "no Saturday is left")
	})
}

func TestInHours(t *testing.T) {
	c := ukCalendar(t)
	for at, want := range map[string]bool{
		"2026-03-13T17:46:00Z":     false, // AT-10: a Friday evening
		"2026-03-13T16:59:59.999Z": true,
		"2026-03-13T17:00:00Z":     false,
		"2026-03-13T09:00:00Z":     true,
		"2026-03-13T08:59:59.999Z": false,
		"2026-03-14T12:00:00Z":     false, // Saturday
		"2026-04-06T12:00:00Z":     false, // Easter Monday
		"2026-03-30T08:00:00Z":     true,  // nine in summer time
		"2026-03-30T16:00:00Z":     false,
		"2026-10-26T08:30:00Z":     false,
	} {
		require.Equal(t, want, c.InHours(utc(at)), "%s", at)
	}
	spec := ukSpec()
	spec.Hours = peer.HoursSpec{From: "00:00", To: "24:00"}
	round, err := spec.Calendar(timeZone(t, "Europe/London"))
	require.NoError(t, err)
	require.True(t, round.InHours(utc("2026-03-13T23:59:59.999Z")))
	require.True(t, round.InHours(utc("2026-03-13T00:00:00Z")))
}

func TestZeroCalendar(t *testing.T) {
	var c peer.Calendar
	require.Equal(t, time.UTC, c.Zone())
	require.True(t, c.IsWorkingDay(peer.MustDate("2026-02-17")))
	require.False(t, c.IsWorkingDay(peer.MustDate("2026-02-21")))
	require.False(t, c.InHours(utc("2026-02-17T12:00:00Z")))
	require.Equal(t, utc("2026-02-18T00:00:00Z"), c.EndOf(peer.MustDate("2026-02-17")))
	require.True(t, c.KnownUntil().IsZero())
}

func TestCalendarProperties(t *testing.T) {
	uk := ukCalendar(t)
	zones := map[string]peer.Calendar{}
	names := []string{"Europe/London", "America/Sao_Paulo", "Africa/Cairo", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "America/Havana", "Africa/Casablanca", "Asia/Gaza", "Asia/Manila"}
	for _, name := range names {
		zones[name] = inZone(t, name)
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "zone")
		c := zones[name]
		d := peer.MustDate("1840-01-01").AddDays(rapid.IntRange(0, 360*365).Draw(t, "day"))
		start, end := c.StartOf(d), c.EndOf(d)
		require.Equal(t, c.StartOf(d.AddDays(1)), end)
		require.False(t, end.Before(start))
		require.Negative(t, c.Day(start.Add(-time.Second)).Compare(d))
		require.GreaterOrEqual(t, c.Day(start).Compare(d), 0)
		if start.Before(end) {
			require.Equal(t, d, c.Day(start))
			require.Equal(t, d, c.Day(end.Add(-time.Nanosecond)))
		}
		minutes := rapid.IntRange(0, 1439).Draw(t, "minutes")
		k := peer.MustClock(time.Date(1, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04"))
		switch m, err := c.At(d, k); atCode(err) {
		case peer.ErrNonexistentLocalTime:
			guess := time.Date(d.Year(), d.Month(), d.Day(), 0, minutes, 0, 0, c.Zone())
			require.NotEqual(t, k.String(), guess.Format("15:04"), "time.Date moved it, and said nothing")
		case peer.ErrAmbiguousLocalTime:
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			first, second := utc(r.Reasons[0].Args[0].Value()), utc(r.Reasons[0].Args[1].Value())
			require.True(t, first.Before(second))
			require.Equal(t, first.In(c.Zone()).Format("2006-01-02 15:04"), second.In(c.Zone()).Format("2006-01-02 15:04"))
		default:
			require.NoError(t, err)
			require.Equal(t, d.String()+" "+k.String()+":00", m.UTC().In(c.Zone()).Format(time.DateTime))
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		d := peer.MustDate("2025-06-01").AddDays(rapid.IntRange(0, 800).Draw(t, "day"))
		n := rapid.IntRange(-60, 60).Draw(t, "n")
		to := uk.AddWorkingDays(d, n)
		require.True(t, uk.IsWorkingDay(to))
		passed := 0
		for x := d; x != to; {
			step := max(-1, min(1, x.DaysUntil(to)))
			if x = x.AddDays(step); uk.IsWorkingDay(x) {
				passed += step
			}
		}
		if n != 0 {
			require.Equal(t, n, passed)
		}
		require.True(t, uk.NextWorkingDay(d).After(d))
	})
}

// Every day of seventy years in zones whose clocks do something unusual.
func TestCalendarEveryDay(t *testing.T) {
	for _, name := range []string{"Europe/London", "America/Sao_Paulo", "Africa/Cairo", "America/St_Johns", "Pacific/Apia", "America/Havana", "Asia/Gaza"} {
		t.Run("H28 "+name, func(t *testing.T) {
			c := inZone(t, name)
			begin := c.StartOf(peer.MustDate("1970-01-01"))
			for d := peer.MustDate("1970-01-01"); d.Year() < 2040; d = d.AddDays(1) {
				end := c.EndOf(d)
				if c.StartOf(d) != begin || end.Before(begin) || !c.Day(begin.Add(-1)).Before(d) || c.Day(begin).Before(d) ||
					c.Day(end.Add(-1)).After(d) || begin.Before(end) && c.Day(end.Add(-1)) != d {
					t.Fatalf("%s: from %s to %s", d, begin, end)
				}
				begin = end
			}
		})
	}
}

func TestCalendarFaultsTeach(t *testing.T) {
	spec := ukSpec()
	spec.Zone = "Aled Prowse/London"
	spec.WorkingDays[0] = "canary-week-4Z"
	spec.Holidays[3] = "canary-hol-5Y"
	_, err := spec.Calendar(timeZone(t, "Europe/London"))
	r := refused(t, err, peer.ErrSchema)
	require.NotContains(t, wordsOf(t, err), "Aled Prowse")
	require.NotContains(t, wordsOf(t, err), "canary")
	for _, reason := range r.Reasons {
		require.NotEmpty(t, reason.Says)
		require.NotEmpty(t, reason.Fix)
		require.True(t, strings.HasPrefix(reason.Path, "/"))
	}
}

// Beyond the years that a zone file lists, the last day of a leap year has a bound at
// which nothing changes; it is a day like any other (PEER-46).
func TestCalendarLastDaysOfFarYears(t *testing.T) {
	zone := timeZone(t, "Europe/London")
	cal := ukCalendar(t)
	wall := func(d peer.Date, hour int) time.Time {
		return time.Date(d.Year(), d.Month(), d.Day(), hour, 0, 0, 0, zone)
	}
	for year := 2036; year < 2300; year++ {
		first := peer.MustDate(time.Date(year, 12, 29, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
		for n := range 5 {
			day := first.AddDays(n)
			at, err := cal.At(day, peer.MustClock("12:00"))
			require.NoError(t, err, day)
			require.True(t, at.UTC().Equal(wall(day, 12)), day)
			require.True(t, cal.StartOf(day).Equal(wall(day, 0)), day)
			require.True(t, cal.EndOf(day).Equal(wall(day.AddDays(1), 0)), day)
		}
	}
}

func TestFirstAndLastDay(t *testing.T) {
	t.Run("PEER-44 a calendar has one day at a time", func(t *testing.T) {
		c, late := policy(t).Calendar(), on("2026-06-30T23:30Z") // past midnight in London
		require.Equal(t, peer.MustDate("2026-07-01"), c.FirstDay(late))
		require.Equal(t, peer.MustDate("2026-07-01"), c.LastDay(late))
	})
	t.Run("PEER-44 without one it is any day that it is anywhere", func(t *testing.T) {
		var none peer.Calendar
		for at, days := range map[string][2]string{
			"2026-06-30T09:59Z": {"2026-06-29", "2026-06-30"}, "2026-06-30T10:00Z": {"2026-06-29", "2026-07-01"},
			"2026-06-30T11:59Z": {"2026-06-29", "2026-07-01"}, "2026-06-30T12:00Z": {"2026-06-30", "2026-07-01"},
		} {
			require.Equal(t, days, [2]string{none.FirstDay(on(at)).String(), none.LastDay(on(at)).String()}, at)
		}
	})
}
