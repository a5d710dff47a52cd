package safeguard_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

type reportStep = safeguard.MentalStateReportStep

var reportKind = steptest.Kind[safeguard.MentalStateReport, reportStep, safeguard.Facts]{
	Table: safeguard.MentalStateReportTable(), New: safeguard.NewMentalStateReport, CheckNew: safeguard.CheckNewMentalStateReport, Starts: safeguard.MentalStateReportStarts,
	Do: safeguard.MentalStateReport.Do, Check: safeguard.MentalStateReport.Check, Choices: safeguard.MentalStateReport.Choices,
	Decode: safeguard.DecodeMentalStateReport, EncodeStep: safeguard.EncodeMentalStateReportStep, DecodeStep: safeguard.DecodeMentalStateReportStep,
}

func theReport() safeguard.ReportMentalState {
	return safeguard.ReportMentalState{ID: "m1", Person: sian, Worker: jess, Change: safeguard.ChangeWorse, Words: unsigned("has not been to the garden for a week"),
		Observation: "o1", Noticed: moment("2026-06-02T08:30:00Z"), Decision: safeguard.TellNow}
}

func reportWith(change func(*safeguard.ReportMentalState)) reportStep {
	r := theReport()
	change(&r)
	return r
}

func takesIt() safeguard.TakeReport {
	return safeguard.TakeReport{Next: peer.Say("ring about the garden at noon"), Until: recUntil}
}

func reportsOf(t testing.TB) map[peer.Status]safeguard.MentalStateReport {
	t.Helper()
	none := safeguard.MentalStateReport{}
	reported := recDone(t, reportKind, none, reportStep(theReport()), byJess)
	taken := recDone(t, reportKind, reported, reportStep(takesIt()), recKay)
	return map[peer.Status]safeguard.MentalStateReport{
		safeguard.ReportQuestionOpen: recDone(t, reportKind, none, reportWith(func(r *safeguard.ReportMentalState) { r.Decision = "" }), byJess),
		safeguard.ReportKept: recDone(t, reportKind, none, reportWith(func(r *safeguard.ReportMentalState) {
			r.Decision, r.Because = safeguard.TellNo, peer.Say("they talked about the garden and it is the heat")
		}), byJess),
		safeguard.Reported:           reported,
		safeguard.ReportAcknowledged: taken,
		safeguard.PlanReviewed:       recDone(t, reportKind, taken, reportStep(safeguard.ReviewPlan{Plan: "cp1", Found: peer.Say("the garden on Tuesdays again")}), recKay),
		safeguard.NoChange:           recDone(t, reportKind, taken, reportStep(safeguard.LeavePlan{Plan: "cp1", Found: peer.Say("the garden stays in it")}), recKay),
	}
}

func TestMentalStateReportEveryRow(t *testing.T) {
	records := reportsOf(t)
	whose := row("SAFE-06", peer.ErrNotAuthorised)
	kept := reportWith(func(r *safeguard.ReportMentalState) {
		r.Decision, r.Because = safeguard.TellNo, peer.Say("it is the heat")
	})
	question := row("SAFE-06", peer.ErrConcernRequired)
	steptest.Plan[safeguard.MentalStateReport, reportStep, safeguard.Facts]{
		Kind: reportKind, Person: sian, Anybody: recAnybody(nil), Records: records,
		Cases: []steptest.Case[safeguard.MentalStateReport, reportStep, safeguard.Facts]{
			recPlanned(t, "SAFE-06 tell now", safeguard.MentalStateReport{}, reportStep(theReport()), byJess, safeguard.Reported,
				map[string][]peer.Rule{"/worker": {whose}, "/decision": {question}}),
			recPlanned(t, "SAFE-06 no, and why", safeguard.MentalStateReport{}, kept, byJess, safeguard.ReportKept,
				map[string][]peer.Rule{"/worker": {whose}, "/decision": {question}}),
			recPlanned(t, "SAFE-06 not said", safeguard.MentalStateReport{}, reportWith(func(r *safeguard.ReportMentalState) { r.Decision = "" }), byJess, safeguard.ReportQuestionOpen,
				map[string][]peer.Rule{"/worker": {whose}}),
			recPlanned(t, "SAFE-06 decide today", records[safeguard.ReportQuestionOpen], reportStep(safeguard.DecideTelling{Decision: safeguard.TellToday, To: kay}), byJess, safeguard.Reported, nil),
			recPlanned(t, "SAFE-06 decide no", records[safeguard.ReportQuestionOpen], reportStep(safeguard.DecideTelling{Decision: safeguard.TellNo, Because: peer.Say("heat")}), byJess, safeguard.ReportKept, nil),
			recPlanned(t, "SAFE-06 decide otherwise", records[safeguard.ReportKept], reportStep(safeguard.DecideTelling{Decision: safeguard.TellNow}), byJess, safeguard.Reported, nil),
			recPlanned(t, "SAFE-06 acknowledge", records[safeguard.Reported], reportStep(takesIt()), recKay, safeguard.ReportAcknowledged, nil),
			recPlanned(t, "H06 another takes it over", records[safeguard.ReportAcknowledged], reportStep(takesIt()), byHannah, safeguard.ReportAcknowledged, nil),
			recPlanned(t, "SAFE-06 the plan was looked at", records[safeguard.ReportAcknowledged], reportStep(safeguard.ReviewPlan{Plan: "cp1"}), recKay, safeguard.PlanReviewed, nil),
			recPlanned(t, "SAFE-06 the plan stays", records[safeguard.ReportAcknowledged], reportStep(safeguard.LeavePlan{Found: peer.Say("as it is")}), recKay, safeguard.NoChange, nil),
		},
	}.Run(t)
}

func TestMentalStateReportIsStoredFirst(t *testing.T) {
	none := safeguard.MentalStateReport{}
	for name, c := range map[string]struct {
		step       func(*safeguard.ReportMentalState)
		rule, path string
	}{
		"nobody has decided":                 {func(r *safeguard.ReportMentalState) { r.Decision = "" }, "SAFE-06 concern-required", "/decision"},
		"no, and not why":                    {func(r *safeguard.ReportMentalState) { r.Decision = safeguard.TellNo }, "SAFE-06 reason-required", "/because"},
		"an answer not given, with a reason": {func(r *safeguard.ReportMentalState) { r.Decision, r.Because = "", peer.Say("heat") }, "SAFE-06 concern-required", "/decision"},
	} {
		t.Run("SAFE-06, REC-49, H02 "+name, func(t *testing.T) {
			recWarns(t, recTried(t, reportKind, none, reportWith(c.step), byJess), c.rule, c.path, peer.Raises)
			m, change := recChanged(t, reportKind, none, reportWith(c.step), byJess)
			require.Equal(t, safeguard.ReportQuestionOpen, m.Status())
			require.Len(t, change.Signals, 1)
			require.Equal(t, peer.SignalSafetyQuestion, change.Signals[0].Kind)
			require.Equal(t, m.Ref(), change.Signals[0].From)
			require.Equal(t, sian, change.Signals[0].About)
			require.Equal(t, "has not been to the garden for a week", m.Words().Text.Reveal())
		})
		t.Run("H02 walked away from it is left behind: "+name, func(t *testing.T) {
			_, _, err := safeguard.NewMentalStateReport(reportWith(func(r *safeguard.ReportMentalState) { c.step(r); r.Person = "" }), act(byJess, recBegun, "a1", nil), facts(t))
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.Len(t, r.Signals, 1)
			require.Equal(t, peer.SignalSafetyQuestion, r.Signals[0].Kind)
		})
	}
	t.Run("SAFE-06 a decided one asks nothing", func(t *testing.T) {
		for _, d := range []safeguard.Tell{safeguard.TellNow, safeguard.TellToday} {
			_, change := recChanged(t, reportKind, none, reportWith(func(r *safeguard.ReportMentalState) { r.Decision = d }), byJess)
			require.Empty(t, change.Signals)
			open(t, recTried(t, reportKind, none, reportWith(func(r *safeguard.ReportMentalState) { r.Decision = d }), byJess))
		}
	})
	asked := reportsOf(t)[safeguard.ReportQuestionOpen]
	t.Run("SAFE-06 to finish it, a no has its reason", func(t *testing.T) {
		d := recTried(t, reportKind, asked, reportStep(safeguard.DecideTelling{Decision: safeguard.TellNo}), byJess)
		only(t, d, "SAFE-06 reason-required", "/because")
		_, _, err := asked.Do(safeguard.DecideTelling{Decision: safeguard.TellNo}, act(byJess, recNext, "x", asked), facts(t))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.ErrorIs(t, err, peer.ErrReasonRequired)
		require.Len(t, r.Signals, 1, "H02")
	})
	t.Run("SAFE-06 a time to come is the time it came in", func(t *testing.T) {
		step := reportWith(func(r *safeguard.ReportMentalState) { r.Noticed = moment("2026-06-02T09:30:00Z") })
		recWarns(t, recTried(t, reportKind, none, step, byJess), "SAFE-06 future-date", "/noticed", peer.Warns)
		require.Equal(t, on(recBegun), recDone(t, reportKind, none, step, byJess).Noticed())
	})
	t.Run("SAFE-06 words are the worker's or the person's", func(t *testing.T) {
		for _, w := range []peer.Words{own(byRowan, "x"), own(byMegan, "x"), own(peer.Actor{Person: sian, Staff: jess}, "x")} {
			only(t, recTried(t, reportKind, none, reportWith(func(r *safeguard.ReportMentalState) { r.Words = w }), byJess), "SAFE-06 not-authorised", "/words")
		}
		open(t, recTried(t, reportKind, none, reportWith(func(r *safeguard.ReportMentalState) { r.Words = own(bySian, "I am not well") }), byJess))
		open(t, recTried(t, reportKind, none, reportWith(func(r *safeguard.ReportMentalState) { r.Words = peer.Words{} }), byJess))
	})
}

func TestMentalStateReportIsForQualifiedStaff(t *testing.T) {
	records := reportsOf(t)
	const rule = "SAFE-06 wrong-role"
	reported, taken := records[safeguard.Reported], records[safeguard.ReportAcknowledged]
	steps := map[string]func() (safeguard.MentalStateReport, reportStep){
		"acknowledge": func() (safeguard.MentalStateReport, reportStep) { return reported, takesIt() },
		"review":      func() (safeguard.MentalStateReport, reportStep) { return taken, safeguard.ReviewPlan{} },
		"leave": func() (safeguard.MentalStateReport, reportStep) {
			return taken, safeguard.LeavePlan{Found: peer.Say("x")}
		},
	}
	for verb, of := range steps {
		m, step := of()
		for name, by := range map[string]peer.Actor{
			"the worker": byJess, "another peer worker": byRowan, "a peer worker who says they are a nurse": peer.ByStaff(rowan, peer.RoleCareCoordinator),
			"the peer support lead": peer.ByStaff(iris, peer.RolePeerSupportLead), "somebody on duty as a nurse who acts as a peer worker": peer.ByStaff(kay, peer.RolePeerWorker),
			"a clinician who is not on duty now": byOde, "the person": bySian, "a carer": byMegan,
		} {
			t.Run("SAFE-06 "+verb+" by "+name, func(t *testing.T) {
				d := recTried(t, reportKind, m, step, by)
				require.False(t, d.Allowed())
				require.Equal(t, []peer.Code{peer.ErrWrongRole}, (&peer.Refusal{Decision: d}).Codes())
			})
		}
		t.Run("SAFE-06 "+verb+" on duty by the roster and the policy", func(t *testing.T) {
			for _, by := range []peer.Actor{recKay, byHannah, byPaul, peer.ByStaff(kay, "")} {
				open(t, recTried(t, reportKind, m, step, by))
			}
		})
		t.Run("SAFE-06 "+verb+" where nobody is on the roster", func(t *testing.T) {
			only(t, recTried(t, reportKind, m, step, recKay, func(f *safeguard.Facts) { f.Roster = safeguard.Roster{} }), rule, "")
		})
	}
	t.Run("SAFE-06 whom the worker names takes it, on duty or not", func(t *testing.T) {
		m := recDone(t, reportKind, safeguard.MentalStateReport{}, reportWith(func(r *safeguard.ReportMentalState) { r.To = ode }), byJess)
		require.Equal(t, ode, m.To())
		open(t, recTried(t, reportKind, m, reportStep(takesIt()), byOde))
		only(t, recTried(t, reportKind, m, reportStep(takesIt()), peer.ByStaff(ode, peer.RolePeerWorker)), rule, "")
	})
	t.Run("SAFE-06 the worker does not name themself", func(t *testing.T) {
		step := reportWith(func(r *safeguard.ReportMentalState) { r.To = jess })
		recWarns(t, recTried(t, reportKind, safeguard.MentalStateReport{}, step, byJess), rule, "/to", peer.Warns)
		m := recDone(t, reportKind, safeguard.MentalStateReport{}, step, byJess)
		require.Empty(t, m.To())
		require.False(t, recTried(t, reportKind, m, reportStep(takesIt()), byJess).Allowed())
		only(t, recTried(t, reportKind, records[safeguard.ReportKept], reportStep(safeguard.DecideTelling{Decision: safeguard.TellNow, To: jess}), byJess), rule, "/to")
	})
	t.Run("SAFE-04 without a policy it is the built-in floor", func(t *testing.T) {
		floor := func(f *safeguard.Facts) { f.Policy = safeguard.Policy{} }
		m := recDone(t, reportKind, safeguard.MentalStateReport{}, reportStep(theReport()), byJess, floor)
		require.Equal(t, peer.DueAt(on(recBegun).Add(time.Hour)), m.AcknowledgeBy())
		only(t, recTried(t, reportKind, m, reportStep(takesIt()), recKay, floor), rule, "")
	})
	t.Run("SAFE-06 a peer role in the policy's chain is not qualified", func(t *testing.T) {
		p, err := saying(t, map[string]any{"chains": []any{
			map[string]any{"chain": "safeguarding", "inHours": []string{"team-lead", "safeguarding-lead"}, "outOfHours": []string{"on-call-clinician", "duty-manager"}},
			map[string]any{"chain": "line", "inHours": []string{"team-lead", "peer-support-lead"}, "outOfHours": []string{"on-call-clinician", "duty-manager"}},
			map[string]any{"chain": "care", "inHours": []string{"peer-support-lead", "peer-worker"}, "outOfHours": []string{"on-call-clinician", "duty-manager"}},
			map[string]any{"chain": "support", "inHours": []string{"peer-support-lead", "team-lead"}, "outOfHours": []string{"duty-manager", "on-call-clinician"}},
			map[string]any{"chain": "conduct", "inHours": []string{"team-lead", "service-manager"}, "outOfHours": []string{"duty-manager", "on-call-clinician"}},
		}})
		require.NoError(t, err)
		m := recDone(t, reportKind, safeguard.MentalStateReport{}, reportStep(theReport()), byJess, func(f *safeguard.Facts) { f.Policy = p })
		only(t, recTried(t, reportKind, m, reportStep(takesIt()), peer.ByStaff(iris, "")), rule, "")
		open(t, recTried(t, reportKind, m, reportStep(takesIt()), byPaul))
		only(t, recTried(t, reportKind, m, reportStep(takesIt()), recKay), rule, "")
	})
	t.Run("H06 by when lies ahead, and lapses", func(t *testing.T) {
		for _, until := range []string{"2026-06-02T10:00:00Z", "2026-06-01T10:00:00Z", "2027-06-03T10:00:00Z"} {
			step := takesIt()
			step.Until = moment(until)
			only(t, recTried(t, reportKind, reported, reportStep(step), recKay), "SAFE-06 past-date", "/until")
		}
		require.Equal(t, kay, taken.Has(recUntil.UTC().Add(-time.Millisecond)).By)
		require.Zero(t, taken.Has(recUntil.UTC()))
		require.Zero(t, reported.Has(on(recNext)))
	})
}

func TestMentalStateReportSignal(t *testing.T) {
	records := reportsOf(t)
	reported, taken := records[safeguard.Reported], records[safeguard.ReportAcknowledged]
	first, ok := reported.Signal(on(recBegun))
	require.True(t, ok, "SAFE-06 now, and nobody has it")
	require.Equal(t, peer.Signal{ID: first.ID, Kind: peer.SignalGoesFurther, Rule: row("SAFE-06", peer.ErrWrongRole), About: sian, From: reported.Ref(), Rev: 1, Noticed: on(recBegun), By: peer.ByStaff(jess, "")}, first)
	later, ok := reported.Signal(on("2026-06-09T10:00Z"))
	require.True(t, ok)
	require.Equal(t, first, later, "H07 it is the same one as long as nobody has it")
	_, ok = reported.Signal(on(recBegun).Add(-time.Second))
	require.False(t, ok, "not before it was said")
	_, ok = taken.Signal(on(recNext))
	require.False(t, ok, "somebody has it")
	silent, ok := taken.Signal(recUntil.UTC())
	require.True(t, ok, "H06 they fell silent")
	require.NotEqual(t, first.ID, silent.ID)
	require.Equal(t, recUntil.UTC(), silent.Noticed)
	for _, s := range []peer.Status{safeguard.ReportQuestionOpen, safeguard.ReportKept, safeguard.PlanReviewed, safeguard.NoChange} {
		_, ok := records[s].Signal(on("2026-06-09T10:00Z"))
		require.False(t, ok, s)
	}
	today := recDone(t, reportKind, safeguard.MentalStateReport{}, reportWith(func(r *safeguard.ReportMentalState) { r.Decision = safeguard.TellToday }), byJess)
	_, ok = today.Signal(on("2026-06-09T10:00Z"))
	require.False(t, ok, "what is for today is owed, and no alarm")
	require.True(t, today.Open() && taken.Open() && !records[safeguard.NoChange].Open() && !records[safeguard.ReportKept].Open())
}

func TestMentalStateReportReading(t *testing.T) {
	const rule = "SAFE-18 not-authorised"
	m := reportsOf(t)[safeguard.Reported]
	t.Run("SAFE-06, H08 the worker and those who care for the person", func(t *testing.T) {
		recSeen(t, m, "report", rule, "jess", "kay direct-care", "rowan direct-care", "hannah direct-care", "ines direct-care", "iris direct-care")
	})
	t.Run("SAFE-06 whom it names reads it", func(t *testing.T) {
		to := recDone(t, reportKind, safeguard.MentalStateReport{}, reportWith(func(r *safeguard.ReportMentalState) { r.To = ines }), byJess)
		recSeen(t, to, "report", rule, "jess", "ines", "kay direct-care", "rowan direct-care", "hannah direct-care", "iris direct-care")
		require.Contains(t, recShown(t, to, recReading(byInes, peer.ForSupport)), "garden")
	})
}

func TestMentalStateReportGetters(t *testing.T) {
	records := reportsOf(t)
	m := records[safeguard.PlanReviewed]
	require.Equal(t, []any{sian, jess, safeguard.ChangeWorse, "o1", safeguard.TellNow, "cp1", "the garden on Tuesdays again"},
		[]any{m.Person(), m.Worker(), m.Change(), m.Observation(), m.Decision(), m.Plan(), m.Found().Reveal()})
	require.Equal(t, on("2026-06-02T08:30Z"), m.Noticed())
	require.Equal(t, on(recBegun), m.Reported())
	require.Equal(t, peer.DueAt(on("2026-06-02T10:05Z")), m.AcknowledgeBy(), "SAFE-02 within the hour")
	require.Equal(t, kay, m.Taken()[0].By)
	m.Taken()[0].By = "changed"
	require.Equal(t, kay, m.Taken()[0].By)
	require.Equal(t, "they talked about the garden and it is the heat", records[safeguard.ReportKept].Because().Reveal())
	require.True(t, records[safeguard.ReportKept].AcknowledgeBy().IsZero())
	today := recDone(t, reportKind, records[safeguard.ReportKept], reportStep(safeguard.DecideTelling{Decision: safeguard.TellToday}), byJess)
	require.Equal(t, peer.DueOn(peer.MustDate("2026-06-02")), today.AcknowledgeBy())
	require.True(t, today.Because().IsZero(), "the reason was for the other decision")
	for _, list := range [][]string{safeguard.MentalChange("").Terms(), safeguard.Tell("").Terms()} {
		require.NotEmpty(t, list)
	}
}

func TestMentalStateReportManyTakings(t *testing.T) {
	m := reportsOf(t)[safeguard.Reported]
	for i := range 60 {
		by := recKay
		if i%2 == 0 {
			by = byHannah
		}
		m = recDone(t, reportKind, m, reportStep(takesIt()), by)
	}
	require.Len(t, m.Taken(), 50)
	require.Equal(t, kay, m.Taken()[49].By)
	b, err := peer.Encode(m)
	require.NoError(t, err)
	_, err = safeguard.DecodeMentalStateReport(b)
	require.NoError(t, err)
}

func TestMentalStateReportHistories(t *testing.T) {
	give := func(draw steptest.Draw) steptest.Give {
		return func(path string, _ peer.Field) any {
			if path == "/to" {
				return steptest.OneOf[any](draw, steptest.Absent, "kay-orr", "w4")
			}
			return nil
		}
	}
	recHistories(t, reportKind, give, func(t require.TestingT, m safeguard.MentalStateReport, c peer.Change) {
		told := m.Decision() == safeguard.TellNow || m.Decision() == safeguard.TellToday
		require.Equal(t, told, !m.AcknowledgeBy().IsZero())
		require.True(t, told || len(m.Taken()) == 0, "nobody takes on what nobody is told")
		require.NotEqual(t, m.Worker(), m.To())
		for _, x := range m.Taken() {
			require.NotEqual(t, m.Worker(), x.By)
			require.NotEqual(t, rowan, x.By, "a peer worker is not qualified")
		}
		if c.To == safeguard.ReportQuestionOpen {
			require.NotEmpty(t, c.Signals, "H02")
		}
		if m.Status() == safeguard.ReportKept {
			require.False(t, m.Because().IsZero(), "a no has its reason")
		}
		require.False(t, m.Sees("report", recReading(bySian, peer.ForSupport)) || m.Sees("report", recReading(recKay, peer.ForRecord)))
	})
}

func TestMentalStateReportStored(t *testing.T) {
	records := reportsOf(t)
	recGoldens(t, safeguard.DecodeMentalStateReport, records)
	recUnreadable(t, safeguard.DecodeMentalStateReport, records, []recHostile{
		{safeguard.Reported, "/words/by", map[string]any{"staff": "w5"}, "/words"},
		{safeguard.Reported, "/words/text", strings.Repeat("x", 4001), "/words/text"},
		{safeguard.Reported, "/noticed", "2026-06-03T09:00:00.000Z", "/noticed"},
		{safeguard.Reported, "/decision", "no", "/decision"},
		{safeguard.Reported, "/decision", "", "/decision"},
		{safeguard.Reported, "/decision", "later", "/decision"},
		{safeguard.Reported, "/by", "", "/by"},
		{safeguard.Reported, "/decided", nil, "/decided"},
		{safeguard.Reported, "/to", "w4", "/to"},
		{safeguard.Reported, "/qualified", []string{"peer-worker"}, "/qualified"},
		{safeguard.Reported, "/qualified", []string{}, "/qualified"},
		{safeguard.Reported, "/taken", []any{map[string]any{"turn": nil}}, "/taken/0/turn"},
		{safeguard.Reported, "/taken", []any{map[string]any{"by": "kay-orr", "at": "2026-06-02T10:00:00.000Z", "next": "x", "until": "2026-06-02T11:00:00.000Z"}}, "/taken"},
		{safeguard.Reported, "/foundBy", "kay-orr", "/foundBy"},
		{safeguard.Reported, "/plan", "cp1", "/found"},
		{safeguard.Reported, "/diagnosis", "F32.1", "/diagnosis"},
		{safeguard.ReportKept, "/because", "", "/decision"},
		{safeguard.ReportQuestionOpen, "/because", "x", "/because"},
		{safeguard.ReportQuestionOpen, "/decision", "now", "/decision"},
		{safeguard.ReportAcknowledged, "/taken/0/by", "w4", "/taken"},
		{safeguard.ReportAcknowledged, "/taken/0/until", "2026-06-02T09:00:00.000Z", "/taken"},
		{safeguard.ReportAcknowledged, "/taken/0/inHand", true, "/taken"},
		{safeguard.ReportAcknowledged, "/taken", []any{}, "/taken"},
		{safeguard.PlanReviewed, "/foundBy", "w4", "/foundBy"},
		{safeguard.PlanReviewed, "/foundBy", "", "/foundBy"},
		{safeguard.PlanReviewed, "/foundAt", nil, "/foundBy"},
		{safeguard.NoChange, "/found", "", "/found"},
	})
}
