package main

import (
	"github.com/towpath-care/towpath/fhir/exchange"
)

// summary is the last line of every run.
type summary struct {
	Type      string `json:"type"`
	Created   int    `json:"created"`
	Updated   int    `json:"updated"`
	Unchanged int    `json:"unchanged"`
	// Held are documents that a rule holds back until somebody puts it right,
	// Failed those that the record system did not take, Conflicts those that
	// somebody else changed there in the meantime.
	Held      int `json:"held"`
	Failed    int `json:"failed"`
	Conflicts int `json:"conflicts"`
	// StaysHere are records that have no home in the record system, or that may
	// not go there.
	StaysHere int `json:"stays_here"`
	// Pending are writes of a plan that has not been applied.
	Pending int `json:"pending"`
	// SecondRunWrites are the writes of a second run; -1 when there was none.
	SecondRunWrites int `json:"second_run_writes"`
	// ForeignBytesChanged are bytes outside the spans that the edits declare.
	ForeignBytesChanged int `json:"foreign_bytes_changed"`
}

// summaryOf counts what became of a plan. Without a report it counts what would.
func summaryOf(p exchange.Plan, r exchange.Report, second int) summary {
	s := summary{Type: "summary", SecondRunWrites: second, ForeignBytesChanged: r.Foreign()}
	if r.Results == nil {
		c := p.Counts()
		s.Pending, s.Unchanged, s.Held, s.StaysHere = p.Writes(), c[exchange.Leave], c[exchange.Hold], c[exchange.Keep]
		return s
	}
	c := r.Counts()
	s.Created, s.Updated, s.Unchanged, s.StaysHere = c[exchange.Create], c[exchange.Update]+c[exchange.Edit], c[exchange.Leave], c[exchange.Keep]
	for _, x := range r.Results {
		switch {
		case x.Did != exchange.Hold:
		case x.Conflict():
			s.Conflicts++
		case x.NotTaken():
			s.Failed++
		default:
			s.Held++
		}
	}
	return s
}

// end is how the program ends: when not everything could be done, with a code of
// its own.
func (s summary) end() error {
	if s.Held+s.Failed+s.Conflicts > 0 {
		return exit{code: exitSomeHeld}
	}
	return nil
}
