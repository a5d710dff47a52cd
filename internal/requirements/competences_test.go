package requirements_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/requirements"
	"github.com/towpath-care/towpath/peer/worker"
)

func TestCompetences(t *testing.T) {
	catalogue := worker.CompetenceCode("").Terms()
	t.Run("EX-05, PEER-09 every code leads to what there is for it", func(t *testing.T) {
		require.Len(t, catalogue, 113)
		require.Empty(t, requirements.CompetenceFaults(requirements.Competences(), catalogue))
	})
	for name, c := range map[string]struct {
		spoil func([]requirements.Competence) []requirements.Competence
		says  string
	}{
		"EX-05 a code that is missing": {func(l []requirements.Competence) []requirements.Competence { return slices.Delete(l, 57, 58) }, "K58 leads nowhere"},
		"EX-05 a code there is not": {func(l []requirements.Competence) []requirements.Competence {
			return append(l, requirements.Competence{Code: "K59", Rows: []string{"PEER-09"}})
		}, "K59 is not in the catalogue"},
		"EX-05 a code without a row": {func(l []requirements.Competence) []requirements.Competence { l[0].Rows = []string{""}; return l }, `K1 leads to "", which is no row`},
		"EX-05 a row there is not":   {func(l []requirements.Competence) []requirements.Competence { l[0].Rows[0] = "PEER-99"; return l }, `K1 leads to "PEER-99"`},
		"EX-05 a row named twice": {func(l []requirements.Competence) []requirements.Competence {
			l[0].Rows = append(l[0].Rows, l[0].Rows[0])
			return l
		}, "K1 names PEER-09 twice"},
		"EX-05 a code that comes twice": {func(l []requirements.Competence) []requirements.Competence { return append(l, l[0]) }, "each there once"},
		"EX-05 codes out of order":      {func(l []requirements.Competence) []requirements.Competence { l[0], l[1] = l[1], l[0]; return l }, "catalogue's order"},
	} {
		t.Run(name, func(t *testing.T) {
			faults := requirements.CompetenceFaults(c.spoil(requirements.Competences()), catalogue)
			require.Len(t, faults, 1)
			require.Contains(t, faults[0], c.says)
		})
	}
}
