package r4schema_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/internal/r4schema"
)

func load(t testing.TB) r4schema.Table {
	t.Helper()
	table, err := r4schema.Load()
	require.NoError(t, err)
	return table
}

func TestTable(t *testing.T) {
	table := load(t)
	t.Run("FHIR-19 it says where it is from, and what was left out", func(t *testing.T) {
		require.Equal(t, "HL7 FHIR R4 (4.0.1)", table.Source.Standard)
		require.Equal(t, "5.2.13", table.Source.Version)
		require.Len(t, table.Source.Files, 4)
		for _, digest := range table.Source.Files {
			require.Len(t, digest, 64)
		}
		require.Contains(t, table.Source.Without, "HealthcareService.offeredIn")
	})
	t.Run("FHIR-19 it is written as it is read", func(t *testing.T) {
		text, err := table.Encode()
		require.NoError(t, err)
		committed, err := os.ReadFile("table.json")
		require.NoError(t, err)
		require.Equal(t, string(committed), string(text))
	})
	t.Run("FHIR-19 the schemas are those it makes", func(t *testing.T) {
		files, err := r4schema.Schemas()
		require.NoError(t, err)
		require.Len(t, files, len(r4schema.Resources)+1)
		for name, text := range files {
			require.True(t, json.Valid(text), name)
			require.Equal(t, string(strict.Schema(strings.TrimSuffix(name, ".json"))), string(text), "%s is not current: run go generate ./fhir/strict", name)
		}
		there, err := filepath.Glob("../../fhir/strict/schema/*")
		require.NoError(t, err)
		require.Len(t, there, len(files))
		require.Equal(t, r4schema.Resources, strict.Types())
	})
}

// structs are samply's models of the types in the table: another program's reading of
// the definitions, made from HL7's own files. They have no SimpleQuantity.
var structs = []any{r4.Address{}, r4.Age{}, r4.Annotation{}, r4.Appointment{}, r4.Attachment{}, r4.Bundle{}, r4.CarePlan{},
	r4.CareTeam{}, r4.CodeableConcept{}, r4.Coding{}, r4.Communication{}, r4.Consent{}, r4.ContactDetail{}, r4.ContactPoint{},
	r4.Contributor{}, r4.Count{}, r4.DataRequirement{}, r4.Distance{}, r4.DocumentReference{}, r4.Dosage{}, r4.Duration{},
	r4.Encounter{}, r4.EpisodeOfCare{}, r4.Expression{}, r4.Extension{}, r4.Flag{}, r4.Goal{}, r4.HealthcareService{},
	r4.HumanName{}, r4.Identifier{}, r4.Location{}, r4.Meta{}, r4.Money{}, r4.Narrative{}, r4.Observation{},
	r4.OperationOutcome{}, r4.Organization{}, r4.ParameterDefinition{}, r4.Period{}, r4.Provenance{}, r4.Quantity{}, r4.Range{},
	r4.Ratio{}, r4.Reference{}, r4.RelatedArtifact{}, r4.SampledData{}, r4.Signature{}, r4.Task{}, r4.Timing{},
	r4.TriggerDefinition{}, r4.UsageContext{}}

// wider are value sets that take some codes of a system, for which the models have all.
var wider = map[string]bool{"care-plan-intent": true, "care-plan-activity-kind": true}

// lacking are members that the models do not have.
var lacking = []string{"contained"}

// TestTheTableAgreesWithAnotherReading: the package of definitions was found to have
// elements that R4 does not. What a fault in the table would hide from the tests of the
// schemas, which are made from it, is seen here.
func TestTheTableAgreesWithAnotherReading(t *testing.T) {
	table := load(t)
	children := map[string][]r4schema.Element{}
	complex := 0
	for _, typ := range table.Types {
		if typ.Kind != "primitive-type" {
			complex++
		}
		for _, e := range typ.Elements {
			parent, _, _ := cutLast(e.Path, ".")
			children[parent] = append(children[parent], e)
		}
	}
	require.Equal(t, complex-2, len(structs), "all but Element and SimpleQuantity")
	compared := 0
	var compare func(path string, of reflect.Type)
	compare = func(path string, of reflect.Type) {
		want := map[string]reflect.StructField{}
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			want[name] = of.Field(i)
		}
		for _, e := range children[path] {
			_, name, _ := cutLast(e.Path, ".")
			for _, member := range members(e, name) {
				field, ok := want[member]
				delete(want, member)
				if !ok {
					require.Contains(t, lacking, name, "%s: R4 has no %s", path, member)
					continue
				}
				compared++
				require.Equal(t, e.Many, field.Type.Kind() == reflect.Slice && field.Type != reflect.TypeFor[json.RawMessage](), "%s.%s: how many", path, member)
				if len(e.Of) < 2 {
					require.Equal(t, e.Min > 0, !strings.Contains(field.Tag.Get("json"), ",omitempty"), "%s.%s: required", path, member)
				}
				inner := field.Type
				for inner.Kind() == reflect.Pointer || inner.Kind() == reflect.Slice && inner.Elem().Kind() != reflect.Uint8 {
					inner = inner.Elem()
				}
				if codes := codesOf(inner); codes != nil && !wider[e.Codes] {
					require.Equal(t, codes, table.Codes[e.Codes], "%s.%s: codes", path, member)
				}
				if len(children[e.Path]) > 0 {
					compare(e.Path, inner)
				}
			}
		}
		for name := range want {
			require.Fail(t, "the table lacks a member", "%s.%s", path, name)
		}
	}
	for _, s := range structs {
		typ := reflect.TypeOf(s)
		compare(typ.Name(), typ)
	}
	t.Logf("%d members compared", compared)
}

func members(e r4schema.Element, name string) (out []string) {
	base, choice := strings.CutSuffix(name, "[x]")
	if !choice {
		return []string{name}
	}
	for _, of := range e.Of {
		typ := strings.TrimPrefix(of.Type, "Simple")
		out = append(out, base+strings.ToUpper(typ[:1])+typ[1:])
	}
	return out
}

// codesOf are the codes of a model's list; nil for anything else.
func codesOf(typ reflect.Type) (out []string) {
	if typ.Kind() != reflect.Int {
		return nil
	}
	for i := range 1000 {
		v := reflect.New(typ).Elem()
		v.SetInt(int64(i))
		c, ok := v.Interface().(interface{ Code() string })
		if !ok || c.Code() == "<unknown>" {
			break
		}
		out = append(out, c.Code())
	}
	slices.Sort(out)
	return out
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// TestTrim makes a table from definitions of our own.
func TestTrim(t *testing.T) {
	entry := func(name, kind, elements string) string {
		return fmt.Sprintf(`{"resource":{"resourceType":"StructureDefinition","id":%q,"kind":%q,"snapshot":{"element":[{"path":%q,"max":"*"%s]}}}`, name, kind, strings.TrimPrefix(name, "Simple"), elements+"}")
	}
	var resources []string
	for _, name := range r4schema.Resources {
		more := `},{"path":"` + name + `.id","max":"1","type":[{"code":"x","extension":[{"url":"http://x/structuredefinition-fhir-type","valueUrl":"string"}]}]`
		if name == "HealthcareService" {
			more += `},{"path":"HealthcareService.offeredIn","max":"*","type":[{"code":"Reference"}]`
		}
		if name == "Flag" {
			more += `},{"path":"Flag.status","min":1,"max":"1","type":[{"code":"code"}],"binding":{"strength":"required","valueSet":"http://x/a-set|4.0.1"},"constraint":[{"key":"ele-1","severity":"error"},{"key":"flg-1","severity":"error"},{"key":"flg-2","severity":"warning"}]` +
				`},{"path":"Flag.part","max":"*","type":[{"code":"BackboneElement"}]},{"path":"Flag.part.low","max":"1","type":[{"code":"Quantity","profile":["http://x/SimpleQuantity"]}]` +
				`},{"path":"Flag.again","max":"1","contentReference":"#Flag.part"` +
				`},{"path":"Flag.about","max":"1","type":[{"code":"Reference","targetProfile":["http://x/Task","http://x/Goal"]}]` +
				`},{"path":"Flag.all","max":"1","type":[{"code":"Reference","targetProfile":["http://x/Resource"]}]`
		}
		resources = append(resources, entry(name, "resource", more))
	}
	types := []string{entry("Element", "complex-type", ""), entry("Reference", "complex-type", ""), entry("string", "primitive-type", ""),
		entry("id", "primitive-type", ""), entry("code", "primitive-type", ""),
		entry("SimpleQuantity", "complex-type", `},{"path":"Quantity.comparator","max":"0"},{"path":"Quantity.unit","max":"1","type":[{"code":"string"}]`)}
	sets := `{"resource":{"resourceType":"ValueSet","url":"http://x/a-set","compose":{"include":[{"system":"http://x/a"},{"system":"u","concept":[{"code":"z"}]}]}}},` +
		`{"resource":{"resourceType":"CodeSystem","url":"http://x/a","concept":[{"code":"b","concept":[{"code":"c"}]},{"code":"a"}]}}`
	bundle := func(entries ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(`{"entry":[` + strings.Join(entries, ",") + `]}`)}
	}
	pkg := fstest.MapFS{
		"package.json":                         {Data: []byte(`{"name":"definitions","version":"1.2.3"}`)},
		"dist/fhir/r4/profiles-resources.json": bundle(resources...),
		"dist/fhir/r4/profiles-types.json":     bundle(types...),
		"dist/fhir/r4/valuesets.json":          bundle(sets),
		"dist/fhir/r4/v3-codesystems.json":     bundle(),
	}
	table, err := r4schema.Trim(pkg)
	require.NoError(t, err)
	require.Equal(t, "1.2.3", table.Source.Version)
	require.Equal(t, map[string][]string{"a-set": {"a", "b", "c", "z"}}, table.Codes)
	find := func(name string) r4schema.Type {
		i := slices.IndexFunc(table.Types, func(typ r4schema.Type) bool { return typ.Name == name })
		require.GreaterOrEqual(t, i, 0, name)
		return table.Types[i]
	}
	require.Equal(t, []r4schema.Element{
		{Path: "Flag.id", Of: []r4schema.Of{{Type: "id"}}},
		{Path: "Flag.status", Min: 1, Of: []r4schema.Of{{Type: "code"}}, Codes: "a-set", Rules: []string{"flg-1"}},
		{Path: "Flag.part", Many: true},
		{Path: "Flag.part.low", Of: []r4schema.Of{{Type: "SimpleQuantity"}}},
		{Path: "Flag.again", As: "Flag.part"},
		{Path: "Flag.about", Of: []r4schema.Of{{Type: "Reference", Targets: []string{"Goal", "Task"}}}},
		{Path: "Flag.all", Of: []r4schema.Of{{Type: "Reference"}}},
	}, find("Flag").Elements)
	require.Equal(t, []r4schema.Element{{Path: "SimpleQuantity.unit", Of: []r4schema.Of{{Type: "string"}}}}, find("SimpleQuantity").Elements)
	require.Len(t, find("HealthcareService").Elements, 1, "offeredIn is not of R4")
	for name := range pkg {
		without := fstest.MapFS{}
		for other, file := range pkg {
			if other != name {
				without[other] = file
			}
		}
		_, err := r4schema.Trim(without)
		require.Error(t, err, name)
	}
}
