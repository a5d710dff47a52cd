package sharing_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

var aftercares = steptest.BenchOf(ground, sharing.AftercareTable(), sharing.NewAftercare, sharing.CheckNewAftercare, sharing.AftercareStarts,
	sharing.DecodeAftercare, sharing.EncodeAftercareStep, sharing.DecodeAftercareStep)

func theAnswer() sharing.AnswerAftercare {
	return sharing.AnswerAftercare{ID: "a1", Worker: jess, After: sharing.AfterSharing, Of: "n1", Answer: sharing.Shaken}
}

func theLeaving() sharing.LeaveAftercare {
	return sharing.LeaveAftercare{ID: "a1", Worker: jess, After: sharing.AfterDistress, Of: "c-2"}
}

func aftercareOf(t testing.TB) (answered, left sharing.Aftercare, records map[peer.Status]sharing.Aftercare) {
	t.Helper()
	answered = aftercares.Done(t, sharing.Aftercare{}, theAnswer(), byJess)
	left = aftercares.Done(t, sharing.Aftercare{}, theLeaving(), byJess)
	return answered, left, map[peer.Status]sharing.Aftercare{sharing.Answered: answered, sharing.LeftAlone: left}
}

func TestAftercareEveryRow(t *testing.T) {
	answered, left, records := aftercareOf(t)
	whose := []peer.Rule{rule("PEER-42", peer.ErrNotAuthorised)}
	aftercares.EveryRow(t, anybody(peer.PartyNobody), records,
		aftercares.Planned(t, "PEER-42 the worker says how it was", sharing.Aftercare{}, theAnswer(), byJess, sharing.Answered, map[string][]peer.Rule{"/worker": whose}),
		aftercares.Planned(t, "PEER-42 or leaves the question", sharing.Aftercare{}, theLeaving(), byJess, sharing.LeftAlone, map[string][]peer.Rule{"/worker": whose}),
		aftercares.Planned(t, "PEER-42 says it anew", answered, sharing.AnswerAnew{Answer: sharing.Fine}, byJess, sharing.Answered, nil),
		aftercares.Planned(t, "PEER-42 says it after all", left, sharing.AnswerAnew{Answer: sharing.Tired}, byJess, sharing.Answered, nil),
		aftercares.Planned(t, "PEER-42 takes the answer out", answered, sharing.ForgetAnswer{}, byJess, sharing.LeftAlone, nil),
	)
}

func TestAftercareIsTheWorkersAlone(t *testing.T) {
	answered, left, records := aftercareOf(t)
	t.Run("PEER-42, H27 nobody else reads the answer, nor that there is one", func(t *testing.T) {
		readers.See(t, answered, "answer", "shaken", "PEER-42 not-authorised", "jess")
		readers.See(t, left, "answer", "c-2", "PEER-42 not-authorised", "jess")
		readers.See(t, answered, "answer", `"status"`, "PEER-42 not-authorised", "jess")
	})
	t.Run("PEER-42 nobody answers for them", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, byIris, byRowan, bySian} {
			only(t, aftercares.Tried(t, sharing.Aftercare{}, theAnswer(), by), "PEER-42 not-authorised", "")
			only(t, aftercares.Tried(t, answered, sharing.ForgetAnswer{}, by), "PEER-42 not-authorised", "")
		}
	})
	t.Run("PEER-42, PEER-17 shaken offers supervision and the wellness plan; nothing happens by itself", func(t *testing.T) {
		require.Equal(t, []sharing.Offer{sharing.OfferSupervision, sharing.OfferWellnessPlan}, answered.Offers())
		answered.Offers()[0] = "x"
		require.Equal(t, sharing.OfferSupervision, answered.Offers()[0])
		for _, a := range []sharing.Answer{sharing.Fine, sharing.Tired} {
			require.Empty(t, aftercares.Done(t, answered, sharing.AnswerAnew{Answer: a}, byJess).Offers())
		}
		require.Empty(t, left.Offers())
		_, c, err := sharing.NewAftercare(theAnswer(), act(byJess, whenSaid, "x", nil), sharing.Facts{})
		require.NoError(t, err, "no fact is asked")
		require.Empty(t, c.Signals, "and nobody is told")
		require.Empty(t, c.Reasons)
	})
	t.Run("PEER-42 an answer taken out is gone", func(t *testing.T) {
		gone := aftercares.Done(t, answered, sharing.ForgetAnswer{}, byJess)
		require.Empty(t, gone.Answer())
		b, err := peer.Encode(gone)
		require.NoError(t, err)
		require.NotContains(t, string(b), "shaken")
		after, id := gone.About()
		require.Equal(t, []any{jess, sharing.AfterSharing, "n1", on(whenNext)}, []any{gone.Worker(), after, id, gone.Said()})
	})
	t.Run("PEER-42 there is no place for a text", func(t *testing.T) {
		noText(t, sharing.AftercareTable())
		noText(t, sharing.OffLimitsTable())
	})
	t.Run("PEER-42 stored", func(t *testing.T) {
		aftercares.Goldens(t, records)
		aftercares.Unreadable(t, "garden", records, []steptest.Hostile{
			{Of: sharing.Answered, Path: "/worker", Value: "", Heard: "/worker"},
			{Of: sharing.Answered, Path: "/answer", Value: "", Heard: "/answer"},
			{Of: sharing.Answered, Path: "/answer", Value: "broken", Heard: "/answer"},
			{Of: sharing.Answered, Path: "/after", Value: "goal", Heard: "/after"},
			{Of: sharing.Answered, Path: "/of", Value: "", Heard: "/of"},
			{Of: sharing.Answered, Path: "/said", Value: nil, Heard: "/said"},
			{Of: sharing.LeftAlone, Path: "/answer", Value: "fine", Heard: "/answer"},
			{Of: sharing.LeftAlone, Path: "/words", Value: "x", Heard: "/words"},
		})
	})
}

func TestAftercareHistories(t *testing.T) {
	aftercares.Histories(t, given, func(t require.TestingT, a sharing.Aftercare, c peer.Change) {
		require.Equal(t, a.Worker(), c.By.Staff)
		require.Equal(t, a.Answer() == "", a.Status() == sharing.LeftAlone)
		require.Equal(t, a.Answer() == sharing.Shaken, len(a.Offers()) == 2)
		require.Empty(t, c.Signals)
	})
}

// contactOf is a contact of Jess's that took place, or did not.
func contactOf(t testing.TB, id string, by peer.Actor, end string, outcome peer.Outcome) peer.Contact {
	t.Helper()
	stop := peer.MustMoment(end)
	start := peer.MomentOf(stop.UTC().Add(-45 * time.Minute))
	c, _, err := peer.NewContact(peer.RecordContact{ID: id, Person: sian, Worker: by.Staff, ForSafety: true, Kind: peer.OneToOne,
		What: peer.Happening{Mode: peer.Phone, Start: start, End: stop, Outcome: outcome, Production: peer.SharedLater}}, act(by, "2026-05-05T18:00Z", id, nil), peer.ContactFacts{})
	require.NoError(t, err)
	return c
}

func TestAftercareDue(t *testing.T) {
	note := notes.Done(t, sharing.Note{}, theNote(), byJess)
	other := theNote()
	other.ID, other.Contact, other.Shared = "n2", "", on("2026-05-04T08:00Z")
	note2 := notes.Done(t, sharing.Note{}, other, byJess)
	distress := []peer.Contact{contactOf(t, "c-2", byJess, "2026-05-04T10:15:00Z", peer.Attended), contactOf(t, "c-7", byJess, "2026-05-05T10:00:00Z", peer.Attended),
		contactOf(t, "c-8", byRowan, "2026-05-05T10:00:00Z", peer.Attended), contactOf(t, "c-9", byJess, "2026-05-05T10:00:00Z", peer.Missed)}
	values := []peer.Record{note, note2, distress[0], lists()[0]}
	due := func(by peer.Actor, now string, more ...peer.Record) []string {
		var out []string
		for _, d := range sharing.AftercareDue(append(values, more...), distress, by, on(now)) {
			require.Equal(t, []any{peer.PartyWorker, by.Staff, peer.PersonID(""), peer.DeadlineOpen}, []any{d.Owes, d.Owner.Staff, d.Person, d.State})
			require.True(t, d.Due.IsZero(), "it is never late")
			require.Equal(t, "PEER-42 aftercare-due", d.Rule.String())
			require.Equal(t, "PEER-42."+d.About.String(), d.ID)
			out = append(out, d.About.String())
		}
		return out
	}
	t.Run("PEER-42 a sharing and somebody's distress, one prompt an occasion, the oldest first", func(t *testing.T) {
		require.Equal(t, []string{"sharing-note/n2", "sharing-note/n1", "contact/c-7"}, due(byJess, "2026-05-05T20:00Z"))
		require.Equal(t, on(whenShared), sharing.AftercareDue(values, distress, byJess, on("2026-05-05T20:00Z"))[1].Since)
		require.Equal(t, []string{"contact/c-8"}, due(byRowan, "2026-05-05T20:00Z"))
	})
	t.Run("PEER-42 it is asked at once, and not before", func(t *testing.T) {
		require.Equal(t, []string{"sharing-note/n2"}, due(byJess, "2026-05-04T09:29Z"))
		require.Equal(t, []string{"sharing-note/n2", "sharing-note/n1"}, due(byJess, "2026-05-04T09:30Z"))
		require.Len(t, due(byJess, "2026-05-05T09:59Z"), 2)
		require.Len(t, due(byJess, "2026-05-05T10:00Z"), 3)
	})
	t.Run("PEER-42 answered or left, it is not asked again", func(t *testing.T) {
		answered, _, _ := aftercareOf(t)
		require.Equal(t, []string{"sharing-note/n2", "contact/c-7"}, due(byJess, "2026-05-05T20:00Z", answered))
		leave := theLeaving()
		leave.Of = "c-7"
		left := aftercares.Done(t, sharing.Aftercare{}, leave, byJess)
		require.Equal(t, []string{"sharing-note/n2"}, due(byJess, "2026-05-05T20:00Z", answered, left))
		gone := aftercares.Done(t, answered, sharing.ForgetAnswer{}, byJess)
		require.Equal(t, []string{"sharing-note/n2", "contact/c-7"}, due(byJess, "2026-05-05T20:00Z", gone))
		theirs := sharing.AnswerAftercare{ID: "a9", Worker: rowan, After: sharing.AfterSharing, Of: "n1", Answer: sharing.Fine}
		require.Len(t, due(byJess, "2026-05-05T20:00Z", aftercares.Done(t, sharing.Aftercare{}, theirs, byRowan)), 3, "nobody answers for another")
	})
	t.Run("PEER-42 a note that was taken back asks nothing; the contact still does", func(t *testing.T) {
		back := notes.Done(t, note, sharing.TakeBack{}, byJess)
		require.Len(t, sharing.AftercareDue([]peer.Record{back, note2}, distress, byJess, on("2026-05-05T20:00Z")), 3)
		require.Len(t, sharing.AftercareDue([]peer.Record{back, note2}, nil, byJess, on("2026-05-05T20:00Z")), 1)
	})
	t.Run("PEER-42, H27 to anybody else there is nothing", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, byIris, bySian, byMegan, {}, {Person: sian, Staff: jess}, peer.ByPerson(peer.PersonID(jess))} {
			require.Empty(t, sharing.AftercareDue(values, distress, by, on("2026-05-05T20:00Z")))
		}
	})
}
