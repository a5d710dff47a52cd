package exchange

import (
	"context"
	"iter"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// turn is had by one at a time. It is a channel and no lock, because whoever has it may
// wait for an answer.
type turn chan struct{}

func (t turn) take()  { t <- struct{}{} }
func (t turn) leave() { <-t }

// inTurns is an exchange whose makers ask the host one after the other: a host whose
// stores are for one goroutine at a time stays right.
func inTurns(x Exchange) *Exchange {
	t := make(turn, 1)
	x.Records, x.People = recordsInTurn{t, x.Records}, peopleInTurn{t, x.People}
	if ask := x.Consents; ask != nil {
		x.Consents = func(ctx context.Context, id peer.PersonID) ([]peer.Consent, error) {
			return inTurn(t, func() ([]peer.Consent, error) { return ask(ctx, id) })
		}
	}
	if beside := x.Beside; beside != nil {
		x.Beside = func(ctx context.Context, r peer.Record, in *fhir.Context) error {
			t.take()
			defer t.leave()
			return beside(ctx, r, in)
		}
	}
	return &x
}

func inTurn[T any](t turn, ask func() (T, error)) (T, error) {
	t.take()
	defer t.leave()
	return ask()
}

type recordsInTurn struct {
	turn turn
	host Records
}

func (r recordsInTurn) Load(ctx context.Context, ref peer.Ref) (peer.Record, error) {
	return inTurn(r.turn, func() (peer.Record, error) { return r.host.Load(ctx, ref) })
}

func (r recordsInTurn) Keys(ctx context.Context) iter.Seq2[Key, error] { return r.host.Keys(ctx) }

type peopleInTurn struct {
	turn turn
	host People
}

func (p peopleInTurn) Person(ctx context.Context, id peer.PersonID) (fhir.Person, error) {
	return inTurn(p.turn, func() (fhir.Person, error) { return p.host.Person(ctx, id) })
}

func (p peopleInTurn) Staff(ctx context.Context, id peer.StaffID) (fhir.Reference, error) {
	return inTurn(p.turn, func() (fhir.Reference, error) { return p.host.Staff(ctx, id) })
}

func (p peopleInTurn) Organisation(ctx context.Context, id peer.OrgID) (fhir.Reference, error) {
	return inTurn(p.turn, func() (fhir.Reference, error) { return p.host.Organisation(ctx, id) })
}
