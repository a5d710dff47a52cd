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
	"github.com/towpath-care/towpath/recovery"
)

var tables = map[string]struct {
	table  peer.Table
	decode func([]byte) (any, error)
}{
	"relationship":    {peer.RelationshipTable(), reads(peer.DecodeRelationshipStep)},
	"support-request": {peer.SupportRequestTable(), reads(peer.DecodeSupportRequestStep)},
	"contact":         {peer.ContactTable(), reads(peer.DecodeContactStep)},
	"goal":            {recovery.GoalTable(), reads(recovery.DecodeGoalStep)},
	"setback":         {recovery.SetbackTable(), reads(recovery.DecodeSetbackStep)},
	"celebration":     {recovery.CelebrationTable(), reads(recovery.DecodeCelebrationStep)},
	"contribution":    {recovery.ContributionTable(), reads(recovery.DecodeContributionStep)},
}

func reads[S any](decode func([]byte) (S, error)) func([]byte) (any, error) {
	return func(b []byte) (any, error) { return decode(b) }
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
	for kind, x := range tables {
		s := compiled(t, x.table)
		for _, row := range x.table.Rows {
			t.Run(kind+" "+string(row.Do), func(t *testing.T) {
				for _, give := range []steptest.Give{steptest.Nothing, everything} {
					doc := steptest.Fill(row.Fields, give)
					doc["do"] = row.Do
					require.True(t, fits(t, s, doc), "%v", doc)
					b, err := json.Marshal(doc)
					require.NoError(t, err)
					_, err = x.decode(b)
					require.NoError(t, err)
				}
			})
		}
	}
}

func TestAStepThatIsSpoiltDoesNotFit(t *testing.T) {
	for kind, x := range tables {
		s := compiled(t, x.table)
		for _, row := range x.table.Rows {
			t.Run(kind+" "+string(row.Do), func(t *testing.T) {
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
	}
}
