package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures/adapters"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

var update = flag.Bool("update", false, "write the expectation file anew")

func printed(t *testing.T, args ...string) (string, int) {
	t.Helper()
	var b bytes.Buffer
	err := run(t.Context(), args, &b)
	return b.String(), exitCode(err)
}

func TestTheDayIsAsExpected(t *testing.T) {
	out, code := printed(t)
	require.Zero(t, code)
	file := filepath.Join("testdata", "expected.txt")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(out), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), out, "go test ./examples/deadlines -update writes it anew")
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Contains(t, string(readme), lines[len(lines)-1])
	require.LessOrEqual(t, strings.Count(string(readme), "\n"), 40)
}

func TestHopsOfTheDisclosure(t *testing.T) {
	out, _ := printed(t)
	t.Run("EX-08, AT-10.9, SAFE-14 exactly two hops, and run again nothing new", func(t *testing.T) {
		var told []string
		for line := range strings.Lines(out) {
			if strings.Contains(line, "tamarside") && strings.Contains(line, "is told by") {
				told = append(told, line[:5]+" "+strings.Fields(line)[3])
			}
		}
		require.Equal(t, []string{"17:48 dr-lindqvist", "18:48 greta"}, told)
		require.Contains(t, out, "run again, 0 told")
	})
}

// alone are the events without the machine that did them.
func alone(t *testing.T, out string) (events []event, machines map[int]bool) {
	t.Helper()
	machines = map[int]bool{}
	for line := range strings.Lines(out) {
		var e event
		require.NoError(t, json.Unmarshal([]byte(line), &e))
		if e.Type == "summary" {
			continue
		}
		machines[e.Machine] = true
		e.Machine = 0
		events = append(events, e)
	}
	return events, machines
}

func TestSharedOut(t *testing.T) {
	one, _ := printed(t, "--json")
	want, _ := alone(t, one)
	for _, n := range []string{"2", "3", "7"} {
		t.Run("EX-08 the same day on "+n+" machines", func(t *testing.T) {
			out, code := printed(t, "--json", "--machines", n)
			require.Zero(t, code)
			got, _ := alone(t, out)
			require.Equal(t, want, got)
		})
	}
	t.Run("EX-08 each organisation has one machine, and more than one machine has some", func(t *testing.T) {
		out, _ := printed(t, "--json", "--machines", "3")
		_, machines := alone(t, out)
		require.Greater(t, len(machines), 1)
		for n := 1; n < 10; n++ {
			m := machineOf("tamarside", n)
			require.True(t, 1 <= m && m <= n)
			require.Equal(t, m, machineOf("tamarside", n))
		}
	})
}

// friday is Tamarside with the disclosure in it, at a time.
func friday(t *testing.T) (*organisation, func(clock string) time.Time) {
	t.Helper()
	o, err := open("tamarside")
	require.NoError(t, err)
	at := func(clock string) time.Time {
		v, err := time.Parse("2006-01-02 15:04", "2026-03-13 "+clock)
		require.NoError(t, err)
		return v
	}
	for _, h := range theDay() {
		if h.org == o.id && h.at.Equal(at("17:46")) {
			require.NoError(t, h.do(o, h.at))
		}
	}
	return o, at
}

func TestRounds(t *testing.T) {
	round := func(o *organisation, at time.Time) int {
		sent, err := o.round(at)
		require.NoError(t, err)
		return len(sent)
	}
	t.Run("EX-08, H01 a program that was started again sends nothing twice, and the next hop in time", func(t *testing.T) {
		o, at := friday(t)
		require.Equal(t, 1, round(o, at("17:48")))
		again, err := open("tamarside")
		require.NoError(t, err)
		again.store, again.requests = o.store, 100
		require.Zero(t, round(again, at("18:47")))
		require.Equal(t, 1, round(again, at("18:48")))
	})
	t.Run("EX-08 what was sent and not noted goes under the same key and gets the same receipt", func(t *testing.T) {
		o, at := friday(t)
		before := o.store.All()
		require.Equal(t, 1, round(o, at("17:48")))
		require.Len(t, o.channel, 2)
		given := maps.Clone(o.channel)
		o.store = &adapters.Store{}
		for _, r := range before {
			require.NoError(t, o.store.Restore(r))
		}
		require.Equal(t, 1, round(o, at("17:52")))
		require.Equal(t, given, o.channel)
	})
	t.Run("EX-08, SAFE-20, H02 asleep from five to nine: everybody is told at once, and that it slept is due", func(t *testing.T) {
		o, at := friday(t)
		o.world.LastRun = at("17:00")
		list, err := o.due(at("21:00"))
		require.NoError(t, err)
		rules := map[string]bool{}
		for _, d := range list {
			rules[d.Rule.Row] = true
		}
		require.True(t, rules["SAFE-20"], "the clock was late: %v", rules)
		require.Positive(t, round(o, at("21:00")))
		require.Zero(t, round(o, at("21:00")))
	})
	t.Run("EX-08, SAFE-14 the host's own account takes nothing on", func(t *testing.T) {
		o, at := friday(t)
		round(o, at("17:48"))
		err := o.take("c-1", runner, safeguard.Acknowledge{Next: peer.Say("see to it"), Until: peer.MomentOf(at("20:00"))}, at("17:50"))
		require.ErrorIs(t, err, peer.ErrNotAuthorised)
	})
	t.Run("EX-08, H02 a signal that nobody answered is due", func(t *testing.T) {
		o, at := friday(t)
		c := o.store.All()[0].(safeguard.Concern)
		next, change, err := c.Do(safeguard.SayMore{Ground: safeguard.Ground{Because: peer.Say("more")}}, o.act(peer.ByStaff("jess", peer.RolePeerWorker), at("17:47"), c.Rev()), safeguard.Facts{})
		require.NoError(t, err)
		change.Signals = []peer.Signal{{ID: "s-1", Kind: peer.SignalOutsideAgreement, About: "aled", From: peer.Ref{Kind: peer.KindContact, ID: "c-9"}, Rev: 1, Noticed: at("09:00")}}
		require.NoError(t, o.store.Put(next, change))
		round(o, at("19:00"))
		list, err := o.due(at("19:00"))
		require.NoError(t, err)
		require.True(t, slices.ContainsFunc(list, func(d peer.Deadline) bool { return strings.Contains(d.ID, "s-1") }), "%v", list)
	})
	t.Run("EX-08 an organisation knows nothing of another's", func(t *testing.T) {
		o, at := friday(t)
		other, err := open("soarfield")
		require.NoError(t, err)
		require.Zero(t, round(other, at("18:48")))
		require.NotEmpty(t, o.store.All())
		require.Error(t, other.take("c-1", peer.ByStaff("greta", ""), safeguard.Sent{}, at("18:48")))
	})
}

func TestCommandLine(t *testing.T) {
	for _, args := range [][]string{{"--machines", "0"}, {"--machines", "65"}, {"--every", "90s"}, {"--every", "0s"}, {"--every", "2h"}, {"--nothing"}} {
		out, code := printed(t, args...)
		require.Equal(t, exitUsage, code, args)
		require.Empty(t, out)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	require.Equal(t, exitInterrupted, exitCode(run(ctx, nil, &bytes.Buffer{})))
}
