package strict

import "time"

// before reports whether one date or time of R4 lies before another, whatever the
// days, hours and zones that they leave open. What cannot be said is not so.
func before(a, b string) bool {
	_, end, okA := span(a)
	start, _, okB := span(b)
	return okA && okB && !end.After(start)
}

// furthest is how far local time is from UTC at most.
const furthest = 14 * time.Hour

// span is the earliest instant that a date or time can mean, and the first that it
// cannot.
func span(s string) (from, to time.Time, ok bool) {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t, t.Add(1), true
	}
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(form.layout, s); err == nil {
			return t.Add(-furthest), t.AddDate(form.years, form.months, form.days).Add(furthest), true
		}
	}
	return time.Time{}, time.Time{}, false
}
