// Package client speaks to a FHIR R4 server over HTTP: requests, answers,
// retries and tokens, and nothing else. It maps no record and decodes no
// resource; a resource goes in and comes out as the bytes that were sent.
//
//	c, err := client.New(client.Config{Base: "https://epr.example/r4", TokenFile: "/run/secrets/token"})
//	goal, err := c.Read(ctx, "Goal", "g1")
//	done, err := c.Update(ctx, goal.Type, goal.ID, edited, goal.ETag)
//
// [Client.Reader] gives what reads and searches and has no way to write. Code that
// is given only a [Reader] cannot change anything by accident.
//
// # What is kept
//
//   - TLS everywhere except to this machine, TLS 1.2 or later. No redirect is
//     followed, and no link or Location leads outside the base address, so a
//     token never reaches another host.
//   - What is personal stays out of addresses: a search is a POST to _search.
//   - A change is never blind. Update needs the ETag that was read; CreateAt is
//     for an id nobody has; Create may carry a condition.
//   - A request is sent again only where twice is the same as once (reading,
//     searching, and writing with If-Match, If-None-Match or If-None-Exist), or
//     where it was not sent for want of a token. The wait between two
//     tries varies and has an upper limit. When the server asks for more, the call
//     ends and Error.RetryAfter says when to come back.
//   - All requests to one server keep a pace (Config.Pace). An answer of 429 or 503
//     slows it down for a while.
//   - Several writes may go in one Bundle ([Client.Batch], [Client.Transaction]), each
//     with its own precondition, and what became of each is told apart. It is sent
//     once.
//   - A search ends at a number of pages and of entries, an answer at a number of
//     bytes, a wait at the end of the call's context.
//   - An answer that is cut, too large, a page of HTML or JSON with a member
//     twice is no answer.
//   - No error and no log line holds an address, a query, a body, a token, or
//     anything a server wrote in its own words.
//
// # Tokens
//
// A token comes from a file, from a source of the host's, or from a token server:
// with a secret ([ClientCredentials]), by SMART Backend Services
// ([BackendServices]), or as the NHS England API platform has it
// ([NHSSignedJWT]). The latter two sign with a key that may lie in a file or behind
// a crypto.Signer.
//
//	c, err := client.New(client.Config{
//		Base: "https://epr.example/r4",
//		Backend: client.BackendServices{
//			ClientID: "peer-support",
//			Key:      client.SigningKey{ID: "2026-03", File: "/etc/peer-support/key.pem"},
//			Scopes:   []string{"system/Goal.cruds", "system/Patient.rs"},
//		},
//	})
//
// However many calls want a token, one is fetched. It is used until shortly before
// it runs out, or until the record system takes it no longer; then each call
// fetches one more and not a third. When less was granted than asked for, nothing
// is sent, and Error.Missing names what is missing. When the token server says no,
// Error.Hint says what to look at.
//
// # When nobody knows
//
// A write whose answer was lost may have been carried out. Error.Unknown, and
// MayHaveLanded, say so, whatever a later try of the same call was told: after
// a lost PUT with If-Match, a 412 may well be our own change. Read back before
// trying again.
//
// All types are safe for use by several goroutines at once.
package client
