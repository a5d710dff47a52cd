package signpost_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// What the tests of stored signposts, packs and interests share.

// goldenForms holds each record against its stored form, and reads it back.
func goldenForms[R peer.Record](t *testing.T, decode func([]byte) (R, error), records map[peer.Status]R) {
	t.Helper()
	for status, r := range records {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, fmt.Sprintf("v1/%s-%s.json", r.Ref().Kind, status), laidOut.Bytes())
		back, err := decode(laidOut.Bytes())
		require.NoError(t, err)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again))
		anyKind, err := signpost.Decode(r.Ref().Kind, b)
		require.NoError(t, err)
		require.Equal(t, r.Ref(), anyKind.Ref())
	}
}

// spoilt is a document that no step could have written, and where its fault lies; the
// empty path: it can be read.
type spoilt struct {
	of    peer.Status
	path  string
	value any
	heard string
}

func notReadable[R peer.Record](t *testing.T, decode func([]byte) (R, error), records map[peer.Status]R, list []spoilt) {
	t.Helper()
	defer witness.Pause()()
	for _, c := range list {
		name := fmt.Sprintf("%s %s=%v", c.of, c.path, c.value)
		_, err := decode(withMember(t, records[c.of], c.path, c.value))
		if c.heard == "" {
			require.NoError(t, err, name)
			continue
		}
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		var paths []string
		for _, x := range r.Unmet() {
			require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-"), name)
			paths = append(paths, x.Path)
		}
		require.Contains(t, paths, c.heard, name)
	}
	rng := rand.New(rand.NewPCG(20260420, 13))
	for _, status := range slices.Sorted(maps.Keys(records)) {
		whole, err := peer.Encode(records[status])
		require.NoError(t, err)
		for range 150 {
			staysReadable(t, decode, spoilOnce(rng, whole))
		}
	}
}

// staysReadable: a document is turned down without its words, or stores and reads back
// the same.
func staysReadable[R peer.Record](t *testing.T, decode func([]byte) (R, error), b []byte) {
	t.Helper()
	r, err := decode(b)
	if err != nil {
		var refusal *peer.Refusal
		require.ErrorAs(t, err, &refusal)
		require.NotContains(t, err.Error(), "garden")
		require.False(t, r.Exists())
		return
	}
	first, err := peer.Encode(r)
	require.NoError(t, err)
	back, err := decode(first)
	require.NoError(t, err)
	second, err := peer.Encode(back)
	require.NoError(t, err)
	require.Equal(t, string(first), string(second))
}

// withMember is the stored form of a record with one member put anew; nil takes it out.
func withMember(t testing.TB, r peer.Record, path string, value any) []byte {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	var doc any
	require.NoError(t, json.Unmarshal(b, &doc))
	putMember(t, doc, strings.Split(path, "/")[1:], value)
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	return b
}

func putMember(t testing.TB, doc any, path []string, value any) {
	t.Helper()
	switch d := doc.(type) {
	case []any:
		i, err := strconv.Atoi(path[0])
		require.NoError(t, err)
		if len(path) == 1 {
			d[i] = value
			return
		}
		putMember(t, d[i], path[1:], value)
	case map[string]any:
		switch {
		case len(path) > 1:
			if d[path[0]] == nil {
				d[path[0]] = map[string]any{}
			}
			putMember(t, d[path[0]], path[1:], value)
		case value == nil:
			delete(d, path[0])
		default:
			d[path[0]] = value
		}
	}
}

// spoilOnce changes one byte or one member of a document, at any depth.
func spoilOnce(rng *rand.Rand, whole []byte) []byte {
	if rng.IntN(3) == 0 {
		b := bytes.Clone(whole)
		b[rng.IntN(len(b))] = byte(rng.IntN(256))
		return b
	}
	var doc map[string]any
	if err := json.Unmarshal(whole, &doc); err != nil {
		panic(err)
	}
	at := doc
	for {
		keys := slices.Sorted(maps.Keys(at))
		key := keys[rng.IntN(len(keys))]
		inner, ok := at[key].(map[string]any)
		if list, many := at[key].([]any); many && len(list) > 0 {
			inner, ok = list[rng.IntN(len(list))].(map[string]any)
		}
		if ok && len(inner) > 0 && rng.IntN(4) > 0 {
			at = inner
			continue
		}
		values := []any{nil, "", "x", strings.Repeat("x", 9000), -1, 1e9, true, []any{}, []any{nil}, map[string]any{}, "2026", "given", "accessed", "shed", at[keys[rng.IntN(len(keys))]]}
		if at[key] = values[rng.IntN(len(values))]; rng.IntN(4) == 0 {
			delete(at, key)
		}
		break
	}
	b, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return b
}
