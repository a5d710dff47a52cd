package ratio

import (
	"os"
	"slices"
	"testing"
	"time"
)

// rounds is how often Medians lets each do its work: nine times with TOWPATH_LONG=1, and
// otherwise once, which shows that it runs.
func rounds() int {
	if os.Getenv("TOWPATH_LONG") == "1" {
		return 9
	}
	return 1
}

// Case is one of several that Medians compares.
type Case struct {
	// Name is short, such as 10k.
	Name string
	// Work does it once and says how long that took, or how much.
	Work func() float64
}

// Medians lets several work in turn, nine times each with TOWPATH_LONG=1 and once
// without, and reports for each the median of what it said as the metric Name-unit, and for all but the first how it stands to the
// median of the first as the metric Name/first. The smallest and the largest are logged.
func Medians(b *testing.B, unit string, cases ...Case) []float64 {
	b.Helper()
	said := make([][]float64, len(cases))
	b.ResetTimer()
	for range rounds() {
		for i, c := range cases {
			said[i] = append(said[i], c.Work())
		}
	}
	b.StopTimer()
	var medians []float64
	for i, c := range cases {
		slices.Sort(said[i])
		medians = append(medians, said[i][len(said[i])/2])
		b.ReportMetric(medians[i], c.Name+"-"+unit)
		b.Logf("%s: %s median %.3g (%.3g to %.3g)", c.Name, unit, medians[i], said[i][0], said[i][len(said[i])-1])
		if i > 0 && medians[0] > 0 {
			b.ReportMetric(medians[i]/medians[0], c.Name+"/"+cases[0].Name)
		}
	}
	return medians
}

// Milliseconds is how long work takes.
func Milliseconds(work func()) float64 {
	start := time.Now()
	work()
	return float64(time.Since(start)) / float64(time.Millisecond)
}
