package steptest

import (
	"bytes"
	"encoding/json"
	"errors"
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
	// Path of the member; a number is a place in a list. Value nil takes it out.
	Path  string
	Value any
	// Heard is the path that is turned down. Empty: it can be read all the same.
	Heard string
}

// Unreadable checks what is heard of each hostile record, and that no broken document
// of any of the records becomes a record that is not legal or tells what it holds.
// words stands in every record's own words.
func (b Bench[R, S, F]) Unreadable(t *testing.T, words string, records map[peer.Status]R, list []Hostile) {
	t.Helper()
	defer witness.Pause()()
	for _, c := range list {
		b.unreadable(t, records[c.Of], c)
	}
	rng := rand.New(rand.NewPCG(20260504, 9))
	for _, status := range slices.Sorted(maps.Keys(records)) {
		whole := stored(t, records[status])
		require.NotEmpty(t, whole)
		for range 60 {
			b.staysReadable(t, words, broken(rng, []byte(whole)))
		}
	}
}

func (b Bench[R, S, F]) unreadable(t *testing.T, r R, c Hostile) {
	t.Helper()
	name := fmt.Sprintf("%s %s=%v", c.Of, c.Path, c.Value)
	_, err := b.Decode(PutAnew(t, r, c.Path, c.Value))
	if c.Heard == "" {
		require.NoError(t, err, name)
		return
	}
	var refusal *peer.Refusal
	require.True(t, errors.As(err, &refusal), name)
	var paths []string
	for _, x := range refusal.Unmet() {
		paths = append(paths, x.Path)
	}
	require.Contains(t, paths, c.Heard, name)
}

// staysReadable: a document is turned down without its words, or stores and reads back
// the same.
func (b Bench[R, S, F]) staysReadable(t *testing.T, words string, doc []byte) {
	t.Helper()
	r, err := b.Decode(doc)
	if err != nil {
		var refusal *peer.Refusal
		require.ErrorAs(t, err, &refusal)
		require.True(t, words == "" || !strings.Contains(err.Error(), words), "a document that is turned down tells nothing")
		require.False(t, r.Exists())
		return
	}
	first := stored(t, r)
	back, err := b.Decode([]byte(first))
	require.NoError(t, err)
	require.Equal(t, first, stored(t, back))
}

// PutAnew is the stored form of a record with one member put anew; nil takes it out. A
// number in the path is the place in a list.
func PutAnew(t testing.TB, r peer.Record, path string, value any) []byte {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	var doc any
	require.NoError(t, json.Unmarshal(b, &doc))
	put(t, doc, strings.Split(path, "/")[1:], value)
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	return b
}

func put(t testing.TB, doc any, path []string, value any) {
	t.Helper()
	switch d := doc.(type) {
	case []any:
		i, err := strconv.Atoi(path[0])
		require.NoError(t, err)
		if len(path) == 1 {
			d[i] = value
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
		if d[path[0]] = value; value == nil {
			delete(d, path[0])
		}
	}
}

// odd stands in the place of what a member holds.
var odd = []any{nil, "", "x", strings.Repeat("x", 9000), -1, 1e9, true, []any{}, []any{nil}, map[string]any{}, "2026", "2026-05-04", "person", "worker", "yes"}

// broken is a document with one byte or one member changed, at any depth.
func broken(rng *rand.Rand, whole []byte) []byte {
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
	other := at[keys[rng.IntN(len(keys))]]
	switch n := rng.IntN(len(odd) + 4); {
	case n < len(odd):
		at[key] = odd[n]
	case n == len(odd):
		at[key] = other
	default:
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
