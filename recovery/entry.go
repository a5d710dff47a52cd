package recovery

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindEntry is how an entry is stored.
const KindEntry peer.Kind = "entry"

// Places an entry can be in.
const (
	// EntrySaid: it is written down. The person may say that it does not fit.
	EntrySaid peer.Status = "said"
	// EntryDoesNotFit: the person said so, and it stays marked. They still say who
	// may see it.
	EntryDoesNotFit peer.Status = "does-not-fit"
)

// Entry is something said along a goal, a cycle of problem solving or another
// record: a question, a reflection, a summary or encouragement by the worker, a
// note or something tried by the person (REC-39). Each entry is a record of its
// own; none replaces another, and what the worker heard never stands in for what
// the person said. The zero value is no entry.
type Entry struct {
	head
	s entry
}

type entry struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	About    peer.Ref      `json:"about,omitzero"`
	As       EntryKind     `json:"as" ask:"required"`
	Words    peer.Words    `json:"words" ask:"required,max=4000"`
	Audience Audience      `json:"audience" ask:"required"`
	Said     time.Time     `json:"said" ask:"required"`
	Marked   time.Time     `json:"marked,omitzero"`
	NotSo    peer.Words    `json:"notSo,omitzero" ask:"max=1000"`
}

// Person is the person it is said with or by.
func (e Entry) Person() peer.PersonID { return e.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (e Entry) Worker() peer.StaffID { return e.s.Worker }

// About is the record it belongs to; the zero value when nobody has said.
func (e Entry) About() peer.Ref { return e.s.About }

// As is what it was said as.
func (e Entry) As() EntryKind { return e.s.As }

// Words are what was said: the worker's own of the four kinds that are theirs, the
// person's own of the other two.
func (e Entry) Words() peer.Words { return e.s.Words }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (e Entry) Audience() Audience { return e.s.Audience }

// Said is when it was written down, in UTC.
func (e Entry) Said() time.Time { return e.s.Said }

// Marked is when the person said that it does not fit, in UTC; zero when they
// have not.
func (e Entry) Marked() time.Time { return e.s.Marked }

// NotSo is what the person said about why it does not fit; empty when they said
// nothing more.
func (e Entry) NotSo() peer.Words { return e.s.NotSo }

// EntriesAbout gives the entries about one record, oldest first, those that do not
// fit among them. Entries said at the same instant stand in the order of their ids.
// About nothing there are none.
func EntriesAbout(about peer.Ref, list []Entry) []Entry {
	var found []*Entry // an entry is large to move about
	for i := range list {
		if e := &list[i]; !about.IsZero() && e.Exists() && e.s.About == about {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b *Entry) int {
		return cmp.Or(a.s.Said.Compare(b.s.Said), cmp.Compare(a.Ref().ID, b.Ref().ID))
	})
	out := make([]Entry, len(found))
	for i, e := range found {
		out[i] = *e
	}
	return out
}
