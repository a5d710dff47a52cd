package oidc

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/cryptosigner"
	"github.com/stretchr/testify/require"
)

const (
	// keyID is what every key is registered under here.
	keyID = "k1"
	// goals is what the clients here ask for.
	goals = "system/Goal.cruds"
)

func noWait(context.Context, time.Duration) {}

func file(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(name, []byte(content), 0o600))
	return name
}

// authority is the token server.
type authority struct{ base string }

// provider returns the token server that TOWPATH_OIDC names.
func provider(t *testing.T) authority {
	t.Helper()
	base := os.Getenv("TOWPATH_OIDC")
	if base == "" {
		t.Skip("TOWPATH_OIDC names no token server; .ci/oidc starts one and runs these tests.")
	}
	u, err := url.Parse(base)
	require.NoError(t, err)
	at, err := netip.ParseAddrPort(u.Host)
	require.NoError(t, err)
	require.True(t, at.Addr().IsLoopback(), "the token server is on this machine")
	return authority{strings.TrimSuffix(base, "/")}
}

func (a authority) token() string { return a.base + "/token" }

// register registers a client with a key (RFC 7591) and returns its id. Without a
// scope it may ask for any.
func (a authority) register(t *testing.T, alg jose.SignatureAlgorithm, public crypto.PublicKey, scope string) string {
	t.Helper()
	made := a.registers(t, map[string]any{
		"token_endpoint_auth_method":      "private_key_jwt",
		"token_endpoint_auth_signing_alg": alg,
		"jwks":                            jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: public, KeyID: keyID, Algorithm: string(alg), Use: "sig"}}},
	}, scope)
	return made.ID
}

func (a authority) registerSecret(t *testing.T, method string) (id, secret string) {
	t.Helper()
	made := a.registers(t, map[string]any{"token_endpoint_auth_method": method}, "")
	return made.ID, made.Secret
}

type registered struct {
	ID     string `json:"client_id"`
	Secret string `json:"client_secret"`
}

func (a authority) registers(t *testing.T, about map[string]any, scope string) registered {
	t.Helper()
	about["grant_types"] = []string{"client_credentials"}
	about["redirect_uris"], about["response_types"] = []string{}, []string{}
	if scope != "" {
		about["scope"] = scope
	}
	body, err := json.Marshal(about)
	require.NoError(t, err)
	resp, err := http.Post(a.base+"/reg", "application/json", bytes.NewReader(body))
	require.NoError(t, err)
	defer resp.Body.Close()
	require.Equal(t, http.StatusCreated, resp.StatusCode)
	var made registered
	require.NoError(t, json.NewDecoder(resp.Body).Decode(&made))
	return made
}

// good asks the token server whether a token is one of its own and lets its bearer
// see goals (RFC 7662).
func (a authority) good(r *http.Request, as registered, token string) bool {
	req, err := http.NewRequestWithContext(r.Context(), http.MethodPost, a.base+"/token/introspection", strings.NewReader(url.Values{"token": {token}}.Encode()))
	if err != nil {
		return false
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.SetBasicAuth(url.QueryEscape(as.ID), url.QueryEscape(as.Secret))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	var said struct {
		Active bool   `json:"active"`
		Scope  string `json:"scope"`
	}
	return json.NewDecoder(resp.Body).Decode(&said) == nil && said.Active && (said.Scope == "" || strings.Contains(said.Scope, "system/Goal."))
}

// recordSystem holds one goal, shows it to whoever has a good token, and says
// where tokens are to be had.
type recordSystem struct {
	base string

	mu             sync.Mutex
	seen, away     int
	last           string
	withdrawnSince map[string]bool
}

func records(t *testing.T, a authority) *recordSystem {
	t.Helper()
	epr := &recordSystem{withdrawnSince: map[string]bool{}}
	id, secret := a.registerSecret(t, "client_secret_basic")
	mux := http.NewServeMux()
	mux.HandleFunc("GET /r4/.well-known/smart-configuration", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"token_endpoint": a.token(),
			"grant_types_supported":                            []string{"client_credentials"},
			"token_endpoint_auth_methods_supported":            []string{"private_key_jwt"},
			"token_endpoint_auth_signing_alg_values_supported": []string{"RS384", "ES384"}})
	})
	mux.HandleFunc("GET /r4/Goal/g1", func(w http.ResponseWriter, r *http.Request) {
		token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		w.Header().Set("Content-Type", "application/fhir+json")
		if !epr.admits(token, a.good(r, registered{id, secret}, token)) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Write([]byte(`{"resourceType":"Goal","id":"g1"}`))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	epr.base = s.URL + "/r4"
	return epr
}

func (e *recordSystem) admits(token string, good bool) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !good || e.withdrawnSince[token] {
		e.away++
		return false
	}
	e.last = token
	e.seen++
	return true
}

// withdraw turns the last token away from now on.
func (e *recordSystem) withdraw() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.withdrawnSince[e.last] = true
}

func (e *recordSystem) served() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.seen
}

func (e *recordSystem) turnedAway() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.away
}

// assertion signs one by hand, changed as a test wants it.
func assertion(t *testing.T, a authority, id string, key crypto.Signer, change func(map[jose.HeaderKey]any, map[string]any)) string {
	t.Helper()
	header := map[jose.HeaderKey]any{"kid": keyID, "typ": "JWT"}
	claims := map[string]any{"iss": id, "sub": id, "aud": a.token(), "jti": rand.Text(), "exp": time.Now().Add(4 * time.Minute).Unix()}
	change(header, claims)
	said, err := json.Marshal(claims)
	require.NoError(t, err)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES384, Key: cryptosigner.Opaque(key)}, &jose.SignerOptions{ExtraHeaders: header})
	require.NoError(t, err)
	signed, err := signer.Sign(said)
	require.NoError(t, err)
	out, err := signed.CompactSerialize()
	require.NoError(t, err)
	return out
}
