package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/fhir/exchange"
)

type parkedCmd struct {
	List    struct{} `cmd:"" default:"1" help:"Say of each what stands in the way, what would put it right, and whose turn it is."`
	Retry   named    `cmd:"" help:"What stood in the way has been put right: it goes with the next round."`
	Ours    named    `cmd:"" help:"Somebody has looked at what was changed there, and what stands here is to stand there: it goes with the next round."`
	Dismiss named    `cmd:"" help:"It is left at that; it waits on, and is not counted any more. A newer revision of its record brings it back."`
}

// named are parked documents by the names they are printed under.
type named struct {
	Names []string `arg:"" optional:"" name:"name" help:"As parked list prints it, such as goal/g-1:Goal; goal/g-1 for all of a record."`
	All   bool     `help:"All that are parked."`
}

func (s *session) parkedList(ctx context.Context) error {
	parked, err := all(s.ledger.Parked(ctx, s.Target))
	if err != nil {
		return ended(err)
	}
	if len(parked) == 0 {
		s.show.say("Nothing is parked.")
	}
	for _, p := range parked {
		s.show.parked(p)
	}
	return nil
}

func (s *session) parkedRetry(ctx context.Context, n named) error {
	return s.decide(ctx, n, s.ledger.Release, "released", "goes with the next round")
}

// parkedOurs notes that somebody has looked at what others changed there, in the version
// that stands there now. A change that comes after it is another question.
func (s *session) parkedOurs(ctx context.Context, n named) error {
	seen := func(ctx context.Context, _ string, names ...exchange.Name) error {
		return s.sync.Seen(ctx, s.server.Reader(), names...)
	}
	return s.decide(ctx, n, seen, "seen", "was looked at, and goes with the next round")
}

func (s *session) parkedDismiss(ctx context.Context, n named) error {
	return s.decide(ctx, n, s.ledger.Dismiss, "dismissed", "is left at that")
}

// decide does something with parked documents: all that are named, or none.
func (s *session) decide(ctx context.Context, n named, do func(context.Context, string, ...exchange.Name) error, typ, says string) error {
	parked, err := all(s.ledger.Parked(ctx, s.Target))
	if err != nil {
		return ended(err)
	}
	names, err := n.among(parked)
	if err != nil {
		return exit{exitUsage, err}
	}
	if err := do(ctx, s.Target, names...); err != nil {
		return ended(err)
	}
	for _, name := range names {
		s.show.line(struct {
			Type     string `json:"type"`
			Document string `json:"document"`
		}{typ, called(name)})
		s.show.say("%s %s", called(name), says)
	}
	return nil
}

// among finds the documents that are meant. A name that is not parked is a mistake that
// is said, and then nothing is done.
func (n named) among(parked []exchange.Parked) (out []exchange.Name, err error) {
	if n.All == (len(n.Names) > 0) {
		return nil, errors.New("say which, by the names that parked list prints, or --all; nothing was changed")
	}
	var unknown []string
	for _, want := range n.Names {
		if !slices.ContainsFunc(parked, func(p exchange.Parked) bool { return means(want, p.Name) }) {
			unknown = append(unknown, want)
		}
	}
	if len(unknown) > 0 {
		return nil, errors.New("not parked: " + strings.Join(unknown, ", ") + "; nothing was changed, and parked list says what is")
	}
	for _, p := range parked {
		if n.All || slices.ContainsFunc(n.Names, func(want string) bool { return means(want, p.Name) }) {
			out = append(out, p.Name)
		}
	}
	return out, nil
}

func means(want string, n exchange.Name) bool { return want == called(n) || want == n.Record.String() }

func (s printer) parked(p exchange.Parked) {
	s.line(struct {
		Type      string         `json:"type"`
		Document  string         `json:"document"`
		Rules     []string       `json:"rules"`
		Says      []string       `json:"says"`
		Owner     exchange.Owner `json:"owner"`
		Dismissed bool           `json:"dismissed"`
	}{"parked", called(p.Name), rules(p.Why), says(p.Why), p.Owner, p.Dismissed})
	left := ""
	if p.Dismissed {
		left = " (left at that)"
	}
	s.say("! %s%s", called(p.Name), left)
	s.why(p.Why, p.Owner)
}
