package peer

import (
	"cmp"
	"time"
)

// Date is a day, a month or a year of the Gregorian calendar, without a time and
// without a zone: "2026-02-17", "2026-02" or "2026", as FHIR R4 writes a date.
// Which instants a day covers is for a Calendar to say.
//
// The zero Date was not given. Dates can be compared with ==. Years go from 1 to
// 9999; arithmetic that would leave them stops at the first or the last day.
//
// A month or a year is counted from its first day on: that is what AddDays,
// AddMonths, DaysUntil and Weekday do.
type Date struct {
	year  int16
	month uint8 // 0: only the year is known
	day   uint8 // 0: only the year and the month are known
}

// Precision is how much of a Date is known.
type Precision uint8

const (
	// NoDate is the zero value: there is no date.
	NoDate Precision = iota
	// ByYear: only the year is known.
	ByYear
	// ByMonth: the year and the month are known.
	ByMonth
	// ByDay: the whole date is known.
	ByDay
)

// String returns none, year, month or day.
func (p Precision) String() string {
	return [...]string{"none", "year", "month", "day"}[min(p, ByDay)]
}

var (
	firstDate = Date{1, 1, 1}
	lastDate  = Date{9999, 12, 31}
)

func notADate() error {
	return Fault(Rule{"DOC-06", ErrSchema}, "", "A date is written as year, month and day.", "Write it in digits with hyphens, such as 2026-02-17, 2026-02 or 2026.")
}

func noSuchDate() error {
	return Fault(Rule{"DOC-06", ErrOutOfRange}, "", "A date stands in the calendar, in a year from 1 to 9999.", "Look at the year, the month and the day.")
}

func notAWholeDay() error {
	return Fault(Rule{"DOC-06", ErrSchema}, "", "The date names a whole day.", "Give year, month and day, such as 2026-02-17.")
}

// NewDate makes a whole day. A day that is not in the calendar, such as
// 29 February 2026, is a *Refusal with ErrOutOfRange.
func NewDate(year int, month time.Month, day int) (Date, error) {
	if year < 1 || year > 9999 || month < time.January || month > time.December || day < 1 || day > daysIn(year, month) {
		return Date{}, noSuchDate()
	}
	return Date{int16(year), uint8(month), uint8(day)}, nil
}

// ParseDate reads "2026-02-17", "2026-02" or "2026". Another shape is a *Refusal
// with ErrSchema, a date that is not in the calendar one with ErrOutOfRange.
// Neither repeats what was sent.
func ParseDate(s string) (Date, error) {
	if n := len(s); n != 4 && n != 7 && n != 10 || !shaped(s, "0000-00-00"[:n]) {
		return Date{}, notADate()
	}
	year, month, day := decimal(s[:4]), 1, 1
	if len(s) > 4 {
		month = decimal(s[5:7])
	}
	if len(s) > 7 {
		day = decimal(s[8:])
	}
	d, err := NewDate(year, time.Month(month), day)
	return d.cut(Precision(len(s) / 3)), err // 4, 7 and 10 characters: year, month, day
}

// MustDate is ParseDate for tests and examples. It panics where ParseDate gives
// an error.
func MustDate(s string) Date { return must(ParseDate(s)) }

// Year is the year, or 0 when no date was given.
func (d Date) Year() int { return int(d.year) }

// Month is the month, or 0 when only the year is known.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day is the day of the month, or 0 when only the month or the year is known.
func (d Date) Day() int { return int(d.day) }

// Precision says how much of the date is known.
func (d Date) Precision() Precision {
	switch {
	case d.day != 0:
		return ByDay
	case d.month != 0:
		return ByMonth
	case d.year != 0:
		return ByYear
	}
	return NoDate
}

// IsZero reports whether no date was given.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the date as ParseDate reads it, and nothing when no date was
// given.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	whole := d.First().midnightUTC().Format(time.DateOnly)
	return whole[:3*d.Precision()+1]
}

// MarshalText writes the date as String gives it.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads. Nothing is the zero Date.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(b))
	return err
}

// First is the first day of the year, the month or the day that is known.
func (d Date) First() Date {
	if d.IsZero() {
		return d
	}
	return Date{d.year, max(d.month, 1), max(d.day, 1)}
}

// Last is the last day of the year, the month or the day that is known.
func (d Date) Last() Date {
	switch d.Precision() {
	case ByYear:
		return Date{d.year, 12, 31}
	case ByMonth:
		return Date{d.year, d.month, uint8(daysIn(d.Year(), d.Month()))}
	}
	return d
}

// Compare orders dates for sorting, -1, 0 or +1: no date first, then by year,
// month and day, and what is less well known before what lies in it, so that
// 2026 < 2026-01 < 2026-01-01. It is 0 only for equal dates.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.year, e.year), cmp.Compare(d.month, e.month), cmp.Compare(d.day, e.day))
}

// Before reports whether every day d may mean lies before every day e may mean.
// It is false when either was not given: what nobody knows is neither before nor
// after.
func (d Date) Before(e Date) bool {
	return !d.IsZero() && !e.IsZero() && d.Last().Compare(e.First()) < 0
}

// After reports whether every day d may mean lies after every day e may mean.
func (d Date) After(e Date) bool { return e.Before(d) }

// AddDays is the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	from := d.First().dayNumber()
	switch first, last := firstDate.dayNumber(), lastDate.dayNumber(); {
	case n > last-from:
		return lastDate
	case n < first-from:
		return firstDate
	}
	return dateNumbered(from + n)
}

// AddMonths is the same day of the month n months later, or earlier when n is
// negative. Where that month is too short it is the month's last day: six months
// after 31 August is 28 or 29 February, never a day in March. Two steps of one
// month are therefore not always one step of two.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	from := d.First()
	const all = 9999 * 12 // more months than there are, so that the sum cannot overflow
	months := int(from.year)*12 + int(from.month) - 1 + min(max(n, -all), all)
	year, month := months/12, time.Month(months%12+1)
	switch {
	case months < 12:
		return firstDate
	case year > 9999:
		return lastDate
	}
	return Date{int16(year), uint8(month), uint8(min(int(from.day), daysIn(year, month)))}
}

// DaysUntil counts the days from d to e, less than 0 when e lies before d. It is
// 0 when either was not given: ask IsZero first.
func (d Date) DaysUntil(e Date) int {
	if d.IsZero() || e.IsZero() {
		return 0
	}
	return e.First().dayNumber() - d.First().dayNumber()
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.First().midnightUTC().Weekday() }

// cut leaves the part of a whole day that is known.
func (d Date) cut(p Precision) Date {
	switch p {
	case ByYear:
		return Date{year: d.year}
	case ByMonth:
		return Date{year: d.year, month: d.month}
	}
	return d
}

const daySeconds = 24 * 60 * 60

// dayNumber counts days from 1 January 1970, which is 0.
func (d Date) dayNumber() int { return int(d.midnightUTC().Unix() / daySeconds) }

func dateNumbered(n int) Date { return dateOf(time.Unix(int64(n)*daySeconds, 0).UTC()) }

// dateOf is the day a time shows in its own zone.
func dateOf(t time.Time) Date {
	year, month, day := t.Date()
	switch {
	case year < 1:
		return firstDate
	case year > 9999:
		return lastDate
	}
	return Date{int16(year), uint8(month), uint8(day)}
}

func (d Date) midnightUTC() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// shaped reports whether s looks like the pattern, in which 0 stands for any
// digit and everything else for itself.
func shaped(s, pattern string) bool {
	if len(s) != len(pattern) {
		return false
	}
	for i := range len(s) {
		digit := '0' <= s[i] && s[i] <= '9'
		if pattern[i] == '0' && !digit || pattern[i] != '0' && s[i] != pattern[i] {
			return false
		}
	}
	return true
}

// decimal reads digits that shaped has let through.
func decimal(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
