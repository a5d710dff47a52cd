package recovery_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func reading(by peer.Actor, purpose peer.Purpose, consents ...peer.Consent) peer.Reading {
	return peer.Reading{By: by, Purpose: purpose, At: on("2026-05-10T09:00Z"), Consents: consents}
}

func consent(scope peer.ConsentScope, purpose peer.Purpose, given peer.Tri) peer.Consent {
	return peer.Consent{ID: "c", Person: sian, Scope: scope, Purpose: purpose, Given: given, From: on("2026-01-01T00:00Z")}
}

var everyAudience = []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team, recovery.CareRecord}

// viewed is a record that is read through View.
type viewed interface {
	peer.Record
	View(by peer.Reading) (peer.Viewed, error)
	Sees(part string, by peer.Reading) bool
}

// reader is somebody who reads, and the audience from which on they see what is
// shown by audience: 0 for the person alone, 4 for none.
type reader struct {
	name string
	by   peer.Reading
	from int
	two  bool // one of the two, and not for the record
}

// readers are everybody who may come to a record that is shared under a scope.
func readers(scope peer.ConsentScope) []reader {
	other := map[peer.ConsentScope]peer.ConsentScope{peer.ShareGoals: peer.SharePlan, peer.SharePlan: peer.ShareGoals}[scope]
	yes := func(p peer.Purpose) peer.Consent { return consent(scope, p, peer.Yes) }
	no := func(p peer.Purpose) peer.Consent { return consent(scope, p, peer.No) }
	return []reader{
		{"the person", reading(bySian, peer.ForSupport), 0, true},
		{"the person, for the team", reading(bySian, peer.ForCare, no(peer.ForCare)), 0, true},
		{"the worker", reading(byJess, peer.ForSupport), 1, true},
		{"the worker in supervision", reading(byJess, peer.ForSupervision), 1, true},
		{"a nurse, for care", reading(byKay, peer.ForCare), 2, false},
		{"a nurse, for care, on a yes that widens nothing", reading(byKay, peer.ForCare, yes(peer.ForCare)), 2, false},
		{"a nurse, for care, against a no to something else", reading(byKay, peer.ForCare, consent(other, peer.ForCare, peer.No)), 2, false},
		{"a nurse, for care, against a recorded no", reading(byKay, peer.ForCare, no(peer.ForCare)), 4, false},
		{"a nurse, for care, against a no and a yes", reading(byKay, peer.ForCare, no(peer.ForCare), yes(peer.ForCare)), 4, false},
		{"a nurse, for supervision", reading(byKay, peer.ForSupervision), 4, false},
		{"a nurse, for the two", reading(byKay, peer.ForSupport), 4, false},
		{"a nurse, for nothing", reading(byKay, ""), 4, false},
		{"a colleague, for supervision", reading(byRowan, peer.ForSupervision, yes(peer.ForSupervision)), 4, false},
		{"an exporter", reading(byKay, peer.ForRecord), 3, false},
		{"an exporter on a yes that widens nothing", reading(byKay, peer.ForRecord, yes(peer.ForRecord)), 3, false},
		{"an exporter against a recorded no", reading(byKay, peer.ForRecord, no(peer.ForRecord)), 4, false},
		{"the worker, for the record", reading(byJess, peer.ForRecord), 3, false},
		{"the person, for the record", reading(bySian, peer.ForRecord), 3, false},
		{"another person", reading(peer.ByPerson(beatriz), peer.ForCare, yes(peer.ForCare)), 4, false},
		{"another person, as if it were theirs", reading(peer.ByPerson(beatriz), peer.ForSupport, yes(peer.ForSupport)), 4, false},
		{"a carer", reading(byMegan, peer.ForCare, yes(peer.ForCare)), 4, false},
		{"a carer, for the record", reading(byMegan, peer.ForRecord, yes(peer.ForRecord)), 4, false},
		{"nobody", reading(peer.Actor{}, peer.ForCare), 4, false},
		{"two at once", reading(peer.Actor{Person: sian, Staff: kay}, peer.ForCare), 4, false},
	}
}

// sees reports whether a reader sees all parts of a view; seeing some and not
// others fails.
func sees(t testing.TB, v peer.Viewed, err error, rule string, parts ...string) bool {
	t.Helper()
	require.NoError(t, err)
	if len(v.LeftOut) == 0 {
		for _, p := range parts {
			require.True(t, v.Sees(p), p)
		}
		return true
	}
	require.Len(t, v.LeftOut, len(parts))
	for _, out := range v.LeftOut {
		require.Equal(t, rule, out.Rule.String())
	}
	b, err := json.Marshal(v)
	require.NoError(t, err)
	require.NotContains(t, string(b), "allotment")
	return false
}

// shownTo is a record after the person said who may see it.
func shownTo[R peer.Record, S any](t testing.TB, do func(R, S, peer.Act, recovery.Facts) (R, peer.Change, error), r R, step S, f recovery.Facts) R {
	t.Helper()
	next, _, err := do(r, step, act(bySian, "2026-06-30T09:00Z", "who", r), f)
	require.NoError(t, err)
	return next
}

// shown is how far a part of a record goes.
type shown struct {
	worker bool // of the two the worker alone
	beyond bool // beyond the two, by the audience
	record bool // into the record, by the audience
}

// readBy lets everybody read a record under every audience and holds what they see
// against how far its parts go.
func readBy[R viewed](t *testing.T, scope peer.ConsentScope, set func(recovery.Audience) R, parts map[string]shown) {
	t.Helper()
	for i, audience := range everyAudience {
		r := set(audience)
		for _, who := range readers(scope) {
			v, err := r.View(who.by)
			require.NoError(t, err)
			for part, far := range parts {
				two := who.two && (!far.worker || who.by.By.Staff == jess)
				want := i >= who.from && (two || far.beyond && (far.record || who.by.Purpose != peer.ForRecord))
				where := fmt.Sprintf("%s %s of a %s %s read by %s", audience, part, r.Status(), r.Ref().Kind, who.name)
				require.Equal(t, want, v.Sees(part), where)
				require.Equal(t, want, r.Sees(part, who.by), where)
			}
			for _, out := range v.LeftOut {
				require.Contains(t, parts, out.Name)
				if parts[out.Name].worker {
					require.Equal(t, peer.ErrNotAuthorised, out.Rule.Code)
					continue
				}
				require.Equal(t, "REC-50 consent-required", out.Rule.String())
			}
			b, err := json.Marshal(v)
			require.NoError(t, err)
			if len(v.LeftOut) == len(parts) {
				require.NotContains(t, string(b), "allotment")
				require.NotContains(t, string(b), `"status"`)
			}
		}
	}
}

// seenByAudienceOnly checks who sees a record with one part, which the person sets
// an audience for and which has no home in the care record.
func seenByAudienceOnly[R viewed](t *testing.T, part string, set func(recovery.Audience) R) {
	t.Helper()
	t.Run("REC-50, H20 "+part, func(t *testing.T) {
		readBy(t, peer.ShareGoals, set, map[string]shown{part: {beyond: true}})
	})
}

// onlyTheTwo checks that a record with one part is for the person and the worker,
// and for nobody's record whatever the person said yes to.
func onlyTheTwo(t *testing.T, r viewed, part string) {
	t.Helper()
	var all []peer.Consent
	for _, scope := range []peer.ConsentScope{peer.ShareGoals, peer.SharePlan} {
		for _, p := range []peer.Purpose{peer.ForRecord, peer.ForCare, peer.ForSupport, peer.ForSupervision} {
			all = append(all, consent(scope, p, peer.Yes))
		}
	}
	for _, who := range readers(peer.ShareGoals) {
		t.Run("H20, H27 "+part+" read by "+who.name, func(t *testing.T) {
			who.by.Consents = all
			v, err := r.View(who.by)
			require.Equal(t, who.two, sees(t, v, err, "REC-50 consent-required", part))
			require.Equal(t, who.two, r.Sees(part, who.by))
		})
	}
}

// seesParts checks which parts of a record a reader sees; the others are left out
// under REC-50.
func seesParts(t *testing.T, r viewed, by peer.Reading, want ...string) string {
	t.Helper()
	v, err := r.View(by)
	require.NoError(t, err)
	for _, part := range want {
		require.True(t, v.Sees(part), part)
		require.True(t, r.Sees(part, by), part)
	}
	for _, out := range v.LeftOut {
		require.NotContains(t, want, out.Name)
		require.Equal(t, "REC-50 consent-required", out.Rule.String())
	}
	b, err := json.Marshal(v)
	require.NoError(t, err)
	var parts struct{ Parts map[string]any }
	require.NoError(t, json.Unmarshal(b, &parts))
	require.Len(t, parts.Parts, len(want))
	return string(b)
}
