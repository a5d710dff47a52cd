package worker_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

func workOf(w peer.StaffID) func(*worker.BookEntry) {
	return func(b *worker.BookEntry) { b.Worker = w }
}

func workGivesUp(b *worker.BookEntry) { b.Time.GivesUp = true }

func TestConflicts(t *testing.T) {
	long := workEntry(t, "a", worker.DiaryMeeting, "2026-05-06T09:00:00Z", "2026-05-06T12:00:00Z")
	short := workEntry(t, "b", worker.DiaryContact, "2026-05-06T09:30:00Z", "2026-05-06T10:00:00Z")
	last := workEntry(t, "c", worker.DiaryContact, "2026-05-06T11:30:00Z", "2026-05-06T12:30:00Z")
	touch := workEntry(t, "d", worker.DiaryTravel, "2026-05-06T12:30:00Z", "2026-05-06T13:00:00Z")
	other := workEntry(t, "e", worker.DiaryMeeting, "2026-05-06T09:00:00Z", "2026-05-06T12:00:00Z", workOf(rowan))
	off := diaries.Done(t, workEntry(t, "f", worker.DiaryOther, "2026-05-06T09:00:00Z", "2026-05-06T12:00:00Z"), worker.CallEntryOff{}, byJess)
	t.Run("PEER-25 every pair, also where a long one lies over several", func(t *testing.T) {
		got := worker.Conflicts([]worker.DiaryEntry{touch, last, off, short, other, long, long, {}})
		require.Equal(t, []worker.Conflict{
			{Worker: jess, Entries: [2]peer.Ref{long.Ref(), short.Ref()}, From: on("2026-05-06T09:30Z"), To: on("2026-05-06T10:00Z")},
			{Worker: jess, Entries: [2]peer.Ref{long.Ref(), last.Ref()}, From: on("2026-05-06T11:30Z"), To: on("2026-05-06T12:00Z")},
		}, got)
	})
	t.Run("PEER-18 protected time, and where the worker gave it up", func(t *testing.T) {
		kept := workEntry(t, "p", worker.DiaryProtected, "2026-05-06T09:00:00Z", "2026-05-06T10:00:00Z")
		got := worker.Conflicts([]worker.DiaryEntry{kept, short})
		require.True(t, got[0].Protected)
		require.False(t, got[0].Agreed)
		got = worker.Conflicts([]worker.DiaryEntry{kept, workEntry(t, "b", worker.DiaryContact, "2026-05-06T09:30:00Z", "2026-05-06T10:00:00Z", workGivesUp)})
		require.True(t, got[0].Protected && got[0].Agreed)
		got = worker.Conflicts([]worker.DiaryEntry{long, workEntry(t, "b", worker.DiaryContact, "2026-05-06T09:30:00Z", "2026-05-06T10:00:00Z", workGivesUp)})
		require.False(t, got[0].Protected || got[0].Agreed, "there is nothing to give up")
	})
	require.Empty(t, worker.Conflicts(nil))
}

// The list says what comparing every two entries says.
func TestConflictsAgreeWithComparingAll(t *testing.T) {
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260504, 25))
	from := on("2026-10-25T00:00Z")
	for range 12 {
		var all []worker.DiaryEntry
		for i := range 10 {
			at := from.Add(time.Duration(rng.IntN(36)) * 10 * time.Minute)
			to := at.Add(time.Duration(1+rng.IntN(8)) * 10 * time.Minute)
			sort := worker.DiaryKind(worker.DiaryKind("").Terms()[rng.IntN(6)])
			all = append(all, workEntry(t, fmt.Sprint("e", i), sort, at.Format(time.RFC3339), to.Format(time.RFC3339), workOf([]peer.StaffID{jess, rowan}[rng.IntN(2)])))
		}
		pairs := map[[2]string]bool{}
		for i, a := range all {
			for _, b := range all[i+1:] {
				if a.Worker() == b.Worker() && a.From().Before(b.To()) && b.From().Before(a.To()) {
					pairs[[2]string{a.Ref().ID, b.Ref().ID}] = true
				}
			}
		}
		got := worker.Conflicts(all)
		require.Len(t, got, len(pairs))
		for _, c := range got {
			x, y := c.Entries[0].ID, c.Entries[1].ID
			require.True(t, pairs[[2]string{x, y}] || pairs[[2]string{y, x}])
			require.True(t, c.From.Before(c.To))
		}
	}
}

func TestAgenda(t *testing.T) {
	cal := policy(t).Calendar()
	ids := func(day string, all ...worker.DiaryEntry) (out []string) {
		for _, e := range worker.Agenda(all, jess, date(day), cal) {
			out = append(out, e.Ref().ID)
		}
		return out
	}
	night := workEntry(t, "night", worker.DiaryContact, "2026-03-28T23:30:00Z", "2026-03-29T02:30:00+01:00")
	first := workEntry(t, "first", worker.DiaryContact, "2026-03-29T23:30:00+01:00", "2026-03-30T00:00:00+01:00")
	next := workEntry(t, "next", worker.DiaryContact, "2026-03-30T00:00:00+01:00", "2026-03-30T01:00:00+01:00")
	theirs := workEntry(t, "theirs", worker.DiaryContact, "2026-03-29T09:00:00+01:00", "2026-03-29T10:00:00+01:00", workOf(rowan))
	t.Run("PEER-25 a day of 23 hours", func(t *testing.T) {
		require.Equal(t, []string{"night"}, ids("2026-03-28", first, next, night, theirs))
		require.Equal(t, []string{"night", "first"}, ids("2026-03-29", first, next, night, theirs))
		require.Equal(t, []string{"next"}, ids("2026-03-30", first, next, night, theirs))
	})
	t.Run("PEER-25 a day of 25 hours, in the order things happen", func(t *testing.T) {
		before := workEntry(t, "before", worker.DiaryContact, "2026-10-25T01:45:00+01:00", "2026-10-25T01:50:00+01:00")
		after := workEntry(t, "after", worker.DiaryContact, "2026-10-25T01:15:00Z", "2026-10-25T01:30:00Z")
		late := workEntry(t, "late", worker.DiaryContact, "2026-10-25T23:30:00Z", "2026-10-25T23:45:00Z")
		require.Equal(t, []string{"before", "after", "late"}, ids("2026-10-25", late, after, before))
		require.Empty(t, ids("2026-10-26", late, after, before))
	})
}

func TestProtectedTime(t *testing.T) {
	weekly, monthly := policy(t), policyWith(t, obj{"protectedTime": obj{"minutes": 480, "per": "month"}})
	kept := workEntry(t, "k", worker.DiaryProtected, "2026-05-06T14:00:00+01:00", "2026-05-06T15:30:00+01:00")
	use := func(p worker.Policy, day string, all ...worker.DiaryEntry) worker.ProtectedUse {
		return worker.ProtectedTimeOf(all, jess, date(day), p)
	}
	t.Run("PEER-18 what is owed against what is kept, from Monday to Sunday", func(t *testing.T) {
		for _, day := range []string{"2026-05-04", "2026-05-06", "2026-05-10"} {
			u := use(weekly, day, kept)
			require.Equal(t, worker.ProtectedUse{From: date("2026-05-04"), To: date("2026-05-10"), Entitled: 120, Kept: 90}, u)
			require.Equal(t, 30, u.Left())
		}
		require.Equal(t, 0, use(weekly, "2026-05-11", kept).Kept)
		require.Equal(t, 0, use(weekly, "2026-05-03", kept).Kept)
	})
	t.Run("PEER-18 in a calendar month", func(t *testing.T) {
		require.Equal(t, worker.ProtectedUse{From: date("2026-05-01"), To: date("2026-05-31"), Entitled: 480, Kept: 90}, use(monthly, "2026-05-31", kept))
		require.Equal(t, date("2026-02-28"), use(monthly, "2026-02-10").To)
	})
	t.Run("PEER-18 what the worker gave up for something else", func(t *testing.T) {
		over := workEntry(t, "o", worker.DiaryContact, "2026-05-06T15:00:00+01:00", "2026-05-06T16:00:00+01:00", workGivesUp)
		same := workEntry(t, "s", worker.DiaryMeeting, "2026-05-06T15:10:00+01:00", "2026-05-06T15:20:00+01:00", workGivesUp)
		require.Equal(t, worker.ProtectedUse{From: date("2026-05-04"), To: date("2026-05-10"), Entitled: 120, Kept: 60, GivenUp: 30}, use(weekly, "2026-05-06", kept, over, same))
	})
	t.Run("PEER-18 twice the same time counts once, and somebody else's not at all", func(t *testing.T) {
		again := workEntry(t, "k2", worker.DiaryProtected, "2026-05-06T15:00:00+01:00", "2026-05-06T16:00:00+01:00")
		theirs := workEntry(t, "k3", worker.DiaryProtected, "2026-05-07T15:00:00+01:00", "2026-05-07T16:00:00+01:00", workOf(rowan))
		off := diaries.Done(t, workEntry(t, "k4", worker.DiaryProtected, "2026-05-08T15:00:00+01:00", "2026-05-08T16:00:00+01:00"), worker.CallEntryOff{}, byJess)
		u := use(weekly, "2026-05-06", kept, again, theirs, off)
		require.Equal(t, 120, u.Kept)
		require.Equal(t, 0, u.Left())
		require.Equal(t, 0, use(weekly, "2026-05-06", kept, workEntry(t, "k5", worker.DiaryProtected, "2026-05-08T09:00:00Z", "2026-05-08T15:00:00Z")).Left(), "more than is owed is not less than nothing")
	})
	t.Run("PEER-18 real minutes where the clocks change, and only those of the period", func(t *testing.T) {
		forward := workEntry(t, "f", worker.DiaryProtected, "2026-03-29T00:30:00Z", "2026-03-29T02:30:00+01:00")
		back := workEntry(t, "b", worker.DiaryProtected, "2026-10-25T00:30:00+01:00", "2026-10-25T02:30:00Z")
		require.Equal(t, 60, use(weekly, "2026-03-29", forward).Kept)
		require.Equal(t, 180, use(weekly, "2026-10-25", back).Kept)
		midnight := workEntry(t, "m", worker.DiaryProtected, "2026-03-29T23:00:00+01:00", "2026-03-30T00:30:00+01:00")
		require.Equal(t, 60, use(weekly, "2026-03-29", midnight).Kept)
		require.Equal(t, 30, use(weekly, "2026-03-30", midnight).Kept)
	})
	t.Run("PEER-18 where none is set", func(t *testing.T) {
		require.Zero(t, use(worker.Policy{}, "2026-05-06", kept))
		none := policyWith(t, obj{"protectedTime": obj{"minutes": 0}})
		require.Zero(t, use(none, "2026-05-06", kept))
	})
}

// workContact is one of Jess's that took place, or was missed.
func workContact(t testing.TB, id string, from, to string, outcome peer.Outcome, by peer.StaffID) peer.Contact {
	t.Helper()
	c, _, err := peer.NewContact(peer.RecordContact{ID: id, Person: sian, Worker: by, Kind: peer.OneToOne, What: peer.Happening{Mode: peer.FaceToFace, Start: peer.MustMoment(from), End: peer.MustMoment(to), Outcome: outcome, Production: peer.CoProduced}},
		act(peer.ByStaff(by, ""), "2026-12-01T10:00Z", "c1", nil), peer.ContactFacts{})
	require.NoError(t, err)
	return c
}

func TestMissingRecords(t *testing.T) {
	named := workEntry(t, "named", worker.DiaryContact, "2026-05-06T14:00:00+01:00", "2026-05-06T15:00:00+01:00", func(b *worker.BookEntry) { b.Contact = "c1" })
	free := workEntry(t, "free", worker.DiaryContact, "2026-05-05T09:00:00+01:00", "2026-05-05T10:00:00+01:00")
	meeting := workEntry(t, "meeting", worker.DiaryMeeting, "2026-05-05T11:00:00+01:00", "2026-05-05T12:00:00+01:00")
	off := diaries.Done(t, workEntry(t, "off", worker.DiaryContact, "2026-05-05T13:00:00+01:00", "2026-05-05T14:00:00+01:00"), worker.CallEntryOff{}, byJess)
	all := []worker.DiaryEntry{named, meeting, off, free, free, {}}
	missing := func(at string, contacts ...peer.Contact) (out []string) {
		for _, e := range worker.MissingRecords(all, contacts, on(at)) {
			out = append(out, e.Ref().ID)
		}
		return out
	}
	const after = "2026-05-06T14:00Z"
	at := func(id, from, to string) peer.Contact { return workContact(t, id, from, to, peer.Attended, jess) }
	t.Run("PEER-46 what is over and not written down", func(t *testing.T) {
		require.Equal(t, []string{"free", "named"}, missing(after))
		require.Equal(t, []string{"free"}, missing("2026-05-06T13:59Z"))
		require.Empty(t, missing("2026-05-05T08:59Z"))
	})
	t.Run("PEER-46 written down, or missed", func(t *testing.T) {
		require.Equal(t, []string{"free"}, missing(after, at("c1", "2026-05-06T16:00:00+01:00", "2026-05-06T17:00:00+01:00")), "the contact it names, whenever it was")
		require.Equal(t, []string{"named"}, missing(after, at("c7", "2026-05-05T09:30:00+01:00", "2026-05-05T10:30:00+01:00")))
		require.Equal(t, []string{"named"}, missing(after, workContact(t, "c7", "2026-05-05T09:00:00+01:00", "2026-05-05T09:00:00+01:00", peer.Missed, jess)))
	})
	t.Run("PEER-46 another time, another worker, another contact, or entered in error", func(t *testing.T) {
		require.Equal(t, []string{"free", "named"}, missing(after, at("c7", "2026-05-05T10:00:00+01:00", "2026-05-05T11:00:00+01:00"), at("c8", "2026-05-06T14:00:00+01:00", "2026-05-06T15:00:00+01:00"),
			workContact(t, "c1", "2026-05-05T09:00:00+01:00", "2026-05-05T10:00:00+01:00", peer.Attended, rowan)))
		wrong, _, err := at("c1", "2026-05-06T14:00:00+01:00", "2026-05-06T15:00:00+01:00").Do(peer.MarkInError{Because: own(byJess, "another day")}, act(byJess, "2026-12-01T11:00Z", "c2", at("c1", "2026-05-06T14:00:00+01:00", "2026-05-06T15:00:00+01:00")), peer.ContactFacts{})
		require.NoError(t, err)
		require.Equal(t, []string{"free", "named"}, missing(after, wrong))
	})
}
