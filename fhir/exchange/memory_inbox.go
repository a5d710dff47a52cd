package exchange

import (
	"context"
	"iter"
	"maps"
	"slices"
	"time"
)

// inbox is what has arrived of one target.
type inbox struct {
	checkpoints map[string][]byte
	arrived     []Arrival
	seen        map[version]time.Time
}

// version names one version of a resource.
type version struct {
	place Place
	etag  string
}

func (a Arrival) version() version { return version{a.Place, a.ETag} }

func newInbox() inbox {
	return inbox{checkpoints: map[string][]byte{}, seen: map[version]time.Time{}}
}

// Standing gives the links of the documents that stand in these places.
func (m *MemoryLedger) Standing(ctx context.Context, target string, places ...Place) (links []Link, err error) {
	err = m.on(ctx, target, func(p *pages, _ time.Time) {
		for _, l := range p.links {
			if slices.Contains(places, Place{l.Name.Type, l.ID}) {
				links = append(links, l)
			}
		}
	})
	return links, err
}

// Checkpoint gives what was stored last under this name.
func (m *MemoryLedger) Checkpoint(ctx context.Context, target, name string) (value []byte, err error) {
	err = m.on(ctx, target, func(p *pages, _ time.Time) { value = slices.Clone(p.inbox.checkpoints[name]) })
	return value, err
}

// Arrive stores what was found together with up to where it was looked.
func (m *MemoryLedger) Arrive(ctx context.Context, target string, found []Arrival, upTo Checkpoint) error {
	return m.on(ctx, target, func(p *pages, _ time.Time) {
		in := &p.inbox
		for _, a := range found {
			if _, before := in.seen[a.version()]; !before {
				in.arrived = append(in.arrived, a)
			}
			in.seen[a.version()] = a.Updated
		}
		maps.DeleteFunc(in.seen, func(_ version, updated time.Time) bool { return updated.Before(upTo.Forget) })
		in.checkpoints[upTo.Name] = slices.Clone(upTo.Value)
	})
}

// Arrived gives what the host has not taken yet.
func (m *MemoryLedger) Arrived(ctx context.Context, target string) iter.Seq2[Arrival, error] {
	return listed(ctx, m, target, func(p *pages) []Arrival { return slices.Clone(p.inbox.arrived) })
}

// Take notes that the host has taken these.
func (m *MemoryLedger) Take(ctx context.Context, target string, taken ...Arrival) error {
	return m.on(ctx, target, func(p *pages, _ time.Time) {
		p.inbox.arrived = slices.DeleteFunc(p.inbox.arrived, func(a Arrival) bool {
			return slices.ContainsFunc(taken, func(t Arrival) bool { return t.version() == a.version() })
		})
	})
}
