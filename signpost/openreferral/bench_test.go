package openreferral_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/ratio"
	"github.com/towpath-care/towpath/signpost/openreferral"
)

// endless is a page of n services, made while it is read: it lies nowhere.
type endless struct {
	one  string
	n, i int
	left []byte
}

func newEndless(t testing.TB, n int) *endless {
	raw, err := os.ReadFile(filepath.Join("testdata", "service.json"))
	require.NoError(t, err)
	one := strings.Replace(string(raw), "0b6f3b52-5f5d-4f0e-9a58-3a1c5de3a001", "0b6f3b52-5f5d-4f0e-9a58-%012d", 1)
	return &endless{one: one, n: n, left: []byte(`{"total_items":1,"contents":[`)}
}

// Read makes the next service when the last is used up.
func (e *endless) Read(b []byte) (int, error) {
	if len(e.left) == 0 {
		switch {
		case e.i < e.n:
			sep := ","
			if e.i == 0 {
				sep = ""
			}
			e.left = fmt.Appendf(e.left, sep+e.one, e.i)
		case e.i == e.n:
			e.left = []byte("]}")
		default:
			return 0, io.EOF
		}
		e.i++
	}
	n := copy(b, e.left)
	e.left = e.left[n:]
	return n, nil
}

func importAll(t testing.TB, n int, each func(i int)) openreferral.Report {
	r := openreferral.NewReader(newEndless(t, n), tamarside())
	i := 0
	for _, err := range r.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		if i++; each != nil {
			each(i)
		}
	}
	return r.Report()
}

// What is kept while reading does not grow with what is read.
func TestFlatMemory(t *testing.T) {
	kept := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC() // texts are kept once each, and given back a round later
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	const early, late = 500, 8000
	var first, last uint64
	report := importAll(t, late, func(i int) {
		switch i {
		case early:
			first = kept()
		case late:
			last = kept()
		}
	})
	require.Equal(t, late, report.Imported)
	grown := int64(last) - int64(first)
	t.Logf("kept after %d services: %d KiB; after %d: %d KiB", early, first>>10, late, last>>10)
	require.Less(t, grown, int64(512<<10))
}

func BenchmarkRead(b *testing.B) {
	b.Run("10000 services", func(b *testing.B) {
		b.ReportAllocs()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		services := 0
		for b.Loop() {
			services += importAll(b, 10_000, nil).Imported
		}
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(services), "allocs/service")
		b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(services), "B/service")
	})
	// Beside it a program that reads the page as a whole into maps and looks at nothing.
	b.Run("1000 services beside encoding/json", func(b *testing.B) {
		page, err := io.ReadAll(newEndless(b, 1000))
		require.NoError(b, err)
		ratio.Of(b, func() { _, _, _ = readAll(tamarside(), strings.NewReader(string(page))) }, func() {
			var whole map[string]any
			_ = json.Unmarshal(page, &whole)
		})
	})
}
