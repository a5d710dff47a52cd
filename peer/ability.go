package peer

import "time"

// AbilityRecorded is what a professional has recorded about one decision: that the
// person can make it, or cannot, on a day. It is the only word on capacity there is
// here: a fact that the host reads from that professional's own record. No step takes
// one, so a peer support worker's opinion has no place to stand in (hazard H17). The
// zero value: nothing is recorded, and then the person is taken to be able.
type AbilityRecorded struct {
	// Decision is what it is about: it says nothing about any other.
	Decision AuthorityScope `json:"decision,omitzero"`
	// Can is yes or no.
	Can Tri `json:"can,omitzero"`
	// By is the professional, On the day they recorded it.
	By StaffID `json:"by,omitzero"`
	On Date    `json:"on,omitzero"`
}

// about answers what is recorded about a decision, as of a day; Unknown where nothing
// is. What the worker alongside would have recorded is nothing.
func (a AbilityRecorded) about(decision AuthorityScope, worker StaffID, today Date) Tri {
	if a.Decision != decision || a.By == "" || a.By == worker || a.On.Precision() != ByDay || a.On.After(today) {
		return Unknown
	}
	return a.Can
}

// Sentence says it in the only words there are for it, and nothing where nothing is
// recorded.
func (a AbilityRecorded) Sentence() string {
	if a.By == "" || a.On.IsZero() || a.Can == Unknown {
		return ""
	}
	can := "can"
	if a.Can == No {
		can = "cannot"
	}
	return "A professional has recorded that the person " + can + " make this decision, on " + a.On.String() + "."
}

// ageBand is how old somebody is, as far as the law on consent tells ages apart.
type ageBand string

const (
	bandUnknown ageBand = ""
	bandUnder16 ageBand = "under-16"
	band16To17  ageBand = "16-or-17"
	bandAdult   ageBand = "adult"
)

// ageBandOn is the band on a day. Of a date of birth that is partly known every day it may
// mean has to give the same one.
func ageBandOn(born, today Date) ageBand {
	if born.IsZero() || born.After(today) {
		return bandUnknown
	}
	is := func(born Date) ageBand {
		switch {
		case today.Before(birthday(born, 16)):
			return bandUnder16
		case today.Before(birthday(born, 18)):
			return band16To17
		}
		return bandAdult
	}
	if oldest := is(born.First()); oldest == is(born.Last()) {
		return oldest
	}
	return bandUnknown
}

// birthday is the day on which somebody turns this many years old. Who was born on 29
// February does so on 1 March in a year without that day.
func birthday(born Date, years int) Date {
	d := born.First().AddMonths(12 * years)
	if d.Day() < born.First().Day() {
		return d.AddDays(1)
	}
	return d
}

// nextAgeBand is the first day of the next band, where there is one: the day on which what
// others agreed to for somebody lapses. Where the date of birth is partly known it is
// the earliest day that may be it.
func nextAgeBand(born, today Date) Date {
	switch ageBandOn(born, today) {
	case bandUnder16:
		return birthday(born, 16)
	case band16To17:
		return birthday(born, 18)
	}
	return Date{}
}

// soonerEnd is the earlier of two instants, of which the zero one is never.
func soonerEnd(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
