package client_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
)

var (
	curveKey = sync.OnceValue(func() *ecdsa.PrivateKey {
		k, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
		if err != nil {
			panic(err)
		}
		return k
	})
	rsaKey = sync.OnceValue(func() *rsa.PrivateKey {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		return k
	})
)

// backend lets a client in by an assertion signed with the curve key.
func backend(change ...func(*client.BackendServices)) func(*client.Config) {
	return func(c *client.Config) {
		c.Backend = client.BackendServices{ClientID: "towpath-test", TokenURL: tokens,
			Key: client.SigningKey{ID: "k1", Signer: curveKey()}, Scopes: []string{"system/Goal.rs"}}
		for _, f := range change {
			f(&c.Backend)
		}
	}
}

func signer(k crypto.Signer) func(*client.BackendServices) {
	return func(b *client.BackendServices) { b.Key.Signer = k }
}

func nhs(c *client.Config) {
	c.NHS = client.NHSSignedJWT{APIKey: "an-api-key", TokenURL: tokens, Key: client.SigningKey{ID: "test-1", Signer: rsaKey()}}
}

// grantingGoals grants what backend asks for.
func grantingGoals(n int) *http.Response {
	return says(200, `{"access_token":"`+canaryToken+`-`+string(rune('0'+n))+`","token_type":"bearer","expires_in":300,"scope":"system/Goal.rs"}`,
		"Content-Type", "application/json")
}

// assertionIn returns the header and the claims of the assertion in a token
// request, once its signature has been seen to be the key's.
func assertionIn(t *testing.T, body string, alg jose.SignatureAlgorithm, public any) (header jose.Header, claims map[string]any) {
	t.Helper()
	form, err := url.ParseQuery(body)
	require.NoError(t, err)
	require.Equal(t, "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", form.Get("client_assertion_type"))
	signed, err := jose.ParseSignedCompact(form.Get("client_assertion"), []jose.SignatureAlgorithm{alg})
	require.NoError(t, err)
	said, err := signed.Verify(public)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(said, &claims))
	return signed.Signatures[0].Protected, claims
}

func TestAssertion(t *testing.T) {
	for name, c := range map[string]struct {
		way    func(*client.Config)
		alg    jose.SignatureAlgorithm
		key    crypto.Signer
		id     string
		client string
	}{
		"SMART, a curve": {backend(), jose.ES384, curveKey(), "k1", "towpath-test"},
		"SMART, RSA":     {backend(signer(rsaKey())), jose.RS384, rsaKey(), "k1", "towpath-test"},
		"NHS":            {nhs, jose.RS512, rsaKey(), "test-1", "an-api-key"},
	} {
		t.Run("FHIR-20 what an assertion says: "+name, func(t *testing.T) {
			at0 := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
			s := &issuer{token: grantingGoals}
			s.answer = in(says(200, goal))
			_, err := at(t, s, c.way, func(c *client.Config) {
				c.Now, c.Random = func() time.Time { return at0 }, strings.NewReader("0123456789abcdef")
			}).Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			require.Equal(t, tokens, s.asked[0].address)
			header, claims := assertionIn(t, s.asked[0].body, c.alg, c.key.Public())
			require.Equal(t, jose.Header{Algorithm: string(c.alg), KeyID: c.id, ExtraHeaders: map[jose.HeaderKey]any{"typ": "JWT"}}, header,
				"and nothing else: no jku, no jwk, no x5u")
			require.Equal(t, map[string]any{"iss": c.client, "sub": c.client, "aud": tokens,
				"exp": float64(at0.Add(4 * time.Minute).Unix()), "jti": "30313233343536373839616263646566"}, claims)
			form, _ := url.ParseQuery(s.asked[0].body)
			require.Equal(t, "client_credentials", form.Get("grant_type"))
			require.False(t, form.Has("client_secret"))
			require.Empty(t, s.asked[0].header.Get("Authorization"))
		})
	}
	t.Run("FHIR-20 the address is the audience, to the letter", func(t *testing.T) {
		const odd = "https://TOKENS.example:443/a/../token?x=1"
		s := &server{answer: in(says(400, `{"error":"invalid_client"}`))}
		_, err := at(t, s, backend(func(b *client.BackendServices) { b.TokenURL = odd })).Read(t.Context(), "Goal", "g1")
		failed(t, err, client.Unauthorised)
		_, claims := assertionIn(t, s.heard[0].body, jose.ES384, curveKey().Public())
		require.Equal(t, odd, claims["aud"])
	})
	t.Run("FHIR-20 a new assertion for every token: x/oauth2 as shipped sends the same again", func(t *testing.T) {
		ids := func(asked []heard) (out []string) {
			for _, h := range asked {
				form, _ := url.ParseQuery(h.body)
				out = append(out, form.Get("client_assertion"))
			}
			return out
		}
		short := func(int) *http.Response {
			return says(200, `{"access_token":"a","token_type":"bearer","expires_in":1,"scope":"system/Goal.rs"}`, "Content-Type", "application/json")
		}
		s := &issuer{token: short}
		s.answer = in(says(200, goal))
		conf := clientcredentials.Config{TokenURL: tokens, EndpointParams: url.Values{"client_assertion": {"signed once"}}, AuthStyle: oauth2.AuthStyleInParams}
		source := conf.TokenSource(contextWith(t, s))
		for range 2 {
			_, err := source.Token()
			require.NoError(t, err)
		}
		require.Equal(t, []string{"signed once", "signed once"}, ids(s.asked))

		now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		s.asked = nil
		c := at(t, s, backend(), func(c *client.Config) { c.Now = func() time.Time { return now } })
		for range 3 {
			_, err := c.Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			now = now.Add(time.Second)
		}
		require.Len(t, s.asked, 3)
		seen := map[any]bool{}
		for _, h := range s.asked {
			_, claims := assertionIn(t, h.body, jose.ES384, curveKey().Public())
			require.Len(t, claims["jti"], 32)
			seen[claims["jti"]] = true
		}
		require.Len(t, seen, 3)
	})
	for name, change := range map[string]func(*client.Config){
		"no randomness": func(c *client.Config) { c.Random = bytes.NewReader(make([]byte, 15)) },
		"a key store that is away": func(c *client.Config) {
			c.Backend.Key.Signer = lockedAway{curveKey()}
		},
	} {
		t.Run("FHIR-20 nothing is sent with "+name, func(t *testing.T) {
			s := &issuer{token: grantingGoals}
			_, err := at(t, s, backend(), change, func(c *client.Config) { c.Retries = -1 }).Read(t.Context(), "Goal", "g1")
			failed(t, err, client.NoToken)
			require.Empty(t, s.asked)
			require.Empty(t, s.heard)
		})
	}
}

// lockedAway is a key whose store does not sign.
type lockedAway struct{ crypto.Signer }

func (lockedAway) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return nil, errors.New(canarySecret)
}

// TestTokenServerSays goes through what a token server may answer to an
// assertion, and what is said about it.
func TestTokenServerSays(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	date := func(off time.Duration) string { return now.Add(off).Format(http.TimeFormat) }
	for name, c := range map[string]struct {
		status  int
		body    string
		fields  []string
		kind    client.Kind
		hint    client.Hint
		asked   int
		missing []string
	}{
		"not this client":            {status: 401, body: `{"error":"invalid_client"}`, kind: client.Unauthorised, hint: client.CheckKey},
		"not this client, with 200":  {status: 200, body: `{"error":"invalid_client"}`, kind: client.Unauthorised, hint: client.CheckKey},
		"nothing to read":            {status: 403, body: `<html>`, kind: client.Unauthorised, hint: client.CheckKey},
		"clocks a little apart":      {status: 401, body: `{}`, fields: []string{"Date", date(time.Minute)}, kind: client.Unauthorised, hint: client.CheckKey},
		"our clock behind":           {status: 401, body: `{}`, fields: []string{"Date", date(10 * time.Minute)}, kind: client.Unauthorised, hint: client.CheckClock},
		"our clock ahead":            {status: 400, body: `{}`, fields: []string{"Date", date(-61 * time.Second)}, kind: client.Unauthorised, hint: client.CheckClock},
		"a date that is none":        {status: 400, body: `{}`, fields: []string{"Date", "yesterday"}, kind: client.Unauthorised, hint: client.CheckKey},
		"not in this way":            {status: 400, body: `{"error":"unauthorized_client"}`, kind: client.Unauthorised, hint: client.CheckRegistration},
		"no client credentials":      {status: 400, body: `{"error":"unsupported_grant_type"}`, kind: client.Unauthorised, hint: client.CheckRegistration},
		"one of the scopes":          {status: 400, body: `{"error":"invalid_scope"}`, kind: client.NarrowScope, missing: []string{"system/Goal.rs"}},
		"none of that":               {status: 404, body: `<html>`, kind: client.NoToken, hint: client.CheckTokenURL},
		"somewhere else":             {status: 307, fields: []string{"Location", "https://evil.example/"}, kind: client.NoToken, hint: client.CheckTokenURL},
		"later":                      {status: 503, kind: client.NoToken, asked: 3},
		"too many":                   {status: 429, fields: []string{"Retry-After", "2"}, kind: client.NoToken, asked: 3},
		"too many for hours":         {status: 429, fields: []string{"Retry-After", "7200"}, kind: client.NoToken, asked: 1},
		"200 and no token":           {status: 200, body: `{"scope":"system/Goal.rs"}`, kind: client.NoToken, asked: 3},
		"200 and no scope":           {status: 200, body: `{"access_token":"a","token_type":"bearer"}`, kind: client.NarrowScope, missing: []string{"system/Goal.rs"}},
		"200 and half of it":         {status: 200, body: `{"access_token":"a","token_type":"bearer","scope":"system/*.r"}`, kind: client.NarrowScope, missing: []string{"system/Goal.s"}},
		"200 and something for both": {status: 200, body: `{"access_token":"a","token_type":"bearer","scope":"system/*.read"}`},
	} {
		t.Run("FHIR-20 the token server says "+name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				said := says(c.status, c.body, append([]string{"Content-Type", "application/json"}, c.fields...)...)
				s := &issuer{token: func(int) *http.Response { copied := *said; return &copied }}
				s.answer = in(says(200, goal))
				_, err := at(t, s, backend(), func(c *client.Config) { c.Now = func() time.Time { return now } }).Read(t.Context(), "Goal", "g1")
				require.Len(t, s.asked, max(c.asked, 1))
				if c.kind == 0 {
					require.NoError(t, err)
					return
				}
				require.Empty(t, s.heard, "nothing is sent to the record system")
				e := failed(t, err, c.kind)
				require.Equal(t, c.hint, e.Hint)
				require.Equal(t, c.missing, e.Missing)
				require.Equal(t, c.kind != client.NoToken, errors.Is(err, fhir.ErrUnauthorised))
				for _, name := range c.missing {
					require.Contains(t, err.Error(), name)
				}
				require.Equal(t, c.hint == client.CheckClock, e.ClockOff != 0)
			})
		})
	}
	t.Run("FHIR-20 how far the clocks are apart is said", func(t *testing.T) {
		s := &issuer{token: func(int) *http.Response { return says(401, `{}`, "Date", date(10*time.Minute)) }}
		_, err := at(t, s, backend(), func(c *client.Config) { c.Now = func() time.Time { return now } }).Read(t.Context(), "Goal", "g1")
		require.Equal(t, 10*time.Minute, failed(t, err, client.Unauthorised).ClockOff)
		require.ErrorContains(t, err, "(they are 10m0s apart)")
		text, err := json.Marshal(err)
		require.NoError(t, err)
		require.Contains(t, string(text), `"hint":"check-clock"`)
	})
	t.Run("FHIR-20 how long a token server asks to be left alone is told", func(t *testing.T) {
		s := &issuer{token: func(int) *http.Response { return says(429, "", "Retry-After", "7200") }}
		_, err := at(t, s, backend()).Read(t.Context(), "Goal", "g1")
		require.Equal(t, 2*time.Hour, failed(t, err, client.NoToken).RetryAfter)
	})
}

func TestHints(t *testing.T) {
	for h := client.CheckSecret; h <= client.CheckDiscovery; h++ {
		t.Run("FHIR-20 "+h.String()+" has a word of its own and says what to do", func(t *testing.T) {
			require.NotEmpty(t, h.String())
			e := &client.Error{Op: "read", Kind: client.NoToken, Hint: h}
			require.NotEqual(t, (&client.Error{Op: "read", Kind: client.NoToken}).Error(), e.Error())
		})
	}
	t.Run("FHIR-20 no hint beyond the last", func(t *testing.T) {
		require.Empty(t, (client.CheckDiscovery + 1).String())
		require.Empty(t, client.Hint(0).String())
	})
}
