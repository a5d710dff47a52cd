// Package guard holds the tests that keep the shape of the project: which
// package may import which, what the domain may read from the world around it,
// what is documented, which words are not used about people, whose numbers may
// stand in test data. It has no code of its own.
//
// Each guard is a function from what it looks at to a list of faults, and comes
// with a test that plants faults and sees every one of them found. An exception
// stands in a map beside its guard, with the reason.
package guard
