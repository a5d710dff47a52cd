package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// tellAT06Along is step 4 as far as it is about the contacts: going along to the pottery,
// because P4 chose it.
func tellAT06Along(t T) {
	const p4 peer.PersonID = "p4" // Siân Weller
	person := peer.ByPerson(p4)
	s := &story{t: t}
	facts := peer.ContactFacts{Policy: policy(t), Ready: peer.Readiness{Verdict: peer.Ready}, Age: peer.Yes,
		Agreed: peer.Agreed{Known: true, Person: p4, Worker: w4, Active: true, Activities: []peer.ActivityKind{peer.Accompaniment}, Modes: []peer.Mode{peer.FaceToFace}}}
	what := func(day string) peer.Happening {
		return peer.Happening{Mode: peer.FaceToFace, Place: peer.InCommunity, Production: peer.CoProduced,
			Start: peer.MustMoment(day + "T13:00:00+01:00"), End: peer.MustMoment(day + "T15:00:00+01:00")}
	}
	along := peer.GoingAlong{To: peer.AlongActivity, ChosenBy: jess, NoGoalYet: true, NextAlone: peer.Words{Text: peer.Say("CANARY-ALONE-4K"), By: person}}
	plan := peer.PlanContact{ID: "c-1", Person: p4, Worker: w4, Organisation: orgA, Kind: peer.Accompaniment, What: what("2026-05-07"), Along: along}

	t.Run("AT-06.4, PEER-50 an accompaniment whose ChosenBy is W4", func(t T) {
		_, _, err := peer.NewContact(plan, s.act(jess, "2026-05-04T10:00Z", 0), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		plan.Along.ChosenBy = person
		_, _, err = peer.NewContact(plan, s.act(jess, "2026-05-04T10:00Z", 0), facts)
		require.NoError(t, err)
	})
	var contacts []peer.Record
	t.Run("AT-06.4, PEER-50, PEER-59 four times, with what was done there", func(t T) {
		along.ChosenBy = person
		for i, day := range []string{"2026-05-07", "2026-05-14", "2026-05-21", "2026-05-28"} {
			c, change, err := peer.NewContact(peer.RecordContact{ID: "c-" + string(rune('1'+i)), Person: p4, Worker: w4, Organisation: orgA, Kind: peer.Accompaniment, What: what(day),
				Entry: peer.ContactEntry{Note: words("CANARY-NOTE-5L"), Along: along, Did: []peer.ActivityDone{{What: words("pottery"), LedBy: peer.LeaderMembers}}}},
				s.act(jess, day+"T15:30Z", 0), facts)
			require.NoError(t, err)
			require.Empty(t, change.Reasons)
			contacts = append(contacts, c)
		}
	})
	at06Contacts(t, contacts)
}
