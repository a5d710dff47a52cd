package fhir_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// privateFields are the paths of every text about a person that a record can store,
// found by reflection, so that a new one is among them.
func privateFields(t testing.TB, r peer.Record) []string {
	t.Helper()
	out := map[string]bool{}
	var walk func(of reflect.Type, path string)
	walk = func(of reflect.Type, path string) {
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
			of = of.Elem()
		}
		switch {
		case of == reflect.TypeFor[peer.Private]():
			out[path] = true
		case of.Kind() == reflect.Struct && !writesItself(of):
			for i := range of.NumField() {
				name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
				if name != "" && name != "-" {
					walk(of.Field(i).Type, path+"/"+name)
				}
			}
		}
	}
	record := reflect.TypeOf(r)
	for i := range record.NumField() {
		if f := record.Field(i); !f.Anonymous {
			walk(f.Type, "")
		}
	}
	return slices.Sorted(maps.Keys(out))
}

// withMarks is a record with a marker of its own in each of these texts that it has,
// and the paths of those that it has.
func withMarks(t testing.TB, r peer.Record, fields []string) (peer.Record, []string) {
	t.Helper()
	body, err := peer.Encode(r)
	require.NoError(t, err)
	var v any
	require.NoError(t, json.Unmarshal(body, &v))
	found := map[string]bool{}
	var walk func(v any, path string)
	walk = func(v any, path string) {
		switch v := v.(type) {
		case []any:
			for _, element := range v {
				walk(element, path)
			}
		case map[string]any:
			for name, member := range v {
				if at := path + "/" + name; slices.Contains(fields, at) {
					v[name], found[at] = marker(at), true
				} else {
					walk(member, at)
				}
			}
		}
	}
	walk(v, "")
	body, err = json.Marshal(v)
	require.NoError(t, err)
	return decode(t, r.Ref().Kind, body), slices.Sorted(maps.Keys(found))
}

func marker(field string) string { return canary + strings.ReplaceAll(field, "/", "-") + "." }

// onlyWhereMapped checks that each marked text of a record stands in the elements that
// the table names for it, in the narrative where it goes at all, and nowhere else.
func onlyWhereMapped(t testing.TB, kind peer.Kind, fields []string, r fhir.Resource) {
	t.Helper()
	elements := func(field string) []string {
		for _, m := range fhir.Mappings() {
			if m.Record == kind && (m.Field == field || m.Because != "" && under(m.Field, field)) {
				return m.Elements
			}
		}
		require.Fail(t, "no line of the table", field)
		return nil
	}
	said := leaves(t, r.Body)
	for _, field := range fields {
		allowed, stands := elements(field), false
		for path, values := range said {
			if !strings.Contains(strings.Join(values, " "), marker(field)) {
				continue
			}
			stands = true
			require.True(t, slices.Contains(allowed, r.Type+"."+path) || path == "text.div" && len(allowed) > 0, "%s of %s stands in %s", field, kind, path)
		}
		require.Equal(t, len(allowed) > 0, stands, "%s of %s", field, kind)
	}
}

// neverFilled are the texts that no example of these tests can have, each of a record
// in another state than one that goes.
var neverFilled = map[peer.Kind][]string{
	peer.KindPerspectiveBrief: {"/uses/back/text"},
}

func TestPlanCanary(t *testing.T) {
	for _, r := range everything(t) {
		kind := r.Ref().Kind
		if kind == peer.KindRelationship || kind == recovery.KindAdvanceStatement || kind == recovery.KindGoal {
			continue
		}
		t.Run("FHIR-12 every text of "+r.Ref().String(), func(t *testing.T) {
			fields := privateFields(t, r)
			own, filled := withMarks(t, r, fields)
			if r.Ref() != firstTime(t).Ref() {
				require.ElementsMatch(t, fields, append(filled, neverFilled[kind]...), "the example says everything that can be said")
			}
			made, err := fhir.ToPlan(current(t, []peer.Record{own}, nil), planned(t, own))
			require.NoError(t, err)
			onlyWhereMapped(t, kind, filled, made)
		})
	}
	t.Run("FHIR-12 every text of a plan, a plan for staying well, a contribution, a celebration and its goal", func(t *testing.T) {
		p := current(t, nil, map[recovery.PlanSection]string{recovery.PlanVision: "x", recovery.PlanStrategies: "y"})
		own, filled := withMarks(t, p, privateFields(t, p))
		made, err := fhir.ToPlan(own.(recovery.Plan), planned(t))
		require.NoError(t, err)
		onlyWhereMapped(t, recovery.KindPlan, filled, made)

		w := stayingWell(t)
		own, filled = withMarks(t, w, privateFields(t, w))
		made, err = fhir.ToWellbeingPlan(own.(recovery.WellbeingPlan), planned(t))
		require.NoError(t, err)
		onlyWhereMapped(t, recovery.KindWellbeingPlan, filled, made)

		c := contributed(t, say("x"), seenAndWanted, acceptedByOwner)
		own, filled = withMarks(t, c, privateFields(t, c))
		made, err = fhir.ToProposal(own.(recovery.Contribution), proposing(t))
		require.NoError(t, err)
		onlyWhereMapped(t, recovery.KindContribution, filled, made)

		cheer, filled := withMarks(t, cheered(t), privateFields(t, cheered(t)))
		made, err = fhir.ToGoal(wanted(t, nil), planned(t, cheer))
		require.NoError(t, err)
		onlyWhereMapped(t, recovery.KindCelebration, filled, made)

		g := wanted(t, func(c *recovery.ProposeGoal) {
			c.Why, c.FirstStep, c.Strengths, c.Challenges = say("x"), say("x"), []peer.Words{say("x")}, []peer.Words{say("x")}
		})
		own, filled = withMarks(t, g, privateFields(t, g))
		require.Equal(t, privateFields(t, g), filled)
		made, err = fhir.ToGoal(own.(recovery.Goal), planned(t))
		require.NoError(t, err)
		onlyWhereMapped(t, recovery.KindGoal, filled, made)
	})
}
