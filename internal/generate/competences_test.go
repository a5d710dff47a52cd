package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/requirements"
	"github.com/towpath-care/towpath/peer/worker"
)

func TestThePageOfCompetences(t *testing.T) {
	page, err := competencesPage()
	require.NoError(t, err)
	says := map[string]string{}
	for _, r := range requirements.Rows() {
		says[r.ID] = r.Text
	}
	lines := strings.Split(page, "\n")
	for i, c := range worker.Catalogue(worker.CatalogueVersion) {
		t.Run("EX-05 "+string(c.Code)+" leads to what the library offers for it", func(t *testing.T) {
			begins := "| " + string(c.Code) + " | " + c.Label + " | "
			var found []string
			for _, l := range lines {
				if rest, is := strings.CutPrefix(l, begins); is {
					found = append(found, rest)
				}
			}
			require.Len(t, found, 1, "a code stands on the page once")
			row, rest, _ := strings.Cut(found[0], " | ")
			require.Equal(t, requirements.Competences()[i].Rows[0], row)
			require.NotEmpty(t, says[row])
			require.Contains(t, rest, says[row])
		})
	}
}
