package worker_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

var loneWorkings = steptest.BenchOf(workGround, worker.LoneWorkingTable(), worker.NewLoneWorking, worker.CheckNewLoneWorking, worker.LoneWorkingStarts,
	worker.DecodeLoneWorking, worker.EncodeLoneWorkingStep, worker.DecodeLoneWorkingStep)

func loneTimes(from, end, due string) worker.LoneTimes {
	return worker.LoneTimes{From: peer.MustMoment(from), ExpectedEnd: peer.MustMoment(end), CheckInDue: peer.MustMoment(due)}
}

func theLone() worker.PlanLone {
	return worker.PlanLone{ID: "l1", Worker: jess, With: kay, Contact: "c1", Place: peer.AtHome, Address: peer.Say("the house behind the garden"),
		Times: loneTimes("2026-05-06T14:00:00+01:00", "2026-05-06T15:00:00+01:00", "2026-05-06T15:15:00+01:00")}
}

func loneOf(t testing.TB) map[peer.Status]worker.LoneWorking {
	t.Helper()
	planned := loneWorkings.Done(t, worker.LoneWorking{}, theLone(), byJess)
	return map[peer.Status]worker.LoneWorking{worker.LonePlanned: planned,
		worker.LoneCheckedIn: loneWorkings.Done(t, planned, worker.CheckIn{}, byKay),
		worker.LoneCalledOff: loneWorkings.Done(t, planned, worker.CallLoneOff{}, byJess)}
}

func TestLoneEveryRow(t *testing.T) {
	records := loneOf(t)
	whose, planned := row("PEER-26", peer.ErrNotAuthorised), records[worker.LonePlanned]
	later := worker.MoveLone{Times: loneTimes("2026-05-06T14:00:00+01:00", "2026-05-06T16:00:00+01:00", "2026-05-06T16:15:00+01:00")}
	loneWorkings.EveryRow(t, anybody(), records,
		loneWorkings.Planned(t, "PEER-26 the worker plans", worker.LoneWorking{}, theLone(), byJess, worker.LonePlanned, map[string][]peer.Rule{"/worker": {whose}}),
		loneWorkings.Planned(t, "PEER-26 the colleague plans", worker.LoneWorking{}, theLone(), byKay, worker.LonePlanned, map[string][]peer.Rule{"/with": {whose}}),
		loneWorkings.Planned(t, "PEER-26 move", planned, later, byJess, worker.LonePlanned, nil),
		loneWorkings.Planned(t, "PEER-26 check in", planned, worker.CheckIn{}, byJess, worker.LoneCheckedIn, nil),
		loneWorkings.Planned(t, "PEER-26 the colleague heard", planned, worker.CheckIn{}, byKay, worker.LoneCheckedIn, nil),
		loneWorkings.Planned(t, "PEER-26 call off", planned, worker.CallLoneOff{}, byKay, worker.LoneCalledOff, nil),
	)
}

func TestLoneRules(t *testing.T) {
	records := loneOf(t)
	planned := records[worker.LonePlanned]
	try := func(change func(*worker.PlanLone), by peer.Actor) peer.Decision {
		step := theLone()
		change(&step)
		return loneWorkings.Tried(t, worker.LoneWorking{}, step, by)
	}
	t.Run("PEER-26 nobody waits for themself", func(t *testing.T) {
		only(t, try(func(l *worker.PlanLone) { l.With = jess }, byJess), "PEER-26 self-reference", "/with")
	})
	t.Run("PEER-26 times that do not go forward", func(t *testing.T) {
		only(t, try(func(l *worker.PlanLone) { l.Times.ExpectedEnd = l.Times.From }, byJess), "PEER-26 invalid-period", "/times/expectedEnd")
		only(t, try(func(l *worker.PlanLone) { l.Times.CheckInDue = l.Times.From }, byJess), "PEER-26 invalid-period", "/times/checkInDue")
		open(t, try(func(l *worker.PlanLone) { l.Times.CheckInDue = peer.MustMoment("2026-05-06T14:00:00.001+01:00") }, byJess))
		only(t, loneWorkings.Tried(t, planned, worker.MoveLone{Times: loneTimes("2026-05-06T14:00:00Z", "2026-05-06T13:00:00Z", "2026-05-06T15:00:00Z")}, byJess), "PEER-26 invalid-period", "/times/expectedEnd")
	})
	t.Run("PEER-26 somebody who has no part in it", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, byRowan, bySian, byMegan} {
			only(t, loneWorkings.Tried(t, planned, worker.CheckIn{}, by), "PEER-26 not-authorised", "")
		}
	})
	t.Run("PEER-26 checking in takes no facts, and may come late", func(t *testing.T) {
		d := worker.LoneWorking.Check(planned, worker.CheckIn{}, act(byJess, "2026-12-31T10:00Z", "late", planned), worker.Facts{})
		open(t, d)
		open(t, loneWorkings.Tried(t, planned, worker.CallLoneOff{}, byJess, func(f *worker.Facts) { *f = worker.Facts{} }))
	})
	t.Run("PEER-26 where somebody is alone is for few", func(t *testing.T) {
		readers.See(t, planned, "plan", "garden", "PEER-26 not-authorised", "jess", "kay", "hannah", "iris")
		steptest.Silent(t, "garden", planned, theLone())
	})
	checked := records[worker.LoneCheckedIn]
	require.Equal(t, []any{jess, kay, "c1", peer.AtHome, theLone().Address, theLone().Times, on(workLater)},
		[]any{checked.Worker(), checked.With(), checked.Contact(), checked.Place(), checked.Address(), checked.Times(), checked.HeardAt()})
}

func TestLonePlanFor(t *testing.T) {
	records, asks := loneOf(t), policy(t)
	doesNot := policyWith(t, obj{"loneWorking": obj{"asked": false}})
	list := func(s peer.Status) []worker.LoneWorking { return []worker.LoneWorking{records[s]} }
	t.Run("PEER-26 the fact that planning a visit alone rests on", func(t *testing.T) {
		require.Equal(t, peer.Yes, worker.LonePlanFor("c1", list(worker.LonePlanned), asks))
		require.Equal(t, peer.Yes, worker.LonePlanFor("c1", list(worker.LonePlanned), worker.Policy{}))
		require.Equal(t, peer.No, worker.LonePlanFor("c2", list(worker.LonePlanned), asks))
		require.Equal(t, peer.No, worker.LonePlanFor("c1", list(worker.LoneCalledOff), asks))
		require.Equal(t, peer.No, worker.LonePlanFor("", []worker.LoneWorking{{}}, asks))
		require.Equal(t, peer.Yes, worker.LonePlanFor("c2", nil, doesNot))
		require.Equal(t, peer.Unknown, worker.LonePlanFor("c2", nil, worker.Policy{}))
	})
}

func TestOverdueCheckIns(t *testing.T) {
	records, p := loneOf(t), policy(t)
	planned := records[worker.LonePlanned]
	all := []worker.LoneWorking{records[worker.LoneCheckedIn], planned, records[worker.LoneCalledOff], {}}
	t.Run("PEER-26, H02 no check-in by the time it is due and the grace", func(t *testing.T) {
		require.Empty(t, worker.OverdueCheckIns(all, p, on("2026-05-06T14:29Z")))
		got := worker.OverdueCheckIns(all, p, on("2026-05-06T14:30Z"))
		require.Equal(t, []worker.OverdueCheckIn{{Plan: planned.Ref(), Worker: jess, With: kay, Due: on("2026-05-06T14:15Z"), Raised: on("2026-05-06T14:30Z"),
			Signal: peer.Signal{ID: "lone-working.l1.check-in.20260506T141500.000Z", Kind: peer.SignalLoneWorkerOverdue, Rule: row("PEER-26", worker.ErrLoneCheckInDue),
				From: planned.Ref(), Rev: 1, Noticed: on("2026-05-06T14:30Z"), By: peer.ByStaff(kay, "")}}}, got)
		require.True(t, got[0].Signal.Kind.Known())
		require.Equal(t, got, worker.OverdueCheckIns(all, p, on("2026-05-09T14:30Z")), "the same silence gives the same signal")
	})
	t.Run("PEER-26 moved while it goes on, it is another check-in", func(t *testing.T) {
		moved := loneWorkings.Done(t, planned, worker.MoveLone{Times: loneTimes("2026-05-06T14:00:00+01:00", "2026-05-06T16:00:00+01:00", "2026-05-06T16:15:00+01:00")}, byJess)
		require.Empty(t, worker.OverdueCheckIns([]worker.LoneWorking{moved}, p, on("2026-05-06T15:29Z")))
		got := worker.OverdueCheckIns([]worker.LoneWorking{moved}, p, on("2026-05-06T15:30Z"))
		require.NotEqual(t, "lone-working.l1.check-in.20260506T141500.000Z", got[0].Signal.ID)
	})
	t.Run("PEER-26 without a policy nobody waits longer than what is due", func(t *testing.T) {
		require.Empty(t, worker.OverdueCheckIns(all, worker.Policy{}, on("2026-05-06T14:14Z")))
		require.Len(t, worker.OverdueCheckIns(all, worker.Policy{}, on("2026-05-06T14:15Z")), 1)
		none := policyWith(t, obj{"loneWorking": obj{"asked": false}})
		require.Len(t, worker.OverdueCheckIns(all, none, on("2026-05-06T14:15Z")), 1, "a plan that was made counts whether it was asked for or not")
	})
	t.Run("PEER-26 grace is real time on the night the clocks go back", func(t *testing.T) {
		step := theLone()
		step.Times = loneTimes("2026-10-25T00:30:00+01:00", "2026-10-25T01:30:00+01:00", "2026-10-25T01:50:00+01:00")
		l := loneWorkings.Done(t, worker.LoneWorking{}, step, byJess)
		require.Equal(t, on("2026-10-25T01:05Z"), worker.OverdueCheckIns([]worker.LoneWorking{l}, p, on("2026-10-25T01:05Z"))[0].Raised)
		require.Empty(t, worker.OverdueCheckIns([]worker.LoneWorking{l}, p, on("2026-10-25T01:04Z")))
	})
	t.Run("PEER-26 the longest silence first", func(t *testing.T) {
		step := theLone()
		step.ID, step.Times.CheckInDue = "l0", peer.MustMoment("2026-05-06T14:30:00+01:00")
		early := loneWorkings.Done(t, worker.LoneWorking{}, step, byJess)
		got := worker.OverdueCheckIns([]worker.LoneWorking{planned, early}, p, on("2026-05-07T14:30Z"))
		require.Equal(t, early.Ref(), got[0].Plan)
	})
}

func TestLoneHistories(t *testing.T) {
	loneWorkings.Histories(t, workGiven, func(t require.TestingT, l worker.LoneWorking, c peer.Change) {
		require.NotEqual(t, l.Worker(), l.With())
		require.Contains(t, []peer.StaffID{l.Worker(), l.With()}, c.By.Staff)
		require.Equal(t, l.Status() == worker.LoneCheckedIn, !l.HeardAt().IsZero())
		late := worker.OverdueCheckIns([]worker.LoneWorking{l}, worker.Policy{}, l.Times().CheckInDue.UTC())
		require.Len(t, late, map[bool]int{true: 1}[l.Status() == worker.LonePlanned])
	})
}

func TestLoneStored(t *testing.T) {
	records := loneOf(t)
	loneWorkings.Goldens(t, records)
	loneWorkings.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: worker.LonePlanned, Path: "/with", Value: "w4", Heard: "/with"},
		{Of: worker.LonePlanned, Path: "/with", Value: nil, Heard: "/with"},
		{Of: worker.LonePlanned, Path: "/times/expectedEnd", Value: "2026-05-06T14:00:00+01:00", Heard: "/times/expectedEnd"},
		{Of: worker.LonePlanned, Path: "/times/checkInDue", Value: "2026-05-06T12:00:00+01:00", Heard: "/times/checkInDue"},
		{Of: worker.LonePlanned, Path: "/times/checkInDue", Value: nil, Heard: "/times/checkInDue"},
		{Of: worker.LonePlanned, Path: "/heardAt", Value: "2026-05-06T14:00:00.000Z", Heard: "/heardAt"},
		{Of: worker.LonePlanned, Path: "/place", Value: "moon", Heard: "/place"},
		{Of: worker.LonePlanned, Path: "/address", Value: strings.Repeat("x", 501), Heard: "/address"},
		{Of: worker.LoneCheckedIn, Path: "/heardAt", Value: nil, Heard: "/heardAt"},
		{Of: worker.LoneCalledOff, Path: "/heardAt", Value: "2026-05-06T14:00:00.000Z", Heard: "/heardAt"},
	})
}
