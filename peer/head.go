package peer

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
)

// Remembered is how many of its last changes a record keeps, so that a request
// sent again gets the same change again. A repeat of an older request meets
// ErrConflict, because the revision it saw is gone: it is never done twice.
const Remembered = 16

// Head is what every record has: its kind, its id, its revision, its status and
// its last changes. A record embeds it; only the machine changes it. A record
// prints as its head and nothing else.
type Head struct {
	ref    Ref
	rev    Rev
	status Status
	recent []*Change
}

// Ref points at the record.
func (h Head) Ref() Ref { return h.ref }

// Rev is how many steps the record has taken.
func (h Head) Rev() Rev { return h.rev }

// Status is where the record stands.
func (h Head) Status() Status { return h.status }

// Exists reports whether this is a record: the zero value is not one and takes
// no step.
func (h Head) Exists() bool { return h.rev > 0 }

// Recent returns the last changes, oldest first, at most Remembered of them.
func (h Head) Recent() []Change {
	out := make([]Change, len(h.recent))
	for i, c := range h.recent {
		out[i] = *c
	}
	return out
}

// String returns kind, id, revision and status.
func (h Head) String() string {
	if !h.Exists() {
		return "no record"
	}
	return h.ref.String() + "@" + h.rev.String() + " " + string(h.status)
}

// Format prints what String returns, for every verb.
func (h Head) Format(s fmt.State, _ rune) { io.WriteString(s, h.String()) }

// LogValue logs kind, id, revision and status.
func (h Head) LogValue() slog.Value {
	return slog.GroupValue(slog.String("kind", string(h.ref.Kind)), slog.String("id", h.ref.ID),
		slog.Int("rev", int(h.rev)), slog.String("status", string(h.status)))
}

// MarshalJSON is always ErrSealed: Encode stores a record, View shows it.
func (h Head) MarshalJSON() ([]byte, error) { return nil, ErrSealed }

// UnmarshalJSON is always ErrSealed: a record is read with the Decode function
// of its kind, which checks it.
func (h *Head) UnmarshalJSON([]byte) error { return ErrSealed }

// past finds the change that this request made.
func (h Head) past(id RequestID) *Change {
	i := slices.IndexFunc(h.recent, func(c *Change) bool { return c.Request == id })
	if i < 0 {
		return nil
	}
	return h.recent[i]
}

// take moves the head on by one change.
func (h *Head) take(c *Change) {
	keep := h.recent[max(0, len(h.recent)-Remembered+1):]
	h.recent = append(slices.Clone(keep), c)
	h.ref, h.rev, h.status = c.Of, c.Rev, c.To
}

// Record is any record of any package. Values of it are made by steps and
// checked decodes only.
type Record interface {
	Ref() Ref
	Rev() Rev
	Status() Status
	Exists() bool
	// Stored gives the record's stored JSON; Encode calls it.
	Stored() ([]byte, error)
}

// Encode returns a record's stored JSON, with the person's words in it: for the
// host's own store and nothing else. The Decode function of the kind reads it
// back. The zero value of a record is a *Refusal with ErrRequired.
func Encode(r Record) ([]byte, error) {
	if r == nil || !r.Exists() {
		return nil, Fault(docRecord, "", "There is a record to store.", "Store what a step or a decode returned.")
	}
	return r.Stored()
}
