package exchange_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// pulled is a bench in which everything has been sent, and time passes by hand. The
// host's clock is an hour behind the record system's in all of it.
type pulled struct {
	*bench
	now     time.Time
	options exchange.PullOptions
	kept    []string // what stays here, and is marked from the start
}

func newPulled(t *testing.T, config fhirtest.Config) *pulled {
	t.Helper()
	return pulledFrom(t, config, func(t *testing.T, config fhirtest.Config) *bench { return newBench(t, config) })
}

// pulledFrom is a pulled bench of another making.
func pulledFrom(t *testing.T, config fhirtest.Config, from func(*testing.T, fhirtest.Config) *bench) *pulled {
	t.Helper()
	p := &pulled{now: time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC)}
	config.UpdateCreate, config.Now = true, func() time.Time { return p.now }
	p.bench = from(t, config)
	p.Now = func() time.Time { return p.now.Add(-time.Hour) }
	p.apply(t, p.plan(t))
	p.kept = p.dirty(t)
	p.now = p.now.Add(time.Minute)
	return p
}

// after lets time pass and pulls.
func (p *pulled) after(t *testing.T, d time.Duration) exchange.PullReport {
	t.Helper()
	p.now = p.now.Add(d)
	r, err := p.Pull(t.Context(), p.client.Reader(), p.options)
	require.NoError(t, err)
	return r
}

// arrived is what waits for the host, each in a line.
func (p *pulled) arrived(t *testing.T) []string {
	t.Helper()
	out := []string{}
	for _, a := range all(t, p.Arrived(t.Context())) {
		line := a.Type + " " + a.Ours.Record.String()
		if a.Ours == (exchange.Name{}) {
			line = a.Type + "/" + a.ID
		}
		if a.Removed {
			line += " removed"
		}
		out = append(out, line)
	}
	return out
}

// take takes everything that waits.
func (p *pulled) take(t *testing.T) {
	t.Helper()
	require.NoError(t, p.Ledger.Take(t.Context(), "epr", all(t, p.Arrived(t.Context()))...))
	require.Empty(t, p.arrived(t))
}

func (p *pulled) dirty(t *testing.T) []string {
	t.Helper()
	out := []string{}
	for _, w := range all(t, p.Ledger.Dirty(t.Context(), "epr")) {
		if record := w.Name.Record.String(); !slices.Contains(p.kept, record) {
			out = append(out, record)
		}
	}
	return out
}

func (p *pulled) goalID() string {
	return fhir.ResourceID(p.Site.IdentifierOf(exchange.Name{Type: "Goal", Record: peer.Ref{Kind: recovery.KindGoal, ID: "g-1"}}))
}

// garden is what somebody there makes of the first goal.
func (p *pulled) garden(t *testing.T) {
	t.Helper()
	p.replaced(t, "Goal", p.goalID(), "allotment", "garden")
}

func TestPull(t *testing.T) {
	t.Run("FHIR-18, FHIR-16 what somebody changed there in what is ours arrives once, and the next plan looks at it", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		first := p.after(t, 0)
		require.True(t, first.Reconciled)
		require.Empty(t, p.arrived(t), "our own writes do not arrive")
		p.garden(t)
		r := p.after(t, 5*time.Second)
		require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
		require.Equal(t, []int{1, 1, 1}, []int{r.Arrived, r.Marked, r.Bodies})
		require.Equal(t, []string{"goal/g-1"}, p.dirty(t))
		require.Zero(t, p.after(t, time.Second).Arrived, "found again, and passed over")
		require.Len(t, p.arrived(t), 1)

		writes := p.epr.Writes()
		plan := p.plan(t)
		require.Equal(t, exchange.Hold, itemDo(plan, "goal/g-1"), "the record says what it said: whose turn it is is for a human")
		require.Equal(t, []string{"changed-there"}, codes(itemOf(t, plan, "goal/g-1").Why))
		p.apply(t, plan)
		require.Equal(t, writes, p.epr.Writes(), "nothing was written over")
		p.take(t)
		for range 4 {
			require.Zero(t, p.after(t, 25*time.Hour).Arrived, "it waits for somebody, and is not said again")
		}
		require.Empty(t, p.arrived(t))
	})
	t.Run("FHIR-17 what others add to a resource of ours does not arrive, and marks nothing", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		began := p.now
		require.NoError(t, p.epr.Edit("Goal", p.goalID(), func(b []byte) []byte {
			return bytes.Replace(b, []byte(`"resourceType":"Goal"`), []byte(`"resourceType":"Goal","priority":{"text":"high"}`), 1)
		}))
		for _, d := range []time.Duration{time.Second, 5 * time.Minute, 25 * time.Hour, 25 * time.Hour} {
			r := p.after(t, d)
			require.Zero(t, r.Arrived+r.Marked, r)
			require.Equal(t, d > time.Hour, r.Reconciled)
			if p.now.Sub(began) > 48*time.Hour {
				require.Zero(t, r.Bodies, "it has been looked at, and its number has not gone back")
			}
		}
		require.Empty(t, p.dirty(t))
	})
	t.Run("FHIR-16 a write of ours whose answer was lost is known by its content", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		p.Records = moved(t, p.Records.(exchange.Loaded))
		plan := p.plan(t)
		p.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if r.Method == http.MethodPut {
				return &fhirtest.Fault{Late: true, Drop: true}
			}
			if r.Method == http.MethodGet && strings.Contains(r.URL.Path, "/Goal/") {
				return &fhirtest.Fault{Status: 500}
			}
			return nil
		})
		require.Equal(t, exchange.Hold, resultOf(t, p.apply(t, plan), "goal/g-1").Did)
		p.epr.Fail(nil)
		require.Equal(t, 1, p.after(t, time.Second).Own)
		require.Empty(t, p.arrived(t))
	})
	t.Run("FHIR-16 a write of ours that was settled after it was found is not given to the host", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		name := exchange.Name{Type: "Goal", Record: peer.Ref{Kind: recovery.KindGoal, ID: "g-1"}}
		p.garden(t)
		p.after(t, time.Second)
		require.Len(t, p.arrived(t), 1)
		link, _, err := p.Ledger.Link(t.Context(), "epr", name)
		require.NoError(t, err)
		link.ETag = `W/"2"`
		require.NoError(t, p.Ledger.Settle(t.Context(), "epr", exchange.Settled{Link: link}))
		require.Empty(t, p.arrived(t))
		require.Empty(t, all(t, p.Ledger.Arrived(t.Context(), "epr")), "it is taken")
	})
}

// itemDo is what a plan does with a record; empty when the record is not in it.
func itemDo(p exchange.Plan, record string) exchange.Do {
	for _, i := range p.Items {
		if i.Name.Record.String() == record {
			return i.Do
		}
	}
	return ""
}

func TestWhatBecomesVisibleLate(t *testing.T) {
	p := newPulled(t, fhirtest.Config{Nodes: []time.Duration{0, 800 * time.Millisecond, -800 * time.Millisecond}})
	p.after(t, 0)
	commit := p.epr.EditLate("Goal", p.goalID(), inTheGarden)
	p.after(t, 90*time.Second)
	require.NoError(t, commit())
	poll := p.after(t, time.Second)
	require.False(t, poll.Swept)
	require.Zero(t, poll.Arrived, "FHIR-18 a poll does not look back so far")
	r := p.after(t, 5*time.Minute)
	require.True(t, r.Swept)
	require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t), "FHIR-18 the sweep does")
	p.take(t)
	require.Zero(t, p.after(t, 5*time.Minute).Arrived)
}

func TestRemovedThere(t *testing.T) {
	p := newPulled(t, fhirtest.Config{})
	p.after(t, 0)
	require.NoError(t, p.epr.Delete("Goal", p.goalID()))
	require.Zero(t, p.after(t, time.Hour).Removed, "FHIR-18 no search by time shows what is not there")
	require.Equal(t, 1, p.after(t, 24*time.Hour).Removed)
	require.Equal(t, []string{"Goal goal/g-1 removed"}, p.arrived(t))
	require.Equal(t, []string{"goal/g-1"}, p.dirty(t))
	writes := p.epr.Writes()
	plan := p.plan(t)
	require.Equal(t, []string{"removed-there"}, codes(itemOf(t, plan, "goal/g-1").Why))
	p.apply(t, plan)
	require.Equal(t, writes, p.epr.Writes(), "FHIR-16 it is not made again")
	p.take(t)
	for range 6 {
		require.Zero(t, p.after(t, 24*time.Hour).Removed, "it is parked: it is not said again, however long ago it was")
	}
	require.Empty(t, p.arrived(t))
}

func TestMarkedAsEnteredInErrorThere(t *testing.T) {
	p := newPulled(t, fhirtest.Config{})
	p.after(t, 0)
	p.replaced(t, "Goal", p.goalID(), `"active"`, `"entered-in-error"`)
	p.after(t, time.Second)
	require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
	plan := p.plan(t)
	require.Equal(t, exchange.Hold, itemOf(t, plan, "goal/g-1").Do)
	require.Equal(t, []string{"not-editable"}, codes(itemOf(t, plan, "goal/g-1").Why), "FHIR-17 their mark stands until somebody has asked them")
	p.apply(t, plan)
	require.Len(t, all(t, p.Ledger.Parked(t.Context(), "epr")), 1)
}

func TestServersThatCannot(t *testing.T) {
	for name, without := range map[string][]string{
		"FHIR-18 sort or leave out elements": {"_sort", "_elements"},
		"FHIR-18 search by time":             {"_lastUpdated"},
		"FHIR-18 any of it":                  {"_lastUpdated", "_sort", "_elements"},
		"FHIR-18 leave out elements":         {"_elements"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPulled(t, fhirtest.Config{WithoutParams: without, PageSize: 2})
			p.after(t, 0)
			p.garden(t)
			p.after(t, time.Second)
			r := p.after(t, 5*time.Minute)
			require.Empty(t, r.Said)
			require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
			p.take(t)
			r = p.after(t, 5*time.Minute)
			require.Zero(t, r.Arrived)
			require.LessOrEqual(t, r.Bodies, 3)
		})
	}
}

func TestServersThatSearchInTheirOwnWay(t *testing.T) {
	bySystem := func(form string) bool {
		return strings.Contains(form, "%7C%2C") || strings.HasSuffix(form, "%7C") || strings.Contains(form, "%7C&")
	}
	for name, answer := range map[string]func(form string) (string, int){
		"FHIR-18 400 to an identifier": func(form string) (string, int) {
			if strings.Contains(form, "identifier=") {
				return form, 400
			}
			return form, 0
		},
		"FHIR-18 400 to an identifier and to a time": func(form string) (string, int) {
			if strings.Contains(form, "identifier=") || strings.Contains(form, "_lastUpdated=") {
				return form, 400
			}
			return form, 0
		},
		"FHIR-18 500 to a system without a value": func(form string) (string, int) {
			if bySystem(form) {
				return form, 500
			}
			return form, 0
		},
		"FHIR-18 nothing for a system without a value": func(form string) (string, int) {
			if bySystem(form) {
				return form + "&_id=nothing", 0
			}
			return form, 0
		},
		"FHIR-18 everything for a system without a value": func(form string) (string, int) {
			if bySystem(form) {
				return without(form, "identifier"), 0
			}
			return form, 0
		},
		"FHIR-18 everything whatever the time":    func(form string) (string, int) { return without(form, "_lastUpdated"), 0 },
		"FHIR-18 in any order, whatever is asked": func(form string) (string, int) { return without(form, "_sort"), 0 },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPulled(t, fhirtest.Config{PageSize: 1})
			p.through(t, rewriting(answer))
			p.after(t, 0)
			p.garden(t)
			p.after(t, time.Minute)
			r := p.after(t, 5*time.Minute)
			require.Empty(t, r.Said)
			require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
			p.take(t)
			require.Zero(t, p.after(t, 5*time.Minute).Arrived)
		})
	}
}

// ask carries a request as it is.
func ask(r *http.Request) (*http.Response, error) { return http.DefaultTransport.RoundTrip(r) }

func TestAClockThatIsSetBack(t *testing.T) {
	p := newPulled(t, fhirtest.Config{})
	ahead := time.Hour
	p.epr.Fail(func(*http.Request) *fhirtest.Fault {
		if ahead == 0 {
			return nil
		}
		return &fhirtest.Fault{Skew: ahead}
	})
	p.after(t, 0)
	p.after(t, time.Minute)
	ahead = 0
	p.garden(t)
	p.after(t, 20*time.Minute)
	require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t), "FHIR-18 the checkpoint is an hour ahead of the change")
	p.take(t)
	require.Zero(t, p.after(t, 10*time.Second).Arrived)
}
