package scenarios

import (
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// tellAT10Visit is the visit at which P4 speaks: planned with somebody who knows where W4
// is, written up in the evening, and with nothing of what was said in the record.
func tellAT10Visit(t T) {
	const p4 peer.PersonID = "p4" // Siân Weller
	person := peer.ByPerson(p4)
	s := &story{t: t}
	f := workFactsA(t)
	start, end := peer.MustMoment("2026-03-13T17:00:00Z"), peer.MustMoment("2026-03-13T18:00:00Z")
	facts := peer.ContactFacts{Policy: policy(t), Ready: peer.Readiness{Verdict: peer.Ready}, Age: peer.Yes,
		Agreed: peer.Agreed{Known: true, Person: p4, Worker: w4, Active: true, Activities: []peer.ActivityKind{peer.OneToOne}, Modes: []peer.Mode{peer.FaceToFace}}}
	visit := peer.PlanContact{ID: "visit", Person: p4, Worker: w4, Organisation: orgA, Kind: peer.OneToOne,
		What: peer.Happening{Mode: peer.FaceToFace, Place: peer.AtHome, Lone: true, Start: start, End: end}}
	var c peer.Contact

	t.Run("AT-10, PEER-26 a visit alone is planned with somebody who hears from her", func(t T) {
		facts.LonePlan = worker.LonePlanFor("visit", nil, f.Policy)
		_, _, err := peer.NewContact(visit, s.act(jess, "2026-03-12T10:00Z", 0), facts)
		refused(t, err, peer.ErrLoneWorkingPlanMissing)
		alone, _, err := worker.NewLoneWorking(worker.PlanLone{ID: "l-1", Worker: w4, With: kay, Contact: "visit", Place: peer.AtHome,
			Times: worker.LoneTimes{From: start, ExpectedEnd: end, CheckInDue: end}}, s.act(jess, "2026-03-12T10:05Z", 0), f)
		require.NoError(t, err)
		facts.LonePlan = worker.LonePlanFor("visit", []worker.LoneWorking{alone}, f.Policy)
		c, _, err = peer.NewContact(visit, s.act(jess, "2026-03-12T10:10Z", 0), facts)
		require.NoError(t, err)
	})
	t.Run("AT-10.4, PEER-43, H08 what was said is kept with its question, and none of it is in the Encounter", func(t T) {
		said := peer.Words{Text: peer.Say("CANARY-DISC-3X"), By: person}
		wrote := peer.RecordPlanned{What: visit.What, Distress: peer.DistressSupport{InDistress: true, PersonWords: said, StayedWith: peer.Yes}}
		wrote.What.Production = peer.SharedLater
		open, change, err := c.Do(wrote, s.act(jess, "2026-03-13T18:30Z", c.Rev()), facts)
		require.NoError(t, err)
		require.True(t, open.QuestionOpen())
		require.Equal(t, peer.SignalSafetyQuestion, change.Signals[0].Kind)
		answered, _, err := open.Do(peer.AnswerDistress{Further: peer.Further{Answer: peer.Yes, Concern: "concern-1"}}, s.act(jess, "2026-03-13T18:31Z", open.Rev()), facts)
		require.NoError(t, err)
		require.False(t, answered.QuestionOpen())

		system := recordSystem(t)
		system.People.Patients[p4] = system.People.Patients[p1]
		r, err := fhir.ToEncounter(answered, system)
		require.NoError(t, err)
		sent(t, r.Body)
		require.Equal(t, []string{"one-to-one"}, says(t, r.Body, "type.coding.code"))
		for _, word := range []string{"CANARY", "reasonCode", "concern", "l-1"} {
			require.False(t, strings.Contains(string(r.Body), word), word)
		}
		require.Contains(t, string(r.Body), `"code":"HH"`)
	})
	t.Run("AT-10.2, PEER-67, H11 she is told why it is kept before it is kept", func(t T) {
		draft := peer.RecordPlanned{What: visit.What, Distress: peer.DistressSupport{InDistress: true, Further: peer.Further{Answer: peer.Yes, Concern: "concern-1"}}}
		_, err := peer.LeaveOut(draft, peer.LeavingOut{Part: peer.DraftDistress, Rule: peer.RuleChild})
		require.Contains(t, refused(t, err, peer.ErrTellFirst).Error(), peer.RuleChild.Plain())
		whole, err := peer.LeaveOut(draft, peer.LeavingOut{Part: peer.DraftDistress, Rule: peer.RuleChild, Told: true})
		require.NoError(t, err)
		require.Equal(t, peer.ContactStep(draft), whole)
	})
}
