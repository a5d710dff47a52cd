package client

import (
	"crypto"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/towpath-care/towpath/peer"
)

// ClientCredentials are those of OAuth 2.0, RFC 6749 section 4.4, sent in the
// body of the token request.
type ClientCredentials struct {
	// TokenURL is the token server's address, under the same rule as
	// Config.Base except that it may have a query.
	TokenURL string
	// ClientID is who we are to the token server.
	ClientID string
	// SecretFile is a file that holds the client secret and nothing else. It is
	// read for every token and not kept. Nobody but its owner may read it
	// (ErrExposed).
	SecretFile string
	// Scopes are asked for, and every one has to be granted. A token server that
	// names none has granted them (RFC 6749 section 5.1).
	Scopes []string

	silent
}

func (c ClientCredentials) set() bool {
	return c.TokenURL != "" || c.ClientID != "" || c.SecretFile != "" || len(c.Scopes) > 0
}

// BackendServices are the credentials of SMART App Launch 2, Backend Services: an
// assertion signed by a key whose public half the token server knows. Every token
// is asked for with a new assertion: good for four minutes, for this token server
// alone, and with an id of its own. It says which key signed it and never where
// to find one (no jku).
type BackendServices struct {
	// ClientID is who we are to the token server.
	ClientID string
	// Key signs: RSA of 2048 bits or more with RS384, or the curve P-384 with
	// ES384.
	Key SigningKey
	// TokenURL is the token server's address, under the same rule as
	// ClientCredentials.TokenURL and spelt as the token server spells it. Empty:
	// the one in the record system's .well-known/smart-configuration, which is
	// read before the first token.
	TokenURL string
	// Scopes are asked for, such as system/Goal.cruds; at least one is. Every one
	// has to be granted, by name or by one that covers it. A token server has to
	// say what it granted, so one that names none has granted none.
	Scopes []string

	silent
}

func (b BackendServices) set() bool {
	return b.ClientID != "" || b.Key.set() || b.TokenURL != "" || len(b.Scopes) > 0
}

// NHSSignedJWT are the credentials of the NHS England API platform for
// application-restricted APIs with signed JWT authentication. The assertion is
// signed with RS512 and otherwise as BackendServices has it.
type NHSSignedJWT struct {
	// APIKey is the application's API key.
	APIKey string
	// Key is RSA of 2048 bits or more; the platform asks for 4096.
	Key SigningKey
	// TokenURL is the platform's token endpoint, that of the environment the
	// application is registered in, such as
	// https://api.service.nhs.uk/oauth2/token.
	TokenURL string

	silent
}

func (n NHSSignedJWT) set() bool {
	return n.APIKey != "" || n.Key.set() || n.TokenURL != ""
}

// SigningKey is a private key and the name it is registered under. Of File and
// Signer exactly one is set.
type SigningKey struct {
	// ID is the key id (kid) under which the token server knows the public half:
	// 1 to 128 printable ASCII characters.
	ID string
	// File holds the key as PEM: PKCS #8, or an RSA or EC private key. It is read
	// by New. Nobody but its owner may read it (ErrExposed).
	File string
	// Signer is a key that need not be in this program's memory, such as one in
	// a key store.
	Signer crypto.Signer

	silent
}

func (k SigningKey) set() bool { return k.ID != "" || k.File != "" || k.Signer != nil }

// silent is part of whatever holds a credential, or the way to one, so that
// neither a print nor a log nor JSON shows what is in it.
type silent struct{}

// String returns a word for credentials and nothing of them.
func (silent) String() string { return "client.(credentials)" }

// Format writes what String returns, whatever the verb.
func (s silent) Format(w fmt.State, _ rune) { io.WriteString(w, s.String()) }

// LogValue is what String returns.
func (s silent) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalJSON is an error: credentials are written by hand and never stored.
func (silent) MarshalJSON() ([]byte, error) {
	return nil, errors.New("client: credentials are not for storing")
}

// Codes of what is amiss with a secret or a key.
var (
	// ErrExposed: others on this machine can read a file that lets its reader in.
	ErrExposed = peer.NewCode("exposed", peer.Stop)
	// ErrUnfitKey: a key that cannot be read, or is of another kind or size than
	// the one that is needed.
	ErrUnfitKey = peer.NewCode("unfit-key", peer.Stop)
)

func auth(code peer.Code, pointer, says, fix string) error {
	return peer.Fault(peer.Rule{Row: "FHIR-20", Code: code}, pointer, says, fix)
}

// checkName reports a missing or odd client id.
func checkName(name, pointer string) error {
	if name != "" && len(name) <= 256 && visible(name) {
		return nil
	}
	return auth(peer.ErrRequired, pointer, "The client has an id of plain ASCII.", "Give the id the token server knows.")
}

// checkScopes reports scopes that are none, or that there are none.
func checkScopes(scopes []string, pointer string, needed bool) error {
	if needed && len(scopes) == 0 {
		return auth(peer.ErrRequired, pointer, "At least one scope is asked for.", "Name what is needed, such as system/Goal.cruds.")
	}
	for _, s := range scopes {
		if !isScope(s) {
			return auth(peer.ErrUnknownCode, pointer, "A scope is one word of plain ASCII.", "Give each scope as an entry of its own.")
		}
	}
	return nil
}
