package client_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/towpath-care/towpath/fhir/client"
)

// TestOAuthDefaultsReplaced shows for each default of x/oauth2 the harm it does
// here, and then that ours does not do it. Those that are not here stand beside
// what they are about: TestClientCredentials (asks twice, prints the answer),
// TestAssertion (the same assertion again), TestOneFetch (nobody can leave) and
// TestRedirect (the token goes along).
func TestOAuthDefaultsReplaced(t *testing.T) {
	jsonSays := func(status int, body string) *http.Response {
		return says(status, body, "Content-Type", "application/json")
	}
	shipped := func(t *testing.T, s http.RoundTripper, scopes ...string) (context.Context, *clientcredentials.Config) {
		return contextWith(t, s), &clientcredentials.Config{ClientID: "x", ClientSecret: canarySecret, TokenURL: tokens, Scopes: scopes, AuthStyle: oauth2.AuthStyleInParams}
	}
	t.Run("FHIR-20 less granted than asked for: as shipped nobody notices, ours names it before anything is sent", func(t *testing.T) {
		less := func(int) *http.Response {
			return jsonSays(200, `{"access_token":"a","token_type":"Bearer","scope":"system/Goal.rs"}`)
		}
		s := &issuer{token: less}
		s.answer = in(says(200, goal))
		ctx, conf := shipped(t, s, "system/Goal.cruds")
		resp, err := conf.Client(ctx).Get(base + "/Goal/g1")
		require.NoError(t, err)
		resp.Body.Close()
		require.Len(t, s.heard, 1)

		s.heard = nil
		_, err = at(t, s, credentials(t, "system/Goal.cruds", "openid")).Read(t.Context(), "Goal", "g1")
		require.Equal(t, []string{"system/Goal.cud", "openid"}, failed(t, err, client.NarrowScope).Missing)
		require.EqualError(t, err, "fhir: read Goal: the token server did not grant all that was asked for; have this granted, or ask for less: system/Goal.cud, openid")
		text, err := json.Marshal(err)
		require.NoError(t, err)
		require.Contains(t, string(text), `"missing":["system/Goal.cud","openid"]`)
		require.Empty(t, s.heard)
	})
	t.Run("FHIR-20 a token server that redirects: as shipped the secret goes along to another host, ours does not", func(t *testing.T) {
		var elsewhere []string
		other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			elsewhere = append(elsewhere, string(body))
		}))
		defer other.Close()
		first := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
		defer first.Close()
		conf := clientcredentials.Config{ClientID: "x", ClientSecret: canarySecret, TokenURL: first.URL, AuthStyle: oauth2.AuthStyleInParams}
		_, err := conf.Token(t.Context())
		require.Error(t, err)
		require.Len(t, elsewhere, 1)
		require.Contains(t, elsewhere[0], canarySecret)

		elsewhere = nil
		c, err := client.New(client.Config{Base: first.URL,
			ClientCredentials: client.ClientCredentials{TokenURL: first.URL, ClientID: "x", SecretFile: file(t, canarySecret)}})
		require.NoError(t, err)
		_, err = c.Read(t.Context(), "Goal", "g1")
		require.Equal(t, client.CheckTokenURL, failed(t, err, client.NoToken).Hint)
		require.Empty(t, elsewhere)
	})
	t.Run("FHIR-20 a token that is not good any more: as shipped sent until it expires, ours once", func(t *testing.T) {
		s := &issuer{token: granting}
		s.answer = by401(canaryToken + "-1")
		ctx, conf := shipped(t, s)
		reused := conf.Client(ctx)
		for range 3 {
			resp, err := reused.Get(base + "/Goal/g1")
			require.NoError(t, err)
			require.Equal(t, 401, resp.StatusCode)
			resp.Body.Close()
		}
		require.Len(t, s.asked, 1)

		s = &issuer{token: granting}
		s.answer = by401(canaryToken + "-1")
		_, err := at(t, s, credentials(t)).Read(t.Context(), "Goal", "g1")
		require.NoError(t, err)
		require.Len(t, s.asked, 2)
		require.Len(t, s.heard, 2)
	})
	t.Run("FHIR-20 the context of the first call: as shipped kept for ever, ours for that call", func(t *testing.T) {
		s := &issuer{token: granting}
		s.answer = in(says(200, goal))
		minds := carries(func(r *http.Request) (*http.Response, error) {
			if err := r.Context().Err(); err != nil {
				return nil, err
			}
			return s.RoundTrip(r)
		})
		ctx, conf := shipped(t, minds)
		ctx, cancel := context.WithCancel(ctx)
		source := conf.TokenSource(ctx)
		cancel()
		_, err := source.Token()
		require.ErrorIs(t, err, context.Canceled, "and nobody who uses this source ever gets a token")

		c := at(t, minds, credentials(t))
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		_, err = c.Read(ended, "Goal", "g1")
		require.ErrorIs(t, err, context.Canceled)
		_, err = c.Read(t.Context(), "Goal", "g1")
		require.NoError(t, err)
	})
	t.Run("FHIR-20 a token of another kind: as shipped sent under that name, ours not at all", func(t *testing.T) {
		s := &issuer{token: func(int) *http.Response {
			return jsonSays(200, `{"access_token":"`+canaryToken+`","token_type":"basic"}`)
		}}
		s.answer = in(says(200, goal))
		ctx, conf := shipped(t, s)
		resp, err := conf.Client(ctx).Get(base + "/Goal/g1")
		require.NoError(t, err)
		resp.Body.Close()
		require.Equal(t, "Basic "+canaryToken, s.heard[0].header.Get("Authorization"))

		s.heard = nil
		_, err = at(t, s, credentials(t), func(c *client.Config) { c.Retries = -1 }).Read(t.Context(), "Goal", "g1")
		failed(t, err, client.NoToken)
		require.Empty(t, s.heard)
	})
	t.Run("FHIR-20 credentials that are not accepted, under retries: as shipped posted ten times, ours once", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &issuer{token: func(int) *http.Response { return jsonSays(401, `{"error":"invalid_client"}`) }}
			_, conf := shipped(t, s)
			conf.AuthStyle = oauth2.AuthStyleAutoDetect
			c := asShipped(&oauth2.Transport{Source: conf.TokenSource(contextWith(t, s)), Base: s})
			c.Logger = nil
			_, err := c.Get(base + "/Goal/g1")
			require.Error(t, err)
			require.Len(t, s.asked, 10)

			s.asked = nil
			_, err = at(t, s, credentials(t)).Read(t.Context(), "Goal", "g1")
			failed(t, err, client.Unauthorised)
			require.Len(t, s.asked, 1)
		})
	})
	t.Run("FHIR-20 a token server that is busy: a create without a condition was not sent yet and is tried again", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &issuer{token: func(n int) *http.Response {
				if n == 0 {
					return says(503, "")
				}
				return granting(n)
			}}
			s.answer = in(says(201, goal))
			_, err := at(t, s, credentials(t)).Create(t.Context(), "Goal", []byte(goalOut), client.Condition{})
			require.NoError(t, err)
			require.Len(t, s.heard, 1)

			s.token, s.heard = func(int) *http.Response { return says(503, "") }, nil
			_, err = at(t, s, credentials(t)).Create(t.Context(), "Goal", []byte(goalOut), client.Condition{})
			require.False(t, failed(t, err, client.NoToken).Unknown)
			require.Empty(t, s.heard)
		})
	})
	t.Run("FHIR-20 a token that runs out on the way: as shipped used to its last ten seconds, ours to the last half minute", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &issuer{token: granting}
			s.answer = in(says(200, goal))
			ctx, conf := shipped(t, s)
			source := conf.TokenSource(ctx)
			c := at(t, s, credentials(t))
			for range 2 {
				_, err := source.Token()
				require.NoError(t, err)
				_, err = c.Read(t.Context(), "Goal", "g1")
				require.NoError(t, err)
				time.Sleep(5*time.Minute - 15*time.Second)
			}
			require.Len(t, s.asked, 3, "one of x/oauth2, two of ours")
		})
	})
}
