// Command epr is a small product that embeds the library, seen from its vendor: their
// own patients and logins, their own tables for our values, one transaction for a record,
// its change and the note that it still has to reach the record system, their own logger
// and tracer. Nothing of ours is global, and we open nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "epr:", err)
		if errors.Is(err, context.Canceled) {
			os.Exit(130)
		}
		os.Exit(1)
	}
}

// run tells a morning of the product, in a database of its own that is gone afterwards.
func run(ctx context.Context, stdout io.Writer) error {
	dir, err := os.MkdirTemp("", "epr")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	log := slog.New(slog.NewTextHandler(stdout, &slog.HandlerOptions{ReplaceAttr: withoutTime}))
	p := &product{log: log, now: func() time.Time { return time.Date(2026, 3, 3, 9, 30, 0, 0, time.UTC) }}
	p.trace = func(ctx context.Context, span string) (context.Context, func(error)) {
		return ctx, func(err error) { log.Info("span", "name", span, "ok", err == nil) }
	}
	if err := p.open(ctx, filepath.Join(dir, "product.db")); err != nil {
		return err
	}
	defer func() { _ = p.db.Close() }()
	return p.morning(ctx, func(format string, a ...any) { _, _ = fmt.Fprintf(stdout, format+"\n", a...) })
}

func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// morning is what Jess and Aled do with Aled's goal, which the version before stored.
func (p *product) morning(ctx context.Context, say func(string, ...any)) error {
	goal, missing := p.goal(ctx, "g-1")
	jess, nobody := p.act(ctx, "session-jess", "http-1", goal.Rev())
	if err := errors.Join(missing, nobody); err != nil {
		return err
	}
	say("\nJess opens the goal, which is %s. Her page lists:", goal.Status())
	for _, c := range goal.Choices(jess, p.facts) {
		say("  %-18s %v, hers: %t", c.Do, c.Whose, c.Yours)
	}
	for _, m := range []struct {
		says, session, request string
		seen                   peer.Rev
		step                   recovery.GoalStep
		want                   error
	}{
		{"Jess says for Aled that he agrees:", "session-jess", "http-2", 1, recovery.AgreeGoal{}, peer.ErrPersonsChoiceOnly},
		{"Aled says so himself,", "session-aled", "http-3", 1, recovery.AgreeGoal{}, nil},
		{"and his telephone sends it twice:", "session-aled", "http-3", 1, recovery.AgreeGoal{}, nil},
		{"His tablet still shows the page from before:", "session-aled", "http-4", 1, recovery.StartGoal{}, peer.ErrConflict},
		{"He reads it again, and starts:", "session-aled", "http-5", 2, recovery.StartGoal{}, nil},
	} {
		say("\n%s", m.says)
		if err := p.take(ctx, m.session, m.request, "g-1", m.seen, m.step); !errors.Is(err, m.want) {
			return fmt.Errorf("that came out otherwise than it was to: %w", err)
		}
		if err := p.counts(ctx, say); err != nil {
			return err
		}
	}
	return nil
}
