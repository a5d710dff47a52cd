package steptest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// Draw answers with a number from 0 to n-1. A property test gives it.
type Draw func(n int) int

// Walk takes random steps of one kind: whoever, whatever, under any facts. What
// it counts goes into a Tally.
type Walk[R peer.Record, S, F any] struct {
	Kind[R, S, F]
	// Steps of one history.
	Steps int
	// From is when the history begins.
	From time.Time
	// Who draws an actor. party is whose step it is; mostly give one of them.
	Who func(draw Draw, r R, party peer.Party) peer.Actor
	// Facts draws the facts. A good share of them should let a step be taken.
	Facts func(draw Draw, r R) F
	// Give helps to fill a form for this record.
	Give func(draw Draw, r R, now time.Time) Give
}

// Tally is what many walks came to.
type Tally struct {
	Tried, Taken int
	Reached      map[peer.Status]int
	Done         map[peer.Action]int
}

// Run takes one history. After every step it checks that the record reads back
// as it was written, that a step that was not taken changed nothing, and that the
// whole history is a chain.
func (w Walk[R, S, F]) Run(t require.TestingT, draw Draw, tally *Tally) {
	var r R
	var history []peer.Change
	for i := range w.Steps {
		if w.over(r) && draw(3) > 0 {
			break
		}
		now := w.From.Add(time.Duration(i)*hour(7) + time.Duration(draw(120))*time.Minute)
		before := encoded(t, r)
		next, change, err := w.step(t, draw, r, i, now)
		tally.Tried++
		if err != nil {
			var refusal *peer.Refusal
			require.True(t, errors.As(err, &refusal), "%v", err)
			require.NotEmpty(t, refusal.Codes())
			require.Equal(t, before, encoded(t, next))
			continue
		}
		require.Equal(t, before, encoded(t, r), "the record before a step is as it was")
		after := encoded(t, next)
		back, err := w.Decode([]byte(after))
		require.NoError(t, err, "%s led to a record that cannot be read", change.Do)
		require.Equal(t, after, encoded(t, back))
		if draw(3) == 0 {
			_, _, _ = w.step(t, draw, r, i, now)
			require.Equal(t, after, encoded(t, next), "what comes of one record twice has nothing in common")
		}
		r, history = next, append(history, change)
		if draw(2) == 0 {
			r = back // as a host does: stored and read again
		}
		tally.count(change)
	}
	require.NoError(t, peer.VerifyChain(history))
}

func (t *Tally) count(c peer.Change) {
	if t.Reached == nil {
		t.Reached, t.Done = map[peer.Status]int{}, map[peer.Action]int{}
	}
	t.Taken++
	t.Reached[c.To]++
	t.Done[c.Do]++
}

// step posts one form, as a front end would.
func (w Walk[R, S, F]) step(t require.TestingT, draw Draw, r R, i int, now time.Time) (R, peer.Change, error) {
	facts := w.Facts(draw, r)
	c := w.choose(draw, r, now, facts)
	step, err := w.DecodeStep(Post(c, w.Give(draw, r, now)))
	require.NoError(t, err, "%s", c.Do)
	act := peer.Act{By: w.Who(draw, r, c.Whose[draw(len(c.Whose))]), At: now, ID: peer.RequestID(fmt.Sprint("r", i)), Seen: r.Rev()}
	if draw(20) == 0 {
		act.Seen += peer.Rev(draw(3) - 1)
	}
	if !r.Exists() {
		return w.New(step, act, facts)
	}
	return w.Do(r, step, act, facts)
}

// choose takes a step that leads on, and now and then any other.
func (w Walk[R, S, F]) choose(draw Draw, r R, now time.Time, facts F) peer.Choice {
	list := w.Starts(peer.Act{At: now}, facts)
	if r.Exists() {
		list = w.Choices(r, peer.Act{At: now, Seen: r.Rev()}, facts)
	}
	if len(list) == 0 || draw(12) == 0 {
		row := w.Table.Rows[draw(len(w.Table.Rows))]
		return peer.Choice{Do: row.Do, Whose: row.By, Fields: row.Fields}
	}
	c := list[draw(len(list))]
	for range 3 {
		if w.ends(c) && draw(5) > 0 {
			c = list[draw(len(list))] // a history that ends at once shows little
		}
	}
	return c
}

// ends reports whether a choice leads to places nothing leads on from.
func (w Walk[R, S, F]) ends(c peer.Choice) bool {
	return !slices.ContainsFunc(w.Table.States, func(s peer.State) bool { return !s.End && slices.Contains(c.Leads, s.Status) })
}

// over reports whether nothing leads on from here.
func (w Walk[R, S, F]) over(r R) bool {
	return slices.ContainsFunc(w.Table.States, func(s peer.State) bool { return s.End && s.Status == r.Status() })
}

func encoded[R peer.Record](t require.TestingT, r R) string {
	if !r.Exists() {
		return ""
	}
	b, err := peer.Encode(r)
	require.NoError(t, err)
	return string(b)
}

// Check fails the test when too few steps were taken to mean anything, or a
// place or a step of the table never came up. It logs the figures.
func (t *Tally) Check(tb testing.TB, table peer.Table) {
	tb.Helper()
	tb.Logf("%s: %d steps tried, %d taken (%d %%)%s", table.Kind, t.Tried, t.Taken, 100*t.Taken/max(1, t.Tried), t.list(table))
	require.GreaterOrEqual(tb, 5*t.Taken, t.Tried, "a fifth of the steps is taken")
	for _, s := range table.States {
		require.NotZero(tb, t.Reached[s.Status], "%s was never reached", s.Status)
	}
	for _, row := range table.Rows {
		require.NotZero(tb, t.Done[row.Do], "%s was never taken", row.Do)
	}
}

func (t *Tally) list(table peer.Table) string {
	var b strings.Builder
	for _, s := range table.States {
		fmt.Fprintf(&b, ", %s %d", s.Status, t.Reached[s.Status])
	}
	return b.String()
}

// OneOf draws one of several values.
func OneOf[T any](draw Draw, list ...T) T { return list[draw(len(list))] }

// Mostly draws the first value often and one of the others now and then.
func Mostly[T any](draw Draw, usual T, others ...T) T {
	if len(others) == 0 || draw(8) > 0 {
		return usual
	}
	return OneOf(draw, others...)
}
