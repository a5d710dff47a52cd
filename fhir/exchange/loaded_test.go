package exchange_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/exchangetest"
)

func TestLoaded(t *testing.T) {
	exchangetest.Records(t, func(t *testing.T) exchange.Records {
		told, err := fixtures.Story()
		require.NoError(t, err)
		return exchange.Loaded(told.Records)
	})
}
