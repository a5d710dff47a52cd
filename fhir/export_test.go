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
	"github.com/towpath-care/towpath/safeguard"
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
	t.Run("FHIR-12, FHIR-13, H08 what is labelled goes to whom it may, and the account says of the rest why it stays", func(t *testing.T) {
		plain, private := passed(t, safeguard.Raise{Trigger: safeguard.NotProgressing}).c, passed(t, disclosure()).c
		const restricted, fromPerson = "Its label is restricted, and this recipient has not undertaken to enforce that.",
			"Its label keeps it from the person's own view, and this recipient may show it there."
		for name, c := range map[string]struct {
			record safeguard.Concern
			to     fhir.Recipient
			why    string // empty: it goes
		}{
			"a concern to anybody":                              {plain, fhir.Recipient{}, restricted},
			"a concern to who may receive NOPAT alone":          {plain, fhir.Recipient{FromPerson: true}, restricted},
			"a concern to who enforces labels":                  {plain, fhir.Recipient{Restricted: true}, ""},
			"a private one to anybody":                          {private, fhir.Recipient{}, fromPerson},
			"a private one to who shows it to the person":       {private, fhir.Recipient{Restricted: true}, fromPerson},
			"a private one to who has not undertaken to labels": {private, fhir.Recipient{FromPerson: true}, restricted},
			"a private one to who may receive all":              {private, fhir.Recipient{Restricted: true, FromPerson: true}, ""},
		} {
			t.Run(name, func(t *testing.T) {
				var w bytes.Buffer
				in := atStated(t)
				in.Site.Flags = false
				labelled := fhir.AccountFor(c.record, in)
				require.NotEmpty(t, labelled.Goes)
				a, err := fhir.Exporter{To: &w, For: c.to, In: in}.Write(c.record)
				require.NoError(t, err)
				if c.why == "" {
					require.Equal(t, labelled, a)
					require.Equal(t, len(a.Goes), strings.Count(w.String(), "\n"))
					require.Contains(t, w.String(), `"resourceType":"Task"`)
					return
				}
				require.Empty(t, a.Goes)
				require.Empty(t, w.String())
				for _, g := range labelled.Goes {
					require.Contains(t, a.Stays, fhir.Stays{What: g.Document.Type, Because: c.why})
				}
				require.Contains(t, strings.Join(a.Lines(), "\n"), "stays here, Task: "+c.why)
			})
		}
		t.Run("what has no label goes on beside it", func(t *testing.T) {
			var w bytes.Buffer
			in := atStated(t)
			e := fhir.Exporter{To: &w, In: in}
			for _, r := range []peer.Record{private, happened(t, nil), plain} {
				_, err := e.Write(r)
				require.NoError(t, err)
			}
			require.Equal(t, 1, strings.Count(w.String(), "\n"))
			require.Contains(t, w.String(), `"resourceType":"Encounter"`)
			require.NotContains(t, w.String(), "concern")
		})
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
