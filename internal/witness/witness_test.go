package witness_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/witness"
)

type reason struct {
	row         string
	met, counts bool
}

func (r reason) read() (row, code string, met, counts bool) { return r.row, "code", r.met, r.counts }

func yes(row string) reason { return reason{row, true, true} }
func no(row string) reason  { return reason{row, false, true} }

func decided(list ...reason) { witness.Decided(list, reason.read) }

// seen is how a rule has been seen.
func seen(r *witness.Record, row string) witness.Seen {
	missing, how := r.Missing([]witness.Rule{{Row: row, Code: "code"}})
	if len(missing) == 0 {
		return witness.Seen{Met: true, Alone: true}
	}
	return how[0]
}

func TestDecided(t *testing.T) {
	for _, c := range []struct {
		name string
		list []reason
		want witness.Seen
	}{
		{"met", []reason{yes("A")}, witness.Seen{Met: true}},
		{"the only one that is not met", []reason{no("A"), yes("B")}, witness.Seen{Alone: true}},
		{"one of two that are not met", []reason{no("A"), no("B")}, witness.Seen{}},
		{"not met twice, and no other", []reason{no("A"), no("A")}, witness.Seen{Alone: true}},
		{"met in one place and alone in another", []reason{no("A"), yes("A")}, witness.Seen{Met: true, Alone: true}},
		{"a reason that does not count", []reason{{"A", true, false}, {"A", false, false}}, witness.Seen{}},
		{"beside a reason that does not count", []reason{no("A"), {"B", false, false}}, witness.Seen{Alone: true}},
		{"no reasons", nil, witness.Seen{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := witness.Watch()
			decided(c.list...)
			require.Equal(t, c.want, seen(r, "A"))
		})
	}
}

func TestPause(t *testing.T) {
	r := witness.Watch()
	first, second := witness.Pause(), witness.Pause()
	decided(yes("A"), no("B"))
	first()
	decided(yes("A"), no("B"))
	require.Equal(t, witness.Seen{}, seen(r, "A"), "paused until both go on")
	second()
	decided(yes("A"), no("B"))
	require.Equal(t, witness.Seen{Met: true}, seen(r, "A"))
	require.Equal(t, witness.Seen{Alone: true}, seen(r, "B"))
}

func TestMissing(t *testing.T) {
	r := witness.Watch()
	decided(yes("A"))
	decided(no("A"))
	decided(yes("B"))
	missing, how := r.Missing([]witness.Rule{{"C", "code"}, {"B", "code"}, {"A", "code"}})
	require.Equal(t, []witness.Rule{{"C", "code"}, {"B", "code"}}, missing, "in the order of the list")
	require.Equal(t, []witness.Seen{{}, {Met: true}}, how)
}

func TestManyAtOnce(t *testing.T) {
	r := witness.Watch()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 200 {
				defer witness.Pause()()
				decided(yes("A"), no("B"))
			}
		})
	}
	all.Wait()
	decided(yes("A"), no("A"))
	require.Equal(t, witness.Seen{Met: true, Alone: true}, seen(r, "A"))
}
