package fhir_test

import (
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
	read := peer.Decode
	for _, of := range []struct {
		tables []peer.Table
		read   func(peer.Kind, []byte) (peer.Record, error)
	}{{recovery.Tables(), recovery.Decode}, {safeguard.Tables(), safeguard.Decode}, {signpost.Tables(), signpost.Decode}, {transition.Tables(), transition.Decode}} {
		for _, table := range of.tables {
			if table.Kind == kind {
				read = of.read
			}
		}
	}
	r, err := read(kind, body)
	require.NoError(t, err)
	return r
}
