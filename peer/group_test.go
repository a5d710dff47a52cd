package peer_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func init() {
	maps.Copy(structs, map[string]any{
		"AgreeInGroup": peer.AgreeInGroup{}, "AttendanceInError": peer.AttendanceInError{}, "GroupAttendee": peer.GroupAttendee{}, "AttendeeContact": peer.AttendeeContact{},
		"BeginGroup": peer.BeginGroup{}, "BringIntoForce": peer.BringIntoForce{}, "CallOffSession": peer.CallOffSession{}, "ChangeFacilitators": peer.ChangeFacilitators{},
		"ChangeGroup": peer.ChangeGroup{}, "ChooseOwnGoals": peer.ChooseOwnGoals{}, "CloseGroup": peer.CloseGroup{}, "ConfirmAttendance": peer.ConfirmAttendance{},
		"CorrectAttendance": peer.CorrectAttendance{}, "CorrectSession": peer.CorrectSession{}, "DropInGuest": peer.DropInGuest{}, "DropInSession": peer.DropInSession{},
		"EarlierAttendance": peer.EarlierAttendance{}, "EarlierSession": peer.EarlierSession{}, "Facilitator": peer.Facilitator{}, "Group": peer.Group{},
		"GroupAgreement": peer.GroupAgreement{}, "GroupAttendance": peer.GroupAttendance{}, "GroupFacts": peer.GroupFacts{}, "GroupNow": peer.GroupNow{},
		"GroupPlace": peer.GroupPlace{}, "GroupSession": peer.GroupSession{}, "JoinGroup": peer.JoinGroup{}, "KeepGroupAgreement": peer.KeepGroupAgreement{}, "LeaveGroup": peer.LeaveGroup{},
		"OfferPlace": peer.OfferPlace{}, "PlanSession": peer.PlanSession{}, "ProposeGroupAgreement": peer.ProposeGroupAgreement{}, "RecordAttendance": peer.RecordAttendance{},
		"RecordPlannedSession": peer.RecordPlannedSession{}, "RecordSession": peer.RecordSession{}, "SayOwnPart": peer.SayOwnPart{}, "SessionActivity": peer.SessionActivity{},
		"SessionInError": peer.SessionInError{}, "SessionTime": peer.SessionTime{}, "TakeOfferBack": peer.TakeOfferBack{}, "TakePlace": peer.TakePlace{}, "WaitForGroup": peer.WaitForGroup{},
	})
}

// What the tests of groups, places, sessions and attendances share. Jess, a peer support
// worker, leads the group on the allotment; Iris facilitates beside her.
func groupGroundOf(staff peer.Actor) steptest.Ground[peer.GroupFacts] {
	return steptest.Ground[peer.GroupFacts]{
		Facts: groupFacts, Said: "2026-05-04T10:00Z", Next: "2026-05-06T10:00Z",
		Usual:  map[peer.Party]peer.Actor{peer.PartyPerson: byAled, peer.PartyWorker: byJess, peer.PartyStaff: staff, peer.PartyCarer: byMegan},
		Others: []peer.Actor{peer.ByPerson(beatriz), peer.ByStaff(rowan, peer.RolePeerWorker), peer.ByStaff(kay, peer.RoleCareCoordinator)},
		Drawn:  drawnGroupFacts, Decode: peer.Decode, Shapes: []string{"/when/"},
	}
}

func drawnGroupFacts(draw steptest.Draw, f peer.GroupFacts) peer.GroupFacts {
	switch draw(8) {
	case 0:
		return peer.GroupFacts{}
	case 1:
		f.Ready.Verdict = steptest.OneOf(draw, "", peer.SupervisedOnly, peer.NotReady)
	case 2:
		f.Group.Held, f.NoOther = f.Group.Places, steptest.OneOf(draw, peer.No, peer.Unknown)
	}
	return f
}

var groupReaders = steptest.Readers{At: "2026-05-07T10:00Z", Lines: peer.Lines{LineManager: hannah, Supervisor: iris},
	Who: map[string]peer.Actor{"aled": byAled, "beatriz": peer.ByPerson(beatriz), "jess": byJess, "rowan": peer.ByStaff(rowan, peer.RolePeerWorker),
		"kay": peer.ByStaff(kay, peer.RoleCareCoordinator), "hannah": byHannah, "megan": byMegan}}

func groupFacts(t testing.TB) peer.GroupFacts {
	return peer.GroupFacts{Policy: policy(t), Lines: peer.Lines{LineManager: hannah, Supervisor: iris}, Ready: peer.Readiness{Verdict: peer.Ready}, NoOther: peer.Yes,
		Group: peer.GroupNow{ID: "allotment", Kind: peer.PeerSupportGroup, Entry: peer.OpenGroup, Running: true, Places: 8, Facilitators: []peer.StaffID{jess, iris},
			InForce: 1, Counted: true, Held: 3, Members: 2, Agreed: 2}}
}

// inGroup is anybody as records of groups know them: who comes is a party of their own
// records only, and who facilitates is a worker where the record names them.
func inGroup(person, worker peer.Party) []steptest.Someone {
	list := anybody()
	for i := range list {
		switch list[i].By {
		case byAled:
			list[i].As = person
		case byJess:
			list[i].As = worker
		}
	}
	return list
}

var groups = steptest.Bench[peer.Group, peer.GroupStep, peer.GroupFacts]{Ground: groupGroundOf(byHannah),
	Kind: steptest.Kind[peer.Group, peer.GroupStep, peer.GroupFacts]{
		Table: peer.GroupTable(), New: peer.NewGroup, CheckNew: peer.CheckNewGroup, Starts: peer.GroupStarts,
		Do: peer.Group.Do, Check: peer.Group.Check, Choices: peer.Group.Choices,
		Decode: peer.DecodeGroup, EncodeStep: peer.EncodeGroupStep, DecodeStep: peer.DecodeGroupStep,
	}}

func theGroup() peer.BeginGroup {
	return peer.BeginGroup{ID: "allotment", Service: team, Organisation: "A", Kind: peer.PeerSupportGroup, Entry: peer.OpenGroup, Purpose: peer.Say("to grow things, and talk or not"),
		Lead: peer.Facilitator{Staff: jess, Role: peer.RolePeerWorker}, CoFacilitators: []peer.Facilitator{{Staff: iris, Role: peer.RolePeerSupportLead}},
		Places: 8, SharedGoals: []peer.Private{peer.Say("a shed by autumn")}}
}

func theGroupAgreement() peer.ProposeGroupAgreement {
	return peer.ProposeGroupAgreement{SafeSpace: []peer.Private{peer.Say("what is said by the shed stays by the shed"), peer.Say("anybody may sit out")},
		Points: []peer.Private{peer.Say("tools go back clean")}}
}

// groupStory is one group in every place it can be in, and on its way.
type groupStory struct{ begun, proposed, agreed, over peer.Group }

func tellGroup(t testing.TB, set ...func(*peer.BeginGroup)) (s groupStory) {
	t.Helper()
	begin := theGroup()
	for _, f := range set {
		f(&begin)
	}
	everybody := func(f *peer.GroupFacts) { f.Group.OnTable = 1 }
	s.begun = groups.Done(t, peer.Group{}, begin, byHannah)
	s.proposed = groups.Done(t, s.begun, theGroupAgreement(), byJess)
	s.agreed = groups.Done(t, s.proposed, peer.BringIntoForce{Version: 1}, byJess, everybody)
	s.over = groups.Done(t, s.agreed, peer.CloseGroup{}, byHannah)
	return s
}

func TestGroupEveryRow(t *testing.T) {
	s := tellGroup(t)
	stale := []peer.Rule{row("PEER-34", peer.ErrStaleVersion)}
	plan := groups.Planned
	steptest.Plan[peer.Group, peer.GroupStep, peer.GroupFacts]{
		Kind: groups.Kind, Person: aled, Anybody: inGroup(peer.PartyNobody, peer.PartyWorker),
		Records: map[peer.Status]peer.Group{peer.GroupRunning: s.agreed, peer.GroupOver: s.over},
		Cases: []steptest.Case[peer.Group, peer.GroupStep, peer.GroupFacts]{
			plan(t, "PEER-58 a colleague sets it up", peer.Group{}, theGroup(), byHannah, peer.GroupRunning, map[string][]peer.Rule{"/coFacilitators": {row("PEER-58", peer.ErrDuplicate)}}),
			plan(t, "PEER-58 what it is for", s.agreed, peer.ChangeGroup{Purpose: peer.Say("growing"), Places: 6, SharedGoals: []peer.Private{peer.Say("a shed")}}, byJess, peer.GroupRunning, nil),
			plan(t, "PEER-58 who facilitates", s.agreed, peer.ChangeFacilitators{Lead: peer.Facilitator{Staff: rowan, Role: peer.RolePeerWorker}, CoFacilitators: []peer.Facilitator{{Staff: jess}}},
				byHannah, peer.GroupRunning, map[string][]peer.Rule{"/coFacilitators": {row("PEER-58", peer.ErrDuplicate)}}),
			plan(t, "PEER-43, PEER-58 what it agrees on", s.agreed, theGroupAgreement(), byJess, peer.GroupRunning, nil),
			plan(t, "PEER-34, PEER-58 from now on", s.proposed, peer.BringIntoForce{Version: 1}, byJess, peer.GroupRunning, map[string][]peer.Rule{"/version": stale}),
			plan(t, "PEER-58 it looked back", s.agreed, peer.KeepGroupAgreement{}, byJess, peer.GroupRunning, nil),
			plan(t, "PEER-58 it ends", s.agreed, peer.CloseGroup{}, byJess, peer.GroupOver, nil),
		},
	}.Run(t)
}

func TestGroupLead(t *testing.T) {
	lead := func(kind peer.GroupKind, lead peer.Facilitator, by peer.Actor, facts ...func(*peer.GroupFacts)) peer.Decision {
		begin := theGroup()
		begin.Kind, begin.Lead, begin.CoFacilitators = kind, lead, nil
		return groups.Tried(t, peer.Group{}, begin, by, facts...)
	}
	psw, nurse := peer.Facilitator{Staff: jess, Role: peer.RolePeerWorker}, peer.Facilitator{Staff: kay, Role: peer.RoleCareCoordinator}
	t.Run("PEER-21, PEER-58 a peer support worker leads no therapy where the policy keeps it for another profession", func(t *testing.T) {
		for kind, open := range map[peer.GroupKind]bool{peer.TherapyGroup: false, peer.TherapeuticGroup: false, peer.PeerSupportGroup: true, peer.ActivityGroup: true, peer.LearningGroup: true} {
			d := lead(kind, psw, byHannah)
			require.Equal(t, open, d.Allowed(), kind)
			if !open {
				steptest.Only(t, d, "PEER-58 outside-scope-of-practice", "/lead")
				steptest.Open(t, lead(kind, nurse, byHannah))
			}
		}
		_, _, err := peer.NewGroup(func() peer.BeginGroup { g := theGroup(); g.Kind = peer.TherapyGroup; return g }(), act(byHannah, before, "x", nil), groupFacts(t))
		turnedDown(t, err, peer.ErrOutsideScopeOfPractice)
	})
	t.Run("PEER-58 beside a colleague who leads they facilitate any kind", func(t *testing.T) {
		for _, kind := range (peer.GroupKind("")).Terms() {
			begin := theGroup()
			begin.Kind, begin.Lead, begin.CoFacilitators = peer.GroupKind(kind), nurse, []peer.Facilitator{psw}
			steptest.Open(t, groups.Tried(t, peer.Group{}, begin, byHannah))
		}
	})
	t.Run("PEER-58 an organisation may let them lead", func(t *testing.T) {
		steptest.Open(t, lead(peer.TherapyGroup, psw, byHannah, func(f *peer.GroupFacts) { f.Policy = groupPolicy(t, peer.TherapyGroup, "may-lead") }))
		steptest.Only(t, lead(peer.LearningGroup, psw, byHannah, func(f *peer.GroupFacts) { f.Policy = groupPolicy(t, peer.LearningGroup, "co-facilitate-only") }), "PEER-58 outside-scope-of-practice", "/lead")
	})
	t.Run("PEER-58 without a policy nobody knows, and only a colleague of another profession leads", func(t *testing.T) {
		none := func(f *peer.GroupFacts) { f.Policy = peer.Policy{} }
		d := lead(peer.PeerSupportGroup, psw, byHannah, none)
		steptest.Only(t, d, "PEER-58 outside-scope-of-practice", "/lead")
		require.Len(t, d.Missing(), 1)
		require.True(t, lead(peer.TherapyGroup, nurse, byHannah, none).Allowed())
	})
	t.Run("PEER-58 what nobody says of the lead is not taken as good", func(t *testing.T) {
		require.Len(t, lead(peer.TherapyGroup, peer.Facilitator{Staff: jess}, byHannah).Missing(), 1)
		d := lead(peer.TherapyGroup, peer.Facilitator{Staff: jess, Role: peer.RoleTeamLead}, byJess)
		steptest.Only(t, d, "PEER-58 outside-scope-of-practice", "/lead")
		require.Empty(t, d.Missing(), "who acts as a peer support worker is one")
	})
	t.Run("PEER-58 the lead changes under the same rule", func(t *testing.T) {
		g := tellGroup(t, func(g *peer.BeginGroup) {
			g.Kind, g.Lead, g.CoFacilitators = peer.TherapyGroup, nurse, []peer.Facilitator{psw}
		})
		steptest.Only(t, groups.Tried(t, g.begun, peer.ChangeFacilitators{Lead: psw}, byHannah), "PEER-58 outside-scope-of-practice", "/lead")
		next := groups.Done(t, g.begun, peer.ChangeFacilitators{Lead: peer.Facilitator{Staff: hannah, Role: peer.RoleTeamLead}, CoFacilitators: []peer.Facilitator{psw}}, byHannah)
		require.Equal(t, hannah, next.Lead().Staff)
		require.Equal(t, []peer.Facilitator{{Staff: hannah, Role: peer.RoleTeamLead}, psw}, next.Facilitators())
		steptest.Only(t, groups.Tried(t, next, peer.ChangeGroup{Purpose: peer.Say("x")}, peer.ByStaff(kay, "")), "PEER-58 not-authorised", "")
	})
	t.Run("PEER-58, H22 who does not facilitate it changes the lead or closes it only as the worker's line", func(t *testing.T) {
		g := tellGroup(t).agreed
		for _, step := range []peer.GroupStep{peer.ChangeFacilitators{Lead: psw}, peer.CloseGroup{}} {
			steptest.Only(t, groups.Tried(t, g, step, peer.ByStaff(rowan, peer.RolePeerWorker)), "PEER-58 not-authorised", "")
			steptest.Open(t, groups.Tried(t, g, step, byHannah))
			steptest.Open(t, groups.Tried(t, g, step, byJess, func(f *peer.GroupFacts) { f.Lines = peer.Lines{} }))
			require.Len(t, groups.Tried(t, g, step, byHannah, func(f *peer.GroupFacts) { f.Lines = peer.Lines{} }).Missing(), 1)
		}
	})
	t.Run("PEER-58 nobody facilitates twice", func(t *testing.T) {
		begin := theGroup()
		begin.CoFacilitators = append(begin.CoFacilitators, peer.Facilitator{Staff: jess})
		steptest.Only(t, groups.Tried(t, peer.Group{}, begin, byHannah), "PEER-58 duplicate", "/coFacilitators")
	})
}

func TestGroupAgreement(t *testing.T) {
	s := tellGroup(t)
	t.Run("PEER-43 a group keeps a safe-space agreement", func(t *testing.T) {
		c := theGroupAgreement()
		c.SafeSpace = nil
		steptest.Only(t, groups.Tried(t, s.begun, c, byJess), "PEER-43 required", "/safeSpace")
	})
	t.Run("PEER-34 the old version counts until the new one was brought into force", func(t *testing.T) {
		next := groups.Done(t, s.agreed, peer.ProposeGroupAgreement{SafeSpace: []peer.Private{peer.Say("nobody films")}}, byJess)
		a, ok := next.InForce()
		require.True(t, ok)
		require.Equal(t, 1, a.Version)
		b, ok := next.OnTheTable()
		require.True(t, ok)
		require.Equal(t, 2, b.Version)
		after := groups.Done(t, next, peer.BringIntoForce{Version: 2}, byJess)
		a, _ = after.InForce()
		require.Equal(t, 2, a.Version)
		_, ok = after.OnTheTable()
		require.False(t, ok)
		require.Equal(t, "what is said by the shed stays by the shed", after.Agreements()[0].SafeSpace[0].Reveal(), "what an older one said is not altered")
	})
	t.Run("PEER-34 no other version than the one on the table", func(t *testing.T) {
		for _, version := range []int{1, 2, 3} {
			steptest.Only(t, groups.Tried(t, s.agreed, peer.BringIntoForce{Version: version}, byJess), "PEER-34 stale-version", "/version")
		}
		second := groups.Done(t, s.agreed, theGroupAgreement(), byJess)
		steptest.Only(t, groups.Tried(t, second, peer.BringIntoForce{Version: 1}, byJess), "PEER-34 stale-version", "/version")
	})
	t.Run("PEER-58 in a closed group it counts when every member has said yes", func(t *testing.T) {
		c := tellGroup(t, func(g *peer.BeginGroup) { g.Entry = peer.ClosedGroup })
		yes := func(members, agreed int) func(*peer.GroupFacts) {
			return func(f *peer.GroupFacts) { f.Group.OnTable, f.Group.Members, f.Group.Agreed = 1, members, agreed }
		}
		into := peer.BringIntoForce{Version: 1}
		steptest.Only(t, groups.Tried(t, c.proposed, into, byJess, yes(3, 2)), "PEER-58 boundaries-not-agreed", "")
		steptest.Open(t, groups.Tried(t, c.proposed, into, byJess, yes(3, 3)))
		steptest.Open(t, groups.Tried(t, c.proposed, into, byJess, yes(0, 0)))
		for name, set := range map[string]func(*peer.GroupFacts){
			"nobody has looked": func(f *peer.GroupFacts) { f.Group = peer.GroupNow{} }, "nobody has counted": func(f *peer.GroupFacts) { f.Group.OnTable, f.Group.Counted = 1, false },
			"of another group": func(f *peer.GroupFacts) { f.Group.ID, f.Group.OnTable = "choir", 1 }, "of another version": withOnTable(2),
		} {
			d := groups.Tried(t, c.proposed, into, byJess, set)
			steptest.Only(t, d, "PEER-58 boundaries-not-agreed", "")
			require.Len(t, d.Missing(), 1, name)
		}
	})
	t.Run("PEER-58 the day to look back is the policy's, or one still to come", func(t *testing.T) {
		require.Equal(t, "2026-07-29", s.agreed.ReviewOn().String(), "84 days after it was proposed")
		require.Zero(t, s.proposed.ReviewOn())
		for day, open := range map[string]bool{"2026-05-05": false, "2026-05-06": false, "2026-05-07": true} {
			for _, step := range []peer.GroupStep{peer.KeepGroupAgreement{ReviewOn: peer.MustDate(day)}, func() peer.GroupStep {
				c := theGroupAgreement()
				c.ReviewOn = peer.MustDate(day)
				return c
			}()} {
				d := groups.Tried(t, s.agreed, step, byJess)
				require.Equal(t, open, d.Allowed(), day)
				if !open {
					steptest.Only(t, d, "PEER-58 past-date", "/reviewOn")
				}
			}
		}
		kept := groups.Done(t, s.agreed, peer.KeepGroupAgreement{ReviewOn: peer.MustDate("2026-12-01")}, byJess)
		require.Equal(t, "2026-12-01", kept.ReviewOn().String())
		require.Equal(t, "2026-07-29", kept.Agreements()[0].ReviewOn.String())
		require.Zero(t, groups.Done(t, s.agreed, peer.KeepGroupAgreement{}, byJess, func(f *peer.GroupFacts) { f.Policy = peer.Policy{} }).ReviewOn(), "no number nobody gave")
	})
	t.Run("PEER-58 a group without an agreement has none to look back on", func(t *testing.T) {
		steptest.Only(t, groups.Tried(t, s.proposed, peer.KeepGroupAgreement{}, byJess), "PEER-58 boundaries-not-agreed", "")
	})
	t.Run("PEER-40 whether a group had agreed at some time", func(t *testing.T) {
		for at, want := range map[string]peer.Tri{"2026-05-06T09:59Z": peer.No, "2026-05-06T10:00Z": peer.Yes, "2026-06-01T10:00Z": peer.Yes} {
			require.Equal(t, want, peer.GroupAgreedOn(s.agreed, on(at)), at)
			require.Equal(t, peer.No, peer.GroupAgreedOn(s.proposed, on(at)))
		}
		require.Equal(t, peer.No, peer.GroupAgreedOn(s.over, on("2026-05-06T10:00Z")), "it was over that instant")
		require.Equal(t, peer.Unknown, peer.GroupAgreedOn(peer.Group{}, on(after)))
	})
}

func withOnTable(version int) func(*peer.GroupFacts) {
	return func(f *peer.GroupFacts) { f.Group.OnTable = version }
}

func TestGroupRoom(t *testing.T) {
	s := tellGroup(t)
	change := func(capacity, held int, set ...func(*peer.GroupFacts)) peer.Decision {
		return groups.Tried(t, s.agreed, peer.ChangeGroup{Purpose: peer.Say("x"), Places: capacity}, byJess,
			append([]func(*peer.GroupFacts){func(f *peer.GroupFacts) { f.Group.Held = held }}, set...)...)
	}
	t.Run("PEER-58 nobody loses their place to a smaller number", func(t *testing.T) {
		steptest.Open(t, change(3, 3))
		steptest.Only(t, change(2, 3), "PEER-58 out-of-range", "/places")
		steptest.Open(t, change(0, 300))
		require.Len(t, change(5, 3, func(f *peer.GroupFacts) { f.Group.Counted = false }).Missing(), 1)
		require.Len(t, change(5, 3, func(f *peer.GroupFacts) { f.Group.ID = "choir" }).Missing(), 1)
		next := groups.Done(t, s.agreed, peer.ChangeGroup{Purpose: peer.Say("x")}, byJess)
		require.Zero(t, next.Places())
		require.Empty(t, next.SharedGoals())
	})
}

func TestGroupReading(t *testing.T) {
	s, place := tellGroup(t), tellPlace(t)
	const rule = "PEER-58 not-authorised"
	t.Run("PEER-58, H13 what it is for is for whoever may come and the staff, and for no record", func(t *testing.T) {
		groupReaders.See(t, s.agreed, "group", "to grow things", rule, "aled", "beatriz", "jess", "rowan", "kay", "hannah")
	})
	t.Run("PEER-58 what it agreed is for those who facilitate and for supervision", func(t *testing.T) {
		groupReaders.See(t, s.agreed, "agreement", "by the shed", rule, "jess", "rowan supervision", "kay supervision", "hannah supervision")
	})
	t.Run("PEER-58 who has a place sees it from there, and nobody else does", func(t *testing.T) {
		for _, p := range []peer.GroupPlace{place.waiting, place.offered, place.joined} {
			groupReaders.See(t, s.agreed.Beside(p), "agreement", "by the shed", rule, "aled", "jess", "rowan supervision", "kay supervision", "hannah supervision")
		}
		other := placeIn(t, "choir", aled)
		for _, p := range []peer.GroupPlace{place.left, other, {}} {
			require.False(t, s.agreed.Beside(p).Sees("agreement", groupReaders.Reading(byAled, peer.ForSupport)))
			require.False(t, s.agreed.Beside(place.joined).Beside(p).Sees("agreement", groupReaders.Reading(byAled, peer.ForSupport)), "one place at a time")
		}
	})
	t.Run("PEER-58 from a place nobody takes a step, and nothing of it is stored", func(t *testing.T) {
		seen := s.agreed.Beside(place.joined)
		steptest.Only(t, groups.Tried(t, seen, theGroupAgreement(), byAled), "PEER-58 not-authorised", "")
		a, err := peer.Encode(seen)
		require.NoError(t, err)
		b, err := peer.Encode(s.agreed)
		require.NoError(t, err)
		require.Equal(t, string(b), string(a))
	})
}

func TestGroupIsItsOwn(t *testing.T) {
	s := tellGroup(t)
	t.Run("PEER-58 what a caller does with a list does not reach the group", func(t *testing.T) {
		s.agreed.Agreements()[0].SafeSpace[0] = peer.Say("x")
		s.agreed.Facilitators()[1].Staff = "x"
		s.agreed.CoFacilitators()[0].Staff = "x"
		s.agreed.SharedGoals()[0] = peer.Say("x")
		require.Equal(t, "what is said by the shed stays by the shed", s.agreed.Agreements()[0].SafeSpace[0].Reveal())
		require.Equal(t, iris, s.agreed.Facilitators()[1].Staff)
		require.Equal(t, "a shed by autumn", s.agreed.SharedGoals()[0].Reveal())
		require.Nil(t, peer.Group{}.Facilitators())
	})
	t.Run("PEER-58 what it says", func(t *testing.T) {
		require.Equal(t, []any{team, peer.OrgID("A"), peer.PeerSupportGroup, peer.OpenGroup, "to grow things, and talk or not", 8},
			[]any{s.agreed.Service(), s.agreed.Organisation(), s.agreed.Sort(), s.agreed.Entry(), s.agreed.Purpose().Reveal(), s.agreed.Places()})
	})
}

// groupGiven answers forms about groups, places, sessions and attendances.
func groupGiven(draw steptest.Draw, now time.Time) steptest.Give {
	at := func(before time.Duration) string { return now.Add(before).Format(time.RFC3339) }
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "r1", "", "x y")
		case "/person":
			return steptest.Mostly[any](draw, "p1", steptest.Absent, "p6")
		case "/worker", "/lead/staff", "/facilitators/*/staff":
			return steptest.Mostly[any](draw, "w4", "w5", steptest.Absent)
		case "/group":
			return steptest.Mostly[any](draw, "allotment", "choir")
		case "/entry":
			return "open"
		case "/sort":
			return steptest.Mostly(draw, "peer-support", "therapy")
		case "/version":
			return draw(3)
		case "/activities":
			return steptest.OneOf[any](draw, steptest.Absent, nil, []any{map[string]any{"what": "sowing", "ledBy": "the-members"}})
		case "/headcount":
			return steptest.OneOf[any](draw, steptest.Absent, 2, 5)
		case "/attendees":
			return steptest.OneOf[any](draw, steptest.Absent, []any{map[string]any{"id": "a1", "person": "p1"}, map[string]any{"id": "a2", "person": "p6", "production": "co-produced"}})
		case "/when":
			if f.Kind == peer.FieldGroup {
				past := map[string]any{"mode": "face-to-face", "start": at(-2 * time.Hour), "end": at(-time.Hour)}
				next := map[string]any{"mode": "phone", "start": at(time.Hour), "end": at(2 * time.Hour)}
				return steptest.OneOf[any](draw, past, next, past, next, past, next, map[string]any{"start": at(-time.Hour), "end": at(-time.Hour)})
			}
		}
		if f.Kind == peer.FieldWords {
			return steptest.OneOf[any](draw, steptest.Absent, map[string]any{"text": "by the shed"}, map[string]any{"text": "by the shed", "by": map[string]any{"person": "p1"}},
				map[string]any{"text": "by the shed", "by": map[string]any{"person": "p6"}})
		}
		return nil
	}
}

func TestGroupHistories(t *testing.T) {
	groups.Histories(t, groupGiven, func(t require.TestingT, g peer.Group, c peer.Change) {
		require.Empty(t, c.By.Person, "H13 its record names no member")
		require.Empty(t, c.By.Carer)
		require.Equal(t, g.Status() == peer.GroupOver, c.Do == "close")
		a, ok := g.InForce()
		require.Equal(t, ok, a.Version > 0)
		for _, by := range []peer.Actor{byAled, peer.ByPerson(beatriz), byMegan} {
			require.False(t, g.Sees("agreement", groupReaders.Reading(by, peer.ForSupport)))
		}
	})
}

func TestGroupStored(t *testing.T) {
	s := tellGroup(t)
	records := map[peer.Status]peer.Group{peer.GroupRunning: s.agreed, peer.GroupOver: s.over}
	groups.Goldens(t, records)
	groups.Unreadable(t, "by the shed", records, []steptest.Hostile{
		{Of: peer.GroupRunning, Path: "/closed", Value: "2026-05-06T10:00:00Z", Heard: "/closed"},
		{Of: peer.GroupOver, Path: "/closed", Heard: "/closed"},
		{Of: peer.GroupRunning, Path: "/lead/staff", Value: "iris-penhale", Heard: "/coFacilitators"},
		{Of: peer.GroupRunning, Path: "/lead/staff", Heard: "/lead/staff"},
		{Of: peer.GroupRunning, Path: "/purpose", Heard: "/purpose"},
		{Of: peer.GroupRunning, Path: "/sort", Value: "diagnosis", Heard: "/sort"},
		{Of: peer.GroupRunning, Path: "/agreements/0/version", Value: 2, Heard: "/agreements/0/version"},
		{Of: peer.GroupRunning, Path: "/agreements/0/safeSpace", Value: []any{}, Heard: "/agreements/0/safeSpace"},
		{Of: peer.GroupRunning, Path: "/agreements/0/from", Heard: "/reviewOn"},
		{Of: peer.GroupRunning, Path: "/recent/0/by", Value: map[string]any{"person": "p6"}, Heard: "/recent"},
		{Of: peer.GroupRunning, Path: "/recent/0/by", Value: map[string]any{"carer": "megan"}, Heard: "/recent"},
		{Of: peer.GroupRunning, Path: "/recent/0/for", Value: "p6", Heard: "/recent"},
		{Of: peer.GroupRunning, Path: "/members", Value: []any{"p6"}, Heard: "/members"},
		{Of: peer.GroupRunning, Path: "/places", Value: 10_001, Heard: "/places"},
	})
}

// groupPolicy is the policy with another word for one kind of group.
func groupPolicy(t testing.TB, kind peer.GroupKind, role string) peer.Policy {
	t.Helper()
	file, err := opened(policyWith(t, func(d map[string]any) {
		groupSection(d)["peerWorker"].(map[string]any)[string(kind)] = role
	}))
	require.NoError(t, err)
	p, err := peer.PolicyFrom(file)
	require.NoError(t, err)
	return p
}

func groupSection(policy map[string]any) map[string]any {
	return policy["peer"].(map[string]any)["groups"].(map[string]any)
}

func TestGroupPolicy(t *testing.T) {
	with := func(set func(kinds map[string]any)) error {
		file, err := opened(policyWith(t, func(d map[string]any) { set(groupSection(d)["peerWorker"].(map[string]any)) }))
		require.NoError(t, err)
		_, err = peer.PolicyFrom(file)
		return err
	}
	for _, kind := range (peer.GroupKind("")).Terms() {
		t.Run("PEER-58, POL-01 the policy speaks of every kind: "+kind, func(t *testing.T) {
			for _, role := range []any{"leads", "", nil} {
				err := with(func(kinds map[string]any) {
					if kinds[kind] = role; role == nil {
						delete(kinds, kind)
					}
				})
				require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
				require.Equal(t, []string{"/peer/groups/peerWorker/" + kind}, pathsOf(t, err))
			}
			require.Equal(t, kind == "therapy" || kind == "therapeutic", strings.Contains(string(peer.ExamplePolicy()), `"`+kind+`": "co-facilitate-only"`), "V9 the example keeps therapy for another profession")
		})
	}
	t.Run("PEER-58, POL-04 it speaks of no other kind", func(t *testing.T) {
		err := with(func(kinds map[string]any) { kinds["diagnosis"] = "may-lead" })
		turnedDown(t, err, peer.ErrPolicyTooWeak)
		require.Equal(t, []string{"/peer/groups/peerWorker"}, pathsOf(t, err))
	})
	t.Run("PEER-58, POL-01 a policy without groups says so for every kind", func(t *testing.T) {
		file, err := opened(policyWith(t, func(d map[string]any) { delete(d["peer"].(map[string]any), "groups") }))
		require.NoError(t, err)
		_, err = peer.PolicyFrom(file)
		require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
		require.Len(t, pathsOf(t, err), 5)
	})
}

func groupJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}
