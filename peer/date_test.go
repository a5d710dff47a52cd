package peer_test

import (
	"encoding/json"
	"errors"
	"flag"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/towpath-care/towpath/peer"
	"pgregory.net/rapid"
)

// A fixed seed, unless the command line names another; no files are left behind.
func init() {
	flag.Set("rapid.seed", "20260217")
	flag.Set("rapid.nofailfile", "true")
}

// refused is the *Refusal that err has to be, with this code.
func refused(t require.TestingT, err error, code peer.Code) *peer.Refusal {
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	require.ErrorIs(t, err, code)
	return r
}

// fixedWords are the texts and JSON that a parser answers these faulty inputs
// with. Whatever else it is sent, it has to answer with one of them: then it
// repeats nothing.
func fixedWords(t require.TestingT, parse func(string) error, inputs ...string) map[string]bool {
	words := map[string]bool{}
	for _, s := range inputs {
		words[wordsOf(t, parse(s))] = true
	}
	return words
}

func wordsOf(t require.TestingT, err error) string {
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	b, jsonErr := json.Marshal(r)
	require.NoError(t, jsonErr)
	return err.Error() + string(b)
}

func parseDate(s string) error { _, err := peer.ParseDate(s); return err }

// atPaths lists "path code" for every reason.
func atPaths(err error) []string {
	var r *peer.Refusal
	if !errors.As(err, &r) {
		return nil
	}
	var out []string
	for _, reason := range r.Reasons {
		out = append(out, reason.Path+" "+reason.Rule.Code.String())
	}
	return out
}

func wholeDays() *rapid.Generator[peer.Date] {
	return rapid.Custom(func(t *rapid.T) peer.Date {
		first := peer.MustDate("0001-01-01")
		return first.AddDays(rapid.IntRange(0, first.DaysUntil(peer.MustDate("9999-12-31"))).Draw(t, "day"))
	})
}

func TestParseDate(t *testing.T) {
	for text, precision := range map[string]peer.Precision{
		"2026": peer.ByYear, "2026-02": peer.ByMonth, "2026-02-17": peer.ByDay,
		"2024-02-29": peer.ByDay, "2000-02-29": peer.ByDay, "0001-01-01": peer.ByDay, "9999-12-31": peer.ByDay, "0007": peer.ByYear,
	} {
		t.Run(text, func(t *testing.T) {
			d, err := peer.ParseDate(text)
			require.NoError(t, err)
			require.Equal(t, precision, d.Precision())
			require.Equal(t, text, d.String())
			require.False(t, d.IsZero())
			require.Equal(t, d, peer.MustDate(text))
		})
	}
	bad := map[string]peer.Code{
		"2026-02-29": peer.ErrOutOfRange, "1900-02-29": peer.ErrOutOfRange, "2026-04-31": peer.ErrOutOfRange, "2026-13": peer.ErrOutOfRange,
		"2026-00": peer.ErrOutOfRange, "2026-00-10": peer.ErrOutOfRange, "2026-01-00": peer.ErrOutOfRange, "2026-01-32": peer.ErrOutOfRange,
		"0000": peer.ErrOutOfRange, "0000-01-01": peer.ErrOutOfRange,
		"": peer.ErrSchema, "26": peer.ErrSchema, "2026-2-17": peer.ErrSchema, "2026-02-1": peer.ErrSchema, "2026/02/17": peer.ErrSchema,
		"17-02-2026": peer.ErrSchema, "2026-02-17Z": peer.ErrSchema, "2026-02-17T00:00:00Z": peer.ErrSchema, " 2026-02-17": peer.ErrSchema,
		"+2026": peer.ErrSchema, "-026": peer.ErrSchema, "2026-02-17\n": peer.ErrSchema, "2026-02-1\x00": peer.ErrSchema, "20260217": peer.ErrSchema,
		"٢٠٢٦": peer.ErrSchema, "2026‑02‑17": peer.ErrSchema, "10000-01-01": peer.ErrSchema, "Aled": peer.ErrSchema,
		strings.Repeat("9", 1<<20): peer.ErrSchema,
	}
	for text, code := range bad {
		t.Run("not "+text[:min(len(text), 20)], func(t *testing.T) {
			d, err := peer.ParseDate(text)
			refused(t, err, code)
			require.Contains(t, fixedWords(t, parseDate, "x", "2026-13"), wordsOf(t, err))
			require.Zero(t, d)
			require.Panics(t, func() { peer.MustDate(text) })
		})
	}
}

func TestPrecision(t *testing.T) {
	for p, want := range map[peer.Precision]string{peer.NoDate: "none", peer.ByYear: "year", peer.ByMonth: "month", peer.ByDay: "day"} {
		require.Equal(t, want, p.String())
	}
	require.NotPanics(t, func() { _ = peer.Precision(200).String() })
}

func TestNewDate(t *testing.T) {
	d, err := peer.NewDate(2024, time.February, 29)
	require.NoError(t, err)
	require.Equal(t, "2024-02-29", d.String())
	require.Equal(t, []int{2024, 2, 29}, []int{d.Year(), int(d.Month()), d.Day()})
	for _, bad := range [][3]int{{2026, 2, 29}, {2026, 0, 1}, {2026, 13, 1}, {2026, 1, 0}, {2026, 1, -1}, {0, 1, 1}, {10000, 1, 1}, {-1, 1, 1},
		{math.MaxInt, 1, 1}, {2026, 1, math.MaxInt}, {2026, math.MinInt, 1}, {2026 + 1<<16, 1, 1}, {2026, 1 + 1<<8, 1}, {2026, 1, 1 + 1<<8}} {
		_, err := peer.NewDate(bad[0], time.Month(bad[1]), bad[2])
		refused(t, err, peer.ErrOutOfRange)
	}
}

func TestDateNotGiven(t *testing.T) {
	var none peer.Date
	some := peer.MustDate("2026-02-17")
	require.True(t, none.IsZero())
	require.Equal(t, peer.NoDate, none.Precision())
	require.Empty(t, none.String())
	require.Equal(t, none, none.First())
	require.Equal(t, none, none.Last())
	require.Equal(t, none, none.AddDays(1))
	require.Equal(t, none, none.AddMonths(1))
	require.Zero(t, none.DaysUntil(some))
	require.Zero(t, some.DaysUntil(none))
	require.False(t, none.Before(some) || none.After(some) || some.Before(none) || some.After(none))
	require.Negative(t, none.Compare(some))
	require.NotPanics(t, func() { none.Weekday() })
}

func TestDateJSON(t *testing.T) {
	type doc struct {
		Born peer.Date `json:"born,omitzero"`
	}
	for _, text := range []string{`{}`, `{"born":"1988"}`, `{"born":"1988-04"}`, `{"born":"1988-04-12"}`} {
		var d doc
		require.NoError(t, json.Unmarshal([]byte(text), &d))
		b, err := json.Marshal(d)
		require.NoError(t, err)
		require.JSONEq(t, text, string(b))
	}
	d := doc{Born: peer.MustDate("1988")}
	require.NoError(t, json.Unmarshal([]byte(`{"born":""}`), &d))
	require.True(t, d.Born.IsZero(), "an empty text empties the date")
	refused(t, json.Unmarshal([]byte(`{"born":"1988-04-31"}`), &d), peer.ErrOutOfRange)
	refused(t, json.Unmarshal([]byte(`{"born":"Aled Prowse"}`), &d), peer.ErrSchema)
	require.Error(t, json.Unmarshal([]byte(`{"born":1988}`), &d))
}

func TestDateSpan(t *testing.T) {
	for _, c := range []struct{ date, first, last string }{
		{"2026", "2026-01-01", "2026-12-31"},
		{"2026-02", "2026-02-01", "2026-02-28"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2026-12", "2026-12-01", "2026-12-31"},
		{"2026-02-17", "2026-02-17", "2026-02-17"},
	} {
		d := peer.MustDate(c.date)
		require.Equal(t, c.first, d.First().String())
		require.Equal(t, c.last, d.Last().String())
	}
}

func TestDateOrder(t *testing.T) {
	inOrder := []string{"2025-12-31", "2026", "2026-01", "2026-01-01", "2026-01-31", "2026-02", "2026-02-01", "2027"}
	for i, a := range inOrder {
		for j, b := range inOrder {
			require.Equal(t, min(1, max(-1, i-j)), peer.MustDate(a).Compare(peer.MustDate(b)), "%s %s", a, b)
		}
	}
	for _, c := range []struct {
		a, b   string
		before bool
	}{
		{"2026-02-17", "2026-02-18", true}, {"2026-02-17", "2026-02-17", false}, {"2026-02-18", "2026-02-17", false},
		{"2026-02", "2026-03-01", true}, {"2026-02", "2026-02-28", false}, {"2026-02", "2026-02", false},
		{"2025", "2026", true}, {"2026", "2026-12-31", false}, {"2026-01-31", "2026-02", true}, {"2026-01-31", "2026", false},
	} {
		a, b := peer.MustDate(c.a), peer.MustDate(c.b)
		require.Equal(t, c.before, a.Before(b), "%s before %s", c.a, c.b)
		require.Equal(t, c.before, b.After(a), "%s after %s", c.b, c.a)
	}
}

func TestDateArithmetic(t *testing.T) {
	months := []struct {
		row, from string
		n         int
		want      string
	}{
		{"PEER-03 AT-02.4 six months from the end of August", "2025-08-31", 6, "2026-02-28"},
		{"PEER-03 six months in a leap year", "2023-08-31", 6, "2024-02-29"},
		{"AT-02.1 certificate", "2026-03-02", 6, "2026-09-02"},
		{"PEER-13 AT-02.6 supervision at the end of January", "2026-01-31", 1, "2026-02-28"},
		{"PEER-13 AT-02.6 supervision", "2026-02-20", 1, "2026-03-20"},
		{"AT-12.7 appraisal", "2026-06-24", 12, "2027-06-24"},
		{"born on a leap day", "2024-02-29", 12, "2025-02-28"},
		{"over the end of the year", "2026-12-31", 2, "2027-02-28"},
		{"back", "2026-03-31", -1, "2026-02-28"},
		{"back over a year", "2026-01-15", -13, "2024-12-15"},
		{"nothing", "2026-01-31", 0, "2026-01-31"},
		{"a month known only", "2026-02", 1, "2026-03-01"},
		{"a year known only", "2026", 1, "2026-02-01"},
		{"past the end", "9999-11-30", 2, "9999-12-31"},
		{"before the start", "0001-02-10", -2, "0001-01-01"},
		{"into the first month", "0001-02-10", -1, "0001-01-10"},
		{"absurdly far", "2026-01-01", math.MaxInt, "9999-12-31"},
		{"absurdly far back", "2026-01-01", math.MinInt, "0001-01-01"},
	}
	for _, c := range months {
		t.Run(c.row, func(t *testing.T) {
			require.Equal(t, c.want, peer.MustDate(c.from).AddMonths(c.n).String())
		})
	}
	days := []struct {
		row, from string
		n         int
		want      string
	}{
		{"PEER-03 AT-02.1 84 days fall on a bank holiday and stay there", "2026-03-02", 84, "2026-05-25"},
		{"AT-02.1 induction", "2026-03-02", 14, "2026-03-16"},
		{"PEER-13 AT-12.6 42 days", "2026-04-20", 42, "2026-06-01"},
		{"AT-06.2 coping review", "2026-04-06", 60, "2026-06-05"},
		{"AT-08.5 follow-up", "2026-04-22", 14, "2026-05-06"},
		{"over a leap day", "2024-02-28", 2, "2024-03-01"},
		{"over the clock change", "2026-03-28", 2, "2026-03-30"},
		{"back", "2026-03-01", -1, "2026-02-28"},
		{"past the end", "9999-12-31", 1, "9999-12-31"},
		{"before the start", "0001-01-01", -1, "0001-01-01"},
		{"absurdly far", "2026-01-01", math.MaxInt, "9999-12-31"},
		{"absurdly far back", "2026-01-01", math.MinInt, "0001-01-01"},
	}
	for _, c := range days {
		t.Run(c.row, func(t *testing.T) {
			require.Equal(t, c.want, peer.MustDate(c.from).AddDays(c.n).String())
		})
	}
	t.Run("AT-08.2 ages of entries", func(t *testing.T) {
		seen := peer.MustDate("2026-04-20")
		require.Equal(t, 231, peer.MustDate("2025-09-01").DaysUntil(seen))
		require.Equal(t, 78, peer.MustDate("2026-02-01").DaysUntil(seen))
		require.Equal(t, -78, seen.DaysUntil(peer.MustDate("2026-02-01")))
		require.Equal(t, 78, peer.MustDate("2026-02").DaysUntil(seen), "a month is counted from its first day")
	})
	require.Equal(t, time.Friday, peer.MustDate("2026-03-13").Weekday())
	require.Equal(t, time.Sunday, peer.MustDate("2026-03").Weekday())
}

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := wholeDays().Draw(t, "d")
		back, err := peer.ParseDate(d.String())
		require.NoError(t, err)
		require.Equal(t, d, back)

		n := rapid.IntRange(-5_000_000, 5_000_000).Draw(t, "n")
		moved := d.AddDays(n)
		if moved != peer.MustDate("9999-12-31") && moved != peer.MustDate("0001-01-01") {
			require.Equal(t, n, d.DaysUntil(moved))
			require.Equal(t, d, moved.AddDays(-n))
			require.Equal(t, (int(d.Weekday())+n%7+7)%7, int(moved.Weekday()))
		}
		require.Equal(t, d.Compare(moved) < 0, d.Before(moved))
		require.Equal(t, d.DaysUntil(moved) > 0, d.Before(moved))

		months := rapid.IntRange(-2400, 2400).Draw(t, "months")
		wanted := d.Year()*12 + int(d.Month()) - 1 + months
		later := d.AddMonths(months)
		if wanted >= 12 && wanted < 10000*12 {
			require.Equal(t, wanted, later.Year()*12+int(later.Month())-1, "never leaves the month wanted")
			require.LessOrEqual(t, later.Day(), d.Day())
			require.True(t, later.Day() == d.Day() || later == later.Last() || later.AddDays(1).Day() == 1)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-02-17", "2026-02", "2026", "", "0000", "2026-02-30", "9999-12-31", "2026-1-1", "\xff\xfe"} {
		f.Add(s)
	}
	words := fixedWords(f, parseDate, "x", "2026-13")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := peer.ParseDate(s)
		if err != nil {
			require.Contains(t, words, wordsOf(t, err))
			require.Zero(t, d)
			return
		}
		require.Equal(t, s, d.String())
		require.LessOrEqual(t, d.First().Compare(d.Last()), 0)
		require.GreaterOrEqual(t, d.First().Compare(d), 0)
	})
}

// atCode is the code of a refusal with one reason.
func atCode(err error) peer.Code {
	var r *peer.Refusal
	if !errors.As(err, &r) || len(r.Reasons) != 1 {
		return peer.Code{}
	}
	return r.Reasons[0].Rule.Code
}
