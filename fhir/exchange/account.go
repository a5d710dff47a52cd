package exchange

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"strings"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// Account says of one record of a plan what went where, and what stays here and
// why. It holds the names of fields and elements and fixed sentences, and nothing
// that anybody said: it may be shown and kept.
type Account struct {
	Name Name `json:"name"`
	// Do is what became of it; what the plan means to do, where it has not been
	// applied.
	Do Do `json:"do"`
	// Where it stands, or will, such as "Goal/g1"; empty: nowhere, or nobody knows
	// yet.
	Where string `json:"where,omitzero"`
	// Sent are the fields that go, each with the elements it goes into.
	Sent []Placed `json:"sent,omitempty"`
	// Stays are the fields that have no home there.
	Stays []Kept `json:"stays,omitempty"`
	// Why is what stands in the way of it, or why it stays here whole.
	Why []peer.Reason `json:"why,omitempty"`
}

// Placed is a field of a record and where it goes.
type Placed struct {
	// Field is a JSON pointer into the stored record.
	Field string `json:"field"`
	// Elements are R4 element paths.
	Elements []string `json:"elements"`
}

// Kept is a field of a record that stays here.
type Kept struct {
	Field   string `json:"field"`
	Because string `json:"because"`
}

// becauseAbsent is said of a field that has a home in R4 and is not in what was
// made of this record.
const becauseAbsent = "What it says here has no place of its own in this resource."

// Account says what goes where of everything in a plan, as Mappings lays down and
// for the fields that the records have. With the report of the plan it says what
// became of it; with the zero Report, what would. Records are loaded as they are
// now; one that cannot be read is named with its reason and without its fields.
//
// Its error is one of the host's own store.
func (x *Exchange) Account(ctx context.Context, p Plan, r Report) ([]Account, error) {
	results := map[Name]Result{}
	for _, one := range r.Results {
		results[one.Name] = one
	}
	var out []Account
	for _, i := range p.Items {
		a, err := x.account(ctx, i)
		if err != nil {
			return nil, err
		}
		if done, tried := results[i.Name]; tried {
			a.Do, a.Why = done.Did, done.Why
			i.ID = done.ID
		}
		a.place(i)
		out = append(out, a)
	}
	return out, nil
}

func (x *Exchange) account(ctx context.Context, i Item) (Account, error) {
	a := Account{Name: i.Name, Do: i.Do, Why: i.Why}
	record, err := x.load(ctx, i.Name.Record)
	switch {
	case err != nil && !about(err):
		return a, err
	case err != nil:
		a.Why = append(a.Why[:len(a.Why):len(a.Why)], reasonsFor(err)...)
		return a, nil
	}
	stored, err := peer.Encode(record)
	if err != nil {
		return a, err
	}
	for _, m := range fhir.Mappings() {
		if m.Record == i.Name.Record.Kind && m.Field != "" && filled(stored, m.Field) {
			a.line(i, m)
		}
	}
	return a, nil
}

// line says of one field where it goes, as far as it is in what is sent.
func (a *Account) line(i Item, m fhir.Mapping) {
	if m.Because != "" {
		a.Stays = append(a.Stays, Kept{m.Field, m.Because})
		return
	}
	var at []string
	for _, e := range m.Elements {
		if len(i.Body) == 0 || filled(i.Body, strings.ReplaceAll(strings.TrimPrefix(e, i.Name.Type), ".", "/")) {
			at = append(at, e)
		}
	}
	if len(at) == 0 {
		a.Stays = append(a.Stays, Kept{m.Field, becauseAbsent})
		return
	}
	a.Sent = append(a.Sent, Placed{m.Field, at})
}

// place says where it stands. What is not sent is sent nowhere: its fields have
// nothing to be listed for.
func (a *Account) place(i Item) {
	switch {
	case a.Do == Hold, a.Do == Keep:
		a.Sent, a.Stays = nil, nil
	case i.ID != "":
		a.Where = i.Name.Type + "/" + i.ID
	}
}

// Words is the account in sentences, one a line.
func (a Account) Words() []string {
	record := a.Name.Record.String()
	var out []string
	switch a.Do {
	case Hold:
		out = append(out, record+" is held: nothing of it was sent, and nothing is lost.")
	case Keep:
		out = append(out, record+" stays here.")
	case Leave:
		out = append(out, record+" stands as it should: "+a.Where+".")
	default:
		out = append(out, record+" goes to "+cmp.Or(a.Where, "a new "+a.Name.Type)+".")
	}
	for _, r := range a.Why {
		out = append(out, strings.TrimSpace(r.Says+" "+r.Fix))
	}
	for _, s := range a.Sent {
		out = append(out, s.Field+" goes into "+strings.Join(s.Elements, " and ")+".")
	}
	for _, k := range a.Stays {
		out = append(out, k.Field+" stays here: "+k.Because)
	}
	return out
}

// filled reports whether something stands at a path: an object or list with
// something in it, a text that is not empty, a number. A list is looked through.
func filled(doc []byte, path string) bool {
	d := json.NewDecoder(bytes.NewReader(doc))
	d.UseNumber()
	var v any
	return d.Decode(&v) == nil && stands(v, strings.Split(strings.TrimPrefix(path, "/"), "/"))
}

func stands(v any, path []string) bool {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			if stands(one, path) {
				return true
			}
		}
		return false
	case map[string]any:
		if len(path) == 0 || path[0] == "" {
			return len(v) > 0
		}
		return stands(v[path[0]], path[1:])
	case nil:
		return false
	}
	return len(path) == 0 && v != ""
}
