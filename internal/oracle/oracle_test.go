package oracle

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/fhir/go/fhirversion"
	"github.com/google/fhir/go/jsonformat"
	"github.com/stretchr/testify/require"
)

func judge(t testing.TB) *jsonformat.Unmarshaller {
	t.Helper()
	u, err := jsonformat.NewUnmarshaller("UTC", fhirversion.R4)
	require.NoError(t, err)
	return u
}

// golden is where package fhir keeps one of every kind of resource it builds, and
// published where its code systems are.
const golden, published = "../../fhir/testdata/*.json", "../../docs/fhir/*.json"

func TestOneOfEveryKind(t *testing.T) {
	files, err := filepath.Glob(golden)
	require.NoError(t, err)
	lists, err := filepath.Glob(published)
	require.NoError(t, err)
	require.True(t, len(files) > 0 && len(lists) > 0)
	u, types := judge(t), map[string]int{}
	for _, file := range append(files, lists...) {
		body, err := os.ReadFile(file)
		require.NoError(t, err)
		if typ := typeOf(t, body); typ != "" {
			types[typ]++
			t.Run("FHIR-19 "+filepath.Base(file), func(t *testing.T) { accepted(t, u, body) })
		}
	}
	t.Logf("accepted: %v", types)
}

// TestKept is about every resource that the tests of the project made and kept
// (internal/kept).
func TestKept(t *testing.T) {
	dir := os.Getenv("TOWPATH_RESOURCES")
	if dir == "" {
		t.Skip("TOWPATH_RESOURCES names no folder of resources; .ci/run makes one and lets the tests fill it")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.ndjson"))
	require.NoError(t, err)
	require.NotEmpty(t, files, "the tests have kept resources")
	u, types, all := judge(t), map[string]int{}, 0
	for _, file := range files {
		t.Run("FHIR-19 "+strings.TrimSuffix(filepath.Base(file), ".ndjson"), func(t *testing.T) {
			body, err := os.ReadFile(file)
			require.NoError(t, err)
			lines := bufio.NewScanner(bytes.NewReader(body))
			lines.Buffer(nil, 1<<20)
			for lines.Scan() {
				accepted(t, u, lines.Bytes())
				types[typeOf(t, lines.Bytes())]++
				all++
			}
			require.NoError(t, lines.Err())
		})
	}
	t.Logf("accepted: %d resources, %v", all, types)
}

func accepted(t testing.TB, u *jsonformat.Unmarshaller, body []byte) {
	t.Helper()
	_, err := u.Unmarshal(body)
	require.NoError(t, err, "%s", body)
}

func typeOf(t testing.TB, body []byte) string {
	t.Helper()
	var head struct{ ResourceType string }
	require.NoError(t, json.Unmarshal(body, &head))
	return head.ResourceType
}

// A judge who takes everything says nothing.
func TestTheJudgeSaysNo(t *testing.T) {
	u := judge(t)
	const goal = `{"resourceType":"Goal","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/p1"}}`
	accepted(t, u, []byte(goal))
	for what, bad := range map[string]string{
		"another resource":     strings.Replace(goal, "Goal", "Gaol", 1),
		"no such code":         strings.Replace(goal, "active", "banana", 1),
		"nothing required":     strings.Replace(goal, `"description":{"text":"x"},`, "", 1),
		"another kind of whom": strings.Replace(goal, "Patient/", "Encounter/", 1),
		"an unknown member":    strings.Replace(goal, `"description"`, `"x":1,"description"`, 1),
		"no date":              strings.Replace(goal, `"description"`, `"startDate":"2026-13-01","description"`, 1),
	} {
		_, err := u.Unmarshal([]byte(bad))
		require.Error(t, err, what)
	}
}
