package fhir_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func TestExporter(t *testing.T) {
	t.Run("FHIR-12 a line for each document, an account for each record", func(t *testing.T) {
		var w bytes.Buffer
		e := fhir.Exporter{To: &w, In: tamarside(t)}
		for _, r := range []peer.Record{happened(t, nil), wanted(t, nil, agree), wanted(t, nil, recovery.WhoMaySee{Audience: recovery.Team})} {
			a, err := e.Write(r)
			require.NoError(t, err)
			require.Equal(t, fhir.AccountFor(r, tamarside(t)), a)
		}
		lines := strings.Split(strings.TrimSuffix(w.String(), "\n"), "\n")
		require.Len(t, lines, 2, "the goal that the person keeps to the team is not there")
		require.Contains(t, lines[0], `"resourceType":"Encounter"`)
		require.Contains(t, lines[1], `"resourceType":"Goal"`)
	})
	t.Run("a writer that fails is heard", func(t *testing.T) {
		_, err := fhir.Exporter{To: broken{}, In: tamarside(t)}.Write(happened(t, nil))
		require.ErrorIs(t, err, errBroken)
	})
}

var errBroken = errors.New("broken")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

// BenchmarkExport shows that memory stays flat: the bytes held at the end do not
// grow with the number of contacts.
func BenchmarkExport(b *testing.B) {
	c, in := happened(b, nil), tamarside(b)
	most := 10_000
	if os.Getenv("TOWPATH_LONG") != "" {
		most = 100_000
	}
	for _, n := range []int{most / 100, most} {
		b.Run(fmt.Sprint(n, " contacts"), func(b *testing.B) {
			e := fhir.Exporter{To: io.Discard, In: in}
			held := heap()
			b.ReportAllocs()
			for b.Loop() {
				for range n {
					if _, err := e.Write(c); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(heap()-held)/1024, "KB-held")
		})
	}
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
