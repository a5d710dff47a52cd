package client

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// longestDiscovery bounds a SMART configuration, in bytes.
const longestDiscovery = 256 << 10

// discovery finds the token server in the record system's SMART configuration
// (SMART App Launch 2, section Conformance). Only the address is taken from it.
// No two calls are made at once, because purse fetches one token at a time.
type discovery struct {
	base *url.URL
	get  *http.Client
	alg  string

	found string
}

// where returns the token server's address. It is looked for once, and again
// after forget.
func (d *discovery) where(ctx context.Context) (string, error) {
	if d.found != "" {
		return d.found, nil
	}
	said, err := d.ask(ctx)
	if err != nil {
		return "", err
	}
	at, ok := d.offers(said)
	if !ok {
		return "", fault{kind: NoToken, hint: CheckDiscovery}
	}
	d.found = at
	return at, nil
}

func (d *discovery) forget() { d.found = "" }

func (d *discovery) ask(ctx context.Context) (piece, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, join(d.base, ".well-known", "smart-configuration").String(), nil)
	if err != nil {
		return nil, fault{kind: NoToken}
	}
	resp, err := d.get.Do(req)
	if err != nil {
		return nil, tokenFault(err)
	}
	defer resp.Body.Close()
	if busy(resp.StatusCode) {
		return nil, fault{kind: NoToken}
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, longestDiscovery+1))
	if err != nil {
		return nil, fault{kind: NoToken}
	}
	if resp.StatusCode != http.StatusOK || strictjson.Check(body, strictjson.Limits{Size: longestDiscovery, Depth: 16}) != nil {
		return nil, fault{kind: NoToken, hint: CheckDiscovery}
	}
	return piece(body[strictjson.Start(body):]), nil
}

// offers returns the token server's address if it lets a client in by an assertion
// signed as ours is. What the configuration leaves out it does not rule out.
func (d *discovery) offers(said piece) (string, bool) {
	for _, need := range [][2]string{
		{"grant_types_supported", "client_credentials"},
		{"token_endpoint_auth_methods_supported", "private_key_jwt"},
		{"token_endpoint_auth_signing_alg_values_supported", d.alg},
	} {
		if list := said.member(need[0]); list != nil && !slices.Contains(words(list), need[1]) {
			return "", false
		}
	}
	at := said.member("token_endpoint").text()
	u, err := parseAddress("", at)
	// A record system elsewhere has no business on this machine.
	if err != nil || u.Scheme != "https" && d.base.Scheme == "https" {
		return "", false
	}
	return at, true
}

func words(list piece) []string {
	var out []string
	list.each(func(p piece) bool {
		out = append(out, p.text())
		return true
	})
	return out
}
