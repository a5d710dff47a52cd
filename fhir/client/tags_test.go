package client_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

var waits = client.Tag{System: "https://a.example/state", Code: "waits"}

func TestUpdateTags(t *testing.T) {
	t.Run("FHIR-09, FHIR-16 an update on the version that was read, and its tags are all there are", func(t *testing.T) {
		s := &server{answer: in(says(200, goal))}
		got, err := at(t, s).UpdateTags(t.Context(), "Goal", "g1", []byte(goalOut), `W/"3"`)
		require.NoError(t, err)
		require.Equal(t, "g1", got.ID)
		h := s.heard[0]
		require.Equal(t, "PUT "+base+"/Goal/g1", h.method+" "+h.address)
		require.Equal(t, `W/"3"`, h.header.Get("If-Match"))
		require.Equal(t, "TAG", h.header.Get("X-Meta-Snapshot-Mode"), "labels are carried forward as ever")
		require.Equal(t, goalOut, h.body)
	})
	t.Run("FHIR-09 any other update does not ask for it", func(t *testing.T) {
		s := &server{answer: in(says(200, goal))}
		_, err := at(t, s).Update(t.Context(), "Goal", "g1", []byte(goalOut), `W/"3"`)
		require.NoError(t, err)
		require.NotContains(t, s.heard[0].header, "X-Meta-Snapshot-Mode")
	})
	t.Run("FHIR-16 without a version nothing is sent; somebody who was quicker is heeded", func(t *testing.T) {
		s := &server{answer: in(says(412, ""))}
		_, err := at(t, s).UpdateTags(t.Context(), "Goal", "g1", []byte(goalOut), "*")
		require.ErrorIs(t, err, peer.ErrRequired)
		require.Empty(t, s.heard)
		_, err = at(t, s).UpdateTags(t.Context(), "Goal", "g1", []byte(goalOut), `W/"3"`)
		require.ErrorIs(t, err, client.VersionMoved)
	})
}

func TestUntag(t *testing.T) {
	const parameters = `{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"tag":[{"system":"https://a.example/state","code":"waits"}]}}]}`
	t.Run("FHIR-09 it names the tag by system and code", func(t *testing.T) {
		for _, answer := range []string{`{"resourceType":"Parameters","parameter":[{"name":"return","valueMeta":{}}]}`, ""} {
			s := &server{answer: in(says(200, answer))}
			require.NoError(t, at(t, s).Untag(t.Context(), "Encounter", "e1", waits))
			h := s.heard[0]
			require.Equal(t, "POST "+base+"/Encounter/e1/$meta-delete", h.method+" "+h.address)
			require.Equal(t, parameters, h.body)
			require.Equal(t, "application/fhir+json", h.header.Get("Content-Type"))
		}
	})
	t.Run("FHIR-20 it is sent once, and an answer that was lost says so", func(t *testing.T) {
		s := &server{answer: in(says(503, ""))}
		err := at(t, s).Untag(t.Context(), "Encounter", "e1", waits)
		require.ErrorIs(t, err, client.ServerFault)
		require.Len(t, s.heard, 1)
		require.True(t, client.MayHaveLanded(err))
		require.Contains(t, err.Error(), "meta-delete Encounter")
		require.NotContains(t, err.Error(), "a.example")
	})
	t.Run("FHIR-09 what names no tag is not sent", func(t *testing.T) {
		s := &server{answer: in(says(200, ""))}
		for _, tags := range [][]client.Tag{nil, {{}}, {waits, {Code: "waits"}}, {{System: "https://a.example/state"}}} {
			require.ErrorIs(t, at(t, s).Untag(t.Context(), "Encounter", "e1", tags...), peer.ErrRequired)
		}
		require.ErrorIs(t, at(t, s).Untag(t.Context(), "encounter", "e1", waits), peer.ErrUnknownCode)
		require.ErrorIs(t, at(t, s).Untag(t.Context(), "Encounter", "e/1", waits), peer.ErrRequired)
		require.Empty(t, s.heard)
	})
}

func TestMetaDeleteIsAdvertised(t *testing.T) {
	for operation, want := range map[string]bool{
		`"operation":[{"name":"meta-delete"}]`:                   true,
		`"operation":[{"name":"meta"},{"name":"$meta-delete"}]`:  true,
		`"operation":[{"name":"meta"},{"name":"meta-delete-x"}]`: false,
		`"versioning":"versioned"`:                               false,
	} {
		s := &server{answer: in(says(200, `{"resourceType":"CapabilityStatement","fhirVersion":"4.0.1","rest":[{"mode":"server","operation":[{"name":"meta-delete"}],"resource":[{"type":"Encounter",`+operation+`}]}]}`))}
		got, err := at(t, s).Capabilities(t.Context())
		require.NoError(t, err)
		require.Equal(t, want, got.Types["Encounter"].MetaDelete, "FHIR-09 "+operation)
	}
}
