package exchange_test

import (
	"bytes"
	"context"
	"os"
	"slices"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// people says who is who in the invented record system.
type people struct {
	person fhir.Person
	staff  map[peer.StaffID]fhir.Reference
}

func (p people) Person(_ context.Context, id peer.PersonID) (fhir.Person, error) {
	if id != fixtures.Person {
		return fhir.Person{}, peer.Fault(peer.Rule{Row: "FHIR-15", Code: fhir.ErrPatientNotFound}, "", "The person is known.", "Add them.")
	}
	return p.person, nil
}

func (p people) Staff(_ context.Context, id peer.StaffID) (fhir.Reference, error) {
	return p.staff[id], nil
}

func (people) Organisation(context.Context, peer.OrgID) (fhir.Reference, error) {
	return fhir.Reference{Reference: "Organization/tamarside"}, nil
}

func aled(t testing.TB) fhir.Person {
	n, err := peer.ParseNHSNumber("9990001014")
	require.NoError(t, err)
	return fhir.Person{NHSNumber: n, BirthDate: peer.MustDate("1988-04-12"), Family: peer.Say("Prowse")}
}

// sized is how much of something a test makes: with TOWPATH_LONG=1 as much as the pages
// speak of, and otherwise enough to show the same.
func sized(enough, whole int) int {
	if os.Getenv("TOWPATH_LONG") == "1" {
		return whole
	}
	return enough
}

// bench is a record system, a client of it and an exchange with it.
type bench struct {
	*exchange.Exchange
	epr    *fhirtest.Server
	client *client.Client
}

// story is loaded once: its records are values, and no test can change one.
var story = sync.OnceValues(fixtures.Story)

func newBench(t testing.TB, config fhirtest.Config) *bench {
	t.Helper()
	config.ReadOnly = []string{"Patient"}
	if config.Validate == nil {
		config.Validate = strict.Validate
	}
	epr := fhirtest.New(config)
	seedEPR(t, epr)
	base, stop := epr.Start()
	t.Cleanup(stop)
	c, err := client.New(client.Config{Base: base, LongestWait: time.Millisecond})
	require.NoError(t, err)
	told, err := story()
	require.NoError(t, err)
	return &bench{&exchange.Exchange{
		Target: "epr", Base: base, Records: exchange.Loaded(slices.Clone(told.Records)), Ledger: &exchange.MemoryLedger{},
		People: people{aled(t), map[peer.StaffID]fhir.Reference{fixtures.Worker: {Reference: "Practitioner/jess-tamblyn", Display: "Jess Tamblyn"}}},
		Site:   fhir.Site{PlanEdits: true}, Now: func() time.Time { return time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC) },
	}, epr, c}
}

func seedEPR(t testing.TB, epr *fhirtest.Server) {
	files := fixtures.EPR()
	for _, name := range []string{"patient-aled", "patient-sian", "practitioner-jess", "organization-tamarside", "careplan-service", "goal-clinical"} {
		b := make([]byte, 0)
		f, err := files.Open(name + ".json")
		require.NoError(t, err)
		var text bytes.Buffer
		_, err = text.ReadFrom(f)
		require.NoError(t, err)
		b = append(b, text.Bytes()...)
		require.NoError(t, epr.Seed(b))
	}
}

func (b *bench) plan(t *testing.T) exchange.Plan {
	t.Helper()
	require.NoError(t, b.MarkChanged(context.Background()))
	p, err := b.Plan(context.Background(), b.client.Reader())
	require.NoError(t, err)
	return p
}

func (b *bench) apply(t *testing.T, p exchange.Plan) exchange.Report {
	t.Helper()
	r, err := b.Apply(context.Background(), b.client, p, nil)
	require.NoError(t, err)
	return r
}

// forget makes the ledger forget everything.
func (b *bench) forget() { b.Ledger = &exchange.MemoryLedger{} }

func itemOf(t *testing.T, p exchange.Plan, record string) exchange.Item {
	t.Helper()
	for _, i := range p.Items {
		if i.Name.Record.String() == record {
			return i
		}
	}
	require.Fail(t, "no item", record)
	return exchange.Item{}
}

func resultOf(t *testing.T, r exchange.Report, record string) exchange.Result {
	t.Helper()
	for _, x := range r.Results {
		if x.Name.Record.String() == record {
			return x
		}
	}
	require.Fail(t, "no result", record)
	return exchange.Result{}
}

func codes(reasons []peer.Reason) []string {
	var out []string
	for _, r := range reasons {
		out = append(out, r.Rule.Code.String())
	}
	return out
}

// moved puts the first goal on hold.
func moved(t *testing.T, records []peer.Record) exchange.Loaded {
	t.Helper()
	out := exchange.Loaded{}
	for _, r := range records {
		if g, ok := r.(recovery.Goal); ok && g.Ref().ID == "g-1" {
			r = onHold(t, g)
		}
		out = append(out, r)
	}
	return out
}

func onHold(t *testing.T, g recovery.Goal) recovery.Goal {
	t.Helper()
	next, _, err := g.Do(recovery.HoldGoal{}, peer.Act{By: peer.ByPerson(fixtures.Person), At: time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC), ID: "later", Seen: g.Rev()}, recovery.Facts{})
	require.NoError(t, err)
	return next
}

func pickedUp(t *testing.T, g recovery.Goal) recovery.Goal {
	t.Helper()
	next, _, err := g.Do(recovery.PickUp{}, peer.Act{By: peer.ByPerson(fixtures.Person), At: time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC), ID: "once-more", Seen: g.Rev()}, recovery.Facts{})
	require.NoError(t, err)
	return next
}

// shared is a goal under way that Aled wants in the care record.
func shared(t testing.TB, id string) recovery.Goal {
	t.Helper()
	act := peer.Act{By: peer.ByPerson(fixtures.Person), At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), ID: "new"}
	g, _, err := recovery.NewGoal(recovery.ProposeGoal{ID: id, Person: fixtures.Person, Words: peer.Words{Text: peer.Say("ring Megan"), How: peer.Said}}, act, recovery.Facts{})
	require.NoError(t, err)
	for _, step := range []recovery.GoalStep{recovery.WhoMaySee{Audience: recovery.CareRecord}, recovery.AgreeGoal{}, recovery.StartGoal{}} {
		act.ID, act.Seen = peer.RequestID("then-"+g.Rev().String()), g.Rev()
		g, _, err = g.Do(step, act, recovery.Facts{})
		require.NoError(t, err)
	}
	return g
}
