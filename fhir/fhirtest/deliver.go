package fhirtest

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"
)

// deliver sends an answer as the fault would have it: late, in pieces, cut off,
// or never.
func (f *Fault) deliver(c *call, w http.ResponseWriter, a answer) {
	ctx := c.r.Context()
	if f.Drop {
		panic(http.ErrAbortHandler)
	}
	if f.Hang {
		// net/http sees that a client has gone once the body is read.
		_, _ = io.Copy(io.Discard, c.r.Body)
		<-ctx.Done()
		panic(http.ErrAbortHandler)
	}
	if f.Delay > 0 {
		c.config.Wait(ctx, f.Delay)
	}
	body := a.body
	if c.r.Method == http.MethodHead {
		body = nil
	} else if f.LengthOff != 0 {
		length := max(0, len(body)+f.LengthOff)
		w.Header().Set("Content-Length", strconv.Itoa(length))
		body = body[:min(len(body), length)]
	}
	if cut := f.CutAfter; cut > 0 && cut < len(body) {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		body = body[:cut]
		defer panic(http.ErrAbortHandler)
	}
	w.WriteHeader(a.status)
	f.trickle(c, w, body)
}

// trickle sends the body piece by piece, each on its way before the next.
func (f *Fault) trickle(c *call, w http.ResponseWriter, body []byte) {
	piece := f.Piece
	if piece <= 0 {
		piece = max(1, len(body))
	}
	flush := http.NewResponseController(w)
	for len(body) > 0 && c.r.Context().Err() == nil {
		n := min(piece, len(body))
		_, _ = w.Write(body[:n])
		if body = body[n:]; f.Piece > 0 || f.CutAfter > 0 {
			_ = flush.Flush()
		}
		if len(body) > 0 && f.Every > 0 {
			c.config.Wait(c.r.Context(), f.Every)
		}
	}
}

// wait lets real time pass.
func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
