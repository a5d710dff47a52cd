package oidc

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
)

func curve(t *testing.T) crypto.Signer {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	require.NoError(t, err)
	return k
}

func rsaKey(t *testing.T) crypto.Signer {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	return k
}

// read makes a client of the configuration and reads a goal with it.
func read(t *testing.T, c client.Config) error {
	t.Helper()
	c.Wait = noWait
	made, err := client.New(c)
	require.NoError(t, err)
	_, err = made.Read(t.Context(), "Goal", "g1")
	return err
}

// TestRightKey fetches tokens that the token server itself says are good.
func TestRightKey(t *testing.T) {
	p := provider(t)
	for name, c := range map[string]struct {
		key crypto.Signer
		alg jose.SignatureAlgorithm
		way func(p authority, id string, key client.SigningKey) client.Config
	}{
		"SMART, a curve, found out": {curve(t), jose.ES384, func(_ authority, id string, key client.SigningKey) client.Config {
			return client.Config{Backend: client.BackendServices{ClientID: id, Key: key, Scopes: []string{goals}}}
		}},
		"SMART, RSA, found out": {rsaKey(t), jose.RS384, func(_ authority, id string, key client.SigningKey) client.Config {
			return client.Config{Backend: client.BackendServices{ClientID: id, Key: key, Scopes: []string{goals}}}
		}},
		"SMART, a given address": {curve(t), jose.ES384, func(p authority, id string, key client.SigningKey) client.Config {
			return client.Config{Backend: client.BackendServices{ClientID: id, Key: key, Scopes: []string{goals}, TokenURL: p.token()}}
		}},
		"NHS": {rsaKey(t), jose.RS512, func(p authority, id string, key client.SigningKey) client.Config {
			return client.Config{NHS: client.NHSSignedJWT{APIKey: id, Key: key, TokenURL: p.token()}}
		}},
	} {
		t.Run("FHIR-20 "+name, func(t *testing.T) {
			epr := records(t, p)
			cfg := c.way(p, p.register(t, c.alg, c.key.Public(), ""), client.SigningKey{ID: keyID, Signer: c.key})
			cfg.Base = epr.base
			require.NoError(t, read(t, cfg))
			require.Equal(t, 1, epr.served())
		})
	}
	t.Run("FHIR-20 a secret", func(t *testing.T) {
		epr := records(t, p)
		id, secret := p.registerSecret(t, "client_secret_post")
		require.NoError(t, read(t, client.Config{Base: epr.base,
			ClientCredentials: client.ClientCredentials{TokenURL: p.token(), ClientID: id, SecretFile: file(t, secret), Scopes: []string{goals}}}))
		require.Equal(t, 1, epr.served())
	})
	t.Run("FHIR-20 AT-15 a token the record system takes no longer: one fresh one", func(t *testing.T) {
		epr, key := records(t, p), curve(t)
		made, err := client.New(client.Config{Base: epr.base, Backend: client.BackendServices{
			ClientID: p.register(t, jose.ES384, key.Public(), ""), Key: client.SigningKey{ID: keyID, Signer: key}, Scopes: []string{goals}}})
		require.NoError(t, err)
		for range 3 {
			_, err = made.Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			epr.withdraw()
		}
		require.Equal(t, 3, epr.served())
		require.Equal(t, 2, epr.turnedAway())
	})
}

// TestWrongKey has every way for a token not to be had that this token server
// knows, with the sentence that ends in.
func TestWrongKey(t *testing.T) {
	p := provider(t)
	const prefix = "fhir: read Goal: "
	const notTaken = prefix + "the token server does not accept the signed assertion; check the client id, that the public half of this key is registered there under this key id, that the token address is spelt as the token server spells it, and that no assertion is used twice"
	for name, c := range map[string]struct {
		scope   string // registered; empty: any
		change  func(*client.Config)
		kind    client.Kind
		hint    client.Hint
		missing []string
		says    string
	}{
		"another key": {change: func(c *client.Config) { c.Backend.Key.Signer = curve(t) },
			kind: client.Unauthorised, hint: client.CheckKey, says: notTaken},
		"another key id": {change: func(c *client.Config) { c.Backend.Key.ID = "k2" },
			kind: client.Unauthorised, hint: client.CheckKey, says: notTaken},
		"another kind of key": {change: func(c *client.Config) { c.Backend.Key.Signer = rsaKey(t) },
			kind: client.Unauthorised, hint: client.CheckKey, says: notTaken},
		"another client": {change: func(c *client.Config) { c.Backend.ClientID = "somebody" },
			kind: client.Unauthorised, hint: client.CheckKey, says: notTaken},
		"another spelling of the address": {change: func(c *client.Config) {
			c.Backend.TokenURL = strings.Replace(p.token(), "127.0.0.1", "localhost", 1)
		}, kind: client.Unauthorised, hint: client.CheckKey, says: notTaken},
		"another address": {change: func(c *client.Config) { c.Backend.TokenURL = p.base + "/nothing/here" },
			kind: client.NoToken, hint: client.CheckTokenURL, says: prefix + "there is no token server at the configured address; correct it"},
		"an assertion that had run out": {change: func(c *client.Config) {
			c.Now = func() time.Time { return time.Now().Add(-time.Hour) }
		}, kind: client.Unauthorised, hint: client.CheckClock, says: prefix + "the token server does not accept the signed assertion, and its clock and this machine's are apart; set this machine's clock (they are "},
		"an assertion from the future": {change: func(c *client.Config) {
			c.Now = func() time.Time { return time.Now().Add(time.Hour) }
		}, kind: client.Unauthorised, hint: client.CheckClock, says: prefix + "the token server does not accept the signed assertion, and its clock and this machine's are apart; set this machine's clock (they are "},
		"less than was asked for": {change: func(c *client.Config) { c.Backend.Scopes = []string{"system/Goal.rs", "system/Appointment.rs"} },
			kind: client.NarrowScope, missing: []string{"system/Appointment.rs"},
			says: prefix + "the token server did not grant all that was asked for; have this granted, or ask for less: system/Appointment.rs"},
		"nothing of what was asked for": {change: func(c *client.Config) { c.Backend.Scopes = []string{"system/Appointment.rs"} },
			kind: client.NarrowScope, missing: []string{"system/Appointment.rs"},
			says: prefix + "the token server did not grant all that was asked for; have this granted, or ask for less: system/Appointment.rs"},
		"a scope the client may not have": {scope: "system/Flag.rs", change: func(c *client.Config) { c.Backend.Scopes = []string{"system/CarePlan.cruds"} },
			kind: client.NarrowScope, missing: []string{"system/CarePlan.cruds"},
			says: prefix + "the token server did not grant all that was asked for; have this granted, or ask for less: system/CarePlan.cruds"},
	} {
		t.Run("FHIR-20 "+name, func(t *testing.T) {
			epr, key := records(t, p), curve(t)
			cfg := client.Config{Base: epr.base, Backend: client.BackendServices{ClientID: p.register(t, jose.ES384, key.Public(), c.scope),
				TokenURL: p.token(), Key: client.SigningKey{ID: keyID, Signer: key}, Scopes: []string{goals}}}
			c.change(&cfg)
			saysWhy(t, read(t, cfg), c.kind, c.hint, c.missing, c.says)
			require.Zero(t, epr.served()+epr.turnedAway(), "nothing was sent to the record system")
		})
	}
	t.Run("FHIR-20 an assertion that was used before", func(t *testing.T) {
		epr, key := records(t, p), curve(t)
		cfg := client.Config{Base: epr.base, Backend: client.BackendServices{ClientID: p.register(t, jose.ES384, key.Public(), ""),
			Key: client.SigningKey{ID: keyID, Signer: key}, Scopes: []string{goals}}}
		cfg.Random = strings.NewReader("the same 16 octs")
		require.NoError(t, read(t, cfg))
		cfg.Random = strings.NewReader("the same 16 octs")
		saysWhy(t, read(t, cfg), client.Unauthorised, client.CheckKey, nil, notTaken)
		cfg.Random = strings.NewReader("another 16 octs.")
		require.NoError(t, read(t, cfg))
	})
	t.Run("FHIR-20 another secret", func(t *testing.T) {
		id, _ := p.registerSecret(t, "client_secret_post")
		err := read(t, client.Config{Base: records(t, p).base,
			ClientCredentials: client.ClientCredentials{TokenURL: p.token(), ClientID: id, SecretFile: file(t, "another"), Scopes: []string{goals}}})
		saysWhy(t, err, client.Unauthorised, client.CheckSecret, nil, prefix+"the token server does not accept the client; check the client id and the secret")
	})
	t.Run("FHIR-20 plain http to anywhere but this machine", func(t *testing.T) {
		for _, change := range []func(*client.Config){
			func(c *client.Config) { c.Base = "http://epr.example/r4" },
			func(c *client.Config) { c.Backend.TokenURL = "http://tokens.example/token" },
		} {
			cfg := client.Config{Base: records(t, p).base, Backend: client.BackendServices{ClientID: "x",
				Key: client.SigningKey{ID: keyID, Signer: curve(t)}, Scopes: []string{goals}}}
			change(&cfg)
			_, err := client.New(cfg)
			require.ErrorIs(t, err, fhir.ErrInsecureURL)
		}
	})
}

func saysWhy(t *testing.T, err error, kind client.Kind, hint client.Hint, missing []string, says string) {
	t.Helper()
	var e *client.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, kind, e.Kind, err.Error())
	require.Equal(t, hint, e.Hint)
	require.Equal(t, missing, e.Missing)
	require.Contains(t, err.Error(), says)
	require.Equal(t, kind != client.NoToken, e.Is(fhir.ErrUnauthorised))
}

// TestTokenServerLooks shows that the token server is no rubber stamp: it turns
// down what ours never sends.
func TestTokenServerLooks(t *testing.T) {
	p, key := provider(t), curve(t)
	id := p.register(t, jose.ES384, key.Public(), "")
	for name, c := range map[string]struct {
		change func(header map[jose.HeaderKey]any, claims map[string]any)
		status int
	}{
		"as it should be":              {func(map[jose.HeaderKey]any, map[string]any) {}, http.StatusOK},
		"good for ten minutes":         {func(_ map[jose.HeaderKey]any, c map[string]any) { c["exp"] = time.Now().Add(10 * time.Minute).Unix() }, http.StatusUnauthorized},
		"good for ever":                {func(_ map[jose.HeaderKey]any, c map[string]any) { delete(c, "exp") }, http.StatusUnauthorized},
		"without an id":                {func(_ map[jose.HeaderKey]any, c map[string]any) { delete(c, "jti") }, http.StatusUnauthorized},
		"for somebody else":            {func(_ map[jose.HeaderKey]any, c map[string]any) { c["aud"] = p.base }, http.StatusUnauthorized},
		"about somebody else":          {func(_ map[jose.HeaderKey]any, c map[string]any) { c["sub"] = "somebody" }, http.StatusUnauthorized},
		"with a place to find a key":   {func(h map[jose.HeaderKey]any, _ map[string]any) { h["jku"] = "https://evil.example/keys" }, http.StatusUnauthorized},
		"without saying which key":     {func(h map[jose.HeaderKey]any, _ map[string]any) { delete(h, "kid") }, http.StatusUnauthorized},
		"for whatever asks, in a list": {func(_ map[jose.HeaderKey]any, c map[string]any) { c["aud"] = []string{p.token(), p.base} }, http.StatusUnauthorized},
	} {
		t.Run("FHIR-20 an assertion "+name, func(t *testing.T) {
			resp, err := http.PostForm(p.token(), url.Values{"grant_type": {"client_credentials"}, "scope": {goals},
				"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
				"client_assertion":      {assertion(t, p, id, key, c.change)}})
			require.NoError(t, err)
			defer resp.Body.Close()
			said, err := io.ReadAll(resp.Body)
			require.NoError(t, err)
			require.Equal(t, c.status, resp.StatusCode, string(said))
		})
	}
}
