package r4schema

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// definitions are the files of the package that are read, below its root.
var definitions = []string{
	"dist/fhir/r4/profiles-resources.json", "dist/fhir/r4/profiles-types.json",
	"dist/fhir/r4/valuesets.json", "dist/fhir/r4/v3-codesystems.json",
}

// notR4 are elements that the package has and R4 4.0.1 does not. They were found by
// comparing it with HL7's own list of data elements.
var notR4 = []string{"HealthcareService.offeredIn", "Meta.project", "Meta.author", "Meta.onBehalfOf", "Meta.account", "Meta.accounts", "Meta.compartment", "Meta.deleted"}

// source is HL7's definitions as they are published.
type source struct {
	types   map[string]structure
	sets    map[string]valueSet
	systems map[string][]concept
}

type structure struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Snapshot struct {
		Element []definition `json:"element"`
	} `json:"snapshot"`
}

type definition struct {
	Path             string `json:"path"`
	Min              int    `json:"min"`
	Max              string `json:"max"`
	ContentReference string `json:"contentReference"`
	Type             []struct {
		Code          string   `json:"code"`
		Profile       []string `json:"profile"`
		TargetProfile []string `json:"targetProfile"`
		Extension     []struct {
			URL      string `json:"url"`
			ValueURL string `json:"valueUrl"`
		} `json:"extension"`
	} `json:"type"`
	Binding *struct {
		Strength string `json:"strength"`
		ValueSet string `json:"valueSet"`
	} `json:"binding"`
	Constraint []struct {
		Key      string `json:"key"`
		Severity string `json:"severity"`
	} `json:"constraint"`
}

type concept struct {
	Code    string    `json:"code"`
	Concept []concept `json:"concept"`
}

type valueSet struct {
	Compose struct {
		Include []struct {
			System   string            `json:"system"`
			Concept  []concept         `json:"concept"`
			Filter   []json.RawMessage `json:"filter"`
			ValueSet []string          `json:"valueSet"`
		} `json:"include"`
		Exclude []json.RawMessage `json:"exclude"`
	} `json:"compose"`
}

// Trim makes the table from the package of definitions, unpacked.
func Trim(pkg fs.FS) (Table, error) {
	src := source{map[string]structure{}, map[string]valueSet{}, map[string][]concept{}}
	t := Table{
		About: "Made by internal/r4schema from HL7's definitions; do not edit.",
		Source: Source{Standard: "HL7 FHIR R4 (4.0.1)", Licence: "CC0-1.0: the specification is HL7's and in the public domain",
			Files: map[string]string{}, Without: notR4},
		Codes: map[string][]string{},
	}
	var about struct{ Name, Version string }
	raw, err := fs.ReadFile(pkg, "package.json")
	if err == nil {
		err = json.Unmarshal(raw, &about)
	}
	if err != nil {
		return t, err
	}
	t.Source.Package, t.Source.Version = about.Name, about.Version
	for _, name := range definitions {
		raw, err := fs.ReadFile(pkg, name)
		if err == nil {
			err = src.read(raw)
		}
		if err != nil {
			return t, fmt.Errorf("%s: %w", name, err)
		}
		sum := sha256.Sum256(raw)
		t.Source.Files[name] = hex.EncodeToString(sum[:])
	}
	return t, src.trim(&t)
}

func (src source) read(raw []byte) error {
	var bundle struct {
		Entry []struct {
			Resource json.RawMessage `json:"resource"`
		} `json:"entry"`
	}
	if err := json.Unmarshal(raw, &bundle); err != nil {
		return err
	}
	for _, e := range bundle.Entry {
		var head struct{ ResourceType, URL, Derivation string }
		if err := json.Unmarshal(e.Resource, &head); err != nil {
			return err
		}
		var err error
		switch head.ResourceType {
		case "StructureDefinition":
			var s structure
			err = json.Unmarshal(e.Resource, &s)
			src.types[s.ID] = s
		case "ValueSet":
			var v valueSet
			err = json.Unmarshal(e.Resource, &v)
			src.sets[head.URL] = v
		case "CodeSystem":
			var c concept
			err = json.Unmarshal(e.Resource, &c)
			src.systems[head.URL] = c.Concept
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// trim takes the resources, and every type that they are made of.
func (src source) trim(t *Table) error {
	todo, taken := slices.Clone(Resources), map[string]bool{}
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		if taken[name] || name == "Resource" {
			continue
		}
		taken[name] = true
		typ, err := src.typeOf(name, t.Codes)
		if err != nil {
			return err
		}
		t.Types = append(t.Types, typ)
		for _, e := range typ.Elements {
			for _, of := range e.Of {
				todo = append(todo, of.Type)
			}
		}
		todo = append(todo, "Element")
	}
	slices.SortFunc(t.Types, func(a, b Type) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

func (src source) typeOf(name string, codes map[string][]string) (Type, error) {
	s, ok := src.types[name]
	if !ok {
		return Type{}, fmt.Errorf("%s is not defined", name)
	}
	out := Type{Name: name, Kind: s.Kind}
	if s.Kind == "primitive-type" {
		return out, nil
	}
	all := s.Snapshot.Element
	out.Rules = rules(all[0])
	root := all[0].Path // of SimpleQuantity it is Quantity
	for _, d := range all[1:] {
		path := name + strings.TrimPrefix(d.Path, root)
		if d.Max == "0" || slices.Contains(notR4, path) {
			continue
		}
		e := Element{Path: path, Min: d.Min, Many: d.Max != "1", As: strings.TrimPrefix(d.ContentReference, "#"), Rules: rules(d)}
		if !slices.ContainsFunc(all, func(o definition) bool { return strings.HasPrefix(o.Path, d.Path+".") }) {
			e.Of = typesOf(d, s.Kind == "resource" && path == name+".id")
		}
		if b := d.Binding; b != nil && b.Strength == "required" && len(e.Of) == 1 && e.Of[0].Type == "code" {
			url, _, _ := strings.Cut(b.ValueSet, "|")
			e.Codes = url[strings.LastIndex(url, "/")+1:]
			codes[e.Codes] = src.expand(url)
		}
		out.Elements = append(out.Elements, e)
	}
	return out, nil
}

// rules are the invariants on an element. Those that every element has are left to
// the types that bring them: Element (ele-1) and Extension (ext-1).
func rules(d definition) (keys []string) {
	for _, c := range d.Constraint {
		if c.Severity == "error" && c.Key != "ele-1" && (c.Key != "ext-1" || d.Path == "Extension") {
			keys = append(keys, c.Key)
		}
	}
	return keys
}

func typesOf(d definition, resourceID bool) (out []Of) {
	for _, t := range d.Type {
		of := Of{Type: t.Code}
		for _, e := range t.Extension {
			if strings.HasSuffix(e.URL, "/structuredefinition-fhir-type") {
				of.Type = e.ValueURL
			}
		}
		switch {
		case resourceID:
			of.Type = "id"
		case len(t.Profile) == 1:
			of.Type = tail(t.Profile[0])
		case slices.Contains(Resources, t.Code):
			of.Type = "Resource" // as R4 has it; the package narrows Bundle.entry.response.outcome
		}
		for _, p := range t.TargetProfile {
			if of.Type == "Reference" {
				of.Targets = append(of.Targets, tail(p))
			}
		}
		slices.Sort(of.Targets)
		if slices.Contains(of.Targets, "Resource") {
			of.Targets = nil
		}
		out = append(out, of)
	}
	return out
}

func tail(url string) string { return url[strings.LastIndex(url, "/")+1:] }

// expand lists the codes of a value set; none when the definitions do not list them.
func (src source) expand(url string) []string {
	var out []string
	set := src.sets[url].Compose
	for _, inc := range set.Include {
		listed := inc.Concept
		if listed == nil {
			listed = src.systems[inc.System]
		}
		if listed == nil || inc.Filter != nil || inc.ValueSet != nil || set.Exclude != nil {
			return nil
		}
		out = append(out, codesOf(listed)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func codesOf(list []concept) (out []string) {
	for _, c := range list {
		out = append(append(out, c.Code), codesOf(c.Concept)...)
	}
	return out
}
