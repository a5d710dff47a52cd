package client_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
)

func TestIssues(t *testing.T) {
	issue := func(code, expression string) string {
		return fmt.Sprintf(`{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":%q,"details":{"text":%q},"diagnostics":%q,"expression":[%q],"location":[%q]}]}`,
			code, canaryFamily, canaryNHS, expression, canaryFamily)
	}
	for expression, kept := range map[string]bool{
		"Bundle.entry[72].resource": true, "Goal.target[0].dueDate": true, "Goal": true,
		"Patient.identifier.where(value='" + canaryNHS + "')": false, "Patient." + canaryNHS: false, "Patient.x" + canaryNHS: false,
		"Patient.name[" + canaryNHS + "]": false, "Patient.name['" + canaryFamily + "']": false, "Patient name": false, "": false, "Goal.": false, "Goal[0": false,
		"Goal[]": false, strings.Repeat("a.", 150) + "a": false,
	} {
		t.Run("FHIR-20 expression "+expression, func(t *testing.T) {
			_, err := at(t, &server{answer: in(says(400, issue("required", expression)))}).Read(t.Context(), "Goal", "g1")
			e := failed(t, err, client.BadRequest)
			require.Equal(t, "error", e.Issues[0].Severity)
			require.Equal(t, "required", e.Issues[0].Code)
			if !kept {
				require.Empty(t, e.Issues[0].Expression)
				return
			}
			require.Equal(t, []string{expression}, e.Issues[0].Expression)
		})
	}
	t.Run("FHIR-20 a code that is not R4's is not repeated", func(t *testing.T) {
		_, err := at(t, &server{answer: in(says(400, issue(canaryNHS, "")))}).Read(t.Context(), "Goal", "g1")
		require.Empty(t, failed(t, err, client.BadRequest).Issues[0].Code)
	})
	t.Run("FHIR-20 a thousand issues are not kept", func(t *testing.T) {
		many := `{"resourceType":"OperationOutcome","issue":[` + strings.Repeat(`{"code":"invalid"},`, 999) + `{}]}`
		_, err := at(t, &server{answer: in(says(400, many))}).Read(t.Context(), "Goal", "g1")
		require.Len(t, failed(t, err, client.BadRequest).Issues, 32)
	})
}

func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for k := client.NoAnswer; k <= client.InCircles; k++ {
		t.Run("FHIR-20 "+k.String()+" has a word of its own and says what to do", func(t *testing.T) {
			require.NotEmpty(t, k.String())
			require.False(t, seen[k.String()])
			seen[k.String()] = true
			require.Greater(t, len((&client.Error{Op: "read", Kind: k}).Error()), len("fhir: read: ")+20)
		})
	}
	t.Run("FHIR-20 no kind beyond the last", func(t *testing.T) {
		require.Empty(t, (client.InCircles + 1).String())
		require.Empty(t, client.Kind(0).String())
		require.NotEmpty(t, (&client.Error{Op: "read", Kind: 200}).Error())
	})
}

func TestErrorAsJSON(t *testing.T) {
	t.Run("FHIR-20 an error in a report holds what its text holds", func(t *testing.T) {
		_, err := at(t, &server{answer: in(says(503, outcome, "Retry-After", "60"))}).Update(client.WithCorrelation(t.Context(), "c-1"), "Goal", "g1", []byte(goalOut), `W/"3"`)
		e := failed(t, err, client.ServerFault)
		e.RequestID = "r-1"
		got, err := json.Marshal(e)
		require.NoError(t, err)
		require.JSONEq(t, `{"op":"update","type":"Goal","kind":"server-fault","status":503,"codes":["processing"],"requestId":"r-1","correlationId":"c-1","retryAfter":60,"unknown":true}`, string(got))
	})
}

func TestCorrelation(t *testing.T) {
	heardAs := func(t *testing.T, id string) (http.Header, *client.Error) {
		s := &server{answer: in(says(400, outcome))}
		_, err := at(t, s).Read(client.WithCorrelation(t.Context(), id), "Goal", "g1")
		return s.heard[0].header, failed(t, err, client.BadRequest)
	}
	t.Run("FHIR-20 the ids of a call are in its error", func(t *testing.T) {
		h, e := heardAs(t, "goal-g1-rev-7")
		require.Equal(t, "goal-g1-rev-7", h.Get("X-Correlation-ID"))
		require.Equal(t, "goal-g1-rev-7", e.CorrelationID)
		require.Equal(t, h.Get("X-Request-ID"), e.RequestID)
		require.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, e.RequestID)
	})
	for _, odd := range []string{"", "a\r\nX: y", "a b", strings.Repeat("a", 65), "é"} {
		t.Run(fmt.Sprintf("FHIR-20 an id that is none is not sent: %q", odd), func(t *testing.T) {
			h, _ := heardAs(t, odd)
			require.Len(t, h.Get("X-Correlation-ID"), 36)
		})
	}
}
