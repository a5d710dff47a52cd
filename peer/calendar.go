package peer

import (
	"math"
	"slices"
	"strconv"
	"time"
)

// Calendar is what an organisation calls a day, a working day and in hours: its
// zone, its working week, its opening hours and its holidays. It is a value and
// holds no clock; CalendarSpec makes one.
//
// Days begin and end at local midnight, also where the clocks jump over it. A
// partial date is read as its first day, by EndOf as its last. A date that was
// not given is no working day and covers no instant.
//
// The zero Calendar is UTC, Monday to Friday, without holidays and never in
// hours.
type Calendar struct {
	zone     *time.Location
	working  [7]bool // by time.Weekday
	hours    OpenHours
	holidays []Date // in order
	until    Date
}

// OpenHours are the hours of a working day, from opening to closing on the same
// day. Closing time itself is no longer in hours. From 00:00 to 24:00 is all day.
type OpenHours struct {
	From Clock `json:"from"`
	To   Clock `json:"to"`
}

// Zone is the zone the calendar's days lie in.
func (c Calendar) Zone() *time.Location {
	if c.zone == nil {
		return time.UTC
	}
	return c.zone
}

// Hours are the opening hours of a working day.
func (c Calendar) Hours() OpenHours { return c.hours }

// Holidays are the days on which nobody works whatever weekday they are, in
// order.
func (c Calendar) Holidays() []Date { return slices.Clone(c.holidays) }

// KnownUntil is the last day for which the holidays are known. Beyond it the
// weekday alone decides, so a policy check warns before it comes near (hazard
// H28).
func (c Calendar) KnownUntil() Date { return c.until }

// Knows reports whether the holidays are known for all of a date.
func (c Calendar) Knows(d Date) bool {
	return !d.IsZero() && d.Last().Compare(c.until) <= 0
}

// Day is the date that clocks in the zone show at an instant.
func (c Calendar) Day(t time.Time) Date { return dateOf(t.In(c.Zone())) }

// FirstDay is the first day that can still be going on at an instant: the calendar's
// own, and where there is no calendar the day it is twelve hours behind UTC, so that
// nobody hears that a day is over which is not over for them.
func (c Calendar) FirstDay(t time.Time) Date {
	if c.zone == nil {
		t = t.Add(-12 * time.Hour)
	}
	return c.Day(t)
}

// LastDay is the last day that can have begun at an instant: the calendar's own, and
// where there is no calendar the day it is fourteen hours ahead of UTC, so that what
// happened is not taken for the future.
func (c Calendar) LastDay(t time.Time) Date {
	if c.zone == nil {
		t = t.Add(14 * time.Hour)
	}
	return c.Day(t)
}

// Local is an instant as clocks in the zone show it.
func (c Calendar) Local(t time.Time) Moment { return MomentOf(t.In(c.Zone())) }

// StartOf is the instant at which a day begins, in UTC. Where the clocks jump
// over midnight it is the instant of the jump; where they go back over it, the
// day begins when it comes to stay.
func (c Calendar) StartOf(d Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return c.midnight(d.First().dayNumber())
}

// EndOf is the instant at which a day, a month or a year is over: the next local
// midnight, in UTC.
func (c Calendar) EndOf(d Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return c.midnight(d.Last().dayNumber() + 1)
}

// At is the instant at which clocks in the zone show a time on a day. A time
// that they show twice that night is a *Refusal with ErrAmbiguousLocalTime whose
// arguments "first" and "second" are the two instants; one that they jump over
// is a *Refusal with ErrNonexistentLocalTime whose argument "jump" is the instant
// of the jump. Somebody has to say what they meant.
func (c Calendar) At(d Date, k Clock) (Moment, error) {
	if d.Precision() != ByDay || k.IsZero() {
		return Moment{}, Fault(Rule{"PEER-44", ErrRequired}, "", "A local time is a whole day and a time of day.", "Give both.")
	}
	switch at := c.shows(wall(d, k)); len(at) {
	case 0:
		return Moment{}, Fault(Rule{"PEER-44", ErrNonexistentLocalTime}, "", "The clocks show this time on that day.", "They go forward over it: give a time before or after the change.", At("jump", c.soonest(d, k)))
	case 1:
		return c.Local(at[0]), nil
	default:
		return Moment{}, Fault(Rule{"PEER-44", ErrAmbiguousLocalTime}, "", "The clocks show this time once on that day.", "They go back and show it twice: say which with its offset from UTC.", At("first", at[0]), At("second", at[1]))
	}
}

// IsWorkingDay reports whether a day is in the working week and no holiday.
func (c Calendar) IsWorkingDay(d Date) bool {
	if d.IsZero() {
		return false
	}
	_, holiday := slices.BinarySearchFunc(c.holidays, d.First(), Date.Compare)
	return !holiday && c.works(d.Weekday())
}

func (c Calendar) works(day time.Weekday) bool {
	if c.working == [7]bool{} {
		return day != time.Saturday && day != time.Sunday
	}
	return c.working[day]
}

// NextWorkingDay is the first working day after d, never d itself.
func (c Calendar) NextWorkingDay(d Date) Date { return c.workingDay(d.AddDays(1), 1) }

// AddWorkingDays is the n-th working day after d, or before it when n is
// negative. With n = 0 it is d itself, or the next working day when d is none.
func (c Calendar) AddWorkingDays(d Date, n int) Date {
	if n == 0 {
		return c.workingDay(d, 1)
	}
	step := max(-1, min(1, n))
	for ; n != 0; n -= step {
		next := c.workingDay(d.AddDays(step), step)
		if next == d {
			break // the calendar of dates ends here
		}
		d = next
	}
	return d
}

// workingDay goes on from d, forwards or backwards, to a working day. It gives
// up only at the ends of the calendar of dates.
func (c Calendar) workingDay(d Date, step int) Date {
	for !c.IsWorkingDay(d) {
		next := d.AddDays(step)
		if next == d {
			break
		}
		d = next
	}
	return d
}

// InHours reports whether an instant lies on a working day between opening and
// closing time.
func (c Calendar) InHours(t time.Time) bool {
	local := t.In(c.Zone())
	minutes := local.Hour()*60 + local.Minute()
	return c.IsWorkingDay(dateOf(local)) && c.hours.From.Minutes() <= minutes && minutes < c.hours.To.Minutes()
}

// wall is what the clocks show as seconds since 1970, as if they stood in UTC.
func wall(d Date, k Clock) int64 {
	return int64(d.First().dayNumber())*daySeconds + int64(k.Minutes())*60
}

// stretch is a time through which a zone keeps one offset, in seconds since 1970:
// from its first second to the first of the next.
type stretch struct{ from, to, offset int64 }

// stretch is the one that a second lies in. Zones are asked for their stretches
// and never for a local time, because time.Date moves a time that does not exist
// and picks one of two without a word.
func (c Calendar) stretch(second int64) stretch {
	t := time.Unix(second, 0).In(c.Zone())
	_, offset := t.Zone()
	s := stretch{math.MinInt64, math.MaxInt64, int64(offset)}
	// A bound at which nothing changes is none: beyond the years a zone file lists, the
	// last day of a leap year has one that even lies before it.
	from, to := t.ZoneBounds()
	for range 4 {
		if _, before := from.Add(-time.Second).Zone(); from.IsZero() || before != offset {
			break
		}
		from, _ = from.Add(-time.Second).ZoneBounds()
	}
	for range 4 {
		if _, after := to.Zone(); to.IsZero() || after != offset {
			break
		}
		_, to = to.Add(daySeconds * time.Second).ZoneBounds()
	}
	if !from.IsZero() {
		s.from = from.Unix()
	}
	if !to.IsZero() {
		s.to = to.Unix()
	}
	return s
}

// midnight is the instant from which on clocks show the day with this number or
// a later one. It goes back from an instant at which every zone does so.
func (c Calendar) midnight(day int) time.Time {
	w := int64(day) * daySeconds
	s := c.stretch(w + daySeconds)
	for s.from >= w-s.offset {
		s = c.stretch(s.from - 1)
	}
	return time.Unix(min(s.to, w-s.offset), 0).UTC()
}

// shows lists the instants at which clocks show this, in order.
func (c Calendar) shows(w int64) []time.Time {
	var at []time.Time
	for s := c.stretch(w - daySeconds); ; s = c.stretch(s.to) {
		if u := w - s.offset; s.from <= u && u < s.to {
			at = append(at, time.Unix(u, 0).UTC())
		}
		if s.to > w+daySeconds {
			return at
		}
	}
}

// soonest is the first instant at which clocks show this time or a later one.
// What the library works out itself is never refused and never late: of two
// instants it takes the first, and for none the instant of the jump.
func (c Calendar) soonest(d Date, k Clock) time.Time {
	w := wall(d, k)
	for s := c.stretch(w - daySeconds); ; s = c.stretch(s.to) {
		if u := max(s.from, w-s.offset); u < s.to {
			return time.Unix(u, 0).UTC()
		}
	}
}

// CalendarSpec is a calendar as a policy writes it: {"zone": "Europe/London",
// "workingDays": ["mon", …], "hours": {"from": "09:00", "to": "17:00"},
// "holidays": ["2026-04-03", …], "until": "2027-12-31"}. All of it is text, so
// that every fault in it can be told at once.
type CalendarSpec struct {
	Zone        string    `json:"zone"`        // the name in the IANA time zone database
	WorkingDays []string  `json:"workingDays"` // mon, tue, wed, thu, fri, sat, sun
	Hours       HoursSpec `json:"hours"`
	Holidays    []string  `json:"holidays"` // whole days, at most a thousand
	Until       string    `json:"until"`    // the last day for which the holidays are known
}

// HoursSpec are opening hours as a policy writes them: {"from": "09:00", "to":
// "17:00"}.
type HoursSpec struct {
	From string `json:"from"`
	To   string `json:"to"`
}

const maxHolidays = 1000

var weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// Calendar makes the calendar. The host loads the zone that the document names
// and gives it; the two names must be the same. Every fault comes at once, in one
// *Refusal whose paths start at the document: something missing is ErrRequired,
// a weekday that is none ErrUnknownCode, a day named twice ErrDuplicate, hours
// that close before they open ErrInvalidPeriod, a holiday after the last known
// day ErrOutOfRange.
func (s CalendarSpec) Calendar(zone *time.Location) (Calendar, error) {
	c := Calendar{zone: zone}
	if err := Faults(s.zoneFault(zone), s.week(&c), s.open(&c), s.rest(&c)); err != nil {
		return Calendar{}, err
	}
	return c, nil
}

func calendarFault(code Code, path, says, fix string, args ...Arg) error {
	return Fault(Rule{"PEER-46", code}, path, says, fix, args...)
}

func (s CalendarSpec) zoneFault(zone *time.Location) error {
	switch {
	case s.Zone == "" || zone == nil:
		return calendarFault(ErrRequired, "/zone", "A calendar names its time zone, and the host gives it.", "Name a zone of the IANA database, such as Europe/London.")
	case zone.String() != s.Zone:
		return calendarFault(ErrSchema, "/zone", "The zone the host gives is the one the calendar names.", "Load the zone by the name that stands here.")
	}
	return nil
}

func (s CalendarSpec) week(c *Calendar) error {
	var faults []error
	if len(s.WorkingDays) == 0 {
		faults = append(faults, calendarFault(ErrRequired, "/workingDays", "A calendar has working days.", "Name at least one weekday."))
	}
	for i, name := range s.WorkingDays[:min(len(s.WorkingDays), 8)] { // eight names hold a fault already
		day := slices.Index(weekdays[:], name)
		switch path := item("/workingDays", i); {
		case day < 0:
			faults = append(faults, calendarFault(ErrUnknownCode, path, "A working day is one of mon, tue, wed, thu, fri, sat and sun.", "Write the weekday so."))
		case c.working[day]:
			faults = append(faults, calendarFault(ErrDuplicate, path, "Every working day is named once.", "Leave the second one out."))
		default:
			c.working[day] = true
		}
	}
	return Faults(faults...)
}

func (s CalendarSpec) open(c *Calendar) error {
	from, badFrom := ParseClock(s.Hours.From)
	to, badTo := ParseClock(s.Hours.To)
	if err := Faults(Under("/hours/from", badFrom), Under("/hours/to", badTo)); err != nil {
		return err
	}
	if from.Compare(to) >= 0 {
		return calendarFault(ErrInvalidPeriod, "/hours/to", "Closing time lies after opening time on the same day.", "Write 24:00 for the end of the day.")
	}
	c.hours = OpenHours{from, to}
	return nil
}

// rest reads the holidays and how far they are known.
func (s CalendarSpec) rest(c *Calendar) error {
	until, err := wholeDay(s.Until)
	faults := []error{Under("/until", err)}
	if len(s.Holidays) > maxHolidays {
		return Faults(append(faults, calendarFault(ErrOutOfRange, "/holidays", "A calendar has no more holidays than the limit.", "Leave out the years that are over.", Number("max", maxHolidays)))...)
	}
	seen := make(map[Date]bool, len(s.Holidays))
	for i, text := range s.Holidays {
		d, bad := wholeDay(text)
		switch path := item("/holidays", i); {
		case bad != nil:
			faults = append(faults, Under(path, bad))
		case seen[d]:
			faults = append(faults, calendarFault(ErrDuplicate, path, "Every holiday is named once.", "Leave the second one out.", On("holiday", d)))
		case err == nil && d.After(until):
			faults = append(faults, calendarFault(ErrOutOfRange, path, "No holiday lies after the last day for which holidays are known.", "Move the last day, or leave the holiday out.", On("holiday", d), On("until", until)))
		}
		seen[d] = bad == nil
		c.holidays = append(c.holidays, d)
	}
	slices.SortFunc(c.holidays, Date.Compare)
	c.until = until
	return Faults(faults...)
}

func wholeDay(s string) (Date, error) {
	d, err := ParseDate(s)
	if err == nil && d.Precision() != ByDay {
		return Date{}, notAWholeDay()
	}
	return d, err
}

// item is the JSON pointer of an item of a list.
func item(list string, i int) string { return list + "/" + strconv.Itoa(i) }
