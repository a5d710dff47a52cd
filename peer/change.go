package peer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"
)

// Change is the record of one allowed step. It holds codes, ids, times and fixed
// sentences of ours, and nobody's words, so it may stand in an audit. A host stores it in the same transaction
// as the record it belongs to, its signals and the records it made.
type Change struct {
	Of      Ref       `json:"of"`
	Rev     Rev       `json:"rev"`
	Request RequestID `json:"request"`
	Do      Action    `json:"do"`
	From    Status    `json:"from,omitzero"`
	To      Status    `json:"to"`
	By      Actor     `json:"by"`
	As      Party     `json:"as"`
	// For is the id of the authority under which somebody acted for the person.
	For string    `json:"for,omitzero"`
	At  time.Time `json:"at"`
	// Reasons are those that were not met and did not stop the step, in the
	// sentences shown that day.
	Reasons []Reason `json:"reasons,omitempty"`
	// Policy names the policy the step was decided under.
	Policy  Digest   `json:"policy,omitzero"`
	Signals []Signal `json:"signals,omitempty"`
	// Made are records that came into being with this step.
	Made []Made `json:"made,omitempty"`
}

// Made is a record that a step made beside its own. Record and Change are there
// when the step is taken and nil when the change is read back from a store.
type Made struct {
	Ref    Ref     `json:"ref"`
	Record Record  `json:"-"`
	Change *Change `json:"-"`
}

// Sealed is a change in a hash chain: Hash covers the change and the hash before
// it, so that no entry can be altered, left out or moved without the chain
// showing it.
type Sealed struct {
	Change Change `json:"change"`
	Before Digest `json:"before,omitzero"`
	Hash   Digest `json:"hash"`
}

// Seal puts a change at the end of a chain whose last hash is before; empty for
// the first.
func Seal(before Digest, c Change) (Sealed, error) {
	b, err := json.Marshal(c)
	if err != nil {
		return Sealed{}, err
	}
	h := sha256.New()
	h.Write([]byte(before))
	h.Write([]byte{'\n'})
	h.Write(b)
	return Sealed{c, before, Digest("sha256:" + hex.EncodeToString(h.Sum(nil)))}, nil
}

// VerifySealed checks a hash chain from its first entry. A break is a *Refusal
// with ErrAuditBroken and the number of the entry, from 1.
func VerifySealed(chain []Sealed) error {
	var before Digest
	for i, s := range chain {
		want, err := Seal(before, s.Change)
		if err != nil || s.Before != before || s.Hash != want.Hash {
			return broken(i, "Each entry carries the hash of the one before it.")
		}
		before = s.Hash
	}
	return nil
}

// VerifyChain checks that changes are one record's whole history in order:
// revisions 1, 2, 3 …, each starting where the one before it ended, no request
// twice. A break is a *Refusal with ErrAuditBroken and the number of the entry,
// from 1. A chain that was cut at its end is whole in itself: compare its last
// revision with the record's.
func VerifyChain(chain []Change) error {
	seen := map[RequestID]bool{}
	for i, c := range chain {
		var last Change
		if i > 0 {
			last = chain[i-1]
		}
		switch {
		case c.Of.IsZero() || i > 0 && c.Of != last.Of:
			return broken(i, "Every entry is about the same record.")
		case c.Rev != last.Rev+1:
			return broken(i, "Revisions follow one another without a gap.")
		case c.From != last.To:
			return broken(i, "Each entry starts where the one before it ended.")
		case c.Request == "" || seen[c.Request]:
			return broken(i, "No request stands there twice.")
		}
		seen[c.Request] = true
	}
	return nil
}

func broken(i int, says string) error {
	return Fault(Rule{"SAFE-19", ErrAuditBroken}, "/"+Rev(i).String(), says, "Compare the chain with a copy from before; tell whoever looks after the audit.", Number("entry", i+1))
}

// NotTaken is a refusal as an audit keeps it: who asked for what and which rules
// stood in the way. It holds codes and ids only. Whether refusals are kept at
// all is the host's to decide; never to measure a worker by (hazard H27).
type NotTaken struct {
	Of      Ref       `json:"of"`
	Request RequestID `json:"request"`
	By      Actor     `json:"by"`
	At      time.Time `json:"at"`
	Rules   []Rule    `json:"rules"`
}

// Entry turns a refusal of this act on this record into an audit entry, with the
// rules that stood in the way, each once.
func (e *Refusal) Entry(of Ref, act Act) NotTaken {
	out := NotTaken{Of: of, Request: act.ID, By: act.By, At: act.when()}
	for _, r := range e.Reasons {
		if r.Stops() && !slices.Contains(out.Rules, r.Rule) {
			out.Rules = append(out.Rules, r.Rule)
		}
	}
	return out
}
