package worker_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

var supervisions = steptest.BenchOf(workGround, worker.SupervisionTable(), worker.NewSupervision, worker.CheckNewSupervision, worker.SupervisionStarts,
	worker.DecodeSupervision, worker.EncodeSupervisionStep, worker.DecodeSupervisionStep)

func theSupervision() worker.RecordSupervision {
	return worker.RecordSupervision{ID: "s1", Worker: jess, Sort: worker.SupervisionPeer, With: iris, On: date("2026-05-01"), Form: worker.OneToOne}
}

func supervisionsOf(t testing.TB) map[peer.Status]worker.Supervision {
	t.Helper()
	held := supervisions.Done(t, worker.Supervision{}, theSupervision(), byJess)
	return map[peer.Status]worker.Supervision{worker.SupervisionHeld: held,
		worker.SupervisionInError: supervisions.Done(t, held, worker.MarkSupervisionInError{Mistake: worker.WrongDay}, byIris)}
}

func TestSupervisionEveryRow(t *testing.T) {
	records := supervisionsOf(t)
	wrong, held := row("PEER-13", peer.ErrWrongRole), records[worker.SupervisionHeld]
	line := theSupervision()
	line.Sort, line.With = worker.SupervisionLine, hannah
	supervisions.EveryRow(t, anybody(), records,
		supervisions.Planned(t, "PEER-13 the worker writes it down", worker.Supervision{}, theSupervision(), byJess, worker.SupervisionHeld, map[string][]peer.Rule{
			"/worker": {wrong}, "/with": {wrong}}),
		supervisions.Planned(t, "PEER-13 the lead writes it down", worker.Supervision{}, theSupervision(), byIris, worker.SupervisionHeld, map[string][]peer.Rule{
			"/with": {wrong}}),
		supervisions.Planned(t, "PEER-13 the line manager writes it down", worker.Supervision{}, line, byHannah, worker.SupervisionHeld, map[string][]peer.Rule{
			"/with": {wrong}}),
		supervisions.Planned(t, "PEER-49 in error", held, worker.MarkSupervisionInError{Mistake: worker.NotHeld}, byJess, worker.SupervisionInError, nil),
		supervisions.Planned(t, "PEER-49 in error, says the lead", held, worker.MarkSupervisionInError{Mistake: worker.NotHeld}, byIris, worker.SupervisionInError, nil),
	)
}

func TestSupervisionWhoHeldIt(t *testing.T) {
	try := func(change func(*worker.RecordSupervision), by peer.Actor, with ...func(*worker.Facts)) peer.Decision {
		step := theSupervision()
		change(&step)
		return supervisions.Tried(t, worker.Supervision{}, step, by, with...)
	}
	t.Run("PEER-13 by oneself", func(t *testing.T) {
		for _, sort := range worker.SupervisionKind("").Terms() {
			only(t, try(func(s *worker.RecordSupervision) { s.With, s.Sort = jess, worker.SupervisionKind(sort) }, byJess), "PEER-13 self-reference", "/with")
		}
	})
	t.Run("PEER-13 nobody is named", func(t *testing.T) {
		only(t, try(func(s *worker.RecordSupervision) { s.With = "" }, byJess), "PEER-13 required", "/with")
		only(t, try(func(s *worker.RecordSupervision) { s.With, s.Sort = "", worker.SupervisionClinical }, byJess), "PEER-13 required", "/with")
		open(t, try(func(s *worker.RecordSupervision) {
			s.With, s.Sort, s.Form = "", worker.SupervisionReflective, worker.InGroup
		}, byJess))
	})
	t.Run("PEER-13 peer supervision by a role that gives none", func(t *testing.T) {
		for _, with := range []peer.StaffID{hannah, kay, rowan} {
			only(t, try(func(s *worker.RecordSupervision) { s.With = with }, byJess), "PEER-13 wrong-role", "/with")
		}
		only(t, try(func(s *worker.RecordSupervision) { s.With = hannah }, byHannah), "PEER-13 wrong-role", "/with")
	})
	t.Run("PEER-13 a role that somebody claims opens nothing", func(t *testing.T) {
		only(t, try(func(s *worker.RecordSupervision) { s.With = rowan }, peer.ByStaff(rowan, peer.RolePeerSupportLead)), "PEER-13 wrong-role", "/with")
		only(t, try(func(s *worker.RecordSupervision) { s.With = "somebody" }, peer.ByStaff("somebody", peer.RolePeerSupportLead)), "PEER-13 wrong-role", "/with")
		d := try(func(*worker.RecordSupervision) {}, byIris, func(f *worker.Facts) { f.Roles = nil })
		only(t, d, "PEER-13 wrong-role", "/with")
		require.Len(t, d.Missing(), 1, "what is not known is named")
	})
	t.Run("PEER-13 which roles give it is the organisation's", func(t *testing.T) {
		p := policyWith(t, obj{"peerSupervisors": []string{"care-coordinator"}})
		open(t, try(func(s *worker.RecordSupervision) { s.With = kay }, byKay, func(f *worker.Facts) { f.Policy = p }))
		only(t, try(func(*worker.RecordSupervision) {}, byIris, func(f *worker.Facts) { f.Policy = p }), "PEER-13 wrong-role", "/with")
		none := func(f *worker.Facts) { f.Policy = worker.Policy{} }
		open(t, try(func(*worker.RecordSupervision) {}, byIris, none))
		only(t, try(func(s *worker.RecordSupervision) { s.With = kay }, byKay, none), "PEER-13 wrong-role", "/with")
	})
	t.Run("PEER-13 line supervision is the line manager's", func(t *testing.T) {
		line := func(with peer.StaffID) func(*worker.RecordSupervision) {
			return func(s *worker.RecordSupervision) { s.Sort, s.With = worker.SupervisionLine, with }
		}
		open(t, try(line(hannah), byJess))
		only(t, try(line(iris), byJess), "PEER-13 wrong-role", "/with")
		d := try(line(hannah), byJess, func(f *worker.Facts) { f.Lines = peer.Lines{} })
		only(t, d, "PEER-13 wrong-role", "/with")
		require.Len(t, d.Missing(), 1)
	})
	t.Run("PEER-13 clinical and reflective supervision ask for no role", func(t *testing.T) {
		for _, sort := range []worker.SupervisionKind{worker.SupervisionClinical, worker.SupervisionReflective} {
			open(t, try(func(s *worker.RecordSupervision) { s.Sort, s.With = sort, kay }, byKay, func(f *worker.Facts) { f.Roles, f.Lines = nil, peer.Lines{} }))
		}
	})
	t.Run("PEER-13 somebody who was not there", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, byKay, byRowan, byMegan, bySian} {
			only(t, try(func(*worker.RecordSupervision) {}, by), "PEER-13 wrong-role", "")
		}
		only(t, supervisions.Tried(t, supervisionsOf(t)[worker.SupervisionHeld], worker.MarkSupervisionInError{Mistake: worker.NotHeld}, byHannah), "PEER-13 wrong-role", "")
	})
}

func TestSupervisionDay(t *testing.T) {
	at := func(day, when string, with ...func(*worker.Facts)) peer.Decision {
		step, f := theSupervision(), workFacts(t)
		step.On = date(day)
		for _, set := range with {
			set(&f)
		}
		return worker.CheckNewSupervision(step, act(byJess, when, "try", nil), f)
	}
	t.Run("PEER-13 in the future", func(t *testing.T) {
		only(t, at("2026-05-02", "2026-05-01T22:59Z"), "PEER-13 future-date", "/on")
		open(t, at("2026-05-02", "2026-05-01T23:00Z"))
		only(t, at("2026-06", "2026-05-31T22:59Z"), "PEER-13 future-date", "/on")
		open(t, at("2026-05", "2026-05-02T10:00Z"))
	})
	t.Run("H21 without a zone a day that has begun somewhere is not doubted", func(t *testing.T) {
		none := func(f *worker.Facts) { f.Policy = worker.Policy{} }
		open(t, at("2026-05-02", "2026-05-01T10:00Z", none))
		only(t, at("2026-05-02", "2026-05-01T09:59Z", none), "PEER-13 future-date", "/on")
	})
}

func TestSupervisionReading(t *testing.T) {
	held := supervisionsOf(t)[worker.SupervisionHeld]
	readers.See(t, held, "supervision", `"with":`, "PEER-13 not-authorised", "jess", "hannah", "iris")
	clinical := theSupervision()
	clinical.Sort, clinical.With = worker.SupervisionClinical, kay
	readers.See(t, supervisions.Done(t, worker.Supervision{}, clinical, byKay), "supervision", `"with":`, "PEER-13 not-authorised", "jess", "hannah", "iris", "kay")
	require.False(t, held.Sees("supervision", peer.Reading{By: byHannah, Purpose: peer.ForSupervision, At: on(workLater)}), "of the line is who is named as it")
	require.Equal(t, []any{jess, worker.SupervisionPeer, iris, date("2026-05-01"), worker.OneToOne, on(workFirst), worker.Mistake("")},
		[]any{held.Worker(), held.Sort(), held.With(), held.On(), held.Form(), held.Recorded(), held.Mistake()})
	require.Equal(t, worker.WrongDay, supervisionsOf(t)[worker.SupervisionInError].Mistake())
}

func TestSupervisionHistories(t *testing.T) {
	supervisions.Histories(t, workGiven, func(t require.TestingT, s worker.Supervision, c peer.Change) {
		require.NotEqual(t, s.Worker(), s.With())
		require.True(t, s.Sort() != worker.SupervisionLine || s.With() == hannah)
		require.True(t, s.Sort() != worker.SupervisionPeer || s.With() == iris)
		require.True(t, c.By.Staff == s.Worker() || c.By.Staff == s.With())
		require.Empty(t, c.For)
	})
}

func TestSupervisionStored(t *testing.T) {
	records := supervisionsOf(t)
	supervisions.Goldens(t, records)
	supervisions.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: worker.SupervisionHeld, Path: "/with", Value: "w4", Heard: "/with"},
		{Of: worker.SupervisionHeld, Path: "/with", Value: nil, Heard: "/with"},
		{Of: worker.SupervisionHeld, Path: "/sort", Value: "friendly", Heard: "/sort"},
		{Of: worker.SupervisionHeld, Path: "/mistake", Value: "wrong-day", Heard: "/mistake"},
		{Of: worker.SupervisionHeld, Path: "/notes", Value: "she talked about the garden", Heard: "/notes"},
		{Of: worker.SupervisionHeld, Path: "/recorded", Value: nil, Heard: "/recorded"},
		{Of: worker.SupervisionInError, Path: "/mistake", Value: nil, Heard: "/mistake"},
	})
}
