package client_test

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

func requireMethods(t *testing.T, v any, names ...string) {
	t.Helper()
	var got []string
	for m := range reflect.TypeOf(v).Methods() {
		got = append(got, m.Name)
	}
	require.Equal(t, names, got)
}

func TestWrite(t *testing.T) {
	t.Run("FHIR-16 create with a condition", func(t *testing.T) {
		s := &server{answer: in(says(201, goal, "Location", base+"/Goal/g1/_history/3"))}
		got, err := at(t, s).Create(t.Context(), "Goal", []byte(goalOut), client.Condition{System: "https://a.example/x|y", Value: `1,$\`})
		require.NoError(t, err)
		require.Equal(t, client.Outcome{Resource: client.Resource{Type: "Goal", ID: "g1", Version: "3", ETag: `W/"3"`, Body: got.Body}, Created: true, Status: 201}, got)
		h := s.heard[0]
		require.Equal(t, "POST "+base+"/Goal", h.method+" "+h.address)
		require.Equal(t, `identifier=https%3A%2F%2Fa.example%2Fx%5C%7Cy%7C1%5C%2C%5C%24%5C%5C`, h.header.Get("If-None-Exist"))
		require.Equal(t, goalOut, h.body)
		require.Equal(t, "application/fhir+json", h.header.Get("Content-Type"))
		require.Equal(t, "application/fhir+json", h.header.Get("Accept"))
		require.Equal(t, "return=representation", h.header.Get("Prefer"))
		require.Equal(t, "towpath", h.header.Get("User-Agent"))
		require.Empty(t, h.header.Get("Authorization"))
	})
	t.Run("FHIR-16 the condition was met: nothing new", func(t *testing.T) {
		got, err := at(t, &server{answer: in(says(200, goal))}).Create(t.Context(), "Goal", []byte(goalOut), condition)
		require.NoError(t, err)
		require.False(t, got.Created)
		require.Equal(t, "g1", got.ID)
	})
	t.Run("FHIR-16 create at an id of ours", func(t *testing.T) {
		s := &server{answer: in(says(201, ""))}
		got, err := at(t, s).CreateAt(t.Context(), "Goal", "g1", []byte(goalOut))
		require.NoError(t, err)
		require.Equal(t, "g1", got.ID)
		require.True(t, got.Created)
		require.Equal(t, "*", s.heard[0].header.Get("If-None-Match"))
		require.Equal(t, "PUT "+base+"/Goal/g1", s.heard[0].method+" "+s.heard[0].address)
	})
	t.Run("FHIR-16 update with the version that was read", func(t *testing.T) {
		s := &server{answer: in(says(204, "", "ETag", `W/"4"`))}
		got, err := at(t, s).Update(t.Context(), "Goal", "g1", []byte(goalOut), `W/"3"`)
		require.NoError(t, err)
		require.Equal(t, client.Outcome{Resource: client.Resource{Type: "Goal", ID: "g1", Version: "4", ETag: `W/"4"`}, Status: 204}, got)
		require.Equal(t, `W/"3"`, s.heard[0].header.Get("If-Match"))
	})
	for _, etag := range []string{"", "*", "3", `W/`, `W/""`, "W/\"3\"\r\nX: y", `W/"3", W/"4"`, `"a" "b"`} {
		t.Run(fmt.Sprintf("FHIR-16 never a blind PUT: %q", etag), func(t *testing.T) {
			s := &server{}
			_, err := at(t, s).Update(t.Context(), "Goal", "g1", []byte(goalOut), etag)
			require.ErrorIs(t, err, peer.ErrRequired)
			require.Empty(t, s.heard)
		})
	}
	t.Run("FHIR-16 half a condition is none", func(t *testing.T) {
		s := &server{}
		for _, half := range []client.Condition{{System: "a"}, {Value: "b"}} {
			_, err := at(t, s).Create(t.Context(), "Goal", []byte(goalOut), half)
			require.ErrorIs(t, err, peer.ErrRequired)
		}
		require.Empty(t, s.heard)
	})
	for name, c := range map[string]struct {
		body string
		want peer.Code
	}{
		"another type":    {`{"resourceType":"Patient","id":"g1"}`, fhir.ErrWrongResourceType},
		"another id":      {`{"resourceType":"Goal","id":"g2"}`, peer.ErrRequired},
		"no id":           {`{"resourceType":"Goal"}`, peer.ErrRequired},
		"half a document": {`{"resourceType":"Goal","id":"g1","` + canaryFamily, peer.ErrSchema},
		"a member twice":  {`{"resourceType":"Goal","id":"g1","id":"g1"}`, peer.ErrSchema},
		"nothing":         {``, peer.ErrSchema},
		"no object":       {`"Goal"`, fhir.ErrWrongResourceType},
	} {
		t.Run("FHIR-01 not sent: "+name, func(t *testing.T) {
			s := &server{}
			_, err := at(t, s).Update(t.Context(), "Goal", "g1", []byte(c.body), `W/"3"`)
			require.ErrorIs(t, err, c.want)
			quiet(t, err.Error())
			_, err = at(t, s).CreateAt(t.Context(), "Goal", "g1", []byte(c.body))
			require.ErrorIs(t, err, c.want)
			require.Empty(t, s.heard)
		})
	}
	t.Run("FHIR-16 what 412 means depends on what was asked", func(t *testing.T) {
		c := at(t, &server{answer: in(says(412, outcome))})
		_, err := c.Update(t.Context(), "Goal", "g1", []byte(goalOut), `W/"3"`)
		failed(t, err, client.VersionMoved)
		require.ErrorIs(t, err, peer.ErrConflict)
		_, err = c.CreateAt(t.Context(), "Goal", "g1", []byte(goalOut))
		failed(t, err, client.Exists)
		require.ErrorIs(t, err, peer.ErrConflict)
		_, err = c.Create(t.Context(), "Goal", []byte(goalOut), condition)
		failed(t, err, client.SeveralMatch)
		require.NotErrorIs(t, err, peer.ErrConflict)
		_, err = c.Create(t.Context(), "Goal", []byte(goalOut), client.Condition{})
		failed(t, err, client.BadRequest)
		_, err = at(t, &server{answer: in(says(409, outcome))}).Update(t.Context(), "Goal", "g1", []byte(goalOut), `W/"3"`)
		failed(t, err, client.Conflict)
		require.ErrorIs(t, err, peer.ErrConflict)
	})
}

func TestAnswerIsAboutAnother(t *testing.T) {
	t.Run("FHIR-16 a write that is answered with another id is unknown", func(t *testing.T) {
		c := at(t, &server{answer: in(says(200, `{"resourceType":"Goal","id":"g2"}`))})
		_, err := c.Update(t.Context(), "Goal", "g1", []byte(goalOut), `W/"3"`)
		require.True(t, failed(t, err, client.WrongResource).Unknown)
	})
}

func TestLocation(t *testing.T) {
	for location, want := range map[string]string{
		base + "/Goal/g7/_history/2":              "Goal/g7/_history/2",
		base + "/Goal/g7":                         "Goal/g7",
		"Goal/g7/_history/2":                      "Goal/g7/_history/2",
		"/r4/Goal/g7":                             "Goal/g7",
		"https://inside.example/r4/Goal/g7":       "",
		base + "/Patient/g7":                      "",
		base + "/Goal/g7/_history/":               "",
		base + "/Goal/g7/../g8":                   "Goal/g8", // dots are resolved before anything is compared
		base + "/Goal/":                           "",
		base + "/Goal/g7/x":                       "",
		"":                                        "",
		"https://%zz":                             "",
		base + "/Goal/" + strings.Repeat("9", 65): "",
		"https://epr.example.evil/r4/Goal/g7/_history/2": "",
	} {
		t.Run("FHIR-16 Location "+location, func(t *testing.T) {
			got, err := at(t, &server{answer: in(says(201, "", "Location", location))}).Create(t.Context(), "Goal", []byte(goalOut), condition)
			if want == "" {
				require.True(t, failed(t, err, client.NotFHIR).Unknown)
				return
			}
			require.NoError(t, err)
			require.Equal(t, want, got.String())
		})
	}
	t.Run("FHIR-16 a Location behind a gateway does no harm beside a body, and an OperationOutcome is no resource", func(t *testing.T) {
		for _, a := range []*http.Response{
			says(201, goal, "Location", "http://inside:8080/Goal/g9"),
			says(201, `{"resourceType":"OperationOutcome"}`, "Location", "Goal/g1"),
		} {
			got, err := at(t, &server{answer: in(a)}).Create(t.Context(), "Goal", []byte(goalOut), condition)
			require.NoError(t, err)
			require.Equal(t, "g1", got.ID)
		}
	})
}
