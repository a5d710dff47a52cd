package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// journal adds up what the ledger's journal says of some days.
type journal struct {
	now          time.Time
	days         int
	outcomes     [len(outcomes)]int
	settled      []int // a day each, oldest first
	parked       []int
	waited       []time.Duration
	withinBucket []int
}

func newJournal(now time.Time, days int) *journal {
	return &journal{now: now, days: days, settled: make([]int, days+1), parked: make([]int, days+1), withinBucket: make([]int, len(buckets)+1)}
}

// outcomes are what may have become of a document, in the order they are shown.
var outcomes = [...]struct {
	says string
	is   func(exchange.Entry) bool
}{
	{"created", func(e exchange.Entry) bool { return e.Did == exchange.Create }},
	{"updated", func(e exchange.Entry) bool { return e.Did == exchange.Update }},
	{"edited", func(e exchange.Entry) bool { return e.Did == exchange.Edit }},
	{"as they should be", func(e exchange.Entry) bool { return e.Did == exchange.Leave }},
	{"stay here", func(e exchange.Entry) bool { return e.Did == exchange.Keep }},
	{"parked", func(e exchange.Entry) bool { return e.Did == exchange.Hold && e.Parked }},
	{"tried again", func(e exchange.Entry) bool { return e.Did == exchange.Hold && !e.Parked }},
}

// buckets are how long it took from when a document was noted until it stood there.
var buckets = []struct {
	below time.Duration
	says  string
}{
	{time.Second, "up to 1 s"}, {10 * time.Second, "1 s to 10 s"}, {time.Minute, "10 s to 1 min"}, {10 * time.Minute, "1 to 10 min"},
	{time.Hour, "10 min to 1 h"}, {24 * time.Hour, "1 h to 1 day"},
}

func (j *journal) add(e exchange.Entry) {
	for n, o := range outcomes {
		if o.is(e) {
			j.outcomes[n]++
		}
	}
	day := j.days - int(startOf(j.now).Sub(startOf(e.At))/(24*time.Hour))
	if day < 0 || day > j.days {
		return
	}
	switch {
	case e.Did.Writes():
		j.settled[day]++
		took := e.At.Sub(e.Since)
		j.waited = append(j.waited, took)
		j.withinBucket[bucketOf(took)]++
	case e.Parked:
		j.parked[day]++
	}
}

func startOf(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

func bucketOf(d time.Duration) int {
	for n, b := range buckets {
		if d < b.below {
			return n
		}
	}
	return len(buckets)
}

func (j *journal) went() picture {
	p := picture{ID: "went", Title: "What became of documents", Head: "Became of them", Count: "Times"}
	for n, o := range outcomes {
		p.add(o.says, j.outcomes[n])
	}
	return p.drawn()
}

func (j *journal) took() picture {
	p := picture{ID: "took", Title: "How long documents took to get there", Head: "From noted to there", Count: "Documents"}
	for n, b := range buckets {
		p.add(b.says, j.withinBucket[n])
	}
	p.add("a day and more", j.withinBucket[len(buckets)])
	return p.drawn()
}

func (j *journal) each() picture {
	p := picture{ID: "each", Title: "Documents that got there, day by day", Head: "Day (UTC)", Count: "Got there", More: "Parked"}
	for n := range j.settled {
		p.add(j.now.UTC().AddDate(0, 0, n-j.days).Format("Mon 2 Jan"), j.settled[n], j.parked[n])
	}
	return p.drawn()
}

// quantile is a share of the documents, and how long it took at most until they were
// there.
type quantile struct{ Share, Took string }

func (j *journal) quantiles() (out []quantile) {
	if len(j.waited) == 0 {
		return nil
	}
	slices.Sort(j.waited)
	for _, q := range []int{50, 95, 99, 100} {
		at := (len(j.waited)*q + 99) / 100
		out = append(out, quantile{fmt.Sprintf("%d %%", q), roughly(j.waited[at-1])})
	}
	return out
}

// roughly is a duration as people say it.
func roughly(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 2*time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < 2*time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	case d < 48*time.Hour:
		return fmt.Sprintf("%.1f h", d.Hours())
	}
	return fmt.Sprintf("%.1f days", d.Hours()/24)
}
