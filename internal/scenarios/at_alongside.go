package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// tellAT01Crossing is step 10: a text on a Saturday, logged and taken to supervision.
func tellAT01Crossing(t T) {
	s := &story{t: t}
	aled, jess := peer.ByPerson("p1"), peer.ByStaff(w4, peer.RolePeerWorker)
	facts := peer.Facts{Policy: policy(t)}
	c, _, err := peer.NewBoundaryCrossing(peer.LogCrossing{ID: "x-1", Person: "p1", Worker: w4, Relationship: "rel-1", By: peer.CrossedByWorker, Boundary: peer.BoundaryHours,
		On: peer.MustDate("2026-03-14"), Further: peer.Further{Answer: peer.No, Because: peer.NotAboutSafety}}, s.act(jess, "2026-03-16T09:00Z", 0), facts)
	require.NoError(t, err)
	files, err := peer.NewPolicies(policyFile(t))
	require.NoError(t, err)
	owed := func(c peer.BoundaryCrossing, when string) []peer.Deadline {
		list, err := peer.Due([]peer.Record{c}, peer.World{Policies: files, Calendar: policyFile(t).Calendar()}, at(t, when))
		require.NoError(t, err)
		return list
	}
	t.Run("AT-01.10, PEER-34 it is owed to supervision for the policy's 14 days, then overdue", func(t T) {
		require.Equal(t, peer.DeadlineOpen, owed(c, "2026-03-29T09:00Z")[0].State)
		require.Equal(t, peer.DeadlineOverdue, owed(c, "2026-03-31T09:00Z")[0].State)
	})
	t.Run("AT-01.10, PEER-34 nobody takes it there for the worker", func(t T) {
		_, _, err := c.Do(peer.TakeToSupervision{On: peer.MustDate("2026-03-20"), With: "iris-penhale"}, s.act(aled, "2026-03-20T12:00Z", c.Rev()), facts)
		refused(t, err, peer.ErrNotAuthorised)
	})
	t.Run("AT-01.10, PEER-34 taken there, nothing is owed", func(t T) {
		taken, _, err := c.Do(peer.TakeToSupervision{On: peer.MustDate("2026-03-20"), With: "iris-penhale"}, s.act(jess, "2026-03-20T12:00Z", c.Rev()), facts)
		require.NoError(t, err)
		require.Empty(t, owed(taken, "2026-04-30T09:00Z"))
	})
}

// tellAT07Brief is step 3: what Nadia wants the ward meeting to know.
func tellAT07Brief(t T) {
	s := &story{t: t}
	nadia, carys := peer.ByPerson(advanceP2), peer.ByStaff(advanceW5, peer.RolePeerWorker)
	facts := peer.Facts{Policy: policy(t)}
	brief, _, err := peer.NewPerspectiveBrief(peer.WriteBrief{ID: "b-1", Person: advanceP2, Worker: advanceW5, Words: saidBy(advanceP2, "nobody asked me before it changed")},
		s.act(carys, "2026-06-09T10:00Z", 0), facts)
	require.NoError(t, err)
	use := func(b peer.PerspectiveBrief, forum, when string) (peer.PerspectiveBrief, error) {
		next, _, err := b.Do(peer.UseBrief{Forum: forum}, s.act(carys, when, b.Rev()), facts)
		return next, err
	}
	_, err = use(brief, "ward-mdt", "2026-06-09T14:00Z")
	refused(t, err, peer.ErrPersonHasNotAgreed)
	approved, _, err := brief.Do(peer.ApproveBrief{Forums: []string{"ward-mdt"}}, s.act(nadia, "2026-06-10T10:00Z", brief.Rev()), facts)
	require.NoError(t, err)
	_, err = use(approved, "housing-panel", "2026-06-11T10:00Z")
	refused(t, err, peer.ErrConsentRequired)
	used, err := use(approved, "ward-mdt", "2026-06-11T10:00Z")
	require.NoError(t, err)
	t.Run("AT-07.3, PEER-61 she is told by Friday at five", func(t T) {
		files, err := peer.NewPolicies(policyFile(t))
		require.NoError(t, err)
		list, err := peer.Due([]peer.Record{used}, peer.World{Policies: files, Calendar: policyFile(t).Calendar()}, at(t, "2026-06-11T12:00Z"))
		require.NoError(t, err)
		require.Len(t, list, 1)
		due(t, "the person hears of "+used.Ref().String(), "2026-06-12T17:00:00+01:00", list[0].Due.Shown(policyFile(t).Calendar()))
	})
}

// tellAT12Alongside is step 4, and what of step 7 is about the team.
func tellAT12Alongside(t T) {
	s := &story{t: t}
	hannah, jess := peer.ByStaff("hannah-voss", peer.RoleLineManager), peer.ByStaff(w4, peer.RolePeerWorker)
	facts := peer.RelationshipFacts{Policy: policy(t), PersonAgreed: peer.Yes, NoOther: peer.Yes, Lines: peer.Lines{LineManager: "hannah-voss", Supervisor: "iris-penhale"},
		Ready: peer.Readiness{Verdict: peer.Ready}, Places: peer.Places{Agreed: peer.Yes, Max: 12, Held: 3}}
	offered, _, err := peer.NewRelationship(peer.Offer{ID: "rel-9", Person: "p9", Worker: w4, Service: "tamarside-community"}, s.act(hannah, "2026-06-02T09:00Z", 0), facts)
	require.NoError(t, err)
	t.Run("AT-12.4, PEER-36 religion is no ground to turn anybody away", func(t T) {
		same, _, err := offered.Do(peer.StepBack{Ground: peer.GroundReligion}, s.act(jess, "2026-06-02T10:00Z", offered.Rev()), facts)
		refused(t, err, peer.ErrDiscriminatoryReason)
		require.Equal(t, offered.Rev(), same.Rev())
		nothingSent(t, same)
	})
	t.Run("AT-12.4, PEER-36 their own wellbeing is, and the person keeps the place", func(t T) {
		back, _, err := offered.Do(peer.StepBack{Ground: peer.OwnWellbeing}, s.act(jess, "2026-06-02T10:00Z", offered.Rev()), facts)
		require.NoError(t, err)
		require.True(t, back.Holds())
		nothingSent(t, back)
	})
	t.Run("AT-12.7, PEER-62 an idea names nobody", func(t T) {
		idea := peer.RaiseIdea{ID: "i-1", Theme: peer.IdeaAccess, Text: peer.Say("what Aled said about the ward round")}
		_, _, err := peer.NewImprovementIdea(idea, s.act(jess, "2026-06-02T11:00Z", 0), peer.UnnamedFacts{Policy: policy(t), Identifying: []string{"Aled"}})
		refused(t, err, peer.ErrIdentifiableContent)
		idea.Text = peer.Say("what people say about the ward round")
		_, _, err = peer.NewImprovementIdea(idea, s.act(jess, "2026-06-02T11:00Z", 0), peer.UnnamedFacts{Policy: policy(t), Identifying: []string{"Aled"}})
		require.NoError(t, err)
	})
}
