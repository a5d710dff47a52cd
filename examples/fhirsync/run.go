package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// inProcess is the address of the record system inside this program, as it stands
// in plans: the port it listens on means nothing.
const inProcess = "the record system inside fhirsync"

// run is the whole program but for the exit code.
func run(ctx context.Context, args []string, stdout io.Writer) error {
	o, command, done, err := parse(args, stdout)
	if done || err != nil {
		return err
	}
	if o.Server != "" && o.EPR != "" {
		return exit{exitUsage, errors.New("--epr fills the record system inside this program; it does not go with --server")}
	}
	if o.Server != "" && command == "demo" {
		return exit{exitUsage, errors.New("to a record system of yours nothing is written that you have not seen: say plan, with --records DIR, and then apply")}
	}
	s, err := open(ctx, o, command, stdout)
	if err != nil {
		return err
	}
	defer s.close()
	switch command {
	case "plan":
		return s.plan(ctx, o.Plan.Out)
	case "apply":
		return s.apply(ctx, o.Apply.File)
	}
	return s.demo(ctx)
}

// session is one run: the record system, the records, and where it is shown.
type session struct {
	options
	show   printer
	epr    *epr // nil with --server
	server *client.Client
	sync   *exchange.Exchange
	close  func()
}

func open(ctx context.Context, o options, command string, stdout io.Writer) (*session, error) {
	s := &session{options: o, show: newPrinter(stdout, o), close: func() {}}
	config, base := client.Config{Base: o.Server, TokenFile: o.TokenFile}, o.Server
	if o.Server == "" {
		local, err := startEPR(o.EPR)
		if err != nil {
			return nil, exit{exitUsage, err}
		}
		s.epr, s.close = local, local.stop
		config.Base, base = local.base, inProcess
	}
	server, err := client.New(config)
	if err != nil {
		s.close()
		return nil, exit{exitUsage, err}
	}
	s.server = server
	s.sync = &exchange.Exchange{Target: "epr", Base: base, Ledger: &exchange.MemoryLedger{},
		Site: fhir.Site{PlanEdits: o.PlanEdits, Identifiers: o.Identifiers}, Now: time.Now}
	// Applying a plan asks the records again: what has moved on is not sent.
	if s.sync.Records, s.sync.People, err = s.source(); err != nil {
		s.close()
		return nil, exit{exitUsage, err}
	}
	return s, ctx.Err()
}

// plan shows what would be written, and saves it.
func (s *session) plan(ctx context.Context, out string) error {
	p, err := s.makePlan(ctx)
	if err != nil {
		return err
	}
	s.show.plan(p)
	if out != "" {
		b, err := p.Encode()
		if err != nil {
			return err
		}
		if err := os.WriteFile(out, b, 0o600); err != nil {
			return exit{exitUsage, errors.New("the plan could not be saved there")}
		}
		s.show.saved(out, s.options)
	}
	if err := s.account(ctx, p, exchange.Report{}); err != nil {
		return err
	}
	sum := summaryOf(p, exchange.Report{}, -1)
	s.show.summary(sum)
	if err := notLetIn(p.Said); err != nil {
		return err
	}
	if sum.Pending > 0 {
		return exit{code: exitPending}
	}
	return sum.end()
}

func (s *session) makePlan(ctx context.Context) (exchange.Plan, error) {
	if err := s.sync.MarkChanged(ctx); err != nil {
		return exchange.Plan{}, err
	}
	p, err := s.sync.Plan(ctx, s.server.Reader())
	return p, letIn(err)
}

// apply writes a saved plan.
func (s *session) apply(ctx context.Context, file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return exit{exitUsage, errors.New("the plan cannot be read")}
	}
	p, err := exchange.DecodePlan(b)
	if err != nil {
		return exit{exitUsage, err}
	}
	report, err := s.write(ctx, p)
	sum := summaryOf(p, report, -1)
	if err != nil && len(report.Results) == 0 {
		return err
	}
	s.show.report(report)
	if err := s.account(ctx, p, report); err != nil {
		return err
	}
	s.show.summary(sum)
	return cmp.Or(err, notLetIn(report.Said), sum.end())
}

// account says what goes where and what stays here, when somebody asks for it.
func (s *session) account(ctx context.Context, p exchange.Plan, r exchange.Report) error {
	if !s.Account {
		return nil
	}
	all, err := s.sync.Account(ctx, p, r)
	s.show.account(all)
	return err
}

// notLetIn is the end of a run in which the record system turned everything of a
// kind away.
func notLetIn(said []peer.Reason) error {
	if slices.ContainsFunc(said, func(r peer.Reason) bool { return r.Rule.Code.Is(exchange.ErrNotLetIn) }) {
		return exit{code: exitNotLetIn}
	}
	return nil
}

func (s *session) write(ctx context.Context, p exchange.Plan) (exchange.Report, error) {
	bar := s.show.progress(len(p.Items))
	report, err := s.sync.Apply(ctx, s.server, p, bar.done)
	bar.end()
	return report, letIn(err)
}

// letIn gives an error its exit code.
func letIn(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fhir.ErrUnauthorised), errors.Is(err, client.NoToken), errors.Is(err, client.Forbidden):
		return exit{exitNotLetIn, err}
	case errors.Is(err, exchange.ErrOtherServer), errors.Is(err, exchange.ErrRulesChanged), errors.Is(err, exchange.ErrServerChanged):
		return exit{exitUsage, err}
	case errors.Is(err, context.Canceled):
		return exit{exitInterrupted, errors.New("interrupted; nothing is half-written, and the same plan can be applied again")}
	}
	return err
}

// demo plans, applies, looks whether anything else was touched, and runs again
// with a memory that has forgotten everything.
func (s *session) demo(ctx context.Context) error {
	s.show.opening(s)
	p, err := s.makePlan(ctx)
	if err != nil {
		return err
	}
	s.show.plan(p)
	report, err := s.write(ctx, p)
	if err != nil {
		return err
	}
	s.show.report(report)
	if s.epr != nil {
		s.show.proof(s.epr.untouched(report))
	}
	if err := s.account(ctx, p, report); err != nil {
		return err
	}
	s.sync.Ledger = &exchange.MemoryLedger{}
	again, err := s.makePlan(ctx)
	if err != nil {
		return err
	}
	second, err := s.write(ctx, again)
	if err != nil {
		return err
	}
	writes := second.Writes()
	s.show.second(again, writes)
	sum := summaryOf(p, report, writes)
	s.show.summary(sum)
	return sum.end()
}
