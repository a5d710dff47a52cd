package worker_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

var diaries = steptest.BenchOf(workGround, worker.DiaryEntryTable(), worker.NewDiaryEntry, worker.CheckNewDiaryEntry, worker.DiaryEntryStarts,
	worker.DecodeDiaryEntry, worker.EncodeDiaryEntryStep, worker.DecodeDiaryEntryStep)

// workSpanOf is a time such as "2026-05-06T14:00:00Z" to "…T15:00:00Z".
func workSpanOf(from, to string) worker.DiaryTime {
	return worker.DiaryTime{From: peer.MustMoment(from), To: peer.MustMoment(to)}
}

func theEntry() worker.BookEntry {
	return worker.BookEntry{ID: "d1", Worker: jess, Sort: worker.DiaryContact, Contact: "c1", Time: workSpanOf("2026-05-06T14:00:00+01:00", "2026-05-06T15:00:00+01:00")}
}

// workEntry books a time that nothing stands against.
func workEntry(t testing.TB, id string, sort worker.DiaryKind, from, to string, change ...func(*worker.BookEntry)) worker.DiaryEntry {
	t.Helper()
	step := worker.BookEntry{ID: id, Worker: jess, Sort: sort, Time: workSpanOf(from, to)}
	for _, c := range change {
		c(&step)
	}
	e, _, err := worker.NewDiaryEntry(step, act(peer.ByStaff(step.Worker, ""), workFirst, "a1", nil), workFacts(t))
	require.NoError(t, err)
	return e
}

func diaryOf(t testing.TB) map[peer.Status]worker.DiaryEntry {
	t.Helper()
	booked := diaries.Done(t, worker.DiaryEntry{}, theEntry(), byJess)
	return map[peer.Status]worker.DiaryEntry{worker.DiaryBooked: booked, worker.DiaryCalledOff: diaries.Done(t, booked, worker.CallEntryOff{}, byHannah)}
}

func TestDiaryEveryRow(t *testing.T) {
	records := diaryOf(t)
	whose, booked := row("PEER-25", peer.ErrNotAuthorised), records[worker.DiaryBooked]
	move := worker.MoveEntry{Time: workSpanOf("2026-05-07T09:00:00+01:00", "2026-05-07T10:00:00+01:00")}
	diaries.EveryRow(t, anybody(), records,
		diaries.Planned(t, "PEER-25 the worker books", worker.DiaryEntry{}, theEntry(), byJess, worker.DiaryBooked, map[string][]peer.Rule{"/worker": {whose}}),
		diaries.Planned(t, "PEER-25 the line manager books", worker.DiaryEntry{}, theEntry(), byHannah, worker.DiaryBooked, nil),
		diaries.Planned(t, "PEER-25 move", booked, move, byJess, worker.DiaryBooked, nil),
		diaries.Planned(t, "PEER-25 the supervisor calls it off", booked, worker.CallEntryOff{}, byIris, worker.DiaryCalledOff, nil),
	)
}

func TestDiaryTimes(t *testing.T) {
	try := func(from, to string) peer.Decision {
		step := theEntry()
		step.Time = workSpanOf(from, to)
		return diaries.Tried(t, worker.DiaryEntry{}, step, byJess)
	}
	t.Run("PEER-25 an end that does not lie after the start", func(t *testing.T) {
		only(t, try("2026-05-06T14:00:00Z", "2026-05-06T14:00:00Z"), "PEER-25 invalid-period", "/time/to")
		only(t, try("2026-05-06T14:00:00Z", "2026-05-06T13:59:59Z"), "PEER-25 invalid-period", "/time/to")
		only(t, try("2026-05-06T14:00:00Z", "2026-05-06T15:00:00+01:00"), "PEER-25 invalid-period", "/time/to")
		open(t, try("2026-05-06T14:00:00Z", "2026-05-06T14:00:00.001Z"))
		records := diaryOf(t)
		only(t, diaries.Tried(t, records[worker.DiaryBooked], worker.MoveEntry{Time: workSpanOf("2026-05-06T14:00:00Z", "2026-05-06T13:00:00Z")}, byJess), "PEER-25 invalid-period", "/time/to")
	})
	t.Run("PEER-25 the clocks go forward, and back", func(t *testing.T) {
		require.Equal(t, 60, workEntry(t, "d1", worker.DiaryContact, "2026-03-29T00:30:00Z", "2026-03-29T02:30:00+01:00").Minutes(), "the clocks show two hours")
		require.Equal(t, 120, workEntry(t, "d1", worker.DiaryContact, "2026-10-25T01:30:00+01:00", "2026-10-25T02:30:00Z").Minutes(), "the clocks show one")
		open(t, try("2026-10-25T01:45:00+01:00", "2026-10-25T01:15:00Z"))
	})
	t.Run("PEER-25 by somebody who is not of the line", func(t *testing.T) {
		for _, by := range []peer.Actor{byKay, byRowan, bySian, byMegan, peer.ByStaff(rowan, peer.RoleLineManager)} {
			only(t, diaries.Tried(t, worker.DiaryEntry{}, theEntry(), by), "PEER-25 not-authorised", "")
		}
		d := diaries.Tried(t, worker.DiaryEntry{}, theEntry(), byHannah, func(f *worker.Facts) { f.Lines = peer.Lines{} })
		only(t, d, "PEER-25 not-authorised", "")
		require.Len(t, d.Missing(), 1)
	})
}

func TestDiaryConflict(t *testing.T) {
	at := func(from, to string) (string, string) {
		return "2026-05-06T" + from + ":00+01:00", "2026-05-06T" + to + ":00+01:00"
	}
	standing := func(t *testing.T, sort worker.DiaryKind, from, to string, change ...func(*worker.BookEntry)) worker.DiaryEntry {
		from, to = at(from, to)
		return workEntry(t, "other", sort, from, to, change...)
	}
	try := func(step worker.BookEntry, by peer.Actor, others ...worker.DiaryEntry) peer.Decision {
		return diaries.Tried(t, worker.DiaryEntry{}, step, by, func(f *worker.Facts) { f.Diary = worker.DiaryOf(others) })
	}
	t.Run("PEER-25 over something else", func(t *testing.T) {
		for _, sort := range worker.DiaryKind("").Terms() {
			for _, over := range [][2]string{{"13:00", "14:01"}, {"14:59", "16:00"}, {"14:20", "14:40"}, {"13:00", "16:00"}, {"14:00", "15:00"}} {
				if sort := worker.DiaryKind(sort); sort != worker.DiaryProtected {
					only(t, try(theEntry(), byJess, standing(t, sort, over[0], over[1])), "PEER-25 diary-conflict", "/time/from")
				}
			}
		}
	})
	t.Run("PEER-25 beside it, somebody else's, or called off", func(t *testing.T) {
		open(t, try(theEntry(), byJess, standing(t, worker.DiaryMeeting, "13:00", "14:00"), standing(t, worker.DiaryTravel, "15:00", "15:30")))
		open(t, try(theEntry(), byJess, standing(t, worker.DiaryMeeting, "14:00", "15:00", func(b *worker.BookEntry) { b.Worker = rowan })))
		open(t, try(theEntry(), byJess, diaries.Done(t, standing(t, worker.DiaryMeeting, "14:00", "15:00"), worker.CallEntryOff{}, byJess)))
	})
	t.Run("PEER-25 what stands in the diary is not known", func(t *testing.T) {
		unknown := func(f *worker.Facts) { f.Diary = worker.Diary{} }
		d := diaries.Tried(t, worker.DiaryEntry{}, theEntry(), byJess, unknown)
		require.Len(t, d.Missing(), 2)
		require.False(t, d.Allowed())
		step := theEntry()
		step.Time.GivesUp = true
		only(t, diaries.Tried(t, worker.DiaryEntry{}, step, byJess, unknown), "PEER-25 diary-conflict", "/time/from")
		open(t, diaries.Tried(t, diaryOf(t)[worker.DiaryBooked], worker.CallEntryOff{}, byJess, func(f *worker.Facts) { *f = worker.Facts{} }))
	})
	t.Run("PEER-25 an entry is not in its own way", func(t *testing.T) {
		booked := diaryOf(t)[worker.DiaryBooked]
		move := worker.MoveEntry{Time: workSpanOf("2026-05-06T14:30:00+01:00", "2026-05-06T15:30:00+01:00")}
		with := func(others ...worker.DiaryEntry) func(*worker.Facts) {
			return func(f *worker.Facts) { f.Diary = worker.DiaryOf(others) }
		}
		open(t, diaries.Tried(t, booked, move, byJess, with(booked)))
		only(t, diaries.Tried(t, booked, move, byJess, with(booked, standing(t, worker.DiaryMeeting, "15:00", "16:00"))), "PEER-25 diary-conflict", "/time/from")
	})
	t.Run("PEER-18 over protected time", func(t *testing.T) {
		kept := standing(t, worker.DiaryProtected, "14:00", "16:00")
		for _, sort := range worker.DiaryKind("").Terms() {
			step := theEntry()
			step.Sort = worker.DiaryKind(sort)
			if step.Sort == worker.DiaryProtected {
				step.Time.GivesUp = true
				only(t, try(step, byJess, kept), "PEER-25 diary-conflict", "/time/from")
				continue
			}
			only(t, try(step, byJess, kept), "PEER-18 protected-time", "/time/givesUp")
			only(t, try(step, byHannah, kept), "PEER-18 protected-time", "/time/givesUp")
			step.Time.GivesUp = true
			open(t, try(step, byJess, kept))
			only(t, try(step, byHannah, kept), "PEER-18 protected-time", "/time/givesUp") // nobody agrees for the worker
		}
		booked := diaryOf(t)[worker.DiaryBooked]
		move := worker.MoveEntry{Time: workSpanOf("2026-05-06T15:30:00+01:00", "2026-05-06T16:30:00+01:00")}
		only(t, diaries.Tried(t, booked, move, byJess, func(f *worker.Facts) { f.Diary = worker.DiaryOf([]worker.DiaryEntry{kept}) }), "PEER-18 protected-time", "/time/givesUp")
	})
	t.Run("PEER-18 protected time is not put over what stands there", func(t *testing.T) {
		step := theEntry()
		step.Sort = worker.DiaryProtected
		only(t, try(step, byJess, standing(t, worker.DiaryContact, "14:00", "15:00")), "PEER-25 diary-conflict", "/time/from")
		step.Time.GivesUp = true
		require.False(t, diaries.Done(t, worker.DiaryEntry{}, step, byJess).GivesUp(), "it gives up nothing")
	})
}

func TestDiaryTellsOthersNothing(t *testing.T) {
	kept := workEntry(t, "kept", worker.DiaryProtected, "2026-05-06T14:00:00+01:00", "2026-05-06T15:00:00+01:00")
	for name, by := range map[string]peer.Actor{"a person": bySian, "a carer": byMegan, "a colleague": byKay} {
		t.Run("PEER-18, H26 "+name+" does not hear what stands in a worker's diary", func(t *testing.T) {
			d := diaries.Tried(t, worker.DiaryEntry{}, theEntry(), by, func(f *worker.Facts) { f.Diary = worker.DiaryOf([]worker.DiaryEntry{kept}) })
			for _, r := range d.Unmet() {
				require.Contains(t, []peer.Code{peer.ErrNotAuthorised, peer.ErrNotAvailableToday}, r.Rule.Code)
			}
		})
	}
}

func TestDiaryShifts(t *testing.T) {
	shift := func(from, to string) worker.Shift {
		return worker.Shift{From: peer.MustMoment(from), To: peer.MustMoment(to)}
	}
	try := func(step worker.BookEntry, shifts ...worker.Shift) peer.Decision {
		return diaries.Tried(t, worker.DiaryEntry{}, step, byJess, func(f *worker.Facts) { f.Diary = worker.DiaryOf(nil).WithShifts(shifts) })
	}
	day := shift("2026-05-06T09:00:00+01:00", "2026-05-06T14:30:00+01:00")
	late := shift("2026-05-06T14:30:00+01:00", "2026-05-06T22:00:00+01:00")
	t.Run("PEER-25 a contact outside the shift has a reason", func(t *testing.T) {
		only(t, try(theEntry(), day), "PEER-25 reason-required", "/time/outside")
		only(t, try(theEntry(), late), "PEER-25 reason-required", "/time/outside")
		only(t, try(theEntry()), "PEER-25 reason-required", "/time/outside")
		step := theEntry()
		step.Time.Outside = worker.OutsideSuitsPerson
		open(t, try(step, day))
		require.Equal(t, worker.OutsideSuitsPerson, diaries.Done(t, worker.DiaryEntry{}, step, byJess).Outside())
	})
	t.Run("PEER-25 inside, over two shifts that touch, and at night", func(t *testing.T) {
		open(t, try(theEntry(), late, day))
		open(t, try(theEntry(), shift("2026-05-06T14:00:00+01:00", "2026-05-06T15:00:00+01:00")))
		step := theEntry()
		step.Time = workSpanOf("2026-03-29T00:30:00Z", "2026-03-29T02:30:00+01:00")
		open(t, try(step, shift("2026-03-28T22:00:00Z", "2026-03-29T07:00:00+01:00")))
	})
	t.Run("PEER-25 nothing but a contact is asked, and nothing where no shifts are kept", func(t *testing.T) {
		step := theEntry()
		for _, sort := range []worker.DiaryKind{worker.DiaryMeeting, worker.DiaryTravel, worker.DiaryTraining, worker.DiaryProtected, worker.DiaryOther} {
			step.Sort = sort
			open(t, try(step))
		}
		open(t, diaries.Tried(t, worker.DiaryEntry{}, theEntry(), byJess))
	})
	t.Run("PEER-25 a shift that does not go forward counts for nothing", func(t *testing.T) {
		only(t, try(theEntry(), shift("2026-05-06T22:00:00+01:00", "2026-05-06T09:00:00+01:00"), worker.Shift{}), "PEER-25 reason-required", "/time/outside")
	})
}

func TestDiaryLone(t *testing.T) {
	try := func(change func(*worker.BookEntry), with ...func(*worker.Facts)) peer.Decision {
		step := theEntry()
		step.Lone = true
		change(&step)
		return diaries.Tried(t, worker.DiaryEntry{}, step, byJess, with...)
	}
	nothing := func(*worker.BookEntry) {}
	t.Run("PEER-26 alone without a plan", func(t *testing.T) {
		only(t, try(nothing), "PEER-26 lone-working-plan-missing", "/lonePlan")
		open(t, try(func(b *worker.BookEntry) { b.LonePlan = "l1" }))
		open(t, try(func(b *worker.BookEntry) { b.Sort = worker.DiaryTravel }))
		open(t, try(func(b *worker.BookEntry) { b.Lone = false }))
	})
	t.Run("PEER-26 where the policy does not ask, and where there is none", func(t *testing.T) {
		p := policyWith(t, obj{"loneWorking": obj{"asked": false}})
		open(t, try(nothing, func(f *worker.Facts) { f.Policy = p }))
		d := try(nothing, func(f *worker.Facts) { f.Policy = worker.Policy{} })
		only(t, d, "PEER-26 lone-working-plan-missing", "/lonePlan")
		require.Len(t, d.Missing(), 1)
	})
	step := theEntry()
	step.Lone, step.LonePlan = true, "l1"
	e := diaries.Done(t, worker.DiaryEntry{}, step, byJess)
	alone, plan := e.Lone()
	require.True(t, alone)
	require.Equal(t, []any{"l1", jess, worker.DiaryContact, "c1", 60, step.Time.From, step.Time.To}, []any{plan, e.Worker(), e.Sort(), e.Contact(), e.Minutes(), e.From(), e.To()})
}

func TestDiaryReading(t *testing.T) {
	booked := diaryOf(t)[worker.DiaryBooked]
	readers.See(t, booked, "entry", `"sort":`, "PEER-25 not-authorised", "jess", "hannah", "iris")
	for _, c := range []struct {
		by      peer.Actor
		purpose peer.Purpose
		sees    bool
	}{{byJess, peer.ForRecord, true}, {byHannah, peer.ForSupport, true}, {byKay, peer.ForCare, true}, {byKay, peer.ForSupervision, true}, {byKay, peer.ForRecord, false},
		{byKay, peer.ForSupport, false}, {bySian, peer.ForCare, false}, {byMegan, peer.ForCare, false}, {peer.Actor{}, peer.ForCare, false}} {
		require.Equal(t, c.sees, booked.Sees("time", readers.Reading(c.by, c.purpose)), fmt.Sprint(c))
	}
}

func TestDiaryHistories(t *testing.T) {
	diaries.Histories(t, workGiven, func(t require.TestingT, d worker.DiaryEntry, c peer.Change) {
		require.True(t, d.From().Before(d.To()))
		require.Contains(t, []peer.StaffID{d.Worker(), hannah, iris}, c.By.Staff)
		require.False(t, d.GivesUp() && d.Sort() == worker.DiaryProtected)
	})
}

func TestDiaryStored(t *testing.T) {
	records := diaryOf(t)
	diaries.Goldens(t, records)
	diaries.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: worker.DiaryBooked, Path: "/to", Value: "2026-05-06T14:00:00+01:00", Heard: "/to"},
		{Of: worker.DiaryBooked, Path: "/from", Value: nil, Heard: "/from"},
		{Of: worker.DiaryBooked, Path: "/sort", Value: "lunch", Heard: "/sort"},
		{Of: worker.DiaryBooked, Path: "/outside", Value: "because", Heard: "/outside"},
		{Of: worker.DiaryBooked, Path: "/punctual", Value: false, Heard: "/punctual"},
		{Of: worker.DiaryCalledOff, Path: "/worker", Value: "", Heard: "/worker"},
	})
	kept := workEntry(t, "p1", worker.DiaryProtected, "2026-05-06T14:00:00Z", "2026-05-06T15:00:00Z")
	_, err := worker.DecodeDiaryEntry(steptest.PutAnew(t, kept, "/givesUp", true))
	require.ErrorIs(t, err, peer.ErrSchema)
}
