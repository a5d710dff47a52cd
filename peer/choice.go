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

func (e *engine) choices(r any, act Act, facts any) []Choice {
	var out []Choice
	h := e.head(r)
	for i := range e.rows {
		row := &e.rows[i]
		if h.Exists() && slices.Contains(row.from, h.status) {
			out = append(out, e.choice(row, r, act, facts, e.partyFor(r, act, row), act.reasons(h, nil)))
		}
	}
	return out
}

func (e *engine) starts(act Act, facts any) []Choice {
	var out []Choice
	none := e.fresh()
	for i := range e.rows {
		row := &e.rows[i]
		if len(row.from) > 0 {
			continue
		}
		act := row.mendedAct(act)
		c := e.choice(row, none, act, facts, PartyOf(act.By, act.By.Person, ""), act.reasons(e.head(none), nil))
		c.Yours = mayBeYours(row.by, act.By)
		c.Open = c.Yours
		for j := range c.Decision.Reasons {
			r := &c.Decision.Reasons[j]
			if r.Rule == row.other.Rule && c.Yours {
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
func (r *engineRow) mendedAct(act Act) Act {
	if r.payload.mends {
		_, act = r.payload.mended(reflect.Zero(r.payload.typ).Interface(), act)
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

func (e *engine) choice(row *engineRow, r any, act Act, facts any, as Party, reasons []Reason) Choice {
	d := Decision{e.judgeOpen(row, r, act, facts, as, reasons)}
	c := Choice{Do: row.do, Says: row.says, Whose: slices.Clone(row.by), Yours: slices.Contains(row.by, as), Open: d.Allowed(),
		Decision: d.SeenBy(e.reader(as, act, facts)), Makes: row.makes, Leads: row.leadsFrom(e.head(r).status), Fields: copyFields(row.payload.form.fields)}
	for i := range c.Fields {
		if c.Fields[i].Path == "/id" && len(row.from) == 0 && !row.payload.mends {
			c.Fields[i].Required = true
		}
		if of, ok := row.payload.choices[c.Fields[i].Path]; ok {
			// An empty list is there to be seen: there is nothing to pick from.
			c.Fields[i].Options = []string{}
			if len(row.from) == 0 || act.By == (Actor{}) || act.By.Valid() && (c.Yours || as.named()) {
				c.Fields[i].Options = append(c.Fields[i].Options, options(of, r)...)
			}
		}
	}
	for _, n := range row.payload.list {
		if n.Audience.admits(e.reader(as, act, facts)) {
			c.Needs = append(c.Needs, n.reason(Unknown))
		}
	}
	return c
}

// leadsFrom are the places a row may lead to from one place.
func (r *engineRow) leadsFrom(from Status) []Status {
	if slices.Contains(r.stays, from) {
		return []Status{from}
	}
	return slices.Clone(r.to)
}
