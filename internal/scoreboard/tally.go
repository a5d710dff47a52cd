package main

import "maps"

// tally is what came of runs.
type tally struct {
	Runs     int
	Kills    map[spot]int
	Faults   map[string]int
	Edits    int // by others, while we were writing
	Early    int // of these, in what is ours before our first write was heard of
	Requests int
	Told     int // changes that were committed and that somebody heard of
	// What must not be: told and not anywhere, there twice, gone back to what it was,
	// written over, changed there and not heard of.
	Lost, Doubled, Stale, Overwritten, Missed int
	Heard                                     int // changes there that were heard of
	// Healthy are the records that somebody else's poison stands before; Arrived are those
	// that stand there as they are.
	Healthy, Arrived int
	// Parked were looked at; Sentences are those of them that say what a person can do.
	Parked, Sentences int
}

func newTally() tally { return tally{Kills: map[spot]int{}, Faults: map[string]int{}} }

// killed is how often a program was.
func (t tally) killed() (n int) {
	for _, k := range t.Kills {
		n += k
	}
	return n
}

// faulty is how many requests met a fault.
func (t tally) faulty() (n int) {
	for _, k := range t.Faults {
		n += k
	}
	return n
}

// add adds what came of others.
func (t *tally) add(o tally) {
	for s, n := range o.Kills {
		t.Kills[s] += n
	}
	for s, n := range o.Faults {
		t.Faults[s] += n
	}
	t.Runs, t.Edits, t.Early, t.Requests, t.Told = t.Runs+o.Runs, t.Edits+o.Edits, t.Early+o.Early, t.Requests+o.Requests, t.Told+o.Told
	t.Lost, t.Doubled, t.Stale, t.Overwritten = t.Lost+o.Lost, t.Doubled+o.Doubled, t.Stale+o.Stale, t.Overwritten+o.Overwritten
	t.Missed, t.Heard = t.Missed+o.Missed, t.Heard+o.Heard
	t.Healthy, t.Arrived = t.Healthy+o.Healthy, t.Arrived+o.Arrived
	t.Parked, t.Sentences = t.Parked+o.Parked, t.Sentences+o.Sentences
}

// found says what must not be, in the words of the table; empty: nothing is.
func (t tally) found() map[string]int {
	all := map[string]int{
		"acknowledged changes lost": t.Lost, "duplicates": t.Doubled, "stale overwrites": t.Stale, "edits of others overwritten": t.Overwritten,
		"pulled changes missed": t.Missed, "records behind poison that did not arrive": t.Healthy - t.Arrived, "parked without a sentence": t.Parked - t.Sentences,
	}
	maps.DeleteFunc(all, func(_ string, n int) bool { return n == 0 })
	return all
}
