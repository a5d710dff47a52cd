package worker_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

var evidences = steptest.BenchOf(workGround, worker.EvidenceTable(), worker.NewEvidence, worker.CheckNewEvidence, worker.EvidenceStarts,
	worker.DecodeEvidence, worker.EncodeEvidenceStep, worker.DecodeEvidenceStep)

func theEvidence() worker.KeepEvidence {
	return worker.KeepEvidence{ID: "e1", Worker: jess, Code: "K12", Sort: worker.ProofLearning, On: date("2026-05-04"), Reference: peer.Say("certificate 77, garden folder")}
}

func evidenceOf(t testing.TB) map[peer.Status]worker.Evidence {
	t.Helper()
	kept := evidences.Done(t, worker.Evidence{}, theEvidence(), byJess)
	return map[peer.Status]worker.Evidence{worker.EvidenceKept: kept, worker.EvidenceOut: evidences.Done(t, kept, worker.TakeEvidenceOut{}, byJess)}
}

func TestEvidenceEveryRow(t *testing.T) {
	records := evidenceOf(t)
	evidences.EveryRow(t, anybody(), records,
		evidences.Planned(t, "PEER-09 keep", worker.Evidence{}, theEvidence(), byJess, worker.EvidenceKept, map[string][]peer.Rule{"/worker": {row("PEER-09", peer.ErrNotAuthorised)}}),
		evidences.Planned(t, "PEER-09 take out", records[worker.EvidenceKept], worker.TakeEvidenceOut{}, byJess, worker.EvidenceOut, nil),
	)
}

func TestEvidenceNamesACompetenceAndNobody(t *testing.T) {
	try := func(change func(*worker.KeepEvidence), with ...func(*worker.Facts)) peer.Decision {
		step := theEvidence()
		change(&step)
		return evidences.Tried(t, worker.Evidence{}, step, byJess, with...)
	}
	for _, code := range []worker.CompetenceCode{"K0", "K59", "S51", "B6", "k12", "K012", "K12 ", "X1"} {
		t.Run("PEER-09 no code "+string(code), func(t *testing.T) {
			only(t, try(func(c *worker.KeepEvidence) { c.Code = code }), "PEER-09 unknown-code", "/code")
		})
	}
	for _, text := range []string{"talked to Siân Weller", "SIÂN WELLER, 4 May", "see p4", "999 000 1049", "9990001049"} {
		t.Run("PEER-09 somebody who is supported: "+text, func(t *testing.T) {
			d := try(func(c *worker.KeepEvidence) { c.Reference = peer.Say(text) })
			only(t, d, "PEER-09 identifiable-content", "/reference")
			steptest.Silent(t, text, d)
		})
	}
	t.Run("PEER-09 a number is found without any name", func(t *testing.T) {
		only(t, try(func(c *worker.KeepEvidence) { c.Reference = peer.Say("999-000-1049") }, func(f *worker.Facts) { f.Identifying = nil }), "PEER-09 identifiable-content", "/reference")
	})
	t.Run("PEER-09 in the future", func(t *testing.T) {
		only(t, try(func(c *worker.KeepEvidence) { c.On = date("2026-05-05") }), "PEER-09 future-date", "/on")
	})
	records := evidenceOf(t)
	readers.See(t, records[worker.EvidenceKept], "evidence", "garden", "PEER-09 not-authorised", "jess", "hannah", "iris")
	readers.See(t, records[worker.EvidenceOut], "evidence", "garden", "PEER-09 not-authorised", "jess")
	e := records[worker.EvidenceKept]
	require.Equal(t, []any{jess, 1, worker.CompetenceCode("K12"), worker.ProofLearning, date("2026-05-04"), peer.Say("certificate 77, garden folder"), on(workFirst)},
		[]any{e.Worker(), e.Catalogue(), e.Code(), e.Sort(), e.On(), e.Reference(), e.Kept()})
}

func TestEvidenceHistories(t *testing.T) {
	evidences.Histories(t, workGiven, func(t require.TestingT, e worker.Evidence, c peer.Change) {
		require.Equal(t, e.Worker(), c.By.Staff)
		require.True(t, e.Code().Known())
	})
}

func TestEvidenceStored(t *testing.T) {
	records := evidenceOf(t)
	evidences.Goldens(t, records)
	evidences.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: worker.EvidenceKept, Path: "/code", Value: "K59", Heard: "/code"},
		{Of: worker.EvidenceKept, Path: "/catalogue", Value: 2, Heard: "/catalogue"},
		{Of: worker.EvidenceKept, Path: "/catalogue", Value: 0, Heard: "/catalogue"},
		{Of: worker.EvidenceKept, Path: "/person", Value: "p4", Heard: "/person"},
		{Of: worker.EvidenceKept, Path: "/reference", Value: strings.Repeat("x", 501), Heard: "/reference"},
		{Of: worker.EvidenceOut, Path: "/kept", Value: nil, Heard: "/kept"},
	})
}

func TestCatalogue(t *testing.T) {
	list := worker.Catalogue(worker.CatalogueVersion)
	t.Run("PEER-09 every code of the standard, once, with a short label", func(t *testing.T) {
		var want []string
		for _, part := range []struct {
			letter string
			n      int
		}{{"K", 58}, {"S", 50}, {"B", 5}} {
			for i := range part.n {
				want = append(want, part.letter+strconv.Itoa(i+1))
			}
		}
		require.Equal(t, want, worker.CompetenceCode("").Terms())
		labels := map[string]bool{}
		for i, c := range list {
			require.Equal(t, want[i], string(c.Code))
			require.True(t, c.Code.Known())
			require.NotEmpty(t, c.Label)
			require.LessOrEqual(t, len(c.Label), 80, c.Label)
			require.False(t, labels[c.Label], c.Label)
			labels[c.Label] = true
		}
	})
	require.Empty(t, worker.Catalogue(0))
	require.Empty(t, worker.Catalogue(2))
	list[0].Label = "changed"
	require.NotEqual(t, "changed", worker.Catalogue(1)[0].Label)
}

func TestCompetenceGaps(t *testing.T) {
	keep := func(id string, code worker.CompetenceCode, day string, by peer.StaffID) worker.Evidence {
		step := theEvidence()
		step.ID, step.Code, step.On, step.Worker = id, code, date(day), by
		return evidences.Done(t, worker.Evidence{}, step, peer.ByStaff(by, ""))
	}
	out := evidences.Done(t, keep("e4", "S5", "2026-05-01", jess), worker.TakeEvidenceOut{}, byJess)
	all := []worker.Evidence{keep("e1", "K12", "2026-05-03", jess), keep("e2", "K12", "2026-05-01", jess), keep("e3", "B5", "2026-04-01", jess), out, keep("e5", "S5", "2026-05-01", rowan), {}}
	covered, gaps := worker.CompetenceGaps(1, jess, all)
	t.Run("PEER-09 what is covered, and what is not", func(t *testing.T) {
		require.Equal(t, []worker.Covered{
			{Competence: worker.Catalogue(1)[11], Pieces: 2, Latest: date("2026-05-03")},
			{Competence: worker.Catalogue(1)[112], Pieces: 1, Latest: date("2026-04-01")},
		}, covered)
		require.Len(t, gaps, 111)
		require.True(t, slices.ContainsFunc(gaps, func(c worker.Competence) bool { return c.Code == "S5" }), "taken out, or somebody else's")
	})
	covered, gaps = worker.CompetenceGaps(2, jess, all)
	require.Empty(t, covered)
	require.Empty(t, gaps)
}

// workForbidden are words that a question for a worker does not have.
var workForbidden = []string{"failed", "refused", "must", "should", "why", "score", "problem", "weak", "wrong", "patient"}

func TestPromptsAreOpenQuestions(t *testing.T) {
	ask := func(text string) {
		require.LessOrEqual(t, len(strings.Fields(text)), 12, text)
		require.Equal(t, 1, strings.Count(text, "?"), text)
		require.True(t, strings.HasSuffix(text, "?"), text)
		require.Contains(t, []string{"What", "How", "Who", "Where", "When"}, strings.Fields(text)[0], text)
		words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' })
		for _, w := range workForbidden {
			require.False(t, slices.Contains(words, w), "%s: %s", w, text)
		}
	}
	t.Run("PEER-10 one for each quality", func(t *testing.T) {
		seen := map[worker.Quality]bool{}
		for _, p := range worker.ReflectionPrompts() {
			require.True(t, p.Quality.Known())
			require.False(t, seen[p.Quality])
			seen[p.Quality] = true
			ask(p.Asks)
		}
		require.Len(t, seen, len(worker.Quality("").Terms()))
	})
	t.Run("PEER-17 after a hard contact", func(t *testing.T) {
		for _, p := range worker.SelfCarePrompts() {
			ask(p)
		}
		require.NotEmpty(t, worker.SelfCarePrompts())
	})
	worker.SelfCarePrompts()[0] = "changed"
	worker.ReflectionPrompts()[0].Asks = "changed"
	require.NotEqual(t, "changed", worker.SelfCarePrompts()[0])
	require.NotEqual(t, "changed", worker.ReflectionPrompts()[0].Asks)
}

func TestQualitiesAreNoGate(t *testing.T) {
	for _, q := range worker.Quality("").Terms() {
		t.Run("PEER-10 "+q+" as a requirement", func(t *testing.T) {
			require.ErrorIs(t, worker.Enforceable(worker.RequirementKind(q)), worker.ErrNotEnforceable)
		})
	}
	require.NoError(t, worker.Enforceable("care-certificate"))
	require.NoError(t, worker.Enforceable(""))
}
