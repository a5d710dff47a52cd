package peer_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/towpath-care/towpath/peer"
	"pgregory.net/rapid"
)

func TestWhen(t *testing.T) {
	c := ukCalendar(t)
	for _, k := range []struct {
		name, due, now string
		today, over    bool
	}{
		{"PEER-46 AT-01.6 the day before", "2026-02-18", "2026-02-17T23:59:59.999Z", false, false},
		{"PEER-46 AT-01.6 the last day begins", "2026-02-18", "2026-02-18T00:00:00Z", true, false},
		{"PEER-46 AT-01.6 the last millisecond", "2026-02-18", "2026-02-18T23:59:59.999Z", true, false},
		{"PEER-46 AT-01.6 midnight", "2026-02-18", "2026-02-19T00:00:00Z", false, true},
		{"PEER-46 summer midnight is an hour earlier", "2026-06-12", "2026-06-12T22:59:59.999Z", true, false},
		{"PEER-46 summer midnight", "2026-06-12", "2026-06-12T23:00:00Z", false, true},
		{"H28 the long day of October", "2026-10-25", "2026-10-25T23:59:59Z", true, false},
		{"AT-10.4 a second before", "2026-03-13T18:48:00Z", "2026-03-13T18:47:59Z", true, false},
		{"AT-10.4 that instant", "2026-03-13T18:48:00Z", "2026-03-13T18:48:00Z", true, true},
		{"the day before", "2026-03-13T18:48:00Z", "2026-03-12T18:48:00Z", false, false},
		{"an instant at midnight belongs to the day that ends", "2026-02-19T00:00:00Z", "2026-02-18T12:00:00Z", true, false},
		{"and not to the next", "2026-02-19T00:00:00Z", "2026-02-19T00:00:00Z", false, true},
	} {
		t.Run(k.name, func(t *testing.T) {
			var w peer.When
			require.NoError(t, w.UnmarshalText([]byte(k.due)))
			require.Equal(t, k.today, w.Today(utc(k.now), c))
			require.Equal(t, k.over, w.Over(utc(k.now), c))
		})
	}
	t.Run("shown", func(t *testing.T) {
		require.Equal(t, "2026-02-18T23:59:59Z", peer.DueOn(peer.MustDate("2026-02-18")).Shown(c))
		require.Equal(t, "2026-06-12T23:59:59+01:00", peer.DueOn(peer.MustDate("2026-06-12")).Shown(c))
		require.Equal(t, "2026-10-25T23:59:59Z", peer.DueOn(peer.MustDate("2026-10-25")).Shown(c))
		require.Equal(t, "2018-11-03T23:59:59-03:00", peer.DueOn(peer.MustDate("2018-11-03")).Shown(inZone(t, "America/Sao_Paulo")))
		require.Equal(t, "2026-06-12T17:00:00+01:00", peer.DueAt(utc("2026-06-12T16:00:00.999Z")).Shown(c))
	})
	t.Run("compared", func(t *testing.T) {
		require.Equal(t, peer.DueAt(utc("2026-06-12T17:00:00+01:00")), peer.DueAt(time.Date(2026, 6, 12, 17, 0, 0, 1, c.Zone())))
		require.Equal(t, peer.DueOn(peer.MustDate("2026-02-28")), peer.DueOn(peer.MustDate("2026-02")), "a month ends with its last day")
	})
	t.Run("not given", func(t *testing.T) {
		var w peer.When
		require.True(t, w.IsZero() && peer.DueOn(peer.Date{}).IsZero() && peer.DueAt(time.Time{}).IsZero())
		require.False(t, w.IsDay() || w.Over(utc("9999-01-01T00:00:00Z"), c) || w.Today(time.Time{}, c))
		require.Empty(t, w.Shown(c))
		require.Empty(t, w.String())
		require.Zero(t, w.Day(c))
		require.Zero(t, w.Instant(c))
	})
}

func TestWhenJSON(t *testing.T) {
	type doc struct {
		Due peer.When `json:"due,omitzero"`
	}
	for _, text := range []string{`{}`, `{"due":"2026-02-18"}`, `{"due":"2026-06-12T16:00:00.000Z"}`} {
		var d doc
		require.NoError(t, json.Unmarshal([]byte(text), &d))
		b, err := json.Marshal(d)
		require.NoError(t, err)
		require.JSONEq(t, text, string(b))
	}
	for text, code := range map[string]peer.Code{
		"2026": peer.ErrSchema, "2026-02": peer.ErrSchema, "2026-02-30": peer.ErrOutOfRange, "2026-02-18T10:00:00": peer.ErrAmbiguousLocalTime, "soon": peer.ErrSchema,
	} {
		w := peer.DueOn(peer.MustDate("2026-02-18"))
		refused(t, w.UnmarshalText([]byte(text)), code)
		require.Equal(t, "2026-02-18", w.String(), "nothing half read")
	}
	w := peer.DueOn(peer.MustDate("2026-02-18"))
	require.NoError(t, w.UnmarshalText(nil))
	require.True(t, w.IsZero())
}

func TestDeadlineState(t *testing.T) {
	c := ukCalendar(t)
	day := peer.Deadline{Due: peer.DueOn(peer.MustDate("2026-05-25"))}
	instant := peer.Deadline{Due: peer.DueAt(utc("2026-03-13T18:48:00Z"))}
	met := func(d peer.Deadline, at string) peer.Deadline { d.Met = utc(at); return d }
	waived := func(d peer.Deadline, at string) peer.Deadline {
		d.Waived = &peer.Waiver{By: peer.ByStaff("hannah", peer.RoleLineManager), At: utc(at), Because: peer.WaivedElsewhere}
		return d
	}
	unfounded := waived(day, "2026-05-20T09:00:00Z")
	unfounded.Waived.Because = "because I said so"
	for _, k := range []struct {
		name string
		d    peer.Deadline
		now  string
		want peer.DeadlineState
	}{
		{"PEER-03 AT-02.3 days before", day, "2026-05-20T12:00:00Z", peer.DeadlineOpen},
		{"PEER-03 AT-02.3 the last day", day, "2026-05-24T23:00:00Z", peer.DeadlineDueToday},
		{"PEER-03 AT-02.3 its last moment", day, "2026-05-25T22:59:59.999Z", peer.DeadlineDueToday},
		{"PEER-03 AT-02.3 overdue from local midnight", day, "2026-05-25T23:00:00Z", peer.DeadlineOverdue},
		{"PEER-03 AT-02.3 met on the last day", met(day, "2026-05-25T10:00:00Z"), "2026-05-26T10:00:00Z", peer.DeadlineMet},
		{"PEER-03 AT-02.3 met a day late", met(day, "2026-05-26T10:00:00Z"), "2026-05-26T10:00:00Z", peer.DeadlineMetLate},
		{"PEER-03 AT-02.3 a completion known by its date", met(day, c.StartOf(peer.MustDate("2026-05-26")).Format(time.RFC3339)), "2026-06-01T10:00:00Z", peer.DeadlineMetLate},
		{"a look back before it was met", met(day, "2026-05-26T10:00:00Z"), "2026-05-25T23:30:00Z", peer.DeadlineOverdue},
		{"H28 recorded with a time yet to come", met(day, "2026-05-25T10:00:00Z"), "2026-05-20T10:00:00Z", peer.DeadlineOpen},
		{"AT-10.4 before", instant, "2026-03-13T18:47:59.999Z", peer.DeadlineDueToday},
		{"AT-10.4 that instant", instant, "2026-03-13T18:48:00Z", peer.DeadlineOverdue},
		{"met in the last millisecond", met(instant, "2026-03-13T18:47:59.999Z"), "2026-03-13T19:00:00Z", peer.DeadlineMet},
		{"met that instant", met(instant, "2026-03-13T18:48:00Z"), "2026-03-13T19:00:00Z", peer.DeadlineMetLate},
		{"waived before", waived(day, "2026-05-20T09:00:00Z"), "2026-05-21T09:00:00Z", peer.DeadlineWaived},
		{"waived and long over", waived(day, "2026-05-20T09:00:00Z"), "2026-07-01T09:00:00Z", peer.DeadlineWaived},
		{"waived when it was overdue", waived(day, "2026-06-20T09:00:00Z"), "2026-07-01T09:00:00Z", peer.DeadlineWaived},
		{"a look back before the waiver", waived(day, "2026-06-20T09:00:00Z"), "2026-06-01T09:00:00Z", peer.DeadlineOverdue},
		{"done all the same", met(waived(day, "2026-05-20T09:00:00Z"), "2026-06-26T10:00:00Z"), "2026-07-01T09:00:00Z", peer.DeadlineMet},
		{"a waiver after the fact does not make it on time", met(waived(day, "2026-06-30T09:00:00Z"), "2026-06-26T10:00:00Z"), "2026-07-01T09:00:00Z", peer.DeadlineMetLate},
		{"a waiver without a reason from the list", unfounded, "2026-07-01T09:00:00Z", peer.DeadlineOverdue},
		{"no end", peer.Deadline{}, "9999-07-01T09:00:00Z", peer.DeadlineOpen},
		{"no end and done", met(peer.Deadline{}, "2026-05-26T10:00:00Z"), "2026-07-01T09:00:00Z", peer.DeadlineMet},
	} {
		t.Run(k.name, func(t *testing.T) {
			before := k.d.State
			require.Equal(t, k.want, k.d.At(utc(k.now), c).State)
			require.Equal(t, before, k.d.State, "the old value is untouched")
			owed := k.want == peer.DeadlineOpen || k.want == peer.DeadlineDueToday || k.want == peer.DeadlineOverdue
			require.Equal(t, owed, k.want.Owed())
		})
	}
	t.Run("PEER-03 AT-02.4 six months after the end of August", func(t *testing.T) {
		due, err := peer.Months(6).AfterDate(peer.MustDate("2025-08-31"), c)
		require.NoError(t, err)
		d := peer.Deadline{Due: due}
		require.Equal(t, peer.DeadlineDueToday, d.At(utc("2026-02-28T12:00:00Z"), c).State)
		require.Equal(t, peer.DeadlineOverdue, d.At(utc("2026-03-01T00:00:00Z"), c).State)
	})
}

func TestDeadlineOnlyMovesOn(t *testing.T) {
	c := ukCalendar(t)
	rank := map[peer.DeadlineState]int{peer.DeadlineOpen: 0, peer.DeadlineDueToday: 1, peer.DeadlineOverdue: 2, peer.DeadlineMet: 3, peer.DeadlineMetLate: 3}
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Int64Range(1_760_000_000_000, 1_800_000_000_000)
		d := peer.Deadline{Due: peer.DueAt(time.UnixMilli(at.Draw(t, "due")))}
		if rapid.Bool().Draw(t, "day") {
			d.Due = peer.DueOn(d.Due.Day(c))
		}
		if rapid.Bool().Draw(t, "done") {
			d.Met = time.UnixMilli(at.Draw(t, "met"))
		}
		early := time.UnixMilli(at.Draw(t, "early"))
		late := early.Add(time.Duration(rapid.Int64Range(0, 40).Draw(t, "hours")) * time.Hour)
		require.LessOrEqual(t, rank[d.At(early, c).State], rank[d.At(late, c).State])
	})
}

func TestWaiver(t *testing.T) {
	require.Equal(t, []string{"/by required", "/at required", "/because reason-required"}, atPaths(peer.Waiver{}.Validate()))
	two := peer.Waiver{By: peer.Actor{Person: "p1", Staff: "hannah"}, At: utc("2026-02-17T11:30:00Z"), Because: "canary-3X"}
	require.Equal(t, []string{"/by required", "/because reason-required"}, atPaths(two.Validate()))
	require.NotContains(t, wordsOf(t, two.Validate()), "canary")
	for _, because := range peer.WaiverReason("").Terms() {
		require.True(t, peer.WaiverReason(because).Known())
		require.NoError(t, peer.Waiver{By: peer.ByPerson("p1"), At: two.At, Because: peer.WaiverReason(because)}.Validate())
	}
	require.Len(t, peer.DeadlineState("").Terms(), 6)
	require.False(t, peer.DeadlineState("late").Known())
	require.True(t, peer.DeadlineMetLate.Known())
}

func TestDeadlineJSON(t *testing.T) {
	d := peer.Deadline{
		ID: "record-by/c1", Rule: peer.Rule{Row: "PEER-46", Code: peer.ErrRequired}, About: peer.Ref{Kind: "contact", ID: "c1"},
		Owes: peer.PartyWorker, Since: utc("2026-02-17T12:15:00Z"), Due: peer.DueOn(peer.MustDate("2026-02-18")),
	}.At(utc("2026-02-18T09:05:00Z"), ukCalendar(t))
	b, err := json.Marshal(d)
	require.NoError(t, err)
	require.JSONEq(t, `{"id":"record-by/c1","rule":{"row":"PEER-46","code":"required","kind":"ask-field"},"about":{"kind":"contact","id":"c1"},
		"owes":"worker","since":"2026-02-17T12:15:00Z","due":"2026-02-18","state":"due-today"}`, string(b))
	var back peer.Deadline
	require.NoError(t, json.Unmarshal(b, &back))
	require.Equal(t, d.Due, back.Due)
	require.Equal(t, d.State, back.State)
}

func TestSortDeadlines(t *testing.T) {
	c := ukCalendar(t)
	due := func(id, when string) peer.Deadline {
		var w peer.When
		require.NoError(t, w.UnmarshalText([]byte(when)))
		return peer.Deadline{ID: id, Due: w}
	}
	want := []peer.Deadline{
		due("e", "2026-06-12T16:00:00Z"),
		due("d", "2026-06-12T22:59:59.999Z"),
		due("b", "2026-06-12"), // over at 23:00 in UTC
		due("c", "2026-06-12T23:00:00Z"),
		due("a", "2026-06-13"),
		due("0", ""),
		due("1", ""),
	}
	for _, from := range [][]int{{6, 5, 4, 3, 2, 1, 0}, {3, 0, 6, 2, 5, 1, 4}, {5, 2, 0, 4, 1, 6, 3}} {
		var got []peer.Deadline
		for _, i := range from {
			got = append(got, want[i])
		}
		peer.SortDeadlines(got, c)
		require.Equal(t, want, got)
	}
	rapid.Check(t, func(t *rapid.T) {
		var ds []peer.Deadline
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 200), 0, 12).Draw(t, "hours") {
			w := peer.DueAt(utc("2026-03-28T00:00:00Z").Add(time.Duration(n) * time.Hour))
			if n%3 == 0 {
				w = peer.DueOn(w.Day(c))
			}
			ds = append(ds, peer.Deadline{ID: string(rune('a' + n%26)), Due: w})
		}
		peer.SortDeadlines(ds, c)
		require.True(t, slices.IsSortedFunc(ds, func(a, b peer.Deadline) int { return a.Due.Instant(c).Compare(b.Due.Instant(c)) }))
	})
}

// A contact ended on the Thursday before Easter. It is to be recorded by the end
// of the next working day, and Good Friday and Easter Monday are none.
func ExampleDeadline() {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		fmt.Println(err)
		return
	}
	calendar, err := peer.CalendarSpec{
		Zone:        "Europe/London",
		WorkingDays: []string{"mon", "tue", "wed", "thu", "fri"},
		Hours:       peer.HoursSpec{From: "09:00", To: "17:00"},
		Holidays:    []string{"2026-04-03", "2026-04-06"},
		Until:       "2026-12-31",
	}.Calendar(zone)
	if err != nil {
		fmt.Println(err)
		return
	}
	ended := peer.MustMoment("2026-04-02T15:45:00+01:00").UTC()
	due, err := peer.WorkingDays(1).After(ended, calendar)
	if err != nil {
		fmt.Println(err)
		return
	}
	record := peer.Deadline{ID: "record/c1", Owes: peer.PartyWorker, Since: ended, Due: due}
	fmt.Println(record.Due.Shown(calendar))
	for _, now := range []string{"2026-04-03T12:00:00+01:00", "2026-04-07T23:59:59+01:00", "2026-04-08T00:00:00+01:00"} {
		fmt.Println(record.At(peer.MustMoment(now).UTC(), calendar).State)
	}
	// Output:
	// 2026-04-07T23:59:59+01:00
	// open
	// due-today
	// overdue
}
