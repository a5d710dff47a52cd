package store

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/towpath-care/towpath/peer"
)

// Memory is a Store for as long as the program runs. What it is given it writes with
// Encode and reads back with the decode it was given, as a store with tables does.
type Memory struct {
	decode func(peer.Kind, []byte) (peer.Record, error)

	mu      sync.RWMutex
	records map[peer.Ref]kept
	changes []peer.Change
	signals []peer.Signal
	seen    []peer.Seen
}

type kept struct {
	about  peer.PersonID
	rev    peer.Rev
	record peer.Record // a value that never changes
}

// NewMemory makes an empty store. decode reads a stored record of any kind it is to
// hold.
func NewMemory(decode func(peer.Kind, []byte) (peer.Record, error)) *Memory {
	return &Memory{decode: decode, records: map[peer.Ref]kept{}}
}

// Load reads one record.
func (m *Memory) Load(_ context.Context, of peer.Ref) (peer.Record, error) {
	m.mu.RLock()
	k, there := m.records[of]
	m.mu.RUnlock()
	if !there {
		return nil, ErrNotFound
	}
	return k.record, nil
}

// About reads everything about these people, or what is about nobody.
func (m *Memory) About(_ context.Context, people ...peer.PersonID) (Kept, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	theirs := func(p peer.PersonID) bool { return len(people) == 0 && p == "" || slices.Contains(people, p) }
	var out Kept
	refs := slices.SortedFunc(maps.Keys(m.records), func(a, b peer.Ref) int { return strings.Compare(a.String(), b.String()) })
	for _, ref := range refs {
		if !theirs(m.records[ref].about) {
			continue
		}
		out.Records = append(out.Records, m.records[ref].record)
	}
	for _, s := range m.signals {
		if theirs(s.About) {
			out.Signals = append(out.Signals, s)
		}
	}
	for _, s := range m.seen {
		if theirs(m.records[s.Of].about) {
			out.Seen = append(out.Seen, s)
		}
	}
	return out, nil
}

// Save keeps all of it or nothing. A record that was made and moved on at once stands in
// the list once for each of its changes.
func (m *Memory) Save(_ context.Context, s Saving) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	next := map[peer.Ref]kept{}
	for _, r := range s.Records {
		back, err := m.readBack(r)
		if err != nil {
			return err
		}
		was, staged := next[r.Ref()]
		if !staged {
			was = m.records[r.Ref()]
		}
		if was.rev != r.Rev()-1 {
			return ErrMoved
		}
		next[r.Ref()] = kept{PersonOf(r), r.Rev(), back}
	}
	maps.Copy(m.records, next)
	m.changes = append(m.changes, s.Changes...)
	for _, x := range s.Signals {
		if !slices.ContainsFunc(m.signals, func(k peer.Signal) bool { return k.ID == x.ID }) {
			m.signals = append(m.signals, x)
		}
	}
	m.seen = append(m.seen, s.Seen...)
	return nil
}

// Last is the change that was kept last.
func (m *Memory) Last(context.Context) (Moved, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if len(m.changes) == 0 {
		return Moved{}, nil
	}
	return m.moved(m.changes[len(m.changes)-1]), nil
}

// Changed lists the changes that were kept after one.
func (m *Memory) Changed(_ context.Context, after Moved) ([]Moved, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	from := 1 + slices.IndexFunc(m.changes, func(c peer.Change) bool { return c.Of == after.Of && c.Rev == after.Rev })
	if from == 0 && !after.Of.IsZero() {
		return nil, ErrNotFound
	}
	var out []Moved
	for _, c := range m.changes[from:] {
		out = append(out, m.moved(c))
	}
	return out, nil
}

func (m *Memory) moved(c peer.Change) Moved {
	return Moved{Of: c.Of, Rev: c.Rev, About: m.records[c.Of].about, At: c.At}
}

func (m *Memory) readBack(r peer.Record) (peer.Record, error) {
	b, err := peer.Encode(r)
	if err != nil {
		return nil, err
	}
	return m.decode(r.Ref().Kind, b)
}

// Copy is a store of its own with everything that is in this one.
func (m *Memory) Copy() *Memory {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return &Memory{decode: m.decode, records: maps.Clone(m.records), changes: slices.Clone(m.changes), signals: slices.Clone(m.signals), seen: slices.Clone(m.seen)}
}
