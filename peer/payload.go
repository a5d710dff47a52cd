package peer

import "reflect"

// payload is a Step with its types erased. A program holds hundreds of steps, and code
// that is written anew for each of them makes every program larger that links this
// package: a browser has to fetch it. So the functions of a step are called by
// reflection, and everything about steps is there once.
type payload struct {
	typ      reflect.Type // C
	form     form
	list     []Asks // of the needs
	mends    bool
	picks    bool // it may lead to more than one place
	asksMore bool // it asks what stands in the way of a second record

	met                   needing
	args                  []reflect.Value // of each need; may be nil
	mend, also, apply, to reflect.Value
	id, draft             reflect.Value // of a step that creates a record
	choices               map[string]reflect.Value
}

// taking is a Taken of any facts.
type taking interface {
	begin(act Act, as Party, facts any, signal func(SignalKind, Rule) Signal)
	came() ([]Made, []Signal)
}

func (t *Taken[F]) begin(act Act, as Party, facts any, signal func(SignalKind, Rule) Signal) {
	t.Act, t.As, t.Facts, t.signal = act, as, *facts.(*F), signal
}

func (t *Taken[F]) came() ([]Made, []Signal) { return t.made, t.signals }

// traits is what has to be known of a row to tell whether a step fits it.
type traits struct {
	do          Action
	form        string
	makes       Kind
	creates     bool
	leads, many bool // there is somewhere to lead; To names more than one place
	mayRefuse   bool // it has an Else, or an open rule that blocks
}

func (r *Row[R, F]) traits() traits {
	t := traits{do: r.Do, form: r.Form, makes: r.Makes, creates: len(r.From) == 0, leads: len(r.To)+len(r.Stays) > 0, many: len(r.To) > 1, mayRefuse: r.Else != (Asks{})}
	for i := range r.Open {
		t.mayRefuse = t.mayRefuse || r.Open[i].Weight == Blocks
	}
	return t
}

// needing is a Step of any types.
type needing interface {
	need(i int, record, step any, act Act, facts any) Tri
}

func (s *Step[R, F, C]) need(i int, record, step any, act Act, facts any) Tri {
	return s.Needs[i].Met(*record.(*R), step.(C), act, *facts.(*F))
}

// tie reads a Step, once it is clear that it fits its row. none only says what type a
// pointer to it has: taking the address of each step where it stands writes code for each
// of them, three megabytes of it in a browser (docs/decisions/0040). id and draft are nil,
// or the functions that Begins got.
func tie(row traits, typ reflect.Type, step any, none needing, id, draft any) payload {
	at := reflect.New(reflect.TypeOf(none).Elem())
	s := at.Elem()
	s.Set(reflect.ValueOf(step))
	p := payload{typ: typ, met: at.Interface().(needing), mend: s.FieldByName("Mend"), also: s.FieldByName("Also"), apply: s.FieldByName("Apply"), to: s.FieldByName("To")}
	p.mends, p.picks, p.asksMore = !p.mend.IsNil(), !p.to.IsNil(), !p.also.IsNil()
	needs := s.FieldByName("Needs")
	for i := range needs.Len() {
		n := needs.Index(i)
		p.list = append(p.list, n.FieldByName("Asks").Interface().(Asks))
		p.args = append(p.args, n.FieldByName("Args"))
	}
	if options := s.FieldByName("Options"); options.Len() > 0 {
		p.choices = map[string]reflect.Value{}
		for _, path := range options.MapKeys() {
			p.choices[path.String()] = options.MapIndex(path)
		}
	}
	if draft != nil {
		p.id, p.draft = reflect.ValueOf(id), reflect.ValueOf(draft)
	}
	p.fit(row)
	p.form = formOf(typ, row.form)
	return p
}

// fit panics when the step does not fit its row.
func (p *payload) fit(row traits) {
	said := "peer: " + string(row.do)
	switch {
	case row.creates && !p.draft.IsValid():
		panic(said + " creates a record: use Begins")
	case !row.creates && p.draft.IsValid():
		panic(said + " moves a record: use Takes")
	case (row.makes != "") != p.asksMore:
		panic(said + " says what it makes exactly when it asks another table")
	case p.mends && !(row.creates && !row.mayRefuse && !blocks(p.list)):
		panic(said + " is mended: it creates a record, and nothing turns it down")
	case p.apply.IsNil() || row.many != p.picks || !row.leads:
		panic(said + " needs Apply, somewhere to lead, and To exactly when it may lead to more than one place")
	}
}

func blocks(list []Asks) bool {
	for i := range list {
		if list[i].Weight == Blocks {
			return true
		}
	}
	return false
}

// idOf reads the id of the new record.
func (p *payload) idOf(step any) string {
	return p.id.Call([]reflect.Value{reflect.ValueOf(step)})[0].String()
}

// drafted is the record as far as it takes to tell who its parties are.
func (p *payload) drafted(step any) any {
	return boxed(p.draft.Call([]reflect.Value{reflect.ValueOf(step)})[0])
}

// boxed is a pointer to a value of its own.
func boxed(v reflect.Value) any {
	at := reflect.New(v.Type())
	at.Elem().Set(v)
	return at.Interface()
}

// mended is the step and its act as the row puts them right.
func (p *payload) mended(step any, act Act) (any, Act) {
	out := p.mend.Call([]reflect.Value{reflect.ValueOf(step), reflect.ValueOf(act)})
	return out[0].Interface(), out[1].Interface().(Act)
}

// given are the arguments of a rule that sees the payload.
func given(record, step any, act Act, facts any) []reflect.Value {
	return []reflect.Value{reflect.ValueOf(record).Elem(), reflect.ValueOf(step), reflect.ValueOf(act), reflect.ValueOf(facts).Elem()}
}

// needs appends the answer to every rule that sees the payload.
func (p *payload) needs(record, step any, act Act, facts any, out []Reason) []Reason {
	for i, n := range p.list {
		reason := n.reason(p.met.need(i, record, step, act, facts))
		if reason.Met != Yes && !p.args[i].IsNil() {
			reason.Args = p.args[i].Call(given(record, step, act, facts))[0].Interface().([]Arg)
		}
		out = append(out, reason)
	}
	return out
}

// asked is what stands in the way of the second record.
func (p *payload) asked(record, step any, act Act, facts any) []Reason {
	return p.also.Call(given(record, step, act, facts))[0].Interface().(Decision).Reasons
}

// applied makes the record as it will be, and says what came of it besides.
func (p *payload) applied(record, step any, act Act, as Party, facts any, signal func(SignalKind, Rule) Signal) (next any, made []Made, signals []Signal) {
	on := reflect.New(p.apply.Type().In(2).Elem())
	t := on.Interface().(taking)
	t.begin(act, as, facts, signal)
	next = boxed(p.apply.Call([]reflect.Value{reflect.ValueOf(record).Elem(), reflect.ValueOf(step), on})[0])
	made, signals = t.came()
	return next, made, signals
}

// picked is where the step leads when there is more than one place.
func (p *payload) picked(next, step any) Status {
	return Status(p.to.Call([]reflect.Value{reflect.ValueOf(next).Elem(), reflect.ValueOf(step)})[0].String())
}

// options are what may be chosen for a field from what the record holds.
func options(of reflect.Value, record any) []string {
	return of.Call([]reflect.Value{reflect.ValueOf(record).Elem()})[0].Interface().([]string)
}
