package exchange

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatIsWhollyOurs(t *testing.T) {
	const ours = `{"resourceType":"Task","id":"a","meta":{"security":[{"system":"s","code":"R"}],"tag":[{"system":"t","code":"w"}]},"identifier":[{"system":"s","value":"1"}],"status":"requested","note":[{"id":"towpath-00000000000000000000000000000001-note","text":"ours"}],"text":{"status":"generated","div":"x"}}`
	item := Item{Do: Create, Name: Name{Type: "Task"}, Body: []byte(ours)}
	labels := wholly("Task", []byte(ours), []byte(ours))
	require.NotEmpty(t, labels)
	cases := []struct {
		name, there string
		whole       bool
	}{
		{"FHIR-17 as it was sent", ours, true},
		{"FHIR-17 counted and dated by the server, which has its own order and narrative", `{"id":"b","resourceType":"Task","text":{"status":"generated","div":"theirs"},"status":"requested","identifier":[{"value":"1","system":"s"}],"meta":{"versionId":"3","lastUpdated":"2026-03-01T00:00:00Z","source":"#1","tag":[{"code":"w","system":"t"}],"security":[{"system":"s","code":"R","display":"Restricted"}]},"note":[{"id":"towpath-00000000000000000000000000000001-note","text":"ours"}]}`, true},
		{"FHIR-17 another member", `{"resourceType":"Task","x-note":1,` + ours[len(`{"resourceType":"Task",`):], false},
		{"FHIR-17 another identifier", `{"resourceType":"Task","meta":{"security":[{"system":"s","code":"R"}],"tag":[{"system":"t","code":"w"}]},"identifier":[{"system":"s","value":"1"},{"value":"mrn"}],"status":"requested"}`, false},
		{"FHIR-17 an element in a list that others add to", `{"resourceType":"Task","meta":{"security":[{"system":"s","code":"R"}],"tag":[{"system":"t","code":"w"}]},"identifier":[{"system":"s","value":"1"}],"note":[{"text":"theirs"}]}`, false},
		{"H08 a label of theirs", `{"resourceType":"Task","meta":{"security":[{"system":"s","code":"R"},{"system":"s","code":"V"}],"tag":[{"system":"t","code":"w"}]},"identifier":[{"system":"s","value":"1"}]}`, false},
		{"H08 a label of ours is gone", `{"resourceType":"Task","meta":{"tag":[{"system":"t","code":"w"}]},"identifier":[{"system":"s","value":"1"}]}`, false},
		{"FHIR-17 a tag of theirs", `{"resourceType":"Task","meta":{"security":[{"system":"s","code":"R"}],"tag":[{"system":"t","code":"w"},{"code":"x"}]},"identifier":[{"system":"s","value":"1"}]}`, false},
		{"FHIR-17 a profile of theirs", `{"resourceType":"Task","meta":{"profile":["p"],"security":[{"system":"s","code":"R"}],"tag":[{"system":"t","code":"w"}]},"identifier":[{"system":"s","value":"1"}]}`, false},
		{"FHIR-17 something else in meta", `{"resourceType":"Task","meta":{"extension":[{"url":"x"}],"security":[{"system":"s","code":"R"}],"tag":[{"system":"t","code":"w"}]},"identifier":[{"system":"s","value":"1"}]}`, false},
		{"FHIR-17 no resource", `{}`, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.whole, wholly("Task", []byte(ours), []byte(c.there)) == labels)
			base, whole := item.as([]byte(c.there))
			require.Equal(t, contentDigest("Task", []byte(c.there)), base)
			require.Equal(t, wholly("Task", []byte(ours), []byte(c.there)), whole)
			other := item
			other.Do = Update // what is sent may hold what others have added
			_, whole = other.as([]byte(c.there))
			require.Empty(t, whole)
		})
	}
	t.Run("FHIR-17 what is made with another label is not what stands there", func(t *testing.T) {
		require.NotEqual(t, labels, wholly("Task", []byte(`{"resourceType":"Task","id":"a"}`), []byte(`{"resourceType":"Task","id":"a"}`)))
	})
}
