package fhir

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

const minutesOfDay = 24 * 60

// week is the days as R4 has them (days-of-week), Monday first.
var week = []struct {
	day  signpost.Weekday
	code r4.DaysOfWeek
}{
	{signpost.Monday, r4.DaysOfWeekMon}, {signpost.Tuesday, r4.DaysOfWeekTue}, {signpost.Wednesday, r4.DaysOfWeekWed}, {signpost.Thursday, r4.DaysOfWeekThu},
	{signpost.Friday, r4.DaysOfWeekFri}, {signpost.Saturday, r4.DaysOfWeekSat}, {signpost.Sunday, r4.DaysOfWeekSun},
}

// stretch is a time of one day at which something is open, in minutes past midnight.
type stretch struct{ day, from, to int }

// availableTime is when something is open: R4 has the times of a day, and several days
// that have the same ones.
func availableTime(hours []signpost.Opening) ([]r4.HealthcareServiceAvailableTime, error) {
	var all []stretch
	for _, h := range hours {
		day := slices.IndexFunc(week, func(d struct {
			day  signpost.Weekday
			code r4.DaysOfWeek
		}) bool {
			return d.day == h.Day
		})
		if day < 0 {
			return nil, listingFault(false, "/listing/hours", "A day of the week has a code.")
		}
		all = append(all, stretches(day, h.From.Minutes(), h.To.Minutes())...)
	}
	slices.SortFunc(all, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	return sameTimes(slices.Compact(all)), nil
}

// stretches cuts an opening at midnight. One that does not end after it begins ends on
// the next day.
func stretches(day, from, to int) (out []stretch) {
	if to <= from {
		to += minutesOfDay
	}
	if from < minutesOfDay {
		out = append(out, stretch{day, from, min(to, minutesOfDay)})
	}
	if to > minutesOfDay {
		out = append(out, stretch{(day + 1) % len(week), max(from-minutesOfDay, 0), to - minutesOfDay})
	}
	return out
}

// sameTimes puts the days that have the same times together, in the order of the first
// of them.
func sameTimes(all []stretch) (out []r4.HealthcareServiceAvailableTime) {
	var times []stretch
	for _, s := range all {
		i := slices.IndexFunc(times, func(t stretch) bool { return t.from == s.from && t.to == s.to })
		if i < 0 {
			i = len(times)
			times, out = append(times, s), append(out, openFor(s))
		}
		out[i].DaysOfWeek = append(out[i].DaysOfWeek, week[s.day].code)
	}
	return out
}

func openFor(s stretch) r4.HealthcareServiceAvailableTime {
	if s.from == 0 && s.to == minutesOfDay {
		return r4.HealthcareServiceAvailableTime{AllDay: new(true)}
	}
	return r4.HealthcareServiceAvailableTime{AvailableStartTime: text(timeOfDay(s.from)), AvailableEndTime: text(timeOfDay(s.to))}
}

// timeOfDay is R4 time. It has no 24:00: the end of a day is its last second.
func timeOfDay(minutes int) string {
	if minutes == minutesOfDay {
		return "23:59:59"
	}
	return fmt.Sprintf("%02d:%02d:00", minutes/60, minutes%60)
}

func listingFault(known bool, path, says string) error {
	return unless(known, "SIGN-01", ErrUnmappable, path, says, "Use a version of this library that knows it.")
}

// sayableListing reports the texts of a listing that FHIR cannot hold.
func sayableListing(l signpost.Listing) error {
	faults := []error{
		sayable("SIGN-01", "/listing/name", l.Name.Reveal()),
		sayable("SIGN-01", "/listing/organisationName", l.OrganisationName.Reveal()),
		sayable("SIGN-04", "/listing/offers", l.Offers.Reveal()),
		sayable("SIGN-04", "/listing/offersNot", l.OffersNot.Reveal()),
		sayable("SIGN-05", "/listing/reach", l.Reach.Serves.Reveal(), l.Reach.CannotServe.Reveal(), l.Reach.Threshold.Reveal()),
		sayable("SIGN-01", "/listing/cost/note", l.Cost.Note.Reveal()),
		sayable("SIGN-03", "/listing/now/alert", l.Now.Alert.Reveal()),
		sayable("SIGN-01", "/listing/source/directory", l.Source.Directory),
	}
	for _, tag := range l.Languages {
		faults = append(faults, unless(isLanguage(tag), "SIGN-01", ErrUnmappable, "/listing/languages",
			"A language is named by its tag.", "Write it as BCP 47 does, such as cy or en-GB."))
	}
	for _, c := range l.Contacts {
		faults = append(faults, sayable("SIGN-01", "/listing/contacts", c.Value.Reveal()))
	}
	return peer.Faults(faults...)
}

// isLanguage reports whether a text has the letters of a language tag (RFC 5646 section
// 2.1).
func isLanguage(tag string) bool {
	return tag != "" && strings.Trim(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == ""
}
