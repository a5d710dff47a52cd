package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// board is everything that was tried and what came of it.
type board struct {
	options
	began   time.Time
	took    time.Duration
	stores  []string
	missing string
	by      map[string]tally // by store
	naive   tally
	shown   []proof
}

// ours is what came of all the runs of ours.
func (b board) ours() tally {
	all := newTally()
	for _, t := range b.by {
		all.add(t)
	}
	return all
}

// job is a run that is to be made.
type job struct {
	way
	store string
}

// jobs are the runs: each spot on each store, with ids of either side (in a short form of
// one, in turn), every third with two programs at once; and the naive ones.
func (b board) jobs() []job {
	each := max(1, (b.kills+2*len(spots)*len(b.stores)-1)/(2*len(spots)*len(b.stores)))
	var all []job
	for _, s := range b.stores {
		for n, at := range spots {
			w := way{at: at, two: n%3 == 0, kills: each, days: 1}
			for _, w.conditional = range []bool{false, true} {
				if b.short && w.conditional != (n%2 == 1) {
					continue
				}
				w.seed = b.seed + uint64(len(all))
				all = append(all, job{w, s})
			}
		}
	}
	for n, at := range []spot{afterCommit, served, landed} {
		all = append(all, job{way{at: at, conditional: true, naive: true, kills: min(2*each, 12), days: 3, seed: b.seed + uint64(n)}, b.stores[0]})
	}
	return all
}

// atOnce is how many runs go on at once.
const atOnce = 2

// try makes the runs, a few at once, and adds up what came of them.
func (b *board) try(ctx context.Context, out io.Writer) error {
	dir, err := os.MkdirTemp("", "scoreboard")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b.by, b.naive = map[string]tally{}, newTally()
	for _, s := range b.stores {
		b.by[s] = newTally()
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	var troubles []error
	jobs := b.jobs()
	next := make(chan int)
	for range atOnce {
		all.Go(func() {
			for n := range next {
				r, err := one(ctx, jobs[n].way, b.place(dir, jobs[n].store, n))
				mu.Lock()
				if err != nil {
					troubles = append(troubles, err)
				} else {
					b.count(jobs[n], r, out)
				}
				mu.Unlock()
			}
		})
	}
	for n := range jobs {
		next <- n
	}
	close(next)
	all.Wait()
	return errors.Join(troubles...)
}

func (b *board) place(dir, on string, n int) store {
	if on == onPostgres {
		return onServer(b.postgres, fmt.Sprintf("scoreboard_%d_%d", os.Getpid(), n))
	}
	return inFile(dir, n)
}

func (b *board) count(j job, r *run, out io.Writer) {
	if j.naive {
		b.naive.add(r.tally)
		fmt.Fprintf(out, "%-10s  naive, %v: doubled %d, overwritten %d\n", j.store, j.way, r.Doubled, r.Overwritten)
		return
	}
	t := b.by[j.store]
	t.add(r.tally)
	b.by[j.store] = t
	fmt.Fprintf(out, "%-10s  %v: killed %d of %d times in %d lives, %d requests, %d faults, %d edits by others\n",
		j.store, j.way, r.killed(), j.kills, r.lives, r.Requests, r.faulty(), r.Edits)
	for _, found := range slices.Sorted(maps.Keys(r.found())) {
		fmt.Fprintf(out, "            %s: %d (seed %d)\n", found, r.found()[found], j.seed)
	}
	if len(r.found()) > 0 {
		fmt.Fprintf(out, "            %s\n", strings.Join(r.notes, "\n            "))
	}
}

// verdict is an error when something must not be, or when the checks are blind.
func (b board) verdict() error {
	var wrong []error
	ours := b.ours()
	for _, what := range slices.Sorted(maps.Keys(ours.found())) {
		wrong = append(wrong, fmt.Errorf("%s: %d", what, ours.found()[what]))
	}
	for _, s := range spots {
		if ours.Kills[s] == 0 {
			wrong = append(wrong, fmt.Errorf("no program came to %s", s))
		}
	}
	if len(ours.Faults) < 12 {
		wrong = append(wrong, fmt.Errorf("%d kinds of fault came, of 12", len(ours.Faults)))
	}
	if b.naive.Doubled == 0 || b.naive.Overwritten == 0 {
		wrong = append(wrong, errors.New("the checks are blind: the naive strategy passes them"))
	}
	for _, p := range b.shown {
		if !p.held {
			wrong = append(wrong, fmt.Errorf("not shown: %s", p.line))
		}
	}
	return errors.Join(wrong...)
}
