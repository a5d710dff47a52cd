package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// finding is one thing that is wrong with a policy, or worth a look.
type finding struct {
	Weight safeguard.LintWeight
	Rule   string
	Path   string // JSON pointer; empty: it is about the roster, or about all of it
	Says   string
	Fix    string
	About  string // the chain, the role and what a concern is about, as far as it is about one
	Long   string // how long it is so, where that is known
	At     time.Time
	When   string // the first moment at which it shows, on the organisation's clocks
}

// sections read what the other packages have in a policy. The one about concerns is read
// by Lint, which finds more.
var sections = []func(peer.PolicyFile) error{
	func(f peer.PolicyFile) error { _, err := peer.PolicyFrom(f); return err },
	func(f peer.PolicyFile) error { _, err := worker.PolicyFrom(f); return err },
	func(f peer.PolicyFile) error { _, err := recovery.PolicyFrom(f); return err },
	func(f peer.PolicyFile) error { _, err := signpost.PolicyFrom(f); return err },
	func(f peer.PolicyFile) error { _, err := transition.PolicyFrom(f); return err },
}

// check finds everything that is wrong with policies which follow one another, faults
// first.
func check(list ...bench) []finding {
	var out []finding
	var files []peer.PolicyFile
	for _, b := range list {
		if b.opened != nil {
			out = append(out, refused(b.opened, time.Time{}, "before anything is read")...)
			continue
		}
		files = append(files, b.file)
		cal := b.file.Calendar()
		at := cal.StartOf(b.file.From())
		for _, read := range sections {
			out = append(out, refused(read(b.file), at, clockText(at, cal))...)
		}
	}
	if len(files) > 0 {
		first, last := list[0], list[len(list)-1]
		for _, f := range safeguard.Lint(files, last.roster, first.from, last.until) {
			out = append(out, linted(f))
		}
	}
	slices.SortStableFunc(out, func(a, b finding) int { return strings.Compare(string(a.Weight), string(b.Weight)) })
	return out
}

// refused are the faults of a part that cannot be read, which show from its first moment.
func refused(err error, at time.Time, when string) []finding {
	var r *peer.Refusal
	if !errors.As(err, &r) {
		return nil
	}
	var out []finding
	for _, x := range r.Unmet() {
		out = append(out, finding{Weight: safeguard.LintFault, Rule: x.Rule.String(), Path: x.Path, Says: "Needed: " + x.Says, Fix: x.Fix, At: at, When: when})
	}
	return out
}

// linted is a finding of Lint.
func linted(f safeguard.Finding) finding {
	out := finding{Weight: f.Weight, Rule: f.Rule.String(), Path: f.Path, Says: f.Says, Fix: f.Fix, At: f.Witness.At, When: f.Witness.Local}
	if f.Staff != "" {
		out.Says = string(f.Staff) + ": " + out.Says
	}
	var about []string
	for _, x := range []struct{ what, name string }{{"chain", f.Chain}, {"role", plain(f.Role)}, {"a concern about", plain(f.Trigger)}} {
		if x.name != "" {
			about = append(about, x.what+" "+x.name)
		}
	}
	out.About = strings.Join(about, ", ")
	for _, a := range f.Args {
		if n, err := strconv.Atoi(a.Value()); err == nil && a.Name() == "minutes" && f.Chain != "" { // of a limit it would be the limit
			out.Long = span(n)
		}
	}
	return out
}

// faults counts the findings that are faults.
func faults(list []finding) (n int) {
	for _, f := range list {
		if f.Weight == safeguard.LintFault {
			n++
		}
	}
	return n
}
