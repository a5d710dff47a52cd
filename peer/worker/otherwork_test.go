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

var otherKind = steptest.Kind[worker.OtherWork, otherStep, worker.Facts]{
	Table: worker.OtherWorkTable(), New: worker.NewOtherWork, CheckNew: worker.CheckNewOtherWork, Starts: worker.OtherWorkStarts,
	Do: worker.OtherWork.Do, Check: worker.OtherWork.Check, Choices: worker.OtherWork.Choices,
	Decode: worker.DecodeOtherWork, EncodeStep: worker.EncodeOtherWorkStep, DecodeStep: worker.DecodeOtherWorkStep,
}

func theOther() worker.PlanOtherWork {
	return worker.PlanOtherWork{ID: "o1", Worker: jess, Sort: worker.OtherTalk, On: workDate("2026-05-06"), Minutes: 90, Title: peer.Say("A talk in the garden"), External: true}
}

func othersOf(t testing.TB) (approved worker.OtherWork, records map[peer.Status]worker.OtherWork) {
	t.Helper()
	planned := workDone(t, otherKind, worker.OtherWork{}, otherStep(theOther()), byJess)
	approved = workDone(t, otherKind, planned, otherStep(worker.ApproveOtherWork{}), workHannah)
	return approved, map[peer.Status]worker.OtherWork{worker.OtherPlanned: planned,
		worker.OtherDone:      workDone(t, otherKind, approved, otherStep(worker.FinishOtherWork{On: workDate("2026-05-06"), Minutes: 120}), byJess),
		worker.OtherCalledOff: workDone(t, otherKind, planned, otherStep(worker.CallOtherWorkOff{}), byJess)}
}

func TestOtherWorkEveryRow(t *testing.T) {
	approved, records := othersOf(t)
	whose, planned := row("PEER-63", peer.ErrNotAuthorised), records[worker.OtherPlanned]
	workPlan(t, otherKind, records,
		workCase(t, "PEER-63 plan", worker.OtherWork{}, otherStep(theOther()), byJess, worker.OtherPlanned, map[string][]peer.Rule{"/worker": {whose}}),
		workCase(t, "PEER-63 approve", planned, otherStep(worker.ApproveOtherWork{}), workHannah, worker.OtherPlanned, nil),
		workCase(t, "PEER-63 finish", approved, otherStep(worker.FinishOtherWork{On: workDate("2026-05-06"), Minutes: 120}), byJess, worker.OtherDone, nil),
		workCase(t, "PEER-63 call off", planned, otherStep(worker.CallOtherWorkOff{}), byJess, worker.OtherCalledOff, nil),
	)
}

func TestOtherWorkOutsideHasAYes(t *testing.T) {
	approved, records := othersOf(t)
	planned := records[worker.OtherPlanned]
	finish := otherStep(worker.FinishOtherWork{On: workDate("2026-05-06"), Minutes: 120})
	t.Run("PEER-63 outside without the line manager's yes", func(t *testing.T) {
		only(t, workTried(t, otherKind, planned, finish, byJess), "PEER-63 approval-required", "")
		open(t, workTried(t, otherKind, approved, finish, byJess))
	})
	t.Run("PEER-63 inside nobody is asked", func(t *testing.T) {
		step := theOther()
		step.External = false
		open(t, workTried(t, otherKind, workDone(t, otherKind, worker.OtherWork{}, otherStep(step), byJess), finish, byJess))
	})
	t.Run("PEER-63 a yes of somebody else", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, workIris, byRowan, peer.ByStaff(rowan, peer.RoleLineManager), bySian, byMegan} {
			only(t, workTried(t, otherKind, planned, otherStep(worker.ApproveOtherWork{}), by), "PEER-63 wrong-role", "")
		}
		d := workTried(t, otherKind, planned, otherStep(worker.ApproveOtherWork{}), workHannah, func(f *worker.Facts) { f.Lines = peer.Lines{} })
		only(t, d, "PEER-63 wrong-role", "")
		require.Len(t, d.Missing(), 1)
	})
	t.Run("PEER-63 done in the future", func(t *testing.T) {
		only(t, workTried(t, otherKind, approved, otherStep(worker.FinishOtherWork{On: workDate("2026-05-07"), Minutes: 90}), byJess), "PEER-63 future-date", "/on")
	})
	workSeen(t, planned, "work", "jess", "hannah", "iris")
	done := records[worker.OtherDone]
	who, when := done.Approved()
	require.Equal(t, theOther().Title, done.Title())
	require.Equal(t, []any{jess, worker.OtherTalk, workDate("2026-05-06"), 120, true, workManager, on(workLater)}, []any{done.Worker(), done.Sort(), done.On(), done.Minutes(), done.External(), who, when})
}

func TestOtherWorkHistories(t *testing.T) {
	workHistories(t, otherKind, func(t require.TestingT, o worker.OtherWork, c peer.Change) {
		who, _ := o.Approved()
		require.True(t, o.Status() != worker.OtherDone || !o.External() || who == workManager)
		require.True(t, who == "" || who == workManager)
		require.True(t, (c.Do == "approve") != (c.By.Staff == o.Worker()))
	})
}

func TestOtherWorkStored(t *testing.T) {
	approved, records := othersOf(t)
	workGoldens(t, worker.DecodeOtherWork, records)
	records[worker.OtherPlanned] = approved
	workUnreadable(t, worker.DecodeOtherWork, records, []workHostile{
		{worker.OtherPlanned, "/approvedAt", nil, "/approved"},
		{worker.OtherPlanned, "/approved", nil, "/approved"},
		{worker.OtherPlanned, "/approved", "w4", "/approved"},
		{worker.OtherPlanned, "/minutes", 1441, "/minutes"},
		{worker.OtherPlanned, "/sort", "selling", "/sort"},
		{worker.OtherDone, "/approved", nil, "/approved"},
		{worker.OtherCalledOff, "/on", nil, "/on"},
	})
	_, err := worker.DecodeOtherWork([]byte(strings.Replace(string(workAnew(t, records[worker.OtherDone], "/approved", nil)), `"approvedAt"`, `"ignored"`, 1)))
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
