package peer_test

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
)

// Beside each benchmark stands something plain that a host would do anyway, so
// that a figure says something on any machine.

func BenchmarkStep(b *testing.B) {
	s, facts := tellRel(b), relFacts(b)
	a := act(byJess, "2026-02-17T11:20Z", "x", s.agreeing)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := s.agreeing.Do(peer.Confirm{Version: 1}, a, facts); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	s, facts := tellRel(b), relFacts(b)
	a := act(byJess, "2026-02-17T11:20Z", "x", s.agreeing)
	b.ReportAllocs()
	for b.Loop() {
		if d := s.agreeing.Check(peer.Confirm{Version: 1}, a, facts); !d.Allowed() {
			b.Fatal(d.Unmet())
		}
	}
}

func BenchmarkChoices(b *testing.B) {
	s, facts := tellRel(b), relFacts(b)
	a := act(byJess, "2026-02-17T11:20Z", "x", s.agreeing)
	b.ReportAllocs()
	for b.Loop() {
		if len(s.agreeing.Choices(a, facts)) != 14 {
			b.Fatal("choices")
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	r := tellRel(b).active
	b.ReportAllocs()
	for b.Loop() {
		if _, err := peer.Encode(r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	stored, err := peer.Encode(tellRel(b).active)
	require.NoError(b, err)
	b.SetBytes(int64(len(stored)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := peer.DecodeRelationship(stored); err != nil {
			b.Fatal(err)
		}
	}
}

func TestAllocations(t *testing.T) {
	defer witness.Pause()()
	s, facts := tellRel(t), relFacts(t)
	// The items of a list are the exception: each has a path of its own.
	t.Run("a decision makes one list and nothing for each rule that is met", func(t *testing.T) {
		for _, c := range []struct {
			r    peer.Relationship
			step peer.RelationshipStep
			by   peer.Actor
		}{{s.active, peer.Withdraw{}, byAled}, {s.agreeing, peer.Confirm{Version: 1}, byJess}} {
			a := act(c.by, "2026-03-10T11:00Z", "x", c.r)
			rules := len(c.r.Check(c.step, a, facts).Reasons)
			n := testing.AllocsPerRun(100, func() { c.r.Check(c.step, a, facts) })
			t.Logf("%T: %d rules, %.0f allocations", c.step, rules, n)
			require.LessOrEqual(t, n, 4.0)
		}
	})
}

// BenchmarkMapCopy copies a map of sixteen members, as a host does that keeps a
// record as one.
func BenchmarkMapCopy(b *testing.B) {
	m := map[string]any{}
	for i := range 16 {
		m[peer.Rev(i).String()] = i
	}
	b.ReportAllocs()
	for b.Loop() {
		if len(maps.Clone(m)) != 16 {
			b.Fatal("copy")
		}
	}
}

// plain is a stored relationship as maps and lists without any rule, read from the
// stored JSON.
func plain(b *testing.B) (stored []byte, v any) {
	b.Helper()
	stored, err := peer.Encode(tellRel(b).active)
	require.NoError(b, err)
	require.NoError(b, json.Unmarshal(stored, &v))
	return stored, v
}

func BenchmarkPlainMarshal(b *testing.B) {
	_, v := plain(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlainUnmarshal(b *testing.B) {
	stored, _ := plain(b)
	b.SetBytes(int64(len(stored)))
	b.ReportAllocs()
	for b.Loop() {
		var v any
		if err := json.Unmarshal(stored, &v); err != nil {
			b.Fatal(err)
		}
	}
}
