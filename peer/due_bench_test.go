package peer_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/ratio"
	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// manyRelationships are that many active ones, each with its own id.
func manyRelationships(b *testing.B, n int) []peer.Record {
	b.Helper()
	stored, err := peer.Encode(tellRel(b).active)
	require.NoError(b, err)
	out := make([]peer.Record, n)
	for i := range out {
		r, err := peer.DecodeRelationship([]byte(strings.ReplaceAll(string(stored), `"rel-1"`, `"rel-`+peer.Rev(i).String()+`"`)))
		require.NoError(b, err)
		out[i] = r
	}
	return out
}

// What is owed by everybody in a large organisation: the daily list.
func BenchmarkDue(b *testing.B) {
	all := manyRelationships(b, 10_000)
	files, err := peer.NewPolicies(policyFile(b))
	require.NoError(b, err)
	w, now := peer.World{Policies: files, Calendar: policy(b).Calendar()}, steptest.On("2026-05-10T06:00Z")
	b.ReportAllocs()
	ratio.Growth(b, func(n int) {
		owed, err := peer.Due(all[:n], w, now)
		if err != nil || len(owed) < n {
			b.Fatal(len(owed), err)
		}
	})
}
