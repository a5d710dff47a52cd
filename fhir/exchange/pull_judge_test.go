package exchange_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

func TestWhatOthersPutIntoSafetyIsLookedAt(t *testing.T) {
	p := pulledFrom(t, fhirtest.Config{}, concernBench)
	p.after(t, 0)
	tasks := p.epr.IDs("Task")
	require.NotEmpty(t, tasks)
	require.NoError(t, p.epr.Edit("Task", tasks[0], func(b []byte) []byte {
		return bytes.Replace(b, []byte(`"resourceType":"Task"`), []byte(`"resourceType":"Task","x-vendor":4.10`), 1)
	}))
	r := p.after(t, time.Second)
	require.Zero(t, r.Arrived, "what is ours is as it was")
	require.Equal(t, 1, r.Marked, "H02 and the next push looks at it all the same")
	require.Equal(t, []string{"concern/con-1"}, p.dirty(t))
}

// onHoldThere is what the owner of the service's plan does with it.
func onHoldThere(b []byte) []byte {
	return bytes.Replace(b, []byte(`"status": "active",`), []byte(`"status": "on-hold",`), 1)
}

// inTheGarden is what somebody there makes of the first goal.
func inTheGarden(b []byte) []byte {
	return bytes.ReplaceAll(b, []byte("allotment"), []byte("garden"))
}

// described changes what is ours in any goal.
func described(b []byte) []byte {
	return bytes.Replace(b, []byte(`"description":{`), []byte(`"description":{"id":"x",`), 1)
}

func TestWhereAWindowBegins(t *testing.T) {
	for before, next := range map[time.Duration]time.Duration{2 * time.Second: time.Second, 122 * time.Second: 5 * time.Minute} {
		for early, arrives := range map[time.Duration]bool{0: true, time.Millisecond: false} {
			t.Run(fmt.Sprintf("FHIR-18 written %v before everything was looked at, and seen after it", before+early), func(t *testing.T) {
				p := newPulled(t, fhirtest.Config{})
				p.options = exchange.PullOptions{People: known(fixtures.Person), Theirs: true}
				ours, theirs := p.epr.EditLate("Goal", p.goalID(), inTheGarden), p.epr.EditLate("CarePlan", "CP-SVC-77", onHoldThere)
				p.after(t, before+early)
				require.NoError(t, ours())
				require.NoError(t, theirs())
				require.Equal(t, before > time.Minute, p.after(t, next).Swept)
				if arrives {
					require.Equal(t, []string{"Goal goal/g-1", "CarePlan/CP-SVC-77"}, p.arrived(t))
				} else {
					require.Empty(t, p.arrived(t))
				}
			})
		}
	}
}

func TestASweepShowsNothingTwice(t *testing.T) {
	p := pulledFrom(t, fhirtest.Config{}, func(t *testing.T, config fhirtest.Config) *bench {
		b := newBench(t, config)
		b.Records = goals(t, 1) // a type that is never swept has everything remembered
		return b
	})
	p.options = exchange.PullOptions{People: known(fixtures.Person), Theirs: true}
	p.after(t, time.Minute)
	p.now = p.now.Add(270 * time.Second)
	require.NoError(t, p.epr.Edit("CarePlan", "CP-SVC-77", onHoldThere))
	p.after(t, time.Second)
	require.Equal(t, []string{"CarePlan/CP-SVC-77"}, p.arrived(t))
	p.take(t)
	require.True(t, p.after(t, 30*time.Second).Swept)
	for range 3 {
		r := p.after(t, 5*time.Minute)
		require.True(t, r.Swept)
		require.Zero(t, r.Arrived, "FHIR-18 what is shown again is remembered as long as a sweep can show it")
	}
}
