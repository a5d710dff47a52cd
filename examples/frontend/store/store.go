// Package store is where the example keeps what the two did: records, the changes
// that led to them, signals and who read what. Memory keeps it for as long as the
// program runs, SQLite in a file; a host puts its own tables behind the same methods.
package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// ErrNotFound: there is no such record here.
var ErrNotFound = errors.New("store: no such record")

// ErrMoved: a record is not at the revision that a change goes on from, because
// somebody else was quicker. Nothing was kept.
var ErrMoved = errors.New("store: the record has moved on")

// ErrUnreadable: the file holds something that this store did not write, or that a
// newer version of it did. Nothing was changed.
var ErrUnreadable = errors.New("store: the file is not a store of this example, or of a newer version")

// Store keeps values of the domain. Its methods may be called from several
// goroutines at once.
type Store interface {
	// Load reads one record; ErrNotFound when there is none.
	Load(ctx context.Context, of peer.Ref) (peer.Record, error)
	// About reads everything about these people. Without any it reads what is about
	// nobody, such as the directory. Records come in the order of their refs.
	About(ctx context.Context, people ...peer.PersonID) (Kept, error)
	// Save keeps all of it or nothing: ErrMoved when a record has moved on. A signal is
	// kept once, however often it is given.
	Save(ctx context.Context, s Saving) error
	// Last is the change that was kept last; zero when there is none.
	Last(ctx context.Context) (Moved, error)
	// Changed lists the changes that were kept after one, in the order in which they
	// were; after the zero Moved, all there are. ErrNotFound when that one is not here.
	Changed(ctx context.Context, after Moved) ([]Moved, error)
}

// Moved is that a record moved on: which, to what revision, about whom and when. It says
// nothing of what it holds. Of and Rev name it.
type Moved struct {
	Of    peer.Ref
	Rev   peer.Rev
	About peer.PersonID
	At    time.Time
}

// Kept is what a store has about somebody.
type Kept struct {
	Records []peer.Record
	Signals []peer.Signal
	Seen    []peer.Seen
}

// Saving is what belongs into one transaction. A record stands beside the change
// that led to it, at the same place of the two lists.
type Saving struct {
	Records []peer.Record
	Changes []peer.Change
	Signals []peer.Signal
	Seen    []peer.Seen
}

// Of is everything that an allowed step leaves: its record, the change with its
// signals, and what it made beside.
func Of(r peer.Record, c peer.Change) Saving {
	s := Saving{Records: []peer.Record{r}, Changes: []peer.Change{c}, Signals: c.Signals}
	for _, m := range c.Made {
		if m.Record == nil {
			continue
		}
		s = s.And(Of(m.Record, *m.Change))
	}
	return s
}

// And is both, one after the other, for one transaction.
func (s Saving) And(t Saving) Saving {
	return Saving{slices.Concat(s.Records, t.Records), slices.Concat(s.Changes, t.Changes), slices.Concat(s.Signals, t.Signals), slices.Concat(s.Seen, t.Seen)}
}

// PersonOf is whom a record is about; empty when it is about nobody who is
// supported.
func PersonOf(r peer.Record) peer.PersonID {
	switch x := r.(type) {
	case interface{ Person() peer.PersonID }:
		return x.Person()
	case interface{ About() peer.PersonID }:
		return x.About()
	}
	return ""
}
