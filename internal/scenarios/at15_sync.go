package scenarios

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
)

// AT-15, steps 2 to 4 and 6: a record system that is busy, that turns a token away, that
// hangs; a plan that its owner changes in between; people who cannot be told apart;
// what may not be sent. Time is virtual and nothing leaves
// the process.

const at15Base = "http://127.0.0.1/r4"

// synced is Aled's records, the record system with his Patient and CP-SVC-77, and an
// exchange between them.
type synced struct {
	*exchange.Exchange
	t      T
	epr    *fhirtest.Server
	people *whoIsThere
	tokens tokens
	steps  *story
}

func newSynced(t T, open ledgers) *synced {
	epr := fhirtest.New(fhirtest.Config{BaseURL: at15Base, UpdateCreate: true, ReadOnly: []string{"Patient"}})
	told, err := fixtures.Story()
	require.NoError(t, err)
	n, err := peer.ParseNHSNumber("9990001014")
	require.NoError(t, err)
	people := &whoIsThere{fixtures.Person: {NHSNumber: n, BirthDate: peer.MustDate("1988-04-12")}}
	s := &synced{t: t, steps: afterwards(t), epr: epr, people: people, Exchange: &exchange.Exchange{
		Target: "epr", Base: at15Base, Records: exchange.Loaded(told.Records), People: people, Ledger: open(t),
		Site: fhir.Site{PlanEdits: true}, Now: time.Now,
	}}
	s.seed("patient-aled", "practitioner-jess", "organization-tamarside", "careplan-service")
	return s
}

// seed puts resources of the fixtures into the record system.
func (s *synced) seed(names ...string) {
	s.t.Helper()
	for _, name := range names {
		body, err := fs.ReadFile(fixtures.EPR(), name+".json")
		require.NoError(s.t, err)
		require.NoError(s.t, s.epr.Seed(body))
	}
}

// whoIsThere says who is who in the record system.
type whoIsThere map[peer.PersonID]fhir.Person

func (w *whoIsThere) Person(_ context.Context, id peer.PersonID) (fhir.Person, error) {
	return (*w)[id], nil
}

func (*whoIsThere) Staff(_ context.Context, id peer.StaffID) (fhir.Reference, error) {
	return map[peer.StaffID]fhir.Reference{
		fixtures.Worker:   {Reference: "Practitioner/jess-tamblyn"},
		fixtures.CareLead: {Reference: "Practitioner/kay-orr"},
	}[id], nil
}

func (*whoIsThere) Organisation(context.Context, peer.OrgID) (fhir.Reference, error) {
	return fhir.Reference{Reference: "Organization/tamarside"}, nil
}

// tokens gives a new one each time it is asked, and counts.
type tokens int

func (n *tokens) Token() (*oauth2.Token, error) {
	*n++
	return &oauth2.Token{AccessToken: fmt.Sprintf("token-%d", *n)}, nil
}

// RoundTrip carries a request to the record system. One that hangs is heard of when
// whoever asked has given up.
func (s *synced) RoundTrip(r *http.Request) (answer *http.Response, err error) {
	defer func() {
		if recover() != nil {
			answer, err = nil, io.ErrUnexpectedEOF
		}
	}()
	r = r.Clone(r.Context())
	r.URL.Path, r.RequestURI = strings.TrimPrefix(r.URL.Path, "/r4"), ""
	if r.Body == nil {
		r.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	s.epr.ServeHTTP(w, r)
	return w.Result(), r.Context().Err()
}

func (s *synced) client() *client.Client {
	s.t.Helper()
	c, err := client.New(client.Config{Base: at15Base, Transport: s, Tokens: &s.tokens})
	require.NoError(s.t, err)
	return c
}

func (s *synced) plan() exchange.Plan {
	s.t.Helper()
	require.NoError(s.t, s.MarkChanged(s.t.Context()))
	p, err := s.Plan(s.t.Context(), s.client().Reader())
	require.NoError(s.t, err)
	return p
}

// failOn makes the writes of one type go wrong, as the script says.
func (s *synced) failOn(typ string, faults ...*fhirtest.Fault) {
	script := fhirtest.Script(faults...)
	s.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if r.Method == http.MethodPut && strings.HasPrefix(r.URL.Path, "/"+typ+"/") {
			return script(r)
		}
		return nil
	})
}

// asked counts the requests of a method for an address.
func (s *synced) asked(method, path string) int {
	n := 0
	for _, r := range s.epr.Log() {
		if r.Method == method && r.Path == path {
			n++
		}
	}
	return n
}

func (s *synced) item(p exchange.Plan, record string) exchange.Item {
	s.t.Helper()
	for _, i := range p.Items {
		if i.Name.Record.String() == record {
			return i
		}
	}
	require.Fail(s.t, "no item", record)
	return exchange.Item{}
}

func (s *synced) result(r exchange.Report, record string) exchange.Result {
	s.t.Helper()
	for _, one := range r.Results {
		if one.Name.Record.String() == record {
			return one
		}
	}
	require.Fail(s.t, "no result", record)
	return exchange.Result{}
}

var at15Trouble = []onLedger{
	{"AT-15, FHIR-20 step 2: busy twice, then done, as one resource", at15Busy},
	{"AT-15, FHIR-20 step 2: a 400 is tried once and told, and the others go on", at15BadRequest},
	{"AT-15, FHIR-20 step 2: one fresh token after a 401, and then the end", at15Token},
	{"AT-15, FHIR-20 step 2: a server that hangs is left at the deadline", at15Hangs},
	{"AT-15, FHIR-16, FHIR-17, FHIR-08 step 3: on hold in between, and both changes stand", at15OnHold},
	{"AT-15, FHIR-15, FHIR-20 step 4: nobody is guessed, and nothing goes without encryption", at15Nobody},
	{"AT-15, FHIR-19, FHIR-03 step 6: what is not R4 is not sent, and nothing of it is said", at15Strict},
}

func tellAT15SyncThatCanBeRunTwice(t T) { tellOn(t, inMemory, at15Trouble) }

func at15Busy(t T, open ledgers) {
	s := newSynced(t, open)
	p := s.plan()
	busy := fhirtest.Fault{Status: 503, RetryAfter: "1"}
	s.failOn("Goal", &busy, &busy)
	began := time.Now()
	r, err := s.Apply(t.Context(), s.client(), p, nil)
	require.NoError(t, err)
	done := s.result(r, "goal/g-1")
	require.Equal(t, exchange.Create, done.Did)
	require.Equal(t, 3, s.asked(http.MethodPut, "/Goal/"+done.ID), "three tries")
	require.Len(t, s.epr.IDs("Goal"), 3, "one resource for each goal")
	require.GreaterOrEqual(t, time.Since(began), 2*time.Second, "it waited as it was asked to")
	require.Less(t, time.Since(began), 4*time.Second)
}

func at15BadRequest(t T, open ledgers) {
	s := newSynced(t, open)
	p := s.plan()
	s.failOn("Goal", &fhirtest.Fault{Status: 400})
	r, err := s.Apply(t.Context(), s.client(), p, nil)
	require.NoError(t, err)
	held := s.result(r, "goal/g-1")
	require.Equal(t, exchange.Hold, held.Did)
	require.Equal(t, exchange.OwnerThere, held.Owner())
	require.Equal(t, exchange.ErrServerSaysNo, held.Why[0].Rule.Code)
	require.Equal(t, 1, s.asked(http.MethodPut, "/Goal/"+s.item(p, "goal/g-1").ID), "one try")
	require.Equal(t, 5, r.Writes(), "the others went on")
}

func at15Token(t T, open ledgers) {
	s := newSynced(t, open)
	p := s.plan()
	c := s.client()
	_, err := c.Reader().Capabilities(t.Context())
	require.NoError(t, err)
	had := s.tokens
	turned := fhirtest.Fault{Status: 401}
	s.failOn("Goal", &turned)
	r, err := s.Apply(t.Context(), c, p, nil)
	require.NoError(t, err)
	require.Equal(t, 6, r.Writes(), "with a fresh token it was done")
	require.Equal(t, had+1, s.tokens)

	s.Ledger = open(t)
	s.epr.Fail(func(*http.Request) *fhirtest.Fault { return &turned })
	had = s.tokens
	_, err = s.Apply(t.Context(), c, p, nil)
	require.ErrorIs(t, err, fhir.ErrUnauthorised)
	require.Equal(t, had+1, s.tokens, "one more, and no more")
	require.NotContains(t, err.Error(), "token-")
}

func at15Hangs(t T, open ledgers) {
	s := newSynced(t, open)
	p := s.plan()
	s.failOn("Goal", &fhirtest.Fault{Hang: true})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	began := time.Now()
	_, err := s.Apply(ctx, s.client(), p, nil)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.WithinDuration(t, began.Add(2*time.Second), time.Now(), time.Second/2, "at the deadline and not later")
	require.Zero(t, s.epr.Writes())
}

func at15OnHold(t T, open ledgers) {
	s := newSynced(t, open)
	p := s.plan()
	raced := false
	s.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if !raced && r.Method == http.MethodPut && r.URL.Path == "/CarePlan/CP-SVC-77" {
			raced = true
			require.NoError(t, s.epr.Edit("CarePlan", "CP-SVC-77", func(body []byte) []byte {
				return bytes.Replace(body, []byte(`"status": "active",`), []byte(`"status": "on-hold",`), 1)
			}))
		}
		return nil
	})
	r, err := s.Apply(t.Context(), s.client(), p, nil)
	require.NoError(t, err)
	done := s.result(r, "contribution/walk")
	require.Equal(t, exchange.Edit, done.Did)
	require.Equal(t, 1, done.Again, "412, read again, the same edits")
	now, _ := s.epr.Bytes("CarePlan", "CP-SVC-77")
	for _, want := range []string{`"status": "on-hold"`, "walk to the allotment together on Tuesdays", `"name": "Community team"`,
		"epr.tamarside.example/ext/plan-type", `"_title"`, "Cynllun gofal a chymorth"} {
		require.Equal(t, 1, strings.Count(string(now), want), want)
	}
}

func at15Nobody(t T, open ledgers) {
	_, err := peer.ParseNHSNumber("999 000 1015")
	require.ErrorIs(t, err, peer.ErrInvalidNHSNumber)

	s := newSynced(t, open)
	known := (*s.people)[fixtures.Person]
	stranger := known
	stranger.NHSNumber, err = peer.ParseNHSNumber("9990001065")
	require.NoError(t, err)
	(*s.people)[fixtures.Person] = stranger
	p := s.plan()
	require.Zero(t, p.Writes())
	require.Equal(t, fhir.ErrPatientNotFound, s.item(p, "contact/c-1").Why[0].Rule.Code)

	(*s.people)[fixtures.Person] = known
	require.NoError(t, s.epr.Seed([]byte(`{"resourceType":"Patient","id":"twin","active":true,"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990001014"}],"birthDate":"1988-04-12"}`)))
	p = s.plan()
	require.Zero(t, p.Writes())
	require.Equal(t, fhir.ErrPatientAmbiguous, s.item(p, "contact/c-1").Why[0].Rule.Code)
	_, err = s.Apply(t.Context(), s.client(), p, nil)
	require.NoError(t, err)
	require.Zero(t, s.epr.Writes())
	require.Len(t, s.epr.IDs("Patient"), 2, "none was made")

	_, err = client.New(client.Config{Base: "http://epr.example"})
	require.ErrorIs(t, err, fhir.ErrInsecureURL)
	_, err = client.New(client.Config{Base: "http://127.0.0.1"})
	require.NoError(t, err)
}

func at15Strict(t T, open ledgers) {
	s := newSynced(t, open)
	p := s.plan()
	for n, i := range p.Items {
		if i.Name.Record.String() == "goal/g-1" {
			at := bytes.Index(i.Body, []byte(`"description":{"text":"get back to the allotment"},`))
			require.Positive(t, at)
			p.Items[n].Body = bytes.Replace(i.Body, []byte(`"description":{"text":"get back to the allotment"},`), nil, 1)
		}
	}
	r, err := s.Apply(t.Context(), s.client(), p, nil)
	require.NoError(t, err)
	held := s.result(r, "goal/g-1")
	require.Equal(t, exchange.Hold, held.Did)
	require.Equal(t, "/description", held.Why[0].Path)
	require.Zero(t, s.asked(http.MethodPut, "/Goal/"+s.item(p, "goal/g-1").ID), "it was not sent")
	require.NotContains(t, fmt.Sprintf("%+v", held), "allotment")
	require.Equal(t, 5, r.Writes(), "that resource only")

	err = strict.Validate([]byte(`{"resourceType":"Task","id":"t","status":"requested","intent":"order","input":[{"type":{"text":"x"},"valueString":"secret","valueBoolean":true}]}`))
	require.ErrorIs(t, err, strict.ErrInvalidChoice)
	require.NotContains(t, err.Error(), "secret")
}
