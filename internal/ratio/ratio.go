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

// Growth runs the same work over a thousand things and over ten thousand, in turn, and
// reports how much longer the second took as the metric "10k/1k": about 10 when the
// cost of each stays the same. ns/op is that of both together.
func Growth(b *testing.B, work func(n int)) {
	b.Helper()
	var few, many time.Duration
	for b.Loop() {
		start := time.Now()
		work(1_000)
		middle := time.Now()
		work(10_000)
		few, many = few+middle.Sub(start), many+time.Since(middle)
	}
	b.ReportMetric(float64(many)/float64(few), "10k/1k")
}
