package exchangetest_test

import (
	"context"
	"iter"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/exchangetest"
)

// faulty is a ledger in memory, one sentence of whose contract is not kept.
type faulty struct {
	*exchange.MemoryLedger
	mark    func(ctx context.Context, target string, wanted []exchange.Wanted) error
	settle  func(ctx context.Context, target string, settled []exchange.Settled) error
	park    func(ctx context.Context, target string, parked []exchange.Parked) error
	claim   func(ctx context.Context, target string, c exchange.Claim) ([]exchange.Claimed, error)
	later   func(ctx context.Context, target string, later []exchange.Postponed) error
	arrive  func(ctx context.Context, target string, found []exchange.Arrival, upTo exchange.Checkpoint) error
	dirty   func(ctx context.Context, target string) iter.Seq2[exchange.Wanted, error]
	release func(ctx context.Context, target string, names []exchange.Name) error
}

func sound() *faulty {
	m := &exchange.MemoryLedger{}
	return &faulty{m,
		func(ctx context.Context, target string, w []exchange.Wanted) error {
			return m.MarkDirty(ctx, target, w...)
		},
		func(ctx context.Context, target string, s []exchange.Settled) error {
			return m.Settle(ctx, target, s...)
		},
		func(ctx context.Context, target string, p []exchange.Parked) error { return m.Park(ctx, target, p...) },
		m.Claim,
		func(ctx context.Context, target string, p []exchange.Postponed) error {
			return m.Later(ctx, target, p...)
		},
		m.Arrive, m.Dirty,
		func(ctx context.Context, target string, n []exchange.Name) error { return m.Release(ctx, target, n...) },
	}
}

func (f *faulty) MarkDirty(ctx context.Context, target string, w ...exchange.Wanted) error {
	return f.mark(ctx, target, w)
}
func (f *faulty) Settle(ctx context.Context, target string, s ...exchange.Settled) error {
	return f.settle(ctx, target, s)
}
func (f *faulty) Park(ctx context.Context, target string, p ...exchange.Parked) error {
	return f.park(ctx, target, p)
}
func (f *faulty) Claim(ctx context.Context, target string, c exchange.Claim) ([]exchange.Claimed, error) {
	return f.claim(ctx, target, c)
}
func (f *faulty) Later(ctx context.Context, target string, p ...exchange.Postponed) error {
	return f.later(ctx, target, p)
}
func (f *faulty) Arrive(ctx context.Context, target string, found []exchange.Arrival, upTo exchange.Checkpoint) error {
	return f.arrive(ctx, target, found, upTo)
}
func (f *faulty) Dirty(ctx context.Context, target string) iter.Seq2[exchange.Wanted, error] {
	return f.dirty(ctx, target)
}
func (f *faulty) Release(ctx context.Context, target string, n ...exchange.Name) error {
	return f.release(ctx, target, n)
}

// faults are what a ledger may do wrong, each in a ledger that does everything else right.
var faults = map[string]func(f *faulty){
	"it loses the last of many": func(f *faulty) {
		whole := f.mark
		f.mark = func(ctx context.Context, target string, w []exchange.Wanted) error {
			return whole(ctx, target, w[:min(len(w), 500)])
		}
	},
	"it notes only the first of a call": func(f *faulty) {
		whole := f.mark
		f.mark = func(ctx context.Context, target string, w []exchange.Wanted) error {
			return whole(ctx, target, w[:min(len(w), 1)])
		}
	},
	"all targets are one": func(f *faulty) {
		whole := f.mark
		f.mark = func(ctx context.Context, _ string, w []exchange.Wanted) error { return whole(ctx, "one", w) }
	},
	"it forgets the part of a name": func(f *faulty) {
		whole := f.mark
		f.mark = func(ctx context.Context, target string, w []exchange.Wanted) error {
			w = slices.Clone(w)
			for i := range w {
				w[i].Name.Part = ""
			}
			return whole(ctx, target, w)
		}
	},
	"it does not hear that a context has ended": func(f *faulty) {
		whole := f.settle
		f.settle = func(ctx context.Context, target string, s []exchange.Settled) error {
			return whole(context.WithoutCancel(ctx), target, s)
		}
	},
	"what is settled stays dirty": func(f *faulty) {
		whole := f.settle
		f.settle = func(ctx context.Context, target string, s []exchange.Settled) error {
			for _, one := range s {
				if err := whole(ctx, target, []exchange.Settled{one}); err != nil {
					return err
				}
				if err := f.MemoryLedger.MarkDirty(ctx, target, exchange.Wanted{Name: one.Name, Rev: one.Rev}); err != nil {
					return err
				}
			}
			return nil
		}
	},
	"it keeps no reasons": func(f *faulty) {
		whole := f.park
		f.park = func(ctx context.Context, target string, p []exchange.Parked) error {
			p = slices.Clone(p)
			for i := range p {
				p[i].Why = nil
			}
			return whole(ctx, target, p)
		}
	},
	"two get the same claim": func(f *faulty) {
		whole := f.claim
		f.claim = func(ctx context.Context, target string, c exchange.Claim) ([]exchange.Claimed, error) {
			c.Until = c.Now
			return whole(ctx, target, c)
		}
	},
	"a claim never ends": func(f *faulty) {
		whole := f.claim
		f.claim = func(ctx context.Context, target string, c exchange.Claim) ([]exchange.Claimed, error) {
			c.Until = c.Until.AddDate(9, 0, 0)
			return whole(ctx, target, c)
		}
	},
	"it gives more than was asked for": func(f *faulty) {
		whole := f.claim
		f.claim = func(ctx context.Context, target string, c exchange.Claim) ([]exchange.Claimed, error) {
			c.Most *= 2
			return whole(ctx, target, c)
		}
	},
	"a claim does not say where the document stood": func(f *faulty) {
		whole := f.claim
		f.claim = func(ctx context.Context, target string, c exchange.Claim) ([]exchange.Claimed, error) {
			claimed, err := whole(ctx, target, c)
			for i := range claimed {
				claimed[i].Link, claimed[i].Known = exchange.Link{}, false
			}
			return claimed, err
		}
	},
	"what was put off is due at once": func(f *faulty) {
		whole := f.later
		f.later = func(ctx context.Context, target string, p []exchange.Postponed) error {
			p = slices.Clone(p)
			for i := range p {
				p[i].Due = time.Time{}
			}
			return whole(ctx, target, p)
		}
	},
	"it forgets what has arrived": func(f *faulty) {
		whole := f.arrive
		f.arrive = func(ctx context.Context, target string, found []exchange.Arrival, upTo exchange.Checkpoint) error {
			upTo.Forget = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
			return whole(ctx, target, found, upTo)
		}
	},
	"nobody may change it while it is read": func(f *faulty) {
		whole := f.dirty
		f.dirty = func(ctx context.Context, target string) iter.Seq2[exchange.Wanted, error] {
			return func(yield func(exchange.Wanted, error) bool) {
				for w, err := range whole(ctx, target) {
					if _, settled, _ := f.MemoryLedger.Link(ctx, target, w.Name); settled {
						return
					}
					if !yield(w, err) {
						return
					}
				}
			}
		}
	},
	"released is gone": func(f *faulty) {
		f.release = func(ctx context.Context, target string, names []exchange.Name) error {
			for _, n := range names {
				if err := f.MemoryLedger.Leave(ctx, target, exchange.Wanted{Name: n, Rev: 1 << 30}); err != nil {
					return err
				}
			}
			return nil
		}
	},
	"two get the same claim while several are at work": func(f *faulty) {
		whole := f.claim
		f.claim = func(ctx context.Context, target string, c exchange.Claim) ([]exchange.Claimed, error) {
			if strings.HasPrefix(target, "history") {
				c.Until = c.Now
			}
			return whole(ctx, target, c)
		}
	},
}

const planted = "TOWPATH_LEDGER_FAULT"

// TestPlanted is for the programs that TestTheKitFinds starts.
func TestPlanted(t *testing.T) {
	name, there := os.LookupEnv(planted)
	if !there {
		t.Skip("It is run with one fault at a time by the test beside it.")
	}
	exchangetest.Ledger(t, func(*testing.T) exchange.Ledger {
		f := sound()
		if plant := faults[name]; plant != nil {
			plant(f)
		}
		return f
	})
}

func TestTheKitFinds(t *testing.T) {
	run := func(name string) error {
		c := exec.Command(os.Args[0], "-test.run", "^TestPlanted$", "-rapid.nofailfile", "-rapid.shrinktime", "1ms")
		c.Env = append(os.Environ(), planted+"="+name)
		return c.Run()
	}
	t.Run("FHIR-16 nothing in a sound ledger", func(t *testing.T) { require.NoError(t, run("")) })
	for _, name := range slices.Sorted(maps.Keys(faults)) {
		t.Run("FHIR-16 "+name, func(t *testing.T) {
			var failed *exec.ExitError
			require.ErrorAs(t, run(name), &failed)
		})
	}
}
