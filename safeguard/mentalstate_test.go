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

var reports = steptest.BenchOf(recordGround, safeguard.MentalStateReportTable(), safeguard.NewMentalStateReport, safeguard.CheckNewMentalStateReport, safeguard.MentalStateReportStarts,
	safeguard.DecodeMentalStateReport, safeguard.EncodeMentalStateReportStep, safeguard.DecodeMentalStateReportStep)

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
	return safeguard.TakeReport{Next: peer.Say("ring about the garden at noon"), Until: onThursday}
}

func reportsOf(t testing.TB) map[peer.Status]safeguard.MentalStateReport {
	t.Helper()
	none := safeguard.MentalStateReport{}
	reported := reports.Done(t, none, theReport(), byJess)
	taken := reports.Done(t, reported, takesIt(), byKay)
	return map[peer.Status]safeguard.MentalStateReport{
		safeguard.ReportQuestionOpen: reports.Done(t, none, reportWith(func(r *safeguard.ReportMentalState) { r.Decision = "" }), byJess),
		safeguard.ReportKept: reports.Done(t, none, reportWith(func(r *safeguard.ReportMentalState) {
			r.Decision, r.Because = safeguard.TellNo, peer.Say("they talked about the garden and it is the heat")
		}), byJess),
		safeguard.Reported:           reported,
		safeguard.ReportAcknowledged: taken,
		safeguard.PlanReviewed:       reports.Done(t, taken, safeguard.ReviewPlan{Plan: "cp1", Found: peer.Say("the garden on Tuesdays again")}, byKay),
		safeguard.NoChange:           reports.Done(t, taken, safeguard.LeavePlan{Plan: "cp1", Found: peer.Say("the garden stays in it")}, byKay),
	}
}

func TestMentalStateReportEveryRow(t *testing.T) {
	records := reportsOf(t)
	whose := row("SAFE-06", peer.ErrNotAuthorised)
	kept := reportWith(func(r *safeguard.ReportMentalState) {
		r.Decision, r.Because = safeguard.TellNo, peer.Say("it is the heat")
	})
	question := row("SAFE-06", peer.ErrConcernRequired)
	reports.EveryRow(t, everybody(nil), records,
		reports.Planned(t, "SAFE-06 tell now", safeguard.MentalStateReport{}, theReport(), byJess, safeguard.Reported,
			map[string][]peer.Rule{"/worker": {whose}, "/decision": {question}}),
		reports.Planned(t, "SAFE-06 no, and why", safeguard.MentalStateReport{}, kept, byJess, safeguard.ReportKept,
			map[string][]peer.Rule{"/worker": {whose}, "/decision": {question}}),
		reports.Planned(t, "SAFE-06 not said", safeguard.MentalStateReport{}, reportWith(func(r *safeguard.ReportMentalState) { r.Decision = "" }), byJess, safeguard.ReportQuestionOpen,
			map[string][]peer.Rule{"/worker": {whose}}),
		reports.Planned(t, "SAFE-06 decide today", records[safeguard.ReportQuestionOpen], safeguard.DecideTelling{Decision: safeguard.TellToday, To: kay}, byJess, safeguard.Reported, nil),
		reports.Planned(t, "SAFE-06 decide no", records[safeguard.ReportQuestionOpen], safeguard.DecideTelling{Decision: safeguard.TellNo, Because: peer.Say("heat")}, byJess, safeguard.ReportKept, nil),
		reports.Planned(t, "SAFE-06 decide otherwise", records[safeguard.ReportKept], safeguard.DecideTelling{Decision: safeguard.TellNow}, byJess, safeguard.Reported, nil),
		reports.Planned(t, "SAFE-06 acknowledge", records[safeguard.Reported], takesIt(), byKay, safeguard.ReportAcknowledged, nil),
		reports.Planned(t, "H06 another takes it over", records[safeguard.ReportAcknowledged], takesIt(), byHannah, safeguard.ReportAcknowledged, nil),
		reports.Planned(t, "SAFE-06 the plan was looked at", records[safeguard.ReportAcknowledged], safeguard.ReviewPlan{Plan: "cp1"}, byKay, safeguard.PlanReviewed, nil),
		reports.Planned(t, "SAFE-06 the plan stays", records[safeguard.ReportAcknowledged], safeguard.LeavePlan{Found: peer.Say("as it is")}, byKay, safeguard.NoChange, nil),
	)
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
			steptest.Warns(t, reports.Tried(t, none, reportWith(c.step), byJess), c.rule, c.path, peer.Raises)
			m, change := reports.Changed(t, none, reportWith(c.step), byJess)
			require.Equal(t, safeguard.ReportQuestionOpen, m.Status())
			require.Len(t, change.Signals, 1)
			require.Equal(t, peer.SignalSafetyQuestion, change.Signals[0].Kind)
			require.Equal(t, m.Ref(), change.Signals[0].From)
			require.Equal(t, sian, change.Signals[0].About)
			require.Equal(t, "has not been to the garden for a week", m.Words().Text.Reveal())
		})
		t.Run("H02 walked away from it is left behind: "+name, func(t *testing.T) {
			_, _, err := safeguard.NewMentalStateReport(reportWith(func(r *safeguard.ReportMentalState) { c.step(r); r.Person = "" }), act(byJess, whenSaid, "a1", nil), facts(t))
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.Len(t, r.Signals, 1)
			require.Equal(t, peer.SignalSafetyQuestion, r.Signals[0].Kind)
		})
	}
	t.Run("SAFE-06 a decided one asks nothing", func(t *testing.T) {
		for _, d := range []safeguard.Tell{safeguard.TellNow, safeguard.TellToday} {
			_, change := reports.Changed(t, none, reportWith(func(r *safeguard.ReportMentalState) { r.Decision = d }), byJess)
			require.Empty(t, change.Signals)
			open(t, reports.Tried(t, none, reportWith(func(r *safeguard.ReportMentalState) { r.Decision = d }), byJess))
		}
	})
	asked := reportsOf(t)[safeguard.ReportQuestionOpen]
	t.Run("SAFE-06 to finish it, a no has its reason", func(t *testing.T) {
		d := reports.Tried(t, asked, safeguard.DecideTelling{Decision: safeguard.TellNo}, byJess)
		only(t, d, "SAFE-06 reason-required", "/because")
		_, _, err := asked.Do(safeguard.DecideTelling{Decision: safeguard.TellNo}, act(byJess, whenNext, "x", asked), facts(t))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.ErrorIs(t, err, peer.ErrReasonRequired)
		require.Len(t, r.Signals, 1, "H02")
	})
	t.Run("SAFE-06 a time to come is the time it came in", func(t *testing.T) {
		step := reportWith(func(r *safeguard.ReportMentalState) { r.Noticed = moment("2026-06-02T09:30:00Z") })
		steptest.Warns(t, reports.Tried(t, none, step, byJess), "SAFE-06 future-date", "/noticed", peer.Warns)
		require.Equal(t, on(whenSaid), reports.Done(t, none, step, byJess).Noticed())
	})
	t.Run("SAFE-06 words are the worker's or the person's", func(t *testing.T) {
		for _, w := range []peer.Words{own(byRowan, "x"), own(byMegan, "x"), own(peer.Actor{Person: sian, Staff: jess}, "x")} {
			only(t, reports.Tried(t, none, reportWith(func(r *safeguard.ReportMentalState) { r.Words = w }), byJess), "SAFE-06 not-authorised", "/words")
		}
		open(t, reports.Tried(t, none, reportWith(func(r *safeguard.ReportMentalState) { r.Words = own(bySian, "I am not well") }), byJess))
		open(t, reports.Tried(t, none, reportWith(func(r *safeguard.ReportMentalState) { r.Words = peer.Words{} }), byJess))
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
				d := reports.Tried(t, m, step, by)
				require.False(t, d.Allowed())
				require.Equal(t, []peer.Code{peer.ErrWrongRole}, (&peer.Refusal{Decision: d}).Codes())
			})
		}
		t.Run("SAFE-06 "+verb+" on duty by the roster and the policy", func(t *testing.T) {
			for _, by := range []peer.Actor{byKay, byHannah, byPaul, peer.ByStaff(kay, "")} {
				open(t, reports.Tried(t, m, step, by))
			}
		})
		t.Run("SAFE-06 "+verb+" where nobody is on the roster", func(t *testing.T) {
			only(t, reports.Tried(t, m, step, byKay, func(f *safeguard.Facts) { f.Roster = safeguard.Roster{} }), rule, "")
		})
	}
	t.Run("SAFE-06 whom the worker names takes it, on duty or not", func(t *testing.T) {
		m := reports.Done(t, safeguard.MentalStateReport{}, reportWith(func(r *safeguard.ReportMentalState) { r.To = ode }), byJess)
		require.Equal(t, ode, m.To())
		open(t, reports.Tried(t, m, takesIt(), byOde))
		only(t, reports.Tried(t, m, takesIt(), peer.ByStaff(ode, peer.RolePeerWorker)), rule, "")
	})
	t.Run("SAFE-06 the worker does not name themself", func(t *testing.T) {
		step := reportWith(func(r *safeguard.ReportMentalState) { r.To = jess })
		steptest.Warns(t, reports.Tried(t, safeguard.MentalStateReport{}, step, byJess), rule, "/to", peer.Warns)
		m := reports.Done(t, safeguard.MentalStateReport{}, step, byJess)
		require.Empty(t, m.To())
		require.False(t, reports.Tried(t, m, takesIt(), byJess).Allowed())
		only(t, reports.Tried(t, records[safeguard.ReportKept], safeguard.DecideTelling{Decision: safeguard.TellNow, To: jess}, byJess), rule, "/to")
	})
	t.Run("SAFE-04 without a policy it is the built-in floor", func(t *testing.T) {
		floor := func(f *safeguard.Facts) { f.Policy = safeguard.Policy{} }
		m := reports.Done(t, safeguard.MentalStateReport{}, theReport(), byJess, floor)
		require.Equal(t, peer.DueAt(on(whenSaid).Add(time.Hour)), m.AcknowledgeBy())
		only(t, reports.Tried(t, m, takesIt(), byKay, floor), rule, "")
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
		m := reports.Done(t, safeguard.MentalStateReport{}, theReport(), byJess, func(f *safeguard.Facts) { f.Policy = p })
		only(t, reports.Tried(t, m, takesIt(), peer.ByStaff(iris, "")), rule, "")
		open(t, reports.Tried(t, m, takesIt(), byPaul))
		only(t, reports.Tried(t, m, takesIt(), byKay), rule, "")
	})
	t.Run("H06 by when lies ahead, and lapses", func(t *testing.T) {
		for _, until := range []string{"2026-06-02T10:00:00Z", "2026-06-01T10:00:00Z", "2027-06-03T10:00:00Z"} {
			step := takesIt()
			step.Until = moment(until)
			only(t, reports.Tried(t, reported, step, byKay), "SAFE-06 past-date", "/until")
		}
		require.Equal(t, kay, taken.Has(onThursday.UTC().Add(-time.Millisecond)).By)
		require.Zero(t, taken.Has(onThursday.UTC()))
		require.Zero(t, reported.Has(on(whenNext)))
	})
}

func TestMentalStateReportSignal(t *testing.T) {
	records := reportsOf(t)
	reported, taken := records[safeguard.Reported], records[safeguard.ReportAcknowledged]
	first, ok := reported.Signal(on(whenSaid))
	require.True(t, ok, "SAFE-06 now, and nobody has it")
	require.Equal(t, peer.Signal{ID: first.ID, Kind: peer.SignalGoesFurther, Rule: row("SAFE-06", peer.ErrWrongRole), About: sian, From: reported.Ref(), Rev: 1, Noticed: on(whenSaid), By: peer.ByStaff(jess, "")}, first)
	later, ok := reported.Signal(on("2026-06-09T10:00Z"))
	require.True(t, ok)
	require.Equal(t, first, later, "H07 it is the same one as long as nobody has it")
	_, ok = reported.Signal(on(whenSaid).Add(-time.Second))
	require.False(t, ok, "not before it was said")
	_, ok = taken.Signal(on(whenNext))
	require.False(t, ok, "somebody has it")
	silent, ok := taken.Signal(onThursday.UTC())
	require.True(t, ok, "H06 they fell silent")
	require.NotEqual(t, first.ID, silent.ID)
	require.Equal(t, onThursday.UTC(), silent.Noticed)
	for _, s := range []peer.Status{safeguard.ReportQuestionOpen, safeguard.ReportKept, safeguard.PlanReviewed, safeguard.NoChange} {
		_, ok := records[s].Signal(on("2026-06-09T10:00Z"))
		require.False(t, ok, s)
	}
	today := reports.Done(t, safeguard.MentalStateReport{}, reportWith(func(r *safeguard.ReportMentalState) { r.Decision = safeguard.TellToday }), byJess)
	_, ok = today.Signal(on("2026-06-09T10:00Z"))
	require.False(t, ok, "what is for today is owed, and no alarm")
	require.True(t, today.Open() && taken.Open() && !records[safeguard.NoChange].Open() && !records[safeguard.ReportKept].Open())
}

func TestMentalStateReportReading(t *testing.T) {
	const rule = "SAFE-18 not-authorised"
	m := reportsOf(t)[safeguard.Reported]
	t.Run("SAFE-06, H08 the worker and those who care for the person", func(t *testing.T) {
		readers.See(t, m, "report", "garden", rule, "jess", "kay direct-care", "rowan direct-care", "hannah direct-care", "ines direct-care", "iris direct-care")
	})
	t.Run("SAFE-06 whom it names reads it", func(t *testing.T) {
		to := reports.Done(t, safeguard.MentalStateReport{}, reportWith(func(r *safeguard.ReportMentalState) { r.To = ines }), byJess)
		readers.See(t, to, "report", "garden", rule, "jess", "ines", "kay direct-care", "rowan direct-care", "hannah direct-care", "iris direct-care")
		require.Contains(t, steptest.Seen(t, to, readers.Reading(byInes, peer.ForSupport)), "garden")
	})
}

func TestMentalStateReportGetters(t *testing.T) {
	records := reportsOf(t)
	m := records[safeguard.PlanReviewed]
	require.Equal(t, []any{sian, jess, safeguard.ChangeWorse, "o1", safeguard.TellNow, "cp1", "the garden on Tuesdays again"},
		[]any{m.Person(), m.Worker(), m.Change(), m.Observation(), m.Decision(), m.Plan(), m.Found().Reveal()})
	require.Equal(t, on("2026-06-02T08:30Z"), m.Noticed())
	require.Equal(t, on(whenSaid), m.Reported())
	require.Equal(t, peer.DueAt(on("2026-06-02T10:05Z")), m.AcknowledgeBy(), "SAFE-02 within the hour")
	require.Equal(t, kay, m.Taken()[0].By)
	m.Taken()[0].By = "changed"
	require.Equal(t, kay, m.Taken()[0].By)
	require.Equal(t, "they talked about the garden and it is the heat", records[safeguard.ReportKept].Because().Reveal())
	require.True(t, records[safeguard.ReportKept].AcknowledgeBy().IsZero())
	today := reports.Done(t, records[safeguard.ReportKept], safeguard.DecideTelling{Decision: safeguard.TellToday}, byJess)
	require.Equal(t, peer.DueOn(peer.MustDate("2026-06-02")), today.AcknowledgeBy())
	require.True(t, today.Because().IsZero(), "the reason was for the other decision")
	for _, list := range [][]string{safeguard.MentalChange("").Terms(), safeguard.Tell("").Terms()} {
		require.NotEmpty(t, list)
	}
}

func TestMentalStateReportManyTakings(t *testing.T) {
	m := reportsOf(t)[safeguard.Reported]
	for i := range 60 {
		by := byKay
		if i%2 == 0 {
			by = byHannah
		}
		m = reports.Done(t, m, takesIt(), by)
	}
	require.Len(t, m.Taken(), 50)
	require.Equal(t, kay, m.Taken()[49].By)
	b, err := peer.Encode(m)
	require.NoError(t, err)
	_, err = safeguard.DecodeMentalStateReport(b)
	require.NoError(t, err)
}

func TestMentalStateReportHistories(t *testing.T) {
	give := func(draw steptest.Draw, _ time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			if path == "/to" {
				return steptest.OneOf[any](draw, steptest.Absent, "kay-orr", "w4")
			}
			return nil
		}
	}
	reports.Histories(t, give, func(t require.TestingT, m safeguard.MentalStateReport, c peer.Change) {
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
		require.False(t, m.Sees("report", readers.Reading(bySian, peer.ForSupport)) || m.Sees("report", readers.Reading(byKay, peer.ForRecord)))
	})
}

func TestMentalStateReportStored(t *testing.T) {
	records := reportsOf(t)
	reports.Goldens(t, records)
	reports.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: safeguard.Reported, Path: "/words/by", Value: map[string]any{"staff": "w5"}, Heard: "/words"},
		{Of: safeguard.Reported, Path: "/words/text", Value: strings.Repeat("x", 4001), Heard: "/words/text"},
		{Of: safeguard.Reported, Path: "/noticed", Value: "2026-06-03T09:00:00.000Z", Heard: "/noticed"},
		{Of: safeguard.Reported, Path: "/decision", Value: "no", Heard: "/decision"},
		{Of: safeguard.Reported, Path: "/decision", Value: "", Heard: "/decision"},
		{Of: safeguard.Reported, Path: "/decision", Value: "later", Heard: "/decision"},
		{Of: safeguard.Reported, Path: "/by", Value: "", Heard: "/by"},
		{Of: safeguard.Reported, Path: "/decided", Value: nil, Heard: "/decided"},
		{Of: safeguard.Reported, Path: "/to", Value: "w4", Heard: "/to"},
		{Of: safeguard.Reported, Path: "/qualified", Value: []string{"peer-worker"}, Heard: "/qualified"},
		{Of: safeguard.Reported, Path: "/qualified", Value: []string{}, Heard: "/qualified"},
		{Of: safeguard.Reported, Path: "/taken", Value: []any{map[string]any{"turn": nil}}, Heard: "/taken/0/turn"},
		{Of: safeguard.Reported, Path: "/taken", Value: []any{map[string]any{"by": "kay-orr", "at": "2026-06-02T10:00:00.000Z", "next": "x", "until": "2026-06-02T11:00:00.000Z"}}, Heard: "/taken"},
		{Of: safeguard.Reported, Path: "/foundBy", Value: "kay-orr", Heard: "/foundBy"},
		{Of: safeguard.Reported, Path: "/plan", Value: "cp1", Heard: "/found"},
		{Of: safeguard.Reported, Path: "/diagnosis", Value: "F32.1", Heard: "/diagnosis"},
		{Of: safeguard.ReportKept, Path: "/because", Value: "", Heard: "/decision"},
		{Of: safeguard.ReportQuestionOpen, Path: "/because", Value: "x", Heard: "/because"},
		{Of: safeguard.ReportQuestionOpen, Path: "/decision", Value: "now", Heard: "/decision"},
		{Of: safeguard.ReportAcknowledged, Path: "/taken/0/by", Value: "w4", Heard: "/taken"},
		{Of: safeguard.ReportAcknowledged, Path: "/taken/0/until", Value: "2026-06-02T09:00:00.000Z", Heard: "/taken"},
		{Of: safeguard.ReportAcknowledged, Path: "/taken/0/inHand", Value: true, Heard: "/taken"},
		{Of: safeguard.ReportAcknowledged, Path: "/taken", Value: []any{}, Heard: "/taken"},
		{Of: safeguard.PlanReviewed, Path: "/foundBy", Value: "w4", Heard: "/foundBy"},
		{Of: safeguard.PlanReviewed, Path: "/foundBy", Value: "", Heard: "/foundBy"},
		{Of: safeguard.PlanReviewed, Path: "/foundAt", Value: nil, Heard: "/foundBy"},
		{Of: safeguard.NoChange, Path: "/found", Value: "", Heard: "/found"},
	})
}
