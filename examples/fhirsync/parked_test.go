package main

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// golden compares what was printed with an expectation file.
func golden(t *testing.T, name, out string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(out), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), out, "go test ./examples/fhirsync -update writes it anew")
}

// held is a site with goals that the record system does not take, and a contact that
// could not be sent.
func held(t *testing.T) *site {
	x := newSite(t, fhirtest.Config{})
	x.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if r.URL.Path == "/fhir" || r.URL.Path == "/fhir/" {
			return &fhirtest.Fault{Status: 405} // it takes no Bundles
		}
		return refusesGoals(r)
	})
	_, code := x.run(t, "sync", "--once")
	require.Equal(t, exitSomeHeld, code)
	return x
}

func TestParked(t *testing.T) {
	x := held(t)
	t.Run("EX-02 each says what is needed, and for whom", func(t *testing.T) {
		out, code := x.run(t, "parked", "list")
		require.Zero(t, code)
		golden(t, "parked.txt", out)
		out, _ = x.run(t, "parked", "--json")
		golden(t, "parked.ndjson", out)
		require.Equal(t, 3, requireLines(t, out, false)["parked"])
	})
	t.Run("EX-02 status counts them", func(t *testing.T) {
		out, code := x.run(t, "status")
		require.Equal(t, exitSomeHeld, code)
		golden(t, "status.txt", out)
		out, _ = x.run(t, "status", "--json")
		golden(t, "status.ndjson", out)
		requireLines(t, out, false)
	})
	t.Run("EX-02 a name that is not parked: nothing is done for the others either", func(t *testing.T) {
		for _, args := range [][]string{{"goal/g-1:Goal", "goal/g-9"}, {"g-1"}, {}, {"goal/g-1:Goal", "--all"}, {"goal/g-1:Encounter"}} {
			_, code := x.run(t, append([]string{"parked", "dismiss"}, args...)...)
			require.Equal(t, exitUsage, code, args)
		}
		out, _ := x.run(t, "status")
		require.Contains(t, out, "3 are parked, and wait for somebody; 0 more")
	})
	t.Run("EX-02 left at that", func(t *testing.T) {
		out, code := x.run(t, "parked", "dismiss", "goal/g-3", "--json")
		require.Zero(t, code)
		require.Equal(t, map[string]int{"dismissed": 1}, requireLines(t, out, false))
		out, _ = x.run(t, "parked")
		require.Contains(t, out, "! goal/g-3:Goal (left at that)")
		out, _ = x.run(t, "status")
		require.Contains(t, out, "2 are parked, and wait for somebody; 1 more")
	})
	t.Run("EX-02 put right, it goes with the next round", func(t *testing.T) {
		x.epr.Fail(nil)
		_, code := x.run(t, "sync", "--once")
		require.Equal(t, exitSomeHeld, code, "nobody has said that it is put right")
		out, code := x.run(t, "parked", "retry", "goal/g-1:Goal", "--json")
		require.Zero(t, code)
		require.Equal(t, map[string]int{"released": 1}, requireLines(t, out, false))
		out, _ = x.run(t, "sync", "--once")
		require.Contains(t, out, "Sent: 1 created")
		_, code = x.run(t, "parked", "retry", "--all")
		require.Zero(t, code)
		_, code = x.run(t, "sync", "--once")
		require.Zero(t, code)
		out, _ = x.run(t, "parked")
		require.Equal(t, "Nothing is parked.\n", out)
	})
}

func TestWhatIsTriedAgainIsInTheStatus(t *testing.T) {
	x := newSite(t, fhirtest.Config{})
	away := true
	x.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if away && r.Method == http.MethodPut {
			return &fhirtest.Fault{Status: 409}
		}
		return nil
	})
	_, code := x.run(t, "sync", "--once")
	require.NotZero(t, code)
	out, _ := x.run(t, "status", "--json")
	require.Positive(t, requireLines(t, out, false)["waiting"])
	away = false
	x.later(time.Hour)
	out, code = x.run(t, "sync", "--once")
	require.Zero(t, code, out)
}
