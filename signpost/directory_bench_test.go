package signpost_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// many entries, each with a name and a telephone of its own, as a host reads them.
func many(t testing.TB, n int) []signpost.Resource {
	t.Helper()
	b, err := peer.Encode(entry(t, "r-0", "2026-05-01", func(*signpost.Listing) {}))
	require.NoError(t, err)
	out := make([]signpost.Resource, n)
	for i := range out {
		own := bytes.ReplaceAll(b, []byte(`"r-0"`), fmt.Appendf(nil, `"r-%d"`, i))
		own = bytes.Replace(own, []byte("The garden on the hill"), fmt.Appendf(nil, "Garden %d", i), 1)
		own = bytes.Replace(own, []byte("01632 960001"), fmt.Appendf(nil, "01632 %06d", i), 1)
		out[i], err = signpost.DecodeResource(own)
		require.NoError(t, err)
	}
	return out
}

func BenchmarkNewDirectory(b *testing.B) {
	list := many(b, 10_000)
	b.ResetTimer()
	for range b.N {
		signpost.NewDirectory(list)
	}
}

func BenchmarkDirectoryNoOther(b *testing.B) {
	d := signpost.NewDirectory(many(b, 10_000))
	l := with(called("Garden 9999"))
	b.ResetTimer()
	for range b.N {
		d.NoOther(l)
	}
}
