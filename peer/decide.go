package peer

import (
	"reflect"
	"slices"

	"github.com/towpath-care/towpath/internal/witness"
)

// asked is one step on one record, found in the table.
type asked struct {
	record any
	row    *engineRow
	as     Party
	answer Decision
}

func (e *engine) check(r, step any, act Act, facts any) Decision {
	if d, ok := e.again(r, step, act); ok {
		return d
	}
	a := e.ask(r, step, act, facts, false)
	return a.answer.SeenBy(e.reader(a.as, act, facts))
}

func (e *engine) doStep(r, step any, act Act, facts any) (any, Change, error) {
	if d, ok := e.again(r, step, act); ok {
		if !d.Allowed() {
			return r, Change{}, &Refusal{Decision: d}
		}
		return r, *e.head(r).past(act.ID), nil
	}
	return e.take(r, step, act, facts, false)
}

func (e *engine) create(step any, act Act, facts any) (any, Change, error) {
	step, act = e.mended(step, act)
	return e.take(e.fresh(), step, act, facts, true)
}

func (e *engine) checkNew(step any, act Act, facts any) Decision {
	step, act = e.mended(step, act)
	a := e.ask(e.fresh(), step, act, facts, true)
	return a.answer.SeenBy(e.reader(a.as, act, facts))
}

// mended is a step that creates a record, and its act, as the row puts them right.
func (e *engine) mended(step any, act Act) (any, Act) {
	if row := e.rowOf(step); row != nil && row.payload.mends {
		return row.payload.mended(step, act)
	}
	return step, act
}

// again answers a request that the record has already seen.
func (e *engine) again(r, step any, act Act) (Decision, bool) {
	if act.ID == "" {
		return Decision{}, false
	}
	past := e.head(r).past(act.ID)
	if past == nil {
		return Decision{}, false
	}
	row := e.rowOf(step)
	same := row != nil && row.do == past.Do && sameHuman(past.By, act.By)
	d := Decision{[]Reason{ruleRepeat.reason(Is(same))}}
	witness.Decided(d.Reasons, Reason.witness)
	return d, true
}

func (e *engine) take(r, step any, act Act, facts any, fresh bool) (any, Change, error) {
	if row := e.rowOf(step); row != nil {
		step = row.payload.form.owned(step)
	}
	a := e.ask(r, step, act, facts, fresh)
	if !a.answer.Allowed() {
		return r, Change{}, &Refusal{a.answer.SeenBy(e.reader(a.as, act, facts)), questions(e.raised(a, step, act))}
	}
	signal := func(k SignalKind, rule Rule) Signal { return e.signal(a, step, act, k, rule) }
	next, made, signals := a.row.payload.applied(a.record, step, act, a.as, facts, signal)
	c := e.change(a, step, next, act, facts)
	c.Made = made
	c.Signals = numbered(append(e.raised(a, step, act), signals...), c)
	e.head(next).take(c)
	return next, *c, nil
}

// ask finds the row and judges every rule of it.
func (e *engine) ask(r, step any, act Act, facts any, fresh bool) asked {
	a := asked{record: r, row: e.rowOf(step)}
	if a.row == nil {
		a.answer.Reasons = []Reason{ruleStep.reason(No)}
		witness.Decided(a.answer.Reasons, Reason.witness)
		return a
	}
	creates := len(a.row.from) == 0
	if fresh && creates {
		a.record = a.row.payload.drafted(step)
	}
	out := make([]Reason, 0, 10+len(a.row.open)+len(a.row.payload.list)+a.row.payload.form.rules)
	out = act.reasons(e.head(r), out)
	from := e.head(r).status
	leads := fresh == creates && (creates || slices.Contains(a.row.from, from))
	if !leads {
		a.answer.Reasons = append(out, e.illegal(a.record, a.row, from))
		witness.Decided(a.answer.Reasons, Reason.witness)
		return a
	}
	if !creates {
		out = append(out, e.moves().reason(Yes))
		if !e.called.first.IsNil() {
			out = append(out, e.early.reason(Yes))
		}
	}
	a.as = e.partyFor(a.record, act, a.row)
	out = e.judgeOpen(a.row, a.record, act, facts, a.as, out)
	if !a.row.payload.mends {
		out = a.row.payload.form.judge(step, out)
	}
	out = a.row.payload.needs(a.record, step, act, facts, out)
	if creates && !a.row.payload.mends {
		out = append(out, e.judgeID(a.row, step))
	}
	if a.row.payload.asksMore {
		out = joined(out, a.row.alsoAsks(a.record, step, act, facts))
	}
	a.answer.Reasons = out
	witness.Decided(out, Reason.witness)
	return a
}

// alsoAsks is what the second record asks. A row that is never turned down hears it
// as a warning.
func (r *engineRow) alsoAsks(record any, step any, act Act, facts any) []Reason {
	out := r.payload.asked(record, step, act, facts)
	if !r.payload.mends {
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
func (e *engine) judgeOpen(row *engineRow, r any, act Act, facts any, as Party, out []Reason) []Reason {
	if !row.payload.mends {
		out = append(out, row.other.reason(Is(slices.Contains(row.by, as))))
	}
	for i, o := range row.open {
		reason, because := o.reason(e.open(row.at, i, r, act, facts)), []Reason(nil)
		if reason.Met != Yes {
			reason.Args, because = e.detail(row.at, i, r, act, facts)
		}
		out = append(out, reason)
		for _, why := range because {
			why.behind = true
			if o.Weight != Blocks {
				why.Weight = o.Weight
			}
			out = append(out, why)
		}
	}
	return out
}

// partyFor is what the actor is to this record; an authority that covers the row
// makes its holder the person.
func (e *engine) partyFor(r any, act Act, row *engineRow) Party {
	if act.For.Covers(act.By, e.about(r), row.scope, act.At) {
		return PartyPerson
	}
	return e.party(r, act.By)
}

// reader is what the actor is to the reasons: a party of the record, or one of the
// worker's line where the facts say so.
func (e *engine) reader(as Party, act Act, facts any) Party {
	if as == PartyStaff && e.line(facts).includes(act.By) == Yes {
		return PartyLine
	}
	return as
}

func (e *engine) rowOf(step any) *engineRow {
	typ := reflect.TypeOf(step)
	for i := range e.rows {
		if e.rows[i].payload.typ == typ {
			return &e.rows[i]
		}
	}
	return nil
}

func (e *engine) moves() Asks {
	return Asks{Rule: Rule{e.row, ErrInvalidTransition}, Says: "The step leads on from where the record is.", Fix: "Read the record again; Choices lists the steps that lead on."}
}

func (e *engine) illegal(record any, row *engineRow, from Status) Reason {
	r := e.moves().reason(No)
	if first := e.comesFirst(record, row.do); first != "" {
		r = e.early.reason(No)
		r.Args = []Arg{{name: "need", kind: argWord, word: string(first)}}
		return r
	}
	r.Args = []Arg{{name: "from", kind: argWord, word: string(from)}, {name: "step", kind: argWord, word: string(row.do)}}
	return r
}

// comesFirst names the step that has to come first, and "" when there is none.
func (e *engine) comesFirst(r any, do Action) Action {
	if e.called.first.IsNil() || !e.head(r).Exists() {
		return ""
	}
	return on(e.called.first, r, do).(Action)
}

func (e *engine) newID(row *engineRow) Asks {
	return Asks{Rule: Rule{row.form, ErrRequired}, Path: "/id", Says: "The new record has an id.", Fix: "Make one id for the record, of 1 to 200 letters, digits, dots, hyphens or underscores, and send it with the step."}
}

func (e *engine) judgeID(row *engineRow, step any) Reason {
	return e.newID(row).reason(Is(plainID(row.payload.idOf(step))))
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

func (e *engine) change(a asked, step, next any, act Act, facts any) *Change {
	h := e.head(a.record)
	c := &Change{Of: h.ref, Rev: h.rev + 1, Request: act.ID, Do: a.row.do, From: h.status, To: e.leadsTo(a.row, h.status, next, step),
		By: act.By, As: a.as, At: act.when(), Policy: e.policy(facts)}
	if len(a.row.from) == 0 {
		c.Of = Ref{e.kind, a.row.payload.idOf(step)}
	}
	if a.as == PartyPerson && e.party(a.record, act.By) != PartyPerson {
		c.For = act.For.ID
	}
	for _, r := range a.answer.Reasons {
		if r.Met != Yes {
			c.Reasons = append(c.Reasons, r)
		}
	}
	return c
}

// numbered are the signals of a change, each with an id made from where it comes from.
func numbered(signals []Signal, c *Change) []Signal {
	for i := range signals {
		signals[i].From, signals[i].Rev = c.Of, c.Rev
		signals[i].ID = signalID(c.Of, c.Rev, i)
	}
	return signals
}

func (e *engine) leadsTo(row *engineRow, from Status, next, step any) Status {
	if slices.Contains(row.stays, from) {
		return from
	}
	to := row.to[0]
	if row.payload.picks {
		to = row.payload.picked(next, step)
	}
	if !slices.Contains(row.to, to) {
		panic("peer: " + string(e.kind) + " " + string(row.do) + " led to " + string(to) + ", which its row does not name")
	}
	return to
}

// raised are the signals of the reasons that are not met.
func (e *engine) raised(a asked, step any, act Act) []Signal {
	if a.row == nil {
		return nil
	}
	var out []Signal
	asks := func(x Asks) {
		for _, r := range a.answer.Reasons {
			if x.Raise != "" && r.Rule == x.Rule && r.Path == x.Path && r.Met != Yes {
				out = append(out, e.signal(a, step, act, x.Raise, x.Rule))
			}
		}
	}
	for _, o := range a.row.open {
		asks(o)
	}
	for _, n := range a.row.payload.list {
		asks(n)
	}
	for i := range out {
		out[i].ID = signalID(out[i].From, out[i].Rev, i) + "-" + string(act.ID)
	}
	return out
}

func (e *engine) signal(a asked, step any, act Act, k SignalKind, rule Rule) Signal {
	h := e.head(a.record)
	s := Signal{Kind: k, Rule: rule, About: e.about(a.record), From: h.ref, Rev: h.rev, Noticed: act.when(), By: act.By}
	if len(a.row.from) > 0 {
		return s
	}
	s.From = Ref{Kind: e.kind}
	if id := a.row.payload.idOf(step); plainID(id) { // anything else may be a person's words
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
