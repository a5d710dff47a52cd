package signpost

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/towpath-care/towpath/peer"
)

// contactFix says what each way to get in touch looks like.
const contactFix = "Write a telephone number in 3 to 20 digits, an e-mail address as name@place.example, and an address on the web as https://place.example."

// misshapen is the number of the first way to get in touch, from 0, that does not have
// the shape of its kind; false when all have it.
func misshapen(list []ContactPoint) (int, bool) {
	for i, c := range list {
		if !c.Sound() {
			return i, true
		}
	}
	return 0, false
}

// item is which of a list it is.
func item(list []ContactPoint) []peer.Arg {
	i, _ := misshapen(list)
	return []peer.Arg{peer.Number("item", i)}
}

// Sound reports whether the value has the shape of its kind (SIGN-01): a number of 3 to
// 20 digits, an e-mail address, an http or https address. An app and a place may be
// written in any way. What is missing, or of no kind, is another fault.
func (c ContactPoint) Sound() bool {
	v := c.Value.Reveal()
	switch c.Kind {
	case ContactPhone, ContactSMS:
		return v == "" || isNumber(v)
	case ContactEmail:
		return v == "" || isAddress(v)
	case ContactWeb:
		return v == "" || isWeb(v)
	}
	return true
}

// isNumber: 3 to 20 digits, with spaces, hyphens and brackets between them and a plus
// before them.
func isNumber(v string) bool {
	digits := 0
	for i, c := range v {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case c == '+' && i == 0, c == ' ', c == '-', c == '(', c == ')':
		default:
			return false
		}
	}
	return 3 <= digits && digits <= 20
}

// isAddress: something, one @, and the name of a host. Dots stand between what is written.
func isAddress(v string) bool {
	name, host, ok := strings.Cut(v, "@")
	dots := strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.Contains(name, "..")
	return ok && inOnePiece(v) && name != "" && len(name) <= 64 && !dots && !strings.ContainsAny(v, `<>()[]{}",;:\/`) && isHost(host)
}

// isWeb: http or https and a host, and nobody's name or password in it.
func isWeb(v string) bool {
	if !inOnePiece(v) || strings.ContainsAny(v, `<>"`) {
		return false
	}
	u, err := url.Parse(v)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.User == nil && u.Opaque == "" && isHost(u.Hostname())
}

// isHost: names with a dot between them, of letters, digits and hyphens.
func isHost(v string) bool {
	labels := strings.Split(v, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, c := range label {
			if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) && c != '-' {
				return false
			}
		}
	}
	return len(labels) > 1
}

// inOnePiece: no space, and nothing that cannot be seen.
func inOnePiece(v string) bool {
	return utf8.ValidString(v) && !strings.ContainsFunc(v, func(c rune) bool { return c == ' ' || !unicode.IsPrint(c) })
}
