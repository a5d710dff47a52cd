package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func observationRecords(t testing.TB) map[string]peer.Record {
	s := tellObservation(t)
	return map[string]peer.Record{"observation-question-open": s.asked, "observation-recorded": s.recorded, "observation-queried": s.queried, "observation-validated": s.validated}
}

func TestObservationStored(t *testing.T) {
	person, worker, none := map[string]any{"person": "p4"}, map[string]any{"staff": "w4"}, "0001-01-01T00:00:00.000Z"
	neverRead(t, observationRecords(t), []planted{
		{"observation-recorded", "/saw/by", person, "/saw"},
		{"observation-recorded", "/ownView/by", worker, "/ownView"},
		{"observation-recorded", "/worker", "", "/worker"},
		{"observation-recorded", "/about", []any{"mood", "progress"}, "/about"},
		{"observation-recorded", "/about", []any{"diagnosis"}, "/about/0"},
		{"observation-recorded", "/compared", "worse", "/further"},
		{"observation-recorded", "/compared", "7", "/compared"},
		{"observation-recorded", "/recorded", none, "/recorded"},
		{"observation-recorded", "/validated", map[string]any{"by": "kay-orr", "at": "2026-05-03T09:00:00.000Z"}, "/validated"},
		{"observation-recorded", "/amended", "2026-05-03T09:00:00.000Z", "/amended"},
		{"observation-recorded", "/code", "F32.1", "/code"},
		{"observation-recorded", "/severity", 3, "/severity"},
		{"observation-question-open", "/compared", "same", "/further"},
		{"observation-queried", "/query", map[string]any{"text": ""}, "/query"},
		{"observation-queried", "/query/by", worker, "/query"},
		{"observation-queried", "/query/by", person, "/query"},
		{"observation-validated", "/validated/by", "w4", "/validated"},
		{"observation-validated", "/validated/by", "", "/validated"},
		{"observation-validated", "/validated/at", none, "/validated"},
	})
}

func TestObservationHistories(t *testing.T) {
	f := observing(t)
	kind := observationKind
	kind.DecodeStep = func(b []byte) (recovery.ObservationStep, error) {
		s, err := observationKind.DecodeStep(b)
		switch c := s.(type) { // what was seen is mostly in the worker's words
		case recovery.RecordObservation:
			if c.Saw.By == bySian {
				c.Saw.By = peer.Actor{}
			}
			c.Worker = jess
			return c, err
		case recovery.AmendObservation:
			if c.Saw.By == bySian {
				c.Saw.By = peer.Actor{}
			}
			return c, err
		case recovery.QueryObservation:
			if c.Asks.By == bySian {
				c.Asks.By = peer.Actor{}
			}
			return c, err
		}
		return s, err
	}
	kind.Do = func(o recovery.Observation, s recovery.ObservationStep, a peer.Act, f recovery.ObservationFacts) (recovery.Observation, peer.Change, error) {
		if a.By == (peer.Actor{}) { // what it mostly draws for anybody else on the staff
			a.By = byKay
		}
		return o.Do(s, a, f)
	}
	walk(kind, 12).under(func(draw steptest.Draw) recovery.ObservationFacts {
		f := f
		f.Named = mostly(draw, peer.Yes, peer.No, peer.Unknown)
		f.Professionals = mostly(draw, []peer.StaffID{kay, "somebody"}, nil, []peer.StaffID{jess})
		return f
	}).hold(t, func(t require.TestingT, _, o recovery.Observation, c peer.Change) {
		personsOwn(t, o.Person(), nil, o.OwnView())
		if !o.Saw().IsZero() {
			require.Equal(t, peer.ByStaff(o.Worker(), ""), o.Saw().By)
		}
		open := o.Status() == recovery.ObservationQuestionOpen
		require.True(t, open || o.Compared() == recovery.ComparedBetter || o.Compared() == recovery.ComparedSame || o.Further().Settled() == peer.Yes, "H02")
		if open && c.From != recovery.ObservationQuestionOpen {
			require.NotEmpty(t, c.Signals, "H02 what is open has left a signal")
		}
		if o.Status() == recovery.ObservationValidated {
			require.NotEqual(t, o.Worker(), o.Validated().By)
		}
	})
}
