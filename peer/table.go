package peer

import (
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/terms"
)

// Table describes a machine: everything its literal says, without the code that
// answers the rules. The diagrams, the rule catalogue and the tests that try every
// row are made from it.
type Table struct {
	Kind   Kind     `json:"kind"`
	Says   string   `json:"says"`
	Moves  Asks     `json:"-"`
	Early  Asks     `json:"-"` // what a step hears that comes before its turn; zero: nothing of its own
	States []State  `json:"states"`
	Rows   []RowOf  `json:"rows"`
	Parts  []PartOf `json:"parts"`
	// Schema is the number of the stored form, and Stored what is stored beside the
	// head (kind, schema, id, rev, status, recent).
	Schema int     `json:"-"`
	Stored []Field `json:"-"`
}

// RowOf describes one row of a table.
type RowOf struct {
	Do     Action         `json:"do"`
	Says   string         `json:"says"`
	From   []Status       `json:"from,omitempty"`
	To     []Status       `json:"to"` // every place it may lead to, those where it stays among them
	Stays  []Status       `json:"stays,omitempty"`
	By     []Party        `json:"by"`
	For    AuthorityScope `json:"for,omitzero"`
	Makes  Kind           `json:"makes,omitzero"` // the kind of record it may make beside its own
	Else   Asks           `json:"-"`
	Open   []Asks         `json:"-"`
	Form   []Asks         `json:"-"` // rules of the payload's shape
	Needs  []Asks         `json:"-"`
	Fields []Field        `json:"fields,omitempty"`
	// Mended: the step is never turned down; what it cannot be without is put right.
	// It has no Else and no Form.
	Mended bool `json:"mended,omitzero"`

	onward []Status // where it leads when it does not stay
}

// PartOf describes one part of a record that can be seen: its JSON member in a
// view, and the rule and sentence given to a reader who does not see it.
type PartOf struct {
	Name string `json:"name"`
	Rule Rule   `json:"rule"`
	Says string `json:"says"`
}

// Rules returns every rule of the table in the order of the table. A rule that says
// something else in another place is there once for each.
func (t Table) Rules() []Asks {
	var out []Asks
	add := func(list ...Asks) {
		for _, a := range list {
			if !slices.ContainsFunc(out, func(b Asks) bool { return b.Rule == a.Rule && b.Says == a.Says }) {
				out = append(out, a)
			}
		}
	}
	add(t.Moves)
	if t.Early.Says != "" {
		add(t.Early)
	}
	for _, r := range t.Rows {
		if !r.Mended {
			add(r.Else)
		}
		add(r.Open...)
		add(r.Form...)
		add(r.Needs...)
	}
	return out
}

func (e *engine) table() Table {
	t := Table{Kind: e.kind, Says: e.says, Moves: e.moves(), Early: e.early, States: slices.Clone(e.states), Parts: slices.Clone(e.parts),
		Schema: e.schema, Stored: copyFields(e.storedForm().fields)}
	for i := range e.rows {
		row := &e.rows[i]
		r := RowOf{Do: row.do, Says: row.says, From: slices.Clone(row.from), To: row.leads(), Stays: slices.Clone(row.stays), By: slices.Clone(row.by), For: row.scope, Makes: row.makes, Else: row.other,
			onward: slices.Clone(row.to), Open: slices.Clone(row.open), Form: asksOf(row.payload.form.fields), Needs: slices.Clone(row.payload.list), Fields: copyFields(row.payload.form.fields)}
		if len(row.from) == 0 {
			r.Form = append(r.Form, e.newID(row))
		}
		if row.payload.mends {
			r.Form, r.Mended = nil, true
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// Diagram draws the table as a Mermaid state diagram: one arrow a move, labelled
// with the step and whose it is. It has no code fence around it.
func (t Table) Diagram() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, s := range t.States {
		b.WriteString("    state \"" + string(s.Status) + "\" as " + node(s.Status) + "\n")
	}
	for _, r := range t.Rows {
		label := " : " + string(r.Do) + " (" + strings.Join(terms.Of(r.By), ", ") + ")\n"
		if len(r.From) == 0 {
			for _, to := range r.To {
				b.WriteString("    [*] --> " + node(to) + label)
			}
		}
		for _, from := range r.From {
			for _, to := range r.moves(from) {
				b.WriteString("    " + node(from) + " --> " + node(to) + label)
			}
		}
	}
	for _, s := range t.States {
		if s.End {
			b.WriteString("    " + node(s.Status) + " --> [*]\n")
		}
	}
	return b.String()
}

// leads are every place a row may lead to, those where it stays among them.
func (r *engineRow) leads() []Status {
	out := slices.Clone(r.to)
	for _, s := range r.stays {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// moves are the places a row may lead to from one place.
func (r RowOf) moves(from Status) []Status {
	if slices.Contains(r.Stays, from) {
		return []Status{from}
	}
	return r.onward
}

func node(s Status) string { return strings.ReplaceAll(string(s), "-", "_") }
