package peer

import (
	"reflect"
	"sync/atomic"
)

// engine is a Machine with its types erased: all that is decided, listed, read and
// shown is worked out here, once for all kinds of records. A record is passed as the
// *R it is, facts as the *F; neither is ever written to.
type engine struct {
	kind   Kind
	schema int
	says   string
	row    string // the requirement row behind "does not lead on from here"
	states []State
	early  Asks
	parts  []PartOf
	rows   []engineRow
	typed
	called

	stored atomic.Pointer[form] // the shape of the data, read from its type once
}

// engineRow is a Row with its types erased.
type engineRow struct {
	at      int // its place in the table
	do      Action
	says    string
	from    []Status
	to      []Status
	stays   []Status
	by      []Party
	scope   AuthorityScope
	other   Asks // what anybody who is none of by hears
	form    string
	makes   Kind
	open    []Asks
	payload payload
}

// typed are the functions of a Machine that every decision asks, each with its types
// erased. Of open, the first number is the row and the second the rule of that row.
type typed struct {
	head  func(any) *Head
	party func(any, Actor) Party
	about func(any) PersonID
	open  func(row, i int, r any, act Act, facts any) Tri
}

// called are the functions of a Machine that are asked now and then, by reflection: what
// is not written anew for every kind of record, no program has to carry.
type called struct {
	record                           reflect.Type // R
	data, legal, first, policy, line reflect.Value
	asks, shown                      []reflect.Value // of each part
	openArgs, openBecause            [][]reflect.Value
	partFor                          []partFor
}

// partFor is who sees a part without asking.
type partFor struct {
	may      []Party
	purposes []Purpose
	consent  ConsentScope
}

// engine is the machine without its types, made the first time it is asked for. Two
// goroutines that ask at first may both make it; they make the same.
func (m *Machine[R, F]) engine() *engine {
	if e := m.built.Load(); e != nil {
		return e
	}
	e := erase(reflect.ValueOf(m).Elem(), reflect.TypeFor[R](), func(i int) payload { return m.Rows[i].payload })
	e.typed = typed{
		head:  func(r any) *Head { return m.Head(r.(*R)) },
		party: func(r any, a Actor) Party { return m.Party(*r.(*R), a) },
		about: func(r any) PersonID { return m.Person(*r.(*R)) },
		open: func(row, i int, r any, act Act, facts any) Tri {
			return m.Rows[row].Open[i].Met(*r.(*R), act, *facts.(*F))
		},
	}
	m.built.Store(e)
	return e
}

// erase reads a Machine by the names of its fields.
func erase(m reflect.Value, record reflect.Type, payloadOf func(row int) payload) *engine {
	e := &engine{kind: is[Kind](m, "Kind"), schema: is[int](m, "Schema"), says: is[string](m, "Says"), row: is[string](m, "Moves"), states: is[[]State](m, "States"), early: is[Asks](m, "Early")}
	e.called = called{record: record, data: m.FieldByName("Data"), legal: m.FieldByName("Legal"), first: m.FieldByName("First"), policy: m.FieldByName("Policy"), line: m.FieldByName("Line")}
	rows, parts := m.FieldByName("Rows"), m.FieldByName("Parts")
	for i := range rows.Len() {
		e.addRow(rows.Index(i), payloadOf(i))
	}
	for i := range parts.Len() {
		e.addPart(parts.Index(i))
	}
	return e
}

// is reads a field of a struct that is known to be there, and of which type.
func is[T any](v reflect.Value, field string) T { return v.FieldByName(field).Interface().(T) }

func (e *engine) addRow(r reflect.Value, p payload) {
	e.fits(is[Action](r, "Do"), p.typ)
	row := engineRow{at: len(e.rows), do: is[Action](r, "Do"), says: is[string](r, "Says"), from: is[[]Status](r, "From"), to: is[[]Status](r, "To"), stays: is[[]Status](r, "Stays"),
		by: is[[]Party](r, "By"), scope: is[AuthorityScope](r, "For"), other: is[Asks](r, "Else"), form: is[string](r, "Form"), makes: is[Kind](r, "Makes"), payload: p}
	open := r.FieldByName("Open")
	var args, because []reflect.Value
	for i := range open.Len() {
		o := open.Index(i)
		row.open = append(row.open, is[Asks](o, "Asks"))
		args, because = append(args, o.FieldByName("Args")), append(because, o.FieldByName("Because"))
	}
	e.rows, e.openArgs, e.openBecause = append(e.rows, row), append(e.openArgs, args), append(e.openBecause, because)
}

// fits panics for a row without a payload, and for one that another row has already: a
// step is found by its type, and in JSON by its verb.
func (e *engine) fits(do Action, step reflect.Type) {
	said := "peer: " + string(e.kind) + " " + string(do)
	if step == nil {
		panic(said + " has no step: use Takes or Begins")
	}
	for i := range e.rows {
		if e.rows[i].do == do || e.rows[i].payload.typ == step {
			panic(said + " cannot be told from " + string(e.rows[i].do))
		}
	}
}

func (e *engine) addPart(p reflect.Value) {
	e.parts = append(e.parts, PartOf{is[string](p, "Name"), is[Rule](p, "Rule"), is[string](p, "Says")})
	e.partFor = append(e.partFor, partFor{is[[]Party](p, "May"), is[[]Purpose](p, "Purposes"), is[ConsentScope](p, "Consent")})
	e.asks, e.shown = append(e.asks, p.FieldByName("If")), append(e.shown, p.FieldByName("Value"))
}

// fresh is a record that is none yet.
func (e *engine) fresh() any { return reflect.New(e.record).Interface() }

func (e *engine) data(r any) any {
	return e.called.data.Call([]reflect.Value{reflect.ValueOf(r)})[0].Interface()
}

// on calls a function of the record, or of the facts, with what else it takes.
func on(f reflect.Value, v any, more ...any) any {
	in := []reflect.Value{reflect.ValueOf(v).Elem()}
	for _, x := range more {
		in = append(in, reflect.ValueOf(x))
	}
	return f.Call(in)[0].Interface()
}

func (e *engine) legal(r any) []Reason { return on(e.called.legal, r).([]Reason) }

// policy is the digest of the policy that the facts come with; none where steps are
// decided under none.
func (e *engine) policy(facts any) Digest {
	if e.called.policy.IsNil() {
		return ""
	}
	return on(e.called.policy, facts).(Digest)
}

// line are the worker's line manager and supervisor, as far as the facts name them.
func (e *engine) line(facts any) Lines {
	if e.called.line.IsNil() {
		return Lines{}
	}
	return on(e.called.line, facts).(Lines)
}

// detail gives what else there is to say of an open rule that is not met.
func (e *engine) detail(row, i int, r any, act Act, facts any) (args []Arg, because []Reason) {
	in := []reflect.Value{reflect.ValueOf(r).Elem(), reflect.ValueOf(act), reflect.ValueOf(facts).Elem()}
	if f := e.openArgs[row][i]; !f.IsNil() {
		args = f.Call(in)[0].Interface().([]Arg)
	}
	if f := e.openBecause[row][i]; !f.IsNil() {
		because = f.Call(in)[0].Interface().([]Reason)
	}
	return args, because
}

// Check answers whether a step may be taken, with every reason, and changes
// nothing. It is what Do would say.
func (m *Machine[R, F]) Check(r R, step any, act Act, facts F) Decision {
	return m.engine().check(&r, step, act, &facts)
}

// Do takes a step. It returns the record as it is afterwards and the change to
// store with it in one transaction. The record given is untouched. A step that
// may not be taken is a *Refusal, and the record comes back as it was.
//
// A request that is among the last changes of the record (Remembered) gives the
// same change again, when the same somebody asks for the same kind of step, and
// ErrDuplicate otherwise. What else the step holds is not compared.
func (m *Machine[R, F]) Do(r R, step any, act Act, facts F) (R, Change, error) {
	next, c, err := m.engine().doStep(&r, step, act, &facts)
	return *next.(*R), c, err
}

// New takes a step that creates a record, and gives the record and its first
// change. A step that may not be taken is a *Refusal. New looks in no store: when a
// request is sent again, the host finds the record under its id and reads it back.
func (m *Machine[R, F]) New(step any, act Act, facts F) (R, Change, error) {
	r, c, err := m.engine().create(step, act, &facts)
	return *r.(*R), c, err
}

// CheckNew answers what New would say and does nothing.
func (m *Machine[R, F]) CheckNew(step any, act Act, facts F) Decision {
	return m.engine().checkNew(step, act, &facts)
}

// Choices lists every step that leads on from where the record is, in the order
// of the table, also those that are somebody else's to take. For the zero value
// it lists none. Without an actor it is the host that asks: it is shown every list of
// what the record holds, which somebody who is none of the record's own is not shown
// (hazard H26).
func (m *Machine[R, F]) Choices(r R, act Act, facts F) []Choice {
	return m.engine().choices(&r, act, &facts)
}

// Starts lists the steps that create a record. Whether the actor is the person or
// the worker of it cannot be judged before the form says whom it is about: to
// somebody who can be, that reason is unknown and does not close the choice.
func (m *Machine[R, F]) Starts(act Act, facts F) []Choice { return m.engine().starts(act, &facts) }

// View gives the parts of a record that this reader may see, and lists what was
// left out and under which rule. To a reader who is nobody here it gives an empty
// view, not an error; an error means that a part could not be written as JSON.
func (m *Machine[R, F]) View(r R, by Reading) (Viewed, error) { return m.engine().view(&r, by) }

// Sees answers whether this reader may see one part of a record, without making
// the view. Whatever sends records elsewhere asks it.
func (m *Machine[R, F]) Sees(r R, part string, by Reading) bool { return m.engine().sees(&r, part, by) }

// Encode gives a record's stored JSON, with the words in it. A record's Stored
// method calls it; a host calls the package's Encode.
func (m *Machine[R, F]) Encode(r R) ([]byte, error) { return m.engine().encode(&r) }

// Decode reads a record's stored JSON and checks it: a record in hand is legal.
// Anything wrong is a *Refusal that names every fault by its path and holds
// nothing of what the document says. A document written by a newer version is
// ErrNewerSchema, never a guess.
func (m *Machine[R, F]) Decode(b []byte) (R, error) {
	r, err := m.engine().decode(b)
	if err != nil {
		var none R
		return none, err
	}
	return *r.(*R), nil
}

// EncodeStep gives a step's JSON, with the words in it: {"do":"confirm",…}. What is
// no step of this machine is a *Refusal with ErrRequired.
func (m *Machine[R, F]) EncodeStep(step any) ([]byte, error) { return m.engine().encodeStep(step) }

// DecodeStep reads a step's JSON. Its member "do" names the row; members the
// row's form does not have are a fault, and so is every value of the wrong type. All
// faults come in one *Refusal; a step that is not one of this record's is
// ErrUnknownCode.
func (m *Machine[R, F]) DecodeStep(b []byte) (any, error) { return m.engine().decodeStep(b) }

// Table describes the machine.
func (m *Machine[R, F]) Table() Table { return m.engine().table() }
