package safeguard_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// acted are the changes of three records, as a host stored them, and whose they are.
func acted(t testing.TB) ([]peer.Change, func(peer.Ref) peer.PersonID) {
	t.Helper()
	f := facts(t)
	incident, c1, err := safeguard.NewIncident(theIncident(), act(byJess, "2026-05-31T22:30Z", "q1", nil), f)
	require.NoError(t, err)
	report, c2, err := safeguard.NewMentalStateReport(reportWith(func(r *safeguard.ReportMentalState) { r.Decision = "" }), act(byJess, "2026-06-02T09:05Z", "q2", nil), f)
	require.NoError(t, err)
	_, c3, err := incident.Do(safeguard.HasReceipt{Receipt: "INC-1"}, act(byKay, "2026-06-02T10:20Z", "q3", incident), f)
	require.NoError(t, err)
	_, c4, err := report.Do(safeguard.DecideTelling{Decision: safeguard.TellNow}, act(byJess, "2026-06-02T10:30Z", "q4", report), f)
	require.NoError(t, err)
	_, c5, err := safeguard.NewLimitReached(theLimit(), act(byJess, "2026-06-30T22:59Z", "q5", nil), safeguard.Facts{})
	require.NoError(t, err)
	_, c6, err := safeguard.NewDiscrimination(theNote(), act(bySian, "2026-07-01T09:00Z", "q6", nil), f)
	require.NoError(t, err)
	whose := func(r peer.Ref) peer.PersonID {
		return map[peer.Kind]peer.PersonID{safeguard.KindMentalStateReport: sian, safeguard.KindLimitReached: sian}[r.Kind]
	}
	return []peer.Change{c1, c2, c3, c4, c5, c6}, whose
}

func sealedChain(t testing.TB, changes []peer.Change) []peer.Sealed {
	t.Helper()
	var out []peer.Sealed
	var before peer.Digest
	for _, c := range changes {
		s, err := peer.Seal(before, c)
		require.NoError(t, err)
		out, before = append(out, s), s.Hash
	}
	return out
}

func requests(list []peer.Change) []string {
	out := []string{}
	for _, c := range list {
		out = append(out, string(c.Request))
	}
	return out
}

func TestAuditQuery(t *testing.T) {
	changes, whose := acted(t)
	log, err := safeguard.AuditSealed(sealedChain(t, changes), "")
	require.NoError(t, err)
	require.Equal(t, 6, log.Len())
	june := safeguard.AuditQuery{From: on("2026-05-31T23:00Z"), Until: on("2026-06-30T23:00Z")}
	with := func(change func(*safeguard.AuditQuery)) safeguard.AuditQuery { q := june; change(&q); return q }
	for name, c := range map[string]struct {
		q    safeguard.AuditQuery
		want []string
	}{
		"everything":              {safeguard.AuditQuery{}, []string{"q1", "q2", "q3", "q4", "q5", "q6"}},
		"a period, to its end":    {june, []string{"q2", "q3", "q4", "q5"}},
		"an end is over":          {safeguard.AuditQuery{Until: on("2026-06-30T22:59Z")}, []string{"q1", "q2", "q3", "q4"}},
		"a start counts":          {safeguard.AuditQuery{From: on("2026-06-30T22:59Z")}, []string{"q5", "q6"}},
		"a worker in June":        {with(func(q *safeguard.AuditQuery) { q.Staff = jess }), []string{"q2", "q4", "q5"}},
		"a nurse":                 {safeguard.AuditQuery{Staff: kay}, []string{"q3"}},
		"a kind":                  {safeguard.AuditQuery{Kind: safeguard.KindIncident}, []string{"q1", "q3"}},
		"a policy":                {safeguard.AuditQuery{Policy: policy(t).Digest()}, []string{"q1", "q2", "q3", "q4", "q6"}},
		"a person, what they did": {safeguard.AuditQuery{Person: sian}, []string{"q2", "q6"}},
		"a person's records":      {safeguard.AuditQuery{Person: sian, Whose: whose}, []string{"q2", "q4", "q5", "q6"}},
		"somebody else":           {safeguard.AuditQuery{Person: beatriz, Whose: whose}, []string{}},
	} {
		t.Run("SAFE-19 "+name, func(t *testing.T) {
			require.Equal(t, c.want, requests(log.Query(c.q)))
		})
	}
	require.Equal(t, []peer.Digest{policy(t).Digest()}, log.Policies())
	t.Run("SAFE-19, H27 it holds codes and ids and no words", func(t *testing.T) {
		b, err := json.Marshal(log.Query(safeguard.AuditQuery{}))
		require.NoError(t, err)
		require.NotContains(t, string(b), "garden")
		require.NotContains(t, string(b), "INC-1")
	})
	require.Empty(t, safeguard.AuditLog{}.Query(safeguard.AuditQuery{}))
}

func TestAuditBroken(t *testing.T) {
	changes, _ := acted(t)
	whole := sealedChain(t, changes)
	last := whole[len(whole)-1].Hash
	broken := func(t *testing.T, err error, entry string) {
		t.Helper()
		require.ErrorIs(t, err, peer.ErrAuditBroken)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Equal(t, entry, r.Reasons[0].Args[0].Value())
	}
	for name, c := range map[string]struct {
		spoil func([]peer.Sealed) []peer.Sealed
		entry string
	}{
		"another hand":       {func(s []peer.Sealed) []peer.Sealed { s[2].Change.By = byJess; return s }, "3"},
		"another time":       {func(s []peer.Sealed) []peer.Sealed { s[0].Change.At = on("2026-06-01T00:00Z"); return s }, "1"},
		"a gap":              {func(s []peer.Sealed) []peer.Sealed { return slices.Delete(s, 3, 4) }, "4"},
		"the first left out": {func(s []peer.Sealed) []peer.Sealed { return s[1:] }, "1"},
		"two changed places": {func(s []peer.Sealed) []peer.Sealed { s[1], s[2] = s[2], s[1]; return s }, "2"},
		"one twice":          {func(s []peer.Sealed) []peer.Sealed { return append(s, s[5]) }, "7"},
		"an entry sealed new": {func(s []peer.Sealed) []peer.Sealed {
			s[4], _ = peer.Seal(s[4].Before, peer.Change{Of: s[4].Change.Of, At: s[4].Change.At})
			return s
		}, "6"},
	} {
		t.Run("SAFE-19 "+name, func(t *testing.T) {
			_, err := safeguard.AuditSealed(c.spoil(slices.Clone(whole)), "")
			broken(t, err, c.entry)
		})
	}
	t.Run("SAFE-19 cut at its end it is found where the last hash was kept", func(t *testing.T) {
		_, err := safeguard.AuditSealed(whole[:5], "")
		require.NoError(t, err)
		_, err = safeguard.AuditSealed(whole[:5], last)
		broken(t, err, "5")
		_, err = safeguard.AuditSealed(nil, last)
		broken(t, err, "0")
		log, err := safeguard.AuditSealed(whole, last)
		require.NoError(t, err)
		require.Equal(t, last, log.Last())
	})
	t.Run("SAFE-19 changes that were not sealed", func(t *testing.T) {
		log, err := safeguard.AuditOf(changes)
		require.NoError(t, err)
		require.Equal(t, requests(changes), requests(log.Query(safeguard.AuditQuery{})))
		require.Empty(t, log.Last())
		_, err = safeguard.AuditOf(slices.Delete(slices.Clone(changes), 0, 1))
		broken(t, err, "1")
		_, err = safeguard.AuditOf([]peer.Change{changes[2], changes[0]})
		broken(t, err, "1")
		again := slices.Clone(changes)
		again[0].By = byKay
		require.Equal(t, jess, log.Query(safeguard.AuditQuery{})[0].By.Staff, "a log in hand does not change")
	})
}

func TestAuditExport(t *testing.T) {
	changes, whose := acted(t)
	log, err := safeguard.AuditOf(changes)
	require.NoError(t, err)
	key := bytes.Repeat([]byte{7}, 32)
	out, err := log.Export(safeguard.AuditQuery{Whose: whose, Until: on("2026-07-02T00:00Z")}, key)
	require.NoError(t, err)
	require.Len(t, out, 6)
	b, err := json.Marshal(out)
	require.NoError(t, err)
	t.Run("SAFE-19 no id of anybody or of any record is in it", func(t *testing.T) {
		for _, id := range []string{`"p4"`, `"w4"`, "kay-orr", `"i1"`, `"m1"`, "incident/i1", "l1-limit", "q1", "garden", "hannah"} {
			require.NotContains(t, string(b), id)
		}
	})
	t.Run("SAFE-19 codes, times and the policy stay", func(t *testing.T) {
		e := out[1]
		require.Equal(t, []any{2, safeguard.KindMentalStateReport, peer.Rev(1), peer.Action("report"), safeguard.ReportQuestionOpen, peer.RolePeerWorker, peer.PartyWorker, on(whenSaid), policy(t).Digest()},
			[]any{e.Entry, e.Kind, e.Rev, e.Do, e.To, e.Role, e.As, e.At, e.Policy})
		require.Equal(t, []peer.Rule{row("SAFE-06", peer.ErrConcernRequired)}, e.Rules)
		require.Equal(t, []peer.SignalKind{peer.SignalSafetyQuestion}, e.Signals)
		require.Len(t, out[4].Made, 1)
	})
	t.Run("SAFE-19 the same somebody is the same within an export, and each sort for itself", func(t *testing.T) {
		require.Equal(t, out[0].By, out[1].By)
		require.NotEqual(t, out[0].By, out[2].By)
		require.Equal(t, out[0].Of, out[2].Of)
		require.True(t, strings.HasPrefix(out[0].By, "staff-") && strings.HasPrefix(out[5].By, "person-"))
		require.Equal(t, out[5].By, out[1].Person, "who the record is about, and who did something")
		require.Empty(t, out[0].Person)
		carer := peer.Change{Of: changes[0].Of, By: peer.ByCarer(peer.CarerID(jess))}
		staff := peer.Change{Of: peer.Ref{Kind: "x", ID: "y"}, By: byJess}
		both, err := safeguard.AuditSealed(sealedChain(t, []peer.Change{carer, staff}), "")
		require.NoError(t, err)
		pair, err := both.Export(safeguard.AuditQuery{}, key)
		require.NoError(t, err)
		require.NotEqual(t, strings.TrimPrefix(pair[0].By, "carer-"), strings.TrimPrefix(pair[1].By, "staff-"), "one id of two sorts")
		require.Equal(t, out[0].By, pair[1].By, "under the same key")
	})
	t.Run("SAFE-19 another key gives other pseudonyms", func(t *testing.T) {
		other, err := log.Export(safeguard.AuditQuery{}, bytes.Repeat([]byte{8}, 32))
		require.NoError(t, err)
		require.NotEqual(t, out[0].By, other[0].By)
		require.NotEqual(t, out[0].Of, other[0].Of)
	})
	t.Run("SAFE-19 what is asked for and no more", func(t *testing.T) {
		some, err := log.Export(safeguard.AuditQuery{Staff: kay}, key)
		require.NoError(t, err)
		require.Len(t, some, 1)
		require.Equal(t, 3, some[0].Entry)
	})
	t.Run("SAFE-19 a key that could be tried out", func(t *testing.T) {
		for _, short := range [][]byte{nil, {}, bytes.Repeat([]byte{7}, 31)} {
			_, err := log.Export(safeguard.AuditQuery{}, short)
			require.ErrorIs(t, err, peer.ErrRequired)
		}
	})
}
