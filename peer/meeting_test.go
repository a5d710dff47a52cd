package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

type meetingStep = peer.MeetingAttendanceStep

func meetingBench() steptest.Bench[peer.MeetingAttendance, meetingStep, peer.Facts] {
	return steptest.Bench[peer.MeetingAttendance, meetingStep, peer.Facts]{Ground: ground(), Kind: steptest.Kind[peer.MeetingAttendance, meetingStep, peer.Facts]{
		Table: peer.MeetingAttendanceTable(), New: peer.NewMeetingAttendance, CheckNew: peer.CheckNewMeetingAttendance, Starts: peer.MeetingAttendanceStarts,
		Do: peer.MeetingAttendance.Do, Check: peer.MeetingAttendance.Check, Choices: peer.MeetingAttendance.Choices,
		Decode: peer.DecodeMeetingAttendance, EncodeStep: peer.EncodeMeetingAttendanceStep, DecodeStep: peer.DecodeMeetingAttendanceStep,
	}}
}

func theMeeting() peer.RecordMeeting {
	return peer.RecordMeeting{ID: "m-1", Worker: jess, Sort: peer.MeetingTeam, Team: team, On: peer.MustDate("2026-05-04"), Minutes: 60,
		Roles: []peer.TeamRole{peer.TeamNurse, peer.TeamSocialWorker, "recovery-college-tutor"}}
}

func meetingsOf(t testing.TB) map[peer.Status]peer.MeetingAttendance {
	t.Helper()
	b := meetingBench()
	m := b.Done(t, peer.MeetingAttendance{}, meetingStep(theMeeting()), byJess)
	return map[peer.Status]peer.MeetingAttendance{peer.MeetingAttended: m, peer.EnteredInError: b.Done(t, m, meetingStep(peer.MarkMeetingInError{}), byJess)}
}

// unlessWorker is anybody as a record without a person knows them.
func unlessWorker() (list []steptest.Someone) {
	for _, who := range anybody() {
		if who.As == peer.PartyPerson {
			who.As = peer.PartyNobody
		}
		list = append(list, who)
	}
	return list
}

func TestMeetingEveryRow(t *testing.T) {
	b, records := meetingBench(), meetingsOf(t)
	steptest.Plan[peer.MeetingAttendance, meetingStep, peer.Facts]{
		Kind: b.Kind, Anybody: unlessWorker(), Records: records,
		Cases: []steptest.Case[peer.MeetingAttendance, meetingStep, peer.Facts]{
			b.Planned(t, "PEER-60 a meeting", peer.MeetingAttendance{}, theMeeting(), byJess, peer.MeetingAttended, map[string][]peer.Rule{
				"/worker": {row("PEER-60", peer.ErrNotAuthorised)}, "/roles": {row("PEER-60", peer.ErrUnknownCode)}}),
			b.Planned(t, "PEER-60 in error", records[peer.MeetingAttended], peer.MarkMeetingInError{}, byJess, peer.EnteredInError, nil),
		},
	}.Run(t)
}

func TestMeeting(t *testing.T) {
	b, none := meetingBench(), peer.MeetingAttendance{}
	t.Run("PEER-60 the list of professions is open, and holds codes", func(t *testing.T) {
		for role, ok := range map[peer.TeamRole]bool{"art-therapist": true, peer.TeamPsychiatrist: true, "Dr Sam Ode": false, "a nurse": false} {
			step := theMeeting()
			step.Roles = []peer.TeamRole{role}
			d := b.Tried(t, none, meetingStep(step), byJess)
			require.Equal(t, ok, d.Allowed(), role)
			if !ok {
				steptest.Only(t, d, "PEER-60 unknown-code", "/roles")
			}
		}
		require.Len(t, peer.TeamRoles(), 7)
		require.True(t, peer.TeamNurse.Known())
		require.False(t, peer.TeamRole("art-therapist").Known())
		peer.TeamRoles()[0] = "x"
		require.Equal(t, peer.TeamNurse, peer.TeamRoles()[0])
	})
	t.Run("PEER-60 nobody who was talked about is in it, and no words are", func(t *testing.T) {
		for _, f := range peer.MeetingAttendanceTable().Rows[0].Fields {
			require.NotContains(t, []peer.FieldKind{peer.FieldText, peer.FieldWords, peer.FieldSomeone}, f.Kind, f.Path)
			require.NotContains(t, f.Path, "person")
		}
	})
	t.Run("PEER-60 a meeting is not in the future; without a day it was today", func(t *testing.T) {
		step := theMeeting()
		step.On = peer.MustDate("2026-05-07")
		steptest.Only(t, b.Tried(t, none, meetingStep(step), byJess), "PEER-60 future-date", "/on")
		step.On = peer.Date{}
		m := b.Done(t, none, meetingStep(step), byJess)
		require.Equal(t, "2026-05-04", m.On().String())
	})
	m := meetingsOf(t)[peer.MeetingAttended]
	t.Run("PEER-60, H27 where a worker was is for them and their line", func(t *testing.T) {
		readers.See(t, m, "meeting", "", "PEER-60 not-authorised", "jess", "hannah supervision", "iris supervision")
	})
	require.Equal(t, []any{jess, peer.MeetingTeam, team, 60, on("2026-05-04T10:00Z"), theMeeting().Roles}, []any{m.Worker(), m.Sort(), m.Team(), m.Minutes(), m.Recorded(), m.Roles()})
}

func TestMeetingHistories(t *testing.T) {
	meetingBench().Histories(t, withTwo(nil), func(t require.TestingT, m peer.MeetingAttendance, c peer.Change) {
		require.Equal(t, m.Worker(), c.By.Staff)
	})
}

func TestMeetingStored(t *testing.T) {
	b, records := meetingBench(), meetingsOf(t)
	b.Goldens(t, records)
	b.Unreadable(t, "", records, []steptest.Hostile{
		{Of: peer.MeetingAttended, Path: "/roles/0", Value: "Dr Sam Ode", Heard: "/roles"},
		{Of: peer.MeetingAttended, Path: "/on", Value: "2026-05-06", Heard: "/on"},
		{Of: peer.MeetingAttended, Path: "/on", Value: nil, Heard: "/on"},
		{Of: peer.MeetingAttended, Path: "/person", Value: "p1", Heard: "/person"},
		{Of: peer.EnteredInError, Path: "/minutes", Value: 1441, Heard: "/minutes"},
		{Of: peer.EnteredInError, Path: "/sort", Value: "about-somebody", Heard: "/sort"},
	})
}
