package requirements_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/requirements"
)

func TestEveryRowIsThereOnce(t *testing.T) {
	counts := map[string]int{}
	seen := map[string]bool{}
	for _, row := range requirements.Rows() {
		letters, _, ok := requirements.Family(row.ID)
		require.True(t, ok, row.ID)
		require.False(t, seen[row.ID], "%s stands there twice", row.ID)
		seen[row.ID] = true
		counts[letters]++
	}
	require.Len(t, seen, 209)
	require.Equal(t, map[string]int{"PEER": 69, "REC": 47, "SIGN": 25, "TRAN": 16, "SAFE": 20, "FHIR": 24, "EX": 8}, counts)
}

func TestRowsAreInOrder(t *testing.T) {
	order := []string{"PEER", "REC", "SIGN", "TRAN", "SAFE", "FHIR", "EX"}
	require.True(t, slices.IsSortedFunc(requirements.Rows(), func(a, b requirements.Row) int {
		fa, na, _ := requirements.Family(a.ID)
		fb, nb, _ := requirements.Family(b.ID)
		return cmp.Or(cmp.Compare(slices.Index(order, fa), slices.Index(order, fb)), cmp.Compare(na, nb))
	}))
}

func TestEveryRowIsOneReadableSentence(t *testing.T) {
	packages := []string{"peer", "peer/worker", "peer/sharing", "recovery", "signpost", "transition", "safeguard", "fhir", "fhir/client", "fhir/exchange", "examples"}
	texts := map[string]string{}
	for _, row := range requirements.Rows() {
		require.LessOrEqual(t, utf8.RuneCountInString(row.Text), 120, row.ID)
		require.True(t, strings.HasSuffix(row.Text, "."), "%s does not end with a full stop", row.ID)
		require.Equal(t, strings.Join(strings.Fields(row.Text), " "), row.Text, "%s has stray spaces", row.ID)
		require.Contains(t, "abcdef", string(row.Class), row.ID)
		require.Len(t, string(row.Class), 1, row.ID)
		require.Contains(t, packages, row.Package, row.ID)
		require.Empty(t, texts[row.Text], "%s says the same as %s", row.ID, texts[row.Text])
		texts[row.Text] = row.ID
		require.Equal(t, row.Class == requirements.OutsideRow, strings.HasPrefix(row.Text, "Out of scope: "), row.ID)
	}
}

func TestRowsAreTheCallersOwn(t *testing.T) {
	requirements.Rows()[0].Text = "changed"
	require.NotEqual(t, "changed", requirements.Rows()[0].Text)
}

func TestFamily(t *testing.T) {
	for id, want := range map[string]string{"PEER-20": "PEER", "EX-08": "EX", "REC-09": "REC"} {
		letters, n, ok := requirements.Family(id)
		require.True(t, ok, id)
		require.Equal(t, want, letters)
		require.Positive(t, n)
	}
	for _, id := range []string{"", "PEER", "PEER-", "PEER-2", "PEER-200", "peer-20", "PEER-20 ", "PEER_20", "20-PEER", "ISO8601"} {
		_, _, ok := requirements.Family(id)
		require.False(t, ok, id)
	}
}
