package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

var (
	aled = peer.ByPerson(p1)
	jess = peer.ByStaff(w4, peer.RolePeerWorker)
	voss = peer.ByStaff(hannah, peer.RoleLineManager)
)

// jessReady are the facts about W4: ready, twelve places agreed, some held.
func jessReady(t T, held int) peer.RelationshipFacts {
	return peer.RelationshipFacts{
		Policy: policy(t), PersonAgreed: peer.Yes, NoOther: peer.Yes,
		Lines:  peer.Lines{LineManager: hannah, Supervisor: iris},
		Ready:  peer.Readiness{Verdict: peer.Ready},
		Places: peer.Places{Agreed: peer.Yes, Max: 12, Held: held},
	}
}

func proposal() peer.Propose {
	return peer.Propose{
		Purpose:    words("get back to the allotment"),
		Activities: []peer.ActivityKind{peer.OneToOne, peer.Accompaniment},
		Modes:      []peer.Mode{peer.FaceToFace, peer.Phone},
		Boundaries: []peer.Boundary{{Kind: peer.BoundaryHours, Words: words("not at weekends")}},
		Often:      words("once a week"), ReviewOn: peer.MustDate("2026-05-12"), EndingNamed: true,
	}
}

// tellAT01 runs the scenario step by step: each step goes on from the one before.
func tellAT01(t T) {
	s := &story{t: t}
	facts := jessReady(t, 11)
	conFacts := func(r peer.Relationship) peer.ContactFacts {
		f := peer.ContactFactsFrom(facts.Policy, r, facts.Ready)
		f.Age = peer.Yes
		return f
	}
	var rel peer.Relationship
	var v1 peer.Agreement

	t.Run("AT-01.1, PEER-24 an offer follows the person's own yes, and none goes before it", func(t T) {
		asked, _, err := peer.NewSupportRequest(peer.AskForSupport{ID: "req-1", Person: p1, Service: team}, s.act(voss, "2026-02-05T09:00Z", 0), facts)
		require.NoError(t, err)
		_, _, err = asked.Do(peer.Allocate{Worker: w4, Relationship: "rel-2"}, s.act(voss, "2026-02-05T10:05Z", 1), facts)
		refused(t, err, peer.ErrPersonHasNotAgreed)
		accepted, _, err := asked.Do(peer.AcceptSupport{}, s.act(aled, "2026-02-06T12:00Z", 1), facts)
		require.NoError(t, err)
		allocated, change, err := accepted.Do(peer.Allocate{Worker: w4, Relationship: "rel-1"}, s.act(voss, "2026-02-09T10:00Z", 2), facts)
		require.NoError(t, err)
		stands(t, peer.Allocated, allocated)
		require.Len(t, change.Made, 1)
		rel = change.Made[0].Record.(peer.Relationship)
		stands(t, peer.Offered, rel)
	})

	t.Run("AT-01.2, PEER-33 support before agreement is not planned, and kept when it took place", func(t T) {
		early := peer.Happening{Mode: peer.FaceToFace, Place: peer.AtClinic, Start: peer.MustMoment("2026-02-09T14:00:00Z"), End: peer.MustMoment("2026-02-09T14:30:00Z")}
		_, _, err := peer.NewContact(peer.PlanContact{ID: "c-0", Person: p1, Worker: w4, Relationship: "rel-1", Kind: peer.OneToOne, What: early},
			s.act(jess, "2026-02-09T11:00Z", 0), conFacts(rel))
		refused(t, err, peer.ErrBoundariesNotAgreed)
		kept, change, err := peer.NewContact(peer.RecordContact{ID: "c-0", Person: p1, Worker: w4, Relationship: "rel-1", Kind: peer.OneToOne, What: early},
			s.act(jess, "2026-02-09T15:00Z", 0), conFacts(rel))
		require.NoError(t, err)
		require.Contains(t, kept.Marks(), peer.OutsideAgreement)
		require.Equal(t, peer.SignalOutsideAgreement, change.Signals[0].Kind)
	})

	t.Run("AT-01.3, PEER-31 a welcome by somebody who says that they are a peer", func(t T) {
		hello := peer.WelcomePerson{Participants: []peer.Actor{aled, peer.ByCarer(megan)},
			Orientation: []peer.OrientationItem{peer.ShownPlace, peer.ShownPeople, peer.ShownTimes, peer.ShownHelp}}
		_, _, err := rel.Do(hello, s.act(jess, "2026-02-10T14:45Z", rel.Rev()), facts)
		refused(t, err, peer.ErrRoleNotDisclosed)
		hello.IntroducedAsPeer = true
		rel, _, err = rel.Do(hello, s.act(jess, "2026-02-10T14:45Z", rel.Rev()), facts)
		require.NoError(t, err)
		stands(t, peer.Welcomed, rel)
		orientation := record(t, s, "c-1", peer.Orientation, "2026-02-10T14:00:00Z", "2026-02-10T14:45:00Z", "2026-02-10T15:00Z", conFacts(rel))
		require.Equal(t, 45, orientation.What().Minutes())
		require.Empty(t, orientation.Marks())
	})

	t.Run("AT-01.4, PEER-33 who proposes has said yes", func(t T) {
		var err error
		rel, _, err = rel.Do(proposal(), s.act(aled, "2026-02-17T11:00Z", rel.Rev()), facts)
		require.NoError(t, err)
		stands(t, peer.Agreeing, rel)
		v1, _ = rel.OnTheTable()
		require.False(t, v1.PersonYes.IsZero())
		require.True(t, v1.WorkerYes.IsZero())
	})

	t.Run("AT-01.5, PEER-32, PEER-33, PEER-35 rights first, then the worker's yes to this version, and nobody's in their place", func(t T) {
		facts.Places.Held = 12
		_, _, err := rel.Do(peer.Confirm{Version: 1}, s.act(jess, "2026-02-17T11:10Z", rel.Rev()), facts)
		require.Len(t, refused(t, err, peer.ErrRightsNotExplained).Unmet()[0].Args, 6)
		rel, _, err = rel.Do(briefing(), s.act(jess, "2026-02-17T11:15Z", rel.Rev()), facts)
		require.NoError(t, err)
		before := rel
		_, _, err = rel.Do(peer.Confirm{Version: 0}, s.act(jess, "2026-02-17T11:16Z", rel.Rev()), facts)
		require.ErrorIs(t, err, peer.ErrStaleVersion)
		require.Equal(t, before, rel)
		_, _, err = rel.Do(peer.Confirm{Version: 1}, s.act(voss, "2026-02-17T11:17Z", rel.Rev()), facts)
		refused(t, err, peer.ErrNeedsBothParties)
		rel, _, err = rel.Do(peer.Confirm{Version: 1}, s.act(jess, "2026-02-17T11:20Z", rel.Rev()), facts)
		require.NoError(t, err)
		stands(t, peer.Active, rel)
		require.Equal(t, at(t, "2026-02-17T11:20Z"), rel.Since())
		inForce, _ := rel.InForce()
		due(t, "the review of relationship/rel-1", "2026-05-12", inForce.ReviewOn.String())
	})

	t.Run("AT-01.6, PEER-44, PEER-46 the first one-to-one, written up in time", func(t T) {
		support := record(t, s, "c-2", peer.OneToOne, "2026-02-17T11:30:00Z", "2026-02-17T12:15:00Z", "2026-02-18T09:05Z", conFacts(rel))
		require.Empty(t, support.Marks())
		due(t, "the record of contact/c-2", "2026-02-18T23:59:59Z", support.RecordBy().Shown(facts.Policy.Calendar()))
		require.Equal(t, peer.CoProduced, support.What().Production)
	})

	plan := func(r peer.Relationship, kind peer.ActivityKind, mode peer.Mode) error {
		_, _, err := peer.NewContact(peer.PlanContact{ID: "c-y", Person: p1, Worker: w4, Kind: kind, What: peer.Happening{
			Mode: mode, Start: peer.MustMoment("2026-03-17T11:30:00Z"), End: peer.MustMoment("2026-03-17T12:30:00Z")}},
			s.act(jess, "2026-03-10T10:00Z", 0), conFacts(r))
		return err
	}
	t.Run("AT-01.7, PEER-44, PEER-33 what cannot have been is not written down, what was not agreed is not planned", func(t T) {
		impossible := func(start, end string) error {
			_, _, err := peer.NewContact(peer.RecordContact{ID: "c-x", Person: p1, Worker: w4, Kind: peer.OneToOne, What: peer.Happening{
				Mode: peer.FaceToFace, Start: peer.MustMoment(start), End: peer.MustMoment(end), Production: peer.CoProduced}},
				s.act(jess, "2026-02-18T10:00Z", 0), conFacts(rel))
			return err
		}
		refused(t, impossible("2026-02-17T11:30:00Z", "2026-02-17T11:30:00Z"), peer.ErrInvalidPeriod)
		refused(t, impossible("2026-02-18T09:00:00Z", "2026-02-19T09:00:00Z"), peer.ErrFutureDate)
		refused(t, plan(rel, peer.GroupActivity, peer.FaceToFace), peer.ErrNotAgreed)
		refused(t, plan(rel, peer.OneToOne, peer.Video), peer.ErrNotAgreed)
	})

	t.Run("AT-01.8, PEER-20, PEER-35 nobody beyond the agreed number, nobody in the person's place", func(t T) {
		_, _, err := peer.NewRelationship(peer.Offer{ID: "rel-13", Person: p6, Worker: w4, Service: team}, s.act(voss, "2026-02-20T10:00Z", 0), facts)
		r := refused(t, err, peer.ErrCaseloadExceeded)
		require.Equal(t, "12", r.Unmet()[0].Args[0].Value())
		_, _, err = rel.Do(proposal(), s.act(voss, "2026-02-20T10:00Z", rel.Rev()), facts)
		refused(t, err, peer.ErrNeedsBothParties)
	})

	t.Run("AT-01.9, PEER-34 the first version stays in force until both agree, and is never altered", func(t T) {
		v2 := proposal()
		v2.Modes = append(v2.Modes, peer.Video)
		v2.ReviewOn = peer.MustDate("2026-06-02")
		var err error
		rel, _, err = rel.Do(v2, s.act(jess, "2026-03-10T09:00Z", rel.Rev()), facts)
		require.NoError(t, err)
		stands(t, peer.Active, rel)
		refused(t, plan(rel, peer.OneToOne, peer.Video), peer.ErrNotAgreed)
		again := v2
		again.Version = 1
		_, _, err = rel.Do(again, s.act(jess, "2026-03-10T09:05Z", rel.Rev()), facts)
		refused(t, err, peer.ErrImmutable)
		rel, _, err = rel.Do(peer.Confirm{Version: 2}, s.act(aled, "2026-03-11T09:00Z", rel.Rev()), facts)
		require.NoError(t, err)
		require.NoError(t, plan(rel, peer.OneToOne, peer.Video))
		require.Len(t, rel.Agreements(), 2)
		require.Equal(t, v1.Modes, rel.Agreements()[0].Modes)
	})

	t.Run("AT-01.9, PEER-35 a contact that did not happen: a neutral word, nothing scored", func(t T) {
		missed, _, err := peer.NewContact(peer.RecordContact{ID: "c-3", Person: p1, Worker: w4, Relationship: "rel-1", Kind: peer.OneToOne, What: peer.Happening{
			Mode: peer.FaceToFace, Start: peer.MustMoment("2026-03-24T11:30:00Z"), Outcome: peer.Missed, Production: peer.SharedLater}},
			s.act(jess, "2026-03-24T13:00Z", 0), conFacts(rel))
		require.NoError(t, err)
		require.Equal(t, peer.Missed, missed.What().Outcome)
		require.Empty(t, missed.Marks())
	})
}

// briefing explains five topics and puts one off.
func briefing() peer.TellRights {
	var out peer.TellRights
	for _, topic := range peer.RightsTopics() {
		told := peer.Explained
		if topic == peer.RightToComplain {
			told = peer.PutOff
		}
		out.Topics = append(out.Topics, peer.Right{Topic: topic, Told: told})
	}
	return out
}

func record(t T, s *story, id string, kind peer.ActivityKind, start, end, written string, facts peer.ContactFacts) peer.Contact {
	t.Helper()
	c, _, err := peer.NewContact(peer.RecordContact{
		ID: id, Person: p1, Worker: w4, Relationship: "rel-1", Service: team, Organisation: orgA, Kind: kind,
		What: peer.Happening{Mode: peer.FaceToFace, Place: peer.AtClinic, Start: peer.MustMoment(start), End: peer.MustMoment(end), Production: peer.CoProduced},
	}, s.act(jess, written, 0), facts)
	require.NoError(t, err)
	return c
}
