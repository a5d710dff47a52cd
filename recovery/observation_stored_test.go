package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func observationRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellObservation(t)
	return map[peer.Status]peer.Record{"observation-question-open": s.asked, "observation-recorded": s.recorded, "observation-queried": s.queried, "observation-validated": s.validated}
}

func TestObservationStored(t *testing.T) {
	person, worker, none := map[string]any{"person": "p4"}, map[string]any{"staff": "w4"}, "0001-01-01T00:00:00.000Z"
	ground.NeverRead(t, observationRecords(t), []steptest.Hostile{
		{Of: "observation-recorded", Path: "/saw/by", Value: person, Heard: "/saw"},
		{Of: "observation-recorded", Path: "/ownView/by", Value: worker, Heard: "/ownView"},
		{Of: "observation-recorded", Path: "/worker", Value: "", Heard: "/worker"},
		{Of: "observation-recorded", Path: "/about", Value: []any{"mood", "progress"}, Heard: "/about"},
		{Of: "observation-recorded", Path: "/about", Value: []any{"diagnosis"}, Heard: "/about/0"},
		{Of: "observation-recorded", Path: "/compared", Value: "worse", Heard: "/further"},
		{Of: "observation-recorded", Path: "/compared", Value: "7", Heard: "/compared"},
		{Of: "observation-recorded", Path: "/recorded", Value: none, Heard: "/recorded"},
		{Of: "observation-recorded", Path: "/validated", Value: map[string]any{"by": "kay-orr", "at": "2026-05-03T09:00:00.000Z"}, Heard: "/validated"},
		{Of: "observation-recorded", Path: "/amended", Value: "2026-05-03T09:00:00.000Z", Heard: "/amended"},
		{Of: "observation-recorded", Path: "/code", Value: "F32.1", Heard: "/code"},
		{Of: "observation-recorded", Path: "/severity", Value: 3, Heard: "/severity"},
		{Of: "observation-question-open", Path: "/compared", Value: "same", Heard: "/further"},
		{Of: "observation-queried", Path: "/query", Value: map[string]any{"text": ""}, Heard: "/query"},
		{Of: "observation-queried", Path: "/query/by", Value: worker, Heard: "/query"},
		{Of: "observation-queried", Path: "/query/by", Value: person, Heard: "/query"},
		{Of: "observation-validated", Path: "/validated/by", Value: "w4", Heard: "/validated"},
		{Of: "observation-validated", Path: "/validated/by", Value: "", Heard: "/validated"},
		{Of: "observation-validated", Path: "/validated/at", Value: none, Heard: "/validated"},
	})
}

func TestObservationHistories(t *testing.T) {
	f := observing(t)
	kind := observations
	kind.DecodeStep = func(b []byte) (recovery.ObservationStep, error) {
		s, err := observations.DecodeStep(b)
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
	kind.Walks(12).Under(func(draw steptest.Draw) recovery.ObservationFacts {
		f := f
		f.Named = mostly(draw, peer.Yes, peer.No, peer.Unknown)
		f.Professionals = mostly(draw, []peer.StaffID{kay, "somebody"}, nil, []peer.StaffID{jess})
		return f
	}).Hold(t, func(t require.TestingT, _, o recovery.Observation, c peer.Change) {
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
