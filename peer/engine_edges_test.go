package peer_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func TestLinesThatNobodyKnowsAreNoLine(t *testing.T) {
	t.Run("PEER-16 a manager reads why only where the facts say they are the worker's", func(t *testing.T) {
		facts := conFacts(t)
		facts.Ready = peer.Readiness{Verdict: peer.NotReady}
		reads := func() bool {
			d := peer.CheckNewContact(thePlan(), act(byHannah, before, "x", nil), facts)
			for _, r := range d.Unmet() {
				if r.Rule.String() == "PEER-16 worker-not-ready" {
					return true
				}
			}
			return false
		}
		facts.Lines = peer.Lines{}
		require.False(t, reads())
		facts.Lines = peer.Lines{LineManager: hannah}
		require.True(t, reads())
	})
}

func TestAStepThatStaysIsNotStoredAsAMove(t *testing.T) {
	t.Run("PEER-30 telling rights moves nothing, whatever a document says", func(t *testing.T) {
		s, facts := tellRel(t), relFacts(t)
		r, _, err := s.active.Do(peer.TellRights{Topics: []peer.Right{{Topic: peer.RightsHere, Told: peer.Explained}}},
			act(byJess, "2026-03-10T11:00Z", "told", s.active), facts)
		require.NoError(t, err)
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var doc map[string]any
		require.NoError(t, json.Unmarshal(b, &doc))
		recent := doc["recent"].([]any)
		last := recent[len(recent)-1].(map[string]any)
		doc["recent"] = []any{last} // the only one that is remembered: nothing before it contradicts it
		decode := func() error {
			b, err := json.Marshal(doc)
			require.NoError(t, err)
			_, err = peer.DecodeRelationship(b)
			return err
		}
		require.NoError(t, decode())
		last["from"] = "agreeing"
		require.ErrorIs(t, decode(), peer.ErrSchema)
	})
	t.Run("PEER-30 the diagram draws no move that never happens", func(t *testing.T) {
		d := peer.RelationshipTable().Diagram()
		require.Contains(t, d, "active --> active : propose")
		require.Contains(t, d, "welcomed --> agreeing : propose")
		require.NotContains(t, d, "active --> agreeing")
		require.NotContains(t, d, "welcomed --> active")
	})
}

func TestNobodyIsTwo(t *testing.T) {
	t.Run("PEER-57 two in one see no part", func(t *testing.T) {
		c := tellCon(t).recorded
		two := peer.Actor{Person: aled, Staff: jess}
		require.True(t, c.Sees("fact", peer.Reading{By: byAled}))
		require.False(t, c.Sees("fact", peer.Reading{By: two, Purpose: peer.ForCare}))
		require.False(t, c.Sees("no such part", peer.Reading{By: byAled}))
	})
	t.Run("STEP-01 an actor has an id and a role that can be stored", func(t *testing.T) {
		require.True(t, peer.ByStaff(jess, peer.RolePeerWorker).Valid())
		for _, a := range []peer.Actor{
			{}, {Person: aled, Carer: "megan"}, peer.ByPerson(peer.PersonID(strings.Repeat("x", 201))), peer.ByPerson("\xff"),
			peer.ByStaff(jess, peer.Role(strings.Repeat("x", 201))), peer.ByStaff(jess, "\xff"),
		} {
			require.False(t, a.Valid())
		}
	})
}
