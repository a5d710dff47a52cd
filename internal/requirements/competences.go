package requirements

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// Competence says which rows serve one code of the peer worker standard (EX-05).
type Competence struct {
	Code string // K1 to K58, S1 to S50, B1 to B5
	Rows []string
}

//go:embed competences.tsv
var competenceTable string

// Competences returns the index of competences, in the order of the standard.
func Competences() []Competence {
	var out []Competence
	for _, line := range strings.Split(strings.TrimSuffix(competenceTable, "\n"), "\n")[1:] {
		code, rows, _ := strings.Cut(line, "\t")
		out = append(out, Competence{code, strings.Split(rows, ", ")})
	}
	return out
}

// CompetenceFaults finds what an index lacks: a code of the catalogue that is not in it
// or comes out of order, a code that is in it and not in the catalogue, a row that does
// not exist or is named twice.
func CompetenceFaults(index []Competence, catalogue []string) []string {
	var faults, codes []string
	for _, c := range index {
		codes = append(codes, c.Code)
		if !slices.Contains(catalogue, c.Code) {
			faults = append(faults, c.Code+" is not in the catalogue")
		}
		for i, id := range c.Rows {
			switch {
			case !isRow(id):
				faults = append(faults, fmt.Sprintf("%s leads to %q, which is no row", c.Code, id))
			case slices.Contains(c.Rows[:i], id):
				faults = append(faults, fmt.Sprintf("%s names %s twice", c.Code, id))
			}
		}
	}
	for _, code := range catalogue {
		if !slices.Contains(codes, code) {
			faults = append(faults, code+" leads nowhere")
		}
	}
	if len(faults) == 0 && !slices.Equal(codes, catalogue) {
		faults = append(faults, "the codes are not each there once in the catalogue's order")
	}
	return faults
}

func isRow(id string) bool {
	return slices.ContainsFunc(Rows(), func(r Row) bool { return r.ID == id })
}
