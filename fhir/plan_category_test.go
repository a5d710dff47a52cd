package fhir_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/transition"
)

// carePlanTypes is where a site keeps the national types of plans.
const carePlanTypes = "https://epr.example/CodeSystem/care-plan-type"

// sortOfPlan is a CarePlan that is built, with the national type that is so of it.
type sortOfPlan struct {
	record   peer.Record
	category string
	national []seenCoding
}

// sortsOfPlan has every sort of CarePlan that is built, whatever it stands at.
func sortsOfPlan(t testing.TB) (out []sortOfPlan) {
	words := map[recovery.PlanSection]string{recovery.PlanVision: "most days", recovery.PlanCrisisWishes: "leave the light on"}
	out = []sortOfPlan{
		{current(t, nil, words), "personal-recovery-plan", nil},
		{current(t, nil, words, recovery.PutPlanDown{}), "personal-recovery-plan", nil},
		{stayingWell(t), "wellbeing-plan", nil},
		{contributed(t, say("x"), seenAndWanted, acceptedByOwner), "contribution", nil},
	}
	toAdults := []seenCoding{{carePlanTypes, "14", "Child or Young Person's Mental Health Transition Plan"}}
	for _, kind := range transition.MoveKind("").Terms() {
		s := sortOfPlan{moving(t, func(a *transition.Announce) { a.Move = transition.MoveKind(kind) }), "transition", nil}
		if transition.MoveKind(kind) == transition.ToAdultServices {
			s.national = toAdults
		}
		out = append(out, s)
	}
	for _, state := range transition.TransitionTable().States {
		out = append(out, sortOfPlan{move(t, string(state.Status), map[string]any{"move": "to-adult-services"}), "transition", toAdults})
	}
	return out
}

func TestPlanTypes(t *testing.T) {
	all := sortsOfPlan(t)
	t.Run("FHIR-08 every sort of plan that is built is decided", func(t *testing.T) {
		kinds, categories := map[peer.Kind]bool{}, map[string]bool{}
		for _, s := range all {
			kinds[s.record.Ref().Kind], categories[s.category] = true, true
		}
		for _, kind := range everyKind() {
			require.Equal(t, slices.Contains(fhir.DocumentTypes(kind), "CarePlan"), kinds[kind], "say here what %s is among the national types", kind)
		}
		var published []string
		for _, c := range codeSystem(t, fhir.PlanCategorySystem).Codes {
			published = append(published, c.Code)
		}
		require.Equal(t, published, slices.Sorted(maps.Keys(categories)))
	})
	build := func(t *testing.T, s sortOfPlan, url string) fhir.Resource {
		t.Helper()
		in := planned(t)
		in.People = sharing(t).People
		in.People.Staff[kay] = fhir.Reference{Reference: "Practitioner/kay"}
		in.Site.Proposals, in.Site.CarePlanTypes = true, url
		r, _, err := fhir.Build(fhir.Documents(s.record)[0], s.record, in)
		require.NoError(t, err, s.category)
		return r
	}
	t.Run("FHIR-08 ours alone where the site has not said where it keeps them", func(t *testing.T) {
		for _, s := range all {
			require.Equal(t, []string{s.category}, at(t, build(t, s, ""), "category.coding.code"))
		}
	})
	t.Run("FHIR-08 the national type beside ours where it is so, and nowhere else", func(t *testing.T) {
		for _, s := range all {
			r := build(t, s, carePlanTypes)
			require.Equal(t, []string{s.category, fhir.PlanCategorySystem}, []string{at(t, r, "category.coding.code")[0], at(t, r, "category.coding.system")[0]}, "ours first")
			var national []seenCoding
			for _, c := range codings(t, r.Body) {
				if c.System == carePlanTypes {
					national = append(national, c)
				}
			}
			require.Equal(t, s.national, national, "%s", s.record.Ref())
		}
	})
	t.Run("FHIR-12 of no other move does the plan say what kind it is", func(t *testing.T) {
		plans := map[string]bool{}
		for _, kind := range transition.MoveKind("").Terms() {
			s := sortOfPlan{moving(t, func(a *transition.Announce) { a.Move = transition.MoveKind(kind) }), "transition", nil}
			plans[string(build(t, s, carePlanTypes).Body)] = true
		}
		require.Len(t, plans, 2)
	})
	t.Run("FHIR-08 what is no address of a code system", func(t *testing.T) {
		in := tamarside(t)
		in.Site.CarePlanTypes = "care plan types"
		_, err := fhir.ToTransition(moving(t, nil), in)
		require.Equal(t, "/site/carePlanTypes", refused(t, err, fhir.ErrUnmappable).Reasons[0].Path)
	})
}

func codeSystem(t testing.TB, url string) fhir.CodeSystem {
	t.Helper()
	all := fhir.CodeSystems()
	i := slices.IndexFunc(all, func(c fhir.CodeSystem) bool { return c.URL == url })
	require.GreaterOrEqual(t, i, 0, url)
	return all[i]
}
