package peer

import "strconv"

// Kind is a kind of record, such as "relationship" or "goal". It is stored and
// names the folder or table the record lies in.
type Kind string

// Ref points at one record.
type Ref struct {
	Kind Kind   `json:"kind"`
	ID   string `json:"id"`
}

// String returns kind/id.
func (r Ref) String() string { return string(r.Kind) + "/" + r.ID }

// IsZero reports whether the reference points at nothing.
func (r Ref) IsZero() bool { return r == Ref{} }

// Rev counts the steps a record has taken, from 1. It is what a caller saw when
// they decided.
type Rev int

// String returns the number in digits.
func (r Rev) String() string { return strconv.Itoa(int(r)) }

// Status is where a record stands: lower-case with hyphens, stored as it is.
type Status string

// Action is what a step does, a verb: "propose", "confirm".
type Action string
