package peer

import (
	"reflect"
	"slices"

	"github.com/towpath-care/towpath/internal/witness"
)

// asked is one step on one record, found in the table.
type asked[R, F any] struct {
	record R
	row    *Row[R, F]
	as     Party
	answer Decision
}

// Check answers whether a step may be taken, with every reason, and changes
// nothing. It is what Do would say.
func (m *Machine[R, F]) Check(r R, step any, act Act, facts F) Decision {
	if d, ok := m.again(r, step, act); ok {
		return d
	}
	a := m.ask(r, step, act, facts, false)
	return a.answer.SeenBy(m.reader(a.as, act, facts))
}

// Do takes a step. It returns the record as it is afterwards and the change to
// store with it in one transaction. The record given is untouched. A step that
// may not be taken is a *Refusal, and the record comes back as it was.
//
// A request that is among the last changes of the record (Remembered) gives the
// same change again, when the same somebody asks for the same kind of step, and
// ErrDuplicate otherwise. What else the step holds is not compared.
func (m *Machine[R, F]) Do(r R, step any, act Act, facts F) (R, Change, error) {
	if d, ok := m.again(r, step, act); ok {
		if !d.Allowed() {
			return r, Change{}, &Refusal{Decision: d}
		}
		return r, *m.Head(&r).past(act.ID), nil
	}
	return m.take(r, step, act, facts, false)
}

// New takes a step that creates a record, and gives the record and its first
// change. A step that may not be taken is a *Refusal. New looks in no store: when a
// request is sent again, the host finds the record under its id and reads it back.
func (m *Machine[R, F]) New(step any, act Act, facts F) (R, Change, error) {
	var none R
	step, act = m.mended(step, act)
	return m.take(none, step, act, facts, true)
}

// CheckNew answers what New would say and does nothing.
func (m *Machine[R, F]) CheckNew(step any, act Act, facts F) Decision {
	var none R
	step, act = m.mended(step, act)
	a := m.ask(none, step, act, facts, true)
	return a.answer.SeenBy(m.reader(a.as, act, facts))
}

// mended is a step that creates a record, and its act, as the row puts them right.
func (m *Machine[R, F]) mended(step any, act Act) (any, Act) {
	if row := m.rowOf(step); row != nil && row.payload.mend != nil {
		return row.payload.mend(step, act)
	}
	return step, act
}

// again answers a request that the record has already seen.
func (m *Machine[R, F]) again(r R, step any, act Act) (Decision, bool) {
	if act.ID == "" {
		return Decision{}, false
	}
	past := m.Head(&r).past(act.ID)
	if past == nil {
		return Decision{}, false
	}
	row := m.rowOf(step)
	same := row != nil && row.Do == past.Do && sameHuman(past.By, act.By)
	d := Decision{[]Reason{ruleRepeat.reason(Is(same))}}
	witness.Decided(d.Reasons, Reason.witness)
	return d, true
}

func (m *Machine[R, F]) take(r R, step any, act Act, facts F, fresh bool) (R, Change, error) {
	if row := m.rowOf(step); row != nil {
		step = row.payload.form.owned(step)
	}
	a := m.ask(r, step, act, facts, fresh)
	if !a.answer.Allowed() {
		return r, Change{}, &Refusal{a.answer.SeenBy(m.reader(a.as, act, facts)), questions(m.raised(a, step, act))}
	}
	t := &Taken[F]{Act: act, As: a.as, Facts: facts}
	t.signal = func(k SignalKind, rule Rule) Signal { return m.signal(a, step, act, k, rule) }
	next := a.row.payload.apply(a.record, step, t)
	c := m.change(a, step, next, t)
	m.Head(&next).take(c)
	return next, *c, nil
}

// ask finds the row and judges every rule of it.
func (m *Machine[R, F]) ask(r R, step any, act Act, facts F, fresh bool) asked[R, F] {
	a := asked[R, F]{record: r, row: m.rowOf(step)}
	if a.row == nil {
		a.answer.Reasons = []Reason{ruleStep.reason(No)}
		witness.Decided(a.answer.Reasons, Reason.witness)
		return a
	}
	creates := len(a.row.From) == 0
	if fresh && creates {
		a.record = a.row.payload.draft(step)
	}
	out := make([]Reason, 0, 10+len(a.row.Open)+len(a.row.payload.list)+a.row.payload.form.rules)
	out = act.reasons(m.Head(&r), out)
	from := m.Head(&r).status
	leads := fresh == creates && (creates || slices.Contains(a.row.From, from))
	if !leads {
		a.answer.Reasons = append(out, m.illegal(a.record, a.row, from))
		witness.Decided(a.answer.Reasons, Reason.witness)
		return a
	}
	if !creates {
		out = append(out, m.moves().reason(Yes))
		if m.First != nil {
			out = append(out, m.Early.reason(Yes))
		}
	}
	a.as = m.party(a.record, act, a.row)
	out = m.judgeOpen(a.row, a.record, act, facts, a.as, out)
	if a.row.payload.mend == nil {
		out = a.row.payload.form.judge(step, out)
	}
	out = a.row.payload.needs(a.record, step, act, facts, out)
	if creates && a.row.payload.mend == nil {
		out = append(out, m.judgeID(a.row, step))
	}
	if a.row.payload.also != nil {
		out = joined(out, a.row.alsoAsks(a.record, step, act, facts))
	}
	a.answer.Reasons = out
	witness.Decided(out, Reason.witness)
	return a
}

// alsoAsks is what the second record asks. A row that is never turned down hears it
// as a warning.
func (r *Row[R, F]) alsoAsks(record R, step any, act Act, facts F) []Reason {
	out := r.payload.also(record, step, act, facts).Reasons
	if r.payload.mend == nil {
		return out
	}
	out = slices.Clone(out)
	for i := range out {
		if out[i].Stops() {
			out[i].Weight = Warns
		}
	}
	return out
}

// joined adds what another machine said, without what has been said already.
func joined(out, more []Reason) []Reason {
	own := out
	for _, r := range more {
		said := func(o Reason) bool { return o.Rule == r.Rule && o.Says == r.Says && (r.Met == Yes || r.Met == o.Met) }
		if !slices.ContainsFunc(own, said) {
			out = append(out, r)
		}
	}
	return out
}

// witness leaves out the reasons behind a reason: they are another verdict's.
func (r Reason) witness() (row, code string, met, counts bool) {
	return r.Rule.Row, r.Rule.Code.name, r.Met == Yes, !r.behind
}

// judgeOpen answers whose step it is, where that is asked, and the rules that do not
// need the payload.
func (m *Machine[R, F]) judgeOpen(row *Row[R, F], r R, act Act, facts F, as Party, out []Reason) []Reason {
	if row.payload.mend == nil {
		out = append(out, row.Else.reason(Is(slices.Contains(row.By, as))))
	}
	for i := range row.Open {
		o := &row.Open[i]
		reason := o.reason(o.Met(r, act, facts))
		if reason.Met != Yes && o.Args != nil {
			reason.Args = o.Args(r, act, facts)
		}
		out = append(out, reason)
		if reason.Met != Yes && o.Because != nil {
			for _, why := range o.Because(r, act, facts) {
				why.behind = true
				if o.Weight != Blocks {
					why.Weight = o.Weight
				}
				out = append(out, why)
			}
		}
	}
	return out
}

// party is what the actor is to this record; an authority that covers the row
// makes its holder the person.
func (m *Machine[R, F]) party(r R, act Act, row *Row[R, F]) Party {
	if act.For.Covers(act.By, m.Person(r), row.For, act.At) {
		return PartyPerson
	}
	return m.Party(r, act.By)
}

// reader is what the actor is to the reasons: a party of the record, or one of the
// worker's line where the facts say so.
func (m *Machine[R, F]) reader(as Party, act Act, facts F) Party {
	if as == PartyStaff && m.Line != nil && m.Line(facts).includes(act.By) == Yes {
		return PartyLine
	}
	return as
}

func (m *Machine[R, F]) rowOf(step any) *Row[R, F] {
	typ := reflect.TypeOf(step)
	for i := range m.Rows {
		if m.Rows[i].payload.typ == typ {
			return &m.Rows[i]
		}
	}
	return nil
}

func (m *Machine[R, F]) moves() Asks {
	return Asks{Rule: Rule{m.Moves, ErrInvalidTransition}, Says: "The step leads on from where the record is.", Fix: "Read the record again; Choices lists the steps that lead on."}
}

func (m *Machine[R, F]) illegal(record R, row *Row[R, F], from Status) Reason {
	r := m.moves().reason(No)
	if first := m.early(record, row.Do); first != "" {
		r = m.Early.reason(No)
		r.Args = []Arg{{name: "need", kind: argWord, word: string(first)}}
		return r
	}
	r.Args = []Arg{{name: "from", kind: argWord, word: string(from)}, {name: "step", kind: argWord, word: string(row.Do)}}
	return r
}

// early names the step that has to come first, and "" when there is none.
func (m *Machine[R, F]) early(r R, do Action) Action {
	if m.First == nil || !m.Head(&r).Exists() {
		return ""
	}
	return m.First(r, do)
}

func (m *Machine[R, F]) newID(row *Row[R, F]) Asks {
	return Asks{Rule: Rule{row.Form, ErrRequired}, Path: "/id", Says: "The new record has an id.", Fix: "Make one id for the record, of 1 to 200 letters, digits, dots, hyphens or underscores, and send it with the step."}
}

func (m *Machine[R, F]) judgeID(row *Row[R, F], step any) Reason {
	return m.newID(row).reason(Is(plainID(row.payload.id(step))))
}

// plainID keeps record ids to what can stand in a file name and a URL.
func plainID(id string) bool {
	if id == "" || len(id) > 200 || id[0] == '.' {
		return false
	}
	for _, c := range []byte(id) {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return true
}

func (m *Machine[R, F]) change(a asked[R, F], step any, next R, t *Taken[F]) *Change {
	h := m.Head(&a.record)
	c := &Change{Of: h.ref, Rev: h.rev + 1, Request: t.Act.ID, Do: a.row.Do, From: h.status, To: m.leadsTo(a.row, h.status, next, step),
		By: t.Act.By, As: a.as, At: t.Act.when(), Made: t.made, Signals: append(m.raised(a, step, t.Act), t.signals...)}
	if len(a.row.From) == 0 {
		c.Of = Ref{m.Kind, a.row.payload.id(step)}
	}
	if a.as == PartyPerson && m.Party(a.record, t.Act.By) != PartyPerson {
		c.For = t.Act.For.ID
	}
	if m.Policy != nil {
		c.Policy = m.Policy(t.Facts)
	}
	for _, r := range a.answer.Reasons {
		if r.Met != Yes {
			c.Reasons = append(c.Reasons, r)
		}
	}
	for i := range c.Signals {
		c.Signals[i].From, c.Signals[i].Rev = c.Of, c.Rev
		c.Signals[i].ID = signalID(c.Of, c.Rev, i)
	}
	return c
}

func (m *Machine[R, F]) leadsTo(row *Row[R, F], from Status, next R, step any) Status {
	if slices.Contains(row.Stays, from) {
		return from
	}
	to := row.To[0]
	if row.payload.to != nil {
		to = row.payload.to(next, step)
	}
	if !slices.Contains(row.To, to) {
		panic("peer: " + string(m.Kind) + " " + string(row.Do) + " led to " + string(to) + ", which its row does not name")
	}
	return to
}

// raised are the signals of the reasons that are not met.
func (m *Machine[R, F]) raised(a asked[R, F], step any, act Act) []Signal {
	if a.row == nil {
		return nil
	}
	var out []Signal
	asks := func(x Asks) {
		for _, r := range a.answer.Reasons {
			if x.Raise != "" && r.Rule == x.Rule && r.Path == x.Path && r.Met != Yes {
				out = append(out, m.signal(a, step, act, x.Raise, x.Rule))
			}
		}
	}
	for i := range a.row.Open {
		asks(a.row.Open[i].Asks)
	}
	for _, n := range a.row.payload.list {
		asks(n)
	}
	for i := range out {
		out[i].ID = signalID(out[i].From, out[i].Rev, i) + "-" + string(act.ID)
	}
	return out
}

func (m *Machine[R, F]) signal(a asked[R, F], step any, act Act, k SignalKind, rule Rule) Signal {
	h := m.Head(&a.record)
	s := Signal{Kind: k, Rule: rule, About: m.Person(a.record), From: h.ref, Rev: h.rev, Noticed: act.when(), By: act.By}
	if len(a.row.From) > 0 {
		return s
	}
	s.From = Ref{Kind: m.Kind}
	if id := a.row.payload.id(step); plainID(id) { // anything else may be a person's words
		s.From.ID = id
	}
	return s
}

// questions are the signals that outlive a step that was not taken: what is open
// about somebody's safety. The others are about what happened, and it has not been
// written down.
func questions(all []Signal) []Signal {
	return slices.DeleteFunc(all, func(s Signal) bool { return !s.Kind.outlivesRefusal() })
}

func signalID(from Ref, rev Rev, i int) string {
	return string(from.Kind) + "." + from.ID + "." + rev.String() + "." + Rev(i+1).String()
}
