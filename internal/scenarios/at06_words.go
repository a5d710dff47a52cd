package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// tellAT06Words is the part of AT-06 about whose words and whose choices they are:
// the third step, and what a plan may be built from.
func tellAT06Words(t T) {
	s := &story{t: t}
	const p4 peer.PersonID = "p4" // Siân Weller
	sian, worker := peer.ByPerson(p4), peer.ByStaff(w4, peer.RolePeerWorker)
	p, err := recovery.PolicyFrom(policyFile(t))
	require.NoError(t, err)
	facts := recovery.Facts{Policy: p}
	of := func(by peer.Actor, text string) peer.Words {
		w := words(text)
		w.By = peer.Actor{Person: by.Person, Staff: by.Staff}
		return w
	}
	forTeam := peer.Reading{By: peer.ByStaff(kay, peer.RoleCareCoordinator), Purpose: peer.ForCare, At: at(t, "2026-05-20T09:00Z")}
	forRecord := forTeam
	forRecord.Purpose = peer.ForRecord
	var vision recovery.Vision
	var patience recovery.Strength

	t.Run("AT-06.3, REC-01 a vision authored by the worker is not taken", func(t T) {
		say := recovery.SayVision{ID: "vi-1", Person: p4, Worker: w4, Words: of(worker, "stable, and no longer known to services")}
		_, _, err := recovery.NewVision(say, s.act(worker, "2026-05-01T10:00Z", 0), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		say.Words = words("stable, and no longer known to services") // unsigned: whoever takes the step
		_, _, err = recovery.NewVision(say, s.act(worker, "2026-05-01T10:01Z", 0), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		say.Words = peer.Words{}
		_, _, err = recovery.NewVision(say, s.act(sian, "2026-05-01T10:02Z", 0), facts)
		refused(t, err, peer.ErrRequired)
		say.Words = of(sian, "mornings that are mine, whatever the voices do")
		vision, _, err = recovery.NewVision(say, s.act(worker, "2026-05-01T10:05Z", 0), facts)
		require.NoError(t, err, "the worker writes down what she said")
		require.True(t, vision.Words().From(p4))
	})

	t.Run("AT-06.3, REC-01 a second version, and the first as it was", func(t T) {
		second, _, err := recovery.NewVision(recovery.SayVision{ID: "vi-2", Person: p4, Worker: w4, Words: words("mornings and a dog")}, s.act(sian, "2026-05-08T10:00Z", 0), facts)
		require.NoError(t, err)
		now, ok := recovery.CurrentVision([]recovery.Vision{second, vision})
		require.True(t, ok)
		require.Equal(t, "vi-2", now.Ref().ID)
		before := second
		_, _, err = second.Do(recovery.TakeBackVision{}, s.act(worker, "2026-05-08T10:05Z", second.Rev()), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		require.Equal(t, before, second)
		back, _, err := second.Do(recovery.TakeBackVision{}, s.act(sian, "2026-05-08T10:06Z", second.Rev()), facts)
		require.NoError(t, err)
		now, _ = recovery.CurrentVision([]recovery.Vision{vision, back})
		require.Equal(t, "vi-1", now.Ref().ID)
		require.False(t, now.Sees("vision", forRecord), "REC-50 it goes into the record when she says so")
		now, _, err = now.Do(recovery.WhoMaySee{Audience: recovery.CareRecord}, s.act(sian, "2026-05-08T10:10Z", now.Rev()), facts)
		require.NoError(t, err)
		require.True(t, now.Sees("vision", forRecord))
	})

	t.Run("AT-06.3, REC-02 a strength the worker offered counts when she accepts it", func(t T) {
		var err error
		patience, _, err = recovery.NewStrength(recovery.NameStrength{ID: "st-1", Person: p4, Worker: w4, Sort: recovery.SortStrength, Words: words("you wait for the dog, and never pull")},
			s.act(worker, "2026-05-01T10:20Z", 0), facts)
		require.NoError(t, err)
		stands(t, recovery.StrengthOffered, patience)
		refused(t, patience.Counts(), peer.ErrPersonHasNotAgreed)
		require.False(t, patience.Sees("strength", forTeam))
		before := patience
		after, _, err := patience.Do(recovery.AcceptStrength{}, s.act(worker, "2026-05-01T10:21Z", patience.Rev()), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		require.Equal(t, before, after)
		refused(t, after.Counts(), peer.ErrPersonHasNotAgreed)
		patience, _, err = patience.Do(recovery.AcceptStrength{}, s.act(sian, "2026-05-01T10:25Z", patience.Rev()), facts)
		require.NoError(t, err)
		require.NoError(t, patience.Counts())
	})

	t.Run("AT-06.3, REC-02 what matters to her only she says", func(t T) {
		value := recovery.NameStrength{ID: "st-2", Person: p4, Worker: w4, Sort: recovery.SortValue, Words: of(worker, "independence")}
		_, _, err := recovery.NewStrength(value, s.act(worker, "2026-05-01T10:30Z", 0), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		value.Words = words("animals before paperwork")
		own, _, err := recovery.NewStrength(value, s.act(sian, "2026-05-01T10:31Z", 0), facts)
		require.NoError(t, err)
		require.NoError(t, own.Counts(), "said by her it is hers at once")
	})

	t.Run("AT-06.3, REC-10, REC-07 a support is hers to choose, and others see its kind", func(t T) {
		choose := recovery.ChooseConnection{ID: "co-1", Person: p4, Worker: w4, Who: recovery.ConnectionNeighbour, Wish: recovery.WishLeanOn, Words: of(sian, "Dilys, who has the spare lead"), Goals: []string{"g-9"}}
		_, _, err := recovery.NewConnection(choose, s.act(worker, "2026-05-01T10:40Z", 0), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		support, _, err := recovery.NewConnection(choose, s.act(sian, "2026-05-01T10:41Z", 0), facts)
		require.NoError(t, err)
		require.True(t, support.Supports("g-9"))
		support, _, err = support.Do(recovery.WhoMaySee{Audience: recovery.CareRecord}, s.act(sian, "2026-05-01T10:42Z", support.Rev()), facts)
		require.NoError(t, err)
		require.True(t, support.Sees("kind", forRecord))
		require.False(t, support.Sees("words", forRecord))
		require.False(t, support.Sees("words", forTeam))
	})

	t.Run("AT-06.3, PEER-64, REC-03 a number and a meaning entered by the worker as hers", func(t T) {
		rating := recovery.SaySelfReport{ID: "sr-1", Person: p4, Worker: w4, Domain: recovery.ReportHope, Rating: "4", Scale: recovery.ScaleNotAtAllToCompletely}
		_, _, err := recovery.NewSelfReport(rating, s.act(worker, "2026-05-01T10:50Z", 0), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		report, _, err := recovery.NewSelfReport(rating, s.act(sian, "2026-05-01T10:51Z", 0), facts)
		require.NoError(t, err)
		require.Equal(t, recovery.Rating("4"), report.Rating())
		_, _, err = recovery.NewMeaning(recovery.SayMeaning{ID: "me-1", Person: p4, Worker: w4, Words: words("avoidance")}, s.act(worker, "2026-05-01T10:55Z", 0), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
	})
}
