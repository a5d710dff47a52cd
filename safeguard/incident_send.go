package safeguard

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// IncidentSink is the organisation's system for incidents, as the host reaches it. Package
// safeguard calls it and does nothing else with the world.
type IncidentSink interface {
	// Receive takes an incident and gives its number. The same incident, by its Ref, may
	// come again after an answer was lost: it gets the number it has. An error means
	// that nothing is known to have arrived.
	Receive(ctx context.Context, i Incident) (receipt string, err error)
}

// ErrNoReceipt is what SendIncident answers when a sink took an incident and gave no
// number.
var ErrNoReceipt = errors.New("safeguard: the organisation's system gave no receipt")

// SendIncident gives an incident to the sink and takes the step that follows: its receipt,
// or one more try. Both ways the incident and the change are to be stored; when nothing
// came back, the incident is still pending and the sink's error comes with them. An
// incident that has its receipt, and a request that was already answered, do not reach the
// sink.
//
// A step that may not be taken is a *peer.Refusal, and the sink was not called.
func SendIncident(ctx context.Context, sink IncidentSink, i Incident, act peer.Act, facts Facts) (Incident, peer.Change, error) {
	if past, ok := answeredAs(i, act.ID); ok {
		return incidents.Do(i, past, act, facts)
	}
	if d := incidents.Check(i, NotReceived{}, act, facts); !d.Allowed() {
		return i, peer.Change{}, &peer.Refusal{Decision: d}
	}
	receipt, err := sink.Receive(ctx, i)
	if err == nil && receipt == "" {
		err = ErrNoReceipt
	}
	if err == nil {
		return incidents.Do(i, HasReceipt{receipt}, act, facts)
	}
	next, change, refused := incidents.Do(i, NotReceived{}, act, facts)
	if refused != nil {
		return i, peer.Change{}, refused
	}
	return next, change, fmt.Errorf("safeguard: an incident was not received: %w", err)
}

// answeredAs is the step that a request has already come to.
func answeredAs(i Incident, id peer.RequestID) (IncidentStep, bool) {
	past := i.Recent()
	at := slices.IndexFunc(past, func(c peer.Change) bool { return id != "" && c.Request == id })
	switch {
	case at < 0:
		return nil, false
	case past[at].To == IncidentSent:
		return HasReceipt{i.s.Receipt}, true
	}
	return NotReceived{}, true
}
