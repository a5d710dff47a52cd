package exchangetest

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// Records holds a host's store to what an exchange needs of it. open gives one that holds
// some records, two at least, and that nobody changes in the meantime.
func Records(t *testing.T, open func(t *testing.T) exchange.Records) {
	keysOf := func(t *testing.T, r exchange.Records) []exchange.Key {
		keys := all(t, r.Keys(t.Context()))
		require.GreaterOrEqual(t, len(keys), 2, "the store holds two records at least")
		return keys
	}
	t.Run("FHIR-16 each record that is listed can be loaded, in the revision that is listed", func(t *testing.T) {
		r := open(t)
		for _, key := range keysOf(t, r) {
			record, err := r.Load(t.Context(), key.Ref)
			require.NoError(t, err)
			require.Equal(t, key, exchange.Key{Ref: record.Ref(), Rev: record.Rev()})
			require.Positive(t, key.Rev)
		}
	})
	t.Run("FHIR-16 each record is listed once, and in the same order each time", func(t *testing.T) {
		r := open(t)
		keys := keysOf(t, r)
		require.Equal(t, keys, keysOf(t, r))
		seen := map[peer.Ref]bool{}
		for _, key := range keys {
			require.False(t, seen[key.Ref], "%s is listed twice", key.Ref)
			seen[key.Ref] = true
		}
	})
	t.Run("FHIR-16 loaded twice is the same record twice", func(t *testing.T) {
		r := open(t)
		for _, key := range keysOf(t, r) {
			require.Equal(t, encoded(t, r, key.Ref), encoded(t, r, key.Ref))
		}
	})
	t.Run("FHIR-16 a record that is not there is a refusal, and so is one under another kind", func(t *testing.T) {
		r := open(t)
		first := keysOf(t, r)[0].Ref
		for _, ref := range []peer.Ref{{}, {Kind: first.Kind, ID: "nobody's"}, {Kind: "nothing", ID: first.ID}} {
			record, err := r.Load(t.Context(), ref)
			var refusal *peer.Refusal
			require.True(t, errors.As(err, &refusal), "what keeps it from being loaded is its own matter, and not the store's")
			require.Nil(t, record)
		}
	})
	t.Run("FHIR-16 a caller who stops reading, and records loaded while they are listed", func(t *testing.T) {
		r := open(t)
		for key, err := range r.Keys(t.Context()) {
			require.NoError(t, err)
			_, err := r.Load(t.Context(), key.Ref)
			require.NoError(t, err)
			break
		}
		require.NotEmpty(t, keysOf(t, r))
	})
	t.Run("FHIR-16 a context that has ended ends the reading, with its error", func(t *testing.T) {
		r := open(t)
		keys := keysOf(t, r)
		n, last := 0, error(nil)
		for _, err := range r.Keys(ended(t)) {
			if last = err; err != nil {
				break
			}
			n++
		}
		require.ErrorIs(t, last, context.Canceled)
		require.Less(t, n, len(keys))
	})
}

// encoded is a record as it would be stored.
func encoded(t *testing.T, r exchange.Records, ref peer.Ref) string {
	t.Helper()
	record, err := r.Load(t.Context(), ref)
	require.NoError(t, err)
	text, err := peer.Encode(record)
	require.NoError(t, err)
	return string(text)
}
