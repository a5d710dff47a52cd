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

var incidents = steptest.BenchOf(recordGround, safeguard.IncidentTable(), safeguard.NewIncident, safeguard.CheckNewIncident, safeguard.IncidentStarts,
	safeguard.DecodeIncident, safeguard.EncodeIncidentStep, safeguard.DecodeIncidentStep)

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
	pending := incidents.Done(t, safeguard.Incident{}, theIncident(), byJess)
	tried := incidents.Done(t, pending, safeguard.NotReceived{}, byJess)
	linked := incidents.Done(t, tried, safeguard.LinkPerson{Person: sian, Part: safeguard.PersonInvolved}, byJess)
	return map[peer.Status]safeguard.Incident{safeguard.IncidentPending: pending,
		safeguard.IncidentSent: incidents.Done(t, linked, safeguard.HasReceipt{Receipt: "INC-1"}, byKay)}
}

func TestIncidentEveryRow(t *testing.T) {
	records := incidentsOf(t)
	pending := records[safeguard.IncidentPending]
	sent := incidents.Done(t, pending, safeguard.HasReceipt{Receipt: "INC-1"}, byJess)
	untoward := incidentWith(func(i *safeguard.ReportIncident) { i.Sort, i.About = safeguard.IncidentUntoward, nil })
	everybodyElse := everybody(map[string]peer.Party{"the worker": peer.PartyRaiser, "another worker": "left out"})
	incidents.EveryRow(t, everybodyElse, records,
		incidents.Planned(t, "SAFE-11 report", safeguard.Incident{}, theIncident(), byJess, safeguard.IncidentPending, nil),
		incidents.Planned(t, "SAFE-11 an untoward occurrence", safeguard.Incident{}, untoward, byJess, safeguard.IncidentPending, nil),
		incidents.Planned(t, "SAFE-11 nothing came back", pending, safeguard.NotReceived{}, byKay, safeguard.IncidentPending, nil),
		incidents.Planned(t, "SAFE-11 a receipt", pending, safeguard.HasReceipt{Receipt: "INC-1"}, byJess, safeguard.IncidentSent, nil),
		incidents.Planned(t, "SAFE-11 link whom it harmed", pending, safeguard.LinkPerson{Person: sian, Part: safeguard.PersonHarmed}, byJess, safeguard.IncidentPending, nil),
		incidents.Planned(t, "SAFE-11 link whom it involved, later", sent, safeguard.LinkPerson{Person: sian, Part: safeguard.PersonInvolved}, byKay, safeguard.IncidentSent, nil),
	)
}

func TestIncidentIsNoPersonsRecord(t *testing.T) {
	none := safeguard.Incident{}
	for _, sort := range safeguard.IncidentSort("").Terms() {
		i := incidents.Done(t, none, incidentWith(func(i *safeguard.ReportIncident) { i.Sort = safeguard.IncidentSort(sort) }), byJess)
		t.Run("SAFE-11 "+sort+" is in nobody's record", func(t *testing.T) {
			require.Empty(t, i.Person())
			_, linked := i.Link()
			require.False(t, linked)
			readers.See(t, i, "link", "", "SAFE-11 wrong-record")
			only(t, incidents.Tried(t, i, safeguard.LinkPerson{Person: sian}, byJess), "SAFE-11 wrong-record", "/part")
		})
		t.Run("SAFE-11 "+sort+" unless the person was harmed or involved, and then no more than that", func(t *testing.T) {
			linked := incidents.Done(t, i, safeguard.LinkPerson{Person: sian, Part: safeguard.PersonHarmed}, byJess)
			link, ok := linked.Link()
			require.True(t, ok)
			require.Equal(t, safeguard.IncidentLink{Incident: i.Ref(), Person: sian, Part: safeguard.PersonHarmed, Happened: on("2026-06-02T08:50Z")}, link)
			readers.See(t, linked, "link", "", "SAFE-11 wrong-record", "jess", "jess care-record", "kay direct-care", "kay care-record", "hannah direct-care", "hannah care-record",
				"ines direct-care", "ines care-record", "iris direct-care", "iris care-record")
			require.NotContains(t, steptest.Seen(t, linked, readers.Reading(byKay, peer.ForRecord)), "garden")
			require.NotContains(t, steptest.Seen(t, linked, readers.Reading(byKay, peer.ForCare)), "garden")
			only(t, incidents.Tried(t, linked, safeguard.LinkPerson{Person: beatriz, Part: safeguard.PersonHarmed}, byJess), "SAFE-11 duplicate", "")
		})
	}
	t.Run("SAFE-11 those it is about do not read it, send it or link it", func(t *testing.T) {
		i := incidentsOf(t)[safeguard.IncidentPending]
		readers.See(t, i, "incident", "garden", "SAFE-18 not-authorised", "jess")
		for _, step := range []incidentStep{safeguard.NotReceived{}, safeguard.HasReceipt{Receipt: "x"}, safeguard.LinkPerson{Person: sian, Part: safeguard.PersonHarmed}} {
			only(t, incidents.Tried(t, i, step, byRowan), "SAFE-11 not-authorised", "")
		}
	})
	t.Run("SAFE-11 anybody on the staff reports what they did themself", func(t *testing.T) {
		i := incidents.Done(t, none, theIncident(), byRowan)
		require.Equal(t, peer.ByStaff(rowan, ""), i.Reporter())
		open(t, incidents.Tried(t, i, safeguard.NotReceived{}, byRowan))
	})
	t.Run("SAFE-02 an untoward occurrence without a concern leaves a signal", func(t *testing.T) {
		step := incidentWith(func(i *safeguard.ReportIncident) { i.Sort, i.Concern = safeguard.IncidentUntoward, "" })
		steptest.Warns(t, incidents.Tried(t, none, step, byJess), "SAFE-02 concern-required", "/concern", peer.Raises)
		i, change := incidents.Changed(t, none, step, byJess)
		require.Equal(t, peer.SignalGoesFurther, change.Signals[0].Kind)
		require.Equal(t, i.Ref(), change.Signals[0].From)
		_, change = incidents.Changed(t, none, incidentWith(func(i *safeguard.ReportIncident) { i.Concern = "" }), byJess)
		require.Empty(t, change.Signals)
	})
	t.Run("SAFE-11 a time to come is the time it came in", func(t *testing.T) {
		step := incidentWith(func(i *safeguard.ReportIncident) { i.Happened = moment("2026-06-03T09:00:00Z") })
		steptest.Warns(t, incidents.Tried(t, none, step, byJess), "SAFE-11 future-date", "/happened", peer.Warns)
		require.Equal(t, on(whenSaid), incidents.Done(t, none, step, byJess).Happened())
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
		i, change, err := safeguard.SendIncident(ctx, s, pending, act(byJess, whenNext, "s1", pending), f)
		require.ErrorIs(t, err, down)
		require.Equal(t, safeguard.IncidentPending, i.Status())
		require.Equal(t, []any{1, on(whenNext), peer.Action("not-received")}, []any{i.Tries(), i.TriedAt(), change.Do})
		require.Equal(t, 0, pending.Tries())

		again, same, err := safeguard.SendIncident(ctx, s, i, act(byJess, whenNext, "s1", pending), f)
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
		i, _, err := safeguard.SendIncident(ctx, &sink{}, pending, act(byJess, whenNext, "s1", pending), f)
		require.ErrorIs(t, err, safeguard.ErrNoReceipt)
		require.Equal(t, 1, i.Tries())
	})
	t.Run("SAFE-11 a number that cannot be kept changes nothing", func(t *testing.T) {
		i, _, err := safeguard.SendIncident(ctx, &sink{receipt: strings.Repeat("1", 201)}, pending, act(byJess, whenNext, "s1", pending), f)
		require.ErrorIs(t, err, peer.ErrTooLong)
		require.Equal(t, pending, i)
	})
	t.Run("SAFE-11 whoever may not send it does not reach the sink", func(t *testing.T) {
		for name, a := range map[string]peer.Act{"the person": act(bySian, whenNext, "s1", pending), "whom it is about": act(byRowan, whenNext, "s1", pending), "an old one": act(byJess, whenNext, "s1", nil), "no id": act(byJess, whenNext, "", pending)} {
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
		_, _, err := safeguard.SendIncident(ctx, s, pending, act(byJess, whenNext, "a1", pending), f)
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
	require.Equal(t, on(whenSaid), i.Reported())
	require.Equal(t, on(whenNext), i.TriedAt())
	require.Equal(t, on("2026-06-03T23:00Z"), i.SendBy(), "by the policy: the end of the next working day, in summer time")
	i.About()[0] = "changed"
	require.Equal(t, rowan, i.About()[0])
	untoward := incidents.Done(t, safeguard.Incident{}, incidentWith(func(i *safeguard.ReportIncident) { i.Sort = safeguard.IncidentUntoward }), byJess)
	require.Equal(t, on(whenSaid).Add(30*time.Minute), untoward.SendBy(), "SAFE-02 at once")
}

func TestIncidentHistories(t *testing.T) {
	incidents.Histories(t, nil, func(t require.TestingT, i safeguard.Incident, c peer.Change) {
		require.Equal(t, i.Status() == safeguard.IncidentSent, i.Receipt() != "")
		require.Equal(t, i.Tries() > 0, !i.TriedAt().IsZero())
		_, linked := i.Link()
		require.Equal(t, i.Person() != "", linked)
		require.NotEqual(t, peer.PartyPerson, c.As)
		require.False(t, i.Sees("incident", readers.Reading(bySian, peer.ForSupport)) || i.Sees("incident", readers.Reading(byJess, peer.ForRecord)))
	})
}

func TestIncidentStored(t *testing.T) {
	records := incidentsOf(t)
	incidents.Goldens(t, records)
	incidents.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: safeguard.IncidentPending, Path: "/reporter", Value: map[string]any{"person": "p4"}, Heard: "/reporter"},
		{Of: safeguard.IncidentPending, Path: "/reporter", Value: map[string]any{"staff": "w4", "role": "peer-worker"}, Heard: "/reporter"},
		{Of: safeguard.IncidentPending, Path: "/happened", Value: "2026-06-03T09:00:00.000Z", Heard: "/happened"},
		{Of: safeguard.IncidentPending, Path: "/sendBy", Value: "2026-06-01T09:00:00.000Z", Heard: "/sendBy"},
		{Of: safeguard.IncidentPending, Path: "/receipt", Value: "INC-1", Heard: "/receipt"},
		{Of: safeguard.IncidentPending, Path: "/sentAt", Value: "2026-06-02T09:30:00.000Z", Heard: "/sentAt"},
		{Of: safeguard.IncidentPending, Path: "/tries", Value: 1, Heard: "/triedAt"},
		{Of: safeguard.IncidentPending, Path: "/tries", Value: -1, Heard: "/tries"},
		{Of: safeguard.IncidentPending, Path: "/person", Value: "p4", Heard: "/part"},
		{Of: safeguard.IncidentPending, Path: "/part", Value: "harmed", Heard: "/part"},
		{Of: safeguard.IncidentPending, Path: "/psychological", Value: "fatal", Heard: "/psychological"},
		{Of: safeguard.IncidentPending, Path: "/sort", Value: "serious-incident", Heard: "/sort"},
		{Of: safeguard.IncidentPending, Path: "/level", Value: 3, Heard: "/level"},
		{Of: safeguard.IncidentPending, Path: "/what", Value: "", Heard: "/what"},
		{Of: safeguard.IncidentSent, Path: "/receipt", Value: "", Heard: "/receipt"},
		{Of: safeguard.IncidentSent, Path: "/sentAt", Value: nil, Heard: "/sentAt"},
		{Of: safeguard.IncidentSent, Path: "/triedAt", Value: nil, Heard: "/triedAt"},
	})
}
