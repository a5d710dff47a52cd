package main

import (
	"cmp"
	"context"
	"io"

	"github.com/towpath-care/towpath/safeguard"
)

// run is the whole program but for the exit code.
func run(ctx context.Context, args []string, stdout io.Writer) error {
	o, command, done, err := parse(args, stdout)
	if done || err != nil {
		return err
	}
	s := &session{ctx: ctx, show: printer{out: stdout, json: o.JSON}}
	switch command {
	case "check":
		err = s.check(o.Check)
	case "explain":
		err = s.explain(o.Explain)
	case "simulate":
		err = s.simulate(o.Simulate)
	case "compare":
		err = s.compare(o.Compare)
	case "report":
		err = s.report(o.Report)
	default:
		err = s.demo(o.Demo)
	}
	return cmp.Or(ctx.Err(), s.show.err, err)
}

// session is one run.
type session struct {
	ctx  context.Context
	show printer
}

// readable ends a run on a policy that cannot be relied on for an answer: its faults are
// shown instead.
func (s *session) readable(list ...bench) error {
	for _, b := range list {
		if b.opened == nil && b.policy.Known() {
			continue
		}
		found := check(b)
		s.show.header(b)
		s.show.findings(found)
		s.show.summary(faults(found), len(found))
		return exit{code: exitFaults}
	}
	return s.ctx.Err()
}

// worked is what a computation comes to, or the end of the run, whichever is first. An
// interrupted computation has written nothing; it ends with the program.
func worked[T any](ctx context.Context, compute func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := compute()
		done <- outcome{value, err}
	}()
	select {
	case out := <-done:
		return out.value, cmp.Or(ctx.Err(), out.err)
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

func (s *session) check(c checkCmd) error {
	var docs []document
	for _, path := range c.Files {
		raw, err := readFile(path)
		if err != nil {
			return err
		}
		docs = append(docs, newDocument(path, raw))
	}
	var list []bench
	for _, d := range docs {
		b, err := c.with(d, docs...)
		if err != nil {
			return err
		}
		list = append(list, b)
		s.show.header(b)
	}
	found := check(list...)
	s.show.findings(found)
	s.show.summary(faults(found), len(found))
	return faulty(found)
}

// faulty is the end of a run that found faults.
func faulty(found []finding) error {
	if faults(found) > 0 {
		return exit{code: exitFaults}
	}
	return nil
}

func (s *session) explain(c explainCmd) error {
	b, err := c.open(c.File)
	if err != nil {
		return err
	}
	a, err := newAsked(safeguard.Trigger(c.Concern), c.Known)
	if err != nil {
		return err
	}
	if err := s.readable(b); err != nil {
		return err
	}
	at, err := b.moment(c.At)
	if err != nil {
		return err
	}
	x, err := explain(b, a, at)
	if err != nil {
		return err
	}
	s.show.header(b)
	s.show.explanation(x, b)
	return nil
}

func (s *session) simulate(c simulateCmd) error {
	b, err := c.open(c.File)
	if err != nil {
		return err
	}
	on, err := day("--day", c.Day)
	if err != nil {
		return err
	}
	if err := s.readable(b); err != nil {
		return err
	}
	s.show.header(b)
	if c.Year {
		y, err := worked(s.ctx, func() (yearPlayed, error) { return playYear(b), nil })
		if err != nil {
			return err
		}
		s.show.year(y, b)
		return nil
	}
	if on.IsZero() {
		on = b.workingDay()
	}
	s.show.day(playDay(b, on), b)
	return nil
}

// both reads two policies and holds them against the same people on the same days.
func (g ground) both(was, now document) (bench, bench, error) {
	b, err := g.with(now, was)
	if err != nil || was.opened != nil || now.opened != nil {
		return bench{document: was}, b, err
	}
	g.From, g.Until = b.from.String(), b.until.String()
	a, err := g.with(was, now)
	a.roster = b.roster
	return a, b, err
}

func (s *session) compare(c compareCmd) error {
	first, err := readFile(c.Was)
	if err != nil {
		return err
	}
	second, err := readFile(c.Now)
	if err != nil {
		return err
	}
	was, now, err := c.both(newDocument(c.Was, first), newDocument(c.Now, second))
	if err == nil {
		err = s.readable(was, now)
	}
	if err != nil {
		return err
	}
	x, err := worked(s.ctx, func() (comparison, error) { return compare(was, now) })
	if err != nil {
		return err
	}
	s.show.comparison(x, now)
	return nil
}

func (s *session) report(c reportCmd) error {
	b, err := c.open(c.File)
	if err != nil {
		return err
	}
	var against *bench
	if c.Against != "" {
		raw, err := readFile(c.Against)
		if err != nil {
			return err
		}
		was, now, err := c.both(newDocument(c.Against, raw), b.document)
		if err == nil {
			err = s.readable(was)
		}
		if err != nil {
			return err
		}
		b, against = now, &was
	}
	found, err := s.write(b, against, c.Out)
	if err != nil {
		return err
	}
	s.show.summary(faults(found), len(found))
	return faulty(found)
}
