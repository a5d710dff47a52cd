package fhirtest_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

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
