package scenarios

import (
	"fmt"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
	"github.com/towpath-care/towpath/recovery"
)

// sharingActive is AT-01's relationship of P1 with W4, both agreed on 17 February.
func sharingActive(t T, s *story) peer.Relationship {
	t.Helper()
	rel := sharingAgreeing(t, s, "rel-1", p1)
	rel, _, err := rel.Do(briefing(), s.act(jess, "2026-02-17T11:15Z", rel.Rev()), jessReady(t, 12))
	require.NoError(t, err)
	rel, _, err = rel.Do(peer.Confirm{Version: 1}, s.act(jess, "2026-02-17T11:20Z", rel.Rev()), jessReady(t, 12))
	require.NoError(t, err)
	stands(t, peer.Active, rel)
	return rel
}

// sharingAgreeing is a relationship in which W4's yes is missing.
func sharingAgreeing(t T, s *story, id string, person peer.PersonID) peer.Relationship {
	t.Helper()
	facts := jessReady(t, 11)
	rel, _, err := peer.NewRelationship(peer.Offer{ID: id, Person: person, Worker: w4, Service: team}, s.act(voss, "2026-02-09T10:00Z", 0), facts)
	require.NoError(t, err)
	rel, _, err = rel.Do(peer.WelcomePerson{Participants: []peer.Actor{peer.ByPerson(person)}, IntroducedAsPeer: true}, s.act(jess, "2026-02-10T14:45Z", rel.Rev()), facts)
	require.NoError(t, err)
	rel, _, err = rel.Do(proposal(), s.act(peer.ByPerson(person), "2026-02-17T11:00Z", rel.Rev()), facts)
	require.NoError(t, err)
	stands(t, peer.Agreeing, rel)
	return rel
}

// sharingG1 is P1's goal, "get back to the allotment".
func sharingG1(t T, s *story) recovery.Goal {
	t.Helper()
	section, err := recovery.PolicyFrom(policyFile(t))
	require.NoError(t, err)
	goal, _, err := recovery.NewGoal(recovery.ProposeGoal{ID: "g1", Person: p1, Worker: w4, Words: words("get back to the allotment")}, s.act(aled, "2026-02-18T10:00Z", 0), recovery.Facts{Policy: section})
	require.NoError(t, err)
	return goal
}

// tellAT03Sharing runs steps 1 to 3, and what is never kept: each step goes on from the
// one before.
func tellAT03Sharing(t T) {
	s := &story{t: t}
	rel, goal := sharingActive(t, s), sharingG1(t, s)
	wishes, _, err := sharing.NewPreferences(sharing.SetPreferences{ID: "p1", Person: p1, Worker: w4,
		Avoid: []sharing.Theme{sharing.SelfHarm}, AskFirst: []sharing.Theme{sharing.HospitalAdmission}}, s.act(aled, "2026-02-18T10:00Z", 0), sharing.Facts{})
	require.NoError(t, err)
	limits, _, err := sharing.NewOffLimits(sharing.SetOffLimits{ID: "o1", Worker: w4, Themes: []sharing.Theme{sharing.Childhood}}, s.act(jess, "2026-02-18T10:05Z", 0), sharing.Facts{})
	require.NoError(t, err)
	var notes []sharing.Note
	log := func(step sharing.Log, when string, r peer.Relationship) error {
		step.Worker, step.Relationship, step.Person, step.Shared, step.Depth = w4, r.Ref().ID, r.Person(), at(t, when), sharing.Brief
		facts := sharing.FactsFrom(r, step.Shared, []peer.Record{wishes, limits})
		facts.Modelled, _ = recovery.Modelled(p1, []peer.Record{goal})
		n, change, err := sharing.NewNote(step, s.act(jess, when, 0), facts)
		if err != nil {
			require.Zero(t, change)
			require.False(t, n.Exists(), "nothing is written")
			return err
		}
		notes = append(notes, n)
		return nil
	}
	hopeful := sharing.Log{ID: "n1", Contact: "c-4", Purpose: sharing.InspireHope, Theme: sharing.ReturningToInterests,
		RelatesTo: sharing.RelatesTo{Kind: sharing.ToGoal, ID: goal.Ref().ID}, Reaction: sharing.Useful}

	t.Run("AT-03.1, PEER-40, PEER-22 brief, to inspire hope, on returning to interests: note 1", func(t T) {
		require.NoError(t, log(hopeful, "2026-02-24T11:00Z", rel))
		require.Equal(t, sharing.Logged, notes[0].Status())
	})

	again := hopeful
	again.ID, again.Contact = "n2", "c-5"
	t.Run("AT-03.2, PEER-40 it has a purpose, and one for the person", func(t T) {
		step := again
		step.Purpose = ""
		refused(t, log(step, "2026-02-26T11:00Z", rel), sharing.ErrPurposeRequired)
		step.Purpose = sharing.OwnNeed
		refused(t, log(step, "2026-02-26T11:00Z", rel), sharing.ErrPurposeNotForPerson)
	})
	t.Run("AT-03.2, PEER-38, PEER-40 what P1 wants left alone or asked about, and what W4 never shares", func(t T) {
		step := again
		step.Theme = sharing.SelfHarm
		refused(t, log(step, "2026-02-26T11:00Z", rel), sharing.ErrTopicAvoided)
		step.Theme = sharing.Childhood
		refused(t, log(step, "2026-02-26T11:00Z", rel), sharing.ErrTopicOffLimits)
		step.Theme = sharing.HospitalAdmission
		refused(t, log(step, "2026-03-02T11:00Z", rel), sharing.ErrPermissionRequired)
		step.Asked = peer.Yes
		require.NoError(t, log(step, "2026-03-02T11:00Z", rel))
		require.Len(t, notes, 2)
	})
	t.Run("AT-03.2, PEER-41 the story does not get in by a side door", func(t T) {
		_, err := sharing.DecodeNoteStep([]byte(`{"do":"log","id":"n3","metadata":{"story":"CANARY-STORY-5S"}}`))
		r := refused(t, err, sharing.ErrNarrativeNotAllowed)
		require.NotContains(t, r.Error(), "CANARY")
	})
	t.Run("AT-03.2, REC-24 modelling names a skill or a way of coping", func(t T) {
		step := again
		step.ID, step.Purpose = "n3", sharing.ModelSelfManagement
		refused(t, log(step, "2026-03-02T11:30Z", rel), peer.ErrRequired)
		step.RelatesTo = sharing.RelatesTo{}
		refused(t, log(step, "2026-03-02T11:30Z", rel), peer.ErrRequired)
	})

	t.Run("AT-03.3, PEER-40 P1 opts out on 3 March", func(t T) {
		wishes, _, err = wishes.Do(sharing.OptOut{}, s.act(aled, "2026-03-03T10:00Z", wishes.Rev()), sharing.Facts{})
		require.NoError(t, err)
		step := again
		step.ID = "n3"
		refused(t, log(step, "2026-03-03T11:00Z", rel), sharing.ErrSharingDeclined)
	})
	t.Run("AT-03.3, PEER-40 nothing is shared with P6 before they agree", func(t T) {
		step := again
		step.ID = "n3"
		refused(t, log(step, "2026-03-03T11:00Z", sharingAgreeing(t, s, "rel-6", p6)), peer.ErrBoundariesNotAgreed)
	})

	t.Run("AT-03, PEER-41, PEER-42 two notes, no free text, two prompts for W4 and nobody else", func(t T) {
		require.Len(t, notes, 2)
		values := []peer.Record{wishes, limits, rel, goal}
		for _, n := range notes {
			values = append(values, n)
			for _, theme := range []string{"returning-to-interests", "hospital-admission"} {
				require.NotContains(t, fmt.Sprintf("%v %+v %#v %q", n, n, n, n), theme)
			}
			v, err := n.View(peer.Reading{By: voss, Purpose: peer.ForSupervision, At: at(t, "2026-03-04T09:00Z"), Lines: peer.Lines{LineManager: hannah, Supervisor: iris}})
			require.NoError(t, err)
			require.False(t, v.Sees("sharing"))
		}
		require.Len(t, sharing.AftercareDue(values, nil, jess, at(t, "2026-03-04T09:00Z")), 2)
		for _, by := range []peer.Actor{voss, aled, peer.ByStaff(iris, peer.RolePeerSupportLead)} {
			require.Empty(t, sharing.AftercareDue(values, nil, by, at(t, "2026-03-04T09:00Z")))
			require.Empty(t, sharing.MyThemes(notes, by))
		}
	})
	at03FHIR(t, rel, notes, goal, wishes, limits)
}
