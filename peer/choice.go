package peer

import "slices"

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
	// Leads is every place the step may lead to.
	Leads  []Status `json:"leads"`
	Fields []Field  `json:"fields,omitempty"`
	// Needs are what the filled form has to satisfy. Met is unknown.
	Needs []Reason `json:"needs,omitempty"`
}

// Choices lists every step that leads on from where the record is, in the order
// of the table, also those that are somebody else's to take. For the zero value
// it lists none.
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

// Starts lists the steps that create a record. Whose they are cannot be judged
// before the form says whom the record is about: it is unknown.
func (m *Machine[R, F]) Starts(act Act, facts F) []Choice {
	var out []Choice
	var none R
	for i := range m.Rows {
		row := &m.Rows[i]
		if len(row.From) > 0 {
			continue
		}
		c := m.choice(row, none, act, facts, PartyNobody, act.reasons(m.Head(&none), nil))
		for j := range c.Decision.Reasons {
			if c.Decision.Reasons[j].Rule == row.Else.Rule {
				c.Decision.Reasons[j].Met = Unknown
			}
		}
		c.Open = c.Decision.Allowed()
		out = append(out, c)
	}
	return out
}

func (m *Machine[R, F]) choice(row *Row[R, F], r R, act Act, facts F, as Party, reasons []Reason) Choice {
	d := Decision{m.judgeOpen(row, r, act, facts, as, reasons)}
	c := Choice{Do: row.Do, Says: row.Says, Whose: slices.Clone(row.By), Yours: slices.Contains(row.By, as), Open: d.Allowed(),
		Decision: d.SeenBy(as), Leads: slices.Clone(row.To), Fields: copyFields(row.payload.form.fields)}
	for i := range c.Fields {
		if options := row.payload.choose[c.Fields[i].Path]; options != nil {
			c.Fields[i].Options = options(r)
		}
	}
	for _, n := range row.payload.list {
		if n.Audience.admits(as) {
			c.Needs = append(c.Needs, n.reason(Unknown))
		}
	}
	return c
}
