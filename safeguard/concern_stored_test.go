package safeguard_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// everyConcern is a concern in every place, one of which everything has been said, and
// one under the built-in floor.
func everyConcern(t testing.TB) map[string]safeguard.Concern {
	t.Helper()
	s := tellConcern(t)
	floor := &path{t: t, at: "2026-03-13T17:42Z"}
	floor.raise(safeguard.Raise{ID: "c9", Trigger: "CANARY", About: sian}, bySian)
	return map[string]safeguard.Concern{"raised": s.raised.concern, "notified": s.notified.concern, "acknowledged": s.acknowledged.concern, "in-hand": s.inHand.concern,
		"resolved": s.resolved.concern, "no-further-action": s.noFurther.concern, "withdrawn": s.withdrawn.concern, "in-hand-all": fully(t).concern, "raised-floor": floor.concern}
}

// The stored form of version 1. These files are never edited: what was stored once is
// read for ever.
func TestConcernStoredForm(t *testing.T) {
	for name, r := range everyConcern(t) {
		b := encode(t, r)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, "v1/concern-"+name+".json", laidOut.Bytes())
		back, err := safeguard.DecodeConcern(laidOut.Bytes())
		require.NoError(t, err, name)
		require.Equal(t, string(b), string(encode(t, back)), name)
	}
}

// Documents that no step could have written are not read, and the fault names where it
// lies.
func TestConcernStoredFormIsChecked(t *testing.T) {
	records := everyConcern(t)
	const never, some, late = "0001-01-01T00:00:00.000Z", "2026-03-13T17:50:00.000Z", "2030-01-01T00:00:00.000Z"
	type list = []any
	telling := func(to, turn string) obj {
		round, link, _ := strings.Cut(turn, ".")
		return obj{"turn": obj{"round": json.Number(round), "link": json.Number(link)}, "to": to, "at": some, "receipt": "r"}
	}
	taking := func(by, at, until string) obj { return obj{"by": by, "at": at, "next": "x", "until": until} }
	for _, c := range []struct {
		of, path string
		value    any
		heard    string
	}{
		{"raised", "/trigger", "", "/trigger"}, {"raised", "/trigger", "Words", "/core"}, {"raised", "/trigger", "accident", "/core"}, {"raised", "/trigger", "my-own", ""},
		{"raised", "/core", "my-own", "/core"}, {"raised", "/core", "", "/core"}, {"raised", "/core", "accident", "/core"},
		{"raised", "/urgency", "soon", "/urgency"}, {"raised", "/urgency", "now", "/urgency"}, {"raised", "/urgency", "", "/urgency"},
		{"raised", "/raiser", obj{}, "/raiser"}, {"raised", "/raiser/person", "p4", "/raiser"}, {"raised", "/raiser/role", "nurse", "/raiser"},
		{"raised", "/noticed", late, "/noticed"}, {"raised", "/noticed", never, "/noticed"}, {"raised", "/received", never, "/received"}, {"raised", "/received", "2026-03-13T17:39:00.000Z", "/noticed"},
		{"raised", "/about", strings.Repeat("x", 201), "/about"}, {"raised", "/age", 131, "/age"}, {"raised", "/age", -1, "/age"}, {"raised", "/where", "moon", "/where"},
		{"raised", "/given", strings.Repeat("x", 401), "/given"}, {"raised", "/beside", strings.Repeat("x", 20_001), "/beside"}, {"raised", "/rules", slices.Repeat(list{"x"}, 201), "/rules"}, {"raised", "/rules", list{""}, "/rules/0"},
		{"raised", "/text/text", strings.Repeat("x", 500_001), "/text/text"}, {"raised", "/text/how", "sung", "/text/how"}, {"raised", "/wants/by", obj{"staff": "w4"}, "/wants/by"}, {"raised", "/wants/by", obj{"carer": "m"}, "/wants/by"},
		{"raised", "/contact/answer", "maybe", "/contact/answer"}, {"raised", "/contact/how/text", strings.Repeat("x", 2001), "/contact/how/text"},
		{"raised", "/talk/answer", "maybe", "/talk/answer"}, {"raised", "/talk/answer", "not-safe", "/talk/lookAgain"}, {"raised", "/talk", obj{"answer": "not-safe", "lookAgain": "2026"}, "/talk/lookAgain"},
		{"raised", "/talk", obj{"answer": "yes", "lookAgain": "2026-03-20"}, "/talk/lookAgain"}, {"raised", "/disclosure/children", "perhaps", "/disclosure/children"}, {"raised", "/disclosure/promised", true, "/marks"},
		{"raised", "/danger/emergency", "unanswered", "/danger/emergency"}, {"raised", "/ground/basis", "x", "/ground/basis"}, {"raised", "/notTo/named", slices.Repeat(list{"x"}, 501), "/notTo/named"}, {"raised", "/notTo/linked", list{""}, "/notTo/linked/0"},
		{"raised", "/origin", slices.Repeat(list{"x"}, 201), "/origin"}, {"raised-floor", "/child", "c", "/child"}, {"raised", "/marks", list{"odd"}, "/marks/0"}, {"raised", "/marks", slices.Repeat(list{"no-time"}, 21), "/marks"},
		{"raised", "/handling/policy", "", "/handling/floor"}, {"raised", "/handling/floor", true, "/handling/floor"}, {"raised-floor", "/marks", list{}, "/handling/floor"}, {"raised-floor", "/handling/policy", "sha256:x", "/handling/floor"},
		{"raised", "/handling/notifyBy", never, "/handling/notifyBy"}, {"raised", "/handling/notifyBy", "2026-03-13T18:40:00.001Z", "/handling"}, {"raised", "/handling/notifyBy", "2026-03-13T18:40:00.000Z", ""},
		{"raised", "/handling/acknowledgeWithin", obj{"minutes": 121}, "/handling"}, {"raised", "/handling/acknowledgeWithin", obj{"days": 1}, "/handling"}, {"raised", "/handling/acknowledgeWithin", obj{"minutes": 0}, "/handling"},
		{"raised", "/handling/acknowledgeWithin", nil, "/handling/acknowledgeWithin"}, {"raised", "/handling/humanWithin", obj{"hours": 5}, "/handling"}, {"raised", "/handling/humanWithin", obj{"days": 1}, "/handling"},
		{"raised", "/handling/inHours", list{}, "/handling/inHours"}, {"raised", "/handling/inHours", list{"a"}, "/handling"}, {"raised", "/handling/outOfHours", list{"a", "a"}, "/handling"}, {"raised", "/handling/duty", "", "/handling/duty"},
		{"raised", "/handling/take", slices.Repeat(list{"a"}, 51), "/handling/take"}, {"raised", "/handling/telephone", "", "/handling/telephone"}, {"raised", "/handling/questionWithin", obj{"days": 0}, "/handling"},
		{"raised", "/handling/lookAgainWithin", obj{"weeks": 0}, "/handling"}, {"raised", "/handling/sharedLength", 79, "/handling"}, {"raised", "/handling/sharedLength", 1001, "/handling"},
		{"raised", "/firstTold", some, "/firstTold"}, {"raised", "/told", list{telling("dr-ode", "1.1")}, "/told"}, {"raised", "/taken", list{taking("dr-ode", some, late)}, "/told"}, {"raised", "/status", "notified", "/recent"},
		{"raised", "/earlier", 3, "/earlier"}, {"raised", "/earlier", -3, "/earlier"}, {"raised", "/partDone", some, "/partDone"}, {"raised", "/rightAt", some, "/rightAt"}, {"raised", "/outcome/says", obj{"text": "x"}, "/outcome/at"}, {"raised", "/outcome/at", some, "/outcome/at"},
		{"raised", "/brought", list{"w4"}, "/raiser"}, {"raised", "/brought", list{""}, "/brought/0"}, {"raised", "/odd", 1, "/odd"},
		{"notified", "/told", list{}, "/told"}, {"notified", "/firstTold", never, "/firstTold"}, {"notified", "/firstTold", late, "/told"}, {"notified", "/taken", list{taking("dr-ode", some, late)}, "/told"},
		{"notified", "/told/0/to", "", "/told/0/to"}, {"notified", "/told/0/to", "w4", "/raiser"}, {"notified", "/told/0/receipt", "", "/told/0/receipt"}, {"notified", "/told/0/at", never, "/told/0/at"}, {"notified", "/told/0/turn/round", 2, "/told"},
		{"notified", "/told/0/turn/again", 1, "/told"}, {"notified", "/told/0/turn/link", 0, "/told"}, {"notified", "/told/0/turn/round", -1, "/told/0/turn/round"}, {"notified", "/told", list{telling("dr-ode", "1.1"), telling("dr-ode", "1.1")}, "/told"}, {"notified", "/told", list{telling("dr-ode", "1.1"), telling("paul-renwick", "1.1")}, ""},
		{"notified", "/again", list{obj{"turn": obj{"round": 1, "link": 1}, "to": "x", "at": some, "receipt": "r", "times": 1}}, "/told"}, {"notified", "/again", list{obj{"turn": obj{"round": 1, "again": 1}, "to": "x", "at": some, "receipt": "r", "times": 0}}, "/again/0/times"},
		{"acknowledged", "/taken", list{}, "/taken"}, {"acknowledged", "/taken/0/by", "w4", "/raiser"}, {"acknowledged", "/taken/0/by", "", "/taken/0/by"}, {"acknowledged", "/taken/0/next", "", "/taken/0/next"}, {"acknowledged", "/taken/0/until", some, "/taken"}, {"acknowledged", "/taken/0/until", never, "/taken/0/until"},
		{"acknowledged", "/working", list{obj{"by": "", "at": some}}, "/working/0/by"}, {"in-hand", "/taken", list{}, "/taken"}, {"in-hand", "/outcome/by", "ines-vale", "/outcome/at"},
		{"in-hand-all", "/again/0/turn/round", 9, "/told"}, {"in-hand-all", "/again/0/to", "w4", "/raiser"}, {"in-hand-all", "/marks", list{"unknown-trigger"}, "/marks"}, {"in-hand-all", "/talk/answer", "", "/talk/lookAgain"}, {"in-hand-all", "/disclosure/children", "unknown", "/child"},
		{"resolved", "/outcome", obj{"person": obj{}}, "/outcome/at"}, {"resolved", "/outcome/says", obj{"text": ""}, "/outcome"}, {"resolved", "/outcome/raiser", "", "/outcome"}, {"resolved", "/outcome/by", "", "/outcome"}, {"resolved", "/outcome/by", "w4", "/outcome/by"},
		{"resolved", "/outcome/person", obj{}, "/outcome"}, {"resolved", "/outcome/person/by", "", "/outcome"}, {"resolved", "/outcome/person/on", "", "/outcome"}, {"resolved", "/outcome/at", never, "/outcome/at"}, {"resolved", "/taken", list{}, "/taken"},
		{"no-further-action", "/outcome/person/notYet", "", "/outcome"}, {"withdrawn", "/told", list{telling("dr-ode", "1.1")}, "/told"}, {"withdrawn", "/taken", list{taking("dr-ode", some, late)}, "/told"},
	} {
		name := fmt.Sprintf("%s %s=%.60v", c.of, c.path, c.value)
		var doc any
		require.NoError(t, json.Unmarshal(encode(t, records[c.of]), &doc))
		put(t, doc, strings.Split(c.path, "/")[1:], c.value)
		b, err := json.Marshal(doc)
		require.NoError(t, err)
		_, err = safeguard.DecodeConcern(b)
		if c.heard == "" {
			require.NoError(t, err, name)
			continue
		}
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		var paths []string
		for _, x := range r.Unmet() {
			require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-") || x.Rule.Row == "PEER-03", name)
			paths = append(paths, x.Path)
		}
		require.Contains(t, paths, c.heard, name)
	}
}

// put sets a member of a document by its path.
func put(t testing.TB, doc any, path []string, value any) {
	t.Helper()
	switch d := doc.(type) {
	case []any:
		var i int
		_, err := fmt.Sscan(path[0], &i)
		require.NoError(t, err)
		put(t, d[i], path[1:], value)
	case map[string]any:
		if len(path) == 1 {
			d[path[0]] = value
			return
		}
		if d[path[0]] == nil {
			d[path[0]] = map[string]any{}
		}
		put(t, d[path[0]], path[1:], value)
	}
}

// A document spoilt anywhere is not read, or it is read as a concern that stores and
// reads back the same and whose escalation can be worked out. It never ends in a panic,
// and its fault holds none of the document's words.
func TestConcernSpoiltDocuments(t *testing.T) {
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260313, 1))
	records, f := everyConcern(t), facts(t)
	world := safeguard.World{Roster: f.Roster, World: peer.World{Policies: policies(t, policyFile(t, string(safeguard.ExamplePolicy()))), Calendar: f.Policy.Calendar()}}
	read, tried := 0, 0
	for _, name := range slices.Sorted(maps.Keys(records)) {
		whole := encode(t, records[name])
		for range 90 {
			tried++
			b := spoil(rng, whole)
			r, err := safeguard.DecodeConcern(b)
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), "CANARY")
				require.False(t, r.Exists())
				continue
			}
			read++
			safeguard.Escalate(r, world, on("2026-03-16T10:00Z"))
			r.Standing(world, on("2026-03-16T10:00Z"))
			first := encode(t, r)
			back, err := safeguard.DecodeConcern(first)
			require.NoError(t, err, "%s", b)
			require.Equal(t, string(first), string(encode(t, back)))
		}
	}
	t.Logf("%d spoilt documents, %d of them still legal", tried, read)
}

// spoil changes a document in one place: a member taken out, put elsewhere or given
// another value, or a byte.
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
		inner, ok := at[key].(map[string]any)
		if list, many := at[key].([]any); many && len(list) > 0 {
			inner, ok = list[rng.IntN(len(list))].(map[string]any)
		}
		if ok && len(inner) > 0 && rng.IntN(4) > 0 {
			at = inner
			continue
		}
		values := []any{nil, "", "x", strings.Repeat("x", 11_000), -1, 1e9, true, []any{}, []any{nil}, map[string]any{}, "2026", "2026-02-30", "yes", "no", at[keys[rng.IntN(len(keys))]]}
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

// Steps that no form would send. Raising has a lenient door beside this one.
func TestConcernHostileSteps(t *testing.T) {
	for _, bad := range []string{``, `null`, `[]`, `{}`, `{"do":"delete"}`, `{"do":"close","by":"w4"}`, `{"do":"sent","do":"close"}`, `{"do":"sent","to":7}`, `{"Do":"sent"}`, `{"do":"make-more-urgent","urgency":"soon"}`,
		`{"do":"close","says":{"text":["CANARY"]}}`, `{"do":"acknowledge","until":"CANARY"}`, "{\"do\":\"work\"}\x00"} {
		_, err := safeguard.DecodeConcernStep([]byte(bad))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, bad)
		require.NotContains(t, err.Error(), "CANARY")
	}
	_, _, err := safeguard.NewConcern(safeguard.Work{}, act(byJess, "2026-03-13T18:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrInvalidTransition)
	_, _, err = tellConcern(t).raised.concern.Do(nil, act(byJess, "2026-03-13T18:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrRequired)
}
