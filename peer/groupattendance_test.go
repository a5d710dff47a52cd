package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

var groupAttendances = steptest.Bench[peer.GroupAttendance, peer.GroupAttendanceStep, peer.GroupFacts]{Ground: groupGroundOf(byHannah),
	Kind: steptest.Kind[peer.GroupAttendance, peer.GroupAttendanceStep, peer.GroupFacts]{
		Table: peer.GroupAttendanceTable(), New: peer.NewGroupAttendance, CheckNew: peer.CheckNewGroupAttendance, Starts: peer.GroupAttendanceStarts,
		Do: peer.GroupAttendance.Do, Check: peer.GroupAttendance.Check, Choices: peer.GroupAttendance.Choices,
		Decode: peer.DecodeGroupAttendance, EncodeStep: peer.EncodeGroupAttendanceStep, DecodeStep: peer.DecodeGroupAttendanceStep,
	}}

func theAttendance() peer.RecordAttendance {
	return peer.RecordAttendance{ID: "at-1", Person: aled, Worker: jess, Session: "gs-1", Service: team, Organisation: "A", When: theSessionTime(), Led: true, Production: peer.CoProduced}
}

func theOwnPart() peer.SayOwnPart {
	return peer.SayOwnPart{Words: steptest.Own(byAled, "I laughed, by the beans"), Learning: steptest.Own(byAled, "I can ask"), Goals: []string{"goal-1"}}
}

// attendanceStory is one attendance in every place it can be in, and on its way.
type attendanceStory struct{ recorded, said, corrected, wrong peer.GroupAttendance }

func tellAttendance(t testing.TB) (s attendanceStory) {
	t.Helper()
	s.recorded = groupAttendances.Done(t, peer.GroupAttendance{}, theAttendance(), byJess)
	s.said = groupAttendances.Done(t, s.recorded, theOwnPart(), byAled)
	s.corrected = groupAttendances.Done(t, s.said, theLateArrival(), byAled)
	s.wrong = groupAttendances.Done(t, s.corrected, peer.AttendanceInError{Because: steptest.Own(byAled, "I was at home")}, byAled)
	return s
}

func theLateArrival() peer.CorrectAttendance {
	when := theSessionTime()
	when.Start = peer.MustMoment("2026-05-04T09:30:00+01:00")
	return peer.CorrectAttendance{When: when, Because: steptest.Own(byAled, "I came late")}
}

func (s attendanceStory) records() map[peer.Status]peer.GroupAttendance {
	return map[peer.Status]peer.GroupAttendance{peer.Recorded: s.corrected, peer.EnteredInError: s.wrong}
}

func TestGroupAttendanceEveryRow(t *testing.T) {
	s := tellAttendance(t)
	words := []peer.Rule{row("PEER-58", peer.ErrPersonsWordsOnly)}
	plan := groupAttendances.Planned
	steptest.Plan[peer.GroupAttendance, peer.GroupAttendanceStep, peer.GroupFacts]{
		Kind: groupAttendances.Kind, Person: aled, Anybody: inGroup(peer.PartyPerson, peer.PartyWorker), Records: s.records(),
		Cases: []steptest.Case[peer.GroupAttendance, peer.GroupAttendanceStep, peer.GroupFacts]{
			plan(t, "PEER-58 who came later on the list", peer.GroupAttendance{}, theAttendance(), byJess, peer.Recorded, map[string][]peer.Rule{"/worker": {row("PEER-58", peer.ErrNotAuthorised)}}),
			plan(t, "PEER-35, PEER-58 the person says their part", s.recorded, theOwnPart(), byAled, peer.Recorded, nil),
			plan(t, "PEER-35, PEER-58 the worker writes down their part", s.recorded, theOwnPart(), byJess, peer.Recorded, map[string][]peer.Rule{"/words": words, "/learning": words}),
			plan(t, "PEER-47 the person says it is theirs", s.recorded, peer.ConfirmAttendance{}, byAled, peer.Recorded, nil),
			plan(t, "PEER-49 the person has it put right", s.said, theLateArrival(), byAled, peer.Recorded, nil),
			plan(t, "PEER-49 the worker puts it right", s.said, theLateArrival(), byJess, peer.Recorded, nil),
			plan(t, "PEER-49 the person says it never was", s.said, peer.AttendanceInError{Because: steptest.Own(byAled, "not me")}, byAled, peer.EnteredInError, nil),
		},
	}.Run(t)
}

func TestGroupAttendanceIsKept(t *testing.T) {
	check := func(set func(*peer.RecordAttendance), facts ...func(*peer.GroupFacts)) peer.Decision {
		c := theAttendance()
		set(&c)
		return groupAttendances.Tried(t, peer.GroupAttendance{}, c, byJess, facts...)
	}
	t.Run("PEER-44 only what cannot have been so is not written down", func(t *testing.T) {
		steptest.Only(t, check(func(c *peer.RecordAttendance) { c.When.End = c.When.Start }), "PEER-44 invalid-period", "/when/end")
		steptest.Only(t, check(func(c *peer.RecordAttendance) { c.When.End = peer.MustMoment("2026-05-04T10:00:01Z") }), "PEER-44 future-date", "/when/end")
		steptest.Only(t, check(func(*peer.RecordAttendance) {}, func(f *peer.GroupFacts) { f.NoOther = peer.No }), "PEER-58 duplicate", "")
	})
	t.Run("H21 it waits for no fact, no way of meeting and no word on how it was made", func(t *testing.T) {
		bare := peer.RecordAttendance{ID: "at-9", Person: aled, Worker: jess, Session: "gs-1", When: peer.SessionTime{Start: theSessionTime().Start, End: theSessionTime().End}}
		a, change, err := peer.NewGroupAttendance(bare, act(byJess, "2026-05-04T10:00Z", "x", nil), peer.GroupFacts{})
		require.NoError(t, err)
		require.Len(t, change.Reasons, 2)
		require.Zero(t, a.RecordBy())
	})
	t.Run("PEER-46, PEER-47 what is noticed stops nothing", func(t *testing.T) {
		for rule, set := range map[string]func(*peer.RecordAttendance){
			"PEER-46 late-reason-required": func(c *peer.RecordAttendance) {
				c.When.Start, c.When.End = peer.MustMoment("2026-04-30T09:00:00+01:00"), peer.MustMoment("2026-04-30T10:00:00+01:00")
			},
			"PEER-47 coproduction-status-required": func(c *peer.RecordAttendance) { c.Production = "" },
			"PEER-47 required":                     func(c *peer.RecordAttendance) { c.Production = peer.NotCoProduced },
		} {
			warned(t, check(set), rule)
		}
		steptest.Open(t, check(func(c *peer.RecordAttendance) {
			c.Production, c.NotTogether = peer.NotCoProduced, peer.NotPossible
		}))
	})
	t.Run("PEER-58 whether it is written down already", func(t *testing.T) {
		s := tellAttendance(t)
		require.Equal(t, peer.Unknown, peer.NoOtherAttendance(nil, "gs-1", aled))
		require.Equal(t, peer.Yes, peer.NoOtherAttendance([]peer.GroupAttendance{}, "gs-1", aled))
		require.Equal(t, peer.No, peer.NoOtherAttendance([]peer.GroupAttendance{s.recorded}, "gs-1", aled))
		require.Equal(t, peer.Yes, peer.NoOtherAttendance([]peer.GroupAttendance{s.wrong, s.recorded}, "gs-2", aled))
		require.Equal(t, peer.Yes, peer.NoOtherAttendance([]peer.GroupAttendance{s.wrong}, "gs-1", aled))
		require.Equal(t, peer.Yes, peer.NoOtherAttendance([]peer.GroupAttendance{s.recorded}, "gs-1", beatriz))
	})
}

func TestGroupAttendanceOwnPart(t *testing.T) {
	s := tellAttendance(t)
	say := func(r peer.GroupAttendance, by peer.Actor, words, learning peer.Words) peer.Decision {
		return groupAttendances.Tried(t, r, peer.SayOwnPart{Words: words, Learning: learning}, by)
	}
	byBeatriz := peer.ByPerson(beatriz)
	t.Run("PEER-58 the words are the person's own", func(t *testing.T) {
		for name, w := range map[string]peer.Words{"the worker's": steptest.Own(byJess, "seemed low"), "another member's": steptest.Own(byBeatriz, "he was kind")} {
			for _, by := range []peer.Actor{byAled, byJess} {
				steptest.Only(t, say(s.recorded, by, w, peer.Words{}), "PEER-58 persons-words-only", "/words")
				steptest.Only(t, say(s.recorded, by, peer.Words{}, w), "PEER-58 persons-words-only", "/learning")
			}
			require.NotEmpty(t, name)
		}
		steptest.Only(t, say(s.recorded, byJess, steptest.Unsigned("low"), peer.Words{}), "PEER-58 persons-words-only", "/words")
		steptest.Open(t, say(s.recorded, byAled, steptest.Unsigned("good"), peer.Words{}))
		steptest.Open(t, say(s.recorded, byJess, steptest.Own(byAled, "good"), peer.Words{}))
	})
	t.Run("PEER-58 what the person said stays until they say something else", func(t *testing.T) {
		steptest.Only(t, say(s.said, byJess, steptest.Own(byAled, "fine"), peer.Words{}), "PEER-58 persons-words-only", "")
		for _, only := range []peer.SayOwnPart{{Learning: steptest.Own(byAled, "x")}, {Goals: []string{"goal-1"}}, {Words: steptest.Own(byAled, "x")}} {
			r := groupAttendances.Done(t, s.recorded, only, byAled)
			steptest.Only(t, groupAttendances.Tried(t, r, peer.SayOwnPart{}, byJess), "PEER-58 persons-words-only", "")
		}
		next := groupAttendances.Done(t, s.said, peer.SayOwnPart{Words: steptest.Unsigned("it rained")}, byAled)
		require.Equal(t, "it rained", next.Words().Text.Reveal())
		require.True(t, next.Words().From(aled))
		require.Zero(t, next.Learning())
		require.Empty(t, next.Goals())
	})
	t.Run("PEER-47 seen and theirs too", func(t *testing.T) {
		alone := groupAttendances.Done(t, peer.GroupAttendance{}, func() peer.RecordAttendance {
			c := theAttendance()
			c.Production, c.NotTogether = peer.NotCoProduced, peer.NotPossible
			return c
		}(), byJess)
		made, why := groupAttendances.Done(t, alone, peer.ConfirmAttendance{}, byAled).Production()
		require.Equal(t, peer.CoProduced, made)
		require.Empty(t, why)
		steptest.Only(t, groupAttendances.Tried(t, alone, peer.ConfirmAttendance{}, byJess), "PEER-58 persons-choice-only", "")
	})
	t.Run("PEER-58, H13 nobody else who came is named, not even as an author", func(t *testing.T) {
		for _, by := range []peer.Actor{byAled, byJess} {
			c := theLateArrival()
			c.Because = steptest.Own(byBeatriz, "he came late")
			steptest.Only(t, groupAttendances.Tried(t, s.said, c, by), "PEER-58 identifiable-content", "/because")
			steptest.Only(t, groupAttendances.Tried(t, s.said, peer.AttendanceInError{Because: c.Because}, by), "PEER-58 identifiable-content", "/because")
			c.Because.By = peer.Actor{Person: aled, Staff: jess}
			steptest.Only(t, groupAttendances.Tried(t, s.said, c, by), "PEER-58 identifiable-content", "/because")
		}
	})
	t.Run("PEER-58, H13 nor as whoever acts for the person: what a step makes can be read again", func(t *testing.T) {
		for _, holder := range []peer.Actor{byBeatriz, byMegan, byHannah} {
			a := steptest.ActOn(holder, "2026-05-07T10:00Z", "x", s.said)
			a.For = peer.Authority{ID: "auth-1", Kind: peer.AuthorityParental, Holder: holder, For: aled, Scope: []peer.AuthorityScope{peer.MayCorrect}, From: on("2026-01-01T00:00Z")}
			step := peer.AttendanceInError{Because: steptest.Own(byAled, "not me")}
			if holder == byBeatriz {
				steptest.Only(t, s.said.Check(step, a, groupAttendances.Ground.Facts(t)), "PEER-58 identifiable-content", "/because")
				continue
			}
			wrong, _, err := s.said.Do(step, a, groupAttendances.Ground.Facts(t))
			require.NoError(t, err)
			doc, err := peer.Encode(wrong)
			require.NoError(t, err)
			_, err = peer.DecodeGroupAttendance(doc)
			require.NoError(t, err)
		}
	})
	t.Run("PEER-49 what it said before stays readable, and what was said of it", func(t *testing.T) {
		require.Equal(t, 90, s.corrected.When().Minutes())
		require.Len(t, s.corrected.Before(), 1)
		was := s.corrected.Before()[0]
		require.Equal(t, 120, was.When.Minutes())
		require.Equal(t, byAled, was.By)
		require.True(t, was.Because.From(aled))
		require.Equal(t, "I laughed, by the beans", s.corrected.Words().Text.Reveal())
		require.Len(t, s.wrong.Before(), 2)
		for rule, end := range map[string]string{"PEER-44 invalid-period": "2026-05-04T09:30:00+01:00", "PEER-44 future-date": "2026-05-06T10:00:01Z"} {
			c := theLateArrival()
			c.When.End = peer.MustMoment(end)
			steptest.Only(t, groupAttendances.Tried(t, s.said, c, byAled), rule, "/when/end")
		}
	})
	t.Run("PEER-58 what it says", func(t *testing.T) {
		a := s.said
		require.Equal(t, []any{aled, jess, "gs-1", team, peer.OrgID("A"), theSessionTime(), true, on("2026-05-04T10:00Z"), "2026-05-05"},
			[]any{a.Person(), a.Worker(), a.Session(), a.Service(), a.Organisation(), a.When(), a.Led(), a.RecordedAt(), a.RecordBy().String()})
		require.Equal(t, []string{"goal-1"}, a.Goals())
		require.Equal(t, "I can ask", a.Learning().Text.Reveal())
	})
}

func TestGroupAttendanceReading(t *testing.T) {
	s := tellAttendance(t)
	t.Run("PEER-57 that somebody came is for them, who facilitated, the team and the record", func(t *testing.T) {
		groupReaders.See(t, s.said, "fact", "", "PEER-57 consent-required", "aled", "aled care-record", "jess", "jess care-record",
			"rowan direct-care", "rowan supervision", "rowan care-record", "kay direct-care", "kay supervision", "kay care-record", "hannah direct-care", "hannah supervision", "hannah care-record")
	})
	t.Run("PEER-58 what they say of it is for them and who facilitated", func(t *testing.T) {
		groupReaders.See(t, s.said, "own-part", "by the beans", "PEER-58 consent-required", "aled", "aled care-record", "jess", "jess care-record")
	})
	t.Run("PEER-49 what it said before is for the two and supervision", func(t *testing.T) {
		groupReaders.See(t, s.corrected, "corrections", "I came late", "PEER-49 consent-required", "aled", "aled care-record", "jess", "jess care-record", "hannah", "hannah care-record")
	})
}

func TestGroupAttendanceHistories(t *testing.T) {
	groupAttendances.Histories(t, groupGiven, func(t require.TestingT, a peer.GroupAttendance, c peer.Change) {
		require.True(t, c.By.Person == "" || c.By.Person == a.Person(), "H13 it mentions nobody else")
		for _, w := range []peer.Words{a.Words(), a.Learning()} {
			require.True(t, w.IsZero() || w.From(a.Person()))
		}
		for _, was := range a.Before() {
			require.True(t, was.Because.By.Person == "" || was.Because.By.Person == a.Person())
		}
	})
}

func TestGroupAttendanceStored(t *testing.T) {
	records := tellAttendance(t).records()
	groupAttendances.Goldens(t, records)
	groupAttendances.Unreadable(t, "by the beans", records, []steptest.Hostile{
		{Of: peer.Recorded, Path: "/words/by", Value: map[string]any{"person": "p6"}, Heard: "/words"},
		{Of: peer.Recorded, Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: peer.Recorded, Path: "/learning/by", Value: map[string]any{"person": "p6"}, Heard: "/learning"},
		{Of: peer.Recorded, Path: "/before/0/by", Value: map[string]any{"person": "p6"}, Heard: "/before"},
		{Of: peer.Recorded, Path: "/before/0/because/by", Value: map[string]any{"person": "p6"}, Heard: "/before"},
		{Of: peer.Recorded, Path: "/before/0/because", Heard: "/before/0/because"},
		{Of: peer.Recorded, Path: "/recent/0/by", Value: map[string]any{"person": "p6"}, Heard: "/before"},
		{Of: peer.EnteredInError, Path: "/before", Heard: "/before"},
		{Of: peer.Recorded, Path: "/when/end", Value: "2026-05-04T07:00:00Z", Heard: "/when/end"},
		{Of: peer.Recorded, Path: "/when/start", Value: "2026-05-04T07:00:00", Heard: "/when/start"},
		{Of: peer.Recorded, Path: "/when/start", Heard: "/when/start"},
		{Of: peer.Recorded, Path: "/person", Heard: "/person"},
		{Of: peer.Recorded, Path: "/session", Heard: "/session"},
		{Of: peer.Recorded, Path: "/recordedAt", Heard: "/recordedAt"},
		{Of: peer.Recorded, Path: "/group", Value: "allotment", Heard: "/group"},
		{Of: peer.Recorded, Path: "/others", Value: []any{"p6"}, Heard: "/others"},
	})
}
