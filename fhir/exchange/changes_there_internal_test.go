package exchange

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
)

// types are the types that we write.
func types(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, typ := range ranks {
		require.NotNil(t, fhir.Members(typ), typ)
		out = append(out, typ)
	}
	return out
}

// element is an element of ours in a list, by its number.
func element(n int, text string) string {
	return fmt.Sprintf(`{"id":"towpath-%032x-note","text":%q}`, n, text)
}

func TestElementsOfTheseTestsAreOurs(t *testing.T) {
	require.True(t, isOurs(json.RawMessage(element(1, "x"))))
}

// TestEveryMemberInEveryWay changes each member of each type, once in each way.
func TestEveryMemberInEveryWay(t *testing.T) {
	const theirs, ours = `"said there"`, `"said here"`
	resource := func(typ, member, value string) []byte {
		if value == "" {
			return []byte(`{"resourceType":"` + typ + `","id":"a"}`)
		}
		return []byte(`{"resourceType":"` + typ + `","id":"a","` + member + `":` + value + `}`)
	}
	seen := map[fhir.Owner]int{}
	for _, typ := range types(t) {
		for member, owner := range fhir.Members(typ) {
			if owner == fhir.OwnerShared || owner == fhir.OwnerNarrative {
				continue
			}
			for _, c := range []struct {
				did          FieldChange
				theirs, ours string
			}{{Changed, theirs, ours}, {Added, theirs, ""}, {Removed, "", ours}} {
				t.Run(fmt.Sprintf("FHIR-16 %s.%s %s", typ, member, c.did), func(t *testing.T) {
					all, err := theirChanges(typ, resource(typ, member, c.theirs), resource(typ, member, c.ours))
					require.NoError(t, err)
					require.Equal(t, []TheirChange{{"/" + member, owner, c.did, wordsOf(json.RawMessage(c.theirs)), wordsOf(json.RawMessage(c.ours))}}, all)
					seen[owner]++
				})
			}
			same, err := theirChanges(typ, resource(typ, member, theirs), resource(typ, member, " "+theirs))
			require.NoError(t, err)
			require.Empty(t, same)
		}
	}
	for _, owner := range []fhir.Owner{fhir.OwnerPerson, fhir.OwnerService, fhir.OwnerSafety} {
		require.NotZero(t, seen[owner], owner)
	}
}

func TestElementsInAList(t *testing.T) {
	for _, typ := range types(t) {
		for member, owner := range fhir.Members(typ) {
			if owner != fhir.OwnerShared {
				continue
			}
			t.Run("FHIR-16, FHIR-17 "+typ+"."+member+": each element of ours for itself, whatever its place; theirs are no change", func(t *testing.T) {
				list := func(elements ...string) []byte {
					return []byte(`{"resourceType":"` + typ + `","` + member + `":[` + strings.Join(elements, ",") + `]}`)
				}
				there := list(`{"text":"a note of theirs"}`, element(4, "copied there"), element(2, "said there"), element(1, "the same"), `7`)
				all, err := theirChanges(typ, there, list(element(1, "the same"), element(2, "said here"), element(3, "gone there")))
				require.NoError(t, err)
				path := func(n int) string { return fmt.Sprintf("/%s/towpath-%032x-note", member, n) }
				require.Equal(t, []TheirChange{
					{path(2), fhir.OwnerShared, Changed, wordsOf(json.RawMessage(element(2, "said there"))), wordsOf(json.RawMessage(element(2, "said here")))},
					{path(3), fhir.OwnerShared, Removed, wordsOf(nil), wordsOf(json.RawMessage(element(3, "gone there")))},
					{path(4), fhir.OwnerShared, Added, wordsOf(json.RawMessage(element(4, "copied there"))), wordsOf(nil)},
				}, all)
				require.True(t, all[1].Theirs.IsZero())
				require.True(t, all[2].Ours.IsZero())
			})
		}
	}
	t.Run("FHIR-16 an element that stands there twice: the second is one more", func(t *testing.T) {
		all, err := theirChanges("Goal", []byte(`{"note":[`+element(1, "x")+`,`+element(1, "x")+`]}`), []byte(`{"note":[`+element(1, "x")+`]}`))
		require.NoError(t, err)
		require.Len(t, all, 1)
		require.Equal(t, Added, all[0].Change)
	})
	t.Run("FHIR-16 an element in other bytes, and a reference that has a place by now, say the same", func(t *testing.T) {
		plan := func(goals string) []byte { return []byte(`{"goal":[` + goals + `]}`) }
		const id, to = `"id":"towpath-00000000000000000000000000000001-goal"`, `"type":"Goal","identifier":{"system":"urn:x","value":"g-1"}`
		other := `{"id":"towpath-00000000000000000000000000000002-goal","display":"`
		all, err := theirChanges("CarePlan", plan(`{ `+id+`,"reference":"Goal/77",`+to+`},`+other+`there"}`), plan(`{`+to+`,`+id+`},`+other+`here"}`))
		require.NoError(t, err)
		require.Len(t, all, 1)
		require.Equal(t, "changed /goal/towpath-00000000000000000000000000000002-goal", all[0].String())
	})
	t.Run("FHIR-16 a list that is gone whole, and one that is none", func(t *testing.T) {
		for _, there := range []string{`{}`, `{"note":"x"}`, `{"note":null}`} {
			all, err := theirChanges("Goal", []byte(there), []byte(`{"note":[`+element(1, "x")+`]}`))
			require.NoError(t, err)
			require.Len(t, all, 1)
			require.Equal(t, Removed, all[0].Change)
		}
	})
}

func TestTheNarrativeIsToldBesideSomethingElse(t *testing.T) {
	goal := func(description, text string) []byte {
		out := `{"resourceType":"Goal"`
		if description != "" {
			out += `,"description":{"text":"` + description + `"}`
		}
		if text != "" {
			out += `,"text":{"div":"` + text + `"}`
		}
		return []byte(out + "}")
	}
	for name, c := range map[string]struct {
		there, ours []byte
		want        []string
	}{
		"changed with the rest":          {goal("a", "there"), goal("b", "here"), []string{"changed /description", "changed /text"}},
		"added there":                    {goal("a", "there"), goal("b", ""), []string{"changed /description", "added /text"}},
		"removed there":                  {goal("a", ""), goal("b", "here"), []string{"changed /description", "removed /text"}},
		"none on either side":            {goal("a", ""), goal("b", ""), []string{"changed /description"}},
		"the same":                       {goal("a", "x"), goal("b", "x"), []string{"changed /description"}},
		"alone: it is made there, maybe": {goal("a", "there"), goal("a", "here"), nil},
	} {
		t.Run("FHIR-16 "+name, func(t *testing.T) {
			all, err := theirChanges("Goal", c.there, c.ours)
			require.NoError(t, err)
			var got []string
			for _, one := range all {
				got = append(got, one.String())
			}
			require.Equal(t, c.want, got)
			if n := slices.IndexFunc(all, func(c TheirChange) bool { return c.Path == "/text" }); n >= 0 {
				require.Equal(t, fhir.OwnerNarrative, all[n].Owner)
			}
		})
	}
	t.Run("FHIR-13, FHIR-09 labels and tags are put right by a plan: no change of theirs", func(t *testing.T) {
		ours := []byte(`{"resourceType":"Encounter","meta":{"security":[{"code":"R"}],"tag":[{"system":"` + fhir.EntryStateSystem + `","code":"x"}]}}`)
		all, err := theirChanges("Encounter", []byte(`{"resourceType":"Encounter"}`), ours)
		require.NoError(t, err)
		require.Empty(t, all)
	})
}
