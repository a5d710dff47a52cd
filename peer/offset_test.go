package peer_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/towpath-care/towpath/peer"
	"pgregory.net/rapid"
)

func offset(t require.TestingT, text string) peer.Offset {
	var o peer.Offset
	require.NoError(t, json.Unmarshal([]byte(text), &o))
	return o
}

func TestOffsetJSON(t *testing.T) {
	five := peer.MustClock("17:00")
	for text, want := range map[string]peer.Offset{
		`{"months":6}`:                   peer.Months(6),
		`{"weeks":12}`:                   peer.Weeks(12),
		`{"days":84}`:                    peer.Days(84),
		`{"workingDays":1}`:              peer.WorkingDays(1),
		`{"hours":24}`:                   peer.Hours(24),
		`{"minutes":30}`:                 peer.Minutes(30),
		`{"minutes":0}`:                  peer.Minutes(0),
		`{"at":"17:00","workingDays":1}`: peer.WorkingDays(1).At(five),
		`{"at":"17:00","workingDays":0}`: peer.WorkingDays(0).At(five),
		`{"at":"17:00","days":2}`:        peer.Days(2).At(five),
		`null`:                           {},
	} {
		t.Run(text, func(t *testing.T) {
			got := peer.Days(3)
			require.NoError(t, json.Unmarshal([]byte(text), &got))
			require.Equal(t, want, got)
			require.Equal(t, text == "null", got.IsZero())
			b, err := json.Marshal(want)
			require.NoError(t, err)
			require.JSONEq(t, text, string(b))
		})
	}
	o := peer.WorkingDays(1).At(five)
	require.Equal(t, peer.UnitWorkingDays, o.Unit())
	require.Equal(t, 1, o.Count())
	require.Equal(t, five, o.Clock())
}

func TestOffsetFaults(t *testing.T) {
	for text, want := range map[string][]string{
		`{}`:                                     {" required"},
		`{"at":"17:00"}`:                         {" required"},
		`{"months":6,"weeks":12}`:                {" schema"},
		`{"months":6,"weeks":12,"days":1}`:       {" schema"},
		`{"Months":6}`:                           {" schema"},
		`{"months":6,"note":"ask Hannah"}`:       {" schema"},
		`{"months":"6"}`:                         {"/months schema"},
		`{"months":null}`:                        {"/months schema"},
		`{"months":6.5}`:                         {"/months schema"},
		`{"months":1e3}`:                         {"/months schema"},
		`{"months":99999999999999999999}`:        {"/months schema"},
		`{"months":{"canary":1}}`:                {"/months schema"},
		`{"months":-1}`:                          {"/months out-of-range"},
		`{"months":1201}`:                        {"/months out-of-range"},
		`{"weeks":5301}`:                         {"/weeks out-of-range"},
		`{"days":36601}`:                         {"/days out-of-range"},
		`{"workingDays":36601}`:                  {"/workingDays out-of-range"},
		`{"hours":87841}`:                        {"/hours out-of-range"},
		`{"minutes":527041}`:                     {"/minutes out-of-range"},
		`{"minutes":30,"at":"17:00"}`:            {"/at schema"},
		`{"hours":-1,"at":"17:00"}`:              {"/hours out-of-range", "/at schema"},
		`{"days":1,"at":"5pm"}`:                  {"/at schema"},
		`{"days":1,"at":17}`:                     {"/at schema"},
		`{"days":1,"at":null}`:                   {"/at schema"},
		`{"days":1,"at":"25:00"}`:                {"/at out-of-range"},
		`{"days":"x","weeks":[],"at":"y","z":1}`: {"/days schema", "/weeks schema", " schema", "/at schema", " schema"},
		`6`:                                      {" schema"},
		`"P6M"`:                                  {" schema"},
		`[]`:                                     {" schema"},
		`true`:                                   {" schema"},
	} {
		t.Run(text, func(t *testing.T) {
			kept := peer.Days(3)
			err := json.Unmarshal([]byte(text), &kept)
			require.ElementsMatch(t, want, atPaths(err))
			require.NotContains(t, wordsOf(t, err), "Hannah")
			require.NotContains(t, wordsOf(t, err), "canary")
			require.Equal(t, peer.Days(3), kept, "nothing half read")
		})
	}
	for _, o := range []peer.Offset{{}, peer.Days(-1), peer.Minutes(math.MaxInt), peer.Months(math.MinInt), peer.Hours(1).At(peer.MustClock("09:00"))} {
		require.Error(t, o.Validate())
		w, err := o.After(utc("2026-02-17T11:30:00Z"), ukCalendar(t))
		require.Equal(t, o.Validate(), err)
		require.Zero(t, w)
		w, err = o.AfterDate(peer.MustDate("2026-02-17"), ukCalendar(t))
		require.Equal(t, o.Validate(), err)
		require.Zero(t, w)
	}
	t.Run("no start", func(t *testing.T) {
		for _, o := range []peer.Offset{peer.Days(1), peer.Hours(1)} {
			_, err := o.After(time.Time{}, ukCalendar(t))
			refused(t, err, peer.ErrRequired)
			_, err = o.AfterDate(peer.Date{}, ukCalendar(t))
			refused(t, err, peer.ErrRequired)
		}
	})
}

func TestOffsetAfter(t *testing.T) {
	c := ukCalendar(t)
	for _, k := range []struct{ name, offset, from, due, shown string }{
		{"PEER-46 AT-01.6 record by the end of the next working day", `{"workingDays":1}`, "2026-02-17T12:15:00Z", "2026-02-18", "2026-02-18T23:59:59Z"},
		{"PEER-46 within 24 hours", `{"hours":24}`, "2026-02-17T12:15:00Z", "2026-02-18T12:15:00.000Z", "2026-02-18T12:15:00Z"},
		{"PEER-46 24 hours over the March change are real ones", `{"hours":24}`, "2026-03-28T12:15:00Z", "2026-03-29T12:15:00.000Z", "2026-03-29T13:15:00+01:00"},
		{"PEER-46 a day over the March change is a day", `{"days":1}`, "2026-03-28T12:15:00Z", "2026-03-29", "2026-03-29T23:59:59+01:00"},
		{"PEER-46 the next working day over Easter", `{"workingDays":1}`, "2026-04-02T14:00:00Z", "2026-04-07", "2026-04-07T23:59:59+01:00"},
		{"PEER-46 half past midnight in summer is the local day", `{"days":1}`, "2026-06-11T23:30:00Z", "2026-06-13", "2026-06-13T23:59:59+01:00"},
		{"AT-10.1 notify within 30 minutes", `{"minutes":30}`, "2026-03-13T17:40:00Z", "2026-03-13T18:10:00.000Z", "2026-03-13T18:10:00Z"},
		{"AT-10.3 acknowledge within an hour", `{"minutes":60}`, "2026-03-13T17:48:00Z", "2026-03-13T18:48:00.000Z", "2026-03-13T18:48:00Z"},
		{"an hour over the October change", `{"hours":1}`, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00.000Z", "2026-10-25T01:30:00Z"},
		{"AT-07.3 tell-back", `{"workingDays":1,"at":"17:00"}`, "2026-06-11T10:00:00Z", "2026-06-12T16:00:00.000Z", "2026-06-12T17:00:00+01:00"},
		{"the same working day", `{"workingDays":0,"at":"17:00"}`, "2026-02-17T10:00:00Z", "2026-02-17T17:00:00.000Z", "2026-02-17T17:00:00Z"},
		{"the same working day from a Saturday", `{"workingDays":0,"at":"17:00"}`, "2026-02-21T10:00:00Z", "2026-02-23T17:00:00.000Z", "2026-02-23T17:00:00Z"},
		{"the hour has passed: due at once", `{"workingDays":0,"at":"17:00"}`, "2026-02-17T18:30:00Z", "2026-02-17T18:30:00.000Z", "2026-02-17T18:30:00Z"},
		{"H28 a time that is jumped over ends with the jump", `{"days":1,"at":"01:30"}`, "2026-03-28T12:00:00Z", "2026-03-29T01:00:00.000Z", "2026-03-29T02:00:00+01:00"},
		{"H28 a time that comes twice ends with the first", `{"days":1,"at":"01:30"}`, "2026-10-24T12:00:00Z", "2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00+01:00"},
		{"AT-08.5 follow-up", `{"days":14}`, "2026-04-22T10:00:00Z", "2026-05-06", "2026-05-06T23:59:59+01:00"},
		{"at the end of the day", `{"days":0,"at":"24:00"}`, "2026-02-17T10:00:00Z", "2026-02-18T00:00:00.000Z", "2026-02-18T00:00:00Z"},
		{"finer than a millisecond is cut off", `{"minutes":0}`, "2026-02-17T10:00:00.0009Z", "2026-02-17T10:00:00.000Z", "2026-02-17T10:00:00Z"},
	} {
		t.Run(k.name, func(t *testing.T) {
			w, err := offset(t, k.offset).After(utc(k.from), c)
			require.NoError(t, err)
			require.Equal(t, k.due, w.String())
			require.Equal(t, k.shown, w.Shown(c))
		})
	}
	for _, k := range []struct{ name, offset, from, due string }{
		{"PEER-03 AT-02.1 twelve weeks end on a bank holiday", `{"weeks":12}`, "2026-03-02", "2026-05-25"},
		{"PEER-03 AT-02.1 84 days end on a bank holiday", `{"days":84}`, "2026-03-02", "2026-05-25"},
		{"PEER-03 AT-02.4 six months", `{"months":6}`, "2025-08-31", "2026-02-28"},
		{"AT-02.1 six months", `{"months":6}`, "2026-03-02", "2026-09-02"},
		{"PEER-13 AT-02.1 a month", `{"months":1}`, "2026-03-02", "2026-04-02"},
		{"AT-02.1 induction", `{"days":14}`, "2026-03-02", "2026-03-16"},
		{"a day and a time", `{"days":1,"at":"17:00"}`, "2026-06-11", "2026-06-12T16:00:00.000Z"},
		{"24 hours are a day", `{"hours":24}`, "2026-02-17", "2026-02-19T00:00:00.000Z"},
		{"a start known to the month", `{"days":1}`, "2026-02", "2026-02-02"},
	} {
		t.Run(k.name, func(t *testing.T) {
			w, err := offset(t, k.offset).AfterDate(peer.MustDate(k.from), c)
			require.NoError(t, err)
			require.Equal(t, k.due, w.String())
		})
	}
}

func TestOffsetFixed(t *testing.T) {
	for _, o := range []peer.Offset{peer.Minutes(60), peer.Hours(1)} {
		span, ok := o.Fixed()
		require.True(t, ok)
		require.Equal(t, time.Hour, span)
	}
	for _, o := range []peer.Offset{{}, peer.Days(1), peer.WorkingDays(1), peer.Weeks(1), peer.Months(1)} {
		_, ok := o.Fixed()
		require.False(t, ok)
	}
	require.Len(t, peer.Unit("").Terms(), 6)
	for _, u := range peer.Unit("").Terms() {
		require.True(t, peer.Unit(u).Known())
	}
	require.False(t, peer.Unit("years").Known())
}

func TestOffsetProperties(t *testing.T) {
	c := ukCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom(peer.Unit("").Terms()).Draw(t, "unit")
		o := offset(t, fmt.Sprintf(`{%q:%d}`, unit, rapid.IntRange(0, 1200).Draw(t, "n")))
		from := time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "from"))
		b, err := json.Marshal(o)
		require.NoError(t, err)
		require.Equal(t, o, offset(t, string(b)))

		w, err := o.After(from, c)
		require.NoError(t, err)
		require.False(t, w.Instant(c).Before(from), "nothing ends before it began")
		require.Equal(t, w.IsDay(), unit != "minutes" && unit != "hours")
		if unit == "workingDays" {
			require.True(t, c.IsWorkingDay(w.Day(c)))
		}
		if w.IsDay() {
			same, err := o.AfterDate(c.Day(from), c)
			require.NoError(t, err)
			require.Equal(t, w, same)
			timed, err := o.At(peer.MustClock("12:00")).After(from, c)
			require.NoError(t, err)
			require.False(t, timed.Instant(c).Before(from))
			require.False(t, timed.Instant(c).After(w.Instant(c)))
		}
	})
}
