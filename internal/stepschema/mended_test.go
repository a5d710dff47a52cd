package stepschema_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/safeguard"
)

// What is never turned down fits its schema whatever stands in it; its neighbours do
// not.
func TestAStepThatIsNeverTurnedDownAlwaysFits(t *testing.T) {
	s := compiled(t, safeguard.ConcernTable())
	for _, doc := range []string{`{"do":"raise"}`, `{"do":"raise","id":7,"text":"he hits me","odd":[1],"disclosure":{"children":true}}`, `{"do":"raise","notTo":"x","trigger":"Somebody said"}`} {
		var v map[string]any
		require.NoError(t, json.Unmarshal([]byte(doc), &v))
		require.True(t, fits(t, s, v), doc)
	}
	for _, row := range safeguard.ConcernTable().Rows {
		doc := steptest.Fill(row.Fields, everything)
		doc["do"] = row.Do
		require.True(t, fits(t, s, doc), row.Do)
		doc["odd"] = true
		require.Equal(t, row.Mended, fits(t, s, doc), row.Do)
	}
	require.False(t, fits(t, s, map[string]any{"text": "he hits me"}), "a step says which it is")
}
