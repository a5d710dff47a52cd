package fhirtest_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
)

func TestValidate(t *testing.T) {
	var seen [][]byte
	c := config()
	c.Validate = func(resource []byte) error {
		seen = append(seen, bytes.Clone(resource))
		if bytes.Contains(resource, []byte("good")) {
			return nil
		}
		return errors.Join(expressed{"Flag.status", "There is no such status."}, errors.New("It is not good."))
	}
	s, base := start(t, c)
	require.Equal(t, 201, send(t, base, "POST /Flag", `{"resourceType":"Flag","x":"good"}`).StatusCode)
	require.Equal(t, `{"resourceType":"Flag","x":"good"}`, string(seen[0]), "as it was sent")

	bad := send(t, base, "POST /Flag", `{"resourceType":"Flag","status":"bad"}`)
	require.Equal(t, 422, bad.StatusCode)
	issues := bad.issues(t)
	require.Len(t, issues, 2)
	require.Equal(t, []any{"Flag.status"}, issues[0]["expression"])
	require.Equal(t, "There is no such status.", issues[0]["diagnostics"])
	require.Nil(t, issues[1]["expression"])

	require.Equal(t, 422, send(t, base, "PATCH /Flag/srv-1", `[{"op":"remove","path":"/x"}]`, asPatch, `If-Match: W/"1"`).StatusCode, "what a patch makes is asked about too")
	require.Equal(t, 422, send(t, base, "POST ", `{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Flag","y":1},"request":{"method":"POST","url":"Flag"}}]}`).StatusCode)
	require.Equal(t, 1, s.Writes())

	before := len(seen)
	require.Equal(t, 400, send(t, base, "POST /Flag", `{"resourceType":"Flag","x":null}`).StatusCode)
	require.Len(t, seen, before, "what is no FHIR JSON does not get that far")
	require.NoError(t, s.Seed([]byte(`{"resourceType":"Flag","id":"odd"}`)), "Seed asks nobody")

	c.Validate = func([]byte) error {
		rule := peer.Rule{Row: "FHIR-19", Code: peer.ErrSchema}
		return peer.Faults(peer.Fault(rule, "/activity/2/detail/status", "A status is one of R4's.", "Use one."), peer.Fault(rule, "", "It is whole.", ""))
	}
	_, base = start(t, c)
	issues = send(t, base, "POST /CarePlan", `{"resourceType":"CarePlan"}`).issues(t)
	require.Len(t, issues, 2)
	require.Equal(t, []any{"CarePlan.activity[2].detail.status"}, issues[0]["expression"])
	require.Equal(t, "A status is one of R4's. Use one.", issues[0]["diagnostics"])
	require.Equal(t, []any{"CarePlan"}, issues[1]["expression"])

	c.Validate = func([]byte) error { return nil }
	_, base = start(t, c)
	require.Equal(t, 201, send(t, base, "POST /Goal", `{"resourceType":"Goal"}`).StatusCode, "the test's rules stand in for the built-in ones")
}

func TestValidateStrictly(t *testing.T) {
	c := config()
	c.Validate = func(resource []byte) error {
		require.NotEmpty(t, resource, "a deletion has nothing to judge")
		return strict.Validate(resource)
	}
	s, base := start(t, c)
	goal := func(members string) string {
		return `{"resourceType":"Goal","lifecycleStatus":"active","description":{"text":"walk"},"subject":{"reference":"Patient/p1"}` + members + `}`
	}
	t.Run("FHIR-19 what is not strictly R4 is turned down", func(t *testing.T) {
		require.Equal(t, 201, send(t, base, "POST /Goal", goal("")).StatusCode)
		bad := send(t, base, "POST /Goal", goal(`,"banana":1,"startDate":"17.2.2026"`))
		require.Equal(t, 422, bad.StatusCode)
		var at []any
		for _, i := range bad.issues(t) {
			at = append(at, i["expression"].([]any)...)
		}
		require.Equal(t, []any{"Goal.banana", "Goal.startDate"}, at)
		require.Equal(t, 422, send(t, base, "POST /Condition", `{"resourceType":"Condition","subject":{"reference":"Patient/p1"}}`).StatusCode)
	})
	t.Run("FHIR-17 what the record system has of its own is not held against who changes it", func(t *testing.T) {
		require.NoError(t, s.Seed([]byte(`{"id":"odd","meta":{"versionId":"1"},`+goal(`,"banana":1`)[1:])))
		kept := func(members string) string { return `{"id":"odd",` + goal(members)[1:] }
		require.Equal(t, 422, send(t, base, "PUT /Goal/odd", kept(`,"banana":1,"startDate":"x"`), `If-Match: W/"1"`).StatusCode)
		require.Equal(t, 422, send(t, base, "PUT /Goal/odd", kept(`,"banana":1,"apple":1`), `If-Match: W/"1"`).StatusCode)
		require.Equal(t, 422, send(t, base, "PUT /Goal/odd", kept(`,"banana":1,"language":"en GB "`), `If-Match: W/"1"`).StatusCode)
		require.Equal(t, 200, send(t, base, "PUT /Goal/odd", kept(`,"banana":2`), `If-Match: W/"1"`).StatusCode)
		require.Equal(t, 200, send(t, base, "PUT /Goal/odd", kept(""), `If-Match: W/"2"`).StatusCode)
		require.Equal(t, 422, send(t, base, "PUT /Goal/odd", kept(`,"banana":1`), `If-Match: W/"3"`).StatusCode, "what was put right stays right")
		deleted := send(t, base, "DELETE /Goal/odd", "", `If-Match: W/"3"`)
		require.Equal(t, 204, deleted.StatusCode)
		require.Equal(t, 422, send(t, base, "PUT /Goal/odd", kept(`,"banana":1`)).StatusCode)
	})
	t.Run("FHIR-17 another fault in the same place is one", func(t *testing.T) {
		require.NoError(t, s.Seed([]byte(`{"id":"old","meta":{"versionId":"1"},`+goal(`,"language":"en GB "`)[1:])))
		at := func(language string) string { return `{"id":"old",` + goal(`,"language":` + language)[1:] }
		require.Equal(t, 422, send(t, base, "PUT /Goal/old", at(`1`), `If-Match: W/"1"`).StatusCode)
		require.Equal(t, 200, send(t, base, "PUT /Goal/old", at(`"cy GB "`), `If-Match: W/"1"`).StatusCode)
	})
}
