package policyschema_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/policyschema"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/transition"
)

type obj = map[string]any

func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	b, err := policyschema.Policy()
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft7
	require.NoError(t, c.AddResource("policy.json", strings.NewReader(string(b))))
	s, err := c.Compile("policy.json")
	require.NoError(t, err)
	return s
}

// whole is a policy of every example section there is.
func whole(t testing.TB) obj {
	t.Helper()
	doc := obj{"schema": 1, "organisation": "A", "version": "1", "from": "2026-01-01", "example": true,
		"calendar": obj{"zone": "Europe/London", "workingDays": []any{"mon"}, "hours": obj{"from": "09:00", "to": "17:00"}, "holidays": []any{"2026-01-01"}, "until": "2026-12-31"},
		"peer":     obj{"recordWithin": obj{"workingDays": 1}}}
	for name, section := range map[string][]byte{"safeguard": safeguard.ExamplePolicy(), "recovery": recovery.ExamplePolicy(), "transition": transition.ExamplePolicy()} {
		var v any
		require.NoError(t, json.Unmarshal(section, &v))
		doc[name] = v
	}
	return doc
}

// taken reports whether the package reads a policy, and fits whether the schema does.
func taken(t testing.TB, doc obj) bool {
	t.Helper()
	b, err := json.Marshal(doc)
	require.NoError(t, err)
	file, err := peer.OpenPolicy(b, time.LoadLocation)
	if err != nil {
		return false
	}
	_, err = safeguard.PolicyFrom(file)
	return err == nil
}

func fits(t testing.TB, s *jsonschema.Schema, doc obj) bool {
	t.Helper()
	b, err := json.Marshal(doc)
	require.NoError(t, err)
	var v any
	require.NoError(t, json.Unmarshal(b, &v))
	return s.Validate(v) == nil
}

func TestExamplePoliciesFit(t *testing.T) {
	s, doc := compiled(t), whole(t)
	require.True(t, fits(t, s, doc))
	require.True(t, taken(t, doc))
	delete(doc, "example")
	require.False(t, fits(t, s, doc), "H29 what is no example says who made it live")
	doc["safeguard"].(obj)["live"] = obj{"by": "ines-vale", "on": "2026-01-05"}
	require.True(t, fits(t, s, doc))
	require.True(t, taken(t, doc))
	doc["example"] = true
	require.False(t, fits(t, s, doc), "H29 and never both")
	require.False(t, taken(t, doc))
}

// The schema and the package turn down the same policies: each fault is planted on its
// own.
func TestTheSchemaSaysWhatThePackageSays(t *testing.T) {
	s := compiled(t)
	minutes := func(n int) obj { return obj{"minutes": n} }
	span := func(notify, ack any) obj { return obj{"notifyWithin": notify, "acknowledgeWithin": ack} }
	rule := func(when any) []any { return []any{obj{"id": "r", "when": when}} }
	leaf := func(ask string, words ...string) obj { return obj{"ask": ask, "isOneOf": words} }
	roles := make([]string, 51)
	for i := range roles {
		roles[i] = "r" + strings.Repeat("x", i)
	}
	for _, c := range []struct {
		path  string
		value any
		fits  bool
	}{
		{"immediate", span(minutes(0), minutes(60)), false}, {"immediate", span(minutes(1), minutes(1)), true}, {"immediate", span(minutes(60), minutes(120)), true}, {"immediate", span(minutes(61), minutes(60)), false},
		{"immediate", span(minutes(60), minutes(121)), false}, {"immediate", span(obj{"hours": 1}, obj{"hours": 2}), true}, {"immediate", span(obj{"hours": 48}, obj{"hours": 2}), false}, {"immediate", span(obj{"days": 1}, minutes(1)), false}, {"immediate", obj{"notifyWithin": minutes(1)}, false},
		{"immediate", span(obj{"minutes": 1, "hours": 1}, minutes(1)), false}, {"soon", span(obj{"days": 14}, obj{"weeks": 2}), true}, {"soon", span(obj{"days": 15}, minutes(1)), false}, {"soon", span(obj{"days": 0}, minutes(1)), false}, {"soon", span(obj{"workingDays": 14, "at": "17:00"}, obj{"hours": 336}), true},
		{"routine", span(obj{"hours": 337}, minutes(1)), false}, {"routine", span(obj{"weeks": 3}, minutes(1)), false}, {"routine", span(obj{"months": 1}, minutes(1)), false}, {"routine", "soon", false},
		{"humanWithin", obj{"hours": 4}, true}, {"humanWithin", obj{"hours": 5}, false}, {"humanWithin", nil, false}, {"questionWithin", minutes(60), true}, {"questionWithin", minutes(61), false}, {"clockEvery", minutes(61), false}, {"clockEvery", obj{"hours": 1}, true},
		{"lookAgainWithin", obj{"days": 31}, true}, {"lookAgainWithin", obj{"months": 1}, true}, {"lookAgainWithin", obj{"months": 2}, false}, {"rosterMaxAge", obj{"days": 32}, false}, {"rosterMaxAge", obj{"weeks": 4}, true},
		{"sharedLength", 80, true}, {"sharedLength", 79, false}, {"sharedLength", 1000, true}, {"sharedLength", 1001, false}, {"sharedLength", nil, false}, {"duty", "", false}, {"duty", strings.Repeat("x", 201), false}, {"telephone", "", false},
		{"take", roles[1:], true}, {"take", roles, false}, {"close", []string{""}, false}, {"close", nil, true}, {"emergency", obj{"says": "Ring 999."}, false}, {"highRisk", []any{}, false}, {"odd", 1, false},
		{"chains/0/inHours", []string{}, false}, {"chains/0/inHours", []string{"a"}, false}, {"chains/0/inHours", []string{"a", "b"}, true}, {"chains/0/outOfHours", []string{"a", ""}, false}, {"chains/0/inHours", roles[:13], false}, {"chains", []any{}, false},
		{"triggers/0/urgency", "soon", false}, {"triggers/7/urgency", "routine", true}, {"triggers/7/urgency", "now", false}, {"triggers/7/urgency", "", false}, {"triggers/7/chain", "", false}, {"triggers/7/as", "accident", false}, {"triggers/7/trigger", "my-own", false}, {"triggers/7/odd", 1, false},
		{"triggers/20", obj{"trigger": "my-own", "as": "accident", "says": "x", "urgency": "soon", "chain": "line"}, true}, {"triggers/20", obj{"trigger": "my-own", "as": "abuse-disclosure", "says": "x", "urgency": "soon", "chain": "line"}, false},
		{"triggers/20", obj{"trigger": "my-own", "as": "another", "says": "x", "urgency": "soon", "chain": "line"}, false}, {"triggers/20", obj{"trigger": "my-own", "as": "accident", "urgency": "soon", "chain": "line"}, false}, {"triggers/20", obj{"trigger": "my-own", "urgency": "soon", "chain": "line"}, false},
		{"triggers/20", obj{"trigger": "My own", "as": "accident", "says": "x", "urgency": "soon", "chain": "line"}, false},
		{"highRisk", rule(leaf("violence", "yes", "unknown")), true}, {"highRisk", rule(leaf("violence", "perhaps")), false}, {"highRisk", rule(leaf("weather", "yes")), false}, {"highRisk", rule(obj{"ask": "age", "isBelow": 18}), true}, {"highRisk", rule(obj{"ask": "age", "isBelow": 0}), false},
		{"highRisk", rule(leaf("age", "unknown")), true}, {"highRisk", rule(leaf("age", "18")), false}, {"highRisk", rule(obj{"ask": "violence", "isBelow": 3}), false}, {"highRisk", rule(obj{"allOf": []any{leaf("violence", "yes"), obj{"not": leaf("hours", "in-hours")}}}), true},
		{"highRisk", rule(obj{"anyOf": []any{}}), false}, {"highRisk", rule(obj{"allOf": []any{leaf("violence", "yes")}, "ask": "age"}), false}, {"highRisk", rule(nil), false}, {"highRisk", []any{obj{"id": "Words", "when": leaf("violence", "yes")}}, false}, {"highRisk", rule(leaf("urgency", "now")), false}, {"highRisk", rule(leaf("urgency", "soon")), true},
		{"sooner", []any{obj{"id": "r", "says": "x", "urgency": "immediate", "when": leaf("setting", "home")}}, true}, {"sooner", []any{obj{"id": "r", "says": "x", "urgency": "now", "when": leaf("setting", "home")}}, false}, {"sooner", nil, true},
		{"fluctuation", nil, true}, {"fluctuation", obj{"times": 3}, false}, {"fluctuation", obj{"times": 3, "within": obj{"days": 21}}, true}, {"references", []any{obj{"says": "x", "where": "y"}}, true}, {"references", []any{"x"}, false},
	} {
		doc := whole(t)
		set(doc["safeguard"], strings.Split(c.path, "/"), c.value)
		require.Equal(t, c.fits, taken(t, doc), "package: %s %v", c.path, c.value)
		require.Equal(t, c.fits, fits(t, s, doc), "schema: %s %v", c.path, c.value)
	}
}

// set puts a value, or takes it out.
func set(at any, path []string, value any) {
	for len(path) > 1 {
		switch v := at.(type) {
		case obj:
			if list, ok := v[path[0]].([]any); ok && len(path) == 2 && number(path[1]) == len(list) {
				v[path[0]] = append(list, value)
				return
			}
			at = v[path[0]]
		case []any:
			at = v[number(path[0])]
		}
		path = path[1:]
	}
	if doc := at.(obj); value == nil {
		delete(doc, path[0])
	} else {
		doc[path[0]] = value
	}
}

func number(s string) (n int) {
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n
}

// Every member of the schema is one that the package knows, and the other way round.
func TestTheMembersAreTheSame(t *testing.T) {
	b, err := policyschema.Policy()
	require.NoError(t, err)
	var doc struct {
		Properties struct {
			Safeguard struct{ Properties obj }
		}
	}
	require.NoError(t, json.Unmarshal(b, &doc))
	members := slices.Sorted(maps.Keys(doc.Properties.Safeguard.Properties))
	for _, name := range members {
		p := whole(t)
		section := p["safeguard"].(obj)
		section[name] = "something that is none"
		raw, err := json.Marshal(p)
		require.NoError(t, err)
		file, err := peer.OpenPolicy(raw, time.LoadLocation)
		require.NoError(t, err)
		_, err = safeguard.PolicyFrom(file)
		if err != nil {
			require.NotContains(t, err.Error(), "Every member is known", name)
		}
	}
	for name := range whole(t)["safeguard"].(obj) {
		require.Contains(t, members, name)
	}
}

func TestTheEnvelope(t *testing.T) {
	s := compiled(t)
	for name, value := range map[string]any{"schema": 2, "organisation": "", "version": nil, "from": "2026", "until": "soon", "calendar": obj{}, "odd": true, "peer": 7} {
		doc := whole(t)
		if doc[name] = value; value == nil {
			delete(doc, name)
		}
		require.False(t, fits(t, s, doc), name)
	}
}
