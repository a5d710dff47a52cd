package steptest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
)

// Hostile is a stored record with one member put anew, as no step could have written
// it.
type Hostile struct {
	// Of is which record.
	Of peer.Status
	// Path of the member; a number is a place in a list. Value nil takes it out, a
	// func(any) any makes it from what stands there.
	Path  string
	Value any
	// Heard is the path that is turned down. Behind ": " stands a part of what is said
	// there, where more than one thing is. Empty: it can be read all the same.
	Heard string
}

// Unreadable checks what is heard of each hostile record, and that no broken document
// of any of the records becomes a record that is not legal or tells what it holds.
// words stands in every record's own words; holds is asked of what can still be read.
func (b Bench[R, S, F]) Unreadable(t *testing.T, words string, records map[peer.Status]R, list []Hostile, holds ...func(R)) {
	t.Helper()
	all := map[peer.Status]peer.Record{}
	for status, r := range records {
		all[status] = r
	}
	read := func(_ peer.Kind, doc []byte) (peer.Record, error) {
		r, err := b.Decode(doc)
		for _, hold := range holds {
			if err == nil {
				hold(r)
			}
		}
		return r, err
	}
	b.Ground.reading(read).Unreadable(t, []string{words}, all, list)
}

// reading is the ground with another way to read.
func (g Ground[F]) reading(read func(peer.Kind, []byte) (peer.Record, error)) Ground[F] {
	g.Decode = read
	return g
}

// Unreadable is that of a Bench for records of any kind, each by the name that Of says.
func (g Ground[F]) Unreadable(t *testing.T, words []string, records map[peer.Status]peer.Record, list []Hostile) {
	t.Helper()
	g.NeverRead(t, records, list)
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260504, 9))
	for _, name := range slices.Sorted(maps.Keys(records)) {
		whole := []byte(stored(t, records[name]))
		inside := texts(t, whole)
		for _, w := range words {
			if w != "" && bytes.Contains(whole, []byte(w)) {
				inside = append(inside, w)
			}
		}
		for range cmp.Or(g.Spoilt, 150) {
			g.staysReadable(t, inside, records[name].Ref().Kind, g.broken(rng, whole))
		}
	}
}

// NeverRead checks what is heard of each hostile record.
func (g Ground[F]) NeverRead(t *testing.T, records map[peer.Status]peer.Record, list []Hostile) {
	t.Helper()
	for _, c := range list {
		require.Contains(t, records, c.Of)
		g.Hears(t, records[c.Of], c)
	}
}

// Hears checks what is heard of one hostile record.
func (g Ground[F]) Hears(t *testing.T, r peer.Record, c Hostile) {
	t.Helper()
	defer witness.Pause()()
	name := fmt.Sprintf("%s %s=%v", c.Of, c.Path, c.Value)
	back, err := g.Decode(r.Ref().Kind, PutAnew(t, r, c.Path, c.Value))
	if c.Heard == "" {
		require.NoError(t, err, name)
		return
	}
	var refusal *peer.Refusal
	require.ErrorAs(t, err, &refusal, name)
	require.True(t, back == nil || !back.Exists(), name)
	path, says, _ := strings.Cut(c.Heard, ": ")
	there := false
	for _, x := range refusal.Unmet() {
		shape := slices.ContainsFunc(g.Shapes, func(at string) bool { return strings.HasPrefix(x.Path, at) })
		require.True(t, shape || strings.HasPrefix(x.Rule.Row, "DOC-"), "%s: %s", name, x.Rule)
		there = there || x.Path == path && strings.Contains(x.Says, says)
	}
	require.True(t, there, "%s: %v", name, refusal)
}

// staysReadable: a document is turned down without what was said in it, or stores and
// reads back the same.
func (g Ground[F]) staysReadable(t *testing.T, words []string, kind peer.Kind, doc []byte) {
	t.Helper()
	r, err := g.Decode(kind, doc)
	if err != nil {
		var refusal *peer.Refusal
		require.ErrorAs(t, err, &refusal)
		told := err.Error()
		require.False(t, slices.ContainsFunc(words, func(w string) bool { return strings.Contains(told, w) }), "a document that is turned down tells nothing")
		require.True(t, r == nil || !r.Exists())
		return
	}
	first := stored(t, r)
	back, err := g.Decode(kind, []byte(first))
	require.NoError(t, err)
	require.Equal(t, first, stored(t, back))
}

// texts are all that is said in a document in more than one word.
func texts(t testing.TB, document []byte) []string {
	t.Helper()
	var doc any
	require.NoError(t, json.Unmarshal(document, &doc))
	var out []string
	var look func(any)
	look = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				look(x)
			}
		case map[string]any:
			for _, x := range v {
				look(x)
			}
		case string:
			if strings.Contains(v, " ") {
				out = append(out, v)
			}
		}
	}
	look(doc)
	return out
}

// PutAnew is the stored form of a record with one member put anew, as in Hostile.
func PutAnew(t testing.TB, r peer.Record, path string, value any) []byte {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	var doc any
	require.NoError(t, json.Unmarshal(b, &doc))
	Put(t, doc, path, value)
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	return b
}

// Put puts one member of a document anew; see PutAnew.
func Put(t testing.TB, doc any, path string, value any) {
	t.Helper()
	put(t, doc, strings.Split(path, "/")[1:], value)
}

func put(t testing.TB, doc any, path []string, value any) {
	t.Helper()
	made := func(old any) any {
		if from, ok := value.(func(any) any); ok {
			return from(old)
		}
		return value
	}
	switch d := doc.(type) {
	case []any:
		i, err := strconv.Atoi(path[0])
		require.NoError(t, err)
		if len(path) == 1 {
			d[i] = made(d[i])
			return
		}
		put(t, d[i], path[1:], value)
	case map[string]any:
		if len(path) > 1 {
			if d[path[0]] == nil {
				d[path[0]] = map[string]any{}
			}
			put(t, d[path[0]], path[1:], value)
			return
		}
		if d[path[0]] = made(d[path[0]]); value == nil {
			delete(d, path[0])
		}
	}
}

// odd stands in the place of what a member holds.
var odd = []any{nil, "", "x", "two words", strings.Repeat("x", 11_000), -1, 1e9, true, []any{}, []any{nil}, map[string]any{},
	"2026", "2026-05-04", "2026-02-30", "person", "worker", "yes", "no"}

// broken is a document with one byte or one member changed, at any depth.
func (g Ground[F]) broken(rng *rand.Rand, whole []byte) []byte {
	if rng.IntN(3) == 0 {
		b := bytes.Clone(whole)
		b[rng.IntN(len(b))] = byte(rng.IntN(256))
		return b
	}
	var doc map[string]any
	if err := json.Unmarshal(whole, &doc); err != nil {
		panic(err)
	}
	at, key := somewhere(rng, doc)
	keys := slices.Sorted(maps.Keys(at))
	values := slices.Concat(odd, g.Odd, []any{at[keys[rng.IntN(len(keys))]]})
	if at[key] = values[rng.IntN(len(values))]; rng.IntN(4) == 0 {
		delete(at, key)
	}
	b, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return b
}

// somewhere is a member of a document, at any depth.
func somewhere(rng *rand.Rand, at map[string]any) (map[string]any, string) {
	for {
		keys := slices.Sorted(maps.Keys(at))
		key := keys[rng.IntN(len(keys))]
		inner, ok := at[key].(map[string]any)
		if list, many := at[key].([]any); many && len(list) > 0 {
			inner, ok = list[rng.IntN(len(list))].(map[string]any)
		}
		if !ok || len(inner) == 0 || rng.IntN(4) == 0 {
			return at, key
		}
		at = inner
	}
}
