package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

var update = flag.Bool("update", false, "write the expectation file anew")

func TestTheMorningIsAsExpected(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out))
	file := filepath.Join("testdata", "expected.txt")
	if *update {
		require.NoError(t, os.WriteFile(file, out.Bytes(), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), out.String(), "go test ./examples/epr -update writes it anew")
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Contains(t, string(readme), lines[len(lines)-1])
	require.LessOrEqual(t, strings.Count(string(readme), "\n"), 40)
	for _, never := range []string{"9990001014", "Prowse", "brother"} {
		require.NotContains(t, out.String(), never, "H26")
	}
}

func TestItStaysSmallAndOnItsOwn(t *testing.T) {
	lines := 0
	for _, name := range []string{"main.go", "product.go"} {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		lines += bytes.Count(b, []byte("\n"))
		require.NotContains(t, string(b), "towpath/examples/")
		require.NotContains(t, string(b), "towpath/internal/")
	}
	require.Less(t, lines, 300)
}

// opened is the product over a file, quiet.
func opened(t *testing.T, file string) (*product, error) {
	t.Helper()
	p := &product{now: func() time.Time { return time.Date(2026, 3, 3, 9, 30, 0, 0, time.UTC) }, log: slog.New(slog.DiscardHandler)}
	p.trace = func(ctx context.Context, _ string) (context.Context, func(error)) { return ctx, func(error) {} }
	err := p.open(t.Context(), file)
	t.Cleanup(func() { _ = p.db.Close() })
	return p, err
}

// there is what one transaction writes: revision, changes, dirty documents.
func there(t *testing.T, p *product) (out string) {
	t.Helper()
	require.NoError(t, p.counts(t.Context(), func(format string, a ...any) {
		b, err := json.Marshal(a)
		require.NoError(t, err)
		out = string(b)
	}))
	return out
}

func TestOneTransaction(t *testing.T) {
	p, err := opened(t, filepath.Join(t.TempDir(), "x.db"))
	require.NoError(t, err)
	agree := func() error {
		return p.take(t.Context(), "session-aled", "r-1", "g-1", 1, recovery.AgreeGoal{})
	}
	broken := func(breakIt, mend string) {
		t.Helper()
		_, err := p.db.ExecContext(t.Context(), breakIt)
		require.NoError(t, err)
		before := there(t, p)
		require.Error(t, agree())
		require.Equal(t, before, there(t, p))
		_, err = p.db.ExecContext(t.Context(), mend)
		require.NoError(t, err)
	}
	t.Run("FHIR-16 where the note for the record system cannot be stored, neither is the step", func(t *testing.T) {
		broken("create trigger stop before insert on towpath_waiting begin select raise(abort, 'full'); end", "drop trigger stop")
	})
	t.Run("FHIR-16 nor where its change cannot", func(t *testing.T) {
		broken("create trigger stop before insert on peer_change begin select raise(abort, 'full'); end", "drop trigger stop")
	})
	t.Run("FHIR-16 all of it, or nothing", func(t *testing.T) {
		require.Equal(t, "[1,1,0]", there(t, p))
		require.NoError(t, agree())
		require.Equal(t, "[2,2,1]", there(t, p))
		require.NoError(t, agree(), "the same request again")
		require.Equal(t, "[2,2,1]", there(t, p))
	})
	t.Run("FHIR-16 two that decided on the same revision: one is stored", func(t *testing.T) {
		goal, err := p.goal(t.Context(), "g-1")
		require.NoError(t, err)
		act, err := p.act(t.Context(), "session-aled", "r-2", 2)
		require.NoError(t, err)
		one, change, err := goal.Do(recovery.StartGoal{}, act, p.facts)
		require.NoError(t, err)
		act.ID = "r-3"
		other, late, err := goal.Do(recovery.LetGo{}, act, p.facts)
		require.NoError(t, err)
		require.NoError(t, p.save(t.Context(), one, change))
		require.ErrorIs(t, p.save(t.Context(), other, late), peer.ErrConflict)
		require.Equal(t, "[3,3,1]", there(t, p))
	})
	t.Run("FHIR-16 what was erased meanwhile does not come back", func(t *testing.T) {
		goal, err := p.goal(t.Context(), "g-1")
		require.NoError(t, err)
		act, err := p.act(t.Context(), "session-aled", "r-9", 3)
		require.NoError(t, err)
		next, change, err := goal.Do(recovery.LetGo{}, act, p.facts)
		require.NoError(t, err)
		was, err := peer.Encode(goal)
		require.NoError(t, err)
		_, err = p.db.ExecContext(t.Context(), "delete from peer_record")
		require.NoError(t, err)
		require.ErrorIs(t, p.save(t.Context(), next, change), peer.ErrConflict)
		_, err = p.db.ExecContext(t.Context(), "insert into peer_record values ('goal', 'g-1', ?, 3)", string(was))
		require.NoError(t, err)
	})
	t.Run("PEER-60 the changes are one whole history", func(t *testing.T) {
		rows, err := p.db.QueryContext(t.Context(), "select body from peer_change order by rev")
		require.NoError(t, err)
		defer func() { require.NoError(t, rows.Close()) }()
		var chain []peer.Change
		for rows.Next() {
			var body []byte
			var c peer.Change
			require.NoError(t, rows.Scan(&body))
			require.NoError(t, json.Unmarshal(body, &c))
			chain = append(chain, c)
		}
		require.NoError(t, rows.Err())
		require.Len(t, chain, 3)
		require.NoError(t, peer.VerifyChain(chain))
	})
	t.Run("FHIR-16 what was made with a record is stored with it", func(t *testing.T) {
		goal, err := p.goal(t.Context(), "g-1")
		require.NoError(t, err)
		act, err := p.act(t.Context(), "session-aled", "r-10", goal.Rev())
		require.NoError(t, err)
		next, change, err := goal.Do(recovery.HoldGoal{}, act, p.facts)
		require.NoError(t, err)
		act.ID, act.Seen = "r-11", 0
		with, made, err := recovery.NewGoal(recovery.ProposeGoal{ID: "g-2", Person: "aled", Worker: "jess", Words: peer.Words{Text: peer.Say("swim"), By: act.By, How: peer.Said}}, act, p.facts)
		require.NoError(t, err)
		change.Made = []peer.Made{{Ref: with.Ref(), Record: with, Change: &made}}
		require.NoError(t, p.save(t.Context(), next, change))
		got, err := p.goal(t.Context(), "g-2")
		require.NoError(t, err)
		require.Equal(t, with.Rev(), got.Rev())
	})
	t.Run("FHIR-16 nobody who is not logged in, and nothing that is not there", func(t *testing.T) {
		require.ErrorIs(t, p.take(t.Context(), "session-x", "r-4", "g-1", 3, recovery.LetGo{}), sql.ErrNoRows)
		require.ErrorContains(t, p.take(t.Context(), "session-aled", "r-4", "g-9", 3, recovery.LetGo{}), "no such goal")
	})
}

func TestUpgrade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.db")
	older := func(edit string) {
		t.Helper()
		db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(file))
		require.NoError(t, err)
		_, err = db.ExecContext(t.Context(), strings.ReplaceAll(versionBefore, "pragma user_version = 1;", edit+"; pragma user_version = 1;"))
		require.NoError(t, err)
		require.NoError(t, db.Close())
	}
	t.Run("FHIR-16 a record of a newer version stops it, and nothing is changed", func(t *testing.T) {
		older(`update peer_record set body = replace(body, '"schema":1', '"schema":2')`)
		p, err := opened(t, file)
		require.ErrorIs(t, err, peer.ErrNewerSchema)
		var version, columns int
		require.NoError(t, p.db.QueryRow("pragma user_version").Scan(&version))
		require.NoError(t, p.db.QueryRow("select count(*) from pragma_table_info('peer_record')").Scan(&columns))
		require.Equal(t, [2]int{1, 3}, [2]int{version, columns})
	})
	t.Run("FHIR-16 put right, it is brought up, once", func(t *testing.T) {
		db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(file))
		require.NoError(t, err)
		_, err = db.Exec(`update peer_record set body = replace(body, '"schema":2', '"schema":1')`)
		require.NoError(t, err)
		require.NoError(t, db.Close())
		for range 2 {
			p, err := opened(t, file)
			require.NoError(t, err)
			require.Equal(t, "[1,1,0]", there(t, p))
			require.NoError(t, p.db.Close())
		}
	})
}
