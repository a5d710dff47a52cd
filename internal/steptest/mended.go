package steptest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// unlessMended is a check of what turns a step down: a row that is never turned down
// has one of its own.
func (r *run[R, S, F]) unlessMended(check func(*testing.T)) func(*testing.T) {
	return func(t *testing.T) {
		if !r.row.Mended {
			check(t)
		}
	}
}

// mended takes a step of a row that is never turned down as anybody and nobody, with
// every act and every form that another row would turn down. It is taken each time,
// the same again gives the same, and the record reads back.
func (r *run[R, S, F]) mended(t *testing.T) {
	if !r.row.Mended {
		return
	}
	require.True(t, r.creates, "only a row that creates a record is mended")
	require.Empty(t, r.row.Else, "nobody else hears whose it is")
	require.Empty(t, r.row.Form, "its shape turns nothing down")
	for _, a := range slices.Concat(r.row.Open, r.row.Needs) {
		require.NotEqual(t, peer.Blocks, a.Weight, a.Rule.String())
	}
	for _, start := range r.Starts(peer.Act{}, r.c.Facts) {
		require.True(t, start.Do != r.row.Do || start.Open, "Starts says that it is open to everybody")
	}
	for _, who := range append(slices.Clone(r.Anybody), Someone{Name: "nobody"}, Someone{Name: "two at once", By: peer.Actor{Person: "a", Staff: "b"}}) {
		act := r.act
		act.By = who.By
		r.takenAnyway(t, r.c.Step, act, who.Name)
	}
	for name, spoil := range hostileActs {
		act := r.act
		spoil(&act)
		r.takenAnyway(t, r.c.Step, act, name)
	}
	for _, f := range flat(r.row.Fields) {
		for name, v := range hostileValues(f) {
			r.takenAnyway(t, r.edited(t, r.c.Step, f.Path, func(any) any { return v }), r.act, f.Path+": "+name)
		}
	}
}

// hostileActs are acts that any other row turns down.
var hostileActs = map[string]func(*peer.Act){
	"without anything":                func(a *peer.Act) { *a = peer.Act{} },
	"without a time":                  func(a *peer.Act) { a.At = time.Time{} },
	"in a year nobody can write":      func(a *peer.Act) { a.At = time.Date(123456, 1, 1, 0, 0, 0, 0, time.UTC) },
	"before there were years":         func(a *peer.Act) { a.At = time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC) },
	"without a request":               func(a *peer.Act) { a.ID = "" },
	"with a request that is too long": func(a *peer.Act) { a.ID = peer.RequestID(strings.Repeat("x", 300)) },
	"with a request that is no text":  func(a *peer.Act) { a.ID = "\xff\xfe" },
	"on a record that is not there":   func(a *peer.Act) { a.Seen = 7 },
	"for somebody else":               func(a *peer.Act) { a.For = peer.Authority{ID: "authority", For: "somebody-else"} },
}

// hostileValues are values of a field that any other row turns down.
func hostileValues(f peer.Field) map[string]any {
	long := strings.Repeat("ŵ", 1000)
	out := map[string]any{"left out": Absent}
	one := map[string]any{}
	switch f.Kind {
	case peer.FieldText, peer.FieldWords:
		one["too long"] = say(f, strings.Repeat(long, 1+f.Max/1000)[:2*min(f.Max+1, 200_000)])
	case peer.FieldID:
		one["too long"], one["no plain word"] = long, "he told me\n\u0000about it"
	case peer.FieldChoice:
		one["not on the list"] = "no-such-word"
	case peer.FieldNumber:
		one["too small"], one["too large"] = -1, 1_000_000_000
	case peer.FieldMoment:
		one["long ago"], one["to come"] = "0001-01-02T00:00:00Z", "9999-12-31T23:59:59Z"
	case peer.FieldDate:
		one["long ago"], one["to come"], one["a year"] = "0001-01-01", "9999-12-31", "2026"
	}
	if f.Kind == peer.FieldWords {
		one["said as nobody does"] = map[string]any{"text": "x", "how": "sung", "lang": long, "by": map[string]any{"staff": "a", "carer": "b"}}
	}
	for name, v := range one {
		if !f.Repeats {
			out[name] = v
			continue
		}
		out[name], out["many "+name] = []any{v}, slices.Repeat([]any{v}, f.Items+1)
	}
	return out
}

// takenAnyway takes the step and does everything that is done with a record.
func (r *run[R, S, F]) takenAnyway(t *testing.T, step S, act peer.Act, name string) {
	t.Helper()
	require.True(t, r.CheckNew(step, act, r.c.Facts).Allowed(), "%s: %v", name, stops(r.CheckNew(step, act, r.c.Facts)))
	next, change, err := r.New(step, act, r.c.Facts)
	require.NoError(t, err, name)
	require.True(t, next.Exists(), name)
	require.NoError(t, peer.VerifyChain([]peer.Change{change}), name)
	first := stored(t, next)
	back, err := r.Decode([]byte(first))
	require.NoError(t, err, name)
	require.Equal(t, first, stored(t, back), name)
	again, same, err := r.New(step, act, r.c.Facts)
	require.NoError(t, err, name)
	require.Equal(t, first, stored(t, again), "%s: the same again is the same", name)
	require.Equal(t, marshal(t, change), marshal(t, same), name)
}
