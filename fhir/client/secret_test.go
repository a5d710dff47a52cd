package client_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

func pemOf(t *testing.T, kind string, der []byte, err error) string {
	t.Helper()
	require.NoError(t, err)
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

func pkcs8(t *testing.T, key any) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	return pemOf(t, "PRIVATE KEY", der, err)
}

func curveOf(t *testing.T, c elliptic.Curve) *ecdsa.PrivateKey {
	t.Helper()
	k, err := ecdsa.GenerateKey(c, rand.Reader)
	require.NoError(t, err)
	return k
}

func keyFile(name string) func(*client.BackendServices) {
	return func(b *client.BackendServices) { b.Key.Signer, b.Key.File = nil, name }
}

func TestKeyFile(t *testing.T) {
	der, err := x509.MarshalECPrivateKey(curveKey())
	sec1 := pemOf(t, "EC PRIVATE KEY", der, err)
	for name, c := range map[string]struct {
		text string
		alg  jose.SignatureAlgorithm
		key  crypto.Signer
	}{
		"PKCS #8, a curve":          {pkcs8(t, curveKey()), jose.ES384, curveKey()},
		"PKCS #8, RSA":              {pkcs8(t, rsaKey()), jose.RS384, rsaKey()},
		"as openssl wrote it":       {pemOf(t, "RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(rsaKey()), nil), jose.RS384, rsaKey()},
		"behind a curve's settings": {pemOf(t, "EC PARAMETERS", []byte{6, 5, 43, 129, 4, 0, 34}, nil) + sec1, jose.ES384, curveKey()},
	} {
		t.Run("FHIR-20 a key from a file: "+name, func(t *testing.T) {
			s := &issuer{token: grantingGoals}
			s.answer = in(says(200, goal))
			_, err := at(t, s, backend(keyFile(file(t, c.text)))).Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			assertionIn(t, s.asked[0].body, c.alg, c.key.Public())
		})
	}
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	public, err := x509.MarshalPKIXPublicKey(curveKey().Public())
	for name, text := range map[string]string{
		"no PEM":             "a key",
		"a public key":       pemOf(t, "PUBLIC KEY", public, err),
		"with a passphrase":  pemOf(t, "ENCRYPTED PRIVATE KEY", der, nil),
		"half a key":         pemOf(t, "PRIVATE KEY", der[:20], nil),
		"half an RSA key":    pemOf(t, "RSA PRIVATE KEY", der[:20], nil),
		"half a curve's key": pemOf(t, "EC PRIVATE KEY", der[:20], nil),
		"another curve":      pkcs8(t, curveOf(t, elliptic.P256())),
		"another kind":       pkcs8(t, edwards),
	} {
		t.Run("FHIR-20 an unfit key: "+name, func(t *testing.T) {
			c := client.Config{Base: base}
			backend(keyFile(file(t, text)))(&c)
			_, err := client.New(c)
			require.ErrorIs(t, err, client.ErrUnfitKey)
		})
	}
	t.Run("FHIR-20 an RSA key that is too short, and a curve where the NHS wants RSA", func(t *testing.T) {
		short := shortKey{rsa.PublicKey{N: new(big.Int).Rsh(rsaKey().N, 1), E: rsaKey().E}}
		c := client.Config{Base: base}
		backend(signer(short))(&c)
		_, err := client.New(c)
		require.ErrorIs(t, err, client.ErrUnfitKey)
		c = client.Config{Base: base}
		nhs(&c)
		c.NHS.Key.Signer = curveKey()
		_, err = client.New(c)
		require.ErrorIs(t, err, client.ErrUnfitKey)
	})
}

// shortKey has a public half and never signs.
type shortKey struct{ public rsa.PublicKey }

func (s shortKey) Public() crypto.PublicKey { return &s.public }

func (shortKey) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return nil, errors.New("not reached")
}

func TestOwnersOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps who may read a file elsewhere than in permission bits.")
	}
	key := file(t, pkcs8(t, curveKey()))
	word := file(t, canarySecret)
	ways := map[string]func(*client.Config){
		"key": backend(keyFile(key)),
		"secret": func(c *client.Config) {
			c.ClientCredentials = client.ClientCredentials{TokenURL: tokens, ClientID: "x", SecretFile: word}
		},
	}
	for _, mode := range []os.FileMode{0o640, 0o604, 0o620, 0o601, 0o644, 0o777} {
		for name, way := range ways {
			t.Run("FHIR-20 a "+name+" that others may reach: "+mode.String(), func(t *testing.T) {
				require.NoError(t, os.Chmod(key, mode))
				require.NoError(t, os.Chmod(word, mode))
				c := client.Config{Base: base}
				way(&c)
				_, err := client.New(c)
				require.ErrorIs(t, err, client.ErrExposed)
				require.ErrorContains(t, err, "Nobody but its owner")
				var r *peer.Refusal
				require.ErrorAs(t, err, &r)
				require.Contains(t, r.Reasons[0].Fix, "chmod 600")
				require.NotContains(t, err.Error(), key)
				require.NotContains(t, err.Error(), word)
			})
		}
	}
	for _, mode := range []os.FileMode{0o600, 0o400} {
		for name, way := range ways {
			t.Run("FHIR-20 a "+name+" that is its owner's: "+mode.String(), func(t *testing.T) {
				require.NoError(t, os.Chmod(key, mode))
				require.NoError(t, os.Chmod(word, mode))
				c := client.Config{Base: base}
				way(&c)
				_, err := client.New(c)
				require.NoError(t, err)
			})
		}
	}
	t.Run("FHIR-20 a link is judged by what it leads to", func(t *testing.T) {
		require.NoError(t, os.Chmod(key, 0o644))
		link := filepath.Join(t.TempDir(), "link")
		require.NoError(t, os.Symlink(key, link))
		c := client.Config{Base: base}
		backend(keyFile(link))(&c)
		_, err := client.New(c)
		require.ErrorIs(t, err, client.ErrExposed)
	})
	t.Run("FHIR-20 a secret that was opened to others since is not sent", func(t *testing.T) {
		name := file(t, canarySecret)
		s := &issuer{token: granting}
		c := at(t, s, func(c *client.Config) {
			c.Retries = -1
			c.ClientCredentials = client.ClientCredentials{TokenURL: tokens, ClientID: "x", SecretFile: name}
		})
		require.NoError(t, os.Chmod(name, 0o644))
		_, err := c.Read(t.Context(), "Goal", "g1")
		failed(t, err, client.NoToken)
		require.Empty(t, s.asked)
	})
	t.Run("FHIR-20 a token is soon spent and may be another program's", func(t *testing.T) {
		name := file(t, "a-token")
		require.NoError(t, os.Chmod(name, 0o644))
		_, err := client.New(client.Config{Base: base, TokenFile: name})
		require.NoError(t, err)
	})
}

func TestCredentialsAreChecked(t *testing.T) {
	fine := client.SigningKey{ID: "k1", Signer: curveKey()}
	for name, c := range map[string]struct {
		b    client.BackendServices
		want []string
	}{
		"nothing but a scope":    {client.BackendServices{Scopes: []string{"a"}}, []string{"/backend/clientID", "/backend/key/id", "/backend/key"}},
		"nothing but a key":      {client.BackendServices{Key: fine}, []string{"/backend/clientID", "/backend/scopes"}},
		"two keys":               {client.BackendServices{ClientID: "x", Scopes: []string{"a"}, Key: client.SigningKey{ID: "k", File: "f", Signer: curveKey()}}, []string{"/backend/key"}},
		"no key id":              {client.BackendServices{ClientID: "x", Scopes: []string{"a"}, Key: client.SigningKey{Signer: curveKey()}}, []string{"/backend/key/id"}},
		"a long key id":          {client.BackendServices{ClientID: "x", Scopes: []string{"a"}, Key: client.SigningKey{ID: strings.Repeat("k", 129), Signer: curveKey()}}, []string{"/backend/key/id"}},
		"a file that is not":     {client.BackendServices{ClientID: "x", Scopes: []string{"a"}, Key: client.SigningKey{ID: "k", File: "/nowhere"}}, []string{"/backend/key/file"}},
		"a client id on 2 lines": {client.BackendServices{ClientID: "x\ny", Scopes: []string{"a"}, Key: fine}, []string{"/backend/clientID"}},
		"two scopes in one":      {client.BackendServices{ClientID: "x", Scopes: []string{"a b"}, Key: fine}, []string{"/backend/scopes"}},
		"plain http":             {client.BackendServices{ClientID: "x", Scopes: []string{"a"}, Key: fine, TokenURL: "http://tokens.example"}, []string{"/backend/tokenURL"}},
	} {
		t.Run("FHIR-20 backend services: "+name, func(t *testing.T) {
			_, err := client.New(client.Config{Base: base, Backend: c.b})
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			var paths []string
			for _, why := range r.Reasons {
				paths = append(paths, why.Path)
			}
			require.ElementsMatch(t, c.want, paths)
		})
	}
	t.Run("FHIR-20 NHS: every fault at once", func(t *testing.T) {
		_, err := client.New(client.Config{Base: base, NHS: client.NHSSignedJWT{TokenURL: "http://tokens.example"}})
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Len(t, r.Reasons, 4)
		require.ErrorIs(t, err, fhir.ErrInsecureURL)
	})
	t.Run("FHIR-20 one way to come by a token", func(t *testing.T) {
		c := client.Config{Base: base, TokenFile: file(t, "a")}
		backend()(&c)
		_, err := client.New(c)
		require.ErrorIs(t, err, peer.ErrDuplicate)
		nhs(&c)
		c.TokenFile = ""
		_, err = client.New(c)
		require.ErrorIs(t, err, peer.ErrDuplicate)
	})
	t.Run("FHIR-20 plain http to this machine is fine", func(t *testing.T) {
		c := client.Config{Base: "http://127.0.0.1:1/r4"}
		backend(func(b *client.BackendServices) { b.TokenURL = "http://localhost:2/token" })(&c)
		_, err := client.New(c)
		require.NoError(t, err)
	})
	t.Run("FHIR-20 a base and a credential at fault are told together", func(t *testing.T) {
		c := client.Config{Base: "http://epr.example"}
		backend(func(b *client.BackendServices) { b.TokenURL, b.ClientID = "", "" })(&c)
		_, err := client.New(c)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Len(t, r.Reasons, 2)
	})
}
