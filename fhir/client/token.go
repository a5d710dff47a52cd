package client

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/towpath-care/towpath/peer"
)

// purse makes the purse of a configuration; nil when it names no tokens. A base
// that could not be read is nil.
func (c *Config) purse(base *url.URL) (*purse, error) {
	type fetch = func(context.Context) (*oauth2.Token, error)
	var chosen fetch
	var faults []error
	ways := 0
	way := func(set bool, open func() (fetch, error)) {
		if set {
			f, err := open()
			ways, chosen, faults = ways+1, f, append(faults, err)
		}
	}
	way(c.Tokens != nil, func() (fetch, error) { return fromSource(c.Tokens), nil })
	way(c.TokenFile != "", func() (fetch, error) { return fromFile(c.TokenFile) })
	way(c.ClientCredentials.set(), c.bySecret)
	way(c.Backend.set(), func() (fetch, error) { return c.byBackend(base) })
	way(c.NHS.set(), c.byNHS)
	if ways > 1 {
		faults = append(faults, peer.Fault(peer.Rule{Row: "FHIR-20", Code: peer.ErrDuplicate}, "/tokens",
			"There is one way to come by a token.", "Set only one of Tokens, ClientCredentials, Backend, NHS and TokenFile."))
	}
	if err := peer.Faults(faults...); err != nil || ways == 0 {
		return nil, err
	}
	return &purse{fetch: chosen, now: c.Now, timeout: c.Timeout}, nil
}

func fromSource(s oauth2.TokenSource) func(context.Context) (*oauth2.Token, error) {
	return func(context.Context) (*oauth2.Token, error) {
		t, err := s.Token()
		if err != nil {
			return nil, tokenFault(err)
		}
		return t, nil
	}
}

func fromFile(name string) (func(context.Context) (*oauth2.Token, error), error) {
	if _, err := secret(name, "/tokenFile", hosts); err != nil {
		return nil, err
	}
	return func(context.Context) (*oauth2.Token, error) {
		word, err := secret(name, "", hosts)
		if err != nil {
			return nil, fault{kind: NoToken}
		}
		return &oauth2.Token{AccessToken: word}, nil
	}, nil
}

// bySecret makes the fetch of a token with a client id and a secret.
func (c *Config) bySecret() (func(context.Context) (*oauth2.Token, error), error) {
	cc := c.ClientCredentials
	const under = "/clientCredentials"
	_, urlErr := parseAddress(under+"/tokenURL", cc.TokenURL)
	_, secretErr := secret(cc.SecretFile, under+"/secretFile", ownersOnly)
	if err := peer.Faults(urlErr, checkName(cc.ClientID, under+"/clientID"), secretErr, checkScopes(cc.Scopes, under+"/scopes", false)); err != nil {
		return nil, err
	}
	a := &asker{posts: c.way(), now: c.Now, scopes: cc.Scopes, silent: true, hint: CheckSecret, forget: func() {}}
	a.prove = func(context.Context) (string, url.Values, error) {
		word, err := secret(cc.SecretFile, "", ownersOnly)
		if err != nil {
			return "", nil, fault{kind: NoToken}
		}
		return cc.TokenURL, url.Values{"client_id": {cc.ClientID}, "client_secret": {word}}, nil
	}
	return a.fetch, nil
}

// byBackend makes the fetch of a token by SMART Backend Services.
func (c *Config) byBackend(base *url.URL) (func(context.Context) (*oauth2.Token, error), error) {
	b := c.Backend
	const under = "/backend"
	var urlErr error
	if b.TokenURL != "" {
		_, urlErr = parseAddress(under+"/tokenURL", b.TokenURL)
	}
	key, alg, keyErr := b.Key.open(under+"/key", smartAlgorithms)
	err := peer.Faults(checkName(b.ClientID, under+"/clientID"), urlErr, keyErr, checkScopes(b.Scopes, under+"/scopes", true))
	if err != nil {
		return nil, err
	}
	proof := &assertion{client: b.ClientID, kid: b.Key.ID, alg: alg, key: key, now: c.Now, random: c.Random}
	a := &asker{posts: c.way(), now: c.Now, scopes: b.Scopes, hint: CheckKey, prove: proof.prove, forget: func() {}}
	if b.TokenURL != "" {
		proof.where = func(context.Context) (string, error) { return b.TokenURL, nil }
		return a.fetch, nil
	}
	d := &discovery{base: base, get: a.posts, alg: alg}
	proof.where, a.forget = d.where, d.forget
	return a.fetch, nil
}

// byNHS makes the fetch of a token from the NHS England API platform.
func (c *Config) byNHS() (func(context.Context) (*oauth2.Token, error), error) {
	n := c.NHS
	const under = "/nhs"
	_, urlErr := parseAddress(under+"/tokenURL", n.TokenURL)
	key, alg, keyErr := n.Key.open(under+"/key", nhsAlgorithms)
	if err := peer.Faults(checkName(n.APIKey, under+"/apiKey"), urlErr, keyErr); err != nil {
		return nil, err
	}
	proof := &assertion{client: n.APIKey, kid: n.Key.ID, alg: alg, key: key, now: c.Now, random: c.Random,
		where: func(context.Context) (string, error) { return n.TokenURL, nil }}
	a := &asker{posts: c.way(), now: c.Now, silent: true, hint: CheckKey, prove: proof.prove, forget: func() {}}
	return a.fetch, nil
}

// asker fetches tokens from a token server by client credentials (RFC 6749
// section 4.4).
type asker struct {
	posts  *http.Client
	now    func() time.Time
	scopes []string
	// silent: a token server that names no scope has granted what was asked for.
	silent bool
	// prove returns the token server's address and what proves who we are, made
	// anew for every token.
	prove func(context.Context) (string, url.Values, error)
	// hint is what to check when the proof is not taken.
	hint Hint
	// forget drops an address that was found out, when it was no good.
	forget func()
}

func (a *asker) fetch(ctx context.Context) (*oauth2.Token, error) {
	at, proof, err := a.prove(ctx)
	if err != nil {
		return nil, err
	}
	// AuthStyleInParams: to find out by trying would send the proof twice.
	asked := clientcredentials.Config{TokenURL: at, Scopes: a.scopes, EndpointParams: proof, AuthStyle: oauth2.AuthStyleInParams}
	t, err := asked.Token(context.WithValue(ctx, oauth2.HTTPClient, a.posts))
	if err != nil {
		a.forget()
		return nil, a.refused(err)
	}
	if left := a.missing(t); len(left) > 0 {
		return nil, fault{kind: NarrowScope, missing: left}
	}
	if !t.Expiry.IsZero() { // x/oauth2 reckoned it by the machine's clock
		t.Expiry = a.now().Add(time.Until(t.Expiry))
	}
	return t, nil
}

// missing returns the scopes asked for that were not granted.
func (a *asker) missing(t *oauth2.Token) []string {
	said, named := t.Extra("scope").(string)
	if t.Extra("scope") == nil && a.silent {
		return nil
	}
	if !named {
		said = ""
	}
	return missing(a.scopes, strings.Fields(said))
}

// refused says what the token server's answer means.
func (a *asker) refused(err error) error {
	r, ok := errors.AsType[*oauth2.RetrieveError](err)
	if !ok || r.Response == nil {
		return tokenFault(err)
	}
	f := fault{kind: NoToken}
	status := r.Response.StatusCode
	f.after, _ = retryAfter(r.Response, a.now)
	switch {
	case status >= 300 && status < 400, status == http.StatusNotFound, status == http.StatusMethodNotAllowed, status == http.StatusGone:
		f.hint = CheckTokenURL
	// Some token servers answer 200 and say in the body that it was no.
	case status >= 300 && status != http.StatusBadRequest && status != http.StatusUnauthorized && status != http.StatusForbidden:
	case r.ErrorCode == "invalid_scope":
		f.kind, f.missing = NarrowScope, a.scopes
	case r.ErrorCode == "unauthorized_client", r.ErrorCode == "unsupported_grant_type":
		f.kind, f.hint = Unauthorised, CheckRegistration
	default:
		f.kind, f.hint = Unauthorised, a.hint
		if off := a.apart(r.Response); a.hint == CheckKey && off.Abs() > mostApart {
			f.hint, f.off = CheckClock, off
		}
	}
	return f
}

// apart is how far the token server's clock is ahead of ours; 0 if it does not
// say.
func (a *asker) apart(resp *http.Response) time.Duration {
	theirs, err := http.ParseTime(resp.Header.Get("Date"))
	if err != nil {
		return 0
	}
	return theirs.Sub(a.now()).Round(time.Second)
}

// way makes the way to a token server, and to what names one. A record system on
// this machine may name a token server elsewhere, so it is there for both.
func (c *Config) way() *http.Client {
	return noRedirects(&plain{secure: c.carrier(&url.URL{Scheme: "https"}), local: c.carrier(&url.URL{Scheme: "http"}), agent: c.UserAgent})
}

// plain names us, as the requests to the record system do.
type plain struct {
	secure, local http.RoundTripper
	agent         string
}

// RoundTrip sends the request on with our name and asks for JSON.
func (p *plain) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("User-Agent", p.agent)
	req.Header.Set("Accept", "application/json")
	if req.URL.Scheme == "https" {
		return p.secure.RoundTrip(req)
	}
	return p.local.RoundTrip(req)
}

// tokenFault says what an error on the way to a token means. The error itself
// goes no further: x/oauth2 prints the whole body of the token server's answer.
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
