package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func ending(lastDate string) peer.PlanEnding {
	step := theEnding()
	step.LastDate = peer.MustDate(lastDate)
	return step
}

func TestPlanningAnEnding(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	t.Run("PEER-54 an ending that the worker plans has the policy's notice", func(t *testing.T) {
		for day, open := range map[string]bool{"2026-04-07": true, "2026-04-06": false, "2026-03-10": false} {
			d := asked(t, s.active, ending(day), byJess, march10, func(f *peer.RelationshipFacts) {
				f.Ahead.Days = []peer.Date{peer.MustDate("2026-03-10"), peer.MustDate("2026-03-10")}
			})
			require.Equal(t, open, d.Allowed(), day)
			if !open {
				reason := only(t, d, "PEER-54 ending-too-abrupt")
				require.Equal(t, "/lastDate", reason.Path)
				require.Equal(t, []peer.Arg{peer.Number("need", 28), peer.Number("have", peer.MustDate("2026-03-10").DaysUntil(peer.MustDate(day)))}, reason.Args)
			}
		}
	})
	t.Run("PEER-54 and as many meetings as the policy says", func(t *testing.T) {
		for have, open := range map[int]bool{0: false, 1: false, 2: true, 3: true} {
			days := []peer.Date{peer.MustDate("2026-03-20"), peer.MustDate("2026-04-21"), peer.MustDate("2026-04-21")}[:have]
			days = append(days, peer.MustDate("2026-04-22"), peer.MustDate("2026-04-29")) // too late to count
			d := asked(t, s.active, theEnding(), byJess, march10, func(f *peer.RelationshipFacts) { f.Ahead.Days = days })
			require.Equal(t, open, d.Allowed(), have)
			if !open {
				require.Equal(t, []peer.Arg{peer.Number("need", 2), peer.Number("have", have)}, only(t, d, "PEER-54 ending-too-abrupt").Args)
			}
		}
	})
	t.Run("PEER-54 what nobody knows is named", func(t *testing.T) {
		d := asked(t, s.active, theEnding(), byJess, march10, func(f *peer.RelationshipFacts) { f.Ahead.Known = false })
		require.Equal(t, peer.Unknown, only(t, d, "PEER-54 ending-too-abrupt").Met)
		d = asked(t, s.active, theEnding(), byJess, march10, noPolicy)
		require.Len(t, d.Missing(), 2)
		for _, r := range d.Missing() {
			require.Empty(t, r.Args)
		}
	})
	t.Run("PEER-54, PEER-37 what the person chooses is never too soon", func(t *testing.T) {
		for _, day := range []string{"2026-03-10", "2026-03-11", "2026-12-01"} {
			step := peer.PlanEnding{LastDate: peer.MustDate(day)}
			require.True(t, asked(t, s.active, step, byAled, march10, nothingKnown).Allowed(), day)
		}
	})
	t.Run("PEER-54 nobody plans for a day that is over", func(t *testing.T) {
		require.Equal(t, "/lastDate", only(t, asked(t, s.active, ending("2026-03-09"), byAled, march10), "PEER-54 past-date").Path)
		require.True(t, asked(t, s.active, ending("2026-03"), byAled, march10).Allowed(), "a month is over with its last day")
	})
	t.Run("PEER-54 a worker says what goes on afterwards", func(t *testing.T) {
		step := theEnding()
		step.OngoingSupports = nil
		require.Equal(t, "/ongoingSupports", only(t, asked(t, s.active, step, byJess, march10), "PEER-54 required").Path)
		require.True(t, asked(t, s.ending, step, byJess, "2026-03-11T11:00Z").Allowed(), "what was named stays")
	})
	t.Run("PEER-54, PEER-37 what becomes of what was written is the person's answer", func(t *testing.T) {
		for path, set := range map[string]func(*peer.PlanEnding){
			"/notes": func(p *peer.PlanEnding) { p.Notes = peer.NotesHandOn },
			"/plan":  func(p *peer.PlanEnding) { p.Plan = peer.PlanTakenBack },
		} {
			step := theEnding()
			set(&step)
			require.Equal(t, path, only(t, asked(t, s.active, step, byJess, march10), "PEER-54 persons-choice-only").Path)
			require.True(t, asked(t, s.active, step, byAled, march10).Allowed())
		}
		r := at(t, s.ending, peer.PlanEnding{LastDate: peer.MustDate("2026-04-21"), Notes: peer.NotesHandOn}, byAled, "2026-03-11T11:00Z", facts)
		r = at(t, r, peer.PlanEnding{LastDate: peer.MustDate("2026-04-21"), Plan: peer.PlanStays}, byAled, "2026-03-12T11:00Z", facts)
		require.Equal(t, peer.EndingWishes{Notes: peer.NotesHandOn, Plan: peer.PlanStays}, r.Wishes(), "what they left unsaid stays")
		require.Zero(t, s.ending.Wishes())
	})
	t.Run("PEER-54, PEER-35 no colleague plans it for the two", func(t *testing.T) {
		only(t, asked(t, s.active, theEnding(), byHannah, march10), "PEER-35 needs-both-parties")
	})
	t.Run("PEER-54 planned anew, what was said is added to", func(t *testing.T) {
		step := peer.PlanEnding{LastDate: peer.MustDate("2026-05"), Feelings: own("so will I"), Gains: own("I learnt about beans"), OngoingSupports: []peer.Words{own("a neighbour")}, AfterContact: own("Kay")}
		r := at(t, s.ending, step, byAled, "2026-03-11T11:00Z", facts)
		p, ok := r.EndingPlan()
		require.True(t, ok)
		require.Equal(t, peer.MustDate("2026-05-31"), p.LastDate)
		require.Equal(t, []any{peer.PartyPerson, on("2026-03-11T11:00Z")}, []any{p.By, p.Planned})
		require.Len(t, p.Feelings, 2)
		require.Equal(t, peer.StaffID(jess), p.Feelings[0].By.Staff)
		require.True(t, p.Feelings[1].From(aled) && p.Gains[1].From(aled) && p.OngoingSupports[0].From(aled) && p.AfterContact.From(aled))
		require.Len(t, p.OngoingSupports, 1)
		was, _ := s.ending.EndingPlan()
		require.Len(t, was.Feelings, 1, "the record before it is as it was")
		p.Feelings[0] = own("something else")
		again, _ := r.EndingPlan()
		require.NotEqual(t, p.Feelings[0], again.Feelings[0], "nobody changes a record from outside")
		require.NotEqual(t, p.Feelings[0], r.EndingPlans()[0].Feelings[0])
	})
	t.Run("PEER-54 a plan that stands is not made shorter without notice", func(t *testing.T) {
		later := "2026-04-01T11:00Z"
		require.True(t, asked(t, s.ending, ending("2026-04-21"), byJess, later).Allowed(), "the day stays")
		require.True(t, asked(t, s.ending, ending("2026-04-22"), byJess, later).Allowed())
		only(t, asked(t, s.ending, ending("2026-04-20"), byJess, later), "PEER-54 ending-too-abrupt")
		require.True(t, asked(t, s.ending, ending("2026-04-20"), byAled, later).Allowed())
	})
	t.Run("PEER-33, PEER-54 until the last day the two meet on what they agreed", func(t *testing.T) {
		require.True(t, s.ending.Runs())
		require.True(t, peer.AgreedIn(s.ending).Active)
		r := at(t, s.ending, theProposal(), byJess, "2026-03-11T11:00Z", facts)
		r = at(t, r, peer.Confirm{Version: 2}, byAled, "2026-03-12T11:00Z", facts)
		require.Equal(t, peer.EndingPlanned, r.Status())
		v, _ := r.InForce()
		require.Equal(t, 2, v.Version)
	})
}

func TestGoingOnAfterAll(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	t.Run("PEER-35 both go on together, whoever says it first", func(t *testing.T) {
		for first, second := range map[peer.Actor]peer.Actor{byAled: byJess, byJess: byAled} {
			half := at(t, s.ending, peer.CallOffEnding{}, first, "2026-03-11T11:00Z", facts)
			require.Equal(t, peer.EndingPlanned, half.Status())
			only(t, asked(t, half, peer.CallOffEnding{}, first, "2026-03-12T11:00Z"), "PEER-35 needs-both-parties")
			on := at(t, half, peer.CallOffEnding{}, second, "2026-03-12T11:00Z", facts)
			require.Equal(t, peer.Active, on.Status())
			_, planned := on.EndingPlan()
			require.False(t, planned)
			require.Len(t, on.EndingPlans(), 1, "what they said stays readable")
			again := at(t, on, peer.PlanEnding{LastDate: peer.MustDate("2026-06-01")}, byAled, "2026-03-13T11:00Z", facts)
			require.Len(t, again.EndingPlans(), 2)
			p, _ := again.EndingPlan()
			require.Empty(t, p.Feelings)
		}
	})
	t.Run("PEER-35 a plan made anew asks both anew", func(t *testing.T) {
		half := at(t, s.ending, peer.CallOffEnding{}, byAled, "2026-03-11T11:00Z", facts)
		anew := at(t, half, ending("2026-05-01"), byJess, "2026-03-12T11:00Z", facts)
		require.Equal(t, peer.EndingPlanned, at(t, anew, peer.CallOffEnding{}, byJess, "2026-03-13T11:00Z", facts).Status())
	})
	t.Run("PEER-35 nobody else does", func(t *testing.T) {
		only(t, asked(t, s.ending, peer.CallOffEnding{}, byHannah, "2026-03-11T11:00Z"), "PEER-35 needs-both-parties")
	})
}

func TestEndings(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	const lastDay = "2026-04-21T10:00Z"
	t.Run("PEER-55 a prepared ending comes on its day, or when the person says", func(t *testing.T) {
		reason := only(t, asked(t, s.ending, peer.EndPrepared{}, byJess, "2026-04-20T22:59Z"), "PEER-55 ending-not-prepared")
		require.Equal(t, []peer.Arg{peer.On("lastDate", peer.MustDate("2026-04-21"))}, reason.Args)
		require.True(t, asked(t, s.ending, peer.EndPrepared{}, byJess, "2026-04-20T23:00Z").Allowed(), "the day begins at local midnight")
		require.True(t, asked(t, s.ending, peer.EndPrepared{}, byAled, march10, nothingKnown).Allowed())
		only(t, asked(t, s.ending, peer.EndPrepared{}, byHannah, lastDay), "PEER-35 needs-both-parties")
		r := at(t, s.ending, peer.EndPrepared{}, byJess, lastDay, facts)
		require.Equal(t, peer.Ending{Kind: peer.EndedPrepared, At: on(lastDay)}, r.Ending())
	})
	t.Run("PEER-54 not by the worker while nobody said what goes on", func(t *testing.T) {
		r := at(t, s.active, peer.PlanEnding{LastDate: peer.MustDate("2026-04-21")}, byAled, march10, facts)
		d := asked(t, r, peer.EndPrepared{}, byJess, lastDay)
		only(t, d, "PEER-54 required")
		require.Len(t, d.Unmet(), 2, "and what was left unsaid warns")
		require.True(t, asked(t, r, peer.EndPrepared{}, byAled, lastDay).Allowed())
	})
	t.Run("PEER-54 what was left unsaid warns and holds nothing up", func(t *testing.T) {
		step := theEnding()
		step.Gains, step.AfterContact = peer.Words{}, peer.Words{}
		r := at(t, s.active, step, byJess, march10, facts)
		reason := warned(t, asked(t, r, peer.EndPrepared{}, byJess, lastDay), "PEER-54 ending-not-prepared")
		require.Equal(t, []peer.Arg{peer.Word("topic", peer.TalkedOfGains), peer.Word("topic", peer.TalkedOfAfter)}, reason.Args)
		require.Empty(t, asked(t, s.ending, peer.EndPrepared{}, byJess, lastDay).Unmet())
	})
	t.Run("PEER-55, H22 without a plan another worker has been offered", func(t *testing.T) {
		for _, a := range answers {
			d := asked(t, s.active, theServiceEnd(), byHannah, march10, func(f *peer.RelationshipFacts) { f.OtherOffered = a.answer })
			require.Equal(t, a.answer == peer.Yes, d.Allowed(), a.name)
			if a.answer != peer.Yes {
				require.Equal(t, a.answer, only(t, d, "PEER-55 ending-not-prepared").Met)
			}
		}
		require.True(t, asked(t, s.ending, theServiceEnd(), byHannah, "2026-03-11T11:00Z", func(f *peer.RelationshipFacts) { f.OtherOffered = peer.No }).Allowed(), "with a plan none needs to be")
	})
	t.Run("PEER-55 without a plan it says why", func(t *testing.T) {
		step := peer.EndByService{Kind: peer.ForServiceChange}
		require.Equal(t, "/because", only(t, asked(t, s.active, step, byHannah, march10), "PEER-55 reason-required").Path)
		require.True(t, asked(t, s.ending, step, byHannah, "2026-03-11T11:00Z").Allowed())
	})
	t.Run("PEER-55 it is the line manager's to record, from wherever it stands", func(t *testing.T) {
		for place, r := range awake(t, s) {
			for kind, want := range map[peer.ServiceEnd]peer.EndKind{peer.ForServiceChange: peer.EndedServiceChange, peer.ForWorkerLeft: peer.EndedWorkerLeft, peer.ForMoved: peer.EndedMoved} {
				step := theServiceEnd()
				step.Kind = kind
				ended := at(t, r, step, byHannah, march10, facts)
				require.Equal(t, want, ended.Ending().Kind, place)
				require.True(t, ended.Ending().Because.By.Staff == hannah)
			}
		}
		for _, by := range []peer.Actor{byJess, byAled, byMegan, peer.ByStaff(iris, peer.RoleLineManager), peer.ByStaff(kay, "")} {
			for _, step := range []peer.RelationshipStep{theServiceEnd(), peer.RecordDeath{}} {
				only(t, asked(t, s.active, step, by, march10), "PEER-55 wrong-role")
			}
		}
		d := asked(t, s.active, theServiceEnd(), byHannah, march10, func(f *peer.RelationshipFacts) { f.Lines = peer.Lines{Supervisor: iris} })
		require.Equal(t, peer.Unknown, only(t, d, "PEER-55 wrong-role").Met)
	})
	t.Run("PEER-55 a death is written down, and nothing else is asked", func(t *testing.T) {
		for _, day := range []string{"", "2026-03", "2026-03-10"} {
			step := peer.RecordDeath{}
			if day != "" {
				step.On = peer.MustDate(day)
			}
			require.True(t, asked(t, s.paused, step, byHannah, march10, noPolicy).Allowed(), day)
		}
		require.Equal(t, "/on", only(t, asked(t, s.active, peer.RecordDeath{On: peer.MustDate("2026-03-11")}, byHannah, march10), "PEER-55 future-date").Path)
		require.Equal(t, peer.Ending{Kind: peer.EndedDied, At: on(march10), On: peer.MustDate("2026-03-09")},
			at(t, s.active, peer.RecordDeath{On: peer.MustDate("2026-03-09")}, byHannah, march10, facts).Ending())
	})
	t.Run("PEER-55 for safety by a senior role of the policy, never by the worker", func(t *testing.T) {
		for role, open := range map[peer.Role]bool{peer.RoleTeamLead: true, peer.RoleLineManager: true, peer.RolePeerSupportLead: false, peer.RolePeerWorker: false, "": false} {
			d := asked(t, s.active, theSafetyEnd(), peer.ByStaff(kay, role), march10)
			require.Equal(t, open, d.Allowed(), role)
			if !open {
				only(t, d, "PEER-55 wrong-role")
			}
			only(t, asked(t, s.active, theSafetyEnd(), peer.ByStaff(jess, role), march10), "PEER-55 wrong-role")
		}
		require.Equal(t, peer.Unknown, only(t, asked(t, s.active, theSafetyEnd(), byHannah, march10, noPolicy), "PEER-55 wrong-role").Met)
		only(t, asked(t, s.active, peer.EndForSafety{Because: own("…")}, byHannah, march10), "PEER-55 required")
		e := at(t, s.active, theSafetyEnd(), byHannah, march10, facts).Ending()
		require.Equal(t, peer.EndedForSafety, e.Kind)
		require.True(t, !e.Because.IsZero() && !e.Instead.IsZero())
	})
	t.Run("PEER-37, PEER-55 the person leaves from wherever it stands, and nobody for them", func(t *testing.T) {
		places := awake(t, s)
		places[peer.Paused] = s.onOurSide
		for place, r := range places {
			require.True(t, asked(t, r, peer.Withdraw{}, byAled, march10, nothingKnown).Allowed(), place)
			left := at(t, r, peer.Withdraw{Plan: peer.PlanTakenBack}, byAled, march10, peer.RelationshipFacts{})
			require.Equal(t, peer.Ending{Kind: peer.EndedByPerson, At: on(march10)}, left.Ending())
			require.Equal(t, peer.PlanTakenBack, left.Wishes().Plan)
			require.False(t, left.Holds())
			for _, by := range []peer.Actor{byJess, byHannah, byMegan} {
				only(t, asked(t, r, peer.Withdraw{}, by, march10), "PEER-37 persons-choice-only")
			}
		}
	})
	t.Run("PEER-55, H23 an ending touches no concern, no goal and nothing that was agreed", func(t *testing.T) {
		for name, end := range map[string]struct {
			step peer.RelationshipStep
			by   peer.Actor
		}{"left": {peer.Withdraw{}, byAled}, "worker left": {theServiceEnd(), byHannah}, "for safety": {theSafetyEnd(), byHannah}, "prepared": {peer.EndPrepared{}, byAled}} {
			r, change, err := s.ending.Do(end.step, act(end.by, "2026-03-11T11:00Z", "x", s.ending), facts)
			require.NoError(t, err, name)
			require.Empty(t, change.Signals, name)
			require.Empty(t, change.Made, name)
			require.Equal(t, s.ending.Agreements(), r.Agreements())
			require.Equal(t, s.ending.EndingPlans(), r.EndingPlans())
			require.True(t, peer.AgreedIn(r).Ended)
			require.False(t, peer.AgreedIn(r).Active)
		}
		require.False(t, peer.AgreedIn(s.ending).Ended)
		require.False(t, peer.AgreedIn(s.declined).Ended, "it never began")
	})
	t.Run("PEER-55 an end is an end", func(t *testing.T) {
		for _, step := range []peer.RelationshipStep{peer.Resume{}, theEnding(), theProposal(), theServiceEnd(), peer.AskForSomebodyElse{}, peer.Pause{}} {
			only(t, asked(t, s.ended, step, byAled, "2026-05-01T11:00Z"), "PEER-30 invalid-transition")
		}
	})
}
