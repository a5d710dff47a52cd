package door

import (
	"encoding/json"

	"github.com/towpath-care/towpath/safeguard"
)

// Raising a concern is never turned down, whatever stands around it (hazard H01): what
// cannot be read counts as not known, and a question that is at fault elsewhere raises
// it all the same.

// raises reports whether a question begins a concern.
func (q stepping) raises() bool { return q.Kind == safeguard.KindConcern && none(q.Record) }

// lenient takes what can be read from a question that is at fault, where it raises a
// concern. The step in it is read member by member later on.
func lenient(b []byte) (stepping, bool) {
	var members map[string]json.RawMessage
	if len(b) > limits.Size || json.Unmarshal(b, &members) != nil {
		return stepping{}, false
	}
	var q stepping
	if json.Unmarshal(members["kind"], &q.Kind) != nil {
		return stepping{}, false
	}
	q.Record, q.Act, q.Step = members["record"], members["act"], members["step"]
	return q, q.raises()
}

// raise is the step and what could be read around it. What is not to be had is not known:
// without a policy it is the built-in floor.
func (q stepping) raise() (asked, any, error) {
	a, _ := q.ready()
	return a, safeguard.ReadRaise(q.Step), nil
}
