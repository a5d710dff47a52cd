package client

import "time"

// Hint says what to look at first when a call ended for want of a token. It
// narrows the Kind down as far as the token server's answer allows; most of them
// do not say which part of a credential they did not take. The zero Hint says
// nothing.
type Hint uint8

const (
	// CheckSecret: the token server did not take the client id and secret.
	CheckSecret Hint = iota + 1
	// CheckKey: the token server did not take the signed assertion: another key
	// than the one that is registered, another client id or key id, an address
	// spelt otherwise, or an assertion it had seen before.
	CheckKey
	// CheckClock: the token server did not take the signed assertion, and its
	// clock and ours are more than a minute apart. Error.ClockOff says how far.
	CheckClock
	// CheckRegistration: the token server knows the client and does not let it
	// use client credentials (RFC 6749 section 5.2, unauthorized_client and
	// unsupported_grant_type).
	CheckRegistration
	// CheckTokenURL: there is no token server at that address, or it points to
	// another one, which is not followed.
	CheckTokenURL
	// CheckDiscovery: the record system publishes no SMART configuration, or one
	// that does not offer what the configured key can do.
	CheckDiscovery
)

// hints has for each hint its word, what is so, and what would put it right.
var hints = [...]struct{ word, says string }{
	CheckSecret:       {"check-secret", "the token server does not accept the client; check the client id and the secret"},
	CheckKey:          {"check-key", "the token server does not accept the signed assertion; check the client id, that the public half of this key is registered there under this key id, that the token address is spelt as the token server spells it, and that no assertion is used twice"},
	CheckClock:        {"check-clock", "the token server does not accept the signed assertion, and its clock and this machine's are apart; set this machine's clock"},
	CheckRegistration: {"check-registration", "the token server knows the client and does not let it fetch tokens in this way; have it registered for client credentials"},
	CheckTokenURL:     {"check-token-url", "there is no token server at the configured address; correct it"},
	CheckDiscovery:    {"check-discovery", "the record system's SMART configuration is not there, or does not offer signed assertions with this kind of key at an address over TLS; ask whoever runs it, or give the token address yourself"},
}

// String returns the hint as a word for logs and reports, such as "check-key".
func (h Hint) String() string { return hints[h.known()].word }

func (h Hint) says() string { return hints[h.known()].says }

// known returns the hint, or the zero one for a number that is none.
func (h Hint) known() Hint {
	if int(h) < len(hints) {
		return h
	}
	return 0
}

// mostApart is how far two clocks may differ before it is worth saying. An
// assertion is good for four minutes and no server takes one for more than five.
const mostApart = time.Minute
