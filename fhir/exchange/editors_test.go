package exchange_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/internal/naive"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// afternoon is a bad one: three requests of ten meet one of the faults that record
// systems have been seen to have, each as often as the others, and between two requests of ours somebody else
// edits the same documents.
type afternoon struct {
	t       *testing.T
	b       *bench
	mu      sync.Mutex // over what the weather and the test both touch
	carry   *http.Transport
	rand    *rand.Rand
	updates int // of the host's records
	days    []fhirtest.NamedFault
	ahead   []fhirtest.NamedFault // those of the days that are still to come
	quiet   bool
	faults  map[string]int
	notes   map[string]int // how many others wrote, by resource
	undone  int            // how often the owner of the plan found their status gone
	status  string         // of the service's plan, as its owner last set it
	changed string         // the goal in which somebody there changed what is ours
	records exchange.Loaded
	day     int
}

const theirWords = "in their own words there"

func newAfternoon(t *testing.T, config fhirtest.Config, seed uint64) *afternoon {
	config.ReadOnly, config.BaseURL = []string{"Patient"}, inside
	epr := fhirtest.New(config)
	seedEPR(t, epr)
	a := &afternoon{t: t, rand: rand.New(rand.NewPCG(seed, 1)), updates: sized(250, 1000), days: fhirtest.BadDays(time.Now()),
		faults: map[string]int{}, notes: map[string]int{}, status: "active"}
	var stop func()
	a.carry, stop = overPipes(t, epr)
	t.Cleanup(stop)
	// A server that cannot take ids of ours gets each create once: what became of it
	// is looked up before it is sent again.
	retries := 2
	if !config.UpdateCreate {
		retries = -1
	}
	c, err := client.New(client.Config{Base: inside, Transport: a.carry, Retries: retries, Timeout: 20 * time.Second})
	require.NoError(t, err)
	a.b = &bench{&exchange.Exchange{
		Target: "epr", Base: inside, Ledger: &exchange.MemoryLedger{},
		People: people{aled(t), map[peer.StaffID]fhir.Reference{fixtures.Worker: {Reference: "Practitioner/jess-tamblyn", Display: "Jess Tamblyn"}}},
		Site:   fhir.Site{PlanEdits: true}, Now: func() time.Time { return time.Date(2031, 3, 10, 9, 0, 0, 0, time.UTC) },
	}, epr, c}
	epr.Fail(a.weather)
	return a
}

// weather says what goes wrong with a request, and lets somebody else be about.
func (a *afternoon) weather(r *http.Request) *fhirtest.Fault {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.quiet {
		return nil
	}
	if a.rand.IntN(4) == 0 {
		a.somebodyEdits(r)
	}
	if a.rand.IntN(10) >= 3 {
		return nil
	}
	day := a.nextDay(r)
	a.faults[day.Name]++
	return &day.Fault
}

// nextDay draws a fault that a request can meet; those that it cannot wait for another.
func (a *afternoon) nextDay(r *http.Request) fhirtest.NamedFault {
	// No client can save what is written over by a server that ignores a stale
	// If-Match. That it is noticed has a test of its own.
	meets := func(day fhirtest.NamedFault) bool {
		return !day.Fault.IgnoreIfMatch || r.Method != http.MethodPost && !a.stale(r)
	}
	if !slices.ContainsFunc(a.ahead, meets) {
		for _, k := range a.rand.Perm(len(a.days)) {
			a.ahead = append(a.ahead, a.days[k])
		}
	}
	k := slices.IndexFunc(a.ahead, meets)
	day := a.ahead[k]
	a.ahead = slices.Delete(a.ahead, k, k+1)
	return day
}

// stale reports whether a request names a version that is not the newest.
func (a *afternoon) stale(r *http.Request) bool {
	typ, id, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	all := a.b.epr.Versions(typ, id)
	return len(all) > 0 && r.Header.Get("If-Match") != `W/"`+all[len(all)-1].ID+`"`
}

// somebodyEdits changes a document: the one that is asked for, or any.
func (a *afternoon) somebodyEdits(r *http.Request) {
	typ, id, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if _, there := a.b.epr.Bytes(typ, id); !there || typ == "Patient" {
		typ = []string{"Goal", "CarePlan"}[a.rand.IntN(2)]
		ids := a.b.epr.IDs(typ)
		id = ids[a.rand.IntN(len(ids))]
	}
	if typ == "CarePlan" && a.rand.IntN(3) == 0 {
		a.setStatus(id)
		return
	}
	a.note(typ, id)
}

// note writes what somebody else has to say into a resource that is there.
func (a *afternoon) note(typ, id string) {
	a.notes[typ+"/"+id]++
	mark := fmt.Sprintf(`"x-note-%d":4.10,`, a.notes[typ+"/"+id])
	require.NoError(a.t, a.b.epr.Edit(typ, id, func(body []byte) []byte {
		at := bytes.Index(body, []byte(`"resourceType"`))
		return slices.Concat(body[:at], []byte(mark), body[at:])
	}))
}

// setStatus puts the service's plan on hold, or takes it up again.
func (a *afternoon) setStatus(id string) {
	next := map[string]string{"active": "on-hold", "on-hold": "active"}[a.status]
	require.NoError(a.t, a.b.epr.Edit("CarePlan", id, func(body []byte) []byte {
		for _, now := range []string{"active", "on-hold"} {
			if at := bytes.Index(body, []byte(`"`+now+`"`)); at >= 0 {
				if now != a.status {
					a.undone++
				}
				return slices.Concat(body[:at+1], []byte(next), body[at+1+len(now):])
			}
		}
		return body
	}))
	a.status = next
}

// theyChange changes what is ours in one goal that stands there.
func (a *afternoon) theyChange(ref peer.Ref) {
	for _, id := range a.b.epr.IDs("Goal") {
		body, _ := a.b.epr.Bytes("Goal", id)
		if fhir.Carries(body, a.b.Site.IdentifierOf(fhir.DocumentName{Type: "Goal", Record: ref})) {
			a.b.replaced(a.t, "Goal", id, "get on with", theirWords)
			a.changed = ref.ID
			return
		}
	}
}

const howManyGoals = 20

// update is the nth change of a record: of a goal, which is made when it is first
// its turn, and now and then a contribution to the service's plan.
func (a *afternoon) update(n int) {
	a.day++
	at := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC).AddDate(0, 0, a.day)
	act := func(seen peer.Rev) peer.Act {
		return peer.Act{By: peer.ByPerson(fixtures.Person), At: at, ID: peer.RequestID(fmt.Sprintf("n-%d-%d", n, seen)), Seen: seen}
	}
	if n%50 == 49 {
		c, err := fixtures.Contribution(fmt.Sprintf("c-%d", n), "CP-SVC-77", fixtures.Person)
		require.NoError(a.t, err)
		a.records = append(a.records, c)
		return
	}
	id := fmt.Sprintf("g-%d", n%howManyGoals)
	for k, r := range a.records {
		g, ok := r.(recovery.Goal)
		if !ok || g.Ref().ID != id {
			continue
		}
		var step recovery.GoalStep = recovery.HoldGoal{}
		if g.Status() == recovery.GoalOnHold {
			step = recovery.PickUp{}
		}
		next, _, err := g.Do(step, act(g.Rev()), recovery.Facts{})
		require.NoError(a.t, err)
		a.records = slices.Clone(a.records)
		a.records[k] = next
		return
	}
	g, _, err := recovery.NewGoal(recovery.ProposeGoal{ID: id, Person: fixtures.Person, Words: peer.Words{Text: peer.Say("get on with " + id), How: peer.Said}}, act(0), recovery.Facts{})
	require.NoError(a.t, err)
	for _, step := range []recovery.GoalStep{recovery.WhoMaySee{Audience: recovery.CareRecord}, recovery.AgreeGoal{}, recovery.StartGoal{}} {
		g, _, err = g.Do(step, act(g.Rev()), recovery.Facts{})
		require.NoError(a.t, err)
	}
	a.records = append(slices.Clone(a.records), g)
}

// strategy brings the records to the record system as they are now.
type strategy func(a *afternoon)

// planAndApply is ours. What it may not settle is in the ledger, and somebody has
// looked at it now and then and said that it may go on.
func planAndApply(a *afternoon) {
	ctx := a.t.Context()
	a.b.Records = a.records
	require.NoError(a.t, a.b.MarkChanged(ctx))
	p, err := a.b.Plan(ctx, a.b.client.Reader())
	if err != nil {
		return // the next run has it again
	}
	_, _ = a.b.Apply(ctx, a.b.client, p, nil)
	if a.somebodyLooks() {
		for _, parked := range all(a.t, a.b.Ledger.Parked(ctx, "epr")) {
			require.NotEmpty(a.t, parked.Owner)
			require.NotEmpty(a.t, parked.Why[0].Fix)
			require.NoError(a.t, a.b.Ledger.Release(ctx, "epr", parked.Name))
		}
	}
}

// naively is what must not be done.
func naively() strategy {
	s := &naive.Sync{Base: inside, Patient: "Patient/aled-prowse"}
	return func(a *afternoon) {
		s.HTTP, s.Site = http.Client{Transport: a.carry, Timeout: 20 * time.Second}, a.b.Site
		s.Bring(a.records)
	}
}

func (a *afternoon) somebodyLooks() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.quiet || a.rand.IntN(5) == 0
}

// settle ends the afternoon: nothing goes wrong any more.
func (a *afternoon) settle() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.quiet = true
}

// figures are what became of an afternoon.
type figures struct{ lost, doubled, overwritten int }

// String gives the figures in a line.
func (f figures) String() string {
	return fmt.Sprintf("lost %d, doubled %d, overwritten %d", f.lost, f.doubled, f.overwritten)
}

// spend runs the updates of an afternoon through a strategy and counts what came of it,
// looking at nothing but what stands in the record system.
func (a *afternoon) spend(bring strategy) figures {
	for n := range a.updates {
		a.update(n)
		if n%4 == 3 {
			bring(a)
		}
		if n >= a.updates/2 && a.changed == "" { // until it stands there
			a.theyChange(peer.Ref{Kind: recovery.KindGoal, ID: "g-7"})
		}
	}
	a.settle()
	for range 4 {
		bring(a)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	f := figures{overwritten: a.undone}
	for _, r := range a.records {
		if g, ok := r.(recovery.Goal); ok {
			a.count(g, &f)
		}
	}
	a.countContributions(&f)
	for at, written := range a.notes {
		typ, id, _ := strings.Cut(at, "/")
		body, _ := a.b.epr.Bytes(typ, id)
		for n := range written {
			if bytes.Count(body, fmt.Appendf(nil, `"x-note-%d":4.10`, n+1)) != 1 {
				f.overwritten++
			}
		}
	}
	body, _ := a.b.epr.Bytes("CarePlan", "CP-SVC-77")
	if d, err := fhir.ParseDocument(body); err != nil || d.Text("status") != a.status {
		f.overwritten++
	}
	return f
}

// count looks for one goal: where it stands, how often, and in its newest state.
func (a *afternoon) count(g recovery.Goal, f *figures) {
	found, newest := 0, false
	for _, id := range a.b.epr.IDs("Goal") {
		body, _ := a.b.epr.Bytes("Goal", id)
		if !fhir.Carries(body, a.b.Site.IdentifierOf(fhir.DocumentName{Type: "Goal", Record: g.Ref()})) {
			continue
		}
		d, err := fhir.ParseDocument(body)
		require.NoError(a.t, err)
		found++
		newest = newest || d.Text("statusDate") == g.StatusOn().String()
		if g.Ref().ID == a.changed && !strings.Contains(d.Text("description", "text"), theirWords) {
			f.overwritten++
		}
	}
	f.doubled += max(found-1, 0)
	if !newest && g.Ref().ID != a.changed { // what waits for somebody is not lost
		f.lost++
	}
}

// countContributions looks for the activities of all of them; they have the same
// words.
func (a *afternoon) countContributions(f *figures) {
	want := 0
	for _, r := range a.records {
		if _, ok := r.(recovery.Contribution); ok {
			want++
		}
	}
	body, _ := a.b.epr.Bytes("CarePlan", "CP-SVC-77")
	found := strings.Count(string(body), "walk to the allotment together on Tuesdays")
	f.lost += max(want-found, 0)
	f.doubled += max(found-want, 0)
}

func TestUpdatesOnABadAfternoon(t *testing.T) {
	seeds := uint64(sized(1, 30))
	for name, config := range map[string]fhirtest.Config{
		"ids chosen by us":          {UpdateCreate: true},
		"created under a condition": {},
	} {
		for seed := uint64(1); seed <= seeds; seed++ {
			t.Run(fmt.Sprintf("FHIR-16, FHIR-17, H25 nothing lost, doubled or written over: %s, seed %d", name, seed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					a := newAfternoon(t, config, seed)
					got := a.spend(planAndApply)
					a.fair()
					t.Logf("plan and apply: %v; %d faults, %d edits by others", got, total(a.faults), total(a.notes))
					p := a.b.plan(t)
					require.Equal(t, figures{}, got)
					require.Zero(t, p.Writes())
					require.Equal(t, "g-7", a.changed)
					require.Equal(t, 1, p.Counts()[exchange.Hold], "what they changed of ours is the only thing that waits")
					requireReason(t, itemOf(t, p, "goal/g-7").Why, "changed-there", "What is ours in the resource there is as it was last agreed on.", "nothing was written over and nothing is lost")
				})
			})
			t.Run(fmt.Sprintf("FHIR-17 the same afternoon shows what reading, decoding and writing does: %s, seed %d", name, seed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					blind := config
					blind.BlindUpdates = true // it names no version
					a := newAfternoon(t, blind, seed)
					got := a.spend(naively())
					a.fair()
					t.Logf("read, decode, write: %v; %d faults, %d edits by others", got, total(a.faults), total(a.notes))
					require.Positive(t, got.doubled)
					require.Positive(t, got.overwritten)
				})
			})
		}
	}
}

// fair: every kind of fault came, and somebody else was about.
func (a *afternoon) fair() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, day := range a.days {
		require.Positive(a.t, a.faults[day.Name], "%s never came", day.Name)
	}
	require.Greater(a.t, total(a.notes), a.updates*3/10, "nobody else was about")
}

func total(of map[string]int) (n int) {
	for _, one := range of {
		n += one
	}
	return n
}
