package worker_test

import (
	"fmt"
	"testing"

	"github.com/towpath-care/towpath/internal/ratio"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// The daily run of a large organisation: a thousand workers, and ten thousand, each with
// their own records. In "10k to ten times 1k" the metric ours/theirs is how much longer
// ten thousand take than ten times a thousand.
func BenchmarkEvaluate(b *testing.B) {
	m, all, p, now := membersOf(b)[worker.Active], everything(b), policy(b), on(evaluated)
	daily(b, func() peer.Verdict { return worker.Evaluate(m, all, p, now).Verdict })
}

func BenchmarkVerdictOn(b *testing.B) {
	m, all, p, now := membersOf(b)[worker.Active], everything(b), policy(b), on(evaluated)
	daily(b, func() peer.Verdict { return worker.VerdictOn(m, all, p, now) })
}

func daily(b *testing.B, verdict func() peer.Verdict) {
	run := func(n int) {
		for range n {
			if verdict() != peer.Ready {
				b.Fatal("she is ready")
			}
		}
	}
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("%dk", n/1_000), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run(n)
			}
		})
	}
	b.Run("10k to ten times 1k", func(b *testing.B) {
		ratio.Of(b, func() { run(10_000) }, func() {
			for range 10 {
				run(1_000)
			}
		})
	})
}
