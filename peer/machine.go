package peer

import (
	"reflect"
	"sync/atomic"
	"time"
)

// Machine is the one table of a kind of record. Everything that can happen to a
// record of this kind stands in it: decisions, choices, the JSON of steps, the
// diagram, the rule catalogue and the exhaustive tests are all read from it.
//
// R is the record, F the facts its decisions rest on outside the record. A
// machine is made once, as a literal, and not changed afterwards; its methods may
// be called from many goroutines.
type Machine[R, F any] struct {
	// Kind is what the record is called where it is stored.
	Kind Kind
	// Schema is the number of the stored form. It grows when a form changes
	// that older programs cannot read.
	Schema int
	// Says what the record is, in one sentence.
	Says string
	// Moves is the requirement row behind "this step does not lead on from
	// here".
	Moves string
	// First names, for a record whose steps follow each other, the step that has
	// to come before this one, and "" where it does not come too early. Early is
	// what such a step hears in place of "this step does not lead on from here".
	// Both are there or neither.
	First func(R, Action) Action
	Early Asks
	// States are all the places a record can be in.
	States []State
	// Head gives the embedded head.
	Head func(*R) *Head
	// Data gives a pointer to the rest of the record, a struct with JSON tags:
	// it is what is stored beside the head.
	Data func(*R) any
	// Person says who the record is about, Party what an actor is to it. Party
	// looks at ids the record names; a role by itself makes nobody a
	// party of somebody's record.
	Person func(R) PersonID
	Party  func(R, Actor) Party
	// Policy is the digest of the policy that the facts come with.
	Policy func(F) Digest
	// Line are the worker's line manager and supervisor, where the facts name
	// them; they read what belongs to the worker and their line. May be nil.
	Line func(F) Lines
	// Legal returns what is wrong with a decoded record beyond its shape.
	Legal func(R) []Reason
	// Parts is what there is to see, and who may see it.
	Parts []Part[R]
	// Rows are the steps.
	Rows []Row[R, F]

	built atomic.Pointer[engine] // the machine without its types, made once
}

// State is one place a record can be in.
type State struct {
	Status Status
	// Says what it means and who moves a record in and out.
	Says string
	// End is true when no step leads on.
	End bool
}

// Row is one step of the table: whose it is, where it leads from and to, and
// under which rules. Takes and Begins tie it to the type of its payload.
type Row[R, F any] struct {
	// Do is the verb, Says what the step does in plain words.
	Do   Action
	Says string
	// From are the places it leads on from; none: it creates the record.
	From []Status
	// To is every place it may lead to, from where it does not stay.
	To []Status
	// Stays are the places of From in which the record stays where it is.
	Stays []Status
	// By is who may take it, as parties of this record.
	By []Party
	// For: an authority with this scope lets its holder act as the person. Zero:
	// nobody acts for them.
	For AuthorityScope
	// Else is what anybody who is none of By hears. A row that is never turned down
	// (Step.Mend) has none.
	Else Asks
	// Form is the requirement row behind the shape of the payload.
	Form string
	// Makes is the kind of record that the step may make beside its own, through
	// Step.Also; the rules of the step that begins it hold as well. Empty: none.
	Makes Kind
	// Open are the rules that can be answered before a form is filled.
	Open []Open[R, F]

	payload payload
}

// Asks is what a rule asks for, without the code that answers it.
type Asks struct {
	Rule     Rule
	Path     string // JSON pointer into the step
	Says     string // what must be so
	Fix      string // what would put it right
	Weight   Weight
	Audience Audience
	// Raise: unmet, a signal of this kind goes with the change, or with the
	// refusal if the step is not taken.
	Raise SignalKind
}

func (a Asks) reason(met Tri) Reason {
	return Reason{Rule: a.Rule, Path: a.Path, Says: a.Says, Fix: a.Fix, Weight: a.Weight, Met: met, Audience: a.Audience}
}

// Open is a rule over the record, the act and the facts. It does not see the
// payload, so Choices can answer it before a form is filled.
type Open[R, F any] struct {
	Asks
	// Met answers it. Unknown when a fact it rests on is not known.
	Met func(R, Act, F) Tri
	// Args gives numbers, dates and codes for the reason when it is not met; may
	// be nil.
	Args func(R, Act, F) []Arg
	// Because gives the reasons of somebody else's verdict that it rests on,
	// when it is not met; may be nil.
	Because func(R, Act, F) []Reason
}

// Need is a rule that sees the payload too. Choices lists it as what the form
// has to satisfy.
type Need[R, F, C any] struct {
	Asks
	// Met answers it.
	Met func(R, C, Act, F) Tri
	// Args gives details when it is not met; may be nil.
	Args func(R, C, Act, F) []Arg
}

// Step is what a row does with its payload C.
type Step[R, F, C any] struct {
	// Mend makes the row one that is never turned down (hazard H01): it puts right,
	// before anything is judged, what the step and its act cannot be without, the id
	// of the record and of the request among it. Nobody is asked whose step it is, the
	// form is not judged, and what stands in the way of a second record only warns.
	// Only a row that creates a record has it, without Else and without rules that
	// block. It is pure: the same step and act give the same. May be nil.
	Mend func(C, Act) (C, Act)
	// Needs are the rules that see the payload.
	Needs []Need[R, F, C]
	// Also asks what stands in the way of a second record that the step makes,
	// of this machine or another; its reasons become this step's. May be nil.
	Also func(R, C, Act, F) Decision
	// Apply makes the record as it will be; of a row that creates one, r is the
	// draft. It must not touch what r's slices and maps hold: copy what changes. It
	// may keep the lists of c: they are the record's own already.
	Apply func(r R, c C, t *Taken[F]) R
	// To picks where the step leads when the row's To names more than one place;
	// it sees the record Apply made.
	To func(R, C) Status
	// Options gives what may be chosen for a field from what the record holds
	// now, by JSON pointer. May be nil.
	Options map[string]func(R) []string
}

// Taken is a step on its way: who takes it and on which facts, and what comes of
// it besides the record.
type Taken[F any] struct {
	Act     Act
	As      Party
	Facts   F
	made    []Made
	signals []Signal
	signal  func(SignalKind, Rule) Signal
}

// Now is the time of the act as it is stored: UTC, to the millisecond.
func (t *Taken[F]) Now() time.Time { return t.Act.when() }

// Raise sends a signal along with the change.
func (t *Taken[F]) Raise(kind SignalKind, rule Rule) {
	t.signals = append(t.signals, t.signal(kind, rule))
}

// Make hands over a record that came into being with this step.
func (t *Taken[F]) Make(r Record, c Change) {
	t.made = append(t.made, Made{Ref: r.Ref(), Record: r, Change: &c})
}

// Own gives words their author: whoever takes the step, unless they say whose
// words they are passing on. Where nothing was said, nothing is kept.
func (t *Taken[F]) Own(w Words) Words { return w.Own(t.Act.By) }

// Takes ties a payload type to a row that moves an existing record. It panics for
// a row without From, without Apply or without anywhere to lead, and where To is
// missing or not needed: a table at fault is found as the program starts.
func Takes[C, R, F any](row Row[R, F], s Step[R, F, C]) Row[R, F] {
	row.payload = tie(row.traits(), reflect.TypeFor[C](), s, (*Step[R, F, C])(nil), nil, nil)
	return row
}

// Begins ties a payload type to a row that creates a record. id reads the new
// record's id from the payload; draft gives the record as far as it takes to
// tell who its parties are. It panics as Takes does, and for a row with From.
func Begins[C, R, F any](row Row[R, F], id func(C) string, draft func(C) R, s Step[R, F, C]) Row[R, F] {
	row.payload = tie(row.traits(), reflect.TypeFor[C](), s, (*Step[R, F, C])(nil), id, draft)
	return row
}
