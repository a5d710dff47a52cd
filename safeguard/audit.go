package safeguard

import (
	"maps"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// AuditLog is every act that was done, in the order in which it was done: by codes and ids
// only, because a Change holds nobody's words (SAFE-19). Steps that were not taken are not
// in it, so that nobody is measured by them (hazard H27). An AuditLog in hand was checked
// and never changes. The zero value is an empty one.
type AuditLog struct {
	changes []peer.Change
	hash    peer.Digest
}

// AuditSealed opens a log that was sealed entry by entry, from its first entry on. last is
// the hash of its newest entry as it is kept in another place; with it a log that was cut
// at its end is found too. Empty: nobody kept it.
//
// An entry that was altered, left out or moved is a *peer.Refusal with peer.ErrAuditBroken
// and the number of the entry, from 1.
func AuditSealed(chain []peer.Sealed, last peer.Digest) (AuditLog, error) {
	if err := peer.VerifySealed(chain); err != nil {
		return AuditLog{}, err
	}
	log := AuditLog{changes: make([]peer.Change, len(chain))}
	for i, s := range chain {
		log.changes[i], log.hash = s.Change, s.Hash
	}
	if last != "" && last != log.hash {
		return AuditLog{}, auditFault("", "The newest entry is the one whose hash was kept.", len(chain))
	}
	return log, nil
}

// AuditOf opens a log of changes that were not sealed: the whole histories of some records,
// in the order in which they were stored. The revisions of every record follow one another
// from the first, each starting where the one before it ended; else it is a *peer.Refusal
// with peer.ErrAuditBroken. That an entry was altered in another way does not show.
func AuditOf(changes []peer.Change) (AuditLog, error) {
	chains := map[peer.Ref][]peer.Change{}
	var order []peer.Ref
	for _, c := range changes {
		if chains[c.Of] == nil {
			order = append(order, c.Of)
		}
		chains[c.Of] = append(chains[c.Of], c)
	}
	var faults []error
	for _, of := range order {
		faults = append(faults, peer.VerifyChain(chains[of]))
	}
	if err := peer.Faults(faults...); err != nil {
		return AuditLog{}, err
	}
	return AuditLog{changes: slices.Clone(changes)}, nil
}

func auditFault(path, says string, entry int) error {
	return peer.Fault(peer.Rule{Row: "SAFE-19", Code: peer.ErrAuditBroken}, path, says, "Compare the log with a copy from before; tell whoever looks after the audit.", peer.Number("entry", entry))
}

// Len is how many acts there are.
func (l AuditLog) Len() int { return len(l.changes) }

// Last is the hash of the newest entry of a sealed log, to be kept in another place; empty
// for any other.
func (l AuditLog) Last() peer.Digest { return l.hash }

// AuditQuery says which acts are looked for. What is left out does not matter.
type AuditQuery struct {
	// Person is whom the records are about, or who did it, or about whom a signal went
	// with it. Whose records these are says Whose.
	Person peer.PersonID
	// Staff is who did it.
	Staff peer.StaffID
	// Kind is the kind of record.
	Kind peer.Kind
	// From and Until are the period: from the first instant up to the second, without it.
	From, Until time.Time
	// Policy is the policy that the act was decided under.
	Policy peer.Digest
	// Whose says whom a record is about, from the host's own store: a change names its
	// record and no person. Nil: nobody knows.
	Whose func(peer.Ref) peer.PersonID
}

// Query gives the acts that are looked for, in the order of the log.
func (l AuditLog) Query(q AuditQuery) []peer.Change {
	var out []peer.Change
	for _, c := range l.changes {
		if q.asks(c) {
			out = append(out, c)
		}
	}
	return out
}

func (q AuditQuery) asks(c peer.Change) bool {
	return (q.Person == "" || q.about(c)) && (q.Staff == "" || c.By.Staff == q.Staff) && (q.Kind == "" || c.Of.Kind == q.Kind) &&
		(q.From.IsZero() || !c.At.Before(q.From)) && (q.Until.IsZero() || c.At.Before(q.Until)) && (q.Policy == "" || c.Policy == q.Policy)
}

// about reports whether an act has to do with the person.
func (q AuditQuery) about(c peer.Change) bool {
	return c.By.Person == q.Person || q.Whose != nil && q.Whose(c.Of) == q.Person ||
		slices.ContainsFunc(c.Signals, func(s peer.Signal) bool { return s.About == q.Person })
}

// Policies are the policies that acts were decided under, each once, in order of the
// digest.
func (l AuditLog) Policies() []peer.Digest {
	seen := map[peer.Digest]bool{}
	for _, c := range l.changes {
		if c.Policy != "" {
			seen[c.Policy] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
