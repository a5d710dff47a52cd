package fhirtest

import (
	"strings"
	"time"
)

// span is the time that a FHIR date means: from the first moment of it up to,
// not including, the end of it. 1980-05 is a month, an instant a millisecond.
type span struct{ from, to time.Time }

// forms are the precisions a FHIR date or instant can have, and how long one of
// each is. A time without a zone is UTC's, which is where this server stands.
var forms = []struct {
	layout              string
	years, months, days int
	length              time.Duration
}{
	{"2006", 1, 0, 0, 0},
	{"2006-01", 0, 1, 0, 0},
	{time.DateOnly, 0, 0, 1, 0},
	{"2006-01-02T15:04", 0, 0, 0, time.Minute},
	{"2006-01-02T15:04Z07:00", 0, 0, 0, time.Minute},
	{"2006-01-02T15:04:05", 0, 0, 0, time.Second},
	{time.RFC3339, 0, 0, 0, time.Second},
}

// parseSpan reads a date as FHIR writes it.
func parseSpan(s string) (span, bool) {
	for _, f := range forms {
		if from, err := time.Parse(f.layout, s); err == nil {
			if strings.Contains(s, ".") {
				f.length = time.Millisecond
			}
			return span{from, from.AddDate(f.years, f.months, f.days).Add(f.length)}, true
		}
	}
	return span{}, false
}

// moment is the span of a server's own instant.
func moment(at time.Time) span { return span{at, at.Add(time.Millisecond)} }

// spans reads the dates among found; what is no date is never found by one.
func spans(found []any) []any {
	var out []any
	for _, one := range found {
		text, _ := one.(string)
		if s, ok := parseSpan(text); ok {
			out = append(out, s)
		}
	}
	return out
}

// prefixes are R4's ways of comparing what a search asks for with what a
// document has (search.html, prefixes). ap is left out: it means what each
// server likes.
var prefixes = map[string]func(want, got span) bool{
	"eq": span.holds,
	"ne": func(want, got span) bool { return !want.holds(got) },
	"gt": func(want, got span) bool { return got.to.After(want.to) },
	"lt": func(want, got span) bool { return got.from.Before(want.from) },
	"ge": func(want, got span) bool { return got.to.After(want.to) || want.holds(got) },
	"le": func(want, got span) bool { return got.from.Before(want.from) || want.holds(got) },
	"sa": func(want, got span) bool { return !got.from.Before(want.to) },
	"eb": func(want, got span) bool { return !got.to.After(want.from) },
}

// holds reports whether all of got lies inside want.
func (want span) holds(got span) bool {
	return !got.from.Before(want.from) && !got.to.After(want.to)
}

// readDate matches a date or an instant: 1980 finds 1980-05-03, and 1980-05-03
// does not find 1980.
func readDate(value, _ string) matcher {
	compare, ok := prefixes[value[:min(2, len(value))]]
	if ok {
		value = value[2:]
	} else {
		compare = prefixes["eq"]
	}
	want, ok := parseSpan(value)
	if !ok {
		return nil
	}
	return func(found any) bool {
		got, ok := found.(span)
		return ok && compare(want, got)
	}
}
