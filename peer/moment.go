package peer

import (
	"cmp"
	"time"
)

// millis is how an instant is written: RFC 3339 to the millisecond.
const millis = "2006-01-02T15:04:05.000Z07:00"

// Moment is an instant to the millisecond, kept with the offset from UTC it was
// said in: what the clock on the wall showed can be told from it for ever after
// (FHIR-05: a period carries its offset). It lies in a year from 1 to 9999.
//
// The zero Moment was not given. Moments can be compared with ==, which looks at
// the offset too; Compare looks at the instant only. From one UTC to another is
// the time that really passed, whatever the clocks did in between (PEER-44).
type Moment struct {
	at     int64 // milliseconds since the first one of year 1, so that zero is not given
	offset int16 // minutes east of UTC
}

var (
	momentZero = firstDate.midnightUTC().UnixMilli()
	momentLast = lastDate.midnightUTC().UnixMilli() + daySeconds*1000 - 1
)

// maxOffset is the furthest any zone lies from UTC, in minutes (FHIR R4,
// primitive type instant).
const maxOffset = 14 * 60

// MomentOf is a Moment with the offset that t has. What is finer than a
// millisecond is cut off. An offset of more than fourteen hours is none that a
// clock shows: the instant is then kept in UTC. A time outside the years 1 to
// 9999 becomes the first or the last instant in them.
func MomentOf(t time.Time) Moment {
	t = clamped(t)
	m := Moment{at: t.UnixMilli() - momentZero}
	_, seconds := t.Zone()
	if year := t.Year(); m.at != 0 && max(seconds, -seconds) <= maxOffset*60 && 1 <= year && year <= 9999 {
		m.offset = int16(seconds / 60)
	}
	return m
}

// clamped keeps a time in the years that can be written.
func clamped(t time.Time) time.Time {
	first, last := time.UnixMilli(momentZero), time.UnixMilli(momentLast)
	switch {
	case t.Before(first):
		return first.UTC()
	case t.After(last):
		return last.UTC()
	}
	return t
}

// ParseMoment reads an instant as FHIR R4 writes it: "2026-02-17T11:30:00Z" or
// "2026-06-12T17:00:00.250+01:00". What is finer than a millisecond is cut off.
// A time without an offset is a *Refusal with ErrAmbiguousLocalTime, another
// shape one with ErrSchema, and a time that no clock shows one with
// ErrOutOfRange; the first instant of year 1 is among those, it stands for none.
// No error repeats what was sent.
func ParseMoment(s string) (Moment, error) {
	const wall = len("0000-00-00T00:00:00")
	if len(s) < wall || !shaped(s[:wall], "0000-00-00T00:00:00") {
		return Moment{}, notAMoment()
	}
	fraction, offset, ok := cutFraction(s[wall:])
	switch {
	case !ok:
		return Moment{}, notAMoment()
	case offset == "":
		return Moment{}, Fault(Rule{"PEER-44", ErrAmbiguousLocalTime}, "", "A time comes with its offset from UTC.", "Add Z or an offset such as +01:00.")
	}
	minutes, err := parseOffset(offset)
	if err != nil {
		return Moment{}, err
	}
	d, err := ParseDate(s[:10])
	hour, minute, second := decimal(s[11:13]), decimal(s[14:16]), decimal(s[17:19])
	if err != nil || hour > 23 || minute > 59 || second > 59 {
		return Moment{}, noSuchMoment()
	}
	t := time.Date(d.Year(), d.Month(), d.Day(), hour, minute-minutes, second, fraction*int(time.Millisecond), time.UTC)
	m := Moment{t.UnixMilli() - momentZero, int16(minutes)}
	if m.at <= 0 || !clamped(t).Equal(t) {
		return Moment{}, noSuchMoment()
	}
	return m, nil
}

func notAMoment() error {
	return Fault(Rule{"DOC-06", ErrSchema}, "", "An instant is written as date, time and offset.", "Write it like 2026-02-17T11:30:00+00:00.")
}

func noSuchMoment() error {
	return Fault(Rule{"DOC-06", ErrOutOfRange}, "", "An instant stands in the calendar and on the clock, in a year from 1 to 9999.", "Look at the date, the time and the offset.")
}

// cutFraction takes up to nine decimals of a second off the front and returns
// the milliseconds among them.
func cutFraction(s string) (ms int, rest string, ok bool) {
	if s == "" || s[0] != '.' {
		return 0, s, true
	}
	n := 1
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n == 1 || n > 10 {
		return 0, "", false
	}
	return decimal((s[1:n] + "00")[:3]), s[n:], true
}

// parseOffset reads Z, +hh:mm or -hh:mm as minutes east of UTC.
func parseOffset(s string) (int, error) {
	if s == "Z" {
		return 0, nil
	}
	if s[0] != '+' && s[0] != '-' || !shaped(s[1:], "00:00") {
		return 0, notAMoment()
	}
	hours, minutes := decimal(s[1:3]), decimal(s[4:6])
	if minutes > 59 || hours*60+minutes > maxOffset {
		return 0, noSuchMoment()
	}
	if s[0] == '-' {
		return -(hours*60 + minutes), nil
	}
	return hours*60 + minutes, nil
}

// MustMoment is ParseMoment for tests and examples. It panics where ParseMoment
// gives an error.
func MustMoment(s string) Moment { return must(ParseMoment(s)) }

// UTC is the instant in UTC; the zero time when none was given.
func (m Moment) UTC() time.Time {
	if m.at == 0 {
		return time.Time{}
	}
	return time.UnixMilli(m.at + momentZero).UTC()
}

// Offset is how many minutes east of UTC the clock was that showed it.
func (m Moment) Offset() int { return int(m.offset) }

// IsZero reports whether no instant was given.
func (m Moment) IsZero() bool { return m == Moment{} }

// String returns the instant in RFC 3339 to the millisecond with its offset, Z
// when that is none, and nothing when no instant was given.
func (m Moment) String() string {
	if m.IsZero() {
		return ""
	}
	return m.UTC().In(time.FixedZone("", int(m.offset)*60)).Format(millis)
}

// MarshalText writes the instant as String gives it.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what ParseMoment reads. Nothing is the zero Moment.
func (m *Moment) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*m = Moment{}
		return nil
	}
	*m, err = ParseMoment(string(b))
	return err
}

// Compare orders by the instant: -1, 0 or +1, none first.
func (m Moment) Compare(o Moment) int { return cmp.Compare(m.at, o.at) }

// Before reports whether m is the earlier instant. It is false when either was
// not given.
func (m Moment) Before(o Moment) bool { return m.at != 0 && o.at != 0 && m.at < o.at }

// After reports whether m is the later instant. It is false when either was not
// given.
func (m Moment) After(o Moment) bool { return o.Before(m) }

// Clock is what a clock on the wall shows, hours and minutes from 00:00 to
// 24:00; 24:00 is the end of the day. The zero Clock was not given. Clocks can be
// compared with ==.
type Clock struct {
	past int16 // minutes past midnight and one more, so that zero is not given
}

// ParseClock reads "09:00". Another shape is a *Refusal with ErrSchema, a time
// that no clock shows one with ErrOutOfRange.
func ParseClock(s string) (Clock, error) {
	if !shaped(s, "00:00") {
		return Clock{}, Fault(Rule{"DOC-06", ErrSchema}, "", "A time of day is written as hours and minutes.", "Write it like 09:00.")
	}
	hour, minute := decimal(s[:2]), decimal(s[3:])
	if minute > 59 || hour*60+minute > 24*60 {
		return Clock{}, Fault(Rule{"DOC-06", ErrOutOfRange}, "", "A time of day lies between 00:00 and 24:00.", "Look at the hours and the minutes.")
	}
	return Clock{int16(hour*60+minute) + 1}, nil
}

// MustClock is ParseClock for tests and examples. It panics where ParseClock
// gives an error.
func MustClock(s string) Clock { return must(ParseClock(s)) }

// Minutes counts the minutes past midnight, 0 to 1440. It is 0 when no time was
// given.
func (c Clock) Minutes() int { return max(0, int(c.past)-1) }

// IsZero reports whether no time of day was given.
func (c Clock) IsZero() bool { return c == Clock{} }

// Compare orders times of day: -1, 0 or +1, none first.
func (c Clock) Compare(o Clock) int { return cmp.Compare(c.past, o.past) }

// String returns hours and minutes, such as 09:00, and nothing when no time was
// given.
func (c Clock) String() string {
	if c.IsZero() {
		return ""
	}
	m := c.Minutes()
	return string([]byte{digit(m / 600), digit(m / 60), ':', digit(m % 60 / 10), digit(m % 60)})
}

func digit(n int) byte { return byte('0' + n%10) }

// MarshalText writes the time as String gives it.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what ParseClock reads. Nothing is the zero Clock.
func (c *Clock) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*c = Clock{}
		return nil
	}
	*c, err = ParseClock(string(b))
	return err
}
