package peer

import "time"

// Codes that deadlines of contacts are named by. No step is ever turned down with one.
var (
	// ErrRecordDue: a contact is to be written up (PEER-46).
	ErrRecordDue = NewCode("record-due", Wait)
	// ErrDraftDue: a draft is to be finished with the person (PEER-46).
	ErrDraftDue = NewCode("draft-due", Wait)
	// ErrValidationDue: an entry is to be looked at, or a question about it answered
	// (PEER-48).
	ErrValidationDue = NewCode("validation-due", Wait)
)

// contactDue is what is owed on a contact. What an act made was worked out then; where no
// policy was known then, that of the day it is about counts.
func contactDue(c Contact, w *dueWorld) ([]Deadline, error) {
	d := Deadline{About: c.ref, Person: c.s.Person, Owes: PartyWorker, Owner: Actor{Staff: c.s.Worker}}
	v := c.s.Validation
	span := Policy.draftBy
	switch {
	case c.status == Planned:
		d.ID, d.Rule = "PEER-46."+c.ref.String(), Rule{"PEER-46", ErrRecordDue}
		d.Since, d.Due, span = c.s.What.last().UTC(), c.s.RecordBy, Policy.recordBy
		if !d.Due.IsZero() {
			d.Policy = c.recent[0].Policy
		}
	case c.status != Recorded || v.State == EntryWritten || v.State == EntrySeen:
		return nil, nil
	case v.State == EntryDraft:
		d.ID, d.Rule = "PEER-46."+c.ref.String()+".draft", Rule{"PEER-46", ErrDraftDue}
		d.Since, d.Due, d.Policy = v.Since, v.Due, v.Policy
	default:
		d.ID, d.Rule = "PEER-48."+c.ref.String(), Rule{"PEER-48", ErrValidationDue}
		d.Since, d.Due, d.Policy, span = v.Since, v.Due, v.Policy, Policy.lookBy
		if v.State == EntryAwaiting {
			d.Owes, d.Owner = PartyStaff, Actor{}
		}
	}
	if !d.Due.IsZero() {
		return []Deadline{d}, nil
	}
	return d.under(span, w)
}

// under works a deadline out under the policy in force on the day it is counted from.
func (d Deadline) under(span func(Policy, time.Time) When, w *dueWorld) ([]Deadline, error) {
	p, err := w.policyOn(d.Since)
	if err != nil {
		return nil, err
	}
	if d.Due, d.Policy = span(p, d.Since), p.digest; d.Due.IsZero() {
		return nil, nil // that policy asks for none
	}
	return []Deadline{d}, nil
}
