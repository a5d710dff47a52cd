package client

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/towpath-care/towpath/peer"
)

// purse keeps the token in use and fetches the next one. Only one caller at a
// time looks or fetches; the others wait no longer than their context lets them.
// A nil purse has no token to give.
type purse struct {
	turn  chan struct{}
	fetch func(context.Context) (*oauth2.Token, error)
	held  *oauth2.Token
}

// token returns the access token in use, or a fresh one if there is none or the
// one in use is the spent one. Every error is a fault of ours.
func (p *purse) token(ctx context.Context, spent string) (string, error) {
	if p == nil {
		return "", nil
	}
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return "", fault{kind: NoToken}
	}
	if p.held.Valid() && p.held.AccessToken != spent {
		return p.held.AccessToken, nil
	}
	p.held = nil
	t, err := p.fetch(ctx)
	if err != nil {
		return "", err
	}
	if t == nil || !bearer(t) {
		return "", fault{kind: NoToken}
	}
	p.held = t
	return t.AccessToken, nil
}

// bearer reports whether the token is one that may be sent as a bearer token.
func bearer(t *oauth2.Token) bool {
	return strings.EqualFold(t.Type(), "bearer") && t.AccessToken != "" &&
		visible(t.AccessToken) && !strings.Contains(t.AccessToken, " ")
}

// purse makes the purse of a configuration; nil when it names no tokens.
func (c *Config) purse() (*purse, error) {
	var fetch func(context.Context) (*oauth2.Token, error)
	var err error
	ways := 0
	if c.Tokens != nil {
		ways++
		fetch = func(context.Context) (*oauth2.Token, error) { return fromSource(c.Tokens) }
	}
	if c.TokenFile != "" {
		ways++
		fetch, err = fromFile(c.TokenFile)
	}
	if c.ClientCredentials.set() {
		ways++
		fetch, err = c.fromServer()
	}
	switch {
	case ways > 1:
		return nil, peer.Fault(peer.Rule{Row: "FHIR-20", Code: peer.ErrDuplicate}, "/tokens",
			"There is one way to come by a token.", "Set only one of Tokens, ClientCredentials and TokenFile.")
	case err != nil || ways == 0:
		return nil, err
	}
	return &purse{turn: make(chan struct{}, 1), fetch: fetch}, nil
}

func fromSource(s oauth2.TokenSource) (*oauth2.Token, error) {
	t, err := s.Token()
	if err != nil {
		return nil, tokenFault(err)
	}
	return t, nil
}

func fromFile(name string) (func(context.Context) (*oauth2.Token, error), error) {
	fetch := func(context.Context) (*oauth2.Token, error) {
		word, err := secret(name)
		if err != nil {
			return nil, fault{kind: NoToken}
		}
		return &oauth2.Token{AccessToken: word}, nil
	}
	if _, err := secret(name); err != nil {
		return nil, unreadable("/tokenFile")
	}
	return fetch, nil
}

// fromServer makes the fetch of a token with client credentials.
func (c *Config) fromServer() (func(context.Context) (*oauth2.Token, error), error) {
	cc := c.ClientCredentials
	const under = "/clientCredentials"
	at, urlErr := parseAddress(under+"/tokenURL", cc.TokenURL)
	var idErr, secretErr error
	if cc.ClientID == "" {
		idErr = peer.Fault(peer.Rule{Row: "FHIR-20", Code: peer.ErrRequired}, under+"/clientID",
			"The client has an id.", "Give the id the token server knows.")
	}
	if _, err := secret(cc.SecretFile); err != nil {
		secretErr = unreadable(under + "/secretFile")
	}
	if err := peer.Faults(urlErr, idErr, secretErr); err != nil {
		return nil, err
	}
	posts := noRedirects(&plain{under: c.carrier(at), agent: c.UserAgent})
	return func(ctx context.Context) (*oauth2.Token, error) {
		word, err := secret(cc.SecretFile)
		if err != nil {
			return nil, fault{kind: NoToken}
		}
		asked := clientcredentials.Config{ClientID: cc.ClientID, ClientSecret: word, TokenURL: cc.TokenURL,
			Scopes: cc.Scopes, AuthStyle: oauth2.AuthStyleInParams}
		t, err := asked.Token(context.WithValue(ctx, oauth2.HTTPClient, posts))
		switch {
		case err != nil:
			return nil, tokenFault(err)
		case !granted(cc.Scopes, t):
			return nil, fault{kind: NarrowScope}
		}
		return t, nil
	}, nil
}

// plain is the way to the token server. It names us, as the requests to the
// record system do.
type plain struct {
	under http.RoundTripper
	agent string
}

// RoundTrip sends the request on with our name and asks for JSON.
func (p *plain) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("User-Agent", p.agent)
	req.Header.Set("Accept", "application/json")
	return p.under.RoundTrip(req)
}

// granted reports whether every scope asked for was given. A token server that
// names no scopes has granted those asked for (RFC 6749 section 5.1).
func granted(asked []string, t *oauth2.Token) bool {
	said, named := t.Extra("scope").(string)
	if !named {
		return t.Extra("scope") == nil
	}
	given := strings.Fields(said)
	return !slices.ContainsFunc(asked, func(s string) bool { return !slices.Contains(given, s) })
}

// tokenFault says what a token source's error means. The error itself goes no
// further: x/oauth2 prints the whole body of the token server's answer.
func tokenFault(err error) error {
	if f, ok := errors.AsType[fault](err); ok {
		return f
	}
	if r, ok := errors.AsType[*oauth2.RetrieveError](err); ok && r.Response != nil {
		switch r.Response.StatusCode {
		case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden:
			return fault{kind: Unauthorised}
		}
	}
	if untrusted(err) {
		return fault{kind: Untrusted}
	}
	return fault{kind: NoToken}
}

// longestSecret bounds a file that holds a secret, in bytes.
const longestSecret = 16 << 10

// secret reads a file that holds one secret. White space around it is left off.
func secret(name string) (string, error) {
	bad := errors.New("client: no secret")
	if at, err := os.Stat(name); err != nil || !at.Mode().IsRegular() {
		return "", bad
	}
	f, err := os.Open(name)
	if err != nil {
		return "", bad
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, longestSecret+1))
	word := string(bytes.TrimSpace(b))
	if err != nil || len(b) > longestSecret || word == "" || !visible(word) {
		return "", bad
	}
	return word, nil
}

func unreadable(pointer string) error {
	return peer.Fault(peer.Rule{Row: "FHIR-20", Code: peer.ErrRequired}, pointer,
		"The file is there and holds one line of printable ASCII, at most 16 KiB.", "Name a regular file that holds the secret and nothing else.")
}
