package stepschema_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/stepschema"
	"github.com/towpath-care/towpath/peer"
)

func definition(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	s, err := files(t).Compile("decisions.json#/definitions/" + name)
	require.NoError(t, err)
	return s
}

// everyReason uses every member a reason has.
func everyReason() peer.Reason {
	at := time.Date(2026, 2, 18, 9, 0, 0, 0, time.UTC)
	day, _ := peer.ParseDate("2026-02-18")
	return peer.Reason{Rule: peer.Rule{Row: "REC-34", Code: peer.ErrRequired}, Path: "/text", Says: "It is filled in.", Fix: "Fill it in.", Weight: peer.Warns, Met: peer.No, Audience: peer.WorkerAndLine,
		Args: []peer.Arg{peer.Number("max", 12), peer.On("on", day), peer.At("at", at), peer.Word("how", peer.Said)}}
}

// whole are values with every member filled.
func whole() map[string]any {
	at, why := time.Date(2026, 2, 18, 9, 0, 0, 0, time.UTC), everyReason()
	by, of := peer.Actor{Staff: "jess", Role: peer.RolePeerWorker}, peer.Ref{Kind: "goal", ID: "g-1"}
	signal := peer.Signal{ID: "s", Kind: peer.SignalNotReady, Rule: why.Rule, About: "aled", From: of, Rev: 1, Noticed: at, By: by}
	change := peer.Change{Of: of, Rev: 2, Request: "r", Do: "agree", From: "a", To: "b", By: by, As: peer.PartyWorker, For: "x", At: at, Reasons: []peer.Reason{why}, Policy: "sha256:0", Signals: []peer.Signal{signal}, Made: []peer.Made{{Ref: of}}}
	field := peer.Field{Name: "n", Path: "/n", Kind: peer.FieldGroup, Required: true, Repeats: true, Items: 2, Min: 1, Max: 3, Options: []string{"a"}, Fields: []peer.Field{{Name: "m", Path: "/n/*/m", Kind: peer.FieldText}}}
	waiver := peer.Waiver{By: by, At: at, Because: peer.WaivedAway}
	return map[string]any{
		"Actor": peer.Actor{Person: "aled", Staff: "jess", Carer: "sian", Role: "x"}, "Ref": of, "Rule": why.Rule, "Reason": why, "Signal": signal, "Change": change, "Field": field, "Waiver": waiver,
		"Decision": peer.Decision{Reasons: []peer.Reason{why}}, "LeftOut": peer.LeftOut{Name: "n", Rule: why.Rule, Says: "s"},
		"Choice":   peer.Choice{Do: "agree", Says: "s", Whose: []peer.Party{peer.PartyPerson}, Decision: peer.Decision{Reasons: []peer.Reason{why}}, Makes: "goal", Leads: []peer.Status{"b"}, Fields: []peer.Field{field}, Needs: []peer.Reason{why}},
		"Deadline": peer.Deadline{ID: "d", Rule: why.Rule, About: of, Person: "aled", Owes: peer.PartyWorker, Owner: by, Since: at, Due: peer.DueAt(at), State: peer.DeadlineMet, Met: at, Policy: "p", Waived: &waiver},
		"Refusal":  &peer.Refusal{Decision: peer.Decision{Reasons: []peer.Reason{{Rule: why.Rule, Says: "s"}}}, Signals: []peer.Signal{signal}},
	}
}

func plain(t *testing.T, v any) (out any) {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &out))
	return out
}

// Every member that the code writes is in the schema, and the other way round.
func TestDecisionsFit(t *testing.T) {
	var doc struct {
		Definitions map[string]struct {
			Properties map[string]any
			Required   []string
		}
	}
	b, err := stepschema.Decisions()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &doc))
	hosts := []string{"type", "title", "status", "detail", "instance"} // a host adds these to a refusal
	for name, v := range whole() {
		s, written := definition(t, name), plain(t, v).(map[string]any)
		require.NoError(t, s.Validate(written), name)
		members := slices.DeleteFunc(slices.Sorted(maps.Keys(doc.Definitions[name].Properties)), func(m string) bool { return name == "Refusal" && slices.Contains(hosts, m) })
		require.Equal(t, members, slices.Sorted(maps.Keys(written)), name)
		for _, needed := range doc.Definitions[name].Required {
			require.Error(t, s.Validate(roundTrip(t, spoil(written, needed, nil))), "%s without %s", name, needed)
		}
		if name != "Refusal" {
			require.Error(t, s.Validate(roundTrip(t, spoil(written, "odd", true))), name)
		}
	}
	for _, none := range []any{peer.Decision{}, peer.Deadline{}, peer.Choice{}} {
		name := reflect.TypeOf(none).Name()
		v := plain(t, none)
		require.Equal(t, name == "Decision", definition(t, name).Validate(v) == nil, name)
	}
}

func TestViewsFit(t *testing.T) {
	for _, doc := range records(t) {
		if doc["kind"] != "goal" {
			continue
		}
		for _, f := range families {
			b, err := json.Marshal(doc)
			require.NoError(t, err)
			r, err := f.stored("goal", b)
			if err != nil {
				continue
			}
			v, err := r.(interface {
				View(peer.Reading) (peer.Viewed, error)
			}).View(peer.Reading{By: peer.ByPerson("aled"), Purpose: peer.ForSupport})
			require.NoError(t, err)
			require.NoError(t, definition(t, "View").Validate(plain(t, v)))
		}
	}
}

// A party that may take a step is one that the schemas know.
func TestEveryPartyIsKnown(t *testing.T) {
	var doc struct {
		Definitions struct {
			Change struct {
				Properties struct{ As struct{ Enum []peer.Party } }
			}
		}
	}
	b, err := stepschema.Decisions()
	require.NoError(t, err)
	require.NoError(t, json.NewDecoder(bytes.NewReader(b)).Decode(&doc))
	each(t, func(t *testing.T, table peer.Table, _ func([]byte) (any, error)) {
		for _, row := range table.Rows {
			require.Subset(t, doc.Definitions.Change.Properties.As.Enum, row.By)
		}
	})
}

// Every file says what it needs to for a type, and a word of a closed list is a type of
// its own. tsc looks at the whole (.ci/types).
func TestDeclarations(t *testing.T) {
	var tables []peer.Table
	for _, f := range families {
		tables = append(tables, f.tables...)
	}
	text := stepschema.Declarations(tables)
	for _, want := range []string{
		"export interface GoalRecord {\n  kind: \"goal\";\n", "export type GoalStep =\n", "  \"problem-solving\": ProblemSolvingRecord;\n",
		"do: \"agree\";", "recent: Array<Change>;", "export interface Refusal {", "  words?: Words;\n",
	} {
		require.True(t, strings.Contains(text, want), want)
	}
	require.Equal(t, len(tables), strings.Count(text, "Step =\n"))
	require.True(t, text == stepschema.Declarations(tables), "the same every time")
}
