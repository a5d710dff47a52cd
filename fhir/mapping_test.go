package fhir_test

import (
	"encoding"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// storedFields are the paths of everything a record can store: the members of its
// stored form by their tags, filled or not, and those of its head.
func storedFields(t testing.TB, r peer.Record) []string {
	t.Helper()
	out := map[string]bool{}
	record := reflect.TypeOf(r)
	for i := range record.NumField() {
		if f := record.Field(i); !f.Anonymous {
			fieldsOf(f.Type, "", out)
		}
	}
	require.NotEmpty(t, out)
	body, err := peer.Encode(r)
	require.NoError(t, err)
	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(body, &members))
	for name := range members {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(out)), func(path string) bool { return under("/"+name, path) }) {
			out["/"+name] = true
		}
	}
	return slices.Sorted(maps.Keys(out))
}

func fieldsOf(t reflect.Type, path string, out map[string]bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8 {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || writesItself(t) {
		out[path] = true
		return
	}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "-" && (t.Field(i).IsExported() || t.Field(i).Anonymous) {
			if name == "" {
				name = t.Field(i).Name
			}
			fieldsOf(t.Field(i).Type, path+"/"+name, out)
		}
	}
}

func writesItself(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[json.Marshaler]()) || t.Implements(reflect.TypeFor[encoding.TextMarshaler]())
}

// under reports whether a path is this one or lies below it.
func under(top, path string) bool { return path == top || strings.HasPrefix(path, top+"/") }

// undecided lists stored fields that no line of the table covers, those that
// several cover, and lines that cover nothing.
func undecided(table []fhir.Mapping, record peer.Kind, stored []string) (faults []string) {
	hits := map[string]int{}
	for _, field := range stored {
		lines := 0
		for _, m := range table {
			covers := m.Field == field || m.Because != "" && under(m.Field, field)
			if m.Record == record && m.Field != "" && covers {
				lines++
				hits[m.Field]++
			}
		}
		if lines != 1 {
			faults = append(faults, field)
		}
	}
	for _, m := range table {
		if m.Record == record && m.Field != "" && hits[m.Field] == 0 {
			faults = append(faults, "stale "+m.Field)
		}
	}
	return faults
}

func someContribution(t testing.TB) recovery.Contribution {
	c, _, err := recovery.NewContribution(recovery.Contribute{ID: "k1", Person: aled, Worker: jess, Plan: recovery.PlanRef{ID: "c1", Owner: "kay"}, Words: say("x")},
		(&requests{}).act(byJess, 0), recovery.Facts{})
	require.NoError(t, err)
	return c
}

// everyKind are all kinds of records that this package may read.
func everyKind() (kinds []peer.Kind) {
	for _, table := range slices.Concat(peer.Tables(), recovery.Tables(), safeguard.Tables(), signpost.Tables(), transition.Tables()) {
		kinds = append(kinds, table.Kind)
	}
	return kinds
}

func TestEveryKindIsDecided(t *testing.T) {
	for _, kind := range everyKind() {
		t.Run("FHIR-12 "+string(kind), func(t *testing.T) {
			whole, fields := 0, 0
			for _, m := range fhir.Mappings() {
				if m.Record == kind && m.Field == "" {
					whole++
				} else if m.Record == kind {
					fields++
				}
			}
			require.True(t, whole == 1 && fields == 0 || whole == 0 && fields > 0, "decide about this kind in mapping.go")
		})
	}
}

// example is a record of a kind that feeds documents, and resources that between
// them hold every element the table names for the kind.
type example struct {
	record    peer.Record
	resources []fhir.Resource
}

// examples has one for each kind that feeds documents. The tests of a document add
// theirs.
var examples = map[peer.Kind]func(testing.TB) example{
	recovery.KindGoal: goalExample,
}

func goalExample(t testing.TB) example {
	goal, err := fhir.ToGoal(wanted(t, nil, agree, start, recovery.SayHowItGoes{Going: recovery.GoingImproving}, recovery.LetGo{}), tamarside(t))
	require.NoError(t, err)
	return example{wanted(t, nil), []fhir.Resource{goal}}
}

// models are the structs whose members are the elements of R4.
var models = map[string]reflect.Type{
	"Appointment": reflect.TypeFor[r4.Appointment](), "CarePlan": reflect.TypeFor[r4.CarePlan](), "CareTeam": reflect.TypeFor[r4.CareTeam](),
	"Communication": reflect.TypeFor[r4.Communication](), "Consent": reflect.TypeFor[r4.Consent](), "DocumentReference": reflect.TypeFor[r4.DocumentReference](),
	"Encounter": reflect.TypeFor[r4.Encounter](), "EpisodeOfCare": reflect.TypeFor[r4.EpisodeOfCare](), "Flag": reflect.TypeFor[r4.Flag](),
	"Goal": reflect.TypeFor[r4.Goal](), "HealthcareService": reflect.TypeFor[r4.HealthcareService](), "Location": reflect.TypeFor[r4.Location](),
	"Observation": reflect.TypeFor[r4.Observation](), "Organization": reflect.TypeFor[r4.Organization](), "Provenance": reflect.TypeFor[r4.Provenance](),
	"Task": reflect.TypeFor[r4.Task](),
}

func TestEveryFieldIsDecided(t *testing.T) {
	for _, m := range fhir.Mappings() {
		require.True(t, m.Field == "" || examples[m.Record] != nil, "the tests of %s add an example", m.Record)
	}
	for kind, made := range examples {
		t.Run("FHIR-12 "+string(kind), func(t *testing.T) {
			stored := storedFields(t, made(t).record)
			require.Empty(t, undecided(fhir.Mappings(), kind, stored), "decide about these fields in the mapping table")
			require.Contains(t, undecided(fhir.Mappings(), kind, append(stored, "/new", "/recent/new")), "/new")
		})
	}
	t.Run("FHIR-12 a line says one thing, about elements that exist", func(t *testing.T) {
		for _, m := range fhir.Mappings() {
			require.NotEqual(t, len(m.Elements) > 0, m.Because != "", m.Field)
			require.True(t, m.Because == "" || strings.HasSuffix(m.Because, "."))
			for _, element := range m.Elements {
				path := strings.Split(element, ".")
				require.True(t, fhir.Allowed(path[0]), element)
				require.NotNil(t, models[path[0]], element)
				have := map[string]bool{}
				fieldsOf(models[path[0]], "", have)
				deep(models[path[0]], "", have, 0)
				require.True(t, have["/"+strings.Join(path[1:], "/")], element)
			}
		}
	})
	t.Run("FHIR-12 what is found in the table cannot be changed", func(t *testing.T) {
		was := fhir.Mappings()
		for i, m := range fhir.Mappings() {
			clear(m.Elements)
			fhir.Mappings()[i] = fhir.Mapping{}
		}
		require.Equal(t, was, fhir.Mappings())
	})
}

// What the site and the kind of the resource say, not the record: fixed codes,
// labels, the narrative, the ids by which elements of ours are known again.
var notOfTheRecord = []string{"resourceType", "meta.profile", "partOf.reference", "managingOrganization.reference", "managingOrganization.display", "text.status", "text.div", "meta.security.system", "meta.security.code", "meta.security.display",
	"note.id", "goal.id", "supportingInfo.id", "outcomeReference.id"}

func TestEveryElementIsClaimed(t *testing.T) {
	for kind, made := range examples {
		t.Run("FHIR-12 no element of what "+string(kind)+" feeds comes from nowhere", func(t *testing.T) {
			resources := made(t).resources
			found := map[string]bool{}
			for _, r := range resources {
				for _, path := range elements(t, r.Body) {
					found[r.Type+"."+path] = true
					claimed := slices.ContainsFunc(fhir.Mappings(), func(m fhir.Mapping) bool {
						return slices.ContainsFunc(m.Elements, func(e string) bool { return strings.HasPrefix(r.Type+"."+path+".", e+".") })
					})
					require.True(t, claimed || slices.Contains(notOfTheRecord, path), "%s.%s", r.Type, path)
				}
			}
			for _, m := range fhir.Mappings() {
				for _, e := range m.Elements {
					there := slices.ContainsFunc(slices.Collect(maps.Keys(found)), func(path string) bool { return strings.HasPrefix(path+".", e+".") })
					require.True(t, m.Record != kind || len(resources) == 0 || there, "%s is said to be in %s", m.Field, e)
				}
			}
		})
	}
}

// deep adds the paths of the members on the way, a few levels down.
func deep(t reflect.Type, path string, out map[string]bool, level int) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	out[path] = true
	if t.Kind() != reflect.Struct || level > 3 {
		return
	}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		deep(t.Field(i).Type, path+"/"+name, out, level+1)
	}
}

func TestDocuments(t *testing.T) {
	t.Run("FHIR-01 each record names what it feeds", func(t *testing.T) {
		for _, c := range []struct {
			record peer.Record
			want   string
		}{{happened(t, nil), "Encounter of contact/c-2"}, {wanted(t, nil), "Goal of goal/g1"}, {someContribution(t), "CarePlan of contribution/k1"}} {
			names := fhir.Documents(c.record)
			require.Equal(t, c.want, names[0].String())
			require.True(t, fhir.Allowed(names[0].Type))
			require.Empty(t, fhir.WhyNotSent(c.record.Ref().Kind))
		}
	})
	t.Run("FHIR-12 what has no home says why", func(t *testing.T) {
		said := map[string]bool{}
		for _, kind := range []peer.Kind{peer.KindGroup, peer.KindSupportRequest, recovery.KindSetback, recovery.KindCelebration, "not-yet-known"} {
			require.Empty(t, fhir.DocumentTypes(kind))
			said[fhir.WhyNotSent(kind)] = true
		}
		require.Len(t, said, 5)
		require.NotContains(t, said, "")
		require.Empty(t, fhir.Documents(peer.Relationship{}))
	})
}
