package worker_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

type otherStep = worker.OtherWorkStep

var otherWorks = steptest.BenchOf(workGround, worker.OtherWorkTable(), worker.NewOtherWork, worker.CheckNewOtherWork, worker.OtherWorkStarts,
	worker.DecodeOtherWork, worker.EncodeOtherWorkStep, worker.DecodeOtherWorkStep)

func theOther() worker.PlanOtherWork {
	return worker.PlanOtherWork{ID: "o1", Worker: jess, Sort: worker.OtherTalk, On: date("2026-05-06"), Minutes: 90, Title: peer.Say("A talk in the garden"), External: true}
}

func othersOf(t testing.TB) (approved worker.OtherWork, records map[peer.Status]worker.OtherWork) {
	t.Helper()
	planned := otherWorks.Done(t, worker.OtherWork{}, theOther(), byJess)
	approved = otherWorks.Done(t, planned, worker.ApproveOtherWork{}, byHannah)
	return approved, map[peer.Status]worker.OtherWork{worker.OtherPlanned: planned,
		worker.OtherDone:      otherWorks.Done(t, approved, worker.FinishOtherWork{On: date("2026-05-06"), Minutes: 120}, byJess),
		worker.OtherCalledOff: otherWorks.Done(t, planned, worker.CallOtherWorkOff{}, byJess)}
}

func TestOtherWorkEveryRow(t *testing.T) {
	approved, records := othersOf(t)
	whose, planned := row("PEER-63", peer.ErrNotAuthorised), records[worker.OtherPlanned]
	otherWorks.EveryRow(t, anybody(), records,
		otherWorks.Planned(t, "PEER-63 plan", worker.OtherWork{}, theOther(), byJess, worker.OtherPlanned, map[string][]peer.Rule{"/worker": {whose}}),
		otherWorks.Planned(t, "PEER-63 approve", planned, worker.ApproveOtherWork{}, byHannah, worker.OtherPlanned, nil),
		otherWorks.Planned(t, "PEER-63 finish", approved, worker.FinishOtherWork{On: date("2026-05-06"), Minutes: 120}, byJess, worker.OtherDone, nil),
		otherWorks.Planned(t, "PEER-63 call off", planned, worker.CallOtherWorkOff{}, byJess, worker.OtherCalledOff, nil),
	)
}

func TestOtherWorkOutsideHasAYes(t *testing.T) {
	approved, records := othersOf(t)
	planned := records[worker.OtherPlanned]
	finish := otherStep(worker.FinishOtherWork{On: date("2026-05-06"), Minutes: 120})
	t.Run("PEER-63 outside without the line manager's yes", func(t *testing.T) {
		only(t, otherWorks.Tried(t, planned, finish, byJess), "PEER-63 approval-required", "")
		open(t, otherWorks.Tried(t, approved, finish, byJess))
	})
	t.Run("PEER-63 inside nobody is asked", func(t *testing.T) {
		step := theOther()
		step.External = false
		open(t, otherWorks.Tried(t, otherWorks.Done(t, worker.OtherWork{}, step, byJess), finish, byJess))
	})
	t.Run("PEER-63 a yes of somebody else", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byIris, byRowan, peer.ByStaff(rowan, peer.RoleLineManager), bySian, byMegan} {
			only(t, otherWorks.Tried(t, planned, worker.ApproveOtherWork{}, by), "PEER-63 wrong-role", "")
		}
		d := otherWorks.Tried(t, planned, worker.ApproveOtherWork{}, byHannah, func(f *worker.Facts) { f.Lines = peer.Lines{} })
		only(t, d, "PEER-63 wrong-role", "")
		require.Len(t, d.Missing(), 1)
	})
	t.Run("PEER-63 done in the future", func(t *testing.T) {
		only(t, otherWorks.Tried(t, approved, worker.FinishOtherWork{On: date("2026-05-07"), Minutes: 90}, byJess), "PEER-63 future-date", "/on")
	})
	readers.See(t, planned, "work", "garden", "PEER-63 not-authorised", "jess", "hannah", "iris")
	done := records[worker.OtherDone]
	who, when := done.Approved()
	require.Equal(t, theOther().Title, done.Title())
	require.Equal(t, []any{jess, worker.OtherTalk, date("2026-05-06"), 120, true, hannah, on(workLater)}, []any{done.Worker(), done.Sort(), done.On(), done.Minutes(), done.External(), who, when})
}

func TestOtherWorkHistories(t *testing.T) {
	otherWorks.Histories(t, workGiven, func(t require.TestingT, o worker.OtherWork, c peer.Change) {
		who, _ := o.Approved()
		require.True(t, o.Status() != worker.OtherDone || !o.External() || who == hannah)
		require.True(t, who == "" || who == hannah)
		require.True(t, (c.Do == "approve") != (c.By.Staff == o.Worker()))
	})
}

func TestOtherWorkStored(t *testing.T) {
	approved, records := othersOf(t)
	otherWorks.Goldens(t, records)
	records[worker.OtherPlanned] = approved
	otherWorks.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: worker.OtherPlanned, Path: "/approvedAt", Value: nil, Heard: "/approved"},
		{Of: worker.OtherPlanned, Path: "/approved", Value: nil, Heard: "/approved"},
		{Of: worker.OtherPlanned, Path: "/approved", Value: "w4", Heard: "/approved"},
		{Of: worker.OtherPlanned, Path: "/minutes", Value: 1441, Heard: "/minutes"},
		{Of: worker.OtherPlanned, Path: "/sort", Value: "selling", Heard: "/sort"},
		{Of: worker.OtherDone, Path: "/approved", Value: nil, Heard: "/approved"},
		{Of: worker.OtherCalledOff, Path: "/on", Value: nil, Heard: "/on"},
	})
	_, err := worker.DecodeOtherWork([]byte(strings.Replace(string(steptest.PutAnew(t, records[worker.OtherDone], "/approved", nil)), `"approvedAt"`, `"ignored"`, 1)))
	require.ErrorIs(t, err, peer.ErrSchema)
}

func TestSupportStructures(t *testing.T) {
	whole := worker.SupportStructure{Organisation: "A", Sort: worker.SupportPeers, Name: "Peers on Tuesdays", Route: "room 3, from noon"}
	t.Run("PEER-19 what is missing or does not fit comes at once", func(t *testing.T) {
		require.NoError(t, whole.Validate())
		for path, c := range map[string]struct {
			spoil func(*worker.SupportStructure)
			code  peer.Code
		}{
			"/organisation": {func(s *worker.SupportStructure) { s.Organisation = "" }, peer.ErrRequired},
			"/sort":         {func(s *worker.SupportStructure) { s.Sort = "pub" }, peer.ErrUnknownCode},
			"/name":         {func(s *worker.SupportStructure) { s.Name = strings.Repeat("x", 201) }, peer.ErrTooLong},
			"/route":        {func(s *worker.SupportStructure) { s.Route = strings.Repeat("x", 501) }, peer.ErrTooLong},
		} {
			s := whole
			c.spoil(&s)
			var r *peer.Refusal
			require.ErrorAs(t, s.Validate(), &r)
			require.Len(t, r.Reasons, 1)
			require.Equal(t, path, r.Reasons[0].Path)
			require.ErrorIs(t, r, c.code)
		}
		var r *peer.Refusal
		require.ErrorAs(t, worker.SupportStructure{}.Validate(), &r)
		require.Len(t, r.Reasons, 4)
	})
	t.Run("PEER-19 of one organisation, by sort", func(t *testing.T) {
		channel, theirs, broken := whole, whole, whole
		channel.Sort, theirs.Organisation, broken.Route = worker.SupportChannel, "B", ""
		got, err := worker.SupportOf("A", []worker.SupportStructure{whole, theirs, broken, channel})
		require.Equal(t, []worker.SupportStructure{channel, whole}, got)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Equal(t, "/2/route", r.Reasons[0].Path)
		_, err = worker.SupportOf("A", []worker.SupportStructure{whole})
		require.NoError(t, err)
	})
}
