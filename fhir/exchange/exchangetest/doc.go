// Package exchangetest holds the seams of package exchange to their contracts. A vendor
// who keeps a ledger, or records, in a store of their own proves it in their own tests:
//
//	func TestLedger(t *testing.T) {
//		exchangetest.Ledger(t, func(t *testing.T) exchange.Ledger { return open(t) })
//	}
//
// [Ledger] is for every ledger, [Shared] for one that several programs may use at once,
// and [Records] for the host's own store. Each sentence of the interfaces' documentation
// is tried by doing the wrong thing too, and what random sequences of operations do is
// compared with exchange.MemoryLedger.
//
// How many sequences and how many histories of several workers are tried is how many
// checks package rapid makes: 100, or as many as go test -rapid.checks=10000 says. With
// -short it is a tenth of them. -rapid.seed repeats a run.
package exchangetest
