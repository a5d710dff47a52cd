package fhir_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

func TestResourceID(t *testing.T) {
	t.Run("FHIR-16 one identifier, one id, that FHIR can hold", func(t *testing.T) {
		seen := map[string]bool{}
		for _, system := range []string{"https://a.example/contact", "https://a.example/goal"} {
			for i := range 1000 {
				id := fhir.ResourceID(fhir.Identifier{System: system, Value: fmt.Sprint(i)})
				require.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, id)
				require.False(t, seen[id])
				seen[id] = true
				require.Equal(t, id, fhir.ResourceID(fhir.Identifier{System: system, Value: fmt.Sprint(i)}))
			}
		}
	})
	t.Run("FHIR-16 a contact and a goal of the same id, and two sites, stay apart", func(t *testing.T) {
		in := tamarside(t)
		contact, err := fhir.ToEncounter(happened(t, func(c *peer.RecordContact) { c.ID = "g1" }), in)
		require.NoError(t, err)
		goal, err := fhir.ToGoal(wanted(t, nil), in)
		require.NoError(t, err)
		in.Site.Identifiers = "https://broadwater.example/towpath"
		other, err := fhir.ToGoal(wanted(t, nil), in)
		require.NoError(t, err)
		require.Len(t, map[string]bool{contact.ID: true, goal.ID: true, other.ID: true}, 3)
		require.Len(t, map[fhir.Identifier]bool{contact.Identifier: true, goal.Identifier: true, other.Identifier: true}, 3)
	})
}

// known is a Patient as a record system answers.
func known(id string, members ...string) []byte {
	return []byte(`{"resourceType":"Patient","id":"` + id + `",` + strings.Join(append(members, `"gender":"unknown"`), ",") + `}`)
}

const (
	hasNumber  = `"identifier":[{"system":"https://other.example","value":"7"},{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990001014"}]`
	hadNumber  = `"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","use":"old","value":"9990001014"}]`
	otherOne   = `"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990001022"}]`
	hasBirth   = `"birthDate":"1988-04-12"`
	hasName    = `"name":[{"family":"Smith","use":"nickname"},{"family":"PROWSE","given":["A."]}]`
	replacedBy = `"link":[{"type":"seealso","other":{"reference":"Patient/x"}},{"type":"replaced-by","other":{"reference":"Patient/p2"}}]`
)

func TestMatchPatient(t *testing.T) {
	number, err := peer.ParseNHSNumber("9990001014")
	require.NoError(t, err)
	full := fhir.Person{NHSNumber: number, BirthDate: peer.MustDate("1988-04-12"), Family: peer.Say("Prowse")}
	byName := fhir.Person{NHSNumber: number, Family: peer.Say("Prowse")}
	byRef := fhir.Person{Reference: "https://epr.example/fhir/Patient/p1/_history/3", NHSNumber: number, BirthDate: peer.MustDate("1988-04-12")}
	refOnly := fhir.Person{Reference: "Patient/p1", Family: peer.Say("Prowse")}

	for _, c := range []struct {
		name    string
		want    fhir.Person
		entries [][]byte
		code    error
		id      string
	}{
		{"FHIR-15 one, and the birth date agrees", full, [][]byte{known("p1", hasNumber, hasBirth)}, nil, "p1"},
		{"FHIR-15 the birth date outweighs the name", full, [][]byte{known("p1", hasNumber, hasBirth, `"name":[{"family":"Other"}]`)}, nil, "p1"},
		{"FHIR-15 no birth date there: the family name agrees", full, [][]byte{known("p1", hasNumber, hasName)}, nil, "p1"},
		{"FHIR-15 no birth date here: the family name agrees", byName, [][]byte{known("p1", hasNumber, hasBirth, hasName)}, nil, "p1"},
		{"FHIR-15 half a birth date that may be the same", full, [][]byte{known("p1", hasNumber, `"birthDate":"1988-04"`, hasName)}, nil, "p1"},
		{"FHIR-15 another way to write a name", fhir.Person{NHSNumber: number, Family: peer.Say("o’ brien-smith")}, [][]byte{known("p1", hasNumber, `"name":[{"family":"O'Brien Smith"}]`)}, nil, "p1"},
		{"FHIR-15 a number with spaces", full, [][]byte{known("p1", strings.Replace(hasNumber, "9990001014", "999 000 1014", 1), hasBirth)}, nil, "p1"},
		{"FHIR-15 what a server has to say beside its answer", full, [][]byte{[]byte(`{"resourceType":"OperationOutcome","issue":[]}`), known("p1", hasNumber, hasBirth)}, nil, "p1"},
		{"FHIR-15 the same entry twice is one", full, [][]byte{known("p1", hasNumber, hasBirth), known("p1", hasNumber, hasBirth)}, nil, "p1"},
		{"FHIR-15 others in the answer do not count", full, [][]byte{known("p9", otherOne, hasBirth), known("p1", hasNumber, hasBirth), known("p8", hadNumber, hasBirth)}, nil, "p1"},
		{"FHIR-15, H19 a merge is followed", full, [][]byte{known("p1", hasNumber, hasBirth, replacedBy), known("p2", hasNumber, hasBirth)}, nil, "p2"},
		{"FHIR-15, H19 also to an entry without the number", full, [][]byte{known("p1", hasNumber, `"active":false`, hasBirth, replacedBy), known("p2", hasBirth)}, nil, "p2"},
		{"FHIR-15 one out of use does not stand in the way", full, [][]byte{known("p1", hasNumber, hasBirth), known("p2", hasNumber, hasBirth, `"active":false`)}, nil, "p1"},
		{"FHIR-15 by the host's own reference", byRef, [][]byte{known("p1", hasNumber, hasBirth)}, nil, "p1"},
		{"FHIR-15 by reference, where no number is kept", refOnly, [][]byte{known("p1", hasName)}, nil, "p1"},
		{"FHIR-15 by reference, where only the record system keeps a number", refOnly, [][]byte{known("p1", otherOne, hasName)}, nil, "p1"},

		{"FHIR-15 none", full, nil, fhir.ErrPatientNotFound, ""},
		{"FHIR-15 a server that answers with somebody else", full, [][]byte{known("p1", otherOne, hasBirth, hasName)}, fhir.ErrPatientNotFound, ""},
		{"FHIR-15 an old number is nobody's", full, [][]byte{known("p1", hadNumber, hasBirth)}, fhir.ErrPatientNotFound, ""},
		{"FHIR-15 the digits in another system", full, [][]byte{known("p1", strings.ReplaceAll(hasNumber, "fhir.nhs.uk", "epr.example"), hasBirth)}, fhir.ErrPatientNotFound, ""},
		{"FHIR-15 out of use", full, [][]byte{known("p1", hasNumber, hasBirth, `"active":false`)}, fhir.ErrPatientNotFound, ""},
		{"FHIR-15 by reference, another id", byRef, [][]byte{known("p2", hasNumber, hasBirth)}, fhir.ErrPatientNotFound, ""},
		{"FHIR-15 two", full, [][]byte{known("p1", hasNumber, hasBirth), known("p2", hasNumber, hasBirth)}, fhir.ErrPatientAmbiguous, ""},
		{"FHIR-15 two, one of them somebody else by birth date", full, [][]byte{known("p1", hasNumber, hasBirth), known("p2", hasNumber, `"birthDate":"1999-01-01"`)}, fhir.ErrPatientAmbiguous, ""},
		{"FHIR-15, H19 merged into one that was not read", full, [][]byte{known("p1", hasNumber, hasBirth, replacedBy)}, fhir.ErrPatientMerged, ""},
		{"FHIR-15, H19 merged into nobody knows whom", full, [][]byte{known("p1", hasNumber, hasBirth, `"link":[{"type":"replaced-by","other":{"display":"`+canary+`"}}]`)}, fhir.ErrPatientMerged, ""},
		{"FHIR-15, H19 merged into each other", full, [][]byte{known("p1", hasNumber, replacedBy), known("p2", hasNumber, strings.Replace(replacedBy, "p2", "p1", 1))}, fhir.ErrPatientNotFound, ""},
		{"FHIR-15, H19 merged into somebody else", full, [][]byte{known("p1", hasNumber, replacedBy), known("p2", otherOne, hasBirth)}, fhir.ErrPatientMismatch, ""},
		{"FHIR-15, H19 another birth date", full, [][]byte{known("p1", hasNumber, `"birthDate":"1988-04-13"`, hasName)}, fhir.ErrPatientMismatch, ""},
		{"FHIR-15, H19 half a birth date that is another", full, [][]byte{known("p1", hasNumber, `"birthDate":"1989"`, hasName)}, fhir.ErrPatientMismatch, ""},
		{"FHIR-15, H19 another name", byName, [][]byte{known("p1", hasNumber, hasBirth, `"name":[{"family":"`+canary+`"}]`)}, fhir.ErrPatientMismatch, ""},
		{"FHIR-15, H19 nothing to compare", full, [][]byte{known("p1", hasNumber)}, fhir.ErrPatientMismatch, ""},
		{"FHIR-15, H19 a name without letters is no name", full, [][]byte{known("p1", hasNumber, `"name":[{"family":"?"},{}]`)}, fhir.ErrPatientMismatch, ""},
		{"FHIR-15, H19 by reference, another number", byRef, [][]byte{known("p1", otherOne, hasBirth)}, fhir.ErrPatientMismatch, ""},

		{"FHIR-02 another kind of resource", full, [][]byte{known("p1", hasNumber, hasBirth), []byte(`{"resourceType":"Goal","id":"` + canary + `"}`)}, fhir.ErrWrongResourceType, ""},
		{"FHIR-15 one that cannot be referred to", full, [][]byte{known("", hasNumber, hasBirth)}, peer.ErrRequired, ""},
		{"FHIR-17 one that may mean something else", full, [][]byte{known("p1", hasNumber, hasBirth, `"modifierExtension":[]`)}, fhir.ErrNotEditable, ""},
		{"FHIR-17 a number that stands there twice", full, [][]byte{known("p1", hasNumber, otherOne, hasBirth)}, peer.ErrDuplicate, ""},
		{"FHIR-15 nothing to find by", fhir.Person{BirthDate: peer.MustDate("1988-04-12")}, nil, peer.ErrRequired, ""},
		{"FHIR-15 nothing to compare with", fhir.Person{NHSNumber: number, BirthDate: peer.MustDate("1988"), Family: peer.Say(" - ")}, [][]byte{known("p1", hasNumber, hasBirth)}, peer.ErrRequired, ""},
		{"FHIR-15 a reference to somebody who is no Patient", fhir.Person{Reference: "RelatedPerson/p1", Family: peer.Say("x")}, nil, fhir.ErrUnmappable, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := fhir.MatchPatient(c.entries, c.want)
			if c.code == nil {
				require.NoError(t, err)
				require.Equal(t, fhir.Reference{Reference: "Patient/" + c.id}, r)
				return
			}
			require.Empty(t, r)
			require.NotContains(t, refused(t, err, c.code).Error(), "9990001014")
		})
	}
	t.Run("FHIR-15 a server that answers with everybody costs what it sent", func(t *testing.T) {
		chained := func(n int) (entries [][]byte) {
			for i := range n {
				next := fmt.Sprintf(`"link":[{"type":"replaced-by","other":{"reference":"Patient/p%d"}}]`, (i+1)%n)
				entries = append(entries, known(fmt.Sprintf("p%d", i), hasNumber, hasBirth, next))
			}
			return entries
		}
		made := func(n int) float64 {
			entries := chained(n)
			return testing.AllocsPerRun(1, func() { _, _ = fhir.MatchPatient(entries, full) })
		}
		require.Less(t, made(800)/made(200), 5.0, "four times as many, at most five times the work")
	})
	t.Run("FHIR-15 every faulty entry is named by its place", func(t *testing.T) {
		_, err := fhir.MatchPatient([][]byte{[]byte("{"), known("p1", hasNumber, hasBirth), nil, known("!", hasNumber)}, full)
		var paths []string
		for _, reason := range refused(t, err, peer.ErrSchema, peer.ErrRequired).Reasons {
			paths = append(paths, reason.Path)
		}
		require.Equal(t, []string{"/0", "/2", "/3/id"}, paths)
	})
}
