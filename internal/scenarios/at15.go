package scenarios

import "github.com/towpath-care/towpath/fhir/exchange"

// ledgers opens a ledger that nobody has written to.
type ledgers func(T) exchange.Ledger

func inMemory(T) exchange.Ledger { return &exchange.MemoryLedger{} }

// onLedger is a line of AT-15, with a ledger to tell it on.
type onLedger struct {
	name string
	tell func(T, ledgers)
}

// tellOn tells lines on a ledger, each in a time of its own.
func tellOn(t T, open ledgers, lines []onLedger) {
	for _, l := range lines {
		t.Run(l.name, func(t T) { t.Alone(func(t T) { l.tell(t, open) }) })
	}
}
