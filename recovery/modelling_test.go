package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// kept stands for a record of any kind, of this person.
type kept struct {
	ref  peer.Ref
	of   peer.PersonID
	none bool
}

func (k kept) Ref() peer.Ref         { return k.ref }
func (k kept) Person() peer.PersonID { return k.of }
func (kept) Rev() peer.Rev           { return 1 }
func (kept) Status() peer.Status     { return "in-use" }
func (k kept) Exists() bool          { return !k.none }
func (kept) Stored() ([]byte, error) { return nil, nil }

// unowned is a record that is about nobody.
type unowned struct{ peer.Record }

func TestModelledIsASkillOrAWayOfCoping(t *testing.T) {
	coping := kept{ref: peer.Ref{Kind: "coping-strategy", ID: "c1"}, of: sian}
	skill := kept{ref: peer.Ref{Kind: "self-management-skill", ID: "k1"}, of: sian}
	theirs := kept{ref: peer.Ref{Kind: "coping-strategy", ID: "c9"}, of: beatriz}
	nobodys := kept{ref: peer.Ref{Kind: "coping-strategy", ID: "c8"}}
	gone := kept{ref: coping.ref, of: sian, none: true}
	goal, told, plan := tellGoal(t).active, tellWellbeing(t).filled, tellPlan(t).current
	for _, r := range []kept{coping, skill} {
		t.Run("REC-24 a sharing may name a "+string(r.ref.Kind), func(t *testing.T) {
			ref, ok := recovery.Modelable(sian, r)
			require.True(t, ok)
			require.Equal(t, r.ref, ref)
		})
	}
	for name, r := range map[string]peer.Record{"a goal": goal, "a wellbeing plan": told, "a plan": plan, "nothing": nil, "somebody else's": theirs,
		"a record about nobody": unowned{coping}, "no record": gone, "nobody's": nobodys} {
		t.Run("REC-24 a sharing that names "+name, func(t *testing.T) {
			ref, ok := recovery.Modelable(sian, r)
			require.False(t, ok)
			require.Zero(t, ref)
			_, err := recovery.Modelled(sian, []peer.Record{r})
			var refusal *peer.Refusal
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, "REC-24 required", refusal.Unmet()[0].Rule.String())
		})
	}
	_, ok := recovery.Modelable("", nobodys)
	require.False(t, ok, "nobody has no way of coping")
	_, err := recovery.Modelled(sian, nil)
	require.ErrorIs(t, err, peer.ErrRequired)
	refs, err := recovery.Modelled(sian, []peer.Record{goal, skill, theirs, coping, skill})
	require.NoError(t, err)
	require.Equal(t, []peer.Ref{skill.ref, coping.ref}, refs, "in the order they were given, each once")
}
