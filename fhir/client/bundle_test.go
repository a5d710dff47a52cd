package client_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// goalAt is a goal of that id as it is sent.
func goalAt(id string) []byte {
	return []byte(`{"resourceType":"Goal","id":"` + id + `","description":{"text":"` + canaryFamily + `"}}`)
}

// four are an entry of each kind that writes, and one that reads.
func four() []client.Entry {
	return []client.Entry{
		client.CreatingAt("Goal", "g1", goalAt("g1")),
		client.Updating("Goal", "g2", goalAt("g2"), `W/"3"`),
		client.Creating("Goal", goalAt("g3"), condition),
		client.Reading("Goal", "g4"),
	}
}

// answers is a Bundle of entries as a server answers with.
func answers(kind string, entries ...string) string {
	return `{"resourceType":"Bundle","type":"` + kind + `-response","entry":[` + strings.Join(entries, ",") + `]}`
}

func plain(status, location, etag, resource string) string {
	out := `{"response":{"status":"` + status + `","location":"` + location + `","etag":"` + strings.ReplaceAll(etag, `"`, `\"`) + `"}`
	if resource != "" {
		out += `,"resource":` + resource
	}
	return out + `}`
}

func refusedEntry(status, code string) string {
	return `{"response":{"status":"` + status + `","outcome":{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"` + code + `","diagnostics":"` + canaryFamily + `","expression":["Bundle.entry[1].resource.status"]}]}}}`
}

func TestBatch(t *testing.T) {
	t.Run("FHIR-16 each entry has its precondition, and its own end", func(t *testing.T) {
		s := &server{answer: in(says(200, answers("batch",
			plain("201 Created", "Goal/g1/_history/1", `W/"1"`, ""),
			plain("200", "", `W/"4"`, `{"resourceType":"Goal","id":"g2","meta":{"versionId":"4"}}`),
			plain("201 Created", base+"/Goal/new/_history/1", `W/"1"`, ""),
			plain("200 OK", "", `W/"7"`, `{"resourceType":"Goal","id":"g4"}`))))}
		got, err := at(t, s).Batch(t.Context(), four())
		require.NoError(t, err)
		require.Len(t, got, 4)
		for _, r := range got {
			require.NoError(t, r.Err)
		}
		require.Equal(t, []string{"Goal/g1/_history/1", "Goal/g2/_history/4", "Goal/new/_history/1", "Goal/g4/_history/7"},
			[]string{got[0].String(), got[1].String(), got[2].String(), got[3].String()})
		require.Equal(t, []bool{true, false, true, false}, []bool{got[0].Created, got[1].Created, got[2].Created, got[3].Created})
		h := s.heard[0]
		require.Equal(t, "POST "+base, h.method+" "+h.address)
		require.Equal(t, `{"resourceType":"Bundle","type":"batch","entry":[`+
			`{"fullUrl":"`+base+`/Goal/g1","resource":`+string(goalAt("g1"))+`,"request":{"method":"PUT","url":"Goal/g1","ifNoneMatch":"*"}},`+
			`{"fullUrl":"`+base+`/Goal/g2","resource":`+string(goalAt("g2"))+`,"request":{"method":"PUT","url":"Goal/g2","ifMatch":"W/\"3\""}},`+
			`{"resource":`+string(goalAt("g3"))+`,"request":{"method":"POST","url":"Goal","ifNoneExist":"identifier=https%3A%2F%2Ftowpath.example%2Fid%7Cg-1"}},`+
			`{"request":{"method":"GET","url":"Goal/g4"}}]}`, h.body)
	})
	t.Run("FHIR-16 what was turned down says why, and what may have landed says so", func(t *testing.T) {
		s := &server{answer: in(says(200, answers("batch", refusedEntry("412 Precondition Failed", "duplicate"), refusedEntry("412", "conflict"), refusedEntry("500", "exception"), refusedEntry("404", "not-found"))))}
		got, err := at(t, s).Batch(t.Context(), four())
		require.NoError(t, err)
		for n, want := range []client.Kind{client.Exists, client.VersionMoved, client.ServerFault, client.NotFound} {
			require.ErrorIs(t, got[n].Err, want)
			require.Equal(t, n == 2, client.MayHaveLanded(got[n].Err))
			var e *client.Error
			require.ErrorAs(t, got[n].Err, &e)
			require.Equal(t, []string{"Bundle.entry[1].resource.status"}, e.Issues[0].Expression)
			for _, shown := range []string{e.Error(), fmt.Sprintf("%+v", e), fmt.Sprintf("%+v", got[n].Err)} {
				require.NotContains(t, shown, canaryFamily)
			}
		}
		require.ErrorIs(t, got[1].Err, peer.ErrConflict)
	})
	for name, entry := range map[string]string{
		"a status that is none":                 `{"response":{"status":"fine"}}`,
		"no response":                           `{"resource":{"resourceType":"Goal","id":"g1"}}`,
		"202: it is done some time":             plain("202 Accepted", "", "", ""),
		"the place of another":                  plain("200", "Goal/g2/_history/2", `W/"2"`, ""),
		"another resource than the one it sent": plain("200", "", `W/"2"`, `{"resourceType":"Goal","id":"other"}`),
	} {
		t.Run("FHIR-16 an answer to one entry that says nothing: "+name, func(t *testing.T) {
			s := &server{answer: in(says(200, answers("batch", entry)))}
			got, err := at(t, s).Batch(t.Context(), four()[:1])
			require.NoError(t, err)
			require.True(t, client.MayHaveLanded(got[0].Err), "%v", got[0].Err)
		})
	}
	t.Run("FHIR-16 how many have an identifier", func(t *testing.T) {
		two := `{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Goal","id":"a"}},{"resource":{"resourceType":"Goal","id":"b"}},{"resource":{"resourceType":"OperationOutcome"}}]}`
		s := &server{answer: in(says(200, answers("batch", plain("200", "", "", two), plain("200", "", "", ""))))}
		got, err := at(t, s).Batch(t.Context(), []client.Entry{client.Finding("Goal", condition), client.Finding("Goal", condition)})
		require.NoError(t, err)
		require.Equal(t, 2, got[0].Found)
		require.Empty(t, got[0].ID, "it is none of them alone")
		require.Error(t, got[1].Err)
		require.False(t, client.MayHaveLanded(got[1].Err))
	})
}

func TestFindingOne(t *testing.T) {
	one := `{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"OperationOutcome"}},{"resource":{"resourceType":"Goal","id":"a"}},{"resource":{"resourceType":"Task","id":"b"}}]}`
	s := &server{answer: in(says(200, answers("batch", plain("200", "", "", one))))}
	got, err := at(t, s).Batch(t.Context(), []client.Entry{client.Finding("Goal", condition)})
	require.NoError(t, err)
	require.Equal(t, 1, got[0].Found)
	require.Equal(t, "a", got[0].ID, "FHIR-16 which one it is")
	require.Equal(t, `{"resourceType":"Goal","id":"a"}`, string(got[0].Body))
}

func TestABundleThatIsNotAnsweredEntryByEntry(t *testing.T) {
	const outcome = `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"invalid","expression":["Bundle.entry[1].resource"]}]}`
	fine := plain("200", "", `W/"4"`, "")
	cases := []struct {
		name   string
		answer *http.Response
		kind   client.Kind
		status int
		landed bool // may have
	}{
		{"FHIR-16 one entry too few", says(200, answers("batch", fine, fine, fine)), client.NotFHIR, 200, true},
		{"FHIR-16 one entry too many", says(200, answers("batch", fine, fine, fine, fine, fine)), client.NotFHIR, 200, true},
		{"FHIR-16 no entry", says(200, `{"resourceType":"Bundle","type":"batch-response"}`), client.NotFHIR, 200, true},
		{"FHIR-16 a Bundle of another kind", says(200, answers("transaction", fine, fine, fine, fine)), client.NotFHIR, 200, true},
		{"FHIR-16 no Bundle", says(200, goal), client.NotFHIR, 200, true},
		{"FHIR-16 nothing", says(200, ""), client.NotFHIR, 200, true},
		{"FHIR-16 202", says(202, ""), client.NotFHIR, 202, true},
		{"FHIR-16 502", says(502, ""), client.ServerFault, 502, true},
		{"FHIR-16 413", says(413, outcome), client.BadRequest, 413, false},
		{"FHIR-16 one bad entry", says(422, outcome), client.RuleBroken, 422, false},
		{"FHIR-16 not offered", says(405, ""), client.NotAllowed, 405, false},
		{"FHIR-20 429", says(429, "", "Retry-After", "60"), client.TooManyRequests, 429, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := &server{answer: in(c.answer)}
			got, err := at(t, s).Batch(t.Context(), four())
			require.Nil(t, got)
			require.ErrorIs(t, err, c.kind)
			require.Equal(t, c.landed, client.MayHaveLanded(err))
			var e *client.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, c.status, e.Status)
			require.Equal(t, "batch", e.Op)
			if c.status == 422 {
				require.Equal(t, []string{"Bundle.entry[1].resource"}, e.Issues[0].Expression)
			}
			require.Len(t, s.heard, 1, "a Bundle is sent once")
		})
	}
	t.Run("FHIR-16 one that only reads lands nowhere", func(t *testing.T) {
		_, err := at(t, &server{answer: in(says(200, goal))}).Batch(t.Context(), four()[3:])
		require.ErrorIs(t, err, client.NotFHIR)
		require.False(t, client.MayHaveLanded(err))
	})
}

func TestATransaction(t *testing.T) {
	s := &server{answer: in(says(200, answers("transaction", plain("201", "Goal/g1/_history/1", "", ""))))}
	got, err := at(t, s).Transaction(t.Context(), four()[:1])
	require.NoError(t, err)
	require.Equal(t, `W/"1"`, got[0].ETag)
	require.Contains(t, s.heard[0].body, `"type":"transaction"`)
}

func TestABundleThatMayNotBeSent(t *testing.T) {
	twice := []client.Entry{four()[0], client.Updating("Goal", "g1", goalAt("g1"), `W/"1"`)}
	cases := []struct {
		name    string
		entries []client.Entry
		path    string
	}{
		{"FHIR-16 no entry", nil, "/entry"},
		{"FHIR-16 the zero entry", []client.Entry{four()[0], {}}, "/entry/1"},
		{"FHIR-16 two entries about one resource", twice, "/entry/1"},
		{"FHIR-16 an update without a version", []client.Entry{client.Updating("Goal", "g1", goalAt("g1"), "*")}, "/entry/0/etag"},
		{"FHIR-02 another type in the body", []client.Entry{client.CreatingAt("CarePlan", "g1", goalAt("g1"))}, "/entry/0/body/resourceType"},
		{"FHIR-16 another id in the body", []client.Entry{client.CreatingAt("Goal", "g2", goalAt("g1"))}, "/entry/0/body/id"},
		{"FHIR-16 half a condition", []client.Entry{client.Creating("Goal", goalAt("g1"), client.Condition{System: "s"})}, "/entry/0/condition"},
		{"FHIR-16 nothing to look for", []client.Entry{client.Finding("Goal", client.Condition{})}, "/entry/0/condition"},
		{"FHIR-16 an id that is none", []client.Entry{client.Reading("Goal", "../g")}, "/entry/0/id"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := &server{answer: in(says(200, ""))}
			_, err := at(t, s).Batch(t.Context(), c.entries)
			var refusal *peer.Refusal
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, c.path, refusal.Reasons[0].Path)
			require.Empty(t, s.heard)
		})
	}
	t.Run("FHIR-20 an entry shows nothing of its body", func(t *testing.T) {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
			require.NotContains(t, fmt.Sprintf(verb, four()), canaryFamily)
		}
	})
}
