package fhir_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// decode reads a stored record of any kind.
func decode(t testing.TB, kind peer.Kind, body []byte) peer.Record {
	t.Helper()
	r, err := tryDecode(kind, body)
	require.NoError(t, err)
	return r
}

func tryDecode(kind peer.Kind, body []byte) (peer.Record, error) {
	if read := decoders()[kind]; read != nil {
		return read(kind, body)
	}
	return peer.Decode(kind, body)
}

// decoders are how records of the kinds of other packages are read.
var decoders = sync.OnceValue(func() map[peer.Kind]func(peer.Kind, []byte) (peer.Record, error) {
	out := map[peer.Kind]func(peer.Kind, []byte) (peer.Record, error){}
	for _, of := range []struct {
		tables []peer.Table
		read   func(peer.Kind, []byte) (peer.Record, error)
	}{{recovery.Tables(), recovery.Decode}, {safeguard.Tables(), safeguard.Decode}, {signpost.Tables(), signpost.Decode}, {transition.Tables(), transition.Decode}} {
		for _, table := range of.tables {
			out[table.Kind] = of.read
		}
	}
	return out
})
