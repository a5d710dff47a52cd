package sqlledger_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/peer"
)

func TestManyMarkAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s store) {
		l, db := s.open(t)
		t.Run("FHIR-16 many callers, some of whom mark the same: the newest of each is noted", func(t *testing.T) {
			var all sync.WaitGroup
			for n := range 48 {
				all.Go(func() {
					if err := l.MarkDirty(t.Context(), epr, wants(n%32, peer.Rev(1+n/32))); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			got := dirty(t, l)
			require.Len(t, got, 32)
			require.Equal(t, peer.Rev(2), got["g-00000"])
			require.Equal(t, peer.Rev(1), got["g-00016"])
		})
		t.Run("FHIR-16 who waits for a row that a host keeps holds up nobody else", func(t *testing.T) {
			if s.dialect == sqlledger.SQLite {
				t.Skip("One transaction writes at a time there.")
			}
			tx, err := db.BeginTx(t.Context(), nil)
			require.NoError(t, err)
			defer func() { _ = tx.Rollback() }()
			require.NoError(t, l.In(tx).MarkDirty(t.Context(), epr, wants(0, 7)))
			waits := make(chan error, 1)
			go func() { waits <- l.MarkDirty(context.Background(), epr, wants(0, 8)) }()
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			for n := range 20 {
				require.NoError(t, l.MarkDirty(ctx, epr, wants(100+n, 1)))
			}
			require.Empty(t, waits)
			require.NoError(t, tx.Commit())
			require.NoError(t, <-waits)
			require.Equal(t, peer.Rev(8), dirty(t, l)["g-00000"])
		})
	})
}
