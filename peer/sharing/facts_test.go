package sharing_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

// aRelationship is Siân's with Jess, step by step: offered, welcomed, agreeing, active,
// ended; and one that she declined.
func aRelationship(t testing.TB) map[peer.Status]peer.Relationship {
	t.Helper()
	f := peer.RelationshipFacts{PersonAgreed: peer.Yes, NoOther: peer.Yes, Lines: peer.Lines{LineManager: hannah, Supervisor: iris},
		Ready: peer.Readiness{Verdict: peer.Ready}, Places: peer.Places{Agreed: peer.Yes, Max: 12}}
	out := map[peer.Status]peer.Relationship{}
	r, _, err := peer.NewRelationship(peer.Offer{ID: "rel-4", Person: sian, Worker: jess, Service: "s"}, act(byHannah, "2026-04-01T10:00Z", "0", nil), f)
	require.NoError(t, err)
	out[r.Status()] = r
	take := func(by peer.Actor, at string, step peer.RelationshipStep) {
		next, _, err := r.Do(step, act(by, at, at, r), f)
		require.NoError(t, err)
		r = next
		out[r.Status()] = r
	}
	declined, _, err := r.Do(peer.Decline{}, act(bySian, "2026-04-02T10:00Z", "d", r), f)
	require.NoError(t, err)
	out[declined.Status()] = declined
	take(byJess, "2026-04-02T10:00Z", peer.WelcomePerson{Participants: []peer.Actor{bySian}, IntroducedAsPeer: true})
	var rights peer.TellRights
	for _, topic := range peer.RightsTopics() {
		rights.Topics = append(rights.Topics, peer.Right{Topic: topic, Told: peer.Explained})
	}
	take(byJess, "2026-04-02T10:05Z", rights)
	take(bySian, "2026-04-03T10:00Z", peer.Propose{Purpose: own(bySian, "the garden"), Activities: []peer.ActivityKind{peer.OneToOne}, Modes: []peer.Mode{peer.FaceToFace}, Boundaries: []peer.Boundary{{Kind: peer.BoundaryHours, Words: own(bySian, "not at weekends")}},
		ReviewOn: peer.MustDate("2026-06-01"), EndingNamed: true})
	take(byJess, "2026-04-04T10:00Z", peer.Confirm{Version: 1})
	take(bySian, "2026-05-01T10:00Z", peer.Withdraw{})
	return out
}

func TestAgreedOn(t *testing.T) {
	all := aRelationship(t)
	for name, c := range map[string]struct {
		of     peer.Status
		at     string
		agreed peer.Tri
	}{
		"offered":                     {peer.Offered, "2026-05-04T10:00Z", peer.No},
		"welcomed":                    {peer.Welcomed, "2026-05-04T10:00Z", peer.No},
		"agreeing":                    {peer.Agreeing, "2026-05-04T10:00Z", peer.No},
		"declined":                    {peer.Declined, "2026-05-04T10:00Z", peer.No},
		"active, before they agreed":  {peer.Active, "2026-04-04T09:59Z", peer.No},
		"active, from then on":        {peer.Active, "2026-04-04T10:00Z", peer.Yes},
		"active":                      {peer.Active, "2026-05-04T10:00Z", peer.Yes},
		"ended, shared while it ran":  {peer.Ended, "2026-05-01T09:59Z", peer.Yes},
		"ended, shared after the end": {peer.Ended, "2026-05-01T10:00Z", peer.No},
		"ended, before they agreed":   {peer.Ended, "2026-04-04T09:59Z", peer.No},
	} {
		t.Run("PEER-40 "+name, func(t *testing.T) {
			require.Equal(t, c.of, all[c.of].Status())
			require.Equal(t, c.agreed, sharing.AgreedOn(all[c.of], on(c.at)))
		})
	}
	require.Equal(t, peer.Unknown, sharing.AgreedOn(peer.Relationship{}, on(whenSaid)))
}

func TestFactsFrom(t *testing.T) {
	active := aRelationship(t)[peer.Active]
	shared := on(whenShared)
	t.Run("PEER-40 facts from the records of the host", func(t *testing.T) {
		f := sharing.FactsFrom(active, shared, append(lists(), active))
		f.Modelled = facts().Modelled
		for theme, code := range map[sharing.Theme]error{sharing.ReturningToInterests: nil, sharing.SelfHarm: sharing.ErrTopicAvoided, sharing.HospitalAdmission: sharing.ErrPermissionRequired, sharing.Childhood: sharing.ErrTopicOffLimits} {
			n := theNote()
			n.Theme = theme
			_, _, err := sharing.NewNote(n, act(byJess, whenSaid, "x", nil), f)
			require.ErrorIs(t, err, code)
		}
	})
	t.Run("PEER-38 somebody without a list has nothing against it", func(t *testing.T) {
		f := sharing.FactsFrom(active, shared, nil)
		for _, theme := range []sharing.Theme{sharing.SelfHarm, sharing.Childhood} {
			n := theNote()
			n.Theme = theme
			require.True(t, sharing.CheckNewNote(n, act(byJess, whenSaid, "x", nil), f).Allowed())
		}
	})
	t.Run("PEER-38 somebody else's list is not theirs", func(t *testing.T) {
		theirs := thePreferences()
		theirs.Person, theirs.Comfort, theirs.RatherNot = beatriz, sharing.Comfort{}, true
		p := preferences.Done(t, sharing.Preferences{}, theirs, peer.ByPerson(beatriz))
		o := offLimits.Done(t, sharing.OffLimits{}, sharing.SetOffLimits{ID: "o", Worker: rowan, Themes: []sharing.Theme{sharing.Money}}, byRowan)
		f := sharing.FactsFrom(active, shared, []peer.Record{p, o, sharing.Preferences{}, sharing.OffLimits{}})
		n := theNote()
		n.Theme = sharing.Money
		require.True(t, sharing.CheckNewNote(n, act(byJess, whenSaid, "x", nil), f).Allowed())
		t.Run("PEER-40 in a group everybody's counts, and the narrowest", func(t *testing.T) {
			group := inGroup()
			f.Wishes = sharing.WishesOf([]peer.Record{p, lists()[0]}, sian, beatriz)
			d := sharing.CheckNewNote(group, act(byJess, whenSaid, "x", nil), f)
			only(t, d, "PEER-40 sharing-declined", "")
			group.Theme, f.Wishes = sharing.SelfHarm, sharing.WishesOf(lists(), sian, beatriz)
			only(t, sharing.CheckNewNote(group, act(byJess, whenSaid, "x", nil), f), "PEER-38 topic-avoided", "/theme")
		})
	})
}

func TestOneBoolCrosses(t *testing.T) {
	logged, _, records := notesOf(t)
	t.Run("PEER-40, PEER-41 whether lived experience was shared at a contact", func(t *testing.T) {
		require.True(t, sharing.TookPlace([]sharing.Note{logged}, "c-2"))
		require.False(t, sharing.TookPlace([]sharing.Note{logged}, "c-3"))
		require.False(t, sharing.TookPlace([]sharing.Note{records[sharing.TakenBack]}, "c-2"))
		require.False(t, sharing.TookPlace(nil, "c-2"))
		nowhere := theNote()
		nowhere.Contact = ""
		n := notes.Done(t, sharing.Note{}, nowhere, byJess)
		require.False(t, sharing.TookPlace([]sharing.Note{n, {}}, ""))
	})
}

func TestMyThemes(t *testing.T) {
	var all []sharing.Note
	for i, c := range []struct {
		by    peer.Actor
		theme sharing.Theme
		took  sharing.Reaction
	}{{byJess, sharing.Work, sharing.Useful}, {byJess, sharing.Work, sharing.NotForMe}, {byJess, sharing.Loss, sharing.NotAsked}, {byRowan, sharing.Money, sharing.Useful}, {byJess, sharing.Sleep, sharing.Useful}} {
		n := theNote()
		n.ID, n.Worker, n.Theme, n.Reaction = "n"+string(rune('0'+i)), c.by.Staff, c.theme, c.took
		f := facts()
		f.Limits = sharing.LimitsOf(lists(), c.by.Staff)
		note, _, err := sharing.NewNote(n, act(c.by, whenSaid, "x", nil), f)
		require.NoError(t, err)
		all = append(all, note)
	}
	all[4] = notes.Done(t, all[4], sharing.TakeBack{}, byJess)
	t.Run("PEER-40, H27 a worker counts their own", func(t *testing.T) {
		require.Equal(t, []sharing.ThemeUse{{Theme: sharing.Loss, Times: 1}, {Theme: sharing.Work, Times: 2, Useful: 1}}, sharing.MyThemes(all, byJess))
		require.Equal(t, []sharing.ThemeUse{{Theme: sharing.Money, Times: 1, Useful: 1}}, sharing.MyThemes(all, byRowan))
	})
	t.Run("PEER-40, H27 nobody else does, whatever they are", func(t *testing.T) {
		shown := notes.Done(t, all[0], sharing.Show{To: iris}, byJess)
		for _, by := range []peer.Actor{byHannah, byIris, bySian, byMegan, {}, peer.ByPerson(peer.PersonID(jess)), peer.ByCarer(peer.CarerID(jess)), {Person: sian, Staff: jess}} {
			require.Empty(t, sharing.MyThemes(append(all, shown), by))
		}
		require.Empty(t, sharing.MyThemes([]sharing.Note{{}}, peer.Actor{}))
	})
}

func TestClosedLists(t *testing.T) {
	check := func(t *testing.T, known func(string) bool, terms []string) {
		require.NotEmpty(t, terms)
		for _, term := range terms {
			require.True(t, known(term))
			require.Regexp(t, `^[a-z]+(-[a-z]+)*$`, term)
		}
		require.False(t, known(""))
		require.False(t, known("x"))
	}
	check(t, func(s string) bool { return sharing.Theme(s).Known() }, sharing.Theme("").Terms())
	check(t, func(s string) bool { return sharing.Purpose(s).Known() }, sharing.Purpose("").Terms())
	check(t, func(s string) bool { return sharing.Depth(s).Known() }, sharing.Depth("").Terms())
	check(t, func(s string) bool { return sharing.Reaction(s).Known() }, sharing.Reaction("").Terms())
	check(t, func(s string) bool { return sharing.Relation(s).Known() }, sharing.Relation("").Terms())
	check(t, func(s string) bool { return sharing.Touch(s).Known() }, sharing.Touch("").Terms())
	check(t, func(s string) bool { return sharing.After(s).Known() }, sharing.After("").Terms())
	check(t, func(s string) bool { return sharing.Answer(s).Known() }, sharing.Answer("").Terms())
	check(t, func(s string) bool { return sharing.Offer(s).Known() }, sharing.Offer("").Terms())
	t.Run("PEER-41 no theme is an illness or a treatment of somebody's", func(t *testing.T) {
		for _, theme := range sharing.Theme("").Terms() {
			require.NotRegexp(t, `psychos|schizo|bipolar|depress|disorder|borderline|diagnos|section`, theme)
		}
	})
}
