package safeguard_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

type challengeStep = safeguard.ChallengeNoteStep

var challenges = steptest.BenchOf(recordGround, safeguard.ChallengeNoteTable(), safeguard.NewChallengeNote, safeguard.CheckNewChallengeNote, safeguard.ChallengeNoteStarts,
	safeguard.DecodeChallengeNote, safeguard.EncodeChallengeNoteStep, safeguard.DecodeChallengeNoteStep)

func theChallenge() safeguard.WriteChallenge {
	return safeguard.WriteChallenge{ID: "n1", What: peer.Say("at the handover somebody said that people like him do not keep a garden"), Impact: peer.Say("I might as well not try"),
		Challenged: peer.Say("asked what he has grown so far"), Where: safeguard.OnWard}
}

func challengesOf(t testing.TB) map[peer.Status]safeguard.ChallengeNote {
	t.Helper()
	note := challenges.Done(t, safeguard.ChallengeNote{}, theChallenge(), byJess)
	lent := challenges.Done(t, note, safeguard.LendChallenge{Improvement: true}, byJess)
	return map[peer.Status]safeguard.ChallengeNote{safeguard.ChallengeNoted: note, safeguard.ChallengeTakenBack: challenges.Done(t, lent, safeguard.TakeChallengeBack{}, byJess)}
}

func TestChallengeNoteEveryRow(t *testing.T) {
	records := challengesOf(t)
	note := records[safeguard.ChallengeNoted]
	steptest.Plan[safeguard.ChallengeNote, challengeStep, safeguard.Facts]{
		Kind: challenges.Kind, Person: sian, Records: records,
		Anybody: everybody(map[string]peer.Party{"the person": peer.PartyNobody}),
		Cases: []steptest.Case[safeguard.ChallengeNote, challengeStep, safeguard.Facts]{
			challenges.Planned(t, "SAFE-13 write", safeguard.ChallengeNote{}, theChallenge(), byJess, safeguard.ChallengeNoted, nil),
			challenges.Planned(t, "SAFE-13 what came of it", note, safeguard.SayResult{Result: peer.Say("they asked him about the garden")}, byJess, safeguard.ChallengeNoted, nil),
			challenges.Planned(t, "SAFE-13 for service improvement", note, safeguard.LendChallenge{Improvement: true}, byJess, safeguard.ChallengeNoted, nil),
			challenges.Planned(t, "SAFE-13 take back", note, safeguard.TakeChallengeBack{}, byJess, safeguard.ChallengeTakenBack, nil),
		},
	}.Run(t)
}

func TestChallengeNoteNamesNobody(t *testing.T) {
	const rule = "SAFE-13 identifiable-content"
	known := func(f *safeguard.Facts) { f.Identifying = []string{"Aled Prowse", "hannah-voss"} }
	put := map[string]func(*safeguard.WriteChallenge, peer.Private){
		"/what":       func(c *safeguard.WriteChallenge, p peer.Private) { c.What = p },
		"/impact":     func(c *safeguard.WriteChallenge, p peer.Private) { c.Impact = p },
		"/challenged": func(c *safeguard.WriteChallenge, p peer.Private) { c.Challenged = p },
		"/result":     func(c *safeguard.WriteChallenge, p peer.Private) { c.Result = p },
	}
	for text, what := range map[string]string{"people like Aled Prowse": "a name the caller passed in", "HANNAH-VOSS said it": "a member of staff", "of 999 000 1014": "an NHS number", "and w4 told them": "the writer's own id"} {
		for path, set := range put {
			t.Run("SAFE-13 "+what+" at "+path, func(t *testing.T) {
				step := theChallenge()
				set(&step, peer.Say(text))
				only(t, challenges.Tried(t, safeguard.ChallengeNote{}, step, byJess, known), rule, path)
			})
		}
		note := challengesOf(t)[safeguard.ChallengeNoted]
		only(t, challenges.Tried(t, note, safeguard.SayResult{Result: peer.Say(text)}, byJess, known), rule, "/result")
		only(t, challenges.Tried(t, note, safeguard.SayResult{Challenged: peer.Say(text)}, byJess, known), rule, "/challenged")
	}
	open(t, challenges.Tried(t, safeguard.ChallengeNote{}, theChallenge(), byJess, known))
	t.Run("SAFE-13 it is about no person", func(t *testing.T) {
		for _, r := range safeguard.ChallengeNoteTable().Rows {
			for _, f := range r.Fields {
				require.NotContains(t, []string{"person", "staff", "about"}, f.Name)
			}
		}
	})
}

func TestChallengeNoteReading(t *testing.T) {
	const rule = "SAFE-18 not-authorised"
	records := challengesOf(t)
	note := records[safeguard.ChallengeNoted]
	t.Run("SAFE-13 for whoever wrote it, and their line in supervision", func(t *testing.T) {
		readers.See(t, note, "note", "garden", rule, "jess", "hannah supervision", "iris supervision")
		readers.See(t, note, "writer", "garden", rule, "jess", "hannah supervision", "iris supervision")
	})
	t.Run("SAFE-13 lent the staff see it, and not who wrote it", func(t *testing.T) {
		lent := challenges.Done(t, note, safeguard.LendChallenge{Improvement: true}, byJess)
		readers.See(t, lent, "note", "garden", rule, "jess", "kay", "rowan", "hannah", "ines", "iris")
		readers.See(t, lent, "writer", "", rule, "jess", "hannah supervision", "iris supervision")
		require.NotContains(t, steptest.Seen(t, lent, readers.Reading(byInes, peer.ForCare)), "w4")
		back := challenges.Done(t, lent, safeguard.LendChallenge{}, byJess)
		readers.See(t, back, "note", "garden", rule, "jess", "hannah supervision", "iris supervision")
	})
	t.Run("SAFE-13 taken back it is theirs alone", func(t *testing.T) {
		readers.See(t, records[safeguard.ChallengeTakenBack], "note", "garden", rule, "jess")
		require.False(t, records[safeguard.ChallengeTakenBack].Improvement())
	})
	require.Equal(t, []any{jess, "I might as well not try", "asked what he has grown so far", safeguard.OnWard, on(whenSaid)}, []any{note.Writer(), note.Impact().Reveal(), note.Challenged().Reveal(), note.Where(), note.Noted()})
	more := challenges.Done(t, note, safeguard.SayResult{Result: peer.Say("listened")}, byJess)
	require.Equal(t, []string{"listened", "asked what he has grown so far"}, []string{more.Result().Reveal(), more.Challenged().Reveal()})
	more = challenges.Done(t, more, safeguard.SayResult{Challenged: peer.Say("again")}, byJess)
	require.Equal(t, []string{"listened", "again"}, []string{more.Result().Reveal(), more.Challenged().Reveal()})
	require.True(t, strings.HasPrefix(more.What().Reveal(), "at the handover"))
}

func TestChallengeNoteHistories(t *testing.T) {
	challenges.Histories(t, nil, func(t require.TestingT, n safeguard.ChallengeNote, _ peer.Change) {
		for _, p := range []peer.Private{n.What(), n.Impact(), n.Challenged(), n.Result()} {
			require.NotContains(t, p.Reveal(), "Siân")
		}
		require.True(t, n.Status() == safeguard.ChallengeNoted || !n.Improvement())
		require.False(t, n.Sees("note", readers.Reading(bySian, peer.ForSupport)) || n.Sees("note", readers.Reading(byJess, peer.ForRecord)))
	})
}

func TestChallengeNoteStored(t *testing.T) {
	records := challengesOf(t)
	challenges.Goldens(t, records)
	challenges.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: safeguard.ChallengeNoted, Path: "/writer", Value: "", Heard: "/writer"},
		{Of: safeguard.ChallengeNoted, Path: "/what", Value: "", Heard: "/what"},
		{Of: safeguard.ChallengeNoted, Path: "/noted", Value: nil, Heard: "/noted"},
		{Of: safeguard.ChallengeNoted, Path: "/person", Value: "p4", Heard: "/person"},
		{Of: safeguard.ChallengeTakenBack, Path: "/improvement", Value: true, Heard: "/improvement"},
	})
}
