package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/fhir/strict"
)

// site is a record system, a folder of records and a store, as a trust has them.
type site struct {
	epr     *fhirtest.Server
	base    string
	records string
	store   string
	now     time.Time
}

// noon is when everything happens in tests that print times.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func newSite(t *testing.T, config fhirtest.Config) *site {
	t.Helper()
	x := &site{records: filepath.Join(t.TempDir(), "records"), store: filepath.Join(t.TempDir(), "sync.db"), now: noon}
	config.UpdateCreate, config.ReadOnly, config.Validate = true, []string{"Patient"}, strict.Validate
	config.Now = func() time.Time { return x.now }
	x.epr = fhirtest.New(config)
	docs, err := readDocuments(fixtures.EPR())
	require.NoError(t, err)
	for _, d := range docs {
		require.NoError(t, x.epr.Seed(d.body))
	}
	base, stop := x.epr.Start()
	t.Cleanup(stop)
	x.base = base
	require.NoError(t, os.CopyFS(x.records, fixtures.Records()))
	return x
}

// run runs a command with the settings of the site.
func (x *site) run(t *testing.T, args ...string) (string, int) {
	t.Helper()
	var out bytes.Buffer
	err := x.under(context.Background(), &out, args...)
	if err != nil && err.Error() != "" {
		out.WriteString("fhirsync: " + err.Error() + "\n")
	}
	for _, c := range canaries {
		require.NotContains(t, out.String(), c)
	}
	return out.String(), exitCode(err)
}

func (x *site) under(ctx context.Context, out io.Writer, args ...string) error {
	return runAt(ctx, append(args, "--server", x.base, "--records", x.records, "--store", x.store), out, func() time.Time { return x.now })
}

func (x *site) later(d time.Duration) { x.now = x.now.Add(d) }

func refusesGoals(r *http.Request) *fhirtest.Fault {
	if r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/Goal/") {
		return &fhirtest.Fault{Status: 422}
	}
	return nil
}

func TestSyncOnce(t *testing.T) {
	x := newSite(t, fhirtest.Config{})
	out, code := x.run(t, "sync", "--once")
	require.Zero(t, code, out)
	require.Contains(t, out, "Sent: 5 created, 0 updated, 1 edited")
	t.Run("FHIR-16 a second round sends nothing", func(t *testing.T) {
		writes := x.epr.Writes()
		out, code := x.run(t, "sync", "--once")
		require.Zero(t, code, out)
		require.Equal(t, writes, x.epr.Writes())
		require.Contains(t, out, "standing 6, on their way 0, parked 0")
	})
	t.Run("EX-02 a plan in the same store has nothing to write", func(t *testing.T) {
		_, code := x.run(t, "plan")
		require.Zero(t, code)
	})
	t.Run("FHIR-16 what somebody changes there is found, and waits for the worker", func(t *testing.T) {
		x.later(10 * time.Minute)
		for _, id := range x.epr.IDs("Goal") {
			require.NoError(t, x.epr.Edit("Goal", id, func(b []byte) []byte {
				return bytes.ReplaceAll(b, []byte("back to the allotment"), []byte("back to the garden"))
			}))
		}
		out, code := x.run(t, "pull", "--json")
		require.Zero(t, code, out)
		require.Equal(t, 1, requireLines(t, out, false)["arrived"])
		require.Contains(t, out, `"document":"goal/g-1:Goal"`)
		out, _ = x.run(t, "pull", "--json")
		require.NotContains(t, out, "goal/g-1", "what was shown is taken")
		out, code = x.run(t, "sync", "--once")
		require.Equal(t, exitSomeHeld, code)
		require.Contains(t, out, "1 parked")
		out, _ = x.run(t, "parked")
		require.Contains(t, out, "! goal/g-1:Goal\n        [FHIR-16 changed-there]")
		require.Contains(t, out, "For: the worker, together with the person.")
	})
	t.Run("FHIR-16 what stands here stands there again once somebody has looked, and not before", func(t *testing.T) {
		_, code := x.run(t, "parked", "retry", "goal/g-1")
		require.Zero(t, code)
		_, code = x.run(t, "sync", "--once")
		require.Equal(t, exitSomeHeld, code)
		out, code := x.run(t, "parked", "ours", "goal/g-1:Goal", "--json")
		require.Zero(t, code, out)
		require.Equal(t, map[string]int{"seen": 1}, requireLines(t, out, false))
		out, code = x.run(t, "sync", "--once")
		require.Zero(t, code, out)
		require.Contains(t, out, "1 updated")
	})
	t.Run("EX-02 interrupted before it began", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		require.Equal(t, exitInterrupted, exitCode(x.under(ctx, io.Discard, "sync", "--once")))
	})
}

func TestSyncRunsOnUntilItIsTold(t *testing.T) {
	x := newSite(t, fhirtest.Config{})
	ctx, stop := context.WithCancel(context.Background())
	searches := make(chan struct{}, 1000)
	x.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if strings.HasSuffix(r.URL.Path, "/_search") {
			searches <- struct{}{}
		}
		return nil
	})
	lines := make(chan string, 1000)
	done := make(chan error)
	go func() {
		done <- x.under(ctx, each(func(line string) { lines <- line }), "sync", "--every", "20ms", "--metrics", "127.0.0.1:0", "--json")
	}()
	for range 60 { // several rounds; what stands there is searched from the second on
		<-searches
	}
	stop()
	require.NoError(t, <-done, "EX-02 told to stop, it ends as it should")
	close(lines)
	stays := 0
	for line := range lines {
		var v struct{ Did map[exchange.Do]int }
		require.NoError(t, json.Unmarshal([]byte(line), &v))
		stays += v.Did[exchange.Keep]
	}
	require.Equal(t, 2, stays, "EX-02 what stays here is looked at again when it has changed, and not every time")
	require.Len(t, x.epr.IDs("Goal"), 4, "FHIR-16 what was in hand is finished: three goals of ours beside the one of the service")
	x.epr.Fail(nil)
	out, code := x.run(t, "status")
	require.Zero(t, code)
	require.Contains(t, out, "6 stand there")
	require.Contains(t, out, "0 of them in somebody's hands")
}

// each is a writer that hears of every write.
type each func(string)

func (e each) Write(b []byte) (int, error) { e(string(b)); return len(b), nil }

func TestSeveralOnOneStoreShareTheWork(t *testing.T) {
	x := newSite(t, fhirtest.Config{})
	done := make(chan error)
	for range 3 {
		go func() { done <- x.under(context.Background(), io.Discard, "sync", "--once") }()
	}
	for range 3 {
		require.NoError(t, <-done)
	}
	require.Len(t, x.epr.IDs("Goal"), 4, "FHIR-16 each is made once")
	require.Len(t, x.epr.IDs("Encounter"), 2)
	_, code := x.run(t, "plan")
	require.Zero(t, code)
}

func TestARecordSystemThatIsAway(t *testing.T) {
	x := newSite(t, fhirtest.Config{})
	x.epr.Fail(func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{Drop: true} })
	out, code := x.run(t, "sync", "--once")
	require.Equal(t, exitNotDone, code)
	require.Contains(t, out, "Nothing more is tried until")
	out, _ = x.run(t, "status")
	require.Contains(t, out, "Nothing more is tried until")
	asked := len(x.epr.Log())
	t.Run("FHIR-20 while it rests, a round sends nothing and does not end as if all were well", func(t *testing.T) {
		out, code := x.run(t, "sync", "--once", "--json")
		require.Equal(t, exitNotDone, code)
		require.Equal(t, 1, requireLines(t, out, false)["resting"])
		require.Len(t, x.epr.Log(), asked)
	})
	x.epr.Fail(nil)
	x.later(20 * time.Minute)
	out, code = x.run(t, "sync", "--once")
	require.Zero(t, code, out)
	require.Contains(t, out, "standing 6, on their way 0, parked 0")
}
