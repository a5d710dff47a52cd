package exchange

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"
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

// standIn notes the link of a document, and in which place it stands.
func (p *pages) standIn(l Link) {
	if old := p.links[l.Name]; !old.Stands() || old.ID != l.ID {
		at := old.place()
		p.standing[at] = slices.DeleteFunc(p.standing[at], func(n Name) bool { return n == l.Name })
		if len(p.standing[at]) == 0 {
			delete(p.standing, at)
		}
		p.standing[l.place()] = append(p.standing[l.place()], l.Name)
		p.places = nil
	}
	p.links[l.Name] = l
}

// inPlaces are the links of what stands in these places, each once, in their order.
func (p *pages) inPlaces(places []Place) (links []Link) {
	seen := map[Place]bool{}
	for _, at := range places {
		if seen[at] {
			continue
		}
		seen[at] = true
		for _, name := range p.standing[at] {
			links = append(links, p.links[name])
		}
	}
	return links
}

// Standing gives the links of the documents that stand in these places.
func (m *MemoryLedger) Standing(ctx context.Context, target string, places ...Place) (links []Link, err error) {
	err = m.on(ctx, target, func(p *pages, _ time.Time) { links = p.inPlaces(places) })
	return links, err
}

// Links gives the links of all documents that stand behind this place.
func (m *MemoryLedger) Links(ctx context.Context, target string, behind Place) iter.Seq2[Link, error] {
	return func(yield func(Link, error) bool) {
		for {
			var some []Link
			err := m.on(ctx, target, func(p *pages, _ time.Time) {
				from, there := slices.BinarySearchFunc(p.inOrderOfPlace(), behind, comparePlaces)
				if there {
					from++
				}
				some = p.inPlaces(p.places[from:min(from+100, len(p.places))])
			})
			if err != nil {
				yield(Link{}, err)
				return
			}
			for _, l := range some {
				if behind = l.place(); !yield(l, ctx.Err()) {
					return
				}
			}
			if len(some) == 0 {
				return
			}
		}
	}
}

// inOrderOfPlace are the places in which something stands, in their order.
func (p *pages) inOrderOfPlace() []Place {
	if p.places == nil {
		p.places = slices.SortedFunc(maps.Keys(p.standing), comparePlaces)
	}
	return p.places
}

func comparePlaces(a, b Place) int {
	return cmp.Or(strings.Compare(a.Type, b.Type), strings.Compare(a.ID, b.ID))
}

// Unseen gives those of these versions that Arrive would not pass over.
func (m *MemoryLedger) Unseen(ctx context.Context, target string, found ...Arrival) (unseen []Arrival, err error) {
	err = m.on(ctx, target, func(p *pages, _ time.Time) {
		for _, a := range found {
			if _, before := p.inbox.seen[a.version()]; !before {
				unseen = append(unseen, a)
			}
		}
	})
	return unseen, err
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
		waiting := map[version]bool{}
		for _, a := range in.arrived {
			waiting[a.version()] = true
		}
		maps.DeleteFunc(in.seen, func(v version, updated time.Time) bool { return updated.Before(upTo.Forget) && !waiting[v] })
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
