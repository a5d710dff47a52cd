// Package store is where the example keeps what the two did: records, the changes
// that led to them, signals and who read what. Memory keeps it for as long as the
// program runs; a host puts its own tables behind the same three methods.
package store

import (
	"context"
	"errors"

	"github.com/towpath-care/towpath/peer"
)

// ErrNotFound: there is no such record here.
var ErrNotFound = errors.New("store: no such record")

// ErrMoved: a record is not at the revision that a change goes on from, because
// somebody else was quicker. Nothing was kept.
var ErrMoved = errors.New("store: the record has moved on")

// Store keeps values of the domain. Its methods may be called from several
// goroutines at once.
type Store interface {
	// Load reads one record; ErrNotFound when there is none.
	Load(ctx context.Context, of peer.Ref) (peer.Record, error)
	// About reads everything about these people. Without any it reads what is about
	// nobody, such as the directory. Records come in the order of their refs.
	About(ctx context.Context, people ...peer.PersonID) (Kept, error)
	// Save keeps all of it or nothing: ErrMoved when a record has moved on.
	Save(ctx context.Context, s Saving) error
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
		made := Of(m.Record, *m.Change)
		s.Records, s.Changes = append(s.Records, made.Records...), append(s.Changes, made.Changes...)
		s.Signals = append(s.Signals, made.Signals...)
	}
	return s
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
