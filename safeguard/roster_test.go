package safeguard_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// People of the rosters here. All are invented.
const (
	salma peer.StaffID = "salma-reyes"
	tomos peer.StaffID = "tomos-vane"
	wren  peer.StaffID = "wren-ackroyd"

	onCall   peer.Role = "on-call-clinician"
	dutyLead peer.Role = "duty-manager"
	safeLead peer.Role = "safeguarding-lead"
)

// coverJSON is organisation A's roster: a clinician at every hour of the year, a
// duty manager in the week, one more on holidays, a safeguarding lead who works
// on through holidays.
const coverJSON = `{
  "schema": 1, "organisation": "A", "version": "2026-03", "updated": "2026-03-01T09:00:00Z",
  "from": "2026-01-01", "until": "2026-12-31",
  "people": [
    {"staff": "dr-ode", "telephone": "01632 960 001"},
    {"staff": "salma-reyes", "telephone": "01632 960 002"},
    {"staff": "tomos-vane"}
  ],
  "shifts": [
    {"staff": "dr-ode", "role": "on-call-clinician", "days": ["mon","tue","wed","thu","fri"], "from": "17:00", "to": "09:00", "firstDay": "2025-12-31"},
    {"staff": "salma-reyes", "role": "on-call-clinician", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00", "holidays": "also"},
    {"staff": "salma-reyes", "role": "on-call-clinician", "days": ["sat","sun"], "from": "09:00", "to": "09:00"},
    {"staff": "tomos-vane", "role": "duty-manager", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00", "holidays": "not"},
    {"staff": "dr-ode", "role": "duty-manager", "holidays": "only", "from": "10:00", "to": "16:00"},
    {"staff": "salma-reyes", "role": "safeguarding-lead", "days": ["wed"], "from": "00:00", "to": "24:00", "firstDay": "2026-06-01", "lastDay": "2026-06-30"}
  ],
  "absences": [
    {"staff": "dr-ode", "from": "2026-02-10T20:00:00Z", "to": "2026-02-10T22:30:00Z"}
  ]
}`

// rosterCalendar is a calendar with England's bank holidays of 2026, or with the
// given ones in another zone.
func rosterCalendar(t require.TestingT, zone string, holidays ...string) peer.Calendar {
	if zone == "Europe/London" && holidays == nil {
		holidays = []string{"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"}
	}
	where, err := time.LoadLocation(zone)
	require.NoError(t, err)
	c, err := peer.CalendarSpec{
		Zone: zone, WorkingDays: []string{"mon", "tue", "wed", "thu", "fri"}, Hours: peer.HoursSpec{From: "09:00", To: "17:00"},
		Holidays: holidays, Until: "2026-12-31",
	}.Calendar(where)
	require.NoError(t, err)
	return c
}

// rosterWith is the roster of these tests with members of it put anew.
func rosterWith(t require.TestingT, set func(map[string]any)) []byte {
	var doc map[string]any
	require.NoError(t, json.Unmarshal([]byte(coverJSON), &doc))
	set(doc)
	b, err := json.Marshal(doc)
	require.NoError(t, err)
	return b
}

func openRoster(t require.TestingT, b []byte) safeguard.Roster {
	r, err := safeguard.OpenRoster(b, rosterCalendar(t, "Europe/London"))
	require.NoError(t, err)
	return r
}

// worked is the roster of one clinician or several who work these shifts.
func worked(t require.TestingT, shifts ...map[string]any) safeguard.Roster {
	return openRoster(t, rosterWith(t, func(d map[string]any) { d["shifts"], d["absences"] = shifts, []any{} }))
}

// works is a shift as an on-call clinician.
func works(staff peer.StaffID, days, from, to string) map[string]any {
	return map[string]any{"staff": staff, "role": onCall, "days": strings.Split(days, ","), "from": from, "to": to}
}

const allWeek = "mon,tue,wed,thu,fri,sat,sun"

func utc(text string) time.Time { return peer.MustMoment(text).UTC() }

// rosterFaults are the paths and codes of a refusal, which repeats nothing of what
// was sent.
func rosterFaults(t *testing.T, err error) []string {
	t.Helper()
	var refused *peer.Refusal
	if !errors.As(err, &refused) {
		require.NoError(t, err)
		return nil
	}
	var out []string
	for _, r := range refused.Reasons {
		out = append(out, strings.TrimSpace(r.Path+" "+r.Rule.Code.String()))
		require.NotEmpty(t, r.Says)
		require.NotEmpty(t, r.Fix)
	}
	return out
}

func TestOpenRoster(t *testing.T) {
	t.Run("SAFE-03 a roster says whose it is and from when to when", func(t *testing.T) {
		r := openRoster(t, []byte(coverJSON))
		require.Equal(t, peer.OrgID("A"), r.Organisation())
		require.Equal(t, "2026-03", r.Version())
		require.Equal(t, utc("2026-03-01T09:00:00Z"), r.Updated())
		require.Equal(t, []peer.Role{onCall, dutyLead, safeLead}, r.Roles())
		r.Roles()[0] = "nobody"
		require.True(t, r.Holds(onCall), "what was handed out changes nothing")
		require.True(t, r.Holds(safeLead))
		require.False(t, r.Holds("nobody"))
		require.False(t, r.Covers(utc("2025-12-31T23:59:59.999Z")))
		require.True(t, r.Covers(utc("2026-01-01T00:00:00Z")))
		require.True(t, r.Covers(utc("2026-12-31T23:59:59.999Z")))
		require.False(t, r.Covers(utc("2027-01-01T00:00:00Z")))
	})
	t.Run("SAFE-03 a roster file reads as it did", func(t *testing.T) {
		steptest.Golden(t, "v1/roster.json", []byte(coverJSON+"\n"))
	})
	t.Run("SAFE-03, H26 a telephone is there to ring and nowhere else", func(t *testing.T) {
		r := openRoster(t, []byte(coverJSON))
		require.Equal(t, "01632 960 001", r.Telephone(ode).Reveal())
		require.True(t, r.Telephone(tomos).IsZero())
		require.True(t, r.Telephone(wren).IsZero())
		steptest.Silent(t, "01632", r, r.Telephone(ode))
	})
	t.Run("H04 a roster older than the policy's age is marked", func(t *testing.T) {
		r := openRoster(t, []byte(coverJSON))
		require.False(t, r.OlderThan(peer.Hours(24), utc("2026-03-02T08:59:59.999Z")))
		require.True(t, r.OlderThan(peer.Hours(24), utc("2026-03-02T09:00:00Z")))
		require.False(t, r.OlderThan(peer.Weeks(4), utc("2026-03-29T22:59:59Z")))
		require.True(t, r.OlderThan(peer.Weeks(4), utc("2026-03-29T23:00:00Z")), "a day is over at local midnight")
		require.True(t, r.OlderThan(peer.Offset{}, utc("2026-03-01T09:00:00Z")), "an age nobody gave")
		require.True(t, safeguard.Roster{}.OlderThan(peer.Weeks(4), utc("2026-03-01T09:00:00Z")), "no roster")
	})
	t.Run("H03 no roster names nobody and is one gap", func(t *testing.T) {
		var none safeguard.Roster
		from, until := utc("2026-02-01T00:00:00Z"), utc("2026-03-01T00:00:00Z")
		require.Empty(t, none.Roles())
		require.False(t, none.Holds(onCall) || none.Covers(from) || none.Covers(time.Time{}) || none.IsOnDuty(ode, from))
		require.Empty(t, none.OnDuty(onCall, from))
		require.True(t, none.Telephone(ode).IsZero())
		require.Equal(t, []safeguard.Gap{{From: from, To: until}}, none.Gaps([]peer.Role{onCall}, from, until, 1, nil))
		_, _, ok := none.Next(onCall, from)
		require.False(t, ok)
	})
}

func TestRosterFaults(t *testing.T) {
	shift := func(name string, v any) func(map[string]any) {
		return func(d map[string]any) { d["shifts"].([]any)[1].(map[string]any)[name] = v }
	}
	person := func(name string, v any) func(map[string]any) {
		return func(d map[string]any) { d["people"].([]any)[1].(map[string]any)[name] = v }
	}
	absence := func(from, to string) func(map[string]any) {
		return func(d map[string]any) { d["absences"] = []any{map[string]any{"staff": ode, "from": from, "to": to}} }
	}
	top := func(name string, v any) func(map[string]any) { return func(d map[string]any) { d[name] = v } }
	january := works(ode, "mon", "17:00", "09:00")
	january["lastDay"] = "2026-01-31"
	gone := map[string]any{"staff": ode, "from": "2026-04-03T00:00:00+01:00", "to": "2026-04-04T00:00:00+01:00"}
	many := func(list string, item map[string]any, n int) func(map[string]any) {
		items := make([]any, n)
		for i := range items {
			items[i] = item
		}
		return top(list, items)
	}
	for _, c := range []struct {
		name string
		set  func(map[string]any)
		want []string
	}{
		{"nothing at all", func(d map[string]any) { clear(d) }, []string{"/schema required", "/organisation required", "/version required", "/updated required", "/from required", "/until required", "/people required", "/shifts required"}},
		{"no absences", func(d map[string]any) { delete(d, "absences") }, nil},
		{"H28 looked over at no certain time", top("updated", "2026-03-01T09:00:00"), []string{"/updated ambiguous-local-time"}},
		{"a first day that is none", top("from", "2026-02-30"), []string{"/from out-of-range"}},
		{"a month for a day", top("until", "2026-12"), []string{"/until schema"}},
		{"an end before the beginning", top("until", "2025-12-31"), []string{"/until invalid-period"}},
		{"one day", top("until", "2026-01-01"), nil},
		{"three years", top("until", "2028-12-31"), nil},
		{"three years and a day", top("until", "2029-01-01"), []string{"/until out-of-range"}},
		{"a person without a name", person("staff", ""), []string{"/people/1/staff required", "/shifts/1/staff unknown-code", "/shifts/2/staff unknown-code", "/shifts/5/staff unknown-code"}},
		{"H04 a person twice", person("staff", ode), []string{"/people/1/staff duplicate", "/shifts/1/staff unknown-code", "/shifts/2/staff unknown-code", "/shifts/5/staff unknown-code"}},
		{"a telephone that is no text", person("telephone", 1632), []string{"/people/1/telephone schema"}},
		{"a shift of nobody", shift("staff", ""), []string{"/shifts/1/staff required"}},
		{"H04 a shift of somebody not listed", shift("staff", wren), []string{"/shifts/1/staff unknown-code"}},
		{"a shift in no role", shift("role", ""), []string{"/shifts/1/role required"}},
		{"a shift without days", shift("days", []any{}), []string{"/shifts/1/days required"}},
		{"a weekday that is none", shift("days", []any{"mon", "Tuesday"}), []string{"/shifts/1/days/1 unknown-code"}},
		{"a weekday twice", shift("days", []any{"mon", "tue", "mon"}), []string{"/shifts/1/days/2 duplicate"}},
		{"far too many weekdays", shift("days", strings.Split(strings.Repeat("mon,", 5000), ",")), []string{"/shifts/1/days/1 duplicate", "/shifts/1/days/2 duplicate", "/shifts/1/days/3 duplicate",
			"/shifts/1/days/4 duplicate", "/shifts/1/days/5 duplicate", "/shifts/1/days/6 duplicate", "/shifts/1/days/7 duplicate"}},
		{"a shift without its times", func(d map[string]any) { shift("from", "")(d); shift("to", "")(d) }, []string{"/shifts/1/from required", "/shifts/1/to required"}},
		{"times that no clock shows", func(d map[string]any) { shift("from", "9am")(d); shift("to", "24:01")(d) }, []string{"/shifts/1/from schema", "/shifts/1/to out-of-range"}},
		{"a shift that begins when the day is over", shift("from", "24:00"), []string{"/shifts/1/from out-of-range"}},
		{"a holiday rule that is none", shift("holidays", "never"), []string{"/shifts/1/holidays unknown-code"}},
		{"holidays alone and weekdays", shift("holidays", "only"), []string{"/shifts/1/days schema"}},
		{"a run that ends before it begins", func(d map[string]any) { shift("firstDay", "2026-03-02")(d); shift("lastDay", "2026-03-01")(d) }, []string{"/shifts/1/lastDay invalid-period"}},
		{"a run of one day", func(d map[string]any) { shift("firstDay", "2026-03-02")(d); shift("lastDay", "2026-03-02")(d) }, nil},
		{"a run that was over before the roster began", shift("lastDay", "2025-11-30"), nil},
		{"days of a run that are none", func(d map[string]any) { shift("firstDay", "soon")(d); shift("lastDay", "2026")(d) }, []string{"/shifts/1/firstDay schema", "/shifts/1/lastDay schema"}},
		{"an absence without its times", absence("", ""), []string{"/absences/0/from required", "/absences/0/to required"}},
		{"H28 an absence without an offset", absence("2026-04-03T00:00:00", "2026-04-04T00:00:00Z"), []string{"/absences/0/from ambiguous-local-time"}},
		{"an absence that ends before it begins", absence("2026-04-03T00:00:00+01:00", "2026-04-02T22:59:59Z"), []string{"/absences/0/to invalid-period"}},
		{"an absence of no time", absence("2026-04-03T00:00:00+01:00", "2026-04-02T23:00:00Z"), []string{"/absences/0/to invalid-period"}},
		{"H04 an absence of somebody not listed", func(d map[string]any) { d["absences"].([]any)[0].(map[string]any)["staff"] = wren }, []string{"/absences/0/staff unknown-code"}},
		{"an absence of nobody", func(d map[string]any) { d["absences"].([]any)[0].(map[string]any)["staff"] = "" }, []string{"/absences/0/staff required"}},
		{"a member nobody knows", shift("colour", "red"), []string{"/shifts/1/colour schema"}},
		{"a member in other letters", shift("Role", onCall), []string{"/shifts/1/Role schema"}},
		{"an id longer than an id is", shift("staff", strings.Repeat("x", 201)), []string{"/shifts/1/staff schema"}},
		{"a newer roster, whatever it says", func(d map[string]any) { d["schema"], d["teams"], d["people"] = 2, []any{}, "elsewhere" }, []string{"/schema newer-schema"}},
		{"as many absences as fit", many("absences", gone, 10_000), nil},
		{"too many absences", many("absences", gone, 10_001), []string{"/absences out-of-range"}},
		{"as many shifts as fit", many("shifts", january, 10_000), nil},
		{"too many shifts", many("shifts", january, 10_001), []string{"/shifts out-of-range"}},
		{"everything at once", func(d map[string]any) {
			person("staff", tomos)(d)
			shift("days", []any{"x"})(d)
			absence("2026-04-03T00:00:00Z", "2026-04-02T00:00:00Z")(d)
			d["until"] = "2025-01-01"
		}, []string{"/until invalid-period", "/people/2/staff duplicate", "/shifts/1/staff unknown-code", "/shifts/1/days/0 unknown-code", "/shifts/2/staff unknown-code", "/shifts/5/staff unknown-code", "/absences/0/to invalid-period"}},
	} {
		t.Run("SAFE-03 "+c.name, func(t *testing.T) {
			r, err := safeguard.OpenRoster(rosterWith(t, c.set), rosterCalendar(t, "Europe/London"))
			require.Equal(t, c.want, rosterFaults(t, err))
			if c.want != nil {
				require.Equal(t, safeguard.Roster{}, r)
			}
		})
	}
}

func TestRosterBounds(t *testing.T) {
	people := func(n int) func(map[string]any) {
		return func(d map[string]any) {
			list := d["people"].([]any)
			for i := len(list); i < n; i++ {
				list = append(list, map[string]any{"staff": fmt.Sprint("s", i)})
			}
			d["people"] = list
		}
	}
	_, err := safeguard.OpenRoster(rosterWith(t, people(2000)), rosterCalendar(t, "Europe/London"))
	require.NoError(t, err)
	_, err = safeguard.OpenRoster(rosterWith(t, people(2001)), rosterCalendar(t, "Europe/London"))
	require.Equal(t, []string{"/people out-of-range"}, rosterFaults(t, err))

	t.Run("SAFE-03 more turns of duty than are worked out", func(t *testing.T) {
		_, err := safeguard.OpenRoster(rosterWith(t, func(d map[string]any) {
			people(1000)(d)
			var shifts []any
			for i := range 1000 {
				shifts = append(shifts, works(peer.StaffID(fmt.Sprint("s", max(3, i))), allWeek, "09:00", "17:00"))
			}
			d["shifts"], d["until"] = shifts, "2028-12-31"
		}), rosterCalendar(t, "Europe/London"))
		require.Equal(t, []string{"/shifts out-of-range"}, rosterFaults(t, err))
	})
}

func TestHostileRoster(t *testing.T) {
	const canary = "canary-of-a-roster"
	values := []any{nil, canary, "", -1, 1.5, 1e19, true, []any{}, []any{canary}, map[string]any{}, map[string]any{canary: 1}}
	var walk func(doc *any, at *any)
	tried := 0
	try := func(doc any) {
		b, err := json.Marshal(doc)
		require.NoError(t, err)
		tried++
		r, err := safeguard.OpenRoster(b, rosterCalendar(t, "Europe/London"))
		if err != nil {
			require.NotEmpty(t, rosterFaults(t, err))
			require.NotContains(t, err.Error(), canary)
			return
		}
		r.Gaps(r.Roles(), utc("2026-01-01T00:00:00Z"), utc("2026-02-01T00:00:00Z"), 1, nil)
	}
	walk = func(doc, at *any) {
		was := *at
		for _, v := range values {
			*at = v
			try(*doc)
		}
		*at = was
		switch x := was.(type) {
		case map[string]any:
			for k, v := range x {
				member := v
				for _, with := range append(values, v) {
					x[k] = with
					try(*doc)
				}
				delete(x, k)
				try(*doc)
				x[k] = member
				switch v := v.(type) {
				case []any:
					for i := range v[:min(len(v), 2)] {
						walk(doc, &v[i])
					}
				}
			}
		}
	}
	t.Run("SAFE-03 every place of a roster with every sort of wrong value", func(t *testing.T) {
		var doc any
		require.NoError(t, json.Unmarshal([]byte(coverJSON), &doc))
		walk(&doc, &doc)
		require.Greater(t, tried, 300)
	})
	t.Run("SAFE-03 hostile bytes", func(t *testing.T) {
		for _, b := range []string{"", "null", "[]", "{", coverJSON + "x", `{"schema":1,"schema":1}`, `{"people":[`, `{"shifts":` + strings.Repeat("[", 100_000),
			`{"schema":1e500}`, "\xef\xbb\xbf" + coverJSON, coverJSON + strings.Repeat(" ", 8<<20), `{"people":{"staff":[1,2,`, `{"people":[[[[[]]]]]}`} {
			_, err := safeguard.OpenRoster([]byte(b), rosterCalendar(t, "Europe/London"))
			require.ErrorIs(t, err, peer.ErrSchema, "%.40s", b)
			require.NotEmpty(t, rosterFaults(t, err))
		}
	})
	t.Run("SAFE-03 a long list is not made room for", func(t *testing.T) {
		b := []byte(`{"shifts":[` + strings.Repeat("{},", 2_500_000) + `{}]}`)
		_, err := safeguard.OpenRoster(b, rosterCalendar(t, "Europe/London"))
		require.Equal(t, []string{"/shifts out-of-range"}, rosterFaults(t, err))
	})
	t.Run("SAFE-03 the ends of the calendar of dates", func(t *testing.T) {
		for _, span := range [][2]string{{"0001-01-01", "0001-01-02"}, {"9998-01-01", "9999-12-30"}} {
			r := openRoster(t, rosterWith(t, func(d map[string]any) { d["from"], d["until"] = span[0], span[1] }))
			require.Len(t, r.Gaps(r.Roles(), time.Time{}, time.Unix(1<<60, 0), 1, nil)[0:1], 1)
			r.Next(onCall, time.Unix(-1<<60, 0))
			require.Empty(t, r.OnDuty(onCall, time.Unix(1<<60, 0)))
		}
	})
}

func TestRosterIsShared(t *testing.T) {
	t.Run("SAFE-03 many may ask at once", func(t *testing.T) {
		r := openRoster(t, []byte(coverJSON))
		done := make(chan []peer.StaffID)
		for range 4 {
			go func() {
				var all []peer.StaffID
				for h := range 200 {
					at := utc("2026-03-28T00:00:00Z").Add(time.Duration(h) * time.Hour)
					all = append(all, r.OnDuty(onCall, at)...)
					r.Gaps(r.Roles(), at, at.AddDate(0, 0, 7), 2, []peer.StaffID{ode})
				}
				done <- all
			}()
		}
		first := <-done
		for range 3 {
			require.True(t, slices.Equal(first, <-done))
		}
	})
}
