// Package events tells open pages that something changed. An event names a record and
// nothing else: what it says, the reader reads through the record's View.
package events

import (
	"sync"

	"github.com/towpath-care/towpath/peer"
)

// Event is that a record has moved on.
type Event struct {
	Of    peer.Ref
	About peer.PersonID
}

// room is how many events wait for a slow reader before it misses some. A reader that
// missed one reads everything again.
const room = 16

// Hub tells everybody who listens. The zero value is ready; it may be used from several
// goroutines at once.
type Hub struct {
	mu    sync.Mutex
	heard map[chan Event]bool
}

// Listen gives a channel of events, and what ends it.
func (h *Hub) Listen() (<-chan Event, func()) {
	c := make(chan Event, room)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.heard == nil {
		h.heard = map[chan Event]bool{}
	}
	h.heard[c] = true
	return c, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.heard, c)
	}
}

// Tell tells everybody, and waits for nobody.
func (h *Hub) Tell(e Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.heard {
		select {
		case c <- e:
		default:
		}
	}
}
