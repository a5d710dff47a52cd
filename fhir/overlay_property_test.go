package fhir_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// hostile writes documents that no server should send and some do.
type hostile struct{ *rand.Rand }

func (r hostile) pick(of ...string) string { return of[r.IntN(len(of))] }

func (r hostile) space() string { return r.pick("", "", "", " ", "\n\t", "  \r\n") }

// name writes a member's name, at times with escapes.
func (r hostile) name(n string) string {
	if r.IntN(6) == 0 {
		i := r.IntN(len(n))
		n = n[:i] + fmt.Sprintf(`\u%04x`, n[i]) + n[i+1:]
	}
	return `"` + n + `"`
}

func (r hostile) value(depth int) string {
	switch k := r.IntN(12); {
	case k < 3 && depth > 0:
		return r.object(depth, nil)
	case k < 5 && depth > 0:
		return r.list(depth)
	case k == 5:
		return r.pick("0", "-0", "1.10", "1e3", "12345678901234567890.10")
	case k == 6:
		return r.pick("true", "false", "null")
	default:
		return r.pick(`"\\"`, `"\""`, `"}{]["`, `"\\\""`, `"\u00e9<&>"`, `""`, `"a,b:c"`, `"x"`, `"😀\ud83d\ude00"`, `"{\"id\":\"a\"}"`)
	}
}

func (r hostile) list(depth int) string {
	var parts []string
	for range r.IntN(4) {
		parts = append(parts, r.space()+r.pick(r.value(depth-1), r.element(depth-1), r.element(depth-1))+r.space())
	}
	return "[" + r.space() + strings.Join(parts, ",") + "]"
}

// element writes an object that carries one of the keys that edits look for.
func (r hostile) element(depth int) string {
	return r.object(max(depth, 1), []string{r.pick(
		`"id":"a"`, `"id":"b"`, `"i\u0064":"a"`, `"id":7`, `"ID":"a"`, `"reference":"Goal/1"`, `"reference":"Goal/1/_history/2"`,
		`"system":"s","code":"1"`, `"coding":[{"code":"2"},{"system":"s","code":"1"}]`, `"url":"u"`,
		`"system":"s","value":"1"`, `"identifier":{"system":"s","value":"1"}`, `"identifier":[{"system":"s","value":"1"}]`, `"text":"id"`)})
}

func (r hostile) object(depth int, members []string) string {
	names := []string{"note", "_note", "goal", "x", "_x", "y", "inner", "_inner", "k", "modifierExtensions"}
	if r.IntN(40) == 0 {
		names = append(names, "modifierExtension", "implicitRules", "contained")
	}
	for _, i := range r.Perm(len(names))[:r.IntN(5)] {
		if strings.HasPrefix(names[i], "_") && r.IntN(3) > 0 {
			continue
		}
		members = append(members, r.name(names[i])+r.space()+":"+r.space()+r.value(depth-1))
	}
	r.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
	for i := range members {
		members[i] = r.space() + members[i] + r.space()
	}
	return "{" + r.space() + strings.Join(members, ",") + "}"
}

func (r hostile) document() string {
	return r.space() + r.object(4, []string{`"resourceType":"CarePlan"`, `"id":"c1"`, `"subject":{"reference":"Patient/p1"}`, `"goal":` + r.list(3)}[:3+r.IntN(2)]) + r.space()
}

func (r hostile) edit() fhir.Edit {
	var path []fhir.Step // most often the resource itself
	if r.IntN(4) == 0 {
		path = [][]fhir.Step{
			{field("inner")}, {field("y")}, {field("goal"), element("a")}, {field("goal"), element("a"), field("inner")}, {field("x"), fhir.Referring("Goal/1")},
		}[r.IntN(5)]
	}
	list := field(r.pick("note", "goal", "goal", "x", "inner"))
	text := r.pick("one", "two", canary)
	switch r.IntN(10) {
	case 0, 1:
		return fhir.Set(value(r.pick(`"one"`, `1.10`, `{"a": "`+text+`"}`, `true`)), append(path, field(r.pick("x", "y", "inner", "title", "note")))...)
	case 2:
		return fhir.Remove(append(path, field(r.pick("x", "y", "inner", "note")))...)
	case 3:
		return fhir.Remove(append(path, list, element(r.pick("a", "b", "c")))...)
	case 4:
		return fhir.Ensure(value(`{"id":"c","reference":"Goal/1"}`), append(path, list, fhir.Referring("Goal/1"))...)
	case 5:
		return fhir.Upsert(value(`{"url":"u","valueCode":"`+text+`"}`), append(path, list, fhir.Extending("u"))...)
	case 6:
		return fhir.Ensure(value(`{"coding":{"system":"s","code":"1"}}`), append(path, list, fhir.Coded("s", "1"))...)
	case 7:
		return fhir.Upsert(value(`{"system":"s","value":"1","use":"`+text+`"}`), append(path, list, fhir.Identified("s", "1"))...)
	default:
		id := r.pick("a", "b", "c")
		return fhir.Upsert(value(`{"id":"`+id+`","text":"`+text+`"}`), append(path, list, element(id))...)
	}
}

// FHIR-17 over documents that nobody would write: what is not edited stays as it
// is, byte for byte; applying again changes nothing; undo gives the bytes back.
func TestHostileDocuments(t *testing.T) {
	n := 2_000
	if os.Getenv("TOWPATH_LONG") == "1" {
		n = 100_000
	}
	r := hostile{rand.New(rand.NewPCG(2026, 17))}
	changed, same, left, unread := 0, 0, map[string]int{}, 0
	for range n {
		doc := r.document()
		d, err := fhir.ParseDocument([]byte(doc))
		if err != nil { // an escaped name that is there already
			require.ErrorIs(t, err, peer.ErrDuplicate, "%s", doc)
			unread++
			continue
		}
		var es fhir.Edits
		for range 1 + r.IntN(3) {
			es = append(es, r.edit())
		}
		e, err := prove(t, d, es, ofPlan)
		var no *peer.Refusal
		switch {
		case errors.As(err, &no):
			require.NotContains(t, err.Error(), canary)
			left[no.Codes()[0].Error()]++
		case e.Changed():
			changed++
			inOrder(t, d, e)
			takenBackLater(t, e, r.edit())
		default:
			same++
		}
	}
	t.Logf("%d documents: %d changed, %d already so, left alone %v, %d with a name twice", n, changed, same, left, unread)
	require.Greater(t, changed, n/5)
	require.Greater(t, len(left), 2)
}

// takenBackLater undoes an edit after somebody else has made one. It is turned down
// or done, and where it is done it touches nothing but what it claims, twice is the
// same as once, and what it left it names.
func takenBackLater(t *testing.T, e fhir.Edited, theirs fhir.Edit) {
	later, err := fhir.Edits{theirs}.Apply(e.Document, ofPlan)
	if err != nil {
		return
	}
	undone, err := e.Undo().Apply(later.Document, ofPlan)
	if err != nil {
		var no *peer.Refusal
		require.ErrorAs(t, err, &no)
		require.NotContains(t, err.Error(), canary)
		return
	}
	require.True(t, json.Valid(undone.Document.Bytes()))
	require.NoError(t, fhir.Frame(later.Document.Bytes(), undone), "%s", later.Document.Bytes())
	rendered(t, undone)
	again, err := e.Undo().Apply(undone.Document, ofPlan)
	require.NoError(t, err)
	require.Equal(t, string(undone.Document.Bytes()), string(again.Document.Bytes()), "undone again")
}

// inOrder compares what encoding/json makes of both documents: every member of
// the resource that no edit names is the same, in the same bytes.
func inOrder(t *testing.T, d fhir.Document, e fhir.Edited) {
	var before, after map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(d.Bytes(), &before))
	require.NoError(t, json.Unmarshal(e.Document.Bytes(), &after))
	named := map[string]bool{}
	for _, s := range e.Spans {
		for _, p := range s.Paths {
			top, _, _ := strings.Cut(p[1:], "/")
			named[top], named["_"+top] = true, true
		}
	}
	for name, raw := range before {
		if !named[name] {
			require.Equal(t, string(raw), string(after[name]))
		}
		delete(after, name)
	}
	for name := range after {
		require.True(t, named[name], name)
	}
}

func FuzzApply(f *testing.F) {
	f.Add([]byte(plan), `"x"`, "title")
	f.Fuzz(func(t *testing.T, doc []byte, v, name string) {
		d, err := fhir.ParseDocument(doc)
		if err != nil {
			return
		}
		want := fhir.Expect{ResourceType: d.ResourceType(), ID: d.ID(), Subject: d.Subject()}
		_, _ = prove(t, d, fhir.Edits{fhir.Set([]byte(v), field(name))}, want)
		_, _ = prove(t, d, fhir.Edits{fhir.Upsert([]byte(`{"id":"towpath-1"}`), field(name), element("towpath-1"))}, want)
		_, _ = prove(t, d, fhir.Edits{fhir.Remove(field(name))}, want)
	})
}
