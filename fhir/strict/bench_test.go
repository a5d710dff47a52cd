package strict

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// aPlan is a CarePlan of about so many bytes.
func aPlan(size int) []byte {
	var b strings.Builder
	b.WriteString(`{"resourceType":"CarePlan","id":"c1","status":"active","intent":"plan","subject":{"reference":"Patient/p1"},"activity":[`)
	for i := 0; b.Len() < size-200; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"a%d","detail":{"status":"in-progress","description":"Walk to the market and back, then ring the surgery","performer":[{"reference":"Practitioner/%d"}]}}`, i, i)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

// BenchmarkValidate: time and memory grow with the size and nothing else.
func BenchmarkValidate(b *testing.B) {
	for _, size := range []int{1_000, 5_000, 20_000, 80_000, 160_000} {
		raw := aPlan(size)
		require.NoError(b, Validate(raw))
		b.Run(fmt.Sprintf("%d-KB", size/1000), func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				if Validate(raw) != nil {
					b.Fatal()
				}
			}
		})
	}
}

// BenchmarkCompile is what the first resource of a type costs, and all types together.
func BenchmarkCompile(b *testing.B) {
	for _, c := range []struct {
		name  string
		types []string
	}{{"Encounter", []string{"Encounter"}}, {"three-by-default", []string{"CarePlan", "Encounter", "Goal"}}, {"all", types}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			var kept []*shelf
			before := heap()
			for b.Loop() {
				s := newShelf()
				for _, typ := range c.types {
					s.compile(typ)
				}
				kept = append(kept, s)
			}
			b.ReportMetric(float64(heap()-before)/float64(len(kept))/1e6, "MB-kept")
			runtime.KeepAlive(kept)
		})
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
