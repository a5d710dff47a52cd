package recovery_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// everyRecord is at least one record of every kind in every place, by the name of
// its file.
func everyRecord(t testing.TB) map[string]peer.Record {
	t.Helper()
	return gathered(t,
		goalRecords, setbackRecords, celebrationRecords, contributionRecords, ownLifeRecords, activityRecords, copingRecords, problemRecords,
		entryRecords, orderRecords, ideaRecords, beliefRecords, optionTalkRecords, choiceRecords, meetingRecords, advocacyRecords,
		planRecords, wellbeingRecords, coproductionRecords, healthInfoRecords, statementRecords, decisionRecords, observationRecords, riskRecords)
}

func gathered(t testing.TB, records ...func(testing.TB) map[string]peer.Record) map[string]peer.Record {
	t.Helper()
	all := map[string]peer.Record{}
	for _, some := range records {
		for name, r := range some(t) {
			require.NotContains(t, all, name)
			all[name] = r
		}
	}
	return all
}

// The stored form of version 1. These files are never edited: what was stored
// once is read for ever.
func TestStoredForm(t *testing.T) {
	for name, r := range everyRecord(t) {
		b := encoded(t, r)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, "v1/"+name+".json", laidOut.Bytes())
		back, err := recovery.Decode(r.Ref().Kind, laidOut.Bytes())
		require.NoError(t, err, name)
		require.Equal(t, string(b), string(encoded(t, back)), name)
	}
}

// Every file belongs to a record and every record has its file, and there is one for
// every place of every table.
func TestStoredFormIsWhole(t *testing.T) {
	records := everyRecord(t)
	files, err := os.ReadDir("testdata/v1")
	require.NoError(t, err)
	var names []string
	for _, f := range files {
		name, is := strings.CutSuffix(f.Name(), ".json")
		require.True(t, is, f.Name())
		names = append(names, name)
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(records)), names)
	stands := map[string]bool{}
	for name, r := range records {
		stands[string(r.Ref().Kind)+"-"+string(r.Status())] = true
		require.True(t, strings.HasPrefix(name, string(r.Ref().Kind)+"-"+string(r.Status())), name)
	}
	for _, table := range recovery.Tables() {
		for _, s := range table.States {
			require.True(t, stands[string(table.Kind)+"-"+string(s.Status)], "no %s that is %s", table.Kind, s.Status)
		}
	}
}

func TestNoRecordIsReadAsAnother(t *testing.T) {
	for name, r := range everyRecord(t) {
		b := encoded(t, r)
		for _, table := range recovery.Tables() {
			_, err := recovery.Decode(table.Kind, b)
			require.Equal(t, table.Kind != r.Ref().Kind, errors.Is(err, peer.ErrSchema), "%s read as a %s: %v", name, table.Kind, err)
		}
	}
}

func encoded(t testing.TB, r peer.Record) []byte {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	return b
}

// planted is a stored record with one member put differently (nil takes it out), and
// the path at which the fault lies. After ": " stands a part of what is said there,
// where more than one thing is.
type planted struct {
	of, path string
	value    any
	heard    string
}

// neverRead plants each fault and checks that the document is not read.
func neverRead(t *testing.T, records map[string]peer.Record, list []planted) {
	t.Helper()
	for _, c := range list {
		require.Contains(t, records, c.of)
		hostile(t, records[c.of], c.path, c.value, c.heard)
	}
}

// hostile checks that a record with one member put differently is not read, and that
// the fault names where it lies. See planted.
func hostile(t *testing.T, of peer.Record, path string, value any, heard string) {
	t.Helper()
	hostileDocument(t, of, fmt.Sprintf("%s=%v", path, value), heard, func(doc map[string]any) { put(doc, strings.Split(path, "/")[1:], value) })
}

// hostileDocument is hostile with more than one member edited.
func hostileDocument(t *testing.T, of peer.Record, name, heard string, edit func(doc map[string]any)) {
	t.Helper()
	name = fmt.Sprintf("%s %s %s", of.Ref(), of.Status(), name)
	path, says, _ := strings.Cut(heard, ": ")
	back, err := recovery.Decode(of.Ref().Kind, edited(t, of, edit))
	var r *peer.Refusal
	require.ErrorAs(t, err, &r, name)
	require.Nil(t, back, name)
	for _, x := range r.Unmet() {
		require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-"), name)
	}
	there := func(x peer.Reason) bool { return x.Path == path && strings.Contains(x.Says, says) }
	require.True(t, slices.ContainsFunc(r.Unmet(), there), "%s: %v", name, r)
}

// edited is the stored form of a record after an edit.
func edited(t testing.TB, of peer.Record, edit func(doc map[string]any)) []byte {
	t.Helper()
	var doc map[string]any
	require.NoError(t, json.Unmarshal(encoded(t, of), &doc))
	edit(doc)
	b, err := json.Marshal(doc)
	require.NoError(t, err)
	return b
}

// put sets a member of a document by its path; nil takes it out.
func put(doc any, path []string, value any) {
	switch d := doc.(type) {
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil {
			panic(err)
		}
		if len(path) == 1 {
			d[i] = value
			return
		}
		put(d[i], path[1:], value)
	case map[string]any:
		switch {
		case len(path) == 1 && value == nil:
			delete(d, path[0])
			return
		case len(path) == 1:
			d[path[0]] = value
			return
		case d[path[0]] == nil:
			d[path[0]] = map[string]any{}
		}
		put(d[path[0]], path[1:], value)
	}
}

// canaries are words of these records that no fault may hold.
var canaries = []string{"allotment", "stare", "boots", "tablets", "choir", "neighbour", "laughed twice", "the light left on", "made my hands shake", "quarry", "gate", "g2"}

// A document spoilt anywhere is not read, or it is read as a record that stores
// and reads back the same. It never ends in a panic and its fault holds none of
// the document's words.
func TestSpoiltDocuments(t *testing.T) {
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260217, 13))
	records := everyRecord(t)
	records["self-report-ends"] = ownEnds(t)
	read, tried := 0, 0
	for _, name := range slices.Sorted(maps.Keys(records)) {
		kind, whole := records[name].Ref().Kind, encoded(t, records[name])
		words := slices.DeleteFunc(append(texts(t, whole), canaries...), func(w string) bool { return !bytes.Contains(whole, []byte(w)) })
		for range 80 {
			tried++
			b := spoil(rng, whole)
			r, err := recovery.Decode(kind, b)
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				said := err.Error()
				require.False(t, slices.ContainsFunc(words, func(w string) bool { return strings.Contains(said, w) }), said)
				require.Nil(t, r)
				continue
			}
			read++
			first := encoded(t, r)
			back, err := recovery.Decode(kind, first)
			require.NoError(t, err, "%s", b)
			require.Equal(t, string(first), string(encoded(t, back)))
		}
	}
	t.Logf("%d spoilt documents, %d of them still legal", tried, read)
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

// spoil changes a document in one place: a member taken out, put elsewhere or
// given another value, or a byte.
func spoil(rng *rand.Rand, whole []byte) []byte {
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
		if inner, ok := at[key].(map[string]any); ok && len(inner) > 0 && rng.IntN(4) > 0 {
			at = inner
			continue
		}
		values := []any{nil, "", "x", strings.Repeat("x", 11_000), -1, 1e9, true, []any{}, []any{nil}, map[string]any{}, "2026", "2026-02-30", "yes", "no", "person", at[keys[rng.IntN(len(keys))]]}
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
