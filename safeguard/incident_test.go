package safeguard_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

type incidentStep = safeguard.IncidentStep

var incidentKind = steptest.Kind[safeguard.Incident, incidentStep, safeguard.Facts]{
	Table: safeguard.IncidentTable(), New: safeguard.NewIncident, CheckNew: safeguard.CheckNewIncident, Starts: safeguard.IncidentStarts,
	Do: safeguard.Incident.Do, Check: safeguard.Incident.Check, Choices: safeguard.Incident.Choices,
	Decode: safeguard.DecodeIncident, EncodeStep: safeguard.EncodeIncidentStep, DecodeStep: safeguard.DecodeIncidentStep,
}

func theIncident() safeguard.ReportIncident {
	return safeguard.ReportIncident{ID: "i1", Sort: safeguard.IncidentEquipment, What: peer.Say("the alarm in the garden room is dead"), Happened: moment("2026-06-02T08:50:00Z"),
		Where: safeguard.OnWard, Physical: safeguard.PhysicalNone, Psychological: safeguard.PsychologicalLow, About: []peer.StaffID{rowan}, Concern: "c1"}
}

func incidentWith(change func(*safeguard.ReportIncident)) incidentStep {
	i := theIncident()
	change(&i)
	return i
}

func incidentsOf(t testing.TB) map[peer.Status]safeguard.Incident {
	t.Helper()
	pending := recDone(t, incidentKind, safeguard.Incident{}, incidentStep(theIncident()), byJess)
	tried := recDone(t, incidentKind, pending, incidentStep(safeguard.NotReceived{}), byJess)
	linked := recDone(t, incidentKind, tried, incidentStep(safeguard.LinkPerson{Person: sian, Part: safeguard.PersonInvolved}), byJess)
	return map[peer.Status]safeguard.Incident{safeguard.IncidentPending: pending,
		safeguard.IncidentSent: recDone(t, incidentKind, linked, incidentStep(safeguard.HasReceipt{Receipt: "INC-1"}), recKay)}
}

func TestIncidentEveryRow(t *testing.T) {
	records := incidentsOf(t)
	pending := records[safeguard.IncidentPending]
	sent := recDone(t, incidentKind, pending, incidentStep(safeguard.HasReceipt{Receipt: "INC-1"}), byJess)
	untoward := incidentWith(func(i *safeguard.ReportIncident) { i.Sort, i.About = safeguard.IncidentUntoward, nil })
	everybodyElse := recAnybody(map[string]peer.Party{"the worker": peer.PartyRaiser, "another worker": "left out"})
	steptest.Plan[safeguard.Incident, incidentStep, safeguard.Facts]{
		Kind: incidentKind, Person: sian, Anybody: everybodyElse, Records: records,
		Cases: []steptest.Case[safeguard.Incident, incidentStep, safeguard.Facts]{
			recPlanned(t, "SAFE-11 report", safeguard.Incident{}, incidentStep(theIncident()), byJess, safeguard.IncidentPending, nil),
			recPlanned(t, "SAFE-11 an untoward occurrence", safeguard.Incident{}, untoward, byJess, safeguard.IncidentPending, nil),
			recPlanned(t, "SAFE-11 nothing came back", pending, incidentStep(safeguard.NotReceived{}), recKay, safeguard.IncidentPending, nil),
			recPlanned(t, "SAFE-11 a receipt", pending, incidentStep(safeguard.HasReceipt{Receipt: "INC-1"}), byJess, safeguard.IncidentSent, nil),
			recPlanned(t, "SAFE-11 link whom it harmed", pending, incidentStep(safeguard.LinkPerson{Person: sian, Part: safeguard.PersonHarmed}), byJess, safeguard.IncidentPending, nil),
			recPlanned(t, "SAFE-11 link whom it involved, later", sent, incidentStep(safeguard.LinkPerson{Person: sian, Part: safeguard.PersonInvolved}), recKay, safeguard.IncidentSent, nil),
		},
	}.Run(t)
}

func TestIncidentIsNoPersonsRecord(t *testing.T) {
	none := safeguard.Incident{}
	for _, sort := range safeguard.IncidentSort("").Terms() {
		i := recDone(t, incidentKind, none, incidentWith(func(i *safeguard.ReportIncident) { i.Sort = safeguard.IncidentSort(sort) }), byJess)
		t.Run("SAFE-11 "+sort+" is in nobody's record", func(t *testing.T) {
			require.Empty(t, i.Person())
			_, linked := i.Link()
			require.False(t, linked)
			recSeen(t, i, "link", "SAFE-11 wrong-record")
			only(t, recTried(t, incidentKind, i, incidentStep(safeguard.LinkPerson{Person: sian}), byJess), "SAFE-11 wrong-record", "/part")
		})
		t.Run("SAFE-11 "+sort+" unless the person was harmed or involved, and then no more than that", func(t *testing.T) {
			linked := recDone(t, incidentKind, i, incidentStep(safeguard.LinkPerson{Person: sian, Part: safeguard.PersonHarmed}), byJess)
			link, ok := linked.Link()
			require.True(t, ok)
			require.Equal(t, safeguard.IncidentLink{Incident: i.Ref(), Person: sian, Part: safeguard.PersonHarmed, Happened: on("2026-06-02T08:50Z")}, link)
			recSeen(t, linked, "link", "SAFE-11 wrong-record", "jess", "jess care-record", "kay direct-care", "kay care-record", "hannah direct-care", "hannah care-record",
				"ines direct-care", "ines care-record", "iris direct-care", "iris care-record")
			require.NotContains(t, recShown(t, linked, recReading(recKay, peer.ForRecord)), "garden")
			require.NotContains(t, recShown(t, linked, recReading(recKay, peer.ForCare)), "garden")
			only(t, recTried(t, incidentKind, linked, incidentStep(safeguard.LinkPerson{Person: beatriz, Part: safeguard.PersonHarmed}), byJess), "SAFE-11 duplicate", "")
		})
	}
	t.Run("SAFE-11 those it is about do not read it, send it or link it", func(t *testing.T) {
		i := incidentsOf(t)[safeguard.IncidentPending]
		recSeen(t, i, "incident", "SAFE-18 not-authorised", "jess")
		for _, step := range []incidentStep{safeguard.NotReceived{}, safeguard.HasReceipt{Receipt: "x"}, safeguard.LinkPerson{Person: sian, Part: safeguard.PersonHarmed}} {
			only(t, recTried(t, incidentKind, i, step, byRowan), "SAFE-11 not-authorised", "")
		}
	})
	t.Run("SAFE-11 anybody on the staff reports what they did themself", func(t *testing.T) {
		i := recDone(t, incidentKind, none, incidentStep(theIncident()), byRowan)
		require.Equal(t, peer.ByStaff(rowan, ""), i.Reporter())
		open(t, recTried(t, incidentKind, i, incidentStep(safeguard.NotReceived{}), byRowan))
	})
	t.Run("SAFE-02 an untoward occurrence without a concern leaves a signal", func(t *testing.T) {
		step := incidentWith(func(i *safeguard.ReportIncident) { i.Sort, i.Concern = safeguard.IncidentUntoward, "" })
		recWarns(t, recTried(t, incidentKind, none, step, byJess), "SAFE-02 concern-required", "/concern", peer.Raises)
		i, change := recChanged(t, incidentKind, none, step, byJess)
		require.Equal(t, peer.SignalGoesFurther, change.Signals[0].Kind)
		require.Equal(t, i.Ref(), change.Signals[0].From)
		_, change = recChanged(t, incidentKind, none, incidentWith(func(i *safeguard.ReportIncident) { i.Concern = "" }), byJess)
		require.Empty(t, change.Signals)
	})
	t.Run("SAFE-11 a time to come is the time it came in", func(t *testing.T) {
		step := incidentWith(func(i *safeguard.ReportIncident) { i.Happened = moment("2026-06-03T09:00:00Z") })
		recWarns(t, recTried(t, incidentKind, none, step, byJess), "SAFE-11 future-date", "/happened", peer.Warns)
		require.Equal(t, on(recBegun), recDone(t, incidentKind, none, step, byJess).Happened())
	})
}

// sink is a system for incidents that answers what it was told to.
type sink struct {
	receipt string
	err     error
	got     []peer.Ref
}

func (s *sink) Receive(_ context.Context, i safeguard.Incident) (string, error) {
	s.got = append(s.got, i.Ref())
	return s.receipt, s.err
}

func TestSendIncident(t *testing.T) {
	pending := incidentsOf(t)[safeguard.IncidentPending]
	f := facts(t)
	ctx := t.Context()
	t.Run("SAFE-11 a sink that is down keeps it pending, with the try counted", func(t *testing.T) {
		down := errors.New("no route")
		s := &sink{err: down}
		i, change, err := safeguard.SendIncident(ctx, s, pending, act(byJess, recNext, "s1", pending), f)
		require.ErrorIs(t, err, down)
		require.Equal(t, safeguard.IncidentPending, i.Status())
		require.Equal(t, []any{1, on(recNext), peer.Action("not-received")}, []any{i.Tries(), i.TriedAt(), change.Do})
		require.Equal(t, 0, pending.Tries())

		again, same, err := safeguard.SendIncident(ctx, s, i, act(byJess, recNext, "s1", pending), f)
		require.NoError(t, err)
		require.Equal(t, change, same, "the same request is not sent twice")
		require.Equal(t, 1, again.Tries())
		require.Len(t, s.got, 1)

		s.err, s.receipt = nil, "INC-000481"
		i, change, err = safeguard.SendIncident(ctx, s, i, act(byJess, "2026-06-02T10:20Z", "s2", i), f)
		require.NoError(t, err)
		require.Equal(t, []any{safeguard.IncidentSent, "INC-000481", 1}, []any{i.Status(), i.Receipt(), i.Tries()})

		again, same, err = safeguard.SendIncident(ctx, s, i, act(byJess, "2026-06-02T10:20Z", "s2", i), f)
		require.NoError(t, err)
		require.Equal(t, change, same)
		require.Equal(t, i.Rev(), again.Rev())
		_, _, err = safeguard.SendIncident(ctx, s, i, act(byJess, "2026-06-02T10:30Z", "s3", i), f)
		require.ErrorIs(t, err, peer.ErrInvalidTransition, "it has its receipt")
		require.Len(t, s.got, 2, "SAFE-17 nothing is sent twice")
	})
	t.Run("SAFE-11 no number is no receipt", func(t *testing.T) {
		i, _, err := safeguard.SendIncident(ctx, &sink{}, pending, act(byJess, recNext, "s1", pending), f)
		require.ErrorIs(t, err, safeguard.ErrNoReceipt)
		require.Equal(t, 1, i.Tries())
	})
	t.Run("SAFE-11 a number that cannot be kept changes nothing", func(t *testing.T) {
		i, _, err := safeguard.SendIncident(ctx, &sink{receipt: strings.Repeat("1", 201)}, pending, act(byJess, recNext, "s1", pending), f)
		require.ErrorIs(t, err, peer.ErrTooLong)
		require.Equal(t, pending, i)
	})
	t.Run("SAFE-11 whoever may not send it does not reach the sink", func(t *testing.T) {
		for name, a := range map[string]peer.Act{"the person": act(bySian, recNext, "s1", pending), "whom it is about": act(byRowan, recNext, "s1", pending), "an old one": act(byJess, recNext, "s1", nil), "no id": act(byJess, recNext, "", pending)} {
			s := &sink{receipt: "x"}
			i, _, err := safeguard.SendIncident(ctx, s, pending, a, f)
			var r *peer.Refusal
			require.ErrorAs(t, err, &r, name)
			require.Empty(t, s.got, name)
			require.Equal(t, pending, i)
		}
	})
	t.Run("STEP-06 a request that was for something else", func(t *testing.T) {
		s := &sink{receipt: "x"}
		_, _, err := safeguard.SendIncident(ctx, s, pending, act(byJess, recNext, "a1", pending), f)
		require.ErrorIs(t, err, peer.ErrDuplicate)
		require.Empty(t, s.got)
	})
}

func TestIncidentHarm(t *testing.T) {
	scales := safeguard.HarmScales()
	require.Len(t, scales, 1)
	s := scales[0]
	require.Equal(t, []string{"LFPSE", "5"}, []string{s.System, s.Version})
	require.NotEmpty(t, s.Source)
	t.Run("SAFE-11 every harm has its code on its own scale", func(t *testing.T) {
		var physical, psychological []string
		for _, h := range safeguard.PhysicalHarm("").Terms() {
			code, ok := s.Physical(safeguard.PhysicalHarm(h))
			require.True(t, ok)
			physical = append(physical, h+" "+code)
		}
		for _, h := range safeguard.PsychologicalHarm("").Terms() {
			code, ok := s.Psychological(safeguard.PsychologicalHarm(h))
			require.True(t, ok)
			psychological = append(psychological, h+" "+code)
		}
		require.Equal(t, []string{"none 5", "low 4", "moderate 3", "severe 2", "fatal 1"}, physical)
		require.Equal(t, []string{"none 4", "low 3", "moderate 2", "severe 1"}, psychological)
	})
	t.Run("SAFE-11 a word of no list has none", func(t *testing.T) {
		_, ok := s.Psychological("fatal")
		require.False(t, ok)
		_, ok = s.Physical("")
		require.False(t, ok)
	})
	t.Run("SAFE-11, PSIRF there are no levels of how serious it is", func(t *testing.T) {
		for _, r := range safeguard.IncidentTable().Rows {
			for _, f := range r.Fields {
				require.NotContains(t, []string{"level", "severity", "serious", "score", "grade"}, f.Name)
			}
		}
	})
}

func TestIncidentGetters(t *testing.T) {
	i := incidentsOf(t)[safeguard.IncidentSent]
	require.Equal(t, []any{safeguard.IncidentEquipment, safeguard.OnWard, safeguard.PhysicalNone, safeguard.PsychologicalLow, peer.ConcernID("c1"), sian, "INC-1", 1},
		[]any{i.Sort(), i.Where(), i.Physical(), i.Psychological(), i.Concern(), i.Person(), i.Receipt(), i.Tries()})
	require.Equal(t, "the alarm in the garden room is dead", i.What().Reveal())
	require.Equal(t, on(recBegun), i.Reported())
	require.Equal(t, on(recNext), i.TriedAt())
	require.Equal(t, on("2026-06-03T23:00Z"), i.SendBy(), "by the policy: the end of the next working day, in summer time")
	i.About()[0] = "changed"
	require.Equal(t, rowan, i.About()[0])
	untoward := recDone(t, incidentKind, safeguard.Incident{}, incidentWith(func(i *safeguard.ReportIncident) { i.Sort = safeguard.IncidentUntoward }), byJess)
	require.Equal(t, on(recBegun).Add(30*time.Minute), untoward.SendBy(), "SAFE-02 at once")
}

func TestIncidentHistories(t *testing.T) {
	recHistories(t, incidentKind, recNothing, func(t require.TestingT, i safeguard.Incident, c peer.Change) {
		require.Equal(t, i.Status() == safeguard.IncidentSent, i.Receipt() != "")
		require.Equal(t, i.Tries() > 0, !i.TriedAt().IsZero())
		_, linked := i.Link()
		require.Equal(t, i.Person() != "", linked)
		require.NotEqual(t, peer.PartyPerson, c.As)
		require.False(t, i.Sees("incident", recReading(bySian, peer.ForSupport)) || i.Sees("incident", recReading(byJess, peer.ForRecord)))
	})
}

func TestIncidentStored(t *testing.T) {
	records := incidentsOf(t)
	recGoldens(t, safeguard.DecodeIncident, records)
	recUnreadable(t, safeguard.DecodeIncident, records, []recHostile{
		{safeguard.IncidentPending, "/reporter", map[string]any{"person": "p4"}, "/reporter"},
		{safeguard.IncidentPending, "/reporter", map[string]any{"staff": "w4", "role": "peer-worker"}, "/reporter"},
		{safeguard.IncidentPending, "/happened", "2026-06-03T09:00:00.000Z", "/happened"},
		{safeguard.IncidentPending, "/sendBy", "2026-06-01T09:00:00.000Z", "/sendBy"},
		{safeguard.IncidentPending, "/receipt", "INC-1", "/receipt"},
		{safeguard.IncidentPending, "/sentAt", "2026-06-02T09:30:00.000Z", "/sentAt"},
		{safeguard.IncidentPending, "/tries", 1, "/triedAt"},
		{safeguard.IncidentPending, "/tries", -1, "/tries"},
		{safeguard.IncidentPending, "/person", "p4", "/part"},
		{safeguard.IncidentPending, "/part", "harmed", "/part"},
		{safeguard.IncidentPending, "/psychological", "fatal", "/psychological"},
		{safeguard.IncidentPending, "/sort", "serious-incident", "/sort"},
		{safeguard.IncidentPending, "/level", 3, "/level"},
		{safeguard.IncidentPending, "/what", "", "/what"},
		{safeguard.IncidentSent, "/receipt", "", "/receipt"},
		{safeguard.IncidentSent, "/sentAt", nil, "/sentAt"},
		{safeguard.IncidentSent, "/triedAt", nil, "/triedAt"},
	})
}
