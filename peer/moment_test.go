package peer_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/towpath-care/towpath/peer"
	"pgregory.net/rapid"
)

func parseMoment(s string) error { _, err := peer.ParseMoment(s); return err }

func TestParseMoment(t *testing.T) {
	for _, c := range []struct {
		text, shown, utc string
		offset           int
	}{
		{"2026-02-17T11:30:00+00:00", "2026-02-17T11:30:00.000Z", "2026-02-17T11:30:00Z", 0},
		{"2026-02-17T11:30:00Z", "2026-02-17T11:30:00.000Z", "2026-02-17T11:30:00Z", 0},
		{"2026-02-17T11:30:00-00:00", "2026-02-17T11:30:00.000Z", "2026-02-17T11:30:00Z", 0},
		{"2026-06-12T17:00:00+01:00", "2026-06-12T17:00:00.000+01:00", "2026-06-12T16:00:00Z", 60},
		{"2026-06-12T17:00:00.25-03:30", "2026-06-12T17:00:00.250-03:30", "2026-06-12T20:30:00.25Z", -210},
		{"2026-02-17T11:30:00.123999999Z", "2026-02-17T11:30:00.123Z", "2026-02-17T11:30:00.123Z", 0},
		{"1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z", 0},
		{"2026-02-17T00:00:00+14:00", "2026-02-17T00:00:00.000+14:00", "2026-02-16T10:00:00Z", 840},
		{"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z", 0},
		{"0001-01-01T00:00:00.001Z", "0001-01-01T00:00:00.001Z", "0001-01-01T00:00:00.001Z", 0},
	} {
		t.Run(c.text, func(t *testing.T) {
			m, err := peer.ParseMoment(c.text)
			require.NoError(t, err)
			require.Equal(t, c.shown, m.String())
			require.Equal(t, c.utc, m.UTC().Format(time.RFC3339Nano))
			require.Equal(t, c.offset, m.Offset())
			require.Equal(t, m, peer.MustMoment(c.shown))
			require.Equal(t, time.UTC, m.UTC().Location())
		})
	}
	bad := map[string]peer.Code{
		"2026-02-17T11:30:00":               peer.ErrAmbiguousLocalTime,
		"2026-02-17T11:30:00.5":             peer.ErrAmbiguousLocalTime,
		"2026-02-30T11:30:00Z":              peer.ErrOutOfRange,
		"2026-02-17T24:00:00Z":              peer.ErrOutOfRange,
		"2026-02-17T11:60:00Z":              peer.ErrOutOfRange,
		"2026-02-17T11:30:60Z":              peer.ErrOutOfRange,
		"2026-02-17T11:30:00+14:01":         peer.ErrOutOfRange,
		"2026-02-17T11:30:00+00:60":         peer.ErrOutOfRange,
		"0001-01-01T00:00:00Z":              peer.ErrOutOfRange,
		"0001-01-01T00:30:00+01:00":         peer.ErrOutOfRange,
		"0001-01-01T01:00:00+01:00":         peer.ErrOutOfRange,
		"9999-12-31T23:30:00-01:00":         peer.ErrOutOfRange,
		"0000-01-01T00:00:00Z":              peer.ErrOutOfRange,
		"2026-02-17T11:30Z":                 peer.ErrSchema,
		"2026-02-17":                        peer.ErrSchema,
		"2026-02-17 11:30:00Z":              peer.ErrSchema,
		"2026-02-17t11:30:00z":              peer.ErrSchema,
		"2026-02-17T11:30:00z":              peer.ErrSchema,
		"2026-02-17T11:30:00,5Z":            peer.ErrSchema,
		"2026-02-17T11:30:00.Z":             peer.ErrSchema,
		"2026-02-17T11:30:00.1234567890Z":   peer.ErrSchema,
		"2026-02-17T11:30:00+0100":          peer.ErrSchema,
		"2026-02-17T11:30:00+01":            peer.ErrSchema,
		"2026-02-17T11:30:00+01:00 ":        peer.ErrSchema,
		"2026-02-17T11:30:00ZZ":             peer.ErrSchema,
		"2026-02-17T1:30:00Z":               peer.ErrSchema,
		"2026-02-17T11:30:00 Europe/London": peer.ErrSchema,
		"":                                  peer.ErrSchema,
		"on Tuesday with Megan, at ten":     peer.ErrSchema,
		"2026-02-17T11:30:00." + strings.Repeat("1", 1<<20) + "Z": peer.ErrSchema,
		strings.Repeat("2026-02-17T11:30:00Z", 1<<15):             peer.ErrSchema,
	}
	for text, code := range bad {
		t.Run("not "+text[:min(len(text), 40)], func(t *testing.T) {
			m, err := peer.ParseMoment(text)
			refused(t, err, code)
			require.Contains(t, fixedWords(t, parseMoment, "x", "2026-02-17T24:00:00Z", "2026-02-17T11:30:00"), wordsOf(t, err))
			require.Zero(t, m)
			require.Panics(t, func() { peer.MustMoment(text) })
		})
	}
}

func TestMomentOf(t *testing.T) {
	at := time.Date(2026, 6, 12, 17, 0, 0, 999_999_999, timeZone(t, "Europe/London"))
	m := peer.MomentOf(at)
	require.Equal(t, "2026-06-12T17:00:00.999+01:00", m.String())
	require.True(t, peer.MomentOf(time.Time{}).IsZero())
	require.True(t, peer.MomentOf(time.Time{}).UTC().IsZero())
	require.True(t, peer.MomentOf(time.Time{}.In(time.FixedZone("", 3600))).IsZero())

	t.Run("an offset no clock has", func(t *testing.T) {
		for _, seconds := range []int{15 * 3600, -15 * 3600, 1 << 30, -1 << 30} {
			m := peer.MomentOf(at.In(time.FixedZone("", seconds)))
			require.Zero(t, m.Offset())
			require.True(t, m.UTC().Equal(at.Truncate(time.Millisecond)))
			require.Equal(t, m, peer.MustMoment(m.String()))
		}
	})
	t.Run("an offset with seconds, as before 1847", func(t *testing.T) {
		m := peer.MomentOf(time.Date(1840, 1, 1, 12, 0, 0, 0, timeZone(t, "Europe/London")))
		require.Equal(t, -1, m.Offset())
		require.Equal(t, m, peer.MustMoment(m.String()))
	})
	t.Run("years that cannot be written", func(t *testing.T) {
		for _, year := range []int{-5_000_000, -1, 0, 10_000, 500_000_000} {
			m := peer.MomentOf(time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC))
			require.Contains(t, []string{"", "9999-12-31T23:59:59.999Z"}, m.String())
		}
		last := peer.MomentOf(time.Date(9999, 12, 31, 23, 30, 0, 0, time.UTC).In(time.FixedZone("", 3600)))
		require.Equal(t, "9999-12-31T23:30:00.000Z", last.String(), "the local clock has left the years")
	})
}

func TestMomentOrder(t *testing.T) {
	here, there := peer.MustMoment("2026-06-12T17:00:00+01:00"), peer.MustMoment("2026-06-12T16:00:00Z")
	require.NotEqual(t, here, there, "said in another offset")
	require.Zero(t, here.Compare(there))
	require.False(t, here.Before(there) || here.After(there))
	later := peer.MustMoment("2026-06-12T16:00:00.001Z")
	require.True(t, here.Before(later) && later.After(here))
	require.False(t, later.Before(here))
	var none peer.Moment
	require.False(t, none.Before(here) || none.After(here) || here.Before(none) || here.After(none))
	require.Negative(t, none.Compare(here))
}

func TestMomentElapsed(t *testing.T) {
	t.Run("PEER-44 a meeting across the October change lasts what it lasts", func(t *testing.T) {
		c := ukCalendar(t)
		start := peer.MustMoment("2026-10-25T00:30:00+01:00")
		end := c.Local(time.Date(2026, 10, 25, 1, 45, 0, 0, time.UTC))
		require.Equal(t, "2026-10-25T01:45:00.000Z", end.String())
		require.Equal(t, 135*time.Minute, end.UTC().Sub(start.UTC()))
	})
	t.Run("PEER-44 and across the March change", func(t *testing.T) {
		start, end := peer.MustMoment("2026-03-29T00:30:00+00:00"), peer.MustMoment("2026-03-29T02:15:00+01:00")
		require.Equal(t, 45*time.Minute, end.UTC().Sub(start.UTC()))
	})
}

func TestMomentJSON(t *testing.T) {
	type doc struct {
		Start peer.Moment `json:"start,omitzero"`
	}
	var d doc
	require.NoError(t, json.Unmarshal([]byte(`{"start":"2026-06-12T17:00:00+01:00"}`), &d))
	b, err := json.Marshal(d)
	require.NoError(t, err)
	require.Equal(t, `{"start":"2026-06-12T17:00:00.000+01:00"}`, string(b))
	require.NoError(t, json.Unmarshal([]byte(`{"start":""}`), &d))
	b, err = json.Marshal(d)
	require.NoError(t, err)
	require.Equal(t, `{}`, string(b))
	refused(t, json.Unmarshal([]byte(`{"start":"2026-06-12T17:00:00"}`), &d), peer.ErrAmbiguousLocalTime)
}

func TestMomentProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ms := rapid.Int64Range(-62135596799999, 253402300799999).Draw(t, "ms")
		offset := rapid.IntRange(-840, 840).Draw(t, "offset")
		m := peer.MomentOf(time.UnixMilli(ms).In(time.FixedZone("", offset*60)))
		require.Equal(t, ms, m.UTC().UnixMilli())
		back, err := peer.ParseMoment(m.String())
		require.NoError(t, err)
		require.Equal(t, m, back)
	})
}

func parseClock(s string) error { _, err := peer.ParseClock(s); return err }

func TestClock(t *testing.T) {
	for text, minutes := range map[string]int{"00:00": 0, "09:00": 540, "17:30": 1050, "23:59": 1439, "24:00": 1440} {
		k, err := peer.ParseClock(text)
		require.NoError(t, err)
		require.Equal(t, minutes, k.Minutes())
		require.Equal(t, text, k.String())
		require.False(t, k.IsZero())
		b, err := json.Marshal(k)
		require.NoError(t, err)
		var back peer.Clock
		require.NoError(t, json.Unmarshal(b, &back))
		require.Equal(t, k, back)
	}
	for text, code := range map[string]peer.Code{
		"24:01": peer.ErrOutOfRange, "25:00": peer.ErrOutOfRange, "99:99": peer.ErrOutOfRange, "12:60": peer.ErrOutOfRange,
		"": peer.ErrSchema, "9:00": peer.ErrSchema, "0900": peer.ErrSchema, "09:00:00": peer.ErrSchema, "09.00": peer.ErrSchema, "-1:00": peer.ErrSchema,
		strings.Repeat("0", 1<<16): peer.ErrSchema,
	} {
		k, err := peer.ParseClock(text)
		refused(t, err, code)
		require.Contains(t, fixedWords(t, parseClock, "x", "25:00"), wordsOf(t, err))
		require.Zero(t, k)
		require.Panics(t, func() { peer.MustClock(text) })
	}
	var none peer.Clock
	require.True(t, none.IsZero())
	require.Empty(t, none.String())
	require.Zero(t, none.Minutes())
	require.NotEqual(t, none, peer.MustClock("00:00"), "midnight is a time, nothing is none")
	require.NoError(t, none.UnmarshalText(nil))
	require.Negative(t, none.Compare(peer.MustClock("00:00")))
	require.Negative(t, peer.MustClock("09:00").Compare(peer.MustClock("17:00")))
}

func FuzzParseMoment(f *testing.F) {
	for _, s := range []string{"2026-02-17T11:30:00+00:00", "2026-02-17T11:30:00Z", "2026-02-17T11:30:00.123456789-14:00", "2026-02-17T11:30:00",
		"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999+00:01", "2026-10-25T01:30:00+01:00", "2026-02-17T11:30:00.", "\x00"} {
		f.Add(s)
	}
	words := fixedWords(f, parseMoment, "x", "2026-02-17T24:00:00Z", "2026-02-17T11:30:00")
	f.Fuzz(func(t *testing.T, s string) {
		m, err := peer.ParseMoment(s)
		if err != nil {
			require.Contains(t, words, wordsOf(t, err))
			require.Zero(t, m)
			return
		}
		require.LessOrEqual(t, len(s), 35)
		require.False(t, m.IsZero())
		require.Equal(t, s[:19], m.String()[:19], "the clock on the wall is kept")
		require.Equal(t, m, peer.MustMoment(m.String()))
		std, err := time.Parse(time.RFC3339Nano, s)
		require.NoError(t, err)
		require.Equal(t, std.UnixMilli(), m.UTC().UnixMilli())
	})
}
