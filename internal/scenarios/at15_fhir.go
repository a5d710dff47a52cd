package scenarios

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// AT-15, steps 1, 5, 7 and 8: all that Aled and Jess have goes there once, a mistake is
// put right there once, and what stands there is read with care.

const kayAt15 = fixtures.CareLead

var aledAt15 = peer.ByPerson(fixtures.Person)

// newWhole is newSynced with Aled's plan, and with the contact of 17 February seen by
// Kay, at a site that writes who wrote what. The orientation still waits to be seen, and
// has no Provenance until then (one for each record, at validation).
func newWhole(t T, open ledgers) *synced {
	s := newSynced(t, open)
	s.seed("practitioner-kay")
	s.Site = fhir.Site{PlanEdits: true, Provenance: true, Organisation: fixtures.Organisation}
	var goals []peer.Record
	for _, id := range []string{"g-1", "g-2", "g-3"} {
		goals = append(goals, s.record(recovery.KindGoal, id))
	}
	plan := planHolding(t, fixtures.Person, fixtures.Worker, "2026-03-02T11:00Z", recovery.PlanGoals, goals...)
	s.Records = append(s.Records.(exchange.Loaded), plan)
	s.contact("c-2", peer.ValidateEntry{}, peer.ByStaff(kayAt15, peer.RoleCareCoordinator), "2026-02-19T10:00Z")
	return s
}

func (s *synced) record(kind peer.Kind, id string) peer.Record {
	s.t.Helper()
	r, err := s.Records.Load(s.t.Context(), peer.Ref{Kind: kind, ID: id})
	require.NoError(s.t, err)
	return r
}

// contact takes a step of a contact and stores it.
func (s *synced) contact(id string, step peer.ContactStep, by peer.Actor, when string) {
	s.t.Helper()
	file, err := fixtures.PolicyFile()
	require.NoError(s.t, err)
	p, err := peer.PolicyFrom(file)
	require.NoError(s.t, err)
	c := s.record(peer.KindContact, id).(peer.Contact)
	c, _, err = c.Do(step, s.steps.act(by, when, c.Rev()), peer.ContactFacts{Policy: p, Professionals: []peer.StaffID{kayAt15}})
	require.NoError(s.t, err)
	all := s.Records.(exchange.Loaded)
	for i, r := range all {
		if r.Ref() == c.Ref() {
			all[i] = c
		}
	}
}

// run plans and applies, and keeps what was made of ours.
func (s *synced) run() exchange.Report {
	s.t.Helper()
	p := s.plan()
	for _, i := range p.Items {
		if len(i.Body) > 0 {
			sent(s.t, i.Body)
		}
	}
	r, err := s.Apply(s.t.Context(), s.client(), p, nil)
	require.NoError(s.t, err)
	return r
}

// sent are the types of what was written or was to be written, each with how often.
func (s *synced) sent() map[string]int {
	out := map[string]int{}
	for _, r := range s.epr.Log() {
		if r.Method != http.MethodGet && !strings.HasSuffix(r.Path, "/_search") {
			out[r.Type]++
		}
	}
	return out
}

var at15Records = []onLedger{
	{"AT-15, FHIR-16, FHIR-09, FHIR-08 step 1: all of it once, and nothing the second time", at15Whole},
	{"AT-15, FHIR-18, FHIR-02 step 5: a goal that cannot be read is named, and the others are read", at15Reads},
	{"AT-15, FHIR-16, PEER-49 step 7: a contact that never was is entered in error, by one update", at15Mistake},
	{"AT-15, FHIR-01, FHIR-12, FHIR-22 step 8: nothing but what is allowed, and nobody in a log", at15Silent},
}

func tellAT15FHIR(t T) { tellOn(t, inMemory, at15Records) }

func at15Whole(t T, open ledgers) {
	s := newWhole(t, open)
	r := s.run()
	created := map[string]int{}
	for _, one := range r.Results {
		require.NotEqual(t, exchange.Hold, one.Did, "%v", one)
		if one.Did == exchange.Create {
			created[one.Name.Type]++
		}
	}
	require.Equal(t, map[string]int{"Encounter": 2, "Goal": 3, "CarePlan": 1, "Provenance": 1}, created)
	require.Equal(t, exchange.Edit, s.result(r, "contribution/walk").Did)
	require.Equal(t, 8, r.Writes())
	require.Equal(t, 8, s.epr.Writes())
	require.Zero(t, r.Foreign())

	care, there := s.epr.Bytes("CarePlan", s.result(r, "recovery-plan/plan-aled").ID)
	require.True(t, there)
	require.Equal(t, []string{"Patient/aled-prowse"}, says(t, care, "author.reference"))
	require.Len(t, says(t, care, "goal.reference"), 3)
	for _, goal := range says(t, care, "goal.reference") {
		_, there = s.epr.Bytes("Goal", strings.TrimPrefix(goal, "Goal/"))
		require.True(t, there)
	}
	by, there := s.epr.Bytes("Provenance", s.epr.IDs("Provenance")[0])
	require.True(t, there)
	require.Equal(t, []string{"author", "author", "verifier"}, says(t, by, "agent.type.coding.code"))
	require.Equal(t, []string{"Patient/aled-prowse", "Practitioner/jess-tamblyn", "Practitioner/kay-orr"}, says(t, by, "agent.who.reference"))

	require.Zero(t, s.run().Writes())
	require.Equal(t, 8, s.epr.Writes(), "a second run wrote something")
	s.Ledger = open(t)
	require.Zero(t, s.run().Writes(), "nor one that remembers nothing")
	require.Equal(t, 8, s.epr.Writes())
}

func at15Reads(t T, open ledgers) {
	s := newSynced(t, open)
	for id, status := range map[string]string{"one": "active", "two": "on-hold", "three": "bogus"} {
		require.NoError(t, s.epr.Seed([]byte(`{"resourceType":"Goal","id":"`+id+`","lifecycleStatus":"`+status+`","description":{"text":"x"},"subject":{"reference":"Patient/aled-prowse"}}`)))
	}
	patient, _ := s.epr.Bytes("Patient", "aled-prowse")
	in := fhir.Context{People: fhir.People{Patients: map[peer.PersonID]fhir.Patient{fixtures.Person: {Reference: fhir.Reference{Reference: "Patient/aled-prowse"}}}}}
	asked := fhir.Asked{Person: fixtures.Person, Worker: fixtures.Worker, By: peer.Reading{By: aledAt15, Purpose: peer.ForSupport, At: time.Now()}}
	goals := func(yield func([]byte) bool) {
		for r, err := range s.client().Search(t.Context(), "Goal", url.Values{"subject": {"Patient/aled-prowse"}}) {
			require.NoError(t, err)
			if !yield(r.Body) {
				return
			}
		}
	}
	got, err := fhir.Import(goals, asked, in)
	require.NoError(t, err)
	var read []string
	for _, g := range got.Goals {
		read = append(read, g.ID)
	}
	require.ElementsMatch(t, []string{"one", "two"}, read)
	require.Len(t, got.Skipped, 1)
	require.Equal(t, []string{"Goal", "three", "/lifecycleStatus"}, []string{got.Skipped[0].Type, got.Skipped[0].ID, got.Skipped[0].Why[0].Path})

	got, err = fhir.Import(func(yield func([]byte) bool) { yield(patient) }, asked, in)
	require.NoError(t, err)
	require.Empty(t, got.Goals)
	require.Equal(t, "aled-prowse", got.Skipped[0].ID)
	require.Equal(t, fhir.ErrWrongResourceType, got.Skipped[0].Why[0].Rule.Code)
	require.NotContains(t, fmt.Sprintf("%+v", got), "Prowse")

	asked.By.By = peer.ByStaff(kayAt15, peer.RoleCareCoordinator)
	_, err = fhir.Import(goals, asked, in)
	require.ErrorIs(t, err, peer.ErrNotAuthorised, "it is read for the two, and for nobody else")

	s.epr.Fail(answers(patient))
	_, err = s.client().Read(t.Context(), "Goal", "one")
	require.ErrorIs(t, err, fhir.ErrWrongResourceType)
	require.NotContains(t, err.Error(), "Prowse")
}

func at15Mistake(t T, open ledgers) {
	s := newWhole(t, open)
	first := s.run()
	s.contact("c-2", peer.MarkInError{Because: peer.Words{Text: peer.Say("CANARY-WRONG-2D"), By: aledAt15}}, aledAt15, "2026-03-20T10:00Z")
	r := s.run()
	require.Equal(t, 1, r.Writes())
	require.Equal(t, 9, s.epr.Writes())
	id := s.result(first, "contact/c-2").ID
	require.Equal(t, exchange.Update, s.result(r, "contact/c-2").Did)
	require.Equal(t, id, s.result(r, "contact/c-2").ID, "the same resource")
	now, _ := s.epr.Bytes("Encounter", id)
	require.Equal(t, []string{"entered-in-error"}, says(t, now, "status"))
	require.Equal(t, []string{"c-2"}, says(t, now, "identifier.value"))
	require.NotContains(t, string(now), "CANARY")
	other, _ := s.epr.Bytes("Encounter", s.result(first, "contact/c-1").ID)
	require.Equal(t, []string{"finished"}, says(t, other, "status"))

	require.Zero(t, s.run().Writes())
	require.Equal(t, 9, s.epr.Writes(), "once")
	for _, asked := range s.epr.Log() {
		require.NotEqual(t, http.MethodDelete, asked.Method)
	}
}

// at15Allowed is what may be written to a record system by default, and where a site has
// turned it on. Organization and Location are of the directory only.
var at15Allowed = []string{"Encounter", "Goal", "CarePlan", "EpisodeOfCare", "CareTeam", "Appointment", "Task", "Flag", "Communication", "Consent",
	"DocumentReference", "Observation", "Provenance", "HealthcareService", "Organization", "Location"}

func at15Silent(t T, open ledgers) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer slog.SetDefault(before)

	s := newWhole(t, open)
	s.Site = everythingOn
	s.Site.Organisation = fixtures.Organisation
	s.contact("c-1", peer.AddStatement{Words: peer.Words{Text: peer.Say("CANARY-SAID-6F"), By: aledAt15}}, aledAt15, "2026-03-03T10:00Z")
	p := s.plan()
	c := s.client()
	slog.Info("planned", "plan", p, "client", c, "person", (*s.people)[fixtures.Person], "records", s.Records)
	r, err := s.Apply(t.Context(), c, p, func(r exchange.Result, n int) { slog.Info("applied", "result", r, "item", n) })
	require.NoError(t, err)
	slog.Info("done", "report", r, "requests", s.epr.Log())
	require.Positive(t, r.Writes())
	for typ := range s.sent() {
		require.Contains(t, at15Allowed, typ)
	}
	require.GreaterOrEqual(t, len(s.sent()), 7, "a site that has turned on more writes more: %v", s.sent())

	s.contact("c-1", peer.MarkInError{Because: peer.Words{Text: peer.Say("CANARY-WRONG-2D"), By: aledAt15}}, aledAt15, "2026-03-20T10:00Z")
	s.epr.Fail(answers([]byte(`{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing","diagnostics":"CANARY-THEIRS-1A Prowse 9990001014"}]}`)))
	_, err = s.Plan(t.Context(), c.Reader())
	slog.Info("turned away", "error", err)
	_, err = c.Read(t.Context(), "Patient", "aled-prowse")
	require.Error(t, err)
	slog.Error("turned away", "error", err, "in words", fmt.Sprintf("%+v", err))

	require.NotZero(t, log.Len())
	for _, never := range []string{"9990001014", "999 000 1014", "Prowse", "Tamblyn", "1988-04-12", "token-", "CANARY", "allotment", "Megan", "brother"} {
		require.NotContains(t, log.String(), never)
	}
}

// answers makes the server answer every request with this body.
func answers(body []byte) func(*http.Request) *fhirtest.Fault {
	return func(*http.Request) *fhirtest.Fault {
		return &fhirtest.Fault{Status: http.StatusOK, Body: string(body), ContentType: "application/fhir+json"}
	}
}
