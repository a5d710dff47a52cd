package client

// Kind says what stood in the way of a call, in the terms of what a caller does
// next. A Kind is an error, so that errors.Is(err, client.NotFound) answers
// whether it was that. The zero Kind says nothing.
type Kind uint8

const (
	// NoAnswer: the server was not reached, or its answer did not arrive whole
	// and in time. Later may help.
	NoAnswer Kind = iota + 1
	// Untrusted: the server's certificate is not one this machine trusts.
	Untrusted
	// NoToken: there was no usable token to be had. Later may help, unless
	// Error.Hint says what to put right.
	NoToken
	// Unauthorised: 401 with a token that had just been fetched, or the token
	// server does not accept the client, and then Error.Hint says what to check.
	// errors.Is with fhir.ErrUnauthorised
	// holds.
	Unauthorised
	// NarrowScope: the token server granted less than was asked for, and nothing
	// was sent to the record system. Error.Missing names what is not granted.
	// errors.Is with fhir.ErrUnauthorised holds.
	NarrowScope
	// Forbidden: 403. The server knows the client and does not let it.
	Forbidden
	// NotFound: 404, said by a FHIR server and not by something before it.
	NotFound
	// Gone: 410. There was such a resource and it was removed.
	Gone
	// NotAllowed: 405 or 501. The server does not do this at all.
	NotAllowed
	// Conflict: 409. errors.Is with peer.ErrConflict holds.
	Conflict
	// VersionMoved: 412 to an Update. Somebody else changed the resource since
	// it was read. errors.Is with peer.ErrConflict holds.
	VersionMoved
	// Exists: 412 to a CreateAt. There is a resource with that id.
	// errors.Is with peer.ErrConflict holds.
	Exists
	// SeveralMatch: 412 to a conditional Create. The server holds more than one
	// resource with that identifier, and reading again will not change that.
	SeveralMatch
	// BadRequest: 400, 413, 415 and the other 4xx. The server will not take
	// this resource or this search as it stands; sending it again is no use.
	BadRequest
	// RuleBroken: 422. The server can read the resource, and it breaks a rule of
	// the server or of a profile it keeps to; sending it again is no use.
	RuleBroken
	// TooManyRequests: 429. Error.RetryAfter says when to come back, if the
	// server did.
	TooManyRequests
	// ServerFault: 5xx other than 501. Later may help.
	ServerFault
	// Redirected: 3xx. The base address in the configuration is not the one the
	// server goes by.
	Redirected
	// NotFHIR: an answer that no FHIR R4 server gives here, such as a page of
	// HTML from something that stands before it.
	NotFHIR
	// NotR4: the server speaks another version of FHIR than 4.0.
	NotR4
	// TooLarge: the answer is larger than Config.AnswerLimit, or has more pages
	// than Config.PageLimit or more entries than Config.EntryLimit.
	TooLarge
	// WrongResource: the server answered with another resource than the one
	// asked for. errors.Is with fhir.ErrWrongResourceType holds.
	WrongResource
	// OutsideBase: a link in an answer leads outside the base address, or would
	// put what was searched for into an address. It was not followed.
	OutsideBase
	// InCircles: the pages of a search lead back to one that was read already.
	InCircles
)

// kinds has for each kind its word, what is so, and what would put it right.
var kinds = [...]struct{ word, says string }{
	NoAnswer:        {"no-answer", "no whole answer came in time; try again later"},
	Untrusted:       {"untrusted", "the server's certificate is not trusted here; check its name, its dates and the authorities of this machine"},
	NoToken:         {"no-token", "the token server gave no usable answer; try again later, and check its address"},
	Unauthorised:    {"unauthorised", "the server does not accept the client's credentials; check the client id, the secret and the time of day"},
	NarrowScope:     {"narrow-scope", "the token server granted less than was asked for; have the missing scopes granted, or ask for fewer"},
	Forbidden:       {"forbidden", "the client is known and may not do this; have it permitted"},
	NotFound:        {"not-found", "the server has no such resource"},
	Gone:            {"gone", "the resource was removed from the server"},
	NotAllowed:      {"not-allowed", "the server does not do this; read its capabilities"},
	Conflict:        {"conflict", "the server cannot do this in its present state; read again"},
	VersionMoved:    {"version-moved", "the resource has moved on since it was read; read again and make the same edits"},
	Exists:          {"exists", "there is a resource with this id; read it and see whose it is"},
	SeveralMatch:    {"several-match", "the server holds several resources with this identifier; somebody has to say which one stands"},
	BadRequest:      {"bad-request", "the server does not take this as it stands; the issues say where"},
	RuleBroken:      {"rule-broken", "the resource breaks a rule of the server; the issues say where"},
	TooManyRequests: {"too-many-requests", "the server asks for fewer requests"},
	ServerFault:     {"server-fault", "the server could not do it; try again later"},
	Redirected:      {"redirected", "the server points to another address, which is not followed; correct the base address"},
	NotFHIR:         {"not-fhir", "the answer is not FHIR JSON; check the base address and what stands before the server"},
	NotR4:           {"not-r4", "the server does not speak FHIR 4.0"},
	TooLarge:        {"too-large", "the answer is larger than the limit; ask for less, or raise the limit"},
	WrongResource:   {"wrong-resource", "the answer is another resource than the one asked for"},
	OutsideBase:     {"outside-base", "the answer has a link that is not followed, because it leads away from the base address or would show what was searched for"},
	InCircles:       {"in-circles", "the pages of the answer lead back to one that was read already; ask whoever runs the server to look at its paging"},
}

// String returns the kind as a word for logs and reports, such as "not-found".
func (k Kind) String() string { return kinds[k.known()].word }

// Error returns what String returns.
func (k Kind) Error() string { return k.String() }

func (k Kind) says() string { return kinds[k.known()].says }

// known returns the kind, or the zero one for a number that is none.
func (k Kind) known() Kind {
	if int(k) < len(kinds) {
		return k
	}
	return 0
}
