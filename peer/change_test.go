package peer_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func broken(t *testing.T, err error, entry int) {
	t.Helper()
	r := turnedDown(t, err, peer.ErrAuditBroken)
	require.Equal(t, []peer.Arg{peer.Number("entry", entry)}, r.Reasons[0].Args)
	require.Equal(t, "/"+peer.Rev(entry-1).String(), r.Reasons[0].Path)
}

func TestVerifyChain(t *testing.T) {
	chain := tellRel(t).history
	require.Len(t, chain, 6)
	t.Run("SAFE-19 a whole history is whole, also read back from a store", func(t *testing.T) {
		require.NoError(t, peer.VerifyChain(chain))
		require.NoError(t, peer.VerifyChain(nil))
		require.NoError(t, peer.VerifyChain(readBack(t, chain)))
	})
	for _, c := range []struct {
		name  string
		entry int
		spoil func([]peer.Change) []peer.Change
	}{
		{"SAFE-19 an entry left out at the beginning", 1, func(c []peer.Change) []peer.Change { return c[1:] }},
		{"SAFE-19 an entry left out in the middle", 3, func(c []peer.Change) []peer.Change { return slices.Delete(c, 2, 3) }},
		{"SAFE-19 two entries that changed places", 3, func(c []peer.Change) []peer.Change { c[2], c[3] = c[3], c[2]; return c }},
		{"SAFE-19 an entry twice", 3, func(c []peer.Change) []peer.Change { return slices.Insert(c, 2, c[1]) }},
		{"SAFE-19 an entry of another record", 4, func(c []peer.Change) []peer.Change { c[3].Of.ID = "rel-2"; return c }},
		{"SAFE-19 an entry about no record", 1, func(c []peer.Change) []peer.Change { c[0].Of = peer.Ref{}; return c }},
		{"SAFE-19 an entry that starts elsewhere", 5, func(c []peer.Change) []peer.Change { c[4].From = peer.Ended; return c }},
		{"SAFE-19 an entry that leads elsewhere", 3, func(c []peer.Change) []peer.Change { c[1].To = peer.Ended; return c }},
		{"SAFE-19 a first entry that starts somewhere", 1, func(c []peer.Change) []peer.Change { c[0].From = peer.Offered; return c }},
		{"SAFE-19 a request that stands there twice", 5, func(c []peer.Change) []peer.Change { c[4].Request = c[1].Request; return c }},
		{"SAFE-19 an entry without its request", 2, func(c []peer.Change) []peer.Change { c[1].Request = ""; return c }},
		{"SAFE-19 a revision that jumps", 6, func(c []peer.Change) []peer.Change { c[5].Rev = 9; return c }},
	} {
		t.Run(c.name, func(t *testing.T) {
			broken(t, peer.VerifyChain(c.spoil(slices.Clone(chain))), c.entry)
		})
	}
}

func readBack(t *testing.T, chain []peer.Change) []peer.Change {
	t.Helper()
	b, err := json.Marshal(chain)
	require.NoError(t, err)
	var out []peer.Change
	require.NoError(t, json.Unmarshal(b, &out))
	return out
}

func TestVerifySealed(t *testing.T) {
	var chain []peer.Sealed
	var last peer.Digest
	history := tellRel(t).history
	history[5].Signals = []peer.Signal{{ID: "s", Kind: peer.SignalNotReady, Rule: row("PEER-16", peer.ErrWorkerNotReady)}}
	for _, c := range history {
		s, err := peer.Seal(last, c)
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(s.Hash), "sha256:"))
		chain, last = append(chain, s), s.Hash
	}
	t.Run("SAFE-19 a sealed history is whole, also read back from a store", func(t *testing.T) {
		require.NoError(t, peer.VerifySealed(chain))
		require.NoError(t, peer.VerifySealed(nil))
		b, err := json.Marshal(chain)
		require.NoError(t, err)
		var back []peer.Sealed
		require.NoError(t, json.Unmarshal(b, &back))
		require.NoError(t, peer.VerifySealed(back))
	})
	for _, c := range []struct {
		name  string
		entry int
		spoil func([]peer.Sealed) []peer.Sealed
	}{
		{"SAFE-19 a change that was altered", 3, func(c []peer.Sealed) []peer.Sealed { c[2].Change.By = byHannah; return c }},
		{"SAFE-19 a time that was altered by a millisecond", 2, func(c []peer.Sealed) []peer.Sealed {
			c[1].Change.At = c[1].Change.At.Add(1_000_000)
			return c
		}},
		{"SAFE-19 a signal that was taken away", 6, func(c []peer.Sealed) []peer.Sealed { c[5].Change.Signals = nil; return c }},
		{"SAFE-19 an entry that was left out", 4, func(c []peer.Sealed) []peer.Sealed { return slices.Delete(c, 3, 4) }},
		{"SAFE-19 a beginning that was left out", 1, func(c []peer.Sealed) []peer.Sealed { return c[1:] }},
		{"SAFE-19 entries that changed places", 2, func(c []peer.Sealed) []peer.Sealed { c[1], c[2] = c[2], c[1]; return c }},
		{"SAFE-19 a hash that was altered", 6, func(c []peer.Sealed) []peer.Sealed { c[5].Hash = c[4].Hash; return c }},
		{"SAFE-19 an entry sealed anew, and the next one pointed to it", 4, func(c []peer.Sealed) []peer.Sealed {
			c[2].Change.By = byHannah
			c[2], _ = peer.Seal(c[2].Before, c[2].Change)
			c[3].Before = c[2].Hash
			return c
		}},
		{"SAFE-19 an entry sealed anew on its own", 4, func(c []peer.Sealed) []peer.Sealed {
			c[2].Change.By = byHannah
			c[2], _ = peer.Seal(c[2].Before, c[2].Change)
			return c
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			broken(t, peer.VerifySealed(c.spoil(slices.Clone(chain))), c.entry)
		})
	}
}

func TestChangeHoldsNoWords(t *testing.T) {
	t.Run("SAFE-19 a change and its chain hold codes, ids and times", func(t *testing.T) {
		for _, c := range tellRel(t).history {
			b, err := json.Marshal(c)
			require.NoError(t, err)
			for _, words := range []string{"allotment", "weekends", "sit down"} {
				require.NotContains(t, string(b), words)
			}
		}
	})
	t.Run("PEER-57 an authority that was not used is not in the change", func(t *testing.T) {
		s, facts := tellCon(t), conFacts(t)
		a := act(byAled, nextDay, "x", s.recorded)
		a.For = peer.Authority{ID: "authority-1", Kind: peer.AuthorityParental, Holder: byMegan, For: aled, Scope: []peer.AuthorityScope{peer.MayCorrect}}
		_, change, err := s.recorded.Do(theCorrection(), a, facts)
		require.NoError(t, err)
		require.Empty(t, change.For)
		a.By = byMegan
		_, change, err = s.recorded.Do(theCorrection(), a, facts)
		require.NoError(t, err)
		require.Equal(t, "authority-1", change.For)
		require.Equal(t, peer.PartyPerson, change.As)
		require.Equal(t, byMegan, change.By)
	})
}

func TestRemembered(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	r := s.active
	var acts []peer.Act
	for i := range 40 {
		a := act(byJess, "2026-03-11T14:45Z", "again"+peer.Rev(i).String(), r)
		acts = append(acts, a)
		var err error
		r, _, err = r.Do(theRights(), a, facts)
		require.NoError(t, err)
		require.LessOrEqual(t, len(r.Recent()), peer.Remembered)
	}
	t.Run("the last requests are done once, older ones never twice", func(t *testing.T) {
		require.Len(t, r.Recent(), peer.Remembered)
		for i, a := range acts {
			again, _, err := r.Do(theRights(), a, facts)
			require.Equal(t, r.Rev(), again.Rev())
			if i >= 40-peer.Remembered {
				require.NoError(t, err)
				continue
			}
			turnedDown(t, err, peer.ErrConflict)
		}
	})
	t.Run("nobody changes what a record remembers from outside", func(t *testing.T) {
		r.Recent()[0].By = byMegan
		require.Equal(t, byJess, r.Recent()[0].By)
	})
}
