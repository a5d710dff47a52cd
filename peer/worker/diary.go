package worker

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindDiaryEntry is how a diary entry is stored.
const KindDiaryEntry peer.Kind = "diary-entry"

// Places a diary entry can be in.
const (
	// DiaryBooked: the time is taken. The worker and their line move it or call it off.
	DiaryBooked peer.Status = "booked"
	// DiaryCalledOff: the time is free again. Nothing leads on.
	DiaryCalledOff peer.Status = "called-off"
)

// DiaryEntry is time in a worker's diary: what for, from when to when (PEER-25). It is a
// plan; what became of a contact is in the contact. The zero value is none.
type DiaryEntry struct {
	head
	s diaryEntry
}

type diaryEntry struct {
	Worker peer.StaffID `json:"worker" ask:"required"`
	Sort   DiaryKind    `json:"sort" ask:"required"`
	// From and To keep the offset they were said in.
	From    peer.Moment  `json:"from" ask:"required"`
	To      peer.Moment  `json:"to" ask:"required"`
	Contact string       `json:"contact,omitzero"`
	Outside OutsideShift `json:"outside,omitzero"`
	Lone    bool         `json:"lone,omitzero"`
	// LonePlan is the id of the plan for working alone.
	LonePlan string `json:"lonePlan,omitzero"`
	// GivesUp: the worker agreed that it lies over protected time.
	GivesUp bool `json:"givesUp,omitzero"`
}

// Worker is whose diary it is.
func (d DiaryEntry) Worker() peer.StaffID { return d.s.Worker }

// Sort is what it is for.
func (d DiaryEntry) Sort() DiaryKind { return d.s.Sort }

// From is when it begins, with the offset it was said in.
func (d DiaryEntry) From() peer.Moment { return d.s.From }

// To is when it ends.
func (d DiaryEntry) To() peer.Moment { return d.s.To }

// Minutes is how long it is in real minutes: across a clock change that is not what the
// clocks show.
func (d DiaryEntry) Minutes() int { return int(d.s.To.UTC().Sub(d.s.From.UTC()).Minutes()) }

// Contact is the id of the contact it is for; empty: none was planned with it.
func (d DiaryEntry) Contact() string { return d.s.Contact }

// Outside says why a contact lies outside the shift; empty: nobody had to say.
func (d DiaryEntry) Outside() OutsideShift { return d.s.Outside }

// Lone reports whether the worker works alone then, and under which plan.
func (d DiaryEntry) Lone() (alone bool, plan string) { return d.s.Lone, d.s.LonePlan }

// GivesUp reports whether the worker agreed that it lies over protected time.
func (d DiaryEntry) GivesUp() bool { return d.s.GivesUp }

// taking reports whether the entry takes up time of this worker.
func (d DiaryEntry) taking(worker peer.StaffID) bool {
	return d.Status() == DiaryBooked && d.s.Worker == worker
}

func (d DiaryEntry) span() workSpan { return workSpan{d.s.From.UTC(), d.s.To.UTC()} }

// Shift is when a worker works: by day, in the evening, at night or at the weekend.
type Shift struct {
	From peer.Moment `json:"from"`
	To   peer.Moment `json:"to"`
}

// Diary is what a decision about a diary entry rests on: the other entries around it, and
// the worker's shifts where the organisation keeps them. The zero value is not known.
type Diary struct {
	entries []DiaryEntry
	shifts  []workSpan
	known   bool
	shifted bool
}

// DiaryOf is a worker's diary around an entry, from what a host has stored: at least
// every entry of the days that the new one touches. Entries of others and those called
// off may be among them; they count for nothing.
func DiaryOf(entries []DiaryEntry) Diary { return Diary{entries: slices.Clone(entries), known: true} }

// WithShifts is the same diary with the worker's shifts of those days. None is a day off.
// A shift that does not end after it begins counts for nothing.
func (d Diary) WithShifts(shifts []Shift) Diary {
	d.shifted, d.shifts = true, nil
	for _, s := range shifts {
		if !s.From.IsZero() && s.From.Before(s.To) {
			d.shifts = append(d.shifts, workSpan{s.From.UTC(), s.To.UTC()})
		}
	}
	d.shifts = joinSpans(d.shifts)
	return d
}

// meets finds the booked entries of a worker, of kinds that are asked for, that lie in a
// span; one of them, by its own id, is passed over.
func (d Diary) meets(r DiaryEntry, s workSpan, asked func(DiaryKind) bool) bool {
	return slices.ContainsFunc(d.entries, func(e DiaryEntry) bool {
		return e.taking(r.s.Worker) && asked(e.s.Sort) && (!r.Exists() || e.Ref() != r.Ref()) && e.span().meets(s)
	})
}

// works answers whether a span lies in the worker's shifts; Yes where none are kept.
func (d Diary) works(s workSpan) bool {
	return !d.shifted || slices.ContainsFunc(d.shifts, func(x workSpan) bool { return !s.from.Before(x.from) && !s.to.After(x.to) })
}

// workSpan is time from an instant up to another.
type workSpan struct{ from, to time.Time }

func (s workSpan) meets(o workSpan) bool { return s.from.Before(o.to) && o.from.Before(s.to) }

// within is the part of a span that lies in another; empty where none does.
func (s workSpan) within(o workSpan) workSpan {
	if s.from.Before(o.from) {
		s.from = o.from
	}
	if s.to.After(o.to) {
		s.to = o.to
	}
	if s.to.Before(s.from) {
		s.to = s.from
	}
	return s
}

// joinSpans puts spans in order and joins those that meet or touch.
func joinSpans(list []workSpan) []workSpan {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b workSpan) int { return cmp.Or(a.from.Compare(b.from), a.to.Compare(b.to)) })
	var out []workSpan
	for _, s := range list {
		if n := len(out); n > 0 && !s.from.After(out[n-1].to) {
			if s.to.After(out[n-1].to) {
				out[n-1].to = s.to
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// minutesOf counts real minutes of spans that do not meet.
func minutesOf(list []workSpan) int {
	var total time.Duration
	for _, s := range list {
		total += s.to.Sub(s.from)
	}
	return int(total / time.Minute)
}
