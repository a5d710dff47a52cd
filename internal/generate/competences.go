package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/requirements"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// competencesPage leads from each code of the peer worker standard to what the library
// offers for it (EX-05).
func competencesPage() (string, error) {
	catalogue := worker.Catalogue(worker.CatalogueVersion)
	index := requirements.Competences()
	codes := make([]string, len(catalogue))
	for i, c := range catalogue {
		codes[i] = string(c.Code)
	}
	if faults := requirements.CompetenceFaults(index, codes); len(faults) > 0 {
		return "", fmt.Errorf("the index of competences: %s", strings.Join(faults, "; "))
	}
	says, kinds := map[string]string{}, recordsOfRows()
	for _, r := range requirements.Rows() {
		if says[r.ID] = r.Text; r.Class == requirements.OutsideRow {
			says[r.ID] = "**Not done here.** " + r.Text
		}
	}
	var b strings.Builder
	b.WriteString("# Competences\n\nThe standard for peer workers names what a worker knows (K), can do (S) and how they are with people (B). This page leads from each code to what the library offers for it: the [requirement rows](requirements.md), and the kinds of records whose rules keep them. The labels are ours.\n\nThe library does not judge a worker's competence. Evidence for a code is kept as [competence evidence](rules/worker.md#competence-evidence).\n\n| code | what it is | row | what the library does | records |\n|---|---|---|---|---|\n")
	for i, c := range catalogue {
		code, label := string(c.Code), c.Label
		for _, id := range index[i].Rows {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", code, label, id, says[id], strings.Join(kinds[id], ", "))
			code, label = "", ""
		}
	}
	return b.String(), nil
}

// recordsOfRows are, for each row, links to the records of which a rule is named by it.
func recordsOfRows() map[string][]string {
	out := map[string][]string{}
	for _, f := range families() {
		for _, t := range f.tables {
			link := fmt.Sprintf("[%s](rules/%s.md#%s)", t.Kind, f.name, t.Kind)
			for _, rule := range rulesOf(t) {
				if !slices.Contains(out[rule.Row], link) {
					out[rule.Row] = append(out[rule.Row], link)
				}
			}
		}
	}
	return out
}

// rulesOf are the rules of a table and of the parts that can be seen.
func rulesOf(t peer.Table) []peer.Rule {
	var out []peer.Rule
	for _, a := range t.Rules() {
		out = append(out, a.Rule)
	}
	for _, p := range t.Parts {
		out = append(out, p.Rule)
	}
	return out
}
