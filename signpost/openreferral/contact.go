package openreferral

import (
	"net/url"
	"strings"

	"github.com/towpath-care/towpath/signpost"
)

// askContact is what is asked of a way to get in touch.
var askContact = warns(signpost.ErrInvalidContact, "A way to get in touch has the shape it must have.", "Look it up where it comes from, and tell whoever keeps the directory.")

// soundEmail reports whether a text has the shape of one e-mail address: a part of
// plain characters, one @, and a name of at least two labels.
func soundEmail(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || len(local) > 64 || strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, "..") {
		return false
	}
	odd := func(c rune) bool { return c > 126 || c <= ' ' || strings.ContainsRune(`"(),:;<>@[\]`, c) }
	return !strings.ContainsFunc(local, odd) && soundHost(domain)
}

// soundHost reports whether a text is a name of at least two labels of letters, digits
// and hyphens.
func soundHost(s string) bool {
	labels := strings.Split(s, ".")
	if len(labels) < 2 || len(s) > 253 {
		return false
	}
	for _, l := range labels {
		odd := func(c rune) bool {
			return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c > 127)
		}
		if l == "" || len(l) > 63 || strings.HasPrefix(l, "-") || strings.HasSuffix(l, "-") || strings.ContainsFunc(l, odd) {
			return false
		}
	}
	return true
}

// soundURL reports whether a text is an address on the web: http or https, a host, and
// neither a name nor a password before it.
func soundURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.User == nil && soundHost(u.Hostname()) && len(s) <= 300 && !strings.ContainsAny(s, " \t\r\n<>\"")
}

// soundPhone reports whether a text is a telephone number: 3 to 15 digits with what
// stands between and before them.
func soundPhone(s string) bool {
	digits := 0
	for i, c := range s {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '+' && i == 0, strings.ContainsRune(" ()-.", c), c == 'x' && digits > 0:
		default:
			return false
		}
	}
	return digits >= 3 && digits <= 20 && len(s) <= 40
}
