package fhirtest_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// official reads HL7's R4 examples, which are not part of this project.
func official(t testing.TB) map[string][]byte {
	root := os.Getenv("TOWPATH_SHARED")
	if root == "" {
		t.Skip("TOWPATH_SHARED is not set: HL7's examples are not here")
	}
	files, err := filepath.Glob(filepath.Join(root, "cases", "hl7-r4", "*.json"))
	require.NoError(t, err)
	require.Greater(t, len(files), 100)
	out := map[string][]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		out[filepath.Base(f)] = data
	}
	return out
}

type head struct{ ResourceType, ID string }

func headOf(t testing.TB, data []byte) head {
	var h head
	require.NoError(t, json.Unmarshal(data, &h))
	return h
}

func TestSeedIsByteForByte(t *testing.T) {
	s, base := start(t, config())
	for name, data := range official(t) {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			h := headOf(t, data)
			require.NoError(t, s.Seed(data))
			got := send(t, base, "GET /"+h.ResourceType+"/"+h.ID, "")
			require.Equal(t, 200, got.StatusCode)
			require.Equal(t, string(data), got.body)
			kept, ok := s.Bytes(h.ResourceType, h.ID)
			require.True(t, ok)
			require.Equal(t, data, kept)
			found := send(t, base, "GET /"+h.ResourceType+"?_id="+h.ID, "")
			require.Contains(t, found.body, `"resource":`+string(data)+`,"search":{"mode":"match"}`)
			require.True(t, json.Valid([]byte(found.body)))
		})
	}
}

// unstamp takes the values of id, meta.versionId and meta.lastUpdated out of a
// stored resource, by other means than the server put them in.
func unstamp(t *testing.T, stored []byte, id, version string) string {
	t.Helper()
	text := string(stored)
	for _, part := range []string{`"versionId":"` + version + `"`, `"lastUpdated":` + noonText} {
		require.Equal(t, 1, strings.Count(text, part), part)
		text = strings.Replace(text, part, "", 1)
	}
	text = strings.Replace(text, `,"meta":{,}`, "", 1) // no meta was sent
	return strings.Replace(text, `,"id":"`+id+`"`, "", 1)
}

func TestWhatIsSentIsKept(t *testing.T) {
	s, base := start(t, fhirtest.Config{UpdateCreate: true, Now: config().Now})
	for name, data := range official(t) {
		h := headOf(t, data)
		t.Run("FHIR-17 create "+name, func(t *testing.T) {
			got := send(t, base, "POST /"+h.ResourceType, string(data))
			require.Equal(t, 201, got.StatusCode, got.body)
			require.Equal(t, strip(t, data), strip(t, []byte(got.body)))
		})
		t.Run("FHIR-17 update "+name, func(t *testing.T) {
			address := "/" + h.ResourceType + "/" + h.ID
			require.Equal(t, 201, send(t, base, "PUT "+address, string(data)).StatusCode)
			got := send(t, base, "PUT "+address, string(data), `If-Match: W/"1"`)
			require.Equal(t, 200, got.StatusCode, got.body)
			require.Equal(t, `W/"2"`, got.Header.Get("ETag"))
			if !bytes.Contains(data, []byte(`"meta"`)) {
				require.Equal(t, string(data), unstamp(t, []byte(got.body), "none", "2"), "every other byte")
			}
			versions := s.Versions(h.ResourceType, h.ID)
			require.Len(t, versions, 2)
			require.Equal(t, string(versions[0].Bytes), send(t, base, "GET "+address+"/_history/1", "").body)
		})
	}
}

// strip decodes a resource and leaves out what a server sets.
func strip(t *testing.T, data []byte) any {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var doc map[string]any
	require.NoError(t, dec.Decode(&doc))
	delete(doc, "id")
	if meta, ok := doc["meta"].(map[string]any); ok {
		delete(meta, "versionId")
		delete(meta, "lastUpdated")
		if len(meta) == 0 {
			delete(doc, "meta")
		}
	}
	return doc
}

func TestWhereTheServersOwnValuesGo(t *testing.T) {
	for _, c := range []struct{ name, sent, kept string }{
		{"nothing there", "{ \"resourceType\" : \"Flag\" ,\n \"x\": 1.50 }\n", "{ \"resourceType\" : \"Flag\",\"id\":\"srv-1\",\"meta\":{\"versionId\":\"1\",\"lastUpdated\":NOON} ,\n \"x\": 1.50 }\n"},
		{"another id", `{"id": "mine", "resourceType":"Flag"}`, `{"id": "srv-1","meta":{"versionId":"1","lastUpdated":NOON}, "resourceType":"Flag"}`},
		{"meta with others", `{"resourceType":"Flag","meta": { "tag":[{"code":"a"}] }}`, `{"resourceType":"Flag","id":"srv-1","meta": {"versionId":"1","lastUpdated":NOON, "tag":[{"code":"a"}] }}`},
		{"meta with both", `{"meta":{"lastUpdated":"1999","x":true,"versionId" : "9"},"resourceType":"Flag"}`, `{"meta":{"lastUpdated":NOON,"x":true,"versionId" : "1"},"resourceType":"Flag","id":"srv-1"}`},
		{"meta with one", `{"resourceType":"Flag","meta":{"versionId":"9"}}`, `{"resourceType":"Flag","id":"srv-1","meta":{"lastUpdated":NOON,"versionId":"1"}}`},
		{"the same names further in", `{"resourceType":"Flag","contained":[{"resourceType":"Patient","id":"p","meta":{"versionId":"3"}}]}`, `{"resourceType":"Flag","id":"srv-1","meta":{"versionId":"1","lastUpdated":NOON},"contained":[{"resourceType":"Patient","id":"p","meta":{"versionId":"3"}}]}`},
		{"escaped names", `{"\u0069d":"x","resourceType":"Flag","\u006deta":{"x":"é\u00e9<>&"}}`, `{"\u0069d":"srv-1","resourceType":"Flag","\u006deta":{"versionId":"1","lastUpdated":NOON,"x":"é\u00e9<>&"}}`},
		{"brackets in strings", `{"resourceType":"Flag","x":"}],\"id\":\"y\""}`, `{"resourceType":"Flag","id":"srv-1","meta":{"versionId":"1","lastUpdated":NOON},"x":"}],\"id\":\"y\""}`},
	} {
		t.Run("FHIR-17 "+c.name, func(t *testing.T) {
			s, base := start(t, config())
			require.Equal(t, 201, send(t, base, "POST /Flag", c.sent).StatusCode)
			kept, _ := s.Bytes("Flag", "srv-1")
			require.Equal(t, strings.ReplaceAll(c.kept, "NOON", noonText), string(kept))
		})
	}
}

// TestEveryOtherByteIsKept writes the same made-up resources with made-up spaces
// and member orders, and compares what is left without the server's own values.
func TestEveryOtherByteIsKept(t *testing.T) {
	s, base := start(t, config())
	random := rand.New(rand.NewPCG(17, 4))
	space := func() string { return strings.Repeat(" \n\t\r", random.IntN(2)) + strings.Repeat(" ", random.IntN(3)) }
	for range 200 {
		parts := []string{`"resourceType"` + space() + `:` + space() + `"Flag"`}
		for n := range random.IntN(6) {
			values := []string{`1e+2`, `-0.10`, `"\u0041\/"`, `[ {"a" :true} ]`, `{"id":"x","meta":{"y":1}}`, `"日本"`}
			parts = append(parts, `"x`+string(rune('a'+n))+`"`+space()+`:`+space()+values[random.IntN(len(values))])
		}
		random.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		sent := space() + "{" + space() + strings.Join(parts, space()+","+space()) + space() + "}" + space()
		got := send(t, base, "POST /Flag", sent)
		require.Equal(t, 201, got.StatusCode, sent)
		ids := s.IDs("Flag")
		id := ids[len(ids)-1]
		require.Equal(t, sent, unstamp(t, []byte(got.body), id, "1"))
	}
}

func TestSeedSaysWhatCannotBe(t *testing.T) {
	s, base := start(t, config())
	err := s.Seed([]byte(goal), []byte(goal), []byte(`{`), []byte(`[]`), []byte(goal+goal), []byte(`{"resourceType":"Banana","id":"b"}`),
		[]byte(`{"resourceType":"Goal"}`), []byte(`{"resourceType":"Goal","id":"Hannah Pryce"}`), nil)
	require.Error(t, err)
	require.Equal(t, 8, strings.Count(err.Error(), "seed "))
	require.NotContains(t, err.Error(), "Hannah")
	require.Empty(t, s.IDs("Goal"), "all or none")

	odd := []byte(`{"resourceType":"Goal","id":"odd","lifecycleStatus":"bogus","note":null,"note":[]}`)
	require.NoError(t, s.Seed(odd, []byte(goal)))
	require.Equal(t, string(odd), send(t, base, "GET /Goal/odd", "").body)
	require.ErrorContains(t, s.Seed([]byte(goal)), "use Edit")
	mine := []byte(`{"resourceType":"Goal","id":"mine"}`)
	require.NoError(t, s.Seed(mine))
	mine[2] = 'X'
	kept, _ := s.Bytes("Goal", "mine")
	require.Equal(t, `{"resourceType":"Goal","id":"mine"}`, string(kept), "the server keeps its own copy")
	kept[0] = 'X'
	again, _ := s.Bytes("Goal", "mine")
	require.NotEqual(t, kept, again)
}

func TestVersionIDsAreNeverUsedTwice(t *testing.T) {
	for _, first := range []string{"1", "7", "abc", "2", "0", "-3", "007", "1073741823", "1073741824", "9223372036854775807"} {
		t.Run(first, func(t *testing.T) {
			s, _ := start(t, config())
			require.NoError(t, s.Seed([]byte(`{"resourceType":"Goal","id":"g","meta":{"versionId":"`+first+`"}}`)))
			for range 4 {
				require.NoError(t, s.Edit("Goal", "g", func(b []byte) []byte { return b }))
			}
			seen := map[string]bool{}
			for _, v := range s.Versions("Goal", "g") {
				require.False(t, seen[v.ID], v.ID)
				seen[v.ID] = true
			}
			require.Len(t, seen, 5)
		})
	}
}
