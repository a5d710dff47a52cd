package exchange_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// broken is a store in which one record cannot be had.
type broken struct {
	exchange.Loaded
	ref peer.Ref
	err error
}

func (s broken) Load(ctx context.Context, ref peer.Ref) (peer.Record, error) {
	if ref == s.ref {
		return nil, s.err
	}
	return s.Loaded.Load(ctx, ref)
}

var errDown = errors.New("the store is down")

func TestOneRecordHidesNoOther(t *testing.T) {
	first := peer.Ref{Kind: recovery.KindGoal, ID: "g-1"}
	cases := map[string]struct {
		change func(b *bench)
		code   string
		ends   bool
	}{
		"FHIR-16 one that cannot be decoded": {func(b *bench) {
			b.Records = broken{b.Records.(exchange.Loaded), first, peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrNewerSchema}, "", "It is known.", "")}
		}, "newer-schema", false},
		"FHIR-16 one that was deleted": {func(b *bench) {
			l := b.Records.(exchange.Loaded)
			for i, r := range l {
				if r.Ref() == first {
					b.Records = append(append(exchange.Loaded{}, l[:i]...), l[i+1:]...)
				}
			}
		}, "required", false},
		"FHIR-16 another one under its name": {func(b *bench) {
			l := b.Records.(exchange.Loaded)
			b.Records = mixed{l, first}
		}, "wrong-record", false},
		"FHIR-16 the store is down": {func(b *bench) {
			b.Records = broken{b.Records.(exchange.Loaded), first, errDown}
		}, "", true},
		"FHIR-16 the directory is down": {func(b *bench) { b.People = noPeople{} }, "", true},
		"FHIR-16 the consents cannot be had": {func(b *bench) {
			b.Consents = func(context.Context, peer.PersonID) ([]peer.Consent, error) { return nil, errDown }
		}, "", true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, fhirtest.Config{UpdateCreate: true})
			require.NoError(t, b.MarkChanged(context.Background()))
			c.change(b)
			p, err := b.Plan(context.Background(), b.client.Reader())
			if c.ends {
				require.ErrorIs(t, err, errDown, "the record system is not to blame")
				return
			}
			require.NoError(t, err)
			require.Equal(t, exchange.Hold, itemOf(t, p, "goal/g-1").Do)
			require.Equal(t, []string{c.code}, codes(itemOf(t, p, "goal/g-1").Why))
			require.Equal(t, 5, p.Writes(), "the others go on")
		})
	}
}

type mixed struct {
	exchange.Loaded
	ref peer.Ref
}

func (s mixed) Load(ctx context.Context, ref peer.Ref) (peer.Record, error) {
	if ref == s.ref {
		ref.ID = "g-2"
	}
	return s.Loaded.Load(ctx, ref)
}

type noPeople struct{}

func (noPeople) Person(context.Context, peer.PersonID) (fhir.Person, error) {
	return fhir.Person{}, errDown
}
func (noPeople) Staff(context.Context, peer.StaffID) (fhir.Reference, error) {
	return fhir.Reference{}, errDown
}
func (noPeople) Organisation(context.Context, peer.OrgID) (fhir.Reference, error) {
	return fhir.Reference{}, errDown
}
