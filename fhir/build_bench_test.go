package fhir_test

import (
	"encoding/json"
	"testing"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/internal/ratio"
)

// Each pair makes the same content: a record into the bytes of a resource, with
// everything that is looked up and checked on the way, beside the models' own
// json.Marshal of a struct that is there already.

func BenchmarkContactToEncounter(b *testing.B) {
	c, in := happened(b, nil), tamarside(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := fhir.ToEncounter(c, in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkModelsEncounter(b *testing.B) {
	r, err := fhir.ToEncounter(happened(b, nil), tamarside(b))
	require.NoError(b, err)
	e, err := r4.UnmarshalEncounter(r.Body)
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(e); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGoalToGoal(b *testing.B) {
	g, in := wanted(b, nil, agree, start), tamarside(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := fhir.ToGoal(g, in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkModelsGoal(b *testing.B) {
	r, err := fhir.ToGoal(wanted(b, nil, agree, start), tamarside(b))
	require.NoError(b, err)
	g, err := r4.UnmarshalGoal(r.Body)
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(g); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRatios prints how building a checked resource from a record compares
// with what samply's models need to marshal one that is ready.
func BenchmarkRatios(b *testing.B) {
	in := tamarside(b)
	c, g := happened(b, nil), wanted(b, nil, agree, start)
	encounter, err := fhir.ToEncounter(c, in)
	require.NoError(b, err)
	e, err := r4.UnmarshalEncounter(encounter.Body)
	require.NoError(b, err)
	goal, err := fhir.ToGoal(g, in)
	require.NoError(b, err)
	m, err := r4.UnmarshalGoal(goal.Body)
	require.NoError(b, err)
	b.Run("contact to Encounter, models marshal", func(b *testing.B) {
		ratio.Of(b, func() { _, _ = fhir.ToEncounter(c, in) }, func() { _, _ = json.Marshal(e) })
	})
	b.Run("goal to Goal, models marshal", func(b *testing.B) {
		ratio.Of(b, func() { _, _ = fhir.ToGoal(g, in) }, func() { _, _ = json.Marshal(m) })
	})
}
