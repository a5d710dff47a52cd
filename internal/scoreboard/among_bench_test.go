package main

import (
	"bufio"
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/internal/ratio"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// dirtyAmong is how many of the records change in a round.
const dirtyAmong = 1_000

// crowd is a host whose ledger knows many documents, of which a thousand change.
type crowd struct {
	x      *exchange.Exchange
	server *client.Client
	goals  map[peer.Ref]recovery.Goal
}

// Load gives one of those that change.
func (c *crowd) Load(_ context.Context, ref peer.Ref) (peer.Record, error) { return c.goals[ref], nil }

// Keys gives none: nobody asks for them.
func (c *crowd) Keys(context.Context) iter.Seq2[exchange.Key, error] {
	return func(func(exchange.Key, error) bool) {}
}

// newCrowd has a thousand goals in a record system, and links to so many more.
func newCrowd(b *testing.B, documents int) *crowd {
	s := inFile(b.TempDir(), documents)
	db, err := s.open()
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, db.Close()) })
	ledger, err := sqlledger.Open(b.Context(), db, s.Dialect, sqlledger.Options{})
	require.NoError(b, err)
	for n := dirtyAmong; n < documents; n += 1_000 {
		more := make([]exchange.Settled, 1_000)
		for i := range more {
			name := goalName(fmt.Sprintf("still-%07d", n+i))
			more[i] = exchange.Settled{Link: exchange.Link{Name: name, ID: name.Record.ID, ETag: `W/"1"`, Rev: 1, Base: "sha256:agreed", Whole: "sha256:whole"}, Did: exchange.Create}
		}
		require.NoError(b, ledger.Settle(b.Context(), target, more...))
	}
	epr := fhirtest.New(fhirtest.Config{UpdateCreate: true, ReadOnly: []string{"Patient"}, Validate: func([]byte) error { return nil }})
	require.NoError(b, seedPeople(epr))
	base, stop := epr.Start()
	b.Cleanup(stop)
	server, err := client.New(client.Config{Base: base})
	require.NoError(b, err)
	c := &crowd{server: server, goals: map[peer.Ref]recovery.Goal{}}
	c.x = &exchange.Exchange{Target: target, Base: base, Records: c, People: directory{}, Ledger: ledger, Site: fhir.Site{}, Now: time.Now}
	for n := range dirtyAmong {
		g, err := newGoal(fmt.Sprintf("moves-%04d", n))
		require.NoError(b, err)
		c.goals[g.Ref()] = g
	}
	c.mark(b)
	require.Equal(b, dirtyAmong, c.push(b).Writes())
	return c
}

func (c *crowd) mark(b *testing.B) {
	var wanted []exchange.Wanted
	for ref, g := range c.goals {
		wanted = append(wanted, exchange.Wanted{Name: goalName(ref.ID), Rev: g.Rev()})
	}
	require.NoError(b, c.x.Ledger.MarkDirty(b.Context(), target, wanted...))
}

func (c *crowd) push(b *testing.B) exchange.PushReport {
	r, err := c.x.Push(b.Context(), c.server, exchange.PushOptions{})
	require.NoError(b, err)
	return r
}

// change has every one of the thousand move on, and not be marked yet.
func (c *crowd) change(b *testing.B) {
	for ref, g := range c.goals {
		next, err := moved(g)
		require.NoError(b, err)
		c.goals[ref] = next
	}
}

// round marks and pushes the thousand.
func (c *crowd) round(b *testing.B) {
	c.mark(b)
	r := c.push(b)
	require.Equal(b, dirtyAmong, r.Did[exchange.Update], "%+v", r)
}

func crowds(b *testing.B) (names []string, all []*crowd) {
	sizes := []int{10_000, 100_000}
	if os.Getenv("TOWPATH_LONG") == "1" {
		sizes = append(sizes, 1_000_000)
	}
	for _, n := range sizes {
		names, all = append(names, fmt.Sprintf("%dk", n/1000)), append(all, newCrowd(b, n))
	}
	return names, all
}

// BenchmarkThousandAmong marks and pushes a thousand changed documents of ten thousand,
// of a hundred thousand and, with TOWPATH_LONG=1, of a million: in milliseconds, and in
// megabytes that the program grows at its peak. What it takes is what has changed.
func BenchmarkThousandAmong(b *testing.B) {
	names, all := crowds(b)
	b.Run("time", func(b *testing.B) {
		var cases []ratio.Case
		for i, c := range all {
			cases = append(cases, ratio.Case{Name: names[i], Work: func() float64 {
				c.change(b)
				return ratio.Milliseconds(func() { c.round(b) })
			}})
		}
		ratio.Medians(b, "ms", cases...)
	})
	b.Run("peak", func(b *testing.B) {
		if _, err := resident("VmHWM"); err != nil {
			b.Skip("how much memory a program takes is not told here:", err)
		}
		var cases []ratio.Case
		for i, c := range all {
			cases = append(cases, ratio.Case{Name: names[i], Work: func() float64 {
				c.change(b)
				return peak(b, func() { c.round(b) })
			}})
		}
		ratio.Medians(b, "MB", cases...)
	})
	b.Run("idle", func(b *testing.B) {
		var cases []ratio.Case
		for i, c := range all {
			cases = append(cases, ratio.Case{Name: names[i], Work: func() float64 {
				const polls = 20
				return ratio.Milliseconds(func() {
					for range polls {
						require.Zero(b, c.push(b).Writes())
					}
				}) / polls
			}})
		}
		ratio.Medians(b, "ms", cases...)
	})
}

// peak is how many megabytes a program takes at most while it works, beyond what it took
// before. Linux forgets the old peak when it is told to.
func peak(b *testing.B, work func()) float64 {
	debug.FreeOSMemory()
	require.NoError(b, os.WriteFile(filepath.Join("/proc", "self", "clear_refs"), []byte("5"), 0o600))
	before, err := resident("VmRSS")
	require.NoError(b, err)
	work()
	after, err := resident("VmHWM")
	require.NoError(b, err)
	return after - before
}

// resident reads how many megabytes the program takes, or took at most.
func resident(what string) (float64, error) {
	f, err := os.Open(filepath.Join("/proc", "self", "status"))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, found := strings.CutPrefix(lines.Text(), what+":"); found {
			kB, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kB / 1024, err
		}
	}
	return 0, fmt.Errorf("nothing is said of %s", what)
}
