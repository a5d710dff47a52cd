package peer

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// Unit is what an Offset counts in.
type Unit string

const (
	// UnitMinutes are real time, whatever the clocks do meanwhile.
	UnitMinutes Unit = "minutes"
	// UnitHours are real time too, sixty minutes each.
	UnitHours Unit = "hours"
	// UnitDays are calendar days, never rolled off a weekend or a holiday.
	UnitDays Unit = "days"
	// UnitWorkingDays are the working days of a Calendar.
	UnitWorkingDays Unit = "workingDays"
	// UnitWeeks are seven calendar days each.
	UnitWeeks Unit = "weeks"
	// UnitMonths are calendar months, to the last day of a month that is too
	// short.
	UnitMonths Unit = "months"
)

var units = []Unit{UnitMinutes, UnitHours, UnitDays, UnitWorkingDays, UnitWeeks, UnitMonths}

// Known reports whether the unit is on the list.
func (u Unit) Known() bool { return slices.Contains(units, u) }

// Terms returns the closed list.
func (Unit) Terms() []string { return terms.Of(units) }

// limit is the most an offset may count of a unit: about a year of minutes, ten
// years of hours and a hundred of everything else.
func (u Unit) limit() int {
	switch u {
	case UnitMinutes:
		return 366 * 24 * 60
	case UnitHours:
		return 10 * 366 * 24
	case UnitWeeks:
		return 100 * 53
	case UnitMonths:
		return 100 * 12
	}
	return 100 * 366 // days and working days
}

func (u Unit) timed() bool { return u == UnitMinutes || u == UnitHours }

// Offset is the span of time a policy gives somebody for something (PEER-03). In
// JSON it has exactly one unit: {"months":6}, {"weeks":12}, {"days":84},
// {"workingDays":1}, {"hours":24} or {"minutes":30}. One of days, weeks, months
// or working days may say at what time: {"workingDays":1,"at":"17:00"}. No
// working days are the same day, or the next working day when that is none.
//
// The zero Offset was not given. Offsets can be compared with ==.
type Offset struct {
	unit Unit
	n    int
	at   Clock
}

// Minutes is an offset of n minutes.
func Minutes(n int) Offset { return Offset{unit: UnitMinutes, n: n} }

// Hours is an offset of n hours.
func Hours(n int) Offset { return Offset{unit: UnitHours, n: n} }

// Days is an offset of n calendar days.
func Days(n int) Offset { return Offset{unit: UnitDays, n: n} }

// WorkingDays is an offset of n working days.
func WorkingDays(n int) Offset { return Offset{unit: UnitWorkingDays, n: n} }

// Weeks is an offset of n weeks.
func Weeks(n int) Offset { return Offset{unit: UnitWeeks, n: n} }

// Months is an offset of n calendar months.
func Months(n int) Offset { return Offset{unit: UnitMonths, n: n} }

// At is the same offset with a time of day. Minutes and hours have none:
// Validate says so.
func (o Offset) At(k Clock) Offset { o.at = k; return o }

// Unit is what the offset counts in, empty when none was given.
func (o Offset) Unit() Unit { return o.unit }

// Count is how many of the unit.
func (o Offset) Count() int { return o.n }

// Clock is the time of day, zero when none was given.
func (o Offset) Clock() Clock { return o.at }

// IsZero reports whether no offset was given. An offset of no minutes is one.
func (o Offset) IsZero() bool { return o == Offset{} }

// Fixed is the offset as real time, and false when it counts days, whose length
// the calendar decides. Floors and ceilings of minutes and hours are held
// against it.
func (o Offset) Fixed() (time.Duration, bool) {
	switch o.unit {
	case UnitMinutes:
		return time.Duration(o.n) * time.Minute, true
	case UnitHours:
		return time.Duration(o.n) * time.Hour, true
	}
	return 0, false
}

// Validate is a *Refusal that names every fault: ErrRequired when there is no
// unit, ErrOutOfRange for a count below 0 or over the limit, ErrSchema for
// minutes or hours with a time of day. An Offset read from JSON has none.
func (o Offset) Validate() error {
	if !o.unit.Known() {
		return offsetFault(ErrRequired, "", "A span of time has a unit.", "Give one of minutes, hours, days, workingDays, weeks and months.")
	}
	var count, clock error
	if path := "/" + string(o.unit); o.n < 0 || o.n > o.unit.limit() {
		count = offsetFault(ErrOutOfRange, path, "A span of time is no less than nothing and no more than its limit.", "Give a whole number between the two.", Number("min", 0), Number("max", o.unit.limit()))
	}
	if o.unit.timed() && !o.at.IsZero() {
		clock = offsetFault(ErrSchema, "/at", "Only a span of days, weeks or months ends at a time of day.", "Leave the time of day out, or count in days.")
	}
	return Faults(count, clock)
}

func offsetFault(code Code, path, says, fix string, args ...Arg) error {
	return Fault(Rule{"PEER-03", code}, path, says, fix, args...)
}

// After is when the span is over that begins at an instant. Minutes and hours
// end at an instant. Days, weeks, months and working days are counted from the
// local day of the instant and end with a day; with a time of day they end at
// that instant, but never before the span began.
//
// An offset that Validate faults is a *Refusal, and so is a start that was not
// given, with ErrRequired.
func (o Offset) After(t time.Time, c Calendar) (When, error) {
	if t.IsZero() {
		return When{}, noStart()
	}
	span, fixed := o.Fixed()
	w, err := o.AfterDate(c.Day(t), c)
	switch {
	case err != nil:
		return When{}, err
	case fixed:
		return DueAt(t.Add(span)), nil
	case w.day.IsZero() && w.at.UTC().Before(t):
		return DueAt(t), nil
	}
	return w, nil
}

// AfterDate is when the span is over that begins with a day. Minutes and hours
// are counted from the end of the day, so that {"hours":24} is {"days":1}.
func (o Offset) AfterDate(d Date, c Calendar) (When, error) {
	if err := o.Validate(); err != nil {
		return When{}, err
	}
	if d.IsZero() {
		return When{}, noStart()
	}
	if span, ok := o.Fixed(); ok {
		return DueAt(c.EndOf(d).Add(span)), nil
	}
	day := o.count(d.First(), c)
	if o.at.IsZero() {
		return DueOn(day), nil
	}
	return DueAt(c.soonest(day, o.at)), nil
}

func (o Offset) count(d Date, c Calendar) Date {
	switch o.unit {
	case UnitWorkingDays:
		return c.AddWorkingDays(d, o.n)
	case UnitMonths:
		return d.AddMonths(o.n)
	case UnitWeeks:
		return d.AddDays(7 * o.n)
	}
	return d.AddDays(o.n)
}

func noStart() error {
	return offsetFault(ErrRequired, "", "A span of time has a start.", "Say when it begins.")
}

// MarshalJSON writes {"months":6}, with "at" when there is a time of day, and
// null when no offset was given.
func (o Offset) MarshalJSON() ([]byte, error) {
	if o.IsZero() {
		return []byte("null"), nil
	}
	j := map[string]any{string(o.unit): o.n}
	if !o.at.IsZero() {
		j["at"] = o.at
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON wrote. Another shape, another member and
// more than one unit are ErrSchema; the rest is as Validate says. All faults
// come at once.
func (o *Offset) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*o = Offset{}
		return nil
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(b, &members) != nil {
		return offsetFault(ErrSchema, "", "A span of time is an object with one unit.", `Write it like {"months":6}.`)
	}
	read, faults := readOffset(members)
	if len(faults) == 0 {
		faults = append(faults, read.Validate())
	}
	if err := Faults(faults...); err != nil {
		return err
	}
	*o = read
	return nil
}

func readOffset(members map[string]json.RawMessage) (o Offset, faults []error) {
	known := 0
	for _, u := range units {
		raw, ok := members[string(u)]
		if !ok {
			continue
		}
		n, err := strconv.Atoi(string(raw))
		if err != nil {
			faults = append(faults, offsetFault(ErrSchema, "/"+string(u), "A span of time is counted in whole numbers.", "Give a whole number in digits."))
		}
		if known++; known == 2 {
			faults = append(faults, offsetFault(ErrSchema, "", "A span of time has one unit only.", "Leave the other units out."))
		}
		o.unit, o.n = u, n
	}
	if raw, ok := members["at"]; ok {
		known++
		if err := readClock(raw, &o.at); err != nil {
			faults = append(faults, Under("/at", err))
		}
	}
	if known < len(members) {
		faults = append(faults, offsetFault(ErrSchema, "", "A span of time has a unit, a time of day and nothing else.", "Leave out what is neither."))
	}
	return o, faults
}

func readClock(raw json.RawMessage, k *Clock) (err error) {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		text = ""
	}
	*k, err = ParseClock(text)
	return err
}
