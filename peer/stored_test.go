package peer_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// A storedKind is a kind of record as a store knows it.
type storedKind struct {
	name   string
	record peer.Record
	decode func([]byte) (peer.Record, error)
	step   []byte
	reads  func([]byte) error
}

func storedKinds(t testing.TB) []storedKind {
	t.Helper()
	rel, con, req := tellRel(t), tellCon(t), tellReq(t)
	corrected, _, err := con.recorded.Do(theCorrection(), act(byAled, nextDay, "b9", con.recorded), conFacts(t))
	require.NoError(t, err)
	step := func(b []byte, err error) []byte {
		require.NoError(t, err)
		return b
	}
	return []storedKind{
		{"relationship", rel.active, func(b []byte) (peer.Record, error) { return peer.DecodeRelationship(b) },
			step(peer.EncodeRelationshipStep(theProposal())), func(b []byte) error { _, err := peer.DecodeRelationshipStep(b); return err }},
		{"contact", corrected, func(b []byte) (peer.Record, error) { return peer.DecodeContact(b) },
			step(peer.EncodeContactStep(theCorrection())), func(b []byte) error { _, err := peer.DecodeContactStep(b); return err }},
		{"support-request", req.allocated, func(b []byte) (peer.Record, error) { return peer.DecodeSupportRequest(b) },
			step(peer.EncodeSupportRequestStep(theAllocation())), func(b []byte) error { _, err := peer.DecodeSupportRequestStep(b); return err }},
	}
}

func TestGoldenStoredForms(t *testing.T) {
	for _, k := range storedKinds(t) {
		t.Run(k.name, func(t *testing.T) {
			b, err := peer.Encode(k.record)
			require.NoError(t, err)
			var laidOut bytes.Buffer
			require.NoError(t, json.Indent(&laidOut, b, "", "  "))
			steptest.Golden(t, "v1/"+k.name+".json", append(laidOut.Bytes(), '\n'))

			kept, err := os.ReadFile(filepath.Join("testdata", "v1", k.name+".json"))
			require.NoError(t, err)
			back, err := k.decode(kept)
			require.NoError(t, err, "what was stored once is read for ever")
			again, err := peer.Encode(back)
			require.NoError(t, err)
			require.Equal(t, string(b), string(again))
		})
	}
}

const storedCanary = "canary-in-the-store"

// refusedDocument checks that a document was turned down as it has to be: typed,
// with a path for every fault, and with nothing of what it says.
func refusedDocument(t *testing.T, what string, err error) *peer.Refusal {
	t.Helper()
	require.Error(t, err, what)
	var r *peer.Refusal
	require.ErrorAs(t, err, &r, what)
	require.NotEmpty(t, r.Codes(), what)
	told, jsonErr := json.Marshal(err)
	require.NoError(t, jsonErr)
	require.NotContains(t, err.Error()+fmt.Sprintf("%v %+v %#v", err, *r, r.Reasons)+string(told), storedCanary, what)
	for _, reason := range r.Reasons {
		require.NotEmpty(t, reason.Says, what)
		require.NotEmpty(t, reason.Fix, what)
		require.True(t, reason.Path == "" || strings.HasPrefix(reason.Path, "/"), what)
	}
	return r
}

// everyPlace calls f for every value in a document, with its JSON pointer and a
// way to put another value there.
func everyPlace(doc []byte, f func(path string, was any, put func(any) []byte)) {
	root := func() (v any) {
		if err := json.Unmarshal(doc, &v); err != nil {
			panic(err)
		}
		return v
	}
	var walk func(v any, path []string)
	walk = func(v any, path []string) {
		f("/"+strings.Join(path, "/"), v, func(with any) []byte {
			b, err := json.Marshal(replace(root(), path, with))
			if err != nil {
				panic(err)
			}
			return b
		})
		switch x := v.(type) {
		case map[string]any:
			for _, k := range sortedKeys(x) {
				walk(x[k], append(slices.Clone(path), k))
			}
		case []any:
			for i := range x {
				walk(x[i], append(slices.Clone(path), fmt.Sprint(i)))
			}
		}
	}
	walk(root(), nil)
}

// dropped takes a member out.
type dropped struct{}

func replace(v any, path []string, with any) any {
	if len(path) == 0 {
		return with
	}
	switch x := v.(type) {
	case map[string]any:
		if x[path[0]] = replace(x[path[0]], path[1:], with); x[path[0]] == (dropped{}) {
			delete(x, path[0])
		}
	case []any:
		var i int
		fmt.Sscan(path[0], &i)
		if x[i] = replace(x[i], path[1:], with); x[i] == (dropped{}) {
			return append(x[:i:i], x[i+1:]...)
		}
	}
	return v
}

func sortedKeys(m map[string]any) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// TestHostileSnapshots puts every sort of wrong value into every place of a
// stored record. Whatever is read back is a legal record; whatever is not is
// turned down without a word of it.
func TestHostileSnapshots(t *testing.T) {
	values := []any{dropped{}, nil, storedCanary, "", -1, 0, 1.5, 1e19, true, []any{}, map[string]any{}, []any{storedCanary},
		map[string]any{storedCanary: storedCanary}, []any{nil}, strings.Repeat(storedCanary, 600)}
	for _, k := range storedKinds(t) {
		t.Run("every place of a "+k.name, func(t *testing.T) {
			b, err := peer.Encode(k.record)
			require.NoError(t, err)
			tried, read := 0, 0
			everyPlace(b, func(path string, was any, put func(any) []byte) {
				for _, v := range values {
					if path == "/" && v == (dropped{}) {
						continue
					}
					tried++
					back, err := k.decode(put(v))
					if err != nil {
						refusedDocument(t, path, err)
						continue
					}
					read++
					require.True(t, back.Exists())
					again, err := peer.Encode(back)
					require.NoError(t, err)
					_, err = k.decode(again)
					require.NoError(t, err, "what was read can be stored: %s", path)
				}
			})
			t.Logf("%d documents, %d of them records all the same", tried, read)
		})
		t.Run("every place of a step of a "+k.name, func(t *testing.T) {
			everyPlace(k.step, func(path string, was any, put func(any) []byte) {
				for _, v := range values {
					if path == "/" && v == (dropped{}) {
						continue
					}
					if err := k.reads(put(v)); err != nil {
						refusedDocument(t, path, err)
					}
				}
			})
		})
	}
}

func TestHostileHeads(t *testing.T) {
	for _, k := range storedKinds(t) {
		b, err := peer.Encode(k.record)
		require.NoError(t, err)
		var doc map[string]any
		require.NoError(t, json.Unmarshal(b, &doc))
		with := func(set func(map[string]any)) []byte {
			var doc map[string]any
			require.NoError(t, json.Unmarshal(b, &doc))
			set(doc)
			out, err := json.Marshal(doc)
			require.NoError(t, err)
			return out
		}
		recent := func(doc map[string]any, i int) map[string]any { return doc["recent"].([]any)[i].(map[string]any) }
		last := len(doc["recent"].([]any)) - 1
		t.Run(k.name+" of a newer version is never guessed at", func(t *testing.T) {
			for _, set := range []func(map[string]any){
				func(d map[string]any) { d["schema"] = 2 },
				func(d map[string]any) { d["schema"] = 1 << 30 },
				func(d map[string]any) { d["schema"] = 2; d["a-new-member"] = storedCanary; delete(d, "recent") },
				func(d map[string]any) { d["schema"] = 2; d["kind"] = "something-new" },
			} {
				_, err := k.decode(with(set))
				r := refusedDocument(t, "newer", err)
				require.ErrorIs(t, err, peer.ErrNewerSchema)
				require.Equal(t, "/schema", r.Reasons[0].Path)
				require.Len(t, r.Reasons[0].Args, 2)
			}
		})
		for name, c := range map[string]struct {
			path string
			set  func(map[string]any)
		}{
			"another kind":                           {"/kind", func(d map[string]any) { d["kind"] = "goal" }},
			"a schema of none":                       {"/schema", func(d map[string]any) { d["schema"] = 0 }},
			"a schema below none":                    {"/schema", func(d map[string]any) { d["schema"] = -1 }},
			"a schema in words":                      {"/schema", func(d map[string]any) { d["schema"] = storedCanary }},
			"a schema no number holds":               {"/schema", func(d map[string]any) { d["schema"] = 1e18 * 1e3 }},
			"an id with a path in it":                {"/id", func(d map[string]any) { d["id"] = "../" + storedCanary }},
			"no revision":                            {"/rev", func(d map[string]any) { d["rev"] = 0 }},
			"a revision ahead of its changes":        {"/recent", func(d map[string]any) { d["rev"] = 99 }},
			"a status of none":                       {"/status", func(d map[string]any) { d["status"] = storedCanary }},
			"no changes":                             {"/recent", func(d map[string]any) { d["recent"] = []any{} }},
			"no list of changes":                     {"/recent", func(d map[string]any) { delete(d, "recent") }},
			"a change that is none":                  {"/recent", func(d map[string]any) { d["recent"].([]any)[last] = nil }},
			"a change of another record":             {"/recent", func(d map[string]any) { recent(d, last)["of"].(map[string]any)["id"] = "other" }},
			"a change without its request":           {"/recent", func(d map[string]any) { recent(d, last)["request"] = "" }},
			"a change by nobody":                     {"/recent", func(d map[string]any) { recent(d, last)["by"] = map[string]any{} }},
			"a change by two":                        {"/recent", func(d map[string]any) { recent(d, last)["by"] = map[string]any{"staff": "a", "carer": "b"} }},
			"a change by no party":                   {"/recent", func(d map[string]any) { recent(d, last)["as"] = storedCanary }},
			"a change at no time":                    {"/recent", func(d map[string]any) { recent(d, last)["at"] = "0001-01-01T00:00:00Z" }},
			"a change that leads elsewhere":          {"/recent", func(d map[string]any) { recent(d, last)["to"] = "elsewhere" }},
			"a change that no step of the table has": {"/recent", func(d map[string]any) { recent(d, last)["do"] = "approve" }},
			"a change that starts elsewhere":         {"/recent", func(d map[string]any) { recent(d, last)["from"] = "elsewhere" }},
			"a change with a gap before it":          {"/recent", func(d map[string]any) { recent(d, 0)["rev"] = 7 }},
			"more changes than steps":                {"/recent", func(d map[string]any) { d["recent"] = append(d["recent"].([]any), recent(d, last)) }},
			"a member nobody knows":                  {"/*", func(d map[string]any) { d[storedCanary] = storedCanary }},
			"a member in capitals":                   {"/Worker", func(d map[string]any) { d["Worker"] = storedCanary }},
		} {
			t.Run(k.name+" with "+name, func(t *testing.T) {
				_, err := k.decode(with(c.set))
				r := refusedDocument(t, name, err)
				require.True(t, slices.ContainsFunc(r.Reasons, func(x peer.Reason) bool {
					return strings.HasPrefix(x.Path, c.path) || c.path == "/*" && strings.HasPrefix(x.Path, "/")
				}), "%s is not named in %v", c.path, r)
			})
		}
	}
}

func TestHostileBytes(t *testing.T) {
	for _, k := range storedKinds(t) {
		b, err := peer.Encode(k.record)
		require.NoError(t, err)
		for name, bad := range map[string][]byte{
			"nothing":                         nil,
			"null":                            []byte("null"),
			"a list":                          []byte("[]"),
			"a text":                          []byte(`"` + storedCanary + `"`),
			"half a document":                 b[:len(b)/2],
			"two documents":                   append(slices.Clone(b), b...),
			"a member twice":                  bytes.Replace(b, []byte(`{"kind"`), []byte(`{"kind":"`+storedCanary+`","kind"`), 1),
			"a member twice, once escaped":    bytes.Replace(b, []byte(`{"kind"`), []byte(`{"\u006bind":"`+storedCanary+`","kind"`), 1),
			"a number beyond all":             bytes.Replace(b, []byte(`"schema":1`), []byte(`"schema":1e5000000`), 1),
			"a number with a million noughts": bytes.Replace(b, []byte(`"schema":1`), append([]byte(`"schema":1`), bytes.Repeat([]byte("0"), 1_000_000)...), 1),
			"depth":                           append(append([]byte(`{"kind":`), bytes.Repeat([]byte("["), 1_000_000)...), '1'),
			"a text that is no UTF-8":         bytes.Replace(b, []byte(`"kind":"`), []byte("\"kind\":\"\xff"), 1),
			"half a surrogate":                bytes.Replace(b, []byte(`"kind":"`), []byte(`"kind":"\ud800`), 1),
			"a byte order mark":               append([]byte("\xef\xbb\xbf"), b...),
			"a text of a million letters":     bytes.Replace(b, []byte(`"status":"`), []byte(`"status":"`+strings.Repeat(storedCanary, 60_000)), 1),
			"more than is read":               append(slices.Clone(b), bytes.Repeat([]byte(" "), 17<<20)...),
		} {
			t.Run(k.name+": "+name, func(t *testing.T) {
				_, err := k.decode(bad)
				require.ErrorIs(t, err, peer.ErrSchema)
				refusedDocument(t, name, err)
				refusedDocument(t, name, k.reads(bad))
			})
		}
	}
}

func TestDecodeNamesEveryFault(t *testing.T) {
	con := tellCon(t)
	b, err := peer.Encode(con.recorded)
	require.NoError(t, err)
	var doc map[string]any
	require.NoError(t, json.Unmarshal(b, &doc))
	doc["worker"], doc["activity"], doc["headcount"] = "", "dancing", -3
	doc["what"].(map[string]any)["place"] = "the moon"
	doc["marks"] = []any{"late", "clever"}
	bad, err := json.Marshal(doc)
	require.NoError(t, err)
	t.Run("PEER-49 every fault of a stored record is named at once", func(t *testing.T) {
		_, err := peer.DecodeContact(bad)
		r := refusedDocument(t, "five faults", err)
		var paths []string
		for _, x := range r.Unmet() {
			paths = append(paths, x.Path)
		}
		require.Subset(t, paths, []string{"/worker", "/activity", "/headcount", "/what/place", "/marks/1"})
	})
	t.Run("PEER-49 a record is legal beyond its shape", func(t *testing.T) {
		for path, set := range map[string]func(map[string]any){
			"/person":      func(d map[string]any) { delete(d, "person") },
			"/what/end":    func(d map[string]any) { d["what"].(map[string]any)["end"] = "2026-02-17T11:00:00Z" },
			"/recordedAt":  func(d map[string]any) { delete(d, "recordedAt") },
			"/what/start":  func(d map[string]any) { delete(d["what"].(map[string]any), "start") },
			"/what/end ":   func(d map[string]any) { delete(d["what"].(map[string]any), "end") },
			"/recordedAt ": func(d map[string]any) { delete(d["what"].(map[string]any), "outcome") },
		} {
			var doc map[string]any
			require.NoError(t, json.Unmarshal(b, &doc))
			set(doc)
			bad, err := json.Marshal(doc)
			require.NoError(t, err)
			_, err = peer.DecodeContact(bad)
			require.Contains(t, pathsOf(t, err), strings.TrimSpace(path))
		}
	})
	t.Run("PEER-49 a correction says who, when and why", func(t *testing.T) {
		corrected, _, err := con.recorded.Do(theCorrection(), act(byAled, nextDay, "b9", con.recorded), conFacts(t))
		require.NoError(t, err)
		b, err := peer.Encode(corrected)
		require.NoError(t, err)
		for _, member := range []string{"because", "by", "at", "what"} {
			var doc map[string]any
			require.NoError(t, json.Unmarshal(b, &doc))
			delete(doc["before"].([]any)[0].(map[string]any), member)
			bad, err := json.Marshal(doc)
			require.NoError(t, err)
			_, err = peer.DecodeContact(bad)
			require.True(t, strings.HasPrefix(pathsOf(t, err)[0], "/before/0/"+member))
		}
	})
	t.Run("PEER-33 no agreement stands in a store that nobody agreed to", func(t *testing.T) {
		rel := tellRel(t)
		b, err := peer.Encode(rel.active)
		require.NoError(t, err)
		agreement := func(d map[string]any) map[string]any { return d["agreements"].([]any)[0].(map[string]any) }
		for path, set := range map[string]func(map[string]any){
			"/status":                  func(d map[string]any) { delete(agreement(d), "workerYes") },
			"/agreements/0/proposedBy": func(d map[string]any) { agreement(d)["proposedBy"] = "staff" },
			"/agreements/0":            func(d map[string]any) { agreement(d)["version"] = 2 },
			"/agreements/0 ":           func(d map[string]any) { agreement(d)["boundaries"] = []any{} },
			"/agreements/0  ":          func(d map[string]any) { agreement(d)["purpose"] = map[string]any{"text": ""} },
			"/since":                   func(d map[string]any) { delete(d, "since") },
			"/welcome":                 func(d map[string]any) { delete(d, "welcome") },
			"/rights":                  func(d map[string]any) { d["rights"] = d["rights"].([]any)[:5] },
			"/rights ":                 func(d map[string]any) { d["rights"].([]any)[2].(map[string]any)["told"] = "put-off" },
			"/rights/0/at":             func(d map[string]any) { delete(d["rights"].([]any)[0].(map[string]any), "at") },
			"/rights/0/told":           func(d map[string]any) { d["rights"].([]any)[0].(map[string]any)["told"] = "" },
			"/agreements/0/proposed":   func(d map[string]any) { delete(agreement(d), "proposed") },
			"/welcome/participants":    func(d map[string]any) { d["welcome"].(map[string]any)["participants"] = []any{} },
			"/over":                    func(d map[string]any) { d["over"] = "2026-02-17T11:20:00Z" },
		} {
			var doc map[string]any
			require.NoError(t, json.Unmarshal(b, &doc))
			set(doc)
			bad, err := json.Marshal(doc)
			require.NoError(t, err)
			_, err = peer.DecodeRelationship(bad)
			require.Contains(t, pathsOf(t, err), strings.TrimSpace(path))
		}
	})
	t.Run("PEER-30 the last changes follow one another and lead to where the record is", func(t *testing.T) {
		b, err := peer.Encode(tellRel(t).active)
		require.NoError(t, err)
		for name, set := range map[string]func(last map[string]any){
			"a step that could be taken, but not after the one before": func(last map[string]any) { last["from"] = "active" },
			"a step that could be taken, but leads elsewhere":          func(last map[string]any) { last["to"] = "agreeing" },
		} {
			var doc map[string]any
			require.NoError(t, json.Unmarshal(b, &doc))
			set(doc["recent"].([]any)[4].(map[string]any))
			bad, err := json.Marshal(doc)
			require.NoError(t, err)
			_, err = peer.DecodeRelationship(bad)
			require.Equal(t, []string{"/recent"}, pathsOf(t, err), name)
		}
	})
	t.Run("PEER-24 a relationship is named when one was offered, and only then", func(t *testing.T) {
		req := tellReq(t)
		for _, r := range []peer.SupportRequest{req.accepted, req.allocated} {
			b, err := peer.Encode(r)
			require.NoError(t, err)
			var doc map[string]any
			require.NoError(t, json.Unmarshal(b, &doc))
			if r.Relationship() == "" {
				doc["relationship"] = "rel-9"
			} else {
				delete(doc, "relationship")
			}
			bad, err := json.Marshal(doc)
			require.NoError(t, err)
			_, err = peer.DecodeSupportRequest(bad)
			require.Equal(t, []string{"/relationship"}, pathsOf(t, err))
		}
	})
}

func pathsOf(t *testing.T, err error) []string {
	t.Helper()
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	var out []string
	for _, x := range r.Unmet() {
		out = append(out, x.Path)
	}
	return out
}

func TestDecodeStep(t *testing.T) {
	t.Run("a step that is none of this record's", func(t *testing.T) {
		for _, b := range []string{`{}`, `{"do":"approve"}`, `{"do":7}`, `{"do":"` + storedCanary + `"}`, `{"do":null}`, `{"do":"plan"}`} {
			_, err := peer.DecodeRelationshipStep([]byte(b))
			require.ErrorIs(t, err, peer.ErrUnknownCode)
			require.Equal(t, []string{"/do"}, pathsOf(t, err))
			refusedDocument(t, b, err)
		}
	})
	t.Run("every fault of a step is named at once", func(t *testing.T) {
		_, err := peer.DecodeRelationshipStep([]byte(`{"do":"propose","version":"one","reviewOn":"2026-02-30","purpose":{"text":7,"shout":true},"modes":"phone","ceiling":1}`))
		refusedDocument(t, "five faults", err)
		require.ElementsMatch(t, []string{"/ceiling", "/modes", "/purpose/shout", "/purpose/text", "/reviewOn", "/version"}, pathsOf(t, err))
	})
	t.Run("a long text of angle brackets is as long as it is", func(t *testing.T) {
		step := theProposal()
		step.Purpose, step.WhenWorried = own(strings.Repeat("<", 2000)), own(strings.Repeat("&", 2000))
		for range 49 {
			step.Boundaries = append(step.Boundaries, peer.Boundary{Kind: peer.BoundaryOther, Words: own(strings.Repeat("<", 1000))})
		}
		b, err := peer.EncodeRelationshipStep(step)
		require.NoError(t, err)
		back, err := peer.DecodeRelationshipStep(b)
		require.NoError(t, err)
		require.Equal(t, step, back)
	})
	t.Run("a record and a step are read by their own doors only", func(t *testing.T) {
		var r peer.Relationship
		require.ErrorIs(t, json.Unmarshal([]byte(`{"kind":"relationship"}`), &r), peer.ErrSealed)
		_, err := json.Marshal(tellRel(t).active)
		require.True(t, errors.Is(err, peer.ErrSealed))
	})
}

// TestLargestRecord writes the longest agreements a form allows. What a step was
// able to write has to be readable.
func TestLargestRecord(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	wide := func(n int) peer.Words { return own(strings.Repeat("\U0001F33F", n)) }
	step := theProposal()
	step.Purpose, step.Often, step.WhenWorried, step.Boundaries = wide(2000), wide(1000), wide(2000), nil
	for range 50 {
		step.Boundaries = append(step.Boundaries, peer.Boundary{Kind: peer.BoundaryOther, Words: wide(1000)})
	}
	r := s.active
	for i := range 8 {
		var err error
		r, _, err = r.Do(step, act(byJess, "2026-03-10T09:00Z", "v"+peer.Rev(i).String(), r), facts)
		require.NoError(t, err)
		b, err := peer.Encode(r)
		require.NoError(t, err)
		_, err = peer.DecodeRelationship(b)
		require.NoError(t, err, "%d bytes", len(b))
	}
}

func TestAStepThatStaysIsNotStoredAsAMove(t *testing.T) {
	t.Run("PEER-30 telling rights moves nothing, whatever a document says", func(t *testing.T) {
		s, facts := tellRel(t), relFacts(t)
		r, _, err := s.active.Do(peer.TellRights{Topics: []peer.Right{{Topic: peer.RightsHere, Told: peer.Explained}}},
			act(byJess, "2026-03-10T11:00Z", "told", s.active), facts)
		require.NoError(t, err)
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var doc map[string]any
		require.NoError(t, json.Unmarshal(b, &doc))
		recent := doc["recent"].([]any)
		last := recent[len(recent)-1].(map[string]any)
		doc["recent"] = []any{last} // the only one that is remembered: nothing before it contradicts it
		decode := func() error {
			b, err := json.Marshal(doc)
			require.NoError(t, err)
			_, err = peer.DecodeRelationship(b)
			return err
		}
		require.NoError(t, decode())
		last["from"] = "agreeing"
		require.ErrorIs(t, decode(), peer.ErrSchema)
	})
	t.Run("PEER-30 the diagram draws no move that never happens", func(t *testing.T) {
		d := peer.RelationshipTable().Diagram()
		require.Contains(t, d, "active --> active : propose")
		require.Contains(t, d, "welcomed --> agreeing : propose")
		require.NotContains(t, d, "active --> agreeing")
		require.NotContains(t, d, "welcomed --> active")
	})
}
