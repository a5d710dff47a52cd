// Package events wakes up whoever waits for something to change. What changed, the store
// says: nobody misses anything by being slow.
package events

import "sync"

// Bell is rung when something was kept. The zero value is ready; it may be used from
// several goroutines at once.
type Bell struct {
	mu    sync.Mutex
	heard map[chan struct{}]bool
}

// Listen gives a channel that has something in it when the bell was rung since it was
// last read, and what ends it.
func (b *Bell) Listen() (<-chan struct{}, func()) {
	c := make(chan struct{}, 1)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.heard == nil {
		b.heard = map[chan struct{}]bool{}
	}
	b.heard[c] = true
	return c, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.heard, c)
	}
}

// Ring wakes everybody who listens, and waits for nobody.
func (b *Bell) Ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for c := range b.heard {
		select {
		case c <- struct{}{}:
		default: // it was rung, and has not been heard yet
		}
	}
}
