package exchange

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

func TestWhatABodySaysIsRemembered(t *testing.T) {
	body := []byte(`{"resourceType":"Goal","lifecycleStatus":"active"}`)
	i := Item{Do: Create, Name: Name{Type: "Goal"}, Body: body, said: saying{body, "sha256:remembered"}}
	t.Run("FHIR-19 of the very bytes", func(t *testing.T) {
		require.Equal(t, peer.Digest("sha256:remembered"), i.says())
	})
	for name, other := range map[string][]byte{
		"FHIR-19 not of others":          []byte(`{"resourceType":"Goal","lifecycleStatus":"paused"}`),
		"FHIR-19 not of the same again":  bytes.Clone(body),
		"FHIR-19 not of a part of them":  body[:len(body)-1],
		"FHIR-19 not of none":            nil,
		"FHIR-19 not of what is empty":   {},
		"FHIR-19 not of their other end": body[1:],
	} {
		t.Run(name, func(t *testing.T) {
			other := Item{Do: Create, Name: i.Name, Body: other, said: i.said}
			require.Equal(t, contentDigest("Goal", other.Body), other.says())
			require.Error(t, other.sendable(), "it is judged")
		})
	}
	t.Run("FHIR-19 nothing is remembered of nothing", func(t *testing.T) {
		require.False(t, saying{}.is(nil))
	})
}

// hostForOne is a host whose stores are for one goroutine at a time.
type hostForOne struct {
	t    *testing.T
	busy atomic.Bool
}

func (h *hostForOne) alone() func() {
	if !h.busy.CompareAndSwap(false, true) {
		h.t.Error("two ask the host at the same time")
	}
	return func() { h.busy.Store(false) }
}

var errHost = errors.New("the host has gone")

func TestMakersAskTheHostInTurns(t *testing.T) {
	host := &hostForOne{t: t}
	x := inTurns(Exchange{
		Consents: func(context.Context, peer.PersonID) ([]peer.Consent, error) {
			defer host.alone()()
			return nil, errHost
		},
		Beside: func(context.Context, peer.Record, *fhir.Context) error {
			defer host.alone()()
			runtime.Gosched()
			return errHost
		},
	})
	t.Run("FHIR-16 one after the other, and each hears its own error", func(t *testing.T) {
		done := make(chan error)
		for range 50 {
			go func() { _, err := x.Consents(t.Context(), "p"); done <- err }()
			go func() { done <- x.Beside(t.Context(), nil, nil) }()
		}
		for range 100 {
			require.ErrorIs(t, <-done, errHost)
		}
	})
	t.Run("FHIR-12 what a host does not have is not made up", func(t *testing.T) {
		none := inTurns(Exchange{})
		require.Nil(t, none.Consents)
		require.Nil(t, none.Beside)
	})
}
