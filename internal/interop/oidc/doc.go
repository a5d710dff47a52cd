// Package oidc tries fhir/client against a token server that other people wrote:
// oidc-provider, on this machine, with what SMART Backend Services asks for on top
// (server.mjs). It has tests only.
//
// The tests read TOWPATH_OIDC, the server's address, and are skipped without it.
// The script .ci/oidc fetches the server, starts it, runs them and sees that it
// stops.
package oidc
