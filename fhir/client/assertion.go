package client

import (
	"context"
	"crypto"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/url"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/cryptosigner"
)

// assertionLife is how long an assertion is good for. Five minutes is the most
// that SMART and the NHS take; a minute is left for clocks that differ.
const assertionLife = 4 * time.Minute

// assertion proves who we are with a signed JWT (RFC 7523 section 2.2).
type assertion struct {
	client, kid, alg string
	key              crypto.Signer
	now              func() time.Time
	random           io.Reader
	// where finds the token server's address.
	where func(context.Context) (string, error)
}

// prove returns the token server's address and what to send there.
func (a *assertion) prove(ctx context.Context) (string, url.Values, error) {
	at, err := a.where(ctx)
	if err != nil {
		return "", nil, err
	}
	signed, err := a.sign(at)
	if err != nil {
		return "", nil, fault{kind: NoToken}
	}
	return at, url.Values{
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
		"client_assertion":      {signed},
	}, nil
}

// claims are all that an assertion says. It does not say when it was made: a
// server whose clock is a little behind would take it to be of the future.
type claims struct {
	Issuer   string `json:"iss"`
	Subject  string `json:"sub"`
	Audience string `json:"aud"`
	Expires  int64  `json:"exp"`
	ID       string `json:"jti"`
}

func (a *assertion) sign(audience string) (string, error) {
	var id [16]byte
	if _, err := io.ReadFull(a.random, id[:]); err != nil {
		return "", err
	}
	said, err := json.Marshal(claims{a.client, a.client, audience, a.now().Add(assertionLife).Unix(), hex.EncodeToString(id[:])})
	if err != nil {
		return "", err
	}
	how := jose.SigningKey{Algorithm: jose.SignatureAlgorithm(a.alg), Key: cryptosigner.Opaque(a.key)}
	signer, err := jose.NewSigner(how, (&jose.SignerOptions{}).WithType("JWT").WithHeader("kid", a.kid))
	if err != nil {
		return "", err
	}
	signed, err := signer.Sign(said)
	if err != nil {
		return "", err
	}
	return signed.CompactSerialize()
}
