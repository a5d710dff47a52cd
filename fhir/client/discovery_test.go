package client_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
)

func found(b *client.BackendServices) { b.TokenURL = "" }

// configured is a record system that publishes this SMART configuration.
func configured(answers ...*http.Response) (*issuer, *int) {
	s, asked := &issuer{token: grantingGoals}, new(int)
	s.answer = func(_ int, r *http.Request) (*http.Response, error) {
		if r.URL.String() == base+"/.well-known/smart-configuration" {
			*asked++
			return answers[min(*asked, len(answers))-1], nil
		}
		return says(200, goal), nil
	}
	return s, asked
}

const smart = `{"issuer":"https://tokens.example","jwks_uri":"https://evil.example/keys","token_endpoint":"` + tokens + `",
	"grant_types_supported":["authorization_code","client_credentials"],
	"token_endpoint_auth_methods_supported":["client_secret_basic","private_key_jwt"],
	"token_endpoint_auth_signing_alg_values_supported":["RS384","ES384"],
	"capabilities":["client-confidential-asymmetric"],"scopes_supported":["system/*.rs"]}`

func TestDiscovery(t *testing.T) {
	t.Run("FHIR-20 the token server is the one the record system names, asked for once and without a token", func(t *testing.T) {
		s, asked := configured(says(200, smart, "Content-Type", "application/json"))
		now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		c := at(t, s, backend(found), func(c *client.Config) { c.Now = func() time.Time { return now } })
		for range 2 {
			_, err := c.Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			now = now.Add(time.Hour)
		}
		require.Equal(t, 1, *asked)
		require.Len(t, s.asked, 2, "though the token ran out")
		first := s.heard[0]
		require.Equal(t, "GET", first.method)
		require.Equal(t, "application/json", first.header.Get("Accept"))
		require.Empty(t, first.header.Get("Authorization"))
		_, claims := assertionIn(t, s.asked[0].body, jose.ES384, curveKey().Public())
		require.Equal(t, tokens, claims["aud"])
		for _, h := range s.heard {
			require.NotContains(t, h.address, "evil", "where keys are kept is none of a client's business")
		}
	})
	t.Run("FHIR-20 one without end is read to its limit", func(t *testing.T) {
		long := strings.NewReader(strings.Repeat(" ", 1<<20) + smart)
		answer := says(200, "", "Content-Type", "application/json")
		answer.Body = io.NopCloser(long)
		s, _ := configured(answer)
		_, err := at(t, s, backend(found)).Read(t.Context(), "Goal", "g1")
		require.Equal(t, client.CheckDiscovery, failed(t, err, client.NoToken).Hint)
		require.Greater(t, long.Len(), 1<<19, "most of it was never read")
	})
	t.Run("FHIR-20 New sends nothing", func(t *testing.T) {
		s, _ := configured(says(200, smart))
		at(t, s, backend(found))
		require.Empty(t, s.heard)
	})
	t.Run("FHIR-20 what it leaves out it does not rule out", func(t *testing.T) {
		s, _ := configured(says(200, `{"token_endpoint":"`+tokens+`"}`))
		_, err := at(t, s, backend(found)).Read(t.Context(), "Goal", "g1")
		require.NoError(t, err)
	})
	t.Run("FHIR-20 a token server that moved is found again", func(t *testing.T) {
		s, asked := configured(says(200, strings.ReplaceAll(smart, tokens, tokens+"/old")), says(200, smart))
		s.token = func(n int) *http.Response {
			if n == 0 {
				return says(404, "")
			}
			return grantingGoals(n)
		}
		c := at(t, s, backend(found))
		_, err := c.Read(t.Context(), "Goal", "g1")
		require.Equal(t, client.CheckTokenURL, failed(t, err, client.NoToken).Hint)
		_, err = c.Read(t.Context(), "Goal", "g1")
		require.NoError(t, err)
		require.Equal(t, 2, *asked)
	})
	for name, answer := range map[string]*http.Response{
		"not there":                says(404, outcome),
		"not to be had":            says(401, outcome),
		"a page of HTML":           says(200, "<html>"+canaryFamily),
		"half of it":               says(200, smart[:80]),
		"a member twice":           says(200, `{"token_endpoint":"`+tokens+`","token_endpoint":"https://evil.example"}`),
		"too large":                says(200, `{"token_endpoint":"`+tokens+`","x":"`+strings.Repeat("x", 256<<10)+`"}`),
		"no token server":          says(200, `{}`),
		"one that is no text":      says(200, `{"token_endpoint":["`+tokens+`"]}`),
		"plain http":               says(200, `{"token_endpoint":"http://tokens.example/token"}`),
		"this machine":             says(200, `{"token_endpoint":"http://127.0.0.1:80/token"}`),
		"a user":                   says(200, `{"token_endpoint":"https://u:`+canarySecret+`@tokens.example/token"}`),
		"a fragment":               says(200, `{"token_endpoint":"https://tokens.example/token#x"}`),
		"a path":                   says(200, `{"token_endpoint":"/token"}`),
		"no client credentials":    says(200, strings.Replace(smart, `,"client_credentials"`, "", 1)),
		"no assertions":            says(200, strings.Replace(smart, `,"private_key_jwt"`, "", 1)),
		"not with such a key":      says(200, strings.Replace(smart, `,"ES384"`, "", 1)),
		"a list that is no list":   says(200, strings.Replace(smart, `["RS384","ES384"]`, `"ES384"`, 1)),
		"somewhere else":           says(302, "", "Location", "https://evil.example/"),
		"somewhere else, for good": says(308, "", "Location", base+"/else"),
	} {
		t.Run("FHIR-20 a SMART configuration that is no use: "+name, func(t *testing.T) {
			s, asked := configured(answer)
			_, err := at(t, s, backend(found)).Read(t.Context(), "Goal", "g1")
			require.Equal(t, client.CheckDiscovery, failed(t, err, client.NoToken).Hint)
			require.Equal(t, 1, *asked)
			require.Empty(t, s.asked)
			require.Len(t, s.heard, 1, "nothing else was sent")
		})
	}
	t.Run("FHIR-20 a record system that is busy is asked again", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s, asked := configured(says(503, ""), says(429, ""), says(200, smart))
			_, err := at(t, s, backend(found)).Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			require.Equal(t, 3, *asked)
		})
	})
	t.Run("FHIR-20 an answer that breaks off, and none", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &issuer{token: grantingGoals}
			s.answer = func(n int, _ *http.Request) (*http.Response, error) {
				if n%2 == 0 {
					return nil, errors.New(canarySecret)
				}
				cut := says(200, "")
				cut.Body = breaking{}
				return cut, nil
			}
			_, err := at(t, s, backend(found)).Read(t.Context(), "Goal", "g1")
			require.Zero(t, failed(t, err, client.NoToken).Hint)
			require.Len(t, s.heard, 3)
		})
	})
	t.Run("FHIR-20 a record system on this machine may name a token server on this machine", func(t *testing.T) {
		var s *httptest.Server
		mux := http.NewServeMux()
		mux.HandleFunc("GET /r4/.well-known/smart-configuration", func(w http.ResponseWriter, _ *http.Request) {
			w.Write([]byte(`{"token_endpoint":"` + s.URL + `/token"}`))
		})
		mux.HandleFunc("POST /token", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Write([]byte(`{"access_token":"a","token_type":"bearer","scope":"system/Goal.rs","expires_in":300}`))
		})
		mux.HandleFunc("GET /r4/Goal/g1", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/fhir+json")
			w.Write([]byte(goal))
		})
		s = httptest.NewServer(mux)
		defer s.Close()
		c := client.Config{Base: s.URL + "/r4"}
		backend(found)(&c)
		made, err := client.New(c)
		require.NoError(t, err)
		_, err = made.Read(t.Context(), "Goal", "g1")
		require.NoError(t, err)
	})
}

type breaking struct{ broken }

func (breaking) Close() error { return nil }
