package sqlledger_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/peer"
)

func TestTwoSettleTheSameAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s store) {
		t.Run("FHIR-16 of a document that nobody knew: the older revision does not take the place of the newer one", func(t *testing.T) {
			l, _ := s.open(t)
			begun, goOn := make(chan bool), make(chan bool)
			armed := false
			slow := open(t, s.overhear(t, func(statement string) error {
				if armed && statement == "commit" {
					armed = false
					close(begun)
					<-goOn
				}
				return nil
			}), s.dialect, sqlledger.Options{Prefix: s.prefix})
			begins, waits := 0, make(chan bool, 1)
			quick := open(t, s.overhear(t, func(statement string) error {
				if statement == "begin immediate" {
					if begins++; begins == 2 { // it is in the way of the other one
						waits <- true
					}
				}
				return nil
			}), s.dialect, sqlledger.Options{Prefix: s.prefix})
			settled := make(chan error, 2)
			settle := func(l *sqlledger.Ledger, rev peer.Rev) {
				settled <- l.Settle(context.Background(), epr, stands(wants(1, rev)))
			}
			armed = true
			go settle(slow, 3)
			<-begun
			go settle(quick, 2)
			s.untilSomebodyWaits(t, waits, settled)
			close(goOn)
			require.NoError(t, <-settled)
			require.NoError(t, <-settled)
			link, known, err := l.Link(t.Context(), epr, wants(1, 1).Name)
			require.NoError(t, err)
			require.True(t, known)
			require.Equal(t, peer.Rev(3), link.Rev)
			require.Empty(t, dirty(t, l))
		})
	})
}
