package main

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/peer"
)

// quiet is a run in which nothing happens by itself: a host with one goal in revision 5,
// told to somebody, that stands in the record system as it is and is settled.
func quiet(t *testing.T) *run {
	t.Helper()
	s := inFile(t.TempDir(), 0)
	require.NoError(t, s.prepare(t.Context()))
	db, err := s.open()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	ledger, err := sqlledger.Open(t.Context(), db, s.Dialect, sqlledger.Options{})
	require.NoError(t, err)
	e, err := newEPR(1, false, false)
	require.NoError(t, err)
	t.Cleanup(e.stop)
	e.settle()
	r := &run{tally: newTally(), epr: e, told: map[peer.Ref]peer.Rev{}, read: map[string]readings{}}
	r.host = &host{s, db, ledger, &killer{}, func(ref peer.Ref, rev peer.Rev) { r.told[ref] = rev }}
	require.NoError(t, r.host.change(t.Context(), "g-0"))
	require.NoError(t, r.host.change(t.Context(), "g-0"))
	r.stands(t, "at-g-0", "g-0", 5)
	r.settles(t, "at-g-0", "g-0", 5)
	return r
}

// stands puts a goal into the record system.
func (r *run) stands(t *testing.T, id, goal string, rev peer.Rev) {
	t.Helper()
	ours := identifierOf(goal)
	require.NoError(t, r.epr.Seed(fmt.Appendf(nil, `{"resourceType":"Goal","id":"%s","identifier":[{"system":"%s","value":"%s"}],"lifecycleStatus":"active","description":{"text":"get on with %s"},"statusDate":"%s","subject":{"reference":"Patient/aled-prowse"}}`,
		id, ours.System, ours.Value, goal, onDay(rev).Format("2006-01-02"))))
}

func (r *run) settles(t *testing.T, id, goal string, rev peer.Rev) {
	t.Helper()
	require.NoError(t, r.host.ledger.Settle(t.Context(), target, exchange.Settled{Link: exchange.Link{Name: goalName(goal), ID: id, ETag: `W/"1"`, Rev: rev, Base: "sha256:1"}, Did: exchange.Create}))
}

// edits changes a goal in the record system.
func (r *run) edits(t *testing.T, id, was, is string) {
	t.Helper()
	require.NoError(t, r.epr.Edit("Goal", id, func(b []byte) []byte {
		require.Contains(t, string(b), was)
		return bytes.Replace(b, []byte(was), []byte(is), 1)
	}))
}

// checks looks, and gives what must not be.
func (r *run) checks(t *testing.T) map[string]int {
	t.Helper()
	require.NoError(t, r.check(t.Context(), true))
	return r.found()
}

func TestChecks(t *testing.T) {
	goal := peer.Ref{Kind: "goal", ID: "g-0"}
	for name, c := range map[string]struct {
		wrong func(t *testing.T, r *run)
		found string
	}{
		"nothing is wrong":                     {func(*testing.T, *run) {}, ""},
		"somebody was told what is not stored": {func(_ *testing.T, r *run) { r.told[goal] = 6 }, "acknowledged changes lost"},
		"it is settled, and an older one stands there": {func(t *testing.T, r *run) {
			require.NoError(t, r.host.change(t.Context(), "g-0"))
			r.settles(t, "at-g-0", "g-0", 6)
		}, "acknowledged changes lost"},
		"a contribution is settled and stands nowhere": {func(t *testing.T, r *run) {
			require.NoError(t, r.host.contribute(t.Context(), "c-0"))
			name := exchange.Name{Type: "CarePlan", Record: peer.Ref{Kind: "contribution", ID: "c-0"}}
			require.NoError(t, r.host.ledger.Settle(t.Context(), target, exchange.Settled{Link: exchange.Link{Name: name, ID: servicePlan, Rev: 99}, Did: exchange.Edit}))
		}, "acknowledged changes lost"},
		"what nobody takes waits for nobody": {func(t *testing.T, r *run) {
			require.NoError(t, r.host.change(t.Context(), "p-0"))
			require.NoError(t, r.host.ledger.Leave(t.Context(), target, exchange.Wanted{Name: goalName("p-0"), Rev: 9}))
		}, "acknowledged changes lost"},
		"it stands there twice": {func(t *testing.T, r *run) { r.stands(t, "copy", "g-0", 5) }, "duplicates"},
		"it went back, and again": {func(t *testing.T, r *run) {
			r.edits(t, "at-g-0", "2026-03-06", "2026-03-05")
			r.edits(t, "at-g-0", "2026-03-05", "2026-03-06")
		}, "stale overwrites"},
		"a note of theirs is gone": {func(t *testing.T, r *run) {
			r.epr.note("Goal", "at-g-0")
			r.edits(t, "at-g-0", `"x-note-1":4.10,`, "")
		}, "edits of others overwritten"},
		"the owner finds the plan's status gone": {func(t *testing.T, r *run) {
			r.epr.setStatus(servicePlan)
			require.NoError(t, r.epr.Edit("CarePlan", servicePlan, func(b []byte) []byte { return bytes.Replace(b, []byte(`"on-hold"`), []byte(`"active"`), 1) }))
			r.epr.setStatus(servicePlan)
		}, "edits of others overwritten"},
		"their words are gone": {func(t *testing.T, r *run) {
			r.edits(t, "at-g-0", "get on with g-0", "as they say there, 2")
			r.edits(t, "at-g-0", "as they say there, 2", "as they say there, 1")
		}, "edits of others overwritten"},
		"nobody heard of their change": {func(t *testing.T, r *run) {
			require.NoError(t, r.host.change(t.Context(), "t-0"))
			r.stands(t, "at-t-0", "t-0", 4)
			r.edits(t, "at-t-0", "get on with t-0", "as they say there, 1")
			r.epr.theirs["at-t-0"] = 1
		}, "pulled changes missed"},
		"an older change of theirs was heard of": {func(t *testing.T, r *run) {
			require.NoError(t, r.host.change(t.Context(), "t-0"))
			r.stands(t, "at-t-0", "t-0", 4)
			r.edits(t, "at-t-0", "get on with t-0", "as they say there, 1")
			r.edits(t, "at-t-0", "there, 1", "there, 2")
			r.epr.theirs["at-t-0"] = 2
			_, err := r.host.db.Exec("insert into host_taken (type, id, etag) values ('Goal', 'at-t-0', 'W/\"2\"')")
			require.NoError(t, err)
		}, "pulled changes missed"},
		"a change is stuck": {func(t *testing.T, r *run) { require.NoError(t, r.host.change(t.Context(), "g-0")) }, "records behind poison that did not arrive"},
		"it is parked, and nobody knows why": {func(t *testing.T, r *run) {
			require.NoError(t, r.host.change(t.Context(), "p-0"))
			require.NoError(t, r.host.ledger.Park(t.Context(), target, exchange.Parked{Name: goalName("p-0"), Rev: 9, Owner: exchange.OwnerThere}))
		}, "parked without a sentence"},
		"it is parked, and nobody knows whose turn it is": {func(t *testing.T, r *run) {
			require.NoError(t, r.host.change(t.Context(), "p-0"))
			require.NoError(t, r.host.ledger.Park(t.Context(), target, exchange.Parked{Name: goalName("p-0"), Rev: 9, Why: []peer.Reason{{Says: "It is taken.", Fix: "Ask.", Met: peer.No}}}))
		}, "parked without a sentence"},
	} {
		t.Run("FHIR-16, FHIR-17 "+name, func(t *testing.T) {
			r := quiet(t)
			require.NoError(t, r.check(t.Context(), false))
			require.Empty(t, r.found(), "%v", r.notes)
			c.wrong(t, r)
			found := r.checks(t)
			if c.found == "" {
				require.Empty(t, found, "%v", r.notes)
				return
			}
			require.Contains(t, found, c.found, "%v", r.notes)
		})
	}
}
