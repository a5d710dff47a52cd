package main

import (
	"io"
	"os"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// every is how often a run without a terminal says that it is alive.
const every = 5 * time.Second

// bar shows how far a run is: a bar on a terminal, a line every few seconds
// elsewhere.
type bar struct {
	show  printer
	all   *mpb.Progress
	one   *mpb.Bar
	said  time.Time
	count int
}

func (s printer) progress(total int) *bar {
	b := &bar{show: s, said: time.Now()}
	if s.json || !isTerminal(s.out) || total == 0 {
		return b
	}
	b.all = mpb.New(mpb.WithOutput(s.out), mpb.WithWidth(48))
	b.one = b.all.AddBar(int64(total), mpb.PrependDecorators(decor.Name("writing "), decor.CountersNoUnit("%d of %d")),
		mpb.AppendDecorators(decor.AverageETA(decor.ET_STYLE_GO)))
	return b
}

func (b *bar) done(_ exchange.Result, total int) { b.add(1, total) }

func (b *bar) add(n, total int) {
	b.count += n
	switch {
	case b.one != nil:
		b.one.IncrBy(n)
	case time.Since(b.said) >= every:
		b.said = time.Now()
		b.show.line(struct {
			Type  string `json:"type"`
			Done  int    `json:"done"`
			Total int    `json:"total"`
		}{"progress", b.count, total})
		b.show.say("  %d of %d", b.count, total)
	}
}

// end leaves the bar as it stands; a run that was broken off leaves it unfilled.
func (b *bar) end() {
	if b.one == nil {
		return
	}
	if !b.one.Completed() {
		b.one.Abort(false)
	}
	b.all.Wait()
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
