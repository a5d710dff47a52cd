package stepschema_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/stepschema"
	"github.com/towpath-care/towpath/peer"
)

// files compiles the schemas as they lie beside each other in a folder.
func files(t *testing.T) *jsonschema.Compiler {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft7
	b, err := stepschema.Decisions()
	require.NoError(t, err)
	require.NoError(t, c.AddResource("decisions.json", bytes.NewReader(b)))
	for _, f := range families {
		for _, table := range f.tables {
			b, err := stepschema.Record(table)
			require.NoError(t, err)
			require.NoError(t, c.AddResource(string(table.Kind)+".json", bytes.NewReader(b)))
		}
	}
	return c
}

// records are stored records: the golden files of every package, and the fixtures.
func records(t *testing.T) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	for _, where := range []string{"*/testdata/v1/*.json", "peer/*/testdata/v1/*.json", "examples/fixtures/records/*/*.json"} {
		names, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(where)))
		require.NoError(t, err)
		require.NotEmpty(t, names, where)
		for _, name := range names {
			b, err := os.ReadFile(name)
			require.NoError(t, err)
			var doc map[string]any
			require.NoError(t, json.Unmarshal(b, &doc))
			if doc["recent"] != nil { // other documents lie there too
				out[name] = doc
			}
		}
	}
	return out
}

func TestEveryStoredRecordFits(t *testing.T) {
	c, seen := files(t), map[string]bool{}
	for name, doc := range records(t) {
		kind := doc["kind"].(string)
		s, err := c.Compile(kind + ".json")
		require.NoError(t, err, name)
		require.NoError(t, s.Validate(doc), name)
		seen[kind] = true
	}
	each(t, func(t *testing.T, table peer.Table, _ func([]byte) (any, error)) {
		require.True(t, seen[string(table.Kind)], "a golden file")
	})
}

// spoil gives a copy of a document with one member put or, with nil, taken out.
func spoil(doc map[string]any, member string, v any) map[string]any {
	out := maps.Clone(doc)
	if out[member] = v; v == nil {
		delete(out, member)
	}
	return out
}

// What does not fit is not read either, and it is the same document that was read
// before it was spoilt.
func TestAStoredRecordThatIsSpoiltDoesNotFit(t *testing.T) {
	c, docs, done := files(t), records(t), map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(docs)) {
		doc := docs[name]
		kind := doc["kind"].(string)
		if done[kind] {
			continue
		}
		done[kind] = true
		s, err := c.Compile(kind + ".json")
		require.NoError(t, err)
		require.NoError(t, read(t, kind, doc), name)
		for why, spoilt := range map[string]map[string]any{
			"another kind": spoil(doc, "kind", "teapot"), "no kind": spoil(doc, "kind", nil), "a newer form": spoil(doc, "schema", 99), "no id": spoil(doc, "id", ""),
			"no revision": spoil(doc, "rev", 0), "no status of its own": spoil(doc, "status", "boiling"), "no changes": spoil(doc, "recent", []any{}),
			"a change that says nothing": spoil(doc, "recent", []any{map[string]any{}}), "an odd member": spoil(doc, "noSuchMember", true),
		} {
			require.Error(t, s.Validate(roundTrip(t, spoilt)), "%s: %s", name, why)
			require.Error(t, read(t, kind, spoilt), "%s: %s", name, why)
		}
	}
}

func roundTrip(t *testing.T, doc map[string]any) (out any) {
	t.Helper()
	b, err := json.Marshal(doc)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &out))
	return out
}

// What is written in a member that the form leaves open may be empty; what it needs may
// not.
func TestWhatIsKeptEmpty(t *testing.T) {
	fields := []peer.Field{
		{Name: "on", Kind: peer.FieldDate}, {Name: "due", Kind: peer.FieldWhen}, {Name: "mode", Kind: peer.FieldChoice, Options: []string{"a"}},
		{Name: "span", Kind: peer.FieldSpan}, {Name: "n", Kind: peer.FieldNumber, Min: 2, Max: 5}, {Name: "modes", Kind: peer.FieldChoice, Options: []string{"a"}, Repeats: true, Items: 2},
	}
	b, err := stepschema.Record(peer.Table{Kind: "x", Schema: 1, States: []peer.State{{Status: "s"}}, Stored: fields})
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft7
	d, err := stepschema.Decisions()
	require.NoError(t, err)
	require.NoError(t, c.AddResource("decisions.json", bytes.NewReader(d)))
	require.NoError(t, c.AddResource("x.json", bytes.NewReader(b)))
	s, err := c.Compile("x.json")
	require.NoError(t, err)
	doc := map[string]any{"kind": "x", "schema": 1, "id": "1", "rev": 1, "status": "s",
		"recent": []any{map[string]any{"of": map[string]any{"kind": "x", "id": "1"}, "rev": 1, "request": "r", "do": "d", "to": "s", "by": map[string]any{"staff": "jess"}, "as": "staff", "at": "2026-02-18T09:00:00.000Z"}}}
	for member, values := range map[string][2][]any{
		"on":    {{"", "2026", "2026-02", "2026-02-18"}, {"soon", 2026, null{}}},
		"due":   {{"", "2026-02-18", "2026-02-18T09:00:00Z"}, {"2026"}},
		"mode":  {{"", "a"}, {"b"}},
		"modes": {{[]any{}, []any{"a"}}, {[]any{""}, []any{"b"}, []any{"a", "a", "a"}, "a"}},
		"span":  {{map[string]any{"weeks": 12}, map[string]any{"days": 1, "at": "09:00"}, null{}}, {14400000000000, map[string]any{}, map[string]any{"weeks": 1, "days": 1}, map[string]any{"weeks": "12"}}},
		"n":     {{0, 2, 5}, {6, "2", 2.5}},
	} {
		for _, v := range values[0] {
			require.NoError(t, s.Validate(roundTrip(t, spoil(doc, member, v))), "%s: %v", member, v)
		}
		for _, v := range values[1] {
			require.Error(t, s.Validate(roundTrip(t, spoil(doc, member, v))), "%s: %v", member, v)
		}
	}
}

// null is a null that stands there, beside a member that is left out.
type null struct{}

func (null) MarshalJSON() ([]byte, error) { return []byte("null"), nil }

// read has the package of a kind read a document.
func read(t *testing.T, kind string, doc map[string]any) error {
	t.Helper()
	b, err := json.Marshal(doc)
	require.NoError(t, err)
	i := slices.IndexFunc(families, func(f family) bool {
		return slices.ContainsFunc(f.tables, func(table peer.Table) bool { return string(table.Kind) == kind })
	})
	_, err = families[i].stored(peer.Kind(kind), b)
	return err
}
