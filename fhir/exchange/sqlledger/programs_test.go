package sqlledger_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
)

// play is what another program does with a store, until it is killed.
func play(ctx context.Context, part string) error {
	s := store{sqlledger.Dialect(os.Getenv("TOWPATH_LEDGER_DIALECT")), os.Getenv("TOWPATH_LEDGER_DSN"), os.Getenv("TOWPATH_LEDGER_PREFIX")}
	db, err := s.database()
	if part == "make" {
		db, err = s.overheard(dying())
	}
	if err != nil {
		return err
	}
	if part == "open" {
		fmt.Println("here")
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	}
	l, err := sqlledger.Open(ctx, db, s.dialect, sqlledger.Options{Prefix: s.prefix})
	if err != nil {
		return err
	}
	switch part {
	case "open", "make":
		fmt.Println("open")
		return nil
	case "mark":
		for n := 0; ; n++ {
			if err := l.MarkDirty(ctx, epr, wants(n, 1)); err != nil {
				return err
			}
			fmt.Printf("g-%05d\n", n)
		}
	case "settle":
		return settleAll(ctx, l)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.Exec("insert into " + s.prefix + "host (id) values (1)"); err != nil {
		return err
	}
	if err := l.In(tx).MarkDirty(ctx, epr, wants(1, 1)); err != nil {
		return err
	}
	fmt.Println("marked, and not committed")
	_, _ = io.ReadAll(os.Stdin)
	return tx.Commit()
}

// dying kills this program when it has said as many statements as it was told.
func dying() func(string) error {
	left, err := strconv.Atoi(os.Getenv("TOWPATH_LEDGER_STATEMENTS"))
	return func(string) error {
		if left--; left >= 0 || err != nil {
			return err
		}
		if self, err := os.FindProcess(os.Getpid()); err == nil {
			_ = self.Kill()
		}
		select {}
	}
}

// settleAll claims and settles a few at a time, and says which were settled.
func settleAll(ctx context.Context, l *sqlledger.Ledger) error {
	now := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	for {
		claimed, err := l.Claim(ctx, epr, exchange.Claim{Most: 3, Now: now, Until: now.Add(time.Hour)})
		if err != nil {
			return err
		}
		if len(claimed) == 0 {
			_, _ = io.ReadAll(os.Stdin)
			return nil
		}
		var done []exchange.Settled
		for _, c := range claimed {
			done = append(done, stands(c.Wanted))
		}
		if err := l.Settle(ctx, epr, done...); err != nil {
			return err
		}
		for _, c := range claimed {
			fmt.Println(c.Name.Record.ID)
		}
	}
}

// program is another program that plays a part.
type program struct {
	*exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func (s store) start(t *testing.T, part string, more ...string) program {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "TOWPATH_LEDGER_PART="+part, "TOWPATH_LEDGER_DIALECT="+string(s.dialect), "TOWPATH_LEDGER_DSN="+s.dsn, "TOWPATH_LEDGER_PREFIX="+s.prefix)
	c.Env = append(c.Env, more...)
	in, err := c.StdinPipe()
	require.NoError(t, err)
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	return program{c, in, bufio.NewReader(out)}
}

// line is the next line that it says.
func (p program) line(t *testing.T) string {
	t.Helper()
	line, err := p.out.ReadString('\n')
	require.NoError(t, err)
	return strings.TrimSuffix(line, "\n")
}

// kill ends it without a word, and gives the lines that it had still said whole.
func (p program) kill(t *testing.T) (said []string) {
	t.Helper()
	require.NoError(t, p.Process.Kill())
	return p.ends()
}

// ends waits until it has ended, and gives the lines that it had still said whole.
func (p program) ends() (said []string) {
	for {
		line, err := p.out.ReadString('\n')
		if err != nil {
			break
		}
		said = append(said, strings.TrimSuffix(line, "\n"))
	}
	_ = p.Wait()
	return said
}

func TestKilledWhileItMarks(t *testing.T) {
	onBoth(t, func(t *testing.T, s store) {
		for _, acknowledged := range []int{1, 3, 8, 20} {
			t.Run(fmt.Sprintf("FHIR-16, H05 after %d", acknowledged), func(t *testing.T) {
				p := s.start(t, "mark")
				var said []string
				for range acknowledged {
					said = append(said, p.line(t))
				}
				said = append(said, p.kill(t)...)
				l, _ := s.open(t)
				there := dirty(t, l)
				for _, id := range said {
					require.Contains(t, there, id, "it was acknowledged")
				}
			})
		}
	})
}

func TestKilledWhileItSettles(t *testing.T) {
	const documents = 200
	onBoth(t, func(t *testing.T, s store) {
		l, _ := s.open(t)
		settled := map[string]bool{}
		for round, acknowledged := range []int{1, 5, 11} {
			t.Run(fmt.Sprintf("FHIR-16, H05 after %d", acknowledged), func(t *testing.T) {
				var wanted []exchange.Wanted
				for n := range documents {
					wanted = append(wanted, wants(1000*round+n, 1))
				}
				require.NoError(t, l.MarkDirty(t.Context(), epr, wanted...))
				p := s.start(t, "settle")
				var said []string
				for range acknowledged {
					said = append(said, p.line(t))
				}
				for _, id := range append(said, p.kill(t)...) {
					settled[id] = true
				}
				there := dirty(t, l)
				for _, w := range wanted {
					_, linked, err := l.Link(t.Context(), epr, w.Name)
					require.NoError(t, err)
					_, waits := there[w.Name.Record.ID]
					require.NotEqual(t, linked, waits, "it stands there, or still has to go out")
					require.False(t, settled[w.Name.Record.ID] && waits, "it was acknowledged")
				}
			})
		}
	})
}

func TestKilledBeforeTheHostCommits(t *testing.T) {
	onBoth(t, func(t *testing.T, s store) {
		t.Run("FHIR-16, H05 neither the record nor the note of it is there", func(t *testing.T) {
			l, db := s.open(t)
			hosts(t, s, db)
			p := s.start(t, "host")
			require.Equal(t, "marked, and not committed", p.line(t))
			p.kill(t)
			require.Empty(t, dirty(t, l))
			require.Zero(t, count(t, db, s.prefix+"host"))
		})
	})
}

func TestOpenedByManyProgramsAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s store) {
		t.Run("FHIR-16 eight programs open one fresh store", func(t *testing.T) {
			var programs []program
			for range 8 {
				programs = append(programs, s.start(t, "open"))
			}
			for _, p := range programs {
				require.Equal(t, "here", p.line(t))
			}
			var all sync.WaitGroup
			for _, p := range programs {
				all.Go(func() { _, _ = io.WriteString(p.in, "go\n") })
			}
			all.Wait()
			for _, p := range programs {
				require.Equal(t, "open", p.line(t))
				require.NoError(t, p.Wait())
			}
			_, db := s.open(t)
			require.Equal(t, 1, count(t, db, s.ours()+"schema"))
		})
	})
}
