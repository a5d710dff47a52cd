package oracle

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/fhir/go/fhirversion"
	"github.com/google/fhir/go/jsonformat"
	"github.com/stretchr/testify/require"
)

// BenchmarkGoogle reads each golden file with its checks, and writes it from a message
// that is ready. BenchmarkEveryMapping in package fhir has what making one from a
// record costs, checks and all, beside the models of samply.
func BenchmarkGoogle(b *testing.B) {
	files, err := filepath.Glob(golden)
	require.NoError(b, err)
	write, err := jsonformat.NewMarshaller(false, "", "", fhirversion.R4)
	require.NoError(b, err)
	u := judge(b)
	for _, file := range files {
		body, err := os.ReadFile(file)
		require.NoError(b, err)
		message, err := u.Unmarshal(body)
		if err != nil {
			continue // not a resource of R4
		}
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		b.Run("read/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := u.Unmarshal(body); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("write/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := write.Marshal(message); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
