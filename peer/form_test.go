package peer_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
)

func TestForm(t *testing.T) {
	out, _, _ := walking(t)
	heard := func(set func(*goOn)) []string {
		step := anywhere()
		set(&step)
		var list []string
		for _, r := range walks.Check(out, step, act(byAled, after, "x", out), fine).Unmet() {
			list = append(list, r.Rule.String()+" "+r.Path)
		}
		return list
	}
	t.Run("a text is measured in letters, whatever bytes they take", func(t *testing.T) {
		for text, fits := range map[string]bool{strings.Repeat("x", 20): true, strings.Repeat("\U0001F33F", 20): true, strings.Repeat("x", 21): false, strings.Repeat("ŵ", 21): false} {
			require.Equal(t, fits, len(heard(func(s *goOn) { s.Note = peer.Say(text) })) == 0, text)
		}
	})
	t.Run("a fault inside a list names the item", func(t *testing.T) {
		require.Equal(t, []string{"WALK-06 too-long /said/1/text"}, heard(func(s *goOn) { s.Said = []peer.Words{own("x"), own(strings.Repeat("x", 31))} }))
		require.Equal(t, []string{"WALK-07 unknown-code /inners/1/kind"}, heard(func(s *goOn) { s.Inners = []inner{{}, {Kind: "moon"}} }))
		require.Equal(t, []string{"WALK-06 unknown-code /places/2"}, heard(func(s *goOn) { s.Places = []peer.Place{peer.AtHome, peer.OnWard, "moon"} }))
		require.Equal(t, []string{"WALK-06 required /codes/1"}, heard(func(s *goOn) { s.Codes = []peer.PersonID{"a", ""} }))
	})
	t.Run("somebody is one somebody", func(t *testing.T) {
		require.Equal(t, []string{"WALK-06 required /with/1"}, heard(func(s *goOn) { s.With = []peer.Actor{byMegan, {Person: aled, Staff: jess}} }))
		require.Equal(t, []string{"WALK-06 required /with/0"}, heard(func(s *goOn) { s.With = []peer.Actor{{Role: peer.RolePeerWorker}} }))
	})
	t.Run("a language is a tag, not a text", func(t *testing.T) {
		require.Equal(t, []string{"WALK-06 too-long /said/0/text"}, heard(func(s *goOn) { s.Said = []peer.Words{{Text: peer.Say("x"), Lang: strings.Repeat("e", 36)}} }))
	})
	t.Run("a number left out is not out of range", func(t *testing.T) {
		for n, fits := range map[int]bool{0: true, 1: false, 2: true, 5: true, 6: false, -1: false} {
			require.Equal(t, fits, len(heard(func(s *goOn) { s.Pace = n })) == 0, n)
		}
	})
	t.Run("faults of several fields are heard at once", func(t *testing.T) {
		require.Equal(t, []string{"WALK-06 required /stop", "WALK-06 out-of-range /pace", "WALK-06 too-long /note", "WALK-06 out-of-range /codes"},
			heard(func(s *goOn) {
				s.Stop, s.Pace, s.Note, s.Codes = "", 9, peer.Say(strings.Repeat("x", 30)), []peer.PersonID{"a", "b", "c"}
			}))
	})
}

func FuzzDecodeRelationship(f *testing.F) {
	for _, k := range storedKinds(f) {
		b, err := peer.Encode(k.record)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Add([]byte(`{"kind":"relationship","schema":1,"id":"x","rev":1,"status":"offered","recent":[null]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := peer.DecodeRelationship(b)
		if err != nil {
			require.ErrorAs(t, err, new(*peer.Refusal))
			return
		}
		again, err := peer.Encode(r)
		require.NoError(t, err)
		back, err := peer.DecodeRelationship(again)
		require.NoError(t, err, "what was read can be stored")
		twice, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(again), string(twice))
	})
}

func FuzzDecodeRelationshipStep(f *testing.F) {
	defer witness.Pause()()
	s, facts := tellRel(f), relFacts(f)
	for _, step := range []peer.RelationshipStep{theOffer(), theWelcome(), theRights(), theProposal(), peer.Confirm{Version: 1}, peer.Decline{}, peer.Withdraw{}} {
		b, err := peer.EncodeRelationshipStep(step)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		step, err := peer.DecodeRelationshipStep(b)
		if err != nil {
			require.ErrorAs(t, err, new(*peer.Refusal))
			return
		}
		again, err := peer.EncodeRelationshipStep(step)
		require.NoError(t, err)
		_, err = peer.DecodeRelationshipStep(again)
		require.NoError(t, err)
		for _, r := range []peer.Relationship{s.offered, s.told, s.agreeing, s.active, {}} {
			for _, by := range []peer.Actor{byAled, byJess} {
				next, _, err := r.Do(step, act(by, "2026-03-10T11:00Z", "x", r), facts)
				if err != nil {
					continue
				}
				stored, err := peer.Encode(next)
				require.NoError(t, err)
				_, err = peer.DecodeRelationship(stored)
				require.NoError(t, err, "a step leads to a record that can be read")
			}
		}
	})
}

func FuzzOpenPolicy(f *testing.F) {
	f.Add([]byte(policyJSON))
	f.Add([]byte(`{"schema":2}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := opened(b)
		if err == nil {
			_, err = peer.PolicyFrom(file)
		}
		if err != nil {
			require.ErrorAs(t, err, new(*peer.Refusal))
		}
	})
}
