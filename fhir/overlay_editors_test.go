package fhir_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// editors are two who edit one plan: we by edits, the other as a record system
// does, which reads the plan into values and writes it anew.
type editors struct {
	*rand.Rand
	t      *testing.T
	server *fhirtest.Server
	// ours and theirs are what should stand in the plan, by list and key.
	ours, theirs map[string]string
	undos        []unmade
	conflicts    int
}

// unmade is an edit that was made: how it is taken back, and what was ours before.
type unmade struct {
	undo fhir.Undo
	ours map[string]string
}

var lists = []string{"activity", "identifier", "tag"}

// standing is where an element of ours or theirs stands.
func standing(list, key string) []fhir.Step {
	switch list {
	case "tag":
		return []fhir.Step{field("meta"), field("tag"), fhir.Coded("s", key)}
	case "identifier":
		return []fhir.Step{field("identifier"), fhir.Identified("s", key)}
	default:
		return []fhir.Step{field("activity"), element(key)}
	}
}

// member is the member that makes an element of a list known.
var member = map[string]string{"activity": "id", "identifier": "value", "tag": "code"}

func (ed *editors) written(list, key string) string {
	text := fmt.Sprint(ed.IntN(1000))
	if list == "activity" {
		return fmt.Sprintf(`{"id":"%s","detail":{"status":"%s","n":1.%s0}}`, key, text, text)
	}
	return fmt.Sprintf(`{"system":"s","%s":"%s","display":"%s"}`, member[list], key, text)
}

// edits draws some edits of ours, and what is ours after them.
func (ed *editors) edits() (es fhir.Edits, after map[string]string) {
	after = maps.Clone(ed.ours)
	for range 1 + ed.IntN(3) {
		list, key := lists[ed.IntN(3)], fmt.Sprintf("o%d", ed.IntN(3))
		name := list + "/" + key
		_, there := after[name]
		switch {
		case there && ed.IntN(3) == 0:
			es = append(es, fhir.Remove(standing(list, key)...))
			delete(after, name)
		case there && list == "activity" && ed.IntN(2) == 0:
			es = append(es, fhir.Set(value(`"set"`), append(standing(list, key), field("note"))...))
			after[name] = noted(ed.t, after[name])
		default:
			after[name] = ed.written(list, key)
			es = append(es, fhir.Upsert(value(after[name]), standing(list, key)...))
		}
	}
	return es, after
}

func noted(t testing.TB, activity string) string {
	m, _ := tree(t, []byte(activity)).(map[string]any)
	m["note"] = "set"
	out, err := json.Marshal(m)
	require.NoError(t, err)
	return string(out)
}

// we edit, or take the last edit back; when the other was quicker, again.
func (ed *editors) we() {
	es, after := ed.edits()
	back := len(ed.undos) > 0 && ed.IntN(3) == 0
	for {
		d := parse(ed.t, string(storedThere(ed.t, ed.server, parse(ed.t, plan))))
		var e fhir.Edited
		var err error
		if back {
			e, err = ed.undos[len(ed.undos)-1].undo.Apply(d, ofPlan)
			require.Empty(ed.t, e.Left)
		} else {
			e, err = es.Apply(d, ofPlan)
		}
		if err != nil { // one edit took away what the next one goes into
			refused(ed.t, err, fhir.ErrNotEditable)
			return
		}
		if ed.IntN(3) == 0 {
			ed.they()
		}
		if !e.Changed() || ed.sent(e) {
			ed.done(e, back, after)
			return
		}
		ed.conflicts++
	}
}

func (ed *editors) sent(e fhir.Edited) bool {
	how := []by{alone, transaction, batch}[ed.IntN(3)]
	status, answer := how.send(ed.t, ed.server, both(ed.t, e, "")[ed.IntN(2)])
	require.Contains(ed.t, []int{http.StatusOK, http.StatusPreconditionFailed}, status, answer)
	return status == http.StatusOK
}

func (ed *editors) done(e fhir.Edited, back bool, after map[string]string) {
	last := len(ed.undos) - 1
	if back {
		ed.ours, ed.undos = ed.undos[last].ours, ed.undos[:last]
		return
	}
	ed.undos = append(ed.undos, unmade{e.Undo(), ed.ours})
	ed.ours = after
}

// they put in and take out elements of their own, move all of them about, and
// write the plan in another order and with other white space.
func (ed *editors) they() {
	require.NoError(ed.t, ed.server.Edit("CarePlan", "c1", func(doc []byte) []byte {
		plan, _ := tree(ed.t, doc).(map[string]any)
		list := lists[ed.IntN(3)]
		in := plan
		if list == "tag" {
			in, _ = plan["meta"].(map[string]any)
		}
		elements, _ := in[list].([]any)
		key := fmt.Sprintf("t%d", ed.IntN(3))
		elements = slices.DeleteFunc(elements, func(e any) bool { return e.(map[string]any)[member[list]] == key })
		delete(ed.theirs, list+"/"+key)
		if ed.IntN(3) > 0 {
			ed.theirs[list+"/"+key] = ed.written(list, key)
			elements = append(elements, tree(ed.t, []byte(ed.theirs[list+"/"+key])))
		}
		ed.Shuffle(len(elements), func(i, j int) { elements[i], elements[j] = elements[j], elements[i] })
		if in[list] = elements; len(elements) == 0 {
			delete(in, list)
		}
		out, err := json.MarshalIndent(plan, "", strings.Repeat(" ", ed.IntN(3)))
		require.NoError(ed.t, err)
		return out
	}))
}

// hold requires that what is ours and what is theirs stands in the plan, in the same
// words, and nothing else.
func (ed *editors) hold() {
	d := parse(ed.t, string(storedThere(ed.t, ed.server, parse(ed.t, plan))))
	want := maps.Clone(ed.ours)
	maps.Copy(want, ed.theirs)
	n := 0
	for name, says := range want {
		list, key, _ := strings.Cut(name, "/")
		raw, ok := d.Get(standing(list, key)...)
		require.True(ed.t, ok, "%s is lost from %s", name, d.Bytes())
		require.Equal(ed.t, tree(ed.t, []byte(says)), tree(ed.t, raw))
		n++
	}
	require.Equal(ed.t, n, len(d.Elements(field("activity")))+len(d.Elements(field("identifier")))+len(d.Elements(field("meta"), field("tag"))))
	require.Equal(ed.t, "active", d.Text("status"))
}

// FHIR-16, FHIR-17: whoever edits when, by update or patch, alone or in a Bundle,
// the plan holds what both wrote; and when all of ours is taken back, theirs alone.
func TestTwoEditors(t *testing.T) {
	runs := 40
	if os.Getenv("TOWPATH_LONG") == "1" {
		runs = 1_000
	}
	conflicts, edits := 0, 0
	for seed := range runs {
		ed := &editors{Rand: rand.New(rand.NewPCG(2026, uint64(seed))), t: t, server: server(t, []byte(plan)), ours: map[string]string{}, theirs: map[string]string{}}
		for range 20 {
			if ed.IntN(3) == 0 {
				ed.they()
			} else {
				ed.we()
			}
			ed.hold()
		}
		edits += ed.server.Writes()
		for len(ed.undos) > 0 {
			last := ed.undos[len(ed.undos)-1]
			d := parse(t, string(storedThere(t, ed.server, parse(t, plan))))
			e, err := last.undo.Apply(d, ofPlan)
			require.NoError(t, err)
			require.Empty(t, e.Left)
			require.True(t, !e.Changed() || ed.sent(e))
			ed.done(e, true, nil)
			ed.hold()
		}
		require.Empty(t, ed.ours)
		conflicts += ed.conflicts
	}
	t.Logf("%d runs: %d writes of ours, %d conflicts", runs, edits, conflicts)
	require.Greater(t, conflicts, runs)
}

// FHIR-17: a patch made on an older version, on a server that does not heed
// If-Match. It finds its element, or it fails; a neighbour is never hit.
func TestPatchOfAMovedList(t *testing.T) {
	r := rand.New(rand.NewPCG(2026, 22))
	hit, failed := 0, 0
	for range 300 {
		doc := func(ids []string) string {
			var elements []string
			for _, id := range ids {
				elements = append(elements, `{"id":"`+id+`","reference":"Goal/`+id+`","system":"s","value":"`+id+`","detail":{"text":"`+id+`"}}`)
			}
			return with(`"activity":[` + strings.Join(elements, ",") + `]`)
		}
		ids := strings.Split("abcdefgh", "")[:2+r.IntN(5)]
		mine := ids[r.IntN(len(ids))]
		moved := slices.Clone(ids)
		r.Shuffle(len(moved), func(i, j int) { moved[i], moved[j] = moved[j], moved[i] })
		moved = append(moved[r.IntN(2):], "new")
		key := []fhir.Step{element(mine), fhir.Referring("Goal/" + mine), fhir.Identified("s", mine)}[r.IntN(3)]
		es := []fhir.Edits{
			{fhir.Set(value(`"ours"`), field("activity"), key, field("detail"), field("text"))},
			{fhir.Remove(field("activity"), key)},
			{fhir.Upsert(value(`{"id":"`+mine+`","reference":"Goal/`+mine+`","system":"s","value":"`+mine+`","ours":1}`), field("activity"), key)},
		}[r.IntN(3)]
		e, err := es.Apply(parse(t, doc(ids)), ofPlan)
		require.NoError(t, err)
		patch, err := e.Patch("")
		require.NoError(t, err)
		s := server(t, []byte(doc(moved)))
		s.Fail(func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{IgnoreIfMatch: true} })
		patch.IfMatch = `W/"6"`
		status, _ := alone.send(t, s, patch)
		if status != http.StatusOK {
			require.Equal(t, http.StatusUnprocessableEntity, status)
			require.Equal(t, doc(moved), string(storedThere(t, s, e.Document)), "nothing is changed")
			failed++
			continue
		}
		hit++
		there := parse(t, string(storedThere(t, s, e.Document)))
		for _, id := range moved {
			raw, ok := there.Get(field("activity"), element(id))
			was, _ := parse(t, doc(moved)).Get(field("activity"), element(id))
			require.Equal(t, id != mine, ok && string(raw) == string(was), "%s", there.Bytes())
		}
	}
	t.Logf("%d patches found their element where it was, %d failed", hit, failed)
	require.Greater(t, hit, 30)
	require.Greater(t, failed, 30)
}
