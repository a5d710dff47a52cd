package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// own is the id of an element of ours.
func own(n int) string { return fmt.Sprintf("towpath-%032x-note", n) }

func ownNote(n int, text string) string {
	return fmt.Sprintf(`{"id":%q,"text":%q}`, own(n), text)
}

// withList is a resource with this list in it.
func withList(typ, name, list string) []byte {
	return []byte(`{"resourceType":"` + typ + `","id":"x","text":{"status":"generated","div":"ours"},"` + name + `":[` + list + `]}`)
}

// sharedLists are the lists that others add to.
func sharedLists() (lists [][2]string) {
	for _, typ := range ranks {
		for name, owner := range fhir.Members(typ) {
			if owner == fhir.OwnerShared {
				lists = append(lists, [2]string{typ, name})
			}
		}
	}
	return lists
}

const theirNote = `{ "text" : "seen \u00e9 on the ward", "x-score":4.10 }`

func TestAListThatOthersAddTo(t *testing.T) {
	lists := sharedLists()
	for _, one := range [][2]string{{"Goal", "note"}, {"CarePlan", "activity"}, {"CarePlan", "note"}, {"CarePlan", "goal"}, {"CarePlan", "supportingInfo"}, {"Task", "note"}} {
		require.Contains(t, lists, one)
	}
	for _, one := range lists {
		typ, name := one[0], one[1]
		list := func(b []byte) string {
			all, err := members(b)
			require.NoError(t, err)
			return string(all[name])
		}
		for what, c := range map[string]struct {
			there, ours, want string
			differs           bool
		}{
			"theirs alone, and none of ours":       {theirNote, ``, `[` + theirNote + `]`, false},
			"ours comes in after theirs":           {theirNote, ownNote(1, "a"), `[` + theirNote + `,` + ownNote(1, "a") + `]`, true},
			"ours changes in its place":            {ownNote(1, "a") + ` , ` + theirNote, ownNote(1, "b"), `[` + ownNote(1, "b") + `,` + theirNote + `]`, true},
			"ours that is gone goes":               {theirNote + `,` + ownNote(1, "a") + `,` + ownNote(2, "b"), ownNote(2, "b"), `[` + theirNote + `,` + ownNote(2, "b") + `]`, true},
			"the last of ours goes":                {theirNote + `,` + ownNote(1, "a"), ``, `[` + theirNote + `]`, true},
			"ours stands as it should":             {ownNote(1, "a") + `,` + theirNote + `,` + theirNote, ownNote(1, "a"), `[` + ownNote(1, "a") + `,` + theirNote + `,` + theirNote + `]`, false},
			"ours in another order is the same":    {ownNote(2, "b") + `,` + theirNote + `,` + ownNote(1, "a"), ownNote(1, "a") + `,` + ownNote(2, "b"), `[` + ownNote(2, "b") + `,` + theirNote + `,` + ownNote(1, "a") + `]`, false},
			"a new one before the others":          {ownNote(1, "a"), ownNote(2, "b") + `,` + ownNote(1, "a"), `[` + ownNote(1, "a") + `,` + ownNote(2, "b") + `]`, true},
			"somebody copied ours":                 {ownNote(1, "a") + `,` + ownNote(1, "a"), ownNote(1, "a"), `[` + ownNote(1, "a") + `]`, true},
			"theirs with an id like ours":          {`{"id":"towpath-note","text":"n"}`, ``, `[{"id":"towpath-note","text":"n"}]`, false},
			"theirs that says what ours says":      {`{"text":"a"}`, ownNote(1, "a"), `[{"text":"a"},` + ownNote(1, "a") + `]`, true},
			"theirs with an id that is no text":    {`{"id":7}`, ``, `[{"id":7}]`, false},
			"theirs that is no object":             {`null,"x"`, ``, `[null,"x"]`, false},
			"nothing there and nothing of ours":    {``, ``, ``, false},
			"ours with a space where they have it": {` { "text" : "a", "id" : "` + own(1) + `" } `, ownNote(1, "a"), `[` + ownNote(1, "a") + `]`, false},
		} {
			t.Run("FHIR-17 "+typ+"."+name+": "+what, func(t *testing.T) {
				there, ours := withList(typ, name, c.there), withList(typ, name, c.ours)
				changes, err := differences(typ, there, ours)
				require.NoError(t, err)
				require.Equal(t, c.differs, len(changes) > 0, "%v", changes)
				require.Equal(t, c.differs, contentDigest(typ, there) != contentDigest(typ, ours))
				got, err := brought(typ, ours, there)
				require.NoError(t, err)
				require.Equal(t, c.want, list(got))
				require.Equal(t, contentDigest(typ, ours), contentDigest(typ, got), "what stands then is what was to be said")
				changes, err = differences(typ, got, ours)
				require.NoError(t, err)
				require.Empty(t, changes, "and a second run writes nothing")
			})
		}
	}
}

func TestElementsOfOthersStandWhateverWeWrite(t *testing.T) {
	element := rapid.Custom(func(t *rapid.T) string {
		n := rapid.IntRange(0, 5).Draw(t, "n")
		return rapid.SampledFrom([]string{ownNote(n, "a"), ownNote(n, "b"), theirNote, fmt.Sprintf(`{"id":"x%d", "text":"t"}`, n), `{"id":"towpath-1","text":"t"}`, `null`, ` 4.10`}).Draw(t, "element")
	})
	theirs := func(b []byte) (out []string) {
		all, _ := members(b)
		for _, e := range elementsOf(all["note"]) {
			if !isOurs(e) {
				out = append(out, string(e))
			}
		}
		return out
	}
	rapid.Check(t, func(t *rapid.T) {
		there := withList("Goal", "note", strings.Join(rapid.SliceOfN(element, 0, 6).Draw(t, "there"), ","))
		var next []string
		for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 5), 0, 4, rapid.ID).Draw(t, "ours") {
			next = append(next, ownNote(n, rapid.SampledFrom([]string{"a", "b"}).Draw(t, "text")))
		}
		ours := withList("Goal", "note", strings.Join(next, ","))
		got, err := brought("Goal", ours, there)
		require.NoError(t, err)
		require.Equal(t, theirs(there), theirs(got), "byte for byte and in their order")
		require.Equal(t, contentDigest("Goal", ours), contentDigest("Goal", got))
		changes, err := differences("Goal", got, ours)
		require.NoError(t, err)
		require.Empty(t, changes)
	})
}

func TestTheNarrativeIsWrittenAndNeverCompared(t *testing.T) {
	there := []byte(`{"resourceType":"Goal","id":"x","text":{"status":"additional","div":"made there"},"lifecycleStatus":"active"}`)
	same := []byte(`{"resourceType":"Goal","id":"x","text":{"status":"generated","div":"ours"},"lifecycleStatus":"active"}`)
	t.Run("FHIR-16 theirs is no difference", func(t *testing.T) {
		changes, err := differences("Goal", there, same)
		require.NoError(t, err)
		require.Empty(t, changes)
		require.Equal(t, contentDigest("Goal", there), contentDigest("Goal", same))
	})
	t.Run("FHIR-16 ours goes with an update, in the place of theirs", func(t *testing.T) {
		got, err := brought("Goal", bytes.Replace(same, []byte("active"), []byte("on-hold"), 1), there)
		require.NoError(t, err)
		require.Contains(t, string(got), `"div":"ours"`)
		require.NotContains(t, string(got), "made there")
	})
	t.Run("FHIR-16 every type that we write has one, and it is nothing that a plan shows", func(t *testing.T) {
		for _, typ := range ranks {
			require.Equal(t, fhir.OwnerNarrative, fhir.Members(typ)["text"], typ)
			require.NotContains(t, compared(typ), "text")
		}
		changes, err := differences("Goal", nil, same)
		require.NoError(t, err)
		require.Equal(t, []string{"/lifecycleStatus"}, paths(changes))
	})
}

func paths(all []Field) (out []string) {
	for _, f := range all {
		out = append(out, f.Path)
	}
	return out
}

func TestWhereADocumentOfOursStandsIsNoDifference(t *testing.T) {
	refers := func(ref string) []byte { return []byte(`{"resourceType":"Communication","about":[` + ref + `]}`) }
	const identified = `"identifier":{"system":"s","value":"v"}`
	for what, c := range map[string]struct {
		a, b    string
		differs bool
	}{
		"FHIR-16 a place that came":          {`{"type":"Encounter",` + identified + `}`, `{"type":"Encounter","reference":"Encounter/1",` + identified + `}`, false},
		"FHIR-16 another place":              {`{"type":"Encounter","reference":"https://epr.example/Encounter/2",` + identified + `}`, `{"type":"Encounter","reference":"Encounter/1",` + identified + `}`, false},
		"FHIR-16 another document":           {`{"type":"Encounter",` + identified + `}`, `{"type":"Encounter","identifier":{"system":"s","value":"w"}}`, true},
		"FHIR-16 nothing but a place":        {`{"type":"Encounter","reference":"Encounter/2"}`, `{"type":"Encounter","reference":"Encounter/1"}`, true},
		"FHIR-16 half an identifier":         {`{"type":"Encounter","reference":"Encounter/2","identifier":{"value":"v"}}`, `{"type":"Encounter","reference":"Encounter/1","identifier":{"value":"v"}}`, true},
		"FHIR-16 something else in the way":  {`{"type":"Encounter","reference":"Patient/1",` + identified + `}`, `{"type":"Encounter",` + identified + `}`, true},
		"FHIR-15, H19 somebody else's entry": {`{"type":"Patient","reference":"Patient/2",` + identified + `}`, `{"type":"Patient","reference":"Patient/1",` + identified + `}`, true},
		"FHIR-15, H19 without a type":        {`{"reference":"Patient/2",` + identified + `}`, `{"reference":"Patient/1",` + identified + `}`, true},
	} {
		t.Run(what, func(t *testing.T) {
			changes, err := differences("Communication", refers(c.a), refers(c.b))
			require.NoError(t, err)
			require.Equal(t, c.differs, len(changes) > 0)
			require.Equal(t, c.differs, contentDigest("Communication", refers(c.a)) != contentDigest("Communication", refers(c.b)))
		})
	}
}

func TestALedgerAndAPlanKeepWhatADocumentWasMadeWith(t *testing.T) {
	named := Name{Type: "Goal", Record: peer.Ref{Kind: "goal", ID: "v"}}
	read := []Key{{peer.Ref{Kind: "coping-strategy", ID: "co-1"}, 3}, {peer.Ref{Kind: "goal", ID: "g-1"}, 0}}
	t.Run("FHIR-16 the ledger", func(t *testing.T) {
		l := &MemoryLedger{}
		require.NoError(t, l.Settle(t.Context(), "a", Settled{Link: Link{Name: named, Rev: 1, Read: read}}))
		require.NoError(t, l.Expect(t.Context(), "a", Expected{named, []peer.Digest{"sha256:1"}}))
		link, known, err := l.Link(t.Context(), "a", named)
		require.NoError(t, err)
		require.True(t, known)
		require.Equal(t, read, link.Read)
	})
	t.Run("FHIR-16 the plan", func(t *testing.T) {
		i := Item{Do: Create, Name: named, ID: "g", Identifier: fhir.Identifier{System: "s", Value: "v"}, Body: aGoal,
			Patient: "Patient/p", Stands: []Stood{{named, "g"}, {Name{Type: "Task", Record: peer.Ref{Kind: "concern", ID: "c"}, Part: "1-2"}, ""}}, Read: read}
		text, err := Plan{Items: []Item{i}}.Encode()
		require.NoError(t, err)
		back, err := DecodePlan(text)
		require.NoError(t, err)
		require.Equal(t, i.Patient, back.Items[0].Patient)
		require.Equal(t, i.Stands, back.Items[0].Stands)
		require.Equal(t, i.Read, back.Items[0].Read)
		for _, edit := range [][2]string{{"Patient/p", "Patient/q"}, {`"part": "1-2"`, `"part": "1-3"`}, {`"rev": 3`, `"rev": 4`}} {
			require.Contains(t, string(text), edit[0])
			_, err = DecodePlan([]byte(strings.ReplaceAll(string(text), edit[0], edit[1])))
			require.ErrorIs(t, err, ErrPlanAltered)
		}
	})
	t.Run("FHIR-16 a part is known by its own identifier", func(t *testing.T) {
		body := json.RawMessage(`{"resourceType":"Task","identifier":[{"system":"s","value":"c.1-2"}]}`)
		i := Item{Do: Create, Name: Name{Type: "Task", Record: peer.Ref{Kind: "concern", ID: "c"}, Part: "1-2"}, Identifier: fhir.Identifier{System: "s", Value: "c.1-2"}, Body: body}
		require.True(t, i.sound())
		for _, part := range []string{"", "1-3", "1-2-2"} {
			i.Name.Part = part
			require.False(t, i.sound(), part)
		}
	})
	t.Run("FHIR-22 a Provenance is known by its id", func(t *testing.T) {
		id := fhir.Identifier{System: "s", Value: "c"}
		at := fhir.ResourceID(id)
		i := Item{Do: Create, Name: Name{Type: "Provenance", Record: peer.Ref{Kind: "contact", ID: "c"}}, ID: at, Identifier: id, Body: json.RawMessage(`{"resourceType":"Provenance","id":"` + at + `"}`)}
		require.True(t, i.sound())
		i.Body = json.RawMessage(`{"resourceType":"Provenance","id":"another"}`)
		require.False(t, i.sound())
	})
}
