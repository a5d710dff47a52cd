package exchange_test

import (
	"iter"
	"testing"

	"github.com/stretchr/testify/require"
)

// all reads to the end.
func all[T any](t *testing.T, seq iter.Seq2[T, error]) []T {
	t.Helper()
	out := []T{}
	for v, err := range seq {
		require.NoError(t, err)
		out = append(out, v)
	}
	return out
}
