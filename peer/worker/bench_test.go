package worker_test

import (
	"testing"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// The daily run of a large organisation: a thousand workers, each with their own records.
// Metric "10k/1k" is how much longer ten thousand take.
func BenchmarkEvaluate(b *testing.B) {
	m, all, p, now := membersOf(b)[worker.Active], everything(b), policy(b), on(evaluated)
	run := func(n int) time.Duration {
		began := time.Now()
		for range n {
			if worker.Evaluate(m, all, p, now).Verdict != peer.Ready {
				b.Fatal("she is ready")
			}
		}
		return time.Since(began)
	}
	least := func(n int) time.Duration { return min(run(n), run(n), run(n), run(n), run(n)) }
	b.ReportAllocs()
	for b.Loop() {
		run(1_000)
	}
	b.ReportMetric(float64(least(10_000))/float64(least(1_000)), "10k/1k")
}

func BenchmarkVerdictOn(b *testing.B) {
	m, all, p, now := membersOf(b)[worker.Active], everything(b), policy(b), on(evaluated)
	b.ReportAllocs()
	for b.Loop() {
		for range 1_000 {
			if worker.VerdictOn(m, all, p, now) != peer.Ready {
				b.Fatal("she is ready")
			}
		}
	}
}
