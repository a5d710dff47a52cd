package exchange_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

func TestAnItemAloneShowsNoWords(t *testing.T) {
	p := newBench(t, fhirtest.Config{UpdateCreate: true}).plan(t)
	item := itemOf(t, p, "goal/g-1")
	require.Equal(t, exchange.Create, item.Do)
	require.Contains(t, string(item.Body), "allotment")
	require.NotEmpty(t, item.Fields)
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("planned", "item", item, "field", item.Fields[0])
	for _, shown := range []string{fmt.Sprint(item), fmt.Sprintf("%+v %#v %q", item, item, item.Fields), fmt.Sprintf("%v %d", p.Items, item.Fields[0]), logged.String()} {
		require.NotContains(t, shown, "allotment", "FHIR-12")
		require.NotContains(t, shown, "9990001014")
	}
	require.Equal(t, "create Goal of goal/g-1", item.String())
}
