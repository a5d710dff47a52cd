package worker_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

type appStep = worker.AppraisalStep

var appraisalKind = steptest.Kind[worker.Appraisal, appStep, worker.Facts]{
	Table: worker.AppraisalTable(), New: worker.NewAppraisal, CheckNew: worker.CheckNewAppraisal, Starts: worker.AppraisalStarts,
	Do: worker.Appraisal.Do, Check: worker.Appraisal.Check, Choices: worker.Appraisal.Choices,
	Decode: worker.DecodeAppraisal, EncodeStep: worker.EncodeAppraisalStep, DecodeStep: worker.DecodeAppraisalStep,
}

func theAppraisal() worker.RecordAppraisal {
	return worker.RecordAppraisal{ID: "a1", Worker: jess, With: workManager, On: workDate("2026-05-04")}
}

func appraisalsOf(t testing.TB) map[peer.Status]worker.Appraisal {
	t.Helper()
	held := workDone(t, appraisalKind, worker.Appraisal{}, appStep(theAppraisal()), workHannah)
	return map[peer.Status]worker.Appraisal{worker.AppraisalHeld: held,
		worker.AppraisalInError: workDone(t, appraisalKind, held, appStep(worker.MarkAppraisalInError{Mistake: worker.WrittenTwice}), byJess)}
}

func TestAppraisalEveryRow(t *testing.T) {
	records := appraisalsOf(t)
	wrong, held := row("PEER-14", peer.ErrWrongRole), records[worker.AppraisalHeld]
	workPlan(t, appraisalKind, records,
		workCase(t, "PEER-14 the line manager writes it down", worker.Appraisal{}, appStep(theAppraisal()), workHannah, worker.AppraisalHeld, map[string][]peer.Rule{"/with": {wrong}}),
		workCase(t, "PEER-14 the worker writes it down", worker.Appraisal{}, appStep(theAppraisal()), byJess, worker.AppraisalHeld, map[string][]peer.Rule{"/worker": {wrong}, "/with": {wrong}}),
		workCase(t, "PEER-49 in error", held, appStep(worker.MarkAppraisalInError{Mistake: worker.OtherMistake}), workHannah, worker.AppraisalInError, nil),
	)
}

func TestAppraisalIsHeldByTheLineManager(t *testing.T) {
	try := func(with peer.StaffID, by peer.Actor, set ...func(*worker.Facts)) peer.Decision {
		step := theAppraisal()
		step.With = with
		return workTried(t, appraisalKind, worker.Appraisal{}, appStep(step), by, set...)
	}
	t.Run("PEER-14 by somebody else than the line manager", func(t *testing.T) {
		only(t, try(workLead, workIris), "PEER-14 wrong-role", "/with")
		only(t, try(rowan, peer.ByStaff(rowan, peer.RoleLineManager)), "PEER-14 wrong-role", "/with")
		only(t, try(workManager, workHannah, func(f *worker.Facts) { f.Lines.LineManager = "another" }), "PEER-14 wrong-role", "/with")
		d := try(workManager, workHannah, func(f *worker.Facts) { f.Lines = peer.Lines{} })
		only(t, d, "PEER-14 wrong-role", "/with")
		require.Len(t, d.Missing(), 1)
	})
	t.Run("PEER-14 by oneself", func(t *testing.T) {
		only(t, try(jess, byJess), "PEER-14 self-reference", "/with")
		only(t, try(jess, byJess, func(f *worker.Facts) { f.Lines.LineManager = jess }), "PEER-14 self-reference", "/with")
	})
	t.Run("PEER-14 written down by somebody who was not there", func(t *testing.T) {
		only(t, try(workManager, workIris), "PEER-14 wrong-role", "")
	})
	t.Run("PEER-14 in the future", func(t *testing.T) {
		step := theAppraisal()
		step.On = workDate("2026-05-05")
		only(t, workTried(t, appraisalKind, worker.Appraisal{}, appStep(step), byJess), "PEER-14 future-date", "/on")
	})
	held := appraisalsOf(t)[worker.AppraisalHeld]
	workSeen(t, held, "appraisal", "jess", "hannah", "iris")
	require.Equal(t, []any{jess, workManager, workDate("2026-05-04"), on(workFirst), worker.Mistake("")}, []any{held.Worker(), held.With(), held.On(), held.Recorded(), held.Mistake()})
}

func TestAppraisalHistories(t *testing.T) {
	workHistories(t, appraisalKind, func(t require.TestingT, a worker.Appraisal, c peer.Change) {
		require.Equal(t, workManager, a.With())
		require.True(t, c.By.Staff == a.Worker() || c.By.Staff == a.With())
	})
}

func TestAppraisalStored(t *testing.T) {
	records := appraisalsOf(t)
	workGoldens(t, worker.DecodeAppraisal, records)
	workUnreadable(t, worker.DecodeAppraisal, records, []workHostile{
		{worker.AppraisalHeld, "/with", "w4", "/with"},
		{worker.AppraisalHeld, "/on", nil, "/on"},
		{worker.AppraisalHeld, "/score", 3, "/score"},
		{worker.AppraisalInError, "/mistake", "unfit", "/mistake"},
		{worker.AppraisalInError, "/mistake", nil, "/mistake"},
	})
}

type devStep = worker.DevelopmentSessionStep

var developmentKind = steptest.Kind[worker.DevelopmentSession, devStep, worker.Facts]{
	Table: worker.DevelopmentSessionTable(), New: worker.NewDevelopmentSession, CheckNew: worker.CheckNewDevelopmentSession, Starts: worker.DevelopmentSessionStarts,
	Do: worker.DevelopmentSession.Do, Check: worker.DevelopmentSession.Check, Choices: worker.DevelopmentSession.Choices,
	Decode: worker.DecodeDevelopmentSession, EncodeStep: worker.EncodeDevelopmentSessionStep, DecodeStep: worker.DecodeDevelopmentSessionStep,
}

func theSession() worker.RecordDevelopment {
	return worker.RecordDevelopment{ID: "d1", Worker: jess, On: workDate("2026-05-04"), Title: peer.Say("Listening in the garden"), Needs: []string{"n1"}}
}

func sessionsOf(t testing.TB) map[peer.Status]worker.DevelopmentSession {
	t.Helper()
	held := workDone(t, developmentKind, worker.DevelopmentSession{}, devStep(theSession()), byJess)
	return map[peer.Status]worker.DevelopmentSession{worker.DevelopmentHeld: held,
		worker.DevelopmentInError: workDone(t, developmentKind, held, devStep(worker.MarkDevelopmentInError{Mistake: worker.WrongDay}), byJess)}
}

func TestDevelopmentSession(t *testing.T) {
	records := sessionsOf(t)
	whose, held := row("PEER-14", peer.ErrNotAuthorised), records[worker.DevelopmentHeld]
	workPlan(t, developmentKind, records,
		workCase(t, "PEER-14 the worker was there", worker.DevelopmentSession{}, devStep(theSession()), byJess, worker.DevelopmentHeld, map[string][]peer.Rule{"/worker": {whose}}),
		workCase(t, "PEER-49 in error", held, devStep(worker.MarkDevelopmentInError{Mistake: worker.OtherMistake}), byJess, worker.DevelopmentInError, nil),
	)
	t.Run("PEER-14 in the future", func(t *testing.T) {
		step := theSession()
		step.On = workDate("2026-05-05")
		only(t, workTried(t, developmentKind, worker.DevelopmentSession{}, devStep(step), byJess), "PEER-14 future-date", "/on")
	})
	workSeen(t, held, "session", "jess", "hannah", "iris")
	held.Needs()[0] = "n9"
	require.Equal(t, []any{jess, workDate("2026-05-04"), peer.Say("Listening in the garden"), []string{"n1"}, on(workFirst), worker.Mistake("")},
		[]any{held.Worker(), held.On(), held.Title(), held.Needs(), held.Recorded(), held.Mistake()})
	workHistories(t, developmentKind, func(t require.TestingT, d worker.DevelopmentSession, c peer.Change) {
		require.Equal(t, d.Worker(), c.By.Staff)
	})
	workGoldens(t, worker.DecodeDevelopmentSession, records)
	workUnreadable(t, worker.DecodeDevelopmentSession, records, []workHostile{
		{worker.DevelopmentHeld, "/mistake", "other", "/mistake"},
		{worker.DevelopmentHeld, "/title", strings.Repeat("x", 201), "/title"},
		{worker.DevelopmentInError, "/mistake", nil, "/mistake"},
	})
}

type needStep = worker.DevelopmentNeedStep

var needKind = steptest.Kind[worker.DevelopmentNeed, needStep, worker.Facts]{
	Table: worker.DevelopmentNeedTable(), New: worker.NewDevelopmentNeed, CheckNew: worker.CheckNewDevelopmentNeed, Starts: worker.DevelopmentNeedStarts,
	Do: worker.DevelopmentNeed.Do, Check: worker.DevelopmentNeed.Check, Choices: worker.DevelopmentNeed.Choices,
	Decode: worker.DecodeDevelopmentNeed, EncodeStep: worker.EncodeDevelopmentNeedStep, DecodeStep: worker.DecodeDevelopmentNeedStep,
}

func theNeed() worker.NameNeed {
	return worker.NameNeed{ID: "n1", Worker: jess, Words: unsigned("to hold a group in the garden"), Until: workDate("2026-12-01")}
}

func needsOf(t testing.TB) map[peer.Status]worker.DevelopmentNeed {
	t.Helper()
	named := workDone(t, needKind, worker.DevelopmentNeed{}, needStep(theNeed()), byJess)
	agreed := workDone(t, needKind, named, needStep(worker.AgreeNeed{}), workHannah)
	return map[peer.Status]worker.DevelopmentNeed{worker.NeedNamed: named, worker.NeedAgreed: agreed,
		worker.NeedMet: workDone(t, needKind, agreed, needStep(worker.MeetNeed{}), byJess), worker.NeedLeft: workDone(t, needKind, named, needStep(worker.LeaveNeed{}), byJess)}
}

func TestDevelopmentNeedEveryRow(t *testing.T) {
	records := needsOf(t)
	wrong := row("PEER-14", peer.ErrWrongRole)
	byManager := workDone(t, needKind, worker.DevelopmentNeed{}, needStep(theNeed()), workHannah)
	workPlan(t, needKind, records,
		workCase(t, "PEER-14 the worker names it", worker.DevelopmentNeed{}, needStep(theNeed()), byJess, worker.NeedNamed, map[string][]peer.Rule{"/worker": {wrong}}),
		workCase(t, "PEER-14 the manager names it", worker.DevelopmentNeed{}, needStep(theNeed()), workHannah, worker.NeedNamed, nil),
		workCase(t, "PEER-14 the manager agrees", records[worker.NeedNamed], needStep(worker.AgreeNeed{}), workHannah, worker.NeedAgreed, nil),
		workCase(t, "PEER-14 the worker agrees", byManager, needStep(worker.AgreeNeed{}), byJess, worker.NeedAgreed, nil),
		workCase(t, "PEER-14 met", records[worker.NeedAgreed], needStep(worker.MeetNeed{}), workHannah, worker.NeedMet, nil),
		workCase(t, "PEER-14 left", records[worker.NeedAgreed], needStep(worker.LeaveNeed{}), byJess, worker.NeedLeft, nil),
	)
}

func TestDevelopmentNeedIsAgreedByBoth(t *testing.T) {
	records := needsOf(t)
	named := records[worker.NeedNamed]
	t.Run("PEER-14 nobody agrees for the other", func(t *testing.T) {
		only(t, workTried(t, needKind, named, needStep(worker.AgreeNeed{}), byJess), "PEER-14 not-authorised", "")
		byManager := workDone(t, needKind, worker.DevelopmentNeed{}, needStep(theNeed()), workHannah)
		only(t, workTried(t, needKind, byManager, needStep(worker.AgreeNeed{}), workHannah), "PEER-14 not-authorised", "")
		open(t, workTried(t, needKind, byManager, needStep(worker.AgreeNeed{}), byJess))
	})
	t.Run("PEER-14 somebody else than the line manager agrees", func(t *testing.T) {
		for _, by := range []peer.Actor{workIris, byKay, byRowan, peer.ByStaff(rowan, peer.RoleLineManager)} {
			only(t, workTried(t, needKind, named, needStep(worker.AgreeNeed{}), by), "PEER-14 wrong-role", "")
		}
		d := workTried(t, needKind, named, needStep(worker.AgreeNeed{}), workHannah, func(f *worker.Facts) { f.Lines = peer.Lines{} })
		only(t, d, "PEER-14 wrong-role", "")
		require.Len(t, d.Missing(), 1)
	})
	t.Run("PEER-14 words of somebody else", func(t *testing.T) {
		step := theNeed()
		for _, by := range []peer.Actor{workHannah, bySian, {Staff: jess, Person: sian}} {
			step.Words = own(by, "to be on time")
			only(t, workTried(t, needKind, worker.DevelopmentNeed{}, needStep(step), byJess), "PEER-14 not-authorised", "/words")
		}
		step.Words = own(byJess, "the garden")
		open(t, workTried(t, needKind, worker.DevelopmentNeed{}, needStep(step), byJess))
	})
	for _, r := range records {
		workSeen(t, r, "need", "jess", "hannah", "iris")
	}
	agreed := records[worker.NeedAgreed]
	mine, theirs := agreed.Both()
	require.Equal(t, []any{jess, workManager, workDate("2026-12-01"), on(workFirst), on(workLater)}, []any{agreed.Worker(), agreed.Manager(), agreed.Until(), mine, theirs})
	require.Equal(t, peer.ByStaff(jess, ""), agreed.Words().By)
}

func TestDevelopmentNeedHistories(t *testing.T) {
	workHistories(t, needKind, func(t require.TestingT, d worker.DevelopmentNeed, c peer.Change) {
		mine, theirs := d.Both()
		both := !mine.IsZero() && !theirs.IsZero()
		require.True(t, both || d.Status() == worker.NeedNamed || d.Status() == worker.NeedLeft)
		require.True(t, c.By.Staff == d.Worker() || c.By.Staff == workManager)
		require.True(t, d.Words().By == peer.ByStaff(d.Worker(), "") || d.Words().By == peer.ByStaff(workManager, ""))
	})
}

func TestDevelopmentNeedStored(t *testing.T) {
	records := needsOf(t)
	workGoldens(t, worker.DecodeDevelopmentNeed, records)
	const never = "0001-01-01T00:00:00.000Z"
	workUnreadable(t, worker.DecodeDevelopmentNeed, records, []workHostile{
		{worker.NeedNamed, "/words/by", map[string]any{"staff": "w5"}, "/words"},
		{worker.NeedNamed, "/words/by", map[string]any{"staff": "w4", "person": "p4"}, "/words"},
		{worker.NeedNamed, "/words/by", map[string]any{"staff": "w4", "role": "peer-worker"}, "/words"},
		{worker.NeedNamed, "/words/by", map[string]any{}, "/words"},
		{worker.NeedNamed, "/words/text", strings.Repeat("x", 1001), "/words/text"},
		{worker.NeedNamed, "/manager", "hannah-voss", "/manager"},
		{worker.NeedNamed, "/workerYes", never, "/workerYes"},
		{worker.NeedAgreed, "/manager", "w4", "/manager"},
		{worker.NeedAgreed, "/managerYes", never, "/managerYes"},
		{worker.NeedMet, "/workerYes", never, "/managerYes"},
	})
}
