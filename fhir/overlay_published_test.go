package fhir_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// published reads the documents that HL7 publishes with R4, by file name, as a
// server has them: with a version in meta.
func published(t testing.TB) map[string]fhir.Document {
	root := os.Getenv("TOWPATH_SHARED")
	if root == "" {
		t.Skip("TOWPATH_SHARED is not set: the documents of HL7 are not part of this project")
	}
	files, err := filepath.Glob(filepath.Join(root, "cases", "hl7-r4", "*.json"))
	require.NoError(t, err)
	require.Greater(t, len(files), 100)
	all := map[string]fhir.Document{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, string(raw), string(parse(t, string(raw)).Bytes()))
		all[filepath.Base(file)] = served(t, raw)
	}
	return all
}

func expectOf(d fhir.Document) fhir.Expect {
	return fhir.Expect{ResourceType: d.ResourceType(), ID: d.ID(), Subject: d.Subject()}
}

// additions are edits that could be made to a resource of any kind.
var additions = map[string]fhir.Edits{
	"language":   {fhir.Set(value(`"en-GB"`), field("language"))},
	"tag":        {fhir.Upsert(value(`{"system":"https://example.org/tags","code":"walk","display":"Walk"}`), field("meta"), field("tag"), fhir.Coded("https://example.org/tags", "walk"))},
	"extension":  {fhir.Upsert(value(`{"url":"https://example.org/x","valueCode":"y"}`), field("extension"), fhir.Extending("https://example.org/x"))},
	"by id":      {fhir.Upsert(value(`{"id":"towpath-1","url":"https://example.org/x","valueCode":"y"}`), field("extension"), element("towpath-1"))},
	"identifier": {fhir.Upsert(value(`{"system":"https://example.org/id","value":"1"}`), field("identifier"), fhir.Identified("https://example.org/id", "1"))},
}

// fitting are the additions that a document takes, all together.
func fitting(d fhir.Document) (fit fhir.Edits) {
	for _, name := range slices.Sorted(maps.Keys(additions)) {
		if _, err := additions[name].Apply(d, expectOf(d)); err == nil && name != "by id" {
			fit = append(fit, additions[name]...)
		}
	}
	return fit
}

// FHIR-17 over documents that nobody here wrote: each edit alone and all together,
// held to everything that is promised of one, undone byte for byte.
func TestPublishedDocumentsAreAddedTo(t *testing.T) {
	documents := published(t)
	for name, es := range additions {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			tally(t, documents, func(t *testing.T, d fhir.Document) (fhir.Edited, error) {
				return prove(t, d, es, expectOf(d))
			})
		})
	}
	t.Run("FHIR-17 all together", func(t *testing.T) {
		tally(t, documents, func(t *testing.T, d fhir.Document) (fhir.Edited, error) {
			return prove(t, d, fitting(d), expectOf(d))
		})
	})
	t.Run("FHIR-08 a contribution", func(t *testing.T) {
		plans := maps.Clone(documents)
		maps.DeleteFunc(plans, func(_ string, d fhir.Document) bool { return d.ResourceType() != "CarePlan" })
		tally(t, plans, contributeTo)
	})
}

// tally edits every document and lists what was left alone, with the rule.
func tally(t *testing.T, documents map[string]fhir.Document, edit func(*testing.T, fhir.Document) (fhir.Edited, error)) {
	edited, same, left := 0, 0, map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		e, err := edit(t, documents[name])
		var no *peer.Refusal
		switch {
		case errors.As(err, &no):
			for _, r := range no.Reasons {
				why := fmt.Sprintf("%s %s: %s", r.Rule, r.Path, r.Says)
				left[why] = append(left[why], name)
			}
		case e.Changed():
			require.NoError(t, err)
			edited++
		default:
			same++
		}
	}
	t.Logf("%d documents: %d edited, %d said so already", len(documents), edited, same)
	for _, why := range slices.Sorted(maps.Keys(left)) {
		t.Logf("left alone, %d: %s (%s)", len(left[why]), why, strings.Join(left[why], ", "))
	}
	require.GreaterOrEqual(t, edited*2, len(documents))
}

// contributeTo contributes to a plan.
func contributeTo(t *testing.T, d fhir.Document) (fhir.Edited, error) {
	c := contribution()
	c.PlanID, c.PatientRef = d.ID(), d.Subject()
	es, err := fhir.Contribute(d, c)
	if err != nil {
		refused(t, err, fhir.ErrNotEditable)
		return fhir.Edited{}, err
	}
	e, err := prove(t, d, es, c.Expect())
	require.NoError(t, err)
	require.Equal(t, len(d.Elements(field("activity")))+1, len(e.Document.Elements(field("activity"))))
	return e, nil
}

// Every member and every element with an id, an identifier or a url is taken out of
// every document, and put back byte for byte where it was.
func TestPublishedDocumentsAreTakenFrom(t *testing.T) {
	removed, left := 0, map[string]int{}
	for _, d := range published(t) {
		for _, path := range keyed(t, d.Bytes(), nil) {
			_, err := prove(t, d, fhir.Edits{fhir.Remove(path...)}, expectOf(d))
			var no *peer.Refusal
			switch {
			case errors.As(err, &no):
				left[fmt.Sprintf("%s: %s", no.Reasons[0].Rule, no.Reasons[0].Says)]++
			default:
				require.NoError(t, err)
				removed++
			}
		}
	}
	t.Logf("%d removed and put back", removed)
	for _, why := range slices.Sorted(maps.Keys(left)) {
		t.Logf("left alone, %d: %s", left[why], why)
	}
	require.Greater(t, removed, 2000)
}

// keyed are the paths to everything in a value that an edit can name.
func keyed(t testing.TB, raw []byte, path []fhir.Step) (paths [][]fhir.Step) {
	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(raw, &members))
	for _, name := range slices.Sorted(maps.Keys(members)) {
		to := append(slices.Clip(path), field(name))
		var elements []json.RawMessage
		switch value := members[name]; {
		case strings.HasPrefix(name, "_"):
			continue
		case value[0] == '[':
			require.NoError(t, json.Unmarshal(value, &elements))
		case value[0] == '{':
			paths = append(paths, keyed(t, value, to)...)
			fallthrough
		default:
			paths = append(paths, to)
		}
		for _, e := range elements {
			if key, ok := keyOf(e); ok {
				to := append(slices.Clip(to), key)
				paths = append(append(paths, keyed(t, e, to)...), to)
			}
		}
	}
	return paths
}

func keyOf(element []byte) (fhir.Step, bool) {
	var e struct{ ID, System, Value, Code, URL, Reference any }
	if json.Unmarshal(element, &e) != nil {
		return fhir.Step{}, false
	}
	text := func(v any) string { s, _ := v.(string); return s }
	switch {
	case text(e.ID) != "":
		return fhir.Element(text(e.ID)), true
	case text(e.Value) != "":
		return fhir.Identified(text(e.System), text(e.Value)), true
	case text(e.Code) != "":
		return fhir.Coded(text(e.System), text(e.Code)), true
	case text(e.Reference) != "":
		return fhir.Referring(text(e.Reference)), true
	default:
		return fhir.Extending(text(e.URL)), text(e.URL) != ""
	}
}
