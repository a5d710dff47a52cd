package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

var relBench = steptest.Bench[peer.Relationship, peer.RelationshipStep, peer.RelationshipFacts]{Kind: relKind,
	Ground: steptest.Ground[peer.RelationshipFacts]{Facts: relFacts, Decode: peer.Decode}}

// fullRelationships are relationships that hold everything their place can.
func fullRelationships(t testing.TB) map[peer.Status]peer.Relationship {
	t.Helper()
	s, facts := tellRel(t), relFacts(t)
	handed, _, err := peer.NewRelationship(theHandOver(), act(byHannah, march10, "x", nil), handOverFacts(t, s.active))
	require.NoError(t, err)
	asking := at(t, s.agreeing, peer.AskForSomebodyElse{}, byAled, march10, facts)
	quiet := theProposal()
	quiet.QuietAfter = peer.Weeks(3)
	active := at(t, s.active, quiet, byAled, "2026-02-18T11:00Z", facts)
	active = at(t, active, peer.NameCareCoordinator{Staff: kay, Role: peer.RoleCareCoordinator, From: peer.MustDate("2026-02-18")}, byJess, "2026-02-18T12:00Z", facts)
	return map[peer.Status]peer.Relationship{
		peer.Offered: handed, peer.Agreeing: asking, peer.Active: active, peer.EndingPlanned: s.ending,
		peer.Welcomed: at(t, s.told, peer.StepBack{Ground: peer.OwnWellbeing}, byJess, march10, facts),
		peer.Paused:   at(t, s.onOurSide, peer.Resume{}, byJess, march10, facts),
		peer.Declined: s.declined,
		peer.Ended:    at(t, s.active, theServiceEnd(), byHannah, march10, facts),
	}
}

func TestRelationshipStored(t *testing.T) {
	records := fullRelationships(t)
	relBench.Goldens(t, records)
	relBench.Unreadable(t, "allotment", records, []steptest.Hostile{
		{Of: peer.Offered, Path: "/agreements/0/personYes", Value: "2026-03-10T11:00:00Z", Heard: "/agreements/0"},
		{Of: peer.Offered, Path: "/agreements/0/carriedFrom", Value: "rel-9", Heard: "/agreements/0/carriedFrom"},
		{Of: peer.Offered, Path: "/agreements/0/carriedFrom", Value: nil, Heard: "/agreements/0/proposedBy"},
		{Of: peer.Offered, Path: "/agreements/0/proposedBy", Value: "worker", Heard: "/agreements/0/proposedBy"},
		{Of: peer.Offered, Path: "/continues", Value: "rel-2", Heard: "/continues"},
		{Of: peer.Offered, Path: "/continues", Value: nil, Heard: "/agreements/0/carriedFrom"},
		{Of: peer.Welcomed, Path: "/stepBack/ground", Value: "race", Heard: "/stepBack"},
		{Of: peer.Welcomed, Path: "/stepBack/ground", Value: "", Heard: "/stepBack"},
		{Of: peer.Welcomed, Path: "/stepBack/ground", Value: "bored", Heard: "/stepBack/ground"},
		{Of: peer.Welcomed, Path: "/stepBack/at", Value: nil, Heard: "/stepBack"},
		{Of: peer.Welcomed, Path: "/welcome/at", Value: nil, Heard: "/status"},
		{Of: peer.Agreeing, Path: "/change/at", Value: nil, Heard: "/change"},
		{Of: peer.Agreeing, Path: "/agreements/0/workerYes", Value: "2026-03-10T11:00:00Z", Heard: "/status"},
		{Of: peer.Agreeing, Path: "/endingPlans", Value: []any{map[string]any{"lastDate": "2026-05-01", "by": "person", "planned": "2026-03-10T11:00:00Z"}}, Heard: "/endingPlans/0"},
		{Of: peer.Active, Path: "/agreements/1/quietAfter", Value: map[string]any{"hours": 3}, Heard: "/agreements/1/quietAfter"},
		{Of: peer.Active, Path: "/agreements/1/quietAfter", Value: map[string]any{"days": 0}, Heard: "/agreements/1/quietAfter"},
		{Of: peer.Active, Path: "/agreements/1/carriedFrom", Value: "rel-9", Heard: "/agreements/1/carriedFrom"},
		{Of: peer.Active, Path: "/careCoordinators/0/staff", Value: "w4", Heard: "/careCoordinators/0"},
		{Of: peer.Active, Path: "/careCoordinators/0/role", Value: "peer-worker", Heard: "/careCoordinators/0"},
		{Of: peer.Active, Path: "/careCoordinators/0/from", Value: "2026-02", Heard: "/careCoordinators/0/from"},
		{Of: peer.Active, Path: "/careCoordinators", Value: []any{map[string]any{"staff": "kay-orr", "from": "2026-03-02"}, map[string]any{"staff": "kay-orr", "from": "2026-03-01"}}, Heard: "/careCoordinators/1/from"},
		{Of: peer.Active, Path: "/pause", Value: map[string]any{"was": "active", "since": "2026-03-02T09:00:00Z", "by": "person"}, Heard: "/pause"},
		{Of: peer.Active, Path: "/ending", Value: map[string]any{"kind": "prepared"}, Heard: "/ending"},
		{Of: peer.Active, Path: "/ending", Value: map[string]any{"because": map[string]any{"text": "as we said"}}, Heard: "/ending"},
		{Of: peer.Active, Path: "/stepBack", Value: map[string]any{"at": "2026-03-02T09:00:00Z", "ground": "own-wellbeing"}, Heard: "/stepBack"},
		{Of: peer.Active, Path: "/word/cover", Value: "w5", Heard: "/word"},
		{Of: peer.Active, Path: "/wishes/plan", Value: "burn", Heard: "/wishes/plan"},
		{Of: peer.Paused, Path: "/pause/was", Value: "offered", Heard: "/pause"},
		{Of: peer.Paused, Path: "/pause/by", Value: "person", Heard: "/pause"},
		{Of: peer.Paused, Path: "/pause/by", Value: "carer", Heard: "/pause"},
		{Of: peer.Paused, Path: "/pause/because", Value: nil, Heard: "/pause"},
		{Of: peer.Paused, Path: "/pause/until", Value: "2026-03", Heard: "/pause"},
		{Of: peer.Paused, Path: "/pause/cover", Value: "w4", Heard: "/pause"},
		{Of: peer.Paused, Path: "/pause/cover", Value: nil, Heard: "/pause"},
		{Of: peer.Paused, Path: "/pause/since", Value: nil, Heard: "/pause"},
		{Of: peer.EndingPlanned, Path: "/endingPlans/0/lastDate", Value: "2026-05", Heard: "/endingPlans/0/lastDate"},
		{Of: peer.EndingPlanned, Path: "/endingPlans/0/by", Value: "staff", Heard: "/endingPlans/0/by"},
		{Of: peer.EndingPlanned, Path: "/endingPlans/0/ongoingSupports", Value: nil, Heard: "/endingPlans/0/ongoingSupports"},
		{Of: peer.EndingPlanned, Path: "/endingPlans/0/calledOff", Value: "2026-03-12T09:00:00Z", Heard: "/endingPlans/0/calledOff"},
		{Of: peer.EndingPlanned, Path: "/endingPlans", Value: nil, Heard: "/status"},
		{Of: peer.Declined, Path: "/agreements", Value: storedAgreed(t), Heard: "/status"},
		{Of: peer.Declined, Path: "/over", Value: nil, Heard: "/over"},
		{Of: peer.Ended, Path: "/ending", Value: nil, Heard: "/ending"},
		{Of: peer.Ended, Path: "/ending/kind", Value: "got-bored", Heard: "/ending"},
		{Of: peer.Ended, Path: "/ending/kind", Value: "prepared", Heard: "/ending"},
		{Of: peer.Ended, Path: "/ending/kind", Value: "person-withdrew", Heard: "/ending"},
		{Of: peer.Ended, Path: "/ending/kind", Value: "died", Heard: "/ending"},
		{Of: peer.Ended, Path: "/ending/kind", Value: "safety-ground", Heard: "/ending"},
		{Of: peer.Ended, Path: "/ending/because", Value: nil, Heard: "/ending"},
		{Of: peer.Ended, Path: "/ending/at", Value: "2026-03-09T11:00:00Z", Heard: "/ending"},
		{Of: peer.Ended, Path: "/ending/on", Value: "2026-03-09", Heard: "/ending"},
		{Of: peer.Ended, Path: "/ending/instead", Value: map[string]any{"text": "a walk"}, Heard: "/ending"},
		{Of: peer.Ended, Path: "/request", Value: nil},
	})
}

// storedAgreed is an agreement that both have said yes to, as it is stored.
func storedAgreed(t testing.TB) any {
	return []any{map[string]any{"version": 1, "purpose": map[string]any{"text": "x"}, "activities": []any{"one-to-one"}, "modes": []any{"phone"},
		"boundaries": []any{map[string]any{"kind": "hours", "words": map[string]any{"text": "x"}}}, "proposedBy": "person",
		"proposed": "2026-02-09T11:00:00Z", "personYes": "2026-02-09T11:00:00Z", "workerYes": "2026-02-09T11:00:00Z"}}
}

func TestRelationshipReading(t *testing.T) {
	records := fullRelationships(t)
	readers := steptest.Readers{At: march10, Lines: peer.Lines{LineManager: hannah, Supervisor: iris},
		Who: map[string]peer.Actor{"aled": byAled, "jess": byJess, "hannah": byHannah, "kay": peer.ByStaff(kay, ""), "megan": byMegan, "beatriz": peer.ByPerson(beatriz)}}
	team := []string{"hannah direct-care", "kay direct-care"}
	for _, c := range []struct {
		name, part, words, rule string
		of                      peer.Status
		who                     []string
	}{
		{"PEER-30, H26 why the worker is away is for the worker and their line", "pause-reason", "family", "PEER-16 not-authorised", peer.Paused, []string{"jess", "hannah"}},
		{"PEER-30 that there is a pause, until when and who is there is for everybody beside them", "pause", "2026-03-13", "PEER-57 consent-required", peer.Paused, []string{"aled", "jess", "hannah", "kay direct-care"}},
		{"PEER-36, H26 why the worker stepped back is for the worker and their line", "step-back", "own-wellbeing", "PEER-36 not-authorised", peer.Welcomed, []string{"jess", "hannah"}},
		{"PEER-68 that a change was asked is for the two and the line", "change", "", "PEER-68 not-authorised", peer.Agreeing, []string{"aled", "jess", "hannah"}},
		{"PEER-68 when an answer is owed is for the person and the line", "change-answered-by", "2026-03-17", "PEER-68 not-authorised", peer.Agreeing, []string{"aled", "hannah"}},
		{"PEER-54 how they mean to end is the two's own", "ending-plans", "miss our Tuesdays", "PEER-57 consent-required", peer.EndingPlanned, []string{"aled", "jess"}},
		{"PEER-55 how it ended is for the two and the line", "ending", "new post", "PEER-55 not-authorised", peer.Ended, []string{"aled", "jess", "hannah"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			who := c.who
			for _, name := range c.who {
				if name == "aled" || name == "jess" || name == "hannah" {
					who = append(who, name+" care-record") // who they are opens it, not what for
				}
			}
			readers.See(t, records[c.of], c.part, c.words, c.rule, who...)
		})
	}
	t.Run("PEER-37, PEER-11 those who write the record see what becomes of it and who co-ordinates care", func(t *testing.T) {
		two := []string{"aled", "aled care-record", "jess", "jess care-record"}
		record := append(append([]string{"hannah care-record", "kay care-record"}, team...), two...)
		readers.See(t, records[peer.Active], "wishes", "", "PEER-57 consent-required", record...)
		readers.See(t, records[peer.Active], "care-coordinators", "", "PEER-57 consent-required", append(record, "hannah supervision", "kay supervision")...)
	})
	t.Run("PEER-68 the worker reads no more than that a change was asked for", func(t *testing.T) {
		v, err := records[peer.Agreeing].View(readers.Reading(byJess, peer.ForSupport))
		require.NoError(t, err)
		b, err := v.MarshalJSON()
		require.NoError(t, err)
		require.Contains(t, string(b), `"change":{"asked":true,"somebodyElseIsBeingFound":true}`)
		require.NotContains(t, string(b), "2026-03-17")
	})
	t.Run("PEER-36 the person reads that somebody else is being found, and not why", func(t *testing.T) {
		v, err := records[peer.Welcomed].View(readers.Reading(byAled, peer.ForSupport))
		require.NoError(t, err)
		b, err := v.MarshalJSON()
		require.NoError(t, err)
		require.Contains(t, string(b), `"change":{"somebodyElseIsBeingFound":true}`)
		require.NotContains(t, string(b), "wellbeing")
	})
}
