package worker_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// What the policy says about work and support: all of it is asked for, and no
// organisation goes beyond the limits.
func TestWorkPolicy(t *testing.T) {
	every := func(kind string, span any) []any { return []any{obj{"kind": kind, "every": span}} }
	for _, c := range []struct {
		member string
		value  any
		code   peer.Code
		path   string
	}{
		{"supervision", []any{}, peer.ErrPolicyIncomplete, "/supervision"},
		{"supervision", nil, peer.ErrPolicyIncomplete, "/supervision"},
		{"supervision", every("friendly", obj{"months": 1}), peer.ErrUnknownCode, "/supervision/0/kind"},
		{"supervision", every("peer", obj{"months": 0}), peer.ErrPolicyTooWeak, "/supervision/0/every"},
		{"supervision", append(every("peer", obj{"months": 1}), every("peer", obj{"days": 42})...), peer.ErrDuplicate, "/supervision/1/kind"},
		{"peerSupervisors", []any{}, peer.ErrPolicyIncomplete, "/peerSupervisors"},
		{"appraisalEvery", nil, peer.ErrPolicyIncomplete, "/appraisalEvery"},
		{"appraisalEvery", obj{"months": 0}, peer.ErrPolicyTooWeak, "/appraisalEvery"},
		{"developmentEvery", obj{"days": 0}, peer.ErrPolicyTooWeak, "/developmentEvery"},
		{"protectedTime", obj{"minutes": 60, "per": "year"}, peer.ErrUnknownCode, "/protectedTime/per"},
		{"protectedTime", obj{"minutes": 60}, peer.ErrUnknownCode, "/protectedTime/per"},
		{"protectedTime", obj{"minutes": -1, "per": "week"}, peer.ErrOutOfRange, "/protectedTime/minutes"},
		{"protectedTime", obj{"minutes": 10081, "per": "week"}, peer.ErrOutOfRange, "/protectedTime/minutes"},
		{"protectedTime", obj{"minutes": 40321, "per": "month"}, peer.ErrOutOfRange, "/protectedTime/minutes"},
		{"loneWorking", obj{"asked": true}, peer.ErrPolicyIncomplete, "/loneWorking/grace"},
		{"loneWorking", obj{"asked": true, "grace": obj{"minutes": 121}}, peer.ErrPolicyTooWeak, "/loneWorking/grace"},
		{"loneWorking", obj{"asked": false, "grace": obj{"days": 1}}, peer.ErrPolicyTooWeak, "/loneWorking/grace"},
		{"reflectOnDilemmaWithin", nil, peer.ErrPolicyIncomplete, "/reflectOnDilemmaWithin"},
		{"reflectOnDilemmaWithin", obj{"days": 32}, peer.ErrPolicyTooWeak, "/reflectOnDilemmaWithin"},
		{"reflectOnDilemmaWithin", obj{"weeks": 5}, peer.ErrPolicyTooWeak, "/reflectOnDilemmaWithin"},
		{"reflectOnDilemmaWithin", obj{"months": 2}, peer.ErrPolicyTooWeak, "/reflectOnDilemmaWithin"},
		{"reflectOnDilemmaWithin", obj{"hours": 745}, peer.ErrPolicyTooWeak, "/reflectOnDilemmaWithin"},
		{"reflectOnDilemmaWithin", obj{"workingDays": 32}, peer.ErrPolicyTooWeak, "/reflectOnDilemmaWithin"},
	} {
		_, err := worker.PolicyFrom(policyFile(t, edited(t, obj{c.member: c.value})))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, "%s %v", c.member, c.value)
		require.Len(t, r.Unmet(), 1, "%s %v", c.member, c.value)
		require.ErrorIs(t, err, c.code, "%s %v", c.member, c.value)
		require.Equal(t, "/worker"+c.path, r.Unmet()[0].Path)
	}
	for member, values := range map[string][]any{
		"supervision":            {every("peer", obj{"days": 1}), []any{obj{"kind": "clinical"}}},
		"developmentEvery":       {nil, obj{"weeks": 2}},
		"protectedTime":          {obj{"minutes": 0}, obj{"minutes": 0, "per": "week"}, obj{"minutes": 10080, "per": "week"}, obj{"minutes": 40320, "per": "month"}},
		"loneWorking":            {obj{"asked": false}, obj{"asked": true, "grace": obj{"hours": 2}}, obj{"asked": true, "grace": obj{"minutes": 0}}},
		"reflectOnDilemmaWithin": {obj{"days": 31}, obj{"months": 1}, obj{"weeks": 4}, obj{"hours": 744}, obj{"workingDays": 10}},
	} {
		for _, v := range values {
			_, err := worker.PolicyFrom(policyFile(t, edited(t, obj{member: v})))
			require.NoError(t, err, "%s %v", member, v)
		}
	}
}
