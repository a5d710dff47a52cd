package door_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/wasm/door"
)

//go:generate go test . -run TestVectors -update

var update = flag.Bool("update", false, "write docs/vectors anew")

// vector is one question and its answer. A question that is no JSON is a text.
type vector struct {
	Title    string          `json:"title"`
	Door     string          `json:"door"`
	Question json.RawMessage `json:"question,omitempty"`
	Text     string          `json:"text,omitempty"`
	Answer   json.RawMessage `json:"answer"`
}

// asked are the bytes of the question.
func (v vector) asked() []byte {
	if v.Question == nil {
		return []byte(v.Text)
	}
	return v.Question
}

type obj = map[string]any

// file reads a document of the project.
func file(t testing.TB, name ...string) json.RawMessage {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(append([]string{"..", "..", ".."}, name...)...))
	require.NoError(t, err)
	return b
}

func fixture(t testing.TB, name string) json.RawMessage {
	return file(t, "examples", "fixtures", "records", filepath.FromSlash(name))
}

func golden(t testing.TB, pkg, name string) json.RawMessage {
	return file(t, pkg, "testdata", "v1", name)
}

const most = 1 << 20 // bytes of all vectors together

func TestVectors(t *testing.T) {
	size := 0
	for name, list := range vectors(t) {
		for i := range list {
			v := &list[i]
			v.Answer = door.Answer(v.Door, v.asked())
			require.Equal(t, string(v.Answer), string(door.Answer(v.Door, v.asked())), "%s: the same answer again", v.Title)
			require.NotContains(t, string(v.Answer), "fault-of-ours", v.Title)
		}
		var b bytes.Buffer
		w := json.NewEncoder(&b)
		w.SetEscapeHTML(false)
		w.SetIndent("", " ")
		require.NoError(t, w.Encode(list))
		size += b.Len()
		path := filepath.Join("..", "..", "..", "docs", "vectors", name+".json")
		if *update {
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, b.Bytes(), 0o644))
		}
		got, err := os.ReadFile(path)
		require.NoError(t, err, "run go generate ./...")
		require.True(t, b.String() == string(got), "%s is not current: run go generate ./...", name)
	}
	require.Less(t, size, most, "people fetch this")
}

// at is who acts, when, and what they saw.
func at(by obj, seen int) obj {
	return obj{"by": by, "at": "2026-03-04T10:00:00Z", "id": "req-1", "seen": seen}
}

func said(words string) obj { return obj{"text": words, "lang": "en-GB", "how": "said"} }

// with is a question with some members put differently; nil leaves one out.
func with(q obj, more obj) obj {
	out := obj{}
	for _, from := range []obj{q, more} {
		for k, v := range from {
			if out[k] = v; v == nil {
				delete(out, k)
			}
		}
	}
	return out
}

func ask(t testing.TB, title, door string, q obj) vector {
	t.Helper()
	b, err := json.Marshal(q)
	require.NoError(t, err)
	return vector{Title: title, Door: door, Question: b}
}

// Everybody in the vectors is invented.
var (
	aled, sian           = obj{"person": "aled"}, obj{"person": "sian"}
	jess, nobodyOfTheirs = obj{"staff": "jess", "role": "peer-worker"}, obj{"staff": "omar", "role": "team-lead"}
)

func vectors(t testing.TB) map[string][]vector {
	return map[string][]vector{"decode": decodes(t), "view": views(t), "choices": choicesOf(t), "check": checks(t), "do": does(t), "due": dues(t), "hostile": hostile(t)}
}

func decodes(t testing.TB) []vector {
	goal := fixture(t, "goal/g-1.json")
	spoilt := func(old, new string) json.RawMessage {
		require.Contains(t, string(goal), old)
		return json.RawMessage(strings.Replace(string(goal), old, new, 1))
	}
	return []vector{
		ask(t, "A stored goal", "decode", obj{"record": goal}),
		ask(t, "A concern", "decode", obj{"record": golden(t, "safeguard", "concern-raised.json")}),
		ask(t, "A record that was written by hand: no revision, a status of nobody's, and a member nobody knows", "decode", obj{"record": spoilt(`"rev": 5,
  "status": "active"`, `"rev": 0, "odd": true, "status": "boiling"`)}),
		ask(t, "A form that a newer version wrote", "decode", obj{"record": spoilt(`"schema": 1`, `"schema": 2`)}),
		ask(t, "A kind that nobody has", "decode", obj{"record": spoilt(`"kind": "goal",
  "schema"`, `"kind": "teapot",
  "schema"`)}),
		ask(t, "No record", "decode", obj{}),
	}
}

func views(t testing.TB) []vector {
	q := obj{"record": fixture(t, "goal/g-1.json"), "reading": obj{"by": aled, "purpose": "support", "at": "2026-03-04T10:00:00Z"}}
	by := func(who obj, purpose string) obj {
		return with(q, obj{"reading": obj{"by": who, "purpose": purpose, "at": "2026-03-04T10:00:00Z"}})
	}
	contact := obj{"record": fixture(t, "contact/c-1.json"), "reading": obj{"by": nobodyOfTheirs, "purpose": "supervision", "at": "2026-03-04T10:00:00Z", "lines": obj{"lineManager": "omar", "supervisor": "omar"}}}
	return []vector{
		ask(t, "The person sees their goal", "view", q),
		ask(t, "The worker alongside sees it", "view", by(jess, "support")),
		ask(t, "Somebody on the staff reads for the care record", "view", by(nobodyOfTheirs, "care-record")),
		ask(t, "Somebody else sees nothing, and hears of no status", "view", by(sian, "support")),
		ask(t, "The line reads a contact for supervision", "view", contact),
		ask(t, "The same without being of the line", "view", with(contact, obj{"reading": obj{"by": nobodyOfTheirs, "purpose": "supervision", "at": "2026-03-04T10:00:00Z"}})),
		ask(t, "A purpose that is spelt otherwise is no purpose", "view", by(jess, "curiosity")),
	}
}

func choicesOf(t testing.TB) []vector {
	policy := file(t, "examples", "fixtures", "policies", "tamarside.json")
	goal := obj{"record": fixture(t, "goal/g-1.json"), "act": at(aled, 5), "policies": []any{policy}}
	start := obj{"kind": "contact", "act": at(jess, 0)}
	return []vector{
		ask(t, "What a person may do with their goal", "choices", goal),
		ask(t, "The same goal seen by somebody who is none of its own", "choices", with(goal, obj{"act": at(nobodyOfTheirs, 5)})),
		ask(t, "The same goal where it has moved on", "choices", with(goal, obj{"act": at(aled, 4)})),
		ask(t, "A contact begins, and no fact is known", "choices", start),
		ask(t, "The same with what the relationship says, the worker's readiness and the policy", "choices", with(start, obj{"policies": []any{policy}, "facts": obj{
			"agreed": fixture(t, "relationship/rel-1.json"), "ready": obj{"verdict": "ready"}, "age": "yes", "lonePlan": "no", "professionals": []any{"kay"}, "lines": obj{"lineManager": "omar", "supervisor": "omar"}}})),
		ask(t, "The same on a day on which the policy is not in force", "choices", with(start, obj{"act": obj{"by": jess, "at": "2025-03-04T10:00:00Z", "id": "req-1"}, "policies": []any{policy}, "facts": obj{"agreed": fixture(t, "relationship/rel-1.json"), "ready": obj{"verdict": "ready"}}})),
		ask(t, "A concern begins: nothing stands in the way of raising one", "choices", obj{"kind": "concern"}),
		ask(t, "A move between services, with no policy", "choices", obj{"kind": "transition", "act": at(nobodyOfTheirs, 0)}),
		ask(t, "A signpost begins", "choices", obj{"kind": "signpost", "act": at(jess, 0), "facts": obj{"directory": []any{}, "setting": "home"}}),
		ask(t, "A kind that nobody has", "choices", obj{"kind": "teapot"}),
	}
}

func checks(t testing.TB) []vector {
	q := obj{"record": fixture(t, "goal/g-1.json"), "act": at(aled, 5), "step": obj{"do": "hold"}}
	plan := obj{"kind": "contact", "act": at(jess, 0), "step": obj{"do": "plan", "id": "c-9", "person": "aled", "worker": "jess", "relationship": "rel-1", "what": obj{"start": "2026-03-05T10:00:00Z", "end": "2026-03-05T11:00:00Z", "mode": "phone"}}}
	return []vector{
		ask(t, "The person lets their goal rest", "check", q),
		ask(t, "The worker may not do it for them", "check", with(q, obj{"act": at(jess, 5)})),
		ask(t, "Nobody is named as the one who does it, and there is no time and no id", "check", with(q, obj{"act": nil})),
		ask(t, "A step of another record", "check", with(q, obj{"step": obj{"do": "raise"}})),
		ask(t, "A step with a member that it does not have, and one of the wrong type", "check", with(q, obj{"step": obj{"do": "say-how-it-goes", "going": 7, "odd": true}})),
		ask(t, "A word that is not on its list", "check", with(q, obj{"step": obj{"do": "say-how-it-goes", "going": "boiling"}})),
		ask(t, "Planning where nothing is known", "check", plan),
		ask(t, "Planning with a worker who is not ready", "check", with(plan, obj{"facts": obj{"agreed": fixture(t, "relationship/rel-1.json"), "ready": obj{"verdict": "not-ready"}}})),
		ask(t, "No step", "check", with(q, obj{"step": nil})),
	}
}

func does(t testing.TB) []vector {
	policy := file(t, "examples", "fixtures", "policies", "tamarside.json")
	goal := obj{"record": fixture(t, "goal/g-1.json"), "act": at(aled, 5), "step": obj{"do": "hold"}, "policies": []any{policy}}
	propose := obj{"kind": "goal", "act": at(aled, 0), "step": obj{"do": "propose", "id": "g-9", "person": "aled", "worker": "jess", "words": said("walk to the shop on my own")}}
	asking := obj{"kind": "support-request", "act": at(nobodyOfTheirs, 0), "step": obj{"do": "ask-for-support", "id": "req-9", "person": "aled", "service": "tamarside"}}
	return []vector{
		ask(t, "The person lets their goal rest", "do", goal),
		ask(t, "The same request on the record as it is, again", "do", with(goal, obj{"act": obj{"by": aled, "at": "2026-03-04T10:00:00Z", "id": "story-15", "seen": 4}, "step": obj{"do": "say-how-it-goes", "going": "improving"}})),
		ask(t, "The same request with another step", "do", with(goal, obj{"act": obj{"by": aled, "at": "2026-03-04T10:00:00Z", "id": "story-15", "seen": 4}})),
		ask(t, "The record has moved on", "do", with(goal, obj{"act": at(aled, 4)})),
		ask(t, "A goal in the person's words", "do", propose),
		ask(t, "A goal without words", "do", with(propose, obj{"step": obj{"do": "propose", "id": "g-9", "person": "aled", "words": said(" ")}})),
		ask(t, "Somebody asks for peer support", "do", asking),
		ask(t, "A worker is offered to them: a second record comes into being", "do", offered(t, asking, policy)),
		ask(t, "The same before the person has said yes", "do", with(offered(t, asking, policy), obj{"record": answer(t, "do", asking)["record"], "act": obj{"by": nobodyOfTheirs, "at": "2026-03-04T10:00:00Z", "id": "req-8", "seen": 1}})),
		ask(t, "Walking away from an open safety question leaves the question behind", "do", obj{"record": golden(t, "peer", "carer-said-heard.json"), "act": obj{"by": obj{"staff": "w4"}, "at": "2026-05-05T10:00:00Z", "id": "req-1", "seen": 1}, "step": obj{"do": "settle"}}),
		ask(t, "A concern is raised with nothing known and nothing filled in", "do", obj{"kind": "concern", "step": obj{"do": "raise"}}),
		ask(t, "A concern is raised under a policy and a roster", "do", obj{"kind": "concern", "act": at(jess, 0), "policies": []any{file(t, "safeguard", "testdata", "policies", "tamarside.json")},
			"roster": file(t, "safeguard", "testdata", "policies", "tamarside-roster.json"), "step": obj{"do": "raise", "id": "con-9", "about": "aled", "trigger": "abuse-disclosure", "text": said("I said I would tell somebody.")}}),
		ask(t, "A concern is raised whatever stands in the step and around it", "do", obj{"kind": "concern", "odd": true, "act": at(jess, 0), "policies": obj{}, "roster": 7, "facts": []any{1}, "step": obj{"do": "raise", "id": 7, "text": "he hits me", "odd": []any{1}}}),
	}
}

// offered is the question that offers a worker to somebody who asked for peer support
// and has said yes to it.
func offered(t testing.TB, asking obj, policy json.RawMessage) obj {
	t.Helper()
	asked := answer(t, "do", asking)
	yes := answer(t, "do", obj{"record": asked["record"], "act": obj{"by": aled, "at": "2026-03-04T10:00:00Z", "id": "req-2", "seen": 1}, "step": obj{"do": "accept"}})
	return obj{"record": yes["record"], "act": obj{"by": nobodyOfTheirs, "at": "2026-03-04T10:00:00Z", "id": "req-3", "seen": 2}, "step": obj{"do": "allocate", "worker": "jess", "relationship": "rel-9"}, "policies": []any{policy},
		"facts": obj{"lines": obj{"lineManager": "omar", "supervisor": "omar"}, "ready": obj{"verdict": "ready"}, "places": obj{"agreed": "yes", "max": 12, "held": 3}, "noOther": "yes"}}
}

func dues(t testing.TB) []vector {
	policy := file(t, "examples", "fixtures", "policies", "tamarside.json")
	all := []any{fixture(t, "relationship/rel-1.json"), fixture(t, "contact/c-1.json"), fixture(t, "goal/g-1.json"), fixture(t, "setback/s-1.json")}
	q := obj{"records": all, "policies": []any{policy}, "now": "2026-05-12T10:00:00Z"}
	concern := obj{"records": []any{golden(t, "safeguard", "concern-raised.json")}, "policies": []any{file(t, "safeguard", "testdata", "policies", "tamarside.json")}, "roster": file(t, "safeguard", "testdata", "policies", "tamarside-roster.json"), "now": "2026-03-04T10:00:00Z"}
	return []vector{
		ask(t, "What is owed on the records of a story", "due", q),
		ask(t, "A year later", "due", with(q, obj{"now": "2027-05-12T10:00:00Z"})),
		ask(t, "Without a policy: what could be worked out, and what is missing", "due", with(q, obj{"policies": nil})),
		ask(t, "A concern that nobody has taken on", "due", concern),
		ask(t, "A signal that no concern names", "due", with(concern, obj{"records": nil, "signals": []any{obj{"id": "contact.c-1.1.1", "kind": "safety-question-open", "rule": obj{"row": "PEER-43", "code": "concern-required", "kind": "ask-field"},
			"about": "aled", "from": obj{"kind": "contact", "id": "c-1"}, "rev": 1, "noticed": "2026-03-04T09:00:00Z", "by": jess}}})),
		ask(t, "No time", "due", with(q, obj{"now": nil})),
		ask(t, "Nothing to look at", "due", obj{"now": "2026-05-12T10:00:00Z"}),
	}
}

func hostile(t testing.TB) []vector {
	text := func(title, door, q string) vector { return vector{Title: title, Door: door, Text: q} }
	goal := fixture(t, "goal/g-1.json")
	return []vector{
		text("Nothing at all", "choices", ""),
		text("A door that is not there", "destroy", `{}`),
		text("Half a document", "decode", `{"record":`),
		text("Something behind the end", "decode", `{} {}`),
		text("No object", "due", `[1, 2]`),
		text("Deep", "decode", `{"record":`+strings.Repeat("[", 5000)+strings.Repeat("]", 5000)+`}`),
		text("The same member twice", "choices", `{"kind":"goal","kind":"concern"}`),
		text("A name in another case", "choices", `{"Kind":"goal"}`),
		text("Half a surrogate pair", "choices", `{"kind":"\ud800"}`),
		text("A number with a huge exponent", "choices", `{"kind":"goal","act":{"seen":1e999}}`),
		text("A number of a thousand digits", "choices", `{"kind":"goal","act":{"seen":`+strings.Repeat("9", 1000)+`}}`),
		text("Every member of the wrong type", "do", `{"kind":7,"record":"x","act":[],"facts":"y","step":3,"policies":{},"zones":[],"roster":true}`),
		text("A member of nobody's", "choices", `{"kind":"goal","__proto__":{"allowed":true}}`),
		ask(t, "Facts of the wrong kind", "choices", obj{"kind": "contact", "facts": obj{"agreed": goal, "age": "maybe", "works": obj{"zone": "Europe/Atlantis"}}}),
		ask(t, "A record of another kind among the facts", "choices", obj{"kind": "contact", "facts": obj{"agreed": goal}}),
		ask(t, "A record of another kind in a list", "choices", obj{"kind": "goal-order", "facts": obj{"goals": []any{goal, fixture(t, "contact/c-1.json")}}}),
		ask(t, "Another kind than that of the record", "choices", obj{"kind": "contact", "record": goal}),
		ask(t, "A time zone that is no time zone", "choices", obj{"kind": "goal", "zones": obj{"Europe/Paris": "bm90IGEgem9uZQ=="}, "policies": []any{obj{"schema": 1, "organisation": "x", "version": "1", "from": "2026-01-01", "calendar": obj{"zone": "Europe/Paris", "workingDays": []any{"mon"}, "hours": obj{"from": "09:00", "to": "17:00"}, "until": "2026-12-31"}}}}),
		ask(t, "A policy that says nothing", "choices", obj{"kind": "goal", "policies": []any{obj{}}}),
		ask(t, "A day that is none, and a year that nobody can write", "check", obj{"record": goal, "act": obj{"by": aled, "id": "r", "seen": 5, "at": "2026-02-30T10:00:00Z"}, "step": obj{"do": "hold"}}),
		ask(t, "Two at once are nobody", "check", obj{"record": goal, "act": obj{"by": obj{"person": "aled", "staff": "jess"}, "id": "r", "seen": 5, "at": "2026-03-04T10:00:00Z"}, "step": obj{"do": "hold"}}),
	}
}
