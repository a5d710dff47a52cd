package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// owedBy lists what is owed on these records: rule and day, by their ids.
func owedBy(t testing.TB, now string, values ...peer.Record) map[string]peer.Deadline {
	t.Helper()
	list, err := peer.Due(values, world(t), on(now))
	require.NoError(t, err)
	out := map[string]peer.Deadline{}
	for _, d := range list {
		require.NotEqual(t, peer.PartyPerson, d.Owes, "a person owes nothing")
		require.NotContains(t, out, d.ID)
		out[d.ID] = d
	}
	return out
}

func TestDueInAPause(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	const id = "PEER-30.relationship/rel-1"
	t.Run("PEER-30 a pause on the service's side is over after its last day, and somebody sees it", func(t *testing.T) {
		for now, state := range map[string]peer.DeadlineState{"2026-03-12T11:00Z": peer.DeadlineOpen, "2026-03-13T23:59Z": peer.DeadlineDueToday, "2026-03-14T00:00Z": peer.DeadlineOverdue} {
			list := owedBy(t, now, s.onOurSide)
			require.Len(t, list, 1)
			require.Equal(t, peer.Deadline{ID: id, Rule: row("PEER-30", peer.ErrPauseOver), About: s.onOurSide.Ref(), Person: aled, Owes: peer.PartyWorker, Owner: peer.ByStaff(jess, ""),
				Since: on("2026-03-02T09:00Z"), Due: peer.DueOn(peer.MustDate("2026-03-13")), State: state}, list[id])
		}
	})
	t.Run("PEER-30, PEER-37 the person's own has no end, and a worker who is there again owes nothing", func(t *testing.T) {
		require.Empty(t, owedBy(t, "2026-09-01T11:00Z", s.paused))
		require.Empty(t, owedBy(t, "2026-09-01T11:00Z", at(t, s.onOurSide, peer.Resume{}, byJess, march10, facts)))
	})
}

func TestDueBeforeAnEnding(t *testing.T) {
	s := tellRel(t)
	t.Run("PEER-54 the last day that was planned", func(t *testing.T) {
		list := owedBy(t, "2026-04-21T11:00Z", s.ending)
		require.Len(t, list, 1, "nobody looks back on what ends")
		d := list["PEER-54.relationship/rel-1.1"]
		require.Equal(t, []any{"2026-04-21", peer.DeadlineDueToday, peer.PartyWorker, on("2026-03-10T11:00Z")}, []any{d.Due.String(), d.State, d.Owes, d.Since})
		require.Empty(t, owedBy(t, "2026-04-22T11:00Z", at(t, s.ending, peer.EndPrepared{}, byAled, "2026-04-21T12:00Z", relFacts(t))))
	})
}

func TestAnotherWorkerIsDue(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	handed := func(before peer.Relationship, when string) peer.Relationship {
		r, _, err := peer.NewRelationship(theHandOver(), act(byHannah, when, "x", nil), handOverFacts(t, before))
		require.NoError(t, err)
		return r
	}
	asking := at(t, s.agreeing, peer.AskForSomebodyElse{}, byAled, march10, facts)
	stepped := at(t, s.offered, peer.StepBack{Ground: peer.OwnWellbeing}, byJess, march10, facts)
	for row, r := range map[string]peer.Relationship{"PEER-68": asking, "PEER-36": stepped} {
		t.Run(row+" the line owes somebody else until one is offered", func(t *testing.T) {
			d := owedBy(t, "2026-03-17T11:00Z", r)[row+".relationship/rel-1"]
			require.Equal(t, []any{peer.ErrAnotherWorkerDue, "2026-03-17", peer.DeadlineDueToday, peer.PartyLine, peer.Actor{}, facts.Policy.Digest(), aled},
				[]any{d.Rule.Code, d.Due.String(), d.State, d.Owes, d.Owner, d.Policy, d.Person})
			require.Len(t, owedBy(t, "2026-03-17T11:00Z", r, handed(r, "2026-03-09T11:00Z")), 1, "who was offered before is no answer")
			require.Empty(t, owedBy(t, "2026-03-17T11:00Z", r, handed(r, "2026-03-11T11:00Z")))
			back := at(t, handed(r, "2026-03-11T11:00Z"), peer.StepBack{Ground: peer.KnowEachOther}, peer.ByStaff(carys, ""), "2026-03-12T11:00Z", facts)
			require.Len(t, owedBy(t, "2026-03-17T11:00Z", r, back), 2, "who stepped back is no answer, and their line owes one as well")
			require.Empty(t, owedBy(t, "2026-03-17T11:00Z", at(t, r, peer.Withdraw{}, byAled, "2026-03-12T11:00Z", facts)))
		})
	}
	t.Run("PEER-68 asked for without a policy it has no day, and is owed all the same", func(t *testing.T) {
		r := at(t, s.agreeing, peer.AskForSomebodyElse{}, byAled, march10, peer.RelationshipFacts{})
		d := owedBy(t, "2026-09-17T11:00Z", r)["PEER-68.relationship/rel-1"]
		require.True(t, d.Due.IsZero())
		require.Equal(t, peer.DeadlineOpen, d.State)
	})
	t.Run("PEER-68 asked for again, it is owed again", func(t *testing.T) {
		again := at(t, asking, peer.AskForSomebodyElse{}, byAled, "2026-03-20T11:00Z", facts)
		require.Len(t, owedBy(t, "2026-03-21T11:00Z", again, handed(asking, "2026-03-11T11:00Z")), 1)
	})
}

func TestQuiet(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	const id = "PEER-71.relationship/rel-1"
	agreed := func(t *testing.T, quiet peer.Offset) peer.Relationship {
		t.Helper()
		step := theProposal()
		step.QuietAfter = quiet
		return at(t, at(t, s.active, step, byAled, "2026-03-10T11:00Z", facts), peer.Confirm{Version: 2}, byJess, "2026-03-11T11:00Z", facts)
	}
	met := func(t *testing.T, id string, day string, set ...func(*peer.RecordContact)) peer.Contact {
		t.Helper()
		step := theRecord()
		step.ID, step.What.Start, step.What.End = id, peer.MustMoment(day+"T11:30:00Z"), peer.MustMoment(day+"T12:15:00Z")
		for _, f := range set {
			f(&step)
		}
		c, _, err := peer.NewContact(step, act(byJess, day+"T13:00Z", "c"+id, nil), conFacts(t))
		require.NoError(t, err)
		return c
	}
	quiet := agreed(t, peer.Weeks(3))
	t.Run("PEER-71 the worker alone hears of it, and no list about a person has it", func(t *testing.T) {
		d := owedBy(t, "2026-04-02T11:00Z", quiet)[id]
		require.Equal(t, peer.Deadline{ID: id, Rule: row("PEER-71", peer.ErrQuiet), About: quiet.Ref(), Owes: peer.PartyWorker, Owner: peer.ByStaff(jess, ""),
			Since: on("2026-03-11T11:00Z"), Due: peer.DueOn(peer.MustDate("2026-04-01")), State: peer.DeadlineOverdue}, d)
	})
	t.Run("PEER-71 it is counted from when they were last in touch", func(t *testing.T) {
		none := func(c *peer.RecordContact) { c.What.End, c.What.Outcome = peer.Moment{}, peer.Missed }
		off := func(c *peer.RecordContact) { c.What.End, c.What.Outcome = peer.Moment{}, peer.CalledOff }
		elsewhere := func(c *peer.RecordContact) { c.Relationship = "rel-9" }
		for name, c := range map[string]struct {
			with []peer.Record
			due  string
		}{
			"never":                     {nil, "2026-04-01"},
			"before they agreed":        {[]peer.Record{met(t, "1", "2026-02-20")}, "2026-04-01"},
			"since":                     {[]peer.Record{met(t, "1", "2026-03-20")}, "2026-04-10"},
			"the last one counts":       {[]peer.Record{met(t, "1", "2026-03-20"), met(t, "2", "2026-03-17")}, "2026-04-10"},
			"missed is no touch":        {[]peer.Record{met(t, "1", "2026-03-20", none)}, "2026-04-01"},
			"saying so before is":       {[]peer.Record{met(t, "1", "2026-03-20", off)}, "2026-04-10"},
			"with another worker":       {[]peer.Record{met(t, "1", "2026-03-20", elsewhere)}, "2026-04-01"},
			"planned is not happened":   {[]peer.Record{tellCon(t).planned}, "2026-04-01"},
			"what was written in error": {[]peer.Record{tellCon(t).wrong}, "2026-04-01"},
		} {
			require.Equal(t, c.due, owedBy(t, "2026-04-02T11:00Z", append(c.with, quiet)...)[id].Due.String(), name)
		}
	})
	t.Run("PEER-71, PEER-30 a pause is no quiet", func(t *testing.T) {
		rest := at(t, quiet, peer.Pause{}, byAled, "2026-03-12T11:00Z", facts)
		require.NotContains(t, owedBy(t, "2026-06-01T11:00Z", rest), id)
		back := at(t, rest, peer.Resume{}, byAled, "2026-06-01T11:00Z", facts)
		require.Equal(t, "2026-06-22", owedBy(t, "2026-06-01T12:00Z", back)[id].Due.String())
	})
	t.Run("PEER-71 where the two agreed none there is none", func(t *testing.T) {
		require.NotContains(t, owedBy(t, "2026-12-01T11:00Z", s.active), id)
		require.NotContains(t, owedBy(t, "2026-12-01T11:00Z", agreed(t, peer.Offset{})), id)
		require.Contains(t, owedBy(t, "2026-12-01T11:00Z", at(t, quiet, peer.PlanEnding{LastDate: peer.MustDate("2026-12-20")}, byAled, "2026-03-12T11:00Z", facts)), id)
	})
	t.Run("PEER-71 a time of quiet is at least a day", func(t *testing.T) {
		for span, open := range map[peer.Offset]bool{{}: true, peer.Days(1): true, peer.Months(2): true, peer.WorkingDays(5): true, peer.Hours(48): false, peer.Minutes(1): false,
			peer.Days(0): false, peer.Days(-1): false, peer.Months(5000): false} {
			step := theProposal()
			step.QuietAfter = span
			d := asked(t, s.active, step, byAled, march10)
			require.Equal(t, open, d.Allowed(), span)
			if !open {
				require.Equal(t, "/quietAfter", only(t, d, "PEER-71 out-of-range").Path)
			}
		}
	})
}

func TestCoverDue(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	cal := policyFile(t).Calendar()
	gap := func(r peer.Relationship) peer.Gap {
		return peer.Gap{Relationship: r.Ref(), Person: aled, Owner: hannah, From: peer.MustDate("2026-03-16"), WordOn: peer.MustDate("2026-03-10"), By: peer.MustDate("2026-03-30")}
	}
	due := func(g peer.Gap, all ...peer.Relationship) map[string]peer.Deadline {
		out := map[string]peer.Deadline{}
		for _, d := range peer.CoverDue([]peer.Gap{g}, all, cal, on("2026-03-10T18:00Z")) {
			out[d.Rule.Code.String()] = d
		}
		return out
	}
	t.Run("PEER-71, H22 each hears the same day, and has somebody in time", func(t *testing.T) {
		list := due(gap(s.active), s.active)
		require.Equal(t, peer.Deadline{ID: "PEER-71.relationship/rel-1.word-due.2026-03-10", Rule: row("PEER-71", peer.ErrWordDue), About: s.active.Ref(), Person: aled,
			Owes: peer.PartyLine, Owner: peer.ByStaff(hannah, ""), Since: on("2026-03-10T00:00Z"), Due: peer.DueOn(peer.MustDate("2026-03-10")), State: peer.DeadlineDueToday}, list["word-due"])
		require.Equal(t, []any{"2026-03-30", peer.DeadlineOpen, peer.PartyLine}, []any{list["cover-due"].Due.String(), list["cover-due"].State, list["cover-due"].Owes})
		require.Len(t, list, 2)
	})
	t.Run("PEER-71 wherever it stands, and nobody whose it is over", func(t *testing.T) {
		for _, r := range []peer.Relationship{s.offered, s.agreeing, s.paused, s.onOurSide, s.ending} {
			require.Len(t, due(gap(r), r), 2)
		}
		require.Empty(t, due(gap(s.ended), s.ended, s.declined))
		require.Empty(t, due(gap(s.active)), "one that is not among those given")
	})
	t.Run("PEER-71 the word, the cover and another worker settle it", func(t *testing.T) {
		earlier := at(t, s.active, peer.GiveWord{Cover: rowan}, byJess, "2026-03-09T23:59Z", facts)
		require.Len(t, due(gap(earlier), earlier), 2, "an earlier word was about something else")
		told := at(t, s.active, peer.GiveWord{}, byJess, "2026-03-10T00:00Z", facts)
		require.Contains(t, due(gap(told), told), "cover-due")
		require.Len(t, due(gap(told), told), 1)
		covered := at(t, s.active, peer.GiveWord{Cover: rowan}, byJess, "2026-03-11T00:00Z", facts)
		require.Empty(t, due(gap(covered), covered))
		other, _, err := peer.NewRelationship(theHandOver(), act(byHannah, march10, "x", nil), handOverFacts(t, s.active))
		require.NoError(t, err)
		require.Contains(t, due(gap(s.active), s.active, other), "word-due")
		require.Len(t, due(gap(s.active), s.active, other), 1)
		no := at(t, other, peer.Decline{}, byAled, "2026-03-11T00:00Z", facts)
		require.Len(t, due(gap(s.active), s.active, no), 2, "who was declined covers nothing")
	})
	t.Run("PEER-71 without a policy no day says when cover is owed; the word is", func(t *testing.T) {
		g := gap(s.active)
		g.By = peer.Date{}
		require.Len(t, due(g, s.active), 1)
	})
	t.Run("PEER-71 what worker.NeedsCover lists turns into gaps as it stands", func(t *testing.T) {
		require.Equal(t, gap(s.active), peer.Gap(worker.Cover{Relationship: s.active.Ref(), Person: aled, Owner: hannah, From: peer.MustDate("2026-03-16"),
			WordOn: peer.MustDate("2026-03-10"), By: peer.MustDate("2026-03-30")}))
	})
}
