package door

import (
	"reflect"

	"github.com/towpath-care/towpath/peer"
)

// asked is a question about one kind of record, read.
type asked struct {
	of     kind
	name   peer.Kind
	record peer.Record // nil: it begins
	act    peer.Act
	facts  reflect.Value
}

// ready reads what choices, check and do have in common. With every fault at once comes
// what could be read.
func (q asking) ready() (asked, error) {
	a, whose := q.about()
	act, err := filled[peer.Act](q.Act, "/act")
	a.act = act
	around, unread := q.world.open()
	if a.of.create == nil {
		return a, peer.Faults(whose, err, unread)
	}
	a.facts = reflect.New(reflect.TypeOf(a.of.create).In(2)).Elem()
	bad := around.policies(a.facts, act.At)
	return a, peer.Faults(whose, err, unread, bad, fill(a.facts, q.Facts, "/facts", around))
}

// about finds the record, or the kind of one that begins.
func (q asking) about() (asked, error) {
	if none(q.Record) {
		of, known := kinds[q.Kind]
		if !known {
			return asked{}, peer.NoSuchKind()
		}
		return asked{name: q.Kind, of: of}, nil
	}
	r, err := record(q.Record, "/record")
	if err != nil {
		return asked{}, err
	}
	a := asked{name: r.Ref().Kind, of: kinds[r.Ref().Kind], record: r}
	if q.Kind != "" && q.Kind != a.name {
		return a, misshapen("/kind", "The kind is that of the record; it may be left out.")
	}
	return a, nil
}

// call asks a function of the record's package; method is the same for a record that is
// there. Without a step it is not given one.
func (a asked) call(create any, method string, step any) []reflect.Value {
	f := reflect.ValueOf(create)
	if a.record != nil {
		f = methodOf(a.record, method)
	}
	in := []reflect.Value{reflect.ValueOf(a.act), a.facts}
	if step != nil {
		in = append([]reflect.Value{reflect.ValueOf(step)}, in...)
	}
	return f.Call(in)
}

// methodOf finds a method by a name that the linker can see, so that it keeps no others.
func methodOf(r peer.Record, name string) reflect.Value {
	v := reflect.ValueOf(r)
	switch name {
	case "Do":
		return v.MethodByName("Do")
	case "Check":
		return v.MethodByName("Check")
	}
	return v.MethodByName("Choices")
}

func choices(b []byte) (any, error) {
	var q asking
	if err := read(b, &q); err != nil {
		return nil, err
	}
	a, err := q.ready()
	if err != nil {
		return nil, err
	}
	list := a.call(a.of.starts, "Choices", nil)[0].Interface().([]peer.Choice)
	if list == nil {
		list = []peer.Choice{}
	}
	return open{list}, nil
}

// readyStep reads a question with a step.
func readyStep(b []byte) (asked, any, error) {
	var q stepping
	if err := read(b, &q); err != nil {
		if q, ok := lenient(b); ok {
			return q.raise()
		}
		return asked{}, nil, err
	}
	if q.raises() {
		return q.raise()
	}
	a, err := q.ready()
	switch {
	case a.of.step == nil:
		return a, nil, err
	case none(q.Step):
		return a, nil, peer.Faults(err, missing("/step", "There is a step."))
	}
	step, bad := a.of.step(a.name, q.Step)
	return a, step, peer.Faults(err, peer.Under("/step", bad))
}

func check(b []byte) (any, error) {
	a, step, err := readyStep(b)
	if err != nil {
		return nil, err
	}
	d := a.call(a.of.check, "Check", step)[0].Interface().(peer.Decision)
	return checked{d.Allowed(), d.Reasons}, nil
}

func do(b []byte) (any, error) {
	a, step, err := readyStep(b)
	if err != nil {
		return nil, err
	}
	came := a.call(a.of.create, "Do", step)
	if err, _ := came[2].Interface().(error); err != nil {
		return nil, err
	}
	out := done{Change: came[1].Interface().(peer.Change)}
	if out.Record, err = peer.Encode(came[0].Interface().(peer.Record)); err != nil {
		return nil, err
	}
	for _, m := range out.Change.Made {
		if m.Record == nil { // the same request again: what it made is stored already
			continue
		}
		stored, err := peer.Encode(m.Record)
		if err != nil {
			return nil, err
		}
		out.Made = append(out.Made, made{stored, m.Change})
	}
	return out, nil
}
