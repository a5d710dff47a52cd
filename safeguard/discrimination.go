package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// KindDiscrimination is how discriminatory practice is stored.
const KindDiscrimination peer.Kind = "discrimination"

// Places it can be in.
const (
	// DiscriminationNoted: it is written down, for whoever noted it. They raise it.
	DiscriminationNoted peer.Status = "noted"
	// DiscriminationRaised: somebody who is no part of it was told. They take it on; it
	// may be raised with the next one.
	DiscriminationRaised peer.Status = "raised"
	// DiscriminationAcknowledged: somebody has it, says what they do next and by when.
	// They say what came of it; another who was told may take it over.
	DiscriminationAcknowledged peer.Status = "acknowledged"
	// DiscriminationOutcome: it is said what came of it. Nothing leads on.
	DiscriminationOutcome peer.Status = "outcome"
)

// Discrimination is practice or behaviour that discriminates, noted by somebody who saw it
// or met it, and raised with somebody who is no part of it (SAFE-12). Whoever noted it is
// protected: those it is about, and those close to them, see nothing of it and are never
// told. The person it was done to is named only on their yes. The zero value is none.
type Discrimination struct {
	head
	s discrimination
}

type discrimination struct {
	Noter           peer.Actor         `json:"noter" ask:"required"`
	Person          peer.PersonID      `json:"person,omitzero"`
	Words           peer.Words         `json:"words" ask:"required,max=10000"`
	Characteristics []Characteristic   `json:"characteristics,omitempty" ask:"items=9"`
	Where           Where              `json:"where,omitzero"`
	Happened        time.Time          `json:"happened" ask:"required"`
	Noted           time.Time          `json:"noted" ask:"required"`
	RaiseBy         time.Time          `json:"raiseBy" ask:"required"` // frozen
	NotTo           NotTo              `json:"notTo"`
	Versions        []Version          `json:"versions,omitempty" ask:"items=20"`
	With            []RaisedWith       `json:"with,omitempty" ask:"items=50"`
	AcknowledgeBy   time.Time          `json:"acknowledgeBy,omitzero"` // frozen, of the last who was told
	Taken           []Taken            `json:"taken,omitempty" ask:"items=50"`
	Outcome         DiscriminationSaid `json:"outcome"`
}

// Version is a text that was passed on: with the person in it, on their yes, or without.
type Version struct {
	Says  peer.Private `json:"says" ask:"required,max=10000"`
	Named bool         `json:"named,omitzero"`
	At    time.Time    `json:"at" ask:"required"`
}

// RaisedWith is somebody who was told, in which role, and who was passed over for it.
type RaisedWith struct {
	Staff   peer.StaffID `json:"staff" ask:"required"`
	Role    peer.Role    `json:"role,omitzero"`
	At      time.Time    `json:"at" ask:"required"`
	Skipped []Skipped    `json:"skipped,omitempty" ask:"items=100"`
}

// DiscriminationSaid is what came of it: what was done, and what whoever noted it was
// told.
type DiscriminationSaid struct {
	Says  peer.Private `json:"says,omitzero" ask:"max=10000"`
	Noter peer.Private `json:"noter,omitzero" ask:"max=4000"`
	By    peer.StaffID `json:"by,omitzero"`
	At    time.Time    `json:"at,omitzero"`
}

// Characteristic is one of the nine protected characteristics of the Equality Act 2010.
// It is what the practice was about, as far as anybody wants to say; nothing here works
// one out of anything else.
type Characteristic string

// The nine.
const (
	ByAge         Characteristic = "age"
	ByDisability  Characteristic = "disability"
	ByReassign    Characteristic = "gender-reassignment"
	ByMarriage    Characteristic = "marriage-and-civil-partnership"
	ByPregnancy   Characteristic = "pregnancy-and-maternity"
	ByRace        Characteristic = "race"
	ByReligion    Characteristic = "religion-or-belief"
	BySex         Characteristic = "sex"
	ByOrientation Characteristic = "sexual-orientation"
)

var characteristics = []Characteristic{ByAge, ByDisability, ByReassign, ByMarriage, ByPregnancy, ByRace, ByReligion, BySex, ByOrientation}

// Known reports whether it is one of the nine.
func (c Characteristic) Known() bool { return slices.Contains(characteristics, c) }

// Terms returns the nine.
func (Characteristic) Terms() []string { return terms.Of(characteristics) }

// Noter is who noted it.
func (d Discrimination) Noter() peer.Actor { return d.s.Noter }

// Person is to whom it was done; empty: to nobody in particular, or not said.
func (d Discrimination) Person() peer.PersonID { return d.s.Person }

// Words are what was seen or met, as whoever noted it put it.
func (d Discrimination) Words() peer.Words { return d.s.Words }

// Characteristics are what the practice was about; empty: nobody has said.
func (d Discrimination) Characteristics() []Characteristic {
	return slices.Clone(d.s.Characteristics)
}

// Where is the kind of place it happened in; empty: not said.
func (d Discrimination) Where() Where { return d.s.Where }

// Happened is when it happened, Noted when it was written down, both in UTC.
func (d Discrimination) Happened() time.Time { return d.s.Happened }

// Noted is when it was written down, in UTC.
func (d Discrimination) Noted() time.Time { return d.s.Noted }

// NotTo are those who are not told: whom it is about, those close to them, and anybody
// whoever noted it names.
func (d Discrimination) NotTo() NotTo {
	n := d.s.NotTo
	return NotTo{slices.Clone(n.Subjects), slices.Clone(n.Linked), slices.Clone(n.Named)}
}

// Versions are the texts that were passed on, oldest first.
func (d Discrimination) Versions() []Version { return slices.Clone(d.s.Versions) }

// Named reports whether the last text that was passed on names the person.
func (d Discrimination) Named() bool {
	n := len(d.s.Versions)
	return n > 0 && d.s.Versions[n-1].Named
}

// With are those who were told, oldest first.
func (d Discrimination) With() []RaisedWith {
	out := slices.Clone(d.s.With)
	for i := range out {
		out[i].Skipped = slices.Clone(out[i].Skipped)
	}
	return out
}

// Taken are those who said "I have it", the last at the end.
func (d Discrimination) Taken() []Taken { return slices.Clone(d.s.Taken) }

// Outcome is what came of it; the zero value while nobody has said.
func (d Discrimination) Outcome() DiscriminationSaid { return d.s.Outcome }

// Has is who has it at a time; the zero value: nobody, or somebody who fell silent.
func (d Discrimination) Has(now time.Time) Taken {
	if n := len(d.s.Taken); n > 0 && now.Before(d.s.Taken[n-1].Until) {
		return d.s.Taken[n-1]
	}
	return Taken{}
}
