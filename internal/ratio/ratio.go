// Package ratio lets a benchmark print how two ways of doing the same thing
// compare in one run: the machine may be fast or slow, the ratio stays.
package ratio

import (
	"testing"
	"time"
)

// Of runs ours and theirs in turn and reports the time of ours over that of
// theirs as the metric "ours/theirs"; below 1, ours is the faster.
func Of(b *testing.B, ours, theirs func()) {
	b.Helper()
	var a, c time.Duration
	for b.Loop() {
		start := time.Now()
		ours()
		middle := time.Now()
		theirs()
		a, c = a+middle.Sub(start), c+time.Since(middle)
	}
	b.ReportMetric(float64(a)/float64(c), "ours/theirs")
}
