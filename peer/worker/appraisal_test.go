package worker_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

var appraisals = steptest.BenchOf(workGround, worker.AppraisalTable(), worker.NewAppraisal, worker.CheckNewAppraisal, worker.AppraisalStarts,
	worker.DecodeAppraisal, worker.EncodeAppraisalStep, worker.DecodeAppraisalStep)

func theAppraisal() worker.RecordAppraisal {
	return worker.RecordAppraisal{ID: "a1", Worker: jess, With: hannah, On: date("2026-05-04")}
}

func appraisalsOf(t testing.TB) map[peer.Status]worker.Appraisal {
	t.Helper()
	held := appraisals.Done(t, worker.Appraisal{}, theAppraisal(), byHannah)
	return map[peer.Status]worker.Appraisal{worker.AppraisalHeld: held,
		worker.AppraisalInError: appraisals.Done(t, held, worker.MarkAppraisalInError{Mistake: worker.WrittenTwice}, byJess)}
}

func TestAppraisalEveryRow(t *testing.T) {
	records := appraisalsOf(t)
	wrong, held := row("PEER-14", peer.ErrWrongRole), records[worker.AppraisalHeld]
	appraisals.EveryRow(t, anybody(), records,
		appraisals.Planned(t, "PEER-14 the line manager writes it down", worker.Appraisal{}, theAppraisal(), byHannah, worker.AppraisalHeld, map[string][]peer.Rule{"/with": {wrong}}),
		appraisals.Planned(t, "PEER-14 the worker writes it down", worker.Appraisal{}, theAppraisal(), byJess, worker.AppraisalHeld, map[string][]peer.Rule{"/worker": {wrong}, "/with": {wrong}}),
		appraisals.Planned(t, "PEER-49 in error", held, worker.MarkAppraisalInError{Mistake: worker.OtherMistake}, byHannah, worker.AppraisalInError, nil),
	)
}

func TestAppraisalIsHeldByTheLineManager(t *testing.T) {
	try := func(with peer.StaffID, by peer.Actor, set ...func(*worker.Facts)) peer.Decision {
		step := theAppraisal()
		step.With = with
		return appraisals.Tried(t, worker.Appraisal{}, step, by, set...)
	}
	t.Run("PEER-14 by somebody else than the line manager", func(t *testing.T) {
		only(t, try(iris, byIris), "PEER-14 wrong-role", "/with")
		only(t, try(rowan, peer.ByStaff(rowan, peer.RoleLineManager)), "PEER-14 wrong-role", "/with")
		only(t, try(hannah, byHannah, func(f *worker.Facts) { f.Lines.LineManager = "another" }), "PEER-14 wrong-role", "/with")
		d := try(hannah, byHannah, func(f *worker.Facts) { f.Lines = peer.Lines{} })
		only(t, d, "PEER-14 wrong-role", "/with")
		require.Len(t, d.Missing(), 1)
	})
	t.Run("PEER-14 by oneself", func(t *testing.T) {
		only(t, try(jess, byJess), "PEER-14 self-reference", "/with")
		only(t, try(jess, byJess, func(f *worker.Facts) { f.Lines.LineManager = jess }), "PEER-14 self-reference", "/with")
	})
	t.Run("PEER-14 written down by somebody who was not there", func(t *testing.T) {
		only(t, try(hannah, byIris), "PEER-14 wrong-role", "")
	})
	t.Run("PEER-14 in the future", func(t *testing.T) {
		step := theAppraisal()
		step.On = date("2026-05-05")
		only(t, appraisals.Tried(t, worker.Appraisal{}, step, byJess), "PEER-14 future-date", "/on")
	})
	held := appraisalsOf(t)[worker.AppraisalHeld]
	readers.See(t, held, "appraisal", `"with":`, "PEER-14 not-authorised", "jess", "hannah", "iris")
	require.Equal(t, []any{jess, hannah, date("2026-05-04"), on(workFirst), worker.Mistake("")}, []any{held.Worker(), held.With(), held.On(), held.Recorded(), held.Mistake()})
}

func TestAppraisalHistories(t *testing.T) {
	appraisals.Histories(t, workGiven, func(t require.TestingT, a worker.Appraisal, c peer.Change) {
		require.Equal(t, hannah, a.With())
		require.True(t, c.By.Staff == a.Worker() || c.By.Staff == a.With())
	})
}

func TestAppraisalStored(t *testing.T) {
	records := appraisalsOf(t)
	appraisals.Goldens(t, records)
	appraisals.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: worker.AppraisalHeld, Path: "/with", Value: "w4", Heard: "/with"},
		{Of: worker.AppraisalHeld, Path: "/on", Value: nil, Heard: "/on"},
		{Of: worker.AppraisalHeld, Path: "/score", Value: 3, Heard: "/score"},
		{Of: worker.AppraisalInError, Path: "/mistake", Value: "unfit", Heard: "/mistake"},
		{Of: worker.AppraisalInError, Path: "/mistake", Value: nil, Heard: "/mistake"},
	})
}

var developments = steptest.BenchOf(workGround, worker.DevelopmentSessionTable(), worker.NewDevelopmentSession, worker.CheckNewDevelopmentSession, worker.DevelopmentSessionStarts,
	worker.DecodeDevelopmentSession, worker.EncodeDevelopmentSessionStep, worker.DecodeDevelopmentSessionStep)

func theSession() worker.RecordDevelopment {
	return worker.RecordDevelopment{ID: "d1", Worker: jess, On: date("2026-05-04"), Title: peer.Say("Listening in the garden"), Needs: []string{"n1"}}
}

func sessionsOf(t testing.TB) map[peer.Status]worker.DevelopmentSession {
	t.Helper()
	held := developments.Done(t, worker.DevelopmentSession{}, theSession(), byJess)
	return map[peer.Status]worker.DevelopmentSession{worker.DevelopmentHeld: held,
		worker.DevelopmentInError: developments.Done(t, held, worker.MarkDevelopmentInError{Mistake: worker.WrongDay}, byJess)}
}

func TestDevelopmentSession(t *testing.T) {
	records := sessionsOf(t)
	whose, held := row("PEER-14", peer.ErrNotAuthorised), records[worker.DevelopmentHeld]
	developments.EveryRow(t, anybody(), records,
		developments.Planned(t, "PEER-14 the worker was there", worker.DevelopmentSession{}, theSession(), byJess, worker.DevelopmentHeld, map[string][]peer.Rule{"/worker": {whose}}),
		developments.Planned(t, "PEER-49 in error", held, worker.MarkDevelopmentInError{Mistake: worker.OtherMistake}, byJess, worker.DevelopmentInError, nil),
	)
	t.Run("PEER-14 in the future", func(t *testing.T) {
		step := theSession()
		step.On = date("2026-05-05")
		only(t, developments.Tried(t, worker.DevelopmentSession{}, step, byJess), "PEER-14 future-date", "/on")
	})
	readers.See(t, held, "session", "garden", "PEER-14 not-authorised", "jess", "hannah", "iris")
	held.Needs()[0] = "n9"
	require.Equal(t, []any{jess, date("2026-05-04"), peer.Say("Listening in the garden"), []string{"n1"}, on(workFirst), worker.Mistake("")},
		[]any{held.Worker(), held.On(), held.Title(), held.Needs(), held.Recorded(), held.Mistake()})
	developments.Histories(t, workGiven, func(t require.TestingT, d worker.DevelopmentSession, c peer.Change) {
		require.Equal(t, d.Worker(), c.By.Staff)
	})
	developments.Goldens(t, records)
	developments.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: worker.DevelopmentHeld, Path: "/mistake", Value: "other", Heard: "/mistake"},
		{Of: worker.DevelopmentHeld, Path: "/title", Value: strings.Repeat("x", 201), Heard: "/title"},
		{Of: worker.DevelopmentInError, Path: "/mistake", Value: nil, Heard: "/mistake"},
	})
}

var needs = steptest.BenchOf(workGround, worker.DevelopmentNeedTable(), worker.NewDevelopmentNeed, worker.CheckNewDevelopmentNeed, worker.DevelopmentNeedStarts,
	worker.DecodeDevelopmentNeed, worker.EncodeDevelopmentNeedStep, worker.DecodeDevelopmentNeedStep)

func theNeed() worker.NameNeed {
	return worker.NameNeed{ID: "n1", Worker: jess, Words: unsigned("to hold a group in the garden"), Until: date("2026-12-01")}
}

func needsOf(t testing.TB) map[peer.Status]worker.DevelopmentNeed {
	t.Helper()
	named := needs.Done(t, worker.DevelopmentNeed{}, theNeed(), byJess)
	agreed := needs.Done(t, named, worker.AgreeNeed{}, byHannah)
	return map[peer.Status]worker.DevelopmentNeed{worker.NeedNamed: named, worker.NeedAgreed: agreed,
		worker.NeedMet: needs.Done(t, agreed, worker.MeetNeed{}, byJess), worker.NeedLeft: needs.Done(t, named, worker.LeaveNeed{}, byJess)}
}

func TestDevelopmentNeedEveryRow(t *testing.T) {
	records := needsOf(t)
	wrong := row("PEER-14", peer.ErrWrongRole)
	byManager := needs.Done(t, worker.DevelopmentNeed{}, theNeed(), byHannah)
	needs.EveryRow(t, anybody(), records,
		needs.Planned(t, "PEER-14 the worker names it", worker.DevelopmentNeed{}, theNeed(), byJess, worker.NeedNamed, map[string][]peer.Rule{"/worker": {wrong}}),
		needs.Planned(t, "PEER-14 the manager names it", worker.DevelopmentNeed{}, theNeed(), byHannah, worker.NeedNamed, nil),
		needs.Planned(t, "PEER-14 the manager agrees", records[worker.NeedNamed], worker.AgreeNeed{}, byHannah, worker.NeedAgreed, nil),
		needs.Planned(t, "PEER-14 the worker agrees", byManager, worker.AgreeNeed{}, byJess, worker.NeedAgreed, nil),
		needs.Planned(t, "PEER-14 met", records[worker.NeedAgreed], worker.MeetNeed{}, byHannah, worker.NeedMet, nil),
		needs.Planned(t, "PEER-14 left", records[worker.NeedAgreed], worker.LeaveNeed{}, byJess, worker.NeedLeft, nil),
	)
}

func TestDevelopmentNeedIsAgreedByBoth(t *testing.T) {
	records := needsOf(t)
	named := records[worker.NeedNamed]
	t.Run("PEER-14 nobody agrees for the other", func(t *testing.T) {
		only(t, needs.Tried(t, named, worker.AgreeNeed{}, byJess), "PEER-14 not-authorised", "")
		byManager := needs.Done(t, worker.DevelopmentNeed{}, theNeed(), byHannah)
		only(t, needs.Tried(t, byManager, worker.AgreeNeed{}, byHannah), "PEER-14 not-authorised", "")
		open(t, needs.Tried(t, byManager, worker.AgreeNeed{}, byJess))
	})
	t.Run("PEER-14 somebody else than the line manager agrees", func(t *testing.T) {
		for _, by := range []peer.Actor{byIris, byKay, byRowan, peer.ByStaff(rowan, peer.RoleLineManager)} {
			only(t, needs.Tried(t, named, worker.AgreeNeed{}, by), "PEER-14 wrong-role", "")
		}
		d := needs.Tried(t, named, worker.AgreeNeed{}, byHannah, func(f *worker.Facts) { f.Lines = peer.Lines{} })
		only(t, d, "PEER-14 wrong-role", "")
		require.Len(t, d.Missing(), 1)
	})
	t.Run("PEER-14 words of somebody else", func(t *testing.T) {
		step := theNeed()
		for _, by := range []peer.Actor{byHannah, bySian, {Staff: jess, Person: sian}} {
			step.Words = own(by, "to be on time")
			only(t, needs.Tried(t, worker.DevelopmentNeed{}, step, byJess), "PEER-14 not-authorised", "/words")
		}
		step.Words = own(byJess, "the garden")
		open(t, needs.Tried(t, worker.DevelopmentNeed{}, step, byJess))
	})
	for _, r := range records {
		readers.See(t, r, "need", "garden", "PEER-14 not-authorised", "jess", "hannah", "iris")
	}
	agreed := records[worker.NeedAgreed]
	mine, theirs := agreed.Both()
	require.Equal(t, []any{jess, hannah, date("2026-12-01"), on(workFirst), on(workLater)}, []any{agreed.Worker(), agreed.Manager(), agreed.Until(), mine, theirs})
	require.Equal(t, peer.ByStaff(jess, ""), agreed.Words().By)
}

func TestDevelopmentNeedHistories(t *testing.T) {
	needs.Histories(t, workGiven, func(t require.TestingT, d worker.DevelopmentNeed, c peer.Change) {
		mine, theirs := d.Both()
		both := !mine.IsZero() && !theirs.IsZero()
		require.True(t, both || d.Status() == worker.NeedNamed || d.Status() == worker.NeedLeft)
		require.True(t, c.By.Staff == d.Worker() || c.By.Staff == hannah)
		require.True(t, d.Words().By == peer.ByStaff(d.Worker(), "") || d.Words().By == peer.ByStaff(hannah, ""))
	})
}

func TestDevelopmentNeedStored(t *testing.T) {
	records := needsOf(t)
	needs.Goldens(t, records)
	const never = "0001-01-01T00:00:00.000Z"
	needs.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: worker.NeedNamed, Path: "/words/by", Value: map[string]any{"staff": "w5"}, Heard: "/words"},
		{Of: worker.NeedNamed, Path: "/words/by", Value: map[string]any{"staff": "w4", "person": "p4"}, Heard: "/words"},
		{Of: worker.NeedNamed, Path: "/words/by", Value: map[string]any{"staff": "w4", "role": "peer-worker"}, Heard: "/words"},
		{Of: worker.NeedNamed, Path: "/words/by", Value: map[string]any{}, Heard: "/words"},
		{Of: worker.NeedNamed, Path: "/words/text", Value: strings.Repeat("x", 1001), Heard: "/words/text"},
		{Of: worker.NeedNamed, Path: "/manager", Value: "hannah-voss", Heard: "/manager"},
		{Of: worker.NeedNamed, Path: "/workerYes", Value: never, Heard: "/workerYes"},
		{Of: worker.NeedAgreed, Path: "/manager", Value: "w4", Heard: "/manager"},
		{Of: worker.NeedAgreed, Path: "/managerYes", Value: never, Heard: "/managerYes"},
		{Of: worker.NeedMet, Path: "/workerYes", Value: never, Heard: "/managerYes"},
	})
}
