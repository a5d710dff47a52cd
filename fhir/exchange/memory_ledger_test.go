package exchange_test

import (
	"testing"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/exchangetest"
)

func TestMemoryLedger(t *testing.T) {
	exchangetest.Ledger(t, func(*testing.T) exchange.Ledger { return &exchange.MemoryLedger{} })
}
