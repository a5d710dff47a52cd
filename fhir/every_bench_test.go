package fhir_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/internal/ratio"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// mapping is one mapping with what it needs.
type mapping struct {
	name string
	make func() (fhir.Resource, error)
}

// eachMapping has one of every kind of resource.
func eachMapping(b testing.TB) []mapping {
	encounter, goal, in := happened(b, nil), wanted(b, nil, agree, start), tamarside(b)
	all := everything(b)
	plan, ofPlan := current(b, all, nil), planned(b, all...)
	shares, labels := sharing(b), labelled(b)
	with, move := relationship(b, "ended"), everyMove(b)
	fullest := fullContact(b, wasMet, wasOff)
	away, consent, advance := missed(b, peer.Missed, peer.Travel), asked(b, nil), decisionExample(b).record
	place := entry(b, shed(fullListing), toListed...)
	built := func(name fhir.DocumentName, r peer.Record, in fhir.Context) func() (fhir.Resource, error) {
		return func() (fhir.Resource, error) {
			made, _, err := fhir.Build(name, r, in)
			return made, err
		}
	}
	out := []mapping{
		{"Encounter", func() (fhir.Resource, error) { return fhir.ToEncounter(encounter, in) }},
		{"Goal", func() (fhir.Resource, error) { return fhir.ToGoal(goal, in) }},
		{"CarePlan of a person", func() (fhir.Resource, error) { return fhir.ToPlan(plan, ofPlan) }},
		{"CarePlan of a move", func() (fhir.Resource, error) { return fhir.ToTransition(move, shares) }},
		{"Appointment", func() (fhir.Resource, error) { return fhir.ToAppointment(away, shares) }},
		{"Provenance", func() (fhir.Resource, error) { return fhir.ToProvenance(fullest, shares) }},
		{"EpisodeOfCare", func() (fhir.Resource, error) { return fhir.ToEpisodeOfCare(with, shares) }},
		{"CareTeam", func() (fhir.Resource, error) { return fhir.ToCareTeam(with, shares) }},
		{"Consent", func() (fhir.Resource, error) { return fhir.ToConsent(consent, labels) }},
		{"HealthcareService", func() (fhir.Resource, error) { return fhir.ToHealthcareService(place, labels) }},
	}
	seen, asks, organised := noticed(b, nil), moving(b, nil, transition.FlagExtra{}), atStated(b)
	at := organised.At.Add(time.Hour)
	out = append(out,
		mapping{"Observation", func() (fhir.Resource, error) { return fhir.ToObservation(seen, organised) }},
		mapping{"Task", func() (fhir.Resource, error) { return fhir.ToExtraSupportTask(asks, organised) }},
		mapping{"Flag", func() (fhir.Resource, error) {
			return fhir.ToExtraSupportFlag(asks, fhir.FlagDecision{By: iris, At: at}, organised)
		}},
		mapping{"Communication", func() (fhir.Resource, error) { return fhir.ToStatement(fullest, "1", shares) }},
		mapping{"Organization", func() (fhir.Resource, error) { return fhir.ToOrganization(place, labels) }},
		mapping{"Location", func() (fhir.Resource, error) { return fhir.ToLocation(place, labels) }},
	)
	for _, name := range fhir.Documents(advance) {
		if name.Type == "DocumentReference" {
			out = append(out, mapping{name.Type, built(name, advance, labels)})
		}
	}
	return out
}

// BenchmarkEveryMapping makes one of each kind of resource from its record, with all
// that is looked up and judged on the way, and in the same run has the models of samply
// marshal the same content from a struct that is ready: ours/theirs is the ratio.
func BenchmarkEveryMapping(b *testing.B) {
	for _, m := range eachMapping(b) {
		made, err := m.make()
		require.NoError(b, err, m.name)
		theirs := reflect.New(models[made.Type]).Interface()
		require.NoError(b, json.Unmarshal(made.Body, theirs), m.name)
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := m.make(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(m.name+" beside the models", func(b *testing.B) {
			ratio.Of(b, func() { _, _ = m.make() }, func() { _, _ = json.Marshal(theirs) })
		})
	}
}
