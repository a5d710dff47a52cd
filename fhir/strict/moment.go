package strict

import "time"

// before reports whether one date or time of R4 lies before another, whatever the
// months, days and hours that they leave open. What cannot be said is not so.
func before(a, b string) bool {
	first, ok := spanOf(a)
	second, too := spanOf(b)
	apart := time.Duration(0)
	if first.day != second.day {
		apart = furthest // a day without a time is a day somewhere
	}
	return ok && too && !first.to.Add(apart).After(second.from)
}

// furthest is how far local time is from UTC at most.
const furthest = 14 * time.Hour

// span is what a date or time can mean: from its earliest instant up to, not including,
// the first that it cannot mean. day: it has no time, and so no zone.
type span struct {
	from, to time.Time
	day      bool
}

func spanOf(s string) (span, bool) {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return span{t, t.Add(1), false}, true
	}
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(form.layout, s); err == nil {
			return span{t, t.AddDate(form.years, form.months, form.days), true}, true
		}
	}
	return span{}, false
}
