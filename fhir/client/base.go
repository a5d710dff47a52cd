package client

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"strings"
	"syscall"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// parseBase reads a base address and refuses one that is not safe to use. The
// path comes back without a slash at its end.
func parseBase(address string) (*url.URL, error) {
	u, err := parseAddress("/base", address)
	if err != nil {
		return nil, err
	}
	if u.RawQuery != "" || u.ForceQuery {
		return nil, insecure("/base", "A base address has no query.", "Leave out everything from the question mark on.")
	}
	u.Path = strings.TrimRight(u.Path, "/")
	if u.RawPath != "" || u.Path != "" && path.Clean(u.Path) != u.Path {
		return nil, insecure("/base", "A base address has a plain path.", "Leave out dots, doubled slashes and percent signs.")
	}
	return u, nil
}

// parseAddress reads the address of a server that a secret will be sent to.
func parseAddress(pointer, address string) (*url.URL, error) {
	if address == "" {
		return nil, peer.Fault(peer.Rule{Row: "FHIR-20", Code: peer.ErrRequired}, pointer,
			"The server's address is given.", "Give an address that begins with https://.")
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Opaque != "" || u.Hostname() == "" || !visible(address):
		return nil, insecure(pointer, "This is not the address of a server.", "Give an address such as https://epr.example/r4.")
	case u.User != nil:
		return nil, insecure(pointer, "An address holds no user and no password.", "Leave out what stands before the @, and name a file that holds the secret.")
	case u.Fragment != "" || strings.Contains(address, "#"):
		return nil, insecure(pointer, "A server's address has no fragment.", "Leave out everything from the # on.")
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return u, nil
	}
	return nil, insecure(pointer, "Requests leave this machine over TLS only.", "Use https://; http:// is for 127.0.0.0/8, ::1 and localhost.")
}

func insecure(pointer, says, fix string) error {
	return peer.Fault(peer.Rule{Row: "FHIR-20", Code: fhir.ErrInsecureURL}, pointer, says, fix)
}

// loopback reports whether the host is this machine, by its spelling alone.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && (a.Is4() && a.IsLoopback() || a == netip.IPv6Loopback())
}

// join returns the address of something below the base. The parts hold no
// slash: they are type names, ids that were checked, and words of ours.
func join(base *url.URL, parts ...string) *url.URL {
	u := *base
	u.Path += "/" + strings.Join(parts, "/")
	return &u
}

// follow resolves a link that the server sent and reports whether it stays
// below the base: same scheme, same host and port, same path prefix.
func follow(base *url.URL, link string) (*url.URL, bool) {
	from := *base
	from.Path += "/"
	u, err := from.Parse(link)
	if err != nil || u.Scheme != base.Scheme || u.User != nil || u.Opaque != "" || !sameHost(u, base) {
		return nil, false
	}
	// A server that is given a path with .. or // may read it in its own way.
	plain := path.Clean(u.Path) == strings.TrimRight(u.Path, "/") || u.Path == "/" || u.Path == ""
	if !plain || u.Path != base.Path && !strings.HasPrefix(u.Path, from.Path) {
		return nil, false
	}
	u.Fragment, u.RawFragment = "", ""
	return u, true
}

func sameHost(a, b *url.URL) bool {
	return strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	return map[string]string{"https": "443", "http": "80"}[u.Scheme]
}

// quiet is how long an HTTP/2 connection may bring nothing before it is asked whether
// it is still there; it is given up after half as long again. Without that, every
// call goes into one that a firewall has forgotten, for as long as TCP believes in it.
const quiet = 10 * time.Second

// carrier is what carries requests to the server at u.
func (c *Config) carrier(u *url.URL) http.RoundTripper {
	if c.Transport != nil {
		return c.Transport
	}
	t := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:   10 * time.Second,
		ForceAttemptHTTP2:     true,
		HTTP2:                 &http.HTTP2Config{SendPingTimeout: quiet, PingTimeout: quiet / 2},
		MaxIdleConnsPerHost:   c.MaxIdleConnsPerHost,
		IdleConnTimeout:       90 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
	if u.Scheme == "http" {
		t.Proxy = nil
		t.DialContext = dialLoopback
	}
	return t
}

// dialLoopback connects to this machine only. A name like localhost means what
// the resolver says, so the address it came to is looked at too.
func dialLoopback(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		if at, err := netip.ParseAddrPort(address); err != nil || !at.Addr().Unmap().IsLoopback() {
			return errors.New("not this machine")
		}
		return nil
	}}
	return d.DialContext(ctx, network, address)
}
