package steptest

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
)

// Suite is the rules a package's tests have to see.
type Suite struct {
	Tables []peer.Table
	// Rules beside those of the tables.
	Rules []peer.Asks
	// Excused are rules that cannot be seen both ways, each with the reason. A
	// rule that is seen both ways may not be excused.
	Excused map[peer.Rule]string
}

// Main runs the tests of a package that has these tables. Call it from TestMain.
func Main(m *testing.M, tables ...peer.Table) { Suite{Tables: tables}.Main(m) }

// Main runs the tests and ends the process. When all of them ran and passed, a
// rule that was not seen met, or not seen as the only thing in the way, makes
// the exit code 1 and is listed. Property tests replay from a fixed seed unless
// the command line names one.
func (s Suite) Main(m *testing.M) {
	flag.Parse()
	fixSeed()
	if !whole() {
		os.Exit(m.Run())
	}
	seen := witness.Watch()
	code := m.Run()
	if code == 0 && s.Report(os.Stderr, seen) {
		code = 1
	}
	os.Exit(code)
}

// fixSeed gives property tests a seed of their own; zero draws one. TOWPATH_LONG=1
// takes 10,000 histories of each record in place of a hundred.
func fixSeed() {
	if f := flag.Lookup("rapid.seed"); f != nil && f.Value.String() == "0" {
		_ = flag.Set("rapid.seed", "20260217")
		_ = flag.Set("rapid.nofailfile", "true")
	}
	if os.Getenv("TOWPATH_LONG") == "1" {
		_ = flag.Set("rapid.checks", "10000")
	}
}

// whole reports whether every test ran: a part of them cannot see every rule.
func whole() bool {
	for _, name := range []string{"run", "skip", "list", "fuzz"} {
		if f := flag.Lookup("test." + name); f != nil && f.Value.String() != "" {
			return false
		}
	}
	count := flag.Lookup("test.count")
	return count == nil || count.Value.String() != "0"
}

// Report writes which rules lack a test and reports whether there are any.
func (s Suite) Report(w io.Writer, seen *witness.Record) bool {
	faults := s.faults(seen)
	if len(faults) == 0 {
		return false
	}
	fmt.Fprintf(w, "FAIL: rules that are not tested as they must be: %d\n\n%s\n", len(faults), strings.Join(faults, "\n"))
	return true
}

func (s Suite) faults(seen *witness.Record) []string {
	rules := s.rules()
	var list []witness.Rule
	for _, a := range rules {
		list = append(list, witness.Rule{Row: a.Rule.Row, Code: a.Rule.Code.String()})
	}
	missing, how := seen.Missing(list)
	var out []string
	for i, a := range rules {
		at := slices.Index(missing, list[i])
		why, excused := s.Excused[a.Rule]
		switch {
		case excused && strings.TrimSpace(why) == "":
			out = append(out, line(a, "it is excused without a reason", "say in Excused why it cannot be seen"))
		case excused && at < 0:
			out = append(out, line(a, "it is excused, but the tests see it both ways", "take it out of Excused"))
		case excused || at < 0 || how[at].Alone && s.inListsOnly(a.Rule):
		case !how[at].Met && !how[at].Alone:
			out = append(out, line(a, "never seen met, never seen alone in the way", "take a step on which it is met, and one on which everything else is met and it is not"))
		case !how[at].Met:
			out = append(out, line(a, "never seen met", "take a step on which it is met"))
		default:
			out = append(out, line(a, "never seen as the only thing in the way", "take a step on which everything else is met and it is not"))
		}
	}
	for rule := range s.Excused {
		if !slices.ContainsFunc(rules, func(a peer.Asks) bool { return a.Rule == rule }) {
			out = append(out, "  "+rule.String()+"\n      it is excused, but no table has it\n      take it out of Excused\n")
		}
	}
	return out
}

// inListsOnly reports whether a rule is about items of lists and nothing else.
// Those are kept as reasons only when they are not met.
func (s Suite) inListsOnly(rule peer.Rule) bool {
	found := false
	for _, t := range s.Tables {
		for _, row := range t.Rows {
			for _, a := range slices.Concat(whose(row), row.Open, row.Form, row.Needs) {
				if a.Rule == rule && !strings.Contains(a.Path, "/*") {
					return false
				}
				found = found || a.Rule == rule
			}
		}
	}
	return found
}

func line(a peer.Asks, missing, todo string) string {
	return fmt.Sprintf("  %s  (%s)\n      %s\n      %s\n", a.Rule, a.Says, missing, todo)
}

// rules are all rules of the suite, each once.
func (s Suite) rules() []peer.Asks {
	var out []peer.Asks
	add := func(list []peer.Asks) {
		for _, a := range list {
			if !slices.ContainsFunc(out, func(b peer.Asks) bool { return a.Rule == b.Rule }) {
				out = append(out, a)
			}
		}
	}
	add(s.Rules)
	for _, t := range s.Tables {
		add(t.Rules())
	}
	return out
}
