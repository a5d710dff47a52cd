package stepschema_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/stepschema"
	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
	"github.com/towpath-care/towpath/peer/worker"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

type family struct {
	tables []peer.Table
	decode func(peer.Kind, []byte) (any, error)
	stored func(peer.Kind, []byte) (peer.Record, error)
}

var families = []family{{peer.Tables(), peer.DecodeStep, peer.Decode}, {sharing.Tables(), sharing.DecodeStep, sharing.Decode}, {worker.Tables(), worker.DecodeStep, worker.Decode},
	{recovery.Tables(), recovery.DecodeStep, recovery.Decode}, {safeguard.Tables(), safeguard.DecodeStep, safeguard.Decode}, {signpost.Tables(), signpost.DecodeStep, signpost.Decode},
	{transition.Tables(), transition.DecodeStep, transition.Decode}}

// each tries something on the table of every kind of record.
func each(t *testing.T, try func(t *testing.T, table peer.Table, decode func([]byte) (any, error))) {
	for _, f := range families {
		for _, table := range f.tables {
			t.Run(string(table.Kind), func(t *testing.T) {
				try(t, table, func(b []byte) (any, error) { return f.decode(table.Kind, b) })
			})
		}
	}
}

func compiled(t *testing.T, table peer.Table) *jsonschema.Schema {
	t.Helper()
	b, err := stepschema.Of(table)
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft7
	require.NoError(t, c.AddResource("steps.json", strings.NewReader(string(b))))
	s, err := c.Compile("steps.json")
	require.NoError(t, err)
	return s
}

func fits(t *testing.T, s *jsonschema.Schema, doc map[string]any) bool {
	t.Helper()
	b, err := json.Marshal(doc)
	require.NoError(t, err)
	var v any
	require.NoError(t, json.Unmarshal(b, &v))
	return s.Validate(v) == nil
}

// everything fills every field of a form, also those that may be left out.
func everything(path string, f peer.Field) any {
	f.Required = true
	one := steptest.Fill([]peer.Field{f}, steptest.Nothing)[f.Name]
	if strings.HasSuffix(path, "/*") {
		return nil
	}
	return one
}

func TestEveryStepAFormCanPostFits(t *testing.T) {
	each(t, func(t *testing.T, table peer.Table, decode func([]byte) (any, error)) {
		s := compiled(t, table)
		for _, row := range table.Rows {
			t.Run(string(row.Do), func(t *testing.T) {
				for _, give := range []steptest.Give{steptest.Nothing, everything} {
					doc := steptest.Fill(row.Fields, give)
					doc["do"] = row.Do
					require.True(t, fits(t, s, doc), "%v", doc)
					b, err := json.Marshal(doc)
					require.NoError(t, err)
					_, err = decode(b)
					require.NoError(t, err)
				}
			})
		}
	})
}

func TestAStepThatIsSpoiltDoesNotFit(t *testing.T) {
	each(t, func(t *testing.T, table peer.Table, _ func([]byte) (any, error)) {
		s := compiled(t, table)
		for _, row := range table.Rows {
			if row.Mended {
				continue // nothing turns it down
			}
			t.Run(string(row.Do), func(t *testing.T) {
				spoilt := func(name string, v any) {
					doc := steptest.Fill(row.Fields, everything)
					doc["do"] = row.Do
					if doc[name] = v; v == steptest.Absent {
						delete(doc, name)
					}
					require.False(t, fits(t, s, doc), "%s: %v", name, v)
				}
				spoilt("do", steptest.Absent)
				spoilt("do", "no-such-step")
				spoilt("noSuchMember", true)
				for _, f := range row.Fields {
					spoilt(f.Name, nil)
					if f.Required && f.Kind != peer.FieldYesNo {
						spoilt(f.Name, steptest.Absent)
					}
					switch {
					case f.Repeats:
						spoilt(f.Name, make([]any, f.Items+1))
					case f.Kind == peer.FieldChoice, f.Kind == peer.FieldAnswer:
						spoilt(f.Name, "not on the list")
					case f.Kind == peer.FieldID:
						spoilt(f.Name, strings.Repeat("x", f.Max+1))
					case f.Kind == peer.FieldWords:
						spoilt(f.Name, map[string]any{"text": strings.Repeat("x", f.Max+1)})
					case f.Kind == peer.FieldNumber:
						spoilt(f.Name, "1")
					case f.Kind == peer.FieldDate, f.Kind == peer.FieldMoment:
						spoilt(f.Name, "soon")
					}
				}
			})
		}
	})
}
