package medplum_test

import (
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest/conformance"
	"github.com/towpath-care/towpath/internal/interop/medplum"
)

//go:generate go test . -run TestThePageIsCurrent -update

var update = flag.Bool("update", false, "write docs/conformance.md anew")

// found is a difference without its reasons.
type found struct {
	Check   string
	Verdict conformance.Verdict
	Says    string
}

func expected() (out []found) {
	for _, d := range medplum.Differences() {
		out = append(out, found{d.Check, d.Verdict, d.Says})
	}
	return out
}

// server is the base address of the Medplum server that was started for the test.
func server(t *testing.T) string {
	t.Helper()
	base := os.Getenv("TOWPATH_FHIR_BASE")
	if base == "" {
		t.Skip("TOWPATH_FHIR_BASE is not set: .ci/medplum starts the server and sets it")
	}
	if software(t, base) != "Medplum in memory" {
		t.Skip("the server that TOWPATH_FHIR_BASE leads to is not the one that .ci/medplum starts")
	}
	return base
}

func TestMedplumDiffersAsListed(t *testing.T) {
	findings, err := conformance.Run(t.Context(), conformance.Target{Base: server(t)})
	require.NoError(t, err)
	require.Len(t, findings, len(conformance.Checks()))
	require.Equal(t, expected(), differing(findings), "the server differs in something else than medplum.go says")
}

// software is what a server says it is.
func software(t *testing.T, base string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/metadata", nil)
	require.NoError(t, err)
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer answer.Body.Close()
	var statement struct{ Software struct{ Name string } }
	require.NoError(t, json.NewDecoder(answer.Body).Decode(&statement))
	return statement.Software.Name
}

var anID = regexp.MustCompile(`/Encounter/[A-Za-z0-9.-]+`)

// differing are the findings that do not hold, without the ids of this run.
func differing(findings []conformance.Finding) (out []found) {
	for _, f := range findings {
		if f.Verdict != conformance.Holds {
			out = append(out, found{f.Check, f.Verdict, anID.ReplaceAllString(f.Says, "/Encounter/{id}")})
		}
	}
	return out
}

func TestWhatHoldsIsNoDifference(t *testing.T) {
	got := differing([]conformance.Finding{
		{Check: "a", Verdict: conformance.Holds},
		{Check: "b", Verdict: conformance.Departs, Says: "GET /Encounter/0f-1.x/_history: 404; POST /Encounter: 201"},
		{Check: "c", Verdict: conformance.Skipped, Says: "not said"},
	})
	require.Equal(t, []found{{"b", conformance.Departs, "GET /Encounter/{id}/_history: 404; POST /Encounter: 201"}, {"c", conformance.Skipped, "not said"}}, got)
}

func TestEveryDifferenceIsExplained(t *testing.T) {
	var names []string
	for _, c := range conformance.Checks() {
		names = append(names, c.Name)
	}
	last := -1
	for _, d := range medplum.Differences() {
		at := slices.Index(names, d.Check)
		require.Greater(t, at, last, "%s is no check, or not in its place", d.Check)
		last = at
		require.Contains(t, []conformance.Verdict{conformance.Departs, conformance.Skipped}, d.Verdict, d.Check)
		for _, text := range []string{d.Says, d.Because, d.Ours} {
			require.NotEmpty(t, text, d.Check)
			require.NotContains(t, text, "|", d.Check)
		}
		require.True(t, strings.HasSuffix(d.Because, ".") && strings.HasSuffix(d.Ours, "."), d.Check)
	}
	some := medplum.Differences()
	some[0].Check = "changed"
	require.NotEqual(t, some[0], medplum.Differences()[0], "a caller's list is the caller's")
}

func TestThePageIsCurrent(t *testing.T) {
	page, err := medplum.Page(context.Background())
	require.NoError(t, err)
	path := filepath.Join("..", "..", "..", "docs", "conformance.md")
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(page), 0o644))
	}
	now, err := os.ReadFile(path)
	require.NoError(t, err, "run go generate ./internal/interop/medplum")
	require.True(t, page == string(now), "docs/conformance.md is not current: run go generate ./internal/interop/medplum")
	for _, c := range conformance.Checks() {
		require.Contains(t, page, "| "+c.Name+" | "+c.Says+" | "+c.Section+" | holds |", "fhirtest holds every check")
	}
}
