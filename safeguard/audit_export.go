package safeguard

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Exported is one act as it leaves for an audit: codes, times and the digest of the policy
// as they are, and a pseudonym in place of every id. It holds no words.
type Exported struct {
	// Entry is the number of the act in the log it was taken from, from 1.
	Entry int       `json:"entry"`
	Kind  peer.Kind `json:"kind"`
	// Of, By and For are pseudonyms: of the record, of who did it, and of the authority
	// under which they acted for the person.
	Of   string      `json:"of"`
	Rev  peer.Rev    `json:"rev"`
	Do   peer.Action `json:"do"`
	From peer.Status `json:"from,omitzero"`
	To   peer.Status `json:"to"`
	By   string      `json:"by"`
	Role peer.Role   `json:"role,omitzero"`
	As   peer.Party  `json:"as"`
	For  string      `json:"for,omitzero"`
	At   time.Time   `json:"at"`
	// Person is the pseudonym of whom the record is about, where the query knew it.
	Person string `json:"person,omitzero"`
	// Rules were not met and did not stop the step, Signals went with it.
	Rules   []peer.Rule       `json:"rules,omitempty"`
	Signals []peer.SignalKind `json:"signals,omitempty"`
	// Made are pseudonyms of records that came into being with it.
	Made   []string    `json:"made,omitempty"`
	Policy peer.Digest `json:"policy,omitzero"`
}

// leastKey is how many bytes a key has at least: with fewer, pseudonyms could be tried out.
const leastKey = 32

// Export gives the acts that are looked for with pseudonyms: the same id gives the same
// one under the same key, and nothing can be said of it without the key. The key is the
// caller's, who draws it anew for every export that is not to be joined with another. One
// of fewer than 32 bytes is a *peer.Refusal with peer.ErrRequired.
//
// A pseudonym keeps somebody from being named, and no more: who acted at which minute may
// still be known to those who were there.
func (l AuditLog) Export(q AuditQuery, key []byte) ([]Exported, error) {
	if len(key) < leastKey {
		return nil, peer.Fault(peer.Rule{Row: "SAFE-19", Code: peer.ErrRequired}, "/key", "A key of 32 bytes or more is given.", "Draw a key and keep it as long as exports are to be joined.", peer.Number("min", leastKey))
	}
	var out []Exported
	p := pseudonyms{key}
	for i, c := range l.changes {
		if q.asks(c) {
			e := p.exported(c, q.Whose)
			e.Entry = i + 1
			out = append(out, e)
		}
	}
	return out, nil
}

// pseudonyms are made with a key.
type pseudonyms struct{ key []byte }

// of is the pseudonym of an id of one sort; nothing for nothing.
func (p pseudonyms) of(sort, id string) string {
	if id == "" {
		return ""
	}
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte(sort))
	mac.Write([]byte{0})
	mac.Write([]byte(id))
	return sort + "-" + hex.EncodeToString(mac.Sum(nil)[:16])
}

func (p pseudonyms) actor(a peer.Actor) string {
	switch {
	case a.Person != "":
		return p.of("person", string(a.Person))
	case a.Staff != "":
		return p.of("staff", string(a.Staff))
	}
	return p.of("carer", string(a.Carer))
}

func (p pseudonyms) record(r peer.Ref) string { return p.of("record", r.String()) }

func (p pseudonyms) exported(c peer.Change, whose func(peer.Ref) peer.PersonID) Exported {
	e := Exported{Kind: c.Of.Kind, Of: p.record(c.Of), Rev: c.Rev, Do: c.Do, From: c.From, To: c.To, By: p.actor(c.By), Role: c.By.Role, As: c.As,
		For: p.of("authority", c.For), At: c.At, Policy: c.Policy}
	if whose != nil {
		e.Person = p.of("person", string(whose(c.Of)))
	}
	for _, r := range c.Reasons {
		e.Rules = append(e.Rules, r.Rule)
	}
	for _, s := range c.Signals {
		e.Signals = append(e.Signals, s.Kind)
	}
	for _, m := range c.Made {
		e.Made = append(e.Made, p.record(m.Ref))
	}
	return e
}
