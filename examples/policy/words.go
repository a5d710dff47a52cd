package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// plain writes a word of a list, such as a role or a trigger, as people read it.
func plain[T ~string](word T) string { return strings.ReplaceAll(string(word), "-", " ") }

// named writes several of them: "a, b and c".
func named[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = plain(x)
	}
	return listed(words)
}

func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// inOrder writes a chain: "a, then b".
func inOrder[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = plain(x)
	}
	return strings.Join(words, ", then ")
}

// span writes minutes: "2 days 3 hours".
func span(minutes int) string {
	if minutes == 0 {
		return "at once"
	}
	var parts []string
	for _, u := range []struct {
		name string
		per  int
	}{{"day", 24 * 60}, {"hour", 60}, {"minute", 1}} {
		if n := minutes / u.per; n > 0 {
			parts = append(parts, count(n, u.name))
		}
		minutes %= u.per
	}
	return strings.Join(parts, " ")
}

func count(n int, of string) string {
	if n != 1 {
		of += "s"
	}
	return strconv.Itoa(n) + " " + of
}

// offset writes a span of a policy: "1 working day".
func offset(o peer.Offset) string {
	unit := map[peer.Unit]string{peer.UnitMinutes: "minute", peer.UnitHours: "hour", peer.UnitDays: "day", peer.UnitWorkingDays: "working day", peer.UnitWeeks: "week", peer.UnitMonths: "month"}[o.Unit()]
	text := count(o.Count(), unit)
	if !o.Clock().IsZero() {
		text += " at " + o.Clock().String()
	}
	return text
}

// clockText is an instant as the clocks of the organisation show it.
func clockText(at time.Time, cal peer.Calendar) string {
	return at.In(cal.Zone()).Format("Mon 2 Jan 2006 15:04")
}

// hoursText says which chain counts at a time.
func hoursText(at time.Time, cal peer.Calendar) string {
	if cal.InHours(at) {
		return "in hours"
	}
	return "out of hours"
}

// waited writes the wait of simulations and of worst times, in minutes; below none: it
// did not come to that.
func waited(minutes int) string {
	if minutes < 0 {
		return "not within that time"
	}
	return span(minutes)
}

func longest(w safeguard.Waits) string {
	if w.Never > 0 {
		return "nobody within a week"
	}
	return span(w.Longest)
}

// answered writes an answer to a rule.
func answered(t peer.Tri) string {
	switch t {
	case peer.Yes:
		return "met"
	case peer.No:
		return "not met"
	}
	return "not known"
}
