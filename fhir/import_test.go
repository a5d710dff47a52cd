package fhir_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func byItself() fhir.Asked {
	return fhir.Asked{Person: aled, Worker: jess, By: peer.Reading{By: byAled, Purpose: peer.ForSupport, At: clock}}
}

func entries(bodies ...string) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for _, b := range bodies {
			if !yield([]byte(b)) {
				return
			}
		}
	}
}

const (
	theirs = `{"resourceType":"Goal","id":"g-kay","lifecycleStatus":"active","description":{"text":"Take tablets"},"subject":{"reference":"Patient/p1/_history/3"},
 "achievementStatus":{"coding":[{"system":"urn:house","code":"going-sideways","display":"Going sideways"}]},"startDate":"2026-02","target":[{"measure":{"text":"x"}},{"dueDate":"2026-09-01"}],"x-house":1}`
	bogus   = `{"resourceType":"Goal","id":"g-bogus","lifecycleStatus":"bogus","description":{"text":"?"},"subject":{"reference":"Patient/p1"}}`
	patient = `{"resourceType":"Patient","id":"p1"}`
)

func TestImport(t *testing.T) {
	in := tamarside(t)
	t.Run("AT-15, FHIR-18 of three goals the one that says bogus is skipped with its id", func(t *testing.T) {
		got, err := fhir.Import(entries(theirs, bogus, strings.Replace(theirs, "g-kay", "g-2", 1)), byItself(), in)
		require.NoError(t, err)
		require.Len(t, got.Goals, 2)
		require.Len(t, got.Skipped, 1)
		require.Equal(t, []any{1, "Goal", "g-bogus"}, []any{got.Skipped[0].Index, got.Skipped[0].Type, got.Skipped[0].ID})
		steptest.Only(t, peer.Decision{Reasons: got.Skipped[0].Why}, "FHIR-18 unmappable", "/lifecycleStatus")
	})
	t.Run("FHIR-18 a code that nobody here knows stays as it is", func(t *testing.T) {
		got, err := fhir.Import(entries(theirs), byItself(), in)
		require.NoError(t, err)
		require.Equal(t, fhir.TheirGoal{ID: "g-kay", Status: "active", Text: peer.Say("Take tablets"), Start: peer.MustDate("2026-02"), Due: peer.MustDate("2026-09-01"),
			Achievement: fhir.TheirCode{System: "urn:house", Code: "going-sideways", Text: peer.Say("Going sideways")}}, got.Goals[0])
	})
	for name, c := range map[string]struct {
		body, rule, path string
	}{
		"AT-15, FHIR-02 another kind of resource": {strings.Replace(theirs, `"Goal"`, `"Observation"`, 1), "FHIR-02 wrong-resource-type", "/resourceType"},
		"FHIR-15, H19 about somebody else":        {strings.Replace(theirs, "Patient/p1", "Patient/p2", 1), "FHIR-15 wrong-record", "/subject"},
		"FHIR-15, H19 another server's":           {strings.Replace(theirs, "Patient/p1", "https://elsewhere.example/Patient/p1", 1), "FHIR-15 wrong-record", "/subject"},
		"FHIR-15, H19 about a group":              {strings.Replace(theirs, "Patient/p1", "Group/p1", 1), "FHIR-15 wrong-record", "/subject"},
		"FHIR-18 it may mean something else":      {strings.Replace(theirs, `"x-house":1`, `"modifierExtension":[{"url":"urn:not"}]`, 1), "FHIR-18 unmappable", ""},
		"FHIR-13, H08 kept from the person":       {strings.Replace(theirs, `"x-house":1`, `"meta":{"security":[{"code":"R"},{"code":"NOPAT"}]}`, 1), "FHIR-13 not-authorised", "/meta/security"},
		"FHIR-18 rules of its own":                {strings.Replace(theirs, `"x-house":1`, `"implicitRules":"urn:rules"`, 1), "FHIR-18 unmappable", ""},
	} {
		t.Run(name+" is skipped, and the rest is read", func(t *testing.T) {
			got, err := fhir.Import(entries(c.body, theirs), byItself(), in)
			require.NoError(t, err)
			require.Len(t, got.Goals, 1)
			require.Len(t, got.Skipped, 1)
			steptest.Only(t, peer.Decision{Reasons: got.Skipped[0].Why}, c.rule, c.path)
		})
	}
	t.Run("AT-15, FHIR-02 a Patient where a Goal was asked for", func(t *testing.T) {
		got, err := fhir.Import(entries(patient), byItself(), in)
		require.NoError(t, err)
		require.Contains(t, fmt.Sprint(got.Skipped[0].Why), fhir.ErrWrongResourceType.String())
	})
	t.Run("FHIR-18 what is no resource at all is skipped", func(t *testing.T) {
		got, err := fhir.Import(entries(`<html>`, ``, `[]`, `{"resourceType":"Goal","resourceType":"Goal"}`, theirs), byItself(), in)
		require.NoError(t, err)
		require.Len(t, got.Skipped, 4)
		require.Len(t, got.Goals, 1)
	})
}

func TestImportIsOnlyForTheTwo(t *testing.T) {
	in := tamarside(t)
	ask := func(by peer.Actor, need recovery.PlanNeed, consents ...peer.Consent) error {
		_, err := fhir.Import(entries(theirs), fhir.Asked{Person: aled, Worker: jess, Need: need, By: peer.Reading{By: by, Purpose: peer.ForSupport, At: clock, Consents: consents}}, in)
		return err
	}
	yes := peer.Consent{Person: aled, Scope: peer.SharePlan, Purpose: peer.ForSupport, Given: peer.Yes, From: clock.AddDate(0, -1, 0)}
	require.NoError(t, ask(byAled, ""))
	require.NoError(t, ask(byJess, recovery.PlanNeedTalkThrough, yes))
	t.Run("FHIR-21, REC-44 without the person's yes", func(t *testing.T) {
		require.ErrorIs(t, ask(byJess, recovery.PlanNeedTalkThrough), peer.ErrConsentRequired)
	})
	t.Run("FHIR-21, REC-44 without a need", func(t *testing.T) {
		require.ErrorIs(t, ask(byJess, "", yes), peer.ErrReasonRequired)
	})
	t.Run("FHIR-21 somebody else", func(t *testing.T) {
		require.ErrorIs(t, ask(peer.ByStaff("kay", ""), recovery.PlanNeedTalkThrough, yes), peer.ErrNotAuthorised)
		require.ErrorIs(t, ask(peer.ByPerson("p6"), ""), peer.ErrNotAuthorised)
	})
	t.Run("FHIR-15 a person whom nobody has found there", func(t *testing.T) {
		_, err := fhir.Import(entries(theirs), byItself(), fhir.Context{})
		require.ErrorIs(t, err, fhir.ErrPatientNotFound)
	})
}

func TestImportPlan(t *testing.T) {
	plan := `{"resourceType":"CarePlan","id":"cp-77","status":"active","intent":"order","title":"Care plan","description":"Getting home","subject":{"reference":"Patient/p1"},
 "author":{"reference":"Practitioner/kay"},"goal":[{"reference":"Goal/g-kay"},{"reference":"Goal/elsewhere"},{"reference":"https://elsewhere.example/Goal/g-kay"}],
 "activity":[{"id":"a1","detail":{"status":"in-progress","code":{"text":"Weekly call"}}},{"detail":{"status":"sideways","description":"Walk to the allotment"}},{"reference":{"reference":"ServiceRequest/1"}}]}`
	encounter := `{"resourceType":"Encounter","id":"e1","status":"finished","class":{"system":"urn:class","code":"AMB"},"type":[{"text":"Clinic"}],"subject":{"reference":"Patient/p1"},
 "period":{"start":"2026-02-17T11:30:00Z"},"serviceProvider":{"reference":"Organization/a"}}`
	episode := `{"resourceType":"EpisodeOfCare","id":"ep1","status":"onhold","patient":{"reference":"Patient/p1"},"managingOrganization":{"reference":"Organization/a"},"period":{"start":"2026-01-05","end":"2026-06-30"}}`
	got, err := fhir.Import(entries(plan, theirs, encounter, episode), byItself(), tamarside(t))
	require.NoError(t, err)
	require.Empty(t, got.Skipped)
	t.Run("FHIR-21, REC-08 a service's goal stays a service's goal", func(t *testing.T) {
		v := got.Plans[0].View(byItself(), "kay", got.Goals)
		require.Equal(t, []recovery.ServiceGoal{{ID: "g-kay", Plan: recovery.PlanRef{ID: "cp-77", Owner: "kay"}, Text: peer.Say("Take tablets")}}, v.Goals)
		require.Equal(t, []peer.Private{peer.Say("Weekly call"), peer.Say("Walk to the allotment")}, v.Activities)
		seen, err := v.Look("", byItself().By)
		require.NoError(t, err)
		require.Equal(t, "Getting home", seen.Text.Reveal())
	})
	require.Equal(t, []string{"in-progress", "sideways", ""}, []string{got.Plans[0].Activities[0].Status, got.Plans[0].Activities[1].Status, got.Plans[0].Activities[2].Status})
	require.Equal(t, "ServiceRequest/1", got.Plans[0].Activities[2].Reference)
	require.Equal(t, fhir.TheirEncounter{ID: "e1", Status: "finished", Class: fhir.TheirCode{System: "urn:class", Code: "AMB"}, Types: []fhir.TheirCode{{Text: peer.Say("Clinic")}},
		Start: "2026-02-17T11:30:00Z", Provider: "Organization/a"}, got.Encounters[0])
	require.Equal(t, fhir.TheirEpisode{ID: "ep1", Status: "onhold", Start: "2026-01-05", End: "2026-06-30", Organisation: "Organization/a"}, got.Episodes[0])
}

func TestImportKnowsOurs(t *testing.T) {
	in := tamarside(t)
	ours, err := fhir.ToGoal(wanted(t, nil, agree, start), in)
	require.NoError(t, err)
	contact, err := fhir.ToEncounter(happened(t, nil), in)
	require.NoError(t, err)
	got, err := fhir.Import(entries(string(ours.Body), theirs, string(contact.Body)), byItself(), in)
	require.NoError(t, err)
	t.Run("FHIR-16 what we wrote is known again", func(t *testing.T) {
		require.Equal(t, []peer.Ref{{Kind: recovery.KindGoal, ID: "g1"}, {}}, []peer.Ref{got.Goals[0].Ours, got.Goals[1].Ours})
		require.Equal(t, peer.Ref{Kind: peer.KindContact, ID: "c-2"}, got.Encounters[0].Ours)
	})
	in.Site.Identifiers = "https://other.example/id"
	got, err = fhir.Import(entries(string(ours.Body)), byItself(), in)
	require.NoError(t, err)
	require.True(t, got.Goals[0].Ours.IsZero(), "another site's is not ours")
}

// TestImportShared reads every official example of R4 that lies beside the project:
// nothing stops the rest.
func TestImportShared(t *testing.T) {
	shared := os.Getenv("TOWPATH_SHARED")
	if shared == "" {
		t.Skip("TOWPATH_SHARED names no folder of documents from elsewhere; .ci/run sets it")
	}
	files, err := fs.Glob(os.DirFS(filepath.Join(shared, "cases", "hl7-r4")), "*.json")
	require.NoError(t, err)
	var bodies [][]byte
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(shared, "cases", "hl7-r4", f))
		require.NoError(t, err)
		bodies = append(bodies, b)
	}
	in, read, skipped := tamarside(t), 0, map[string]int{}
	for _, person := range []string{"Patient/example", "Patient/p1", "Patient/1"} {
		in.People.Patients[aled] = fhir.Patient{Reference: fhir.Reference{Reference: person}}
		got, err := fhir.Import(slices.Values(bodies), byItself(), in)
		require.NoError(t, err)
		require.Len(t, bodies, len(got.Goals)+len(got.Plans)+len(got.Encounters)+len(got.Episodes)+len(got.Skipped))
		read += len(bodies) - len(got.Skipped)
		for _, s := range got.Skipped {
			require.NotEmpty(t, s.Why)
			skipped[s.Why[0].Rule.String()]++
		}
	}
	require.Positive(t, read)
	t.Logf("FHIR-18: %d read, skipped by the rule %v", read, skipped)
}
