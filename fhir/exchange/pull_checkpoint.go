package exchange

import (
	"context"
	"encoding/json"
	"time"
)

// mark is up to where a stream was looked at: the value of a checkpoint.
type mark struct {
	// To is the record system's time; Behind is the last place of a round that is under
	// way, which began at Began.
	To     time.Time `json:"to,omitzero"`
	Began  time.Time `json:"began,omitzero"`
	Behind Place     `json:"behind,omitzero"`
	// At is the host's time then. It paces, and tells how long ago that was; no window
	// begins at it.
	At time.Time `json:"at,omitzero"`
}

// checkpointPrefix is before the names of the checkpoints of a Pull.
const checkpointPrefix = "pull/"

// recall reads what was stored under a name. What cannot be read, such as what a newer
// version wrote, is as good as nothing: everything is looked at again.
func (p *puller) recall(ctx context.Context, name string, into any) error {
	text, err := p.Ledger.Checkpoint(ctx, p.Target, checkpointPrefix+name)
	if err == nil && len(text) > 0 {
		_ = json.Unmarshal(text, into)
	}
	return err
}

// arrive stores what was found with what is to be remembered under a name.
func (p *puller) arrive(ctx context.Context, found []Arrival, name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return p.Ledger.Arrive(ctx, p.Target, found, Checkpoint{Name: checkpointPrefix + name, Value: text, Forget: p.forget})
}

// longest is how long a version is remembered at most, whatever else stands still.
const longest = 48 * time.Hour

// forgetting is the time before which no stream looks again: nobody need remember what
// arrived in an older version. A stream that has not been swept keeps everything, but
// not for ever.
func (p *puller) forgetting(ctx context.Context, all []stream) (time.Time, error) {
	var oldest, newest time.Time
	for i, s := range all {
		var m mark
		if err := p.recall(ctx, "sweep/"+s.name, &m); err != nil {
			return oldest, err
		}
		from := m.To
		if !from.IsZero() {
			from = from.Add(-p.o.Wide)
		}
		if i == 0 || from.Before(oldest) {
			oldest = from
		}
		if from.After(newest) {
			newest = from
		}
	}
	if limit := newest.Add(-longest); !newest.IsZero() && oldest.Before(limit) {
		oldest = limit
	}
	return oldest, nil
}
