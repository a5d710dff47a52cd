package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

var groupPlaces = steptest.Bench[peer.GroupPlace, peer.GroupPlaceStep, peer.GroupFacts]{Ground: groupGroundOf(byJess),
	Kind: steptest.Kind[peer.GroupPlace, peer.GroupPlaceStep, peer.GroupFacts]{
		Table: peer.GroupPlaceTable(), New: peer.NewGroupPlace, CheckNew: peer.CheckNewGroupPlace, Starts: peer.GroupPlaceStarts,
		Do: peer.GroupPlace.Do, Check: peer.GroupPlace.Check, Choices: peer.GroupPlace.Choices,
		Decode: peer.DecodeGroupPlace, EncodeStep: peer.EncodeGroupPlaceStep, DecodeStep: peer.DecodeGroupPlaceStep,
	}}

func thePlace() peer.WaitForGroup {
	return peer.WaitForGroup{ID: "gp-1", Person: aled, Group: "allotment"}
}

func theJoining() peer.JoinGroup { return peer.JoinGroup{ID: "gp-1", Person: aled, Group: "allotment"} }

// placeStory is one place in every place it can be in.
type placeStory struct{ waiting, offered, joined, agreed, left peer.GroupPlace }

func tellPlace(t testing.TB) (s placeStory) {
	t.Helper()
	s.waiting = groupPlaces.Done(t, peer.GroupPlace{}, thePlace(), byAled)
	s.offered = groupPlaces.Done(t, s.waiting, peer.OfferPlace{}, byJess)
	s.joined = groupPlaces.Done(t, s.offered, peer.TakePlace{}, byAled)
	s.agreed = groupPlaces.Done(t, groupPlaces.Done(t, s.joined, peer.AgreeInGroup{Version: 1}, byAled), peer.ChooseOwnGoals{Goals: []string{"goal-1"}}, byAled)
	s.left = groupPlaces.Done(t, s.agreed, peer.LeaveGroup{}, byAled)
	return s
}

func (s placeStory) records() map[peer.Status]peer.GroupPlace {
	return map[peer.Status]peer.GroupPlace{peer.GroupWaiting: s.waiting, peer.GroupOffered: s.offered, peer.GroupJoined: s.agreed, peer.GroupLeft: s.left}
}

// placeIn is somebody's place in a group.
func placeIn(t testing.TB, group string, who peer.PersonID) peer.GroupPlace {
	t.Helper()
	return groupPlaces.Done(t, peer.GroupPlace{}, peer.JoinGroup{ID: "gp-" + string(who), Person: who, Group: group}, peer.ByPerson(who), func(f *peer.GroupFacts) { f.Group.ID = group })
}

func TestGroupPlaceEveryRow(t *testing.T) {
	s := tellPlace(t)
	group := []peer.Rule{row("PEER-58", peer.ErrNotAuthorised), row("PEER-58", peer.ErrOutOfRange)}
	plan := groupPlaces.Planned
	steptest.Plan[peer.GroupPlace, peer.GroupPlaceStep, peer.GroupFacts]{
		Kind: groupPlaces.Kind, Person: aled, Anybody: inGroup(peer.PartyPerson, peer.PartyStaff), Records: s.records(),
		Cases: []steptest.Case[peer.GroupPlace, peer.GroupPlaceStep, peer.GroupFacts]{
			plan(t, "PEER-58 the person asks", peer.GroupPlace{}, thePlace(), byAled, peer.GroupWaiting, map[string][]peer.Rule{"/person": {row("PEER-58", peer.ErrNotAuthorised)}}),
			plan(t, "PEER-58 a colleague writes down that they asked", peer.GroupPlace{}, thePlace(), byHannah, peer.GroupWaiting, nil),
			plan(t, "PEER-58 the person joins", peer.GroupPlace{}, theJoining(), byAled, peer.GroupJoined, map[string][]peer.Rule{"/person": {row("PEER-58", peer.ErrPersonsChoiceOnly)}, "/group": group}),
			plan(t, "PEER-58 a place is offered", s.waiting, peer.OfferPlace{}, byJess, peer.GroupOffered, nil),
			plan(t, "PEER-58 the offer is taken back", s.offered, peer.TakeOfferBack{}, byJess, peer.GroupWaiting, nil),
			plan(t, "PEER-58 the place is taken", s.offered, peer.TakePlace{}, byAled, peer.GroupJoined, nil),
			plan(t, "PEER-34, PEER-58 a yes to what was agreed", s.joined, peer.AgreeInGroup{Version: 1}, byAled, peer.GroupJoined, map[string][]peer.Rule{"/version": {row("PEER-34", peer.ErrStaleVersion)}}),
			plan(t, "PEER-58 own goals", s.joined, peer.ChooseOwnGoals{Goals: []string{"goal-1"}}, byAled, peer.GroupJoined, nil),
			plan(t, "PEER-37, PEER-58 leaving the queue", s.waiting, peer.LeaveGroup{}, byAled, peer.GroupLeft, nil),
			plan(t, "PEER-37, PEER-58 leaving an offer", s.offered, peer.LeaveGroup{}, byAled, peer.GroupLeft, nil),
			plan(t, "PEER-37, PEER-58 leaving the group", s.agreed, peer.LeaveGroup{}, byAled, peer.GroupLeft, nil),
		},
	}.Run(t)
}

func TestGroupPlaceRoom(t *testing.T) {
	s := tellPlace(t)
	full := func(f *peer.GroupFacts) { f.Group.Held = 8 }
	t.Run("PEER-58 nobody joins over capacity, and nobody is offered what is not there", func(t *testing.T) {
		steptest.Only(t, groupPlaces.Tried(t, peer.GroupPlace{}, theJoining(), byAled, full), "PEER-58 out-of-range", "")
		steptest.Only(t, groupPlaces.Tried(t, s.waiting, peer.OfferPlace{}, byJess, full), "PEER-58 out-of-range", "")
		_, _, err := s.waiting.Do(peer.OfferPlace{}, act(byJess, "2026-05-07T10:00Z", "x", s.waiting), func() peer.GroupFacts { f := groupFacts(t); full(&f); return f }())
		require.ErrorIs(t, err, peer.ErrOutOfRange)
	})
	t.Run("PEER-58 the last place, no number at all, a group that is over, and what nobody has counted", func(t *testing.T) {
		for name, c := range map[string]struct {
			set  func(*peer.GroupFacts)
			want peer.Tri
		}{
			"the last place": {func(f *peer.GroupFacts) { f.Group.Held = 7 }, peer.Yes}, "no number": {func(f *peer.GroupFacts) { f.Group.Places, f.Group.Counted, f.Group.Held = 0, false, 99 }, peer.Yes},
			"over": {func(f *peer.GroupFacts) { f.Group.Running = false }, peer.No}, "over and not counted": {func(f *peer.GroupFacts) { f.Group.Running, f.Group.Counted = false, false }, peer.No},
			"not counted": {func(f *peer.GroupFacts) { f.Group.Counted = false }, peer.Unknown}, "another group": {func(f *peer.GroupFacts) { f.Group.ID = "choir" }, peer.Unknown},
		} {
			d := groupPlaces.Tried(t, peer.GroupPlace{}, theJoining(), byAled, c.set)
			for _, r := range d.Reasons {
				if r.Rule == row("PEER-58", peer.ErrOutOfRange) && r.Path == "" {
					require.Equal(t, c.want, r.Met, name)
				}
			}
			require.Equal(t, c.want == peer.Yes, d.Allowed(), name)
		}
	})
	t.Run("PEER-58 a closed group is joined by a place that was offered", func(t *testing.T) {
		closed := func(f *peer.GroupFacts) { f.Group.Entry = peer.ClosedGroup }
		steptest.Only(t, groupPlaces.Tried(t, peer.GroupPlace{}, theJoining(), byAled, closed), "PEER-58 not-authorised", "")
		steptest.Open(t, groupPlaces.Tried(t, peer.GroupPlace{}, thePlace(), byAled, closed))
		steptest.Open(t, groupPlaces.Tried(t, s.waiting, peer.OfferPlace{}, byJess, closed))
		steptest.Open(t, groupPlaces.Tried(t, s.offered, peer.TakePlace{}, byAled, closed))
	})
	t.Run("PEER-58 only who facilitates the group offers its places", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, peer.ByStaff(rowan, peer.RolePeerWorker)} {
			steptest.Only(t, groupPlaces.Tried(t, s.waiting, peer.OfferPlace{}, by), "PEER-58 not-authorised", "")
			steptest.Only(t, groupPlaces.Tried(t, s.offered, peer.TakeOfferBack{}, by), "PEER-58 not-authorised", "")
		}
		steptest.Open(t, groupPlaces.Tried(t, s.waiting, peer.OfferPlace{}, peer.ByStaff(iris, peer.RolePeerSupportLead)))
		require.Len(t, groupPlaces.Tried(t, s.offered, peer.TakeOfferBack{}, byJess, func(f *peer.GroupFacts) { f.Group = peer.GroupNow{} }).Missing(), 1)
	})
	t.Run("PEER-58 nobody has two places in a group", func(t *testing.T) {
		for _, step := range []peer.GroupPlaceStep{thePlace(), theJoining()} {
			steptest.Only(t, groupPlaces.Tried(t, peer.GroupPlace{}, step, byAled, func(f *peer.GroupFacts) { f.NoOther = peer.No }), "PEER-58 duplicate", "")
			steptest.Open(t, groupPlaces.Tried(t, peer.GroupPlace{}, step, byAled, func(f *peer.GroupFacts) { f.NoOther = peer.Unknown }))
		}
	})
	t.Run("PEER-37, PEER-58 asking, taking what was offered and leaving wait for no fact", func(t *testing.T) {
		none := func(f *peer.GroupFacts) { *f = peer.GroupFacts{} }
		steptest.Open(t, groupPlaces.Tried(t, peer.GroupPlace{}, thePlace(), byAled, none))
		steptest.Open(t, groupPlaces.Tried(t, s.offered, peer.TakePlace{}, byAled, none))
		for _, p := range []peer.GroupPlace{s.waiting, s.offered, s.agreed} {
			steptest.Open(t, groupPlaces.Tried(t, p, peer.LeaveGroup{}, byAled, none))
		}
	})
	t.Run("PEER-58 nobody joins, agrees, chooses goals or leaves for somebody else", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byHannah, byMegan, peer.ByPerson(beatriz)} {
			steptest.Only(t, groupPlaces.Tried(t, peer.GroupPlace{}, theJoining(), by), "PEER-58 persons-choice-only", "")
			steptest.Only(t, groupPlaces.Tried(t, s.offered, peer.TakePlace{}, by), "PEER-58 persons-choice-only", "")
			for _, step := range []peer.GroupPlaceStep{peer.AgreeInGroup{Version: 1}, peer.ChooseOwnGoals{}, peer.LeaveGroup{}} {
				steptest.Only(t, groupPlaces.Tried(t, s.joined, step, by), "PEER-58 persons-choice-only", "")
			}
		}
	})
}

func TestGroupPlaceAgrees(t *testing.T) {
	s := tellPlace(t)
	agree := func(version int, set ...func(*peer.GroupFacts)) peer.Decision {
		return groupPlaces.Tried(t, s.joined, peer.AgreeInGroup{Version: version}, byAled, set...)
	}
	t.Run("PEER-34 a yes is to the newest version", func(t *testing.T) {
		steptest.Open(t, agree(1))
		steptest.Only(t, agree(2), "PEER-34 stale-version", "/version")
		steptest.Only(t, agree(1, withOnTable(2)), "PEER-34 stale-version", "/version")
		steptest.Open(t, agree(2, withOnTable(2)))
		require.Len(t, agree(1, func(f *peer.GroupFacts) { f.Group.ID = "choir" }).Missing(), 1)
	})
	t.Run("PEER-58 what is kept of it", func(t *testing.T) {
		version, at := s.agreed.Agreed()
		require.Equal(t, 1, version)
		require.Equal(t, on("2026-05-06T10:00Z"), at)
		require.Equal(t, []string{"goal-1"}, s.agreed.Goals())
		require.Equal(t, []any{aled, "allotment", on("2026-05-04T10:00Z"), on("2026-05-06T10:00Z"), on("2026-05-06T10:00Z")},
			[]any{s.left.Person(), s.left.Group(), s.left.Asked(), s.left.Joined(), s.left.Left()})
		none := groupPlaces.Done(t, s.agreed, peer.ChooseOwnGoals{}, byAled)
		require.Empty(t, none.Goals())
	})
}

func TestGroupNow(t *testing.T) {
	g, s := tellGroup(t), tellPlace(t)
	beatrizs := placeIn(t, "allotment", beatriz)
	t.Run("PEER-58 what a group says today", func(t *testing.T) {
		places := []peer.GroupPlace{s.waiting, s.offered, s.joined, beatrizs, s.left, placeIn(t, "choir", beatriz), {}}
		require.Equal(t, peer.GroupNow{ID: "allotment", Kind: peer.PeerSupportGroup, Entry: peer.OpenGroup, Running: true, Places: 8, Facilitators: []peer.StaffID{jess, iris},
			InForce: 1, Counted: true, Held: 3, Members: 2}, peer.GroupNowOf(g.agreed, places))
		now := peer.GroupNowOf(g.proposed, []peer.GroupPlace{s.agreed, beatrizs})
		require.Equal(t, []int{0, 1, 2, 1}, []int{now.InForce, now.OnTable, now.Members, now.Agreed})
		require.False(t, peer.GroupNowOf(g.over, places).Running)
		require.Zero(t, peer.GroupNowOf(peer.Group{}, places))
		require.False(t, peer.GroupNowOf(g.agreed, nil).Counted)
		require.True(t, peer.GroupNowOf(g.agreed, []peer.GroupPlace{}).Counted)
	})
	t.Run("PEER-58 a yes to an older version is none to the newest", func(t *testing.T) {
		second := groups.Done(t, g.agreed, theGroupAgreement(), byJess)
		require.Zero(t, peer.GroupNowOf(second, []peer.GroupPlace{s.agreed}).Agreed)
	})
	t.Run("PEER-58 who has waited longest is first", func(t *testing.T) {
		wait := func(id, at, group string) peer.GroupPlace {
			p, _, err := peer.NewGroupPlace(peer.WaitForGroup{ID: id, Person: aled, Group: group}, act(byAled, at, "x", nil), peer.GroupFacts{})
			require.NoError(t, err)
			return p
		}
		a, b, c := wait("a", "2026-05-03T10:00Z", "allotment"), wait("b", "2026-05-02T10:00Z", "allotment"), wait("c", "2026-05-03T10:00Z", "allotment")
		require.Equal(t, []peer.GroupPlace{b, a, c}, peer.WaitingFor([]peer.GroupPlace{c, s.offered, s.joined, a, wait("d", "2026-05-01T10:00Z", "choir"), b}, "allotment"))
	})
	t.Run("PEER-58 an offer that is taken back leaves who waited where they stood", func(t *testing.T) {
		back := groupPlaces.Done(t, s.offered, peer.TakeOfferBack{}, byJess)
		require.Equal(t, s.waiting.Asked(), back.Asked())
		require.Equal(t, peer.GroupWaiting, back.Status())
	})
	t.Run("PEER-58 whether somebody has another place", func(t *testing.T) {
		require.Equal(t, peer.Unknown, peer.NoOtherPlace(nil, "allotment", aled))
		require.Equal(t, peer.Yes, peer.NoOtherPlace([]peer.GroupPlace{}, "allotment", aled))
		require.Equal(t, peer.Yes, peer.NoOtherPlace([]peer.GroupPlace{s.left, beatrizs, placeIn(t, "choir", aled)}, "allotment", aled))
		for _, p := range []peer.GroupPlace{s.waiting, s.offered, s.joined} {
			require.Equal(t, peer.No, peer.NoOtherPlace([]peer.GroupPlace{p}, "allotment", aled))
		}
	})
}

func TestGroupPlaceReading(t *testing.T) {
	s := tellPlace(t)
	const rule = "PEER-58 consent-required"
	staff := []string{"jess support", "jess supervision", "rowan support", "rowan supervision", "kay support", "kay supervision", "hannah support", "hannah supervision"}
	t.Run("PEER-58 a place is for its holder and for those who run the group, and for no record", func(t *testing.T) {
		for _, p := range s.records() {
			groupReaders.See(t, p, "place", "", rule, append([]string{"aled", "aled care-record"}, staff...)...)
		}
	})
	t.Run("PEER-58 own goals are somebody's own", func(t *testing.T) {
		groupReaders.See(t, s.agreed, "goals", "goal-1", rule, "aled", "aled care-record")
		yes := peer.Consent{ID: "k", Person: aled, Scope: peer.ShareGoals, Purpose: peer.ForCare, Given: peer.Yes, From: on(before)}
		require.True(t, s.agreed.Sees("goals", groupReaders.Reading(byHannah, peer.ForCare, yes)))
		require.False(t, s.agreed.Sees("place", groupReaders.Reading(byHannah, peer.ForCare, yes)))
	})
}

func TestGroupPlaceHistories(t *testing.T) {
	groupPlaces.Histories(t, groupGiven, func(t require.TestingT, p peer.GroupPlace, c peer.Change) {
		require.True(t, c.By.Person == "" || c.By.Person == p.Person(), "H13 it mentions nobody else")
		if c.To == peer.GroupJoined || c.To == peer.GroupLeft {
			require.Equal(t, peer.PartyPerson, c.As)
		}
		require.True(t, p.Status() != peer.GroupJoined || !p.Joined().IsZero())
		require.Equal(t, p.Status() == peer.GroupLeft, !p.Left().IsZero())
	})
}

func TestGroupPlaceStored(t *testing.T) {
	records := tellPlace(t).records()
	groupPlaces.Goldens(t, records)
	groupPlaces.Unreadable(t, "", records, []steptest.Hostile{
		{Of: peer.GroupWaiting, Path: "/joined", Value: "2026-05-06T10:00:00Z", Heard: "/joined"},
		{Of: peer.GroupJoined, Path: "/joined", Heard: "/joined"},
		{Of: peer.GroupJoined, Path: "/left", Value: "2026-05-06T10:00:00Z", Heard: "/left"},
		{Of: peer.GroupLeft, Path: "/left", Heard: "/left"},
		{Of: peer.GroupJoined, Path: "/agreedAt", Heard: "/agreedAt"},
		{Of: peer.GroupJoined, Path: "/agreed", Heard: "/agreedAt"},
		{Of: peer.GroupWaiting, Path: "/goals", Value: []any{"goal-1"}, Heard: "/agreed"},
		{Of: peer.GroupOffered, Path: "/agreed", Value: 1, Heard: "/agreed"},
		{Of: peer.GroupWaiting, Path: "/person", Heard: "/person"},
		{Of: peer.GroupWaiting, Path: "/group", Heard: "/group"},
		{Of: peer.GroupWaiting, Path: "/asked", Heard: "/asked"},
		{Of: peer.GroupWaiting, Path: "/others", Value: []any{"p6"}, Heard: "/others"},
		{Of: peer.GroupWaiting, Path: "/recent/0/by", Value: map[string]any{"person": "p6"}, Heard: "/recent"},
	})
}
