package scenarios

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// everythingOn is a site that has turned on all that can be turned on.
var everythingOn = fhir.Site{
	PlanEdits: true, Episodes: true, Appointments: true, SharedFact: true, Messages: true, Observations: true, Provenance: true,
	Consents: true, Papers: true, Tasks: true, Flags: true, Directory: true, Labels: fhir.LabelStatement{By: "information governance", On: peer.MustDate("2026-01-05")},
}

// siteFor is organisation A's record system with somebody else in it, as that site
// has chosen.
func siteFor(t T, site fhir.Site, person peer.PersonID, when string) fhir.Context {
	t.Helper()
	in := recordSystem(t)
	in.People.Patients[person] = fhir.Patient{Reference: fhir.Reference{Reference: "Patient/" + string(person)}}
	for _, id := range []peer.StaffID{"w1", "w5", iris, kay} {
		in.People.Staff[id] = fhir.Reference{Reference: "Practitioner/" + string(id)}
	}
	in.Site, in.At = site, at(t, when)
	in.Consents = []peer.Consent{{ID: "plan", Person: person, Scope: peer.SharePlan, Purpose: peer.ForRecord, Given: peer.Yes, From: at(t, "2026-03-02T08:00Z")}}
	return in
}

// afterwards counts on where no story of these tests comes, for the steps by which
// somebody lets their words go once the story is told.
func afterwards(t T) *story { return &story{t: t, n: 900} }

// made is every resource that the site makes of these records. Of a document that is
// not made it checks that somebody is told why.
func made(t T, in fhir.Context, records ...peer.Record) (out []fhir.Resource) {
	t.Helper()
	in.Records = map[peer.Ref]peer.Record{}
	for _, r := range records {
		in.Records[r.Ref()] = r
	}
	for _, r := range records {
		for _, name := range in.Site.Documents(r) {
			resource, _, err := fhir.Build(name, r, in)
			if err != nil {
				var why *peer.Refusal
				require.ErrorAs(t, err, &why, name.String())
				continue
			}
			require.NoError(t, strict.Validate(resource.Body), name.String())
			sent(t, resource.Body)
			out = append(out, resource)
		}
	}
	return out
}

// typesOf are the kinds of resources, in the order they were made.
func typesOf(list []fhir.Resource) (out []string) {
	for _, r := range list {
		out = append(out, r.Type)
	}
	return out
}

// says are the values that stand at a path of a resource, through lists.
func says(t T, body []byte, path string) []string {
	t.Helper()
	var whole any
	require.NoError(t, json.Unmarshal(body, &whole))
	return saidAt(whole, strings.Split(path, "."))
}

func saidAt(v any, path []string) (out []string) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			out = append(out, saidAt(one, path)...)
		}
	case map[string]any:
		if len(path) > 0 {
			return saidAt(v[path[0]], path[1:])
		}
	case nil:
	default:
		if len(path) == 0 {
			return []string{fmt.Sprint(v)}
		}
	}
	return out
}

// planHolding is a person's own plan with these records in it, which they made current
// and let go into the care record.
func planHolding(t T, person peer.PersonID, worker peer.StaffID, when string, section recovery.PlanSection, records ...peer.Record) recovery.Plan {
	t.Helper()
	s, by := &story{t: t}, peer.ByPerson(person)
	p, _, err := recovery.NewPlan(recovery.OpenPlan{ID: "plan-" + string(person), Person: person, Worker: worker}, s.act(by, when, 0), recovery.Facts{})
	require.NoError(t, err)
	steps := []recovery.PlanStep{recovery.WhoMaySeePlan{Section: section, Audience: recovery.CareRecord}}
	for _, r := range records {
		steps = append(steps, recovery.AddPlanItem{Section: section, Record: r.Ref()})
	}
	for _, step := range append(steps, recovery.MakePlanCurrent{}) {
		p, _, err = p.Do(step, s.act(by, when, p.Rev()), recovery.Facts{})
		require.NoError(t, err)
	}
	return p
}

// carePlan is the resource of a plan that holds these records.
func carePlan(t T, in fhir.Context, p recovery.Plan, records ...peer.Record) fhir.Resource {
	t.Helper()
	for _, r := range made(t, in, append([]peer.Record{p}, records...)...) {
		if r.Type == "CarePlan" {
			return r
		}
	}
	require.Fail(t, "no CarePlan was made")
	return fhir.Resource{}
}

// stayHere checks that records have no home in a record system, and that it is said why.
func stayHere(t T, records ...peer.Record) {
	t.Helper()
	require.NotEmpty(t, records)
	for _, r := range records {
		require.Empty(t, fhir.Documents(r), r.Ref().String())
		require.NotEmpty(t, fhir.WhyNotSent(r.Ref().Kind))
		require.Empty(t, fhir.AccountFor(r, fhir.Context{Site: everythingOn}).Goes)
		for _, resource := range []string{"Encounter", "Task", "Observation", "CarePlan"} {
			_, _, err := fhir.Build(fhir.DocumentName{Type: resource, Record: r.Ref()}, r, fhir.Context{Site: everythingOn})
			require.ErrorIs(t, err, fhir.ErrWrongRecord)
		}
	}
}
