package peer_test

import (
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

var groupSessions = steptest.Bench[peer.GroupSession, peer.GroupSessionStep, peer.GroupFacts]{Ground: groupGroundOf(byJess),
	Kind: steptest.Kind[peer.GroupSession, peer.GroupSessionStep, peer.GroupFacts]{
		Table: peer.GroupSessionTable(), New: peer.NewGroupSession, CheckNew: peer.CheckNewGroupSession, Starts: peer.GroupSessionStarts,
		Do: peer.GroupSession.Do, Check: peer.GroupSession.Check, Choices: peer.GroupSession.Choices,
		Decode: peer.DecodeGroupSession, EncodeStep: peer.EncodeGroupSessionStep, DecodeStep: peer.DecodeGroupSessionStep,
	}}

// theSessionTime is two hours on the morning of 4 May 2026; next is the same on the 5th.
func theSessionTime() peer.SessionTime {
	return peer.SessionTime{Mode: peer.FaceToFace, Place: peer.InCommunity, Start: peer.MustMoment("2026-05-04T09:00:00+01:00"), End: peer.MustMoment("2026-05-04T11:00:00+01:00")}
}

func nextSessionTime() peer.SessionTime {
	return peer.SessionTime{Mode: peer.FaceToFace, Place: peer.InCommunity, Start: peer.MustMoment("2026-05-05T09:00:00+01:00"), End: peer.MustMoment("2026-05-05T11:00:00+01:00")}
}

func theSessionActivities() []peer.SessionActivity {
	return []peer.SessionActivity{{What: peer.Say("sowing beans by the shed"), LedBy: peer.LedByOneMember, SupportedBy: []peer.StaffID{jess}}}
}

func theFacilitators() []peer.Facilitator {
	return []peer.Facilitator{{Staff: jess, Role: peer.RolePeerWorker}, {Staff: iris, Role: peer.RolePeerSupportLead}}
}

func thePlannedSession() peer.PlanSession {
	return peer.PlanSession{ID: "gs-1", Group: "allotment", Service: team, Organisation: "A", Facilitators: theFacilitators(), When: nextSessionTime(), Activities: theSessionActivities()}
}

func theSession() peer.RecordSession {
	return peer.RecordSession{ID: "gs-1", Group: "allotment", Service: team, Organisation: "A", Facilitators: theFacilitators(), When: theSessionTime(), Activities: theSessionActivities(),
		Headcount: 5, Attendees: theAttendees()}
}

func theAttendees() []peer.GroupAttendee {
	return []peer.GroupAttendee{{ID: "at-1", Person: aled, Led: true, Production: peer.CoProduced}, {ID: "at-2", Person: beatriz, Production: peer.SharedLater}}
}

func theWriteUp() peer.RecordPlannedSession {
	return peer.RecordPlannedSession{When: nextSessionTime(), Activities: theSessionActivities(), Headcount: 5, Attendees: theAttendees()}
}

func theSessionPutRight() peer.CorrectSession {
	when := nextSessionTime()
	when.End = peer.MustMoment("2026-05-05T11:30:00+01:00")
	return peer.CorrectSession{When: when, Activities: theSessionActivities(), Headcount: 6, Because: peer.Say("we stayed for tea")}
}

// sessionStory is one session in every place it can be in, and on its way.
type sessionStory struct{ planned, recorded, corrected, calledOff, wrong peer.GroupSession }

func tellSession(t testing.TB) (s sessionStory) {
	t.Helper()
	s.planned = groupSessions.Done(t, peer.GroupSession{}, thePlannedSession(), byJess)
	s.recorded = groupSessions.Done(t, s.planned, theWriteUp(), byJess)
	s.corrected = groupSessions.Done(t, s.recorded, theSessionPutRight(), byJess)
	s.calledOff = groupSessions.Done(t, s.planned, peer.CallOffSession{}, byJess)
	s.wrong = groupSessions.Done(t, s.corrected, peer.SessionInError{Because: peer.Say("another week")}, byJess)
	return s
}

func (s sessionStory) records() map[peer.Status]peer.GroupSession {
	return map[peer.Status]peer.GroupSession{peer.Planned: s.planned, peer.Recorded: s.corrected, peer.SessionCalledOff: s.calledOff, peer.EnteredInError: s.wrong}
}

func TestGroupSessionEveryRow(t *testing.T) {
	s := tellSession(t)
	unknown := []peer.Rule{row("PEER-58", peer.ErrBoundariesNotAgreed)}
	whose := []peer.Rule{row("PEER-58", peer.ErrNotAuthorised)}
	staff, noID := append([]peer.Rule{row("PEER-58", peer.ErrDuplicate)}, whose...), []peer.Rule{row("PEER-58", peer.ErrRequired)}
	many := []peer.Rule{row("PEER-58", peer.ErrDuplicate), row("PEER-58", peer.ErrOutOfRange)}
	plan := groupSessions.Planned
	steptest.Plan[peer.GroupSession, peer.GroupSessionStep, peer.GroupFacts]{
		Kind: groupSessions.Kind, Person: aled, Anybody: inGroup(peer.PartyNobody, peer.PartyWorker), Records: s.records(),
		Cases: []steptest.Case[peer.GroupSession, peer.GroupSessionStep, peer.GroupFacts]{
			plan(t, "PEER-58 in the diary", peer.GroupSession{}, thePlannedSession(), byJess, peer.Planned, map[string][]peer.Rule{"/group": unknown, "/facilitators": staff, "/facilitators/*/staff": whose}),
			plan(t, "PEER-58, PEER-59 what was not in the diary", peer.GroupSession{}, theSession(), byJess, peer.Recorded, map[string][]peer.Rule{"/id": noID, "/group": unknown, "/facilitators": staff, "/facilitators/*/staff": whose,
				"/attendees": many, "/attendees/*/id": noID}),
			plan(t, "PEER-58, PEER-59 what became of a plan", s.planned, theWriteUp(), byJess, peer.Recorded, map[string][]peer.Rule{"/attendees": many, "/attendees/*/id": noID}),
			plan(t, "PEER-58 called off", s.planned, peer.CallOffSession{}, byJess, peer.SessionCalledOff, nil),
			plan(t, "PEER-49 put right", s.recorded, theSessionPutRight(), byJess, peer.Recorded, nil),
			plan(t, "PEER-49 it never was", s.recorded, peer.SessionInError{Because: peer.Say("another week")}, byJess, peer.EnteredInError, nil),
			plan(t, "PEER-49 a plan that never was", s.planned, peer.SessionInError{Because: peer.Say("another week")}, byJess, peer.EnteredInError, nil),
		},
	}.Run(t)
}

func TestPlanSession(t *testing.T) {
	check := func(set func(*peer.PlanSession), facts ...func(*peer.GroupFacts)) peer.Decision {
		c := thePlannedSession()
		if set != nil {
			set(&c)
		}
		return groupSessions.Tried(t, peer.GroupSession{}, c, byJess, facts...)
	}
	alone := func(c *peer.PlanSession) { c.Facilitators = c.Facilitators[:1] }
	therapy := func(f *peer.GroupFacts) { f.Group.Kind = peer.TherapyGroup }
	t.Run("PEER-58 nothing is planned before the group has agreed", func(t *testing.T) {
		for _, set := range []func(*peer.GroupFacts){func(f *peer.GroupFacts) { f.Group.InForce = 0 }, func(f *peer.GroupFacts) { f.Group.Running = false }} {
			d := check(nil, set)
			steptest.Only(t, d, "PEER-58 boundaries-not-agreed", "/group")
			require.Empty(t, d.Missing())
		}
		require.Len(t, check(nil, func(f *peer.GroupFacts) { f.Group = peer.GroupNow{} }).Missing(), 1, "an agreement nobody knows of is unknown, not a yes")
		steptest.Only(t, check(nil, func(f *peer.GroupFacts) { f.Group.ID = "choir" }), "PEER-58 boundaries-not-agreed", "/group")
	})
	t.Run("PEER-21, PEER-58 a peer support worker alone does not run a therapy group", func(t *testing.T) {
		steptest.Only(t, check(alone, therapy), "PEER-58 outside-scope-of-practice", "/facilitators")
		steptest.Open(t, check(nil, therapy))
		steptest.Open(t, check(alone))
		both := func(c *peer.PlanSession) { c.Facilitators[1].Role = peer.RolePeerWorker }
		steptest.Only(t, check(both, therapy), "PEER-58 outside-scope-of-practice", "/facilitators")
		steptest.Open(t, check(alone, therapy, func(f *peer.GroupFacts) { f.Policy = groupPolicy(t, peer.TherapyGroup, "may-lead") }))
		steptest.Only(t, check(alone, func(f *peer.GroupFacts) { f.Policy = peer.Policy{} }), "PEER-58 outside-scope-of-practice", "/facilitators")
		unsaid := func(c *peer.PlanSession) { c.Facilitators[1].Role = "" }
		require.Len(t, check(unsaid, therapy).Missing(), 1)
	})
	t.Run("PEER-04, PEER-16 a peer support worker is ready, and not alone under supervision", func(t *testing.T) {
		notReady := func(f *peer.GroupFacts) { f.Ready.Verdict = peer.NotReady }
		supervised := func(f *peer.GroupFacts) { f.Ready.Verdict = peer.SupervisedOnly }
		steptest.Only(t, check(nil, notReady), "PEER-16 worker-not-ready", "")
		steptest.Only(t, check(alone, notReady), "PEER-16 worker-not-ready", "")
		steptest.Only(t, check(alone, supervised), "PEER-04 supervised-only", "/facilitators")
		steptest.Open(t, check(nil, supervised))
		require.Len(t, check(alone, func(f *peer.GroupFacts) { f.Ready = peer.Readiness{} }).Missing(), 2)
		nurse := func(c *peer.PlanSession) {
			c.Facilitators = []peer.Facilitator{{Staff: kay, Role: peer.RoleCareCoordinator}}
		}
		c := thePlannedSession()
		nurse(&c)
		steptest.Open(t, groupSessions.Tried(t, peer.GroupSession{}, c, peer.ByStaff(kay, peer.RoleCareCoordinator), notReady))
	})
	t.Run("PEER-59 it is said who leads", func(t *testing.T) {
		steptest.Only(t, check(func(c *peer.PlanSession) { c.Activities = []peer.SessionActivity{{What: peer.Say("tea")}} }), "PEER-59 required", "/activities")
		for _, led := range (peer.SessionLed("")).Terms() {
			steptest.Open(t, check(func(c *peer.PlanSession) { c.Activities[0].LedBy = peer.SessionLed(led) }))
		}
		steptest.Open(t, check(func(c *peer.PlanSession) { c.Activities = nil }))
	})
	t.Run("PEER-25, PEER-44, PEER-45, PEER-58 when, how and who", func(t *testing.T) {
		steptest.Only(t, check(func(c *peer.PlanSession) { c.When.Mode = "" }), "PEER-45 required", "/when/mode")
		steptest.Only(t, check(func(c *peer.PlanSession) { c.When.End = c.When.Start }), "PEER-44 invalid-period", "/when/end")
		steptest.Only(t, check(func(c *peer.PlanSession) { c.When.Start = peer.MustMoment("2026-05-04T09:58:00Z") }), "PEER-25 past-date", "/when/start")
		steptest.Open(t, check(func(c *peer.PlanSession) { c.When.Start = peer.MustMoment("2026-05-04T10:00:00Z") }))
		steptest.Only(t, check(func(c *peer.PlanSession) { c.Facilitators = append(c.Facilitators, c.Facilitators[0]) }), "PEER-58 duplicate", "/facilitators")
	})
	t.Run("PEER-58 who does not facilitate it plans nothing", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, byAled, byMegan, peer.ByStaff(rowan, peer.RolePeerWorker)} {
			steptest.Only(t, groupSessions.Tried(t, peer.GroupSession{}, thePlannedSession(), by), "PEER-58 not-authorised", "")
		}
		steptest.Open(t, groupSessions.Tried(t, peer.GroupSession{}, thePlannedSession(), peer.ByStaff(iris, peer.RolePeerSupportLead)))
	})
}

func TestRecordSession(t *testing.T) {
	take := func(set func(*peer.RecordSession), facts ...func(*peer.GroupFacts)) (peer.GroupSession, peer.Change) {
		c := theSession()
		if set != nil {
			set(&c)
		}
		return groupSessions.Changed(t, peer.GroupSession{}, c, byJess, facts...)
	}
	check := func(set func(*peer.RecordSession)) peer.Decision {
		c := theSession()
		set(&c)
		return groupSessions.Tried(t, peer.GroupSession{}, c, byJess)
	}
	t.Run("PEER-58 everybody who is named gets a record of their own, and none stays with the session", func(t *testing.T) {
		s, change := take(nil)
		require.Len(t, change.Made, 2)
		for i, who := range theAttendees() {
			a := change.Made[i].Record.(peer.GroupAttendance)
			require.Equal(t, peer.Ref{Kind: peer.KindGroupAttendance, ID: who.ID}, a.Ref())
			require.Equal(t, []any{who.Person, jess, "gs-1", team, peer.OrgID("A"), theSessionTime(), who.Led},
				[]any{a.Person(), a.Worker(), a.Session(), a.Service(), a.Organisation(), a.When(), a.Led()})
			made, _ := a.Production()
			require.Equal(t, who.Production, made)
			require.Equal(t, a.Rev(), change.Made[i].Change.Rev)
		}
		require.Empty(t, s.Marks())
		require.Equal(t, 5, s.Headcount())
		require.Equal(t, 1, s.Agreement())
		require.Equal(t, "2026-05-05", s.RecordBy().String())
	})
	t.Run("PEER-58 a session of the diary keeps who facilitates and gets its attendances", func(t *testing.T) {
		planned := tellSession(t).planned
		s, change := groupSessions.Changed(t, planned, theWriteUp(), byJess)
		require.Len(t, change.Made, 2)
		require.Equal(t, "gs-1", change.Made[1].Record.(peer.GroupAttendance).Session())
		require.Equal(t, nextSessionTime(), change.Made[0].Record.(peer.GroupAttendance).When())
		require.Equal(t, theFacilitators(), s.Facilitators())
		require.Equal(t, on("2026-05-06T10:00Z"), s.RecordedAt())
	})
	t.Run("PEER-58, PEER-44 only what cannot have been so is not written down", func(t *testing.T) {
		for rule, c := range map[string]struct {
			path string
			set  func(*peer.RecordSession)
		}{
			"PEER-58 duplicate":      {"/attendees", func(c *peer.RecordSession) { c.Attendees[1].Person = aled }},
			"PEER-58 out-of-range":   {"/headcount", func(c *peer.RecordSession) { c.Headcount = 1 }},
			"PEER-44 invalid-period": {"/when/end", func(c *peer.RecordSession) { c.When.End = c.When.Start }},
			"PEER-44 future-date":    {"/when/end", func(c *peer.RecordSession) { c.When.End = peer.MustMoment("2026-05-04T10:00:00.001Z") }},
		} {
			steptest.Only(t, check(c.set), rule, c.path)
			_, _, err := peer.NewGroupSession(func() peer.RecordSession { s := theSession(); c.set(&s); return s }(), act(byJess, "2026-05-04T10:00Z", "x", nil), groupFacts(t))
			require.Error(t, err)
		}
		steptest.Only(t, check(func(c *peer.RecordSession) { c.Attendees[1].ID = "at-1" }), "PEER-58 duplicate", "/attendees")
		steptest.Only(t, check(func(c *peer.RecordSession) { c.Facilitators = append(c.Facilitators, c.Facilitators[1]) }), "PEER-58 duplicate", "/facilitators")
		steptest.Open(t, check(func(c *peer.RecordSession) { c.Headcount = 2 }))
		steptest.Open(t, check(func(c *peer.RecordSession) { c.Headcount = 0 }))
		steptest.Only(t, check(func(c *peer.RecordSession) { c.Attendees[1].ID = "a b" }), "PEER-58 required", "/attendees/1/id")
	})
	for _, c := range []struct {
		name, rule string
		mark       peer.SessionMark
		signal     peer.SignalKind
		set        func(*peer.RecordSession)
		facts      func(*peer.GroupFacts)
	}{
		{"PEER-58, H21 a session without a group agreement is kept and goes to supervision", "PEER-58 boundaries-not-agreed", peer.NoGroupAgreement, peer.SignalOutsideAgreement,
			nil, func(f *peer.GroupFacts) { f.Group.InForce = 0 }},
		{"PEER-21, H21 a therapy group a peer support worker ran alone is kept and goes to supervision", "PEER-58 outside-scope-of-practice", peer.LedOutsideScope, peer.SignalNotReady,
			func(c *peer.RecordSession) { c.Facilitators = c.Facilitators[:1] }, func(f *peer.GroupFacts) { f.Group.Kind = peer.TherapyGroup }},
		{"PEER-16, H21 what a worker did who was not ready is kept and goes to supervision", "PEER-16 worker-not-ready", peer.SessionNotReady, peer.SignalNotReady,
			nil, func(f *peer.GroupFacts) { f.Ready.Verdict = peer.NotReady }},
		{"PEER-04, H21 what a worker did alone under supervision is kept", "PEER-04 supervised-only", peer.SessionUnsupervised, "",
			func(c *peer.RecordSession) { c.Facilitators = c.Facilitators[:1] }, func(f *peer.GroupFacts) { f.Ready.Verdict = peer.SupervisedOnly }},
		{"PEER-46, H21 a late entry is kept", "PEER-46 late-reason-required", peer.SessionLate, "",
			func(c *peer.RecordSession) {
				c.When.Start, c.When.End = peer.MustMoment("2026-04-30T09:00:00+01:00"), peer.MustMoment("2026-04-30T11:00:00+01:00")
			}, nil},
		{"PEER-44, H21 a session of nine hours is kept", "PEER-44 implausible-length", peer.SessionLongUnlikely, "",
			func(c *peer.RecordSession) { c.When.Start = peer.MustMoment("2026-05-04T02:00:00+01:00") }, nil},
		{"PEER-59, H21 nobody says who led", "PEER-59 required", "", "", func(c *peer.RecordSession) { c.Activities[0].LedBy = "" }, nil},
		{"PEER-45, H21 nobody says in what way they met", "PEER-45 required", "", "", func(c *peer.RecordSession) { c.When.Mode = "" }, nil},
		{"PEER-47, H21 nobody says how a record was made", "PEER-47 coproduction-status-required", "", "", func(c *peer.RecordSession) { c.Attendees[1].Production = "" }, nil},
		{"PEER-47, H21 nobody says why it was made alone", "PEER-47 required", "", "", func(c *peer.RecordSession) { c.Attendees[1].Production = peer.NotCoProduced }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var facts []func(*peer.GroupFacts)
			if c.facts != nil {
				facts = append(facts, c.facts)
			}
			s, change := take(c.set, facts...)
			require.Len(t, change.Reasons, 1)
			require.Equal(t, c.rule, change.Reasons[0].Rule.String())
			require.Len(t, change.Made, 2, "nobody's record is lost")
			require.Equal(t, c.mark != "", len(s.Marks()) == 1)
			if c.mark != "" {
				require.Equal(t, c.mark, s.Marks()[0])
			}
			if c.signal == "" {
				require.Empty(t, change.Signals)
				return
			}
			require.Len(t, change.Signals, 1)
			require.Equal(t, c.signal, change.Signals[0].Kind)
			require.Empty(t, change.Signals[0].About, "it names nobody who came")
		})
	}
	t.Run("H21 recording waits for no fact at all", func(t *testing.T) {
		s, change := take(nil, func(f *peer.GroupFacts) { *f = peer.GroupFacts{} })
		require.ElementsMatch(t, []peer.SessionMark{peer.NoGroupAgreement, peer.SessionNotReady, peer.SessionLate, peer.SessionLongUnlikely}, s.Marks())
		require.Len(t, change.Made, 2)
		require.Zero(t, s.Agreement())
		require.True(t, s.RecordBy().IsZero())
	})
	t.Run("PEER-58 of another group nothing is known", func(t *testing.T) {
		s, _ := take(nil, func(f *peer.GroupFacts) { f.Group.ID = "choir" })
		require.Equal(t, []peer.SessionMark{peer.NoGroupAgreement}, s.Marks())
		require.Zero(t, s.Agreement())
	})
	t.Run("PEER-45 whoever does not say who they are is counted and nothing more", func(t *testing.T) {
		s, change := take(func(c *peer.RecordSession) { c.Attendees = nil })
		require.Empty(t, change.Made)
		require.Equal(t, 5, s.Headcount())
	})
}

func TestCorrectSession(t *testing.T) {
	s := tellSession(t)
	t.Run("PEER-49 what it said before stays readable", func(t *testing.T) {
		require.Equal(t, 150, s.corrected.When().Minutes())
		require.Equal(t, 6, s.corrected.Headcount())
		require.Len(t, s.corrected.Before(), 1)
		was := s.corrected.Before()[0]
		require.Equal(t, []any{120, 5, "we stayed for tea", byJess}, []any{was.When.Minutes(), was.Headcount, was.Because.Reveal(), was.By})
		require.Len(t, s.wrong.Before(), 2)
		require.Equal(t, s.recorded.RecordedAt(), s.corrected.RecordedAt())
	})
	t.Run("PEER-44, PEER-49 what cannot have been so is not put in its place", func(t *testing.T) {
		for rule, end := range map[string]string{"PEER-44 invalid-period": "2026-05-05T09:00:00+01:00", "PEER-44 future-date": "2026-05-06T10:00:01Z"} {
			c := theSessionPutRight()
			c.When.End = peer.MustMoment(end)
			steptest.Only(t, groupSessions.Tried(t, s.recorded, c, byJess), rule, "/when/end")
		}
		c := theSessionPutRight()
		c.When.Mode, c.Activities[0].LedBy, c.When.Start = "", "", peer.MustMoment("2026-05-04T09:00:00+01:00")
		d := groupSessions.Tried(t, s.recorded, c, byJess)
		require.True(t, d.Allowed())
		require.Len(t, d.Unmet(), 3)
	})
	t.Run("PEER-58 nobody changes it from outside", func(t *testing.T) {
		s.corrected.Facilitators()[0].Staff = "x"
		s.corrected.Activities()[0].SupportedBy[0] = "x"
		s.corrected.Before()[0].Activities[0].SupportedBy[0] = "x"
		require.Equal(t, jess, s.corrected.Facilitators()[0].Staff)
		require.Equal(t, jess, s.corrected.Activities()[0].SupportedBy[0])
		require.Equal(t, jess, s.corrected.Before()[0].Activities[0].SupportedBy[0])
		require.Equal(t, []any{"allotment", team, peer.OrgID("A")}, []any{s.corrected.Group(), s.corrected.Service(), s.corrected.Organisation()})
	})
}

func TestSessionsAcrossClockChanges(t *testing.T) {
	calendar := policy(t).Calendar()
	said := func(day, clock string) (peer.Moment, error) {
		return calendar.At(peer.MustDate(day), peer.MustClock(clock))
	}
	// Ten sessions a week apart, from 22:30 in the evening to 03:30 in the night after,
	// as the clocks in London show it: a night shift's group.
	for _, c := range []struct {
		first   string
		change  int // which of the ten lies across the change
		minutes int
	}{{"2026-02-28", 4, 4 * 60}, {"2026-09-26", 4, 6 * 60}} {
		t.Run("PEER-44, PEER-58 elapsed minutes are real minutes, from "+c.first, func(t *testing.T) {
			for i := range 10 {
				day := peer.MustDate(c.first).AddDays(7 * i)
				start, err := said(day.String(), "22:30")
				require.NoError(t, err)
				end, err := said(day.AddDays(1).String(), "03:30")
				require.NoError(t, err)
				step := theSession()
				step.When.Start, step.When.End = start, end
				made, change, err := peer.NewGroupSession(step, peer.Act{By: byJess, At: end.UTC().Add(time.Hour), ID: "x"}, groupFacts(t))
				require.NoError(t, err)
				want := 5 * 60
				if i == c.change {
					want = c.minutes
				}
				require.Equal(t, want, made.When().Minutes(), day)
				for _, m := range change.Made {
					require.Equal(t, want, m.Record.(peer.GroupAttendance).Contact().What.Minutes(), day)
				}
				require.Empty(t, made.Marks())
				b, err := peer.Encode(made)
				require.NoError(t, err)
				back, err := peer.DecodeGroupSession(b)
				require.NoError(t, err)
				require.Equal(t, made.When(), back.When(), "the offset it was said in is kept")
			}
		})
	}
	t.Run("PEER-44 a time the clock never showed, or showed twice, is none", func(t *testing.T) {
		_, err := said("2026-03-29", "01:30")
		require.ErrorIs(t, err, peer.ErrNonexistentLocalTime)
		_, err = said("2026-10-25", "01:30")
		require.ErrorIs(t, err, peer.ErrAmbiguousLocalTime)
		_, err = peer.DecodeGroupSessionStep([]byte(`{"do":"plan","id":"gs-1","group":"allotment","when":{"mode":"face-to-face","start":"2026-10-25T01:30:00","end":"2026-10-25T03:00:00Z"}}`))
		require.ErrorIs(t, err, peer.ErrAmbiguousLocalTime)
	})
}

func TestContactsPerAttendee(t *testing.T) {
	s, change := groupSessions.Changed(t, peer.GroupSession{}, theSession(), byJess)
	var list []peer.GroupAttendance
	for _, m := range change.Made {
		list = append(list, m.Record.(peer.GroupAttendance))
	}
	t.Run("PEER-58, FHIR-07 each who came has contact facts of their own, and a headcount has none", func(t *testing.T) {
		said := groupAttendances.Done(t, list[0], theOwnPart(), byAled)
		out, err := s.ContactsPerAttendee([]peer.GroupAttendance{said, list[1]})
		require.NoError(t, err)
		require.Len(t, out, 2, "five came and two said who they are")
		require.Equal(t, peer.AttendeeContact{Attendance: list[0].Ref(), Person: aled, Worker: jess, Session: "gs-1", Service: team, Organisation: "A", Activity: peer.GroupActivity,
			What: peer.Happening{Mode: peer.FaceToFace, Place: peer.InCommunity, Start: theSessionTime().Start, End: theSessionTime().End, Outcome: peer.Attended,
				Goals: []string{"goal-1"}, Production: peer.CoProduced}}, out[0])
		require.NotContains(t, groupJSON(t, out[0]), string(beatriz))
		require.NotContains(t, groupJSON(t, out[1]), string(aled))
		require.NotContains(t, groupJSON(t, out), "shed")
	})
	t.Run("PEER-58 of another session, of what never was, and of what did not take place there is none", func(t *testing.T) {
		wrong := groupAttendances.Done(t, list[1], peer.AttendanceInError{Because: steptest.Unsigned("not me")}, byJess)
		other := groupAttendances.Done(t, peer.GroupAttendance{}, func() peer.RecordAttendance { a := theAttendance(); a.Session = "gs-2"; return a }(), byJess)
		out, err := s.ContactsPerAttendee([]peer.GroupAttendance{wrong, other, {}, list[0]})
		require.NoError(t, err)
		require.Len(t, out, 1)
		told := tellSession(t)
		for _, none := range []peer.GroupSession{{}, told.planned, told.calledOff, told.wrong} {
			out, err := none.ContactsPerAttendee(list)
			require.NoError(t, err)
			require.Empty(t, out)
		}
	})
	t.Run("PEER-58 who stands there twice is heard of, and named by nothing", func(t *testing.T) {
		twice := groupAttendances.Done(t, peer.GroupAttendance{}, func() peer.RecordAttendance { a := theAttendance(); a.ID = "at-9"; return a }(), byJess)
		_, err := s.ContactsPerAttendee([]peer.GroupAttendance{list[0], list[1], twice})
		require.ErrorIs(t, err, peer.ErrDuplicate)
		steptest.Silent(t, string(aled), err)
	})
}

// Each member has a word and an id that must not stand where another looks.
func TestNoMemberIsSeenByAnother(t *testing.T) {
	type member struct {
		id    peer.PersonID
		words string
	}
	members := []member{{"canary-person-one", "canary-words-one"}, {"canary-person-two", "canary-words-two"}, {"canary-person-three", "canary-words-three"}}
	step := theSession()
	step.Attendees = nil
	for i, m := range members {
		step.Attendees = append(step.Attendees, peer.GroupAttendee{ID: "at-" + string(rune('a'+i)), Person: m.id, Led: true})
	}
	session, change := groupSessions.Changed(t, peer.GroupSession{}, step, byJess)
	session = groupSessions.Done(t, session, peer.CorrectSession{When: theSessionTime(), Headcount: 4, Because: peer.Say("we counted again")}, byJess)
	var attendances []peer.GroupAttendance
	var own [][]string // what each member's own records hold
	for i, m := range members {
		by := peer.ByPerson(m.id)
		a := change.Made[i].Record.(peer.GroupAttendance)
		a = groupAttendances.Done(t, a, peer.SayOwnPart{Words: steptest.Unsigned(m.words), Learning: steptest.Unsigned(m.words)}, by)
		a = groupAttendances.Done(t, a, peer.CorrectAttendance{When: theSessionTime(), Because: steptest.Unsigned(m.words)}, by)
		p := groupPlaces.Done(t, placeIn(t, "allotment", m.id), peer.ChooseOwnGoals{Goals: []string{"goal-of-" + string(m.id)}}, by)
		attendances = append(attendances, a)
		own = append(own, []string{groupStored(t, a), groupStored(t, p), groupViews(t, a, by), groupViews(t, p, by), groupViews(t, tellGroup(t).agreed.Beside(p), by), groupViews(t, session, by)})
	}
	t.Run("PEER-58, H13 nothing of one member is in another's records and views", func(t *testing.T) {
		for i := range members {
			for j, other := range members {
				for _, text := range own[i] {
					if i != j {
						require.NotContains(t, text, string(other.id))
						require.NotContains(t, text, other.words)
					}
				}
			}
			require.Contains(t, own[i][2], members[i].words, "the test itself can tell")
		}
	})
	t.Run("PEER-58, H13 the group and the session name no member, stored or seen", func(t *testing.T) {
		for _, text := range []string{groupStored(t, session), groupStored(t, tellGroup(t).agreed), groupViews(t, session, byJess), groupViews(t, tellGroup(t).agreed, byJess), groupJSON(t, change)} {
			require.NotContains(t, text, "canary-")
		}
	})
	t.Run("PEER-58, H13 no member steps into another's record, and no error names anybody", func(t *testing.T) {
		for i, a := range attendances {
			for j, m := range members {
				if i == j {
					continue
				}
				_, _, err := a.Do(peer.SayOwnPart{Words: steptest.Own(peer.ByPerson(m.id), m.words)}, act(peer.ByPerson(m.id), "2026-05-07T10:00Z", "x", a), groupFacts(t))
				require.ErrorIs(t, err, peer.ErrNotAuthorised)
				steptest.Silent(t, "canary-", err)
			}
		}
		twice := theSession()
		twice.Attendees = []peer.GroupAttendee{{ID: "a", Person: members[0].id}, {ID: "b", Person: members[0].id}}
		_, _, err := peer.NewGroupSession(twice, act(byJess, "2026-05-04T10:00Z", "x", nil), groupFacts(t))
		steptest.Silent(t, "canary-", err)
	})
}

func groupStored(t testing.TB, r peer.Record) string {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	return string(b)
}

// groupViews is everything a reader is shown of a record, for every purpose.
func groupViews(t testing.TB, r steptest.Viewed, by peer.Actor) (all string) {
	t.Helper()
	for _, purpose := range []peer.Purpose{peer.ForSupport, peer.ForCare, peer.ForSupervision, peer.ForRecord} {
		v, err := r.View(groupReaders.Reading(by, purpose))
		require.NoError(t, err)
		all += groupJSON(t, v)
	}
	return all
}

func TestGroupSessionReading(t *testing.T) {
	s, readers := tellSession(t), groupReaders
	readers.Who = maps.Clone(readers.Who)
	readers.Who["iris"], readers.Lines = peer.ByStaff(iris, peer.RolePeerSupportLead), peer.Lines{LineManager: hannah}
	t.Run("PEER-58, H13 what a group did is for who facilitated, the team and supervision, and for no record", func(t *testing.T) {
		readers.See(t, s.recorded, "session", "by the shed", "PEER-58 not-authorised", "jess", "iris", "rowan direct-care", "rowan supervision",
			"kay direct-care", "kay supervision", "hannah direct-care", "hannah supervision")
	})
	t.Run("PEER-49 what was put right is for who facilitated and the worker's line", func(t *testing.T) {
		readers.See(t, s.corrected, "corrections", "for tea", "PEER-49 consent-required", "jess", "iris", "hannah")
	})
	t.Run("PEER-16, H26 what was noticed is for the worker and their line, not for who facilitates beside them", func(t *testing.T) {
		readers.See(t, s.corrected, "marks", "", "PEER-16 not-authorised", "jess", "jess care-record", "hannah", "hannah care-record")
		notReady := func(f *peer.GroupFacts) { f.Ready.Verdict, f.Lines = peer.NotReady, peer.Lines{LineManager: hannah} }
		steptest.Only(t, groupSessions.Tried(t, peer.GroupSession{}, thePlannedSession(), byJess, notReady), "PEER-16 worker-not-ready", "")
		steptest.Only(t, groupSessions.Tried(t, peer.GroupSession{}, thePlannedSession(), readers.Who["iris"], notReady), "PEER-16 not-available-today", "")
	})
}

func TestGroupSessionHistories(t *testing.T) {
	groupSessions.Histories(t, groupGiven, func(t require.TestingT, s peer.GroupSession, c peer.Change) {
		require.Empty(t, c.By.Person, "H13 its record names nobody who came")
		for _, made := range c.Made {
			require.NotEmpty(t, made.Record.(peer.GroupAttendance).Person())
		}
		for _, was := range s.Before() {
			require.NotEmpty(t, was.By.Staff)
		}
		b, err := peer.Encode(s)
		require.NoError(t, err)
		require.NotContains(t, string(b), `"person":"`)
	})
}

func TestGroupSessionStored(t *testing.T) {
	records := tellSession(t).records()
	groupSessions.Goldens(t, records)
	groupSessions.Unreadable(t, "by the shed", records, []steptest.Hostile{
		{Of: peer.Recorded, Path: "/before/0/by", Value: map[string]any{"person": "p6"}, Heard: "/before"},
		{Of: peer.Recorded, Path: "/recent/0/by", Value: map[string]any{"person": "p6"}, Heard: "/before"},
		{Of: peer.Recorded, Path: "/attendees", Value: []any{map[string]any{"person": "p6"}}, Heard: "/attendees"},
		{Of: peer.Recorded, Path: "/activities/0/person", Value: "p6", Heard: "/activities/0/person"},
		{Of: peer.Recorded, Path: "/recordedAt", Heard: "/recordedAt"},
		{Of: peer.Planned, Path: "/recordedAt", Value: "2026-05-06T10:00:00Z", Heard: "/recordedAt"},
		{Of: peer.SessionCalledOff, Path: "/headcount", Value: 4, Heard: "/before"},
		{Of: peer.Planned, Path: "/marks", Value: []any{"late"}, Heard: "/before"},
		{Of: peer.Planned, Path: "/agreement", Value: 1, Heard: "/before"},
		{Of: peer.EnteredInError, Path: "/before", Heard: "/before"},
		{Of: peer.Recorded, Path: "/when/end", Value: "2026-05-04T07:00:00Z", Heard: "/when/end"},
		{Of: peer.Recorded, Path: "/when/end", Heard: "/when/end"},
		{Of: peer.Recorded, Path: "/when/mode", Value: "seance", Heard: "/when/mode"},
		{Of: peer.Recorded, Path: "/facilitators", Value: []any{}, Heard: "/facilitators"},
		{Of: peer.Recorded, Path: "/facilitators/1/staff", Value: "w4", Heard: "/facilitators"},
		{Of: peer.Recorded, Path: "/group", Heard: "/group"},
		{Of: peer.Recorded, Path: "/activities/0/what", Heard: "/activities/0/what"},
	})
}
