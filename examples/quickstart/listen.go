package main

import (
	"context"
	"fmt"
	"runtime"
	"strings"

	"github.com/towpath-care/towpath/internal/scenarios"
)

// tell tells one scenario to the page. The error is the context's: it looks between the
// parts, so that nothing is left half-told.
func tell(ctx context.Context, out *page, s scenarios.Scenario) error {
	out.sum.Scenarios++
	out.line(opened{Type: "scenario", ID: s.ID, Title: s.Title})
	for _, p := range s.Parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		listener{ctx, out, s.ID, 0, new(bool)}.Run(p.Name, p.Tell)
	}
	return ctx.Err()
}

// listener hears a part of a scenario and writes it down. It is a scenarios.T.
type listener struct {
	ctx   context.Context
	out   *page
	name  string
	depth int
	notSo *bool // something in this part, or below it, does not hold
}

func (l listener) Name() string             { return l.name }
func (l listener) Context() context.Context { return l.ctx }
func (listener) Helper()                    {}

// Errorf writes down what does not hold.
func (l listener) Errorf(format string, args ...any) {
	*l.notSo = true
	l.out.notSo(l.name, strings.TrimSpace(fmt.Sprintf(format, args...)))
}

// FailNow ends the part. Like a test's, it is called where the part is told.
func (l listener) FailNow() {
	*l.notSo = true
	runtime.Goexit()
}

// Run tells a part on a goroutine of its own, which FailNow can end, and waits for it.
func (l listener) Run(name string, part func(scenarios.T)) bool {
	below := listener{l.ctx, l.out, l.name + "/" + name, l.depth + 1, new(bool)}
	l.out.heading(below.depth, name)
	below.hear(part)
	*l.notSo = *l.notSo || *below.notSo
	return !*below.notSo
}

// Alone tells a part that waits, in the time there is. Its context ends with it.
func (l listener) Alone(part func(scenarios.T)) {
	ctx, end := context.WithCancel(l.ctx)
	defer end()
	l.ctx = ctx
	l.hear(part)
}

// hear waits for a part to end, however it does. A panic counts as not so, and the
// others are told all the same.
func (l listener) hear(part func(scenarios.T)) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer func() {
			if why := recover(); why != nil {
				l.Errorf("it panics: %v", why)
			}
		}()
		part(l)
	}()
	<-ended
}

// Shows writes down what came of a step.
func (l listener) Shows(s scenarios.Shown) { l.out.shown(s) }
