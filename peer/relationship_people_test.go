package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func TestAskingForSomebodyElse(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	places := awake(t, s)
	places[peer.Paused] = s.paused
	t.Run("PEER-68, PEER-37 at any time, on no fact, and no reason can be given", func(t *testing.T) {
		for place, r := range places {
			require.True(t, asked(t, r, peer.AskForSomebodyElse{}, byAled, march10, nothingKnown).Allowed(), place)
			next := at(t, r, peer.AskForSomebodyElse{}, byAled, march10, facts)
			require.Equal(t, place, next.Status(), "nothing is taken from them meanwhile")
			require.Equal(t, peer.ChangeAsked{At: on(march10), AnswerBy: peer.DueOn(peer.MustDate("2026-03-17")), Policy: facts.Policy.Digest()}, next.ChangeAsked())
			for _, c := range r.Choices(act(byAled, march10, "x", r), facts) {
				require.True(t, c.Do != "ask-for-somebody-else" || len(c.Fields) == 0, "there is no field for a reason")
			}
			for _, by := range []peer.Actor{byJess, byHannah, byMegan} {
				only(t, asked(t, r, peer.AskForSomebodyElse{}, by, march10), "PEER-37 persons-choice-only")
			}
		}
	})
	t.Run("PEER-68 without a policy it is owed all the same", func(t *testing.T) {
		require.Equal(t, peer.ChangeAsked{At: on(march10)}, at(t, s.active, peer.AskForSomebodyElse{}, byAled, march10, peer.RelationshipFacts{}).ChangeAsked())
	})
}

func TestHandingOver(t *testing.T) {
	s := tellRel(t)
	checked := func(t *testing.T, step peer.HandOver, before peer.Relationship, with ...func(*peer.RelationshipFacts)) peer.Decision {
		t.Helper()
		facts := handOverFacts(t, before)
		for _, set := range with {
			set(&facts)
		}
		return peer.CheckNewRelationship(step, act(byHannah, march10, "x", nil), facts)
	}
	handed := func(t *testing.T, before peer.Relationship) peer.Relationship {
		t.Helper()
		r, _, err := peer.NewRelationship(theHandOver(), act(byHannah, march10, "x", nil), handOverFacts(t, before))
		require.NoError(t, err)
		return r
	}
	t.Run("PEER-68 the person keeps their place: no new request is needed", func(t *testing.T) {
		r := handed(t, s.active)
		require.Equal(t, []any{peer.Offered, aled, carys, team, "rel-1"}, []any{r.Status(), r.Person(), r.Worker(), r.Service(), r.Continues()})
		require.True(t, r.Holds())
	})
	t.Run("PEER-68, PEER-33 what was agreed comes over, and both confirm it", func(t *testing.T) {
		facts := handOverFacts(t, s.active)
		byCarys := peer.ByStaff(carys, peer.RolePeerWorker)
		was, _ := s.active.InForce()
		r := handed(t, s.active)
		v, open := r.OnTheTable()
		require.True(t, open)
		require.Equal(t, []any{1, "rel-1", peer.PartyNobody, on(march10), was.Purpose, was.Boundaries}, []any{v.Version, v.CarriedFrom, v.ProposedBy, v.Proposed, v.Purpose, v.Boundaries})
		require.True(t, v.PersonYes.IsZero() && v.WorkerYes.IsZero(), "an earlier yes was said to somebody else")
		require.Equal(t, "2026-06-02", v.ReviewOn.String(), "84 days from now")
		_, in := r.InForce()
		require.False(t, in)

		r = at(t, r, theWelcome(), byCarys, "2026-03-11T10:00Z", facts)
		require.Equal(t, peer.Agreeing, r.Status(), "there is something on the table already")
		r = at(t, r, theRights(), byCarys, "2026-03-11T10:30Z", facts)
		for first, second := range map[peer.Actor]peer.Actor{byAled: byCarys, byCarys: byAled} {
			half := at(t, r, peer.Confirm{Version: 1}, first, "2026-03-11T11:00Z", facts)
			require.Equal(t, peer.Agreeing, half.Status())
			only(t, asked(t, half, peer.Confirm{Version: 1}, first, "2026-03-11T11:10Z"), "PEER-33 needs-both-parties")
			whole := at(t, half, peer.Confirm{Version: 1}, second, "2026-03-11T12:00Z", facts)
			require.Equal(t, peer.Active, whole.Status())
			require.Equal(t, on("2026-03-11T12:00Z"), whole.Since())
		}
		other := at(t, r, theProposal(), byAled, "2026-03-11T11:00Z", facts)
		w, _ := other.OnTheTable()
		require.Equal(t, []any{2, ""}, []any{w.Version, w.CarriedFrom}, "or they agree on something of their own")
		require.Equal(t, []peer.Agreement{was}, s.active.Agreements(), "the other one's stays as it was")
	})
	t.Run("PEER-68 from where nothing was agreed nothing comes over", func(t *testing.T) {
		for _, before := range []peer.Relationship{s.offered, s.welcomed, s.agreeing} {
			require.Empty(t, handed(t, before).Agreements())
		}
	})
	t.Run("PEER-68, PEER-11 who co-ordinates the person's care comes over", func(t *testing.T) {
		named := at(t, s.active, peer.NameCareCoordinator{Staff: kay, From: peer.MustDate("2026-03-01")}, byJess, march10, relFacts(t))
		named = at(t, named, peer.NameCareCoordinator{Staff: carys, From: peer.MustDate("2026-03-02")}, byJess, march10, relFacts(t))
		require.Equal(t, []peer.CareCoordinator{{Staff: kay, From: peer.MustDate("2026-03-01")}}, handed(t, named).CareCoordinators(), "and is never the new worker")
	})
	t.Run("PEER-68 it goes on from this person's own", func(t *testing.T) {
		for name, spoil := range map[string]func(*peer.HandOver){
			"another relationship": func(c *peer.HandOver) { c.Continues = "rel-9" },
			"another person":       func(c *peer.HandOver) { c.Person = beatriz },
		} {
			step := theHandOver()
			spoil(&step)
			require.Equal(t, "/continues", only(t, checked(t, step, s.active), "PEER-68 required").Path, name)
		}
		require.Equal(t, peer.Unknown, only(t, checked(t, theHandOver(), peer.Relationship{}), "PEER-68 required").Met)
	})
	t.Run("PEER-68, PEER-37 who left is asked again first", func(t *testing.T) {
		for _, before := range []peer.Relationship{s.ended, s.declined} {
			only(t, checked(t, theHandOver(), before), "PEER-68 person-has-not-agreed")
		}
		require.True(t, checked(t, theHandOver(), s.paused).Allowed())
	})
	t.Run("PEER-68 to somebody else, and not to the person", func(t *testing.T) {
		step := theHandOver()
		step.Worker = jess
		require.Equal(t, "/worker", only(t, checked(t, step, s.active), "PEER-68 duplicate-relationship").Path)
		step.Worker = peer.StaffID(aled)
		only(t, checked(t, step, s.active), "PEER-11 self-reference")
	})
	t.Run("PEER-68, PEER-16, PEER-20, PEER-30 the new worker is ready, has room and is no stranger twice", func(t *testing.T) {
		for rule, set := range map[string]func(*peer.RelationshipFacts){
			"PEER-16 worker-not-ready":       func(f *peer.RelationshipFacts) { f.Ready.Verdict = peer.NotReady },
			"PEER-20 no-caseload-agreement":  func(f *peer.RelationshipFacts) { f.Places.Agreed = peer.No },
			"PEER-20 caseload-exceeded":      func(f *peer.RelationshipFacts) { f.Places.Held = 12 },
			"PEER-30 duplicate-relationship": func(f *peer.RelationshipFacts) { f.NoOther = peer.No },
			"PEER-11 not-authorised":         func(f *peer.RelationshipFacts) { f.Lines = peer.Lines{LineManager: kay} },
		} {
			only(t, checked(t, theHandOver(), s.active, set), rule)
		}
		_, _, err := peer.NewRelationship(theHandOver(), act(byAled, march10, "x", nil), handOverFacts(t, s.active))
		turnedDown(t, err, peer.ErrNotAuthorised)
	})
	t.Run("PEER-68 the facts, from what a host has stored", func(t *testing.T) {
		n := peer.AgreedNumber{Worker: carys, Max: 2, WorkerAgreed: true, ManagerAgreed: true}
		theirs := handed(t, s.active)
		f := peer.HandOverFacts(policy(t), s.active, n, peer.Lines{LineManager: hannah}, peer.Readiness{Verdict: peer.Ready}, nil)
		require.Equal(t, []any{peer.Yes, peer.Places{Agreed: peer.Yes, Max: 2}, s.active.Ref()}, []any{f.NoOther, f.Places, f.Before.Ref()})
		require.Equal(t, peer.No, peer.HandOverFacts(policy(t), s.active, n, peer.Lines{}, peer.Readiness{}, []peer.Relationship{theirs}).NoOther)
		f = peer.RelationshipFactsFrom(policy(t), s.active, n, peer.Lines{LineManager: hannah}, []peer.Record{s.active, theirs}, on(march10))
		require.Equal(t, []any{peer.Yes, 1, true}, []any{f.OtherOffered, f.Places.Held, f.Ahead.Known})
		require.Equal(t, peer.No, peer.RelationshipFactsFrom(policy(t), s.active, n, peer.Lines{}, []peer.Record{s.active, s.ended}, on(march10)).OtherOffered)
		back := at(t, theirs, peer.StepBack{Ground: peer.TooMuchAtOnce}, peer.ByStaff(carys, ""), march10, relFacts(t))
		require.Equal(t, peer.No, peer.RelationshipFactsFrom(policy(t), s.active, n, peer.Lines{}, []peer.Record{back}, on(march10)).OtherOffered, "who stepped back is no offer")
	})
	t.Run("PEER-54 meetings ahead are those of the two that stand in the diary", func(t *testing.T) {
		days := func(now string) []peer.Date {
			return peer.RelationshipFactsFrom(policy(t), s.active, peer.AgreedNumber{}, peer.Lines{}, []peer.Record{tellCon(t).planned, tellCon(t).recorded}, on(now)).Ahead.Days
		}
		require.Equal(t, []peer.Date{peer.MustDate("2026-02-17")}, days("2026-02-17T11:29Z"))
		require.Empty(t, days("2026-02-17T11:30Z"), "what has begun is not ahead")
	})
}

func TestSteppingBack(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	back := at(t, s.told, peer.StepBack{Ground: peer.OwnWellbeing}, byJess, "2026-02-12T11:00Z", facts)
	t.Run("PEER-36 nobody is turned away for what the Equality Act protects", func(t *testing.T) {
		protected := 0
		for _, word := range peer.StepBackGround("").Terms() {
			g := peer.StepBackGround(word)
			require.True(t, g.Known())
			d := asked(t, s.offered, peer.StepBack{Ground: g}, byJess, march10)
			require.Equal(t, !g.Protected(), d.Allowed(), word)
			if g.Protected() {
				protected++
				require.Equal(t, "/ground", only(t, d, "PEER-36 discriminatory-reason").Path)
			}
		}
		require.Equal(t, 9, protected)
		for _, c := range s.offered.Choices(act(byJess, march10, "x", s.offered), facts) {
			require.True(t, c.Do != "step-back" || len(c.Fields[0].Options) == 6, "a form offers none of them")
		}
	})
	t.Run("PEER-36 for their own wellbeing a worker may, before it begins", func(t *testing.T) {
		for _, r := range []peer.Relationship{s.offered, s.welcomed, s.agreeing} {
			require.Equal(t, r.Status(), at(t, r, peer.StepBack{Ground: peer.OwnWellbeing}, byJess, march10, peer.RelationshipFacts{}).Status())
		}
		for _, r := range []peer.Relationship{s.active, s.ending, s.paused} {
			only(t, asked(t, r, peer.StepBack{Ground: peer.OwnWellbeing}, byJess, march10), "PEER-30 invalid-transition")
		}
		for _, by := range []peer.Actor{byAled, byHannah, byMegan} {
			only(t, asked(t, s.offered, peer.StepBack{Ground: peer.OwnWellbeing}, by, march10), "PEER-36 not-authorised")
		}
		require.Equal(t, peer.SteppedBack{At: on("2026-02-12T11:00Z"), Ground: peer.OwnWellbeing, AnswerBy: peer.DueOn(peer.MustDate("2026-02-19")), Policy: facts.Policy.Digest()}, back.SteppedBack())
	})
	t.Run("PEER-36, H22 nothing goes on between these two, and the person keeps their place", func(t *testing.T) {
		require.True(t, back.Holds())
		for _, step := range []peer.RelationshipStep{theProposal(), peer.StepBack{Ground: peer.OwnWellbeing}} {
			only(t, asked(t, back, step, byJess, march10), "PEER-36 not-available-today")
		}
		only(t, asked(t, back, theProposal(), byAled, march10), "PEER-36 not-available-today")
		fromAgreeing := at(t, s.agreeing, peer.StepBack{Ground: peer.OwnWellbeing}, byJess, march10, facts)
		only(t, asked(t, fromAgreeing, peer.Confirm{Version: 1}, byJess, march10), "PEER-36 not-available-today")
		fromOffered := at(t, s.offered, peer.StepBack{Ground: peer.OwnWellbeing}, byJess, march10, facts)
		only(t, asked(t, fromOffered, theWelcome(), byJess, march10), "PEER-36 not-available-today")
		for _, step := range []peer.RelationshipStep{peer.Decline{}, peer.Withdraw{}, peer.AskForSomebodyElse{}, peer.Pause{}} {
			require.True(t, asked(t, back, step, byAled, march10, nothingKnown).Allowed())
		}
		require.True(t, asked(t, back, theServiceEnd(), byHannah, march10).Allowed(), "with another worker offered the line may close it")
	})
}

func TestCareCoordinator(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	name := func(staff peer.StaffID, role peer.Role, from string) peer.NameCareCoordinator {
		return peer.NameCareCoordinator{Staff: staff, Role: role, From: peer.MustDate(from)}
	}
	t.Run("PEER-21, PEER-11 never a peer support worker", func(t *testing.T) {
		for what, step := range map[string]peer.NameCareCoordinator{
			"the worker, whatever they are called": name(jess, peer.RoleCareCoordinator, "2026-03-01"),
			"another peer support worker":          name(rowan, peer.RolePeerWorker, "2026-03-01"),
			"a peer support lead":                  name(iris, peer.RolePeerSupportLead, "2026-03-01"),
			"one who is known to be":               name(carys, peer.RoleCareCoordinator, "2026-03-01"),
		} {
			reason := only(t, asked(t, s.active, step, byHannah, march10, func(f *peer.RelationshipFacts) { f.PeerWorkers = []peer.StaffID{carys} }), "PEER-21 outside-scope-of-practice")
			require.Equal(t, "/staff", reason.Path, what)
			require.Equal(t, []string{"act", "lead-carer"}, []string{reason.Args[0].Name(), reason.Args[0].Value()})
		}
	})
	t.Run("PEER-11 who it was on a day stays as it was", func(t *testing.T) {
		r := at(t, s.active, name(kay, peer.RoleCareCoordinator, "2026-03-01"), byJess, march10, facts)
		r = at(t, r, name(hannah, "", "2026-03-05"), byHannah, march10, facts)
		r = at(t, r, name("", peer.RolePeerWorker, "2026-04"), byHannah, march10, facts)
		for day, want := range map[string]peer.StaffID{"2026-02-28": "", "2026-03-01": kay, "2026-03-04": kay, "2026-03-05": hannah, "2026-03-31": hannah, "2026-04-01": ""} {
			c, there := r.CareCoordinatorOn(peer.MustDate(day))
			require.Equal(t, want, c.Staff, day)
			require.Equal(t, want != "", there, day)
		}
		_, there := r.CareCoordinatorOn(peer.Date{})
		require.False(t, there)
		require.Empty(t, r.CareCoordinators()[2].Role, "nobody has no role")
		require.Equal(t, "/from", only(t, asked(t, r, name(kay, "", "2026-03-31"), byHannah, march10), "PEER-11 invalid-period").Path)
		require.True(t, asked(t, r, name(kay, "", "2026-04-01"), byHannah, march10).Allowed())
	})
	t.Run("PEER-11 somebody on the staff names them", func(t *testing.T) {
		for _, by := range []peer.Actor{byAled, byMegan} {
			only(t, asked(t, s.active, name(kay, "", "2026-03-01"), by, march10), "PEER-11 not-authorised")
		}
		require.True(t, asked(t, s.active, name(kay, "", "2026-03-01"), peer.ByStaff(kay, ""), march10, nothingKnown).Allowed())
	})
	t.Run("PEER-71 that the person has heard is never turned down", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byHannah, peer.ByStaff(kay, "")} {
			require.True(t, asked(t, s.paused, peer.GiveWord{}, by, march10, nothingKnown).Allowed())
		}
		require.Equal(t, peer.WordGiven{At: on(march10), Cover: rowan}, at(t, s.active, peer.GiveWord{Cover: rowan}, byHannah, march10, facts).WordGiven())
		only(t, asked(t, s.active, peer.GiveWord{}, byMegan, march10), "PEER-71 not-authorised")
	})
}
