package fhirtest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

const (
	tagged = `{"resourceType":"Flag","id":"f1","meta":{"tag":[{"system":"urn:ours","code":"waits"},{"system":"urn:theirs","code":"pilot","display":"Pilot"}],"security":[{"system":"urn:label","code":"R"}]},"status":"active"}`
	bare   = `{"resourceType":"Flag","id":"f1","meta":{"tag":[{"system":"urn:theirs","code":"pilot"}]},"status":"inactive"}`
	taking = `{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"tag":[{"system":"urn:ours","code":"waits"}]}}]}`
)

// marks are the codes of the tags and labels of f1.
func marks(t *testing.T, s *fhirtest.Server) []string {
	t.Helper()
	body, _ := s.Bytes("Flag", "f1")
	var r struct {
		Meta struct{ Tag, Security []struct{ Code string } }
	}
	require.NoError(t, json.Unmarshal(body, &r), string(body))
	out := []string{}
	for _, c := range append(r.Meta.Tag, r.Meta.Security...) {
		out = append(out, c.Code)
	}
	return out
}

func TestTagsOfAnUpdate(t *testing.T) {
	for name, c := range map[string]struct {
		manner fhirtest.Tags
		header []string
		want   []string
	}{
		"FHIR-09 as sent": {fhirtest.TagsAsSent, nil, []string{"pilot"}},
		"FHIR-09 carried": {fhirtest.TagsCarried, nil, []string{"pilot", "waits", "R"}},
		"FHIR-09 carried, whatever the header says":          {fhirtest.TagsCarried, []string{"X-Meta-Snapshot-Mode: TAG"}, []string{"pilot", "waits", "R"}},
		"FHIR-09 snapshot, without the header":               {fhirtest.TagsSnapshot, nil, []string{"pilot", "waits", "R"}},
		"FHIR-09 snapshot of tags: labels are carried":       {fhirtest.TagsSnapshot, []string{"X-Meta-Snapshot-Mode: TAG"}, []string{"pilot", "R"}},
		"FHIR-09 snapshot of both":                           {fhirtest.TagsSnapshot, []string{"X-Meta-Snapshot-Mode: TAG, SECURITY_LABEL"}, []string{"pilot"}},
		"FHIR-09 snapshot of profiles: tags are carried":     {fhirtest.TagsSnapshot, []string{"X-Meta-Snapshot-Mode: PROFILE"}, []string{"pilot", "waits", "R"}},
		"FHIR-09 an operation: carried, whatever the header": {fhirtest.TagsOperation, []string{"X-Meta-Snapshot-Mode: TAG"}, []string{"pilot", "waits", "R"}},
	} {
		t.Run(name, func(t *testing.T) {
			conf := config()
			conf.Tags = c.manner
			s, base := start(t, conf)
			require.NoError(t, s.Seed([]byte(tagged)))
			got := send(t, base, "PUT /Flag/f1", bare, append(c.header, `If-Match: W/"1"`)...)
			require.Equal(t, 200, got.StatusCode, got.body)
			require.Equal(t, c.want, marks(t, s))
			require.Contains(t, got.body, `"status":"inactive"`)
		})
	}
	t.Run("FHIR-09 carried into a body without a meta, and not by a patch, which says itself what is to go", func(t *testing.T) {
		conf := config()
		conf.Tags = fhirtest.TagsCarried
		s, base := start(t, conf)
		require.NoError(t, s.Seed([]byte(tagged)))
		require.Equal(t, 200, send(t, base, "PUT /Flag/f1", `{"resourceType":"Flag","id":"f1","status":"active"}`, `If-Match: W/"1"`).StatusCode)
		require.Equal(t, []string{"waits", "pilot", "R"}, marks(t, s))
		require.Equal(t, 200, send(t, base, "PATCH /Flag/f1", `[{"op":"remove","path":"/meta/tag"}]`, `If-Match: W/"2"`, "Content-Type: application/json-patch+json").StatusCode)
		require.Equal(t, []string{"R"}, marks(t, s))
	})
}

func TestMetaDelete(t *testing.T) {
	with := func(t *testing.T) (*fhirtest.Server, string) {
		conf := config()
		conf.Tags = fhirtest.TagsOperation
		s, base := start(t, conf)
		require.NoError(t, s.Seed([]byte(tagged), []byte(patientP1)))
		return s, base
	}
	t.Run("FHIR-09 it takes off what it names and nothing else, and makes no new version", func(t *testing.T) {
		s, base := with(t)
		for range 2 { // what is not there any more is no error
			got := send(t, base, "POST /Flag/f1/$meta-delete", taking)
			require.Equal(t, 200, got.StatusCode, got.body)
			require.Contains(t, got.body, `"name":"return","valueMeta"`)
		}
		require.Equal(t, []string{"pilot", "R"}, marks(t, s))
		require.Len(t, s.Versions("Flag", "f1"), 1)
		require.Equal(t, 2, s.Writes())
		now, _ := s.Bytes("Flag", "f1")
		require.Contains(t, string(now), `"display":"Pilot"`)
		require.NoError(t, s.Delete("Flag", "f1"))
		require.Equal(t, 410, send(t, base, "POST /Flag/f1/$meta-delete", taking).StatusCode)
	})
	t.Run("FHIR-09 it is advertised for what can be written, and only then there", func(t *testing.T) {
		_, base := with(t)
		said := send(t, base, "GET /metadata", "").body
		require.Contains(t, said, `"operation":[{"name":"meta-delete","definition":"http://hl7.org/fhir/OperationDefinition/Resource-meta-delete"}]`)
		require.Equal(t, 405, send(t, base, "POST /Patient/p1/$meta-delete", taking).StatusCode)
		s, base := start(t, config())
		require.NoError(t, s.Seed([]byte(tagged)))
		require.NotContains(t, send(t, base, "GET /metadata", "").body, "meta-delete")
		require.Equal(t, 404, send(t, base, "POST /Flag/f1/$meta-delete", taking).StatusCode)
		require.Equal(t, []string{"waits", "pilot", "R"}, marks(t, s))
	})
	t.Run("FHIR-09 what is no such request changes nothing", func(t *testing.T) {
		s, base := with(t)
		for body, status := range map[string]int{
			"": 415, "{": 400, "[]": 400, `{"resourceType":"Flag"}`: 400, `{"resourceType":"Parameters"}`: 400,
			`{"resourceType":"Parameters","parameter":[{"name":"meta"}]}`:                 400,
			`{"resourceType":"Parameters","parameter":[{"name":"other","valueMeta":{}}]}`: 400,
		} {
			require.Equal(t, status, send(t, base, "POST /Flag/f1/$meta-delete", body).StatusCode, body)
		}
		require.Equal(t, 404, send(t, base, "POST /Flag/f2/$meta-delete", taking).StatusCode)
		require.Equal(t, 405, send(t, base, "GET /Flag/f1/$meta-delete", "").StatusCode)
		require.Equal(t, 404, send(t, base, "POST /Flag/f1/$meta-add", taking).StatusCode)
		inside := readAnswers(t, send(t, base, "POST ", batch(of("POST Flag/f1/$meta-delete", taking))), "batch-response")
		require.Equal(t, []string{"404 Not Found"}, inside.statuses(), "not inside a Bundle")
		require.Zero(t, s.Writes())
		require.Equal(t, []string{"waits", "pilot", "R"}, marks(t, s))
	})
}
