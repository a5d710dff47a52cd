package client

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// firstWait is the ceiling of the wait before the first repeat; it doubles
	// with every further one.
	firstWait = 500 * time.Millisecond
	// longestAbsence caps what a server may ask for.
	longestAbsence = 24 * time.Hour
)

// patience decides whether a request is sent again, and waits until then.
type patience struct {
	// longest caps one wait.
	longest time.Duration
	now     func() time.Time
	// wait returns when the time has passed or the context is done.
	wait func(context.Context, time.Duration)
}

// again answers after every try. On a connection error there is no answer to
// look at, so what was asked is found through the context.
func (p patience) again(ctx context.Context, resp *http.Response, err error) (bool, error) {
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	c := callOf(ctx)
	if c == nil || !c.repeatable() && !tokenless(err) {
		return false, nil
	}
	if err != nil && !passing(err) || err == nil && !busy(resp.StatusCode) {
		return false, nil
	}
	wait, said := p.asked(resp, err)
	// A context's deadline is always by the machine's clock.
	if end, ok := ctx.Deadline(); ok && time.Until(end) <= wait {
		return false, nil
	}
	c.pause = pause(c.tries, p.longest, wait, said)
	c.tries++
	return wait <= p.longest, nil
}

// rest waits before the next try.
func (p patience) rest(req *http.Request) error {
	p.wait(req.Context(), callOf(req.Context()).pause)
	return req.Context().Err()
}

// asked is how long the record system, or the token server, asks to be left
// alone.
func (p patience) asked(resp *http.Response, err error) (wait time.Duration, said bool) {
	if f, ours := errors.AsType[fault](err); ours {
		return f.after, f.after > 0
	}
	return retryAfter(resp, p.now)
}

// atOnce is retryablehttp's own wait. It is none, because rest has its place: it
// knows what was asked, and whose clock counts.
func atOnce(time.Duration, time.Duration, int, *http.Response) time.Duration { return 0 }

// timer is the wait by the machine's clock.
func timer(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// passing reports whether a try that brought no answer may go better later.
func passing(err error) bool {
	f, ours := errors.AsType[fault](err)
	return ours && (f.kind == NoAnswer || f.kind == NoToken && f.hint == 0)
}

// tokenless reports whether a try ended for want of a token, so that it never
// reached the record system, or was turned away there.
func tokenless(err error) bool {
	f, ours := errors.AsType[fault](err)
	return ours && f.kind == NoToken
}

// busy reports whether an answer means that later may go better.
func busy(status int) bool {
	return status == http.StatusTooManyRequests || broken(status)
}

// broken reports whether the server broke off: what it was asked to do may be
// done or not.
func broken(status int) bool {
	return status >= 500 && status != http.StatusNotImplemented
}

// pause is how long to wait before the next try, at most longest: what the server
// asked for and a little, so that not everybody comes back at once, or else anything
// up to a ceiling that doubles. patience has seen to it that the server did not ask
// for too much.
func pause(done int, longest, asked time.Duration, said bool) time.Duration {
	if said {
		return min(asked+rand.N(firstWait), longest)
	}
	ceiling := longest
	if done < 16 {
		ceiling = min(longest, firstWait<<done)
	}
	return rand.N(max(ceiling, 1))
}

// retryAfter reads Retry-After (RFC 9110 section 10.2.3): seconds, or a date,
// which is measured against the server's own Date where it sent one, because
// the two clocks may differ. Said is false when there is none to read.
func retryAfter(resp *http.Response, clock func() time.Time) (wait time.Duration, said bool) {
	if resp == nil {
		return 0, false
	}
	value := strings.TrimSpace(resp.Header.Get("Retry-After"))
	if value == "" {
		return 0, false
	}
	if strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil || seconds > int64(longestAbsence/time.Second) {
			return longestAbsence, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	now, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		now = clock()
	}
	return min(max(at.Sub(now), 0), longestAbsence), true
}
