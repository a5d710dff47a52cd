package client

import (
	"context"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// purse keeps the token in use and fetches the next one. However many callers
// want a token, one fetch is under way; it belongs to none of them, so that it
// goes on when the first of them leaves and ends when the last has. A nil purse
// has no token to give.
type purse struct {
	// fetch is never called twice at once. The time a token runs out is by now.
	fetch   func(context.Context) (*oauth2.Token, error)
	now     func() time.Time
	timeout time.Duration

	mu    sync.Mutex
	word  string
	until time.Time // zero: until a server says otherwise
	under *fetching
}

// fetching is one fetch under way.
type fetching struct {
	done    chan struct{}
	stop    context.CancelFunc
	waiting int
	left    bool // everybody who waited has gone
	word    string
	err     error
}

// token returns the access token in use, or a fresh one if there is none or the
// one in use is the spent one. Every error is a fault of ours.
func (p *purse) token(ctx context.Context, spent string) (string, error) {
	if p == nil {
		return "", nil
	}
	for {
		p.mu.Lock()
		if p.good() && p.word != spent {
			defer p.mu.Unlock()
			return p.word, nil
		}
		f := p.join(ctx)
		p.mu.Unlock()
		select {
		case <-ctx.Done():
			p.leave(f)
			return "", fault{kind: NoToken}
		case <-f.done:
		}
		// A fetch that had been given up when this caller came says nothing.
		if f.err == nil || !f.left {
			return f.word, f.err
		}
	}
}

func (p *purse) good() bool {
	return p.word != "" && (p.until.IsZero() || p.now().Before(p.until))
}

// join returns the fetch under way, or begins one.
func (p *purse) join(ctx context.Context) *fetching {
	if p.under == nil {
		ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), p.timeout)
		p.word, p.under = "", &fetching{done: make(chan struct{}), stop: stop}
		go p.run(ctx, p.under)
	}
	p.under.waiting++
	return p.under
}

func (p *purse) leave(f *fetching) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f.waiting--; f.waiting == 0 {
		f.left = true
		f.stop()
	}
}

func (p *purse) run(ctx context.Context, f *fetching) {
	defer f.stop()
	t, err := p.fetch(ctx)
	if err == nil && !bearer(t) {
		err = fault{kind: NoToken}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.under = nil
	if f.err = err; err == nil {
		f.word = t.AccessToken
		p.word, p.until = t.AccessToken, p.last(t.Expiry)
	}
	close(f.done)
}

// last is until when a token is used: a tenth of its time and at most half a
// minute before it runs out, because a request takes its time as well.
func (p *purse) last(expiry time.Time) time.Time {
	if expiry.IsZero() {
		return time.Time{}
	}
	return expiry.Add(-min(30*time.Second, expiry.Sub(p.now())/10))
}

// bearer reports whether the token is one that may be sent as a bearer token.
func bearer(t *oauth2.Token) bool {
	return t != nil && strings.EqualFold(t.Type(), "bearer") && t.AccessToken != "" &&
		visible(t.AccessToken) && !strings.Contains(t.AccessToken, " ")
}
