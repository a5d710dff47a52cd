package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// way is how a run goes.
type way struct {
	at          spot
	conditional bool // the record system gives the ids
	two         bool // two programs push at once, and one of them is killed
	naive       bool
	kills       int
	days        int // bad days that are lived to their end, between the kills and the last life
	seed        uint64
}

// String names it.
func (w way) String() string {
	s := string(w.at)
	if w.conditional {
		s += ", ids of the record system"
	}
	if w.two {
		s += ", two at once"
	}
	return s
}

// run is one store and one record system, and the lives that are lived on them.
type run struct {
	way
	tally
	epr   *epr
	host  *host
	told  map[peer.Ref]peer.Rev
	read  map[string]readings
	notes []string
	lives int
	// spared: the last life never came to its place that often.
	spared bool
}

// note keeps what a check has found, for whoever looks for the fault.
func (r *run) note(format string, args ...any) {
	if len(r.notes) < 10 {
		r.notes = append(r.notes, fmt.Sprintf(format, args...))
	}
}

// begins is the host's clock at the start of a run.
var begins = time.Date(2031, 3, 10, 9, 0, 0, 0, time.UTC)

// one lives lives until a program has been killed as often as it is to be, each on what
// the one before has left, and then one that comes to its end.
func one(ctx context.Context, w way, s store) (*run, error) {
	if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	defer func() { _ = s.remove(context.WithoutCancel(ctx)) }()
	db, err := s.open()
	if err != nil {
		return nil, err
	}
	defer db.Close()
	ledger, err := sqlledger.Open(ctx, db, s.Dialect, sqlledger.Options{})
	if err != nil {
		return nil, err
	}
	e, err := newEPR(w.seed, w.conditional, w.naive)
	if err != nil {
		return nil, err
	}
	defer e.stop()
	r := &run{way: w, tally: newTally(), epr: e, host: &host{store: s, db: db, ledger: ledger}, told: map[peer.Ref]peer.Rev{}, read: map[string]readings{}}
	e.setSettled(func(goal string) bool {
		_, known, err := ledger.Link(ctx, target, goalName(goal))
		return known && err == nil
	})
	err = r.lived(ctx)
	r.Runs, r.Edits, r.Early, r.Requests, r.Faults = 1, e.edits, e.early, len(e.Log()), e.faults
	for _, rev := range r.told {
		r.Told += int(rev)
	}
	if err != nil {
		err = fmt.Errorf("%v, seed %d, life %d: %w", w, w.seed, r.lives, err)
	}
	return r, err
}

func (r *run) lived(ctx context.Context) error {
	for end := 0; end < r.days; {
		if r.killed() >= r.kills || r.lives >= 3*r.kills+4 {
			r.at = ""
			end++
		}
		if err := r.oneLife(ctx); err != nil {
			return err
		}
		if err := r.check(ctx, false); err != nil {
			return err
		}
	}
	r.epr.settle()
	l := r.next()
	l.Drain = true
	if _, err := r.live(ctx, l, nil); err != nil {
		return err
	}
	return r.check(ctx, true)
}

// next is the life that comes next.
func (r *run) next() life {
	l := life{Store: r.host.store, Base: r.epr.base, Conditional: r.conditional, Naive: r.naive, Number: r.lives, Seed: r.seed,
		Now: begins.Add(time.Duration(r.lives) * 3 * time.Hour), Changes: 8}
	r.lives++
	return l
}

// oneLife is lived until it is killed, or comes to its end because it never came there.
func (r *run) oneLife(ctx context.Context) error {
	l := r.next()
	l.At, l.Hit = r.at, int64(1+r.killed()%3)
	if r.spared {
		l.Hit = 1
	}
	besides := make(chan error, 1)
	if r.two {
		other := l
		other.At, other.Changes, other.Number = "", 0, l.Number+1_000_000
		go func() { _, err := r.live(ctx, other, nil); besides <- err }()
	} else {
		besides <- nil
	}
	var d *deadly
	if r.at.byTheServer() {
		d = &deadly{at: r.at, left: l.Hit}
		l.At = ""
	}
	killed, err := r.live(ctx, l, d)
	if r.spared = !killed; killed {
		r.Kills[r.at]++
	}
	return errors.Join(err, <-besides)
}

// live lets a program live, and reports whether it was killed.
func (r *run) live(ctx context.Context, l life, d *deadly) (killed bool, err error) {
	text, err := json.Marshal(l)
	if err != nil {
		return false, err
	}
	self, err := os.Executable()
	if err != nil {
		return false, err
	}
	c := exec.CommandContext(ctx, self)
	c.Env = append(os.Environ(), lifeIn+"="+string(text))
	var trouble bytes.Buffer
	c.Stderr = &trouble
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		return false, err
	}
	if d != nil {
		d.kill = func() { _ = c.Process.Kill() }
		r.epr.setDeadly(d)
		defer r.epr.setDeadly(nil)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		r.hear(lines.Text())
	}
	err = c.Wait()
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if c.ProcessState.ExitCode() == -1 { // by a signal
		return true, nil
	}
	if err != nil {
		err = fmt.Errorf("a program ended by itself: %w: %s", err, firstLines(trouble.String()))
	}
	return false, err
}

func (e *epr) setSettled(settled func(goal string) bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.settled = settled
}

func (e *epr) setDeadly(d *deadly) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.deadly = d
}

// hear notes what a program has told somebody.
func (r *run) hear(line string) {
	f := strings.Fields(line)
	if len(f) != 3 || f[0] != "told" {
		return
	}
	rev, err := strconv.Atoi(f[2])
	if err != nil {
		return // the line was cut off when it was killed
	}
	ref := peer.Ref{Kind: recovery.KindGoal, ID: f[1]}
	if strings.HasPrefix(f[1], "c-") {
		ref.Kind = recovery.KindContribution
	}
	r.told[ref] = max(r.told[ref], peer.Rev(rev))
}

func firstLines(s string) string {
	lines := strings.SplitN(s, "\n", 13)
	return strings.Join(lines[:min(len(lines), 12)], "\n")
}
