package worker

import "github.com/towpath-care/towpath/peer"

// DiaryEntryStep is a step of a diary entry. A step of another record does not compile
// here.
type DiaryEntryStep interface{ diaryEntryStep() }

// DiaryTime is from when to when, and what has been said about it.
type DiaryTime struct {
	From peer.Moment `json:"from" ask:"required"`
	To   peer.Moment `json:"to" ask:"required"`
	// Outside says why a contact lies outside the shift.
	Outside OutsideShift `json:"outside,omitzero"`
	// GivesUp: the worker agrees that it lies over protected time. Nobody agrees for
	// them.
	GivesUp bool `json:"givesUp,omitzero"`
}

// BookEntry takes time in a worker's diary.
type BookEntry struct {
	ID     string       `json:"id"`
	Worker peer.StaffID `json:"worker" ask:"required"`
	Sort   DiaryKind    `json:"sort" ask:"required"`
	Time   DiaryTime    `json:"time"`
	// Contact is the id of the contact it is for.
	Contact string `json:"contact,omitzero"`
	// Lone: nobody else from work is there. LonePlan is the id of the plan for it.
	Lone     bool   `json:"lone,omitzero"`
	LonePlan string `json:"lonePlan,omitzero"`
}

// MoveEntry moves it to another time.
type MoveEntry struct {
	Time DiaryTime `json:"time"`
}

// CallEntryOff frees the time again. No reason is asked.
type CallEntryOff struct{}

func (BookEntry) diaryEntryStep()    {}
func (MoveEntry) diaryEntryStep()    {}
func (CallEntryOff) diaryEntryStep() {}

// diaryEntries is the table of PEER-25.
var diaryEntries = peer.Machine[DiaryEntry, Facts]{
	Kind:   KindDiaryEntry,
	Schema: 1, // 1: the first form
	Says:   "Time in a worker's diary: what for, from when to when.",
	Moves:  "PEER-25",
	States: []peer.State{
		{Status: DiaryBooked, Says: "The time is taken. The worker and their line move it or call it off."},
		{Status: DiaryCalledOff, Says: "The time is free again.", End: true},
	},
	Head:   func(d *DiaryEntry) *peer.Head { return &d.head },
	Data:   func(d *DiaryEntry) any { return &d.s },
	Person: nobodys[DiaryEntry],
	Party:  party[DiaryEntry],
	Policy: Facts.digest,
	Line:   workLines,
	Legal: func(d DiaryEntry) []peer.Reason {
		s := d.s
		return []peer.Reason{
			peer.Holds(s.From.Before(s.To), "/to", "The end lies after the start."),
			peer.Holds(!s.GivesUp || s.Sort != DiaryProtected, "/givesUp", "Protected time does not lie over itself."),
		}
	},
	Parts: []peer.Part[DiaryEntry]{
		{Name: "time", May: []peer.Party{peer.PartyWorker, peer.PartyLine}, Purposes: []peer.Purpose{peer.ForCare, peer.ForSupervision},
			Rule: forDiary.Rule, Says: "When a worker is busy is for the team.",
			Value: func(d DiaryEntry) any { return Shift{d.s.From, d.s.To} }},
		{Name: "entry", If: func(_ DiaryEntry, as peer.Party, by peer.Reading) bool { return workSeen(as, by, "") },
			Rule: forDiary.Rule, Says: "What stands in a worker's diary is for them and their line.",
			Value: func(d DiaryEntry) any { return d.s }},
	},
	Rows: []row[DiaryEntry]{
		peer.Begins(row[DiaryEntry]{
			Do: "book", Says: "Take time in the diary.", To: []peer.Status{DiaryBooked}, By: workStaff, Else: forDiary, Form: "PEER-25", Open: []open[DiaryEntry]{diaryOfLine},
		}, func(c BookEntry) string { return c.ID }, func(c BookEntry) DiaryEntry {
			return DiaryEntry{s: diaryEntry{Worker: c.Worker, Sort: c.Sort, Contact: c.Contact, Lone: c.Lone, LonePlan: c.LonePlan}}
		}, step[DiaryEntry, BookEntry]{
			Needs: append(diaryNeeds(func(c BookEntry) DiaryTime { return c.Time }), lonePlanThere),
			Apply: func(d DiaryEntry, c BookEntry, _ *taken) DiaryEntry { return d.at(c.Time) },
		}),
		peer.Takes(row[DiaryEntry]{
			Do: "move", Says: "Move it to another time.", From: []peer.Status{DiaryBooked}, To: []peer.Status{DiaryBooked}, By: workStaff, Else: forDiary, Form: "PEER-25",
			Open: []open[DiaryEntry]{diaryOfLine},
		}, step[DiaryEntry, MoveEntry]{
			Needs: diaryNeeds(func(c MoveEntry) DiaryTime { return c.Time }),
			Apply: func(d DiaryEntry, c MoveEntry, _ *taken) DiaryEntry { return d.at(c.Time) },
		}),
		peer.Takes(row[DiaryEntry]{
			Do: "call-off", Says: "Free the time again.", From: []peer.Status{DiaryBooked}, To: []peer.Status{DiaryCalledOff}, By: workStaff, Else: forDiary, Form: "PEER-25",
			Open: []open[DiaryEntry]{diaryOfLine},
		}, step[DiaryEntry, CallEntryOff]{Apply: func(d DiaryEntry, _ CallEntryOff, _ *taken) DiaryEntry { return d }}),
	},
}

func (d DiaryEntry) at(t DiaryTime) DiaryEntry {
	d.s.From, d.s.To, d.s.Outside, d.s.GivesUp = t.From, t.To, t.Outside, t.GivesUp && d.s.Sort != DiaryProtected
	return d
}

var forDiary = peer.Asks{Rule: peer.Rule{Row: "PEER-25", Code: peer.ErrNotAuthorised}, Says: "A worker's diary is kept by them and their line.", Fix: "Ask the worker, or their line manager."}

var diaryOfLine = open[DiaryEntry]{
	Asks: peer.Asks{Rule: forDiary.Rule, Says: "Of the staff, the worker's line keeps the diary with them.", Fix: forDiary.Fix},
	Met: func(d DiaryEntry, a peer.Act, f Facts) peer.Tri {
		switch {
		case party(d, a.By) != peer.PartyStaff:
			return peer.Yes
		case f.Lines == peer.Lines{}:
			return peer.Unknown
		}
		return peer.Is(a.By.Staff == f.Lines.LineManager || a.By.Staff == f.Lines.Supervisor)
	},
}

// lonePlanThere: a visit alone is planned with somebody who knows where the worker is,
// where the policy asks for it. What took place is recorded in any case.
var lonePlanThere = need[DiaryEntry, BookEntry]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-26", Code: peer.ErrLoneWorkingPlanMissing}, Path: "/lonePlan", Says: "Working alone has its plan.", Fix: "Say with whom you check in and by when, and name that plan here.", Audience: peer.WorkerAndLine},
	Met: func(_ DiaryEntry, c BookEntry, _ peer.Act, f Facts) peer.Tri {
		if c.Sort != DiaryContact || !c.Lone || c.LonePlan != "" {
			return peer.Yes
		}
		return f.Policy.asksLonePlan().Not()
	},
}

// diaryNeeds are the rules about the time of an entry, when it is booked and when it is
// moved. Where the end does not lie after the start, that alone is said.
func diaryNeeds[C any](time func(C) DiaryTime) []need[DiaryEntry, C] {
	free := func(asked func(entry, other DiaryKind) bool, unless func(DiaryEntry, C, peer.Act) bool) func(DiaryEntry, C, peer.Act, Facts) peer.Tri {
		return func(d DiaryEntry, c C, a peer.Act, f Facts) peer.Tri {
			s, ok := time(c).span()
			switch {
			case !ok || unless(d, c, a):
				return peer.Yes
			case !f.Diary.known:
				return peer.Unknown
			}
			return peer.Is(!f.Diary.meets(d, s, func(k DiaryKind) bool { return asked(d.s.Sort, k) }))
		}
	}
	return []need[DiaryEntry, C]{
		{Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-25", Code: peer.ErrInvalidPeriod}, Path: "/time/to", Says: "The end lies after the start.", Fix: "Put the times right."},
			Met: func(_ DiaryEntry, c C, _ peer.Act, _ Facts) peer.Tri {
				t := time(c)
				return peer.Is(t.From.IsZero() || t.To.IsZero() || t.From.Before(t.To))
			}},
		{Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-25", Code: ErrDiaryConflict}, Path: "/time/from", Says: "Nothing else stands in the diary then.", Fix: "Choose another time, or move what stands there.", Audience: peer.WorkerAndLine},
			Met: free(func(entry, other DiaryKind) bool { return other != DiaryProtected || entry == DiaryProtected }, func(DiaryEntry, C, peer.Act) bool { return false })},
		{Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-18", Code: ErrProtectedTime}, Path: "/time/givesUp", Says: "The time is not kept for supervision or peer support, or the worker gives it up.", Fix: "Choose another time, or let the worker say whether they agree.", Audience: peer.WorkerAndLine},
			Met: free(func(entry, other DiaryKind) bool { return other == DiaryProtected && entry != DiaryProtected }, func(d DiaryEntry, c C, a peer.Act) bool {
				return time(c).GivesUp && party(d, a.By) == peer.PartyWorker
			})},
		{Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-25", Code: peer.ErrReasonRequired}, Path: "/time/outside", Says: "A contact outside the worker's shift has a reason.", Fix: "Say why, or choose a time in the shift.", Audience: peer.WorkerAndLine},
			Met: func(d DiaryEntry, c C, _ peer.Act, f Facts) peer.Tri {
				s, ok := time(c).span()
				return peer.Is(!ok || d.s.Sort != DiaryContact || time(c).Outside != "" || f.Diary.works(s))
			}},
	}
}

// span is the time as it can be compared, and false where it does not go forward.
func (t DiaryTime) span() (workSpan, bool) {
	return workSpan{t.From.UTC(), t.To.UTC()}, t.From.Before(t.To)
}
