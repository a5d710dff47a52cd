package peer

import (
	"reflect"
	"slices"
)

// Choice is one step that leads on from where a record is: whose it is, what
// stands in the way and what its form asks for. Rules that see the payload are
// not judged: an empty form is not an obstacle.
type Choice struct {
	Do   Action `json:"do"`
	Says string `json:"says"`
	// Whose it is to take, as parties of this record.
	Whose []Party `json:"whose"`
	// Yours: the actor is one of them.
	Yours bool `json:"yours"`
	// Open: nothing that can be judged now stands in the way.
	Open bool `json:"open"`
	// Decision has the reasons that can be judged before a form is filled.
	Decision Decision `json:"decision"`
	// Makes is the kind of record that the step may make beside its own; the rules
	// of the step that begins it are judged with the filled form.
	Makes Kind `json:"makes,omitzero"`
	// Leads is every place the step may lead to from here.
	Leads  []Status `json:"leads"`
	Fields []Field  `json:"fields,omitempty"`
	// Needs are what the filled form has to satisfy. Met is unknown.
	Needs []Reason `json:"needs,omitempty"`
}

// Choices lists every step that leads on from where the record is, in the order
// of the table, also those that are somebody else's to take. For the zero value
// it lists none. Without an actor it is the host that asks: it is shown every list of
// what the record holds, which somebody who is none of the record's own is not shown
// (hazard H26).
func (m *Machine[R, F]) Choices(r R, act Act, facts F) []Choice {
	var out []Choice
	h := m.Head(&r)
	for i := range m.Rows {
		row := &m.Rows[i]
		if h.Exists() && slices.Contains(row.From, h.status) {
			out = append(out, m.choice(row, r, act, facts, m.party(r, act, row), act.reasons(h, nil)))
		}
	}
	return out
}

// Starts lists the steps that create a record. Whether the actor is the person or
// the worker of it cannot be judged before the form says whom it is about: to
// somebody who can be, that reason is unknown and does not close the choice.
func (m *Machine[R, F]) Starts(act Act, facts F) []Choice {
	var out []Choice
	var none R
	for i := range m.Rows {
		row := &m.Rows[i]
		if len(row.From) > 0 {
			continue
		}
		act := row.mendedAct(act)
		c := m.choice(row, none, act, facts, PartyOf(act.By, act.By.Person, ""), act.reasons(m.Head(&none), nil))
		c.Yours = mayBeYours(row.By, act.By)
		c.Open = c.Yours
		for j := range c.Decision.Reasons {
			r := &c.Decision.Reasons[j]
			if r.Rule == row.Else.Rule && c.Yours {
				r.Met = Unknown
				continue
			}
			c.Open = c.Open && !r.Stops()
		}
		out = append(out, c)
	}
	return out
}

// mendedAct is the act as a row that is never turned down puts it right.
func (r *Row[R, F]) mendedAct(act Act) Act {
	if r.payload.mend != nil {
		_, act = r.payload.mend(reflect.Zero(r.payload.typ).Interface(), act)
	}
	return act
}

// mayBeYours reports whether somebody of this kind can be one of these parties.
func mayBeYours(by []Party, a Actor) bool {
	return slices.ContainsFunc(by, func(p Party) bool {
		switch p {
		case PartyPerson:
			return a.Person != ""
		case PartyCarer:
			return a.Carer != ""
		case PartyRaiser:
			return true // whoever they are
		}
		return a.Staff != ""
	})
}

func (m *Machine[R, F]) choice(row *Row[R, F], r R, act Act, facts F, as Party, reasons []Reason) Choice {
	d := Decision{m.judgeOpen(row, r, act, facts, as, reasons)}
	c := Choice{Do: row.Do, Says: row.Says, Whose: slices.Clone(row.By), Yours: slices.Contains(row.By, as), Open: d.Allowed(),
		Decision: d.SeenBy(m.reader(as, act, facts)), Makes: row.Makes, Leads: row.leadsFrom(m.Head(&r).status), Fields: copyFields(row.payload.form.fields)}
	for i := range c.Fields {
		if c.Fields[i].Path == "/id" && len(row.From) == 0 && row.payload.mend == nil {
			c.Fields[i].Required = true
		}
		if options := row.payload.choose[c.Fields[i].Path]; options != nil {
			// An empty list is there to be seen: there is nothing to pick from.
			c.Fields[i].Options = []string{}
			if len(row.From) == 0 || act.By == (Actor{}) || act.By.Valid() && (c.Yours || as.named()) {
				c.Fields[i].Options = append(c.Fields[i].Options, options(r)...)
			}
		}
	}
	for _, n := range row.payload.list {
		if n.Audience.admits(m.reader(as, act, facts)) {
			c.Needs = append(c.Needs, n.reason(Unknown))
		}
	}
	return c
}

// leadsFrom are the places a row may lead to from one place.
func (r *Row[R, F]) leadsFrom(from Status) []Status {
	if slices.Contains(r.Stays, from) {
		return []Status{from}
	}
	return slices.Clone(r.To)
}
