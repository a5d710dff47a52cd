package recovery_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theMeeting() recovery.PrepareMeeting {
	return recovery.PrepareMeeting{ID: "m1", Person: sian, Worker: jess, Goal: "g1", Event: recovery.EventMedicationReview, When: peer.DueOn(peer.MustDate("2026-06-15"))}
}

// treatmentLeaflet is information for the second question, which is about treatment.
func treatmentLeaflet() recovery.AnswerMeetingQuestion {
	return recovery.AnswerMeetingQuestion{Question: 2, Kind: recovery.AnswerInformation, Words: own(byJess, "here is what the leaflet says"), Source: aLeaflet()}
}

var meetings = steptest.BenchOf(ground, recovery.MeetingPrepTable(), recovery.NewMeetingPrep, recovery.CheckNewMeetingPrep, recovery.MeetingPrepStarts,
	recovery.DecodeMeetingPrep, recovery.EncodeMeetingPrepStep, recovery.DecodeMeetingPrepStep)

type meetingStory struct {
	empty, prepared, over, calledOff recovery.MeetingPrep
}

func doMeeting(t testing.TB, m recovery.MeetingPrep, step recovery.MeetingPrepStep, by peer.Actor, id string) recovery.MeetingPrep {
	t.Helper()
	return meetings.DoneAt(t, m, step, by, "2026-06-10T10:00Z", id)
}

func tellMeeting(t testing.TB) meetingStory {
	t.Helper()
	var s meetingStory
	s.empty = doMeeting(t, recovery.MeetingPrep{}, theMeeting(), byJess, "a0")
	s.prepared = s.empty
	ownUse := recovery.AnswerMeetingQuestion{Question: 1, Kind: recovery.AnswerInformation, Words: own(byJess, "there is a lift"), Source: recovery.Source{Kind: recovery.SourceOwnUse, On: peer.MustDate("2025-11")}}
	for i, c := range []struct {
		step recovery.MeetingPrepStep
		by   peer.Actor
	}{
		{recovery.AddMeetingQuestion{Words: own(bySian, "how long will it take?")}, byJess},
		{recovery.AddMeetingQuestion{Words: own(bySian, "can I stop the tablets?"), Treatment: true}, bySian},
		{recovery.AddMeetingConcern{Words: own(bySian, "I sleep all day"), Treatment: true}, bySian},
		{recovery.AddMeetingConcern{Words: own(bySian, "he never looks up")}, bySian},
		{recovery.AddMeetingWant{Words: own(bySian, "mornings matter to me"), How: own(bySian, "read out from the card")}, byJess},
		{recovery.AddMeetingPaper{What: peer.Say("the list of tablets")}, byJess},
		{recovery.MeetingPaperReady{Number: 1}, bySian},
		{treatmentLeaflet(), byJess},
		{ownUse, byJess},
		{recovery.SayWhoSpeaks{Speaks: recovery.SpeakerTogether}, bySian},
		{recovery.SayAccompany{Accompany: peer.Yes}, bySian},
	} {
		s.prepared = doMeeting(t, s.prepared, c.step, c.by, fmt.Sprint("a", i+1))
	}
	s.over = doMeeting(t, s.prepared, recovery.MeetingTookPlace{}, byJess, "b1")
	s.over = doMeeting(t, s.over, recovery.SayWhatWasDecided{Words: own(bySian, "half the dose for a month")}, byJess, "b2")
	s.over = doMeeting(t, s.over, recovery.SayHeard{Heard: peer.No, Says: own(bySian, "he wrote while I talked")}, bySian, "b3")
	s.calledOff = doMeeting(t, s.prepared, recovery.CallOffMeeting{}, bySian, "b4")
	return s
}

func TestMeetingPrepEveryRow(t *testing.T) {
	s := tellMeeting(t)
	type one = steptest.Case[recovery.MeetingPrep, recovery.MeetingPrepStep, recovery.Facts]
	step := func(name string, m recovery.MeetingPrep, step recovery.MeetingPrepStep, by peer.Actor, to peer.Status) one {
		return one{Name: "REC-41 " + name, Record: m, Step: step, Act: act(by, "2026-06-11T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose, words := row("REC-41", peer.ErrNotAuthorised), row("REC-41", peer.ErrPersonsWordsOnly)
	guidance := recovery.AnswerMeetingQuestion{Question: 1, Kind: recovery.AnswerGuidance, Words: own(byJess, "ask at the desk for a longer slot")}
	meetings.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.MeetingPrep{recovery.MeetingPrepared: s.prepared, recovery.MeetingOver: s.over, recovery.MeetingCalledOff: s.calledOff},
		step("the person prepares", recovery.MeetingPrep{}, theMeeting(), bySian, recovery.MeetingPrepared).Hearing("/person", whose),
		step("the worker begins", recovery.MeetingPrep{}, theMeeting(), byJess, recovery.MeetingPrepared).Hearing("/worker", whose),
		step("the worker writes down a question", s.prepared, recovery.AddMeetingQuestion{Words: own(bySian, "who else will be there?")}, byJess, recovery.MeetingPrepared).Hearing("/words", words),
		step("a concern", s.prepared, recovery.AddMeetingConcern{Words: own(bySian, "the stairs")}, bySian, recovery.MeetingPrepared),
		step("what to say", s.prepared, recovery.AddMeetingWant{Words: own(bySian, "I want mornings"), How: own(bySian, "slowly")}, byJess, recovery.MeetingPrepared).Hearing("/words", words).Hearing("/how", words),
		step("a paper", s.prepared, recovery.AddMeetingPaper{What: peer.Say("the letter")}, byJess, recovery.MeetingPrepared),
		step("a paper is there", s.prepared, recovery.MeetingPaperReady{Number: 1}, byJess, recovery.MeetingPrepared),
		step("information from a leaflet", s.prepared, treatmentLeaflet(), byJess, recovery.MeetingPrepared).Hearing("/source/kind", row("PEER-23", peer.ErrSourceRequired)),
		step("guidance", s.prepared, guidance, byJess, recovery.MeetingPrepared),
		step("who speaks", s.prepared, recovery.SayWhoSpeaks{Speaks: recovery.SpeakerWorker}, bySian, recovery.MeetingPrepared),
		step("PEER-50 accompany", s.prepared, recovery.SayAccompany{Accompany: peer.No}, bySian, recovery.MeetingPrepared),
		step("moved", s.prepared, recovery.MoveMeeting{When: peer.DueOn(peer.MustDate("2026-06-22"))}, byJess, recovery.MeetingPrepared),
		step("moved after it was called off", s.calledOff, recovery.MoveMeeting{When: peer.DueAt(on("2026-06-22T09:00Z"))}, bySian, recovery.MeetingPrepared),
		step("it took place", s.prepared, recovery.MeetingTookPlace{}, byJess, recovery.MeetingOver),
		step("what was decided", s.over, recovery.SayWhatWasDecided{Words: own(bySian, "a lower dose")}, byJess, recovery.MeetingOver).Hearing("/words", words),
		step("felt heard", s.over, recovery.SayHeard{Heard: peer.Yes}, bySian, recovery.MeetingOver),
		step("called off", s.prepared, recovery.CallOffMeeting{}, byJess, recovery.MeetingCalledOff),
		step("REC-50 who may see it", s.over, recovery.WhoMaySee{Audience: recovery.OnlyMe}, bySian, recovery.MeetingOver),
	)
}

func TestMeetingIsNotOver(t *testing.T) {
	s := tellMeeting(t)
	for _, c := range []struct {
		when, at       string
		known, unknown bool // allowed with a policy, and without one
	}{
		{"2026-06-10", "2026-06-10T10:00Z", true, true},
		{"2026-06-01", "2026-06-10T10:00Z", false, false},
		{"2026-06-09", "2026-06-09T23:00Z", false, true}, // midnight in London
		{"2026-06-09", "2026-06-09T22:59Z", true, true},
		{"2026-06-09", "2026-06-10T11:59Z", false, true}, // still the 9th at UTC-12
		{"2026-06-09", "2026-06-10T12:00Z", false, false},
		{"2026-06-10T11:00:00+01:00", "2026-06-10T09:59Z", true, true},
		{"2026-06-10T11:00:00+01:00", "2026-06-10T10:00Z", false, false},
		{"", "2026-06-10T10:00Z", true, true},
	} {
		var when peer.When
		require.NoError(t, when.UnmarshalText([]byte(c.when)))
		for _, p := range []recovery.Policy{policy(t), {}} {
			t.Run(fmt.Sprint("REC-41 ", c.when, " said at ", c.at, " with a policy: ", p.Known()), func(t *testing.T) {
				begin := theMeeting()
				begin.When = when
				f := recovery.Facts{Policy: p}
				decisions := []peer.Decision{recovery.CheckNewMeetingPrep(begin, act(bySian, c.at, "r", nil), f)}
				if c.when != "" {
					decisions = append(decisions, s.calledOff.Check(recovery.MoveMeeting{When: when}, act(byJess, c.at, "r", s.calledOff), f))
				}
				for _, d := range decisions {
					if p.Known() && c.known || !p.Known() && c.unknown {
						require.True(t, d.Allowed())
						continue
					}
					only(t, d, "REC-41 past-date", "/when")
				}
			})
		}
	}
}

func TestMeetingAnswersAreNeverAdvice(t *testing.T) {
	s := tellMeeting(t)
	try := func(question int, spoil func(*recovery.AnswerMeetingQuestion)) peer.Decision {
		step := treatmentLeaflet()
		step.Question = question
		spoil(&step)
		return s.prepared.Check(step, act(byJess, "2026-06-11T09:00Z", "r", s.prepared), facts(t))
	}
	advice := func(a *recovery.AnswerMeetingQuestion) { a.Kind = recovery.AnswerAdvice }
	bare := func(a *recovery.AnswerMeetingQuestion) { a.Kind, a.Source = recovery.AnswerAdvice, recovery.Source{} }
	guidance := func(a *recovery.AnswerMeetingQuestion) {
		a.Kind, a.Source = recovery.AnswerGuidance, recovery.Source{}
	}
	used := func(a *recovery.AnswerMeetingQuestion) {
		a.Source = recovery.Source{Kind: recovery.SourceOwnUse, On: peer.MustDate("2024")}
	}
	for name, d := range map[string]peer.Decision{
		"advice on treatment":                         try(2, advice),
		"advice on treatment, with nothing behind it": try(2, bare),
		"advice on anything else":                     try(1, advice),
		"guidance on treatment":                       try(2, guidance),
	} {
		t.Run("REC-41, PEER-23 "+name, func(t *testing.T) {
			only(t, d, "REC-41 advice-out-of-scope", "/kind")
			args := d.Unmet()[0].Args
			require.Len(t, args, 1)
			require.Equal(t, "route", args[0].Name())
			require.Equal(t, string(recovery.RouteQualifiedStaff), args[0].Value())
		})
	}
	t.Run("PEER-23 information without its source", func(t *testing.T) {
		only(t, try(2, func(a *recovery.AnswerMeetingQuestion) { a.Source = recovery.Source{} }), "PEER-23 source-required", "/source")
		only(t, try(1, func(a *recovery.AnswerMeetingQuestion) { a.Source = recovery.Source{} }), "PEER-23 source-required", "/source")
	})
	t.Run("PEER-23, H27 the worker's own use is no source on treatment", func(t *testing.T) {
		only(t, try(2, used), "PEER-23 source-required", "/source/kind")
		open(t, try(1, used))
	})
	t.Run("PEER-23 a leaflet of next year", func(t *testing.T) {
		only(t, try(2, func(a *recovery.AnswerMeetingQuestion) { a.Source.On = peer.MustDate("2027") }), "PEER-23 future-date", "/source/on")
	})
	open(t, try(2, func(*recovery.AnswerMeetingQuestion) {}))
	open(t, try(1, guidance))
	t.Run("REC-41 an answer to no question", func(t *testing.T) {
		d := try(3, func(*recovery.AnswerMeetingQuestion) {})
		only(t, d, "REC-41 out-of-range", "/question")
		require.Equal(t, "2", d.Unmet()[0].Args[0].Value())
	})
	for name, by := range map[string]peer.Actor{"the person": bySian, "a colleague": byRowan, "a doctor": byKay} {
		t.Run("REC-41 an answer in the words of "+name, func(t *testing.T) {
			only(t, try(1, func(a *recovery.AnswerMeetingQuestion) { a.Words = own(by, "half of it") }), "REC-41 not-authorised", "/words")
		})
	}
	t.Run("REC-41 advice is never offered", func(t *testing.T) {
		for _, c := range s.prepared.Choices(act(byJess, "2026-06-11T09:00Z", "r", s.prepared), facts(t)) {
			if c.Do != "answer" {
				continue
			}
			require.Equal(t, []string{"information", "guidance"}, c.Fields[1].Options)
			return
		}
		require.Fail(t, "answers are offered")
	})
	require.Contains(t, recovery.AnswerKind("").Terms(), string(recovery.AnswerAdvice))
}

func TestMeetingIsThePersons(t *testing.T) {
	s, f := tellMeeting(t), facts(t)
	check := func(m recovery.MeetingPrep, step recovery.MeetingPrepStep, by peer.Actor) peer.Decision {
		return m.Check(step, act(by, "2026-06-11T09:00Z", "r", m), f)
	}
	for name, c := range map[string]struct {
		m    recovery.MeetingPrep
		step recovery.MeetingPrepStep
		rule string
	}{
		"says that they speak":       {s.prepared, recovery.SayWhoSpeaks{Speaks: recovery.SpeakerWorker}, "REC-41 persons-choice-only"},
		"says that they come along":  {s.prepared, recovery.SayAccompany{Accompany: peer.Yes}, "PEER-50 persons-choice-only"},
		"says that they were heard":  {s.over, recovery.SayHeard{Heard: peer.Yes}, "REC-41 persons-choice-only"},
		"says who may see the sheet": {s.over, recovery.WhoMaySee{Audience: recovery.Team}, "REC-50 persons-choice-only"},
	} {
		t.Run("REC-41 the worker "+name, func(t *testing.T) { only(t, check(c.m, c.step, byJess), c.rule, "") })
	}
	for name, c := range map[string]struct {
		step recovery.MeetingPrepStep
		path string
	}{
		"a question":  {recovery.AddMeetingQuestion{Words: own(byJess, "is this a good idea?")}, "/words"},
		"a concern":   {recovery.AddMeetingConcern{Words: own(byJess, "not sleeping")}, "/words"},
		"what to say": {recovery.AddMeetingWant{Words: own(byJess, "she would like more")}, "/words"},
		"how":         {recovery.AddMeetingWant{Words: own(bySian, "mornings"), How: own(byJess, "calmly")}, "/how"},
	} {
		t.Run("REC-41 "+name+" in the worker's words", func(t *testing.T) {
			for _, by := range []peer.Actor{byJess, bySian} {
				only(t, check(s.prepared, c.step, by), "REC-41 persons-words-only", c.path)
			}
		})
	}
	only(t, check(s.over, recovery.SayHeard{Heard: peer.No, Says: own(byJess, "went well")}, bySian), "REC-41 persons-words-only", "/says")
	only(t, check(s.prepared, recovery.MeetingPaperReady{Number: 2}, bySian), "REC-41 out-of-range", "/number")
	t.Run("REC-41 what was decided, in the words of the two", func(t *testing.T) {
		only(t, check(s.over, recovery.SayWhatWasDecided{Words: own(byKay, "as discussed")}, byJess), "REC-41 not-authorised", "/words")
		only(t, check(s.over, recovery.SayWhatWasDecided{Words: unsigned("dose reduced")}, byJess), "REC-41 persons-words-only", "/words")
		open(t, check(s.over, recovery.SayWhatWasDecided{Words: own(bySian, "half, for a month")}, byJess))
		open(t, check(s.over, recovery.SayWhatWasDecided{Words: own(byJess, "half, for a month")}, bySian))
		bare := doMeeting(t, s.prepared, recovery.MeetingTookPlace{}, byJess, "c1")
		open(t, check(bare, recovery.SayWhatWasDecided{Words: unsigned("dose reduced")}, byJess))
	})
	t.Run("REC-41 nobody has to say whether they felt heard", func(t *testing.T) {
		require.Equal(t, peer.Unknown, s.prepared.Heard())
		back := doMeeting(t, s.over, recovery.SayHeard{}, bySian, "c1")
		require.Equal(t, peer.Unknown, back.Heard())
		require.Zero(t, back.HeardSays())
	})
	t.Run("REC-41 a sheet has an end", func(t *testing.T) {
		for what, c := range map[string]struct {
			step recovery.MeetingPrepStep
			by   peer.Actor
			most int
		}{
			"questions": {recovery.AddMeetingQuestion{Words: own(bySian, "and?")}, bySian, 28},
			"concerns":  {recovery.AddMeetingConcern{Words: own(bySian, "and!")}, bySian, 28},
			"wants":     {recovery.AddMeetingWant{Words: own(bySian, "this")}, bySian, 29},
			"papers":    {recovery.AddMeetingPaper{What: peer.Say("a form")}, byJess, 29},
			"answers":   {treatmentLeaflet(), byJess, 58},
		} {
			m := s.prepared
			for i := range c.most {
				m = doMeeting(t, m, c.step, c.by, fmt.Sprint("d", i))
			}
			t.Run(what, func(t *testing.T) { only(t, check(m, c.step, c.by), "REC-41 out-of-range", "") })
		}
	})
}

func TestMeetingKeepsWhatWasSaid(t *testing.T) {
	s := tellMeeting(t)
	m := s.over
	require.Equal(t, recovery.EventMedicationReview, m.Event())
	require.Equal(t, "2026-06-15", m.When().String())
	require.Equal(t, "g1", m.Goal())
	require.Equal(t, recovery.SpeakerTogether, m.Speaks())
	require.Equal(t, peer.Yes, m.Accompany())
	require.Len(t, m.Questions(), 2)
	require.Len(t, m.Concerns(), 2)
	require.Equal(t, 1, m.Wants()[0].Number)
	require.Equal(t, "read out from the card", m.Wants()[0].How.Text.Reveal())
	require.True(t, m.Papers()[0].Ready)
	require.Equal(t, on("2026-06-10T10:00Z"), m.Answers()[0].At)
	require.Equal(t, aLeaflet(), m.Answers()[0].Source)
	require.True(t, m.Decided().From(sian))
	require.Equal(t, peer.No, m.Heard())
	require.True(t, m.HeardSays().From(sian))
	require.Equal(t, jess, m.Worker())
	questions, concerns := m.ForHealthProfessional()
	require.Len(t, questions, 1)
	require.Equal(t, 2, questions[0].Number)
	require.Len(t, concerns, 1)
	require.Equal(t, 1, concerns[0].Number)
	require.Len(t, m.Questions(), 2)
	require.Equal(t, 1, m.Questions()[0].Number)
	m.Wants()[0], m.Papers()[0], m.Answers()[0] = recovery.MeetingWant{}, recovery.MeetingPaper{}, recovery.MeetingAnswer{}
	require.Equal(t, []int{1, 1, 2}, []int{m.Wants()[0].Number, m.Papers()[0].Number, m.Answers()[0].Question})
	unready := doMeeting(t, s.empty, recovery.AddMeetingPaper{What: peer.Say("the letter")}, byJess, "c1")
	ready := doMeeting(t, unready, recovery.MeetingPaperReady{Number: 1}, byJess, "c2")
	require.False(t, unready.Papers()[0].Ready)
	require.True(t, ready.Papers()[0].Ready)
	moved := doMeeting(t, s.calledOff, recovery.MoveMeeting{When: peer.DueAt(on("2026-06-22T09:00Z"))}, byJess, "c3")
	require.Equal(t, on("2026-06-22T09:00Z"), moved.When().Instant(peer.Calendar{}))
	require.Equal(t, s.prepared.Questions(), moved.Questions())
}

func TestWhoSeesAMeetingPrep(t *testing.T) {
	s := tellMeeting(t)
	set := func(a recovery.Audience) recovery.MeetingPrep {
		return doMeeting(t, s.over, recovery.WhoMaySee{Audience: a}, bySian, "c1")
	}
	all, team, record := []string{"meeting", "sheet", "ownUse"}, []string{"meeting", "sheet"}, []string{"meeting"}
	for a, want := range map[recovery.Audience][4][]string{ // the person, the worker, a nurse, an exporter
		recovery.OnlyMe:        {all, nil, nil, nil},
		recovery.MeAndMyWorker: {all, all, nil, nil},
		recovery.Team:          {all, all, team, nil},
		recovery.CareRecord:    {all, all, team, record},
	} {
		t.Run("REC-41, REC-50 "+string(a), func(t *testing.T) {
			for i, by := range []peer.Reading{reading(bySian, peer.ForSupport), reading(byJess, peer.ForSupport), reading(byKay, peer.ForCare), reading(byKay, peer.ForRecord)} {
				seesParts(t, set(a), by, want[i]...)
			}
			seesParts(t, set(a), reading(byMegan, peer.ForCare))
		})
	}
	require.NotContains(t, seesParts(t, set(recovery.CareRecord), reading(byKay, peer.ForRecord), record...), "tablets")
	require.Contains(t, seesParts(t, set(recovery.Team), reading(byJess, peer.ForSupport), all...), "2025-11")
	require.NotContains(t, seesParts(t, set(recovery.Team), reading(byKay, peer.ForCare), team...), "2025-11", "H27")
}

func meetingRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellMeeting(t)
	return map[peer.Status]peer.Record{"meeting-prep-prepared": s.prepared, "meeting-prep-over": s.over, "meeting-prep-called-off": s.calledOff}
}

func TestMeetingPrepStored(t *testing.T) {
	worker, nurse := map[string]any{"staff": "w4"}, map[string]any{"staff": "kay-orr"}
	words := map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}
	ground.NeverRead(t, meetingRecords(t), []steptest.Hostile{
		{Of: "meeting-prep-over", Path: "/questions/0/words/by", Value: worker, Heard: "/questions"},
		{Of: "meeting-prep-over", Path: "/concerns/0/words/by", Value: worker, Heard: "/questions"},
		{Of: "meeting-prep-over", Path: "/wants/0/words/by", Value: worker, Heard: "/questions"},
		{Of: "meeting-prep-over", Path: "/wants/0/how/by", Value: worker, Heard: "/questions"},
		{Of: "meeting-prep-over", Path: "/heardSays/by", Value: worker, Heard: "/questions"},
		{Of: "meeting-prep-over", Path: "/answers/0/words/by", Value: map[string]any{"person": "p4"}, Heard: "/answers"},
		{Of: "meeting-prep-over", Path: "/decided/by", Value: nurse, Heard: "/decided"},
		{Of: "meeting-prep-over", Path: "/questions/0/number", Value: 2, Heard: "/questions"},
		{Of: "meeting-prep-over", Path: "/concerns/0/number", Value: 2, Heard: "/concerns"},
		{Of: "meeting-prep-over", Path: "/wants/0/number", Value: 2, Heard: "/wants"},
		{Of: "meeting-prep-over", Path: "/papers/0/number", Value: 2, Heard: "/papers"},
		{Of: "meeting-prep-over", Path: "/answers/0/question", Value: 3, Heard: "/answers"},
		{Of: "meeting-prep-over", Path: "/answers/0/question", Value: -1, Heard: "/answers"},
		{Of: "meeting-prep-over", Path: "/answers/0/kind", Value: "advice", Heard: "/answers"},
		{Of: "meeting-prep-over", Path: "/answers/0/kind", Value: "guidance", Heard: "/answers"},
		{Of: "meeting-prep-over", Path: "/answers/0/source", Value: map[string]any{}, Heard: "/answers"},
		{Of: "meeting-prep-over", Path: "/answers/0/source", Value: map[string]any{"kind": "own-use", "on": "2025"}, Heard: "/answers"},
		{Of: "meeting-prep-over", Path: "/worker", Value: "", Heard: "/answers"},
		{Of: "meeting-prep-over", Path: "/event", Value: "sectioning", Heard: "/event"},
		{Of: "meeting-prep-over", Path: "/speaks", Value: "nobody", Heard: "/speaks"},
		{Of: "meeting-prep-over", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "meeting-prep-prepared", Path: "/decided", Value: words, Heard: "/decided"},
		{Of: "meeting-prep-prepared", Path: "/heard", Value: "yes", Heard: "/decided"},
		{Of: "meeting-prep-called-off", Path: "/heardSays", Value: words, Heard: "/decided"},
	})
}

func TestMeetingPrepHistories(t *testing.T) {
	w := meetings.Walks(20)
	w.Give = func(draw steptest.Draw, m recovery.MeetingPrep, now time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			switch path {
			case "/when":
				return mostly[any](draw, "2026-12-01", now.Format(time.DateOnly), now.AddDate(0, 0, -2).Format(time.DateOnly), now.Add(time.Hour).Format(time.RFC3339), now.Add(-time.Hour).Format(time.RFC3339))
			case "/question":
				return mostly[any](draw, max(1, draw(1+len(m.Questions()))), 1, len(m.Questions())+1)
			case "/number":
				return mostly[any](draw, 1, 2, len(m.Papers()))
			case "/kind":
				return mostly[any](draw, "information", "guidance", "guidance", "advice")
			case "/source/kind":
				return mostly[any](draw, "leaflet", "own-use", steptest.Absent)
			case "/source/name":
				return "the leaflet"
			case "/source/on":
				return mostly[any](draw, "2026-01", steptest.Absent, "2027")
			}
			return nil
		}
	}
	w.Hold(t, func(t require.TestingT, _, m recovery.MeetingPrep, c peer.Change) {
		for i, q := range m.Questions() {
			require.Equal(t, i+1, q.Number)
			require.True(t, q.Words.From(m.Person()))
		}
		for _, x := range m.Concerns() {
			require.True(t, x.Words.From(m.Person()))
		}
		for _, w := range m.Wants() {
			personsOwn(t, m.Person(), nil, w.Words, w.How)
		}
		for _, a := range m.Answers() {
			require.NotEqual(t, recovery.AnswerAdvice, a.Kind, "PEER-23 advice was never stored")
			require.Equal(t, peer.ByStaff(m.Worker(), ""), a.Words.By)
			treatment := m.Questions()[a.Question-1].Treatment
			require.True(t, a.Source.Given() || a.Kind == recovery.AnswerGuidance && !treatment)
			require.False(t, treatment && a.Source.Kind == recovery.SourceOwnUse)
		}
		personsOwn(t, m.Person(), nil, m.HeardSays())
		personsOwn(t, m.Person(), []peer.Actor{peer.ByStaff(m.Worker(), "")}, m.Decided())
		if c.Do == "felt-heard" || c.Do == "who-speaks" || c.Do == "accompany" {
			require.Equal(t, peer.PartyPerson, c.As)
		}
		require.True(t, m.Heard() == peer.Unknown || m.Status() == recovery.MeetingOver)
	})
}
