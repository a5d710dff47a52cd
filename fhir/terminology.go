package fhir

import (
	"cmp"
	"maps"
	"slices"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

// CodeSystem is a list of codes of ours, as it is published for whoever reads what
// we write (R4 CodeSystem). Its codes are the words that records are stored with.
type CodeSystem struct {
	// URL names it wherever its codes stand.
	URL string
	// Name is for programs, Title for people, Says in a sentence what it is about.
	Name, Title, Says string
	// Codes are all of them, in order.
	Codes []Code
}

// Code is one code with the words that stand beside it.
type Code struct{ Code, Display string }

// CodeSystems returns those of ours that codes may come from.
func CodeSystems() []CodeSystem {
	return []CodeSystem{
		{ContactKindSystem, "TowpathContactKind", "Kinds of contact", "What a contact of peer support was for.", codesOf(kindTexts)},
		{ContactModeSystem, "TowpathContactMode", "Ways of being in touch", "The way the person and the worker were in touch.", modeCodes()},
		{ParticipationSystem, "TowpathParticipation", "Parts in a contact", "Parts in a contact that HL7 has no code for.", []Code{{"supervising", "Supervising colleague"}}},
		{LifeDomainSystem, "TowpathLifeDomain", "Parts of life", "The part of a person's life that a goal of theirs is about.", codesOf(domainTexts)},
	}
}

// codesOf lists the codes of a table in their own order.
func codesOf[T ~string](texts map[T]string) []Code {
	out := make([]Code, 0, len(texts))
	for _, code := range slices.Sorted(maps.Keys(texts)) {
		out = append(out, Code{string(code), texts[code]})
	}
	return out
}

func modeCodes() []Code {
	texts := map[peer.Mode]string{}
	for mode, m := range mechanisms {
		texts[mode] = m.says
	}
	return codesOf(texts)
}

// publisher stands in everything we publish.
const publisher = "Towpath contributors"

// Resource is the list as an R4 CodeSystem, for a terminology server to load. It is
// published as a file and never sent with anybody's record.
func (c CodeSystem) Resource() ([]byte, error) {
	type concept struct {
		Code    string `json:"code"`
		Display string `json:"display"`
	}
	concepts := make([]concept, len(c.Codes))
	for i, code := range c.Codes {
		concepts[i] = concept(code)
	}
	return literal(struct {
		ResourceType  string    `json:"resourceType"`
		ID            string    `json:"id"`
		URL           string    `json:"url"`
		Name          string    `json:"name"`
		Title         string    `json:"title"`
		Status        string    `json:"status"`
		Experimental  bool      `json:"experimental"`
		Publisher     string    `json:"publisher"`
		Description   string    `json:"description"`
		CaseSensitive bool      `json:"caseSensitive"`
		Content       string    `json:"content"`
		Count         int       `json:"count"`
		Concept       []concept `json:"concept"`
	}{"CodeSystem", c.ID(), c.URL, c.Name, c.Title, "active", false, publisher, c.Says, true, "complete", len(concepts), concepts})
}

// ID is the last part of the address, and the name of the file it is published in.
func (c CodeSystem) ID() string {
	_, id := cutLast(c.URL)
	return id
}

// ConceptMap says which national code says the same as one of ours (R4 ConceptMap):
// where a record system keeps its codes is the site's to say, so that there is one
// for each site and none without it.
type ConceptMap struct {
	// Source and Target are the code systems.
	Source, Target string
	Same           []Same
}

// NationalMode is the code of the NHS Data Dictionary's CONSULTATION MECHANISM (MENTAL
// HEALTH) for a way of being in touch; false for one that is not on our list.
func NationalMode(mode peer.Mode) (Code, bool) {
	m, ok := mechanisms[mode]
	return Code{m.code, m.display}, ok
}

// Same is one pair of codes. Equivalence is of R4 ConceptMapEquivalence, seen from
// our code: "equivalent", or "wider" where the national code says less.
type Same struct {
	Code        string
	National    Code
	Equivalence string
}

// ConceptMaps returns those of this site: from the ways of being in touch to the NHS
// Data Dictionary's CONSULTATION MECHANISM (MENTAL HEALTH), where the site has said
// which address its record system knows that by.
func (s Site) ConceptMaps() []ConceptMap {
	if s.ConsultationMechanism == "" {
		return nil
	}
	m := ConceptMap{Source: ContactModeSystem, Target: s.ConsultationMechanism}
	for mode, national := range mechanisms {
		how := "equivalent"
		if mode == peer.Letter {
			how = "wider" // it is not listed there
		}
		m.Same = append(m.Same, Same{string(mode), Code{national.code, national.display}, how})
	}
	slices.SortFunc(m.Same, func(a, b Same) int { return cmp.Compare(a.Code, b.Code) })
	return []ConceptMap{m}
}

// Resource is the map as an R4 ConceptMap.
func (m ConceptMap) Resource() ([]byte, error) {
	group := r4.ConceptMapGroup{Source: text(m.Source), Target: text(m.Target)}
	for _, s := range m.Same {
		equivalence := r4.ConceptMapEquivalenceEquivalent
		if s.Equivalence == "wider" {
			equivalence = r4.ConceptMapEquivalenceWider
		}
		group.Element = append(group.Element, r4.ConceptMapGroupElement{Code: text(s.Code),
			Target: []r4.ConceptMapGroupElementTarget{{Code: text(s.National.Code), Display: text(s.National.Display), Equivalence: equivalence}}})
	}
	_, source := cutLast(m.Source)
	return literal(struct {
		ResourceType string               `json:"resourceType"`
		URL          string               `json:"url"`
		Status       string               `json:"status"`
		Publisher    string               `json:"publisher"`
		Group        []r4.ConceptMapGroup `json:"group"`
	}{"ConceptMap", Canonical + "/ConceptMap/" + source, "active", publisher, []r4.ConceptMapGroup{group}})
}
