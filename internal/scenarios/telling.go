package scenarios

import (
	"context"
	"encoding/json"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/kept"
	"github.com/towpath-care/towpath/peer"
)

// T is whom a scenario is told to: a test, or a program that shows it to a reader.
// What does not hold is told as to a test: Errorf says what, FailNow ends the part.
type T interface {
	require.TestingT
	Helper()
	// Name is the scenario and the part that is told, with slashes between.
	Name() string
	// Context ends when the part does.
	Context() context.Context
	// Run tells a part. The others are told whatever becomes of it.
	Run(name string, part func(T)) bool
	// Alone tells a part that waits. A test gives it a time of its own, in which
	// waiting takes none; a program waits.
	Alone(part func(T))
	// Shows gives a reader what came of a step.
	Shows(Shown)
}

// ShownKind says what came of a step.
type ShownKind string

const (
	// ShownState: a record is where the scenario says it is.
	ShownState ShownKind = "state"
	// ShownNotYet: a step was turned down, with this reason.
	ShownNotYet ShownKind = "not_yet"
	// ShownDue: something is due by this time.
	ShownDue ShownKind = "due"
	// ShownResource: a record system gets this resource.
	ShownResource ShownKind = "resource"
)

// Shown is one thing that came of a step, after the scenario has looked at it.
type Shown struct {
	Kind ShownKind `json:"type"`
	// Of is the record, such as goal/g-1, the resource's type, or what is due; empty
	// for a reason.
	Of string `json:"of,omitempty"`
	// Says is the status, the reason's rule, the day or instant, or the resource's id.
	Says string `json:"says"`
	// Body is the resource.
	Body json.RawMessage `json:"body,omitempty"`
}

// Scenario is one acceptance scenario, told step by step.
type Scenario struct {
	ID    string // such as AT-01
	Title string
	Parts []Part
}

// Part is a line of a scenario that begins afresh.
type Part struct {
	Name string
	Tell func(T)
}

// To tells all of it.
func (s Scenario) To(t T) {
	for _, p := range s.Parts {
		t.Run(p.Name, p.Tell)
	}
}

// stands checks where a record is.
func stands(t T, want peer.Status, r peer.Record) {
	t.Helper()
	require.Equal(t, want, r.Status())
	t.Shows(Shown{Kind: ShownState, Of: r.Ref().String(), Says: string(want)})
}

// due checks when something is due; both are as people read them.
func due(t T, what, want, got string) {
	t.Helper()
	require.Equal(t, want, got, what)
	t.Shows(Shown{Kind: ShownDue, Of: what, Says: want})
}

// sent shows a resource, and keeps it for a second opinion.
func sent(t T, body []byte) {
	t.Helper()
	kept.Resource(t, body)
	var head struct{ ResourceType, ID string }
	require.NoError(t, json.Unmarshal(body, &head))
	t.Shows(Shown{Kind: ShownResource, Of: head.ResourceType, Says: head.ID, Body: body})
}
