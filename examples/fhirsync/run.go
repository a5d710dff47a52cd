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
)

// inProcess is the address of the record system inside this program, as it stands
// in plans: the port it listens on means nothing.
const inProcess = "the record system inside fhirsync"

// run is the whole program but for the exit code.
func run(ctx context.Context, args []string, stdout io.Writer) error {
	return runAt(ctx, args, stdout, time.Now)
}

// runAt is run by a clock.
func runAt(ctx context.Context, args []string, stdout io.Writer, now func() time.Time) error {
	o, command, done, err := parse(args, stdout)
	if done || err != nil {
		return err
	}
	if err := o.fit(command); err != nil {
		return exit{exitUsage, err}
	}
	s := &session{options: o, show: newPrinter(stdout, o), now: now, ledger: &exchange.MemoryLedger{}}
	defer s.close()
	if err := s.open(ctx, command); err != nil {
		return err
	}
	return s.do(ctx, command)
}

// uses says what a command needs. Those that need a store have nothing to say without
// what is remembered; in the record system inside this program nothing is.
var uses = map[string]struct{ server, records, store bool }{
	"demo": {server: true, records: true}, "plan": {server: true, records: true}, "apply": {server: true, records: true},
	"sync": {true, true, true}, "pull": {true, true, true}, "parked ours": {true, true, true}, "doctor": {server: true},
	"status": {store: true}, "report": {store: true}, "parked list": {store: true}, "parked retry": {store: true}, "parked dismiss": {store: true},
}

// fit looks whether the settings go with the command, before anything is opened.
func (o options) fit(command string) error {
	use := uses[command]
	switch {
	case o.Server != "" && o.EPR != "":
		return errors.New("--epr fills the record system inside this program; it does not go with --server")
	case o.Server != "" && command == "demo":
		return errors.New("to a record system of yours nothing is written that you have not seen: say plan, with --records DIR, and then apply")
	case use.store && !o.kept():
		return errors.New(command + " goes by what was sent before: say with --store where that is kept. Nothing was sent")
	case use.server && o.Server == "" && o.kept() && command != "doctor":
		return errors.New("the record system inside this program is forgotten when it ends, so a store does not go with it; nothing was sent: name yours with --server")
	case o.Sync.Metrics != "" && !onThisMachine(o.Sync.Metrics):
		return errors.New("--metrics is a port of this machine, such as 127.0.0.1:9464; nothing was sent")
	}
	return nil
}

// session is one run: the record system, the records, the ledger, and where it is shown.
type session struct {
	options
	show   printer
	now    func() time.Time
	epr    *epr // nil with --server
	server *client.Client
	ledger exchange.Ledger
	sync   *exchange.Exchange
	ends   []func()
}

func (s *session) close() {
	for _, end := range slices.Backward(s.ends) {
		end()
	}
}

func (s *session) open(ctx context.Context, command string) error {
	use := uses[command]
	if use.server {
		if err := s.openServer(); err != nil {
			return exit{exitUsage, err}
		}
	}
	if command == "doctor" {
		return ctx.Err() // it says itself what is amiss with a store
	}
	ledger, end, err := s.stored.open(ctx, s.now)
	if err != nil {
		return err
	}
	s.ledger, s.ends = ledger, append(s.ends, end)
	if !use.records {
		return ctx.Err()
	}
	if s.kept() {
		if err := bind(ctx, s.ledger, s.Target, s.sync.Base); err != nil {
			return err
		}
	}
	s.sync.Ledger = s.ledger
	// Applying a plan asks the records again: what has moved on is not sent.
	if err := s.openRecords(); err != nil {
		return exit{exitUsage, err}
	}
	return ctx.Err()
}

// openServer finds the record system, or starts the one inside this program.
func (s *session) openServer() error {
	at, base := s.Server, s.Server
	if s.Server == "" {
		local, err := startEPR(s.EPR)
		if err != nil {
			return err
		}
		s.epr, s.ends = local, append(s.ends, local.stop)
		at, base = local.base, inProcess
	}
	config, err := s.credentials.config(at)
	if err != nil {
		return err
	}
	if s.server, err = client.New(config); err != nil {
		return err
	}
	s.sync = &exchange.Exchange{Target: s.Target, Base: base, Site: fhir.Site{PlanEdits: s.PlanEdits, Identifiers: s.Identifiers}, Now: s.now}
	return nil
}

func (s *session) openRecords() (err error) {
	if s.sync.Records, s.sync.People, err = s.source(); err != nil || s.Policies == "" {
		return err
	}
	known, err := openPolicies(os.DirFS(s.Policies))
	if err != nil {
		return err
	}
	s.sync.Records, s.sync.Policy = underPolicies{s.sync.Records, known}, known.inForce(s.now())
	return nil
}

func (s *session) do(ctx context.Context, command string) error {
	switch command {
	case "plan":
		return s.plan(ctx, s.Plan.Out)
	case "apply":
		return s.apply(ctx, s.Apply.File)
	case "sync":
		if s.Sync.Once {
			return s.once(ctx)
		}
		return s.on(ctx)
	case "pull":
		return s.pull(ctx)
	case "status":
		return s.status(ctx)
	case "parked list":
		return s.parkedList(ctx)
	case "parked retry":
		return s.parkedRetry(ctx, s.Parked.Retry)
	case "parked ours":
		return s.parkedOurs(ctx, s.Parked.Ours)
	case "parked dismiss":
		return s.parkedDismiss(ctx, s.Parked.Dismiss)
	case "doctor":
		return s.doctor(ctx)
	case "report":
		return s.report(ctx)
	}
	return s.demo(ctx)
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
		return exchange.Plan{}, ended(err)
	}
	p, err := s.sync.Plan(ctx, s.server.Reader())
	return p, ended(err)
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

func (s *session) write(ctx context.Context, p exchange.Plan) (exchange.Report, error) {
	bar := s.show.progress(len(p.Items))
	report, err := s.sync.Apply(ctx, s.server, p, bar.done)
	bar.end()
	return report, ended(err)
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
