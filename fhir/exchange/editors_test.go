package exchange_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// storm is a bad afternoon: three requests of ten go wrong, and before many a write
// somebody else changes the very resource. What they wrote is remembered.
type storm struct {
	rand  *rand.Rand
	b     *bench
	notes map[string]int // how many others wrote, by resource
	quiet bool
}

func newStorm(t *testing.T, b *bench, seed uint64) *storm {
	s := &storm{rand: rand.New(rand.NewPCG(seed, 1)), b: b, notes: map[string]int{}}
	b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if s.quiet {
			return nil
		}
		if typ, id, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/fhir/"), "/"); ok && r.Method == http.MethodPut && s.rand.IntN(4) == 0 {
			s.note(t, typ, id)
		}
		if s.rand.IntN(10) >= 3 {
			return nil
		}
		late := isWrite(r) && s.rand.IntN(2) == 0
		return &fhirtest.Fault{Late: late, Drop: s.rand.IntN(2) == 0, Status: []int{500, 502, 503}[s.rand.IntN(3)]}
	})
	return s
}

// note writes what somebody else has to say into a resource that is there.
func (s *storm) note(t *testing.T, typ, id string) {
	if _, there := s.b.epr.Bytes(typ, id); !there {
		return
	}
	s.notes[typ+"/"+id]++
	mark := fmt.Sprintf(`"x-note-%d":4.10,`, s.notes[typ+"/"+id])
	require.NoError(t, s.b.epr.Edit(typ, id, func(body []byte) []byte {
		at := bytes.Index(body, []byte(`"resourceType"`))
		return append(append(append([]byte{}, body[:at]...), mark...), body[at:]...)
	}))
}

// strategy brings one goal, or the contribution, to the record system as it is now.
type strategy func(t *testing.T, b *bench)

func planAndApply(t *testing.T, b *bench) {
	ctx := context.Background()
	require.NoError(t, b.MarkChanged(ctx))
	p, err := b.Plan(ctx, b.client.Reader())
	if err != nil {
		return // the next round has it again
	}
	_, err = b.Apply(ctx, b.client, p, nil)
	require.NoError(t, err)
}

// blindPut is what must not be done: read into a struct, change it, put it back.
func blindPut(t *testing.T, b *bench) {
	for _, record := range b.Records.(exchange.Loaded) {
		goal, ok := record.(recovery.Goal)
		if !ok {
			continue
		}
		id := b.Site.IdentifierOf(fhir.DocumentName{Type: "Goal", Record: goal.Ref()}).Value
		var there r4.Goal
		if body, ok := b.epr.Bytes("Goal", id); ok && json.Unmarshal(body, &there) != nil {
			continue
		}
		there.Id, there.Description.Text = &id, new(goal.Words().Text.Reveal())
		there.LifecycleStatus, there.Subject.Reference = r4.GoalLifecycleStatusActive, new("Patient/aled-prowse")
		body, err := json.Marshal(there)
		require.NoError(t, err)
		for range 3 {
			req, err := http.NewRequest(http.MethodPut, b.Base+"/Goal/"+id, bytes.NewReader(body))
			require.NoError(t, err)
			req.Header.Set("Content-Type", "application/fhir+json")
			resp, err := http.DefaultClient.Do(req)
			if err == nil {
				resp.Body.Close()
				break
			}
		}
	}
}

// weather runs 200 changes of two goals through a strategy, and says what was lost,
// doubled or written over.
func weather(t *testing.T, seed uint64, bring strategy) (lost []string) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true, BlindUpdates: true})
	var err error
	b.client, err = client.New(client.Config{Base: b.Base, LongestWait: time.Nanosecond, Retries: 1})
	require.NoError(t, err)
	bring(t, b)
	s := newStorm(t, b, seed)
	goals := b.Records.(exchange.Loaded)
	for n := range 200 {
		goals = change(t, goals, []string{"g-1", "g-2"}[n%2], n)
		b.Records = goals
		if n%3 == 2 { // a few changes reach the record system together
			bring(t, b)
		}
		if n%50 == 49 {
			b.forget()
		}
	}
	for range 3 { // the afternoon ends, and everything settles
		s.quiet = true
		bring(t, b)
	}
	b.forget()
	if p := b.plan(t); p.Writes() > 0 || p.Counts()[exchange.Hold] > 0 {
		lost = append(lost, "not everything arrived: "+p.String())
	}
	seen := map[string]int{}
	for _, typ := range []string{"Goal", "Encounter"} {
		for _, id := range b.epr.IDs(typ) {
			body, _ := b.epr.Bytes(typ, id)
			var r struct {
				Identifier []struct{ System, Value string }
			}
			require.NoError(t, json.Unmarshal(body, &r))
			for _, i := range r.Identifier {
				if seen[i.System+i.Value]++; seen[i.System+i.Value] > 1 {
					lost = append(lost, "doubled: "+typ)
				}
			}
		}
	}
	others := 0
	for at, written := range s.notes {
		typ, id, _ := strings.Cut(at, "/")
		body, _ := b.epr.Bytes(typ, id)
		for n := range written {
			others++
			if strings.Count(string(body), fmt.Sprintf(`"x-note-%d":4.10`, n+1)) != 1 {
				lost = append(lost, "written over: "+typ)
			}
		}
	}
	require.Greater(t, others, 10, "nobody else was about")
	faults := 0
	for _, r := range b.epr.Log() {
		if r.Fault {
			faults++
		}
	}
	require.Greater(t, faults, 50, "the weather was fair")
	return lost
}

// change puts a goal on hold and takes it up again, in turn.
func change(t *testing.T, all exchange.Loaded, id string, n int) exchange.Loaded {
	out := append(exchange.Loaded{}, all...)
	for i, r := range out {
		g, ok := r.(recovery.Goal)
		if !ok || g.Ref().ID != id {
			continue
		}
		var step recovery.GoalStep = recovery.HoldGoal{}
		if g.Status() == recovery.GoalOnHold {
			step = recovery.PickUp{}
		}
		next, _, err := g.Do(step, peer.Act{By: peer.ByPerson(fixtures.Person), At: time.Date(2026, 3, 9, 9, n, 0, 0, time.UTC), ID: peer.RequestID(fmt.Sprintf("n-%d", n)), Seen: g.Rev()}, recovery.Facts{})
		require.NoError(t, err)
		out[i] = next
	}
	return out
}

func TestTwoHundredChangesOnABadAfternoon(t *testing.T) {
	for seed := uint64(1); seed <= 3; seed++ {
		t.Run(fmt.Sprintf("FHIR-16 FHIR-17 nothing lost, doubled or written over, seed %d", seed), func(t *testing.T) {
			require.Empty(t, weather(t, seed, planAndApply))
		})
	}
	t.Run("FHIR-17 the same afternoon shows what a put of a decoded struct does", func(t *testing.T) {
		require.Contains(t, weather(t, 1, blindPut), "written over: Goal")
	})
}
