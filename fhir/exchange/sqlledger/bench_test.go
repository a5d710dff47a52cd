package sqlledger_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/internal/ratio"
)

// perSync is a record of two kilobytes, what a durable mark is measured against.
const perSync = 2048

// raw is a file that is written to and brought to the disk, beside the ledger.
func raw(b *testing.B) func() {
	f, err := os.Create(filepath.Join(b.TempDir(), "raw"))
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, f.Close()) })
	record := make([]byte, perSync)
	return func() {
		if _, err := f.Write(record); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
}

// marking gives a function that marks so many documents that nobody has marked before.
func marking(b *testing.B, l *sqlledger.Ledger) func(n int) {
	next := 0
	return func(n int) {
		wanted := make([]exchange.Wanted, n)
		for i := range wanted {
			wanted[i] = wants(next, 1)
			next++
		}
		if err := l.MarkDirty(context.Background(), epr, wanted...); err != nil {
			b.Fatal(err)
		}
	}
}

func benchBoth(b *testing.B, do func(b *testing.B, s store)) {
	b.Run("SQLite", func(b *testing.B) { do(b, inFile(b)) })
	b.Run("PostgreSQL", func(b *testing.B) { do(b, onServer(b)) })
}

// A mark that is on the disk, beside a write that is: ours/theirs below 2.5 is more than
// 0.4 of what the disk can do.
func BenchmarkMarkOne(b *testing.B) {
	benchBoth(b, func(b *testing.B, s store) {
		l, _ := s.open(b)
		mark, write := marking(b, l), raw(b)
		b.ReportAllocs()
		ratio.Of(b, func() { mark(1) }, write)
	})
}

// A hundred marks at once, beside a hundred writes.
func BenchmarkMarkHundred(b *testing.B) {
	benchBoth(b, func(b *testing.B, s store) {
		l, _ := s.open(b)
		mark, write := marking(b, l), raw(b)
		b.ReportAllocs()
		ratio.Of(b, func() { mark(100) }, func() {
			for range 100 {
				write()
			}
		})
	})
}

// Sixty-four callers who each mark one, beside as many writes.
func BenchmarkMarkFromManyCallers(b *testing.B) {
	const callers = 64
	benchBoth(b, func(b *testing.B, s store) {
		l, db := s.open(b)
		db.SetMaxIdleConns(callers)
		db.SetMaxOpenConns(callers)
		write, round := raw(b), 0
		b.ReportAllocs()
		ratio.Of(b, func() {
			var all sync.WaitGroup
			for n := range callers {
				all.Go(func() {
					if err := l.MarkDirty(context.Background(), epr, wants(callers*round+n, 1)); err != nil {
						b.Error(err)
					}
				})
			}
			all.Wait()
			round++
		}, func() {
			for range callers {
				write()
			}
		})
	})
}

// To claim fifty of a thousand and to settle them takes as long among a million links as
// among ten thousand. TOWPATH_LONG=1 makes the million; a hundred thousand otherwise.
func BenchmarkClaimAndSettle(b *testing.B) {
	few, many := 10_000, 100_000
	if os.Getenv("TOWPATH_LONG") == "1" {
		many = 1_000_000
	}
	benchBoth(b, func(b *testing.B, s store) {
		other := s
		if s.dialect == sqlledger.SQLite {
			other = inFile(b)
		} else {
			other = onServer(b)
		}
		small, large := standing(b, s, few), standing(b, other, many)
		b.ReportAllocs()
		b.ResetTimer()
		ratio.Of(b, large, small)
		b.ReportMetric(float64(many/few), "links/links")
	})
}

// standing fills a ledger with links and a thousand dirty documents, and gives a function
// that claims fifty, settles them and marks them again.
func standing(b *testing.B, s store, links int) func() {
	l, _ := s.open(b)
	for n := 0; n < links; n += 1_000 {
		var settled []exchange.Settled
		for i := range 1_000 {
			settled = append(settled, stands(wants(n+i, 1)))
		}
		require.NoError(b, l.Settle(b.Context(), epr, settled...))
	}
	ctx, rev, next, now := context.Background(), wants(0, 2).Rev, 0, time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	var wanted []exchange.Wanted
	for range 1_000 {
		wanted = append(wanted, wants(next*7919%links, rev))
		next++
	}
	require.NoError(b, l.MarkDirty(ctx, epr, wanted...))
	return func() {
		claimed, err := l.Claim(ctx, epr, exchange.Claim{Most: 50, Now: now, Until: now.Add(time.Hour)})
		if err != nil || len(claimed) != 50 {
			b.Fatal(fmt.Sprint(len(claimed)), err)
		}
		var done []exchange.Settled
		var again []exchange.Wanted
		for _, c := range claimed {
			done = append(done, stands(c.Wanted))
			if next++; next%links == 0 {
				rev++
			}
			again = append(again, wants(next*7919%links, c.Rev+1))
		}
		if err := l.Settle(ctx, epr, done...); err != nil {
			b.Fatal(err)
		}
		if err := l.MarkDirty(ctx, epr, again...); err != nil {
			b.Fatal(err)
		}
	}
}
